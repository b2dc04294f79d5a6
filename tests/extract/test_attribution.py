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


def test_a_clause_of_the_same_speaker_is_not_within_what_was_said():
    text = "Ana Ruzhova said that the bridge was safe, while also noting that the old one was closed."
    assert [one.within for one in extracted(text).statements] == [None, None]


def test_a_clause_of_another_speaker_is_within_what_was_said():
    text = "Ana Ruzhova said that the ministry had announced that the bridge would open in May."
    outer, inner = extracted(text).statements
    assert inner.within == outer.id


def test_a_medium_that_reports_what_others_say_only_passes_it_on():
    text = "Interfax reported the ministry of trade said the bridge would open in May."
    found = extracted(text)
    (one,) = found.statements
    names = {actor.id: actor.name for actor in found.actors}
    assert one.text == "the bridge would open in May"
    assert [names[i] for i in one.via] == ["Interfax"]
    assert one.within is None


def test_a_medium_that_cites_somebody_passes_his_words_on():
    text = "Interfax, citing Jon Bergson, reported that the bridge would open in May."
    found = extracted(text)
    names = {actor.id: actor.name for actor in found.actors}
    (one,) = found.statements
    assert [names[i] for i in one.speakers] == ["Jon Bergson"]
    assert [names[i] for i in one.via] == ["Interfax"]


def test_what_was_noted_without_a_speaker_is_the_last_speakers():
    text = "Ana Ruzhova said that the bridge was safe. It was also noted that the old one would be closed in May."
    assert speakers(text) == [["Ana Ruzhova"], ["Ana Ruzhova"]]


def test_the_day_beside_a_cue_is_that_of_the_statement_and_of_what_its_speaker_adds():
    text = 'Ana Ruzhova said on Monday that the bridge was safe. She added that it was "made of stone and salt".'
    assert [one.date for one in extracted(text).statements] == ["2024-05-13", "2024-05-13"]


def test_the_day_of_one_speaker_is_not_that_of_another():
    text = "Ana Ruzhova said on Monday that the bridge was safe. Jon Bergson said that it was not."
    assert [one.date for one in extracted(text).statements] == ["2024-05-13", None]


def test_within_a_quotation_me_is_whoever_speaks_in_it():
    found = extracted('"Jon Bergson told me that the bridge was safe," Ana Ruzhova said.')
    outer, inner = found.statements
    assert (inner.to, inner.within) == (outer.speakers, outer.id)


def test_an_office_told_again_is_whoever_spoke_last():
    text = (
        "Ana Ruzhova, the director of the harbour school, opened the bridge. Ruzhova said that it was safe. "
        '"We built it for our children," said the director of the harbour school.'
    )
    assert speakers(text) == [["Ana Ruzhova"], ["Ana Ruzhova"]]


def test_a_year_after_which_something_is_said_is_not_its_day():
    text = "After the 2021 coup Ana Ruz said that the bridge is safe."
    assert [one.date for one in extracted(text).statements] == [None]
