from __future__ import annotations

from datetime import date

from verbale.analyse import lay_out
from verbale.extract import extract
from verbale.extract.extraction import Extraction
from verbale.read.reading import Reading
from verbale.records import Report
from verbale.resolve import resolve


def extracted(text: str) -> Extraction:
    report = Report("a-report", "r1", None, date(2024, 5, 14), None, None, "en", (), text)
    return extract(resolve(lay_out(Reading(report))))


def speakers(text: str) -> list[list[str]]:
    found = extracted(text)
    names = {actor.id: actor.name for actor in found.actors}
    return [[names[i] for i in one.speakers] for one in found.statements]


def test_a_surname_and_a_pronoun_stand_for_the_person_named_before():
    text = (
        "Minister Ana Ruzhova of Norway opened the bridge. Ruzhova said that the old one was closed. "
        "She added that nobody would pay."
    )
    assert speakers(text) == [["Ana Ruzhova"], ["Ana Ruzhova"]]


def test_two_speakers_of_one_statement_are_both_named():
    assert speakers("Ana Ruzhova and Jon Bergson said that the bridge was safe.") == [["Ana Ruzhova", "Jon Bergson"]]


def test_an_unnamed_speaker_stays_unnamed():
    text = "Ana Ruzhova opened the bridge. A senior official said that nobody would pay."
    found = extracted(text)
    (one,) = found.statements
    (who,) = (actor for actor in found.actors if actor.id in one.speakers)
    assert who.kind == "unnamed"


def test_every_id_of_a_statement_stands_among_the_actors():
    found = extracted(
        '"We will wait," Ana Ruzhova told reporters. Interfax quoted Jon Bergson as saying that it was over.'
    )
    used = {i for one in found.statements for i in (*one.speakers, *one.to, *one.via)}
    assert used <= {actor.id for actor in found.actors}


def test_the_rule_and_the_confidence_say_how_a_statement_was_found():
    (one,) = extracted('"We will wait for them here," Ana Ruzhova said.').statements
    assert one.rule == "quotation-then-cue"
    assert 0.9 < one.confidence < 1
