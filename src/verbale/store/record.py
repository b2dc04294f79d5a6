"""The record over many reports: `Record("file.db")` keeps it and answers from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Concatenate, ParamSpec, Self, TypeVar

from sqlalchemy import Connection

from verbale.errors import RecordFault
from verbale.reconcile.rules import RULES, Rules
from verbale.records import MadeBy, Report, ReportRecord
from verbale.store import checking, correcting, keeping, moving, upgrading
from verbale.store.address import Place, read_place
from verbale.store.databases import PATIENCE, open_database
from verbale.store.exporting import Choice, Exported, Proved, list_labelled, list_pages, list_proved
from verbale.store.keeping import Added
from verbale.store.labelling import Labelled
from verbale.store.ledger import Entry, name_author
from verbale.store.moving import Moved
from verbale.store.queries.actors import get_actor, list_actors, list_who
from verbale.store.queries.agreements import get_agreement, list_agreements
from verbale.store.queries.briefing import Brief, make_brief
from verbale.store.queries.conflicts import list_conflicts
from verbale.store.queries.corrections import get_correction, list_corrections
from verbale.store.queries.due import list_due
from verbale.store.queries.dyads import get_dyad, list_dyads
from verbale.store.queries.events import get_event, list_between, list_events, list_tellings
from verbale.store.queries.filters import Day, Statuses
from verbale.store.queries.paging import Limit
from verbale.store.queries.reports import (
    USUAL_HITS,
    get_report,
    get_report_row,
    list_reports,
    list_versions,
    measure,
    search,
)
from verbale.store.queries.statements import get_statement, list_said
from verbale.store.queries.stats import list_stats
from verbale.store.queries.timeline import list_timeline
from verbale.store.queries.why import list_why
from verbale.store.rows import (
    ActorRow,
    AgreementRow,
    Answer,
    ConflictRow,
    CorrectionRow,
    DueRow,
    DyadRow,
    EventRow,
    HitRow,
    MonthRow,
    NamedRow,
    ReportRow,
    Size,
    StatementRow,
    TellingRow,
    TimelineRow,
    VersionRow,
    WhyRow,
)

__all__ = ["Added", "Record"]

Asked = ParamSpec("Asked")
Reply = TypeVar("Reply")

Tell = Callable[[int, int], None]
"""Hears how many reports are done, of how many."""


class Record:
    """What verbale knows from many reports: a file that is added to and asked.

        record = Record("caucasus.db")
        record.add(read("report.txt"))
        record.between("RUS", "AZE", start="2023-02").to_pandas()

    Names are taken as people write them ("Russia", "RUS", "Sergei Lavrov"); UnknownName and AmbiguousName say what
    is meant instead. Days are dates or ISO text, as fine as one likes ("2023-02"). Questions about events take those
    that occurred or are ongoing unless another *status* is asked for ("all", or some with commas between them). A
    *limit* is a number, or a Cut: `Cut(50, after=answer.next)` gives the rows that follow, `newest` turns the order.

    It is kept in a file or, where several share it, in a PostgreSQL database: "postgresql://USER@HOST/NAME". The first
    `add` makes the file, or the database's tables. What an older verbale made is brought up to date when it is next
    used, and of a file a copy is kept beside it. Many processes may ask while one adds; adders wait for each other.
    Raises RecordFault (see `verbale.errors`) if it cannot be used. *tell* hears how far bringing it up to date has
    come. One that *is_read_only* only answers; it wants a record that is up to date.
    """

    def __init__(
        self,
        path: str | Place,
        *,
        rules: Rules = RULES,
        patience: float = PATIENCE,
        tell: Tell | None = None,
        is_read_only: bool = False,
    ) -> None:
        self.path = read_place(path)
        self._tell = tell
        self.kept_copy: Path | None = None
        self._rules = rules
        self._database = open_database(self.path, patience, is_read_only)
        self._is_ready = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the file back."""
        self._database.close()

    def state(self) -> int:
        """A number that is another one after every change that anybody made, as long as this object lives."""
        return self._database.tell_state()

    # adding

    def add(self, record: ReportRecord) -> Added:
        """Keep what was read of a report; when this returns, it is on disk for good.

        The same again changes nothing; a new text of a known report takes the place of the old one, which is kept as a
        version. BadRecord if the record contradicts itself; nothing of it is kept then.
        """
        (added,) = self.add_all([record])
        return added

    def add_all(self, records: Iterable[ReportRecord]) -> list[Added]:
        """Keep many at once, which is faster: all of them, or none if one of them cannot be kept."""
        self._make_ready()
        with self._database.writing() as connection:
            return keeping.add_all(connection, records, self._rules)

    def add_beside(
        self, records: Iterable[ReportRecord], also: Callable[[Connection, Sequence[Added]], None]
    ) -> list[Added]:
        """As `add_all`, and let *also* write tables of its own in the same step: both are kept, or neither is."""
        self._make_ready()
        with self._database.writing() as connection:
            added = keeping.add_all(connection, records, self._rules)
            also(connection, added)
        return added

    @contextmanager
    def beside(self, *, writes: bool = False, sparing: bool = False) -> Iterator[Connection]:
        """A connection for tables that others keep in the file, whose names begin as `upgrading.BESIDE` says.

        *sparing*: from now on it keeps less of the record in memory, as suits what runs for months.
        """
        self._make_ready()
        with self._database.writing() if writes else self._database.reading() as connection:
            if sparing:
                self._database.save_memory(connection)
            yield connection

    def knows(self, report: Report, made_by: MadeBy) -> Added | None:
        """Is this report there, read by this engine, so that reading it again can be spared?"""
        if self._database.is_empty:
            return None
        with self._asking() as connection:
            return keeping.knows(connection, report, made_by)

    def rebuild(self, tell: Tell | None = None) -> None:
        """Make everything but the reports' own records again from them."""
        upgrading.find_age(self._database)
        self._make_ready()
        with self._database.writing() as connection:
            upgrading.remake(
                self._database,
                connection,
                self._rules.version,
                lambda one: keeping.rebuild(one, self._rules, tell),
            )

    def take_over(
        self, other: Record, tell: Tell | None = None, also: Callable[[Connection, Connection], None] | None = None
    ) -> Moved:
        """Become what another record is, wherever that is kept: with all versions and corrections, under the same ids.

        This one must hold nothing yet: RecordFault. All of it is kept, or nothing. *also* copies tables that others
        keep beside the record's own, from the one connection to the other.
        """
        with other._asking() as source:
            self._make_ready()
            with self._database.writing() as target:
                if not moving.is_bare(target):
                    raise RecordFault(str(self.path), "holds reports already", "give a place that holds nothing yet")
                moved = moving.copy_truth(source, target)
                keeping.rebuild(target, self._rules, tell)
                if also:
                    also(source, target)
        return moved

    def recode(self, report: str, record: ReportRecord) -> Added | None:
        """Put what a newer engine read of a report's present text in the place of what is there; corrections hold on.

        *report* is the report's id here. None if the report has another text by now, or is not there.
        """
        self._make_ready()
        with self._database.writing() as connection:
            return keeping.recode(connection, report, record, self._rules)

    def list_stale(self, made_by: MadeBy) -> Sequence[str]:
        """Ids of the reports that another engine, tables or program read than *made_by*."""
        return self._ask(keeping.list_stale, made_by)

    # correcting

    def correct(self, identifier: str, *, reason: str, author: str | None = None, **wish: Any) -> CorrectionRow:
        """Write down that something of an event or a statement is wrong, for ever; what follows is seen at once.

        One thing at a time. Fields of events: *type* ("CONSULT/visit"; without a mode it has none), *status*, *actor*,
        *recipient* (names; several as a list), *date* ("2023-02-27", "2023-02", two with "/"), *place*. Of statements:
        *speaker*, *to* (names). "none" empties one. *reject*: it is no such thing. *merge*: the id of an event that is
        the same one. *split*: True parts all its accounts, ids of tellings part these from the rest. *new*: take a name
        that nobody has had.
        *author*: whose word it is, by default VERBALE_AUTHOR or the user's name.
        """
        asked = correcting.Wish(**wish)
        return self._write(
            lambda connection, by: correcting.correct(connection, identifier, asked, by, reason, self._rules), author
        )

    def undo(self, correction: str, *, reason: str, author: str | None = None) -> CorrectionRow:
        """Let a correction no longer hold; both stay in the ledger."""
        return self._write(
            lambda connection, by: correcting.undo(connection, correction, by, reason, self._rules), author
        )

    def corrections(self, *, standing: str | None = None, limit: int | None = None) -> Answer[CorrectionRow]:
        """The ledger of corrections in order, each with what became of it; *standing* picks some ("lost")."""
        return self._ask(list_corrections, standing=standing, limit=limit)

    def _write(self, deed: Callable[[Connection, str], Entry], author: str | None) -> CorrectionRow:
        upgrading.find_age(self._database)
        self._make_ready()
        with self._database.writing() as connection:
            return get_correction(connection, deed(connection, author or name_author()).id)

    def check(self, tell: Tell | None = None) -> Sequence[str]:
        """What is wrong with the record, one line a fault; empty if every row is what a rebuild gives."""
        with self._asking() as connection:
            return tuple(checking.find_faults(self._database, connection, self._rules, tell))

    # asking

    def reports(
        self,
        *,
        start: Day = None,
        end: Day = None,
        publisher: str | None = None,
        limit: Limit = None,
    ) -> Answer[ReportRow]:
        """The reports, by day of publication."""
        return self._ask(list_reports, start=start, end=end, publisher=publisher, limit=limit)

    def report_row(self, identifier: str) -> ReportRow:
        """One report as lists have it, by its id or the beginning of it."""
        return self._ask(get_report_row, identifier)

    def report(self, identifier: str, text_id: str | None = None) -> ReportRecord:
        """What was read of one report, by its id or the beginning of it; with *text_id*, of an earlier text."""
        return self._ask(get_report, identifier, text_id)

    def size(self) -> Size:
        """How much the record holds."""
        return self._ask(measure)

    def versions(self, report: str) -> Answer[VersionRow]:
        """The texts that a report has had, the oldest first."""
        return self._ask(list_versions, report)

    def events(
        self,
        *,
        who: str | None = None,
        place: str | None = None,
        start: Day = None,
        end: Day = None,
        type: str | None = None,
        status: Statuses = None,
        limit: Limit = None,
    ) -> Answer[EventRow]:
        """Events by day; *type* is a code, or a code and a mode: "CONSULT", "CONSULT/visit"."""
        return self._ask(list_events, who=who, place=place, start=start, end=end, type=type, status=status, limit=limit)

    def event(self, identifier: str) -> EventRow:
        """One event, by its id or the beginning of it; the id of any of its tellings will do."""
        return self._ask(get_event, identifier)

    def tellings(self, event: str) -> Answer[TellingRow]:
        """Every telling of one event, with its report and words."""
        return self._ask(list_tellings, event)

    def why(self, event: str) -> Answer[WhyRow]:
        """Why an event is one: its tellings, what speaks for and against each, what was left out, what is linked."""
        return self._ask(list_why, event)

    def conflicts(
        self,
        one: str | None = None,
        other: str | None = None,
        *,
        start: Day = None,
        end: Day = None,
        type: str | None = None,
        limit: int | None = None,
    ) -> Answer[ConflictRow]:
        """Where accounts differ, a row for each version: the day, a number, the place, who began it, a denial."""
        return self._ask(list_conflicts, one, other, start=start, end=end, type=type, limit=limit)

    def between(
        self,
        one: str,
        other: str,
        *,
        start: Day = None,
        end: Day = None,
        type: str | None = None,
        status: Statuses = None,
        limit: Limit = None,
    ) -> Answer[EventRow]:
        """Events between two states, bodies or people: one acts on the other, or both act together."""
        return self._ask(list_between, one, other, start=start, end=end, type=type, status=status, limit=limit)

    def said(
        self,
        who: str | None = None,
        *,
        about: str | None = None,
        to: str | None = None,
        start: Day = None,
        end: Day = None,
        limit: Limit = None,
    ) -> Answer[StatementRow]:
        """Statements by day; *about* is a name or words that stand in them."""
        return self._ask(list_said, who, about=about, to=to, start=start, end=end, limit=limit)

    def statement(self, identifier: str) -> StatementRow:
        """One statement, by its id or the beginning of it."""
        return self._ask(get_statement, identifier)

    def who(self, name: str, *, limit: int | None = None) -> Answer[ActorRow]:
        """Everybody whom a name may mean, the likeliest first, with names, offices and counts."""
        return self._ask(list_who, name, limit=limit)

    def actors(self, *, kind: str | None = None, state: str | None = None, limit: Limit = None) -> Answer[NamedRow]:
        """Everybody in the record by id; of a *kind* ("person"), or who are or act for a *state* or body (its code)."""
        return self._ask(list_actors, kind=kind, state=state, limit=limit)

    def actor(self, identifier: str) -> ActorRow:
        """One of them, by the whole id, with names, offices and counts."""
        return self._ask(get_actor, identifier)

    def due(
        self,
        within: str | int | timedelta | None = None,
        *,
        on: Day = None,
        who: str | None = None,
        held: bool = False,
        limit: int | None = None,
    ) -> Answer[DueRow]:
        """What is planned, and what of it is past without news, on a day (today); *within* is "14d", "2w", "1m".

        Without *within*: all that is to come, what passed in the last 90 days, and what has no day.
        """
        return self._ask(list_due, within=within, on=on, who=who, held=held, limit=limit)

    def agreements(
        self,
        one: str | None = None,
        other: str | None = None,
        *,
        start: Day = None,
        end: Day = None,
        status: str | None = None,
        limit: Limit = None,
    ) -> Answer[AgreementRow]:
        """Agreements, of one or two parties, by the day of signing."""
        return self._ask(list_agreements, one, other, start=start, end=end, status=status, limit=limit)

    def agreement(self, identifier: str) -> AgreementRow:
        """One agreement, by its id or the beginning of it; the id of any report's naming of it will do."""
        return self._ask(get_agreement, identifier)

    def timeline(
        self,
        one: str | None = None,
        other: str | None = None,
        *,
        start: Day = None,
        end: Day = None,
        status: Statuses = None,
        limit: int | None = None,
    ) -> Answer[TimelineRow]:
        """Events, statements and signings, day by day: of two, of one, or of all."""
        return self._ask(list_timeline, one, other, start=start, end=end, status=status, limit=limit)

    def search(self, words: str, *, start: Day = None, end: Day = None, limit: Limit = USUAL_HITS) -> Answer[HitRow]:
        """Reports that have all the words, the best first; "several words" as they stand, gover* by their beginning."""
        return self._ask(search, words, start=start, end=end, limit=limit)

    def stats(
        self,
        one: str | None = None,
        other: str | None = None,
        *,
        start: Day = None,
        end: Day = None,
        status: Statuses = None,
        limit: int | None = None,
    ) -> Answer[MonthRow]:
        """Dyad by month: how many events, their mean scale, the share of conflict."""
        return self._ask(list_stats, one, other, start=start, end=end, status=status, limit=limit)

    def dyads(
        self,
        who: str | None = None,
        *,
        start: Day = None,
        end: Day = None,
        status: Statuses = None,
        limit: Limit = None,
    ) -> Answer[DyadRow]:
        """All dyads, or those of one state or body, with what was counted in whole months, in the order of codes."""
        return self._ask(list_dyads, who, start=start, end=end, status=status, limit=limit)

    def dyad(self, one: str, other: str, *, start: Day = None, end: Day = None, status: Statuses = None) -> DyadRow:
        """What was counted between two states or bodies; UnknownEntry if nothing was."""
        return self._ask(get_dyad, one, other, start=start, end=end, status=status)

    def brief(
        self,
        one: str | None = None,
        other: str | None = None,
        *,
        start: Day = None,
        end: Day = None,
        status: Statuses = None,
    ) -> Brief:
        """What happened, was said, was agreed and is due: of two, of one, or of all; `show.briefs` writes it."""
        return self._ask(make_brief, one, other, start=start, end=end, status=status)

    def pages(self, table: Exported, choice: Choice) -> Iterator[Answer[Any]]:
        """Rows of a kind, a few hundred at a time, of one state of the record: for exports."""
        with self._asking() as connection:
            yield from list_pages(connection, table, choice)

    def proved(self, choice: Choice) -> Iterator[Proved]:
        """Events by day, each as a record of the report that proves it: for exports in other forms."""
        with self._asking() as connection:
            yield from list_proved(connection, choice)

    def labels(self, *, items: bool = False, everything: bool = False) -> Iterator[Labelled]:
        """Corrected reports, or paragraphs of corrected events, as labels for training; *everything*: all reports."""
        with self._asking() as connection:
            yield from list_labelled(connection, items, everything)

    def ask(
        self, question: Callable[Concatenate[Connection, Asked], Reply], *given: Asked.args, **named: Asked.kwargs
    ) -> Reply:
        """Ask with a function of `store.queries`, or one that puts several of them: all see one state of the record."""
        return self._ask(question, *given, **named)

    def _ask(
        self, question: Callable[Concatenate[Connection, Asked], Reply], *given: Asked.args, **named: Asked.kwargs
    ) -> Reply:
        with self._asking() as connection:
            return question(connection, *given, **named)

    def _make_ready(self) -> None:
        if self._is_ready and not self._database.is_empty:
            return
        copy = upgrading.make_ready(
            self._database,
            self._rules.version,
            lambda connection: keeping.rebuild(connection, self._rules, self._tell),
        )
        self.kept_copy = copy or self.kept_copy
        self._is_ready = True

    @contextmanager
    def _asking(self) -> Iterator[Connection]:
        if not self._is_ready:
            if not upgrading.find_age(self._database).is_current(self._rules.version):
                self._make_ready()
            self._is_ready = True
        with self._database.reading() as connection:
            yield connection
