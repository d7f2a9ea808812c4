"""The tables of releases, overlays, permits in force, and which pair is live."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "overlay_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_overlay_revision")),
        sa.UniqueConstraint("digest", name=op.f("uq_overlay_revision_digest")),
    )
    op.create_table(
        "permit_version",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("permit_id", sa.String(length=64), nullable=False),
        sa.Column("agency", sa.String(length=64), nullable=False),
        sa.Column("sector", sa.String(length=64), nullable=False),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_permit_version")),
    )
    with op.batch_alter_table("permit_version") as batch_op:
        batch_op.create_index(batch_op.f("ix_permit_version_agency"), ["agency"], unique=False)
        batch_op.create_index(batch_op.f("ix_permit_version_permit_id"), ["permit_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_permit_version_sector"), ["sector"], unique=False)

    op.create_table(
        "release",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.String(length=64), nullable=False),
        sa.Column("source", sa.String(length=16), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("notes", sa.String(), nullable=True),
        sa.Column("effective_from", sa.Date(), nullable=True),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release")),
        sa.UniqueConstraint("source", "digest", name=op.f("uq_release_source")),
    )
    op.create_table(
        "activation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("overlay_id", sa.Integer(), nullable=False),
        sa.Column("activated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["overlay_id"], ["overlay_revision.id"], name=op.f("fk_activation_overlay_id")
        ),
        sa.ForeignKeyConstraint(["release_id"], ["release.id"], name=op.f("fk_activation_release_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activation")),
    )
    op.create_table(
        "activation_permit",
        sa.Column("activation_id", sa.Integer(), nullable=False),
        sa.Column("permit_id", sa.String(length=64), nullable=False),
        sa.Column("permit_digest", sa.String(length=64), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("offered", sa.Boolean(), nullable=False),
        sa.Column("origin", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["activation_id"], ["activation.id"], name=op.f("fk_activation_permit_activation_id")
        ),
        sa.ForeignKeyConstraint(
            ["permit_digest"], ["permit_version.digest"], name=op.f("fk_activation_permit_permit_digest")
        ),
        sa.PrimaryKeyConstraint("activation_id", "permit_id", name=op.f("pk_activation_permit")),
    )
    op.create_table(
        "pointer",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("activation_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_pointer_single")),
        sa.ForeignKeyConstraint(["activation_id"], ["activation.id"], name=op.f("fk_pointer_activation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pointer")),
    )


def downgrade() -> None:
    op.drop_table("pointer")
    op.drop_table("activation_permit")
    op.drop_table("activation")
    op.drop_table("release")
    with op.batch_alter_table("permit_version") as batch_op:
        batch_op.drop_index(batch_op.f("ix_permit_version_sector"))
        batch_op.drop_index(batch_op.f("ix_permit_version_permit_id"))
        batch_op.drop_index(batch_op.f("ix_permit_version_agency"))

    op.drop_table("permit_version")
    op.drop_table("overlay_revision")
