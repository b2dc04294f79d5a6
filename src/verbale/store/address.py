"""Where a record is kept: a file, or a database of a PostgreSQL server, whose password nobody is shown."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

_SCHEME: Final = re.compile(r"postgres(?:ql)?(?:\+\w+)?://", re.IGNORECASE)
_PASSWORD: Final = re.compile(r"(?<=://)([^:@/?#]*):.*@", re.DOTALL)
"""Up to the last @, also where the password has signs that should have been written otherwise."""
_SECRETS: Final = re.compile(r"(?<=[?&])(?:ssl)?password=[^&]*&?")


class ServerAddress:
    """The address of a database: `postgresql://USER@HOST/NAME`, as libpq has it. As words it has no password."""

    def __init__(self, secret: str) -> None:
        self.secret = secret
        """As it was given; for connecting only."""
        self._shown = _SECRETS.sub("", _PASSWORD.sub(r"\1@", secret)).rstrip("?&")

    def __str__(self) -> str:
        return self._shown

    def __repr__(self) -> str:
        return f"ServerAddress({self._shown!r})"

    @property
    def name(self) -> str:
        """The name of the database, as short as that of a file."""
        try:
            return unquote(urlsplit(self._shown).path.strip("/")) or self._shown
        except ValueError:
            return self._shown


Place = Path | ServerAddress
"""Where a record is kept."""


def read_place(given: str | Place) -> Place:
    """The place that *given* writes: an address of a PostgreSQL database by its beginning, else a file."""
    if not isinstance(given, str):
        return given
    scheme = _SCHEME.match(given)
    return ServerAddress(f"postgresql://{given[scheme.end() :]}") if scheme else Path(given)
