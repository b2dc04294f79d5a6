"""Words to search for, and where they stand: one way of cutting a text into words for every kind of database.

The words are those of SQLite's FTS5 (every sign that is no letter and no digit parts them, marks above letters do not
count, forms of a word are one), also where a record is kept elsewhere, so that a question has the same answer there.
The index itself is the database's own: `get_index`.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final, NamedTuple, Protocol, cast

from sqlalchemy import Connection, Select, Subquery, text

from verbale.errors import BadQuestion
from verbale.spans import Span

TOKENIZER: Final = "porter unicode61 remove_diacritics 2"
TABLES: Final = ("report_words", "statement_words")
TITLE_WEIGHT: Final = 5.0
"""A word in the title counts as much as five in the body."""
LONGEST: Final = 2_000
"""Longer words, in bytes, are no words; not every database takes them."""
INDEX: Final = "verbale_index"
"""The option of a connection that holds its index."""

# Two characters that Unicode keeps from meaning anything; in the text itself a blank takes their place.
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
_MARKS: Final = re.compile(f"[{_OPEN}{_CLOSE}]")
_WORD: Final = re.compile(r"[^\W_]+")
_TERM: Final = re.compile(r'"([^"]+)"|([^\s"]+)')


class Term(NamedTuple):
    """What somebody asks for: a word, or several as they stand; with *is_beginning* the last is only begun."""

    words: tuple[str, ...]
    is_beginning: bool

    def __str__(self) -> str:
        return f'"{" ".join(self.words)}"' + ("*" if self.is_beginning else "")


class Token(NamedTuple):
    """A word of a text as an index has it: its form, 0 for the title or 1 for the body, and its place there from 0."""

    form: str
    part: int
    place: int


class Index(Protocol):
    """The index over reports and statements that a kind of database has, in the tables `TABLES`."""

    @property
    def making(self) -> Sequence[str]:
        """Statements that make the empty index."""

    def put_reports(self, connection: Connection, reports: Sequence[tuple[int, str | None, str]]) -> None:
        """Index reports: number, title and body of each."""

    def drop_report(self, connection: Connection, number: int, title: str | None, body: str) -> None:
        """Take a report out, while it stands in its table; title and body as it was indexed with."""

    def put_statements(self, connection: Connection, statements: Sequence[tuple[int, str]]) -> None:
        """Index statements that stand in their table: number and text of each."""

    def drop_statements(self, connection: Connection, report: int) -> None:
        """Take the statements of a report out, while they stand in their table."""

    def rank_reports(self, words: str, most: int | None = None, among: Select[Any] | None = None) -> Subquery:
        """The question for the reports that have all the words: `number`, and `rank`, the lower the better.

        Of more than *most*, if given, those with the highest numbers. *among* asks for the numbers of those that count.
        """

    def find_statements(self, words: str) -> Select[Any]:
        """The question for the numbers of the statements that have all the words."""

    def list_contents(self, connection: Connection) -> Iterable[tuple[str, str, int]]:
        """Table, word, in how many entries: what `verbale check` compares."""


def get_index(connection: Connection) -> Index:
    """The index of the database that is connected to."""
    return cast("Index", connection.get_execution_options()[INDEX])


def create_index(connection: Connection) -> None:
    """Make the empty index."""
    for statement in get_index(connection).making:
        connection.execute(text(statement))


def drop_index(connection: Connection) -> None:
    """Drop the index, if there is one."""
    for name in TABLES:
        connection.execute(text(f"DROP TABLE IF EXISTS {name}"))


def list_terms(words: str) -> list[Term]:
    """What is asked for: all of it; "several words" as they stand; gover* by beginning. BadQuestion if nothing is."""
    terms = []
    for phrase, word in _TERM.findall(words):
        known = tuple(_WORD.findall(phrase or word))
        if known:
            terms.append(Term(known, (phrase or word).endswith("*")))
    if not terms:
        raise BadQuestion(f"{words!r} has no word to search for; give one or more words")
    return terms


def mark(texts: Sequence[str], words: str) -> list[list[Span]]:
    """Where in each text the words stand, as the index understands them ("meetings" finds "meeting")."""
    with _make_scratch() as scratch:
        plain = [(number, _MARKS.sub(" ", one)) for number, one in enumerate(texts)]
        scratch.executemany("INSERT INTO found(rowid, body) VALUES (?, ?)", plain)
        terms = " OR ".join(map(str, list_terms(words)))
        query = "SELECT rowid, highlight(found, 1, ?, ?) FROM found WHERE found MATCH ?"
        marked = dict(scratch.execute(query, (_OPEN, _CLOSE, terms)))
    return [_list_spans(marked.get(number, "")) for number in range(len(texts))]


def cut_words(texts: Sequence[tuple[str, str]]) -> list[list[Token]]:
    """The words of texts, each a title and a body, in no order."""
    with _make_scratch() as scratch:
        rows = [(number, title, body) for number, (title, body) in enumerate(texts)]
        scratch.executemany("INSERT INTO found(rowid, title, body) VALUES (?, ?, ?)", rows)
        scratch.execute("CREATE VIRTUAL TABLE instances USING fts5vocab(found, instance)")
        query = "SELECT doc, term, col = 'body', offset FROM instances WHERE length(CAST(term AS BLOB)) <= ?"
        cut: list[list[Token]] = [[] for _ in texts]
        for doc, form, part, place in scratch.execute(query, (LONGEST,)):
            cut[doc].append(Token(form, part, place))
    return cut


@contextmanager
def _make_scratch() -> Iterator[sqlite3.Connection]:
    """An index in memory."""
    scratch = sqlite3.connect(":memory:")
    try:
        scratch.execute(f"CREATE VIRTUAL TABLE found USING fts5(title, body, tokenize='{TOKENIZER}')")
        yield scratch
    finally:
        scratch.close()


def _list_spans(marked: str) -> list[Span]:
    spans = []
    for number, piece in enumerate(re.finditer(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}", marked)):
        start = piece.start() - 2 * number
        spans.append(Span(start, start + len(piece[1])))
    return spans
