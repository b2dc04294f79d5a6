"""Events, names and days in words."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given

from strategies import records
from verbale.plover import TYPES
from verbale.records import Count, ReportRecord, Size
from verbale.show.phrases import BY_WORDS, find_phrase, load_phrases
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
    assert tell("CONSULT", "met", actor=("ESP",), place="Spain") == "Spain took part in talks"


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
    chosen = {phrase for _, _, _, phrase in BY_WORDS} | {"RECEIVED", "SIGNED", "LEFT", "JOINED"}
    assert {event for event, mode in load_phrases() if not mode} == codes | chosen
    assert {pair for pair in load_phrases() if pair[1]} <= modes


def test_every_phrase_has_a_place_for_those_acted_upon() -> None:
    assert all("{whom}" in phrase.whom and " {whom}" in phrase.noun for phrase in load_phrases().values())


def test_a_mode_without_its_own_phrase_takes_the_types() -> None:
    assert find_phrase("CONSULT", "multilateral") == find_phrase("CONSULT")


@pytest.mark.parametrize(
    ("event", "mode", "words", "sentence"),
    [
        ("REJECT", None, "denied the charge", "Spain denied what the Netherlands said"),
        ("REJECT", None, "denied it access", "Spain rebuffed the Netherlands"),
        ("REJECT", None, "brushed the offer aside", "Spain rebuffed the Netherlands"),
        ("REJECT", "meet", "postponed the visit", "Spain called off a meeting with the Netherlands"),
        ("REJECT", "meet", "will not meet them", "Spain refused to meet the Netherlands"),
        ("AGREE", None, "accepted the draft", "Spain agreed to cooperate with the Netherlands"),
        ("AGREE", None, "pledged six boats", "Spain promised cooperation to the Netherlands"),
        ("AGREE", None, "offered to mediate", "Spain offered cooperation to the Netherlands"),
        ("SANCTION", "discontinue", "put sanctions on it", "Spain imposed sanctions on the Netherlands"),
        ("SANCTION", "withdraw", "recalled its envoy", "Spain recalled an envoy from the Netherlands"),
        ("SANCTION", "withdraw", "froze its aid", "Spain withdrew help or recognition from the Netherlands"),
    ],
)
def test_the_reports_words_choose_within_a_type(event: str, mode: str | None, words: str, sentence: str) -> None:
    text = f"Spain {words}."
    said = write_event(text, event, words, mode=mode, actor=("ESP",), recipient=("NLD",))
    record = write_record(write_report(text), SPAIN, NETHERLANDS, said)
    assert "".join(piece for piece, _ in tell_event(said, record, Cast(record))) == sentence


def test_a_member_leaves_a_body_of_states() -> None:
    body = write_actor("x:body", "African Union", kind="organisation", sector=("IGO",))
    told = tell("SANCTION", "left", body, mode="withdraw", actor=("ESP",), recipient=("x:body",))
    assert told == "Spain withdrew from the African Union"


@pytest.mark.parametrize(("event", "sentence"), [("ACCUSE", "made accusations"), ("REJECT", "said no")])
def test_an_act_upon_nobody_has_words_of_its_own(event: str, sentence: str) -> None:
    assert tell(event, "shelled", actor=("ESP",)) == f"Spain {sentence}"


def test_several_who_praise_something_have_reached_no_accord() -> None:
    assert tell("SUPPORT", "met", actor=("ESP", "NLD")) == "Spain and the Netherlands expressed support"


@pytest.mark.parametrize(
    ("text", "name", "written"),
    [
        ("Spain summons Dutch envoy", "Dutch envoy", "the Dutch envoy"),
        ("Spain summons a Dutch envoy", "Dutch envoy", "a Dutch envoy"),
        ("Spain expels Dutch diplomats", "Dutch diplomats", "Dutch diplomats"),
        ("Spain arrests the Dutch diplomats", "Dutch diplomats", "the Dutch diplomats"),
        ("Spain sends Dutch police", "Dutch police", "Dutch police"),
    ],
)
def test_those_without_a_name_have_the_articles_of_the_report(text: str, name: str, written: str) -> None:
    actor = write_actor("x:one", name, find(text, name), kind="unnamed")
    assert list(Cast(write_record(write_report(text), actor)).names(["x:one"])) == [(written, "name")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Spain met Samir near the village of Faro.", "near the village of Faro"),
        ("FARO - Spain met Samir.", "in Faro"),
        ("Spain went to Faro and met Samir.", "in Faro"),
    ],
)
def test_the_way_to_a_place_is_the_reports(text: str, told: str) -> None:
    place = "FARO" if "FARO" in text else "Faro"
    event = write_event(text, "CONSULT", "met Samir", actor=("ESP", "x:benhaddou"), place=place)
    record = write_record(write_report(text), SPAIN, write_actor("x:benhaddou", "Samir"), event)
    sentence = "".join(piece for piece, _ in tell_event(event, record, Cast(record)))
    assert sentence == f"Spain and Samir met {told}"


def test_thousands_are_set_apart() -> None:
    size = Size(dead=Count(3661, 3661, find(TEXT, "port")))
    assert tell("ASSAULT", "shelled", recipient=("ESP",), size=size) == "Attack on Spain: 3,661 dead"


def test_a_title_with_a_stop_does_not_end_the_sentence() -> None:
    text = "Spain spoke with Mr. Benhaddou of the port. He left."
    assert cut_excerpt(text, find(text, "spoke"), 100) == ("Spain ", "spoke", " with Mr. Benhaddou of the port.")


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
