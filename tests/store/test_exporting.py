"""What a record gives to other programs: rows by the page, events with their proof, labels for training."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from homes import Home
from store.kept import TALKS, keep, tell_act, tell_meeting, tell_talks
from strategies import records
from verbale.plover import CONTEXTS, STATUSES, get_type
from verbale.records import ReportRecord
from verbale.show.plover_export import export_proved
from verbale.store import exporting
from verbale.store.amending import Amended
from verbale.store.exporting import Choice
from verbale.store.labelling import label_items, label_report
from verbale.store.record import Record
from verbale.store.tabular import to_csv, write_parquet

WHY = {"reason": "the text says so", "author": "A Reader"}
ALL = Choice(status="all")


@pytest.fixture
def record(home: Home) -> Record:
    told = [tell_talks(), tell_meeting(), tell_meeting("held talks", source="other", publisher="Other Wire")]
    return keep(home, *told, tell_act("ASSAULT", "RUS", "UKR", "2023-03-01"))


# rows by the page


@pytest.mark.parametrize("table", ["events", "tellings", "statements", "agreements", "reports", "months"])
def test_pages_hold_what_the_question_gives(
    record: Record, table: exporting.Exported, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = [row for page in record.pages(table, ALL) for row in page]
    monkeypatch.setattr(exporting, "PAGE", 2)
    pages = list(record.pages(table, ALL))
    assert [row for page in pages for row in page] == whole
    assert whole
    asked = {
        "events": lambda: record.events(status="all"),
        "statements": record.said,
        "agreements": record.agreements,
        "reports": record.reports,
        "months": lambda: record.stats(status="all"),
    }
    if table in asked:
        assert whole == list(asked[table]())


def test_states_have_their_numbers_of_other_data(record: Record) -> None:
    (attack,) = record.events(type="ASSAULT")
    assert (attack.actor_cow, attack.actor_gw) == ((365,), (365,))
    assert (attack.recipient_cow, attack.recipient_gw) == ((369,), (369,))
    (month,) = record.stats("RUS", "UKR")
    assert (month.first_cow, month.first_gw, month.second_cow, month.second_gw) == (365, 365, 369, 369)


def test_a_body_has_no_number(home: Home) -> None:
    (called,) = keep(home, tell_act("REQUEST", "EU", "SRB", "2023-03-01")).events()
    assert (called.actor_cow, called.recipient_cow) == ((None,), (345,))


def test_a_choice_narrows(record: Record) -> None:
    def count(table: exporting.Exported, **choice: Any) -> int:
        return sum(len(page) for page in record.pages(table, Choice(**choice)))

    assert count("events") == len(record.events())
    assert count("events", one="RUS", other="AZE") == len(record.between("RUS", "AZE"))
    assert count("events", one="Lavrov", status="all", type="CONSULT/visit", start="2023-02", end="2023-02") == 1
    assert count("tellings", one="Lavrov") == 2
    assert count("statements", one="Valadim", other="Benhaddou") == 1
    assert count("events", one="France") == 0


def test_nothing_is_one_empty_page_with_its_columns(record: Record) -> None:
    (page,) = record.pages("events", Choice(one="France"))
    assert to_csv(page).startswith("id,date,")


def test_parquet_is_read_back_with_types(record: Record, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    assert write_parquet(record.pages("events", ALL), tmp_path / "events.parquet") == len(record.events(status="all"))
    table = parquet.read_table(tmp_path / "events.parquet")
    assert table.column("id").to_pylist() == [row.id for row in record.events(status="all")]
    kinds = {field.name: str(field.type) for field in table.schema}
    assert (kinds["actor"], kinds["published"], kinds["corrected"], kinds["lat"]) == (
        *("list<element: string>", "date32[day]"),
        *("bool", "double"),
    )


# events with their proof


def test_an_event_is_exported_once_with_the_words_of_all_its_tellings(record: Record) -> None:
    (proved,) = record.proved(Choice(one="Lavrov"))
    (line,) = export_proved(proved)
    assert sorted(line["event_text"]) == ["held talks", "met in Baku"]
    assert line["comment"] == "told by 2 reports (2 accounts)"
    assert line["id"].endswith(proved.row.id)
    assert [one["identifier_text"] for one in line["actor"]] == ["Ilham Aliyev", "Sergey Lavrov"]
    assert line["cite_info"]["publication"] == proved.row.publisher


def test_what_was_corrected_is_exported_as_corrected(record: Record) -> None:
    event = record.events(who="Lavrov")[0].id
    record.correct(event, type="ACCUSE/disapprove", actor="Emmanuel Macron", recipient="Lavrov", place="Baku", **WHY)
    (proved,) = record.proved(Choice(one="Lavrov"))
    (line,) = export_proved(proved)
    assert (line["event"], line["mode"], line["quad_code"]) == (["ACCUSE"], ["disapprove"], 3)
    assert [one["code"] for one in line["actor"]] == ["FRA"]
    assert line["event_loc"]["country_code"] == "AZE"
    assert "corrected" in line["comment"]


def test_every_line_can_be_written_as_json(record: Record) -> None:
    for proved in record.proved(ALL):
        for line in export_proved(proved):
            assert json.loads(json.dumps(line))["event"]


# labels


def test_a_corrected_report_is_a_label_and_says_who_told_what(record: Record) -> None:
    record.correct(record.events(type="SUPPORT")[0].id, type="AGREE", **WHY)
    record.correct(record.said("Valadim")[0].id, speaker="Benhaddou", **WHY)
    record.correct(record.events(status="denied")[0].id, reject=True, **WHY)
    (labelled,) = record.labels()
    (text,), (label,) = labelled.texts, labelled.labels
    check_label(text, label)
    assert text["text"] == TALKS
    assert [(one["t"], one["by"]) for one in label["ev"]] == [
        *(("CONSULT", "engine"), ("AGREE", "person"), ("CONSULT", "engine")),
    ]
    assert [(one["who"], one["by"]) for one in label["st"]] == [
        ("Samir Benhaddou", "person"),
        ("Samir Benhaddou", "engine"),
    ]
    first = label["ev"][0]
    assert (first["a"], first["p"], first["d"], first["pl"]) == (
        *(["Duarte Valadim", "Samir Benhaddou"], 1),
        *("on Tuesday", "Lisbon"),
    )


def test_items_are_the_paragraphs_of_corrected_events(record: Record) -> None:
    record.correct(record.events(type="CONSULT", who="Valadim")[0].id, place="Lisbon", **WHY)
    record.correct(record.events(status="denied")[0].id, reject=True, **WHY)
    (labelled,) = record.labels(items=True)
    assert [text["text"][:20] for text in labelled.texts] == ["Portuguese Foreign M", "Valadim denied that "]
    assert [[one["t"] for one in label["ev"]] for label in labelled.labels] == [["CONSULT"], []]
    assert labelled.left_out == 1


def test_an_event_whose_participants_do_not_stand_there_is_left_out_and_counted(record: Record) -> None:
    record.correct(record.events(who="Lavrov")[0].id, actor=["Lavrov", "Emmanuel Macron"], **WHY)
    for labelled in record.labels():
        assert (labelled.labels[0]["ev"], labelled.left_out) == ([], 1)


def test_all_reports_are_labels_if_asked(record: Record) -> None:
    assert list(record.labels()) == []
    assert len(list(record.labels(everything=True))) == 4


@given(told=records())
@settings(max_examples=settings().max_examples // 2)
def test_any_record_makes_labels_that_stand_in_their_text(told: ReportRecord) -> None:
    for one in (label_report(Amended(told), "x"), label_items(Amended(told), "x")):
        for text, label in zip(one.texts, one.labels, strict=True):
            check_label(text, label)


def check_label(text: dict[str, Any], label: dict[str, Any]) -> None:
    """What ../shared/training's own checks ask of a label."""
    assert text["id"] == label["id"]
    for event in label["ev"]:
        assert event["m"] in (None, *(mode.code for mode in get_type(event["t"]).modes))
        assert event["st"] in STATUSES
        assert set(event["c"]) <= set(CONTEXTS)
        assert len(event["a"]) == len(event["as"])
        assert len(event["r"]) == len(event["rs"])
        assert len(event.get("who", [])) in (0, len(event["a"]) + len(event["r"]))
        words = [event["tr"], *event["a"], *event["r"], *filter(None, (event["d"], event["pl"]))]
        assert all(word and word in text["text"] for word in words)
    for statement in label.get("st", []):
        assert len(statement["t"]) == len(statement["p"]) > 0
        assert all(piece in text["text"] and piece[0] not in '"“”' for piece in statement["t"])
        assert statement["in"] is None or statement["in"] < len(label["st"])


def test_a_record_without_events_has_no_items(record: Record) -> None:
    assert label_items(Amended(replace(tell_talks(), events=())), "x").texts == ()
