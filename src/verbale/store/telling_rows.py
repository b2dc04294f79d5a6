"""Tellings from their tables, as the values that reconciling compares."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection, Select, and_, bindparam, select

from verbale.reconcile.gists import read_gist
from verbale.reconcile.tellings import Act, Party, Range, Telling, Toll
from verbale.records import Place
from verbale.store import tables
from verbale.store.selecting import chunk

if TYPE_CHECKING:
    from verbale.store.tables import Columns

HARMS: Final = ("dead", "injured", "arrested")
PLACE_FIELDS: Final = Place.__struct_fields__

Sides = dict[str, list[Party]]


def fetch_tellings(connection: Connection, numbers: Iterable[int]) -> dict[int, Telling]:
    """The tellings of those numbers."""
    found: dict[int, Telling] = {}
    for some in chunk(sorted(numbers)):
        sides = _fetch_sides(connection, some)
        for row in connection.execute(_select_tellings(), {"numbers": some}).mappings():
            found[row["number"]] = read_telling(row, sides.get(row["number"], {}))
    return found


@cache
def _select_tellings() -> Select[Any]:
    told, reports, leaders = tables.tellings, tables.reports, tables.reports.alias("leaders")
    joined = told.join(reports, told.c.report == reports.c.number).join(leaders, reports.c.account == leaders.c.number)
    heads = (reports.c.id.label("report_id"), reports.c.publisher, reports.c.published)
    which = select(*told.c, *heads, leaders.c.id.label("account_id")).select_from(joined)
    return which.where(told.c.number.in_(bindparam("numbers", expanding=True)))


def read_place(row: Columns) -> Place | None:
    """The place that a row's columns hold."""
    return None if row["extracted_place"] is None else Place(**{field: row[field] for field in PLACE_FIELDS})


def read_toll(row: Columns) -> Toll:
    """The numbers of people that a row's columns hold."""
    return Toll(
        **{harm: Range(row[f"{harm}_low"], row[f"{harm}_high"]) for harm in HARMS if row[f"{harm}_low"] is not None}
    )


def write_act(act: Act) -> dict[str, Any]:
    """An act's columns, its sides left out."""
    place, toll = act.place, act.toll
    return {
        "event": act.event,
        "mode": act.mode,
        "context": " ".join(act.context),
        "status": act.status,
        "date": act.date,
        "enddate": act.enddate,
        "date_basis": act.date_basis,
        **{field: getattr(place, field) if place else None for field in PLACE_FIELDS},
        **{
            f"{harm}_{end}": getattr(count, end) if (count := getattr(toll, harm)) else None
            for harm in HARMS
            for end in ("low", "high")
        },
        "agreement": act.agreement,
        "confidence": act.confidence,
    }


def read_telling(row: Columns, sides: Sides) -> Telling:
    """The telling from its columns in `tellings`, with those of its report, and who is on which side."""
    return Telling(
        id=row["id"],
        report=row["report_id"],
        account=row["account_id"],
        publisher=row["publisher"],
        published=row["published"],
        words=row["words"],
        act=_read_act(row, sides),
        gist=read_gist(row["gist"]),
    )


def _read_act(row: Columns, sides: Sides) -> Act:
    return Act(
        event=row["event"],
        mode=row["mode"],
        context=tuple(row["context"].split()),
        status=row["status"],
        actor=tuple(sides.get("actor", ())),
        recipient=tuple(sides.get("recipient", ())),
        host=tuple(sides.get("host", ())),
        date=row["date"],
        enddate=row["enddate"],
        date_basis=row["date_basis"],
        place=read_place(row),
        toll=read_toll(row),
        confidence=row["confidence"],
        agreement=row["agreement"],
    )


def _fetch_sides(connection: Connection, numbers: Sequence[int]) -> dict[int, Sides]:
    sides: dict[int, Sides] = {}
    for row in connection.execute(_select_sides(), {"numbers": numbers}):
        party = Party(row.actor, row.name, row.kind, row.state)
        sides.setdefault(row.telling, {}).setdefault(row.role, []).append(party)
    return sides


@cache
def _select_sides() -> Select[Any]:
    seats, seen, told = tables.telling_actors, tables.appearances, tables.tellings
    joined = seats.join(told, seats.c.telling == told.c.number).join(
        seen, and_(seen.c.report == told.c.report, seen.c.actor == seats.c.actor)
    )
    return (
        select(seats.c.telling, seats.c.role, seats.c.actor, seats.c.state, seen.c.name, seen.c.kind)
        .select_from(joined)
        .where(seats.c.telling.in_(bindparam("numbers", expanding=True)))
        .order_by(seats.c.telling, seats.c.role, seats.c.rank)
    )
