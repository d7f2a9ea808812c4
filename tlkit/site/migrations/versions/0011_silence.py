"""What the law makes of silence about a case, and the clock that waits for a payment."""

from __future__ import annotations

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Filled in by its service."""


def downgrade() -> None:
    """Filled in by its service."""
