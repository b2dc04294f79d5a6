"""Credit lines: who wrote, sent or photographed a report. They stay in the text; here they are only told.

A credit stands at the start of a body (byline, dateline with an agency) or in a line of its own at the end.
A rule is a role and a pattern with the credit's words as the group `words`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from verbale.records import Credit
from verbale.spans import Span, trim

LINES_AT_START, LINES_AT_END, LONGEST = 3, 8, 250
"""How many lines are looked at, and how many characters of each; a longer line at the end reports something."""

_AGENCIES = """
    AP; Associated Press; The Associated Press; Reuters; Thomson Reuters Foundation; AFP;
    Agence France-Presse; UPI; dpa; DPA; EFE; ANSA; Adnkronos; Lusa; PA; PA Media; Belga; ANP; CTK; ČTK; TASR; PAP; MTI;
    BTA; Agerpres; MIA; Tanjug; Beta; FENA; SRNA; HINA; STA; ATA; AMNA; ANA-MPA; TASS; Tass; Itar-Tass; ITAR-TASS;
    Interfax; Interfax-Ukraine; RIA Novosti; Sputnik; Ukrinform; UNIAN; BelTA; Belta; Moldpres; Armenpress; ARMENPRESS;
    AzerTac; Azertac; AZERTAC; APA; Trend; Turan; Report; Interpressnews; Kazinform; Kabar; UzA; Anadolu;
    Anadolu Agency; AA; Xinhua; Kyodo; Kyodo News; Jiji; Jiji Press; Yonhap; KCNA; CNA; VNA; Bernama; Antara; PNA; ANI;
    PTI; IANS; UNI; APP; BSS; UNB; RSS; IRNA; ISNA; Tasnim; Fars; Mehr; KUNA; WAM; SPA; QNA; BNA; ONA; Petra; SANA; NNA;
    INA; MENA; TAP; MAP; APS; LANA; SUNA; ENA; NAN; GNA; KNA; AIM; Angop; ANGOP; SAnews; Andina; Télam; Telam;
    Prensa Latina; Agencia Brasil; Agência Brasil; Notimex; Canadian Press; The Canadian Press; AAP; Bloomberg; RFE/RL;
    VOA; UN News
"""
AGENCIES = frozenset(name.strip() for name in _AGENCIES.split(";"))
"""News agencies and services whose names stand in datelines."""

_NAME = r"[^\W\d_a-z][\w.'’/-]*"
_JOINED = r"(?:[ ,]+(?:and |& |de |der |di |al |el |bin |ibn |van |von |da |du |la |le |of |the )*"
_NAMES = rf"{_NAME}{_JOINED}{_NAME}){{0,9}}"
_AGENCY = "|".join(map(re.escape, sorted(AGENCIES, key=lambda name: (-len(name), name))))
_DASH = r"(?:--?|[–—])"
_WORK = r"(?:this|the) (?:news )?(?:report|story|article|piece|post|dispatch)s?"
_PICTURE = r"(?:file )?(?:photo|image|picture)s?"
_HELP = r"(?:additional reporting|editing|edited|translated|translation|adapted|compiled)"
_HANDED_OVER = r"inputs?|information|reporting|reports?|material|files"
_ALSO = r"(?: and (?:reporting|writing|editing))?"
_SIGNERS = rf".{{0,60}}?{_NAMES}"
_FOR_WHOM = r"(?: (?:for|from|in|with)\b.{0,80})?"


class Rule(Struct, frozen=True):
    """Who is credited with what by a line, or a part of one, that *pattern* fits from its start."""

    role: str
    pattern: re.Pattern[str]


def _make_rules(*rules: tuple[str, str]) -> tuple[Rule, ...]:
    return tuple(Rule(role, re.compile(pattern)) for role, pattern in rules)


AT_START = _make_rules(
    ("byline", rf"(?:[Bb]y|BY):? (?P<words>{_NAMES}(?:\s*[|/]\s*{_NAMES})?(?:,? in {_NAMES})?)$"),
    ("agency", rf"(?:[^\W\d_][^()\n]{{0,60}} )?\((?P<words>{_AGENCY})\)\s*{_DASH}"),
    ("agency", rf"[^\W\d_a-z][^()\n]{{1,60}}[.,]? /(?P<words>{_AGENCY})/"),
    ("agency", rf"[^\W\d_a-z]{{2}}[^()\n]{{1,58}} \((?P<words>{_NAMES})\)\s*{_DASH}"),
)
"""Bylines and datelines."""

LABELLED = _make_rules(
    ("source", r"\(?(?i:sources?|originally published (?:by|in|on|at)|source of the text): ?(?P<words>\S.*)$"),
    ("photo", rf"\(?(?i:{_PICTURE}|(?:photo|image|picture) credit|credit) ?: ?(?P<words>\S.*)$"),
    ("photo", rf"\(?(?i:{_PICTURE}(?: by| courtesy(?: of)?)) (?:the )?(?P<words>{_NAMES}).{{0,60}}$"),
    ("photo", rf".{{3,180}}?[.)] (?i:{_PICTURE}|credit): (?P<words>\S.*)$"),
    ("agency", r"(?i:agenc(?:y|ies)|news agency): ?(?P<words>\S.*)$"),
    ("agency", rf"(?:©|\([cC]\)|Copyright)(?: ©)? ?(?:\d{{4}} )?(?P<words>{_NAMES}).{{0,60}}$"),
    ("agency", rf"[(/\[]?(?P<words>{_AGENCY})[)/\]]?$"),
    ("byline", rf"(?i:by|authors?|written by)(?:: ?| )(?P<words>{_NAMES})\.?$"),
)
"""Lines that are a credit as a whole."""

SIGNED = _make_rules(
    ("byline", rf"(?i:(?:reporting|writing|reported|written){_ALSO} by) (?P<words>.{{2,100}})$"),
    ("contributor", rf"(?i:{_HELP}{_ALSO}(?: by|:)) (?P<words>.{{2,100}})$"),
    ("contributor", rf"(?P<words>{_SIGNERS}) (?:also )?contributed (?:reporting\b|from\b|to {_WORK}).{{0,60}}$"),
    ("byline", rf"(?P<words>{_SIGNERS}) (?:reported|wrote)(?: on)? {_WORK}{_FOR_WHOM}$"),
    ("contributor", rf"(?P<words>{_SIGNERS}) (?:adapted|edited|translated|produced) (?:it|{_WORK}){_FOR_WHOM}$"),
    (
        "source",
        rf"(?i:{_WORK} (?:was )?(?:first|originally) (?:published|appeared) (?:by|in|on|at)) (?P<words>.{{2,80}})$",
    ),
    ("source", rf"(?i:with (?:additional )?(?:{_HANDED_OVER}) (?:from|by)) (?P<words>.{{2,100}})$"),
    ("source", rf"(?i:based on (?:a )?(?:{_HANDED_OVER}) (?:from|by)) (?P<words>.{{2,100}})$"),
    ("source", r"(?P<words>[Ww]ith agenc(?:y|ies)(?: inputs?| reports?)?)$"),
)
"""Parts of a line that sign a report; they count only if every part of the line does."""

_PART = re.compile(r"[^;]+?(?:;|(?<=[\w)]{2})[.)]+(?=\s+[^\W\d_a-z]|\s*$)|\s*$)")
_EDGE = "()[] .;,"


def find_credits(text: str) -> tuple[Credit, ...]:
    """The credits of a body in its order, each once. Roles: source, photo, byline, agency, contributor."""
    return tuple(dict.fromkeys(credit for _, credit in locate_credits(text)))


def locate_credits(text: str) -> tuple[tuple[Span, Credit], ...]:
    """Each credit of a body with the stretch of *text* that says it: a line or a part of one."""
    lines = list(_find_lines(text))
    top, ending = lines[:LINES_AT_START], lines[1:][-LINES_AT_END:]
    found = dict(pair for line in top for pair in _match_start(text, line))
    for line in ending:
        if line not in found and line.end - line.start <= LONGEST:
            found |= dict(_match_end(text, line))
    return tuple(sorted(found.items()))


def _find_lines(text: str) -> Iterator[Span]:
    start = 0
    for line in text.split("\n"):
        span = trim(text, Span(start, start + len(line)))
        if span.start < span.end:
            yield span
        start += len(line) + 1


def _match_start(text: str, line: Span) -> Iterator[tuple[Span, Credit]]:
    words = line.of(text)
    if fit := _fit(AT_START, words if len(words) <= LONGEST else words[:LONGEST] + "…"):
        rule, match = fit
        yield Span(line.start, line.start + match.end()), Credit(rule.role, match["words"])


def _match_end(text: str, line: Span) -> list[tuple[Span, Credit]]:
    if fit := _fit(LABELLED, line.of(text)):
        rule, match = fit
        return [(line, Credit(rule.role, _close(match["words"])))]
    cuts = (Span(match.start(), match.end()).shifted(line.start) for match in _PART.finditer(line.of(text)))
    signed: list[tuple[Span, Credit]] = []
    for part in (part for cut in cuts if (part := trim(text, cut, _EDGE)) and part.start < part.end):
        fit = _fit(SIGNED, part.of(text))
        if fit is None:
            return []
        signed.append((part, Credit(fit[0].role, _close(fit[1]["words"]))))
    return signed


def _fit(rules: tuple[Rule, ...], words: str) -> tuple[Rule, re.Match[str]] | None:
    return next(((rule, match) for rule in rules if (match := rule.pattern.match(words))), None)


def _close(words: str) -> str:
    """*words* without a bracket that is not opened in them, and without a full stop at their end."""
    words = words.rstrip(" .")
    return words.removesuffix(")") if words.count(")") > words.count("(") else words
