"""Reads the word lists beside this module: sections in brackets, words between white space, comments after "#"."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).with_name("lists")


def read_sections(name: str) -> Iterator[tuple[str, list[str]]]:
    """Head and words of each section of the list *name*, in order."""
    head, words = "", list[str]()
    for line in (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            if head:
                yield head, words
            head, words = line.strip("[]"), []
        elif not line.startswith("#"):
            words += line.split()
    if head:
        yield head, words
