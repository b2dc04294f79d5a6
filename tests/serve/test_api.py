"""The API: what it answers, in pages, with tags, described field by field."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from fastapi import FastAPI
from jsonschema import Draft202012Validator
from starlette.testclient import TestClient

from serve.called import SECRET, calling, make_served
from store.kept import tell_act, tell_meeting, tell_talks
from verbale.serve.api.adding import LONGEST_TEXT
from verbale.serve.api.describing import EXAMPLED, KINDS
from verbale.serve.api.examples import make_example
from verbale.serve.limits import Allowance
from verbale.store.record import Record

KEY = {"authorization": f"Bearer {SECRET}"}
REPORT = {
    "text": "Foreign Minister Duarte Valadim met his counterpart Samir Benhaddou in Rabat on Monday.",
    "published": "2024-06-03",
    "publisher": "Example Wire",
    "id": "rabat",
}
LISTS = ("/reports", "/events?status=all", "/statements", "/actors", "/agreements", "/dyads", "/search?words=that")


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    reports = (
        tell_talks(),
        tell_meeting(),
        *(
            tell_act("AID", "RUS", "AZE", f"2023-0{month}-11", words="said that it gave aid to")
            for month in range(1, 5)
        ),
        tell_act("THREATEN", "RUS", "FRA", "", event_said={"date": None, "status": "ongoing"}),
        tell_act("ACCUSE", "RUS", "MAR", "", event_said={"date": None}),
    )
    return make_served(tmp_path_factory.mktemp("record"), *reports, secret=SECRET)


@pytest.fixture(scope="module")
def client(app: FastAPI) -> Iterator[TestClient]:
    with calling(app) as caller:
        yield caller


@pytest.fixture(scope="module")
def description(client: TestClient) -> dict[str, Any]:
    made: dict[str, Any] = client.get("/openapi.json").json()
    return made


def ask(client: TestClient, path: str, **more: Any) -> Any:
    answer = client.get(f"/api/v1{path}", **more)
    assert answer.status_code == 200, answer.text
    return answer.json()


def walk(client: TestClient, path: str, limit: int) -> list[Any]:
    """All rows of a list, page by page."""
    joint = "&" if "?" in path else "?"
    page = ask(client, f"{path}{joint}limit={limit}")
    rows = list(page["items"])
    while page["next"]:
        page = ask(client, f"{path}{joint}limit={limit}&after={page['next']}")
        assert page["items"]
        rows += page["items"]
    return rows


# lists and pages


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("limit", [1, 2, 3])
def test_pages_of_a_list_are_the_list(client: TestClient, path: str, limit: int) -> None:
    whole = ask(client, path)
    assert whole["next"] is None
    assert len(whole["items"]) > 1 or path == "/agreements"
    assert walk(client, path, limit) == whole["items"]


@pytest.mark.parametrize("path", ["/reports", "/events?status=all", "/statements", "/agreements"])
def test_the_newest_come_first_if_asked_and_what_has_no_day_last(client: TestClient, path: str) -> None:
    joint = "&" if "?" in path else "?"
    turned = walk(client, f"{path}{joint}newest=true", 2)
    days = [
        row.get("signed") or row.get("date") or (row["published"] if "status" not in row else None) for row in turned
    ]
    dated = [day for day in days if day]
    assert dated == sorted(dated, reverse=True)
    assert days == dated + [None] * (len(days) - len(dated))
    assert sorted(map(str, turned)) == sorted(map(str, ask(client, path)["items"]))


def test_rows_added_meanwhile_make_none_appear_twice(tmp_path: Path) -> None:
    app = make_served(tmp_path, *(tell_act("AID", "RUS", "AZE", f"2023-02-{day}") for day in (10, 20, 25)))
    with calling(app) as client:
        first = ask(client, "/events?limit=2")
        with Record(app.state.served.path) as record:
            record.add(tell_act("AID", "RUS", "AZE", "2023-02-01"))
            record.add(tell_act("AID", "RUS", "AZE", "2023-02-22"))
        rest = ask(client, f"/events?limit=9&after={first['next']}")
    assert [row["date"] for row in first["items"]] == ["2023-02-10", "2023-02-20"]
    assert [row["date"] for row in rest["items"]] == ["2023-02-22", "2023-02-25"]


def test_the_next_page_is_also_a_link(client: TestClient) -> None:
    answer = client.get("/api/v1/events?who=RUS&limit=1")
    assert answer.headers["link"].endswith('>; rel="next"')
    following = client.get(answer.headers["link"].partition(">")[0].removeprefix("<"))
    assert following.json()["items"][0]["id"] != answer.json()["items"][0]["id"]


@pytest.mark.parametrize("cursor", ["x", "zzzz", "W10", "WzEsMl0", "bnVsbA", "WyIyMDIzLTAyLTI3IiwxXQ"])
@pytest.mark.parametrize("path", ["/events", "/dyads", "/agreements", "/reports", "/statements", "/search?words=that"])
def test_a_made_up_cursor_is_refused(client: TestClient, path: str, cursor: str) -> None:
    answer = client.get(
        f"/api/v1{path}", params={"words": "that", "after": cursor} if "?" in path else {"after": cursor}
    )
    assert answer.status_code == 422
    assert answer.json()["type"] == "urn:verbale:bad-question"


# filters


def test_filters_have_the_command_lines_names(client: TestClient) -> None:
    assert len(ask(client, "/events?between=RUS,Azerbaijan&from=2023-02&to=2023-03-11&type=AID")["items"]) == 2
    assert len(ask(client, "/events?who=Lavrov&type=CONSULT/visit")["items"]) == 1
    assert [row["status"] for row in ask(client, "/events?status=scheduled")["items"]] == ["scheduled"]
    assert len(ask(client, "/events?place=Lisbon")["items"]) == 1
    assert ask(client, "/statements?spoken_to=Benhaddou")["items"][0]["speaker_names"] == ["Duarte Valadim"]
    assert len(ask(client, "/statements?about=patrols")["items"]) == 1
    assert {row["kind"] for row in ask(client, "/actors?kind=person&state=prt")["items"]} == {"person"}


def test_the_answer_says_how_names_were_understood(client: TestClient) -> None:
    answer = ask(client, "/events?who=Lavrov")
    assert answer["notes"][0] == "Lavrov is taken for Sergey Lavrov (Q58217)"
    assert answer["counted"] == "occurred and ongoing events"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/events?form=2023", "unknown-parameter"),
        ("/events/3f2a9c01?limit=1", "unknown-parameter"),
        ("/events?from=2023-02-31", "bad-question"),
        ("/events?from=yesterday", "bad-parameter"),
        ("/events?from=2024&to=2023", "bad-question"),
        ("/events?limit=0", "bad-parameter"),
        ("/events?limit=501", "bad-parameter"),
        ("/events?type=CONSALT", "unknown-code"),
        ("/events?status=planned", "unknown-code"),
        ("/events?between=RUS", "bad-question"),
        ("/events?between=RUS,AZE&who=FRA", "bad-question"),
        ("/events?who=%20", "bad-question"),
        ("/events?who=Lavrof", "unknown-name"),
        ("/actors?kind=ministry", "bad-parameter"),
        ("/search", "bad-parameter"),
        ("/search?words=%22%22", "bad-question"),
        ("/due?within=long", "bad-question"),
    ],
)
def test_what_cannot_be_understood_is_refused_with_the_way_out(client: TestClient, path: str, kind: str) -> None:
    answer = client.get(f"/api/v1{path}")
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["type"] == f"urn:verbale:{kind}"
    assert problem["detail"]


def test_near_names_and_codes_are_suggested(client: TestClient) -> None:
    assert client.get("/api/v1/events?who=Azerbaijn").json()["suggestions"] == ["Azerbaijan"]
    assert client.get("/api/v1/events?type=CONSALT").json()["suggestions"] == ["CONSULT"]


# single entries


def test_an_entry_is_found_by_the_beginning_of_its_id(client: TestClient) -> None:
    for path in ("/events", "/statements", "/agreements", "/reports"):
        row = ask(client, path)["items"][0]
        assert ask(client, f"{path}/{row['id'][:8]}") == row


def test_what_belongs_to_an_entry_is_below_it(client: TestClient) -> None:
    event = ask(client, "/events")["items"][0]["id"]
    assert {row["event_id"] for row in ask(client, f"/events/{event}/tellings")["items"]} == {event}
    assert ask(client, f"/events/{event}/why")["items"][0]["part"] == "told"
    report = ask(client, "/reports")["items"][0]["id"]
    assert ask(client, f"/reports/{report}/record")["schema"] == "verbale/1"
    assert ask(client, f"/reports/{report}/versions")["items"][0]["report"] == report
    assert ask(client, "/actors/Q58217")["names"] == ["Sergey Lavrov"]
    assert ask(client, "/who?name=Lavrov")["items"][0]["id"] == "Q58217"
    months = ask(client, "/dyads/RUS/AZE/months")["items"]
    assert ask(client, "/dyads/Russia/AZE")["events"] == sum(row["events"] for row in months) == 5
    assert ask(client, "/due?on=2024-05-20")["items"][0]["outlook"] == "to come"


@pytest.mark.parametrize(
    "path", ["/events/00000000", "/reports/00000000/record", "/actors/nobody", "/dyads/RUS/Nowhere", "/nothing"]
)
def test_what_is_not_there_is_not_found(client: TestClient, path: str) -> None:
    answer = client.get(f"/api/v1{path}", headers={"accept": "text/html"})
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


# tags, HEAD, gzip


@pytest.mark.parametrize("path", ["/events", "/dyads/RUS/AZE", "/search?words=that"])
def test_what_the_asker_has_is_not_sent_again(client: TestClient, path: str) -> None:
    tag = client.get(f"/api/v1{path}").headers["etag"]
    again = client.get(f"/api/v1{path}", headers={"if-none-match": f'"x", {tag}'})
    assert (again.status_code, again.content) == (304, b"")


def test_head_tells_what_get_would(client: TestClient) -> None:
    head, get = client.head("/api/v1/events"), client.get("/api/v1/events")
    assert head.content == b""
    assert [head.headers[name] for name in ("etag", "content-type", "content-length")] == [
        get.headers[name] for name in ("etag", "content-type", "content-length")
    ]


def test_long_answers_are_packed_for_who_unpacks(client: TestClient) -> None:
    assert client.get("/api/v1/events", headers={"accept-encoding": "gzip"}).headers["content-encoding"] == "gzip"
    assert "content-encoding" not in client.get("/api/v1/events", headers={"accept-encoding": "identity"}).headers


# adding


def test_a_report_is_read_and_kept(client: TestClient) -> None:
    first = client.post("/api/v1/reports", json=REPORT, headers=KEY)
    assert (first.status_code, first.json()["outcome"]) == (201, "new")
    assert ask(client, first.headers["location"].removeprefix("/api/v1"))["source"] == "rabat"
    again = client.post("/api/v1/reports", json=REPORT, headers=KEY)
    assert (again.status_code, again.json()["outcome"]) == (200, "unchanged")
    changed = client.post("/api/v1/reports", json=REPORT | {"text": REPORT["text"] + " No more was said."}, headers=KEY)
    assert (changed.status_code, changed.json()["outcome"]) == (200, "replaced")
    assert changed.json()["report"] == first.json()["report"]


def test_adding_wants_the_key(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("verbale.serve.visits.GUESSING", Allowance(2, 1))
    for key, status in (("", 401), ("Basic Og==", 401), ("Bearer a", 401), ("Bearer b", 401), ("Bearer c", 429)):
        answer = client.post("/api/v1/reports", json=REPORT, headers={"authorization": key})
        assert answer.status_code == status
    assert client.post("/api/v1/reports", json=REPORT, headers=KEY).is_success


def test_without_a_secret_nothing_is_added(tmp_path: Path) -> None:
    with calling(make_served(tmp_path)) as client:
        answer = client.post("/api/v1/reports", json=REPORT, headers=KEY)
    assert (answer.status_code, answer.json()["type"]) == (403, "urn:verbale:adding-is-off")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"\xff", 400),
        (b'{"text": "\\ud800"}', 400),
        (b"[" * 50_000, 422),
        (b"null", 422),
        (b"{}", 422),
        (b'{"text": ""}', 422),
        (b'{"text": 1}', 422),
        (b'{"text": "x", "source": "y"}', 422),
        (b'{"text": "x", "url": "javascript:alert(1)"}', 422),
        (b'{"text": "x", "published": "yesterday"}', 422),
        (b'{"text": "The minister went home and said so.", "published": "2023-02-31"}', 422),
        (b'{"text": "Le ministre est rentr\\u00e9 chez lui hier soir et il ne dira rien de plus."}', 422),
        (b'{"text": "   "}', 422),
        (b'{"text": "' + b"x " * LONGEST_TEXT + b'"}', 422),
    ],
)
def test_what_is_no_report_is_refused(client: TestClient, body: bytes, status: int) -> None:
    answer = client.post("/api/v1/reports", content=body, headers=KEY | {"content-type": "application/json"})
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


def test_reports_are_sent_as_json(client: TestClient) -> None:
    assert client.post("/api/v1/reports", data=REPORT, headers=KEY).status_code == 415


def test_too_many_at_once_are_asked_to_come_again(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("verbale.serve.api.adding.SENDING", Allowance(1, 6))
    client.post("/api/v1/reports", json=REPORT, headers=KEY)
    answer = client.post("/api/v1/reports", json=REPORT, headers=KEY)
    assert answer.status_code == 429
    assert 1 <= int(answer.headers["retry-after"]) <= 10


def test_who_waits_is_let_in_only_so_far(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("verbale.serve.api.adding.MOST_WAITING", 0)
    answer = client.post("/api/v1/reports", json=REPORT, headers=KEY)
    assert answer.status_code == 503
    assert answer.headers["retry-after"]


# the description


def test_it_is_described_as_openapi_3_1(description: dict[str, Any]) -> None:
    assert description["openapi"].startswith("3.1")
    assert all(path.startswith("/api/v1/") for path in description["paths"])
    for item in description["paths"].values():
        for operation in item.values():
            assert operation["summary"]
            assert operation["description"]
            assert "Problem" in str(operation["responses"]["422"])


def test_every_field_is_documented_and_has_an_example(description: dict[str, Any]) -> None:
    schemas = description["components"]["schemas"]
    for kind in KINDS:
        properties = schemas[kind.__name__]["properties"]
        assert [name for name, said in properties.items() if not said.get("description")] == []
    for kind in EXAMPLED:
        example = make_example(kind)
        assert set(example) == set(kind.__struct_fields__)
        msgspec.convert(example, kind)


def test_references_lead_somewhere(description: dict[str, Any]) -> None:
    names = set(description["components"]["schemas"])
    found = set(str(description).split("#/components/schemas/")[1:])
    assert {one.split("'")[0] for one in found} <= names


@pytest.mark.parametrize(
    "path", ["/events?status=all", "/statements", "/reports", "/who?name=Lavrov", "/dyads", "/due"]
)
def test_answers_are_as_described(client: TestClient, description: dict[str, Any], path: str) -> None:
    operation = description["paths"][f"/api/v1{path.partition('?')[0]}"]["get"]
    schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
    whole = {**schema, "components": description["components"]}
    Draft202012Validator(whole).validate(ask(client, path))
