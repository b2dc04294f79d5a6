"""Whom or where words of a report may mean, with what speaks for each: for people who ask, for no record."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, Literal, TypeVar

from msgspec import Struct

from verbale.analyse.analysis import Analysis
from verbale.errors import UnknownName
from verbale.resolve.actors import tell_actors
from verbale.resolve.offices import title_core
from verbale.resolve.phrases import Phrase
from verbale.resolve.places import place_of_town
from verbale.resolve.recognition import held_on, holds
from verbale.resolve.resolution import Mention, MentionKind
from verbale.resolve.setting import state_code
from verbale.resolve.stage import Ready, prepare
from verbale.resolve.tables import Candidate, Town, load_names, load_people
from verbale.resolve.tables.roles import role_of_title
from verbale.spans import Span

Ground = Literal["full name", "other name", "surname", "spelling", "phrase", "place", "named before", "office", "words"]
"""What a candidate rests on: the tables' people by which kind of name, a phrase or a place of the tables, having been
named before in the report, holding an office on its day, or nothing but the report's words."""

MOST: Final = 8
"""So many candidates are told."""
_LEAST, _FEWEST = 0.005, 2
"""Places with a smaller share are left out, but for the first few."""
DIGITS: Final = 3
_MATCHES: Final[dict[str, Ground]] = {
    "full": "full name", "alias": "other name", "surname": "surname", "variant": "spelling",
}  # fmt: skip
_STATES: Final = 6
"""So many of the report's states are asked for who holds an office there."""

Key = TypeVar("Key")


class Rival(Struct, frozen=True):
    """Somebody, or some place, that words may mean.

    `id`: of the actor, or ``geonames:`` and a number. `score`: 0 to 1, for names that of the tables, else the share
    in all that speaks for anybody; None where nothing was weighed. `about`: an office on the report's day, or the
    region in which a place lies. `is_taken`: is it what the record says?
    """

    id: str | None
    name: str
    state: str | None
    about: str | None
    score: float | None
    ground: Ground
    is_taken: bool


class Rivals(Struct, frozen=True):
    """Words of a report, how they were taken and how surely, and all that they may mean, what was taken first."""

    span: Span
    words: str
    said: MentionKind | Literal["place"]
    score: float | None
    rivals: tuple[Rival, ...]


def weigh_actors(analysis: Analysis, words: str) -> tuple[Rivals, ...]:
    """Whom each mention may mean whose words are *words*, case aside; UnknownName if the report has none."""
    ready = prepare(analysis)
    ready.stage.scene.weighed = {}
    mentions = tell_actors(analysis, ready.stage, ready.phrases)
    by_start = {ready.stage.units.starts[one.first]: one for one in ready.phrases}
    asked = [one for one in mentions if _is_asked(analysis.text, one, words)]
    if not asked:
        raise UnknownName(words, _like(words, (one.span.of(analysis.text) for one in mentions)), "the report")
    return tuple(_weigh_mention(ready, one, by_start.get(one.span.start)) for one in asked)


def weigh_places(analysis: Analysis, words: str) -> tuple[Rivals, ...]:
    """Where each place may be whose words are *words* or hold them; UnknownName if the report names none."""
    ready = prepare(analysis)
    asked = [one for one in ready.places if _fold(words) in _fold(one.place.extracted_place)]
    if not asked:
        raise UnknownName(
            words, _like(words, (one.place.extracted_place for one in ready.places)), "the report's places"
        )
    found = []
    for one in asked:
        said = one.span.of(analysis.text)
        at = said.lower().find(words.lower())
        span = Span(one.span.start + at, one.span.start + at + len(words)) if at >= 0 else one.span
        taken = one.place.geonameid, one.place.resolved_place
        found.append(Rivals(one.span, said, "place", None, tuple(_weigh_towns(ready, span, taken))))
    return tuple(found)


def _is_asked(text: str, mention: Mention, words: str) -> bool:
    return _fold(words) in (_fold(mention.span.of(text)), _fold(mention.wide.of(text)))


def _fold(words: str) -> str:
    return " ".join(words.lower().removeprefix("the ").split())


def _like(words: str, known: Iterable[str]) -> list[str]:
    """A few of the report's words that have one of *words* in them."""
    parts = set(_fold(words).split())
    return list(dict.fromkeys(one for one in known if parts & set(_fold(one).split())))[:3]


# -- actors


def _weigh_mention(ready: Ready, mention: Mention, phrase: Phrase | None) -> Rivals:
    found: Iterator[Rival]
    if mention.kind == "pronoun":
        found = _weigh_pronoun(ready, mention, phrase)
    elif phrase is not None and phrase.kind == "name":
        found = _weigh_name(ready, mention, phrase)
    elif phrase is not None and phrase.kind == "noun":
        found = _weigh_title(ready, mention, phrase)
    else:
        found = _weigh_phrase(ready, mention)
    rivals = {one.id or one.name: one for one in (*_taken(ready, mention), *found)}
    ordered = sorted(rivals.values(), key=lambda one: (not one.is_taken, -(one.score or 0.0)))
    words = mention.span.of(ready.stage.units.text)
    return Rivals(mention.span, words, mention.kind, mention.score, tuple(ordered[:MOST]))


def _taken(ready: Ready, mention: Mention) -> Iterator[Rival]:
    """Those whom the record takes the words for, where nothing else weighs them."""
    for identifier in mention.actors:
        draft = ready.stage.cast[identifier]
        ground: Ground = "named before" if draft.kind == "person" and mention.kind != "name" else "words"
        yield Rival(draft.id, draft.name, draft.state, draft.office, mention.score, ground, True)


def _weigh_pronoun(ready: Ready, mention: Mention, phrase: Phrase | None) -> Iterator[Rival]:
    weighed = (ready.stage.scene.weighed or {}).get(phrase.wide_first, {}) if phrase else {}
    shares = _share(weighed, math.e)
    for actors, share in shares.items():
        for identifier in actors:
            draft = ready.stage.cast[identifier]
            is_taken = actors == mention.actors
            yield Rival(draft.id, draft.name, draft.state, draft.office, share, "named before", is_taken)


def _weigh_name(ready: Ready, mention: Mention, phrase: Phrase) -> Iterator[Rival]:
    """Persons of the tables, and those of the report who have a word of the name in common."""
    stage = ready.stage
    words, on = stage.units.words(phrase.first, phrase.end), stage.setting.on
    for one in load_people().named(words, on)[:MOST]:
        yield _of_candidate(one, ready, one.person.id in mention.actors)
    tokens = stage.people.gathering.tokens(phrase)
    for person in (one for token in tokens for one in stage.people.gathering.by_token.get(token, [])):
        draft = stage.people.of(person.phrases[0])
        if draft is not None and draft.id not in mention.actors:
            yield Rival(draft.id, draft.name, draft.state, draft.office, None, "named before", False)


def _of_candidate(one: Candidate, ready: Ready, is_taken: bool) -> Rival:
    on = ready.stage.setting.on
    held = held_on(one.person.id, on)
    office = held[0].office if held else None
    if office is None and one.holding is not None:
        office = one.holding.office if holds(one.holding, on) else f"once {one.holding.office}"
    return Rival(one.person.id, one.person.name, one.person.state, office, one.score, _MATCHES[one.match], is_taken)


def _weigh_title(ready: Ready, mention: Mention, phrase: Phrase) -> Iterator[Rival]:
    """Who holds the office in each of the states that the report names, by how often it names them."""
    stage = ready.stage
    key = role_of_title(title_core(stage.units, phrase.first, phrase.head, phrase.end))
    if key is None or stage.setting.on is None:
        return
    holders: dict[str, float] = {}
    for code, count in stage.setting.states.most_common(_STATES):
        holding = load_people().holder(code, key, stage.setting.on)
        if holding is not None:
            holders[holding.person] = math.log(1 + count)
    for identifier, share in _share(holders, math.e).items():
        person, held = load_people().get(identifier), held_on(identifier, stage.setting.on)
        if person is not None:
            office = next((one.office for one in held if one.role == key), None)
            is_taken = identifier in mention.actors
            yield Rival(identifier, person.name, person.state, office, share, "office", is_taken)


def _weigh_phrase(ready: Ready, mention: Mention) -> Iterator[Rival]:
    """All that a phrase of the tables may stand for, and the places of its name."""
    words = mention.span.of(ready.stage.units.text)
    entries = load_names().lookup(words)
    is_land = any(one.kind in ("state", "seat") for one in entries)
    for one in entries if not is_land else ():
        code = state_code(one)
        score = mention.score if one.id in mention.actors else None
        yield Rival(one.id, one.name, code, None, score, "phrase", one.id in mention.actors)
    if is_land:
        yield from _weigh_towns(ready, mention.span, (None, None), mention.actors)


# -- places


def _weigh_towns(
    ready: Ready, span: Span, taken: tuple[int | None, str | None], actors: tuple[str, ...] = ()
) -> Iterator[Rival]:
    """The places of a name, each with its share: a place counts ten times as much for each power of ten of people."""
    towns = dict(ready.locator.weigh(span))
    for number, (town, share) in enumerate(list(_share(towns, 10.0).items())[:MOST]):
        if share < _LEAST and number >= _FEWEST:
            break
        is_taken = (town.geonameid, town.name) == taken or _is_acting(town, actors)
        identifier = town.state if town.kind == "state" else f"geonames:{town.geonameid}" if town.geonameid else None
        yield Rival(identifier, town.name, town.state, _where(town), share, "place", is_taken)


def _is_acting(town: Town, actors: tuple[str, ...]) -> bool:
    """Is it the state, or the capital of the state, that acts?"""
    return town.state in actors and town.kind in ("state", "capital")


def _where(town: Town) -> str:
    """What kind of place that is, and in which region and state."""
    place = place_of_town(town.name, town)
    within = [one for one in (place.district, place.province, place.country) if one and one != town.name]
    return ", ".join((town.kind, *within)) if within else town.kind


def _share(weights: Mapping[Key, float], base: float) -> dict[Key, float]:
    """The share of each in the sum of *base* to its weight, the largest first."""
    top = max(weights.values(), default=0.0)
    powers = {key: base ** (weight - top) for key, weight in weights.items()}
    total = sum(powers.values())
    return {key: round(power / total, DIGITS) for key, power in sorted(powers.items(), key=lambda one: -one[1])}
