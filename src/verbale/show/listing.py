"""An answer of the record over many reports as one reads it in a terminal: a heading, its rows, what was left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Any, Final

from rich.text import Text

from verbale.records import Actor, Event, MadeBy, Place, Report, ReportRecord, TextInfo
from verbale.show.sheet import NOTHING, Sheet, dress, dress_pieces
from verbale.show.sources import SHORT_ID, tell_source
from verbale.show.wording import (
    Cast,
    add_article,
    choose_marks,
    cut_words,
    is_denial,
    tell_day,
    tell_days,
    tell_event,
    tell_full_day,
)
from verbale.store.rows import (
    ActorRow,
    AgreementRow,
    Answer,
    ConflictRow,
    CorrectionRow,
    DueRow,
    EventRow,
    HitRow,
    MonthRow,
    ReportRow,
    StatementRow,
    TimelineRow,
    WhyRow,
)

LONGEST_WORDS: Final = 300
"""Of longer statements the beginning is shown."""
NOUNS: Final[dict[type, tuple[str, str]]] = {
    StatementRow: ("statement", "statements"),
    ReportRow: ("report", "reports"),
    AgreementRow: ("agreement", "agreements"),
    HitRow: ("report", "reports"),
    ActorRow: ("match", "matches"),
    ConflictRow: ("version", "versions"),
    WhyRow: ("telling or link", "tellings and links"),
    MonthRow: ("month", "months"),
    TimelineRow: ("entry", "entries"),
    CorrectionRow: ("correction", "corrections"),
}
_EVENTS_TRIED: Final = "try other days (--from, --to), --status all, or `verbale who NAME`"
TRIED: Final[dict[type, str]] = {
    EventRow: _EVENTS_TRIED,
    TimelineRow: _EVENTS_TRIED,
    MonthRow: _EVENTS_TRIED,
    StatementRow: "try other days (--from, --to), fewer conditions, or `verbale search WORDS` in whole reports",
    AgreementRow: "try other days (--from, --to), or one party alone",
    DueRow: "try a longer time (--within 90d), or another day to look from (--on)",
    ReportRow: "try other days (--from, --to); `verbale add` puts reports in",
    CorrectionRow: "`verbale correct` makes one",
}
"""What may be tried where an answer is empty; searches and conflicts say themselves."""
FULL_DAY: Final = len("2023-02-27")
MOST_SIGNS: Final = 4
"""So many signs that speak for one event, and against it, are shown."""
NOBODY: Any = None


def render_answer(answer: Answer[Any], width: int = 80, colour: bool = False) -> str:
    """The view of an answer, *width* columns wide, ending in a line end; without *colour* it is plain text."""
    sheet = Sheet(width, colour)
    sheet.write(dress(_tell_heading(answer), "title"))
    if answer:
        sheet.write_blank()
    _VIEWS[answer.row_type](answer, sheet)
    notes = [*answer.notes, *([TRIED[answer.row_type]] if not answer and answer.row_type in TRIED else [])]
    if notes or _has_brackets(answer):
        sheet.write_blank()
    for note in notes:
        sheet.write(dress(f"{note[:1].upper()}{note[1:]}.", "quiet"))
    if _has_brackets(answer):
        sheet.write(dress("A day in brackets is the day of publication; the report itself names none.", "quiet"))
    return sheet.text


def _tell_heading(answer: Answer[Any]) -> str:
    names = " and ".join(answer.names)
    lead = f"{names}: " if names else ""
    if answer.row_type is MonthRow:
        return f"{lead}{'' if answer else 'no '}{answer.counted} by month"
    if answer.counted and answer.row_type in (EventRow, DueRow):
        return (
            f"{lead}{len(answer):,} {answer.counted.replace('events', 'event') if len(answer) == 1 else answer.counted}"
        )
    if answer.row_type is ConflictRow and not answer:
        return f"{lead}no event in which accounts differ"
    singular, plural = NOUNS.get(answer.row_type, ("row", "rows"))
    counting = f", counting {answer.counted}" if answer.counted else ""
    return f"{lead}{len(answer):,} {singular if len(answer) == 1 else plural}{counting}"


def _has_brackets(answer: Answer[Any]) -> bool:
    return any(_is_of_publication(row) for row in answer)


def _is_of_publication(row: Any) -> bool:
    """Is the row's day that of publication, because the report itself names none?"""
    if isinstance(row, StatementRow):
        return row.date is None and row.published is not None
    return isinstance(row, EventRow | TimelineRow) and row.date is not None and row.date_basis == "publication"


def _tell_when(row: EventRow | StatementRow | TimelineRow) -> str:
    end = row.enddate if isinstance(row, EventRow) else None
    published = row.published.isoformat() if row.published and isinstance(row, StatementRow) else None
    days = tell_days(row.date or published, end, None) or "undated"
    return f"({days})" if _is_of_publication(row) else days


def _show_events(answer: Answer[EventRow], sheet: Sheet) -> None:
    last = ""
    for row in answer:
        day = _tell_when(row)
        sentence = dress_pieces(tell_row(row))
        stop = "" if sentence.plain.endswith(".") else "."
        margin = "" if day == last else day
        sheet.write_row(dress(margin, "quiet"), sentence + dress(stop, "plain"), _tell_code(row))
        _show_outlook(row, sheet)
        sheet.write_row(NOTHING, _tell_proof(row), dress(row.id[:SHORT_ID], "quiet"), indent=2)
        last = day


def tell_row(row: EventRow) -> list[Any]:
    """The event as one sentence, in pieces, without its full stop."""
    event, record = _as_record(row)
    return tell_event(event, record, Cast(record))


def _as_record(row: EventRow) -> tuple[Event, ReportRecord]:
    """The row as an event in a record of its own, which is what `wording` tells."""
    ids = (*row.actor, *row.recipient, *row.host)
    names = dict(zip(ids, (*row.actor_names, *row.recipient_names, *row.host_names), strict=True))
    actors = tuple(Actor(one, name, "organisation", None, (), None, None, ()) for one, name in names.items())
    place = Place(row.place, row.place, *[NOBODY] * 9) if row.place else None
    event = Event(
        id="e",
        event=row.event,
        mode=row.mode,
        context=row.context,
        status=row.status,
        actor=row.actor,
        recipient=row.recipient,
        host=row.host,
        date=row.date,
        enddate=row.enddate,
        date_basis=row.date_basis,
        event_loc=place,
        event_text=row.words,
        text_info=TextInfo(0, len(row.words)),
        mentions=(),
        quad_code=row.quad_code,
        event_scale=row.event_scale,
        size=None,
        statement=None,
        agreement=None,
        confidence=row.confidence,
        rule="",
    )
    report = Report("", "", None, None, None, None, "en", (), row.words)
    return event, ReportRecord("", MadeBy("", "", "", ""), report, actors, (), (event,), (), ())


def _tell_code(row: EventRow) -> Text:
    side = "cooperation" if row.quad_code < 3 else "conflict"
    status = f" · {row.status}" if row.status not in ("occurred", "scheduled") else ""
    return dress(row.event, side) + dress(f" {row.mode or ''}".rstrip() + status, "quiet")


def _tell_proof(row: EventRow) -> Text:
    opening, closing = choose_marks(row.words)
    others = row.reports - 1
    corrected = ", corrected" if row.corrected else ""
    more = f" and {others} {'other' if others == 1 else 'others'}" if others else ""
    accounts = f" ({row.accounts} {'account' if row.accounts == 1 else 'accounts'})" if others else ""
    quoted = dress(f"{opening}{' '.join(row.words.split())}{closing}", "evidence")
    return quoted + dress(f"  {tell_source(row)}{more}{accounts}{corrected}", "quiet")


def _show_outlook(row: EventRow, sheet: Sheet) -> None:
    if not isinstance(row, DueRow) or row.outlook == "undated":
        return
    days = abs(row.days or 0)
    count = f"{days} {'day' if days == 1 else 'days'}"
    words = {
        "to come": f"in {count}" if row.days else "today" if len(row.date or "") == FULL_DAY else "about now",
        "past, without news": f"{count} ago, without news",
        "held": f"held: {(row.held_as or '')[:SHORT_ID]}",
        "postponed": f"put off: {(row.held_as or '')[:SHORT_ID]}",
        "cancelled": f"called off: {(row.held_as or '')[:SHORT_ID]}",
    }[row.outlook]
    sheet.write_row(NOTHING, dress(words, "doubt" if row.outlook == "past, without news" else "office"), indent=2)


def _show_statements(answer: Answer[StatementRow], sheet: Sheet) -> None:
    for row in answer:
        who = dress(_join(row.speaker_names) or "a speaker who is not named", "name")
        whom = dress(" to ", "plain") + dress(_join(row.to_names), "name") if row.to else NOTHING
        via = dress(f", as told by {_join(row.via_names)}", "plain") if row.via else NOTHING
        sheet.write_row(dress(_tell_when(row), "quiet"), who + whom + via, dress(row.id[:SHORT_ID], "quiet"))
        sheet.write_row(_dress_cue(row.cue), dress(_quote(row), "plain"), indent=2)
        carriers = f", carried by {row.carriers} reports" if row.carriers > 1 else ""
        corrected = ", corrected" if row.corrected else ""
        sheet.write_row(NOTHING, dress(tell_source(row) + carriers + corrected, "quiet"), indent=2)


def _dress_cue(cue: str | None) -> Text:
    """The word of saying, that of a denial so that one sees it."""
    return dress(cue or "", "conflict" if is_denial(cue) else "quiet")


def _quote(row: StatementRow) -> str:
    """The words in marks, or the reporter's clause that has them; reported speech as it is."""
    if row.clause:
        return cut_words(row.clause, LONGEST_WORDS)
    opening, closing = choose_marks(row.text) if row.form != "indirect" else ("", "")
    return f"{opening}{cut_words(row.text, LONGEST_WORDS)}{closing}"


def _show_actors(answer: Answer[ActorRow], sheet: Sheet) -> None:
    for row in answer:
        about = ", ".join(filter(None, (row.kind, row.state)))
        name = dress(row.name, "name") + dress(f"  {about}", "quiet")
        sheet.write_row(dress(row.id if len(row.id) <= 12 else "", "quiet"), name)
        for office in row.offices:
            first, last = (tell_full_day(day) if day else "" for day in (office.first, office.last))
            days = first if first == last else f"{first} – {last}"
            sheet.write_row(NOTHING, dress(office.office, "plain") + dress(f"  {days}", "quiet"), indent=2)
        others = [name for name in row.names if name != row.name]
        if others:
            sheet.write_row(NOTHING, dress(f"also {', '.join(others)}", "quiet"), indent=2)
        kinds = ((row.reports, "report"), (row.events, "event"), (row.statements, "statement"))
        counts = ", ".join(_count(number, kind) for number, kind in kinds)
        sheet.write_row(NOTHING, dress(f"{counts}{_tell_stretch(row)}", "quiet"), indent=2)


def _count(number: int, kind: str) -> str:
    return f"{number:,} {kind}{'' if number == 1 else 's'}"


def _tell_stretch(row: ActorRow) -> str:
    if not row.first_seen or not row.last_seen:
        return ""
    return f", {tell_full_day(row.first_seen)} – {tell_full_day(row.last_seen)}"


def _show_agreements(answer: Answer[AgreementRow], sheet: Sheet) -> None:
    last = ""
    for row in answer:
        signed = tell_day(row.signed, None) if row.signed else "undated"
        sheet.write_row(
            dress("" if signed == last else signed, "quiet"), dress(row.title, "name"), dress(row.status or "", "quiet")
        )
        if row.party:
            sheet.write_row(NOTHING, dress(f"between {_join(row.party_names)}", "plain"), indent=2)
        others = f" and {row.reports - 1} more" if row.reports > 1 else ""
        sheet.write_row(NOTHING, dress(tell_source(row) + others, "quiet"), indent=2)
        last = signed


def _show_timeline(answer: Answer[TimelineRow], sheet: Sheet) -> None:
    last = ""
    for row in answer:
        day = _tell_when(row)
        side = "quiet" if row.quad_code is None else "cooperation" if row.quad_code < 3 else "conflict"
        arrow = dress(" → " if row.kind == "event" else " to ", "quiet") + dress(_join(row.whom), "name")
        sides = dress(_join(row.who), "name") + (arrow if row.whom else NOTHING)
        what = {"event": row.what, "statement": row.cue or "said", "agreement": "agreed"}[row.kind]
        side = "conflict" if is_denial(row.cue) else side
        sheet.write_row(dress("" if day == last else day, "quiet"), sides, dress(what, side))
        opening, closing = choose_marks(row.words)
        cut = cut_words(row.words, LONGEST_WORDS)
        source = dress(f"  {tell_source(row)}", "quiet")
        sheet.write_row(NOTHING, dress(f"{opening}{cut}{closing}", "evidence") + source, indent=2)
        last = day


def _show_hits(answer: Answer[HitRow], sheet: Sheet) -> None:
    for number, row in enumerate(answer):
        if number:
            sheet.write_blank()
        sheet.write(dress(row.title or row.report, "name"), indent=2)
        day = tell_full_day(row.published) if row.published else None
        carried = f"carried by {row.carriers} reports" if row.carriers > 1 else None
        sheet.write(
            dress(" · ".join(filter(None, (row.publisher, day, carried, row.report[:SHORT_ID]))), "quiet"), indent=2
        )
        sheet.write(_mark(row), indent=2)


def _mark(row: HitRow) -> Text:
    """The passage, the words found between asterisks and in the style of evidence."""
    edges = [0, *(edge for mark in row.marks for edge in mark), len(row.passage)]
    marked = Text("", end="")
    for number, (start, end) in enumerate(pairwise(edges)):
        words = row.passage[start:end]
        marked += dress(f"*{words}*", "title") if number % 2 else dress(words, "plain")
    return marked


def _show_reports(answer: Answer[ReportRow], sheet: Sheet) -> None:
    for row in answer:
        day = tell_day(row.published.isoformat(), None) if row.published else "undated"
        sheet.write_row(dress(day, "quiet"), dress(row.title or row.source, "name"), dress(row.id[:SHORT_ID], "quiet"))
        kinds = ((row.events, "event"), (row.statements, "statement"), (row.agreements, "agreement"))
        counts = ", ".join(_count(number, kind) for number, kind in kinds)
        versions = f"{row.versions} versions" if row.versions > 1 else None
        copies = f"one of {row.carriers} copies" if row.carriers > 1 else None
        told = " · ".join(filter(None, (row.publisher or row.source, counts, versions, copies)))
        sheet.write_row(NOTHING, dress(told, "quiet"), indent=2)


def _show_corrections(answer: Answer[CorrectionRow], sheet: Sheet) -> None:
    for row in answer:
        what = dress(f"{row.kind}: " if row.kind else "", "plain") + dress(row.says, "name")
        style = "doubt" if row.standing in ("lost", "holds in part") else "quiet"
        sheet.write_row(
            dress(tell_day(row.made.date().isoformat(), None), "quiet"), what, dress(row.id[:SHORT_ID], "quiet")
        )
        for words in row.words:
            opening, closing = choose_marks(words)
            sheet.write_row(NOTHING, dress(f"{opening}{' '.join(words.split())}{closing}", "evidence"), indent=2)
        sheet.write_row(NOTHING, dress(f"{row.author}: {row.reason}", "plain"), indent=2)
        found = f", finds {row.found} of {row.pinned}" if row.standing == "holds in part" else ""
        now = f"; now {', '.join(one[:SHORT_ID] for one in row.facts)}" if row.facts else ""
        sheet.write_row(NOTHING, dress(f"{row.standing}{found}{now}", style), indent=2)


def _show_why(answer: Answer[WhyRow], sheet: Sheet) -> None:
    last = ""
    for row in answer:
        sheet.write_row(
            dress("" if row.part == last else row.part, "quiet"), _dress_words(row.words), _dress_id(row.id)
        )
        day = tell_day(row.date, None) if row.date and row.part != "told" else None
        copy = f"copy of {row.account[:SHORT_ID]}" if row.account != row.report else None
        sheet.write_row(NOTHING, dress(" · ".join(filter(None, (tell_source(row), copy, day))), "quiet"), indent=2)
        if row.likeness is not None:
            signs = [f"for: {', '.join(row.speaks_for[:MOST_SIGNS])}"] if row.speaks_for else []
            signs += [f"against: {', '.join(row.speaks_against[:MOST_SIGNS])}"] if row.speaks_against else []
            likeness = f"{row.likeness:.2f} like {(row.closest or '')[:SHORT_ID]}"
            sheet.write_row(NOTHING, dress("; ".join((likeness, *signs)), "office"), indent=2)
        last = row.part


def _show_conflicts(answer: Answer[ConflictRow], sheet: Sheet) -> None:
    event = matter = ""
    for row in answer:
        if row.event_id != event:
            whom = dress(" → ", "quiet") + dress(_join(row.recipient_names), "name") if row.recipient_names else NOTHING
            head = dress(_join(row.actor_names), "name") + whom + dress(f"  {row.event}", "plain")
            sheet.write_row(
                dress(tell_day(row.date, None) if row.date else "undated", "quiet"), head, _dress_id(row.event_id)
            )
            matter = ""
        holds = ", as the record has it" if row.holds else ""
        accounts = f"{row.accounts} {'account' if row.accounts == 1 else 'accounts'}{holds}"
        named = dress("" if row.matter == matter else f"{row.matter}: ", "quiet")
        sheet.write_row(NOTHING, named + dress(row.value, "name") + dress(f"  {accounts}", "quiet"), indent=2)
        sheet.write_row(NOTHING, _dress_words(row.words) + dress(f"  {tell_source(row)}", "quiet"), indent=4)
        event, matter = row.event_id, row.matter


def _dress_words(words: str) -> Text:
    opening, closing = choose_marks(words)
    return dress(f"{opening}{' '.join(words.split())}{closing}", "evidence")


def _dress_id(identifier: str) -> Text:
    return dress(identifier[:SHORT_ID], "quiet")


def _show_months(answer: Answer[MonthRow], sheet: Sheet) -> None:
    last: tuple[str, str] | None = None
    for row in answer:
        if (row.first, row.second) != last:
            if last is not None:
                sheet.write_blank()
            sheet.write(dress(f"{row.first}–{row.second}", "name"), indent=2)
            sheet.write(dress(f"{'month':<10}{'events':>8}{'mean scale':>12}{'conflict':>10}", "quiet"), indent=2)
            last = (row.first, row.second)
        month = tell_day(row.month, None) if row.month else "undated"
        share = f"{row.share_of_conflict:.0%}"
        scale = round(row.mean_scale, 1) or 0.0
        side = "cooperation" if scale > 0 else "conflict" if scale < 0 else "plain"
        counts = dress(f"{month:<10}{row.events:>8,}", "plain")
        sheet.write(
            counts + dress(f"{f'{scale:+.1f}' if scale else '0.0':>12}", side) + dress(f"{share:>10}", "plain"),
            indent=2,
        )


def _join(names: Iterable[str]) -> str:
    *others, last = (add_article(name) for name in (*names,) or ("",))
    return f"{', '.join(others)} and {last}" if others else last


_VIEWS: dict[type, Callable[[Any, Sheet], None]] = {
    EventRow: _show_events,
    DueRow: _show_events,
    StatementRow: _show_statements,
    ActorRow: _show_actors,
    AgreementRow: _show_agreements,
    TimelineRow: _show_timeline,
    HitRow: _show_hits,
    ReportRow: _show_reports,
    MonthRow: _show_months,
    WhyRow: _show_why,
    ConflictRow: _show_conflicts,
    CorrectionRow: _show_corrections,
}
