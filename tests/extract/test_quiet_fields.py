"""Sport, markets, science and culture are no politics, unless somebody of public life takes part."""

from __future__ import annotations

import pytest

from verbale.analyse import analyse, lay_out
from verbale.analyse.analysis import Act, Role
from verbale.analyse.component import Findings
from verbale.analyse.recorded import Recorded
from verbale.extract import extract
from verbale.read.reading import Reading
from verbale.resolve import resolve
from written import find, write_report


def tell_types(text: str, event: str, trigger: str, *actors: str, recipients: tuple[str, ...] = ()) -> list[str]:
    """The types of the events, if a reader finds one act in *text*; nobody is unknown."""
    acting, receiving = (tuple(Role(find(text, one), 0.9) for one in side) for side in (actors, recipients))
    act = Act(find(text, trigger), event, None, "occurred", (), acting, receiving, None, None, 0.9, (), "encoder")
    reading = Reading(write_report(text, title=None))
    recorded = Recorded({lay_out(reading).report.id: Findings(acts=(act,))})
    extraction = extract(resolve(analyse(reading, recorded)))
    assert [one.aside for one in extraction.found] in ([None], ["play"], ["caution"], ["silence"])
    return [one.event for one in extraction.events]


def test_teams_of_states_that_play_do_not_meet_as_states() -> None:
    text = "Norway will meet Chad in the semi-final after beating Peru 3-1 on Tuesday."
    assert tell_types(text, "CONSULT", "will meet", "Norway", "Chad") == []


def test_states_that_meet_with_one_word_of_sport_beside_it_do() -> None:
    text = "Norway met Chad in Oslo, a day after the match."
    assert tell_types(text, "CONSULT", "met", "Norway", "Chad") == ["CONSULT"]


@pytest.mark.parametrize(
    ("text", "event", "trigger", "actor"),
    [
        ("The striker attacked from the left and scored twice.", "ASSAULT", "attacked", "striker"),
        ("The novelist thanked readers of her novels.", "SUPPORT", "thanked", "novelist"),
        ("Shareholders agreed to merge the two firms.", "AGREE", "agreed to merge", "Shareholders"),
        ("The astronomers rejected six explanations.", "REJECT", "rejected", "astronomers"),
    ],
)
def test_private_people_of_such_a_field_make_no_events(text: str, event: str, trigger: str, actor: str) -> None:
    assert tell_types(text, event, trigger, actor) == []


def test_an_office_holder_acts_at_a_match_too() -> None:
    text = "President Astrid Holm thanked the players after the match."
    assert tell_types(text, "SUPPORT", "thanked", "President Astrid Holm") == ["SUPPORT"]


def test_a_word_of_public_life_keeps_an_attack_on_a_concert() -> None:
    text = "Two men attacked visitors of a concert in Moundou with knives, and victims were taken away."
    assert tell_types(text, "ASSAULT", "attacked", "men", recipients=("visitors",)) == ["ASSAULT"]


def test_what_private_people_suffer_is_kept_whatever_the_field() -> None:
    text = "The footballer was detained by the army in Moundou after the match."
    assert tell_types(text, "COERCE", "detained", "army", recipients=("footballer",)) == ["COERCE"]


@pytest.mark.parametrize(
    ("text", "actor", "told"),
    [
        ("The World Health Organization warned of more cases of cholera in Chad.", "World Health Organization", []),
        ("Norway warned of consequences if Chad closed the border.", "Norway", ["THREATEN"]),
    ],
)
def test_bodies_that_help_warn_but_do_not_threaten(text: str, actor: str, told: list[str]) -> None:
    assert tell_types(text, "THREATEN", "warned", actor) == told


@pytest.mark.parametrize("words", ["comment", "give further details", "elaborate"])
def test_to_say_no_more_refuses_nobody_anything(words: str) -> None:
    text = f"President Astrid Holm declined to {words} on the talks with Chad."
    assert tell_types(text, "REJECT", f"declined to {words}", "President Astrid Holm") == []
