"""Is one report a reprint of another? So far only word for word."""

from __future__ import annotations

from collections.abc import Sequence

from verbale.ids import digest
from verbale.records import Report


def list_marks(report: Report) -> Sequence[str]:
    """Keys of a report: two reports are compared only if they share one."""
    return (digest(_get_body(report)),)


def is_reprint(one: Report, other: Report) -> bool:
    """Do the two carry the same copy? Symmetric."""
    return _get_body(one) == _get_body(other)


def _get_body(report: Report) -> str:
    title = f"{report.title}\n\n"
    return report.text.removeprefix(title) if report.title else report.text
