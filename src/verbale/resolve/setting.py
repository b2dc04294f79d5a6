"""What a report as a whole tells: its day, the states it is about, who published it, where its sentences play."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property

from verbale.analyse.analysis import Analysis
from verbale.resolve.resolution import Placed
from verbale.resolve.role_nouns import ROLE_NOUNS
from verbale.resolve.tables import Entry, load_names, load_states
from verbale.resolve.units import Units
from verbale.resolve.word_classes import MODIFIERS, ORGANISATION_WORDS, WHERE, WIDER
from verbale.words import word_set

_SMALL = word_set("of the and for")
_TITLE_WEIGHT = 3
_SENTENCE = re.compile(r"[^|]+\|?|\|")
"""The tags of a sentence's units."""
_LED_WITHIN = 4
"""Sentences, its own among them, in which the state that leads to an official without one is looked for."""
_MAIN_SHARE, _ONLY_SHARE = 0.4, 0.8


class Setting:
    """The report's day, its states by how often they are named, its main state, and the state of its publisher.

    `medium`: the publisher's name in small letters where it is no state's office.
    """

    def __init__(self, analysis: Analysis, units: Units) -> None:
        self.on: date | None = analysis.report.published
        self.home = _publishing_state(analysis.report.publisher)
        self.medium = None if self.home else (analysis.report.publisher or "").lower().removeprefix("the ")
        self._firsts, self._told = _number_sentences(units)
        self._named = [at for at in sorted(units.known) if _names_state(units, at)]
        self.states = _count_states(analysis, units, self._named)
        self._units = units
        self._scenes: dict[int, str] = {}

    def sentence_of(self, unit: int) -> int:
        """The number of a unit's sentence."""
        return bisect_right(self._firsts, unit) - 1

    def told_of(self, sentence: int) -> int:
        """The number of a sentence among those that are not wholly quoted."""
        return self._told[sentence]

    @cached_property
    def main(self) -> str | None:
        """The state that the report names as often as all others together and half as often again as the next.

        Persons count for their states, so this is asked once they are gathered; so are `only` and `pair`.
        """
        return self._leading(_MAIN_SHARE)

    @cached_property
    def only(self) -> str | None:
        """The state that the report is all but wholly about."""
        return self._leading(_ONLY_SHARE)

    @cached_property
    def pair(self) -> tuple[str, ...]:
        """The two states that the report names most, if it names each of them half as often again as any other."""
        (first, _), (second, count), (_, rest) = [*self.states.most_common(3), *[("", 0)] * 3][:3]
        return (first, second) if count > 1 and count >= 1.5 * rest else ()

    @cached_property
    def is_union_seat(self) -> bool:
        """Does "Brussels" stand for the European Union, and not for Belgium, by which of them is named more often?"""
        units = self._units
        named = [entries[0] for at, entries in units.known.items() if units.lows[at] != "brussels"]
        of_union = sum(entry.kind == "body" and state_code(entry) == "EUE" for entry in named)
        return of_union >= sum(state_code(entry) == "BEL" for entry in named)

    def _leading(self, share: float) -> str | None:
        counts = self.states
        if not counts:
            return self.home
        code = max(counts, key=counts.__getitem__)
        next_best = max((count for other, count in counts.items() if other != code), default=0)
        is_ahead = counts[code] >= 1.5 * next_best
        return code if is_ahead and counts[code] >= share * counts.total() else None

    def note_scenes(self, units: Units, places: Iterable[Placed]) -> None:
        """Remember, of each sentence that says where something is, the state of the first such place."""
        for placed in places:
            at = bisect_right(units.starts, placed.span.start) - 1
            before = units.low_before(at - (units.tag(at - 1) == "m"))
            if before in WHERE and placed.place.country_code:
                self._scenes.setdefault(self.sentence_of(at), placed.place.country_code)

    def leading(self, unit: int) -> str | None:
        """The state that leads the sentence of that unit, before it, or else one of the last sentences before.

        It leads a sentence if no other state and no verb stands before it there: "Kenya expelled two diplomats".
        """
        tags = self._units.tags
        for end in self._ends_before(unit):
            first = tags.rfind("|", 0, end) + 1
            at = next(iter(self._named[bisect_left(self._named, first) : bisect_left(self._named, end)]), None)
            if at is not None and "v" not in tags[first:at]:
                return state_code(self._units.known[at][0])
        return None

    def _ends_before(self, unit: int) -> Iterator[int]:
        """The unit itself, then the end of each of the few sentences before its own."""
        end = unit
        for _ in range(_LED_WITHIN):
            yield end
            end = self._units.tags.rfind("|", 0, end)
            if end <= 0:
                return

    def scene(self, unit: int) -> str | None:
        """The state in which the sentence of that unit says that something happens, None if it says none."""
        return self._scenes.get(self.sentence_of(unit))


def state_code(entry: Entry) -> str | None:
    """The code that a record gives to an actor of that entry: the state's own, or its parent's where it has none."""
    return code_in_record(entry.state)


def code_in_record(code: str | None) -> str | None:
    """The code that a record has for a state: its own, or its parent's where it has none of three letters."""
    if code and code.startswith("x:"):
        state = load_states().get(code)
        return state.parent if state else None
    return code


def is_generic(low: str) -> bool:
    """Is a name made of words that bodies of any state have in theirs: "Supreme Court", "Democratic Party"?"""
    words = low.split()
    return not WIDER & set(words) and all(
        word in ROLE_NOUNS or word in MODIFIERS or word in ORGANISATION_WORDS or word in _SMALL for word in words
    )


def _publishing_state(publisher: str | None) -> str | None:
    """The state whose office publishes the report: "President of Ukraine", "The White House"; None for media."""
    if not publisher:
        return None
    for hit in load_names().find(publisher):
        entry = hit.entries[0]
        if "JRN" in entry.sector:
            return None
        if entry.kind in ("seat", "agency") or (entry.kind in ("state", "adjective") and _names_office(publisher)):
            return entry.state
    return None


def _names_office(publisher: str) -> bool:
    low = publisher.lower()
    return any(
        word in low for word in ("president", "government", "ministry", "office", "embassy", "department", "parliament")
    )


def _number_sentences(units: Units) -> tuple[Sequence[int], Sequence[int]]:
    """For each sentence its first unit, and its number among those that are not wholly quoted."""
    firsts, numbers = array("i"), array("i")
    told = 0
    for found in _SENTENCE.finditer(units.tags):
        first, end = found.span()
        firsts.append(first)
        numbers.append(told)
        told += any(units.tags[at] not in '".-,|' and not units.is_quoted(at) for at in range(first, end))
    return firsts, numbers


def _names_state(units: Units, at: int) -> bool:
    """Does a unit name a state, by itself or as that of an office or of people, and not as a place?"""
    entry = units.known[at][0]
    is_place = entry.kind == "seat" and units.low_before(at) in WHERE
    is_of_state = units.tags[at] in "abse" and entry.kind not in ("body", "media") and not is_generic(units.lows[at])
    return is_of_state and not is_place and state_code(entry) is not None


def _count_states(analysis: Analysis, units: Units, named: Iterable[int]) -> Counter[str]:
    title_end = analysis.paragraphs[0].end if analysis.has_title and analysis.paragraphs else 0
    counts: Counter[str] = Counter()
    for at in named:
        code = state_code(units.known[at][0])
        if code:
            counts[code] += _TITLE_WEIGHT if units.starts[at] < title_end else 1
    return counts
