"""A large file is read in stretches, and the stretches together are the file."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path

import pyarrow as arrow
import pytest
from pyarrow import parquet

from batch.coding import write_line
from read.makings import pack, write_crawl, write_text
from verbale.batch.streams import Stream
from verbale.errors import UnreadableReport
from verbale.read import Given, read_source

REPORTS = [json.loads(write_line(number)) for number in range(7)]
LINES = (
    "".join(json.dumps(one) + "\n" for one in REPORTS[:3])
    + "\n{broken\n"
    + "".join(json.dumps(one) + "\n" for one in REPORTS[3:])
)
PAGE = "<html lang='en'><title>{title}</title><body><article><h1>{title}</h1><p>{text}</p></article></body></html>"


def write_csv() -> str:
    return "id,title,text\n" + "".join(
        '{id},{title},"{words}"\n'.format(words=one["text"].replace('"', '""'), **one) for one in REPORTS
    )


def write_parquet() -> bytes:
    stream = io.BytesIO()
    parquet.write_table(arrow.Table.from_pylist(REPORTS), stream)
    return stream.getvalue()


def write_warc() -> bytes:
    pages = ((f"https://news.example/{one['id']}", "text/html", PAGE.format(**one).encode()) for one in REPORTS)
    return write_crawl(*pages)


def write_mailbox() -> str:
    head = "From desk@news.example Tue May 14 10:00:00 2024\nFrom: Desk <desk@news.example>\nSubject: {title}\n"
    return "".join(
        f"{head.format(**one)}Content-Type: text/plain; charset=utf-8\n\n{one['text']}\n\n" for one in REPORTS
    )


def write_export() -> str:
    return "".join(
        f"{one['title']}\n\nThe Example Gazette\n\nMay 14, 2024 Tuesday\n\nLength: 90 words\n\nBody\n\n"
        f"{one['text']}\n\nEnd of Document\n\n"
        for one in REPORTS
    )


def write_archive() -> bytes:
    members = {f"{one['id']}.txt": write_text(one["title"]) for one in REPORTS}
    return pack(members | {"more.jsonl": LINES.encode(), "picture.txt": b"\x89PNG\x00\x00", "none.txt": b""})


FILES = {
    "news.jsonl": LINES.encode(),
    "news.jsonl.gz": gzip.compress(LINES.encode()),
    "broken.jsonl.gz": gzip.compress(LINES.encode())[:-40],
    "news.csv": write_csv().encode(),
    "news.parquet": write_parquet(),
    "news.warc.gz": write_warc(),
    "news.mbox": write_mailbox().encode(),
    "news.json": json.dumps(REPORTS).encode(),
    "export.txt": write_export().encode(),
    "news.zip": write_archive(),
    "one.txt": write_text(),
    "empty.txt": b"",
}


def tell(result: object) -> str:
    return str(result) if isinstance(result, UnreadableReport) else repr(result)


def list_results(path: Path) -> list[str]:
    return [tell(one) for one in read_source(str(path))]


@pytest.fixture(params=FILES)
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    found = tmp_path / request.param
    found.write_bytes(FILES[request.param])
    return found


def read_stretch(stream: Stream, first: int, stop: int) -> list[str]:
    return [tell(result) for _, result in stream.read(first, stop, lambda place: None)]


@pytest.mark.parametrize("length", [1, 2, 3, 100])
def test_one_reader_of_all_stretches_reads_what_is_there(path: Path, length: int) -> None:
    stream, found = Stream([str(path)], Given()), []
    for first in range(0, 40, length):
        found += read_stretch(stream, first, first + length)
    assert found == list_results(path)
    assert found


@pytest.mark.parametrize("length", [1, 2, 3])
def test_readers_that_take_turns_read_each_place_once(path: Path, length: int) -> None:
    streams = [Stream([str(path)], Given()) for _ in range(3)]
    found = []
    for number, first in enumerate(range(0, 40, length)):
        found += read_stretch(streams[number % 3], first, first + length)
    assert found == list_results(path)


def test_the_last_stretch_knows_that_it_is_the_last(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    path.write_text(LINES)
    stream = Stream([str(path)], Given())
    read_stretch(stream, 0, 4)
    assert not stream.is_over
    read_stretch(stream, 4, 8)
    assert stream.is_over
    assert stream.turns.count == 8


def test_what_is_left_out_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    path.write_text(LINES)
    stream = Stream([str(path)], Given())
    stream.turns.left_out = frozenset({0, 2})
    assert [place for place, _ in stream.read(0, 100, lambda place: None)] == [1, 3, 4, 5, 6, 7]


def test_what_was_passed_cannot_be_read_again(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    path.write_text(LINES)
    stream = Stream([str(path)], Given())
    read_stretch(stream, 2, 4)
    assert stream.can_read(4)
    assert not stream.can_read(2)


def test_a_reader_that_stumbles_is_named_and_the_next_file_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = tmp_path / "good.jsonl"
    good.write_text(LINES)

    def stumble(source: str, *given: object, **others: object) -> object:
        if source == "bad.txt":
            raise KeyError("lost")
        return read_source(source, *given, **others)  # type: ignore[arg-type]

    monkeypatch.setattr("verbale.batch.streams.read_source", stumble)
    found = read_stretch(Stream(["bad.txt", str(good)], Given()), 0, 100)
    assert "bad.txt, after report 0: verbale stumbled over it (KeyError: 'lost')" in found[0]
    assert len(found) == 9
