"""From acts to events: status, day, place, size, what they point to, and what is not told."""

from __future__ import annotations

import pytest

from extract.staged import Stage
from verbale.records import Count
from written import find, write_agreement, write_statement

# what an event points to


def test_an_act_that_is_a_cue_points_to_its_statement() -> None:
    stage = Stage("Norway urged Chad to leave.")
    told = write_statement(stage.analysis.text, "to leave", speakers=("NOR",), form="indirect", cue="urged")
    (event,) = stage.tell(stage.act("REQUEST", "urged", actors=["Norway"], recipients=["Chad"]), statements=[told])
    assert event.statement == "s1"


def test_a_signing_points_to_its_agreement() -> None:
    stage = Stage("They signed the Fjord Treaty in Oslo.")
    treaty = write_agreement(stage.analysis.text, "Fjord Treaty", "NOR", "TCD")
    (event,) = stage.tell(stage.act("SUPPORT", "signed", actors=[]), agreements=[treaty])
    assert (event.agreement, event.actor) == ("a1", ("NOR", "TCD"))


def test_a_signing_has_the_day_that_its_agreement_has() -> None:
    stage = Stage("Both hailed the signing of the Fjord Treaty, and so on, on 30 May 1994.")
    stage.date(**{"30_May_1994": "1994-05-30"})
    treaty = write_agreement(stage.analysis.text, "Fjord Treaty", "NOR", "TCD", signed="1994-05-30")
    (event,) = stage.tell(stage.act("SUPPORT", "signing", actors=[], status="historical"), agreements=[treaty])
    assert (event.date, event.date_basis) == ("1994-05-30", "text")


def test_a_signing_points_to_the_agreement_right_before_it() -> None:
    stage = Stage("They have the Fjord Treaty, signed in Oslo.")
    treaty = write_agreement(stage.analysis.text, "Fjord Treaty", "NOR", "TCD")
    (event,) = stage.tell(stage.act("SUPPORT", "signed", actors=[]), agreements=[treaty])
    assert event.agreement == "a1"


def test_signings_of_two_agreements_are_two_events() -> None:
    stage = Stage("Norway and Chad signed the Fjord Treaty. Norway and Chad signed the Lake Treaty.")
    treaties = [
        write_agreement(stage.analysis.text, title, "NOR", "TCD", id=one)
        for one, title in (("a1", "Fjord Treaty"), ("a2", "Lake Treaty"))
    ]
    first = stage.act("SUPPORT", "signed the Fjord", actors=["Norway", "Chad"])
    second = stage.act("SUPPORT", "signed the Lake", actors=["Norway", "Chad"])
    assert [event.agreement for event in stage.tell(first, second, agreements=treaties)] == ["a1", "a2"]


# day, place, size


def test_the_day_that_the_text_names() -> None:
    stage = Stage("Norway sued Chad on Monday.").date(Monday="2024-05-13")
    (event,) = stage.tell(stage.act("ACCUSE", "sued", actors=["Norway"], recipients=["Chad"], date="Monday"))
    assert (event.date, event.enddate, event.date_basis) == ("2024-05-13", None, "text")


def test_a_range_has_its_end() -> None:
    stage = Stage("Norway and Chad met from 3 to 5 May.").date(**{"3_to_5_May": ("2024-05-03", "2024-05-05")})
    (event,) = stage.tell(stage.act("CONSULT", "met", actors=["Norway", "Chad"], date="3 to 5 May"))
    assert (event.date, event.enddate) == ("2024-05-03", "2024-05-05")


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("occurred", ("2024-05-14", "publication")),
        ("ongoing", ("2024-05-14", "publication")),
        ("scheduled", (None, "unknown")),
        ("historical", (None, "unknown")),
        ("denied", (None, "unknown")),
    ],
)
def test_without_a_day_only_news_takes_the_day_of_publication(status: str, expected: tuple[str | None, str]) -> None:
    stage = Stage("Norway will sue Chad.")
    (event,) = stage.tell(stage.act("ACCUSE", "sue", actors=["Norway"], recipients=["Chad"], status=status))
    assert (event.date, event.date_basis) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The court sits on Friday. Norway will sue Chad.", ("2024-05-17", "text")),
        ("The court sits on Friday.\n\nNorway will sue Chad.", (None, "unknown")),
        ("The court sat on Monday. Norway will sue Chad.", (None, "unknown")),
    ],
)
def test_a_plan_without_a_day_has_the_coming_one_of_its_paragraph(text: str, expected: tuple[str | None, str]) -> None:
    days = {"Monday": "2024-05-13", "Friday": "2024-05-17"}
    stage = Stage(text).date(**{words: day for words, day in days.items() if words in text})
    (event,) = stage.tell(stage.act("ACCUSE", "sue", actors=["Norway"], recipients=["Chad"], status="scheduled"))
    assert (event.date, event.date_basis) == expected


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("Norway hailed the end of the war in Moundou.", "war", "Moundou"),
        ("Chad spoke of its war against Moundou.", "war", "Moundou"),
        ("Chad hailed the war of the rebels in Moundou.", "war", None),
        ("Chad hailed the attack in Moundou.", "attack", None),
    ],
)
def test_a_war_is_where_the_words_right_behind_it_say(text: str, trigger: str, expected: str | None) -> None:
    stage = Stage(text)
    (event,) = stage.tell(stage.act("ASSAULT", trigger, actors=["Norway" if "Norway" in text else "Chad"]))
    assert (event.event_loc.extracted_place if event.event_loc else None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The court sat on Monday. Norway sued Chad.", "2024-05-13"),
        ("Norway sued Chad. The court sat on Monday.", "2024-05-13"),
        ("It rained on Sunday. A. B. C. D. Norway sued Chad. A. B. C. D. The court sat on Monday.", "2024-05-12"),
        ("The court was built in 1999. Norway sued Chad.", "2024-05-14"),
        ('"It rained on Sunday," it said. Norway sued Chad.', "2024-05-14"),
    ],
)
def test_news_without_a_day_has_the_day_of_news_near_it_or_that_of_the_report(text: str, expected: str) -> None:
    days = {"Monday": "2024-05-13", "Sunday": "2024-05-12", "1999": "1999"}
    stage = Stage(text).date(**{words: day for words, day in days.items() if words in text})
    (event,) = stage.tell(stage.act("ACCUSE", "sued", actors=["Norway"], recipients=["Chad"]))
    assert (event.date, event.date_basis == "text") == (expected, expected != "2024-05-14")


def test_without_any_day_it_is_unknown() -> None:
    stage = Stage("Norway sued Chad.", published=None)
    (event,) = stage.tell(stage.act("ACCUSE", "sued", actors=["Norway"], recipients=["Chad"]))
    assert (event.date, event.date_basis) == (None, "unknown")


@pytest.mark.parametrize(
    ("trigger", "event", "expected"),
    [("rejected", "REJECT", "2024-05-14"), ("attack", "ASSAULT", "2024-05-12")],
)
def test_a_day_that_owns_an_act_is_the_day_of_no_other(trigger: str, event: str, expected: str) -> None:
    stage = Stage("Norway rejected the charge. Sunday's attack was not planned in Oslo, Norway told Chad.")
    stage.date(Sunday="2024-05-12")
    (told,) = stage.tell(stage.act(event, trigger, actors=["Norway"], recipients=["Chad"]))
    assert told.date == expected


def test_a_place_that_no_table_knows_keeps_its_words() -> None:
    stage = Stage("Norway and Chad met at the border.")
    (event,) = stage.tell(stage.act("CONSULT", "met", actors=["Norway", "Chad"], place="the border"))
    assert event.event_loc is not None
    assert (event.event_loc.extracted_place, event.event_loc.resolved_place) == ("border", None)


# status


@pytest.mark.parametrize(
    ("day", "read", "expected"),
    [
        ("2024-05-20", "occurred", "scheduled"),
        ("2024-05-20", "scheduled", "scheduled"),
        ("2024-05-20", "hypothetical", "hypothetical"),
        ("2024-05-10", "scheduled", "occurred"),
        ("2024-05-10", "historical", "occurred"),
        ("2024-05-03", "historical", "historical"),
        ("2024-03", "occurred", "historical"),
        ("2024", "occurred", "occurred"),
    ],
)
def test_the_day_puts_the_status_right(day: str, read: str, expected: str) -> None:
    stage = Stage("Norway and Chad held talks in summer.").date(summer=day)
    act = stage.act("CONSULT", "held talks", actors=["Norway", "Chad"], status=read, date="summer")
    assert stage.tell(act)[0].status == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Talks of Norway and Chad will begin soon.", "scheduled"), ("Talks of Norway and Chad were held.", "occurred")],
)
def test_without_a_day_words_must_say_too_that_it_is_planned(text: str, expected: str) -> None:
    stage = Stage(text)
    act = stage.act("CONSULT", "Talks", actors=["Norway", "Chad"], status="scheduled")
    assert stage.tell(act)[0].status == expected


def test_a_promise_for_a_day_ahead_is_made_today() -> None:
    stage = Stage("Norway promised to help Chad on Friday.").date(Friday="2024-05-17")
    act = stage.act("AGREE", "promised", actors=["Norway"], recipients=["Chad"], date="Friday")
    assert stage.tell(act)[0].status == "occurred"


@pytest.mark.parametrize("text", ["Norway met Chad until Friday.", "Norway met Chad. Chad spoke on Friday."])
def test_a_limit_or_another_sentences_day_says_nothing_of_the_status(text: str) -> None:
    stage = Stage(text).date(Friday="2024-05-17")
    (event,) = stage.tell(stage.act("CONSULT", "met", actors=["Norway", "Chad"], date="Friday"))
    assert event.status == "occurred"


# size


def test_the_dead_and_injured_of_an_attack_are_its_size() -> None:
    text = "A bomb killed nine people and injured at least 21 in Moundou."
    stage = Stage(text)
    (event,) = stage.tell(stage.act("ASSAULT", "bomb", actors=[], place="Moundou"))
    assert event.size is not None
    assert event.size.dead == Count(9, 9, find(text, "nine"))
    assert event.size.injured == Count(21, 21, find(text, "at least 21"))
    assert event.size.arrested is None


def test_arrests_are_no_size_of_an_attack() -> None:
    stage = Stage("After the attack in Moundou police arrested 11 protesters.")
    attack, arrest = stage.tell(
        stage.act("ASSAULT", "attack", actors=[], place="Moundou"),
        stage.act("COERCE", "arrested", actors=["police"], recipients=["protesters"]),
    )
    assert attack.size is None
    assert arrest.size is not None
    assert arrest.size.arrested is not None
    assert arrest.size.arrested.low == 11


# what is not told


def test_forces_that_move_and_attack_only_attack() -> None:
    stage = Stage("The army moved up and shelled the rebels.")
    (event,) = stage.tell(
        stage.act("MOBILIZE", "moved up", actors=["army"]),
        stage.act("ASSAULT", "shelled", actors=["army"], recipients=["rebels"]),
    )
    assert event.event == "ASSAULT"


def test_a_meeting_among_the_words_that_cancel_it_is_no_meeting() -> None:
    stage = Stage("Norway cancelled a meeting with Chad that was planned for Friday.")
    (event,) = stage.tell(
        stage.act("REJECT", "cancelled", actors=["Norway"], recipients=["Chad"]),
        stage.act("CONSULT", "meeting", actors=["Norway"], status="scheduled"),
    )
    assert event.event == "REJECT"


def test_the_place_that_the_reader_names_before_the_sentence_is_the_acts() -> None:
    stage = Stage("They met in Lima. Norway thanked Chad. Peru lies there.")
    act = stage.act("SUPPORT", "thanked", actors=["Norway"], recipients=["Chad"], place="Lima")
    assert [one.event_loc and one.event_loc.city for one in stage.tell(act)] == ["Lima"]
    later = stage.act("SUPPORT", "thanked", actors=["Norway"], recipients=["Chad"], place="Peru")
    assert [one.event_loc for one in stage.tell(later)] == [None]


def test_of_places_that_fit_the_town_is_told() -> None:
    stage = Stage("Norway met Chad in Peru. Norway met Chad in Lima.")
    acts = [
        stage.act("CONSULT", "met", actors=["Norway", "Chad"], place=place, within=f"Norway met Chad in {place}")
        for place in ("Peru", "Lima")
    ]
    assert [one.event_loc and one.event_loc.city for one in stage.tell(*acts)] == ["Lima"]


def test_an_act_of_nobody_is_told_only_if_day_place_or_size_is() -> None:
    stage = Stage("A riot broke out. A riot broke out in Lima.")
    placed = stage.act("PROTEST", "riot", within="riot broke out in Lima", actors=[], place="Lima")
    (event,) = stage.tell(stage.act("PROTEST", "riot", actors=[]), placed)
    assert event.event_text == "riot broke out in Lima"


def test_meetings_of_nobody_and_unsure_acts_are_not_told() -> None:
    stage = Stage("A summit was held in Lima. Norway sued Chad.")
    assert stage.tell(stage.act("CONSULT", "summit", actors=[], place="Lima")) == ()
    assert stage.tell(stage.act("ACCUSE", "sued", actors=[("Norway", 0.4)], recipients=[], score=0.05)) == ()


# readers without roles


def test_day_and_place_are_the_nearest_in_the_sentence() -> None:
    stage = Stage("Norway and Peru met in Lima on Monday and will meet in Oslo on Friday.")
    stage.date(Monday="2024-05-13", Friday="2024-05-17")
    first, second = stage.tell(
        stage.act("CONSULT", "met", rule="lexicon"),
        stage.act("CONSULT", "will meet", status="scheduled", rule="lexicon"),
    )
    assert [(one.date, one.event_loc.city) for one in (first, second) if one.event_loc] == [
        ("2024-05-13", "Lima"),
        ("2024-05-17", "Oslo"),
    ]


def test_a_date_that_opens_the_sentence_is_that_of_its_acts() -> None:
    stage = Stage("On Monday Norway condemned Chad.").date(Monday="2024-05-13")
    (event,) = stage.tell(stage.act("ACCUSE", "condemned", rule="lexicon"))
    assert event.date == "2024-05-13"


def test_news_puts_its_day_at_the_end_of_the_sentence() -> None:
    text = "Norway condemned Chad at a long and crowded gathering of ministers by the sea, on {}."
    for words, day, basis in (("Monday", "2024-05-13", "text"), ("May Day of 2019", "2019-05-01", "publication")):
        stage = Stage(text.format(words)).date(**{words.replace(" ", "_"): day})
        (event,) = stage.tell(stage.act("ACCUSE", "condemned", rule="lexicon"))
        assert event.date_basis == basis


def test_a_limit_is_no_date() -> None:
    stage = Stage("Norway jailed journalists until Friday.").date(Friday="2024-05-17")
    (event,) = stage.tell(stage.act("COERCE", "jailed", rule="lexicon"))
    assert event.date_basis == "publication"


@pytest.mark.parametrize(
    ("day", "status"), [("2019", "historical"), ("2024-05-13", "occurred"), ("2024-05-20", "scheduled")]
)
def test_the_day_decides_where_the_words_only_say_that_there_is_an_act(day: str, status: str) -> None:
    stage = Stage("Astrid Holm met Idriss Mahamat in Oslo in summer.").date(summer=day)
    (event,) = stage.tell(stage.act("CONSULT", "met", rule="lexicon"))
    assert event.status == status


def test_below_the_lead_a_day_of_something_else_is_not_that_of_the_news() -> None:
    lead = "Norway hailed Chad. " * 7
    stage = Stage(lead + "They met after a call on Sunday. Peru thanked Laos.")
    stage.date(Sunday="2024-05-12")
    (event,) = stage.tell(stage.act("SUPPORT", "thanked", actors=["Peru"], recipients=["Laos"]))
    assert (event.date, event.date_basis) == ("2024-05-14", "publication")


def test_a_week_is_not_the_day_of_the_news() -> None:
    stage = Stage("Norway offers to meet Chad this week. Peru thanked Laos.")
    stage.date(**{"this_week": ("2024-05-13", "2024-05-19")})
    (event,) = stage.tell(stage.act("SUPPORT", "thanked", actors=["Peru"], recipients=["Laos"]))
    assert (event.date, event.date_basis) == ("2024-05-14", "publication")


def test_two_of_whom_one_is_at_home_meet_without_a_third_party() -> None:
    stage = Stage("Norway held talks with Chad in Oslo.")
    act = stage.act("CONSULT", "held talks", actors=["Norway", "Chad"], place="Oslo", mode="third-party")
    (event,) = stage.tell(act)
    assert (event.mode, event.host) == ("visit", ("NOR",))


def test_a_planned_visit_that_was_called_off_is_no_visit_to_come() -> None:
    stage = Stage("The planned visit of Norway to Chad had been called off.")
    visit = stage.act("CONSULT", "planned visit", actors=["Norway", "Chad"], status="scheduled")
    off = stage.act("REJECT", "called off", actors=["Norway"], recipients=["Chad"], mode="meet")
    assert [event.event for event in stage.tell(visit, off)] == ["REJECT"]
