"""A brief in Markdown: what happened, was said, was agreed and is due, where accounts differ; each with its source."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, Final

from verbale.show.listing import tell_row
from verbale.show.sources import SHORT_ID, tell_source
from verbale.show.wording import add_article, choose_marks, clean, cut_words, tell_day, tell_days, tell_full_day
from verbale.store.queries.briefing import Brief
from verbale.store.rows import AgreementRow, ConflictRow, DueRow, EventRow, StatementRow

LONGEST_WORDS: Final = 600
"""Of longer statements the beginning is given."""

_SPECIAL: Final = re.compile(r"([\\`*_\[\]<>|#])")
_WEB: Final = re.compile(r"https?://[^\s<>()]+")


def render_brief(brief: Brief) -> str:
    """The brief as Markdown, ending in a line end."""
    sections = (
        ("What happened", brief.events, _tell_event, "Nothing that the record knows of."),
        ("What was said", brief.said, _tell_statement, "Nothing that the record knows of."),
        ("What was agreed", brief.agreements, _tell_agreement, None),
        ("What is due", brief.due, _tell_due, "Nothing that the record knows of."),
        ("Where accounts differ", _gather_matters(brief.conflicts), _tell_matter, None),
    )
    lines = [f"# {escape(_tell_title(brief))}", "", *_tell_counts(brief)]
    for name, rows, tell, nothing in sections:
        lines += _write_section(name, rows, tell, nothing)
    return "\n".join(lines).rstrip() + "\n"


def _tell_title(brief: Brief) -> str:
    names = " and ".join(add_article(name) for name in brief.names) or "All that is known"
    days = brief.period
    first, last = (tell_full_day(day) if day else "" for day in (days.start, days.end))
    period = first if first == last else " – ".join(filter(None, (first, last)))
    return f"{names[:1].upper()}{names[1:]}" + (f", {period}" if period else "")


def _tell_counts(brief: Brief) -> Iterator[str]:
    events, said = len(brief.events), len(brief.said)
    counts = f"{events} {brief.counted if events != 1 else brief.counted.replace('events', 'event')}"
    yield f"*{counts}, {said} {'statements' if said != 1 else 'statement'}.*"
    for note in brief.notes:
        yield f"*{escape(note[:1].upper() + note[1:])}.*"


def _write_section(
    name: str, rows: Sequence[Any], tell: Callable[[Any], Iterable[str]], nothing: str | None
) -> Iterator[str]:
    if not rows and nothing is None:
        return
    yield from ("", f"## {name}", "")
    if not rows:
        yield str(nothing)
    for row in rows:
        first, *others = tell(row)
        yield f"- {first}"
        yield from (f"  {line}" for line in others)


def _tell_event(row: EventRow) -> Iterator[str]:
    days = tell_days(row.date, row.enddate, None) or "undated"
    basis = " (day of publication)" if row.date_basis == "publication" and row.date else ""
    yield f"**{days}**{basis}: {_tell_sentence(row)} `{row.event}{f'/{row.mode}' if row.mode else ''}`"
    yield _tell_proof(row)


def _tell_due(row: DueRow) -> Iterator[str]:
    days = tell_days(row.date, row.enddate, None) or "undated"
    outlook = {"past, without news": "; the day has passed without news", "held": "; was held"}.get(row.outlook, "")
    yield f"**{days}**: {_tell_sentence(row)}{outlook}"
    yield _tell_proof(row)


def _tell_sentence(row: EventRow) -> str:
    sentence = "".join(words for words, _ in tell_row(row))
    return escape(sentence) + ("" if sentence.endswith(".") or isinstance(row, DueRow) else ".")


def _tell_proof(row: EventRow) -> str:
    others = row.reports - 1
    more = f", and {others} more {'report' if others == 1 else 'reports'}" if others else ""
    accounts = f" ({row.accounts} {'account' if row.accounts == 1 else 'accounts'} in all)" if others else ""
    corrected = ", corrected" if row.corrected else ""
    return f"{_quote(row.words)} {_cite(row)}{more}{accounts}{corrected} `{row.id[:SHORT_ID]}`"


def _tell_statement(row: StatementRow) -> Iterator[str]:
    published = row.published.isoformat() if row.published else None
    days = tell_days(row.date or published, None, None) or "undated"
    who = _join(row.speaker_names) or "A speaker who is not named"
    whom = f" to {_join(row.to_names)}" if row.to else ""
    cue = f" ({escape(row.cue)})" if row.cue else ""
    words = _quote(row.clause, False) if row.clause else _quote(row.text, row.form != "indirect")
    yield f"**{days}**: {who[:1].upper()}{who[1:]}{whom}{cue}: {words}"
    carriers = f", carried by {row.carriers} reports" if row.carriers > 1 else ""
    corrected = ", corrected" if row.corrected else ""
    yield f"{_cite(row)}{carriers}{corrected} `{row.id[:SHORT_ID]}`"


def _tell_agreement(row: AgreementRow) -> Iterator[str]:
    signed = f"**{tell_day(row.signed, None)}**: " if row.signed else ""
    parties = f", between {_join(row.party_names)}" if row.party else ""
    status = f" ({escape(row.status)})" if row.status else ""
    yield f"{signed}{escape(row.title)}{parties}{status}"
    yield f"{_cite(row)}" + (f", and {row.reports - 1} more" if row.reports > 1 else "")


def _gather_matters(rows: Iterable[ConflictRow]) -> list[list[ConflictRow]]:
    """The versions of each matter of each event, in their order."""
    return [list(group) for _, group in groupby(rows, key=lambda row: (row.event_id, row.matter))]


def _tell_matter(versions: Sequence[ConflictRow]) -> Iterator[str]:
    """Who did what, the matter, and a line for each version of it: indented items of their own."""
    row = versions[0]
    day = tell_day(row.date, None) if row.date else "undated"
    whom = f" → {_join(row.recipient_names)}" if row.recipient_names else ""
    yield f"**{day}**: {_join(row.actor_names)}{whom} `{row.event}`, {escape(row.matter)}: `{row.event_id[:SHORT_ID]}`"
    for one in versions:
        accounts = f"{one.accounts} {'account' if one.accounts == 1 else 'accounts'}"
        holds = ", as the record has it" if one.holds else ""
        yield f"- {escape(one.value)} ({accounts}{holds}): {_quote(one.words)} {escape(tell_source(one))}"


def _join(names: Iterable[str]) -> str:
    told = [escape(add_article(name)) for name in names]
    return " and ".join(filter(None, (", ".join(told[:-1]), *told[-1:])))


def _quote(words: str, marked: bool = True) -> str:
    opening, closing = choose_marks(words) if marked else ("", "")
    return f"{opening}{escape(cut_words(words, LONGEST_WORDS))}{closing}"


def _cite(row: Any) -> str:
    """The source, as a link where the report has an address of the web."""
    named = escape(tell_source(row))
    return f"[{named}]({row.url})" if row.url and _WEB.fullmatch(row.url) else named


def escape(words: str) -> str:
    """Words in which no character means anything to Markdown."""
    return _SPECIAL.sub(r"\\\1", clean(" ".join(words.split())))
