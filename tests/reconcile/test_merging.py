"""Which tellings are of one event."""

from __future__ import annotations

from datetime import date
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from reconcile.told import locate, name, tell, tell_strike
from verbale.reconcile.gists import Gist, draw_gist, read_gist, write_gist
from verbale.reconcile.likeness import SIGNS, explain, list_strengths, load_weights, read_profile
from verbale.reconcile.merging import cluster, is_same, join_groups, list_blocks, tell_likeness
from verbale.reconcile.tellings import Telling


def share_key(one: Telling, other: Telling) -> bool:
    return bool(set(list_blocks(one)) & set(list_blocks(other)))


def are_one(one: Telling, other: Telling) -> bool:
    """Are the two compared, and one event, whichever way round?"""
    assert is_same(one, other) == is_same(other, one)
    return share_key(one, other) and is_same(one, other)


def test_keys_of_the_same_days_lie_together_so_that_a_report_touches_little_of_a_large_record() -> None:
    early = list_blocks(tell(date="2023-02-27"))
    late = list_blocks(tell(date="2023-04-02"))
    assert max(early) < min(late)


def test_two_papers_tell_of_one_meeting() -> None:
    other = tell("held talks in Baku", "President Aliyev and Lavrov held talks in Baku on 27 February.", report="r2")
    assert are_one(tell(), other)


def test_a_later_report_that_looks_back_tells_of_the_same() -> None:
    sentence = "The statement came three days after the strike on the market in Kharkiv."
    later = tell("strike on the market in Kharkiv", sentence, report="r2", published=date(2023, 3, 2))
    later = replace(later, act=tell_strike("r2").act)
    assert are_one(tell_strike("r1"), later)


def test_protests_against_a_government_are_those_in_its_country() -> None:
    said: dict[str, Any] = {"event": "PROTEST", "mode": "demo", "status": "ongoing", "date_basis": "publication"}
    sides: dict[str, Any] = {"actor": (name("students"),), "recipient": (name("government", "MAR"),)}
    against = tell("protests of students", "The protests of students against the government go on.", **said, **sides)
    place = locate("Rabat", "MAR")
    within = tell("protests of students", "The protests of students go on.", report="r2", actor=(), place=place, **said)
    assert share_key(against, within)
    assert SIGNS["protest in one state"](*map(read_profile, (against, within))) == 1


def test_a_person_and_the_state_that_the_person_acts_for_are_one_side() -> None:
    assert are_one(tell(), tell(report="r2", actor=(name("AZE"), name("Lavrov", "RUS"))))


def test_a_coalition_and_one_of_its_members_are_one_side() -> None:
    sentence = "Jets struck a depot near Hodeidah on Monday."
    said: dict[str, Any] = {"event": "ASSAULT", "mode": "aerial", "recipient": (name("YEM"),)}
    one = tell("struck a depot near Hodeidah", sentence, report="r1", actor=(name("USA"), name("GBR")), **said)
    assert are_one(one, tell("struck a depot near Hodeidah", sentence, report="r2", actor=(name("USA"),), **said))


def test_one_visitor_after_another_is_two_meetings() -> None:
    other = tell("received Fidan", "Aliyev received Fidan on Monday.", report="r2")
    other = replace(other, act=tell(actor=(name("Aliyev", "AZE"), name("Fidan", "TUR"))).act)
    assert not is_same(tell(), other)


def test_strikes_on_two_towns_are_two_events() -> None:
    assert not is_same(tell_strike("r1"), tell_strike("r2", town="Odesa", words="hit a port crane at Odesa"))


def test_the_day_of_publication_is_no_evidence_against_a_day_that_was_told() -> None:
    inferred = tell_strike("r2", date="2023-02-28", date_basis="publication", published=date(2023, 2, 28))
    assert are_one(tell_strike("r1"), inferred)


def test_days_that_are_told_and_differ_are_two_events() -> None:
    assert not is_same(tell_strike("r1"), tell_strike("r2", date="2023-03-03"))
    assert tell_likeness(tell_strike("r1"), tell_strike("r2", date="2023-03-03")) == 0


def test_a_plan_for_another_day_is_another_plan() -> None:
    plan = tell(status="scheduled", date="2023-03-10")
    assert tell_likeness(plan, tell(report="r2", status="scheduled", date="2023-03-11")) == 0
    assert are_one(plan, tell(report="r2", status="scheduled", date="2023-03-10"))


@pytest.mark.parametrize("status", ["scheduled", "hypothetical", "denied"])
def test_what_is_planned_open_or_denied_is_not_what_happened(status: str) -> None:
    other = tell(report="r2", status=status)
    assert tell_likeness(tell(), other) == 0
    assert not share_key(tell(), other)


def test_acts_of_two_types_are_two_events() -> None:
    assert tell_likeness(tell(), tell(report="r2", event="SUPPORT")) == 0


def test_what_one_report_tells_apart_stays_apart() -> None:
    assert tell_likeness(tell(), tell(id="another")) == 0


def test_copies_of_one_report_tell_of_one_event() -> None:
    assert tell_likeness(tell(), tell(report="r2", account="r1")) > 0.95


def test_a_telling_without_any_day_is_compared_with_nobody() -> None:
    assert list_blocks(tell(date=None, date_basis="unknown", published=None)) == ()
    assert list_blocks(tell(date=None, date_basis="unknown"))


def test_a_telling_has_few_keys() -> None:
    many = tuple(name(f"{letter}AA") for letter in "ABCDEFGHIJKLMNOP")
    assert len(list_blocks(tell(actor=many))) < 40
    assert len(list_blocks(tell())) < 20


def test_what_speaks_for_and_against_can_be_read() -> None:
    one, other = read_profile(tell_strike("r1", dead=3)), read_profile(tell_strike("r2", dead=9))
    found = {respect.sign: respect.weight for respect in explain(one, other, load_weights())}
    assert found["other figures"] < 0 < found["words beside the act alike"]
    assert "always" not in found


def test_every_sign_lies_between_nothing_and_one_and_is_symmetric() -> None:
    told = [tell(), tell_strike("r2", dead=4), tell(report="r3", status="ongoing", date="2023-02", place=locate(None))]
    for one, other in combinations(map(read_profile, told), 2):
        strengths = list_strengths(one, other)
        assert all(0 <= strength <= 1 for strength in strengths)
        assert list_strengths(other, one) == pytest.approx(strengths)
    assert set(load_weights().signs) == set(SIGNS)


def test_groups_are_joined_by_the_mean_of_their_pairs() -> None:
    chances = {(0, 1): 0.9, (1, 2): 0.6, (0, 2): 0.1, (3, 4): 0.5}
    assert join_groups(5, chances, 0.5) == [[0, 1], [2], [3, 4]]
    assert join_groups(5, chances, 0.3) == [[0, 1, 2], [3, 4]]
    assert join_groups(2, {}, 0.3) == [[0], [1]]


@given(told=st.permutations([tell_strike(f"r{number}", dead=number // 2) for number in range(7)]))
@settings(max_examples=20)
def test_clusters_depend_on_the_set_only(told: list[Telling]) -> None:
    first = {frozenset(one.id for one in group) for group in cluster(sorted(told, key=lambda one: one.id))}
    assert {frozenset(one.id for one in group) for group in cluster(told)} == first


def test_a_gist_has_what_stands_near_the_act_and_how_it_is_told() -> None:
    text = "Nothing.\n\nAmid the cold, ships left Odesa after the third strike on 12 silos near the port. Then rain."
    gist = draw_gist(text, [(text.index("strike"), text.index(" near"))])
    assert {"silo", "strik", "12"} <= set(gist.near)
    assert "odesa" in {*gist.near, *gist.far}
    assert "rain" not in {*gist.near, *gist.far}
    assert gist.manner == "another"
    assert read_gist(write_gist(gist)) == gist
    assert draw_gist("", [(0, 0)]) == Gist()
    assert draw_gist("They condemned the strike.", [(19, 25)]).manner == "known"
