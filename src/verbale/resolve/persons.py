"""Puts names of persons together, and finds out who they are: from the tables, and from the report's own words.

A surname goes with the full name that the report gives; two people of one surname stay apart; a person whom
no table knows is somebody of the report only.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Final

from msgspec import Struct, field

from verbale.ids import local_id
from verbale.resolve.cast import Cast, Draft
from verbale.resolve.given_names import GIVEN_NAMES, Gender
from verbale.resolve.offices import title_content, title_role, write_office
from verbale.resolve.phrases import Phrase, is_speech
from verbale.resolve.setting import Setting, state_code
from verbale.resolve.tables import Candidate, Holding, load_people, load_places, load_states
from verbale.resolve.tables.words import fold_name
from verbale.resolve.units import Units
from verbale.resolve.word_classes import WHERE
from verbale.resolve.word_lists import words_of

_FULL: Final = ("full", "alias")
_SURE: Final = 0.55
"""Score of the people table from which a name alone, without any word on state or office, is taken for that person."""
_TOP_ROLES: Final = words_of(
    "head_of_state head_of_government deputy_head_of_state foreign_minister secretary_general leader president"
)
_FAMILY_FIRST: Final = words_of("CHN TWN KOR PRK VNM KHM HKG SGP MAC HUN")
_SMALL: Final = words_of(
    "al el bin ibn ben bint abu van von der den de del della di da dos das do du la le ter zu af ul ud e y st"
)


class Person(Struct):
    """One person of a report: the phrases that name them, the words of the name, and who the tables say it is."""

    tokens: tuple[str, ...]
    phrases: list[Phrase] = field(default_factory=list)
    candidate: Candidate | None = None


class People:
    """The persons of a report, by name."""

    def __init__(self, units: Units, phrases: list[Phrase], setting: Setting, cast: Cast) -> None:
        self.units, self.setting, self.cast = units, setting, cast
        self.persons: list[Person] = []
        self.by_token: dict[str, list[Person]] = defaultdict(list)
        self.drafts: dict[int, Draft] = {}
        self.by_office: dict[str, list[Draft]] = defaultdict(list)
        names = [phrase for phrase in phrases if phrase.kind == "name"]
        self.single_counts = Counter(self._tokens(phrase)[-1] for phrase in names if len(self._tokens(phrase)) == 1)
        self._gather(names)

    def of(self, phrase: Phrase) -> Draft | None:
        """The person whom a name stands for, None if it is no person's."""
        return self.drafts.get(phrase.first)

    def owning(self, first: int, end: int) -> Draft | None:
        """The person whose name, of units *first* to *end*, possesses or describes a noun ("Maduro" of "Maduro government")."""
        tokens = _name_tokens(self.units, first, end)
        if not tokens:
            return None
        found = self._find_person(tokens)
        if found is None:
            candidate = self._look_up(" ".join(self._words(first, end)), None, None, single=len(tokens) == 1)
            return None if candidate is None else self.enter_candidate(candidate)
        return self.drafts.get(found.phrases[0].first) if found.phrases else None

    # -- gathering

    def _gather(self, names: list[Phrase]) -> None:
        for phrase in names:
            if len(self._tokens(phrase)) > 1 and self._is_person(phrase):
                self._place_full(phrase)
        for phrase in names:
            if len(self._tokens(phrase)) == 1 and phrase.is_person is not False and not phrase.is_place:
                self._place_single(phrase)
        for person in self.persons:
            self._settle(person)
        for person in self.persons:
            draft = self.drafts[person.phrases[0].first]
            if draft.state and person.candidate is not None:
                self.setting.states[draft.state] += len(person.phrases)
        for person in self.persons:
            self._localise(person)
            draft = self.drafts[person.phrases[0].first]
            for key in draft.lemmas | draft.roles:
                self.by_office[key].append(draft)

    def holding(self, lemma: str, key: str | None) -> list[Draft]:
        """The report's persons of whom that role noun is used or who hold the role of that key."""
        found = self.by_office.get(lemma, []) + (self.by_office.get(key, []) if key else [])
        return list({draft.id: draft for draft in found}.values())

    def _localise(self, person: Person) -> None:
        """Somebody with a title, whom nothing ties to a state, is taken for one of the report's main state.

        Right for 85% of such persons in a sample of the training labels; without a title only where the report
        is all but wholly about that state.
        """
        draft = self.drafts[person.phrases[0].first]
        if draft.state is None:
            draft.state = (self.setting.home or self.setting.main) if draft.lemmas else self.setting.only

    def _tokens(self, phrase: Phrase) -> tuple[str, ...]:
        return _name_tokens(self.units, phrase.first, phrase.end) or (self.units[phrase.first].low,)

    def _words(self, first: int, end: int) -> list[str]:
        return self.units.words(first, end).split()

    def _is_person(self, phrase: Phrase) -> bool:
        if phrase.is_person is not None or phrase.is_place:
            return bool(phrase.is_person)
        words = self._plain_name(phrase)
        if any(one.match in _FULL for one in load_people().named(words, self.setting.on)):
            phrase.is_person = True
            return True
        tokens = self._tokens(phrase)
        if self.single_counts[tokens[-1]] or is_speech(self.units, phrase):
            phrase.is_person = True
        elif (
            self.units.low(phrase.first - 1) in ("the", "a", "an", "of")
            or self.units.low(phrase.first - 1) in WHERE
            or len(tokens) > 4
        ):
            phrase.is_person = False
        else:
            phrase.is_person = not load_places().named(words)
            phrase.weight = 0.6
        return bool(phrase.is_person)

    def _place_full(self, phrase: Phrase) -> None:
        tokens = self._tokens(phrase)
        person = self._find_full(tokens) or self._new_person(tokens)
        if len(tokens) > len(person.tokens):
            self._index(person, tokens)
            person.tokens = tokens
        person.phrases.append(phrase)

    def _find_full(self, tokens: tuple[str, ...]) -> Person | None:
        nearby = {id(person): person for token in tokens for person in self.by_token.get(token, ())}
        return next((person for person in nearby.values() if _same_full_name(person.tokens, tokens)), None)

    def _new_person(self, tokens: tuple[str, ...]) -> Person:
        person = Person(tokens)
        self.persons.append(person)
        self._index(person, tokens)
        return person

    def _index(self, person: Person, tokens: tuple[str, ...]) -> None:
        for token in tokens:
            if token not in _SMALL and not any(one is person for one in self.by_token[token]):
                self.by_token[token].append(person)

    def _place_single(self, phrase: Phrase) -> None:
        tokens = self._tokens(phrase)
        person = self._find_person(tokens, phrase)
        if person is not None:
            phrase.is_person = True
            person.phrases.append(phrase)
        elif phrase.is_person or self._is_known_surname(phrase):
            phrase.is_person = True
            self._new_person(tokens).phrases.append(phrase)
        elif is_speech(self.units, phrase) and phrase.role is None and self.units.low(phrase.first - 1) != "the":
            phrase.is_person, phrase.weight = True, 0.7
            self._new_person(tokens).phrases.append(phrase)

    def _is_known_surname(self, phrase: Phrase) -> bool:
        words = self.units.words(phrase.first, phrase.end)
        return self._look_up(words, self._hint(phrase), self._role(phrase), single=True) is not None

    def _find_person(self, tokens: tuple[str, ...], phrase: Phrase | None = None) -> Person | None:
        """The person of the report whom a shorter name means: by surname, else by another part of the name; the last named before."""
        if len(tokens) > 1:
            return self._find_full(tokens)
        found = self.by_token.get(tokens[0], [])
        if phrase is not None and len(found) > 1:
            found = [one for one in found if self._agrees(one, phrase)] or found
        by_surname = [one for one in found if one.tokens[-1] == tokens[0] or self._comes_first(one, tokens[0])]
        fitting = by_surname or (found if len(tokens[0]) > 2 else [])
        if phrase is not None and len(fitting) > 1:
            before = [one for one in fitting if one.phrases and one.phrases[0].first < phrase.first]
            fitting = (
                sorted(before, key=lambda one: -max(p.first for p in one.phrases if p.first < phrase.first)) or fitting
            )
        return fitting[0] if fitting else None

    def _comes_first(self, person: Person, token: str) -> bool:
        return person.tokens[0] == token and any(self._hint(phrase) in _FAMILY_FIRST for phrase in person.phrases)

    def _agrees(self, person: Person, phrase: Phrase) -> bool:
        """Do gender and title of a surname's mention fit a person?"""
        gender = next((one.gender for one in person.phrases if one.gender), None) or GIVEN_NAMES.get(person.tokens[0])
        if phrase.gender and gender and phrase.gender != gender:
            return False
        if phrase.title is None:
            return True
        lemma = phrase.title.role.lemma
        return any(one.title is not None and one.title.role.lemma == lemma for one in person.phrases)

    # -- who they are

    def _hint(self, phrase: Phrase) -> str | None:
        """The state or body that the words around a name tie it to."""
        for entry in phrase.entries:
            if entry.kind != "media":
                return state_code(entry)
        return None

    def _role(self, phrase: Phrase) -> str | None:
        return title_role(self.units, phrase.title) if phrase.title else None

    def _settle(self, person: Person) -> None:
        best = max(person.phrases, key=lambda one: (len(self._tokens(one)), one.title is not None))
        hints = Counter(hint for one in person.phrases if (hint := self._hint(one)))
        hint = hints.most_common(1)[0][0] if hints else self._owner_state(person)
        roles = {role for one in person.phrases if (role := self._role(one))}
        words = self.units.words(best.first, best.end)
        single = len(person.tokens) == 1
        person.candidate = self._look_up(self._plain_name(best), hint, next(iter(roles), None), single=single)
        draft = self._draft(person, words, hint, roles)
        for phrase in person.phrases:
            self.drafts[phrase.first] = draft
            phrase.gender = phrase.gender or draft.gender

    def _plain_name(self, phrase: Phrase) -> str:
        """A name without initials and endings in the middle or at the end: "Joseph R. Biden, Jr." is Joseph Biden."""
        kept = [self.units.words(i, i + 1) for i in range(phrase.first, phrase.end) if self.units.tags[i] not in "it,"]
        return " ".join(kept) if len(kept) > 1 else self.units.words(phrase.first, phrase.end)

    def _owner_state(self, person: Person) -> str | None:
        """The state of whoever owns the person's title: "Netanyahu's spokesman"."""
        for phrase in person.phrases:
            if (
                phrase.title is not None
                and phrase.title.owner is not None
                and self.units.tag(phrase.title.owner[0]) != "p"
            ):
                owner = self.owning(*phrase.title.owner)
                if owner is not None:
                    return owner.state
        return None

    def _look_up(self, words: str, hint: str | None, role: str | None, *, single: bool) -> Candidate | None:
        candidates = load_people().named(words, self.setting.on) or self._by_other_given_name(words)
        if not candidates:
            return None
        if hint is not None:
            fitting = [one for one in candidates if self._served(one, hint)]
            if fitting:
                return self._fittest(fitting, role)
            return candidates[0] if _is_body(hint) and candidates[0].match in _FULL else None
        best = candidates[0]
        if len(candidates) > 1 and role:
            best = self._fittest(list(candidates), role)
        if single:
            return best if self._is_sure_surname(best, candidates, role) else None
        is_near = best.person.state in self.setting.states or best.score >= _SURE
        return best if is_near and (best.match != "surname" or len(candidates) == 1) else None

    def _by_other_given_name(self, words: str) -> tuple[Candidate, ...]:
        """Those in office of the same surname and the same first letter: "Joseph Biden" for Joe Biden."""
        parts = fold_name(words).split()
        if len(parts) < 2:
            return ()
        found = load_people().named(parts[-1], self.setting.on)
        return tuple(
            one
            for one in found
            if fold_name(one.person.name)[:1] == parts[0][:1] and one.holding and self._holds(one.holding)
        )

    def _served(self, candidate: Candidate, state: str) -> bool:
        if candidate.person.state == state or (candidate.holding and candidate.holding.state == state):
            return True
        return any(one.state == state for one in load_people().offices(candidate.person.id, self.setting.on))

    def _fittest(self, candidates: list[Candidate], role: str | None) -> Candidate:
        if role is None:
            return candidates[0]
        for candidate in candidates:
            if candidate.holding is not None and candidate.holding.role == role:
                return candidate
        return candidates[0]

    def _is_sure_surname(self, best: Candidate, candidates: tuple[Candidate, ...], role: str | None) -> bool:
        """Is a surname alone enough: a high office on the day, and nobody near it of that name?"""
        holding = best.holding
        if holding is None or GIVEN_NAMES.get(fold_name(best.person.name).split()[-1], "") is None:
            return False
        is_top = holding.role in _TOP_ROLES and self._holds(holding)
        is_near = best.person.state in self.setting.states
        rivals = [one for one in candidates if one is not best and one.score > 0.85 * best.score]
        if role is not None and holding.role == role and self._holds(holding):
            return True
        if rivals:
            return False
        if holding.role in _TOP_ROLES:
            return (is_top and best.score >= 0.5) or (is_near and best.score >= 0.25)
        return is_near and best.score >= 0.45

    def _holds(self, holding: Holding) -> bool:
        on = self.setting.on
        if on is None:
            return False
        return (holding.start is None or holding.start <= on) and (holding.end is None or on <= holding.end)

    # -- the actor

    def _draft(self, person: Person, words: str, hint: str | None, roles: set[str]) -> Draft:
        candidate = person.candidate
        plain = " ".join(words.split())
        if candidate is None:
            draft = Draft(local_id(plain, hint), plain, "person", hint)
        else:
            draft = self._from_table(candidate)
            if hint is not None and not any(self._is_foreign(one) for one in person.phrases):
                draft.state = hint
        titles = [one for one in person.phrases if one.title is not None]
        draft.gender = self._gender(person) or draft.gender
        draft.roles |= roles
        for one in titles:
            assert one.title is not None
            draft.lemmas.add(one.title.role.lemma)
            draft.titles.add(title_content(self.units, one.title.first, one.title.end))
        draft.sector = self._sector(titles) or draft.sector
        self._set_office(draft, titles, candidate)
        return self.cast.enter(draft)

    def _is_foreign(self, phrase: Phrase) -> bool:
        """Does the first state of the title only say where somebody is sent: "ambassador to Greece"?"""
        return phrase.title is not None and self.units.low(phrase.title.end - 2) == "to" and len(phrase.entries) == 1

    def _from_table(self, candidate: Candidate) -> Draft:
        holding = candidate.holding
        state = holding.state if holding is not None and self._holds(holding) else candidate.person.state
        draft = Draft(candidate.person.id, candidate.person.name, "person", state or candidate.person.state, ("GOV",))
        if holding is not None:
            draft.roles = {
                one.role for one in load_people().offices(candidate.person.id, self.setting.on) if self._holds(one)
            }
        return draft

    def enter_candidate(self, candidate: Candidate) -> Draft:
        """Somebody of the tables whom the report does not name by full name."""
        draft = self._from_table(candidate)
        self._set_office(draft, [], candidate)
        return self.cast.enter(draft)

    def enter_holding(self, holding: Holding) -> Draft | None:
        """The holder of an office that the report names by the office alone."""
        person = load_people().get(holding.person)
        if person is None:
            return None
        given = fold_name(person.name).split()[0]
        draft = Draft(
            person.id, person.name, "person", holding.state or person.state, ("GOV",), holding.office, "table"
        )
        draft.roles, draft.gender = {holding.role}, GIVEN_NAMES.get(given)
        return self.cast.enter(draft)

    def _gender(self, person: Person) -> Gender | None:
        told = Counter(one.gender for one in person.phrases if one.gender)
        if told:
            return told.most_common(1)[0][0]
        name = person.tokens if person.candidate is None else tuple(fold_name(person.candidate.person.name).split())
        for token in name[:2] if len(name) > 1 else ():
            if token in GIVEN_NAMES:
                return GIVEN_NAMES[token]
        return None

    def _sector(self, titles: list[Phrase]) -> tuple[str, ...]:
        return next((one.title.role.sector for one in titles if one.title and one.title.role.sector), ())

    def _set_office(self, draft: Draft, titles: list[Phrase], candidate: Candidate | None) -> None:
        """The office on the report's day. Where table and words disagree, the words win."""
        held = (
            []
            if candidate is None
            else [one for one in load_people().offices(candidate.person.id, self.setting.on) if self._holds(one)]
        )
        current = [one for one in titles if one.title and one.title.role.is_office and not one.title.is_former]
        for phrase in current:
            role = self._role(phrase)
            same = next((one for one in held if role is not None and one.role == role), None)
            if same is not None:
                draft.office, draft.office_basis = same.office, "table"
                return
        if current and (not held or all(self._role(one) for one in current)):
            best = max(current, key=lambda one: one.title.end - one.title.first if one.title else 0)
            assert best.title is not None
            state = load_states().get(draft.state) if draft.state else None
            draft.office, draft.office_basis = (
                write_office(self.units, best.title, state.name if state else None),
                "text",
            )
        elif held:
            draft.office, draft.office_basis = held[0].office, "table"


def _is_body(code: str) -> bool:
    return load_states().get(code) is None


def _name_tokens(units: Units, first: int, end: int) -> tuple[str, ...]:
    """The words of a name as keys, without initials, endings and small words."""
    tokens: list[str] = []
    for at in range(first, end):
        if units.tags[at] in "gcmhxs" or (units.tags[at] in "ql" and at == end - 1):
            folded = fold_name(units[at].low).split()
            tokens.extend(token for token in folded if token not in _SMALL or len(folded) == 1)
    return tuple(token for token in tokens if token not in _SMALL)


def _same_full_name(known: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """Is the shorter name, of two words or more, within the longer; or first and last word the same?"""
    if len(known) < 2 or len(name) < 2:
        return False
    shorter, longer = sorted((known, name), key=len)
    if set(shorter) <= set(longer):
        return True
    return known[0] == name[0] and known[-1] == name[-1]
