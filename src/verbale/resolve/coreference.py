"""Who "he", "they", "the two leaders" or "the country" are: by gender, number, distance and place in the sentence.

A `Scene` remembers who was named, in the order of the text, and answers from what came before. Weights were set
on the pronouns and bare titles of the training reports.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Final

from msgspec import Struct

from verbale.resolve.cast import Cast, Draft
from verbale.resolve.given_names import Gender

REACH: Final = 6
"""Sentences back to which a pronoun may refer; those within quotations do not count for a pronoun outside them."""

_FURTHEST: Final = 400
"""Namings that are remembered, so that time stays linear in the report's length."""

# On the scale of one sentence's distance being 0.7.
_PER_SENTENCE, _OTHER_PARAGRAPH, _PER_MENTION, _WHERE = 0.7, 0.8, 0.15, 1.0
_SUBJECT, _SUBJECT_FOR_OBJECT, _SPEAKER, _KNOWN_GENDER, _JUST_BEFORE = 1.6, 0.7, 0.6, 0.4, 0.1
_FAR: Final = 20
"""Sentences back to which "both sides" may refer."""
_CLAUSE: Final = 10
"""Units within which a subject's verb has its object."""
_ONE_BODY: Final = {"state": 1.5, "organisation": 0.8}
"""How much less likely "they" means one state or one body than a group or several."""
_NO_TALKERS: Final = 3.0
"""How much less likely states or bodies named together are those who "discussed" than people are."""
_PAIR: Final = 0.6
_OTHERWISE: Final = 4.0
"""How much less likely "he" means somebody whom "she" has meant in this report."""
_UNNAMED: Final = 1.2
"""How much less likely "he" means somebody whom only a noun names than somebody with a name."""


class Seen(Struct):
    """One naming of one actor or of several together: in which sentence, paragraph and quotation, and how.

    `told` counts sentences of the report's own voice only. `is_object`: after a verb or preposition.
    """

    actors: tuple[str, ...]
    unit: int
    sentence: int
    told: int
    paragraph: int
    quoted: bool
    is_subject: bool = False
    is_object: bool = False
    is_speaker: bool = False
    is_where: bool = False


class Scene:
    """Everybody named lately in a report. `weighed`: by the unit of a pronoun, what spoke for whom, where one asks."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.seen: deque[Seen] = deque(maxlen=_FURTHEST)
        self.times: dict[str, int] = {}
        self.weighed: dict[int, dict[tuple[str, ...], float]] | None = None
        self._meant: dict[str, Gender] = {}

    def note(self, seen: Seen) -> None:
        """Remember a naming."""
        self.seen.append(seen)
        for identifier in seen.actors:
            self.times[identifier] = self.times.get(identifier, 0) + 1

    # -- pronouns

    def person(self, gender: Gender, at: Seen) -> tuple[str, ...]:
        """Whom "he" or "she" means; if nobody of that gender was named, somebody whose given name misleads."""
        found = self._best(at, lambda draft: _may_be(draft, gender), lambda draft: self._speaks_for(draft, gender))
        if len(found) == 1:
            self._meant.setdefault(found[0], gender)
        return found or self._best(at, lambda draft: draft.kind == "person", lambda draft: 0.0)

    def _speaks_for(self, draft: Draft, gender: Gender) -> float:
        """How much likelier or less likely "he" or "she" means somebody than others who may be meant."""
        other = self._meant.get(draft.id, gender) != gender
        return _KNOWN_GENDER * (draft.gender == gender) - _UNNAMED * (draft.kind != "person") - _OTHERWISE * other

    def thing(self, at: Seen) -> tuple[str, ...]:
        """What "it" means: a state or a body."""
        return self._best(at, lambda draft: draft.number == "body", lambda draft: 0.0)

    def many(self, at: Seen, *, joint: bool = False) -> tuple[str, ...]:
        """Whom "they" means: the last group, or those named together; with *joint*, those who met or talked."""
        best: tuple[str, ...] = ()
        score = -9.0
        barred = self._own_subject(at)
        for one in self._before(at):
            alone = self.cast[one.actors[0]] if len(one.actors) == 1 else None
            if one.actors == barred:
                continue
            if alone is not None and (alone.number == "one" or joint):
                continue
            weight = self._weigh(one, at) - (
                _ONE_BODY.get(alone.kind, 0.0) if alone and alone.number == "body" else 0.0
            )
            weight -= _NO_TALKERS * (joint and not all(self.cast[i].kind == "person" for i in one.actors))
            self._keep(at, one, weight)
            if weight > score:
                best, score = one.actors, weight
        pair = self._pair(at, reach=2 if joint else 1)
        if pair and (score < _PAIR or joint):
            return pair
        if joint and not (best and all(self.cast[one].kind == "person" for one in best)):
            best = self.both(lambda draft: draft.kind == "person" and bool(draft.lemmas | draft.roles)) or best
        return best or (self.many(at) if joint else ())

    def _pair(self, at: Seen, reach: int) -> tuple[str, ...]:
        """Two persons, and no more, of the last sentences: "X met Y. They agreed"."""
        found: list[str] = []
        for one in self._before(at):
            if at.told - one.told > reach or at.paragraph - one.paragraph > 1:
                break
            if at.told == one.told or len(one.actors) != 1 or self.cast[one.actors[0]].kind != "person":
                continue
            if one.actors[0] not in found:
                found.append(one.actors[0])
        return tuple(reversed(found)) if len(found) == 2 else ()

    def _best(self, at: Seen, fits: Callable[[Draft], bool], bonus: Callable[[Draft], float]) -> tuple[str, ...]:
        best: tuple[str, ...] = ()
        score = -9.0
        barred = self._own_subject(at)
        for one in self._before(at):
            if len(one.actors) != 1 or one.actors == barred:
                continue
            draft = self.cast[one.actors[0]]
            if not fits(draft):
                continue
            weight = self._weigh(one, at) + bonus(draft)
            self._keep(at, one, weight)
            if weight > score:
                best, score = one.actors, weight
        return best

    def _keep(self, at: Seen, one: Seen, weight: float) -> None:
        if self.weighed is not None:
            told = self.weighed.setdefault(at.unit, {})
            told[one.actors] = max(weight, told.get(one.actors, weight))

    def _own_subject(self, at: Seen) -> tuple[str, ...]:
        """Who is the subject of an object's own clause: in "Roe told him", him is not Roe."""
        if not at.is_object:
            return ()
        for one in islice(reversed(self.seen), _CLAUSE):
            if one.sentence != at.sentence or at.unit - one.unit > _CLAUSE:
                return ()
            if one.is_subject:
                return one.actors
        return ()

    def _before(self, at: Seen) -> Iterator[Seen]:
        for one in reversed(self.seen):
            if at.told - one.told > REACH:
                return
            if not one.quoted or at.quoted:
                yield one

    def _weigh(self, one: Seen, at: Seen) -> float:
        apart = at.sentence - one.sentence if at.quoted and one.quoted else at.told - one.told
        weight = -_PER_SENTENCE * apart - _OTHER_PARAGRAPH * (at.paragraph != one.paragraph)
        weight += (_SUBJECT_FOR_OBJECT if at.is_object else _SUBJECT) * one.is_subject
        weight += _SPEAKER * one.is_speaker - _WHERE * one.is_where + _JUST_BEFORE * (one.is_subject and apart == 1)
        if at.quoted and not one.quoted and one.is_speaker and apart <= 1:
            weight -= 3.0
        return weight + _PER_MENTION * min(5, max(map(self.times.__getitem__, one.actors)))

    # -- titles and descriptions

    def last(self, fits: Callable[[Draft], bool], *, within: int | None = None) -> Draft | None:
        """Whoever was named last of those that fit."""
        newest = self.seen[-1].sentence if self.seen else 0
        for one in reversed(self.seen):
            if within is not None and newest - one.sentence > within:
                return None
            for identifier in reversed(one.actors):
                if fits(self.cast[identifier]):
                    return self.cast[identifier]
        return None

    def both(self, fits: Callable[[Draft], bool]) -> tuple[str, ...]:
        """Who "both" are of those that fit: those named together last, else the two named most often of late."""
        newest = self.seen[-1].sentence if self.seen else 0
        found: dict[str, int] = {}
        for order, one in enumerate(reversed(self.seen)):
            if newest - one.sentence > _FAR:
                break
            fitting = [identifier for identifier in one.actors if fits(self.cast[identifier])]
            if not found and len(fitting) > 1 and len(fitting) == len(one.actors):
                return tuple(fitting)
            for identifier in fitting:
                found.setdefault(identifier, order)
        best = sorted(found, key=lambda one: (-self.times[one], found[one]))[:2]
        return tuple(sorted(best, key=lambda one: -found[one])) if len(best) == 2 else ()

    def together(self, fits: Callable[[Draft], bool]) -> tuple[str, ...]:
        """The two of those that fit who were named together last."""
        for one in reversed(self.seen):
            if len(one.actors) == 2 and all(fits(self.cast[identifier]) for identifier in one.actors):
                return one.actors
        return ()

    def several(self, fits: Callable[[Draft], bool], most: int) -> tuple[str, ...]:
        """The last *most* of those that fit, at least two, in the order of the text."""
        found: list[str] = []
        for one in reversed(self.seen):
            found += [i for i in reversed(one.actors) if i not in found and fits(self.cast[i])]
            if len(found) >= most:
                break
        return tuple(reversed(found[:most])) if len(found) > 1 else ()


def _may_be(draft: Draft, gender: Gender) -> bool:
    is_somebody = draft.kind == "person" or (
        draft.kind == "unnamed" and draft.number == "one" and draft.lemmas != set()
    )
    return is_somebody and draft.gender in (None, gender)
