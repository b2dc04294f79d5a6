"""Reports that were written to harm whoever reads them, and requests that were made to harm whoever serves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, urlencode, urlsplit

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from msgspec.structs import replace
from starlette.testclient import TestClient

from homes import make_empty
from serve.called import HERE, SECRET, calling, make_served
from verbale.records import ReportRecord
from verbale.serve.app import create_app
from verbale.serve.pages import ROUTERS
from verbale.store.record import Record
from written import write_actor, write_agreement, write_event, write_record, write_report, write_statement

BROWSER = {"accept": "text/html"}
CANARY: Final = "zq7"

SCRIPTS: Final = (
    "<script>zq7()</script>",
    "<SCRIPT SRC=//evil.example/zq7.js></SCRIPT>",
    "<scr<script>ipt>zq7()</scr</script>ipt>",
    "<script\x0b>zq7()</script>",
    "<script/zq7>zq7()</script>",
    "</script><script>zq7()</script>",
    "</title><script>zq7()</script>",
    "</textarea><script>zq7()</script>",
    "</style><script>zq7()</script>",
    "</noscript><img src=x onerror=zq7()>",
    "--><script>zq7()</script><!--",
    "]]><script>zq7()</script>",
    "<!--><img src=x onerror=zq7()>",
    "<img src=x onerror=zq7()>",
    "<img/src=x/onerror=zq7()>",
    "<img src='x' onerror='zq7()'>",
    '<img src="x`" onerror="zq7()`">',
    "<image href=x onerror=zq7()>",
    "<svg onload=zq7()>",
    "<svg/onload=zq7()>",
    "<svg><script>zq7()</script></svg>",
    "<svg><animate onbegin=zq7() attributeName=x dur=1s>",
    "<svg><a xlink:href='javascript:zq7()'><text>x</text></a></svg>",
    "<svg><use href='data:image/svg+xml,<svg id=x onload=zq7()>#x'/></svg>",
    "<svg><foreignObject><iframe src='javascript:zq7()'></iframe></foreignObject></svg>",
    "<math href='javascript:zq7()'>x</math>",
    "<math><mtext><table><mglyph><style><img src=x onerror=zq7()></style></mglyph></table></mtext></math>",
    "<body onload=zq7()>",
    "<iframe src='javascript:zq7()'></iframe>",
    "<iframe srcdoc='<script>zq7()</script>'></iframe>",
    "<object data='javascript:zq7()'></object>",
    "<embed src='javascript:zq7()'>",
    "<base href='//evil.example/zq7/'>",
    "<meta http-equiv=refresh content='0;url=javascript:zq7()'>",
    "<link rel=stylesheet href='//evil.example/zq7.css'>",
    "<style>@import '//evil.example/zq7.css'</style>",
    "<div style='background:url(javascript:zq7())'>",
    "<form action='//evil.example/zq7'><button>x</button></form>",
    "<input autofocus onfocus=zq7()>",
    "<details open ontoggle=zq7()>",
    "<video><source onerror=zq7()></video>",
    "<audio src=x onerror=zq7()>",
    "<marquee onstart=zq7()>",
    "<a href='javascript:zq7()'>x</a>",
    "<a href='java\nscript:zq7()'>x</a>",
    "<a href='data:text/html,<script>zq7()</script>'>x</a>",
    '" onmouseover="zq7()',
    "' onmouseover='zq7()",
    '"><script>zq7()</script>',
    "'><script>zq7()</script>",
    "` onmouseover=`zq7()",
    "zq7 onmouseover=zq7() x=",
    "javascript:zq7()",
    "JaVaScRiPt:zq7()",
    "data:text/html;base64,zq7",
    "vbscript:zq7()",
    "{{ zq7.__class__ }}",
    "{% include 'zq7' %}",
    "${zq7()} #{zq7()} <%= zq7() %>",
    "&lt;script&gt;zq7()&lt;/script&gt; &#60;script&#62;zq7()",
)
"""Sixty ways to run a script in a page that forgets to escape."""

STATEMENTS: Final = (
    "' OR '1'='1",
    "'; DROP TABLE events; --",
    '" UNION SELECT sql FROM sqlite_master --',
    "%' AND 1=randomblob(1000000000) --",
    "1; ATTACH DATABASE 'x.db' AS x",
    "NEAR(a b) AND title: * ^",
    "\\' \0 \ufffd \u202e",
    "a" * 199,
)

PATHS: Final = (
    *("/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static/%5c..%5capp.py", "/static/"),
    *("/static//etc/passwd", "/static/%2fetc%2fpasswd", "/static/..%00/app.py", "/static/....//app.py", "/static/%00"),
    *(
        "/reports/..%2f..%2fetc%2fpasswd",
        "/actors/../../etc/passwd",
        "/events/...",
        "/events/%2e%2e%2f",
        "/.git/config",
    ),
    *("//etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/templates/base.html", "/api/v1/../../etc/passwd", "/record.db"),
    *("/api/v1/reports/%00", "/api/v1/actors/%2e%2e%2f%2e%2e", "/events/%ff%fe", "/dyads/-", "/dyads/%2f-%2f"),
)
ELSEWHERE: Final = (
    *("//evil.example", "//evil.example/", "/%5cevil.example", "/\\evil.example", "///evil.example/..", "/desk//evil"),
    *("/desk?next=//evil.example", "/desk/open?next=https://evil.example", "/https://evil.example", "/events//evil"),
)


class Reader(HTMLParser):
    """Hears what of a page a browser would run, load or be led to."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag in ("iframe", "object", "embed", "base", "style", "math", "foreignobject", "animate"):
            self.faults.append(f"<{tag}>")
        if tag == "script" and not told.get("src", "").startswith("/static/"):
            self.faults.append("<script> of its own")
        if tag == "meta" and "http-equiv" in told:
            self.faults.append("<meta http-equiv>")
        if CANARY in tag or any(CANARY in name for name in told):
            self.faults.append(f"{CANARY} as a name")
        for name, value in told.items():
            self._check(tag, name, value)

    def _check(self, tag: str, name: str, value: str) -> None:
        if name.startswith("on") or name in ("style", "srcdoc"):
            self.faults.append(f"{tag} {name}")
        if name in ("href", "src", "action", "formaction", "xlink:href", "data"):
            parts = urlsplit("".join(value.split()))
            outside = tag != "a" and (parts.netloc or parts.scheme)
            if parts.scheme not in ("", "http", "https") or outside:
                self.faults.append(f"{tag} {name}={value}")


def tell_attack(number: int, words: str) -> ReportRecord:
    """A report in which everything that can hold words holds these."""
    line = " ".join(words.split())
    text = f"{line}\n\n{line} met {line} two. They signed {line} three. “{line}” he said."
    day = date(2024, 1, 1) + timedelta(number * 5)
    url = words if ":" in words[:12] else f"https://news.example/{number}?{words}"
    made = write_report(text, source=words, title=line, publisher=line, url=url, published=day)
    person = write_actor(f"x:{number}", line, state="PRT", office=line, sector=("GOV",))
    other = write_actor(f"x:{CANARY}<b>{number}", f"{line} two", state="MAR")
    said = {"actor": (person.id, other.id), "date": day.isoformat()}
    record = write_record(
        made,
        person,
        other,
        write_event(text, "CONSULT", "met", id="e1", mode="visit", place=line, agreement="a1", **said),
        write_event(text, "CONSULT", "signed", id="e2", status="scheduled", place=line, **said),
        write_statement(text, line, id="s1", speakers=(person.id,), to=(other.id,), date=day.isoformat()),
        write_agreement(text, f"{line} three", person.id, other.id, signed=day.isoformat(), status=line, kind=line),
    )
    return replace(record, warnings=(line,))


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    path = tmp_path_factory.mktemp("attacked") / "record.db"
    path.write_bytes(make_empty())
    with Record(path) as record:
        record.add_all(tell_attack(number, words) for number, words in enumerate(SCRIPTS))
    return create_app(path, secret=SECRET)


@pytest.fixture(scope="module")
def client(app: FastAPI) -> Iterator[TestClient]:
    with calling(app) as caller:
        yield caller


def read_page(client: TestClient, path: str) -> str:
    answer = client.get(path, headers=BROWSER)
    assert answer.status_code < 500, path
    assert answer.headers["content-type"].startswith(("text/html", "text/calendar", "image/svg+xml")), path
    assert answer.headers["x-content-type-options"] == "nosniff"
    return answer.text


def list_pages() -> list[APIRoute]:
    """Pages without a part that names an entry."""
    routes = [one for router in ROUTERS for one in router.routes if isinstance(one, APIRoute) and "GET" in one.methods]
    return [one for one in routes if "{" not in one.path and "." not in one.path]


def test_there_are_sixty() -> None:
    assert len(set(SCRIPTS)) == len(SCRIPTS) == 60


@pytest.mark.parametrize("number", range(len(SCRIPTS)))
def test_no_script_runs_from_what_a_report_says(client: TestClient, number: int) -> None:
    record: Record = client.app.state.served.record  # type: ignore[attr-defined]
    words = " ".join(SCRIPTS[number].split())
    report = next(row for row in record.reports() if row.source == SCRIPTS[number])
    event = record.events(start=str(report.published), end=str(report.published), status="all")[0]
    for path in (
        f"/reports/{report.id}",
        f"/events/{event.id}",
        f"/actors/x:{number}",
        f"/actors/{quote(words, safe='')}",
        f"/search?q={quote(words)}",
        f"/statements?who={quote(words)}",
        f"/events?who={quote(words)}&status=all&place={quote(words)}",
        f"/nothing/{quote(words, safe='')}",
    ):
        assert Reader(read_page(client, path)).faults == [], path


def test_no_script_runs_on_pages_of_many(client: TestClient) -> None:
    paths = [one.path for one in list_pages()]
    assert len(paths) > 8
    for path in paths:
        assert Reader(read_page(client, path)).faults == [], path
    for month in (1, 4, 8):
        assert Reader(read_page(client, f"/calendar?month=2024-{month:02}")).faults == []
    assert Reader(read_page(client, "/dyads/PRT-MAR")).faults == []


def test_words_of_a_report_make_no_entry_of_a_calendar(client: TestClient) -> None:
    feed = client.get("/calendar.ics").text
    assert feed.count("BEGIN:VEVENT") == feed.count("\r\nBEGIN:VEVENT\r\n")


def test_rows_cannot_run_in_a_spreadsheet(client: TestClient) -> None:
    for path in ("/events.csv", "/reports.csv", "/statements.csv"):
        answer = client.get(path)
        assert answer.headers["content-type"].startswith("text/csv")
        assert not any(line.startswith(("=", "+", "@")) for line in answer.text.splitlines())


@pytest.mark.parametrize("path", PATHS)
def test_a_path_leads_nowhere_else(client: TestClient, path: str) -> None:
    for method in ("GET", "HEAD", "POST"):
        answer = client.request(method, f"{HERE}{path}")
        assert answer.status_code in (400, 403, 404, 405, 415, 422), (method, path)
        assert "root:" not in answer.text
        assert "import " not in answer.text


@pytest.mark.parametrize("path", ELSEWHERE)
def test_nobody_is_sent_elsewhere(client: TestClient, path: str) -> None:
    for method in ("GET", "POST"):
        where = client.request(method, f"{HERE}{path}", headers=BROWSER).headers.get("location", "/")
        assert where.startswith("/")
        assert not where.startswith(("//", "/\\"))


def list_asking() -> list[tuple[str, list[str]]]:
    """Every page, parts of its path that name an entry filled in, with the parameters that it takes."""
    routes = [one for router in ROUTERS for one in router.routes if isinstance(one, APIRoute) and "GET" in one.methods]
    return [
        (one.path, [*OF_FILTERS.get(one.path, ()), *(each.alias for each in one.dependant.query_params)])
        for one in routes
        if "." not in one.path
    ]


OF_FILTERS: Final = {"/events": ("who", "other", "place", "type", "status", "from", "to")}
"""Parameters that a page reads from the whole query."""


@pytest.mark.parametrize("words", SCRIPTS)
def test_no_script_runs_through_any_parameter_of_a_page(client: TestClient, words: str) -> None:
    for path, names in list_asking():
        filled = re.sub(r"\{[^}]+\}", lambda _: quote(words, safe=""), path)
        for name in names:
            page = read_page(client, f"{filled}?{urlencode({name: words})}")
            assert Reader(page).faults == [], (path, name)
        assert Reader(read_page(client, filled)).faults == [], path


@pytest.mark.parametrize("words", STATEMENTS)
def test_no_part_of_an_address_reaches_the_database_as_sql(client: TestClient, words: str) -> None:
    served = client.app.state.served  # type: ignore[attr-defined]
    before = (served.tell_state(), served.record.size())
    for path, names in list_asking():
        filled = re.sub(r"\{[^}]+\}", lambda _: quote(words, safe=""), path)
        for ending in ("", ".json", ".csv"):
            address = f"{filled.rstrip('/')}{ending}" or "/"
            answer = client.get(address, params=dict.fromkeys(names, words))
            assert answer.status_code < 500, (address, words)
    assert (served.tell_state(), served.record.size()) == before


@pytest.mark.parametrize("words", [STATEMENTS[1], STATEMENTS[6], "<script>zq7()</script>", "x\r\nSet-Cookie: a=b"])
def test_no_field_of_the_desk_does_more_than_it_says(tmp_path: Path, words: str) -> None:
    with calling(make_served(tmp_path)) as client:
        page = client.get("/desk", headers=BROWSER).text
        token, event = (re.findall(rf'name="{name}" value="([^"]+)"', page)[0] for name in ("token", "event"))
        statement = re.findall(r'name="statement" value="([^"]+)"', read_page(client, "/desk?of=statements"))[0]
        of_event = ("type", "status", "date", "place", "actor", "recipient", "at", "deed", "coder", "reason", "event")
        of_statement = ("speaker", "to", "statement", "of")
        tries = [("/desk", {"event": event}, name) for name in of_event]
        tries += [("/desk", {"statement": statement}, name) for name in of_statement]
        tries += [("/desk/undo", {}, "correction"), ("/desk/open", {}, "secret")]
        for address, fact, name in tries:
            answer = client.post(
                address, data={"token": token, "deed": "correct", **fact, name: words}, headers=BROWSER
            )
            assert answer.status_code < 500, (address, name)
            assert answer.headers.get("location", "/").startswith("/")
            assert "a" not in client.cookies
            assert Reader(answer.text).faults == [], (address, name)
        assert Reader(read_page(client, "/desk")).faults == []
    with Record(tmp_path / "record.db") as record:
        assert record.check() == ()


def list_parameters(description: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Path, name and place of every parameter of the API."""
    for path, item in description["paths"].items():
        for one in item.get("get", {}).get("parameters", ()):
            yield path, one["name"], one["in"]


@pytest.mark.parametrize("words", STATEMENTS)
def test_no_parameter_reaches_the_database_as_sql(client: TestClient, words: str) -> None:
    served = client.app.state.served  # type: ignore[attr-defined]
    before = (served.tell_state(), served.record.size())
    for path, name, place in list_parameters(client.get("/openapi.json").json()):
        filled = path.replace(f"{{{name}}}", quote(words, safe="")) if place == "path" else path
        for part in ("{event}", "{report}", "{statement}", "{agreement}"):
            filled = filled.replace(part, "0123abcd")
        for part in ("{actor}", "{one}", "{other}"):
            filled = filled.replace(part, "PRT")
        asked = {"words": "met", "name": "x"} if "search" in path or "who" in path else {}
        asked = {key: value for key, value in asked.items() if (key == "words") == ("search" in path)}
        answer = client.get(filled, params={**asked, **({name: words} if place == "query" else {})})
        assert answer.status_code < 500, (filled, name)
    for route in list_pages():
        for one in route.dependant.query_params:
            answer = client.get(route.path, params={one.alias: words}, headers=BROWSER)
            assert answer.status_code < 500, (route.path, one.alias)
    assert (served.tell_state(), served.record.size()) == before
