"""Pages in a real browser: read, search, correct, calendar, dark, phone width, without JavaScript; axe-core; weight."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from browser.browsing import find_violations, open_browser, serve
from store.kept import keep, tell_act, tell_meeting, tell_talks
from verbale.store.record import Record

pytestmark = pytest.mark.slow

ADDRESSES = {
    "today": "/",
    "reports": "/reports",
    "events": "/events?status=all",
    "statements": "/statements",
    "dyad": "/dyads/MAR-PRT",
    "person": "/actors/Q58217",
    "state": "/actors/PRT",
    "agreements": "/agreements",
    "calendar": "/calendar?month=2024-06",
    "network": "/network",
    "map": "/map",
    "search": "/search?q=Lisbon",
    "conflicts": "/conflicts",
    "desk": "/desk",
    "desk of statements": "/desk?of=statements",
    "nothing": "/actors/Nobody",
}
MOST_BYTES = 150_000
PHONE = {"width": 360, "height": 780}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with open_browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("record")
    meetings = [
        tell_meeting(),
        tell_meeting("held talks in Baku", source="other", publisher="Other Wire", published="2023-03-01"),
    ]
    others = [tell_act("ACCUSE", "GEO", "RUS", f"2024-05-{day:02}") for day in range(1, 4)]
    keep(folder, tell_talks(), *meetings, *others).close()
    return folder / "record.db"


@pytest.fixture(scope="module")
def home(db: Path) -> Iterator[str]:
    with serve(db) as address:
        yield address


@pytest.fixture(scope="module")
def addresses(db: Path) -> dict[str, str]:
    with Record(db, is_read_only=True) as record:
        event = next(row for row in record.events() if row.date == "2023-02-27")
        report = next(row for row in record.reports() if row.source == "lisbon")
    return ADDRESSES | {"event": f"/events/{event.id}", "report": f"/reports/{report.id}"}


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


NAMES = [*ADDRESSES, "event", "report"]


@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing_wrong_in_light_in_dark_and_on_a_phone(
    page: Any, home: str, addresses: dict[str, str], name: str
) -> None:
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.goto(home + addresses[name])
    found = {"light": find_violations(page)}
    page.emulate_media(color_scheme="dark")
    found["dark"] = find_violations(page)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(PHONE)
    found["phone"] = find_violations(page)
    assert found == {"light": [], "dark": [], "phone": []}
    assert [one for one in complaints if "404" not in one] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "it is wider than the window"


@pytest.mark.parametrize("name", NAMES)
def test_a_first_visit_is_light(browser: Any, home: str, addresses: dict[str, str], name: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(home + addresses[name])
    page.wait_for_load_state("load")
    sizes = page.evaluate(
        "[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]"
        ".map(one => one.transferSize)"
    )
    assert len(sizes) >= 3, "the page, its style sheet, its script"
    assert sum(sizes) < MOST_BYTES
    context.close()


def test_reading_a_mark_leads_to_its_fact_and_back(page: Any, home: str, addresses: dict[str, str]) -> None:
    page.goto(home + addresses["report"])
    mark = page.locator(".text a.said").first
    mark.click()
    assert page.url.endswith("#s1")
    assert page.locator("#s1").is_visible()
    page.locator("#s1 .back").click()
    assert "#at-" in page.url
    anchor = page.url.partition("#")[2]
    assert page.evaluate("id => document.getElementById(id).matches(':target')", anchor)


def test_searching(page: Any, home: str) -> None:
    page.goto(home)
    page.keyboard.press("/")
    page.keyboard.type("ports")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=ports")
    assert page.locator("mark").first.inner_text() == "ports"
    page.locator(".hit h2 a").first.click()
    assert page.locator("h1").inner_text().startswith("Valadim to Benhaddou")


def test_correcting_with_the_keyboard(browser: Any, tmp_path: Path) -> None:
    keep(tmp_path, tell_talks()).close()
    context = browser.new_context()
    page = context.new_page()
    with serve(tmp_path / "record.db") as home:
        page.goto(f"{home}/desk")
        first = page.locator(".card h2").inner_text()
        page.keyboard.press("j")
        page.wait_for_url("**/desk?at=1")
        assert page.locator(".card h2").inner_text() != first
        page.keyboard.press("k")
        page.wait_for_url("**/desk*")
        page.get_by_label("Your name").fill("Ada")
        page.keyboard.press("Escape")
        with page.expect_navigation():
            page.keyboard.press("r")
        assert "Ada" in page.locator("#last").locator("..").inner_text()
        page.keyboard.press("c")
        assert page.evaluate("document.activeElement.name") == "type"
        with page.expect_navigation():
            page.get_by_role("button", name="Undo").click()
        assert "undone" in page.locator("#last").locator("..").inner_text()
    context.close()
    with Record(tmp_path / "record.db") as record:
        assert [(row.author, row.deed) for row in record.corrections()] == [("Ada", "reject"), ("Ada", "undo")]


def test_the_calendar_leads_from_the_day_to_the_plan_and_has_a_feed(page: Any, home: str) -> None:
    page.goto(f"{home}/calendar?month=2024-06")
    page.get_by_role("link", name="1 plan on 3 June 2024").click()
    assert page.locator("#on-2024-06-03").is_visible()
    page.get_by_role("link", name="July").click()
    assert page.locator("h1").inner_text() == "July 2024"
    feed = page.request.get(f"{home}/calendar.ics")
    assert feed.text().startswith("BEGIN:VCALENDAR")


def test_dark_is_dark(browser: Any, home: str) -> None:
    brightness = {}
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme=scheme)
        page = context.new_page()
        page.goto(f"{home}/map")
        colour = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
        land = page.evaluate("getComputedStyle(document.querySelector('.land')).fill")
        brightness[scheme] = [sum(int(part) for part in one[4:-1].split(",")) for one in (colour, land)]
        context.close()
    assert brightness["light"] > [600, 600]
    assert brightness["dark"] < [150, 250]


@pytest.mark.parametrize("name", ["today", "dyad", "map", "network", "report"])
def test_on_a_phone_the_narrow_picture_is_shown(browser: Any, home: str, addresses: dict[str, str], name: str) -> None:
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    page.goto(home + addresses[name])
    assert page.locator(".picture.wide:visible").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    context.close()


def test_without_javascript_everything_can_be_read_searched_and_corrected(browser: Any, tmp_path: Path) -> None:
    keep(tmp_path, tell_talks()).close()
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    with serve(tmp_path / "record.db") as home:
        page.goto(home)
        page.get_by_role("searchbox").fill("ports")
        page.get_by_role("searchbox").press("Enter")
        assert page.locator("mark").first.inner_text() == "ports"
        page.locator(".hit h2 a").first.click()
        page.locator(".text a.event").first.click()
        assert "#e" in page.url
        page.goto(f"{home}/desk")
        page.get_by_role("button", name="Accept").click()
        assert page.locator("#last").is_visible()
        page.goto(f"{home}/dyads/MAR-PRT")
        assert page.locator("svg.timeline:visible").count() == 1
        page.locator("summary").click()
        assert page.locator("details table").is_visible()
    context.close()


def test_the_keyboard_reaches_the_page_past_its_head(page: Any, home: str) -> None:
    page.goto(home)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "To the page"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
