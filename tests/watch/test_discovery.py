"""Finding feeds: what a page and its robots.txt name, else the usual places; polite there too."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from verbale.errors import AddressRefused
from verbale.watch.discovery import FoundFeed, find_feeds
from watch.server import Web, make_world, serve, write_feed


@pytest.fixture
def web() -> Iterator[Web]:
    with serve() as web:
        yield web


def find(web: Web, address: str) -> list[FoundFeed]:
    return list(find_feeds(web.name(address), "verbale", make_world(web)))


def put_html(web: Web, address: str, words: str) -> None:
    web.put(address, (200, {"Content-Type": "text/html"}, f"<!DOCTYPE html><html>{words}</html>".encode()))


def test_a_feed_is_its_own_find(web: Web) -> None:
    web.put_feed("wire.example/feed", ["wire.example/1"])
    assert find(web, "wire.example/feed") == [FoundFeed(web.name("wire.example/feed"), "feed", "Wire", 1)]


def test_what_a_page_and_robots_txt_name_is_found_and_looked_at(web: Web) -> None:
    links = '<link rel="alternate" type="application/rss+xml" href="/world.xml"><a href="/rss/none">RSS</a>'
    put_html(web, "wire.example/", links)
    web.put("wire.example/world.xml", (200, {}, write_feed([])))
    web.put("wire.example/robots.txt", (200, {}, f"Sitemap: {web.name('wire.example/map.xml')}\n".encode()))
    web.put("wire.example/map.xml", (200, {}, b"<?xml version='1.0'?><urlset></urlset>"))
    found = find(web, "wire.example/")
    assert [(one.address.rpartition("/")[2], one.form) for one in found] == [
        ("world.xml", "feed"),
        ("map.xml", "sitemap"),
    ]
    assert web.asked["wire.example/feed"] == 0


def test_usual_places_are_tried_where_nothing_is_named(web: Web) -> None:
    put_html(web, "wire.example/", "Hello")
    web.put("wire.example/rss.xml", (200, {}, write_feed([])))
    assert [one.address for one in find(web, "wire.example/")] == [web.name("wire.example/rss.xml")]


def test_a_site_without_feeds_has_none(web: Web) -> None:
    put_html(web, "wire.example/", '<a href="http://[/feed">Feed</a>')
    assert find(web, "wire.example/") == []


def test_a_site_that_forbids_it_is_left_alone(web: Web) -> None:
    put_html(web, "wire.example/", "Hello")
    web.put("wire.example/robots.txt", (200, {}, b"User-agent: *\nDisallow: /"))
    with pytest.raises(AddressRefused, match=r"robots\.txt"):
        find(web, "wire.example/")
    assert web.asked["wire.example/"] == 0


def test_a_private_place_is_not_asked(web: Web) -> None:
    with pytest.raises(AddressRefused):
        list(find_feeds("http://10.0.0.1/", "verbale", make_world(web)))
