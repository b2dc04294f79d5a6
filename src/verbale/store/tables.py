"""The tables of a record: one schema for every kind of database.

`versions` and `corrections` are the truth: what verbale said of each report, as JSON, with the engine and tables that
made it, and what people said against it. Every other table but `about` is derived and can be made again from them.
Migrations change the truth's tables only; when derived tables change, `DERIVED_FORM` goes up and they are made anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TextClause,
    text,
)

REVISION: Final = "0002"
"""The newest migration; a record at another one is older (and upgraded) or newer (and refused)."""

DERIVED_FORM: Final = 7
"""Goes up whenever derived tables, or what is written into them, change."""

Number = BigInteger().with_variant(Integer(), "sqlite")
Count = Integer().with_variant(BigInteger(), "postgresql")
"""A number of people, as large as a report says."""
# Words are in the order of their signs' numbers everywhere, whatever order a server has for its language.
Words = Text().with_variant(Text(collation="C"), "postgresql")
ID: Final = String(16).with_variant(String(16, collation="C"), "postgresql")
CODE: Final = Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Row, RowMapping

    AnyRow = Row[*tuple[Any, ...]]
    """A row of any columns."""
    Columns = RowMapping | Mapping[str, Any]
    """A row's values by the names of their columns."""

TRUTH = MetaData()
DERIVED = MetaData()

about = Table(
    "about",
    TRUTH,
    Column("key", Words, primary_key=True),
    Column("value", Words, nullable=False),
)
"""What the file says of itself: that it is a verbale record, and which form and rules its derived tables have."""

versions = Table(
    "versions",
    TRUTH,
    Column("number", Number, primary_key=True),
    Column("report", Number, nullable=False, index=True),
    Column("report_id", ID, nullable=False),
    Column("text_id", ID, nullable=False),
    Column("current", Boolean, nullable=False),
    Column("added", DateTime, nullable=False),
    Column("replaced", DateTime),
    Column("verbale", Words, nullable=False),
    Column("engine", Words, nullable=False),
    Column("tables", Words, nullable=False),
    Column("codebook", Words, nullable=False),
    Column("record", LargeBinary, nullable=False),
    Index("versions_texts", "report", "text_id", unique=True),
)
"""One row a text of a report. `report` is the number of its first version; `record` zlib-packed JSON (verbale/1)."""

corrections = Table(
    "corrections",
    TRUTH,
    Column("number", Number, primary_key=True),
    Column("id", ID, nullable=False, index=True, unique=True),
    Column("correction", Words, nullable=False),
)
"""The ledger: one row a correction, never changed and never deleted. `correction` is its JSON."""


def _derive(name: str, *columns: Column[Any] | Index, rowid: bool = False) -> Table:
    """A derived table; those without a number of their own are kept as an index only."""
    return Table(name, DERIVED, *columns, sqlite_with_rowid=rowid)


def _of_report() -> Column[int]:
    return Column("report", Number, ForeignKey("reports.number", ondelete="CASCADE"), nullable=False, index=True)


def _index_long(name: str, column: str) -> Index:
    """An index of words that are looked up as a whole and may be long, as addresses are."""
    return Index(name, column, postgresql_using="hash")


def _index_some(name: str, where: TextClause, *columns: str) -> Index:
    """An index of the rows of which something holds."""
    return Index(name, *columns, sqlite_where=where, postgresql_where=where)


def _index_lasting(name: str, *columns: str) -> Index:
    """An index of what lasts longer than a day."""
    return _index_some(name, text("last_day > first_day"), *columns)


reports = _derive(
    "reports",
    Column("number", Number, primary_key=True, autoincrement=False),
    Column("version", Number, nullable=False),
    Column("id", ID, nullable=False, index=True),
    Column("text_id", ID, nullable=False),
    Column("account", Number, nullable=False, index=True),
    Column("source", Words, nullable=False),
    Column("publisher", Words),
    Column("address", Words),
    Column("url", Words),
    Column("title", Words),
    Column("published", Date, index=True),
    Column("language", CODE, nullable=False),
    Column("characters", Integer, nullable=False),
    _index_long("ix_reports_source", "source"),
    _index_long("ix_reports_address", "address"),
    rowid=True,
)
"""The reports as they stand. `account`: the number of the report that stands for all that carry the same copy."""

report_marks = _derive(
    "report_marks",
    Column("mark", CODE, primary_key=True),
    Column("report", Number, ForeignKey("reports.number", ondelete="CASCADE"), primary_key=True, index=True),
)
"""Keys by which reprints are looked for."""

appearances = _derive(
    "appearances",
    Column("report", Number, ForeignKey("reports.number", ondelete="CASCADE"), primary_key=True),
    Column("actor", Words, primary_key=True, index=True),
    Column("name", Words, nullable=False),
    Column("kind", CODE, nullable=False),
    Column("state", CODE),
    Column("sector", Words, nullable=False),
    Column("office", Words),
    Column("office_basis", CODE),
    Column("mentions", Integer, nullable=False),
)
"""Who stands in which report, under which name and in which office; `sector` codes with spaces between them."""

guises = _derive(
    "guises",
    Column("actor", Words, primary_key=True),
    Column("name", Words, primary_key=True),
    Column("kind", CODE, primary_key=True),
    Column("state", CODE, primary_key=True),
    Column("sector", CODE, primary_key=True),
    Column("reports", Integer, nullable=False),
)
"""How often an actor stands under a name, kind, state ("" for none) and sector."""

actors = _derive(
    "actors",
    Column("id", Words, primary_key=True),
    Column("name", Words, nullable=False),
    Column("kind", CODE, nullable=False),
    Column("state", CODE, index=True),
    Column("sector", Words, nullable=False),
    Column("reports", Integer, nullable=False),
)
"""Everybody in the record, in the guise that most reports have."""

actor_names = _derive(
    "actor_names",
    Column("actor", Words, primary_key=True),
    Column("key", Words, primary_key=True, index=True),
    Column("sound", Words, nullable=False, index=True),
)
"""Names as keys (lower case, no marks), and as they sound, for looking somebody up."""

actor_words = _derive(
    "actor_words",
    Column("word", Words, primary_key=True),
    Column("actor", Words, primary_key=True, index=True),
)
"""The words of those keys: a surname finds its bearers."""

statements = _derive(
    "statements",
    Column("number", Number, primary_key=True, autoincrement=False),
    Column("id", ID, nullable=False, index=True),
    _of_report(),
    Column("local", CODE, nullable=False),
    Column("form", CODE, nullable=False),
    Column("text", Words, nullable=False),
    Column("cue", Words),
    Column("clause", Words),
    Column("starts", Integer, nullable=False),
    Column("ends", Integer, nullable=False),
    Column("date", CODE),
    Column("first_day", Date, index=True),
    Column("last_day", Date),
    Column("context", Words, nullable=False),
    Column("within", CODE),
    Column("confidence", Float, nullable=False),
    Column("rule", Words, nullable=False),
    Column("corrected", Boolean, nullable=False),
    Index("statements_confidence", "confidence", "id"),
    _index_lasting("statements_lasting", "first_day", "last_day", "report"),
    rowid=True,
)
"""What was said, one row a turn of speech in a report; `starts` and `ends` enclose its spans.

`cue` is the word of saying, `clause` the reporter's clause around words that are quoted in part.

A statement without a day of its own counts for the day of publication in `first_day` and `last_day`.
"""

statement_actors = _derive(
    "statement_actors",
    Column("statement", Number, ForeignKey("statements.number", ondelete="CASCADE"), primary_key=True),
    Column("role", CODE, primary_key=True),
    Column("rank", Integer, primary_key=True),
    Column("actor", Words, nullable=False, index=True),
    Column("state", CODE, index=True),
)
"""Who speaks (speaker), to whom (to), through whom (via), and who is named within the words (about)."""


def _list_act_columns() -> list[Column[Any]]:
    return [
        Column("event", CODE, nullable=False),
        Column("mode", CODE),
        Column("context", Words, nullable=False),
        Column("status", CODE, nullable=False),
        Column("date", CODE),
        Column("enddate", CODE),
        Column("date_basis", CODE, nullable=False),
        Column("extracted_place", Words),
        Column("resolved_place", Words),
        Column("geonameid", Integer),
        Column("lat", Float),
        Column("lon", Float),
        Column("city", Words),
        Column("district", Words),
        Column("province", Words),
        Column("country", Words),
        Column("country_code", CODE),
        Column("resolution", Integer),
        *(Column(f"{harm}_{end}", Count) for harm in ("dead", "injured", "arrested") for end in ("low", "high")),
        Column("agreement", Words),
        Column("confidence", Float, nullable=False),
    ]


tellings = _derive(
    "tellings",
    Column("number", Number, primary_key=True, autoincrement=False),
    Column("id", ID, nullable=False, index=True),
    _of_report(),
    Column("local", CODE, nullable=False),
    Column("happening", Number, nullable=False, index=True),
    Column("component", Number, nullable=False, index=True),
    Column("words", Words, nullable=False),
    Column("starts", Integer, nullable=False),
    Column("ends", Integer, nullable=False),
    Column("rule", Words, nullable=False),
    Column("statement", CODE),
    Column("gist", Words, nullable=False),
    *_list_act_columns(),
    rowid=True,
)
"""What each report tells of: one row an event of its record. `happening`: the event in `events` that it tells.

`component`: the lowest number among the tellings that hang together with this one. `statement`: the local id of the
statement that tells it, if one does. `gist`: what its sentence is about. `agreement`: the title of the agreement that
it is about.
"""

telling_actors = _derive(
    "telling_actors",
    Column("telling", Number, ForeignKey("tellings.number", ondelete="CASCADE"), primary_key=True),
    Column("role", CODE, primary_key=True),
    Column("rank", Integer, primary_key=True),
    Column("actor", Words, nullable=False),
    Column("state", CODE),
)
"""Who acts (actor), is acted upon (recipient), is host (host) by one telling."""

telling_blocks = _derive(
    "telling_blocks",
    Column("block", Words, primary_key=True),
    Column("telling", Number, ForeignKey("tellings.number", ondelete="CASCADE"), primary_key=True, index=True),
)
"""Keys by which tellings of the same event are looked for."""

events = _derive(
    "events",
    Column("number", Number, primary_key=True, autoincrement=False),
    Column("id", ID, nullable=False, index=True),
    *_list_act_columns(),
    Column("first_day", Date, index=True),
    Column("last_day", Date),
    Column("quad_code", Integer, nullable=False),
    Column("event_scale", Float, nullable=False),
    Column("tellings", Integer, nullable=False),
    Column("reports", Integer, nullable=False),
    Column("accounts", Integer, nullable=False),
    Column("report", Number, nullable=False),
    Column("words", Words, nullable=False),
    Column("corrected", Boolean, nullable=False),
    Index("events_status", "status", "first_day"),
    Index("events_confidence", "confidence"),
    Index("events_kinds", "event", "first_day", "status", "id"),
    _index_some("events_told_often", text("accounts > 1"), "first_day", "id"),
    _index_some(
        "events_placed",
        text("lat IS NOT NULL"),
        *("first_day", "status", "lat", "lon", "country_code", "resolved_place", "extracted_place", "quad_code"),
    ),
    _index_lasting("events_lasting", "status", "first_day", "last_day", "id"),
    rowid=True,
)
"""What happened, is planned, is denied: one row an event, however many reports tell it.

`number` and `id` are those of its leading telling, whose report and words stand with it. `accounts` counts
reprints once. `corrected`: does a correction say something of it?
"""

event_actors = _derive(
    "event_actors",
    Column("event", Number, ForeignKey("events.number", ondelete="CASCADE"), primary_key=True),
    Column("role", CODE, primary_key=True),
    Column("rank", Integer, primary_key=True),
    Column("actor", Words, nullable=False, index=True),
    Column("state", CODE, index=True),
)
"""Who takes part in an event, by role, in order."""

event_dyads = _derive(
    "event_dyads",
    Column("first", CODE, primary_key=True),
    Column("second", CODE, primary_key=True),
    Column("event", Number, ForeignKey("events.number", ondelete="CASCADE"), primary_key=True, index=True),
    Column("acts", CODE, nullable=False),
)
"""Pairs of states (or bodies) between which an event is, in alphabetical order; `acts`: first, second or both."""

dyad_months = _derive(
    "dyad_months",
    Column("first", CODE, primary_key=True),
    Column("second", CODE, primary_key=True),
    Column("month", CODE, primary_key=True),
    Column("status", CODE, primary_key=True),
    Column("acts", CODE, primary_key=True),
    Column("events", Integer, nullable=False),
    Column("scale_tenths", Number, nullable=False),
    *(Column(f"quad_{quad}", Integer, nullable=False) for quad in (1, 2, 3, 4)),
    Index("dyad_months_second", "second"),
)
"""Events of a dyad by month ("2023-02"; "2023" or "" where the month is not known); scores summed in tenths."""

agreements = _derive(
    "agreements",
    Column("number", Number, primary_key=True, autoincrement=False),
    Column("id", ID, nullable=False, index=True),
    _of_report(),
    Column("local", CODE, nullable=False),
    Column("title", Words, nullable=False),
    Column("key", Words, nullable=False),
    Column("kind", Words, nullable=False),
    Column("signed", CODE),
    Column("status", Words),
    Column("starts", Integer, nullable=False),
    Column("ends", Integer, nullable=False),
    _index_long("ix_agreements_key", "key"),
    rowid=True,
)
"""Treaties, declarations, deals: one row for each report that names one; `key` is its title as a key."""

agreement_parties = _derive(
    "agreement_parties",
    Column("agreement", Number, ForeignKey("agreements.number", ondelete="CASCADE"), primary_key=True),
    Column("rank", Integer, primary_key=True),
    Column("actor", Words, nullable=False, index=True),
    Column("state", CODE, index=True),
)
"""Between whom."""

anchors = _derive(
    "anchors",
    Column("correction", Number, primary_key=True),
    Column("side", Integer, primary_key=True),
    Column("rank", Integer, primary_key=True),
    Column("report_id", ID, nullable=False, index=True),
    Column("found", Boolean, nullable=False),
    Column("telling", Number, ForeignKey("tellings.number", ondelete="SET NULL"), index=True),
    Column("statement", Number, ForeignKey("statements.number", ondelete="SET NULL"), index=True),
)
"""Where the corrections that hold are pinned: the fact that each anchor finds in its report as it stands.

`side` and `rank` are its place in the correction. A rejected fact is found and has no row.
"""
