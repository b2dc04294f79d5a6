"""Which reports of a batch carry the same copy: those that share a mark are compared, wherever they lie."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

import msgspec
import pyarrow as arrow
from msgspec import Struct

from verbale.batch.gathering import Gathering, open_database
from verbale.batch.sharing import Crowd
from verbale.reconcile.rules import RULES
from verbale.records import Report
from verbale.store.components import Components

NEIGHBOURS: Final = 32
"""Of the reports that share a mark each is compared with so many after it: copies are found through each other."""
PAIRS_OF_JOB: Final = 2_000
"""Pairs that are worth a job of their own."""
_SCHEMA: Final = arrow.schema([("number", arrow.int64()), ("account", arrow.int64())])


class _OfRecord(Struct):
    """What of a record is compared."""

    report: Report


def join_accounts(crowd: Crowd) -> None:
    """Write into `reports` which stands for all that carry the same copy: the fullest, of equal ones the earliest."""
    with crowd.writing() as gathering:
        _list_pairs(gathering)
        numbers = [number for (number,) in gathering.ask("SELECT one FROM pairs UNION SELECT other FROM pairs")]
        ((pairs,),) = gathering.ask("SELECT count(*) FROM pairs")
    components = Components(numbers)
    slices = -(-pairs // PAIRS_OF_JOB)
    for alike in crowd.share(find_copies, [(number, slices) for number in range(slices)]):
        for one, other in alike:
            components.join(one, other)
    with crowd.writing() as gathering:
        _write(gathering, [members for members in components.list_sets().values() if len(members) > 1])


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
    gathering.do(
        "CREATE TABLE texts AS SELECT number, record FROM told WHERE number IN"
        " (SELECT one FROM pairs UNION SELECT other FROM pairs)"
    )


def find_copies(scratch: Path, part: tuple[int, int]) -> list[tuple[int, int]]:
    """Of a slice of the pairs, of so many, those that are reprints."""
    number, slices = part
    decode = msgspec.json.Decoder(_OfRecord).decode
    which = (
        "SELECT one, other, first.record AS record, second.record AS its FROM pairs"
        " JOIN texts AS first ON first.number = one JOIN texts AS second ON second.number = other"
        f" WHERE one % {slices} = {number}"
    )
    with open_database(scratch, is_read_only=True) as gathering:
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
