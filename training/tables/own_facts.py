"""Reads the hand-written tables in own/: columns parted by "|", lists by ";", comments after "#"."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

OWN = Path(__file__).with_name("own")


def read_own(name: str) -> Iterator[dict[str, str]]:
    """Rows of own/<name>.tsv as dictionaries; the column names stand in the last comment before the first row."""
    columns: list[str] = []
    for number, line in enumerate((OWN / f"{name}.tsv").read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("#"):
            if "|" in line:
                columns = line.lstrip("# ").split("|")
        elif line.strip():
            fields = line.split("|")
            if len(fields) != len(columns):
                raise ValueError(f"{name}.tsv:{number}: {len(fields)} fields, not {len(columns)}")
            yield dict(zip(columns, (field.strip() for field in fields), strict=True))


def part(field: str) -> tuple[str, ...]:
    """The parts of a list field."""
    return tuple(one.strip() for one in field.split(";") if one.strip())
