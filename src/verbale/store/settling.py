"""Which tellings make which event: kept up to date as reports come and go, whatever the order in which they come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, bindparam, delete, insert, select, update

from verbale.plover import get_scale, get_type
from verbale.reconcile.days import cover
from verbale.reconcile.rules import Rules
from verbale.reconcile.tellings import Act, Party, Settled, Telling, tell_order
from verbale.store import linking, months, pins, tables
from verbale.store.amending import amend_act
from verbale.store.components import Components
from verbale.store.pins import Said
from verbale.store.selecting import chunk
from verbale.store.telling_rows import fetch_tellings, write_act


class Bond(Struct, frozen=True):
    """To which component and event a telling belongs, and of which report it is."""

    component: int
    happening: int
    report: int


def list_tellings(connection: Connection, reports: Collection[int]) -> dict[int, int]:
    """The tellings of reports, each with its report."""
    table = tables.tellings
    found: dict[int, int] = {}
    for some in chunk(sorted(reports)):
        which = select(table.c.number, table.c.report).where(table.c.report.in_(some))
        found |= {row.number: row.report for row in connection.execute(which)}
    return found


def block_tellings(connection: Connection, numbers: Collection[int], rules: Rules) -> dict[int, Telling]:
    """Keep the keys by which other tellings of the events of these are found. Returns these."""
    told = fetch_tellings(connection, numbers)
    rows = [
        {"block": block, "telling": number}
        for number, telling in told.items()
        for block in dict.fromkeys(rules.list_blocks(telling))
    ]
    if rows:
        connection.execute(insert(tables.telling_blocks), rows)
    return told


def list_bereft(connection: Connection, report: int) -> tuple[set[int], set[int]]:
    """What a report leaves behind when it goes: tellings that hung together with its own, and the events it told."""
    table = tables.tellings
    own = connection.execute(
        select(table.c.number, table.c.component, table.c.happening).where(table.c.report == report)
    )
    rows = own.all()
    fellows: set[int] = set()
    for some in chunk(sorted({row.component for row in rows})):
        fellows |= set(connection.scalars(select(table.c.number).where(table.c.component.in_(some))))
    return fellows - {row.number for row in rows}, {row.happening for row in rows}


def list_loose(connection: Connection, numbers: Collection[int]) -> set[int]:
    """The tellings that hang together with these, which are left out."""
    return set(_fetch_bonds(connection, (), numbers)) - set(numbers)


def settle(
    connection: Connection,
    fresh: Collection[int],
    bereft: Collection[int],
    lost: Collection[int],
    rules: Rules,
    known: Mapping[int, Telling],
) -> None:
    """Find the events that tellings make.

    *fresh*: tellings that are new or have another account than before. *bereft*: those that were held together by
    such a one. *lost*: events that a report that went had told. *known*: tellings that were fetched already.
    """
    fresh = set(fresh)
    bereft = set(bereft) - fresh
    pairs = _list_pairs(connection, fresh, bereft)
    values = {**known, **fetch_tellings(connection, {number for pair in pairs for number in pair} - known.keys())}
    matches = [(one, other) for one, other in pairs if rules.is_same(values[one], values[other])]
    matches += _list_linked(connection, fresh, bereft)
    around = {number for pair in matches for number in pair} - {*fresh, *bereft}
    bonds = _fetch_bonds(connection, {*fresh, *bereft}, around)
    components = Components(bonds)
    whole: dict[int, list[int]] = {}
    for number, bond in bonds.items():
        if number not in fresh and number not in bereft:
            whole.setdefault(bond.component, []).append(number)
    for numbers in whole.values():
        components.join_all(numbers)
    for one, other in matches:
        components.join(one, other)
    told = {number: values[number] for number in bonds if number in values}
    told |= fetch_tellings(connection, bonds.keys() - told.keys())
    before = _take_out_events(connection, {bond.happening for bond in bonds.values()} | set(lost))
    after = _put_events(connection, components.list_sets(), bonds, told, rules)
    months.count(connection, after, before)


def _list_pairs(connection: Connection, fresh: Collection[int], bereft: Collection[int]) -> Sequence[tuple[int, int]]:
    """Who must be compared: those who share a block, a fresh one with anybody, bereft ones with each other."""
    ours, theirs = tables.telling_blocks, tables.telling_blocks.alias("theirs")
    pairs: set[tuple[int, int]] = set()
    for some in chunk(sorted({*fresh, *bereft})):
        joined = ours.join(theirs, ours.c.block == theirs.c.block)
        which = select(ours.c.telling, theirs.c.telling).select_from(joined).where(ours.c.telling.in_(some))
        for one, other in connection.execute(which):
            if one != other and (one in fresh or other in fresh or other in bereft):
                pairs.add((min(one, other), max(one, other)))
    return sorted(pairs)


def _list_linked(connection: Connection, fresh: Collection[int], bereft: Collection[int]) -> Sequence[tuple[int, int]]:
    """Pairs that somebody said are of one event."""
    touched = {*fresh, *bereft}
    pairs = linking.list_pairs(pins.fetch_said(connection, touched).links)
    return [(one, other) for one, other in pairs if one in touched or other in touched]


def _fetch_bonds(connection: Connection, touched: Collection[int], around: Collection[int]) -> dict[int, Bond]:
    """The tellings touched, and all that hang together with those around."""
    table = tables.tellings
    columns = select(table.c.number, table.c.component, table.c.happening, table.c.report)
    bonds: dict[int, Bond] = {}
    for some in chunk(sorted(touched)):
        bonds |= {number: Bond(*bond) for number, *bond in connection.execute(columns.where(table.c.number.in_(some)))}
    for some in chunk(sorted(around)):
        which = columns.where(table.c.component.in_(select(table.c.component).where(table.c.number.in_(some))))
        bonds |= {number: Bond(*bond) for number, *bond in connection.execute(which)}
    return bonds


def _take_out_events(connection: Connection, numbers: Collection[int]) -> Counter[months.Cell]:
    """Take out events; what they counted for."""
    counted: Counter[months.Cell] = Counter()
    for some in chunk(sorted(numbers)):
        counted += months.list_cells(connection, some)
        connection.execute(delete(tables.events).where(tables.events.c.number.in_(some)))
    return counted


def _put_events(
    connection: Connection,
    sets: Mapping[int, Sequence[int]],
    bonds: Mapping[int, Bond],
    told: Mapping[int, Telling],
    rules: Rules,
) -> Counter[months.Cell]:
    numbers = {telling.id: number for number, telling in told.items()}
    said = pins.fetch_said(connection, told)
    rows: dict[Any, list[dict[str, Any]]] = {tables.events: [], tables.event_actors: [], tables.event_dyads: []}
    moved = []
    for component, members in sets.items():
        ordered = sorted((told[number] for number in members), key=tell_order)
        links = [link for link in said.links if not set(members).isdisjoint(link.tellings)]
        for cluster in linking.arrange(rules.cluster(ordered), links, numbers, rules.is_same):
            within = [numbers[one.id] for one in cluster]
            settled = _amend(rules.settle(cluster), within, said)
            event = numbers[settled.leading]
            row = write_event(event, bonds[event].report, settled, cluster)
            rows[tables.events].append(row | {"corrected": not said.corrected.isdisjoint(within)})
            rows[tables.event_actors] += seat_event(event, settled.act)
            rows[tables.event_dyads] += [
                {"first": first, "second": second, "event": event, "acts": acts}
                for (first, second), acts in find_dyads(settled.act).items()
            ]
            moved += [
                {"its": numbers[one.id], "component": component, "happening": event}
                for one in cluster
                if (bonds[numbers[one.id]].component, bonds[numbers[one.id]].happening) != (component, event)
            ]
    for table, found in rows.items():
        if found:
            connection.execute(insert(table), found)
    if moved:
        _move(connection, moved)
    return months.count_cells(rows[tables.events], rows[tables.event_dyads])


def _amend(settled: Settled, within: Iterable[int], said: Said) -> Settled:
    """What the tellings come to, with what people said of any of them over it, the later over the earlier."""
    amendments = {number: one for telling in within for number, one in said.amendments.get(telling, {}).items()}
    ordered = [one for _, one in sorted(amendments.items())]
    return replace(settled, act=amend_act(settled.act, ordered)) if ordered else settled


def _move(connection: Connection, moved: Sequence[Mapping[str, int]]) -> None:
    table = tables.tellings
    connection.execute(
        update(table)
        .where(table.c.number == bindparam("its"))
        .values(component=bindparam("component"), happening=bindparam("happening")),
        list(moved),
    )


def write_event(number: int, report: int, settled: Settled, cluster: Sequence[Telling]) -> dict[str, Any]:
    """The columns of an event in `events`; *report* is the number of its leading telling's. It is not corrected."""
    act = settled.act
    (leading,) = (one for one in cluster if one.id == settled.leading)
    days = cover(act.date, act.enddate)
    return write_act(act) | {
        "number": number,
        "id": settled.leading,
        "first_day": days.first if days else None,
        "last_day": days.last if days else None,
        "quad_code": get_type(act.event).quad,
        "event_scale": get_scale(act.event, act.mode),
        "tellings": len(cluster),
        "reports": len({one.report for one in cluster}),
        "accounts": len({one.account for one in cluster}),
        "report": report,
        "words": leading.words,
        "corrected": False,
    }


def seat_event(number: int, act: Act) -> list[dict[str, Any]]:
    """The rows of an event in `event_actors`."""
    return [
        {"event": number, "role": role, "rank": rank, "actor": party.id, "state": party.state}
        for role, side in (("actor", act.actor), ("recipient", act.recipient), ("host", act.host))
        for rank, party in enumerate(side)
    ]


def find_dyads(act: Act) -> dict[tuple[str, str], str]:
    """The pairs of states between which an act is, each with who acts: the first of the pair, the second or both.

    Those who act with those acted upon; where nobody is, those who act with each other. A state is in no pair with
    itself.
    """
    doers, whom = _list_states(act.actor), _list_states(act.recipient)
    found: dict[tuple[str, str], str] = {}
    for one in doers:
        for other in whom or doers:
            if one == other:
                continue
            pair, acts = ((one, other), "first") if one < other else ((other, one), "second")
            found[pair] = acts if found.get(pair, acts) == acts else "both"
    return found


def _list_states(side: Iterable[Party]) -> list[str]:
    return sorted({one.state for one in side if one.state})
