"""Jobs and those who do them: whoever comes, goes or never begins, each shard is done once."""

from __future__ import annotations

import gc
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from batch.coding import list_bytes, load_coder, write_line, write_lines
from verbale.batch import plan
from verbale.batch.hands import Ended, Hand
from verbale.batch.ledger import Part
from verbale.batch.running import MOST_STARTS, Headway
from verbale.batch.whole import run_batch
from verbale.batch.workers import Begun, Desk, Job, Ready, Said, Worker
from verbale.errors import BatchFault

REPORTS, SHARD = 30, 5
Say = Callable[[Said], None]


class Gone(Exception):
    """The worker has ended in the middle of its job."""


class Listed(Hand):
    """A worker in this process. *place*: where it ends, when it comes to it."""

    def __init__(self, desk: Desk, place: int | None = None, *, is_slow: bool = False) -> None:
        super().__init__()
        self._place = place
        self.said: list[Said | Ended] = [] if is_slow else [Ready()]
        self._worker = Worker(desk, self._say)
        self.jobs: list[Job] = []

    def send(self, job: Job) -> None:
        self.jobs.append(job)
        try:
            self._worker.do(job)
        except Gone:
            self.said.append(self.tell_end())

    def tell_end(self) -> Ended:
        return Ended("it went")

    def let_go(self) -> None:
        del self._worker

    def _say(self, said: Said) -> None:
        if isinstance(said, Begun) and said.place == self._place:
            raise Gone
        self.said.append(said)


class WithMachine(Listed):
    """One that ends with its machine, before it has said where it was."""

    def tell_end(self) -> Ended:
        self.said.clear()
        return Ended("its machine went", self._place, with_machine=True)


class Yard:
    """Gives the workers that a test has listed, one after the other, and plain ones when these are used up."""

    def __init__(self, seats: int = 1, *first: Callable[[Desk], Listed]) -> None:
        self.seats, self._first = seats, list(first)
        self.hired: list[Listed] = []
        self.here: list[Listed] = []
        self.is_over = False

    def find(self, desk: Desk) -> Yard:
        self._desk = desk
        return self

    def count_seats(self) -> int:
        return self.seats

    def hire(self) -> Hand:
        make = self._first.pop(0) if self._first else Listed
        hand = make(self._desk)
        self.hired.append(hand)
        self.here.append(hand)
        return hand

    def hear(self, seconds: float) -> Iterator[tuple[Hand, Said | Ended]]:
        for hand in list(self.here):
            said, hand.said = hand.said, []
            if any(isinstance(one, Ended) for one in said):
                self.here.remove(hand)
            yield from ((hand, one) for one in said)

    def dismiss(self) -> None:
        self.is_over = True
        with warnings.catch_warnings():  # the file that a worker is in is closed with its process, of which it has none
            warnings.simplefilter("ignore", ResourceWarning)
            for hand in self.hired:
                hand.let_go()
            gc.collect()


@pytest.fixture(autouse=True)
def every_file_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan, "SMALL", 1)


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_lines(tmp_path_factory.mktemp("news") / "news.jsonl", map(write_line, range(REPORTS)))


def batch(news: Path, out: Path, yard: Yard) -> Headway:
    """The shards only: the tables know nothing of workers."""
    return run_batch([str(news)], out, reports=SHARD, part=Part(), make_coder=load_coder, find_hands=yard.find)


@pytest.fixture(scope="module")
def done(news: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What comes of it when nothing goes wrong."""
    out = tmp_path_factory.mktemp("out") / "done"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plan, "SMALL", 1)
        batch(news, out, Yard())
    return list_bytes(out)


def dying_at(place: int, kind: type[Listed] = Listed) -> Callable[[Desk], Listed]:
    return lambda desk: kind(desk, place)


def slow(desk: Desk) -> Listed:
    return Listed(desk, is_slow=True)


def test_all_who_can_be_had_are_hired_and_share_the_work(news: Path, done: dict[str, bytes], tmp_path: Path) -> None:
    yard = Yard(3)
    headway = batch(news, tmp_path, yard)
    assert list_bytes(tmp_path) == done
    assert [len(hand.jobs) > 1 for hand in yard.hired] == [True] * 3
    assert (headway.shards, headway.read, headway.left) == (REPORTS // SHARD, REPORTS, 0)
    assert yard.is_over


def test_nobody_is_hired_for_whom_there_is_nothing_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan, "SMALL", 1 << 18)
    news = write_lines(tmp_path / "few.jsonl", [write_line(1)])
    batch(news, tmp_path / "out", first := Yard(8))
    batch(news, tmp_path / "out", again := Yard(8))
    assert (len(first.hired), len(again.hired)) == (1, 0)


def test_whoever_never_begins_holds_nothing_up(news: Path, done: dict[str, bytes], tmp_path: Path) -> None:
    yard = Yard(2, slow)
    batch(news, tmp_path, yard)
    assert list_bytes(tmp_path) == done
    assert yard.hired[0].jobs == []


def test_work_waits_until_somebody_can_be_had(news: Path, done: dict[str, bytes], tmp_path: Path) -> None:
    yard = Yard(0)
    glances = []

    def come_late(seconds: float, hear: Any = yard.hear) -> Any:
        glances.append(seconds)
        yard.seats = int(len(glances) > 2)
        return hear(seconds)

    yard.hear = come_late  # type: ignore[method-assign]
    batch(news, tmp_path, yard)
    assert list_bytes(tmp_path) == done


def test_those_who_come_later_are_used(news: Path, done: dict[str, bytes], tmp_path: Path) -> None:
    yard = Yard(1)

    def come_late(seconds: float, hear: Any = yard.hear) -> Any:
        yard.seats = 2
        return hear(seconds)

    yard.hear = come_late  # type: ignore[method-assign]
    batch(news, tmp_path, yard)
    assert list_bytes(tmp_path) == done
    assert len(yard.hired[1].jobs) > 1


@pytest.mark.parametrize("kind", [Listed, WithMachine])
@pytest.mark.parametrize("place", [0, 7, REPORTS - 1])
def test_the_job_of_one_who_goes_is_done_by_another(
    news: Path, done: dict[str, bytes], tmp_path: Path, kind: type[Listed], place: int
) -> None:
    headway = batch(news, tmp_path, Yard(2, dying_at(place, kind), dying_at(place, kind) if place == 0 else Listed))
    assert list_bytes(tmp_path) == done
    assert (headway.read, headway.fresh, headway.left) == (REPORTS, REPORTS, 0)


def test_what_ends_two_workers_is_left_out(news: Path, tmp_path: Path) -> None:
    headway = batch(news, tmp_path, Yard(1, *[dying_at(7)] * 2))
    assert (headway.read, headway.refused) == (REPORTS - 1, Counter(ProcessEnded=1))


def test_a_machine_that_goes_with_its_worker_is_half_a_reason(
    news: Path, done: dict[str, bytes], tmp_path: Path
) -> None:
    assert batch(news, tmp_path / "three", Yard(1, *[dying_at(7, WithMachine)] * 3)).read == REPORTS
    assert list_bytes(tmp_path / "three") == done
    assert batch(news, tmp_path / "four", Yard(1, *[dying_at(7, WithMachine)] * 4)).read == REPORTS - 1


class Stillborn(Listed):
    """Ends before it can take a job."""

    def __init__(self, desk: Desk, *, with_machine: bool = False) -> None:
        super().__init__(desk)
        self.said = [Ended("no memory", with_machine=with_machine)]


def test_workers_that_never_begin_end_the_run(news: Path, tmp_path: Path) -> None:
    yard = Yard(1, *[Stillborn] * MOST_STARTS)
    with pytest.raises(BatchFault, match=r"end before they read anything \(no memory\)"):
        batch(news, tmp_path, yard)
    assert yard.is_over


def test_machines_that_go_before_their_workers_begin_are_no_reason_to_end(
    news: Path, done: dict[str, bytes], tmp_path: Path
) -> None:
    batch(news, tmp_path, Yard(1, *[lambda desk: Stillborn(desk, with_machine=True)] * (2 * MOST_STARTS)))
    assert list_bytes(tmp_path) == done


def test_two_who_write_one_shard_do_not_spoil_it(news: Path, done: dict[str, bytes], tmp_path: Path) -> None:
    """A worker that was given up for lost, and is not, ends its shard while another has the same one half done."""
    lost: list[Listed] = []

    class Lost(Listed):
        def send(self, job: Job) -> None:
            if not lost:
                lost.append(self)
                self.jobs.append(job)
                self.said.append(Ended("it is out of reach", with_machine=True))
            else:
                super().send(job)

    class Met(Listed):
        def _say(self, said: Said) -> None:
            if isinstance(said, Begun) and said.place == SHARD - 1 and lost[0].jobs:
                lost[0]._worker.do(lost[0].jobs.pop())
            super()._say(said)

    batch(news, tmp_path, Yard(1, Lost, Met))
    assert list_bytes(tmp_path) == done
