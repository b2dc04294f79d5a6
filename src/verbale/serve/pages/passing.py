"""Pages over a stretch of days: the network of states, the map, agreements, and where accounts differ."""

from __future__ import annotations

from datetime import date
from typing import Final

from msgspec import Struct
from sqlalchemy import Connection

from verbale.serve.forms import Page, Pages
from verbale.serve.pages.events import From, To, Words
from verbale.serve.pages.reports import PageNumber
from verbale.serve.pages.words import address, ask, name_code
from verbale.serve.pictures.maps import Spot, draw_map
from verbale.serve.pictures.networks import Tie, draw_network
from verbale.serve.pictures.svg import Picture
from verbale.serve.served import AskedRecord
from verbale.store.naming import find_name
from verbale.store.queries.filters import Period, read_period
from verbale.store.queries.latest import (
    find_newest_day,
    list_newest_agreements,
    list_newest_conflicts,
    start_of_year_before,
)
from verbale.store.queries.passing import PlaceRow, list_places
from verbale.store.queries.ties import TieRow, list_ties
from verbale.store.rows import AgreementRow, Answer, ConflictRow

MOST_TIES: Final = 60
CONFLICTS: Final = 20
"""So many events with several accounts are looked at for a page."""

PAGES = Pages()


class Stretch(Struct, frozen=True):
    """The days that a page is about; None: open on that side. `is_usual`: the twelve months up to the newest day."""

    start: date | None
    end: date | None
    is_usual: bool


class NetworkView(Struct, frozen=True):
    """Who deals with whom in a stretch of days, the strongest ties first."""

    stretch: Stretch
    ties: tuple[TieRow, ...]


class MapView(Struct, frozen=True):
    """Where it happened in a stretch of days, the places of most events first; `who` narrows it to somebody."""

    stretch: Stretch
    who: str | None
    places: tuple[PlaceRow, ...]


class AgreementList(Struct, frozen=True):
    """Agreements, the last signed first; of `who` if that is asked."""

    who: str | None
    agreements: tuple[AgreementRow, ...]
    notes: tuple[str, ...]


class Matter(Struct, frozen=True):
    """One matter of one event in which accounts differ, with its versions."""

    versions: tuple[ConflictRow, ...]


class ConflictList(Struct, frozen=True):
    """Where accounts differ, the newest events first; `page` counts from 1."""

    matters: tuple[Matter, ...]
    page: int
    has_more: bool


@PAGES.show("/network")
def show_network(record: AskedRecord, start: From = None, end: To = None) -> Page:
    """Who deals with whom."""
    it = record.ask(gather_network, start, end)
    return Page("network.html", "Network", it, Answer(it.ties, TieRow))


@PAGES.show("/map")
def show_map(record: AskedRecord, start: From = None, end: To = None, who: Words = None) -> Page:
    """Where it happened."""
    it = record.ask(gather_map, start, end, (who or "").strip() or None)
    return Page("map.html", "Map", it, Answer(it.places, PlaceRow))


@PAGES.show("/agreements")
def show_agreements(record: AskedRecord, who: Words = None) -> Page:
    """What was agreed between whom."""
    who = (who or "").strip() or None
    rows = record.ask(list_newest_agreements, who)
    return Page("agreements.html", "Agreements", AgreementList(who, tuple(rows), rows.notes), rows)


@PAGES.show("/conflicts")
def show_conflicts(record: AskedRecord, page: PageNumber = 1) -> Page:
    """Where accounts differ."""
    rows = record.ask(list_newest_conflicts, limit=CONFLICTS, offset=(page - 1) * CONFLICTS)
    it = ConflictList(gather_matters(rows), page, has_more="more" in rows.notes)
    return Page("conflicts.html", "Where accounts differ", it, rows)


def gather_network(connection: Connection, start: str | None, end: str | None) -> NetworkView:
    """What the page of the network shows."""
    stretch, period = read_stretch(connection, start, end)
    return NetworkView(stretch, tuple(list_ties(connection, period, limit=MOST_TIES)))


def gather_map(connection: Connection, start: str | None, end: str | None, who: str | None) -> MapView:
    """What the page of the map shows."""
    stretch, period = read_stretch(connection, start, end)
    found = find_name(connection, who) if who else None
    return MapView(stretch, found.name if found else None, tuple(list_places(connection, period, found)))


def gather_matters(rows: Answer[ConflictRow]) -> tuple[Matter, ...]:
    """The versions of each matter of each event together."""
    matters: dict[tuple[str, str], list[ConflictRow]] = {}
    for row in rows:
        matters.setdefault((row.event_id, row.matter), []).append(row)
    return tuple(Matter(tuple(versions)) for versions in matters.values())


def read_stretch(connection: Connection, start: str | None, end: str | None) -> tuple[Stretch, Period]:
    """The days asked for; if none are, the twelve months up to the newest day of the record."""
    asked = [(words or "").strip() or None for words in (start, end)]
    if not any(asked):
        newest = find_newest_day(connection)
        period = Period(start_of_year_before(newest), newest) if newest else Period()
        return Stretch(period.start, period.end, True), period
    period = read_period(*asked)
    return Stretch(period.start, period.end, False), period


def draw_ties(it: NetworkView) -> Picture | None:
    """The network."""
    codes = {code for row in it.ties for code in (row.first, row.second)}
    return draw_network(
        "Who deals with whom",
        [Tie(row.first, row.second, row.events, row.conflict, row.mean_scale) for row in it.ties],
        {code: name_code(code) for code in codes},
        {code: address("actors", code) for code in codes},
        {f"{row.first}-{row.second}": address("dyads", f"{row.first}-{row.second}") for row in it.ties},
    )


def draw_places(it: MapView) -> Picture:
    """The map."""
    return draw_map(
        "Where it happened",
        [
            Spot(row.place, row.lat, row.lon, row.events, row.conflict, ask("/events", place=row.place, who=it.who))
            for row in it.places
        ],
    )
