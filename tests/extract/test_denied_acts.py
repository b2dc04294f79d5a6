"""What somebody says did not happen is told as denied, and not as happened beside a refusal."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from extract.staged import Stage
from verbale.extract.denied_acts import deny_acts


def deny(text: str, event: str, trigger: str, denial: str, **said: object) -> list[tuple[str, str]]:
    """Type and status of what becomes of a denial and an act in its sentence."""
    stage = Stage(text)
    acts = (stage.act("REJECT", denial, **said), stage.act(event, trigger))
    return [(one.event, one.status) for one in deny_acts(acts, replace(stage.analysis, acts=acts))]


@pytest.mark.parametrize(
    ("text", "event", "trigger", "denial"),
    [
        ("Chad denied that Norway had offered arms to Peru.", "AGREE", "offered", "denied"),
        ("Norway denies having sent troops to Chad.", "AID", "sent troops", "denies"),
        ("Norway denied it bombed Moundou.", "ASSAULT", "bombed", "denied"),
        ("Norway denied media reports of talks with Chad.", "CONSULT", "talks", "denied"),
        ("Peru denied Chad's claims that Norway had closed the port.", "COERCE", "closed", "denied"),
        ("Norway denies seeking asylum for the journalists.", "REQUEST", "seeking", "denies"),
    ],
)
def test_what_is_denied_is_the_event(text: str, event: str, trigger: str, denial: str) -> None:
    assert deny(text, event, trigger, denial) == [(event, "denied")]


@pytest.mark.parametrize(
    ("text", "event", "trigger", "denial"),
    [
        ("Norway denied any involvement in the attack on Chad.", "ASSAULT", "attack", "denied"),
        ("Norway denied that it was behind the attack on Chad.", "ASSAULT", "attack", "denied"),
        ("Norway denied Chad entry after it closed the port.", "COERCE", "closed", "denied"),
        ("Norway denied that it knew, while Chad attacked Peru.", "ASSAULT", "attacked", "denied"),
    ],
)
def test_an_act_about_which_something_else_is_denied_stays(text: str, event: str, trigger: str, denial: str) -> None:
    assert deny(text, event, trigger, denial) == [("REJECT", "occurred"), (event, "occurred")]


def test_those_of_whom_it_is_denied_that_they_acted_receive_no_refusal() -> None:
    stage = Stage("Norway denied that the police had harmed journalists in Lima.")
    act = stage.act("REJECT", "denied", actors=["Norway"], recipients=["police", "journalists"])
    (event,) = stage.tell(act)
    assert (event.event, event.actor, event.recipient) == ("REJECT", ("NOR",), ())


def test_a_refusal_of_somebody_is_no_denial() -> None:
    stage = Stage("Norway denied Chad the use of its ports.")
    (event,) = stage.tell(stage.act("REJECT", "denied", actors=["Norway"], recipients=["Chad"]))
    assert (event.actor, event.recipient) == (("NOR",), ("TCD",))


@pytest.mark.parametrize(
    ("text", "event", "trigger", "status"),
    [
        ("Norway said that it did not carry out the bombing in Chad.", "ASSAULT", "bombing", "denied"),
        ("Norway hasn't withdrawn from Chad.", "RETREAT", "withdrawn", "denied"),
        ("Norway is not the first to bomb Chad.", "ASSAULT", "bomb", "occurred"),
        ("Norway does not approve of Chad.", "REJECT", "approve", "occurred"),
    ],
)
def test_a_deed_that_has_not_been_done_is_denied(text: str, event: str, trigger: str, status: str) -> None:
    stage = Stage(text)
    (told,) = stage.tell(stage.act(event, trigger, actors=["Norway"], recipients=["Chad"]))
    assert told.status == status
