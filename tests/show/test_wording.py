"""Events, names and days in words."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given

from strategies import records
from verbale.plover import TYPES
from verbale.records import Count, ReportRecord, Size
from verbale.show.phrases import find_phrase, load_phrases
from verbale.show.wording import Cast, add_article, cut_excerpt, is_denial, tell_day, tell_days, tell_event
from written import find, write_actor, write_agreement, write_event, write_record, write_report

TEXT = "Valadim and Benhaddou\n\nDuarte Valadim met Samir Benhaddou near Faro. Spain shelled the port. Valadim left."
VALADIM = write_actor("x:valadim", "Duarte Valadim", find(TEXT, "Valadim"), office="Foreign Minister of Portugal")
BENHADDOU = write_actor("x:benhaddou", "Samir Benhaddou", find(TEXT, "Benhaddou"))
SPAIN = write_actor("ESP", "Spain", find(TEXT, "Spain"), kind="state")
NETHERLANDS = write_actor("NLD", "Netherlands", kind="state")


def tell(event: str, words: str, *others: Any, **said: Any) -> str:
    told = write_event(TEXT, event, words, **said)
    record = write_record(write_report(TEXT), VALADIM, BENHADDOU, SPAIN, NETHERLANDS, told, *others)
    return "".join(piece for piece, _ in tell_event(told, record, Cast(record)))


def test_a_meeting_names_all_with_their_offices() -> None:
    told = tell("CONSULT", "met", actor=("x:valadim", "x:benhaddou"), place="Faro")
    assert told == "Duarte Valadim (Foreign Minister of Portugal) and Samir Benhaddou met near Faro"


def test_a_guest_is_received_by_the_host() -> None:
    told = tell("CONSULT", "met", mode="visit", actor=("x:valadim", "x:benhaddou"), host=("x:benhaddou",))
    assert told == "Samir Benhaddou received Duarte Valadim (Foreign Minister of Portugal)"


def test_a_guest_who_will_travel_to_a_place_is_received_in_it() -> None:
    text = "Valadim will travel to Rabat, where he will meet Benhaddou."
    guest, host = write_actor("x:valadim", "Valadim"), write_actor("x:benhaddou", "Benhaddou")
    sides = ("x:valadim", "x:benhaddou")
    said = {"mode": "visit", "status": "scheduled", "actor": sides, "host": ("x:benhaddou",), "place": "Rabat"}
    event = write_event(text, "CONSULT", "will meet", **said)
    record = write_record(write_report(text), guest, host, event)
    told = "".join(piece for piece, _ in tell_event(event, record, Cast(record)))
    assert told == "Benhaddou will receive Valadim in Rabat"


def test_a_visit_of_one_goes_to_its_place() -> None:
    assert tell("CONSULT", "met", mode="visit", actor=("ESP",), place="Faro") == "Spain made a visit to Faro"


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        ("occurred", "Spain shelled the Netherlands"),
        ("ongoing", "Spain shelled the Netherlands"),
        ("historical", "Spain shelled the Netherlands"),
        ("scheduled", "Spain will shell the Netherlands"),
        ("hypothetical", "Spain might shell the Netherlands"),
        ("denied", "It is denied that Spain shelled the Netherlands"),
    ],
)
def test_the_status_is_in_the_verb(status: str, sentence: str) -> None:
    told = tell("ASSAULT", "shelled", mode="heavy-weapons", actor=("ESP",), recipient=("NLD",), status=status)
    assert told == sentence


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        ("occurred", "Shelling of Spain"),
        ("denied", "Denied: shelling of Spain"),
        ("scheduled", "Planned: shelling of Spain"),
    ],
)
def test_an_act_without_a_known_doer_is_told_by_a_noun(status: str, sentence: str) -> None:
    assert tell("ASSAULT", "shelled", mode="heavy-weapons", recipient=("ESP",), status=status) == sentence


def test_an_act_without_anybody_is_its_noun_alone() -> None:
    assert tell("ASSAULT", "shelled", mode="aerial") == "Air strike"


def test_two_who_fight_have_no_recipient() -> None:
    assert tell("ASSAULT", "shelled", actor=("ESP", "NLD")) == "Spain and the Netherlands fought"


def test_a_signing_names_what_was_signed() -> None:
    treaty = write_agreement(TEXT, "the port", "ESP", "NLD")
    told = tell("SUPPORT", "shelled", treaty, actor=("ESP", "NLD"), agreement="a1")
    assert told == "Spain and the Netherlands signed the port"


def test_the_counted_dead_and_injured_follow() -> None:
    span = find(TEXT, "port")
    size = Size(dead=Count(26, 26, span), injured=Count(5, 7, span))
    told = tell("ASSAULT", "shelled", mode="aerial", recipient=("ESP",), size=size)
    assert told == "Air strike on Spain: 26 dead, 5 to 7 injured"


def test_a_place_that_the_sentence_has_already_is_not_told_again() -> None:
    assert tell("CONSULT", "met", actor=("ESP",), place="Spain") == "Spain met for talks"


def test_a_long_list_ends_in_a_count() -> None:
    actors = [write_actor(f"x:{number}", f"State {number}") for number in range(12)]
    event = write_event(TEXT, "CONSULT", "met", actor=tuple(actor.id for actor in actors))
    record = write_record(write_report(TEXT), event, *actors)
    told = "".join(words for words, _ in tell_event(event, record, Cast(record)))
    assert told.endswith("State 5, State 6 and 5 others met")


def test_a_person_is_named_in_full_once_then_as_the_report_does() -> None:
    cast = Cast(write_record(write_report(TEXT), VALADIM))
    first, second = ("".join(words for words, _ in cast.names(["x:valadim"])) for _ in range(2))
    assert (first, second) == ("Duarte Valadim (Foreign Minister of Portugal)", "Valadim")


def test_two_of_one_surname_keep_their_full_names() -> None:
    other = write_actor("x:ines", "Ines Valadim", find(TEXT, "Valadim"))
    cast = Cast(write_record(write_report(TEXT), VALADIM, other))
    names = ["".join(words for words, _ in cast.names(["x:ines"])) for _ in range(2)]
    assert names == ["Ines Valadim", "Ines Valadim"]


def test_an_office_that_the_name_already_tells_is_not_added() -> None:
    nameless = write_actor("x:minister", "foreign minister of Spain", office="Foreign Minister of Spain")
    cast = Cast(write_record(write_report(TEXT), nameless))
    assert list(cast.names(["x:minister"])) == [("foreign minister of Spain", "name")]


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("United States", "the United States"),
        ("Labour Party", "the Labour Party"),
        ("foreign ministry of Chad", "the foreign ministry of Chad"),
        ("Chad's foreign ministry", "Chad's foreign ministry"),
        ("Spain", "Spain"),
        ("Hamas", "Hamas"),
        ("government forces", "government forces"),
    ],
)
def test_names_have_the_article_that_english_gives_them(name: str, written: str) -> None:
    assert add_article(name) == written


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2024-03-01", "1 Mar"),
        ("2023-03-01", "1 Mar 2023"),
        ("2023-03", "Mar 2023"),
        ("2024-03", "Mar"),
        ("2024", "2024"),
        ("1994", "1994"),
    ],
)
def test_a_day_has_its_year_only_where_it_is_not_the_reports(value: str, words: str) -> None:
    assert tell_day(value, date(2024, 5, 14)) == words


def test_a_range_is_told_by_its_ends() -> None:
    assert tell_days("2024-03-01", "2024-03-03", date(2024, 5, 14)) == "1 Mar – 3 Mar"
    assert tell_days("2024-03-01", "2024-03-01", None) == "1 Mar 2024"
    assert tell_days(None, None, None) == ""


def test_an_excerpt_is_the_sentence_around_the_evidence() -> None:
    assert cut_excerpt(TEXT, find(TEXT, "shelled"), 100) == ("Spain ", "shelled", " the port.")


def test_a_long_sentence_is_cut_at_words() -> None:
    text = " ".join(["before"] * 40) + " EVIDENCE " + " ".join(["after"] * 40)
    before, words, after = cut_excerpt(text, find(text, "EVIDENCE"), 60)
    assert (before, words, after) == ("… before before ", "EVIDENCE", " after after after after after …")


def test_every_type_has_a_phrase_and_every_phrase_its_type() -> None:
    codes = {one.code for one in TYPES}
    modes = {(one.code, mode.code) for one in TYPES for mode in one.modes}
    assert {event for event, mode in load_phrases() if not mode} == codes | {"RECEIVED", "SIGNED"}
    assert {pair for pair in load_phrases() if pair[1]} <= modes


def test_every_phrase_has_a_place_for_those_acted_upon() -> None:
    assert all("{whom}" in phrase.whom and " {whom}" in phrase.noun for phrase in load_phrases().values())


def test_a_mode_without_its_own_phrase_takes_the_types() -> None:
    assert find_phrase("CONSULT", "multilateral") == find_phrase("CONSULT")


@given(records())
def test_every_event_can_be_told(record: ReportRecord) -> None:
    cast = Cast(record)
    for event in record.events:
        assert "".join(words for words, _ in tell_event(event, record, cast)).strip()


@pytest.mark.parametrize("cue", ["denied", "Denies", "denying that", "rejected", "ruled out", "dismissing", "refutes"])
def test_words_of_denying(cue: str) -> None:
    assert is_denial(cue)


@pytest.mark.parametrize("cue", [None, "", "said", "ruled", "refused", "noted", "denounced", "denoted"])
def test_other_words_of_saying_deny_nothing(cue: str | None) -> None:
    assert not is_denial(cue)
