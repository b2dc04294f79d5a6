"""The persons of a report as actors: who they are by the tables and by the report's own words, with state and office.

Where the table and the words disagree, the words win. A person whom no table knows is somebody of the report only.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise

from verbale.ids import local_id
from verbale.resolve.cast import Cast, Draft
from verbale.resolve.gathering import Gathering, Person
from verbale.resolve.given_names import GIVEN_NAMES, Gender, gender_of_name
from verbale.resolve.name_keys import choose_name, name_tokens, plain_name, resembles, write_in_case
from verbale.resolve.offices import title_content, write_office
from verbale.resolve.phrases import Phrase
from verbale.resolve.recognition import held_on, holds, is_outdated, recognise, recognise_holder
from verbale.resolve.sectors import tell_sector
from verbale.resolve.setting import Setting, code_in_record
from verbale.resolve.tables import Candidate, Holding, load_people, load_states
from verbale.resolve.tables.words import fold_name
from verbale.resolve.units import Units
from verbale.resolve.word_classes import WIDER
from verbale.words import word_set

_TITLES_READ = 20
_HEADS = frozenset(("head_of_state", "head_of_government"))
_OF_STATES = word_set("GOV MIL LEG JUD COP SPY")
"""Sectors of those who act for a state."""
_OF_FOREIGN_OFFICE = word_set("minister ministry secretary affairs policy")
"""Words of a title in which "foreign" does not say that somebody is of another state."""


class People:
    """The persons of a report."""

    def __init__(self, units: Units, phrases: list[Phrase], setting: Setting, cast: Cast) -> None:
        self.units, self.setting, self.cast = units, setting, cast
        names = [phrase for phrase in phrases if phrase.kind == "name"]
        self.gathering = Gathering(units, names, setting)
        self.drafts: dict[int, Draft] = {}
        self.by_office: dict[str, list[Draft]] = defaultdict(list)
        for person in self.gathering.persons:
            self._settle(person)
        self._localise(names)
        for draft in {draft.id: draft for draft in self.drafts.values()}.values():
            for key in draft.lemmas | draft.roles:
                self.by_office[key].append(draft)

    def of(self, phrase: Phrase) -> Draft | None:
        """The person whom a name stands for, None if it is no person's."""
        return self.drafts.get(phrase.first)

    def holding(self, lemma: str, key: str | None) -> list[Draft]:
        """The report's persons of whom that role noun is used or who hold the role of that key."""
        found = self.by_office.get(lemma, []) + (self.by_office.get(key, []) if key else [])
        return list({draft.id: draft for draft in found}.values())

    def surnamed(self, surname: str) -> tuple[str, ...]:
        """The ids of the report's persons of a full name that ends so, if they are several."""
        same = [one for one in self.gathering.by_token.get(surname, []) if one.tokens[-1] == surname]
        found = dict.fromkeys(self.drafts[one.phrases[0].first].id for one in same if len(one.tokens) > 1)
        return tuple(found) if len(found) > 1 else ()

    def owning(self, first: int, end: int) -> Draft | None:
        """The person whose name, of units *first* to *end*, possesses or describes a noun ("Roe government")."""
        tokens = name_tokens(self.units, first, end)
        found = self.gathering.find(tokens)
        if found is not None:
            return self.drafts.get(found.phrases[0].first)
        words = self.units.words(first, end)
        candidate = recognise(words, self.setting, None, None, is_single=len(tokens) == 1)
        if candidate is None or (
            len(tokens) == 1 and (candidate.holding is None or candidate.holding.role not in _HEADS)
        ):
            return None
        return self._enter_candidate(candidate)

    # -- who they are

    def _settle(self, person: Person) -> None:
        gathering = self.gathering
        best = max(person.phrases, key=lambda one: (len(gathering.tokens(one)), one.title is not None))
        hint = self._hint(person)
        roles = list(dict.fromkeys(role for one in person.phrases if (role := gathering.role(one))))
        name = plain_name(self.units, best)
        is_single = len(person.tokens) == 1
        written = self.units.words(best.first, best.end)
        has_ending = "t" in self.units.tags[best.first : best.end]
        has_initials = "i" in self.units.tags[best.first : best.end]
        # "Abdullah II", "Ferdinand Marcos Jr.", "George H. W. Bush"
        is_known = (has_ending or has_initials) and load_people().knows(written)
        if is_known:
            person.candidate = self._recognise(written, hint, roles, is_single=False)
        elif not gathering.is_junior(person):
            person.candidate = self._recognise(name, hint, roles, is_single)
        draft = self._draft(person, write_in_case(" ".join(self.units.words(best.first, best.end).split())), hint)
        draft.roles.update(roles)
        for phrase in person.phrases:
            self.drafts[phrase.first] = draft
            phrase.gender = phrase.gender or draft.gender
        if draft.state and person.candidate is not None:
            self.setting.states[draft.state] += len(person.phrases)

    def _recognise(self, name: str, hint: str | None, roles: list[str], is_single: bool) -> Candidate | None:
        """Who that is by the tables: by name; where nobody of it held office that day, by the office that is said."""
        found = recognise(name, self.setting, hint, roles[0] if roles else None, is_single=is_single)
        if found is not None and found.holding is not None and holds(found.holding, self.setting.on):
            return found
        held = (recognise_holder(name, self.setting, hint, role) for role in roles)
        return next(filter(None, held), found)

    def _hint(self, person: Person) -> str | None:
        """The state or body that the report ties a person to: by titles, else by "of", else by the title's owner."""
        for is_tied in (False, True):
            told = [hint for one in person.phrases if one.is_tied == is_tied and (hint := self.gathering.hint(one))]
            if told:
                return Counter(told).most_common(1)[0][0]
        for one in person.phrases:
            owner = one.title.owner if one.title is not None else None
            if owner is not None and self.units.tag(owner[0]) != "p" and owner[0] != one.first:
                draft = self.owning(*owner)
                if draft is not None and draft.state:
                    return draft.state
        return None

    def _localise(self, names: list[Phrase]) -> None:
        """Give a state to persons whom nothing ties to one: that of those named beside them, else the report's own.

        Persons with a title are taken to be of the publishing government or of the report's main state (right for
        85% in a sample of the training labels), others only where the report is all but wholly about one state.
        """
        for one, other in pairwise(names):
            first, second = self.of(one), self.of(other)
            between = self.units.tags[one.wide_end : other.wide_first]
            if first is not None and second is not None and second.lemmas and between in ("&", ",", ",&"):
                second.state = second.state or first.state
        own, main, only = self.setting.home, self.setting.main, self.setting.only
        for name, draft in self.drafts.items():
            if draft.state is None and not any(map(_is_of_many, draft.titles)) and not _is_of_house(draft):
                state = (own or self.leading(name, draft) or main) if draft.lemmas else only
                draft.state = None if state is not None and self._is_seat_of_other(draft, state) else state

    def leading(self, name: int, draft: Draft) -> str | None:
        """The state of the news that leads to an official's name: "Kenya expelled two diplomats. Minister Roe said"."""
        is_of_one = bool(_OF_STATES & set(draft.sector)) and not any(map(_is_of_many, draft.titles))
        return self.setting.leading(name) if is_of_one else None

    def _is_seat_of_other(self, draft: Draft, state: str) -> bool:
        """Does the state have another head than somebody who is called head of a state that is not named?"""
        role = next((one for one in draft.roles if one in _HEADS), None)
        if role is None or self.setting.on is None or draft.office_basis == "table":
            return False
        if not load_people().has_seat(state, role):
            return load_people().has_seat(state, "head_of_state")
        holding = load_people().holder(state, role, self.setting.on)
        person = load_people().get(holding.person) if holding is not None and holding.certain else None
        return person is not None and not resembles(draft.name, (person.name, *person.aliases))

    # -- as actors

    def _draft(self, person: Person, words: str, hint: str | None) -> Draft:
        candidate = person.candidate
        titled = [one for one in person.phrases if one.title is not None][:_TITLES_READ]
        if candidate is None:
            draft = Draft(local_id(words, hint), words, "person", hint)
        else:
            draft = self._from_table(candidate)
            draft.name = choose_name(draft.name, words)
            draft.state = draft.state if hint is None or any(map(self._is_sent, titled)) else hint
        draft.gender = self._gender(person) or draft.gender
        for one in titled:
            assert one.title is not None
            draft.lemmas.add(one.title.role.lemma)
            draft.titles.add(title_content(self.units, one.title.first, one.title.end))
        said = (tell_sector(self.units, t.first, t.end, t.head, t.role) for one in titled if (t := one.title))
        draft.sector = next(filter(None, said), draft.sector)
        self._set_office(draft, titled, candidate)
        return self.cast.enter(draft)

    def _is_sent(self, phrase: Phrase) -> bool:
        """Does the only state of the title say where somebody is sent: "ambassador to Greece"?"""
        title = phrase.title
        return title is not None and len(phrase.entries) == 1 and self.units.low(title.head + 1) == "to"

    def _from_table(self, candidate: Candidate) -> Draft:
        holding, on = candidate.holding, self.setting.on
        state = holding.state if holding is not None and holds(holding, on) else None
        state = code_in_record(state or candidate.person.state)
        sector = candidate.person.sector or (holding.sector if holding is not None else ("GOV",))
        draft = Draft(candidate.person.id, candidate.person.name, "person", state, sector)
        draft.roles = {one.role for one in held_on(candidate.person.id, on)}
        return draft

    def _enter_candidate(self, candidate: Candidate) -> Draft:
        """Somebody of the tables whom the report does not name by a name of its own."""
        draft = self._from_table(candidate)
        self._set_office(draft, [], candidate)
        return self.cast.enter(draft)

    def enter_holding(self, holding: Holding) -> Draft | None:
        """The holder of an office that the report names by the office alone."""
        person = load_people().get(holding.person)
        if person is None:
            return None
        draft = Draft(
            person.id,
            person.name,
            "person",
            code_in_record(holding.state or person.state),
            holding.sector,
            holding.office,
            "table",
        )
        draft.roles, draft.gender = {holding.role}, GIVEN_NAMES.get(fold_name(person.name).split()[0])
        return self.cast.enter(draft)

    def _gender(self, person: Person) -> Gender | None:
        told = Counter(one.gender for one in person.phrases if one.gender)
        if told:
            return told.most_common(1)[0][0]
        name = person.tokens if person.candidate is None else tuple(fold_name(person.candidate.person.name).split())
        return gender_of_name(name) if len(name) > 1 else None

    def _set_office(self, draft: Draft, titled: list[Phrase], candidate: Candidate | None) -> None:
        """The office on the report's day: the table's where the words do not give another."""
        held = [] if candidate is None else held_on(candidate.person.id, self.setting.on)
        current = [one for one in titled if one.title and one.title.role.is_office and not one.title.is_former]
        roles = [self.gathering.role(one) for one in current]
        same = next((one for role in roles if role for one in held if one.role == role), None)
        certain = [one for one in held if one.certain]
        if not current:
            held = [one for one in held if not is_outdated(one, self.setting.on)]
        is_to_come = any(
            one.title and self.units.low(one.title.head).endswith(("-elect", "-designate")) for one in current
        )
        if same is not None or (held and not current) or (certain and not all(roles) and not is_to_come):
            draft.office, draft.office_basis = (same or held[0]).office, "table"
        elif current:
            best = max(current, key=lambda one: one.title.end - one.title.first if one.title else 0)
            assert best.title is not None
            state = load_states().get(draft.state) if draft.state else None
            draft.office, draft.office_basis = (
                write_office(self.units, best.title, state.name if state else None),
                "text",
            )


def _is_of_many(title: frozenset[str]) -> bool:
    """Do the words of a title say that somebody is not of one state: "European official", not "foreign minister"?"""
    wider = WIDER & title
    return bool(wider - {"foreign"} if title & _OF_FOREIGN_OFFICE else wider)


def _is_of_house(draft: Draft) -> bool:
    """Does a title name a ministry, so that the state is that of the one named before?"""
    return any("ministry" in title for title in draft.titles)
