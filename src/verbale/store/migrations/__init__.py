"""Migrations of the truth's tables, oldest first; Alembic runs them (see `store.upgrading`)."""
