"""The record over many reports, on disk: `record.Record` keeps it and answers from it."""

from importlib.util import find_spec

from verbale.errors import MissingExtra

for _library in ("sqlalchemy", "alembic"):
    if find_spec(_library) is None:
        raise MissingExtra("the record of many reports", _library, "record")
