"""Words around a trigger may turn an act into another: what is lifted, cut, refused, sought."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from extract.staged import Stage
from verbale.extract.turned_acts import turn_acts


def turn(text: str, event: str, trigger: str, *beside: tuple[str, str], **said: object) -> list[tuple[str, str | None]]:
    """Type and mode of what becomes of an act; *beside*: other acts of the text, not told here."""
    stage = Stage(text)
    acts = (stage.act(event, trigger, **said), *(stage.act(*one) for one in beside))
    turned = turn_acts(replace(stage.analysis, acts=acts))
    kept = {one.trigger for one in acts[1:]}
    return [(one.event, one.mode) for one in turned if one.trigger not in kept]


@pytest.mark.parametrize(
    ("text", "event", "trigger", "turned"),
    [
        ("Norway lifted sanctions on Chad.", "SANCTION", "sanctions", ("CONCEDE", None)),
        ("Norway has rolled back its steep tariffs on Chad.", "SANCTION", "tariffs", ("CONCEDE", None)),
        ("Peru eased the curfew in Arica.", "COERCE", "curfew", ("CONCEDE", None)),
        ("Norway reduced military aid to Chad.", "AID", "aid", ("SANCTION", "withdraw")),
        ("Thousands sought refuge in Chad.", "AID", "sought refuge", ("REQUEST", "assist")),
        ("Astrid Holm called Rosa Quispe on Monday to congratulate her.", "REQUEST", "called", ("CONSULT", "phone")),
        ("Chad will not release the prisoners.", "CONCEDE", "will not release", ("REJECT", "yield")),
        ("Chad refused to withdraw from Moundou.", "RETREAT", "withdraw", ("REJECT", "yield")),
        ("Norway will not send troops to Chad.", "AID", "send troops", ("REJECT", "assist")),
        ("Norway bars two officials of Chad from entering.", "COERCE", "bars", ("REJECT", None)),
        ("Norway banned Idriss Mahamat from entering.", "SANCTION", "banned", ("REJECT", None)),
        ("Norway removes Chad from its list of sponsors of terror.", "SANCTION", "removes", ("CONCEDE", None)),
        ("Chad promised to answer in kind.", "AGREE", "promised to answer", ("THREATEN", None)),
        ("Chad vowed to retaliate.", "AGREE", "vowed", ("THREATEN", None)),
        ("Chad promised to answer the letter.", "AGREE", "promised", ("AGREE", None)),
        ("Chad is prepared to resume military action.", "AGREE", "prepared", ("THREATEN", "violence")),
        ("Norway threatens to impose tariffs on Chad.", "SANCTION", "impose tariffs", ("THREATEN", "restrict")),
        ("Norway refused to rule out force.", "REJECT", "refused to", ("THREATEN", None)),
        ("Norway cancelled its tariffs on Chad.", "SANCTION", "tariffs", ("CONCEDE", None)),
        ("Chad and Peru signed a ceasefire agreement.", "SUPPORT", "signed", ("CONCEDE", None)),
        ("Norway reaffirmed its commitment to Chad's sovereignty.", "AGREE", "reaffirmed", ("SUPPORT", None)),
        ("Norway is committed to standing with Chad.", "AGREE", "is committed", ("SUPPORT", None)),
        ("Astrid Holm accepted the resignation of a minister.", "CONCEDE", "accepted", ("RETREAT", "resign")),
        ("Chad withdrew from the peace talks.", "RETREAT", "withdrew", ("REJECT", "meet")),
    ],
)
def test_what_the_words_around_it_say_is_the_act(
    text: str, event: str, trigger: str, turned: tuple[str, str | None]
) -> None:
    assert turn(text, event, trigger) == [turned]


@pytest.mark.parametrize(
    ("text", "event", "trigger"),
    [
        ("Norway imposed sanctions on Chad and lifted a cup.", "SANCTION", "sanctions"),
        ("Chad extended the curfew in Moundou.", "COERCE", "curfew"),
        ("Norway sent aid to Chad.", "AID", "aid"),
        ("Norway called on Chad to discuss the border.", "REQUEST", "called on"),
        ("Chad will release the prisoners, which Peru would not.", "CONCEDE", "will release"),
        ("Chad did not release the prisoners.", "RETREAT", "release"),
        ("Chad bans citizens of Norway from entering.", "COERCE", "bans"),
        ("Norway removed the mayor from the list of guests.", "SANCTION", "removed"),
        ("Chad and Peru agreed to discuss a ceasefire.", "AGREE", "agreed"),
        ("Chad will resume flights to Peru.", "AGREE", "will resume"),
        ("Norway reaffirmed its commitment to improving Chad's security.", "AGREE", "commitment"),
    ],
)
def test_an_act_stays_what_it_is_without_such_words(text: str, event: str, trigger: str) -> None:
    assert turn(text, event, trigger) == [(event, None)]


def test_two_turns_may_follow_each_other() -> None:
    assert turn("Norway refused to lift sanctions on Chad.", "SANCTION", "sanctions") == [("REJECT", "yield")]


def test_what_is_demanded_is_no_act_of_its_own() -> None:
    text = "Chad called for the lifting of sanctions."
    assert turn(text, "SANCTION", "sanctions", ("REQUEST", "called for")) == []


def test_a_refusal_is_told_once() -> None:
    text = "Chad refused to release the prisoners."
    assert turn(text, "RETREAT", "release", ("REJECT", "refused to")) == []
