"""`verbale knowledge`: what it prints of the tables, of a name on a day, of the user's own tables."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from verbale.cli import cli
from verbale.errors import BadTable, UnknownName
from verbale.resolve.tables import describe_tables
from verbale.resolve.tables.own import forget_loaded


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("VERBALE_KNOWLEDGE", str(tmp_path / "kept"))
    forget_loaded()
    yield tmp_path / "kept"
    monkeypatch.undo()
    forget_loaded()


def print_of(*words: str) -> str:
    return CliRunner().invoke(cli, ["knowledge", *words], catch_exceptions=False).output


def lines_of(*words: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in print_of(*words).splitlines()]


def test_it_tells_of_each_table_its_age_source_licence_and_checksum() -> None:
    told = {one["table"]: one for one in lines_of("--json")}
    for one in describe_tables():
        assert told[one.name]["as_of"] == one.as_of
        assert told[one.name]["checksum"] == one.checksum
        assert one.licence in print_of()
        assert one.source in print_of()


def test_who_somebody_is_depends_on_the_day() -> None:
    (first, *_) = lines_of("who", "Boris Johnson", "--on", "2017-03-01", "--json")
    (later, *_) = lines_of("who", "Boris Johnson", "--on", "2020-03-01", "--json")
    assert "Foreign Secretary" in held_in(first)
    assert "Prime Minister" in held_in(later)


def held_in(told: dict[str, object]) -> str:
    offices = told["offices"]
    assert isinstance(offices, list)
    return "; ".join(one["office"] for one in offices if one["held"])


def test_candidates_have_scores_and_offices_of_the_day_have_a_star() -> None:
    told = print_of("who", "Lavrov", "--on", "2023-02-27")
    assert "score" in told
    assert "  * Minister of Foreign Affairs of Russia  2004-03-09 to now" in told


def test_an_office_that_is_written_out_is_its_holder() -> None:
    assert print_of("who", "foreign", "minister", "of", "Ukraine", "--on", "2021-05-01").startswith("Dmytro Kuleba")


def test_a_state_has_its_codes_and_a_body_its_members_of_the_day() -> None:
    (france, *_) = lines_of("who", "France", "--on", "2021-05-01", "--json")
    assert (france["cow"], france["gw"], france["iso2"]) == (220, 220, "FR")
    (before, *_) = lines_of("who", "NATO", "--on", "2023-04-03", "--json")
    (after, *_) = lines_of("who", "NATO", "--on", "2023-04-04", "--json")
    assert set(after["members"]) - set(before["members"]) == {"FIN"}  # type: ignore[call-overload]


def test_a_name_that_no_table_has_is_an_error_with_its_name() -> None:
    with pytest.raises(UnknownName, match="Qwertzu"):
        print_of("who", "Qwertzu")


def test_the_codes_of_all_states_are_csv() -> None:
    rows = {row["code"]: row for row in csv.DictReader(io.StringIO(print_of("states")))}
    assert (rows["DEU"]["cow"], rows["DEU"]["gw"]) == ("255", "260")
    assert (rows["SRB"]["cow"], rows["SRB"]["gw"]) == ("345", "340")
    assert (rows["YMD"]["cow"], rows["YEM"]["gw"]) == ("680", "678")
    assert rows["XKX"]["cow"] == "347"
    assert rows["x:scotland"]["parent"] == "GBR"


def test_a_table_is_added_listed_and_forgotten(own_folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("name,state\nZoltana Mirebeau,Chad\n", "utf-8")
    assert print_of("list") == f"none in {own_folder}\n"
    assert print_of("add", str(path), "--as", "ours") == "ours: 1 rows, kept. They hold for what is read from now on.\n"
    assert "ours" in print_of("list")
    assert "your table" in print_of()
    assert print_of("who", "Mirebeau").startswith("Zoltana Mirebeau")
    assert print_of("forget", "ours") == "ours: forgotten.\n"
    assert print_of("list") == f"none in {own_folder}\n"


def test_a_table_with_a_fault_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("name,state\nZoltana Mirebeau,Chadd\n", "utf-8")
    with pytest.raises(BadTable, match=r"line 2: .*did you mean Chad"):
        print_of("add", str(path))
