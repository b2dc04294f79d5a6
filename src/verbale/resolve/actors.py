"""Says for every phrase of a report who is meant, and makes the report's actors and mentions of it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from typing import Final

from msgspec import Struct, structs

from verbale.analyse.analysis import Analysis
from verbale.records import ActorKind
from verbale.resolve.cast import Cast, Draft
from verbale.resolve.coreference import Scene, Seen
from verbale.resolve.offices import ALLIED, REGENTS, role_of_title, title_content, title_core
from verbale.resolve.persons import People
from verbale.resolve.phrases import Phrase
from verbale.resolve.places import is_place_name
from verbale.resolve.resolution import Mention, MentionKind
from verbale.resolve.role_nouns import Number, RoleNoun
from verbale.resolve.setting import Setting, state_code
from verbale.resolve.standing import is_seat, is_where
from verbale.resolve.tables import Entry, load_bodies, load_people, load_states
from verbale.resolve.units import Units
from verbale.resolve.word_classes import PRONOUNS, SPEECH_VERBS, VERBS
from verbale.resolve.word_lists import words_of

_HEADS: Final = words_of("president leader premier king chancellor ruler monarch emir head") | frozenset(
    ("prime minister", "head of state", "head of government")
)
_PEOPLE_OF_PLACE: Final = words_of("GOV COP MIL JUD LEG CVL OPP PTY AGR LAB REF EDU HLH REL")
_JOINT: Final = words_of(
    "discussed agreed met exchanged talked signed reviewed considered touched negotiated discuss meet agree talk"
)
_TOP_ROLES: Final = frozenset(("head_of_state", "head_of_government"))
_NOT_OF_PLACE: Final = words_of(
    "partner friend ally neighbor neighbour member colleague counterpart migrant deportee foreigner mediator negotiator diplomat delegate "
    "ambassador envoy interlocutor participant representative minister delegation mission embassy consulate tourist traveler traveller visitor"
)
_WIDER: Final = words_of(
    "western european african asian international world global foreign arab latin several many other various"
)
_BODIES_BACK: Final = 100
_GOVERNMENTS: Final = words_of("government administration regime cabinet authorities")
_SIDES: Final = words_of("side party country nation state republic kingdom neighbour neighbor signatory")
_NOT_ONE: Final = words_of("former deputy vice assistant one another other some any each every fellow")
_ACTOR_KINDS: Final[dict[str, ActorKind]] = {
    "group": "group",
    "agency": "organisation",
    "media": "media",
    "body": "organisation",
}


class Told(Struct):
    """Who a phrase stands for, how, and how surely."""

    actors: tuple[str, ...]
    kind: MentionKind
    score: float


class Casting:
    """Walks through a report's phrases in order and tells who each is."""

    def __init__(self, analysis: Analysis, units: Units, phrases: list[Phrase], setting: Setting) -> None:
        self.analysis, self.units, self.phrases, self.setting = analysis, units, phrases, setting
        self.cast = Cast()
        self.people = People(units, phrases, self.setting, self.cast)
        self.scene = Scene(self.cast)
        self.mentions: list[Mention] = []
        self._paragraph = 0
        self._subject_of = -1
        self._listed: tuple[int, str | None, RoleNoun | None] = (-1, None, None)

    def run(self) -> tuple[Cast, tuple[Mention, ...]]:
        """The cast and the mentions of the report, in the order of its text."""
        previous: tuple[Phrase, Seen] | None = None
        for phrase in self.phrases:
            at = self._place(phrase)
            told = self._tell(phrase, at)
            if told is None:
                continue
            self._mention(phrase, told)
            if not told.actors or told.kind == "adjective" or told.score < 0.3:
                continue
            seen = structs.replace(at, actors=told.actors)
            self.scene.note(seen)
            if previous is not None and self._joined(previous[0], phrase):
                together = tuple(dict.fromkeys((*previous[1].actors, *seen.actors)))
                seen = structs.replace(previous[1], actors=together, is_where=at.is_where)
                self.scene.note(seen)
            previous = phrase, seen
        return self.cast, tuple(self.mentions)

    # -- where a phrase stands

    def _place(self, phrase: Phrase) -> Seen:
        units = self.units
        first, end = phrase.wide_first, phrase.wide_end
        start = units[first].start
        paragraphs = self.analysis.paragraphs
        while self._paragraph + 1 < len(paragraphs) and paragraphs[self._paragraph + 1].start <= start:
            self._paragraph += 1
        after, before = units.low(end), units.low(first - 1)
        tag, is_object = units.tag(end), units.tag(first - 1) in "ro'" or before in VERBS
        if tag == ",":
            tag, after = self._after_comma(end)
        sentence = self.setting.sentence_of[first]
        is_inverted = before in SPEECH_VERBS and units.tag(first - 2) in '",'
        is_subject = is_inverted or (not is_object and (tag == "v" or after in VERBS or sentence != self._subject_of))
        if is_subject:
            self._subject_of = sentence
        return Seen(
            actors=(),
            unit=first,
            sentence=sentence,
            told=self.setting.told_of[first],
            paragraph=self._paragraph,
            quoted=units[first].quoted,
            is_subject=is_subject,
            is_object=is_object and not is_inverted,
            is_speaker=before in SPEECH_VERBS or (after in SPEECH_VERBS and not is_object),
            is_where=phrase.kind == "known" and is_where(units, phrase),
        )

    def _after_comma(self, at: int) -> tuple[str, str]:
        """What follows a clause set off by commas: "Smith, who leads the mission, said"."""
        closing = self.units.tags.find(",", at + 1, at + 15)
        if closing < 0 or "|" in self.units.tags[at:closing]:
            return ",", ","
        return self.units.tag(closing + 1), self.units.low(closing + 1)

    def _joined(self, previous: Phrase, phrase: Phrase) -> bool:
        """Are two phrases named together: "Armenia and Azerbaijan", "Smith, Jones and Brown"?"""
        between = self.units.tags[previous.wide_end : phrase.wide_first]
        return between in ("&", ",&") or (between == "," and self.units.tag(phrase.wide_end) in ",&")

    def _mention(self, phrase: Phrase, told: Told) -> None:
        span = self.units.span(phrase.first, phrase.end)
        wide = self.units.span(min(phrase.wide_first, phrase.first), max(phrase.wide_end, phrase.end))
        self.mentions.append(Mention(span, told.actors, told.kind, wide, round(told.score, 3)))
        for identifier in told.actors if told.kind != "pronoun" else ():
            self.cast[identifier].spans.append(span)

    def _words(self, phrase: Phrase) -> str:
        return " ".join(self.units.words(phrase.first, phrase.end).split())

    # -- who it is

    def _tell(self, phrase: Phrase, at: Seen) -> Told | None:
        if phrase.kind == "pronoun":
            return self._tell_pronoun(phrase, at)
        if phrase.kind == "known":
            return self._tell_known(phrase)
        if phrase.kind == "adjective":
            return self._tell_adjective(phrase)
        if phrase.kind == "people":
            return self._tell_people(phrase)
        if phrase.kind == "name":
            return self._tell_name(phrase)
        return self._tell_noun(phrase, at)

    def _tell_pronoun(self, phrase: Phrase, at: Seen) -> Told:
        low = self.units.low(phrase.first)
        asks = PRONOUNS[low]
        score = 0.4 if self.units.tags[phrase.first] == "p" else 0.7
        if asks in "mf":
            actors = self.scene.person("m" if asks == "m" else "f", at)
        elif asks == "p":
            actors = self.scene.many(at, joint=self._is_joint(phrase))
        elif asks == "n":
            actors, score = self.scene.thing(at), score - 0.2
        elif asks == "r":
            actors = self._before_relative(phrase)
        else:
            actors = ()
        return Told(actors, "pronoun", score if actors or asks == "s" else 0.2)

    def _is_joint(self, phrase: Phrase) -> bool:
        """Is what "they" do done with one another: "they discussed", "they also agreed"?"""
        following = self.units.low(phrase.end)
        return (self.units.low(phrase.end + 1) if following in ("also", "then", "have", "had") else following) in _JOINT

    def _before_relative(self, phrase: Phrase) -> tuple[str, ...]:
        last = self.scene.seen[-1] if self.scene.seen else None
        gap = self.units.tags[last.unit : phrase.first] if last else ""
        return last.actors if last and len(gap) < 15 and "|" not in gap else ()

    def _tell_known(self, phrase: Phrase) -> Told | None:
        entry = phrase.entries[0]
        if phrase.is_place or entry.kind == "place":
            return None
        if entry.kind == "seat" and not is_seat(self.units, phrase):
            return None
        until, key, role = self._listed
        if phrase.first < until and role is not None and entry.kind == "state":
            found = self._heads_of([entry], key, role)
            if found:
                return Told(found, "title", 0.75)
        if entry.kind in ("state", "seat", "adjective"):
            draft = self.enter_state(entry)
            kind: MentionKind = "seat" if entry.kind == "seat" else "name"
            return Told((draft.id,), kind, 0.5 if is_where(self.units, phrase) else 0.9)
        return Told((self._enter_entry(entry).id,), "name", 0.95)

    def enter_state(self, entry: Entry) -> Draft:
        """The state that an entry stands for, as an actor."""
        code = state_code(entry) if entry.kind == "seat" else entry.id
        state = load_states().get(code or entry.id)
        name = state.name if state else entry.name
        acting = state_code(entry)
        return self.cast.enter(
            Draft(code or entry.id, name, "state", acting, number="body", lemmas={"country", "state"})
        )

    def _enter_entry(self, entry: Entry) -> Draft:
        """A body, group, agency or medium of the tables, as an actor."""
        body = load_bodies().get(entry.id) if entry.kind == "body" else None
        state = body.code if body else None if entry.kind == "media" else state_code(entry)
        lemmas = {word for word in entry.name.lower().split() if word.isalpha()}
        kind = _ACTOR_KINDS.get(entry.kind, "organisation")
        return self.cast.enter(
            Draft(entry.id, entry.name, kind, state, entry.sector, number="body", lemmas=lemmas | _lemmas_of(entry))
        )

    def _tell_adjective(self, phrase: Phrase) -> Told:
        return Told((self.enter_state(phrase.entries[0]).id,), "adjective", 0.5)

    def _tell_people(self, phrase: Phrase) -> Told:
        entry = phrase.entries[0]
        words = self._words(phrase)
        draft = self.cast.enter_words(words, "group", state_code(entry), ("CVL",), "many", "people")
        return Told((draft.id,), "description", 0.8)

    def _tell_name(self, phrase: Phrase) -> Told | None:
        person = self.people.of(phrase)
        if person is not None:
            return Told((person.id,), "name", 0.95 * phrase.weight)
        if phrase.is_place or is_place_name(self.units, phrase):
            return None
        words = self._words(phrase)
        sector = (phrase.sector,) if phrase.sector else ()
        state = self._state_of_name(phrase)
        kind: ActorKind = (
            phrase.role.kind
            if phrase.role and phrase.role.number == "body"
            else "media"
            if sector == ("MED",)
            else "organisation"
        )
        known = self._short_form(words)
        if known is not None:
            return Told((known.id,), "name", 0.7)
        is_sure = phrase.sector is not None or phrase.is_person is False
        lemmas = phrase.role.lemma if phrase.role else words.lower().split()[-1]
        draft = self.cast.enter_words(words, kind, state, sector, "body", lemmas)
        return Told((draft.id,), "name", 0.8 if is_sure else 0.25)

    def _state_of_name(self, phrase: Phrase) -> str | None:
        entries = [entry for entry in phrase.entries if entry.kind != "media"]
        if not entries:
            entries = [one for at in range(phrase.first, phrase.end) for one in self.units[at].entries[:1]]
        if not entries or (phrase.sector in ("BUS", "MED", "NGO") and phrase.sector is not None):
            return None
        return state_code(entries[0])

    def _short_form(self, words: str) -> Draft | None:
        """A body named before by the words of which these are the first letters: "Syrian Democratic Forces (SDF)"."""
        if not words.isupper() or not 2 <= len(words) <= 7:
            return None
        for draft in islice(self.cast.newest(), _BODIES_BACK):
            if draft.kind in ("organisation", "group", "media") and _initials(draft.name) == words:
                return draft
        return None

    # -- nouns

    def _tell_noun(self, phrase: Phrase, at: Seen) -> Told:
        role = phrase.role
        assert role is not None
        if role.weight < 0.5:
            return self._tell_thing(phrase, role)
        if role.kind == "state" or (role.lemma == "party" and self._means_sides(phrase)):
            return self._tell_state_noun(phrase, role, at)
        if role.number == "one":
            return (
                self._tell_one(phrase, role, at) if not self._is_plural(phrase) else self._tell_many(phrase, role, at)
            )
        if role.number == "many":
            return self._tell_many(phrase, role, at)
        return self._tell_body(phrase, role, at)

    def _is_plural(self, phrase: Phrase) -> bool:
        return phrase.role is not None and phrase.role.number == "many"

    def _tell_thing(self, phrase: Phrase, role: RoleNoun) -> Told:
        state = self._state(phrase, role)
        draft = self.cast.enter_words(self._words(phrase), "unnamed", state, (), "body", role.lemma)
        return Told((draft.id,), "description", phrase.weight)

    def _modifiers(self, phrase: Phrase) -> list[str]:
        """The words of the noun phrase before its noun, without states."""
        return [
            self.units.low(i)
            for i in range(phrase.wide_first, phrase.end)
            if not self.units[i].entries and self.units.tags[i] in "mhgcd"
        ]

    def _means_sides(self, phrase: Phrase) -> bool:
        words = self.units.words(phrase.first, phrase.end).lower()
        if words == "parties":
            return phrase.article != "a"
        return words.endswith("party") and self.is_single_state(phrase)

    def _state(self, phrase: Phrase, role: RoleNoun | None) -> str | None:
        """The state that a noun phrase names, or whose its owner is; for people of a place also where they are."""
        codes = [code for entry in phrase.entries if entry.kind != "media" and (code := state_code(entry))]
        if len(phrase.entries) > 1 and self._is_double(phrase):
            return None
        if codes:
            return codes[0]
        owner = self._owner(phrase) if role is None or role.lemma not in _NOT_OF_PLACE else None
        if owner is not None:
            return owner.state
        if role is not None and role.weight < 0.5:
            return self.setting.scene(phrase.first) or self.setting.main
        if role is None or not set(role.sector) & _PEOPLE_OF_PLACE or role.lemma in _NOT_OF_PLACE:
            return None
        if any(self.units.low(i) in _WIDER for i in range(phrase.wide_first, phrase.end)):
            return None
        return self.setting.scene(phrase.first) or self.setting.main

    def _is_double(self, phrase: Phrase) -> bool:
        return any(
            self.units.tags[i] == "&" and self.units.tag(i - 1) in "abs" and self.units.tag(i + 1) in "abs"
            for i in range(phrase.first, phrase.end)
        )

    def _owner(self, phrase: Phrase) -> Draft | None:
        if phrase.owner is None:
            return None
        first, end = phrase.owner
        if self.units.tags[first] != "p":
            return self.people.owning(first, end)
        asks = PRONOUNS.get(self.units.low(first), "r")
        at = self._place(phrase)
        if asks in "mf":
            actors = self.scene.person("m" if asks == "m" else "f", at)
        elif asks in "np":
            actors = self.scene.thing(at) if asks == "n" else self.scene.many(at)
        elif self.setting.home and self.units.low(first) in ("our", "my"):
            actors = self._as_state(self.setting.home, 0.6).actors
        else:
            actors = ()
        return self.cast[actors[0]] if len(actors) == 1 else None

    # -- "the country", "both sides"

    def _tell_state_noun(self, phrase: Phrase, role: RoleNoun, at: Seen) -> Told:
        words = self.units.words(phrase.first, phrase.end).lower()
        code = self._state(phrase, None)
        if role.number == "body":
            if code and role.lemma in _SIDES and self.is_single_state(phrase):
                return self._as_state(code, 0.8)
            if (
                phrase.article in ("the", "own")
                and not self._modifiers(phrase)[1:]
                and role.lemma not in ("party", "side")
            ):
                owner = self._owner(phrase)
                if phrase.article == "own" and owner is not None and owner.state:
                    return self._as_state(owner.state, 0.7)
                known = self.scene.last(lambda draft: draft.kind == "state") if phrase.article == "the" else None
                if known is not None:
                    return Told((known.id,), "description", 0.6)
        elif phrase.article in ("the", "number") or words in ("sides", "parties"):
            found = self._both(phrase, role, at)
            if found:
                return Told(found, "description", 0.7)
        number: Number = "body" if role.number == "body" else "many"
        draft = self.cast.enter_words(self._words(phrase), "group", code, (), number, role.lemma)
        return Told((draft.id,), "description", phrase.weight)

    def is_single_state(self, phrase: Phrase) -> bool:
        """Does the phrase name one state and nothing but it: "the Ukrainian side", not "EU member state"?"""
        kinds = [entry.kind for entry in phrase.entries]
        return len(kinds) == 1 and kinds[0] in ("adjective", "state") and phrase.end - phrase.first <= 3

    def _as_state(self, code: str, score: float) -> Told:
        state = load_states().get(code)
        if state is None:
            return Told((), "description", 0.3)
        draft = self.cast.enter(Draft(code, state.name, "state", code, number="body", lemmas={"country", "state"}))
        return Told((draft.id,), "description", score)

    def _both(self, phrase: Phrase, role: RoleNoun, at: Seen) -> tuple[str, ...]:
        if phrase.entries or phrase.end - phrase.first > 1 or role.lemma not in _SIDES:
            return ()
        if role.lemma in ("party", "side"):
            leaders = self.scene.last_two(lambda draft: draft.kind == "person" and bool(draft.roles & _TOP_ROLES), at)
            states = {self.cast[one].state for one in leaders}
            if len(leaders) >= 2 and len(states) >= 2:
                return leaders
        return self.scene.last_two(lambda draft: draft.kind == "state", at)

    # -- one person without a name

    def _tell_one(self, phrase: Phrase, role: RoleNoun, at: Seen) -> Told:
        state = self._state(phrase, None)
        if self._is_definite(phrase):
            draft = self._find_holder(phrase, role, state)
            if draft is not None:
                return Told((draft.id,), "title", 0.85)
        plain = self._words(phrase)
        state = state or self._state(phrase, role)
        draft = self.cast.enter_words(plain, role.kind, state, role.sector, "one", role.lemma, phrase.gender)
        draft.roles |= (
            {key} if (key := role_of_title(title_core(self.units, phrase.first, phrase.head, phrase.end))) else set()
        )
        return Told((draft.id,), "title" if role.is_office else "description", 0.8 * phrase.weight)

    def _is_definite(self, phrase: Phrase) -> bool:
        if phrase.article in ("a", "number") or phrase.is_former:
            return False
        return not any(self.units.low(i) in _NOT_ONE for i in range(phrase.wide_first, phrase.end - 1))

    def _find_holder(self, phrase: Phrase, role: RoleNoun, state: str | None) -> Draft | None:
        """Who holds the office: somebody named before, somebody of the report, the holder that the tables know."""
        if phrase.article == "none" and not role.is_office and state is None:
            return None
        key = role_of_title(title_core(self.units, phrase.first, phrase.head, phrase.end))
        content = title_content(self.units, phrase.first, phrase.end)

        def fits(draft: Draft) -> bool:
            return (
                draft.number == "one"
                and (state is None or draft.state == state)
                and self._has_office(draft, role, key, content)
            )

        found = self._at_home(fits) if state is None and role.is_office else None
        found = found or self.scene.last(fits)
        if found is None and role.is_office:
            found = next((draft for draft in self.people.holding(role.lemma, key) if fits(draft)), None)
        if found is None and key is not None:
            found = self._from_tables(state or self.setting.home or self.setting.main, key, role)
        return found

    def _at_home(self, fits: Callable[[Draft], bool]) -> Draft | None:
        """On the pages of a government, an office without a state is its own."""
        home = self.setting.home
        if home is None:
            return None
        return self.scene.last(lambda draft: draft.kind == "person" and draft.state == home and fits(draft))

    def _has_office(self, draft: Draft, role: RoleNoun, key: str | None, content: frozenset[str]) -> bool:
        """Does somebody hold the office that a title names, by the report's words or by the tables?"""
        if role.lemma in draft.lemmas and (draft.kind != "person" or any(content <= title for title in draft.titles)):
            return True
        if key is not None and key in draft.roles:
            return (
                role.lemma in draft.lemmas or role.lemma.startswith("head of ") or _ends_title(draft.office, role.lemma)
            )
        return bool(ALLIED.get(role.lemma, frozenset()) & draft.roles) and len(content) == 1

    def _from_tables(self, state: str | None, key: str, role: RoleNoun) -> Draft | None:
        if state is None or self.setting.on is None:
            return None
        holding = load_people().holder(state, key, self.setting.on)
        if holding is None or (
            key in ("head_of_state", "head_of_government") and role.lemma not in holding.office.lower()
        ):
            return None
        return self.people.enter_holding(holding)

    # -- many

    def _tell_many(self, phrase: Phrase, role: RoleNoun, at: Seen) -> Told:
        is_head = role.lemma in REGENTS or role.lemma.endswith(("minister", "secretary", "adviser", "advisor"))
        if is_head and not phrase.is_former:
            found = self._heads(phrase, role, at)
            if found:
                return Told(found, "title", 0.75)
        state = self._state(phrase, role)
        known = self._same_noun(phrase, role, state)
        if known is not None:
            return Told((known.id,), "description", phrase.weight)
        kind: ActorKind = role.kind if role.kind != "state" else "group"
        draft = self.cast.enter_words(self._words(phrase), kind, state, role.sector, "many", role.lemma)
        return Told((draft.id,), "description", phrase.weight)

    def _heads(self, phrase: Phrase, role: RoleNoun, at: Seen) -> tuple[str, ...]:
        """Who "the two presidents", "the foreign ministers of Armenia and Azerbaijan" are."""
        words = self.units.words(phrase.first, phrase.end).lower()
        key = role_of_title(
            words.replace("ministers", "minister")
            .replace("presidents", "president")
            .replace("secretaries", "secretary")
        )
        entries = [entry for entry in phrase.entries if entry.kind in ("state", "adjective")]
        if phrase.entries and not entries:
            return ()
        if entries:
            self._listed = phrase.more_end, key, role
            return self._heads_of(entries, key, role) if len(entries) > 1 or phrase.more_end > 0 else ()
        if phrase.article not in ("the", "number", "none") or (
            phrase.article == "none" and self.units.tag(phrase.first - 1) != "|"
        ):
            return ()
        allied = ALLIED.get(role.lemma, frozenset())

        def fits(draft: Draft) -> bool:
            if draft.kind != "person" or draft.number != "one":
                return False
            if role.lemma == "leader":
                return bool(allied & draft.roles) or bool(draft.lemmas & _HEADS)
            return (key in draft.roles) if key else role.lemma in draft.lemmas

        return self.scene.last_two(fits, at)

    def _heads_of(self, entries: list[Entry], key: str | None, role: RoleNoun) -> tuple[str, ...]:
        if key is None:
            return ()
        found: list[str] = []
        for entry in entries:
            code = state_code(entry)
            known = next(
                (draft for draft in self.cast if draft.kind == "person" and draft.state == code and key in draft.roles),
                None,
            )
            draft = (
                known
                or self._from_tables(code, key, role)
                or self.cast.enter_words(f"{role.lemma} of {entry.name}", "unnamed", code, ("GOV",), "one", role.lemma)
            )
            found.append(draft.id)
        return tuple(found)

    def _same_noun(self, phrase: Phrase, role: RoleNoun, state: str | None) -> Draft | None:
        """Those meant before by the same noun: "the protesters" after "anti-government protesters"."""
        if phrase.article not in ("the", "none") or phrase.entries or phrase.end - phrase.first > 1:
            return None
        if phrase.article == "none" and role.weight < 0.9:
            return None
        return self.scene.last(
            lambda draft: (
                draft.number != "one" and role.lemma in draft.lemmas and (state is None or draft.state in (None, state))
            ),
            within=12,
        )

    # -- bodies

    def _tell_body(self, phrase: Phrase, role: RoleNoun, at: Seen) -> Told:
        state = self._state(phrase, role)
        if phrase.article in ("the", "own", "none") and not phrase.entries and phrase.end - phrase.first == 1:
            known = self._body_before(phrase, role)
            if known is not None:
                return Told((known.id,), "description", 0.8 * phrase.weight)
        words = self._words(phrase)
        kind: MentionKind = (
            "name"
            if words[:1].isupper() and phrase.end - phrase.first > 1 and words.split()[-1][:1].isupper()
            else "description"
        )
        draft = self.cast.enter_words(words, role.kind, state, role.sector, "body", role.lemma)
        return Told((draft.id,), kind, (0.9 if kind == "name" else 0.8) * phrase.weight)

    def _body_before(self, phrase: Phrase, role: RoleNoun) -> Draft | None:
        owner = self._owner(phrase)
        if phrase.article == "own" and (owner is None or role.lemma not in _GOVERNMENTS):
            return None

        def fits(draft: Draft) -> bool:
            if draft.number != "body" or draft.kind == "state" or role.lemma not in draft.lemmas:
                return False
            return owner is None or draft.state == owner.state

        home, main = self.setting.home, self.setting.main
        at_home = self.scene.last(lambda draft: draft.state == home and fits(draft)) if home and owner is None else None
        known = at_home or self.scene.last(fits)
        if known is not None and role.lemma in _GOVERNMENTS and main and known.state not in (None, main):
            return None
        return known


def _lemmas_of(entry: Entry) -> set[str]:
    """What a text may call a body or group of the tables when it says it again."""
    words = {
        "IGO": ("organization", "organisation", "bloc", "body", "alliance"),
        "REB": ("group", "movement"),
        "PTY": ("party",),
    }
    return {word for sector in entry.sector for word in words.get(sector, ())} | (
        {"agency", "newspaper", "outlet"} if entry.kind == "media" else set()
    )


def _ends_title(office: str | None, lemma: str) -> bool:
    """Is the noun of an office ("President of France") this one, and not part of another ("Vice President")?"""
    words = (office or "").lower().partition(" of ")[0]
    return words == lemma or (lemma.endswith(("minister", "secretary")) and words.startswith(("minister", "secretary")))


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.replace("-", " ").split() if word[:1].isupper())
