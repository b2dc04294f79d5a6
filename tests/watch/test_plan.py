"""The list of what is to be watched: TOML or OPML, and a clear line for what cannot be used."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from verbale.errors import BadPlan, MissingExtra
from verbale.watch import Source, read_plan
from verbale.watch.world import LIBRARIES, require_libraries

TOML = """
contact = "desk@danube.example"
delay = "10s"

[[source]]
address = "https://wire.example/feed"
name = "The Wire"
publisher = "The Wire Ltd"
every = "30m"
include = ["/world/"]

[[source]]
address = "https://post.example/sitemap.xml"
every = "1s"
"""

OPML = """<?xml version="1.0"?><opml version="2.0"><body><outline text="News">
<outline text="The Wire" type="rss" xmlUrl="https://wire.example/feed" htmlUrl="https://wire.example/"/>
<outline text="Again" xmlURL="https://wire.example/feed"/><outline text="Nothing"/>
</outline></body></opml>"""


def write(folder: Path, words: str) -> Path:
    path = folder / "sources.toml"
    path.write_text(words, "utf-8")
    return path


def test_a_plan_names_its_sources(tmp_path: Path) -> None:
    plan = read_plan(write(tmp_path, TOML))
    assert (plan.contact, plan.delay) == ("desk@danube.example", 10.0)
    first, second = plan.sources
    assert first == Source("https://wire.example/feed", "The Wire", "The Wire Ltd", 1800.0, ("/world/",))
    assert (second.name, second.every) == ("https://post.example/sitemap.xml", 60.0)


def test_a_list_of_feeds_in_opml_is_a_plan(tmp_path: Path) -> None:
    (source,) = read_plan(write(tmp_path, OPML), "https://danube.example/robots").sources
    assert (source.name, source.address) == ("The Wire", "https://wire.example/feed")


def test_a_source_may_be_there_for_politics_only_or_all_of_them_may(tmp_path: Path) -> None:
    path = write(tmp_path, TOML.replace('every = "1s"', "politics_only = true"))
    assert [one.politics_only for one in read_plan(path).sources] == [False, True]
    assert [one.politics_only for one in read_plan(path, politics_only=True).sources] == [True, True]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("", "names no source"),
        ("[[source]]", "address"),
        ("contact = ", "is not TOML"),
        (TOML.replace("desk@danube.example", "the desk"), "names no contact"),
        (TOML.replace('"30m"', '"soon"'), "'soon' is no length of time"),
        (TOML.replace("publisher", "editor"), "editor"),
        ("<opml>", "without feeds"),
        ("<", "without feeds"),
    ],
)
def test_a_plan_that_cannot_be_used_says_why(tmp_path: Path, words: str, why: str) -> None:
    with pytest.raises(BadPlan, match=why):
        read_plan(write(tmp_path, words))


def test_a_plan_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(BadPlan, match="cannot be opened"):
        read_plan(tmp_path / "none.toml")


@pytest.mark.parametrize("name", LIBRARIES)
def test_without_a_library_the_extra_is_named(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(MissingExtra, match=r"verbale\[watch\]"):
        require_libraries()


def test_without_a_contact_a_list_of_feeds_says_how_to_give_one(tmp_path: Path) -> None:
    with pytest.raises(BadPlan, match="--contact"):
        read_plan(write(tmp_path, OPML))
