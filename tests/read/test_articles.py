"""The JSON of news services: wherever the articles lie and whatever their fields are called."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from read.makings import OTHER_TITLE, TITLE, WORDS, read_both, read_fault, read_reports, write
from verbale.command.options import FIELDS
from verbale.errors import BadLine
from verbale.read import Given, Reading, read_source
from verbale.read.fields import NAMES

PAGE = "".join(f"<p>{words}</p>" for words in WORDS.split("\n\n"))
HERE = "https://danube.example/talks"

SERVICES: dict[str, Any] = {
    "newsapi": {
        "status": "ok",
        "totalResults": 1,
        "articles": [
            {
                "source": {"id": None, "name": "The Danube Post"},
                "author": "Anna Example",
                "title": TITLE,
                "description": "Two crossings are to open.",
                "url": HERE,
                "urlToImage": None,
                "publishedAt": "2024-05-14T16:00:00Z",
                "content": WORDS,
            }
        ],
    },
    "guardian": {
        "response": {
            "status": "ok",
            "pages": 1,
            "results": [
                {
                    "id": "world/2024/may/14/talks",
                    "webTitle": TITLE,
                    "webUrl": HERE,
                    "webPublicationDate": "2024-05-14T16:00:00Z",
                    "fields": {"body": PAGE, "byline": "Anna Example", "publication": "The Danube Post"},
                }
            ],
        }
    },
    "event registry": {
        "articles": {
            "results": [
                {
                    "uri": "8123",
                    "url": HERE,
                    "title": TITLE,
                    "body": WORDS,
                    "date": "2024-05-14",
                    "source": {"uri": "danube.example", "title": "The Danube Post"},
                    "authors": [{"name": "Anna Example"}],
                }
            ]
        }
    },
    "webz": {
        "posts": [
            {
                "thread": {"site_full": "danube.example", "title": TITLE},
                "uuid": "77",
                "url": HERE,
                "author": "Anna Example",
                "published": "2024-05-14T18:00:00.000+02:00",
                "title": TITLE,
                "text": WORDS,
            }
        ]
    },
    "a list": [{"headline": TITLE, "body": WORDS, "link": HERE, "pubDate": "Tue, 14 May 2024 16:00:00 GMT"}],
    "one article": {"title": TITLE, "maintext": WORDS, "url": HERE, "date_publish": "2024-05-14 16:00:00"},
}


@pytest.mark.parametrize("name", SERVICES)
def test_the_articles_of_a_service_are_reports(tmp_path: Path, name: str) -> None:
    (report,) = read_reports(write(tmp_path, "news.json", json.dumps(SERVICES[name], indent=1)))
    assert (report.title, report.published, report.url) == (TITLE, date(2024, 5, 14), HERE)
    assert report.text == f"{TITLE}\n\n{WORDS}"


def test_names_of_papers_and_writers_are_found(tmp_path: Path) -> None:
    for name in ("newsapi", "event registry"):
        (report,) = read_reports(write(tmp_path, "news.json", json.dumps(SERVICES[name])))
        assert report.publisher == "The Danube Post"
        assert [credit.text for credit in report.credits] == ["Anna Example"]


@pytest.mark.parametrize("name", ["news", "news.json"])
def test_json_is_known_by_its_beginning(tmp_path: Path, name: str) -> None:
    assert len(read_reports(write(tmp_path, name, json.dumps(SERVICES["a list"], indent=2)))) == 1


def test_lines_that_are_called_json_are_lines(tmp_path: Path) -> None:
    lines = f'{{"text": "{TITLE}."}}\n{{"text": "{OTHER_TITLE}."}}\n'
    assert [one.source for one in read_reports(write(tmp_path, "news.json", lines))] == ["news#1", "news#2"]


def test_a_text_that_the_service_cut_off_is_said_to_be(tmp_path: Path) -> None:
    article = {"title": TITLE, "content": f"{WORDS[:200]}… [+2210 chars]", "url": HERE}
    short = {"title": TITLE, "description": WORDS, "url": HERE}
    path = write(tmp_path, "news.json", json.dumps({"articles": [article, short]}))
    first, second = read_source(str(path))
    assert isinstance(first, Reading)
    assert isinstance(second, Reading)
    assert first.report.text == f"{TITLE}\n\n{WORDS[:200].strip()}"
    assert first.warnings == ("the service gave the beginning of its text only",)
    assert second.warnings == ("only its description is there, not its whole text",)


def test_an_article_without_a_text_costs_only_itself(tmp_path: Path) -> None:
    articles = [{"title": TITLE, "url": HERE}, {"title": TITLE, "text": WORDS, "published": "soon"}]
    reports, faults = read_both(write(tmp_path, "news.json", json.dumps([*articles, {"title": TITLE, "text": WORDS}])))
    assert len(reports) == 1
    assert [type(fault) for fault in faults] == [BadLine, BadLine]
    assert "article 1: has no text" in str(faults[0])


def test_a_field_can_be_named(tmp_path: Path) -> None:
    article = {"title": TITLE, "text": "Short.", "wire": {"copy": WORDS}}
    given = Given(columns=(("text", "wire.copy"),))
    (report,) = read_reports(write(tmp_path, "news.json", json.dumps([article])), given)
    assert report.text.endswith(WORDS)


@pytest.mark.parametrize("content", ["{", "[1, 2]", '{"status": "ok"}', "[" * 100_000])
def test_json_without_articles_is_refused(tmp_path: Path, content: str) -> None:
    assert isinstance(read_fault(write(tmp_path, "news.json", content)), BadLine)


def test_the_command_line_names_every_field() -> None:
    assert set(FIELDS) == set(NAMES)
