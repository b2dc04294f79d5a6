"""Status by the words around a trigger: minimal pairs."""

from __future__ import annotations

import pytest

from verbale.analyse.status_words import tell_status


def status(sentence: str, event: str = "CONSULT") -> str:
    """Status of the act whose trigger stands in brackets."""
    start, end = sentence.index("["), sentence.index("]") - 1
    return tell_status(sentence.replace("[", "").replace("]", ""), start, end, event)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The ministers [met] in Oslo.", "occurred"),
        ("The ministers will [meet] in Oslo.", "scheduled"),
        ("The ministers [will meet] in Oslo.", "scheduled"),
        ("The ministers are due to [meet] in Oslo.", "scheduled"),
        ("The ministers [are to meet] in Oslo.", "scheduled"),
        ("She will host her colleague on Friday for a working [meeting].", "scheduled"),
        ("She looks forward to the [visit].", "scheduled"),
        ("The palace announced a [summit] in Oslo.", "scheduled"),
        ("The [summit], which will also take place in Oslo, is small.", "scheduled"),
        ("The streets were closed due to the [summit].", "occurred"),
        ("The ministers plan to hold [talks] in Oslo.", "scheduled"),
        ("Their [talks] will take place in Oslo.", "scheduled"),
        ("Ahead of the [summit], both were silent.", "scheduled"),
        ("The ministers may [meet] in Oslo.", "hypothetical"),
        ("In May [talks] were held.", "occurred"),
        ("He asked whether the ministers [met].", "hypothetical"),
        ("The ministers did not [meet].", "denied"),
        ("The ministers [have not met].", "denied"),
        ("The palace denied reports of [talks].", "denied"),
        ("The ministers [met] two years ago.", "historical"),
        ("The ministers [met] in March 2009.", "historical"),
        ("The two had already [met].", "historical"),
        ("The [talks] continue.", "ongoing"),
        ("The ministers are still [negotiating].", "ongoing"),
    ],
)
def test_meetings(sentence: str, expected: str) -> None:
    assert status(sentence) == expected


@pytest.mark.parametrize("event", ["AGREE", "REQUEST", "THREATEN"])
def test_a_promise_demand_or_threat_is_not_planned_or_supposed(event: str) -> None:
    assert status("He said it would [send] troops.", event) == "occurred"
    assert status("He said it will [send] troops.", event) == "occurred"


@pytest.mark.parametrize("event", ["SANCTION", "COERCE", "CONCEDE"])
def test_an_announced_measure_is_taken(event: str) -> None:
    assert status("The government will [end] the exemption.", event) == "occurred"
    assert status("The government might [end] the exemption.", event) == "hypothetical"


def test_a_refusal_is_not_a_denied_refusal() -> None:
    assert status("The government [will not meet] the rebels.", "REJECT") == "occurred"


def test_words_of_another_clause_do_not_count() -> None:
    assert status("The minister, who will retire, [met] the king.") == "occurred"
