"""The view that people read."""

from __future__ import annotations

import re
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from strategies import records
from verbale.records import Credit, ReportRecord
from verbale.show.sheet import LEAST_WIDE, MOST_WIDE
from verbale.show.terminal import render
from written import find, write_actor, write_agreement, write_event, write_record, write_report, write_statement

TEXT = (
    "Valadim: we sail soon\n\n"
    "Duarte Valadim met Samir Benhaddou in Lisbon on Tuesday and signed the Memorandum on Maritime Safety.\n\n"
    "He said:\n\n"
    "“The sea is short.\n\n"
    "“As a captain told me, 'fish carry no passports'.”\n\n"
    "“We sail,” he added, “before June.”\n\n"
    "Benhaddou assured reporters that Morocco was “ready to open its ports”. Talks would go on, Radio Faro said.\n\n"
    "They will meet in Rabat on 3 June. Portugal denied that it had sold a submarine."
)
VALADIM = write_actor("x:valadim", "Duarte Valadim", find(TEXT, "Valadim"), office="Foreign Minister of Portugal")
BENHADDOU = write_actor("x:benhaddou", "Samir Benhaddou", find(TEXT, "Benhaddou"))
CAPTAIN = write_actor("x:captain", "a captain", kind="unnamed")
REPORTERS = write_actor("x:reporters", "reporters", kind="unnamed")
RADIO = write_actor("x:radio", "Radio Faro", kind="media")
PORTUGAL = write_actor("PRT", "Portugal", find(TEXT, "Portugal"), kind="state")

BOTH = ("x:valadim", "x:benhaddou")
MEETING = write_event(
    TEXT, "CONSULT", "met Samir Benhaddou in Lisbon", actor=BOTH, place="Lisbon", told=("met", "sail")
)
NEXT = write_event(TEXT, "CONSULT", "will meet in Rabat", id="e2", actor=BOTH, date="2024-06-03", status="scheduled")
DENIED = write_event(TEXT, "AID", "sold a submarine", id="e3", actor=("PRT",), status="denied", date=None)
LONG = write_statement(
    TEXT,
    "The sea is short.",
    "As a captain told me, 'fish carry no passports'.",
    speakers=("x:valadim",),
    cue="said",
)
FISH = write_statement(TEXT, "fish carry no passports", id="s2", speakers=("x:captain",), within="s1", cue="told")
BROKEN = write_statement(TEXT, "We sail", "before June.", id="s3", speakers=("x:valadim",), cue="added")
PARTLY = write_statement(
    TEXT,
    "ready to open its ports",
    id="s4",
    form="mixed",
    speakers=("x:benhaddou",),
    to=("x:reporters",),
    cue="assured",
)
RETOLD = write_statement(
    TEXT, "Talks would go on", id="s5", form="indirect", speakers=("x:benhaddou",), via=("x:radio",), confidence=0.3
)
MEMORANDUM = write_agreement(TEXT, "Memorandum on Maritime Safety", *BOTH, signed="2024-05-14", status="signed")

PEOPLE = (VALADIM, BENHADDOU, CAPTAIN, REPORTERS, RADIO, PORTUGAL)
WHOLE = write_record(
    write_report(TEXT, publisher="Example Gazette", credits=(Credit("photo", "Ines Quadros"),)),
    *PEOPLE,
    *(MEETING, NEXT, DENIED, LONG, FISH, BROKEN, PARTLY, RETOLD, MEMORANDUM),
    warnings=("a quotation was not closed",),
)

ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


def test_the_whole_view_reads_like_this() -> None:
    assert render(WHOLE) == VIEW


VIEW = """\
Valadim: we sail soon
Example Gazette · 14 May 2024 · a-report

What happened
  14 May        Duarte Valadim (Foreign Minister of Portugal) and Samir
                Benhaddou met in Lisbon.
                  “Duarte Valadim met Samir Benhaddou in Lisbon on Tuesday and
                  signed the Memorandum on Maritime Safety.”
                  CONSULT · told 2 times

What was said
  Valadim
  said          “The sea is short.
                “As a captain told me, 'fish carry no passports'.”
  told          within it, a captain: “fish carry no passports”
  added         “We sail” … “before June.”

  Benhaddou to reporters
  assured       Morocco was “ready to open its ports”

  Benhaddou, as told by Radio Faro
  – ?           Talks would go on

What was agreed
  14 May        Memorandum on Maritime Safety
                  treaty between Valadim and Benhaddou, signed

What is next
  3 Jun         Valadim and Benhaddou will meet.
                  “They will meet in Rabat on 3 June.”  CONSULT

Background
  undated       It is denied that Portugal gave aid.
                  “Portugal denied that it had sold a submarine.”  AID

Notes
  a quotation was not closed

photo: Ines Quadros
verbale 0.1.0 · written · plover-2.0+verbale-1
"""


def section(view: str, name: str) -> str:
    """The lines under one heading."""
    return view.partition(f"\n{name}\n")[2].partition("\n\n")[0]


def test_sections_stand_in_the_order_of_a_readers_questions() -> None:
    heads = [line for line in render(WHOLE).splitlines() if line in HEADS]
    assert heads == HEADS


HEADS = ["What happened", "What was said", "What was agreed", "What is next", "Background", "Notes"]


def test_sections_without_a_fact_are_left_out() -> None:
    view = render(write_record(write_report(TEXT), *PEOPLE, NEXT))
    assert [line for line in view.splitlines() if line in HEADS] == ["What is next"]


def test_a_report_without_facts_says_so() -> None:
    view = render(write_record(write_report("A calm day\n\nNothing much took place.")))
    assert "No political act and no statement was found in this report." in view


def test_a_day_of_publication_stands_in_brackets_and_is_explained() -> None:
    event = write_event(TEXT, "CONSULT", "met", actor=BOTH, date_basis="publication")
    view = render(write_record(write_report(TEXT), *PEOPLE, event))
    assert "(14 May)" in section(view, "What happened")
    assert "A day in brackets is the day of publication" in view


def test_a_doubtful_fact_carries_a_question_mark() -> None:
    sure, unsure = (
        render(write_record(write_report(TEXT), *PEOPLE, write_event(TEXT, "CONSULT", "met", actor=BOTH, confidence=c)))
        for c in (0.5, 0.49)
    )
    assert "14 May ?" in unsure
    assert "?" not in sure


def test_one_sentence_and_one_day_for_acts_of_one_kind_between_the_same() -> None:
    events = [
        write_event(TEXT, "ACCUSE", words, id=f"e{number}", actor=("x:benhaddou",), recipient=("PRT",))
        for number, words in enumerate(("said", "added", "assured"))
    ]
    view = section(render(write_record(write_report(TEXT), *PEOPLE, *events)), "What happened")
    assert view.count("14 May") == 1
    assert view.count("accused Portugal") == 2  # in full, then as the report does
    assert view.count("ACCUSE") == 3


def test_an_event_of_no_known_day_says_so() -> None:
    event = write_event(TEXT, "CONSULT", "met", actor=BOTH, date=None, date_basis="unknown")
    assert "undated" in section(render(write_record(write_report(TEXT), *PEOPLE, event)), "What happened")


def test_many_events_stand_under_headings_by_class() -> None:
    events = [
        write_event(TEXT, kind, "met", id=f"e{number}", actor=("PRT",))
        for number, kind in enumerate(["CONSULT", "AID", "ACCUSE", "ASSAULT"] * 3)
    ]
    view = render(write_record(write_report(TEXT), *PEOPLE, *events))
    heads = ["Words of cooperation", "Cooperation in deed", "Words of conflict", "Conflict in deed"]
    assert [line.strip() for line in view.splitlines() if line.strip() in heads] == heads


def test_the_address_stands_on_its_own_line_unbroken() -> None:
    url = "https://gazette.example/" + "a" * 100
    assert url in render(write_record(write_report(TEXT, url=url)), width=60).splitlines()


def test_a_report_without_a_day_says_so() -> None:
    assert "day of publication not known" in render(write_record(write_report(TEXT, published=None)))


def test_control_characters_of_a_report_do_not_reach_the_terminal() -> None:
    text = "Title\n\nA \x1b[31mred\x07 \u202eword."
    view = render(write_record(write_report(text), write_event(text, "ASSAULT", "\x1b[31mred\x07 \u202eword")))
    assert not set("\x1b\x07\u202e") & set(view)


@given(records(), st.integers(20, 160))
def test_any_record_fits_its_width_and_leaves_no_blanks_at_line_ends(record: ReportRecord, width: int) -> None:
    view = render(record, width)
    assert view.endswith("\n")
    lines = [line for line in view.splitlines() if line != record.report.url]
    assert all(line == line.rstrip(" ") for line in lines)
    assert max(cell_len(line) for line in lines) <= max(LEAST_WIDE, min(width, MOST_WIDE))
    assert "\x1b" not in view


@given(records())
def test_colour_changes_no_word(record: ReportRecord) -> None:
    plain = [line.rstrip() for line in render(record).splitlines()]
    coloured = [ESCAPE.sub("", line).rstrip() for line in render(record, colour=True).splitlines()]
    assert coloured == plain


def test_colour_is_there_if_asked_for() -> None:
    assert "\x1b[1m" in render(WHOLE, colour=True)


def test_other_years_are_told() -> None:
    view = render(write_record(write_report(TEXT, published=date(2025, 1, 1)), *PEOPLE, MEETING))
    assert "14 May 2024" in view
