"""Alembic's environment: runs on the connection, and in the transaction, that `store.upgrading` hands over."""

from __future__ import annotations

from alembic import context

from verbale.store.tables import TRUTH

context.configure(connection=context.config.attributes["connection"], target_metadata=TRUTH)
context.run_migrations()
