"""Tells whom a noun phrase without a name means: crowds, bodies, "the country", "both sides", things acted upon."""

from __future__ import annotations

from typing import Final

from verbale.resolve.cast import Draft
from verbale.resolve.coreference import Seen
from verbale.resolve.offices import KIN
from verbale.resolve.phrases import Phrase
from verbale.resolve.resolution import MentionKind
from verbale.resolve.role_nouns import Number, RoleNoun
from verbale.resolve.sectors import tell_sector
from verbale.resolve.stage import Stage, Told
from verbale.resolve.tables import load_states
from verbale.resolve.titles import tell_heads, tell_one
from verbale.words import word_set

_SIDES: Final = word_set("side party country nation state republic kingdom neighbour neighbor signatory")
_ANY: Final = word_set("all some other different various several many any most")
"""Words before "sides" that leave open how many there are: no two of the report are meant."""
_GOVERNMENTS: Final = word_set("government administration regime cabinet authorities")
_TOP: Final = frozenset(("head_of_state", "head_of_government"))
_COUPLES: Final = word_set("couple parents spouses siblings newlyweds")
"""Nouns for two of one family."""
_OFTEN_OF_MANY: Final = word_set("agency secretariat")
"""Bodies that, named by the noun alone, are as often those of many states ("the Agency") as of the report's own."""
_REALMS: Final = {
    "kingdom": word_set("SAU JOR MAR BHR GBR NLD BEL ESP DNK NOR SWE THA KHM BTN LSO SWZ TON"),
}
"""Which states a noun may mean: "the kingdom" is none that has no king."""
_LONGEST_SIDE: Final = 3
_COUNTS: Final = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
_AGAIN: Final = 12
"""Sentences within which the same noun means the same people."""


def tell_noun(stage: Stage, phrase: Phrase, at: Seen) -> Told:
    """Whom the noun phrase means."""
    role = phrase.role
    assert role is not None
    if role.weight < 0.5:
        return _tell_thing(stage, phrase, role)
    if role.kind == "state" or (role.lemma == "party" and _means_side(stage, phrase)):
        return _tell_state(stage, phrase, role, at)
    if role.number == "one":
        return tell_one(stage, phrase, role)
    if role.number == "many":
        return tell_heads(stage, phrase, role) or _tell_many(stage, phrase, role)
    return _tell_body(stage, phrase, role, at)


def _tell_thing(stage: Stage, phrase: Phrase, role: RoleNoun) -> Told:
    draft = stage.cast.enter_words(stage.words(phrase), "unnamed", stage.state_of(phrase, role), (), "body", role.lemma)
    return Told((draft.id,), "description", phrase.weight)


# -- states said again


def _means_side(stage: Stage, phrase: Phrase) -> bool:
    """Are these the parties to talks and not political ones: "the parties", "the Russian party"?"""
    words = stage.units.words(phrase.first, phrase.end).lower()
    if words == "parties":
        return phrase.article != "a"
    return words.endswith("party") and _names_one_state(phrase)


def _names_one_state(phrase: Phrase) -> bool:
    """Does the phrase name one state and nothing but it: "the Ukrainian side", not "EU member state"?"""
    kinds = [entry.kind for entry in phrase.entries]
    return len(kinds) == 1 and kinds[0] in ("adjective", "state") and phrase.end - phrase.first <= _LONGEST_SIDE


def _tell_state(stage: Stage, phrase: Phrase, role: RoleNoun, at: Seen) -> Told:
    code = stage.state_named(phrase) if phrase.entries else None
    if code and role.lemma in _SIDES and _names_one_state(phrase) and load_states().get(code):
        return Told((stage.state_as_actor(code).id,), "description", 0.8)
    found: tuple[str, ...] = ()
    if role.number == "body":
        found = _one_state(stage, phrase, role, at)
    elif stage.units.low(phrase.wide_first) not in _ANY and (
        phrase.article in ("the", "number") or stage.units.low(phrase.first) in ("sides", "parties")
    ):
        found = _both(stage, phrase, role)
    if found:
        return Told(found, "description", 0.7)
    number: Number = "body" if role.number == "body" else "many"
    draft = stage.cast.enter_words(stage.words(phrase), "group", code, (), number, role.lemma)
    return Told((draft.id,), "description", phrase.weight)


def _one_state(stage: Stage, phrase: Phrase, role: RoleNoun, at: Seen) -> tuple[str, ...]:
    """The state that "the country" or "his country" means."""
    if role.lemma in ("party", "side") or phrase.end - phrase.first > 1:
        return ()
    if phrase.article == "own":
        owner = stage.owner(phrase, at)
        code = owner.state if owner is not None else None
        return (stage.state_as_actor(code).id,) if code and load_states().get(code) else ()
    if phrase.article != "the":
        return ()
    realm = _REALMS.get(role.lemma)
    if realm is not None:
        return _of_realm(stage, realm)
    known = stage.scene.last(_is_state)
    return (known.id,) if known is not None else ()


def _of_realm(stage: Stage, realm: frozenset[str]) -> tuple[str, ...]:
    """The state that "the kingdom" means: of those that are one and were named, the one named most in the report."""
    named = dict.fromkeys(code for one in reversed(stage.scene.seen) for code in one.actors if code in realm)
    best = max(named, key=lambda code: stage.setting.states[code], default=None)
    return (best,) if best is not None else ()


def _both(stage: Stage, phrase: Phrase, role: RoleNoun) -> tuple[str, ...]:
    """The two that "both sides" or "the two countries" are: heads of state or government who meet, else states."""
    if phrase.entries or role.lemma not in _SIDES:
        return ()
    if phrase.end - phrase.first > 1:
        return _counted(stage, phrase)
    if role.lemma in ("party", "side"):
        leaders = stage.scene.both(lambda draft: draft.kind == "person" and bool(draft.roles & _TOP))
        if len({stage.cast[one].state for one in leaders}) > 1:
            return leaders
    is_two = (
        phrase.article == "number"
        or role.lemma not in ("party", "side")
        or stage.units.low(phrase.wide_first) == "both"
    )
    return _both_states(stage) if is_two else stage.scene.both(_is_state)


def _both_states(stage: Stage) -> tuple[str, ...]:
    """The two states that the report is about, else those named together last or most of late."""
    pair = tuple(code for code in stage.setting.pair if load_states().get(code))
    if len(pair) == 2:
        return tuple(stage.state_as_actor(code).id for code in pair)
    return stage.scene.both(_is_state)


def _is_state(draft: Draft) -> bool:
    return draft.kind == "state"


def _counted(stage: Stage, phrase: Phrase) -> tuple[str, ...]:
    """The states of "the three coastal nations": those named together last, if they are as many."""
    words = [stage.units.low(at) for at in range(phrase.wide_first, phrase.first)]
    number = next((_COUNTS[word] for word in words if word in _COUNTS), None)
    found = stage.scene.both(_is_state) if number and "the" in words else ()
    return found if len(found) == number else ()


# -- several, and bodies


def _tell_many(stage: Stage, phrase: Phrase, role: RoleNoun) -> Told:
    couple = _couple(stage, phrase) if stage.units.low(phrase.head) in _COUPLES else ()
    if couple:
        return Told(couple, "description", 0.7)
    state = stage.state_of(phrase, role)
    known = _same_people(stage, phrase, role, state)
    if known is None:
        sector = tell_sector(stage.units, phrase.first, phrase.end, phrase.head, role)
        known = stage.cast.enter_words(stage.name_for(phrase, state), role.kind, state, sector, "many", role.lemma)
    return Told((known.id,), "description", phrase.weight)


def _couple(stage: Stage, phrase: Phrase) -> tuple[str, ...]:
    """The two named together of whom one is called the other's wife, brother or the like."""
    if phrase.article not in ("the", "own") or phrase.end - phrase.first > 1 or phrase.entries:
        return ()
    pair = stage.scene.together(lambda draft: draft.kind == "person")
    return pair if any(stage.cast[one].lemmas & KIN for one in pair) else ()


def _same_people(stage: Stage, phrase: Phrase, role: RoleNoun, state: str | None) -> Draft | None:
    """Those meant before by the same noun: "the protesters" after "anti-government protesters"."""
    is_bare = phrase.end - phrase.first == 1 and not phrase.entries and phrase.shared < 0
    if not is_bare or phrase.article not in ("the", "none") or (phrase.article == "none" and role.weight < 0.9):
        return None

    def fits(draft: Draft) -> bool:
        is_group = draft.number == "many" and draft.state is not None
        is_of_body = is_group and load_states().get(draft.state or "") is None  # the leaders of ASEAN
        is_of_state = state is None or draft.state in (None, state) or is_of_body
        return draft.number != "one" and role.lemma in draft.lemmas and is_of_state

    return stage.scene.last(fits, within=_AGAIN)


def _tell_body(stage: Stage, phrase: Phrase, role: RoleNoun, at: Seen) -> Told:
    is_bare = phrase.end - phrase.first == 1 and not phrase.entries
    known = _body_before(stage, phrase, role, at) if is_bare and phrase.article in ("the", "own", "none") else None
    if known is not None:
        return Told((known.id,), "description", 0.8 * phrase.weight)
    is_nobodys = role.kind == "media" or (is_bare and phrase.owner is None and role.lemma in _OFTEN_OF_MANY)
    state = None if is_nobodys else stage.state_of(phrase, role)
    sector = tell_sector(stage.units, phrase.first, phrase.end, phrase.head, role)
    draft = stage.cast.enter_words(stage.name_for(phrase, state), role.kind, state, sector, "body", role.lemma)
    draft.lemmas.add(role.lemma.split()[-1])  # "the court" for a supreme court
    kind = _kind_of_body(stage, phrase)
    return Told((draft.id,), kind, (0.9 if kind == "name" else 0.8) * phrase.weight)


def _kind_of_body(stage: Stage, phrase: Phrase) -> MentionKind:
    units = stage.units
    is_name = phrase.end - phrase.first > 1 and units.is_capital(phrase.first) and units.is_capital(phrase.end - 1)
    return "name" if is_name else "description"


def _body_before(stage: Stage, phrase: Phrase, role: RoleNoun, at: Seen) -> Draft | None:
    """The body meant before by a longer name with the same noun: "the court" after "the Supreme Court"."""
    owner = stage.owner(phrase, at)
    if phrase.article == "own" and (owner is None or role.lemma not in _GOVERNMENTS):
        return None

    def fits(draft: Draft) -> bool:
        is_body = draft.number == "body" and draft.kind != "state" and role.lemma in draft.lemmas
        return is_body and (owner is None or draft.state == owner.state)

    home, main = stage.setting.home, stage.setting.main
    known = stage.scene.last(lambda draft: draft.state == home and fits(draft)) if home and owner is None else None
    known = known or stage.scene.last(fits)
    is_foreign = known is not None and main is not None and known.state not in (None, main)
    return None if is_foreign and role.lemma in _GOVERNMENTS and owner is None else known
