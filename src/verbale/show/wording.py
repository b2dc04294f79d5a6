"""An event, a name, a day in words for people. Pieces carry a role, so that a view can dress them."""

from __future__ import annotations

import re
from calendar import month_abbr, month_name
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final, Literal

from verbale.analyse.sentences import BEFORE_NAME
from verbale.records import Actor, Count, Event, ReportRecord
from verbale.resolve.tables.articles import takes_article
from verbale.show.phrases import HEADS_WITH_ARTICLE, Phrase, find_phrase
from verbale.spans import Span
from verbale.words import word_set

PieceRole = Literal["plain", "name", "office"]
Piece = tuple[str, PieceRole]

LEADS: Final = {"denied": "It is denied that ", "hypothetical": "", "scheduled": ""}
MODALS: Final = {"scheduled": "will", "hypothetical": "might"}
NOUN_LEADS: Final = {"denied": "Denied: ", "hypothetical": "Possible: ", "scheduled": "Planned: "}
MOST_NAMED: Final = 8
"""So many participants are named; of longer lists the rest is counted."""


_UNSHOWABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

_DENIAL = re.compile(
    r"(?:den(?:y|ies|ied|ying)|(?:reject|refut|disput|dismiss|disavow|disclaim|repudiat)(?:s|e|es|ed|ing)?|"
    r"rul(?:e|es|ed|ing) out)\b",
    re.IGNORECASE,
)

_AFTER_HEAD = re.compile(r" (?:of|in|for|on|from|at|and) ")
_POSSESSIVE = re.compile(r"['’]s ")

_BEFORE_PLACE = re.compile(
    r"\b(in|at|on|near|outside|off|over|across|around|along|inside|throughout|to|into)"
    r"( the| its| their)?( (?:border |port )?(?:village|town|city|port|province|region|district|island)s? of)? $",
    re.IGNORECASE,
)
_STOP = re.compile(r"[.?!][\"”]? ")
_ARTICLE = re.compile(r"\b(the|an?) $", re.IGNORECASE)
_ABBREVIATED = re.compile(
    rf"(?<![\w.])(?:[A-Z]|{'|'.join(sorted(BEFORE_NAME))}|(?:[A-Za-z]\.)+[A-Za-z])$", re.IGNORECASE
)

TOWARDS: Final = frozenset({"AID", "MOBILIZE", "RETREAT", "COERCE"})
"""Acts that may go *to* a place; what else the report says with "to" is told as being in it."""
LONGEST_LETTERS: Final = 3
"""A place of capitals up to this length may be an abbreviation."""
DETERMINED: Final = ("a ", "an ", "the ", "his ", "her ", "its ", "their ", "our ", "my ", "your ")
PLURALS: Final = word_set("police people staff troops media press personnel men women children")
"""Nouns without an ending that tells of several."""


class Cast:
    """The record's actors as a view names them: in full, with the office, at first; then as the report itself does."""

    def __init__(self, record: ReportRecord) -> None:
        self._actors = {actor.id: actor for actor in record.actors}
        self._articles = {actor.id: _find_article(actor, record.report.text) for actor in record.actors}
        self._short = _choose_short_names(record)
        self._met: set[str] = set()

    def name(self, identifier: str) -> Iterator[Piece]:
        """The pieces of one name."""
        actor = self._actors[identifier]
        if identifier in self._met:
            yield self._short[identifier], "name"
            return
        self._met.add(identifier)
        article = self._articles[identifier]
        yield article + actor.name if article else add_article(actor.name), "name"
        if actor.office and actor.office.lower() not in actor.name.lower():
            yield f" ({actor.office})", "office"

    def is_body(self, identifier: str) -> bool:
        """Is it a body of states, which a state may leave?"""
        return "IGO" in self._actors[identifier].sector

    def is_one(self, identifier: str) -> bool:
        """Is it a single person or state, who cannot meet alone?"""
        return self._actors[identifier].kind in ("person", "state")

    def names(self, identifiers: Iterable[str]) -> list[Piece]:
        """The pieces of a list: "A, B and C"; a long one ends in "and 5 others"."""
        ids = list(identifiers)
        shown = ids if len(ids) <= MOST_NAMED else ids[: MOST_NAMED - 1]
        parts = [list(self.name(one)) for one in shown]
        if len(ids) > len(shown):
            parts.append([(f"{len(ids) - len(shown)} others", "plain")])
        return list(_join_list(parts))


def clean(words: str) -> str:
    """*words* without what could steer a terminal: control characters and marks that turn the writing direction."""
    return _UNSHOWABLE.sub("\N{REPLACEMENT CHARACTER}", words)


def tell_event(event: Event, record: ReportRecord, cast: Cast) -> list[Piece]:
    """The event as one sentence, without its full stop."""
    phrase, doers, whom = _choose_phrase(event, record, cast)
    told = _tell_act(event, phrase, doers, whom) if doers else _tell_noun(event, phrase, whom)
    tail = "".join((_tell_place(event, told, record.report.text), _tell_size(event)))
    pieces = [*told, (tail, "plain")] if tail else told
    return capitalise(pieces)


def is_denial(cue: str | None) -> bool:
    """Is a word of saying one of denying? What is then told stands in the statement without its denial."""
    return cue is not None and _DENIAL.match(cue) is not None


def choose_marks(words: str) -> tuple[str, str]:
    """Quotation marks to put around *words*: double ones, single ones where the words have double ones of their own."""
    return ("‘", "’") if set(words) & set('"“”„«»') else ("“", "”")


def cut_words(words: str, longest: int) -> str:
    """*words* on one line; of more than *longest* characters the whole words that fit, and a sign that more follows."""
    plain = " ".join(words.split())
    return plain if len(plain) <= longest else plain[:longest].rpartition(" ")[0].rstrip(",;: ") + " …"


def capitalise(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces with a capital at their beginning."""
    (words, role), *rest = (piece for piece in pieces if piece[0])
    return [(_upper_first(words), role), *rest]


def tell_day(value: str, published: date | None) -> str:
    """An ISO date of any fineness as people write it: "27 Feb", with the year where it is not the report's."""
    parts = [int(part) for part in value.split("-")]
    year = "" if published and published.year == parts[0] and len(parts) > 1 else f" {parts[0]}"
    month = f" {month_abbr[parts[1]]}" if len(parts) > 1 else ""
    day = f"{parts[2]}" if len(parts) > 2 else ""
    return f"{day}{month}{year}".strip()


def tell_days(value: str | None, end: str | None, published: date | None) -> str:
    """A day or a range: "1 Mar", "1 Mar - 3 Mar"; empty for None."""
    if value is None:
        return ""
    first = tell_day(value, published)
    return f"{first} – {tell_day(end, published)}" if end and end != value else first


def tell_full_day(day: date) -> str:
    """A date with its month in full: "27 February 2023"."""
    return f"{day.day} {month_name[day.month]} {day.year}"


def add_article(name: str) -> str:
    """*name* with "the" in front where running English has it; not after a possessive ("Chad's foreign ministry")."""
    head = _AFTER_HEAD.split(name, maxsplit=1)[0].rpartition(" ")[2]
    own = takes_article(name) or (head in HEADS_WITH_ARTICLE and not _POSSESSIVE.search(name))
    return f"the {name}" if own else name


def cut_excerpt(text: str, span: Span, limit: int) -> tuple[str, str, str]:
    """The words around *span* within its sentence: before, the span itself, after; about *limit* characters in all."""
    start, end = _find_sentence(text, span)
    room = max(0, limit - (span.end - span.start))
    before, after = text[start : span.start], text[span.end : end]
    if len(before) + len(after) > room:
        left = min(len(before), max(room // 3, room - len(after)))
        before, after = _cut_left(before, left), _cut_right(after, room - left)
    return _flatten(before), _flatten(text[span.start : span.end]), _flatten(after)


def _choose_phrase(event: Event, record: ReportRecord, cast: Cast) -> tuple[Phrase, list[Piece], list[Piece]]:
    """Phrase, doers and those acted upon; a host and a signed agreement have phrases of their own."""
    if event.agreement and event.event == "SUPPORT" and not event.recipient and event.actor:
        title = next(one.title for one in record.agreements if one.id == event.agreement)
        return find_phrase("SIGNED"), cast.names(event.actor), [(f"the {title.removeprefix('the ')}", "plain")]
    guests = [one for one in event.actor if one not in event.host]
    if event.mode == "visit" and guests and len(guests) < len(event.actor):
        return find_phrase("RECEIVED"), cast.names(event.host), cast.names(guests)
    phrase = find_phrase(_choose_name(event, cast), event.mode, event.event_text)
    return phrase, cast.names(event.actor), cast.names(event.recipient)


def _choose_name(event: Event, cast: Cast) -> str:
    """The type, or the phrase's name that those who take part choose: a member leaves a body, one alone joins talks."""
    if (event.event, event.mode) == ("SANCTION", "withdraw") and event.recipient:
        return "LEFT" if all(map(cast.is_body, event.recipient)) else event.event
    if event.event == "CONSULT" and event.mode not in ("visit", "phone") and len(event.actor) == 1:
        return "JOINED" if cast.is_one(event.actor[0]) else event.event
    return event.event


def _tell_act(event: Event, phrase: Phrase, doers: list[Piece], whom: list[Piece]) -> list[Piece]:
    past, base, pattern = phrase.past, phrase.base, phrase.whom
    if not whom and len(event.actor) > 1 and phrase.together_past:
        past, base, pattern = phrase.together_past, phrase.together_base, ""
    elif not whom:
        past, base, pattern = phrase.alone_past or past, phrase.alone_base or base, phrase.alone
    modal = MODALS.get(event.status)
    verb = f" {modal} {base}" if modal else f" {past}"
    lead: list[Piece] = [(LEADS[event.status], "plain")] if event.status == "denied" else []
    return [*lead, *doers, (verb + (" " if pattern else ""), "plain"), *_fill(pattern, whom)]


def _tell_noun(event: Event, phrase: Phrase, whom: list[Piece]) -> list[Piece]:
    lead = NOUN_LEADS.get(event.status, "")
    noun = phrase.noun if whom else _drop_whom(phrase.noun)
    return [(lead, "plain"), *_fill(noun, whom)]


def _drop_whom(noun: str) -> str:
    """ "air strike on {whom}" without those acted upon: "air strike"."""
    return noun.partition(" {whom}")[0].rpartition(" ")[0]


def _fill(pattern: str, whom: list[Piece]) -> list[Piece]:
    before, mark, after = pattern.partition("{whom}")
    pieces: list[Piece] = [(before, "plain"), *(whom if mark else ()), (after, "plain")]
    return [piece for piece in pieces if piece[0]]


def _tell_place(event: Event, told: list[Piece], text: str) -> str:
    if event.event_loc is None:
        return ""
    place = event.event_loc.extracted_place
    if place in "".join(words for words, _ in told):
        return ""
    if (event.event, event.mode) == ("CONSULT", "visit") and len(event.actor) == 1:
        return f" to {add_article(_lower_capitals(place))}"
    before = _find_preposition(event, place, text)
    place = _lower_capitals(place)
    return f" {before} {place if ' ' in before else add_article(place)}"


def _lower_capitals(place: str) -> str:
    """A dateline's "PORT VILA" as running English writes it; short ones may be letters: "UAE"."""
    return place.title() if place.isupper() and len(place) > LONGEST_LETTERS else place


def _find_article(actor: Actor, text: str) -> str:
    """The article of one who is no person known by name, as the report has it; "the" for one of whom it has none.

    Headlines leave it out: "summons Swedish envoy" is told as "the Swedish envoy".
    """
    if actor.kind in ("state", "person", "media") or actor.name.startswith(DETERMINED):
        return ""
    if add_article(actor.name) != actor.name:
        return ""
    named = [span for span in actor.mentions if text[span.start : span.end] == actor.name]
    before = (_ARTICLE.search(text[max(0, span.start - 4) : span.start]) for span in named)
    article = next((f"{found[1].lower()} " for found in before if found), "")
    last = _AFTER_HEAD.split(actor.name, maxsplit=1)[0].rpartition(" ")[2]
    single = last.islower() and not last.endswith("s") and last not in PLURALS and not _POSSESSIVE.search(actor.name)
    return article or ("the " if single and actor.kind == "unnamed" else "")


def _find_preposition(event: Event, place: str, text: str) -> str:
    """The word before the place as the report has it there ("near", "at the"); "in" if it has another.

    Who "will travel to Rabat", where a host meets the traveller, is received *in* Rabat.
    """
    start, end = _find_sentence(text, Span(event.text_info.start, event.text_info.end))
    before = _BEFORE_PLACE.search(text[start : max(start, text.find(place, start, end))])
    word = " ".join(before[0].split()).lower() if before else "in"
    return "in" if event.event not in TOWARDS and word in ("to", "into") else word


def _tell_size(event: Event) -> str:
    if event.size is None:
        return ""
    counts = (("dead", event.size.dead), ("injured", event.size.injured), ("arrested", event.size.arrested))
    told = [f"{_tell_count(count)} {word}" for word, count in counts if count]
    return f": {', '.join(told)}" if told else ""


def _tell_count(count: Count) -> str:
    return f"{count.low:,}" if count.low == count.high else f"{count.low:,} to {count.high:,}"


def _upper_first(words: str) -> str:
    return words[:1].upper() + words[1:]


def _join_list(parts: list[list[Piece]]) -> Iterator[Piece]:
    for number, part in enumerate(parts):
        if number:
            yield (" and " if number == len(parts) - 1 else ", "), "plain"
        yield from part


def _choose_short_names(record: ReportRecord) -> dict[str, str]:
    """The form that the report itself uses most for a person, if nobody else in it has the same."""
    shorts = {actor.id: _choose_short_name(actor, record.report.text) for actor in record.actors}
    taken = Counter(shorts.values())
    return {a.id: shorts[a.id] if taken[shorts[a.id]] == 1 else add_article(a.name) for a in record.actors}


def _choose_short_name(actor: Actor, text: str) -> str:
    if actor.kind != "person":
        return add_article(actor.name)
    words = set(actor.name.split())
    forms = Counter(form for span in actor.mentions if (form := text[span.start : span.end]) in words)
    return forms.most_common(1)[0][0] if forms else actor.name


def _find_sentence(text: str, span: Span) -> tuple[int, int]:
    """Bounds of the line, and roughly of the sentence, around *span*; only for showing."""
    line = text.rfind("\n", 0, span.start) + 1
    line_end = text.find("\n", span.end)
    end = line_end if line_end >= 0 else len(text)
    starts = [stop.end() for stop in _STOP.finditer(text, line, span.start) if not _is_abbreviated(text, stop.start())]
    stops = (stop for stop in _STOP.finditer(text, span.end - 1, end) if not _is_abbreviated(text, stop.start()))
    first = next((stop.start() + 1 for stop in stops if stop.start() >= span.end), end)
    return min([*starts[-1:], span.start]) if starts else line, first


def _is_abbreviated(text: str, stop: int) -> bool:
    """Does the stop at *stop* belong to a word like "Mr." or to an initial?"""
    return text[stop] == "." and _ABBREVIATED.search(text, max(0, stop - 12), stop) is not None


def _cut_left(words: str, room: int) -> str:
    if len(words) <= room:
        return words
    kept = words[len(words) - room :] if room else ""
    return "… " + kept.partition(" ")[2] if " " in kept else "… "


def _cut_right(words: str, room: int) -> str:
    if len(words) <= room:
        return words
    kept = words[:room].rpartition(" ")[0]
    return kept.rstrip(",;: ") + " …"


def _flatten(words: str) -> str:
    return " ".join(words.split()).join((" " if words[:1].isspace() else "", " " if words[-1:].isspace() else ""))
