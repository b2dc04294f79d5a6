"""Stable names for things: the same input gives the same id, on any machine and in any order."""

from __future__ import annotations

import hashlib
import re
import unicodedata

_BETWEEN = re.compile(r"[^a-z0-9]+")


def digest(text: str, size: int = 8) -> str:
    """Hexadecimal BLAKE2b of *text*, *size* bytes long."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=size).hexdigest()


def report_id(text: str) -> str:
    """The id of a report: a hash of its text as read."""
    return digest(text)


def local_id(name: str, state: str | None = None) -> str:
    """The id of an actor that no table knows: ``x:`` and its words, made plain, with its state if known."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = _BETWEEN.sub("-", plain).strip("-") or digest(name, 4)
    return f"x:{slug}" + (f"@{state.lower()}" if state else "")


def is_local(identifier: str) -> bool:
    """Is it the id of an actor that no table knows?"""
    return identifier.startswith("x:")
