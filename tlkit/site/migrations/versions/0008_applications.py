"""Permit applications: drafts, answers, fees, certificates."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_applications()
    create_work()
    create_certificates()
    create_fees()


def downgrade() -> None:
    drop_fees()
    drop_certificates()
    op.drop_table("case_work")
    drop_applications()


def create_applications() -> None:
    op.create_table(
        "application",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("permit_digest", sa.String(64), nullable=False),
        sa.Column("type", sa.String(16), nullable=False),
        sa.Column("applicant", sa.LargeBinary(), nullable=False),
        sa.Column("answers", sa.LargeBinary(), nullable=False),
        sa.Column("documents", sa.JSON(), nullable=False),
        sa.Column("notice_version", sa.String(32), nullable=False),
        sa.Column("consents", sa.JSON(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_application_case_id")),
        sa.ForeignKeyConstraint(
            ["permit_digest"], ["permit_version.digest"], name=op.f("fk_application_permit_digest")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application")),
        sa.UniqueConstraint("case_id", name=op.f("uq_application_case_id")),
    )
    op.create_index(op.f("ix_application_permit_digest"), "application", ["permit_digest"])
    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("permit_digest", sa.String(64), nullable=False),
        sa.Column("type", sa.String(16), nullable=False),
        sa.Column("step", sa.String(48), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("receipt", sa.String(16), nullable=True),
        sa.ForeignKeyConstraint(
            ["permit_digest"], ["permit_version.digest"], name=op.f("fk_draft_permit_digest")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_draft_token_hash")),
    )
    op.create_index(op.f("ix_draft_expires_at"), "draft", ["expires_at"])


def drop_applications() -> None:
    op.drop_table("draft")
    op.drop_table("application")


def create_work() -> None:
    op.create_table(
        "case_work",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("uploads", sa.JSON(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_case_work_case_id")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_case_work_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_work")),
    )
    op.create_index(op.f("ix_case_work_case_id"), "case_work", ["case_id"])


def create_certificates() -> None:
    op.create_table(
        "certificate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("permit_id", sa.String(64), nullable=False),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("number", sa.String(120), nullable=True),
        sa.Column("number_key", sa.String(120), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("serial", sa.Integer(), nullable=True),
        sa.Column("code", sa.String(24), nullable=False),
        sa.Column("holder", sa.LargeBinary(), nullable=False),
        sa.Column("object", sa.LargeBinary(), nullable=False),
        sa.Column("details", sa.LargeBinary(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("way", sa.String(4), nullable=True),
        sa.Column("signature_verified", sa.Boolean(), nullable=False),
        sa.Column("signed_by", sa.Integer(), nullable=True),
        sa.Column("signer_name", sa.String(200), nullable=True),
        sa.Column("acting", sa.String(4), nullable=True),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_reason", sa.String(500), nullable=True),
        sa.Column("reminded", sa.Integer(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('certificate', 'refusal')", name=op.f("ck_certificate_kind")),
        sa.CheckConstraint("way IN ('bsre', 'wet')", name=op.f("ck_certificate_way")),
        sa.CheckConstraint(
            "way = 'bsre' OR NOT signature_verified", name=op.f("ck_certificate_verified_only_bsre")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_certificate_case_id")),
        sa.ForeignKeyConstraint(["signed_by"], ["account.id"], name=op.f("fk_certificate_signed_by")),
        sa.ForeignKeyConstraint(["file_id"], ["upload.id"], name=op.f("fk_certificate_file_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate")),
        sa.UniqueConstraint("number", name=op.f("uq_certificate_number")),
        sa.UniqueConstraint("code", name=op.f("uq_certificate_code")),
        sa.UniqueConstraint("case_id", "kind", name=op.f("uq_certificate_case_id")),
        sa.UniqueConstraint("kind", "year", "serial", name=op.f("uq_certificate_kind")),
    )
    op.create_index(op.f("ix_certificate_number_key"), "certificate", ["number_key"])
    op.create_index(op.f("ix_certificate_valid_until"), "certificate", ["valid_until"])
    op.create_table(
        "numbering",
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "year", name=op.f("pk_numbering")),
    )


def drop_certificates() -> None:
    op.drop_table("numbering")
    op.drop_table("certificate")


def create_fees() -> None:
    op.create_table(
        "assessment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("number", sa.String(120), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("formula", sa.String(500), nullable=True),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("ground", sa.String(500), nullable=False),
        sa.Column("assessed_by", sa.Integer(), nullable=True),
        sa.Column("assessed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_assessment_amount")),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_assessment_case_id")),
        sa.ForeignKeyConstraint(["assessed_by"], ["account.id"], name=op.f("fk_assessment_assessed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment")),
        sa.UniqueConstraint("number", name=op.f("uq_assessment_number")),
    )
    op.create_index(op.f("ix_assessment_case_id"), "assessment", ["case_id"])
    op.create_table(
        "payment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(64), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("paid_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("source", sa.String(8), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_payment_amount")),
        sa.CheckConstraint("source IN ('officer', 'webhook')", name=op.f("ck_payment_source")),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_payment_assessment_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["account.id"], name=op.f("fk_payment_recorded_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment")),
        sa.UniqueConstraint("reference", name=op.f("uq_payment_reference")),
    )
    op.create_index(op.f("ix_payment_assessment_id"), "payment", ["assessment_id"])


def drop_fees() -> None:
    op.drop_table("payment")
    op.drop_table("assessment")
