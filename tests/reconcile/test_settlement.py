"""What the tellings of one event come to, and where they differ."""

from __future__ import annotations

from datetime import date

from reconcile.told import locate, name, tell, tell_strike
from verbale.reconcile.conflicts import find_conflicts
from verbale.reconcile.plans import is_cancelled, is_denied, is_held, is_postponed
from verbale.reconcile.settlement import settle
from verbale.reconcile.tellings import Range

LATER = date(2023, 3, 1)


def test_the_earliest_telling_leads_and_most_accounts_decide() -> None:
    told = [
        tell_strike("r1", mode="aerial", confidence=0.99),
        tell_strike("r2", mode="drone", published=LATER),
        tell_strike("r3", mode="drone", published=LATER),
    ]
    settled = settle(told)
    assert settled.leading == "t-r1"
    assert settled.act.mode == "drone"
    assert settle(told[::-1]) == settled


def test_copies_have_one_voice() -> None:
    told = [tell_strike(f"r{number}", account="r1", mode="aerial") for number in (1, 2, 3)]
    told += [tell_strike(f"r{number}", mode="drone") for number in (4, 5)]
    assert settle(told).act.mode == "drone"


def test_a_day_that_is_told_goes_before_a_day_of_publication() -> None:
    told = [
        tell(report="r1", date="2023-02-28", date_basis="publication"),
        tell(report="r2", date="2023-02-28", date_basis="publication"),
        tell(report="r3", date="2023-02-27"),
    ]
    assert (settle(told).act.date, settle(told).act.date_basis) == ("2023-02-27", "text")
    assert settle(told[:2]).act.date_basis == "publication"


def test_the_finest_place_the_latest_count_and_the_named_person_hold() -> None:
    told = [
        tell_strike("r1", dead=3, town=None, place=None, words="struck a market", actor=(name("RUS"),)),
        tell_strike("r2", dead=9, published=LATER, actor=(name("Gerasimov", "RUS"),)),
    ]
    act = settle(told).act
    assert act.place is not None
    assert act.place.city == "Kharkiv"
    assert act.toll.dead == Range(9, 9)
    assert [one.id for one in act.actor] == ["Gerasimov"]


def test_nobody_is_on_both_sides() -> None:
    told = [tell_strike("r1"), tell_strike("r2", actor=(name("UKR"),), recipient=(name("RUS"),))]
    act = settle(told).act
    assert not {one.id for one in act.actor} & {one.id for one in act.recipient}


def list_matters(*told: object) -> dict[str, list[tuple[str, int]]]:
    return {
        conflict.matter: [(version.value, len(version.accounts)) for version in conflict.versions]
        for conflict in find_conflicts(told)  # type: ignore[arg-type]
    }


def test_numbers_places_and_days_that_differ_are_kept_with_their_accounts() -> None:
    told = (
        tell_strike("r1", dead=3),
        tell_strike("r2", dead=3),
        tell_strike("r3", dead=7, date="2023-02-26", town="Chuhuiv"),
    )
    assert list_matters(*told) == {
        "day": [("2023-02-27", 2), ("2023-02-26", 1)],
        "dead": [("3", 2), ("7", 1)],
        "place": [("Kharkiv", 2), ("Chuhuiv", 1)],
    }


def test_who_began_it_is_a_matter_where_each_names_the_other() -> None:
    other = tell_strike("r2", actor=(name("UKR"),), recipient=(name("RUS"),))
    assert list_matters(tell_strike("r1"), other) == {"who began": [("RUS", 1), ("UKR", 1)]}


def test_what_is_told_less_finely_or_not_at_all_contradicts_nothing() -> None:
    told = (tell_strike("r1", dead=3), tell_strike("r2", date="2023-02", place=locate(None, "UKR"), actor=()))
    assert list_matters(*told) == {}


def test_a_day_of_publication_contradicts_nothing() -> None:
    assert list_matters(tell(), tell(report="r2", date="2023-02-28", date_basis="publication")) == {}


def test_one_account_cannot_contradict_itself() -> None:
    assert list_matters(tell_strike("r1", dead=3), tell_strike("r2", account="r1", dead=4)) == {}


PLAN = tell(status="scheduled", date="2023-03-10").act
SET_FOR = date(2023, 3, 10)


def test_a_meeting_of_the_sides_about_the_day_is_the_plan_held() -> None:
    assert is_held(PLAN, SET_FOR, tell().act, date(2023, 3, 12))
    assert not is_held(PLAN, SET_FOR, tell().act, date(2023, 4, 12))
    assert is_held(PLAN, SET_FOR, tell(actor=(name("AZE"), name("RUS"), name("ARM"))).act, SET_FOR)


def test_a_refusal_to_meet_or_a_denial_calls_a_plan_off() -> None:
    refusal = tell(event="REJECT", mode="meet", actor=(name("RUS"),), recipient=(name("AZE"),)).act
    assert is_cancelled(PLAN, SET_FOR, refusal, date(2023, 3, 8))
    assert not is_cancelled(PLAN, SET_FOR, refusal, date(2023, 4, 8))
    assert is_cancelled(PLAN, SET_FOR, tell(status="denied").act, SET_FOR)
    assert not is_cancelled(PLAN, SET_FOR, tell(status="denied", actor=(name("AZE"), name("TUR"))).act, SET_FOR)


def test_the_same_plan_for_a_later_day_is_the_plan_put_off() -> None:
    assert is_postponed(PLAN, SET_FOR, tell(status="scheduled").act, date(2023, 3, 24))
    assert not is_postponed(PLAN, SET_FOR, tell(status="scheduled").act, date(2023, 3, 3))
    assert not is_postponed(PLAN, SET_FOR, tell().act, date(2023, 3, 24))


def test_a_denial_is_of_the_same_type_sides_and_time() -> None:
    happened, denied = tell_strike("r1").act, tell_strike("r2", status="denied").act
    assert is_denied(happened, date(2023, 2, 27), denied, date(2023, 2, 28))
    assert not is_denied(happened, date(2023, 2, 27), denied, date(2023, 4, 28))
    assert not is_denied(happened, date(2023, 2, 27), tell(status="denied").act, date(2023, 2, 27))
