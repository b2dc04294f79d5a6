"""What was read a moment ago is not read again."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from verbale.analyse import analyse
from verbale.analyse.analysis import Analysis, Name
from verbale.analyse.component import Findings
from verbale.analyse.remembering import Remembering
from verbale.pipeline import make_record
from verbale.read.reading import Reading
from verbale.records import Report
from verbale.spans import Span

COPY = Report("first", "r", "Envoys meet", date(2024, 5, 14), "Wire", None, "en", (), "Envoys meet\n\nRuz spoke.")


class Counting:
    """A reader that takes each text's first word for a name and counts how often it was asked."""

    name = "counting"
    asked = 0

    def read(self, laid_out: Analysis) -> Findings:
        self.asked += 1
        return Findings(names=(Name(Span(0, 6), "person", 0.875),))


def test_the_same_words_under_another_address_are_not_read_again() -> None:
    counting = Counting()
    reader = Remembering(counting)
    other = replace(COPY, source="second", url="https://news.example/2", publisher="Daily", published=None)
    assert analyse(Reading(COPY), reader).names == analyse(Reading(other), reader).names
    assert (counting.asked, reader.spared) == (1, 1)


def test_the_record_is_that_of_a_reader_without_memory() -> None:
    reader = Remembering(Counting())
    records = [make_record(Reading(one), reader) for one in (COPY, replace(COPY, source="second", published=None))]
    assert records == [
        make_record(Reading(one), Counting()) for one in (COPY, replace(COPY, source="second", published=None))
    ]


def test_another_text_or_another_title_is_read() -> None:
    counting = Counting()
    reader = Remembering(counting)
    for one in (COPY, replace(COPY, title=None), replace(COPY, text=COPY.text + "."), replace(COPY, title="Envoys")):
        analyse(Reading(one), reader)
    assert counting.asked == 4


def test_only_the_latest_are_remembered() -> None:
    counting = Counting()
    size = 60
    reader = Remembering(counting, most_bytes=size)
    texts = [replace(COPY, text=f"{COPY.text} Nobody left {number}.") for number in range(3)]
    for text in (*texts, texts[2], texts[0]):
        analyse(Reading(text), reader)
    assert reader.spared == 1
    assert counting.asked == 4


def test_what_is_asked_for_again_is_remembered_longest() -> None:
    counting = Counting()
    reader = Remembering(counting, most_bytes=130)
    texts = [replace(COPY, text=f"{COPY.text} Nobody left {number}.") for number in range(3)]
    for text in (texts[0], texts[1], texts[0], texts[2], texts[0]):
        analyse(Reading(text), reader)
    assert counting.asked == 3


def test_what_would_fill_the_memory_alone_is_not_remembered() -> None:
    reader = Remembering(Counting(), most_bytes=5)
    analyse(Reading(COPY), reader)
    analyse(Reading(COPY), reader)
    assert reader.spared == 0
