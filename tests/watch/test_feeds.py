"""What feeds and sitemaps name: absolute addresses with titles and times, whatever the form; and what is no feed."""

from __future__ import annotations

import gzip
import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.errors import BadFeed
from verbale.watch.feeds import Entry, Found, parse_source
from watch.server import write_feed

HERE = "https://wire.example/feed"
MOMENT = 1_715_680_800.0

ATOM = b"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>The Wire</title>
<entry><title>Talks &amp; more</title><link rel="alternate" href="/talks#top"/><id>tag:1</id>
<updated>2024-05-14T12:00:00+02:00</updated></entry></feed>"""

RSS = b"""<rss version="2.0"><channel><title>The Wire</title><ttl>90</ttl>
<item><title>Talks &amp; more</title><link>
  https://wire.example/talks </link><pubDate>Tue, 14 May 2024 10:00:00 GMT</pubDate></item>
<item><title>Without an address</title></item></channel></rss>"""

RDF = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Wire</title></channel>
<item rdf:about="https://wire.example/talks"><title>Talks &amp; more</title><link>https://wire.example/talks</link>
<dc:date>2024-05-14T10:00:00Z</dc:date></item></rdf:RDF>"""

JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "The Wire",
        "items": [
            {
                "id": "1",
                "url": "https://wire.example/talks",
                "title": "Talks & more",
                "date_published": "2024-05-14T10:00:00Z",
            },
            {"id": "2", "content_text": "Without an address"},
            "nonsense",
        ],
    }
).encode()

BROKEN = RSS.replace(b"</item>", b"").replace(b"&amp;", b"&").replace(b"Without", b"With \xff\xfe")


@pytest.mark.parametrize("data", [ATOM, RSS, RDF, JSON], ids=["atom", "rss", "rdf", "json"])
def test_the_entries_of_a_feed(data: bytes) -> None:
    found = parse_source(data, HERE)
    assert (found.form, found.title) == ("feed", "The Wire")
    (entry,) = (one for one in found.entries if one.is_page)
    assert (entry.address, entry.title, entry.moment) == ("https://wire.example/talks", "Talks & more", MOMENT)


def test_a_broken_feed_gives_what_can_be_found() -> None:
    assert "https://wire.example/talks" in {entry.address for entry in parse_source(BROKEN, HERE).entries}


def test_a_feed_may_ask_for_a_pause() -> None:
    assert parse_source(RSS, HERE).pause == 5400.0
    assert parse_source(ATOM, HERE).pause is None


@pytest.mark.parametrize("link", ["javascript:alert(1)", "ftp://wire.example/a", "mailto:a@b.example", "file:///a"])
def test_links_that_are_no_pages_are_left_out(link: str) -> None:
    found = parse_source(write_feed([link, "https://wire.example/talks"]), HERE)
    assert [entry.address for entry in found.entries] == ["https://wire.example/talks"]


SITEMAP = b"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://wire.example/old</loc><lastmod>2024-05-01</lastmod></url>
<url><loc>https://wire.example/talks</loc><n:news><n:publication_date>2024-05-14T10:00:00Z</n:publication_date>
<n:title>Talks</n:title></n:news><lastmod>2020-01-01</lastmod></url>
<url><lastmod>2024-05-01</lastmod></url><!-- a comment --></urlset>"""


@pytest.mark.parametrize("data", [SITEMAP, gzip.compress(SITEMAP)])
def test_the_pages_of_a_sitemap_the_latest_first(data: bytes) -> None:
    found = parse_source(data, HERE)
    assert found.form == "sitemap"
    assert found.entries[0] == Entry("https://wire.example/talks", "Talks", MOMENT, 1_577_836_800.0)
    (old,) = found.entries[1:]
    assert (old.address, old.moment) == ("https://wire.example/old", None)


def test_the_sitemaps_of_an_index() -> None:
    data = SITEMAP.replace(b"urlset", b"sitemapindex").replace(b"<url>", b"<sitemap>").replace(b"</url>", b"</sitemap>")
    assert parse_source(data, HERE).form == "index"
    assert len(parse_source(data, HERE).entries) == 2


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "is empty"),
        (b" \n", "is empty"),
        (b"<!DOCTYPE html><html></html>", "is a web page"),
        (b"Hello", "is no feed"),
        (b"{", "is not JSON"),
        (b'{"a": 1}', "is JSON, but no feed"),
        (b"{" * 100_000, "is not JSON"),
        (b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "b">]><rss>&a;</rss>', "defines entities"),
        (b"\x1f\x8b nonsense", "is packed badly"),
        (b"\0" + SITEMAP[1:28], "cannot be taken apart"),
        (gzip.compress(b" " * 11_000_000), "unpacks to more"),
    ],
)
def test_what_is_no_feed_is_refused_with_a_reason(data: bytes, why: str) -> None:
    with pytest.raises(BadFeed, match=why):
        parse_source(data, HERE)


@given(st.sampled_from([ATOM, RSS, RDF, JSON, SITEMAP, gzip.compress(SITEMAP)]), st.data())
def test_a_feed_that_breaks_off_is_read_or_refused(data: bytes, draw: st.DataObject) -> None:
    cut = bytearray(data[: draw.draw(st.integers(0, len(data)))])
    for at in draw.draw(st.lists(st.integers(0, max(0, len(cut) - 1)), max_size=5)):
        if cut:
            cut[at] = draw.draw(st.integers(0, 255))
    with suppress(BadFeed):
        assert isinstance(parse_source(bytes(cut), HERE), Found)
