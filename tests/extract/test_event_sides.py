"""Who acts, who is acted upon, who is host: by a reader's roles, its faint words, or where mentions stand."""

from __future__ import annotations

import pytest

from extract.staged import Stage
from verbale.plover import get_scale
from verbale.records import Event
from written import write_statement


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


# sides that no role fills


def test_faint_words_fill_a_side_that_has_no_role() -> None:
    stage = Stage("Norway spoke of Chad and Peru and accused it.")
    act = stage.act("ACCUSE", "accused", actors=["Norway"], faint={"Chad": (0.0, 0.4), "Peru": (0.0, 0.3)})
    (event,) = stage.tell(act)
    assert sides(event) == (("NOR",), ("TCD",))


def test_words_that_are_too_faint_fill_none() -> None:
    stage = Stage("Norway spoke of Chad and its plans.")
    (event,) = stage.tell(stage.act("ACCUSE", "spoke", actors=["Norway"], faint={"Chad": (0.1, 0.1)}))
    assert sides(event) == (("NOR",), ())


def test_faint_words_are_not_looked_for_beyond_the_sentence() -> None:
    stage = Stage("Norway protested. Chad was silent.")
    (event,) = stage.tell(stage.act("ACCUSE", "protested", actors=["Norway"], faint={"Chad": (0.0, 0.4)}))
    assert sides(event) == (("NOR",), ())


def test_whoever_takes_part_in_a_meeting_faintly_is_no_recipient() -> None:
    stage = Stage("Norway met Chad.")
    (event,) = stage.tell(stage.act("CONSULT", "met", actors=["Norway"], faint={"Chad": (0.0, 0.4)}))
    assert sides(event) == (("NOR",), ())


def test_a_doubtful_actor_beside_a_sure_one_receives_what_nobody_else_does() -> None:
    stage = Stage("Norway heard Chad and condemned it.")
    (event,) = stage.tell(stage.act("ACCUSE", "condemned", actors=["Norway", ("Chad", 0.4)]))
    assert sides(event) == (("NOR",), ("TCD",))
    (event,) = stage.tell(stage.act("ACCUSE", "condemned", actors=["Norway", ("Chad", 0.8)]))
    assert sides(event) == (("NOR", "TCD"), ())


@pytest.mark.parametrize(("said", "told"), [(["Chad", "Norway"], ("TCD",)), (["Norway"], ())])
def test_who_acts_for_a_state_does_not_act_upon_it(said: list[str], told: tuple[str, ...]) -> None:
    stage = Stage("Astrid Holm thanked Chad on behalf of Norway.")
    (event,) = stage.tell(stage.act("SUPPORT", "thanked", actors=["Astrid Holm"], recipients=said))
    assert sides(event) == (("Q1",), told)


def test_whoever_acts_against_a_state_may_act_upon_their_own() -> None:
    stage = Stage("The rebels of Chad besieged Chad.")
    (event,) = stage.tell(stage.act("COERCE", "besieged", actors=["rebels"], recipients=["Chad"]))
    assert sides(event) == (("x:rebels",), ("TCD",))


@pytest.mark.parametrize(("chance", "actor"), [(0.25, ()), (0.35, ("NOR",))])
def test_faint_words_tell_the_doer_only_rather_surely_where_there_may_be_none(
    chance: float, actor: tuple[str, ...]
) -> None:
    stage = Stage("Norway spoke after the bombing of Chad.")
    act = stage.act("ASSAULT", "bombing", actors=[], recipients=["Chad"], faint={"Norway": (chance, 0.0)})
    (event,) = stage.tell(act)
    assert sides(event) == (actor, ("TCD",))


def test_faint_words_tell_nobody_acted_upon_where_there_mostly_is_none() -> None:
    stage = Stage("Norway sent troops to the border with Chad.")
    (event,) = stage.tell(stage.act("MOBILIZE", "sent troops", actors=["Norway"], faint={"Chad": (0.0, 0.4)}))
    assert sides(event) == (("NOR",), ())


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Norway captured Moundou.", "captured"),
        ("Norway clashed in Moundou.", "clashed"),
        ("Norway struck a ship off the coast of Moundou.", "struck"),
    ],
)
def test_ground_that_is_taken_a_fight_and_an_act_at_sea_do_not_strike_the_state_there(text: str, trigger: str) -> None:
    stage = Stage(text)
    (event,) = stage.tell(stage.act("ASSAULT", trigger, actors=["Norway"], place="Moundou"))
    assert sides(event) == (("NOR",), ())


@pytest.mark.parametrize(
    ("event", "actors", "recipients"),
    [("ASSAULT", ["Norway"], ("TCD",)), ("MOBILIZE", ["Norway"], ()), ("ASSAULT", ["army"], ()), ("ASSAULT", [], ())],
)
def test_who_strikes_abroad_strikes_the_state_there(event: str, actors: list[str], recipients: tuple[str, ...]) -> None:
    stage = Stage("Norway and the army fired in Moundou.")
    (told,) = stage.tell(stage.act(event, "fired", actors=actors, place="Moundou"))
    assert told.recipient == recipients


def test_a_word_without_a_subject_is_of_whoever_acted_before_in_its_sentence() -> None:
    stage = Stage("Norway agreed to talk to Chad but refused to pay.")
    agreed = stage.act("AGREE", "agreed", actors=["Norway"], recipients=["Chad"])
    refused, attacked = (stage.act(event, "refused", actors=[]) for event in ("REJECT", "ASSAULT"))
    _, event = stage.tell(agreed, refused)
    assert sides(event) == (("NOR",), ())
    assert [event.event for event in stage.tell(agreed, attacked)] == ["AGREE"]


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


# summits, visits, both sides


def test_a_summit_is_of_the_body_whose_name_it_bears() -> None:
    stage = Stage("Norway spoke of the Chad summit in Lima.")
    act = stage.act("CONSULT", "summit", actors=[("Norway", 0.6)], status="scheduled", place="Lima")
    assert sides(stage.tell(act)[0]) == (("TCD",), ())


def test_the_state_that_is_visited_takes_part() -> None:
    stage = Stage("Astrid Holm went to Lima on Monday.").date(Monday="2024-05-13")
    (event,) = stage.tell(stage.act("CONSULT", "went", actors=["Astrid Holm"], place="Lima"))
    assert (event.actor, event.host) == (("Q1", "PER"), ("PER",))


def test_both_sides_are_those_of_the_meeting_of_two() -> None:
    stage = Stage("Norway met Chad. Both sides praised Peru.")
    met = stage.act("CONSULT", "met", actors=["Norway", "Chad"])
    praised = stage.act("SUPPORT", "praised", actors=["Both sides"], recipients=["Peru"])
    assert sides(stage.tell(met, praised)[1]) == (("NOR", "TCD"), ("PER",))


@pytest.mark.parametrize("words", ["interlocutors", "two"])
def test_other_words_for_both_are_those_of_the_meeting_too(words: str) -> None:
    stage = Stage(f"Norway met Chad. The {words} praised Peru.")
    met = stage.act("CONSULT", "met", actors=["Norway", "Chad"])
    praised = stage.act("SUPPORT", "praised", actors=[words], recipients=["Peru"])
    assert sides(stage.tell(met, praised)[1]) == (("NOR", "TCD"), ("PER",))


def test_a_summit_that_only_tells_the_time_has_no_other_participants() -> None:
    stage = Stage("Before the Chad summit Norway trained its men.")
    act = stage.act("CONSULT", "summit", actors=["Norway"], status="scheduled", within="Chad summit Norway trained")
    assert sides(stage.tell(act)[0]) == (("TCD",), ())


def test_words_for_a_thing_name_no_participant() -> None:
    stage = Stage("The question of attention drew talks with Chad.")
    act = stage.act("ACCUSE", "drew", actors=["question of attention"], recipients=["Chad"])
    (event,) = stage.tell(act)
    assert sides(event) == ((), ("TCD",))


@pytest.mark.parametrize(
    ("list_of", "words", "recipient"),
    [
        ("Chad, Peru and Laos", "three", ("TCD", "PER", "LAO")),
        ("Chad and Peru", "two", ("TCD", "PER")),
        ("Chad, Peru and Laos", "two", ()),
    ],
)
def test_the_three_are_those_listed_last(list_of: str, words: str, recipient: tuple[str, ...]) -> None:
    stage = Stage(f"{list_of} left the bloc. Norway appealed to the {words}.")
    (event,) = stage.tell(stage.act("REQUEST", "appealed", actors=["Norway"], recipients=[words]))
    assert event.recipient == recipient
