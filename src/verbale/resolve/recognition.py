"""Whom a name means in the table of people, on the report's day and with what its words say of state and office."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from verbale.resolve.given_names import GIVEN_NAMES
from verbale.resolve.name_keys import resembles
from verbale.resolve.setting import Setting, code_in_record
from verbale.resolve.tables import Candidate, Holding, load_people, load_states
from verbale.resolve.tables.words import fold_name

FULL_MATCHES: Final = ("full", "alias")
_SURE: Final = 0.55
"""Score from which a full name alone, without any word on state or office, is taken for the person of the table."""
_SURE_SURNAME, _NEAR_TOP, _NEAR_SURNAME, _RIVAL = 0.5, 0.25, 0.45, 0.85
_KNOWN_HEAD: Final = 0.15
"""Score from which the full name of somebody who once led a state is enough, if nobody else has it."""
_LISTS_LAST: Final = timedelta(days=366)
_HEADS: Final = frozenset(("head_of_state", "head_of_government", "secretary_general"))
_TOP_ROLES: Final = frozenset(
    (
        "head_of_state",
        "head_of_government",
        "deputy_head_of_state",
        "foreign_minister",
        "secretary_general",
        "leader",
        "president",
    )
)


def recognise(words: str, setting: Setting, hint: str | None, role: str | None, *, is_single: bool) -> Candidate | None:
    """The person of the table; None if it knows nobody of the name, or nobody who fits.

    *hint*: the state or body that the report's words tie the name to. *role*: the table's key of the office that
    they give. *is_single*: the name is one word, so that it must be sure.
    """
    candidates = load_people().named(words, setting.on) or _by_other_given_name(words, setting.on)
    if not candidates:
        return None
    if hint is not None:
        return _recognise_of(candidates, hint, role, setting.on)
    best = _fittest(candidates, role)
    if is_single:
        return best if _is_sure_surname(best, candidates, role, setting) else None
    is_near = best.person.state in setting.states or best.score >= _SURE or _is_known_head(best, candidates)
    is_only = len(candidates) == 1 or (role is not None and best.holding is not None and best.holding.role == role)
    return best if is_near and (best.match != "surname" or is_only) else None


def _is_known_head(best: Candidate, candidates: tuple[Candidate, ...]) -> bool:
    """Is a full name that of somebody who led a state, as nobody else of that name did, in office or not?"""
    is_head = best.holding is not None and best.holding.role in _HEADS
    is_alone = all(one is best or one.score <= _RIVAL * best.score for one in candidates)
    return is_head and is_alone and best.match in FULL_MATCHES and best.score >= _KNOWN_HEAD


def recognise_holder(words: str, setting: Setting, state: str | None, role: str | None) -> Candidate | None:
    """Who held that office of that state on the report's day, if the name may be a spelling of theirs."""
    if state is None or role is None or setting.on is None:
        return None
    holding = load_people().holder(state, role, setting.on)
    person = load_people().get(holding.person) if holding is not None else None
    if person is None or not resembles(words, (person.name, *person.aliases)):
        return None
    return Candidate(person, holding, "variant", _SURE)


def holds(holding: Holding, on: date | None) -> bool:
    """Is the office held on that day?"""
    return on is not None and (holding.start or date.min) <= on <= (holding.end or date.max)


def is_outdated(holding: Holding, on: date | None) -> bool:
    """Does a list that ends more than a year before the day still have somebody in office whose end it cannot know?

    Ministers stay two or three years, so a name that only such a list gives is wrong too often to be told.
    """
    return holding.listed_to is not None and on is not None and on > holding.listed_to + _LISTS_LAST


def held_on(person: str, on: date | None) -> list[Holding]:
    """The offices that a person of the table holds on a day, high before low.

    Whoever led a government and does so no more has left the offices that went with it, though no list says when.
    """
    offices = load_people().offices(person, on)
    left = [
        one.end for one in offices if one.role in _HEADS and one.end is not None and on is not None and one.end < on
    ]
    last = max(left, default=date.min)
    return [one for one in offices if holds(one, on) and (one.certain or (one.start or date.min) > last)]


def _recognise_of(candidates: tuple[Candidate, ...], hint: str, role: str | None, on: date | None) -> Candidate | None:
    fitting = tuple(one for one in candidates if _served(one, hint, on))
    if fitting:
        return _fittest(fitting, role)
    is_body = load_states().get(hint) is None
    return candidates[0] if is_body and candidates[0].match in FULL_MATCHES else None


def _by_other_given_name(words: str, on: date | None) -> tuple[Candidate, ...]:
    """Those in office of the same surname and the same first letter: "Joseph Biden" for Joe Biden."""
    parts = fold_name(words).split()
    if len(parts) < 2:
        return ()
    found = load_people().named(parts[-1], on)
    return tuple(
        one
        for one in found
        if fold_name(one.person.name)[:1] == parts[0][:1] and one.holding and holds(one.holding, on)
    )


def _served(candidate: Candidate, state: str, on: date | None) -> bool:
    served = {candidate.person.state, candidate.holding.state if candidate.holding else None}
    served.update(one.state for one in load_people().offices(candidate.person.id, on))
    return state in served or state in map(code_in_record, served)


def _fittest(candidates: tuple[Candidate, ...], role: str | None) -> Candidate:
    in_role = (one for one in candidates if role is not None and one.holding and one.holding.role == role)
    return next(in_role, candidates[0])


def _is_sure_surname(best: Candidate, candidates: tuple[Candidate, ...], role: str | None, setting: Setting) -> bool:
    """Is a surname alone enough: a high office on the day, and nobody near it of that name?"""
    holding = best.holding
    if holding is None or GIVEN_NAMES.get(fold_name(best.person.name.partition(" of ")[0]).split()[-1], "") is None:
        return False
    is_held = holds(holding, setting.on)
    if role is not None and holding.role == role and is_held:
        return True
    if any(one is not best and one.score > _RIVAL * best.score for one in candidates):
        return False
    is_near = best.person.state in setting.states
    if holding.role in _TOP_ROLES:
        return (is_held and best.score >= _SURE_SURNAME) or (is_near and best.score >= _NEAR_TOP)
    return is_near and best.score >= _NEAR_SURNAME
