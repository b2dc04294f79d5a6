"""Which reports of a batch carry the same copy: those that share a mark are compared, wherever they lie."""

from __future__ import annotations

from datetime import date
from typing import Final

import msgspec
import pyarrow as arrow
from msgspec import Struct

from verbale.batch.gathering import Gathering
from verbale.reconcile.rules import RULES
from verbale.records import Report
from verbale.store.components import Components

NEIGHBOURS: Final = 32
"""Of the reports that share a mark each is compared with so many after it: copies are found through each other."""
_SCHEMA: Final = arrow.schema([("number", arrow.int64()), ("account", arrow.int64())])


class _OfRecord(Struct):
    """What of a record is compared."""

    report: Report


def join_accounts(gathering: Gathering) -> None:
    """Write into `reports` which stands for all that carry the same copy: the fullest, of equal ones the earliest."""
    _list_pairs(gathering)
    numbers = [number for (number,) in gathering.ask("SELECT one FROM pairs UNION SELECT other FROM pairs")]
    components = Components(numbers)
    for one, other in _compare(gathering):
        components.join(one, other)
    sets = [members for members in components.list_sets().values() if len(members) > 1]
    _write(gathering, sets)


def _list_pairs(gathering: Gathering) -> None:
    gathering.do(
        "CREATE TABLE marked AS SELECT mark, report, row_number() OVER (PARTITION BY mark ORDER BY report) AS turn FROM"
        " (SELECT DISTINCT number AS report, unnest(marks) AS mark FROM told)"
        " QUALIFY count(*) OVER (PARTITION BY mark) > 1"
    )
    gathering.do(
        "CREATE TABLE pairs AS SELECT DISTINCT ours.report AS one, theirs.report AS other FROM"
        f" (SELECT mark, report, turn + unnest(range(1, {NEIGHBOURS} + 1)) AS following FROM marked) AS ours"
        " JOIN marked AS theirs ON theirs.mark = ours.mark AND theirs.turn = ours.following"
    )


def _compare(gathering: Gathering) -> list[tuple[int, int]]:
    """The pairs that are reprints."""
    gathering.do(
        "CREATE TABLE texts AS SELECT number, record FROM told WHERE number IN"
        " (SELECT one FROM pairs UNION SELECT other FROM pairs)"
    )
    decode = msgspec.json.Decoder(_OfRecord).decode
    which = (
        "SELECT one, other, first.record AS record, second.record AS its FROM pairs"
        " JOIN texts AS first ON first.number = one JOIN texts AS second ON second.number = other"
    )
    return [
        (row["one"], row["other"])
        for row in gathering.stream(which)
        if RULES.is_reprint(decode(row["record"]).report, decode(row["its"]).report)
    ]


def _write(gathering: Gathering, sets: list[list[int]]) -> None:
    gathering.make("members", _SCHEMA)
    rows = [{"number": number, "account": members[0]} for members in sets for number in members]
    if rows:
        gathering.put("members", arrow.Table.from_pylist(rows, schema=_SCHEMA))
    latest = f"DATE '{date.max.isoformat()}'"
    gathering.do(
        "UPDATE reports SET account = led.leader FROM (SELECT members.number, first_value(members.number) OVER"
        " (PARTITION BY members.account ORDER BY characters DESC,"
        f" coalesce(published, {latest}), id) AS leader FROM members JOIN reports USING (number)) AS led"
        " WHERE reports.number = led.number"
    )
