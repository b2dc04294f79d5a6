"""The rows of each table of a batch, from the gathered facts: a question in SQL, and the record's own types of rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

import msgspec
import pyarrow as arrow
from msgspec import Struct

from verbale.batch.gathering import AT_ONCE, Gathering, quote
from verbale.store.queries.agreements import Naming, group_namings, sum_up
from verbale.store.queries.events import read_event, read_telling
from verbale.store.queries.statements import read_statement
from verbale.store.rows import (
    ActorRow,
    AgreementRow,
    EventRow,
    RefusedRow,
    ReportRow,
    StatementRow,
    TellingRow,
    Tenure,
)
from verbale.store.tabular import make_schema

MONTHLESS: Final = "unknown"
MONTH: Final = len("2023-02")
HEADS: Final = "reports.id AS report_id, reports.title, reports.publisher, reports.published, reports.url"
CARRIERS: Final = "(SELECT account, count(*) AS carriers FROM reports GROUP BY account) AS carried"
OF_LEADERS: Final = "JOIN reports ON report = reports.number AND reports.number = reports.account"
"""What copies say counts once."""
NEVER: Final[Any] = None
"""When a report was added: a batch does not say, so that the same input gives the same bytes."""
LEFT_OUT: Final[Mapping[type[Struct], Sequence[str]]] = {ReportRow: ("added",)}

Row = Mapping[str, Any]
Told = tuple[str | None, Struct]
"""A row with its month, None for a table that has none."""


class Source(Struct, frozen=True):
    """Where a table's rows come from: facts of the database, and the column with their day, if they have one."""

    kind: type[Struct]
    list_rows: Callable[[Gathering, Sequence[str]], Iterator[Told]]
    facts: str = ""
    day: str | None = None


def choose_schema(kind: type[Struct]) -> Any:
    """The pyarrow.Schema of a table: the columns of the record's rows, but for those that only a record on disk has."""
    schema = make_schema(kind, "batch")
    return arrow.schema([column for column in schema if column.name not in LEFT_OUT.get(kind, ())])


def tell_month(day: str) -> str:
    """The month of a day, or of a date that may be coarser, in SQL."""
    return f"coalesce(left({day}::VARCHAR, {MONTH}), '{MONTHLESS}')"


def _list_events(gathering: Gathering, months: Sequence[str]) -> Iterator[Told]:
    for row in gathering.stream(
        f"WITH {_choose('events', months)} SELECT chosen.*, {HEADS}, seats FROM chosen"
        f" JOIN reports ON chosen.report = reports.number LEFT JOIN {_seat('event_actors', 'event')}"
        " ORDER BY month, first_day, chosen.id"
    ):
        yield row["month"], read_event(row, _read_seats(row))


def _list_tellings(gathering: Gathering, months: Sequence[str]) -> Iterator[Told]:
    for row in gathering.stream(
        f"WITH {_choose('tellings', months)} SELECT chosen.*, {HEADS}, leaders.id AS account_id, events.id AS event_id,"
        " seats FROM chosen JOIN reports ON chosen.report = reports.number"
        " JOIN reports AS leaders ON reports.account = leaders.number"
        " JOIN happenings ON happenings.telling = chosen.number JOIN events ON events.number = happening"
        f" LEFT JOIN {_seat('telling_actors', 'telling')}"
        " ORDER BY month, reports.published, chosen.id"
    ):
        yield row["month"], read_telling(row, _read_seats(row))


def _list_statements(gathering: Gathering, months: Sequence[str]) -> Iterator[Told]:
    for row in gathering.stream(
        f"WITH {_choose('statements', months)} SELECT chosen.*, {HEADS}, carriers, seats FROM chosen"
        f" JOIN reports ON chosen.report = reports.number JOIN {CARRIERS} USING (account)"
        f" LEFT JOIN {_seat('statement_actors', 'statement')}"
        " ORDER BY month, first_day, report_id, chosen.number"
    ):
        yield row["month"], read_statement(row, _read_seats(row))


def fill_agreements(gathering: Gathering) -> None:
    """Bring agreements together by their titles, in a table `agreed`, before they can be put in order of their days."""
    schema = choose_schema(AgreementRow)
    gathering.make("agreed", schema)
    held: list[dict[str, Any]] = []
    for row in _sum_up_agreements(gathering):
        held.append(msgspec.structs.asdict(row))
        if len(held) >= AT_ONCE:
            gathering.put("agreed", arrow.Table.from_pylist(held, schema=schema))
            held = []
    gathering.put("agreed", arrow.Table.from_pylist(held, schema=schema))


def _sum_up_agreements(gathering: Gathering) -> Iterator[AgreementRow]:
    rows = gathering.stream(
        f"WITH chosen AS (SELECT agreements.*, reports.id AS report_id, publisher, published, url FROM agreements"
        f" {OF_LEADERS}) SELECT chosen.*, seats FROM chosen"
        f" LEFT JOIN {_seat('agreement_parties', 'agreement', role='')}"
        " ORDER BY key, published NULLS FIRST, chosen.id"
    )
    for _, same in groupby(rows, key=itemgetter("key")):
        yield from map(sum_up, group_namings(map(_read_naming, same)))


def _read_naming(row: Row) -> Naming:
    return Naming(_Named(**{name: row[name] for name in _Named.__struct_fields__}), _seats(row))


class _Named(Struct, frozen=True):
    """What a naming of an agreement has, as the record's own table gives it."""

    id: str
    report: int
    title: str
    key: str
    kind: str
    signed: str | None
    status: str | None
    report_id: str
    publisher: str | None
    published: Any
    url: str | None


def _list_agreements(gathering: Gathering, months: Sequence[str]) -> Iterator[Told]:
    for row in gathering.stream(f"WITH {_choose('agreements', months)} FROM chosen ORDER BY month, signed, id"):
        yield row.pop("month"), AgreementRow(**row)


def _list_actors(gathering: Gathering, months: Sequence[str]) -> Iterator[Told]:
    same = ("id", "name", "kind", "state", "reports", "events", "statements", "first_seen", "last_seen")
    for row in gathering.stream(_ask_actors()):
        names = tuple(dict.fromkeys((row["name"], *row["names"])))
        offices = tuple(Tenure(*one.values()) for one in row["offices"] or ())
        sector = tuple(row["sector"].split())
        yield None, ActorRow(**{name: row[name] for name in same}, names=names, offices=offices, sector=sector)


def _ask_actors() -> str:
    order = "coalesce(published::VARCHAR, '') || ' ' || reports.id"
    tenure = "{'office': office, 'first': first, 'last': last, 'reports': reports}"
    return (
        "SELECT actors.*, names, offices, first_seen, last_seen, coalesce(acted, 0) AS events,"
        " coalesce(spoke, 0) AS statements FROM actors"
        " JOIN (SELECT actor, list(DISTINCT name ORDER BY name) AS names, min(published) AS first_seen,"
        " max(published) AS last_seen FROM appearances JOIN reports ON report = number GROUP BY actor) AS seen"
        " ON seen.actor = actors.id"
        f" LEFT JOIN (SELECT actor, list({tenure} ORDER BY turn) AS offices FROM"
        " (SELECT actor, office, min(published) AS first, max(published) AS last, count(*) AS reports,"
        f" min({order}) AS turn FROM appearances JOIN reports ON report = number WHERE office IS NOT NULL"
        " GROUP BY actor, office) GROUP BY actor) AS held ON held.actor = actors.id"
        " LEFT JOIN (SELECT actor, count(DISTINCT placed.event) AS acted FROM event_actors AS placed"
        " JOIN events ON placed.event = number WHERE role <> 'host' AND status IN ('occurred', 'ongoing')"
        " GROUP BY actor) AS acts ON acts.actor = actors.id"
        f" LEFT JOIN (SELECT actor, count(*) AS spoke FROM statement_actors {OF_LEADERS} WHERE role = 'speaker'"
        " GROUP BY actor) AS words ON words.actor = actors.id"
        " ORDER BY actors.id"
    )


def _list_reports(gathering: Gathering, months: Sequence[str]) -> Iterator[Told]:
    taken = [name for name in ReportRow.__struct_fields__ if name not in ("account", "carriers", "events", "added")]
    columns = ", ".join(f"chosen.{name}" for name in taken)
    for row in gathering.stream(
        f"WITH {_choose('reports', months)} SELECT {columns}, chosen.tellings AS events, leaders.id AS account,"
        " carriers, month FROM chosen JOIN reports AS leaders ON chosen.account = leaders.number"
        f" JOIN {CARRIERS} ON carried.account = chosen.account"
        " ORDER BY month, chosen.published, chosen.id"
    ):
        yield row.pop("month"), ReportRow(**row, added=NEVER)


def _list_refused(gathering: Gathering, months: Sequence[str]) -> Iterator[Told]:
    for row in gathering.stream("SELECT unnest(refused) FROM results WHERE refused IS NOT NULL ORDER BY shard, line"):
        yield None, RefusedRow(**row)


def _choose(name: str, months: Sequence[str]) -> str:
    """The facts of a table in those months, with their month, as `chosen`."""
    source = SOURCES[name]
    listed = ", ".join(map(quote, months)) or "NULL"
    columns = f"{source.facts.partition(' ')[0]}.*, {tell_month(source.day or '')} AS month"
    return f"chosen AS (SELECT {columns} FROM {source.facts} WHERE month IN ({listed}))"


def _seat(table: str, fact: str, role: str = "role") -> str:
    """Who sits where in the facts chosen, as a list of a role (if there are), an id, a name and a state."""
    kind, order = (f"'role': {role}, ", f"{role}, ") if role else ("", "")
    return (
        f"(SELECT {fact} AS seat_of, list({{{kind}'id': actor, 'name': name, 'state': placed.state}}"
        f" ORDER BY {order}rank) AS seats FROM {table} AS placed JOIN actors ON actors.id = actor"
        f" WHERE placed.{fact} IN (SELECT number FROM chosen) GROUP BY {fact}) AS seated ON seat_of = chosen.number"
    )


def _seats(row: Row) -> tuple[tuple[str, str, str | None], ...]:
    return tuple((one["id"], one["name"], one["state"]) for one in row["seats"] or ())


def _read_seats(row: Row) -> dict[str, list[tuple[str, str, str | None]]]:
    seats: dict[str, list[tuple[str, str, str | None]]] = {}
    for one in row["seats"] or ():
        seats.setdefault(one["role"], []).append((one["id"], one["name"], one["state"]))
    return seats


SOURCES: Final[Mapping[str, Source]] = {
    "actors": Source(ActorRow, _list_actors),
    "events": Source(EventRow, _list_events, "events", "first_day"),
    "tellings": Source(
        TellingRow, _list_tellings, "tellings JOIN reports ON report = reports.number", "reports.published"
    ),
    "statements": Source(StatementRow, _list_statements, f"statements {OF_LEADERS}", "first_day"),
    "agreements": Source(AgreementRow, _list_agreements, "agreed", "signed"),
    "reports": Source(ReportRow, _list_reports, "reports", "reports.published"),
    "refused": Source(RefusedRow, _list_refused),
}
"""The tables by their names; those that take longest come first."""
