"""Pages: the article's paragraphs and what the metadata say; nothing around it, nothing twice."""

from __future__ import annotations

import sys

import pytest

from read.pages import PARAGRAPHS, TITLE, write_page
from verbale.errors import EmptyReport, PagesNotInstalled
from verbale.read.drafts import Origin
from verbale.read.webpages import find_charset, forget_pages, is_page, read_page

HERE = Origin("page", "page.html")
STORY = "\n\n".join(PARAGRAPHS)


def test_a_page_gives_its_article_and_its_metadata() -> None:
    head = (
        '<link rel="canonical" href="https://danube.example/2024/05/ministers">'
        '<meta property="article:published_time" content="2024-05-14T08:00:00+02:00">'
        '<meta name="author" content="Anna Example">'
    )
    draft = read_page(write_page(head), HERE)
    assert draft.body == STORY
    assert (draft.title, draft.publisher, draft.author) == (TITLE, "The Danube Post", "Anna Example")
    assert (draft.published, draft.url) == ("2024-05-14", "https://danube.example/2024/05/ministers")


def test_what_a_page_does_not_say_stays_unknown() -> None:
    draft = read_page(write_page(), HERE)
    assert (draft.published, draft.url, draft.author) == (None, None, None)


def test_a_day_in_the_story_is_no_day_of_publication() -> None:
    story = f"<p>{PARAGRAPHS[0]}</p><p>The treaty of 3 May 2011, signed on 2011-05-03, has to be renewed soon.</p>"
    assert read_page(write_page(body=story), HERE).published is None


def test_the_headline_is_not_told_twice() -> None:
    assert TITLE not in read_page(write_page(), HERE).body


def test_a_title_that_differs_in_marks_only_is_the_same_headline() -> None:
    page = write_page(
        '<meta property="og:title" content="Ministers ‘meet’ in Vienna">', title="Ministers 'meet' in Vienna"
    )
    assert read_page(page, HERE).body == STORY


def test_line_breaks_within_a_paragraph_stay_and_two_part_paragraphs() -> None:
    story = f"<p>{PARAGRAPHS[0]}<br>Nobody objected to that.<br/>\n<br>{PARAGRAPHS[2]}</p>"
    body = read_page(write_page(body=story), HERE).body
    assert body == f"{PARAGRAPHS[0]}\nNobody objected to that.\n\n{PARAGRAPHS[2]}"


def test_lists_quotations_and_headings_are_paragraphs_of_their_own() -> None:
    story = (
        f"<p>{PARAGRAPHS[0]}</p><h2>The crossings</h2><ul><li>The first opens in June.</li><li>The second in July.</li>"
        f"</ul><blockquote><p>We are neighbours and friends of long standing.</p></blockquote><p>{PARAGRAPHS[2]}</p>"
    )
    assert read_page(write_page(body=story), HERE).body.split("\n\n") == [
        PARAGRAPHS[0],
        "The crossings",
        "The first opens in June.",
        "The second in July.",
        "We are neighbours and friends of long standing.",
        PARAGRAPHS[2],
    ]


def test_a_page_of_xhtml_may_declare_its_encoding() -> None:
    assert read_page('<?xml version="1.0" encoding="UTF-8"?>\n' + write_page(), HERE).body == STORY


@pytest.mark.parametrize(
    "page",
    [
        "<html></html>",
        "<html><body><script>go()</script></body></html>",
        "<html><body><h1>Ministers meet</h1></body></html>",
        "<html><body>" + "<div>" * 5000 + "</body></html>",
    ],
)
def test_a_page_without_a_story_is_a_clear_error(page: str, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(EmptyReport) as caught:
        read_page(page, HERE)
    assert str(caught.value) == "page.html: is a page without a main text; save the article's words as .txt"


@pytest.mark.parametrize(
    "data",
    [
        b"<!DOCTYPE html><title>x",
        b"\xef\xbb\xbf\n <HTML lang=en>",
        b"<?xml version='1.0'?>\n<!-- old -->\n<html>",
        "<!doctype html>".encode("utf-16"),
    ],
)
def test_a_page_is_known_by_its_beginning(data: bytes) -> None:
    assert is_page(data)


@pytest.mark.parametrize("data", [b"", b"The <html> tag", b"<3 from Vienna", b"# Title", b'{"text": "<html>"}'])
def test_text_that_speaks_of_html_is_no_page(data: bytes) -> None:
    assert not is_page(data)


@pytest.mark.parametrize(
    ("head", "charset"),
    [
        (b'<meta charset="windows-1251">', "windows-1251"),
        (b"<META http-equiv=Content-Type content='text/html; charset=ISO-8859-1'>", "ISO-8859-1"),
        (b"<?xml version='1.0' encoding='utf-8'?>", "utf-8"),
        (b"<html>", None),
    ],
)
def test_a_page_declares_its_encoding_in_its_head(head: bytes, charset: str | None) -> None:
    assert find_charset(head) == charset


def test_without_the_library_a_page_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    with pytest.raises(PagesNotInstalled, match=r"page\.html: is a web page.*verbale\[pages\]"):
        read_page(write_page(), HERE)


def test_nothing_of_pages_is_remembered_once_they_are_forgotten() -> None:
    core = pytest.importorskip("htmldate.extractors")
    for day in range(1, 29):
        read_page(write_page(f'<meta property="article:published_time" content="2024-05-{day:02}">'), HERE)
    forget_pages()
    assert core.try_date_expr.cache_info().currsize == 0
