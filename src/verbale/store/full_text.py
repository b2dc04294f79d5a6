"""The full-text index over reports and statements: SQLite's FTS5. All that is SQLite's own about searching is here."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any, Final

from sqlalchemy import (
    Connection,
    Float,
    Integer,
    Select,
    Subquery,
    bindparam,
    column,
    literal_column,
    select,
    table,
    text,
)

from verbale.errors import BadQuestion
from verbale.spans import Span

TOKENIZER: Final = "porter unicode61 remove_diacritics 2"
TABLES: Final = ("report_words", "statement_words")
TITLE_WEIGHT: Final = 5.0
"""A word in the title counts as much as five in the body."""

_MAKE: Final = (
    f"CREATE VIRTUAL TABLE report_words USING fts5(title, body, content='', tokenize='{TOKENIZER}')",
    f"CREATE VIRTUAL TABLE statement_words USING fts5(text, content='statements', content_rowid='number',"
    f" tokenize='{TOKENIZER}')",
    f"INSERT INTO report_words(report_words, rank) VALUES ('rank', 'bm25({TITLE_WEIGHT}, 1.0)')",
)
# Two characters that Unicode keeps from meaning anything; in the text itself a blank takes their place.
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
_MARKS: Final = re.compile(f"[{_OPEN}{_CLOSE}]")
_WORD: Final = re.compile(r"[^\W_]+")
_TERM: Final = re.compile(r'"([^"]+)"|([^\s"]+)')


def create(connection: Connection) -> None:
    """Make the empty index."""
    for statement in _MAKE:
        connection.execute(text(statement))


def drop(connection: Connection) -> None:
    """Drop the index, if there is one."""
    for name in TABLES:
        connection.execute(text(f"DROP TABLE IF EXISTS {name}"))


def put_report(connection: Connection, number: int, title: str | None, body: str) -> None:
    """Index a report."""
    connection.execute(
        text("INSERT INTO report_words(rowid, title, body) VALUES (:number, :title, :body)"),
        {"number": number, "title": title or "", "body": body},
    )


def drop_report(connection: Connection, number: int, title: str | None, body: str) -> None:
    """Take a report out; title and body must be those that it was indexed with."""
    connection.execute(
        text("INSERT INTO report_words(report_words, rowid, title, body) VALUES ('delete', :number, :title, :body)"),
        {"number": number, "title": title or "", "body": body},
    )


def put_statements(connection: Connection, report: int) -> None:
    """Index the statements of a report that stand in their table."""
    connection.execute(
        text("INSERT INTO statement_words(rowid, text) SELECT number, text FROM statements WHERE report = :report"),
        {"report": report},
    )


def drop_statements(connection: Connection, report: int) -> None:
    """Take the statements of a report out, while they still stand in their table."""
    connection.execute(
        text(
            "INSERT INTO statement_words(statement_words, rowid, text)"
            " SELECT 'delete', number, text FROM statements WHERE report = :report"
        ),
        {"report": report},
    )


def rank_reports(words: str, most: int | None = None, among: Select[Any] | None = None) -> Subquery:
    """The question for the reports that have all the words: `rowid`, their number, and `rank`, the lower the better.

    Of more than *most*, if given, those with the highest numbers. *among* asks for the numbers of those that count.
    """
    index = table("report_words", column("rowid", Integer), column("rank", Float))
    match = literal_column("report_words").op("MATCH")(bindparam("words_asked_for", ask_for(words)))
    which = select(index.c.rowid, index.c.rank).where(match)
    if among is not None:
        # The sign keeps SQLite from asking the index anew for each of those numbers.
        which = which.where(literal_column("+report_words.rowid").in_(among))
    if most is not None:
        which = which.order_by(index.c.rowid.desc()).limit(most)
    return which.subquery("ranked")


def find_statements(words: str) -> Select[Any]:
    """The question for the numbers of the statements that have all the words."""
    found = text("SELECT rowid FROM statement_words WHERE statement_words MATCH :words_asked_for")
    return found.bindparams(words_asked_for=ask_for(words)).columns(column("rowid", Integer)).subquery().select()


def mark(texts: Sequence[str], words: str) -> list[list[Span]]:
    """Where in each text the words stand, as the index understands them ("meetings" finds "meeting")."""
    scratch = sqlite3.connect(":memory:")
    try:
        scratch.execute(f"CREATE VIRTUAL TABLE found USING fts5(body, tokenize='{TOKENIZER}')")
        plain = [(number, _MARKS.sub(" ", one)) for number, one in enumerate(texts)]
        scratch.executemany("INSERT INTO found(rowid, body) VALUES (?, ?)", plain)
        terms = " OR ".join(list_terms(words))
        query = "SELECT rowid, highlight(found, 0, ?, ?) FROM found WHERE found MATCH ?"
        marked = dict(scratch.execute(query, (_OPEN, _CLOSE, terms)))
    finally:
        scratch.close()
    return [_list_spans(marked.get(number, "")) for number in range(len(texts))]


def ask_for(words: str) -> str:
    """FTS5's question for words as people type them: all of them; "several words" as they stand; gover* by beginning.

    BadQuestion if there is no word in it.
    """
    return " ".join(list_terms(words))


def list_contents(connection: Connection) -> Iterable[tuple[str, str, int, int]]:
    """Table, word, in how many entries, how often: what `verbale check` compares."""
    for name in TABLES:
        connection.execute(
            text(f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.{name}_row USING fts5vocab(main, {name}, row)")
        )
        for term, entries, times in connection.execute(text(f"SELECT term, doc, cnt FROM temp.{name}_row")):
            yield name, term, entries, times
        connection.execute(text(f"DROP TABLE temp.{name}_row"))


def list_terms(words: str) -> list[str]:
    """The words and phrases that are asked for, each as FTS5 writes it; BadQuestion if there is none."""
    terms = [_quote(phrase or word) for phrase, word in _TERM.findall(words)]
    if not any(terms):
        raise BadQuestion(f"{words!r} has no word to search for; give one or more words")
    return [term for term in terms if term]


def _quote(term: str) -> str:
    beginning = term.endswith("*")
    words = _WORD.findall(term)
    return f'"{" ".join(words)}"' + ("*" if beginning else "") if words else ""


def _list_spans(marked: str) -> list[Span]:
    spans = []
    for number, piece in enumerate(re.finditer(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}", marked)):
        start = piece.start() - 2 * number
        spans.append(Span(start, start + len(piece[1])))
    return spans
