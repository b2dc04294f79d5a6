"""The verbs of the record over many reports: what they print, what they refuse, how they end."""

from __future__ import annotations

import csv
import io
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec import Struct

from store.kept import keep, tell_act, tell_meeting, tell_talks
from verbale import cli
from verbale.schema import to_json
from verbale.store import tables

EXAMPLES = Path(__file__).parent.parent.parent / "examples"


class Done(Struct):
    """How a run ended and what it printed."""

    code: int
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Runs verbale within this process, VERBALE_DB naming a record of three reports."""
    monkeypatch.delenv("COLUMNS", raising=False)
    keep(tmp_path, tell_talks(), tell_meeting(), tell_act("AID", "RUS", "AZE", "2023-02-10")).close()
    monkeypatch.setenv("VERBALE_DB", str(tmp_path / "record.db"))

    def run_verbale(*words: str) -> Done:
        monkeypatch.setattr(sys, "argv", ["verbale", *words])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        code = ended.value.code
        assert isinstance(code, int)
        return Done(code, *capsys.readouterr())

    return run_verbale


ASKED = [
    ["between", "RUS", "AZE"],
    ["events"],
    ["events", "--who", "Lavrov", "--type", "CONSULT/visit", "--status", "all"],
    ["said", "Valadim", "--about", "Spain", "--to", "Benhaddou"],
    ["who", "Valadim"],
    ["due", "--on", "2024-05-25", "--within", "14d"],
    ["agreements"],
    ["agreements", "PRT", "MAR"],
    ["timeline", "Portugal"],
    ["search", "patrols"],
    ["stats"],
    ["stats", "RUS", "AZE"],
    ["reports"],
]


@pytest.mark.parametrize("asked", ASKED, ids=" ".join)
def test_every_question_has_a_view_json_and_csv(run: Run, asked: list[str]) -> None:
    view, lines, table = run(*asked), run(*asked, "--json"), run(*asked, "--csv")
    assert (view.code, lines.code, table.code) == (0, 0, 0)
    assert view.err == lines.err == table.err == ""
    objects = [json.loads(line) for line in lines.out.splitlines()]
    assert len(objects) == len(list(csv.DictReader(io.StringIO(table.out)))) > 0
    assert len(view.out.splitlines()) > len(objects)
    assert max(map(len, view.out.splitlines())) <= 80


def test_the_view_says_what_is_counted_and_what_is_not(run: Run) -> None:
    out = run("between", "Portugal", "Morocco").out
    assert out.startswith("Portugal and Morocco: 2 occurred and ongoing events\n")
    assert "Not counted: 1 denied, 1 scheduled." in out


def test_whatever_counts_events_says_which(run: Run) -> None:
    assert "matches, counting occurred and ongoing events" in run("who", "Benhaddou").out.replace("match,", "matches,")
    assert run("timeline", "Portugal").out.splitlines()[0].endswith("counting occurred and ongoing events")
    assert run("timeline", "--status", "all").out.splitlines()[0].endswith("counting events of every status")
    assert run("reports").out.splitlines()[0] == "3 reports, counting events of every status"
    assert run("stats").out.startswith("occurred and ongoing events by month")


def test_the_view_tells_events_in_words_with_the_words_that_prove_them(run: Run) -> None:
    out = run("between", "RUS", "AZE").out
    assert "27 Feb 2023   Ilham Aliyev and Sergey Lavrov met.  CONSULT visit" in out
    assert "“met in Baku”  Example Wire, 27 February 2023" in out


def test_the_view_marks_the_words_that_were_searched_for(run: Run) -> None:
    assert "“Spain should join the *patrols*.”" in " ".join(run("search", "patrols").out.split())


def test_the_view_tells_a_plan_and_how_far_it_is(run: Run) -> None:
    assert "in 9 days" in run("due", "--on", "2024-05-25").out
    assert "7 days ago, without news" in run("due", "--on", "2024-06-10").out


def test_a_question_without_an_answer_says_so(run: Run) -> None:
    done = run("between", "France", "Japan")
    assert done.code == 0
    assert done.out.startswith("France and Japan: 0 occurred and ongoing events\n\nTry other days (--from, --to)")
    assert run("between", "France", "Japan", "--json").out == ""


def test_a_limit_is_a_limit(run: Run) -> None:
    assert len(run("events", "--limit", "2", "--json").out.splitlines()) == 2
    assert run("events", "--limit", "0").code == 2


@pytest.mark.parametrize(
    ("asked", "hint"),
    [
        (["between", "Rusia", "AZE"], "did you mean Russia"),
        (["said", "Valadin"], "did you mean Duarte Valadim"),
        (["events", "--type", "CONSLT"], "CONSULT"),
        (["events", "--status", "gone"], "one of: occurred"),
        (["events", "--from", "soon"], "write it as YYYY-MM-DD, YYYY-MM or YYYY"),
        (["due", "--within", "soon"], "write it as 14d, 2w or 1m"),
        (["search", "?"], "no word to search for"),
        (["stats", "Lavrov"], "no state"),
        (["events", "--db", "none.db"], "there is no record there"),
    ],
)
def test_a_question_that_is_wrong_says_what_is_right(run: Run, asked: list[str], hint: str) -> None:
    done = run(*asked)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("verbale: ")
    assert hint in done.err
    assert len(done.err.splitlines()) == 1


def test_without_a_record_the_option_and_the_variable_are_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VERBALE_DB")
    done = run("events")
    assert done.code == 2
    assert "--db" in done.err
    assert "VERBALE_DB" in done.err


# add, rebuild, check


def write_records(path: Path) -> str:
    path.write_text(f"{to_json(tell_talks())}\n\n{to_json(tell_act('AID', 'FRA', 'ARM', '2023-02-10'))}\n", "utf-8")
    return str(path)


def test_add_says_what_became_of_each(run: Run, tmp_path: Path) -> None:
    records = write_records(tmp_path / "records.jsonl")
    assert run("add", "--records", records).out == "2 reports: 1 new, 1 unchanged.\n"
    lines = [json.loads(line) for line in run("add", "--records", "--json", records).out.splitlines()]
    assert [(line["outcome"], line["source"]) for line in lines] == [
        ("unchanged", "lisbon"),
        ("unchanged", "AID-FRA-ARM-2023-02-10"),
    ]


def test_reports_in_other_languages_are_named_and_counted(run: Run, tmp_path: Path) -> None:
    words = "Die Minister haben sich in Wien getroffen und über die Grenze gesprochen."
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(words, "utf-8")
    done = run("add", str(tmp_path / "a.txt"), str(tmp_path / "b.txt"))
    assert (done.code, done.out) == (2, "2 reports: 2 refused. In other languages: German 2.\n")
    assert done.err.splitlines()[0].endswith("a.txt: is in German; verbale reads English reports only")


def test_what_cannot_be_added_is_named_and_the_rest_is_added(run: Run, tmp_path: Path) -> None:
    records = tmp_path / "records.jsonl"
    write_records(records)
    records.write_text('{"schema": "other"}\n' + records.read_text("utf-8"), "utf-8")
    done = run("add", "--records", str(records), str(tmp_path / "none.jsonl"))
    assert done.code == 2
    assert done.out == "4 reports: 1 new, 1 unchanged, 2 refused.\n"
    first, second = done.err.splitlines()
    assert first.startswith(f"verbale: {records}, line 1: not a verbale/1 record")
    assert second == f"verbale: {tmp_path / 'none.jsonl'}: cannot be opened (No such file or directory); check the path"


def test_reports_are_read_and_kept_and_not_read_again(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = tmp_path / "new.db"
    empty = tmp_path / "empty.txt"
    empty.write_text(" \n")
    report = str(EXAMPLES / "lisbon-rabat.txt")
    done = run("add", "--db", str(database), report, str(empty), "--publisher", "A Paper")
    assert (done.code, done.out) == (2, "2 reports: 1 new, 1 refused.\n")
    assert "is empty" in done.err
    assert json.loads(run("reports", "--db", str(database), "--json").out)["publisher"] == "A Paper"
    monkeypatch.setattr("verbale.pipeline.make_record", None)
    assert run("add", "--db", str(database), report, "--publisher", "A Paper").out == "1 report: 1 unchanged.\n"


def test_rebuild_and_check_say_what_the_record_holds(run: Run) -> None:
    path = os.environ["VERBALE_DB"]
    holds = "3 reports, 6 events, 2 statements"
    assert run("rebuild").out == f"{path} was rebuilt: {holds}.\n"
    done = run("check")
    assert (done.code, done.out) == (0, f"{path} is sound: {holds}.\n")


def test_check_names_what_is_wrong_and_ends_with_1(run: Run, tmp_path: Path) -> None:
    with keep(tmp_path, tell_talks()) as record, record._database.writing() as connection:
        connection.execute(tables.events.delete())
    done = run("check")
    assert done.code == 1
    assert "events: row 65536 is missing" in done.out
    assert "`verbale rebuild --db" in done.out
    run("rebuild")
    assert run("check").code == 0


def test_an_older_record_is_upgraded_and_the_copy_is_named(run: Run, tmp_path: Path) -> None:
    with keep(tmp_path, tell_talks()) as record, record._database.writing() as connection:
        connection.execute(tables.about.update().where(tables.about.c.key == "form").values(value="0"))
    done = run("add", "--records", write_records(tmp_path / "records.jsonl"))
    assert f"was upgraded; a copy of it as it was is {tmp_path / 'record.db.before-'}" in done.err
    assert done.code == 0


def test_names_and_titles_steer_no_terminal(run: Run, tmp_path: Path) -> None:
    keep(tmp_path, tell_meeting(publisher="\x1b[31mRed\x07", title="A \x1b]0;title\x07")).close()
    for asked in (["events"], ["reports"], ["search", "Baku"], ["timeline"]):
        assert "\x1b" not in run(*asked).out
        assert "\x07" not in run(*asked).out


def test_why_shows_the_tellings_of_an_event_and_what_speaks_for_them(run: Run, tmp_path: Path) -> None:
    record = keep(tmp_path, tell_meeting(), tell_meeting("held talks in Baku", source="b", publisher="Example Herald"))
    (event,) = record.events()
    record.close()
    done = run("why", event.id[:8])
    assert done.code == 0
    assert "2 tellings and links" in done.out
    assert "Example Herald" in done.out
    assert "for: " in done.out
    assert "2 reports, 2 accounts." in done.out
    assert json.loads(run("why", event.id, "--json").out.splitlines()[0])["part"] == "told"
    assert run("why", "ffff0000").code == 2


def test_conflicts_show_each_version_with_its_accounts(run: Run, tmp_path: Path) -> None:
    happened = tell_act("ASSAULT", "RUS", "UKR", "2024-05-14", source="a")
    said = {"status": "denied"}
    denied = tell_act("ASSAULT", "RUS", "UKR", "2024-05-14", source="b", coda="it says", event_said=said)
    keep(tmp_path, happened, denied).close()
    done = run("conflicts")
    assert done.code == 0
    assert "whether it happened: happened  1 account, as the record has it" in done.out
    assert "denied  1 account" in done.out
