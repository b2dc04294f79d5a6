"""The view of an answer."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from rich.cells import cell_len

from store.kept import keep, tell_act, tell_denial, tell_meeting, tell_talks
from verbale.show.listing import render_answer
from verbale.show.sheet import LEAST_WIDE, MOST_WIDE
from verbale.spans import Span
from verbale.store.record import Record
from verbale.store.rows import (
    ActorRow,
    AgreementRow,
    Answer,
    ConflictRow,
    EventRow,
    HitRow,
    MonthRow,
    StatementRow,
    Tenure,
)


@pytest.fixture
def record(tmp_path: Path) -> Record:
    return keep(
        tmp_path,
        tell_talks(),
        tell_meeting(event={"date_basis": "publication"}),
        tell_act("ASSAULT", "AZE", "ARM", "2023", event_said={"enddate": "2024", "status": "ongoing"}),
        *(tell_act("AID", "RUS", "AZE", "2023-02-10", source=f"p{number}", coda=f"{number}") for number in range(3)),
    )


def ask_everything(record: Record) -> list[Answer[Any]]:
    return [
        record.events(status="all"),
        record.said(),
        record.due(on="2024-06-10"),
        record.agreements(),
        record.timeline(),
        record.search("Lisbon patrols"),
        record.stats(),
        record.who("Valadim"),
        record.reports(),
    ]


@pytest.mark.parametrize("width", [20, 57, 80, 200])
def test_no_line_is_wider_than_the_terminal(record: Record, width: int) -> None:
    for answer in ask_everything(record):
        widest = max(cell_len(line) for line in render_answer(answer, width).splitlines())
        assert widest <= min(max(width, LEAST_WIDE), MOST_WIDE)


def test_without_colour_it_is_plain_text(record: Record) -> None:
    for answer in ask_everything(record):
        assert "\x1b" not in render_answer(answer)
        assert "\x1b[" in render_answer(answer, colour=True)


def test_a_day_of_publication_stands_in_brackets_and_the_foot_says_why(record: Record) -> None:
    out = render_answer(record.events(who="Lavrov"), 100)
    assert "(27 Feb 2023)" in out
    assert out.endswith("A day in brackets is the day of publication; the report itself names none.\n")
    assert "brackets" not in render_answer(record.events(who="ARM"))


def test_a_statement_without_a_day_stands_on_the_day_of_publication(record: Record) -> None:
    assert "(14 May 2024)" in render_answer(record.said("Benhaddou"))


def test_a_range_is_told_with_both_ends_and_a_status_beside_the_code(record: Record) -> None:
    out = render_answer(record.events(who="ARM"), 100)
    assert "2023 – 2024" in out
    assert "ASSAULT · ongoing" in out


def test_many_reports_of_one_event_are_counted(record: Record) -> None:
    assert "and 2 others (3 accounts)" in " ".join(render_answer(record.events(type="AID")).split())


def test_a_month_shows_counts_mean_and_conflict() -> None:
    row = MonthRow("AZE", 373, 373, "RUS", 365, 365, "2023-02", 1200, -2.34, 300, 0.25, 1, 2, 3, 4, ("occurred",))
    out = render_answer(Answer([row], MonthRow, counted="occurred events", names=["Russia"]))
    assert out.startswith("Russia: occurred events by month\n")
    assert out.splitlines()[-1].split() == ["Feb", "2023", "1,200", "-2.3", "25%"]


def test_somebody_is_shown_with_offices_and_other_names() -> None:
    tenure = Tenure("Minister", date(2023, 1, 1), date(2023, 2, 1), 3)
    row = ActorRow("Q1", "Ana Okoro", "person", "NGA", (), ("Ana Okoro", "A. Okoro"), (tenure,), 3, 2, 1, None, None)
    out = render_answer(Answer([row], ActorRow))
    assert "Minister  1 January 2023 – 1 February 2023" in out
    assert "also A. Okoro" in out


def test_a_long_statement_is_cut_between_words() -> None:
    row = StatementRow(
        *(
            "s1",
            None,
            ("x",),
            ("Ana Okoro",),
            (None,),
            "direct",
            "said",
            "word " * 200,
            None,
            (),
            (),
            (),
            (),
            (),
            (),
            (),
            0.9,
            0,
            9,
            4,
        ),
        *("r1", None, None, None, None, True),
    )
    out = " ".join(render_answer(Answer([row], StatementRow)).split())
    assert "word word …”" in out
    assert "carried by 4 reports, corrected" in out


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=60), st.data())
def test_any_passage_with_any_marks_can_be_shown(passage: str, data: st.DataObject) -> None:
    edges = sorted(data.draw(st.sets(st.integers(0, len(passage)), max_size=6)))
    marks = tuple(Span(*pair) for pair in zip(edges[::2], edges[1::2], strict=False))
    row = HitRow("r1", None, None, None, None, passage, 0, marks, len(marks), 1)
    assert render_answer(Answer([row], HitRow)).count("*") >= 2 * len(marks)


@pytest.mark.parametrize(
    ("answer", "heading", "way_out"),
    [
        (Answer([], EventRow, counted="occurred events", names=["Fiji"]), "Fiji: 0 occurred events", "--status all"),
        (Answer([], MonthRow, counted="occurred events"), "no occurred events by month", "--status all"),
        (Answer([], StatementRow), "0 statements", "verbale search"),
        (Answer([], ConflictRow), "no event in which accounts differ", ""),
    ],
)
def test_an_empty_answer_says_what_to_try(answer: Answer[Any], heading: str, way_out: str) -> None:
    shown = render_answer(answer)
    assert shown.splitlines()[0] == heading
    assert way_out in shown


def test_agreements_without_a_day_are_not_under_the_day_above_them() -> None:
    row = AgreementRow("1", "Treaty", "treaty", "1999", "signed", (), (), (), 1, "r1", "Gazette", None, None)
    undated = replace(row, id="2", title="Charter", signed=None)
    lines = render_answer(Answer([row, row, undated, undated], AgreementRow)).splitlines()
    assert [line[2:16].strip() for line in lines if "Treaty" in line or "Charter" in line] == [
        "1999",
        "",
        "undated",
        "",
    ]


def test_a_denial_is_seen_at_once(tmp_path: Path) -> None:
    said = keep(tmp_path, tell_denial()).said()
    out = render_answer(said)
    assert re.search(r"^ +denied +Portugal had sold a submarine$", out, re.MULTILINE)
    assert re.search(r"^ +called +the bridge “a border” now$", out, re.MULTILINE)
    coloured = render_answer(said, colour=True)
    assert "\x1b[31mdenied" in coloured
    assert "\x1b[31mcalled" not in coloured


def test_a_timeline_tells_a_denial_by_its_word(tmp_path: Path) -> None:
    out = render_answer(keep(tmp_path, tell_denial()).timeline("Valadim"))
    assert re.search(r"Duarte Valadim +denied$", out, re.MULTILINE)
