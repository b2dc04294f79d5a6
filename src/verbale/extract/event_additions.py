"""Acts that plain words tell and the reader did not see: readiness to work with somebody, and meetings.

"Determined to do good work with X" is AGREE in 14 of 17 such places of the labelled texts outside the test fold;
"received" or "hosted" with a person right behind it, and "meet again", are CONSULT in all 7.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from verbale.analyse.analysis import Act, Analysis, Role
from verbale.analyse.status_words import tell_status
from verbale.records import Statement, Status
from verbale.resolve.outlook import spaced
from verbale.resolve.resolution import Mention, Resolution
from verbale.spans import Lookup, Span
from verbale.words import word_set

RULE: Final = "words"
SCORE: Final = 0.8
READY: Final = word_set(
    """
    determined ready willing prepared committed resolved eager
    readiness determination willingness desire intention openness
    """
)
_TOGETHER: Final = r"(?:work(?:ing)?|cooperat\w+|collaborat\w+|engag\w+|talks?|negotiat\w+|dialogue|partnership)"
READINESS: Final = re.compile(
    spaced(
        rf"\b(?P<ready>(?:{'|'.join(sorted(READY))}) to) (?:(?!with\b)[\w'’-]+ ){{0,8}}?"
        rf"{_TOGETHER}\b(?: (?!with\b)\w+){{0,6}}? (?:together )?with "
    ),
    re.IGNORECASE,
)
NEGATED: Final = re.compile(r"\b(?:not|never|no longer|n[o’']t)\s+(?:\w+\s+)?$", re.IGNORECASE)
REACH: Final = 40
"""Characters after "with" within which its noun phrase begins its name."""
MEETING: Final = word_set("receive receives received hosts hosted met meet meets")


def find_additions(resolution: Resolution, statements: Lookup[Statement]) -> Iterator[Act]:
    """The acts of such words, in sentences in which the reader saw none of their type."""
    for act in (*_find_readiness(resolution, statements), *_find_meetings(resolution, statements)):
        here = resolution.analysis.sentence_at(act.trigger.start)
        if not any(one.event == act.event for one in resolution.analysis.acts_in(here)):
            yield act


def _find_readiness(resolution: Resolution, statements: Lookup[Statement]) -> Iterator[Act]:
    if READY.isdisjoint(resolution.analysis.lows):
        return
    for found in READINESS.finditer(resolution.text):
        words = Span(*found.span("ready"))
        sentence = resolution.analysis.sentence_of(words)
        partner = _find_first(resolution, Span(found.end(), min(sentence.end, found.end() + REACH)))
        if partner is None or NEGATED.search(resolution.text, sentence.start, words.start):
            continue
        subject = _find_subject(resolution, statements, Span(sentence.start, words.start))
        yield _make_act("AGREE", words, (subject,), partner, "occurred")


def _find_meetings(resolution: Resolution, statements: Lookup[Statement]) -> Iterator[Act]:
    for words, is_again in _find_verbs(resolution.analysis):
        sentence = resolution.analysis.sentence_of(words)
        subject = _find_subject(resolution, statements, Span(sentence.start, words.start))
        guest = None if is_again else _find_guest(resolution, words)
        if subject is None or not (guest or is_again):
            continue
        status = tell_status(
            sentence.of(resolution.text), words.start - sentence.start, words.end - sentence.start, "CONSULT"
        )
        yield _make_act("CONSULT", words, (subject, guest), None, status)


def _find_verbs(analysis: Analysis) -> Iterator[tuple[Span, bool]]:
    """The verbs of meeting, and: is it "meet again"? Names, such as the Met, are none."""
    lows, words = analysis.lows, analysis.words
    for number, low in enumerate(lows):
        if low in MEETING and analysis.text[words.starts[number]].islower():
            is_again = lows[number + 1 : number + 2] == ("again",)
            yield Span(words.starts[number], words.ends[number + is_again]), is_again


def _find_first(resolution: Resolution, within: Span) -> Mention | None:
    return next((one for one in resolution.mentions_at.within(within) if one.actors), None)


def _find_guest(resolution: Resolution, verb: Span) -> Mention | None:
    """The person whose noun phrase follows the verb at once; the longest, of "her counterpart Per Lindqvist"."""
    near = resolution.mentions_at.within(Span(verb.end, verb.end + 2 * REACH))
    person = [one for one in near if any(resolution.actor(actor).kind == "person" for actor in one.actors)]
    return max((one for one in person if one.wide.start == verb.end + 1), key=lambda one: one.wide.end, default=None)


def _find_subject(resolution: Resolution, statements: Lookup[Statement], before: Span) -> Mention | None:
    """Whoever is named last before the words; nobody where a quotation begins with them: its speaker is meant."""
    quoted = statements.around(Span(before.end, before.end + 1))
    held = [span for one in quoted if one.form != "indirect" for span in one.spans]
    start = max([before.start, *(span.start for span in held if span.start <= before.end < span.end)])
    named = [one for one in resolution.mentions_at.within(before) if one.actors and start < one.span.end]
    return named[-1] if named else None


def _make_act(
    event: str, words: Span, actors: tuple[Mention | None, ...], recipient: Mention | None, status: Status
) -> Act:
    roles = tuple(Role(one.span, SCORE) for one in actors if one)
    others = (Role(recipient.span, SCORE),) if recipient else ()
    return Act(words, event, None, status, (), roles, others, None, None, SCORE, (), RULE)
