"""What happened, was said and was signed, day by day."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection

from verbale.records import DateBasis
from verbale.store.queries.agreements import list_agreements
from verbale.store.queries.events import list_between, list_events
from verbale.store.queries.filters import Day, Statuses, read_limit
from verbale.store.queries.statements import list_said
from verbale.store.rows import AgreementRow, Answer, EntryKind, EventRow, StatementRow, TimelineRow


def list_timeline(
    connection: Connection,
    one: str | None = None,
    other: str | None = None,
    *,
    start: Day = None,
    end: Day = None,
    status: Statuses = None,
    limit: int | None = None,
) -> Answer[TimelineRow]:
    """Events, statements and signings by day: of two, of one, or of all. Statements of two are those to each other."""
    if one is not None and other is not None:
        events = list_between(connection, one, other, status=status, start=start, end=end)
        said = [
            *list_said(connection, one, to=other, start=start, end=end),
            *list_said(connection, other, to=one, start=start, end=end),
        ]
    else:
        events = list_events(connection, who=one, status=status, start=start, end=end)
        said = list(list_said(connection, one, start=start, end=end))
    agreed = [row for row in list_agreements(connection, one, other, start=start, end=end) if row.signed]
    rows = [*map(_tell_event, events), *map(_tell_statement, said), *map(_tell_agreement, agreed)]
    rows.sort(key=lambda row: (row.date is None, row.date or "", row.kind, row.id))
    kept = rows[: read_limit(limit)]
    notes = [*events.notes, *([f"the first {limit} only"] if len(kept) < len(rows) else [])]
    return Answer(kept, TimelineRow, notes, events.counted, events.names)


def _tell_event(row: EventRow) -> TimelineRow:
    what = " ".join(filter(None, (row.event, row.mode)))
    return _make(row, "event", row.date, row.date_basis, what, row.actor_names, row.recipient_names, row.words)


def _tell_statement(row: StatementRow) -> TimelineRow:
    published = row.published.isoformat() if row.published else None
    basis: DateBasis = "text" if row.date else "publication" if published else "unknown"
    return _make(row, "statement", row.date or published, basis, row.form, row.speaker_names, row.to_names, row.text)


def _tell_agreement(row: AgreementRow) -> TimelineRow:
    return _make(row, "agreement", row.signed, "text", row.kind, row.party_names, (), row.title)


def _make(
    row: EventRow | StatementRow | AgreementRow,
    kind: EntryKind,
    date: str | None,
    basis: DateBasis,
    what: str,
    who: Iterable[str],
    whom: Iterable[str],
    words: str,
) -> TimelineRow:
    return TimelineRow(
        date=date,
        date_basis=basis,
        kind=kind,
        id=row.id,
        what=what,
        cue=row.cue if isinstance(row, StatementRow) else None,
        status=None if isinstance(row, StatementRow) else row.status,
        who=tuple(who),
        whom=tuple(whom),
        words=words,
        quad_code=row.quad_code if isinstance(row, EventRow) else None,
        accounts=row.accounts if isinstance(row, EventRow) else row.reports if isinstance(row, AgreementRow) else 1,
        report=row.report,
        publisher=row.publisher,
        published=row.published,
        url=row.url,
    )
