"""A brief: what happened, was said, was agreed and is due, each line with its source."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.kept import keep, tell_act, tell_denial, tell_meeting, tell_talks
from verbale.show.briefs import escape, render_brief
from verbale.store.record import Record


@pytest.fixture
def record(tmp_path: Path) -> Record:
    return keep(tmp_path, tell_talks(), tell_meeting(url="https://news.example/visit"))


def test_a_brief_of_two_tells_each_line_with_its_source(record: Record) -> None:
    text = render_brief(record.brief("Portugal", "Morocco", start="2024-05-13", end="2024-05-19"))
    lines = text.splitlines()
    assert lines[0] == "# Portugal and Morocco, 13 May 2024 – 19 May 2024"
    assert "*2 occurred and ongoing events, 1 statement.*" in lines
    assert "*Not counted: 1 denied.*" in lines
    assert "- **14 May 2024**: Duarte Valadim received Samir Benhaddou in Lisbon. `CONSULT/visit`" in lines
    assert any(line.startswith("  “met his” Example Gazette, 14 May 2024 `") for line in lines)
    assert any("Duarte Valadim to Samir Benhaddou: “The sea between us is short" in line for line in lines)
    assert any("Memorandum on Maritime Safety, between Duarte Valadim and Samir Benhaddou" in line for line in lines)
    assert "- **3 June 2024**" in text or "- **3 Jun 2024**" in text
    entries = [number for number, line in enumerate(lines) if line.startswith("- ")]
    assert all("14 May 2024" in lines[number + 1] for number in entries)


def test_a_source_with_an_address_is_a_link(record: Record) -> None:
    text = render_brief(record.brief("RUS", "AZE"))
    assert "[Example Wire, 27 February 2023](https://news.example/visit)" in text


def test_a_brief_of_one_and_of_all(record: Record) -> None:
    assert render_brief(record.brief("Lavrov")).startswith("# Sergey Lavrov\n")
    whole = render_brief(record.brief())
    assert whole.startswith("# All that is known\n")
    assert "Lavrov" in whole
    assert "Valadim" in whole


def test_what_is_told_by_a_month_or_year_belongs_to_no_week(tmp_path: Path) -> None:
    told = [tell_act("AID", "PRT", "MAR", day) for day in ("2024", "2024-05", "2024-05-14")]
    record = keep(tmp_path, *told)
    week = record.brief("PRT", "MAR", start="2024-05-13", end="2024-05-19")
    assert [row.date for row in week.events] == ["2024-05-14"]
    assert "left out: 2 told only by a month or year that reaches beyond these days" in week.notes
    month = record.brief("PRT", "MAR", start="2024-05", end="2024-05")
    assert {row.date for row in month.events} == {"2024-05", "2024-05-14"}
    assert len(record.brief("PRT", "MAR").events) == 3


def test_where_nothing_is_known_it_says_so(record: Record) -> None:
    text = render_brief(record.brief("France", "Japan"))
    assert text.count("Nothing that the record knows of.") == 3
    assert "What was agreed" not in text


def test_where_accounts_differ_each_version_has_its_source(tmp_path: Path) -> None:
    happened = tell_act("ASSAULT", "RUS", "UKR", "2024-05-14", source="a")
    said = {"status": "denied"}
    denied = tell_act("ASSAULT", "RUS", "UKR", "2024-05-14", source="b", coda="it says", event_said=said)
    lines = render_brief(keep(tmp_path, happened, denied).brief("RUS", "UKR")).splitlines()
    first = lines.index("## Where accounts differ") + 2
    assert "`ASSAULT`, whether it happened:" in lines[first]
    assert [line.partition(":")[0] for line in lines[first + 1 : first + 3]] == [
        "  - happened (1 account, as the record has it)",
        "  - denied (1 account)",
    ]


def test_where_accounts_agree_nothing_is_said_of_it(record: Record) -> None:
    assert "Where accounts differ" not in render_brief(record.brief())


@given(st.text())
def test_no_words_mean_anything_to_markdown(words: str) -> None:
    escaped = escape(words)
    assert "\n" not in escaped
    for sign in "`*_[]<>|#":
        assert escaped.count(sign) == escaped.count(f"\\{sign}")


def test_a_denial_has_its_word_before_what_was_denied(tmp_path: Path) -> None:
    brief = render_brief(keep(tmp_path, tell_denial()).brief("Valadim"))
    assert "Duarte Valadim (denied): Portugal had sold a submarine" in brief
    assert "Duarte Valadim (called): the bridge “a border” now" in brief
