"""Acts that the words around them turn into others: sanctions that are lifted, a release that is refused, aid cut.

Readers take the noun for the act where the verb before it says the opposite, or take a word of the guide's decisions
for another: people barred from entering are refused (REJECT), an agreed ceasefire is a concession. The labelled items
outside the test fold that have such words have the type that is told here in 5 of 6 places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from verbale.analyse.analysis import Act, Analysis
from verbale.spans import Span, hull

MEASURE: Final = (
    r"(?:bans?|blockades?|closures?|curbs?|curfews?|duties|embargo(?:es)?|emergency|lockdowns?|martial law|moratorium"
    r"|restrictions?|sanctions?|tariffs?)"
)
"""What may be lifted."""
HELP: Final = r"(?:aid|assistance|deliveries|funding|funds|help|shipments|supplies|support)"
"""What may be cut."""
COUNTED: Final = r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|several|dozens|him|her)"
EVERYBODY: Final = r"(?:anyone|citizens|entry|foreigners|nationals|people|residents|travell?ers|visitors)"
"""Those whose ban is a rule for all; named or counted people are refused entry: 8 of 8 labelled ones."""
BETWEEN: Final = r"(?:\s+[\w’'$%.-]+)"
"""One word on the way from a verb to its object."""
REACH: Final = 100
"""Characters beside a trigger in which words may turn it."""
NEAR: Final = 30
"""Characters before a turned act within which a demand or a refusal has it as its matter."""
SPOKEN: Final = frozenset({"REQUEST", "REJECT", "THREATEN"})


class Turn(Struct, frozen=True):
    """Words that turn acts of some types, or of some modes of them, into another type and mode.

    `signs`: one of these, in small letters, stands in all such words; they are looked for first, which costs less.
    """

    types: frozenset[str]
    signs: tuple[str, ...]
    words: re.Pattern[str]
    event: str
    modes: dict[str, str | None]
    default: str | None = None

    def mode(self, act: Act) -> str | None:
        """The mode of what an act is turned into."""
        return self.modes.get(act.event, self.default)


def _turn(types: str, signs: str, words: str, event: str, default: str | None = None, **modes: str | None) -> Turn:
    return Turn(frozenset(types.split()), tuple(signs.split()), re.compile(words, re.I), event, modes, default)


TURNS: Final = (
    _turn(
        "SANCTION COERCE",
        "ban blockade closure curb curfew duties embargo emergency lockdown law moratorium restriction sanction tariff",
        r"\b(?:abolish|cancell?|cut|drop|eas|end|lift|loosen|lower|reduc|relax|remov|repeal|rescind|scrap|waiv|withdr[ae]w)"
        rf"(?:e|es|ed|s|ing|ting|ped|ping|ted)?(?: of| back)?{BETWEEN}{{0,5}}?\s+{MEASURE}\b"
        rf"|\broll(?:s|ed|ing)? back{BETWEEN}{{0,5}}?\s+{MEASURE}\b",
        "CONCEDE",
    ),
    _turn(
        "AID",
        "aid assistance deliver fund help shipment suppl support",
        r"\b(?:cut|end|fr[eo]ez|froz|halt|paus|reduc|slash|stop|suspend|withh[eo]ld)"
        rf"(?:e|es|ed|en|s|ing|ting|ped|ping)?\b{BETWEEN}{{0,3}}?\s+{HELP}\b",
        "SANCTION",
        "withdraw",
    ),
    _turn(
        "AID",
        "refuge asylum",
        rf"\b(?:seek|seeks|seeking|sought|appl(?:y|ied) for){BETWEEN}{{0,2}}?\s+(?:refuge|asylum)\b",
        "REQUEST",
        "assist",
    ),
    _turn(
        "REQUEST",
        "called",
        r"\bcalled (?!(?:on|for|upon|off)\b)[^.;]{2,70}? to"
        r" (?:assure|brief|congratulate|convey|discuss|express|inform|thank)\b",
        "CONSULT",
        "phone",
    ),
    _turn(
        "COERCE SANCTION",
        "entering",
        rf"\b(?:bans|banned|bars|barred)\s+(?:(?={COUNTED}\b)|(?!(?:[\w-]+\s+){{0,3}}{EVERYBODY}\b))"
        r"[^.;]{0,90}? from (?:re-?)?entering\b",
        "REJECT",
    ),
    _turn(
        "SANCTION",
        "list",
        r"\b(?=[^.;]{0,160}(?:terror|sponsor|sanction|blacklist|watchlist))(?:remov|delist|drop|tak|strik)"
        r"(?:e|es|ed|ing|al|s|ped|ping)?\b[^.;]{0,60}? (?:from|off) (?:its|the|their|a)\b[^.;]{0,40}?list\b",
        "CONCEDE",
    ),
    _turn(
        "AGREE CONCEDE",
        "resume continue restart launch expand intensify",
        r"\b(?:ready|prepared|will|would|vow\w*|pledg\w*|promis\w*) (?:to )?"
        rf"(?:resume|continue|restart|launch|expand|intensify){BETWEEN}{{0,3}}?\s+"
        r"(?:military (?:action|operations?)|strikes?|attacks?|war|fighting|offensive|bombing)\b",
        "THREATEN",
        "violence",
    ),
    _turn(
        "AGREE CONCEDE",
        "vow pledg promis",
        r"\b(?:vow|pledg|promis)\w* (?:to )?(?:retaliat\w+|(?:hit|strike) back"
        r"|(?:answer|respond|react)\b(?: [\w-]+){0,2}? (?:in kind|firmly|harshly|decisively|forcefully|with force))\b",
        "THREATEN",
    ),
    _turn(
        "ASSAULT COERCE SANCTION",
        "threaten",
        rf"\bthreaten(?:s|ed|ing)?\s+(?:to|with){BETWEEN}{{0,2}}?(?=\s)",
        "THREATEN",
        ASSAULT="violence",
        COERCE="restrict",
        SANCTION="restrict",
    ),
    _turn(
        "REJECT",
        "rule",
        r"\b(?:refus(?:es?|ed|ing) to|declin(?:es?|ed|ing) to|(?:will|would|did|does|do) not|n['’]t) rule out\b",
        "THREATEN",
    ),
    _turn(
        "AGREE SUPPORT",
        "ceasefire cease-fire truce",
        r"\b(?:sign|reach|accept|announc|declar)(?:s|e|es|ed|ing)?(?: [\w-]+){0,4}? (?:ceasefire|cease-fire|truce)\b"
        r"|\bagree(?:s|d|ing)? (?:to|on)(?: (?!extend|talk|negotiat|discuss)[\w-]+){0,3}?"
        r" (?:ceasefire|cease-fire|truce)\b",
        "CONCEDE",
    ),
    _turn(
        "AGREE",
        "commit",
        r"\b(?:(?:re-?affirm|reiterat|underscor|underlin|stress|emphasi|renew|express)\w*\s+(?:[\w.’'-]+\s+){0,4}?)?"
        r"commit(?:ment|ted)\b(?:(?! to )[^.;]){0,40} to (?:the )?(?:stand(?:ing)? with\b"
        r"|(?!\w+ing\b)(?:[\w.’'“”-]+ ){0,3}?"
        r"(?:security|sovereignty|independence|integrity|defen[cs]e|policy|principle|two-state solution)\b)",
        "SUPPORT",
    ),
    _turn("CONCEDE", "resignation", r"\baccept(?:s|ed|ing)?(?: [\w-]+){0,4}? resignations?\b", "RETREAT", "resign"),
    _turn(
        "CONCEDE RETREAT",
        "talks negotiations summit",
        r"\b(?:withdr[ae]w(?:s|n|ing)?|(?:pull|walk)(?:s|ed|ing)? out)(?: of| from)(?: [\w-]+){0,3}?"
        r" (?:talks|negotiations|summit)\b",
        "REJECT",
        "meet",
    ),
    _turn(
        "CONCEDE RETREAT AID CONSULT",
        "not never n't n’t refus declin",
        rf"(?:\b(?:will|would) (?:not|never)|\b(?:wo|would)n['’]t|\brefus(?:e|es|ed|ing) to|\bdeclin(?:e|es|ed|ing) to)"
        rf"(?! be\b){BETWEEN}{{0,2}}?(?=\s)",
        "REJECT",
        CONCEDE="yield",
        RETREAT="yield",
        AID="assist",
        CONSULT="meet",
    ),
)
"""In the order in which they are tried: what one gives the next may turn again ("refused to lift sanctions")."""


def turn_acts(analysis: Analysis) -> Iterator[Act]:
    """The acts of a report in the order of its text, those that words turn as what they are turned into."""
    for act in analysis.acts_at:
        new = turn(act, analysis)
        if new is act or not _is_told_already(new, analysis):
            yield new


def turn(act: Act, analysis: Analysis) -> Act:
    """The act itself, or what the words around it make of it; the first type is kept as a rival."""
    near = _read_near(act, analysis.text)
    for rule in TURNS:
        may_turn = act.event in rule.types and any(map(near.__contains__, rule.signs))
        span = _find(rule, act, analysis) if may_turn else None
        if span is not None:
            act = replace(
                act,
                trigger=hull((span, act.trigger)),
                event=rule.event,
                mode=rule.mode(act),
                status="occurred" if act.status == "denied" else act.status,
                rivals=((act.event, act.score), *act.rivals),
            )
            near = _read_near(act, analysis.text)
    return act


def _read_near(act: Act, text: str) -> str:
    """The words around a trigger in small letters."""
    return text[max(0, act.trigger.start - REACH) : act.trigger.end + REACH].lower()


def _find(rule: Turn, act: Act, analysis: Analysis) -> Span | None:
    """Where the rule's words stand, touching the trigger, in its clause."""
    sentence, text = analysis.sentence_of(act.trigger), analysis.text
    start = max(sentence.start, act.trigger.start - REACH)
    clause = max([text.rfind(mark, start, act.trigger.start) + 1 for mark in ",;:—("])
    end = min(sentence.end, act.trigger.end + REACH)
    for found in rule.words.finditer(text, max(start, clause), end):
        span = Span(*found.span())
        if span.end >= act.trigger.start - 1 and span.start < act.trigger.end:
            return span
    return None


def _is_told_already(new: Act, analysis: Analysis) -> bool:
    """Does another act have it as its matter, or tell the same?"""
    near = Span(new.trigger.start - NEAR - 1, new.trigger.end)
    return any(_tells(one, new) for one in analysis.acts_at.meeting(near))


def _tells(one: Act, new: Act) -> bool:
    if one.trigger == new.trigger or one.trigger.end > new.trigger.end:
        return False
    is_before = 0 <= new.trigger.start - one.trigger.end <= NEAR and one.event in SPOKEN
    return is_before or (one.event == new.event and one.trigger.overlaps(new.trigger))
