"""The tables of a batch are what a record of the same reports gives, however the work was shared out."""

from __future__ import annotations

import datetime
import pickle
import random
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import msgspec
import pytest
from bench.synthetic import make_records
from pyarrow import parquet

from reconcile.told import tell, tell_strike
from store.kept import tell_denial, tell_meeting, tell_talks
from verbale.batch import accounts, happenings, sharing, tables
from verbale.batch.gathering import fill, open_database
from verbale.batch.happenings import Window
from verbale.batch.ledger import Ledger, Shard
from verbale.batch.shards import write_shard
from verbale.batch.tables import write_tables
from verbale.errors import BatchFault
from verbale.reconcile.rules import RULES
from verbale.reconcile.tellings import Telling
from verbale.records import ReportRecord
from verbale.store.components import Components
from verbale.store.exporting import Choice
from verbale.store.record import Record

DATED = ("events", "tellings", "statements", "agreements", "reports")


def make_news() -> list[ReportRecord]:
    """Talks told by several papers, one of them a copy, a denial, and much that has nothing to do with them."""
    return [
        tell_talks(),
        tell_talks(source="copy", publisher="Other Gazette"),
        tell_talks(source="undated", publisher="Third Gazette", published=None),
        *(tell_meeting(source=f"baku-{day}", publisher=f"Paper {day}", published=f"2023-02-{day}") for day in (27, 28)),
        tell_meeting("met again in Baku", "2023-04-01", source="later"),
        tell_denial(source="denial"),
        *make_records(40, seed=7, days=15, is_short=True),
        *make_records(3, seed=8, days=15),
    ]


def write_news(folder: Path, records: Sequence[ReportRecord], length: int = 10) -> tuple[Ledger, list[Shard]]:
    ledger, shards = Ledger(folder), []
    for first in range(0, len(records), length):
        shard = Shard("00" * 8, first // length)
        with write_shard(ledger.find(shard), folder / ".scratch") as writer:
            some = records[first : first + length]
            for place, record in enumerate(some, first):
                writer.put(place, record)
            writer.close(first, len(some), first + length >= len(records))
        shards.append(shard)
    return ledger, shards


def plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: plain(inner) for name, inner in value.items()}
    return [plain(one) for one in value] if isinstance(value, list | tuple) else value


def read_rows(folder: Path, name: str) -> list[dict[str, Any]]:
    files = sorted((folder / "tables" / name).rglob("*.parquet"))
    rows = [plain(row) for path in files for row in parquet.ParquetFile(path).read().to_pylist()]
    return sorted(rows, key=lambda row: str(row["id"]))


def list_rows(rows: Iterable[msgspec.Struct]) -> list[dict[str, Any]]:
    days = (datetime.date, datetime.datetime)
    told = [plain(msgspec.to_builtins(row, builtin_types=days)) for row in rows]
    return sorted(({k: v for k, v in row.items() if k != "added"} for row in told), key=lambda row: str(row["id"]))


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A batch and a record of the same reports."""
    folder, records = tmp_path_factory.mktemp("news"), make_news()
    (folder / "batch").mkdir()
    ledger, shards = write_news(folder / "batch", records)
    write_tables(ledger, shards)
    with Record(folder / "news.db") as record:
        record.add_all(records)
    return folder / "batch", folder / "news.db"


@pytest.mark.parametrize("name", DATED)
def test_a_table_has_the_rows_that_a_record_exports(news: tuple[Path, Path], name: Any) -> None:
    folder, path = news
    with Record(path) as record:
        rows = [row for page in record.pages(name, Choice(status="all")) for row in page]
    found = read_rows(folder, name)
    assert found == list_rows(rows)
    assert found


def test_the_actors_are_those_of_the_record(news: tuple[Path, Path]) -> None:
    folder, path = news
    found = read_rows(folder, "actors")
    with Record(path) as record:
        assert found == list_rows(record.actor(row["id"]) for row in found)
        assert len(found) == record.size().actors
    assert any(row["offices"] for row in found)


def test_rows_lie_in_the_month_of_their_day_in_order(news: tuple[Path, Path]) -> None:
    for place in (news[0] / "tables" / "reports").iterdir():
        days = [row["published"] for row in parquet.ParquetFile(place / "0.parquet").read().to_pylist()]
        assert {f"{day:%Y-%m}" if day else "unknown" for day in days} == {place.name.removeprefix("month=")}
        assert days == sorted(days) if all(days) else True


def test_tables_made_by_several_processes_are_the_same(
    news: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sharing, "ENOUGH", 1)
    monkeypatch.setattr(tables, "ROWS_OF_JOB", 100)
    monkeypatch.setattr(happenings, "TELLINGS_OF_JOB", 100)
    monkeypatch.setattr(accounts, "PAIRS_OF_JOB", 1)
    ledger, shards = write_news(tmp_path, make_news())
    write_tables(ledger, shards, workers=2)
    made, known = tmp_path / "tables", news[0] / "tables"
    files = {str(path.relative_to(made)): path.read_bytes() for path in made.rglob("*.parquet")}
    assert files == {str(path.relative_to(known)): path.read_bytes() for path in known.rglob("*.parquet")}
    assert not list(tmp_path.glob(".gathering*"))


def test_the_way_in_which_reports_lie_in_shards_changes_nothing(news: tuple[Path, Path], tmp_path: Path) -> None:
    write_tables(*write_news(tmp_path, make_news(), length=7))
    for name in (*DATED, "actors"):
        assert read_rows(tmp_path, name) == read_rows(news[0], name)


def make_tellings(seed: int) -> list[Telling]:
    """Meetings and strikes over two months, some told without a day."""
    chance = random.Random(seed)
    told = []
    for number in range(60):
        day = datetime.date(2023, 2, 1) + datetime.timedelta(chance.randrange(60))
        date = chance.choice([day.isoformat(), day.isoformat(), day.isoformat()[:7], None])
        said = {"report": f"r{number:02}", "published": chance.choice([day, day, None]), "date": date}
        told.append(tell(**said) if number % 2 else tell_strike(town=chance.choice(["Kharkiv", "Odesa"]), **said))
    return told


def join(tellings: Sequence[Telling]) -> set[frozenset[str]]:
    """What hangs together, every two compared that share a key."""
    blocks = [set(RULES.list_blocks(one)) for one in tellings]
    components = Components(range(len(tellings)))
    for one, other in combinations(range(len(tellings)), 2):
        if blocks[one] & blocks[other] and RULES.is_same(tellings[one], tellings[other]):
            components.join(one, other)
    return {frozenset(tellings[number].id for number in members) for members in components.list_sets().values()}


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("event", ["CONSULT", "ASSAULT"])
def test_tellings_that_come_by_day_are_joined_as_if_all_were_there(seed: int, event: str) -> None:
    tellings = [one for one in make_tellings(seed) if one.act.event == event]
    window = Window(RULES.list_blocks, RULES.is_same)
    ordered = sorted(tellings, key=lambda one: (find_day(one), one.id))
    found = [group for number, one in enumerate(ordered) for group in window.put(number, one)]
    found += window.close()
    assert {frozenset(one.id for _, one in group) for group in found} == join(tellings)
    assert any(len(group) > 1 for group in found)


def find_day(telling: Telling) -> datetime.date:
    date = telling.act.date
    told = datetime.date.fromisoformat(date + "-01" if len(date) == 7 else date) if date else telling.published
    return told or datetime.date.max


def test_a_group_that_grows_without_end_is_settled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("verbale.batch.happenings.MOST_TOGETHER", 10)
    window = Window(lambda one: ("war",), lambda one, other: True)
    found = [group for number in range(35) for group in window.put(number, tell(report=f"r{number}"))]
    assert [len(group) for group in found] == [10, 10, 10]
    assert [len(group) for group in window.close()] == [5]


def test_a_fault_of_the_database_is_told_in_a_line(tmp_path: Path) -> None:
    ledger, shards = write_news(tmp_path, make_news()[:3])
    ledger.find(shards[0]).write_bytes(b"PAR1 and no more")
    with pytest.raises(BatchFault, match="cannot be brought together") as caught, open_database(tmp_path) as gathering:
        fill(gathering, [ledger.find(shards[0])])
    assert "\n" not in str(caught.value)


def test_a_shard_that_is_damaged_is_named(tmp_path: Path) -> None:
    ledger, shards = write_news(tmp_path, make_news()[:3])
    path = ledger.find(shards[0])
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(BatchFault, match=f"{path.name}: is damaged; remove that file, and run again"):
        write_tables(ledger, shards)


def test_a_fault_comes_out_of_another_process_as_it_went_in() -> None:
    fault = BatchFault("news", "is full", "make room")
    assert str(pickle.loads(pickle.dumps(fault))) == "news: is full; make room"
