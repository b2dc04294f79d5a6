"""The app: one record, one address in several forms, one shape of problems."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from msgspec import Struct
from starlette.testclient import TestClient

from serve.called import calling, make_served
from store.kept import keep, tell_act, tell_talks
from verbale.errors import NoSuchRecord, RecordReadOnly
from verbale.serve.app import create_app
from verbale.serve.forms import Page, Pages
from verbale.serve.rendering import keep_web_address, load_templates
from verbale.serve.served import AskedRecord
from verbale.store.record import Record

BROWSER = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


class Sight(Struct, frozen=True):
    """What a page shows."""

    events: int


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FastAPI:
    made = make_served(tmp_path)
    pages = Pages()

    @pages.show("/sights/{name}")
    def show_sight(record: AskedRecord, name: str, who: str | None = None) -> Page:
        found = record.events(who=who)
        return Page("problem.html", name, Sight(len(found)), found)

    @pages.show("/form-page", has_form=True)
    def show_desk(record: AskedRecord) -> Page:
        return Page("problem.html", "desk", Sight(0), record.events())

    made.include_router(pages)
    monkeypatch.setattr("verbale.serve.forms.render", lambda request, template, page, it: f"<p>{it.events}</p>")
    return made


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    with calling(app) as caller:
        yield caller


def test_an_address_gives_a_page_data_and_rows(client: TestClient) -> None:
    assert client.get("/sights/x", headers=BROWSER).text == "<p>3</p>"
    assert client.get("/sights/x.json").json() == {"events": 3}
    head, *rows = client.get("/sights/x.csv").text.splitlines()
    assert head.startswith("id,date,")
    assert len(rows) == 3


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("*/*", "text/html"),
        ("application/json", "application/json"),
        ("text/csv", "text/csv"),
        ("text/html;q=0.5, text/csv;q=0.9", "text/csv"),
        ("text/*, application/json;q=0.1", "text/html"),
        ("nonsense;q=x,,;", "text/html"),
    ],
)
def test_the_accept_header_chooses_the_form(client: TestClient, accept: str, kind: str) -> None:
    answer = client.get("/sights/x", headers={"accept": accept})
    assert answer.headers["content-type"].split(";")[0] == kind
    assert answer.headers["vary"].startswith("Accept")


def test_what_is_known_is_not_sent_again(client: TestClient) -> None:
    first = client.get("/sights/x")
    again = client.get("/sights/x", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/sights/x.json", headers={"if-none-match": first.headers["etag"]}).status_code == 200


def test_a_change_of_the_record_makes_another_answer(app: FastAPI, client: TestClient) -> None:
    first = client.get("/sights/x")
    with Record(app.state.served.path) as record:
        record.add(tell_act("AID", "FRA", "MAR", "2024-05-01"))
    again = client.get("/sights/x", headers={"if-none-match": first.headers["etag"]})
    assert again.text == "<p>4</p>"


def test_a_page_with_a_form_is_not_kept(client: TestClient) -> None:
    answer = client.get("/form-page")
    assert answer.headers["cache-control"] == "no-store"
    assert "etag" not in answer.headers


def test_head_is_get_without_a_body(client: TestClient) -> None:
    answer = client.head("/sights/x.csv")
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["etag"] == client.get("/sights/x.csv").headers["etag"]
    assert int(answer.headers["content-length"]) > 0


def test_a_problem_is_json_for_programs_and_a_page_for_browsers(client: TestClient) -> None:
    problem = client.get("/sights/x.json?who=Lavrow Sergei Ivanovich", headers=BROWSER)
    assert problem.status_code == 422
    assert problem.headers["content-type"] == "application/problem+json"
    assert problem.json()["type"] == "urn:verbale:unknown-name"
    page = client.get("/nothing<script>", headers=BROWSER)
    assert page.status_code == 404
    assert page.headers["content-type"].startswith("text/html")
    assert "<script>" not in page.text


def test_what_is_not_foreseen_says_nothing_of_the_inside(app: FastAPI) -> None:
    @app.get("/broken")
    def broken() -> None:
        raise ZeroDivisionError("inside")

    with calling(app, raise_server_exceptions=False) as client:
        answer = client.get("/broken")
    assert answer.status_code == 500
    assert "inside" not in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_the_record_that_is_shown_cannot_be_changed(app: FastAPI) -> None:
    with pytest.raises(RecordReadOnly):
        app.state.served.record.add(tell_act("AID", "FRA", "MAR", "2024-05-01"))


def test_there_must_be_a_record(tmp_path: Path) -> None:
    with pytest.raises(NoSuchRecord):
        create_app(tmp_path / "nothing.db")


def test_templates_escape_and_miss_nothing() -> None:
    template = load_templates().from_string("{{ it }}")
    assert template.render(it="<script>") == "&lt;script&gt;"


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://news.example/1", "https://news.example/1"),
        (" http://news.example ", "http://news.example"),
        ("javascript:alert(1)", None),
        ("JavaScript:alert(1)", None),
        ("data:text/html,x", None),
        ("file:///etc/passwd", None),
        ("//news.example", None),
        ("http://[", None),
        ("https:", None),
        (None, None),
    ],
)
def test_only_web_addresses_become_links(address: str | None, kept: str | None) -> None:
    assert keep_web_address(address) == kept


READS = """
import sys
from pathlib import Path
from verbale import read_text
from verbale.serve.app import create_app

create_app(sys.argv[1], secret="a secret of sixteen letters")
opened = []
sys.addaudithook(lambda event, given: event == "open" and opened.append(str(given[0])))
read_text(Path(sys.argv[2]).read_text("utf-8"))
print(*(one for one in opened if one.endswith((".json", ".shelf", ".npy", ".onnx"))), sep="\\n", end="")
"""


@pytest.mark.slow
def test_a_server_that_takes_reports_reads_nothing_of_the_program_later_that_may_have_been_replaced(
    tmp_path: Path,
) -> None:
    keep(tmp_path, tell_talks()).close()
    example = Path(__file__).parents[2] / "examples" / "lisbon-rabat.txt"
    command = [sys.executable, "-c", READS, str(tmp_path / "record.db"), str(example)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
