"""Who "he", "they", "the two leaders" or "the country" are: by gender, number, distance and place in the sentence.

A `Scene` remembers who was named, in the order of the text, and answers from what came before. Weights were set
on the pronouns and bare titles of the training reports.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from msgspec import Struct

from verbale.resolve.cast import Cast, Draft
from verbale.resolve.given_names import Gender

REACH: Final = 8
"""Sentences back to which a pronoun may refer."""

_SUBJECT, _SPEAKER, _PER_SENTENCE, _OTHER_PARAGRAPH, _KNOWN_GENDER, _PER_MENTION = 1.6, 0.6, 0.7, 0.5, 0.4, 0.15

_ONE_BODY, _PAIR = 1.2, 0.6


class Seen(Struct, frozen=True):
    """One naming of one actor or of several together: in which sentence, paragraph and quotation, and how."""

    actors: tuple[str, ...]
    unit: int
    sentence: int
    paragraph: int
    quoted: bool
    is_subject: bool
    is_speaker: bool
    is_where: bool


class Scene:
    """Everybody named so far in a report."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.seen: list[Seen] = []
        self.times: dict[str, int] = {}

    def note(self, seen: Seen) -> None:
        """Remember a naming."""
        self.seen.append(seen)
        for identifier in seen.actors:
            self.times[identifier] = self.times.get(identifier, 0) + 1

    # -- pronouns

    def person(self, gender: Gender, at: Seen) -> tuple[str, ...]:
        """Whom "he" or "she" means."""
        return self._best(
            at, lambda draft: _may_be(draft, gender), lambda draft: _KNOWN_GENDER if draft.gender == gender else 0.0
        )

    def thing(self, at: Seen) -> tuple[str, ...]:
        """What "it" means: a state or a body."""
        return self._best(at, lambda draft: draft.number == "body", lambda draft: 0.0)

    def many(self, at: Seen) -> tuple[str, ...]:
        """Whom "they" means: the last group, or those who were named together."""
        best: tuple[str, ...] = ()
        score = -9.0
        for one in self._before(at):
            if len(one.actors) == 1 and self.cast[one.actors[0]].number == "one":
                continue
            weight = self._weigh(one, at) - (
                _ONE_BODY if len(one.actors) == 1 and self.cast[one.actors[0]].number == "body" else 0.0
            )
            if weight > score:
                best, score = one.actors, weight
        pair = self._pair(at)
        return pair if pair and score < _PAIR else best

    def _pair(self, at: Seen) -> tuple[str, ...]:
        """Two persons, and no more, of the sentence before: "X met Y. They agreed"."""
        found: list[str] = []
        for one in self._before(at):
            if at.sentence - one.sentence > 1 or at.paragraph - one.paragraph > 1:
                break
            if (
                at.sentence - one.sentence == 1
                and len(one.actors) == 1
                and self.cast[one.actors[0]].kind == "person"
                and one.actors[0] not in found
            ):
                found.append(one.actors[0])
        return tuple(reversed(found)) if len(found) == 2 else ()

    def _best(self, at: Seen, fits: Callable[[Draft], bool], bonus: Callable[[Draft], float]) -> tuple[str, ...]:
        best: tuple[str, ...] = ()
        score = -9.0
        for one in self._before(at):
            if len(one.actors) != 1:
                continue
            draft = self.cast[one.actors[0]]
            if not fits(draft):
                continue
            weight = self._weigh(one, at) + bonus(draft)
            if weight > score:
                best, score = one.actors, weight
        return best

    def _before(self, at: Seen) -> Iterable[Seen]:
        for one in reversed(self.seen):
            if at.sentence - one.sentence > REACH:
                return
            if one.quoted and not at.quoted:
                continue
            yield one

    def _weigh(self, one: Seen, at: Seen) -> float:
        weight = -_PER_SENTENCE * (at.sentence - one.sentence) - _OTHER_PARAGRAPH * (at.paragraph != one.paragraph)
        weight += _SUBJECT * one.is_subject + _SPEAKER * one.is_speaker - 1.0 * one.is_where
        if at.quoted and one.is_speaker and at.sentence - one.sentence <= 1:
            weight -= 3.0
        return weight + _PER_MENTION * min(5, max(self.times[identifier] for identifier in one.actors))

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

    def last_two(self, fits: Callable[[Draft], bool], at: Seen) -> tuple[str, ...]:
        """The two (or more, if named together) of those that fit who were named last, in the order of the text."""
        found: list[str] = []
        for one in reversed(self.seen):
            fitting = [identifier for identifier in one.actors if fits(self.cast[identifier])]
            if not found and len(fitting) > 1 and len(fitting) == len(one.actors):
                return tuple(fitting)
            found.extend(identifier for identifier in fitting if identifier not in found)
            if len(found) >= 2:
                return tuple(reversed(found[:2]))
        return ()


def _may_be(draft: Draft, gender: Gender) -> bool:
    is_somebody = draft.kind == "person" or (
        draft.kind == "unnamed" and draft.number == "one" and draft.lemmas != set()
    )
    return is_somebody and draft.gender in (None, gender)
