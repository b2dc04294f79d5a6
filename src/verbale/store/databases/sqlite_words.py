"""The index of words in a file: SQLite's FTS5."""

from __future__ import annotations

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

from verbale.store.full_text import TABLES, TITLE_WEIGHT, TOKENIZER, list_terms

_MAKE: Final = (
    f"CREATE VIRTUAL TABLE report_words USING fts5(title, body, content='', tokenize='{TOKENIZER}')",
    f"CREATE VIRTUAL TABLE statement_words USING fts5(text, content='statements', content_rowid='number',"
    f" tokenize='{TOKENIZER}')",
    f"INSERT INTO report_words(report_words, rank) VALUES ('rank', 'bm25({TITLE_WEIGHT}, 1.0)')",
)


class SqliteWords:
    """FTS5's tables of words, which keep no text of their own."""

    making = _MAKE

    def put_reports(self, connection: Connection, reports: Sequence[tuple[int, str | None, str]]) -> None:
        """Index reports: number, title and body of each."""
        connection.execute(
            text("INSERT INTO report_words(rowid, title, body) VALUES (:number, :title, :body)"),
            [{"number": number, "title": title or "", "body": body} for number, title, body in reports],
        )

    def drop_report(self, connection: Connection, number: int, title: str | None, body: str) -> None:
        """Take a report out; title and body must be those that it was indexed with."""
        connection.execute(
            text(
                "INSERT INTO report_words(report_words, rowid, title, body) VALUES ('delete', :number, :title, :body)"
            ),
            {"number": number, "title": title or "", "body": body},
        )

    def put_statements(self, connection: Connection, statements: Sequence[tuple[int, str]]) -> None:
        """Index statements: number and text of each."""
        connection.execute(
            text("INSERT INTO statement_words(rowid, text) VALUES (:number, :text)"),
            [{"number": number, "text": said} for number, said in statements],
        )

    def drop_statements(self, connection: Connection, report: int) -> None:
        """Take the statements of a report out, while they still stand in their table."""
        connection.execute(
            text(
                "INSERT INTO statement_words(statement_words, rowid, text)"
                " SELECT 'delete', number, text FROM statements WHERE report = :report"
            ),
            {"report": report},
        )

    def rank_reports(self, words: str, most: int | None = None, among: Select[Any] | None = None) -> Subquery:
        """The question for number and rank of the reports that have all the words."""
        index = table("report_words", column("rowid", Integer), column("rank", Float))
        match = literal_column("report_words").op("MATCH")(bindparam("words_asked_for", ask_for(words)))
        which = select(index.c.rowid.label("number"), index.c.rank).where(match)
        if among is not None:
            # The sign keeps SQLite from asking the index anew for each of those numbers.
            which = which.where(literal_column("+report_words.rowid").in_(among))
        if most is not None:
            which = which.order_by(index.c.rowid.desc()).limit(most)
        return which.subquery("ranked")

    def find_statements(self, words: str) -> Select[Any]:
        """The question for the numbers of the statements that have all the words."""
        found = text("SELECT rowid FROM statement_words WHERE statement_words MATCH :words_asked_for")
        return found.bindparams(words_asked_for=ask_for(words)).columns(column("rowid", Integer)).subquery().select()

    def list_contents(self, connection: Connection) -> Iterable[tuple[str, str, int]]:
        """Table, word, in how many entries."""
        for name in TABLES:
            connection.execute(
                text(f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.{name}_row USING fts5vocab(main, {name}, row)")
            )
            for term, entries in connection.execute(text(f"SELECT term, doc FROM temp.{name}_row")):
                yield name, term, entries
            connection.execute(text(f"DROP TABLE temp.{name}_row"))


def ask_for(words: str) -> str:
    """FTS5's question for all the words. BadQuestion if there is no word in it."""
    return " ".join(map(str, list_terms(words)))
