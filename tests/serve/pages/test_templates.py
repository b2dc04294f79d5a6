"""Templates use what a page's documented value has, all of it, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import nodes
from msgspec import Struct

from verbale.serve import pages
from verbale.serve.pages.actors import PersonView, StateView
from verbale.serve.pages.calendar import Month
from verbale.serve.pages.desk import Desk, Door
from verbale.serve.pages.dyads import Dyad
from verbale.serve.pages.events import EventList, EventView
from verbale.serve.pages.passing import AgreementList, ConflictList, MapView, NetworkView
from verbale.serve.pages.reports import MarkedReport, ReportList
from verbale.serve.pages.searching import Found
from verbale.serve.pages.statements import StatementList
from verbale.serve.pages.today import Today
from verbale.serve.rendering import load_templates

FOLDER = Path(pages.__file__).parents[1] / "templates"
VALUES: dict[str, type[Struct]] = {
    "today": Today,
    "reports": ReportList,
    "report": MarkedReport,
    "events": EventList,
    "event": EventView,
    "statements": StatementList,
    "dyad": Dyad,
    "person": PersonView,
    "state": StateView,
    "agreements": AgreementList,
    "conflicts": ConflictList,
    "network": NetworkView,
    "map": MapView,
    "calendar": Month,
    "search": Found,
    "desk": Desk,
    "door": Door,
}
KEPT_FOR_DATA = {"network": set(), "map": set(), "calendar": {"plans"}}
SHARED = {"base", "parts", "problem"}


def parse(name: str) -> nodes.Template:
    environment = load_templates()
    return environment.parse((FOLDER / f"{name}.html").read_text("utf-8"))


def list_used(tree: nodes.Template) -> Iterator[str]:
    for one in tree.find_all(nodes.Getattr):
        if isinstance(one.node, nodes.Name) and one.node.name == "it":
            yield one.attr


def test_every_template_has_a_documented_value() -> None:
    assert {path.stem for path in FOLDER.glob("*.html")} == {*VALUES, *SHARED}


@pytest.mark.parametrize("name", VALUES)
def test_a_template_uses_the_fields_of_its_value_and_all_of_them(name: str) -> None:
    used, fields = set(list_used(parse(name))), set(VALUES[name].__struct_fields__)
    assert used <= fields
    assert fields - used == KEPT_FOR_DATA.get(name, set()) - used
    assert VALUES[name].__doc__


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.html")), ids=lambda path: path.stem)
def test_a_template_turns_no_escaping_off_and_has_no_inline_style_or_script(path: Path) -> None:
    source = path.read_text("utf-8")
    for forbidden in (
        "|safe }",
        "| safe",
        "autoescape",
        "style=",
        "<style",
        "onclick",
        "javascript:",
        "https://",
        "http://",
    ):
        assert forbidden not in source


@pytest.mark.parametrize("name", ["verbale.css", "verbale.js", "icon.svg"])
def test_nothing_is_fetched_from_elsewhere(name: str) -> None:
    source = (FOLDER.parent / "static" / name).read_text("utf-8")
    assert "url(" not in source
    assert "http" not in source.replace("http://www.w3.org/2000/svg", "")
