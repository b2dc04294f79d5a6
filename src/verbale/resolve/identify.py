"""Whom any stretch of a resolved report stands for."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import Final

from verbale.ids import local_id
from verbale.records import Actor, ActorKind
from verbale.resolve.resolution import MOST_KEPT, Mention, Resolution
from verbale.resolve.role_nouns import ROLE_NOUNS, RoleNoun
from verbale.resolve.setting import state_code
from verbale.resolve.tables import Entry, load_names, load_states
from verbale.spans import Span, trim

_LONGEST: Final = 400
"""Characters before a stretch within which a mention that covers it may begin."""
_JOIN: Final = re.compile(
    r"\s*(?:,\s*(?:and|or|as well as)?|and|&|or|as well as)\s*(?:the|a|an|his|her|its|their)?\s*", re.IGNORECASE
)
_ARTICLE: Final = re.compile(r"\A(?:the|a|an|this|that|these|those|some|his|her|its|their|our)\s+", re.IGNORECASE)
_JOINT_AT_END: Final = re.compile(r"(?:\s+(?:and|or|of|in|the|a|an|to|by|with|for)|[\s,;:-])+\Z", re.IGNORECASE)
_NOBODY: Final = frozenset(("", "united", "some", "any", "many", "such", "other", "first", "second", "third", "both"))
"""Words that, without a noun, name nobody."""
_OF_TWO: Final = {"former": -2, "latter": -1}
"""Words for one of the last two who were named before them in their sentence."""
_KINDS: Final[dict[str, ActorKind]] = {
    "body": "organisation", "agency": "organisation", "group": "group", "media": "media",
}  # fmt: skip
_GOES_ON: Final = re.compile(r"\w\s+(?:of|from|to|for|with|by|against|in|at)\s")
"""Words after which a noun only belongs to the one before it."""
_AFTER_HEAD: Final = re.compile(r"\s(?:of|in|from|for|at|to|who|that|with|on|near|by|,)\s|,")


def identify(resolution: Resolution, span: Span) -> tuple[Actor, ...]:
    """The actors that a stretch of the text stands for, several where names are joined.

    They are those of the mention that the span covers or that covers it, of all mentions where it is a list, else
    of the first. Where there is none, a new actor with the words as its name and the state of its adjective.
    Empty for a mention that resolution could not tell ("we", "they"), for words without a noun ("united") and for
    white space.
    """
    known = resolution.identified.get(span)
    if known is None:
        if len(resolution.identified) >= MOST_KEPT:
            resolution.identified.clear()
        known = resolution.identified[span] = _identify(resolution, trim(resolution.text, span))
    return known


def _identify(resolution: Resolution, span: Span) -> tuple[Actor, ...]:
    if span.start >= span.end:
        return ()
    place = _OF_TWO.get(_ARTICLE.sub("", span.of(resolution.text).lower()))
    if place is not None:
        named = _list_named_before(resolution, span)
        return named[place : place + 1 or None] if len(named) > 1 else ()
    near = _mentions_near(resolution, span)
    chosen = _choose(resolution.text, near, span)
    if chosen is None:
        return _unmentioned(resolution, span.of(resolution.text))
    ids = dict.fromkeys(identifier for mention in chosen for identifier in mention.actors)
    return tuple(resolution.actor(identifier) for identifier in ids)


def _list_named_before(resolution: Resolution, span: Span) -> tuple[Actor, ...]:
    """Who is named by a name before *span* in its sentence, each once, where first named."""
    begin, starts = resolution.analysis.sentence_of(span).start, resolution.mention_starts
    before = resolution.mentions[bisect_left(starts, begin) : bisect_left(starts, span.start)]
    named = [identifier for mention in before if mention.kind == "name" for identifier in mention.actors]
    return tuple(resolution.actor(identifier) for identifier in dict.fromkeys(named))


def _mentions_near(resolution: Resolution, span: Span) -> list[Mention]:
    first = bisect_left(resolution.mention_starts, span.start - _LONGEST)
    first = max(first, bisect_right(resolution.mention_reaches, span.start))
    found = []
    for number in range(first, len(resolution.mentions)):
        mention = resolution.mentions[number]
        if mention.wide.start >= span.end and mention.span.start >= span.end:
            break
        if mention.span.overlaps(span) or mention.wide.overlaps(span):
            found.append(mention)
    return found


def _choose(text: str, near: list[Mention], span: Span) -> list[Mention] | None:
    """The mentions that a stretch stands for; None if it is somebody who has no mention."""
    exact = [one for one in near if one.span == span]
    if exact:
        return exact[:1]
    within = [one for one in near if span.covers(one.span)]
    named = [one for one in near if one.kind == "name" and span.start < one.wide.start < span.end <= one.span.start]
    if within and named:  # "Ruz and her counterpart", whose name follows
        return [one for one in within if one.span.end <= named[0].wide.start] + named
    if within:
        titled = [one for one in near if one.kind == "name" and one.wide.covers(span)]  # "his counterpart, Jane Roe"
        return _of_within(text, within, span) or titled[:1] or None
    around = [one for one in near if one.span.covers(span)]
    if around:
        least = min(around, key=lambda one: one.span.end - one.span.start)
        is_noun = span.of(text).islower()  # "other states" of "initiatives of other states"; a reader cuts names short
        return None if is_noun and _GOES_ON.search(text, least.span.start, span.start) else [least]
    wide = [one for one in near if one.wide.covers(span) or one.wide.overlaps(span)]
    return None if wide and _names_itself(span.of(text)) else wide[:1] or None


def _names_itself(words: str) -> bool:
    """Are these words of somebody's title the name of a state or body: the Senate, of its majority leader?"""
    noun = ROLE_NOUNS.get(words.lower())
    if noun is not None:
        return noun.number == "body" and words[:1].isupper()
    entries = load_names().lookup(words)
    return bool(entries) and (entries[0].kind in _KINDS or entries[0].kind in ("state", "adjective"))


def _of_within(text: str, within: list[Mention], span: Span) -> list[Mention] | None:
    standing = [one for one in within if one.kind != "adjective"] or within
    if len(standing) > 1 and _is_list(text, standing, span):
        return standing
    first = standing[0]
    if _GOES_ON.search(text, span.start, first.wide.start):  # "defenders of the city": not the city
        return None
    if first.kind == "pronoun" and first.span.end < span.end and len(standing) == 1:  # "his lawyer": not he
        return None
    if first.kind == "adjective" or _is_modifier(text, first, span):
        return standing[1:2] or None
    return [first]


def _is_list(text: str, mentions: list[Mention], span: Span) -> bool:
    """Is nothing but commas and "and" between the mentions?"""
    gaps = [(one.wide.end, two.wide.start) for one, two in pairwise(mentions)]
    return (
        all(end <= start and _JOIN.fullmatch(text, end, start) for end, start in gaps)
        and mentions[-1].span.end >= span.end - 1
    )


def _is_modifier(text: str, mention: Mention, span: Span) -> bool:
    """Does the mention only describe the noun after it: "Iran's" in "Iran's lead negotiator"?"""
    rest = text[mention.wide.end : span.end]
    return bool(
        re.match(
            r"['’]s?\s+\w|\s+(?!(?:of|in|from|for|at|to|who|that|with|on|and|or|itself|himself|herself|themselves)\b)[\w-]",
            rest,
        )
    )


def _unmentioned(resolution: Resolution, words: str) -> tuple[Actor, ...]:
    """Whom words mean that are no mention: whoever of the report has that surname, somebody of the tables, nobody if
    they name none, else somebody new."""
    bare = _JOINT_AT_END.sub("", _ARTICLE.sub("", " ".join(words.split()), count=1))
    if bare.lower() in _NOBODY:
        return ()
    bearers = _of_surname(resolution, bare)
    if len(bearers) == 1:
        return bearers
    again = _named_so(resolution, bare)
    if again:
        return again
    entry = next(iter(load_names().lookup(bare)), None)
    actor = _of_tables(entry) if entry is not None else None
    if actor is None:
        return (_new_actor(bare or words),)
    return (resolution.find(actor.id) or actor,)


def _named_so(resolution: Resolution, words: str) -> tuple[Actor, ...]:
    """Whom a body's noun with a capital means elsewhere in the report: "the Senate"."""
    if words.lower() not in ROLE_NOUNS or not words[:1].isupper():
        return ()
    same = resolution.find_mention(words)
    return tuple(map(resolution.actor, same.actors)) if same else ()


def _of_surname(resolution: Resolution, word: str) -> tuple[Actor, ...]:
    """The people of the report whose names of two words or more end with *word*, one with a capital."""
    if not word[:1].isupper() or " " in word:
        return ()
    return tuple(resolution.list_of_surname(word))


def _of_tables(entry: Entry) -> Actor | None:
    """The state, body or group of the tables as an actor; None for a place and for people."""
    code = state_code(entry)
    if entry.kind in ("state", "adjective") and code is not None:
        state = load_states().get(entry.id)
        return Actor(entry.id, state.name if state else entry.name, "state", code, (), None, None, ())
    kind = _KINDS.get(entry.kind)
    return Actor(entry.id, entry.name, kind, code, entry.sector, None, None, ()) if kind else None


def _new_actor(plain: str) -> Actor:
    role = _head_noun(plain)
    state = _state_in(plain)
    kind: ActorKind = role.kind if role is not None and role.kind != "state" else "unnamed"
    sector = role.sector if role is not None else ()
    return Actor(local_id(plain, state), plain, kind, state, sector, None, None, ())


def _head_noun(words: str) -> RoleNoun | None:
    head = _AFTER_HEAD.split(words, maxsplit=1)[0].lower().split()
    for length in (2, 1):
        found = ROLE_NOUNS.get(" ".join(head[-length:]))
        if found is not None:
            return found
    return None


def _state_in(words: str) -> str | None:
    for hit in load_names().find(words):
        if hit.entries[0].kind != "media":
            return state_code(hit.entries[0])
    return None
