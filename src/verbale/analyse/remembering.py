"""A reader that does not read again what it has just read: the same words of an agency under several addresses."""

from __future__ import annotations

import hashlib
from typing import NamedTuple

import msgspec

from verbale.analyse.analysis import Act, Analysis, Name, Speech
from verbale.analyse.component import Findings, Reader
from verbale.analyse.packed import Packed

MOST_BYTES = 8_000_000
"""So much of what was found is remembered, the latest: that of some 500 reports of 500 words."""


class _Kept(NamedTuple):
    """What was found in a report, as bytes."""

    names: Packed[Name]
    acts: Packed[Act]
    speeches: Packed[Speech]

    @property
    def size(self) -> int:
        return sum(one.size for one in self)

    def open(self) -> Findings:
        """It for the stages that follow: what they unpack of it does not stay unpacked here."""
        return Findings(self.names.shut(), self.acts.shut(), self.speeches.shut())


class Remembering(Reader):
    """Findings of *reader*, which are those of a laid-out text alone: the same text and title have the same.

    `spared` counts the texts that it had not to read.
    """

    def __init__(self, reader: Reader, most_bytes: int = MOST_BYTES) -> None:
        self.reader, self.most_bytes = reader, most_bytes
        self.spared = 0
        self._kept: dict[bytes, _Kept] = {}
        self._size = 0

    @property
    def name(self) -> str:
        """That of its reader: records do not tell whose findings were remembered."""
        return self.reader.name

    def read(self, laid_out: Analysis) -> Findings:
        """What its reader finds, or has found."""
        key = _sum_up(laid_out)
        known = self._kept.get(key)
        if known is not None:
            self.spared += 1
            self._kept[key] = self._kept.pop(key, known)
            return known.open()
        found = self.reader.read(laid_out)
        kept = _Kept(Packed(found.names, Name), Packed(found.acts, Act), Packed(found.speeches, Speech))
        self._keep(key, kept)
        return kept.open()

    def _keep(self, key: bytes, found: _Kept) -> None:
        """Remember what was found, and forget what has been asked for least lately where it becomes too much."""
        if found.size > self.most_bytes or key in self._kept:
            return
        self._kept[key] = found
        self._size += found.size
        while self._size > self.most_bytes:
            self._size -= self._kept.pop(next(iter(self._kept))).size


def _sum_up(laid_out: Analysis) -> bytes:
    """What a layout is made from, text and title, in 32 bytes that no other text has."""
    report = laid_out.report
    words = msgspec.json.encode((report.title, report.text))
    return hashlib.blake2b(words, digest_size=32).digest()
