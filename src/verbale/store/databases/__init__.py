"""The databases that a record can be kept in: all that differs between them is here, and nothing of it elsewhere."""

from __future__ import annotations

from typing import Final

from verbale.store.address import Place, ServerAddress
from verbale.store.databases.database import Database
from verbale.store.databases.sqlite import SqliteFile

__all__ = ["PATIENCE", "Database", "open_database"]

PATIENCE: Final = 60.0
"""Seconds that one waits for another process to finish writing."""


def open_database(place: Place, patience: float = PATIENCE, is_read_only: bool = False) -> Database:
    """The database at a place; nothing is connected to before it is used. MissingExtra without its library."""
    if isinstance(place, ServerAddress):
        from verbale.store.databases.postgresql import PostgresDatabase  # noqa: PLC0415 - few records are on servers

        return PostgresDatabase(place, patience, is_read_only)
    return SqliteFile(place, patience, is_read_only)
