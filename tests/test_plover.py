"""The codebook: sixteen types, their modes, scores and classes."""

from __future__ import annotations

import pytest

from verbale.errors import UnknownCode
from verbale.plover import (
    AUXILIARY_MODES,
    CONTEXTS,
    QUADS,
    STATUSES,
    TYPES,
    get_scale,
    get_type,
    list_modes,
)

CODES = [kind.code for kind in TYPES]


def test_there_are_sixteen_types_four_classes_and_six_statuses() -> None:
    assert len(set(CODES)) == len(CODES) == 16
    assert set(QUADS) == {kind.quad for kind in TYPES} == {1, 2, 3, 4}
    assert set(STATUSES) == {"occurred", "ongoing", "scheduled", "hypothetical", "denied", "historical"}
    assert len(CONTEXTS) == 37


def test_sanction_is_conflict_in_deeds_and_request_conflict_in_words() -> None:
    assert get_type("SANCTION").quad == 4
    assert get_type("REQUEST").quad == 3


def test_accuse_scores_minus_three_as_its_modes_are_negative() -> None:
    assert get_scale("ACCUSE") == -3
    assert all(mode.scale < 0 for mode in get_type("ACCUSE").modes)


@pytest.mark.parametrize(
    ("event", "mode", "scale"),
    [
        ("CONSULT", "visit", 4),
        ("CONSULT", None, 2.5),
        ("AID", None, 10),
        ("RETREAT", "disarm", 10),
        ("REQUEST", "assist", 0.5),
        ("ASSAULT", "unconventional", -10),
        ("COERCE", "martial-law", -7.5),
    ],
)
def test_a_mode_has_its_own_score(event: str, mode: str | None, scale: float) -> None:
    assert get_scale(event, mode) == scale


def test_scores_have_the_sign_of_their_class() -> None:
    for kind in TYPES:
        scores = [kind.scale, *(mode.scale for mode in kind.modes)]
        if kind.code != "REQUEST":  # asking for help is a little cooperative
            assert all((score > 0) == (kind.quad < 3) for score in scores), kind.code


@pytest.mark.parametrize(("wrong", "near"), [("CONSLT", "CONSULT"), ("consult", "CONSULT"), ("Sanctions", "SANCTION")])
def test_an_unknown_type_names_the_near_ones(wrong: str, near: str) -> None:
    with pytest.raises(UnknownCode, match=near) as fault:
        get_type(wrong)
    assert near in fault.value.suggestions


def test_a_mode_of_another_type_is_unknown() -> None:
    with pytest.raises(UnknownCode, match="mode of CONSULT"):
        get_scale("CONSULT", "drone")


def test_request_and_reject_share_their_modes() -> None:
    assert [kind.code for kind, _ in list_modes("yield")] == ["REQUEST", "REJECT"]


def test_only_meetings_have_no_recipients_ever() -> None:
    assert [kind.code for kind in TYPES if kind.sides == "joint"] == ["CONSULT"]


def test_plover_asks_for_a_recipient_of_help_cooperation_and_sanctions() -> None:
    assert [kind.code for kind in TYPES if kind.needs_recipient] == ["COOPERATE", "AID", "SANCTION"]


def test_planned_cooperation_becomes_agreement() -> None:
    assert [kind.code for kind in TYPES if kind.becomes_agree] == ["CONSULT", "SUPPORT", "COOPERATE", "AID"]


def test_statuses_without_an_auxiliary_mode_are_those_that_count() -> None:
    assert set(STATUSES) - set(AUXILIARY_MODES) == {"occurred", "ongoing"}


@pytest.mark.parametrize("kind", TYPES, ids=CODES)
def test_every_code_is_described_in_one_sentence(kind: object) -> None:
    words = [kind.meaning, *kind.borders, *(mode.meaning for mode in kind.modes)]  # type: ignore[attr-defined]
    assert all(one.endswith(".") and len(one) <= 110 for one in words)


def test_contexts_and_statuses_are_described() -> None:
    assert all(one.endswith(".") for one in (*CONTEXTS.values(), *STATUSES.values()))
