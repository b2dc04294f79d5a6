"""Records to JSON and back, and the schema that every record fits."""

from __future__ import annotations

import json
from unittest.mock import patch

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategies import records
from verbale.errors import BadRecord
from verbale.records import ReportRecord
from verbale.schema import cut_json, from_json, json_schema, to_json

VALIDATOR = jsonschema.Draft202012Validator(json_schema())


@given(records())
def test_a_record_comes_back_from_json_as_it_was(record: ReportRecord) -> None:
    assert from_json(to_json(record)) == record


@given(records())
def test_a_record_is_one_line_that_fits_the_schema(record: ReportRecord) -> None:
    line = to_json(record)
    assert "\n" not in line
    VALIDATOR.validate(json.loads(line))


@given(records(), st.integers(1, 4), st.integers(1, 9))
def test_the_pieces_of_a_record_are_its_line(record: ReportRecord, together: int, characters: int) -> None:
    with patch.multiple("verbale.schema", TOGETHER=together, CHARACTERS=characters):
        assert "".join(cut_json(record)) == to_json(record)


def test_the_schema_is_itself_a_schema_that_needs_no_other_file() -> None:
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    assert {ref for ref in _references(schema) if not ref.startswith("#/$defs/")} == set()


def test_the_schema_says_which_fields_must_be_there() -> None:
    with pytest.raises(jsonschema.ValidationError, match="'made_by' is a required property"):
        VALIDATOR.validate({"schema": "verbale/1"})


def test_spans_are_written_as_pairs_and_dates_as_iso_days() -> None:
    defs = json_schema()["$defs"]
    assert (defs["Span"]["minItems"], defs["Span"]["maxItems"]) == (2, 2)
    assert {"type": "string", "format": "date"} in defs["Report"]["properties"]["published"]["anyOf"]


@given(records())
def test_a_record_of_another_version_is_refused(record: ReportRecord) -> None:
    line = to_json(record).replace('"schema":"verbale/1"', '"schema":"verbale/9"', 1)
    with pytest.raises(BadRecord, match=r"verbale/9.*verbale/1"):
        from_json(line)


def test_json_that_is_no_record_is_refused_with_the_fields_path() -> None:
    with pytest.raises(BadRecord, match=r"Expected `str`, got `int` - at `\$\.schema`"):
        from_json('{"schema": 1}')


def test_what_is_not_json_is_refused() -> None:
    with pytest.raises(BadRecord, match="not a verbale/1 record"):
        from_json("no json at all")


def _references(node: object) -> set[str]:
    if isinstance(node, dict):
        own = {node["$ref"]} if isinstance(node.get("$ref"), str) else set()
        return own.union(*(_references(value) for value in node.values()))
    if isinstance(node, list):
        return set().union(*(_references(value) for value in node))
    return set()
