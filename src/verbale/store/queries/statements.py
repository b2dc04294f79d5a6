"""Who said what, about whom and to whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select, true

from verbale.errors import AmbiguousName, UnknownEntry, UnknownName
from verbale.store import tables
from verbale.store.full_text import get_index
from verbale.store.naming import Found, find_name
from verbale.store.queries.filters import Day, read_period
from verbale.store.queries.paging import Chosen, Cut, Limit, Order, choose_page, read_cut
from verbale.store.rows import Answer, StatementRow
from verbale.store.selecting import begins_with, chunk

if TYPE_CHECKING:
    from verbale.store.tables import Columns

Condition = ColumnElement[bool]
Named = dict[str, list[tuple[str, str, str | None]]]


def list_said(
    connection: Connection,
    who: str | None = None,
    *,
    about: str | None = None,
    to: str | None = None,
    start: Day = None,
    end: Day = None,
    limit: Limit = None,
) -> Answer[StatementRow]:
    """Statements by day: of a speaker, to somebody, about somebody whom the words name, or with words that stand there.

    Copies of one report count once.
    """
    notes: list[str | None] = []
    names: list[str] = []
    period = read_period(start, end)
    where: list[Condition] = []
    for name, role in ((who, "speaker"), (to, "to")):
        if name is not None:
            found = find_name(connection, name)
            where.append(made_by(found, role))
            notes.append(found.note)
            names.append(found.name)
    if about is not None:
        where.append(_is_about(connection, about))
    cut = read_cut(limit)
    if cut is None:
        days = true() if period.is_open else period.overlaps(tables.statements)
        return Answer(fetch_statements(connection, and_(days, *where)), StatementRow, notes, names=names)
    chosen = choose_statements(connection, [and_(part, *where) for part in period.list_parts(tables.statements)], cut)
    rows = fetch_numbered(connection, chosen.numbers)
    notes += [f"the first {cut.rows} only"] if chosen.next is not None else []
    return Answer(rows, StatementRow, notes, names=names, next=chosen.next)


def choose_statements(connection: Connection, parts: Sequence[Condition], cut: Cut) -> Chosen:
    """A page of the statements that fit one of *parts* (never two), as `Period.list_parts` makes them; copies once."""
    return choose_page(connection, [_choose(part) for part in parts], _ORDER, cut)


def _choose(where: Condition) -> Select[Any]:
    """The question for statements, copies once."""
    table, reports = tables.statements, tables.reports
    joined = table.join(reports, table.c.report == reports.c.number)
    return (
        select(table.c.number, table.c.first_day, reports.c.id, table.c.number)
        .select_from(joined)
        .where(where, reports.c.number == reports.c.account)
    )


_ORDER: Final = Order(tables.statements.c.first_day, (tables.reports.c.id, tables.statements.c.number))


def get_statement(connection: Connection, statement: str) -> StatementRow:
    """One statement by its id or the beginning of it; UnknownEntry."""
    begins = begins_with(tables.statements.c.id, statement.lower())
    which = select(tables.statements.c.number).where(begins).limit(2)
    numbers = connection.scalars(which).all() if len(statement) >= 4 else []
    if len(numbers) != 1:
        raise UnknownEntry("statement", statement)
    (row,) = fetch_numbered(connection, numbers)
    return row


def fetch_statements(connection: Connection, where: Condition, copies: bool = False) -> list[StatementRow]:
    """Statements by day, then by their place in the report; with *copies* also those of reports carried elsewhere."""
    table, reports = tables.statements, tables.reports
    told = where if copies else and_(where, reports.c.number == reports.c.account)
    joined = table.join(reports, table.c.report == reports.c.number)
    chosen = select(table.c.number).select_from(joined).where(told)
    return list(_read_statements(connection, told, tables.statement_actors.c.statement.in_(chosen)).values())


def fetch_numbered(connection: Connection, numbers: Sequence[int]) -> list[StatementRow]:
    """The statements of those numbers, in that order."""
    rows: dict[int, StatementRow] = {}
    for some in chunk(numbers):
        seated = tables.statement_actors.c.statement.in_(some)
        rows |= _read_statements(connection, tables.statements.c.number.in_(some), seated)
    return [rows[number] for number in numbers if number in rows]


def _read_statements(connection: Connection, where: Condition, seated: Condition) -> dict[int, StatementRow]:
    """Statements by number, in the order of their days; *seated* is the condition of their seats."""
    table, reports = tables.statements, tables.reports
    joined = table.join(reports, table.c.report == reports.c.number)
    others = reports.alias("others")
    carriers = select(func.count()).where(others.c.account == reports.c.account).scalar_subquery().label("carriers")
    heads = (reports.c.id.label("report_id"), reports.c.title, reports.c.publisher, reports.c.published, reports.c.url)
    order = (table.c.first_day.is_(None), table.c.first_day, reports.c.id, table.c.number)
    which = select(*table.c, *heads, carriers).select_from(joined).where(where).order_by(*order)
    rows = connection.execute(which).mappings().all()
    named = _fetch_named(connection, seated)
    return {row["number"]: read_statement(row, named.get(row["number"], {})) for row in rows}


def made_by(found: Found, role: str) -> Condition:
    """The condition that somebody speaks (speaker), is spoken to (to), is named (about), or passed it on (via)."""
    seats = tables.statement_actors
    return tables.statements.c.number.in_(select(seats.c.statement).where(seats.c.role == role, found.matches(seats)))


def _is_about(connection: Connection, words: str) -> Condition:
    """The words stand in the statement, or whom they mean is named in it (also by another name, or a pronoun)."""
    stand_there = get_index(connection).find_statements(words)
    try:
        found = find_name(connection, words)
    except (UnknownName, AmbiguousName):  # words need not be a name
        return tables.statements.c.number.in_(stand_there)
    return or_(tables.statements.c.number.in_(stand_there), made_by(found, "about"))


def _fetch_named(connection: Connection, where: Condition) -> dict[int, Named]:
    table, actors = tables.statement_actors, tables.actors
    which = (
        select(table.c.statement, table.c.role, table.c.actor, actors.c.name, table.c.state)
        .select_from(table.join(actors, table.c.actor == actors.c.id))
        .where(where)
        .order_by(table.c.statement, table.c.role, table.c.rank)
    )
    named: dict[int, Named] = {}
    for number, role, *who in connection.execute(which):
        named.setdefault(number, {}).setdefault(role, []).append(tuple(who))
    return named


def read_statement(row: Columns, named: Named) -> StatementRow:
    """The row of a statement from its columns in `statements`, with those of its report, and who is named how."""
    same = (
        "id",
        "date",
        "form",
        "cue",
        "text",
        "clause",
        "confidence",
        "carriers",
        "title",
        "publisher",
        "published",
        "url",
        "corrected",
    )
    said: dict[str, Any] = {name: row[name] for name in same}
    for role in ("speaker", "to", "via", "about"):
        said[role] = tuple(one for one, _, _ in named.get(role, ()))
        said[f"{role}_names"] = tuple(name for _, name, _ in named.get(role, ()))
    return StatementRow(
        **said,
        speaker_states=tuple(state for _, _, state in named.get("speaker", ())),
        context=tuple(row["context"].split()),
        start=row["starts"],
        end=row["ends"],
        report=row["report_id"],
    )
