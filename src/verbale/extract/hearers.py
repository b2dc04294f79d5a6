"""Whom something is said to, and who passed it on: from the words around a cue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from verbale.extract.listeners import hearer_after
from verbale.extract.phrases import DETERMINERS, PRONOUNS, noun_phrase_after
from verbale.extract.sayings import Saying
from verbale.extract.sources import stands_in_saying
from verbale.extract.units import Range, Unit
from verbale.spans import Span
from verbale.words import word_set

OCCASIONS: Final = word_set(
    """
    meeting meetings talks conversation interview interviews conference briefing call telephone phone debate
    dialogue session speech address remarks statement statements message letter appeal video-link summit
    reception dinner comment comments speaking spoke talking talks
    """
)
"""Occasions whose "with X", "to X" or "for X" names the listener."""
TOWARDS: Final = word_set("with to for before")
MEDIA: Final = word_set(
    """
    media press reporters journalists newspaper newspapers agency agencies television tv radio channel outlet
    outlets magazine daily website broadcaster reuters interfax tass bbc cnn afp ap xinhua
    """
)
NO_HEARERS: Final = DETERMINERS | PRONOUNS | MEDIA
MEDIA_OR_PRONOUNS: Final = MEDIA | PRONOUNS
SPEAKING: Final = word_set("speaking spoke talking")
BEFORE_OCCASION: Final = word_set("in at during after on over by following via from his her their")
ANSWERS: Final = word_set("respond reply react")
"""Verbs of which "to" may name what is answered: a ruling, an announcement."""
ANSWERING: Final = word_set("answering answered addressing addressed")
SPOKEN_OF: Final = word_set(
    "accuse blame criticise criticize condemn denounce praise commend describe characterise characterize"
)
"""Verbs whose object is spoken of rather than spoken to."""
PASSING: Final = word_set("quoted reported cited carried published")
GATHERINGS: Final = word_set("conference briefing rally hearing")
"""Occasions that somebody may "tell", as a news conference, and that are nobody."""
TOLD: Final = word_set("tell inform assure remind warn urge advise ask")
"""Verbs whose object is the listener, also before quoted words."""


def find_hearers(unit: Unit, saying: Saying, hearer: Range | None, said: Sequence[Range] = ()) -> list[Span]:
    """The words that name whom something is said to: "told X", "said to X", "said at a meeting with X".

    *said*: the token ranges of what is said without marks, which name nobody spoken to.
    """
    if saying.cue.lemma in SPOKEN_OF:
        hearer = None
    phrase = hearer or _right_after(unit, saying) or _at_occasion(unit, saying, said)
    if phrase and unit.low(phrase[1] - 1) in GATHERINGS:
        return []
    return [unit.between(*part) for part in _split(unit, phrase)] if phrase else []


def told(unit: Unit, saying: Saying) -> Range | None:
    """The listener right after "told" and the like where quoted words follow."""
    if saying.cue.lemma not in TOLD or saying.place == "after":
        return None
    phrase = hearer_after(unit, saying.last)
    return None if phrase and unit.tokens[phrase[0]].quoted >= 0 else phrase


def _right_after(unit: Unit, saying: Saying) -> Range | None:
    """The listener of "said to X"."""
    at = saying.subject[1] if saying.place in {"after", "by"} and saying.subject else saying.last
    phrase = noun_phrase_after(unit, at + 1) if unit.low(at) == "to" else None
    if phrase is None:
        return None
    first, last = unit.tokens[phrase[0]], unit.tokens[phrase[1] - 1]
    if saying.cue.lemma in ANSWERS and not last.capital and last.low not in MEDIA_OR_PRONOUNS:
        return None
    return phrase if first.capital or first.low in NO_HEARERS else None


def _at_occasion(unit: Unit, saying: Saying, said: Sequence[Range]) -> Range | None:
    """The listener of "in an interview with X" and "at a meeting with X" outside what is said."""
    if OCCASIONS.isdisjoint(unit.lows) and ANSWERING.isdisjoint(unit.lows):
        return None
    first = saying.subject[0] if saying.subject else saying.first
    for at in _outside(unit, saying, first):
        if any(a <= at < b for a, b in said):
            continue
        if _is_occasion(unit, at):
            return hearer_after(unit, at + 2)
        if unit.low(at) in ANSWERING:
            return hearer_after(unit, at + 1)
    return None


def _is_occasion(unit: Unit, at: int) -> bool:
    """ "In an interview with", "speaking to", "at his talks with", but no news conference with a colleague."""
    word, towards = unit.low(at), unit.low(at + 1)
    if word not in OCCASIONS or towards not in TOWARDS or (word, towards) == ("conference", "with"):
        return False
    return word in SPEAKING or any(unit.low(k) in BEFORE_OCCASION for k in range(max(0, at - 5), at))


def _outside(unit: Unit, saying: Saying, first: int) -> Iterator[int]:
    """Tokens before the subject and between it and its cue, and those after an attribution that ends its sentence."""
    yield from range(first)
    if saying.subject and saying.place == "before":
        yield from range(saying.subject[1], saying.first)
    at = max(saying.last, saying.subject[1] if saying.subject else 0)
    while at < len(unit.tokens) and unit.low(at) not in {"that", ":", "."} and unit.tokens[at].quoted < 0:
        if unit.low(at) == "," and unit.low(at + 1) not in ANSWERING:
            break
        yield at
        at += 1


def _split(unit: Unit, phrase: Range) -> Iterator[Range]:
    """Several listeners apart: "the ministers of both states" is one, "Ruz and the press" two."""
    first = phrase[0]
    for at in range(phrase[0], phrase[1]):
        if (
            unit.low(at) == "and"
            and at + 1 < phrase[1]
            and (unit.tokens[at + 1].capital or unit.low(at + 1) in DETERMINERS)
            and at > first
        ):
            yield first, at
            first = at + 1
    yield first, phrase[1]


def find_relay(unit: Unit, saying: Saying) -> Span | None:
    """The words that name who passed the words on: "Interfax quoted him as saying", ", as quoted by Interfax"."""
    phrase = saying.relay
    for at in range(1, len(unit.tokens) - 2) if not PASSING.isdisjoint(unit.lows) else ():
        if unit.low(at - 1) == "as" and unit.low(at) in PASSING and unit.low(at + 1) == "by":
            phrase = phrase or noun_phrase_after(unit, at + 2)
    if phrase is None and stands_in_saying(unit, saying.last + 1):
        phrase = noun_phrase_after(unit, saying.last + 3)
    return unit.between(*phrase) if phrase else None
