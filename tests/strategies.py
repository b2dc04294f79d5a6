"""Hypothesis strategies shared by all tests."""

from __future__ import annotations

from datetime import date
from itertools import accumulate
from typing import Any, get_args

from hypothesis import strategies as st

from verbale.ids import report_id
from verbale.plover import CODEBOOK, TYPES, get_scale
from verbale.records import (
    Actor,
    ActorKind,
    Agreement,
    Count,
    Credit,
    DateBasis,
    Event,
    MadeBy,
    Place,
    Report,
    ReportRecord,
    Size,
    Statement,
    StatementForm,
    Status,
    TextInfo,
)
from verbale.schema import VERSION
from verbale.spans import Span

SIGNS = "\"'“”‘’«»‹›„`´″「」.,;:!?…—–-()[]#@/&%$"

any_text = st.text(max_size=200)
"""Any Unicode at all, lone surrogates left out as reading leaves them out."""

newsy_text = st.lists(
    st.one_of(
        st.sampled_from(
            ["\n\n", "\n", " ", "  ", ". ", ", ", '"', '" ', ' "', "“", "”", "‘", "’", "'", "''", "``", "U.S. ", "Mr. "]
        ),
        st.sampled_from(
            [
                "the ",
                "Talks ",
                "leaders",
                "we ",
                "said ",
                "5",
                "12",
                "No. ",
                "Jan. ",
                "a.m. ",
                "é",
                "中",
                "\u200b",
                "\xa0",
            ]
        ),
        st.text(alphabet=SIGNS + " \nab A1", max_size=6),
    ),
    max_size=60,
).map("".join)
"""Text made of what trips up layout: marks, stops, abbreviations, odd spaces."""

# Records: consistent ones, every id in `actors`, every span inside the text.

plain_text = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=30, max_size=200)
words = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Z")), min_size=1, max_size=12)
days = st.dates(date(1945, 1, 1), date(2035, 12, 31))
fine_days = st.one_of(
    days.map(date.isoformat), days.map(lambda day: f"{day:%Y-%m}"), days.map(lambda day: f"{day.year:04d}")
)
confidences = st.integers(0, 1000).map(lambda thousandths: thousandths / 1000)
actor_ids = st.sampled_from(["Q1", "Q22", "Q333", "RUS", "AZE", "x:senior-official", "x:media@aze"])


def spans_in(text: str) -> st.SearchStrategy[Span]:
    """Stretches of at least one character of *text*."""
    return st.integers(0, len(text) - 1).flatmap(
        lambda start: st.integers(start + 1, len(text)).map(lambda end: Span(start, end))
    )


def _few(elements: st.SearchStrategy[Any], least: int = 0) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(elements, min_size=least, max_size=3, unique=True).map(tuple)


@st.composite
def actors_of(draw: st.DrawFn, text: str, identifier: str) -> Actor:
    """An actor of that id."""
    office = draw(st.none() | words)
    return Actor(
        id=identifier,
        name=draw(words),
        kind=draw(st.sampled_from(get_args(ActorKind))),
        state=draw(st.none() | st.sampled_from(["RUS", "AZE", "UNO"])),
        sector=draw(_few(st.sampled_from(["GOV", "MIL", "MED"]))),
        office=office,
        office_basis=draw(st.sampled_from(["table", "text"])) if office else None,
        mentions=tuple(sorted(draw(_few(spans_in(text))))),
    )


@st.composite
def statements_of(draw: st.DrawFn, text: str, ids: tuple[str, ...], number: int) -> Statement:
    """A statement; from the second on it may stand within the first."""
    spans = tuple(sorted(draw(_few(spans_in(text), 1))))
    return Statement(
        id=f"s{number}",
        speakers=draw(_few(st.sampled_from(ids))),
        form=draw(st.sampled_from(get_args(StatementForm))),
        spans=spans,
        text="\n\n".join(span.of(text) for span in spans),
        cue=draw(st.none() | spans_in(text)),
        to=draw(_few(st.sampled_from(ids))),
        via=draw(_few(st.sampled_from(ids))),
        within=draw(st.sampled_from([None, "s1"])) if number > 1 else None,
        date=draw(st.none() | fine_days),
        context=draw(_few(st.sampled_from(["diplomatic", "military"]))),
        confidence=draw(confidences),
        rule="drawn",
    )


places = st.builds(
    Place,
    extracted_place=words,
    resolved_place=st.none() | words,
    geonameid=st.none() | st.integers(1, 10**7),
    lat=st.none() | st.floats(-90, 90).map(lambda degrees: round(degrees, 4)),
    lon=st.none() | st.floats(-180, 180).map(lambda degrees: round(degrees, 4)),
    city=st.none() | words,
    district=st.none() | words,
    province=st.none() | words,
    country=st.none() | words,
    country_code=st.none() | st.sampled_from(["AZE", "RUS"]),
    resolution=st.none() | st.integers(1, 4),
)


@st.composite
def sizes_of(draw: st.DrawFn, text: str) -> Size:
    """Counts of the dead, injured and arrested."""
    counts = st.builds(lambda low, span: Count(low, low + 2, span), st.integers(0, 999), spans_in(text))
    return Size(dead=draw(st.none() | counts), injured=draw(st.none() | counts), arrested=draw(st.none() | counts))


@st.composite
def events_of(draw: st.DrawFn, text: str, ids: tuple[str, ...], number: int) -> Event:
    """An event of any type and mode that the codebook has."""
    kind = draw(st.sampled_from(TYPES))
    mode = draw(st.sampled_from([None, *(mode.code for mode in kind.modes)]))
    mentions = [TextInfo(*span) for span in sorted(draw(_few(spans_in(text), 1)))]
    actor = draw(_few(st.sampled_from(ids)))
    return Event(
        id=f"e{number}",
        event=kind.code,
        mode=mode,
        context=draw(_few(st.sampled_from(["diplomatic", "military"]))),
        status=draw(st.sampled_from(get_args(Status))),
        actor=actor,
        recipient=draw(_few(st.sampled_from(ids))),
        host=actor[: draw(st.integers(0, 1))],
        date=draw(st.none() | fine_days),
        enddate=None,
        date_basis=draw(st.sampled_from(get_args(DateBasis))),
        event_loc=draw(st.none() | places),
        event_text=text[mentions[0].start : mentions[0].end],
        text_info=mentions[0],
        mentions=tuple(mentions),
        quad_code=kind.quad,
        event_scale=get_scale(kind.code, mode),
        size=draw(st.none() | sizes_of(text)),
        statement=None,
        agreement=None,
        confidence=draw(confidences),
        rule="drawn",
    )


@st.composite
def records(draw: st.DrawFn) -> ReportRecord:
    """A whole record over a drawn text."""
    text = draw(plain_text)
    ids = draw(_few(actor_ids, 1))
    return ReportRecord(
        schema=VERSION,
        made_by=MadeBy("0.1.0", "drawn", "drawn", CODEBOOK),
        report=Report(
            source=draw(words),
            id=report_id(text),
            title=draw(st.none() | words),
            published=draw(st.none() | days),
            publisher=draw(st.none() | words),
            url=draw(st.none() | words),
            language="en",
            credits=tuple(Credit(role, draw(words)) for role in draw(_few(st.sampled_from(["source", "photo"])))),
            text=text,
        ),
        actors=tuple(draw(actors_of(text, one)) for one in ids),
        statements=tuple(draw(statements_of(text, ids, number)) for number in range(1, 1 + draw(st.integers(0, 3)))),
        events=tuple(draw(events_of(text, ids, number)) for number in range(1, 1 + draw(st.integers(0, 3)))),
        agreements=tuple(
            Agreement(
                f"a{number}", draw(words), draw(words), ids, draw(st.none() | fine_days), None, (draw(spans_in(text)),)
            )
            for number in range(1, 1 + draw(st.integers(0, 2)))
        ),
        warnings=draw(_few(words)),
    )


# Files as people have them: odd line ends, byte-order marks, NULs, broken characters, headers.

ODD_CHARACTERS = [
    "\r\n",
    "\r",
    "\n",
    "\n\n",
    "\x00",
    "\ud800",
    "\udfff",
    "\ufeff",
    "\u2028",
    "\x0b",
    "\xa0",
    "\u200f",
    " \n",
]

raw_text = st.lists(st.one_of(st.text(max_size=8), st.sampled_from(ODD_CHARACTERS)), max_size=30).map("".join)
"""Characters as they may come: any at all."""

header_values = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=30)
"""What may stand after the colon of a header line."""

days_of_news = st.dates(date(1900, 1, 1), date(2098, 12, 31))
"""Days that a report may name."""

DATE_WORDS = """
Monday Tuesday Sunday Sunday's January May March Sept. December 3 31 32 3rd 2021 1999 1945-1949 3-5 2023-05-03
31/12/2020 Q3 the of and to from between last next this past coming earlier later early mid late end before
after ago since until by day days week weeks weekend month months quarter year years decade century night
morning today yesterday tomorrow two 12 noon 10:30 a.m. GMT Easter Christmas third first half , . ( ) - – ' "
""".split()

heaps_of_date_words = st.lists(st.sampled_from(DATE_WORDS), max_size=25).map(" ".join)
"""Words of dates in no order."""

passages_of_stretches = st.lists(
    st.tuples(st.integers(0, 3), st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3)), max_size=4)), max_size=8
).map(
    lambda passages: [
        (start, [Span(start + by, start + by + length) for by, length in stretches])
        for start, (_, stretches) in zip(accumulate(gap for gap, _ in passages), passages, strict=True)
    ]
)
"""Where each passage of a text begins, and stretches that begin there or later, perhaps behind the next passage."""
