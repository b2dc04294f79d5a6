"""Reports: which there are, what was read of one, and adding one."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query

from verbale.records import ReportRecord
from verbale.serve.api.answers import Answers
from verbale.serve.api.parameters import LONGEST_NAME, Days, Entry, TurnedPage
from verbale.serve.served import AskedRecord
from verbale.store.rows import Answer, ReportRow, VersionRow

REPORTS = Answers("reports")

Publisher = Annotated[str | None, Query(max_length=LONGEST_NAME, description="Of this publisher.")]


@REPORTS.ask("/reports", ReportRow, is_list=True)
def list_reports(record: AskedRecord, days: Days, page: TurnedPage, publisher: Publisher = None) -> Answer[ReportRow]:
    """The reports by day of publication, each with what it told."""
    return record.reports(start=days.start, end=days.end, publisher=publisher, limit=page)


@REPORTS.ask("/reports/{report}", ReportRow)
def get_report(record: AskedRecord, report: Entry) -> ReportRow:
    """One report."""
    return record.report_row(report)


@REPORTS.ask("/reports/{report}/record", ReportRecord)
def get_record(record: AskedRecord, report: Entry) -> ReportRecord:
    """What was read of a report, with its text: the record as `verbale read --json` writes it."""
    return record.report(report)


@REPORTS.ask("/reports/{report}/versions", VersionRow, is_list=True)
def list_versions(record: AskedRecord, report: Entry) -> Answer[VersionRow]:
    """The texts that a report has had, the oldest first; all at once."""
    return record.versions(report)
