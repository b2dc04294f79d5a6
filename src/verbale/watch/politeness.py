"""How a guest behaves: robots.txt, one request a host at a time with a pause, patience after a fault."""

from __future__ import annotations

from email.utils import parsedate_to_datetime
from importlib.metadata import version
from random import Random
from typing import Any, Final, Protocol
from urllib.parse import urlsplit

from msgspec import Struct

NAME: Final = "verbale"
"""What robots.txt calls the program."""

DAY: Final = 86_400.0
LONGEST_PAUSE: Final = DAY
"""Seconds between two polls at most, and after faults at most."""
FIRST_PAUSE: Final = 60.0
"""Seconds after a first fault; each further one doubles them."""
LONGEST_WISH: Final = 7 * DAY
"""A host that asks for more patience than this gets so much."""
LONGEST_DELAY: Final = 300.0
"""Seconds between two requests that robots.txt may ask for."""
ROBOTS_AGE: Final = DAY
"""Seconds for which a robots.txt holds (RFC 9309, 2.4)."""
LARGEST_ROBOTS: Final = 512_000
"""Bytes of a robots.txt that are read (RFC 9309, 2.5, asks for 500 KiB at least)."""

GROWTH, SHRINKAGE = 1.5, 0.5
"""A poll without news makes the next pause so many times as long, one with news so much shorter."""


class Clock(Protocol):
    """Time, for tests to play with."""

    def now(self) -> float:
        """Seconds since 1970."""
        ...

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        ...


class Rules(Struct, frozen=True):
    """What a host's robots.txt says; `parsed` is None where all is allowed or all is not.

    `why`: what went wrong, if it could not be had; `may_pass`: and whether it is worth to ask again. `size`: bytes.
    """

    parsed: Any
    allows_all: bool
    read_at: float
    why: str = ""
    may_pass: bool = True
    size: int = 0

    def allow(self, address: str) -> bool:
        """May that address be asked?"""
        return bool(self.parsed.can_fetch(address, NAME)) if self.parsed is not None else self.allows_all

    @property
    def is_fault(self) -> bool:
        """Could the host not say what it allows, so that one waits?"""
        return self.parsed is None and not self.allows_all

    def delay(self) -> float:
        """Seconds between two requests that the host asks for."""
        asked = self.parsed.crawl_delay(NAME) if self.parsed is not None else None
        return min(float(asked or 0.0), LONGEST_DELAY)


def read_rules(status: int, data: bytes, now: float) -> Rules:
    """The rules by the answer for /robots.txt: none allows all, a fault of the server nothing (RFC 9309, 2.3.1)."""
    if status == 200:
        from protego import Protego  # noqa: PLC0415 - only a watch needs it

        told = data[:LARGEST_ROBOTS]
        return Rules(Protego.parse(told.decode("utf-8", "replace")), True, now, size=len(told))
    return Rules(None, 400 <= status < 500 and status != 429, now)


def name_agent(contact: str) -> str:
    """The User-Agent: the program, and whom to turn to."""
    return f"{NAME}/{version('verbale')} (+{contact})"


def find_host(address: str) -> str:
    """Scheme, host and port of an address: what a robots.txt is for."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc.lower()}"


def read_retry_after(words: str | None, now: float) -> float | None:
    """Seconds that a Retry-After header asks to wait, be it a number or a time."""
    if not words:
        return None
    if words.strip().isdecimal():
        return min(float(words), LONGEST_WISH)
    try:
        until = parsedate_to_datetime(words).timestamp()
    except (ValueError, OverflowError):
        return None
    return min(max(0.0, until - now), LONGEST_WISH)


def lengthen(pause: float, least: float, news: bool) -> float:
    """The pause before the next poll, after one that had *news* or none."""
    return min(max(least, pause * (SHRINKAGE if news else GROWTH)), max(least, LONGEST_PAUSE))


def back_off(faults: int, random: Random) -> float:
    """Seconds to wait after so many faults on end, by chance up to half as much more or less."""
    return float(min(FIRST_PAUSE * 2.0 ** min(faults - 1, 20), LONGEST_PAUSE) * random.uniform(0.5, 1.5))
