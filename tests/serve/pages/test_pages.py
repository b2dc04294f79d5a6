"""Every page: as HTML, JSON and CSV; of an empty record, of one event, of many; with names that mean harm."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from serve.called import calling, make_served
from store.kept import keep, tell_act, tell_denial, tell_meeting, tell_talks
from verbale.serve.app import create_app
from written import find, write_actor, write_event, write_record, write_report, write_statement

BROWSER = {"accept": "text/html"}
ADDRESSES = {
    "today": ("/", "/today"),
    "reports": ("/reports", "/reports"),
    "events": ("/events", "/events"),
    "statements": ("/statements", "/statements"),
    "dyad": ("/dyads/MAR-PRT", "/dyads/MAR-PRT"),
    "person": ("/actors/Q58217", "/actors/Q58217"),
    "state": ("/actors/RUS", "/actors/RUS"),
    "agreements": ("/agreements", "/agreements"),
    "calendar": ("/calendar?month=2024-06", "/calendar"),
    "network": ("/network", "/network"),
    "map": ("/map", "/map"),
    "search": ("/search?q=Lisbon", "/search"),
    "conflicts": ("/conflicts", "/conflicts"),
    "desk": ("/desk", "/desk"),
}
OF_AN_EMPTY_RECORD = [name for name in ADDRESSES if name not in ("dyad", "person", "state")]
HARM = "<script>alert('x')</script>\"'><img src=x onerror=alert(1)>"
LONG = "Abdulaziz bin " * 40 + "Saud"
RIGHT_TO_LEFT = "محمد بن سلمان"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with calling(make_served(tmp_path_factory.mktemp("record"))) as caller:
        yield caller


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    path = tmp_path_factory.mktemp("empty")
    keep(path).close()
    with calling(create_app(path / "record.db")) as caller:
        yield caller


def tell_of(name: str) -> Any:
    """A report of somebody of that name, who speaks and accuses."""
    text = f"{name} speaks\n\n{name} accused everybody. “Peace,” said {name}."
    who = write_actor("x:somebody", name, find(text, name), state="PRT")
    return write_record(
        write_report(text, source=name[:40], publisher=name),
        who,
        write_event(text, "ACCUSE", "accused everybody", actor=("x:somebody",), place=name),
        write_statement(text, "Peace", id="s1", speakers=("x:somebody",)),
    )


def get(client: TestClient, address: str) -> str:
    answer = client.get(address, headers=BROWSER)
    assert answer.status_code == 200, answer.text
    return answer.text


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_page_has_its_data_and_rows_at_the_same_address(client: TestClient, name: str) -> None:
    address, data = ADDRESSES[name]
    query = address.partition("?")[2]
    page = get(client, address)
    assert page.startswith("<!doctype html>")
    for form in ("json", "csv"):
        link = f"{data}.{form}" + (f"?{query}" if query else "")
        assert f'href="{link}"' in page.replace("&amp;", "&")
        assert client.get(link).status_code == 200
    assert isinstance(client.get(f"{data}.json").json(), dict)


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_page_can_be_cited(client: TestClient, name: str) -> None:
    page = get(client, ADDRESSES[name][0])
    assert 'class="cite"' in page
    assert "record.db" in page
    assert "http://localhost/" in page


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_page_has_one_heading_of_the_first_rank_and_no_two_things_of_one_id(client: TestClient, name: str) -> None:
    import re  # noqa: PLC0415

    page = get(client, ADDRESSES[name][0])
    assert page.count("<h1") == 1
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize("name", OF_AN_EMPTY_RECORD)
def test_an_empty_record_is_said_to_be_empty(empty: TestClient, name: str) -> None:
    page = get(empty, ADDRESSES[name][0])
    assert 'class="nothing"' in page or "An empty record" in page
    assert empty.get(f"{ADDRESSES[name][1]}.csv").status_code == 200


def test_nobody_of_that_name_is_a_problem_with_a_way_out(empty: TestClient) -> None:
    answer = empty.get("/actors/Nobody%20Atall", headers=BROWSER)
    assert answer.status_code == 404
    assert "To the first page" in answer.text


def test_a_record_of_one_event_is_shown(tmp_path: Path) -> None:
    with calling(make_served(tmp_path, tell_act("ACCUSE", "GEO", "RUS", "2024-05-14"))) as client:
        assert "Georgia" in get(client, "/network")
        assert "accused" in get(client, "/")
        assert "timeline" in get(client, "/dyads/GEO-RUS")


@pytest.mark.parametrize("name", [HARM, LONG, RIGHT_TO_LEFT])
def test_a_name_is_text_wherever_it_stands(tmp_path: Path, name: str) -> None:
    with calling(make_served(tmp_path, tell_of(name), tell_talks())) as client:
        event = client.get("/events.json").json()["events"]
        ours = next(row for row in event if row["actor"] == ["x:somebody"])
        inner = (f"/events/{ours['id']}", f"/reports/{ours['report']}", "/actors/x:somebody", "/search?q=Peace")
        for address in (*(one for one, _ in ADDRESSES.values() if "Q58217" not in one and "RUS" not in one), *inner):
            page = get(client, address)
            assert "<script>alert" not in page
            assert "<img" not in page


@pytest.mark.parametrize("name", ["q", "from", "to", "publisher"])
def test_what_is_asked_comes_back_as_text(client: TestClient, name: str) -> None:
    answer = client.get("/search", params={"q": "Lisbon"} | {name: HARM}, headers=BROWSER)
    assert answer.status_code in (200, 422)
    assert "<script>alert" not in answer.text
    assert "<img" not in answer.text


# the report


def test_every_mark_leads_to_its_fact_and_every_fact_to_its_words(client: TestClient) -> None:
    import re  # noqa: PLC0415

    report = next(row for row in client.get("/reports.json").json()["reports"] if row["source"] == "lisbon")
    page = get(client, f"/reports/{report['id']}")
    ids = set(re.findall(r'\sid="([^"]+)"', page))
    leads = set(re.findall(r'href="#([^"]+)"', page)) - {"main"}
    assert leads <= ids
    assert {"s1", "s2", "e1", "e2", "e3", "e4", "a1"} <= leads
    assert any(lead.startswith("at-") for lead in leads)


def test_a_statement_of_another_page_leads_to_its_words(client: TestClient) -> None:
    import re  # noqa: PLC0415

    address, anchor = re.findall(r'href="(/reports/\w+)#(at-\d+)"', get(client, "/statements"))[0]
    assert f'id="{anchor}"' in get(client, address)


# pages with more to them


def test_the_newest_day_has_what_happened_was_said_and_is_due(client: TestClient) -> None:
    page = get(client, "/")
    assert "14 May 2024" in page
    assert "The sea between us is short" in page
    assert "3 Jun 2024" in page
    assert "27 Feb 2023" in page, "the day before it with events"


def test_another_day_can_be_asked_for(client: TestClient) -> None:
    assert "Sergey Lavrov" in get(client, "/?day=2023-02-27")
    assert client.get("/?day=yesterday", headers=BROWSER).status_code == 422


def test_two_states_have_their_agreement_as_a_flag_and_their_meeting_as_a_dot(client: TestClient) -> None:
    page = get(client, "/dyads/MAR-PRT")
    assert 'class="flag"' in page
    assert 'class="meeting"' in page
    assert get(client, "/dyads/Morocco-Portugal") != ""


def test_events_are_narrowed_by_the_filters_of_the_command_line(client: TestClient) -> None:
    rows = client.get("/events.json", params={"who": "Portugal", "status": "all", "type": "COOPERATE"}).json()["events"]
    assert [row["status"] for row in rows] == ["denied"]
    assert client.get("/events", params={"type": "DANCE"}, headers=BROWSER).status_code == 422


def test_a_search_has_marked_words_and_facets(client: TestClient) -> None:
    page = get(client, "/search?q=ports")
    assert "<mark>ports</mark>" in page
    assert "Example Gazette" in page
    assert "All publishers" in get(client, "/search?q=ports&publisher=Example+Gazette")
    assert "Nothing was found" in get(client, "/search?q=ports&publisher=Nobody")
    assert 'role="alert"' in get(client, "/search?q=%22%22")


def test_the_calendar_has_a_feed(client: TestClient) -> None:
    page = get(client, "/calendar?month=2024-06")
    assert "1 plan on 3 June 2024" in page
    assert "/calendar.ics" in page
    feed = client.get("/calendar.ics")
    assert feed.headers["content-type"].startswith("text/calendar")
    assert "DTSTART;VALUE=DATE:20240603" in feed.text


def test_an_event_has_its_accounts_side_by_side_and_its_status_through_time(tmp_path: Path) -> None:
    told = [
        tell_meeting("met in Baku"),
        tell_meeting("held talks in Baku", source="other", publisher="Other Wire", published="2023-03-01"),
    ]
    with calling(make_served(tmp_path, *told)) as client:
        (row,) = client.get("/events.json").json()["events"]
        page = get(client, f"/events/{row['id']}")
        assert page.count('class="account"') == 2
        assert 'class="picture history' in page


def test_a_forms_answer_is_never_kept(client: TestClient) -> None:
    assert client.get("/desk").headers["cache-control"] == "no-store"


def test_a_name_from_right_to_left_does_not_turn_the_sentence_around(tmp_path: Path) -> None:
    with calling(make_served(tmp_path, tell_of(RIGHT_TO_LEFT))) as client:
        page = get(client, "/events")
    assert '<p class="sentence"><a href="/events/' in page
    assert f"<bdi>{RIGHT_TO_LEFT}</bdi> made accusations" in page
    assert f"<bdi>{RIGHT_TO_LEFT}</bdi>, 14 May 2024" in page


@pytest.mark.parametrize("address", ["/statements", "/?day=2024-05-20", "/actors/x:valadim@prt", "/actors/PRT"])
def test_a_denial_is_marked_wherever_statements_are_listed(denial: TestClient, address: str) -> None:
    page = get(denial, address)
    assert re.search(r'class="cue denial">(<span class="unseen">, </span>)?denied<', page)
    assert re.search(r'class="cue">(<span class="unseen">, </span>)?called<', page)
    assert "the bridge “a border” now" in page


def test_a_reports_page_marks_its_denials(denial: TestClient) -> None:
    (address,) = set(re.findall(r'href="(/reports/\w+)"', get(denial, "/reports")))
    assert re.search(r'class="cue denial">(<span class="unseen">, </span>)?denied<', get(denial, address))


@pytest.fixture(scope="module")
def denial(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with calling(make_served(tmp_path_factory.mktemp("denial"), tell_denial())) as caller:
        yield caller


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/dyads", "a pair is two states or bodies"),
        ("/dyads/PRT", "'PRT' is no pair"),
        ("/dyads/PRT-XXX", "no state or body is called 'XXX'"),
        ("/dyads/PRT-PRT", "Portugal is on both sides"),
        ("/dyads/PRT-Valadim", "Duarte Valadim is no state or body"),
    ],
)
def test_what_is_no_pair_is_told_how_pairs_are_written(client: TestClient, address: str, said: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert said in answer.json()["detail"]
    assert "/dyads/RUS-AZE" in answer.json()["detail"]
    page = client.get(address, headers=BROWSER)
    assert (page.status_code, page.headers["content-type"].partition(";")[0]) == (404, "text/html")
