"""From acts to events: sides, host, status, day, place, size, and every telling of one event together."""

from __future__ import annotations

import pytest

from extract.staged import Stage
from verbale.plover import get_scale
from verbale.records import Count, Event
from written import find, write_agreement, write_statement


def sides(event: Event) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return event.actor, event.recipient


# readers that propose roles


def test_roles_become_the_actors_behind_their_words() -> None:
    stage = Stage("Norway condemned Chad on Monday.")
    (event,) = stage.tell(stage.act("ACCUSE", "condemned", mode="disapprove", actors=["Norway"], recipients=["Chad"]))
    assert sides(event) == (("NOR",), ("TCD",))
    assert (event.id, event.quad_code, event.event_scale) == ("e1", 3, get_scale("ACCUSE", "disapprove"))
    assert event.rule == "encoder"


def test_in_a_meeting_all_are_actors() -> None:
    stage = Stage("Astrid Holm met Idriss Mahamat.")
    act = stage.act("CONSULT", "met", actors=["Astrid Holm"], recipients=["Idriss Mahamat"])
    (event,) = stage.tell(act)
    assert sides(event) == (("Q1", "Q2"), ())


@pytest.mark.parametrize(
    ("event", "trigger"), [("SUPPORT", "signed"), ("ASSAULT", "clashed"), ("COOPERATE", "joint exercise")]
)
def test_who_signs_fights_or_exercises_together_acts_together(event: str, trigger: str) -> None:
    stage = Stage(f"Norway {trigger} with Chad.")
    (told,) = stage.tell(stage.act(event, trigger, actors=["Norway"], recipients=["Chad"]))
    assert sides(told) == (("NOR", "TCD"), ())


def test_nobody_stands_on_both_sides() -> None:
    stage = Stage("Norway sued Chad and Norway.")
    act = stage.act("ACCUSE", "sued", actors=["Norway"], recipients=["Chad", "Norway"])
    (event,) = stage.tell(act)
    assert sides(event) == (("NOR",), ("TCD",))


def test_the_host_is_the_one_in_whose_state_they_meet() -> None:
    stage = Stage("Astrid Holm and Idriss Mahamat met in Oslo.")
    act = stage.act("CONSULT", "met", mode="visit", actors=["Astrid Holm", "Idriss Mahamat"], place="Oslo")
    (event,) = stage.tell(act)
    assert event.host == ("Q1",)
    assert event.event_loc is not None
    assert event.event_loc.city == "Oslo"


def test_a_meeting_elsewhere_or_among_hosts_alone_has_no_host() -> None:
    stage = Stage("Astrid Holm and Idriss Mahamat met in Lima.")
    (event,) = stage.tell(stage.act("CONSULT", "met", actors=["Astrid Holm", "Idriss Mahamat"], place="Lima"))
    assert event.host == ()
    stage = Stage("Astrid Holm met Norway in Oslo.")
    (event,) = stage.tell(stage.act("CONSULT", "met", actors=["Astrid Holm", "Norway"], place="Oslo"))
    assert event.host == ()


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Astrid Holm received Idriss Mahamat.", "received"),
        ("Idriss Mahamat was received by Astrid Holm.", "received"),
        ("Astrid Holm hosts Idriss Mahamat.", "hosts"),
    ],
)
def test_who_receives_is_the_host(text: str, trigger: str) -> None:
    stage = Stage(text)
    (event,) = stage.tell(stage.act("CONSULT", trigger, actors=["Astrid Holm", "Idriss Mahamat"]))
    assert event.host == ("Q1",)


def test_we_in_a_quotation_are_its_speaker() -> None:
    stage = Stage('"We condemn Chad," said Astrid Holm.')
    told = write_statement(stage.analysis.text, "We condemn Chad,", speakers=("Q1",))
    (event,) = stage.tell(stage.act("ACCUSE", "condemn", actors=["We"], recipients=["Chad"]), statements=[told])
    assert sides(event) == (("Q1",), ("TCD",))
    assert event.statement == "s1"


def test_words_without_a_subject_are_the_speakers_act() -> None:
    stage = Stage('"Thank you, Chad," said Astrid Holm.')
    told = write_statement(stage.analysis.text, "Thank you, Chad,", speakers=("Q1",))
    (event,) = stage.tell(stage.act("SUPPORT", "Thank", actors=[], recipients=["Chad"]), statements=[told])
    assert sides(event) == (("Q1",), ("TCD",))


def test_a_deed_told_in_a_quotation_is_not_the_speakers() -> None:
    stage = Stage('"Chad was bombed," said Astrid Holm.')
    told = write_statement(stage.analysis.text, "Chad was bombed,", speakers=("Q1",))
    (event,) = stage.tell(stage.act("ASSAULT", "bombed", actors=[], recipients=["Chad"]), statements=[told])
    assert sides(event) == ((), ("TCD",))


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
    stage = Stage("Norway sued Chad.")
    (event,) = stage.tell(stage.act("ACCUSE", "sued", actors=["Norway"], recipients=["Chad"], status=status))
    assert (event.date, event.date_basis) == expected


def test_without_any_day_it_is_unknown() -> None:
    stage = Stage("Norway sued Chad.", published=None)
    (event,) = stage.tell(stage.act("ACCUSE", "sued", actors=["Norway"], recipients=["Chad"]))
    assert (event.date, event.date_basis) == (None, "unknown")


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


# one event, however often it is told

TWICE = (
    "Norway sues Chad\n\nNorway sued Chad in Lima on Monday. The court of Norway had asked for the suit against Chad."
)


def tell_twice(stage: Stage, **said: object) -> tuple[Event, ...]:
    title = stage.act("ACCUSE", "sues", actors=["Norway"], recipients=["Chad"])
    body = stage.act("ACCUSE", "sued", within="Norway sued Chad in Lima on Monday", actors=["Norway"], **said)
    return stage.tell(title, body)


def test_headline_and_lead_tell_one_event_and_the_fuller_telling_is_shown() -> None:
    stage = Stage(TWICE, title="Norway sues Chad").date(Monday="2024-05-13")
    (event,) = tell_twice(stage, recipients=["Chad"], place="Lima", date="Monday")
    assert event.event_text == "sued Chad in Lima on Monday"
    assert [TWICE[told.start : told.end] for told in event.mentions] == ["sued Chad in Lima on Monday", "sues Chad"]
    assert event.text_info == event.mentions[0]
    assert event.date == "2024-05-13"


def test_what_one_telling_lacks_another_gives() -> None:
    stage = Stage(TWICE, title="Norway sues Chad")
    (event,) = tell_twice(stage)
    assert sides(event) == (("NOR",), ("TCD",))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"recipients": ["Chad"]}, {"recipients": ["Peru"]}),
        ({"mode": "allege"}, {"mode": "investigate"}),
        ({"status": "occurred"}, {"status": "historical"}),
        ({"date": "Monday"}, {"date": "Friday"}),
        ({"place": "Lima"}, {"place": "Arica"}),
    ],
)
def test_other_sides_modes_statuses_days_or_places_are_other_events(
    first: dict[str, object], second: dict[str, object]
) -> None:
    stage = Stage("Norway sued Chad in Lima on Monday. Norway charged Peru in Arica on Friday.")
    stage.date(Monday="2024-05-13", Friday="2024-05-10")
    events = stage.tell(
        stage.act("ACCUSE", "sued", **{"actors": ["Norway"], "recipients": ["Chad"], **first}),
        stage.act("ACCUSE", "charged", **{"actors": ["Norway"], **second}),
    )
    assert [event.id for event in events] == ["e1", "e2"]


def test_a_state_and_its_minister_are_one_side() -> None:
    stage = Stage("Norway sues Chad. Astrid Holm sued Chad.")
    (event,) = stage.tell(
        stage.act("ACCUSE", "sues", actors=["Norway"], recipients=["Chad"]),
        stage.act("ACCUSE", "sued", actors=["Astrid Holm"], recipients=["Chad"]),
    )
    assert len(event.mentions) == 2


def test_a_coarse_day_fits_a_finer_one() -> None:
    stage = Stage("Norway sued Chad in May. Norway charged Chad on Monday.").date(May="2024-05", Monday="2024-05-13")
    (event,) = stage.tell(
        stage.act("ACCUSE", "sued", actors=["Norway"], recipients=["Chad"], date="May"),
        stage.act("ACCUSE", "charged", actors=["Norway"], recipients=["Chad"], date="Monday"),
    )
    assert len(event.mentions) == 2


def test_a_headline_of_a_planned_meeting_is_the_planned_meeting() -> None:
    stage = Stage("Holm meeting on Friday. On Friday Astrid Holm will meet Peru.").date(Friday="2024-05-17")
    (event,) = stage.tell(
        stage.act("CONSULT", "meeting", actors=["Astrid Holm"], date="Friday"),
        stage.act("CONSULT", "meet Peru", actors=["Astrid Holm", "Peru"], date="Friday", status="scheduled"),
    )
    assert (event.status, event.date, event.date_basis) == ("scheduled", "2024-05-17", "text")


def test_a_visit_is_told_as_a_meeting_too() -> None:
    stage = Stage("Astrid Holm visited Peru. Astrid Holm held talks with Peru.")
    (event,) = stage.tell(
        stage.act("CONSULT", "visited", mode="visit", actors=["Astrid Holm", "Peru"]),
        stage.act("CONSULT", "held talks", mode="third-party", actors=["Astrid Holm", "Peru"]),
    )
    assert event.mode == "visit"


# what is not told


def test_forces_that_move_and_attack_only_attack() -> None:
    stage = Stage("The army moved up and shelled the rebels.")
    (event,) = stage.tell(
        stage.act("MOBILIZE", "moved up", actors=["army"]),
        stage.act("ASSAULT", "shelled", actors=["army"], recipients=["rebels"]),
    )
    assert event.event == "ASSAULT"


def test_an_act_of_nobody_is_told_only_if_day_place_or_size_is() -> None:
    stage = Stage("A riot broke out. A riot broke out in Lima.")
    placed = stage.act("PROTEST", "riot", within="riot broke out in Lima", actors=[], place="Lima")
    (event,) = stage.tell(stage.act("PROTEST", "riot", actors=[]), placed)
    assert event.event_text == "riot broke out in Lima"


def test_meetings_of_nobody_and_unsure_acts_are_not_told() -> None:
    stage = Stage("A summit was held in Lima. Norway sued Chad.")
    assert stage.tell(stage.act("CONSULT", "summit", actors=[], place="Lima")) == ()
    assert stage.tell(stage.act("ACCUSE", "sued", actors=["Norway"], recipients=["Chad"], score=0.05)) == ()


def test_confidence_has_three_digits_and_falls_with_the_roles() -> None:
    stage = Stage("Norway sued Chad.")
    (event,) = stage.tell(stage.act("ACCUSE", "sued", actors=["Norway"], recipients=["Chad"], score=0.777777))
    assert event.confidence == round(0.777777 * 0.9, 3)


# readers without roles: the nearest fitting


@pytest.mark.parametrize(
    ("text", "event", "trigger", "expected"),
    [
        ("Norway condemned Chad.", "ACCUSE", "condemned", (("NOR",), ("TCD",))),
        ("Norway has accused Chad of fraud.", "ACCUSE", "accused", (("NOR",), ("TCD",))),
        ("Chad was condemned by Norway.", "ACCUSE", "condemned", (("NOR",), ("TCD",))),
        ("Norway imposed sanctions on Chad.", "SANCTION", "imposed sanctions", (("NOR",), ("TCD",))),
        ("The police arrested two journalists.", "COERCE", "arrested", (("x:police",), ("x:journalists",))),
        ("Two journalists were arrested by police.", "COERCE", "arrested", (("x:police",), ("x:journalists",))),
        ("Astrid Holm met Idriss Mahamat.", "CONSULT", "met", (("Q1", "Q2"), ())),
        ("Talks between Norway and Chad began.", "CONSULT", "Talks", (("NOR", "TCD"), ())),
        ("Norway, Peru and Chad held talks.", "CONSULT", "talks", (("NOR", "PER", "TCD"), ())),
        ("Norway and Chad signed a treaty.", "SUPPORT", "signed", (("NOR", "TCD"), ())),
        ("Norway urged Chad to leave.", "REQUEST", "urged", (("NOR",), ("TCD",))),
        ("Rosa Quispe resigned.", "RETREAT", "resigned", (("Q3",), ())),
    ],
)
def test_the_nearest_fitting_are_seated(
    text: str, event: str, trigger: str, expected: tuple[tuple[str, ...], tuple[str, ...]]
) -> None:
    stage = Stage(text)
    (told,) = stage.tell(stage.act(event, trigger, rule="lexicon"))
    assert sides(told) == expected


def test_who_tells_of_an_act_does_not_do_it() -> None:
    stage = Stage("Norway said that Chad had attacked Peru.")
    text = stage.analysis.text
    told = write_statement(text, "Chad had attacked Peru", speakers=("NOR",), form="indirect", cue="said")
    (event,) = stage.tell(stage.act("ASSAULT", "attacked", rule="lexicon"), statements=[told])
    assert (sides(event), event.statement) == ((("TCD",), ("PER",)), "s1")


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
