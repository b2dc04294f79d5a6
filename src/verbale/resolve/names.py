"""Tells whom a name means: states and seats, bodies of the tables, persons, and bodies that only the report names."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Final

from verbale.records import ActorKind
from verbale.resolve.cast import Draft
from verbale.resolve.introducing import first_of_letters
from verbale.resolve.phrases import Phrase, is_speech
from verbale.resolve.places import is_place_name
from verbale.resolve.setting import is_generic, state_code
from verbale.resolve.stage import Stage, Told
from verbale.resolve.standing import is_seat, is_where
from verbale.resolve.tables import Entry, load_bodies, load_names, load_states
from verbale.resolve.tables.articles import name_with_article
from verbale.resolve.tables.words import fold_name
from verbale.resolve.titles import holders_of

_ACTOR_KINDS: Final[dict[str, ActorKind]] = {
    "group": "group",
    "agency": "organisation",
    "media": "media",
    "body": "organisation",
}
_SAID_AGAIN: Final = {
    "IGO": ("organization", "organisation", "bloc", "body", "alliance"),
    "REB": ("group", "movement"),
    "PTY": ("party",),
    "JRN": ("newspaper", "outlet", "broadcaster"),
}
"""What a text may call a body of a sector when it says it again."""
_OF_AGENCIES: Final = frozenset(("UNO", "IAEA", "EUE"))
"""Whose bodies a text calls "the agency" when it says them again."""
_STATELESS: Final = frozenset(("BUS", "JRN", "SOC"))
"""Sectors of bodies that do not act for the state in whose name or seat they have it."""
_PRIVATE: Final = frozenset(("BUS", "JRN"))
"""Sectors of companies and media, which act for no state unless the tables say that they are a government's."""
_OF_STATE: Final = frozenset(("GOV", "LEG", "MIL", "COP", "JUD", "PTY", "OPP"))
_LETTERS: Final = {"US": "United States", "UN": "United Nations", "UK": "United Kingdom", "EU": "European Union"}
_OF_UNION: Final = "brussels"
"""The seat of a state's government and of the European Union's."""
_BODIES_BACK: Final = 100
_KNOWN, _STATE, _WHERE, _LIKELY, _UNSURE = 0.95, 0.9, 0.5, 0.8, 0.25


def tell_known(stage: Stage, phrase: Phrase) -> Told | None:
    """Whom a phrase of the tables means; None where it is a place."""
    entry = phrase.entries[0]
    if entry.kind == "place":
        return _tell_acting_place(stage, phrase, entry)
    if phrase.is_place or (entry.kind == "seat" and not is_seat(stage.units, phrase)):
        return None
    until, key, role = stage.listed
    if phrase.first < until and role is not None and entry.kind == "state":
        found = holders_of(stage, [entry], key, role)
        if found:
            return Told(found, "title", _LIKELY)
    if entry.kind == "seat" and stage.units.low(phrase.first) == _OF_UNION and stage.setting.is_union_seat:
        union = load_names().lookup("European Union")[0]
        return Told((_enter_entry(stage, phrase, union).id,), "seat", _STATE)
    if entry.kind in ("state", "seat", "adjective"):
        is_place = is_where(stage.units, phrase)
        return Told(
            (_enter_state(stage, entry).id,), "seat" if entry.kind == "seat" else "name", _WHERE if is_place else _STATE
        )
    return Told((_enter_entry(stage, phrase, entry).id,), "name", _KNOWN)


def _tell_acting_place(stage: Stage, phrase: Phrase, entry: Entry) -> Told | None:
    """The authorities of a town or region that acts or is acted upon ("Texas sued"); None where it only says where."""
    if not is_seat(stage.units, phrase):
        return None
    draft = stage.cast.enter_words(stage.words(phrase), "organisation", state_code(entry), ("GOV",), "body")
    return Told((draft.id,), "name", _WHERE)


def tell_adjective(stage: Stage, phrase: Phrase) -> Told:
    """The state whose adjective stands before a noun that is no actor of its own."""
    return Told((_enter_state(stage, phrase.entries[0]).id,), "adjective", _WHERE)


def tell_people(stage: Stage, phrase: Phrase) -> Told:
    """The people of a state, as a group: "Russians"."""
    draft = stage.cast.enter_words(
        stage.words(phrase), "group", state_code(phrase.entries[0]), ("CVL",), "many", "people"
    )
    return Told((draft.id,), "description", _LIKELY)


def tell_name(stage: Stage, phrase: Phrase) -> Told | None:
    """The person or body whose name no table of phrases has; None for a place."""
    person = stage.people.of(phrase)
    if person is not None:
        if person.state is None and phrase.title is not None:
            person.state = _state_of_house(stage, person) or stage.people.leading(phrase.first, person)
        if phrase.title is not None and phrase.title.role.lemma == "counterpart":
            _give_office(stage, phrase, person)
        return Told((person.id,), "name", _KNOWN * phrase.weight)
    if phrase.is_place or is_place_name(stage.units, phrase):
        return None
    words = stage.words(phrase)
    family = _family(stage, phrase, words)
    if family:
        return Told(family, "name", _LIKELY)
    known = _by_letters(stage.cast.newest(), words)
    if known is not None:
        return Told((known.id,), "name", _LIKELY)
    words = _written_out(stage, phrase) or words
    is_medium = phrase.sector == "JRN" or words.lower() == stage.setting.medium
    kind: ActorKind = "media" if is_medium else "organisation"
    if phrase.role is not None and phrase.role.number == "body":
        kind = phrase.role.kind
    lemma = phrase.role.lemma if phrase.role else words.lower().split()[-1]
    sector = (phrase.sector,) if phrase.sector else ()
    draft = stage.cast.enter_words(words, kind, _state_of_name(stage, phrase), sector, "body", lemma)
    is_likely = phrase.is_person is False or is_speech(stage.units, phrase)
    return Told((draft.id,), "name", _LIKELY if is_likely else _UNSURE)


def _written_out(stage: Stage, phrase: Phrase) -> str | None:
    """The words before letters in brackets that they are the first ones of: "Movement Against Dams (MAD)"."""
    units, words = stage.units, stage.words(phrase)
    if units.tag(phrase.first - 1) != "(" or units.tag(phrase.end) != ")" or not words.isupper():
        return None
    end = phrase.first - 1
    while end and units.tag(end - 1) == '"':
        end -= 1
    first = first_of_letters(units, end, words)
    return None if first is None else " ".join(units.words(first, end).split())


def _give_office(stage: Stage, phrase: Phrase, person: Draft) -> None:
    """Give a counterpart the office of whose counterpart he is: "Ruz and his Danish counterpart, Holm"."""
    owner = next((one for one in map(stage.cast.__getitem__, _just_before(stage)) if one.titles), None)
    if owner is None or owner is person or person.office is not None or person.titles - {frozenset(("counterpart",))}:
        return
    person.lemmas |= owner.lemmas
    person.roles |= owner.roles
    person.titles |= owner.titles
    own, other = (load_states().get(one.state) if one.state else None for one in (person, owner))
    if owner.office is not None and own is not None and other is not None and other.name in owner.office:
        office = owner.office.replace(name_with_article(other.name), name_with_article(own.name)).replace(
            other.name, own.name
        )
        person.office, person.office_basis = office, "text"


def _just_before(stage: Stage) -> tuple[str, ...]:
    """Who was named last."""
    return stage.scene.seen[-1].actors if stage.scene.seen else ()


def _family(stage: Stage, phrase: Phrase, words: str) -> tuple[str, ...]:
    """Those named before by the surname of which this is the plural: "the Roes"; empty if they are not several."""
    low = fold_name(words)
    if phrase.end - phrase.first > 1 or stage.units.low(phrase.first - 1) != "the" or not low.endswith("s"):
        return ()
    return stage.people.surnamed(low.removesuffix("s")) or stage.people.surnamed(low.removesuffix("es"))


def _state_of_house(stage: Stage, person: Draft) -> str | None:
    """The state of the ministry, army or court named before that somebody's title says again ("ministry spokesman")."""
    content = {word for title in person.titles for word in title}
    house = stage.scene.last(
        lambda draft: draft.number == "body" and draft.kind == "organisation" and bool(draft.lemmas & content), within=6
    )
    return house.state if house is not None else None


def _enter_state(stage: Stage, entry: Entry) -> Draft:
    code = state_code(entry) if entry.kind == "seat" else entry.id
    return stage.state_as_actor(code or entry.id, entry.name, state_code(entry))


def _enter_entry(stage: Stage, phrase: Phrase, entry: Entry) -> Draft:
    """A body, group, agency or medium of the tables; of the report's own state if its name is anybody's."""
    main = stage.setting.main
    lemmas = {word for word in entry.name.lower().split() if word.isalpha()}
    for sector in entry.sector:
        lemmas.update(_SAID_AGAIN.get(sector, ()))
    if entry.kind == "body" and state_code(entry) in _OF_AGENCIES and entry.id != state_code(entry):
        lemmas.add("agency")
    kind = _ACTOR_KINDS.get(entry.kind, "organisation")
    may_be_anybodys = entry.kind in ("agency", "group") and not _STATELESS & set(entry.sector)
    is_elsewhere = may_be_anybodys and entry.state is not None and entry.state not in stage.setting.states
    if is_elsewhere and main and is_generic(stage.units.low(phrase.first)):
        draft = stage.cast.enter_words(stage.words(phrase), kind, main, entry.sector, "body")
        draft.lemmas |= lemmas
        return draft
    body = load_bodies().get(entry.id) if entry.kind == "body" else None
    is_private = bool(_PRIVATE & set(entry.sector)) and "GOV" not in entry.sector
    state = body.code if body else None if is_private else state_code(entry)
    name = _write_out(entry.name)
    return stage.cast.enter(Draft(entry.id, name, kind, state, entry.sector, number="body", lemmas=lemmas))


def _write_out(name: str) -> str:
    """A body's name with the letters before it written out: "United States Department of State"."""
    first, _, rest = name.partition(" ")
    return f"{_LETTERS[first]} {rest}" if rest and first in _LETTERS else name


def _state_of_name(stage: Stage, phrase: Phrase) -> str | None:
    if phrase.sector in _STATELESS:
        return None
    entries = [entry for entry in phrase.entries if entry.kind != "media"]
    entries += stage.units.likeliest(phrase.first, phrase.end)
    if entries:
        return state_code(entries[0])
    return stage.setting.main if phrase.sector in _OF_STATE else None


def _by_letters(newest: Iterable[Draft], words: str) -> Draft | None:
    """A body named before by the words of which these are the first letters: "Syrian Democratic Forces (SDF)"."""
    if not words.isupper() or not 2 <= len(words) <= 7:
        return None
    for draft in islice(newest, _BODIES_BACK):
        if draft.kind in ("organisation", "group", "media") and _initials(draft.name.rpartition("'s ")[2]) == words:
            return draft
    return None


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.replace("-", " ").split() if word[:1].isupper())
