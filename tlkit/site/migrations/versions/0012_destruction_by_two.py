"""Destruction is approved by two officers."""

from __future__ import annotations

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Filled in by its service."""


def downgrade() -> None:
    """Filled in by its service."""
