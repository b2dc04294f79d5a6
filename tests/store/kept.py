"""Records of invented reports, for tests of the record over many."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from homes import FileHome, Home
from verbale.reconcile.rules import RULES, Rules
from verbale.records import ReportRecord
from verbale.store.record import Record
from written import find, write_actor, write_agreement, write_event, write_record, write_report, write_statement

LONG_AGO = datetime(2000, 1, 1)

TALKS = (
    "Valadim to Benhaddou: the sea is short\n\n"
    "Portuguese Foreign Minister Duarte Valadim met his Moroccan counterpart Samir Benhaddou in Lisbon on Tuesday.\n\n"
    "“The sea between us is short,” Valadim told Benhaddou. “Spain should join the patrols.”\n\n"
    "Benhaddou said that Morocco would open its ports. They signed a Memorandum on Maritime Safety.\n\n"
    "Valadim denied that Portugal had sold a submarine. He will travel to Rabat on 3 June."
)


def tell_talks(**said: Any) -> ReportRecord:
    """Two ministers meet, speak, sign and plan: 14 May 2024."""
    text = said.pop("text", TALKS)
    said = {"source": "lisbon", "publisher": "Example Gazette"} | said
    valadim = write_actor("x:valadim@prt", "Duarte Valadim", state="PRT", office="Foreign Minister of Portugal")
    benhaddou = write_actor("x:benhaddou@mar", "Samir Benhaddou", state="MAR", office="Foreign Minister of Morocco")
    spain = write_actor("ESP", "Spain", find(text, "Spain"), kind="state", state="ESP")
    portugal = write_actor("PRT", "Portugal", find(text, "Portugal had"), kind="state", state="PRT")
    morocco = write_actor("MAR", "Morocco", find(text, "Morocco would"), kind="state", state="MAR")
    both = (valadim.id, benhaddou.id)
    return write_record(
        write_report(text, **said),
        *(valadim, benhaddou, spain, portugal, morocco),
        write_event(text, "CONSULT", "met his", id="e1", mode="visit", actor=both, host=both[:1], place="Lisbon"),
        write_event(text, "SUPPORT", "signed a", id="e2", actor=both, agreement="a1"),
        write_event(text, "COOPERATE", "had sold", id="e3", status="denied", actor=("PRT",), recipient=("MAR",)),
        write_event(
            text, "CONSULT", "will travel to", id="e4", mode="visit", status="scheduled", actor=both, date="2024-06-03"
        ),
        write_statement(
            text,
            "The sea between us is short",
            "Spain should join the patrols",
            id="s1",
            speakers=both[:1],
            to=both[1:],
        ),
        write_statement(
            text,
            "Morocco would open its ports",
            id="s2",
            form="indirect",
            speakers=both[1:],
            date=None,
            cue="said that",
        ),
        write_agreement(text, "Memorandum on Maritime Safety", *both, kind="memorandum", signed="2024-05-14"),
    )


def tell_meeting(words: str = "met in Baku", day: str = "2023-02-27", **said: Any) -> ReportRecord:
    """A foreign minister visits a president, told in so many words."""
    text = (
        said.pop("text_before", "")
        + f"Ilham Aliyev and Sergey Lavrov {words} on that day, {said.pop('coda', 'officials said')}."
    )
    event = said.pop("event", {})
    published = date.fromisoformat(said.pop("published", day))
    said = {"source": "baku", "publisher": "Example Wire", "title": None, "published": published} | said
    return write_record(
        write_report(text, **said),
        write_actor("Q57371", "Ilham Aliyev", find(text, "Aliyev"), state="AZE", office="President of Azerbaijan"),
        write_actor("Q58217", "Sergey Lavrov", find(text, "Lavrov"), state="RUS", office="Foreign Minister of Russia"),
        write_event(
            text,
            **{"event": "CONSULT", "words": words, "mode": "visit", "actor": ("Q57371", "Q58217"), "date": day} | event,
        ),
    )


def tell_denial(**said: Any) -> ReportRecord:
    """A minister denies a sale, and calls a bridge a border."""
    text = (
        "Valadim on the sale\n\nDuarte Valadim denied that Portugal had sold a submarine. "
        "He called the bridge “a border” now."
    )
    said = {"source": "denial", "publisher": "Example Gazette", "published": date(2024, 5, 20)} | said
    valadim = write_actor("x:valadim@prt", "Duarte Valadim", find(text, "Duarte Valadim"), state="PRT")
    told: dict[str, Any] = {"speakers": (valadim.id,), "date": None}
    sale = write_statement(text, "Portugal had sold a submarine", id="s1", form="indirect", cue="denied", **told)
    clause = (find(text, "the bridge “a border” now"),)
    bridge = write_statement(text, "a border", id="s2", form="mixed", cue="called", clause=clause, **told)
    return write_record(write_report(text, **said), valadim, sale, bridge)


def tell_act(
    event: str, who: str, whom: str, day: str, *, source: str | None = None, words: str = "acted upon", **said: Any
) -> ReportRecord:
    """One state acts on another: a report of one line."""
    text = f"{who} {words} {whom}: {event.lower()} of {day}, {said.pop('coda', 'agencies report')}."
    told = {"actor": (who,), "recipient": (whom,), "date": day} | said.pop("event_said", {})
    report = {"source": source or f"{event}-{who}-{whom}-{day}", "published": date(2024, 5, 14), "title": None} | said
    return write_record(
        write_report(text, **report),
        *(write_actor(one, one, kind="state", state=one) for one in dict.fromkeys((who, whom))),
        write_event(text, event, words, **told),
    )


def retell(record: ReportRecord, old: str, new: str) -> ReportRecord:
    """The same record of a text in which one stretch is written otherwise, of the same length."""
    assert len(old) == len(new)
    text = record.report.text.replace(old, new)
    return replace(
        record,
        report=write_report(
            text,
            source=record.report.source,
            publisher=record.report.publisher,
            url=record.report.url,
            published=record.report.published,
        ),
    )


def keep(where: Path | Home, *records: ReportRecord, rules: Rules = RULES) -> Record:
    """A record of these reports: in a folder, as record.db, or in a home."""
    home = where if isinstance(where, Home) else FileHome(where / "record.db")
    home.lay_out(rules)
    record = Record(home.place, rules=rules)
    for one in records:
        record.add(one)
    return record


def tell_all(record: Record) -> dict[str, list[Any]]:
    """Everything that a record says, for comparing: no numbers and no times of adding."""
    return {
        "reports": [replace(row, added=LONG_AGO) for row in record.reports()],
        "events": list(record.events(status="all")),
        "statements": list(record.said()),
        "agreements": list(record.agreements()),
        "months": list(record.stats(status="all")),
        "tellings": [list(record.tellings(row.id)) for row in record.events(status="all")],
    }
