"""What templates say of rows: sentences, days, sources, addresses. `FILTERS` and `GLOBALS` are theirs to use."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache
from itertools import groupby
from typing import Any, Final
from unicodedata import bidirectional
from urllib.parse import quote, urlencode

from fastapi import Request

from verbale import __version__
from verbale.plover import get_type
from verbale.records import ActorKind
from verbale.serve.pictures.svg import Svg, element
from verbale.serve.pictures.svg import words as escape
from verbale.show.events import CLASSES
from verbale.show.listing import tell_row
from verbale.show.sources import SHORT_ID, tell_source
from verbale.show.statements import UNSURE
from verbale.show.wording import (
    add_article,
    choose_marks,
    clean,
    cut_words,
    is_denial,
    tell_day,
    tell_days,
    tell_full_day,
)
from verbale.store.naming import list_codes
from verbale.store.rows import EventRow, StatementRow

LONGEST_QUOTE: Final = 420
KINDS: Final[Mapping[ActorKind, str]] = {
    "person": "person",
    "state": "state",
    "organisation": "body",
    "group": "group",
    "media": "medium",
    "unnamed": "not named",
}
STATUS_WORDS: Final = {
    "occurred": "happened",
    "ongoing": "goes on",
    "scheduled": "planned",
    "hypothetical": "possible",
    "denied": "denied",
    "historical": "history",
}


def tell_sentence(row: EventRow) -> str:
    """The event as a sentence."""
    sentence = clean("".join(words for words, _ in tell_row(row)))
    return sentence if sentence.endswith(".") else f"{sentence}."


def dress_sentence(row: EventRow) -> Svg:
    """The event as a sentence in markup; names that are written from right to left keep to themselves in it."""
    pieces = [_isolate(words) if role == "name" else escape(words) for words, role in tell_row(row)]
    return Svg("".join(pieces) + ("" if pieces and pieces[-1].endswith(".") else "."))


def dress_source(row: Any) -> Svg:
    """The publisher and day of a row's report, in markup."""
    named = tell_source(row)
    day = f", {tell_full_day(row.published)}" if row.published else ""
    return Svg(_isolate(named.removesuffix(day)) + day)


def _isolate(name: str) -> Svg:
    is_turned = any(bidirectional(character) in ("R", "AL") for character in name)
    return element("bdi", escape(name)) if is_turned else escape(name)


def tell_when(row: EventRow | StatementRow) -> str:
    """The day of a row; that of publication stands in brackets."""
    if isinstance(row, StatementRow):
        return tell_days(row.date, None, None) if row.date else f"({tell_date(row.published)})"
    days = tell_days(row.date, row.enddate, None) or "undated"
    return f"({days})" if row.date and row.date_basis == "publication" else days


def tell_date(day: date | str | None) -> str:
    """A day in words, "undated" for none."""
    if day is None:
        return "undated"
    return tell_day(day if isinstance(day, str) else day.isoformat(), None)


def tell_long_date(day: date | str | None) -> str:
    """ "27 February 2023"; a coarser day as it is."""
    if isinstance(day, str):
        return tell_full_day(date.fromisoformat(day)) if len(day) == len("2023-02-27") else tell_day(day, None)
    return tell_full_day(day) if day else "undated"


def put_in_marks(words: str, longest: int = LONGEST_QUOTE) -> str:
    """Words in quotation marks, cut where they are long."""
    opening, closing = choose_marks(words)
    return f"{opening}{clean(cut_words(words, longest))}{closing}"


def tell_words(row: StatementRow, longest: int = LONGEST_QUOTE) -> str:
    """What was said: in marks if it was quoted, within the reporter's clause if it was quoted in part."""
    if row.clause:
        return clean(cut_words(row.clause, longest))
    return clean(cut_words(row.text, longest)) if row.form == "indirect" else put_in_marks(row.text, longest)


def name_tone(row: Any) -> str:
    """The class of a row's tone: cooperation or conflict."""
    return "cooperation" if row.quad_code < 3 else "conflict"


def name_class(row: Any) -> str:
    """PLOVER's class in words: "Words of cooperation"."""
    return CLASSES[row.quad_code]


@cache
def name_type(code: str, mode: str | None = None) -> str:
    """A type and mode as people write them: "Consult, visit"."""
    kind = get_type(code)
    return ", ".join(filter(None, (kind.code.capitalize(), mode)))


def is_unsure(row: Any) -> bool:
    """Is a fact more likely wrong than right?"""
    return bool(row.confidence < UNSURE)


def name_code(code: str | None) -> str:
    """The state or body of a code; the code itself where nobody has it."""
    return list_codes().get(code or "", code or "")


def join_names(names: Iterable[str], most: int = 8) -> str:
    """ "A, B and C"; of long lists the rest is counted."""
    told = [add_article(clean(name)) for name in names]
    if len(told) > most:
        told = [*told[: most - 1], f"{len(told) - most + 1} others"]
    *others, last = told or [""]
    return f"{', '.join(others)} and {last}" if others else last


def pair_seats(row: Any, *roles: str) -> list[tuple[str, str]]:
    """Ids and names of those in some roles of a row, each once."""
    pairs: dict[str, str] = {}
    for role in roles:
        pairs |= dict(zip(getattr(row, role), getattr(row, f"{role}_names"), strict=True))
    return list(pairs.items())


def count(number: int, noun: str, plural: str | None = None) -> str:
    """ "1 report", "1,200 reports"."""
    return f"{number:,} {noun if number == 1 else plural or f'{noun}s'}"


def address(*parts: str) -> str:
    """The address of a page from its parts, each quoted."""
    return "".join(f"/{quote(part, safe='')}" for part in parts)


def ask(path: str, **asked: Any) -> str:
    """An address with parameters; those that are None or empty are left out."""
    told = {name: str(value) for name, value in asked.items() if value not in (None, "")}
    return f"{path}?{urlencode(told)}" if told else path


def turn(request: Request, **asked: Any) -> str:
    """This page's address with some parameters changed."""
    return ask(request.url.path, **{**request.query_params, **asked})


def by_day(rows: Iterable[EventRow]) -> list[tuple[str, list[EventRow]]]:
    """Rows that stand together by the words of their day."""
    return [(day, list(group)) for day, group in groupby(rows, key=tell_when)]


def find_data(request: Request, form: str, data: str | None = None) -> str:
    """The address of a page's data in a form: json or csv."""
    path = data or request.url.path.rstrip("/")
    query = f"?{request.url.query}" if request.url.query else ""
    return f"{path}.{form}{query}"


def sign(number: float) -> str:
    """A scale with its sign: "+2.5", "−1.0", "0.0"."""
    return f"{number:+.1f}".replace("-", "−") if round(number, 1) else "0.0"


FILTERS: Final[Mapping[str, Callable[..., Any]]] = {
    "sentence": dress_sentence,
    "when": tell_when,
    "day": tell_date,
    "full_day": tell_long_date,
    "in_marks": put_in_marks,
    "words": tell_words,
    "denial": is_denial,
    "tone": name_tone,
    "class_name": name_class,
    "type_name": name_type,
    "unsure": is_unsure,
    "state_name": name_code,
    "join_names": join_names,
    "source": dress_source,
    "signed": sign,
    "by_day": by_day,
    "plain": clean,
    "kind_name": lambda kind: KINDS[kind],
    "status_words": lambda status: STATUS_WORDS[status],
    "short": lambda identifier: identifier[:SHORT_ID],
    "seats": pair_seats,
}
GLOBALS: Final[Mapping[str, Any]] = {
    "address": address,
    "ask": ask,
    "turn": turn,
    "count": count,
    "find_data": find_data,
    "today": date.today,
    "version": __version__,
}
