"""The index of words on a server: PostgreSQL's tsvector, filled with the words as `full_text` cuts them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    Float,
    MetaData,
    Select,
    Subquery,
    Table,
    bindparam,
    cast,
    func,
    insert,
    literal_column,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR

from verbale.store.full_text import TABLES, TITLE_WEIGHT, Token, cut_words, list_terms

LAST_PLACE: Final = 16_383
"""Words further on have no place in a tsvector: they are found, but not as part of a phrase."""
LARGEST: Final = 1_000_000
"""Bytes that a tsvector may have, a little less than PostgreSQL takes."""
MOST_PLACES: Final = 255
"""So many places of a word are kept, the first ones."""
GAP: Final = 2
"""Places between the title and the body, so that no phrase runs from the one into the other."""
LABELS: Final = ("A", "")
"""Labels of the title and of the body, which is D where none is written."""
WEIGHTS: Final[ColumnElement[Any]] = literal_column(f"CAST('{{{1 / TITLE_WEIGHT},0,0,1}}' AS REAL[])")
"""Of D, C, B and A."""
BY_LENGTH: Final = 1
"""Words of long texts count less: rank divided by 1 + the logarithm of the length."""

_MAKE: Final = tuple(
    statement
    for name, parent in zip(TABLES, ("reports", "statements"), strict=True)
    for statement in (
        f"CREATE TABLE {name} (number BIGINT PRIMARY KEY REFERENCES {parent} ON DELETE CASCADE,"
        " words TSVECTOR NOT NULL)",
        # Kept in the row, so that the planner sees what reading all of them costs, and asks the index.
        f"ALTER TABLE {name} ALTER COLUMN words SET STORAGE MAIN",
        f"CREATE INDEX {name}_words ON {name} USING gin (words)",
    )
)
_REPORTS, _STATEMENTS = (
    Table(name, MetaData(), Column("number", BigInteger), Column("words", TSVECTOR)) for name in TABLES
)


class PostgresWords:
    """Tables with a tsvector for each report and statement, which go with their report."""

    making = _MAKE

    def put_reports(self, connection: Connection, reports: Sequence[tuple[int, str | None, str]]) -> None:
        """Index reports: number, title and body of each."""
        cut = cut_words([(title or "", body) for _, title, body in reports])
        self._put(connection, _REPORTS, [number for number, *_ in reports], cut)

    def drop_report(self, connection: Connection, number: int, title: str | None, body: str) -> None:
        """The report's words go when it goes from its own table."""

    def put_statements(self, connection: Connection, statements: Sequence[tuple[int, str]]) -> None:
        """Index statements that stand in their table: number and text of each."""
        cut = cut_words([("", said) for _, said in statements])
        self._put(connection, _STATEMENTS, [number for number, _ in statements], cut)

    def drop_statements(self, connection: Connection, report: int) -> None:
        """The statements' words go when they go from their own table."""

    def rank_reports(self, words: str, most: int | None = None, among: Select[Any] | None = None) -> Subquery:
        """The question for number and rank of the reports that have all the words."""
        wanted = _ask_for(words)
        which = select(_REPORTS.c.number, _REPORTS.c.words).where(_REPORTS.c.words.op("@@")(wanted))
        if among is not None:
            which = which.where(_REPORTS.c.number.in_(among))
        if most is not None:
            # The sum keeps PostgreSQL from reading all reports from the last on, where few have the words.
            which = which.order_by((_REPORTS.c.number + 0).desc()).limit(most)
        found = which.subquery("found")
        rank = cast(-func.ts_rank(WEIGHTS, found.c.words, wanted, BY_LENGTH), Float)
        return select(found.c.number, rank.label("rank")).subquery("ranked")

    def find_statements(self, words: str) -> Select[Any]:
        """The question for the numbers of the statements that have all the words."""
        return select(_STATEMENTS.c.number).where(_STATEMENTS.c.words.op("@@")(_ask_for(words)))

    def list_contents(self, connection: Connection) -> Iterable[tuple[str, str, int]]:
        """Table, word, in how many entries."""
        for name in TABLES:
            which = text(f"SELECT word, ndoc FROM ts_stat('SELECT words FROM {name}')")
            yield from ((name, word, entries) for word, entries in connection.execute(which))

    def _put(
        self, connection: Connection, index: Table, numbers: Sequence[int], cut: Iterable[Sequence[Token]]
    ) -> None:
        rows = [{"number": number, "words": write_vector(one)} for number, one in zip(numbers, cut, strict=True)]
        connection.execute(insert(index), rows)


def write_vector(tokens: Sequence[Token]) -> str:
    """The words of a text as a tsvector is written: `'govern':2A 'kyiv':5,9`; without places if it is too large."""
    shift = 1 + max((one.place + GAP for one in tokens if one.part == 0), default=0)
    places: dict[str, list[str]] = {}
    for form, part, place in sorted(tokens):
        at = place + (shift if part else 1)
        own = places.setdefault(form, [])
        if at <= LAST_PLACE and len(own) < MOST_PLACES:
            own.append(f"{at}{LABELS[part]}")
    if sum(len(form) * 4 + 8 + 2 * len(own) for form, own in places.items()) > LARGEST:
        return " ".join(_cut_off(places))
    return " ".join(f"'{form}':{','.join(own)}" if own else f"'{form}'" for form, own in places.items())


def _cut_off(forms: Iterable[str]) -> Iterator[str]:
    """Words without places, as many as fit."""
    room = LARGEST
    for form in forms:
        room -= len(form.encode()) + 4
        if room > 0:
            yield f"'{form}'"


def _ask_for(words: str) -> Any:
    """PostgreSQL's question for all the words; one that nothing answers if they have no letter and no digit."""
    terms = list_terms(words)
    cut = cut_words([("", " ".join(term.words)) for term in terms])
    asked = []
    for term, tokens in zip(terms, cut, strict=True):
        forms = [f"'{one.form}'" for one in sorted(tokens, key=attrgetter("place"))]
        if forms:
            asked.append(f"({' <-> '.join(forms)}{':*' if term.is_beginning else ''})")
    return cast(bindparam("words_asked_for", " & ".join(asked)), TSQUERY)
