"""JSON Lines: a report a line, and each bad line named with what is wrong with it."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import date

import pytest

from verbale.errors import BadLine, EmptyReport, NotEnglish, TooLarge, UnreadableReport
from verbale.read.drafts import Origin
from verbale.read.reading import Given, Reading
from verbale.read.sources import NOTHING_GIVEN
from verbale.read.tables import cut_lines, is_line, read_lines, recode_lines

HERE = Origin("news", "news.jsonl")
TEXT = "The ministers met in Vienna.\n\nThey will meet again in the spring."


def read(*lines: str | bytes, given: Given = NOTHING_GIVEN, limit: int = 10_000) -> list[Reading | UnreadableReport]:
    data = b"\n".join(line if isinstance(line, bytes) else line.encode() for line in lines)
    return list(read_lines(cut_lines(io.BytesIO(data), limit), HERE, given, limit))


def read_one(**said: object) -> Reading:
    (reading,) = read(json.dumps(said))
    assert isinstance(reading, Reading)
    return reading


def test_a_line_says_what_its_fields_name() -> None:
    report = read_one(
        id="n1",
        text=TEXT,
        title="Talks",
        published="2024-05-14T10:00:00Z",
        publisher="The Danube Post",
        url="u",
        tags=[1],
    ).report
    assert (report.source, report.title, report.published) == ("n1", "Talks", date(2024, 5, 14))
    assert (report.publisher, report.url, report.text) == ("The Danube Post", "u", f"Talks\n\n{TEXT}")


def test_a_line_without_a_title_has_none() -> None:
    assert read_one(text=TEXT).report.title is None
    assert read_one(text=TEXT).report.text == TEXT
    assert read_one(text=TEXT, title=None, published=None, id=None).report.title is None


def test_a_title_that_the_text_begins_with_is_not_doubled() -> None:
    assert read_one(text=f"Talks\n\n{TEXT}", title="Talks").report.text == f"Talks\n\n{TEXT}"


def test_a_title_is_one_line() -> None:
    assert read_one(text=TEXT, title=" Talks\r\n in Vienna ").report.title == "Talks in Vienna"


def test_a_line_without_an_id_is_named_by_its_number_and_numbers_are_ids() -> None:
    first, second = read(json.dumps({"text": TEXT}), "", json.dumps({"text": TEXT, "id": 17}))
    assert isinstance(first, Reading)
    assert isinstance(second, Reading)
    assert [first.report.source, second.report.source] == ["news#1", "17"]


@pytest.mark.parametrize(
    ("line", "kind", "message"),
    [
        ('{"text" "x"}', BadLine, "news.jsonl, line 2: is not JSON (Expecting ':' delimiter, column 9)"),
        ("[1]", BadLine, "news.jsonl, line 2: holds no report (Expected `object`, got `array`)"),
        ('{"title": "x"}', BadLine, "news.jsonl, line 2: holds no report (Object missing required field `text`)"),
        ('{"text": 5}', BadLine, "news.jsonl, line 2: holds no report (Expected `str`, got `int` - at `$.text`)"),
        ('{"text": "The talks", "published": "May"}', BadLine, "published: holds 'May', which is no day"),
        (b'{"text": "caf\xe9"}', BadLine, "news.jsonl, line 2: is not UTF-8 (byte 13); save the file as UTF-8"),
        ("[" * 5000, BadLine, "news.jsonl, line 2: is not JSON"),
        ('{"text": "  "}', EmptyReport, "news.jsonl, line 2: is empty"),
        (json.dumps({"text": "Министры встретились в Вене"}), NotEnglish, "news.jsonl, line 2: is in Russian"),
        (json.dumps({"text": "a" * 20_000}), TooLarge, "news.jsonl, line 2: is longer than 10,000 bytes"),
    ],
)
def test_a_bad_line_is_named_and_the_others_are_read(
    line: str | bytes, kind: type[UnreadableReport], message: str
) -> None:
    good = json.dumps({"text": TEXT})
    before, bad, after = read(good, line, good)
    assert isinstance(before, Reading)
    assert isinstance(after, Reading)
    assert after.report.source == "news#3"
    assert type(bad) is kind
    assert message in str(bad)


def test_a_lone_surrogate_in_json_is_mended_with_a_warning() -> None:
    reading = read_one(text="The talks \ud83d ended.\x00")
    assert reading.report.text == "The talks \ufffd ended.\ufffd"
    assert reading.warnings == ("2 NUL or broken characters became U+FFFD",)


def test_what_is_given_wins_over_every_line() -> None:
    (reading,) = read(json.dumps({"text": TEXT, "published": "no day"}), given=Given(published=date(2024, 5, 15)))
    assert isinstance(reading, Reading)
    assert reading.report.published == date(2024, 5, 15)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_marks_at_the_start_of_a_file_are_understood(encoding: str) -> None:
    stream = io.BytesIO("\n".join([json.dumps({"text": TEXT, "id": "ä"}, ensure_ascii=False)] * 2).encode(encoding))
    lines: Iterator[bytes] = recode_lines(cut_lines(stream, 10_000), stream, HERE)
    assert [
        reading.report.source for reading in read_lines(lines, HERE, Given(), 10_000) if isinstance(reading, Reading)
    ] == [
        "ä",
        "ä",
    ]


def test_a_first_line_tells_json_lines() -> None:
    assert is_line(b'\xef\xbb\xbf {"text": "x"}\r\n')
    assert not is_line(b"{talks}")
    assert not is_line(b"[1]")
    assert not is_line(b"The talks")
