"""One event, however often it is told: what the shipped weights make of plain cases, and how groups are formed."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from extract.staged import Stage
from verbale.analyse.analysis import Act
from verbale.extract.event_merging import Pairs, Weights, days_fit, load_weights, merge
from verbale.extract.event_tellings import Teller, Telling
from verbale.records import Event
from verbale.resolve.resolution import Dated
from verbale.spans import Span

TWICE = (
    "Norway sues Chad\n\nNorway sued Chad in Lima on Monday. The court of Norway had asked for the suit against Chad."
)


def tell_twice(stage: Stage, **said: object) -> tuple[Event, ...]:
    title = stage.act("ACCUSE", "sues", actors=["Norway"], recipients=["Chad"])
    body = stage.act("ACCUSE", "sued", within="Norway sued Chad in Lima on Monday", actors=["Norway"], **said)
    return stage.tell(title, body)


def tell_all(stage: Stage, *acts: Act) -> tuple[list[Telling], Pairs]:
    resolution = replace(stage.resolution, analysis=replace(stage.analysis, acts=acts))
    states = {actor.id: actor.state for actor in resolution.actors}
    return list(Teller(resolution, (), (), stage).tell_all()), Pairs(resolution.analysis, states, load_weights())


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
    assert (event.actor, event.recipient) == (("NOR",), ("TCD",))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"recipients": ["Chad"]}, {"recipients": ["Peru"]}),
        ({"recipients": ["Chad"], "status": "occurred"}, {"recipients": ["Peru"], "status": "historical"}),
        (
            {"recipients": ["Chad"], "date": "Monday", "place": "Lima"},
            {"actors": ["Peru"], "date": "Friday", "place": "Arica"},
        ),
    ],
)
def test_other_sides_days_and_places_are_other_events(first: dict[str, object], second: dict[str, object]) -> None:
    stage = Stage("Norway bombed Chad in Lima on Monday. Norway shelled Peru in Arica on Friday.")
    stage.date(Monday="2024-05-13", Friday="2024-05-10")
    events = stage.tell(
        stage.act("ASSAULT", "bombed", **{"actors": ["Norway"], **first}),
        stage.act("ASSAULT", "shelled", **{"actors": ["Norway"], **second}),
    )
    assert [event.id for event in events] == ["e1", "e2"]


def test_a_state_and_its_minister_are_one_side() -> None:
    stage = Stage("Norway sues Chad\n\nAstrid Holm sued Chad.", title="Norway sues Chad")
    (event,) = stage.tell(
        stage.act("ACCUSE", "sues", actors=["Norway"], recipients=["Chad"]),
        stage.act("ACCUSE", "sued", actors=["Astrid Holm"], recipients=["Chad"]),
    )
    assert len(event.mentions) == 2


def test_a_reader_that_tells_an_act_twice_in_a_sentence_told_it_once() -> None:
    stage = Stage("In the clashes Norway fought Chad.")
    (event,) = stage.tell(
        stage.act("ASSAULT", "clashes", actors=[], recipients=["Chad"]),
        stage.act("ASSAULT", "fought", actors=["Norway"], recipients=["Chad"]),
    )
    assert len(event.mentions) == 2


def test_but_not_where_places_differ() -> None:
    stage = Stage("The talks of Norway in Oslo follow talks in Lima.")
    events = stage.tell(
        stage.act("CONSULT", "talks", actors=["Norway"], place="Oslo"),
        stage.act("CONSULT", "talks in Lima", actors=["Norway"], place="Lima"),
    )
    assert [event.event_loc.city for event in events if event.event_loc] == ["Oslo", "Lima"]


def test_the_meeting_of_nobody_sure_is_the_one_told_before() -> None:
    stage = Stage("Astrid Holm met Idriss Mahamat in Oslo.\n\nThe meeting was short. The Chad delegation left.")
    (event,) = stage.tell(
        stage.act("CONSULT", "met", actors=["Astrid Holm", "Idriss Mahamat"], place="Oslo"),
        stage.act("CONSULT", "meeting", actors=[("Chad", 0.4)]),
    )
    assert event.actor == ("Q1", "Q2")


def test_the_meeting_is_the_one_told_before_among_its_states() -> None:
    stage = Stage(
        "Norway met Chad in Lima on Monday.\n\nPeru met Kenya in Oslo.\n\nThe meeting was to mark Chad's accord."
    )
    first, second = stage.tell(
        stage.act("CONSULT", "met", within="Norway met", actors=["Norway", "Chad"], mode="visit", place="Lima"),
        stage.act("CONSULT", "met", within="Peru met", actors=["Peru", "Kenya"], mode="visit", place="Oslo"),
        stage.act("CONSULT", "meeting", actors=["Chad"], mode="multilateral"),
    )
    assert (len(first.mentions), len(second.mentions)) == (2, 1)


def test_a_headline_of_a_planned_meeting_is_the_planned_meeting() -> None:
    stage = Stage("Holm meeting on Friday. On Friday Astrid Holm will meet Peru.").date(Friday="2024-05-17")
    (event,) = stage.tell(
        stage.act("CONSULT", "meeting", actors=["Astrid Holm"], date="Friday"),
        stage.act("CONSULT", "meet Peru", actors=["Astrid Holm", "Peru"], date="Friday", status="scheduled"),
    )
    assert (event.status, event.date, event.date_basis) == ("scheduled", "2024-05-17", "text")


def test_a_visit_is_told_as_a_meeting_too() -> None:
    stage = Stage("Holm visits Peru\n\nAstrid Holm held talks with Peru in Lima.", title="Holm visits Peru")
    (event,) = stage.tell(
        stage.act("CONSULT", "visits", mode="visit", actors=["Astrid Holm", "Peru"]),
        stage.act("CONSULT", "held talks", actors=["Astrid Holm", "Peru"]),
    )
    assert event.mode == "visit"


@pytest.mark.parametrize(
    ("one", "other", "fits"),
    [
        (("2024-05", None), ("2024-05-13", None), True),
        (("2024-05-10", "2024-05-14"), ("2024-05-13", None), True),
        (("2024-05-10", None), ("2024-05-13", None), False),
        (("2023", None), ("2024-05-13", None), False),
    ],
)
def test_days_fit_if_one_is_the_other_less_finely_or_in_its_range(
    one: tuple[str, str | None], other: tuple[str, str | None], fits: bool
) -> None:
    first, second = (Dated(Span(0, 1), *told) for told in (one, other))
    assert days_fit(first, second) is days_fit(second, first) is fits


def test_a_telling_joins_the_likeliest_group_if_it_is_likely_enough() -> None:
    stage = Stage("Norway sued Chad. Norway charged Chad. Norway charged Peru.")
    acts = [
        stage.act("ACCUSE", "sued", actors=["Norway"], recipients=["Chad"]),
        stage.act("ACCUSE", "charged Chad", actors=["Norway"], recipients=["Chad"]),
        stage.act("ACCUSE", "charged Peru", actors=["Norway"], recipients=["Peru"]),
    ]
    tellings, pairs = tell_all(stage, *acts)
    pairs.weights = Weights("", {"recipient equal": 3.0, "always": -1.0}, 0.5)
    assert [len(group.numbers) for group in merge(tellings, pairs)] == [2, 1]
    pairs.weights = Weights("", {"recipient equal": 3.0, "always": -1.0}, 0.99)
    assert [len(group.numbers) for group in merge(tellings, pairs)] == [1, 1, 1]


def test_pairs_are_compared_in_every_respect_alone_and_by_type() -> None:
    stage = Stage(
        "Norway and Chad met in Oslo\n\nThe Oslo meeting of Norway and Chad was short.",
        title="Norway and Chad met in Oslo",
    )
    acts = [
        stage.act("CONSULT", "met", actors=["Norway", "Chad"]),
        stage.act("CONSULT", "meeting", actors=["Norway"], mode="visit", status="scheduled"),
    ]
    (one, other), pairs = tell_all(stage, *acts)
    features = set(pairs.describe(pairs.place(one), pairs.place(other)))
    assert {"always", "CONSULT", "actor some", "CONSULT actor some", "recipient none", "mode one"} <= features
    assert {"apart title lead", "trigger other", "day none", "actor some recipient none"} <= features


def test_the_time_of_merging_is_bounded_for_many_tellings_of_one_type() -> None:
    stage = Stage("Norway sued Chad. " * 300)
    start, acts = 0, []
    for _ in range(300):
        start = stage.analysis.text.index("sued", start + 1)
        acts.append(stage.act("ACCUSE", "sued", actors=[]))
        acts[-1] = replace(acts[-1], trigger=Span(start, start + 4))
    tellings, pairs = tell_all(stage, *acts)
    asked = 0

    def chance(one: object, other: object) -> float:
        nonlocal asked
        asked += 1
        return 0.0

    pairs.chance = chance  # type: ignore[method-assign]
    assert len(merge(tellings, pairs)) == 300
    assert asked <= 300 * 40


def test_a_meeting_that_took_place_is_not_the_one_that_is_planned() -> None:
    stage = Stage("Astrid Holm met Peru on Monday. Astrid Holm will meet Peru again.").date(Monday="2024-05-13")
    first, second = stage.tell(
        stage.act("CONSULT", "met", actors=["Astrid Holm", "Peru"], date="Monday"),
        stage.act("CONSULT", "will meet", actors=["Astrid Holm", "Peru"], status="scheduled"),
    )
    assert (first.status, second.status) == ("occurred", "scheduled")
