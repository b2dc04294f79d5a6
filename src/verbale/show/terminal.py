"""The record as one reads it in a terminal: what happened, what was said, what was agreed, what is next."""

from __future__ import annotations

from rich.text import Text

from verbale.records import Agreement, Report, ReportRecord
from verbale.show.events import show_background, show_happened, show_next
from verbale.show.sheet import NOTHING, Sheet, dress, dress_pieces
from verbale.show.statements import show_statements
from verbale.show.wording import Cast, tell_day, tell_full_day


def render(record: ReportRecord, width: int = 80, colour: bool = False) -> str:
    """The view of one record, *width* columns wide, ending in a line end; without *colour* it is plain text."""
    sheet, cast = Sheet(width, colour), Cast(record)
    _show_head(record.report, sheet)
    if not (record.events or record.statements or record.agreements):
        sheet.write_blank()
        sheet.write(Text("No political act and no statement was found in this report.", end=""))
    show_happened(record, cast, sheet)
    show_statements(record, cast, sheet)
    _show_agreements(record, cast, sheet)
    show_next(record, cast, sheet)
    show_background(record, cast, sheet)
    _show_foot(record, sheet)
    return sheet.text


def _show_head(report: Report, sheet: Sheet) -> None:
    sheet.write(dress(report.title or report.source, "title"))
    day = tell_full_day(report.published) if report.published else "day of publication not known"
    sheet.write(
        dress(" · ".join(filter(None, (report.publisher, day, None if report.url else report.source))), "quiet")
    )
    if report.url:
        sheet.write_whole(dress(report.url, "quiet"))


def _show_agreements(record: ReportRecord, cast: Cast, sheet: Sheet) -> None:
    if record.agreements:
        sheet.write_section("What was agreed")
    for agreement in record.agreements:
        signed = tell_day(agreement.signed, record.report.published) if agreement.signed else ""
        sheet.write_row(dress(signed, "quiet"), dress(agreement.title, "name"))
        if about := _tell_agreement(agreement, cast):
            sheet.write_row(NOTHING, about, indent=2)


def _tell_agreement(agreement: Agreement, cast: Cast) -> Text:
    """Kind, parties and status, as far as they are known and not in the title."""
    kind = "" if agreement.kind.lower() in agreement.title.lower() else agreement.kind
    between = dress(f"{kind} between ".lstrip(), "quiet") + dress_pieces(cast.names(agreement.parties))
    body = between if len(agreement.parties) > 1 else dress(kind, "quiet")
    comma = ", " if body and agreement.status else ""
    return body + dress(f"{comma}{agreement.status or ''}", "quiet")


def _show_foot(record: ReportRecord, sheet: Sheet) -> None:
    if record.warnings:
        sheet.write_section("Notes")
        for warning in record.warnings:
            sheet.write(dress(warning, "plain"), indent=2)
    sheet.write_blank()
    for credit in record.report.credits:
        sheet.write(dress(f"{credit.role}: {credit.text}", "quiet"))
    if any(event.date and event.date_basis == "publication" for event in record.events):
        sheet.write(dress("A day in brackets is the day of publication; the report itself names none.", "quiet"))
    made = record.made_by
    sheet.write(dress(f"verbale {made.verbale} · {made.engine} · {made.codebook}", "quiet"))
