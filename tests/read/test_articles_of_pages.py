"""What pages do to an article: captions, pull quotes, lines that lead elsewhere, walls, live blogs, several pages."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from read.makings import read_both, read_fault, read_reports, write
from read.pages import PARAGRAPHS, TITLE, write_answer, write_page
from verbale.errors import EmptyReport
from verbale.read import Reading, read_source
from verbale.read.drafts import Origin
from verbale.read.furniture import drop_furniture, is_furniture
from verbale.read.linked_data import read_linked_data
from verbale.read.pagination import find_next
from verbale.read.scripted import Answer, ScriptedNetwork
from verbale.read.webpages import read_page

HERE = Origin("page", "page.html", "https://danube.example/world/talks")
STORY = "\n\n".join(PARAGRAPHS)
MORE = (
    "The border between the two states has been watched since the autumn, and lorries wait there for hours.",
    "A committee of both ministries is to count the lorries and to report to the governments before Christmas.",
)


def paragraphs(*some: str) -> str:
    return "".join(f"<p>{words.replace('&', '&amp;')}</p>\n" for words in some)


def mark_up(data: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


@pytest.mark.parametrize(
    "box",
    [
        "<figure><img src='a.jpg'><figcaption>The ministers at the table in Vienna on Tuesday.</figcaption></figure>",
        '<div class="wp-caption-text">The ministers at the table in Vienna, shortly before they agreed.</div>',
        f'<aside class="pullquote"><p>{PARAGRAPHS[1]}</p></aside>',
        f'<blockquote class="article-pull-quote">{PARAGRAPHS[1]}</blockquote>',
        '<div class="related-articles"><p>The border has been closed for three months, farmers say in Graz.</p></div>',
        "<p>Read more: Farmers wait for the border to open</p>",
        "<p><strong>READ ALSO</strong> | Farmers wait for the border to open</p>",
        "<p>Sign up for our newsletter and get the news of the day by e-mail.</p>",
        "<p>Advertisement</p>",
        '<div class="newsletter-box"><p>All that matters, every morning in your letter box and on screen.</p></div>',
    ],
)
def test_what_stands_within_the_story_is_not_the_story(box: str) -> None:
    body = paragraphs(PARAGRAPHS[0]) + box + paragraphs(*PARAGRAPHS[1:])
    assert read_page(write_page(body=body), HERE).body == STORY


@pytest.mark.parametrize(
    "words",
    [
        "Share this article on Facebook",
        "Like this story? Share it with a friend!",
        "Click here for more information.",
        "Also on our pages: Farmers wait",
        "Follow us on Twitter and Instagram",
        "© 2024 The Danube Post",
        "Tell us what you think...",
    ],
)
def test_lines_that_ask_and_lead_elsewhere_are_furniture(words: str) -> None:
    assert is_furniture(words)


@pytest.mark.parametrize(
    "words",
    [
        "Read the treaty, the minister told deputies, and you will see that the border is open.",
        "More on the border was agreed in a second meeting. The ministers signed it in the evening.",
        "Follow the money, he said.",
        "Share prices fell in Vienna on Tuesday after the ministers had parted without an agreement.",
        "Join NATO or stay neutral: that is the question which the parliament has to answer in June.",
        "Get out of our country, the crowd shouted at the envoy.",
        "Live fire was heard near the crossing in the night.",
        "Photo opportunities were all that the ministers gave to the press.",
        "Print shops in Graz had to close.",
    ],
)
def test_sentences_of_a_story_are_no_furniture(words: str) -> None:
    assert drop_furniture([words]) == [words]


def test_a_story_that_is_parted_by_advertisements_is_whole() -> None:
    box = '<div class="chunk"><div class="body">{}</div><div class="slot">Advertisement</div></div>'
    body = "".join(box.format(paragraphs(*some)) for some in (PARAGRAPHS, (*MORE, PARAGRAPHS[0])))
    read = read_page(write_page(body=f'<div class="chunks">{body}</div>'), HERE).body
    assert all(words in read for words in (*PARAGRAPHS, *MORE))
    assert "Advertisement" not in read


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("We and our 842 partners use cookies. We value your privacy and ask you to accept all of them.", "consent"),
        ("Checking your browser before accessing the site. Please enable JavaScript and cookies.", "robot"),
        ("This article is for subscribers. Already a subscriber? Log in. Subscribe to read on.", "subscription"),
    ],
)
def test_a_wall_in_the_place_of_the_article_is_said_to_be_one(words: str, why: str) -> None:
    with pytest.raises(EmptyReport, match=why):
        read_page(write_page(body=paragraphs(words)), HERE)


@pytest.mark.parametrize(
    ("head", "end"),
    [
        ("", "<p>Subscribe now to continue reading. Already a subscriber? Log in.</p>"),
        (mark_up({"@type": "NewsArticle", "isAccessibleForFree": False}), ""),
        (mark_up({"@graph": [{"@type": ["NewsArticle"], "isAccessibleForFree": "False"}]}), ""),
    ],
)
def test_a_page_for_subscribers_is_read_with_a_warning(head: str, end: str) -> None:
    draft = read_page(write_page(head, body=paragraphs(*PARAGRAPHS) + end), HERE)
    assert draft.body == STORY
    assert draft.warnings == ("the page is for subscribers; its text may break off",)


def test_a_page_for_subscribers_that_has_the_whole_text_needs_no_warning() -> None:
    said = mark_up({"@type": "NewsArticle", "isAccessibleForFree": False, "articleBody": STORY})
    assert read_page(write_page(said), HERE).warnings == ()


def test_the_front_page_is_no_canonical_address_of_an_article() -> None:
    assert read_page(write_page('<link rel="canonical" href="https://danube.example/">'), HERE).url == HERE.address


@pytest.mark.parametrize("script", ["", "{", "[" * 5000, "<!-- x -->", "3", '{"@type": "NewsArticle"', "null"])
def test_linked_data_that_are_none_do_no_harm(script: str) -> None:
    page = write_page(f'<script type="application/ld+json">{script}</script>')
    assert read_page(page, HERE).body == STORY
    assert read_linked_data(page).posts == ()


# live blogs

POSTS = [
    {"headline": f"Post {at}", "articleBody": words, "datePublished": f"2024-05-1{at}T08:00:00Z", "url": f"/live#p{at}"}
    for at, words in enumerate(PARAGRAPHS, 1)
]


def check_posts(path: Path) -> None:
    reports = read_reports(path)
    assert [one.published for one in reports] == [date(2024, 5, 11), date(2024, 5, 12), date(2024, 5, 13)]
    assert [one.title for one in reports] == ["Post 1", "Post 2", "Post 3"]
    assert [one.text.partition("\n\n")[2] for one in reports] == list(PARAGRAPHS)
    assert [one.source for one in reports] == ["live#p1", "live#p2", "live#p3"]


def test_the_posts_of_a_live_blog_are_reports_by_its_linked_data(tmp_path: Path) -> None:
    page = write_page(mark_up({"@type": "LiveBlogPosting", "liveBlogUpdate": POSTS}))
    check_posts(write(tmp_path, "live.html", page))


def test_the_posts_of_a_live_blog_are_reports_by_their_time_stamps(tmp_path: Path) -> None:
    posts = "".join(
        f'<div class="post" id="p{at}"><time datetime="2024-05-1{at}T08:00:00Z">8:00</time><h2>Post {at}</h2>'
        f"<p>{words.replace('&', '&amp;')}</p><p>Share this post</p></div>"
        for at, words in enumerate(PARAGRAPHS, 1)
    )
    check_posts(write(tmp_path, "live.html", write_page(body=f'<div class="live-blog">{posts}</div>')))


def test_a_post_in_another_language_costs_only_itself(tmp_path: Path) -> None:
    other = POSTS[0] | {"articleBody": "Die Minister haben sich in Wien getroffen und über die Grenze gesprochen."}
    page = write_page(mark_up({"@type": "LiveBlogPosting", "liveBlogUpdate": [other, *POSTS[1:]]}))
    reports, faults = read_both(write(tmp_path, "live.html", page))
    assert (len(reports), len(faults)) == (2, 1)


# articles over several pages


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("https://a.example/world/talks", "/world/talks/2"),
        ("https://a.example/world/talks", "?page=2"),
        ("https://a.example/world/talks?page=2", "https://a.example/world/talks?page=3"),
        ("https://a.example/world/talks/2", "/world/talks/3"),
        ("https://a.example/world/talks/", "/world/talks/page/2/"),
        ("https://a.example/world/talks.html", "/world/talks-2.html"),
    ],
)
def test_the_next_page_of_an_article_is_found(address: str, target: str) -> None:
    found = find_next(f'<link href="{target}" rel="next">', address)
    assert found is not None
    assert found.startswith("https://a.example/world/talks")


@pytest.mark.parametrize(
    "link",
    [
        '<a rel="next" href="/world/farmers">Next</a>',
        '<a rel="next" href="https://b.example/world/talks/2">Next</a>',
        '<a rel="prev" href="/world/talks/2">Back</a>',
        '<a href="/world/talks/2">2</a>',
        '<a rel="next" href="/world/talks/7">Next</a>',
        '<a rel="next" href="http://[">Next</a>',
        '<a rel="next">',
    ],
)
def test_the_next_article_is_no_next_page(link: str) -> None:
    assert find_next(link, "https://a.example/world/talks") is None


def serve(*pages: bytes) -> ScriptedNetwork:
    return ScriptedNetwork(
        {"danube.example": [["93.184.216.34"]]}, {"93.184.216.34": [Answer((one,)) for one in pages]}
    )


def test_an_article_over_several_pages_is_one_report() -> None:
    first = write_answer(write_page('<link rel="next" href="/talks?page=2">').encode())
    second = write_answer(write_page(body=paragraphs(PARAGRAPHS[2], *MORE)).encode())
    (reading,) = read_source("http://danube.example/talks", network=serve(first, second))
    assert isinstance(reading, Reading)
    assert reading.report.text == "\n\n".join((TITLE, *PARAGRAPHS, *MORE))
    assert reading.warnings == ()


def test_a_page_that_cannot_be_had_is_said_to_be_missing() -> None:
    first = write_answer(write_page('<link rel="next" href="/talks?page=2">').encode())
    (reading,) = read_source("http://danube.example/talks", network=serve(first, write_answer(b"", "404 Not Found")))
    assert isinstance(reading, Reading)
    assert reading.report.text == f"{TITLE}\n\n{STORY}"
    assert reading.warnings == ("the article goes on at http://danube.example/talks?page=2, which answers 404",)


def test_pages_that_lead_in_a_circle_end() -> None:
    page = write_answer(write_page('<link rel="next" href="/talks?page=2">').encode())
    (reading,) = read_source("http://danube.example/talks", network=serve(page))
    assert isinstance(reading, Reading)


def test_a_saved_wall_is_an_error_of_its_file(tmp_path: Path) -> None:
    page = write_page(body=paragraphs("We value your privacy. This site uses cookies; accept all or manage choices."))
    assert "asks for consent" in str(read_fault(write(tmp_path, "a.html", page)))
