"""The coding desk: accept, correct, reject, undo; under the coder's name; by those alone who may."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from serve.called import SECRET, calling, make_served
from verbale.store.record import Record


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with calling(make_served(tmp_path)) as caller:
        yield caller


def open_form(client: TestClient, address: str = "/desk") -> dict[str, str]:
    """The hidden fields of the desk's form, and the fields as they stand."""
    page = client.get(address, headers={"accept": "text/html"}).text
    form = page.partition('id="deed"')[2].partition("</form>")[0]
    inputs = re.findall(r'<input[^>]*name="(\w+)"[^>]*value="([^"]*)"', form)
    status = re.search(r"<option selected>(\w+)", form)
    return dict(inputs) | {"status": status[1] if status else "", "coder": "Ada"}


def send(client: TestClient, fields: dict[str, str], address: str = "/desk") -> int:
    return int(client.post(address, data=fields, headers={"accept": "text/html"}).status_code)


def list_ledger(path: Path) -> list[tuple[str, str, str]]:
    with Record(path / "record.db") as record:
        return [(row.author, row.deed, row.reason) for row in record.corrections()]


def test_an_event_that_is_accepted_stands_in_the_ledger_and_waits_no_more(client: TestClient, tmp_path: Path) -> None:
    fields = open_form(client)
    assert send(client, fields | {"deed": "accept"}) == 303
    assert list_ledger(tmp_path) == [("Ada", "amend", "read right")]
    assert open_form(client)["event"] != fields["event"]
    assert client.get(f"/events/{fields['event']}.json").json()["event"]["confidence"] == 1


def test_an_event_that_is_rejected_is_gone(client: TestClient, tmp_path: Path) -> None:
    fields = open_form(client)
    assert send(client, fields | {"deed": "reject", "reason": "a quotation of a poem"}) == 303
    assert list_ledger(tmp_path) == [("Ada", "reject", "a quotation of a poem")]
    assert client.get(f"/events/{fields['event']}.json").status_code == 404


def test_only_what_was_changed_is_corrected(client: TestClient, tmp_path: Path) -> None:
    meeting = next(row for row in client.get("/events.json").json()["events"] if row["date"] == "2023-02-27")
    fields = open_form(client, f"/desk?event={meeting['id']}")
    assert fields["actor"] == "Ilham Aliyev; Sergey Lavrov"
    assert send(client, fields | {"deed": "correct", "date": "2023-02-26"}) == 303
    row = client.get(f"/events/{meeting['id']}.json").json()["event"]
    assert (row["date"], row["actor_names"]) == ("2023-02-26", ["Ilham Aliyev", "Sergey Lavrov"])


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, "othing is changed"),
        ({"date": "soon"}, "is no day"),
        ({"type": "DANCE"}, "DANCE"),
        ({"deed": ""}, "ccept, correct or reject"),
    ],
)
def test_what_cannot_be_taken_is_said_and_nothing_is_written(
    client: TestClient, tmp_path: Path, changed: dict[str, str], said: str
) -> None:
    answer = client.post("/desk", data=open_form(client) | {"deed": "correct"} | changed)
    assert answer.status_code == 422
    assert said in answer.text
    assert list_ledger(tmp_path) == []


def test_a_correction_can_be_undone(client: TestClient, tmp_path: Path) -> None:
    fields = open_form(client)
    send(client, fields | {"deed": "reject"})
    with Record(tmp_path / "record.db") as record:
        (row,) = record.corrections()
    assert send(client, {"token": open_form(client)["token"], "correction": row.id}, "/desk/undo") == 303
    assert client.get(f"/events/{fields['event']}.json").status_code == 200


def test_the_coders_name_is_remembered(client: TestClient) -> None:
    send(client, open_form(client) | {"deed": "accept", "coder": "Zoë Ørsted"})
    page = client.get("/desk", headers={"accept": "text/html"}).text
    assert 'value="Zoë Ørsted"' in page


def test_without_a_token_nothing_is_written(client: TestClient, tmp_path: Path) -> None:
    assert send(client, open_form(client) | {"deed": "accept", "token": "x.y"}) == 403
    assert list_ledger(tmp_path) == []


def test_where_a_secret_is_set_the_desk_stands_behind_a_door(tmp_path: Path) -> None:
    with calling(make_served(tmp_path, secret=SECRET)) as client:
        page = client.get("/desk", headers={"accept": "text/html"}).text
        assert 'type="password"' in page
        token = re.findall(r'name="token" value="([^"]+)"', page)[0]
        assert client.post("/desk", data={"token": token, "deed": "accept"}).status_code == 403
        assert send(client, {"token": token, "secret": "guess"}, "/desk/open") == 403
        assert send(client, {"token": token, "secret": SECRET}, "/desk/open") == 303
        assert send(client, open_form(client) | {"deed": "accept"}) == 303


def test_from_another_machine_there_is_no_desk_without_a_secret(tmp_path: Path) -> None:
    with TestClient(make_served(tmp_path), base_url="http://localhost", client=("192.0.2.7", 5000)) as client:
        assert client.get("/desk").status_code == 403


# statements


def find_statement(client: TestClient, words: str) -> str:
    rows = client.get("/statements.json").json()["statements"]
    return str(next(row["id"] for row in rows if words in row["text"]))


def test_statements_wait_at_the_desk_too(client: TestClient, tmp_path: Path) -> None:
    fields = open_form(client, "/desk?of=statements")
    answer = client.post("/desk", data=fields | {"deed": "accept"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/desk?of=statements")
    assert list_ledger(tmp_path) == [("Ada", "amend", "read right")]
    assert open_form(client, "/desk?of=statements")["statement"] != fields["statement"]
    row = client.get(f"/api/v1/statements/{fields['statement']}").json()
    assert (row["confidence"], row["corrected"]) == (1, True)


def test_a_statement_gets_another_speaker_and_hearer(client: TestClient, tmp_path: Path) -> None:
    identifier = find_statement(client, "The sea between us")
    fields = open_form(client, f"/desk?statement={identifier}")
    assert (fields["speaker"], fields["to"]) == ("Duarte Valadim", "Samir Benhaddou")
    assert send(client, fields | {"deed": "correct", "speaker": "Samir Benhaddou", "to": "Spain; Portugal"}) == 303
    row = client.get(f"/api/v1/statements/{identifier}").json()
    assert (row["speaker_names"], row["to_names"]) == (["Samir Benhaddou"], ["Spain", "Portugal"])
    report = client.get(f"/reports/{row['report']}", headers={"accept": "text/html"}).text
    assert re.search(r"Samir Benhaddou</bdi></a>\s*<span class=\"quiet\">to</span>\s*<a[^>]*><bdi>Spain", report)
    assert list_ledger(tmp_path) == [("Ada", "amend", "corrected at the desk")]


def test_a_statement_that_is_rejected_is_gone_from_lists_and_from_its_report(client: TestClient) -> None:
    identifier = find_statement(client, "The sea between us")
    report = client.get(f"/api/v1/statements/{identifier}").json()["report"]
    fields = open_form(client, f"/desk?statement={identifier}")
    assert send(client, fields | {"deed": "reject"}) == 303
    assert client.get(f"/api/v1/statements/{identifier}").status_code == 404
    page = client.get(f"/reports/{report}.json").json()
    assert identifier not in {one["id"] for one in page["statements"]}
    assert len(page["statements"]) == 1
    facts = {fact for paragraph in page["paragraphs"] for one in paragraph["stretches"] for fact in one["facts"]}
    assert not {one for one in facts if one == "s1"}


def test_a_speaker_whom_nobody_knows_is_taken_where_the_coder_says_so(client: TestClient, tmp_path: Path) -> None:
    identifier = find_statement(client, "The sea between us")
    fields = open_form(client, f"/desk?statement={identifier}") | {"deed": "correct", "speaker": "Zoë Ørsted"}
    del fields["new"]
    answer = client.post("/desk", data=fields)
    assert answer.status_code == 422
    assert "Zoë Ørsted" in answer.text
    assert list_ledger(tmp_path) == []
    assert send(client, fields | {"new": "1"}) == 303
    assert client.get(f"/api/v1/statements/{identifier}").json()["speaker_names"] == ["Zoë Ørsted"]


def test_a_reports_page_leads_to_the_desk_with_each_of_its_statements(client: TestClient) -> None:
    identifier = find_statement(client, "The sea between us")
    report = client.get(f"/api/v1/statements/{identifier}").json()["report"]
    page = client.get(f"/reports/{report}", headers={"accept": "text/html"}).text
    assert f"/desk?statement={identifier}" in page


def test_a_statement_that_is_not_there_gives_the_next_one(client: TestClient) -> None:
    assert open_form(client, "/desk?statement=0000000000000000")["statement"]
    answer = client.post("/desk", data=open_form(client, "/desk?of=statements") | {"statement": "ffffffffffff"})
    assert answer.status_code == 422
