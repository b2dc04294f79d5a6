"""What telling who is meant needs: the report's units and setting, its cast, its persons, and who was named so far."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from verbale.analyse.analysis import Analysis
from verbale.resolve.cast import Cast, Draft
from verbale.resolve.coreference import Scene, Seen
from verbale.resolve.cutting import cut_units
from verbale.resolve.finding import find_phrases
from verbale.resolve.persons import People
from verbale.resolve.phrases import Phrase
from verbale.resolve.places import Locator
from verbale.resolve.read_names import add_names
from verbale.resolve.resolution import MentionKind, Placed
from verbale.resolve.role_nouns import FIXED_THING, RoleNoun
from verbale.resolve.setting import Setting, state_code
from verbale.resolve.tables import Entry, load_states
from verbale.resolve.units import Units
from verbale.resolve.word_classes import NOT_OF_PLACE, PRONOUNS, WIDER
from verbale.words import word_set

_OF_PLACE = word_set("GOV COP MIL JUD LEG CVL OPP PTY AGR LAB REF EDU MED REL REB")
"""Sectors of people and bodies who, without a word on it, are of the state where they are or of the main one."""
_COUNTRIES = word_set("country nation state")
_ARMED_CRIME = word_set("gang bandit cartel pirate clan mob")


class Told(Struct):
    """Who a phrase stands for, how, and how surely."""

    actors: tuple[str, ...]
    kind: MentionKind
    score: float


class Stage:
    """The report on which phrases are told, one after another. `listed`: the noun of a list of states, and its end."""

    def __init__(self, units: Units, setting: Setting, cast: Cast, people: People) -> None:
        self.units, self.setting, self.cast, self.people = units, setting, cast, people
        self.scene = Scene(cast)
        self.listed: tuple[int, str | None, RoleNoun | None] = (-1, None, None)

    def words(self, phrase: Phrase) -> str:
        """The words of a phrase, with the noun that it shares with the next."""
        words = " ".join(self.units.words(phrase.first, phrase.end).split()).removeprefix("own ")
        return f"{words} {self.units.words(phrase.shared, phrase.shared + 1)}" if phrase.shared >= 0 else words

    def name_for(self, phrase: Phrase, state: str | None) -> str:
        """The words of a phrase; the state itself for "country" in "his country's troops"."""
        words = self.words(phrase)
        owner, mark, rest = words.partition("'s ")
        known = load_states().get(state) if mark and state and owner in _COUNTRIES else None
        return f"{known.name}'s {rest}" if known is not None else words

    def state_as_actor(self, code: str, name: str = "", acting: str | None = None) -> Draft:
        """The state of that code as an actor; *name* and *acting*, who acts for it, where no table has it."""
        state = load_states().get(code)
        lemmas = {"country", "state", "nation"}
        name = state.name if state else name or code
        return self.cast.enter(Draft(code, name, "state", acting or code, number="body", lemmas=lemmas))

    def state_named(self, phrase: Phrase) -> str | None:
        """The state that a noun phrase names, or whose its owner is."""
        code = next((code for entry in phrase.entries if (code := _acting_state(entry))), None)
        if code is not None or (phrase.role is not None and phrase.role.lemma in NOT_OF_PLACE):
            return code
        owner = self.owner(phrase)
        return owner.state if owner is not None else None

    def state_of(self, phrase: Phrase, role: RoleNoun) -> str | None:
        """The state that a noun phrase names; for people and bodies of a place, else the state where they are."""
        named = self.state_named(phrase)
        return named if named is not None or not self._is_of_place(phrase, role) else self._local_state(phrase, role)

    def _local_state(self, phrase: Phrase, role: RoleNoun) -> str | None:
        return self.setting.scene(phrase.first) or self.setting.main

    def _is_of_place(self, phrase: Phrase, role: RoleNoun) -> bool:
        if role.weight < 0.5:
            return role.weight == FIXED_THING
        if self.units.low(phrase.end) == "of" and self.units.low(phrase.end + 1) in WIDER:  # the head of world football
            return False
        if role.lemma in NOT_OF_PLACE or any(self.units.low(i) in WIDER for i in range(phrase.wide_first, phrase.end)):
            return False
        return bool(set(role.sector) & _OF_PLACE) or role.lemma in _ARMED_CRIME

    def owner(self, phrase: Phrase, at: Seen | None = None) -> Draft | None:
        """Whoever possesses a noun: "Roe's government", "her country"."""
        if phrase.owner is None:
            return None
        first, end = phrase.owner
        if self.units.tags[first] != "p":
            return self.people.owning(first, end)
        actors = self._owner_by_pronoun(first, at or self._here(first))
        return self.cast[actors[0]] if len(actors) == 1 else None

    def _owner_by_pronoun(self, at: int, here: Seen) -> tuple[str, ...]:
        asks = PRONOUNS[self.units.low(at)]
        if asks in ("m", "f"):
            return self.scene.person(asks, here)
        if asks in "np":
            return self.scene.thing(here) if asks == "n" else self.scene.many(here)
        if self.setting.home and self.units.low(at) in ("our", "my"):
            return (self.state_as_actor(self.setting.home).id,)
        return ()

    def _here(self, unit: int) -> Seen:
        last = self.scene.seen[-1].paragraph if self.scene.seen else 0
        sentence = self.setting.sentence_of(unit)
        return Seen(
            actors=(),
            unit=unit,
            sentence=sentence,
            told=self.setting.told_of(sentence),
            paragraph=last,
            quoted=self.units.is_quoted(unit),
        )


class Ready(Struct):
    """A report before anybody in it is told: its stage, phrases, places and what found the places."""

    stage: Stage
    phrases: list[Phrase]
    locator: Locator
    places: Sequence[Placed]


def prepare(analysis: Analysis) -> Ready:
    """The report's words as phrases and places, its persons gathered; whom each phrase means is still to be told."""
    units = cut_units(analysis)
    phrases = add_names(units, find_phrases(units), analysis.names)
    setting, cast = Setting(analysis, units), Cast()
    stage = Stage(units, setting, cast, People(units, phrases, setting, cast))
    locator = Locator(units, phrases, setting)
    places = locator.find()
    setting.note_scenes(units, places)
    return Ready(stage, phrases, locator, places)


def _acting_state(entry: Entry) -> str | None:
    return None if entry.kind == "media" else state_code(entry)
