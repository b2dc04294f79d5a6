"""Puts the names of a report together that are one person's: full names first, then surnames and other parts."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Final

from msgspec import Struct, field

from verbale.resolve.given_names import GIVEN_NAMES
from verbale.resolve.name_keys import SMALL, name_tokens, plain_name, same_full_name
from verbale.resolve.offices import title_role
from verbale.resolve.phrases import Phrase, is_speech
from verbale.resolve.recognition import FULL_MATCHES, recognise
from verbale.resolve.setting import Setting, state_code
from verbale.resolve.tables import Candidate, load_people, load_places
from verbale.resolve.units import Units
from verbale.resolve.word_classes import WHERE
from verbale.words import word_set

_FAMILY_FIRST: Final = word_set("CHN TWN KOR PRK VNM KHM HKG SGP MAC HUN")
"""States whose people have the family name first."""
_NOT_BEFORE_PERSON: Final = WHERE | word_set("the a an of")
_OF_US_STATES: Final = word_set("governor senator congressman congresswoman") | frozenset(
    ("attorney general", "lieutenant governor", "state senator")
)
"""Offices that the state of Georgia has and the country has not."""
_LONGEST_NAME: Final = 4
_TOWN: Final = 5_000
"""People of a town whose name is rather a place's than that of somebody whom no table knows."""
_NAMESAKES: Final = 40
"""Persons of one name among whom a shorter name is looked for, so that time stays linear in the report's length."""
_UNPROVEN, _SPEAKS = 0.6, 0.7


class Person(Struct):
    """One person of a report: the words of the fullest name, the phrases that name them, who the tables say it is."""

    tokens: tuple[str, ...]
    phrases: list[Phrase] = field(default_factory=list)
    candidate: Candidate | None = None


class Gathering:
    """The persons of a report, by the words of their names."""

    def __init__(self, units: Units, names: list[Phrase], setting: Setting) -> None:
        self.units, self.setting = units, setting
        self.persons: list[Person] = []
        self.by_token: dict[str, list[Person]] = defaultdict(list)
        tokens = [(phrase, self.tokens(phrase)) for phrase in names if not phrase.is_place]
        self.alone = Counter(words[0] for _, words in tokens if len(words) == 1)
        for phrase, words in tokens:
            if len(words) > 1 and self._is_person(phrase, words):
                self._place_full(phrase, words)
        for phrase, words in tokens:
            if len(words) == 1 and phrase.is_person is not False:
                self._place_single(phrase, words)

    def tokens(self, phrase: Phrase) -> tuple[str, ...]:
        """The words of a name as keys."""
        return name_tokens(self.units, phrase.first, phrase.end)

    def hint(self, phrase: Phrase) -> str | None:
        """The state or body that the words around a name tie it to."""
        if phrase.title is not None and phrase.title.role.lemma in ("pope", "pontiff"):
            return "VAT"
        is_of_us_state = phrase.title is not None and phrase.title.role.lemma in _OF_US_STATES
        if is_of_us_state and any(one.id == "GEO" for one in phrase.entries):
            return "USA"
        told = next((state_code(entry) for entry in phrase.entries if entry.kind != "media"), None)
        return told or self._possessor(phrase)

    def _possessor(self, phrase: Phrase) -> str | None:
        """The state whose somebody is by the possessive before the name: "Russia's Jane Roe"."""
        at = phrase.wide_first - 2
        entry = next(iter(self.units.entries(at)), None) if self.units.tag(at + 1) == "'" else None
        return state_code(entry) if entry is not None and entry.kind in ("state", "seat") else None

    def role(self, phrase: Phrase) -> str | None:
        """The tables' key of the office that a name's title gives."""
        return title_role(self.units, phrase.title) if phrase.title else None

    def find(self, tokens: tuple[str, ...], phrase: Phrase | None = None) -> Person | None:
        """Whom a name means: by full name, by surname, else by another part of it; the last named before *phrase*."""
        if len(tokens) > 1:
            return self._find_full(tokens)
        found = self.by_token.get(tokens[0], [])[-_NAMESAKES:]
        if phrase is not None and len(found) > 1:
            found = [one for one in found if self._agrees(one, phrase)] or found
        by_surname = [one for one in found if one.tokens[-1] == tokens[0] or self._comes_first(one, tokens[0])]
        fitting = by_surname or (found if len(tokens[0]) > 2 else [])
        if phrase is not None and len(fitting) > 1:
            fitting = sorted(fitting, key=lambda one: -_last_before(one, phrase.first))
        return fitting[0] if fitting else None

    # -- full names

    def _is_person(self, phrase: Phrase, tokens: tuple[str, ...]) -> bool:
        if phrase.is_person is None:
            phrase.is_person = self._seems_person(phrase, tokens)
        return phrase.is_person

    def _seems_person(self, phrase: Phrase, tokens: tuple[str, ...]) -> bool:
        words = plain_name(self.units, phrase)
        if words.lower() == self.setting.medium:
            return False
        if any(one.match in FULL_MATCHES for one in load_people().named(words, self.setting.on)):
            return True
        if self.alone[tokens[-1]] or is_speech(self.units, phrase):
            return True
        is_part = self.units.tag(phrase.first - 1) == "m" and self.units.is_capital(phrase.first - 1)
        if is_part or self.units.low(phrase.first - 1) in _NOT_BEFORE_PERSON or len(tokens) > _LONGEST_NAME:
            return False
        phrase.weight = _UNPROVEN
        return not any(town.population >= _TOWN or town.geonameid is None for town in load_places().named(words))

    def _place_full(self, phrase: Phrase, tokens: tuple[str, ...]) -> None:
        person = self._find_full(tokens, self._initials(phrase)) or self._new_person(tokens)
        if len(tokens) > len(person.tokens):
            self._index(person, tokens)
            person.tokens = tokens
        person.phrases.append(phrase)

    def _find_full(self, tokens: tuple[str, ...], initials: frozenset[str] = frozenset()) -> Person | None:
        """The person of that full name whose initials are the same: George W. Bush is not George H. W. Bush."""
        nearby = (person for token in tokens for person in self.by_token.get(token, [])[-_NAMESAKES:])
        same = (person for person in nearby if same_full_name(person.tokens, tokens))
        return next((one for one in same if self._may_be(one, initials)), None)

    def _may_be(self, person: Person, initials: frozenset[str]) -> bool:
        known = next(filter(None, map(self._initials, person.phrases)), initials)
        return not initials or known == initials

    def _initials(self, phrase: Phrase) -> frozenset[str]:
        within = range(phrase.first, phrase.end)
        return frozenset(self.units.low(at).strip(".") for at in within if self.units.tags[at] == "i")

    def _new_person(self, tokens: tuple[str, ...]) -> Person:
        person = Person(tokens)
        self.persons.append(person)
        self._index(person, tokens)
        return person

    def _index(self, person: Person, tokens: tuple[str, ...]) -> None:
        for token in dict.fromkeys(tokens):
            same = self.by_token[token]
            if token not in SMALL and not any(one is person for one in same[-_NAMESAKES:]):
                same.append(person)

    # -- names of one word

    def _place_single(self, phrase: Phrase, tokens: tuple[str, ...]) -> None:
        person = self.find(tokens, phrase)
        if person is not None and self.is_junior(person) and self._is_known_surname(phrase):
            person = None
        if person is None and not phrase.is_person and not self._is_known_surname(phrase):
            if (
                not is_speech(self.units, phrase)
                or self.units.low(phrase.first - 1) == "the"
                or self._is_plural(phrase)
            ):
                return
            phrase.weight = _SPEAKS
        phrase.is_person = True
        (person or self._new_person(tokens)).phrases.append(phrase)

    def _is_plural(self, phrase: Phrase) -> bool:
        """Is this rather a common noun that begins a sentence: "Donors pledged"?"""
        low = self.units.low(phrase.first)
        is_many = low.endswith("s") and not low.endswith(("ss", "is", "us", "as", "os"))
        return is_many and self.units.tag(phrase.first - 1) == "|"

    def is_junior(self, person: Person) -> bool:
        """Is every full name of the person that of a junior, so that the bare surname is rather the senior's?"""
        full = [one for one in person.phrases if one.end - one.first > 1]
        has_office = any(one.title is not None and one.title.role.is_office for one in full)
        return bool(full) and not has_office and all("t" in self.units.tags[one.first : one.end] for one in full)

    def _is_known_surname(self, phrase: Phrase) -> bool:
        words = self.units.words(phrase.first, phrase.end)
        return recognise(words, self.setting, self.hint(phrase), self.role(phrase), is_single=True) is not None

    def _comes_first(self, person: Person, token: str) -> bool:
        return person.tokens[0] == token and any(self.hint(phrase) in _FAMILY_FIRST for phrase in person.phrases[:3])

    def _agrees(self, person: Person, phrase: Phrase) -> bool:
        """Do gender and title of a surname's mention fit a person?"""
        known = person.phrases[:5]
        gender = next((one.gender for one in known if one.gender), None) or GIVEN_NAMES.get(person.tokens[0])
        if phrase.gender and gender and phrase.gender != gender:
            return False
        if phrase.title is None:
            return True
        lemma = phrase.title.role.lemma
        return any(one.title is not None and one.title.role.lemma == lemma for one in known)


def _last_before(person: Person, unit: int) -> int:
    """The unit where a person was named last before *unit*; below 0 and falling if only after it."""
    last = person.phrases[-1].first if person.phrases else unit
    if last < unit:
        return last
    return max(
        (one.first for one in person.phrases[:_NAMESAKES] if one.first < unit), default=-person.phrases[0].first - 1
    )
