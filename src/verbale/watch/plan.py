"""What is to be watched: a TOML file of sources, or an OPML list as readers of feeds export it."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, Final, Literal

import msgspec
from msgspec import Struct

from verbale.errors import BadPlan

MINUTE: Final = 60.0
EVERY: Final = 15 * MINUTE
"""Seconds between two polls of a source at least, unless it says otherwise itself."""
DELAY: Final = 5.0
"""Seconds between two requests to one host, unless robots.txt asks for more."""

_UNITS: Final = {"s": 1.0, "m": MINUTE, "h": 60 * MINUTE, "d": 24 * 60 * MINUTE}
_TIME: Final = re.compile(r"(\d+(?:\.\d+)?)\s*([smhd])")
_CONTACT: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+|https?://\S+")


Words = Literal["page", "feed"]
"""Where the words of reports are read: from the pages that a source names, or from the feed itself."""


class Source(Struct, frozen=True):
    """A feed or a sitemap.

    `every`: seconds between two polls at least; `include`: parts of addresses that are read; `words`: whether reports
    are read from the pages that it names, or from the feed itself; `politics_only`: whether reports without politics
    are passed over.
    """

    address: str
    name: str
    publisher: str | None = None
    every: float = EVERY
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    words: Words = "page"
    politics_only: bool = False

    def wants(self, address: str) -> bool:
        """Is an item of that address to be read?"""
        is_in = not self.include or any(part in address for part in self.include)
        return is_in and not any(part in address for part in self.exclude)


class Plan(Struct, frozen=True):
    """The sources, whom hosts may ask about the program, and seconds between two requests to one host."""

    contact: str
    sources: tuple[Source, ...]
    delay: float = DELAY


class _SourceTable(Struct, forbid_unknown_fields=True):
    address: str
    name: str | None = None
    publisher: str | None = None
    every: str | None = None
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    words: Words = "page"
    politics_only: bool = False


class _PlanTable(Struct, forbid_unknown_fields=True):
    contact: str | None = None
    delay: str | None = None
    source: tuple[_SourceTable, ...] = ()


def read_plan(path: str | Path, contact: str | None = None, politics_only: bool = False) -> Plan:
    """The plan of a TOML or OPML file; *contact* wins over what the file says. BadPlan, with the way out.

    *politics_only* holds for all sources, whatever the file says of each.
    """
    path = Path(path)
    try:
        data = path.read_bytes()
    except OSError as fault:
        raise BadPlan(str(path), f"cannot be opened ({fault.strerror})") from fault
    is_list = data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
    said = _PlanTable(source=tuple(_read_opml(data, path))) if is_list else _read_toml(data, path)
    return _make_plan(said, contact or said.contact, politics_only, path)


def _make_plan(said: _PlanTable, contact: str | None, politics_only: bool, path: Path) -> Plan:
    if not said.source:
        raise BadPlan(str(path), "names no source", 'write [[source]] and address = "https://..." for each')
    if contact is None or not _CONTACT.fullmatch(contact):
        way_out = 'write contact = "desk@example.org" at its top, or give --contact'
        raise BadPlan(str(path), "names no contact, an e-mail or web address that hosts can turn to", way_out)
    sources: dict[str, Source] = {}
    for one in said.source:
        every = _read_time(one.every, EVERY, path)
        name = " ".join((one.name or one.address).split())
        source = Source(
            one.address.strip(),
            name,
            one.publisher,
            max(every, MINUTE),
            one.include,
            one.exclude,
            one.words,
            one.politics_only or politics_only,
        )
        sources.setdefault(source.address, source)
    return Plan(contact, tuple(sources.values()), _read_time(said.delay, DELAY, path))


def _read_toml(data: bytes, path: Path) -> _PlanTable:
    try:
        return msgspec.convert(tomllib.loads(data.decode("utf-8-sig")), _PlanTable)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise BadPlan(str(path), f"is not TOML ({fault})") from fault
    except msgspec.ValidationError as fault:
        raise BadPlan(str(path), f"does not say what to watch ({fault})") from fault


def _read_time(words: str | None, usual: float, path: Path) -> float:
    if words is None:
        return usual
    found = _TIME.fullmatch(words.strip())
    if found is None:
        raise BadPlan(str(path), f"{words!r} is no length of time", 'write it as "30s", "15m", "2h" or "1d"')
    return float(found[1]) * _UNITS[found[2]]


def _read_opml(data: bytes, path: Path) -> list[_SourceTable]:
    from lxml import etree  # noqa: PLC0415 - comes with what reads pages

    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    tree = etree.fromstring(data, parser)
    outlines: list[Any] = [] if tree is None else list(tree.iter("outline"))
    found = (({name.lower(): value for name, value in one.attrib.items()}) for one in outlines)
    return [
        _SourceTable(one["xmlurl"], one.get("title") or one.get("text"), one.get("title") or one.get("text"))
        for one in found
        if one.get("xmlurl", "").strip()
    ] or _refuse_opml(path)


def _refuse_opml(path: Path) -> list[_SourceTable]:
    raise BadPlan(str(path), "is a list without feeds", "export it as OPML, with an xmlUrl for each")
