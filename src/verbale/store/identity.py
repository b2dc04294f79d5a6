"""Is this the same report as one that is there? By its address; without one by source id, publisher and text."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from verbale.ids import digest
from verbale.records import Report

SHINGLE: Final = 5
"""Words in a run; texts are alike by how many runs they share."""
ALIKE: Final = 0.5
"""A text that has half of the shorter one's runs of five words is taken for the same report, corrected."""

_TRACKING: Final = re.compile(r"utm_\w+|fbclid|gclid|mc_[ce]id", re.IGNORECASE)
_WORD: Final = re.compile(r"\w+")


def normalise_address(url: str | None) -> str | None:
    """An address as a key: scheme, fragment, campaign tags, case of the host and a last slash do not matter."""
    if not url or not url.strip():
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return url.strip()
    if not parts.netloc:
        return url.strip()
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    query = urlencode([(key, value) for key, value in pairs if not _TRACKING.fullmatch(key)])
    host = parts.netloc.lower().removesuffix(":443").removesuffix(":80")
    return host + parts.path.rstrip("/") + (f"?{query}" if query else "")


def name_report(report: Report) -> str:
    """The public id of a report that is new: of its address, else of its publisher, source id and first text."""
    address = normalise_address(report.url)
    return digest(address if address else "\x1f".join((report.publisher or "", report.source, report.id)))


def is_version(report: Report, other: Report) -> bool:
    """Are two reports of one source id and publisher the same report, where addresses do not tell?

    A source id alone says little: many files are called report.txt. It is the same report if a known publisher and
    the day agree, or if the texts are alike.
    """
    if normalise_address(report.url) and normalise_address(other.url):
        return False
    backed = report.publisher is not None and report.published == other.published
    return backed or is_alike(report.text, other.text)


def is_alike(one: str, other: str) -> bool:
    """Do two texts share half of the shorter one's runs of words?"""
    first, second = _shingle(one), _shingle(other)
    return len(first & second) >= ALIKE * min(len(first), len(second))


def _shingle(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    return {tuple(words[at : at + SHINGLE]) for at in range(max(1, len(words) - SHINGLE + 1))}
