"""The PLOVER export: a test for each line of its table."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given

from strategies import records
from verbale.plover import AUXILIARY_MODES, STATUSES, get_scale, get_type
from verbale.records import Actor, Count, Event, ReportRecord, Size
from verbale.show.plover_export import export_events, fill_day, list_ways, tell_code, to_plover
from written import find, write_actor, write_event, write_record, write_report

TEXT = (
    "Valadim visits Rabat\n\nThe minister Duarte Valadim met Samir Benhaddou in Rabat. "
    "Valadim praised the talks. At least 26 died in Baidoa."
)
VALADIM = write_actor(
    "Q1001",
    "Duarte Valadim",
    find(TEXT, "Valadim"),
    find(TEXT, "Duarte Valadim"),
    state="PRT",
    sector=("GOV",),
    office="Minister of Foreign Affairs of Portugal",
)
BENHADDOU = write_actor("x:samir-benhaddou@mar", "Samir Benhaddou", find(TEXT, "Samir Benhaddou"), state="MAR")


def record_of(*events: Event, actors: tuple[Actor, ...] = (VALADIM, BENHADDOU), **said: Any) -> ReportRecord:
    return write_record(write_report(TEXT, **said), *actors, *events)


def met(**said: Any) -> Event:
    return write_event(TEXT, "CONSULT", "met", actor=("Q1001", "x:samir-benhaddou@mar"), **said)


def line_of(event: Event, **said: Any) -> dict[str, Any]:
    (line,) = to_plover(record_of(event, **said), frozenset(STATUSES))
    return line


def test_types_modes_contexts_and_words_are_lists_with_every_telling() -> None:
    line = line_of(met(mode="visit", context=("diplomatic",), told=("visits", "met")))
    assert line["event"] == ["CONSULT"]
    assert line["mode"] == ["visit"]
    assert line["context"] == ["diplomatic"]
    assert line["event_text"] == ["visits", "met"]
    assert TEXT[line["text_info"]["start"] : line["text_info"]["end"]] == "met"
    assert (line["quad_code"], line["event_scale"]) == (1, 4)


def test_an_actor_is_an_entity_with_the_words_nearest_to_the_event() -> None:
    entity = line_of(met())["actor"][0]
    assert entity == {
        "code": "PRT",
        "sector": "GOV",
        "entity_text": "Duarte Valadim",
        "identifier_id": "Q1001",
        "identifier_text": "Duarte Valadim",
        "office": "Minister of Foreign Affairs of Portugal",
    }


def test_only_wikidata_ids_are_given_as_identifiers() -> None:
    entity = line_of(met())["actor"][1]
    assert (entity["identifier_id"], entity["identifier_text"]) == (None, "Samir Benhaddou")


@pytest.mark.parametrize(
    ("state", "code"),
    [
        ("PRT", "PRT"),
        ("XKX", "KOS"),
        ("EUE", "EUR"),
        ("UNO", "UNO"),
        ("NATO", "IGO"),
        ("OSCE", "IGO"),
        ("GRL", "DNK"),
        ("PRI", "USA"),
        ("HKG", "HKG"),
        ("PSE", "PSE"),
        ("TWN", "TWN"),
        ("ESH", "MAR"),
        (None, None),
    ],
)
def test_states_bodies_and_territories_have_plovers_codes(state: str | None, code: str | None) -> None:
    assert tell_code(write_actor("x:a", "A", state=state)) == code


def test_an_armed_group_of_no_state_is_a_transnational_group() -> None:
    assert tell_code(write_actor("x:a", "A", kind="group", sector=("REB",))) == "IMG"


def test_what_acts_for_a_disputed_territory_says_so_in_its_sector() -> None:
    actor = write_actor("Q1001", "Duarte Valadim", state="ESH", sector=("GOV",))
    (line,) = to_plover(record_of(met(), actors=(actor, BENHADDOU)))
    assert (line["actor"][0]["code"], line["actor"][0]["sector"]) == ("MAR", "GOVPRE")


@pytest.mark.parametrize(
    ("day", "full", "last"),
    [
        ("2023", "2023-01-01", "2023-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-02-27", "2023-02-27", "2023-02-27"),
    ],
)
def test_a_coarse_date_is_filled_to_a_full_day(day: str, full: str, last: str) -> None:
    assert fill_day(day) == full
    assert fill_day(day, last=True) == last


def test_a_coarse_date_is_told_in_the_comment() -> None:
    line = line_of(met(date="2023-02"))
    assert line["date"] == "2023-02-01"
    assert line["comment"] == "date in the report: 2023-02"


def test_a_date_from_the_day_of_publication_is_told_in_the_comment() -> None:
    assert line_of(met(date_basis="publication"))["comment"] == "date: day of publication"


def test_without_a_date_the_day_of_publication_stands_for_it() -> None:
    line = line_of(met(date=None, date_basis="unknown"))
    assert line["date"] == "2024-05-14"
    assert "no date in the report" in line["comment"]


def test_without_any_day_an_event_is_left_out() -> None:
    assert list(to_plover(record_of(met(date=None, date_basis="unknown"), published=None))) == []


def test_without_an_actor_an_event_is_left_out() -> None:
    assert list(to_plover(record_of(write_event(TEXT, "ASSAULT", "died", recipient=("Q1001",))))) == []


@pytest.mark.parametrize("status", ["denied", "hypothetical", "historical"])
def test_what_did_not_happen_now_is_left_out_unless_asked_for(status: str) -> None:
    record = record_of(met(status=status))
    assert list(to_plover(record)) == []
    (line,) = to_plover(record, frozenset({status}))
    assert line["mode"] == [AUXILIARY_MODES[status]]


def test_an_auxiliary_mode_stands_beside_the_events_own() -> None:
    assert line_of(met(mode="visit", status="denied"))["mode"] == ["visit", "negation"]


@pytest.mark.parametrize("event", ["CONSULT", "SUPPORT", "COOPERATE", "AID"])
def test_planned_cooperation_is_agreement_with_its_own_score(event: str) -> None:
    planned = write_event(
        TEXT, event, "met", actor=("Q1001",), recipient=("x:samir-benhaddou@mar",), status="scheduled"
    )
    line = line_of(planned)
    assert (line["event"], line["mode"]) == (["AGREE"], [])
    assert (line["quad_code"], line["event_scale"]) == (1, get_scale("AGREE"))
    assert f"planned {event}" in line["comment"]


def test_other_planned_events_keep_their_type_with_the_mode_future() -> None:
    line = line_of(write_event(TEXT, "PROTEST", "met", actor=("Q1001",), mode="strike", status="scheduled"))
    assert (line["event"], line["mode"]) == (["PROTEST"], ["strike", "future"])


def test_a_visits_host_becomes_the_recipient() -> None:
    line = line_of(met(mode="visit", host=("x:samir-benhaddou@mar",)))
    assert [one["identifier_text"] for one in line["actor"]] == ["Duarte Valadim"]
    assert [one["identifier_text"] for one in line["recipient"]] == ["Samir Benhaddou"]


def test_a_meeting_without_a_host_has_only_actors() -> None:
    line = line_of(met())
    assert (len(line["actor"]), line["recipient"]) == (2, [])


def test_two_parties_are_written_once_each_way_where_a_recipient_is_wanted() -> None:
    both = ("Q1001", "x:samir-benhaddou@mar")
    there, back = to_plover(record_of(write_event(TEXT, "COOPERATE", "met", actor=both)))
    assert there["actor"] == back["recipient"]
    assert there["recipient"] == back["actor"]
    assert there["id"] != back["id"]
    assert there["link"] == back["link"]


def test_a_wanted_recipient_that_the_report_does_not_name_is_told_in_the_comment() -> None:
    line = line_of(write_event(TEXT, "AID", "praised", actor=("Q1001",)))
    assert line["recipient"] == []
    assert "no recipient" in line["comment"]


def test_size_has_the_lower_number_and_the_comment_the_range() -> None:
    size = Size(dead=Count(26, 40, find(TEXT, "At least 26")))
    line = line_of(write_event(TEXT, "ASSAULT", "died", actor=("Q1001",), size=size))
    assert line["size"] == {"dead": 26}
    assert line["comment"] == "dead: 26 to 40"


def test_a_place_has_plovers_fields() -> None:
    place = line_of(met(place="Rabat"))["event_loc"]
    assert place["extracted_place"] == "Rabat"
    assert set(place) >= {"resolved_place", "geonameid", "lat", "lon", "province", "country_code", "resolution"}


def test_the_citation_and_the_coder_are_filled() -> None:
    line = line_of(met(), publisher="Example Gazette", url="https://example.org/a")
    assert line["coder"].startswith("verbale ")
    assert line["cite_info"] == {
        "citation": "a-report",
        "url": "https://example.org/a",
        "title": "Valadim visits Rabat",
        "language": "en",
        "publication": "Example Gazette",
        "coder": "written",
        "codebook": "plover-2.0+verbale-1",
        "version": "verbale/1",
    }


def test_lines_are_json_and_all_statuses_come_only_if_asked_for() -> None:
    record = record_of(met(), met(id="e2", status="historical"))
    assert len(list(export_events(record))) == 1
    assert [json.loads(line)["id"][-2:] for line in export_events(record, all_statuses=True)] == ["e1", "e2"]


@given(records())
def test_every_line_keeps_to_the_manuals_table(record: ReportRecord) -> None:
    lines = list(to_plover(record, frozenset(STATUSES)))
    assert len({line["id"] for line in lines}) == len(lines)
    for line in lines:
        assert line["actor"]
        assert date.fromisoformat(line["date"])
        assert line["quad_code"] == get_type(line["event"][0]).quad
        assert all(isinstance(line[name], list) for name in ("event", "mode", "context", "event_text", "recipient"))


def test_three_parties_stay_together() -> None:
    event = write_event(TEXT, "COOPERATE", "met", actor=("a", "b", "c"))
    assert list_ways(event) == [(("a", "b", "c"), ())]
