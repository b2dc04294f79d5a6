"""Verbs do the same with a record on a server as with one in a file."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from bench.synthetic import make_records

from homes import FileHome, Server
from serve.called import calling
from store.kept import keep, tell_act, tell_denial, tell_meeting, tell_talks
from verbale import cli
from verbale.schema import to_json
from verbale.serve.app import create_app

Run = Callable[..., str]

TOLD = (
    tell_talks(),
    tell_denial(),
    tell_meeting(),
    tell_meeting("held talks in Baku", source="other", publisher="Other Wire", published="2023-03-01"),
    tell_meeting("held talks in Shusha", source="undated", publisher="Third Wire", day="2023-02-28"),
    tell_act("AID", "RUS", "AZE", "2023-02-10"),
    *make_records(12),
)
ASKED = (
    "between RUS AZE",
    "between Portugal Morocco --status all",
    "events --status all",
    "events --who Lavrov --type CONSULT/visit --status all",
    "events --limit 7",
    "said",
    "said Valadim --about Spain --to Benhaddou",
    "who Valadim",
    "who Aliyev",
    "due --on 2024-05-25 --within 14d",
    "due --on 2015-01-01",
    "agreements",
    "agreements PRT MAR",
    "timeline Portugal",
    "timeline",
    "search patrols",
    "search memorand*",
    "stats",
    "stats RUS AZE --status all",
    "reports",
    "conflicts",
    "corrections",
    "sources",
)
EXPORTED = ("json --table tellings --status all", "csv --table statements", "ics", "graphml", "plover", "csv")
PAGES = ("/", "/events", "/statements", "/agreements", "/reports", "/search?words=sea", "/network", "/map")
OWN = re.compile(r'"added":"[^"]*"|DTSTAMP:\S+|(?:name|content|value)="[0-9A-Za-z_.-]{20,}"|in the record \S+')
"""What tells when or where a record was made."""


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs verbale within this process; what it prints."""
    monkeypatch.delenv("COLUMNS", raising=False)

    def run_verbale(place: object, *words: str, code: int = 0) -> str:
        monkeypatch.setenv("VERBALE_DB", str(place))
        monkeypatch.setattr(sys, "argv", ["verbale", *words])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        printed = capsys.readouterr()
        assert ended.value.code == code, printed.err
        return OWN.sub("", printed.out + printed.err)

    return run_verbale


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory, server: Server) -> Iterator[tuple[object, object]]:
    """The same reports in a file and on a server."""
    file = FileHome(tmp_path_factory.mktemp("same") / "record.db")
    with server.lend() as lent:
        for home in (file, lent):
            with keep(home) as record:
                record.add_all(TOLD)
        yield file.place, lent.place


@pytest.mark.parametrize("asked", ASKED)
def test_every_question_has_the_same_answer(places: tuple[object, object], run: Run, asked: str) -> None:
    in_file, on_server = (run(place, *asked.split(), "--json") for place in places)
    assert on_server == in_file


@pytest.mark.parametrize("asked", EXPORTED)
def test_exports_are_the_same(places: tuple[object, object], run: Run, asked: str) -> None:
    in_file, on_server = (run(place, "export", *asked.split()) for place in places)
    assert on_server == in_file


def test_briefs_are_the_same(places: tuple[object, object], run: Run) -> None:
    in_file, on_server = (run(place, "brief", "Russia", "Azerbaijan", "--from", "2023") for place in places)
    assert on_server == in_file


@pytest.mark.parametrize("page", PAGES)
def test_pages_are_the_same(places: tuple[str, str], page: str) -> None:
    shown = []
    for place in places:
        with calling(create_app(place)) as client:
            answer = client.get(page)
            assert answer.status_code == 200
            shown.append(OWN.sub("", answer.text.replace("record.db", "-").replace(getattr(place, "name", "-"), "-")))
    assert shown[0] == shown[1]


def test_a_record_is_kept_corrected_and_looked_after(server: Server, run: Run, tmp_path: Path) -> None:
    records = tmp_path / "records.jsonl"
    records.write_text("".join(to_json(one) + "\n" for one in TOLD[:4]), "utf-8")
    with server.lend() as lent:
        place = str(lent.place).replace("verbale@", "verbale:hush@")
        said = [
            run(place, "add", "--records", str(records)),
            run(place, "add", "--records", str(records)),
            run(place, "check"),
            run(place, "rebuild"),
        ]
        assert said[:2] == ["4 reports: 4 new.\n", "4 reports: 4 unchanged.\n"]
        with lent.open() as record:
            event = record.events(limit=1)[0].id
        said.append(run(place, "correct", event, "--status", "denied", "--reason", "it was called off"))
        said.append(run(place, "why", event))
        said.append(run(place, "check"))
        said.append(run(place, "load", str(tmp_path / "none.db"), code=2))
        assert "called off" in run(place, "corrections")
    assert "is sound" in said[2]
    assert "was rebuilt" in said[3]
    assert not any("hush" in one for one in said)


def test_a_record_in_a_file_moves_to_a_server_and_back(server: Server, run: Run, tmp_path: Path) -> None:
    keep(tmp_path, *TOLD[:4]).close()
    with server.lend() as lent:
        told = run(lent.place, "load", str(tmp_path / "record.db"))
        assert told.endswith("record.db does: 4 reports, 4 versions, 0 corrections.\n")
        run(tmp_path / "back.db", "load", str(lent.place))
        assert run(tmp_path / "back.db", "reports", "--csv") == run(lent.place, "reports", "--csv")
        assert "holds reports already" in run(lent.place, "load", str(tmp_path / "back.db"), code=2)
