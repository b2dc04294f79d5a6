"""Pictures: SVG that a strict policy lets through, that can be heard, and that shows what the rows say."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from verbale.serve.pictures.bars import Bar, draw_bars, draw_tone
from verbale.serve.pictures.histories import Told, draw_history
from verbale.serve.pictures.maps import Spot, draw_map, load_world
from verbale.serve.pictures.months import lay_axis, name_month, number_month
from verbale.serve.pictures.networks import Tie, draw_network, order_nodes
from verbale.serve.pictures.projection import HEIGHT, WIDTH, project
from verbale.serve.pictures.svg import NARROW, Picture, element, shorten, space, words
from verbale.serve.pictures.timelines import Mark, draw_timeline
from verbale.store.rows import MonthRow

NASTY = '"><script>alert(1)</script>\u202e'
NOTHING = (None, None)


def make_month(month: str | None, words_of_peace: int = 0, acts_of_war: int = 0) -> MonthRow:
    events = words_of_peace + acts_of_war
    quads = (words_of_peace, 0, 0, acts_of_war)
    share = acts_of_war / events if events else 0.0
    return MonthRow("AZE", *NOTHING, "RUS", *NOTHING, month, events, 0.0, acts_of_war, share, *quads, ("occurred",))


def draw_all() -> dict[str, Picture]:
    meeting = Mark("2023-02-27", NASTY, "/events/1")
    told = [Told(date(2023, 2, 20), "scheduled", NASTY, "/r/1"), Told(date(2023, 2, 28), "occurred", "B", "/r/2")]
    names = {"RUS": NASTY, "AZE": "Azerbaijan"}
    pictures = {
        "timeline": draw_timeline(NASTY, [make_month("2023-02", 3, 2)], [meeting], [meeting]),
        "network": draw_network(NASTY, [Tie("AZE", "RUS", 3, 1, 2.0)], names, {"RUS": "/1", "AZE": "/2"}, {}),
        "map": draw_map(NASTY, [Spot(NASTY, 40.4, 49.9, 3, 1, "/events?place=Baku")]),
        "history": draw_history(NASTY, told, "2023-02-27"),
        "bars": draw_bars(NASTY, [Bar(NASTY, 3, 1, "/x"), Bar("none", 0, 0)]),
    }
    return {name: picture for name, picture in pictures.items() if picture is not None}


PICTURES = draw_all()


@pytest.mark.parametrize("picture", PICTURES.values(), ids=PICTURES)
def test_a_picture_holds_nothing_that_a_strict_policy_forbids(picture: Picture) -> None:
    for svg in (picture.wide, picture.narrow):
        assert not re.search(r"<script|\sstyle=|\son\w+=|javascript:|<style|\u202e", svg)


@pytest.mark.parametrize("picture", PICTURES.values(), ids=PICTURES)
def test_a_picture_can_be_heard(picture: Picture) -> None:
    for svg in (picture.wide, picture.narrow):
        root = ElementTree.fromstring(svg)
        named = {part.get("id"): part.text for part in root.iter() if part.get("id")}
        assert named[root.get("aria-labelledby")]
        assert named[root.get("aria-describedby")]
        has_links = root.find(".//a") is not None
        assert root.get("role") == ("group" if has_links else "img")
        assert all(link.get("aria-label") for link in root.iter("a"))


@pytest.mark.parametrize("picture", PICTURES.values(), ids=PICTURES)
def test_the_two_pictures_of_a_page_share_no_id(picture: Picture) -> None:
    ids = re.findall(r' id="([^"]+)"', picture.wide + picture.narrow)
    assert len(ids) == len(set(ids))


def test_all_pictures_were_drawn() -> None:
    assert set(PICTURES) == {"timeline", "network", "map", "history", "bars"}


# months


def test_a_month_has_a_bar_above_for_cooperation_and_below_for_conflict() -> None:
    picture = draw_timeline("Two", [make_month("2023-02", 3, 1)])
    assert picture
    root = ElementTree.fromstring(picture.wide)
    up, down = (float(bar.get("height") or 0) for bar in root.iter("rect"))
    assert up == pytest.approx(3 * down, rel=0.01)


def test_without_a_known_month_there_is_no_timeline() -> None:
    assert draw_timeline("Two", [make_month(None, 1), make_month("2023", 1)]) is None


def test_of_a_long_time_the_last_ten_years_are_drawn_and_it_is_said() -> None:
    picture = draw_timeline("Two", [make_month("1991-01", 1), make_month("2023-02", 1)])
    assert picture
    assert "Earlier months are left out" in picture.wide
    assert picture.wide.count("<rect") == 1


def test_an_axis_has_at_least_a_year() -> None:
    axis = lay_axis(["2023-02"], 0, 120)
    assert (axis.first, axis.last) == (number_month("2022-03"), number_month("2023-02"))
    assert axis.step == 10
    assert axis.place("2023-02") == 115
    assert name_month(axis.last) == "Feb 2023"


@pytest.mark.parametrize(
    ("low", "high", "marks"), [(0, 7, [0, 2, 4, 6]), (0, 1, [0, 1]), (0, 0, [0]), (-13, 40, [0, 20, 40])]
)
def test_an_axis_of_counts_has_round_numbers(low: int, high: int, marks: list[int]) -> None:
    assert space(low, high) == marks


# the others


def test_a_history_needs_two_tellings_on_two_days() -> None:
    once = Told(date(2023, 2, 28), "occurred", "A", "/r/1")
    assert draw_history("It", [once], "2023-02-27") is None
    assert draw_history("It", [once, once], None) is None
    assert draw_history("It", [once, once], "2023-02-27") is not None


def test_neighbours_on_the_circle_are_those_with_the_strongest_ties() -> None:
    ties = [Tie("A", "B", 9, 0, 1), Tie("A", "C", 1, 0, 1), Tie("C", "D", 8, 0, 1), Tie("B", "E", 5, 0, 1)]
    order = order_nodes(ties)
    beside = {frozenset(pair) for pair in pairwise([*order, order[0]])}
    assert {frozenset("AB"), frozenset("CD"), frozenset("BE")} <= beside


def test_without_ties_there_is_no_network() -> None:
    assert draw_network("None", [], {}, {}, {}) is None


def test_the_poles_and_the_meridians_are_where_they_belong() -> None:
    assert project(0, 0) == pytest.approx((WIDTH / 2, HEIGHT / 2))
    assert project(0, 180) == pytest.approx((WIDTH, HEIGHT / 2))
    assert project(90, 0)[1] == pytest.approx(0, abs=0.01)


def test_a_part_of_the_world_is_drawn_finer_than_the_whole() -> None:
    baku = Spot("Baku", 40.4, 49.9, 3, 1, "/")
    near = draw_map("Near", [baku, Spot("Tbilisi", 41.7, 44.8, 1, 0, "/")])
    far = draw_map("Far", [baku, Spot("Quito", -0.2, -78.5, 1, 0, "/")])
    assert "Baku" in near.wide
    assert len(near.wide) < len(far.wide)
    world = load_world()
    assert sum(len(line[-1]) for line in world.fine.land) > sum(len(line[-1]) for line in world.coarse.land)


def test_a_map_without_places_is_the_world() -> None:
    assert "0 places" in draw_map("Empty", []).wide


def test_no_land_runs_across_the_whole_map() -> None:
    """A ring that crosses the 180th meridian is drawn in two parts, not in a band from edge to edge."""
    widths = [right - left for left, _, right, _, _ in load_world().fine.land]
    assert max(widths) < WIDTH * 0.6


def test_a_change_of_tone_goes_from_before_to_after() -> None:
    before, after = re.findall(r'cx="([\d.]+)"', draw_tone(-2, 3))
    assert float(before) < float(after)


def test_long_names_are_cut_and_text_is_escaped() -> None:
    assert shorten("Democratic Republic of the Congo", 80) == "Democratic…"
    assert len(shorten("x" * 500, NARROW)) < 60
    assert words("a < b & c") == "a &lt; b &amp; c"
    assert element("text", x=1.25, y=None, class_="q") == '<text x="1.2" class="q"/>'


@pytest.mark.parametrize(("count", "turns"), [(4, False), (30, True)])
def test_names_of_a_small_network_are_not_turned(count: int, turns: bool) -> None:
    codes = [f"{chr(65 + number // 26)}{chr(65 + number % 26)}X" for number in range(count)]
    ties = [Tie(codes[0], code, 3, 1, 2.0) for code in codes[1:]]
    names = {code: f"State {code}" for code in codes}
    drawn = draw_network("Ties", ties, names, {code: f"/{code}" for code in codes}, {})
    assert drawn is not None
    assert ("rotate(" in str(drawn.wide)) == turns
