"""Runs the migrations on the database of the present application, each in its own transaction."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context

from tlkit.site.shared.database import Moment, db


def plain_type(kind: str, item: Any, autogenerate_context: Any) -> str | Literal[False]:
    """Migrations name only SQLAlchemy's own types: the site's may change after them."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, Moment) else False


with db.engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=db.metadata,
        render_as_batch=True,
        compare_type=True,
        render_item=plain_type,
        transactional_ddl=True,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()
