"""What the user's tables add to the dictionary of phrases: groups, organisations, media, other names of states."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from msgspec.structs import replace

from verbale.ids import local_id
from verbale.resolve.tables.own import Kind, OwnFact, find_state
from verbale.resolve.tables.values import Entry, EntryKind

_ENTRY_KINDS: dict[str, EntryKind] = {"group": "group", "organisation": "agency", "media": "media", "state": "state"}
_KINDS: dict[str, Kind] = {
    "state": "state", "body": "organisation", "agency": "organisation", "group": "group", "media": "media",
}  # fmt: skip
_SECTORS: dict[str, tuple[str, ...]] = {"media": ("JRN",)}

Lookup = Callable[[str], tuple[Entry, ...]]
"""What exactly a phrase stands for in the tables that come with verbale."""


def settle_kinds(facts: Iterable[OwnFact], lookup: Lookup) -> Iterator[OwnFact]:
    """The facts, each with a kind: where none is given, what the tables know by that name, else a person."""
    for fact in facts:
        yield fact if fact.kind is not None else replace(fact, kind=_settle_kind(fact, lookup))


def _settle_kind(fact: OwnFact, lookup: Lookup) -> Kind:
    if fact.office is not None or fact.id is not None:
        return "person"
    return next((_KINDS[one.kind] for one in lookup(fact.name) if one.kind in _KINDS), "person")


def entries_of(facts: Iterable[OwnFact], lookup: Lookup) -> Iterator[tuple[str, Entry]]:
    """Phrases and what they stand for."""
    for fact in settle_kinds(facts, lookup):
        if fact.kind == "person":
            continue
        entry = _known_entry(fact, lookup) or _new_entry(fact)
        for name in (fact.name, *fact.aliases):
            yield name, entry


def _known_entry(fact: OwnFact, lookup: Lookup) -> Entry | None:
    """The tables' own entry of that name, with what the user says of it."""
    if fact.id is not None:
        return None
    kind = _ENTRY_KINDS[fact.kind or "group"]
    known = next((one for one in lookup(fact.name) if one.kind in (kind, "body")), None)
    if known is None:
        return None
    state = find_state(fact.state) if fact.state else known.state
    return replace(known, state=state, sector=fact.sector or known.sector)


def _new_entry(fact: OwnFact) -> Entry:
    state = find_state(fact.state or fact.name) if fact.kind == "state" else find_state(fact.state or "")
    kind = fact.kind or "group"
    identifier = state if kind == "state" and state else fact.id or local_id(fact.name, state)
    return Entry(identifier, _ENTRY_KINDS[kind], fact.name, state, fact.sector or _SECTORS.get(kind, ()))
