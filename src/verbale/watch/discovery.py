"""The feeds and sitemaps of a site: what its page and its robots.txt name, and a few usual places, each looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import urljoin

from msgspec import Struct

from verbale.errors import AddressRefused, BadFeed, TooLarge
from verbale.read.addresses import Answer
from verbale.watch.jobs import Job, follow, perform
from verbale.watch.politeness import NAME, Rules, find_host, read_rules
from verbale.watch.world import World, require_libraries

USUAL: Final = ("/feed", "/rss", "/feed.xml", "/rss.xml", "/atom.xml", "/index.xml", "/feed.json", "/sitemap.xml")
"""Where sites that name no feed often have one."""
MOST_TRIED: Final = 24
PAUSE: Final = 1.0
"""Seconds between two requests."""

_LINK: Final = re.compile(r"<(?:link|a)\b([^<>]{0,2000})>", re.IGNORECASE)
_TARGET: Final = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_TYPE: Final = re.compile(
    r"application/(?:rss|atom|rdf|feed)\+(?:xml|json)|application/json\b.*alternate", re.IGNORECASE
)
_NAME: Final = re.compile(
    r"(?:/|\b)(?:rss|atom|feeds?)(?:[./?_-]|\Z)|\.(?:rss|atom|rdf)\Z|feed\.(?:xml|json)\Z", re.IGNORECASE
)


class FoundFeed(Struct, frozen=True):
    """A feed or a sitemap, and how many entries it has."""

    address: str
    form: str
    title: str | None
    entries: int


def find_feeds(address: str, agent: str, world: World) -> Iterator[FoundFeed]:
    """Feeds and sitemaps of the site that *address* is on, as they are found. AddressRefused if it cannot be had."""
    require_libraries()
    visit = _Visit(agent, world)
    answer, found = visit.ask(address)
    if found is not None:
        yield found
        return
    page = answer.data.decode("utf-8", "replace") if answer else ""
    named = list(dict.fromkeys([*_list_named(page, address), *visit.sitemaps]))
    home = find_host(address)
    tried = [*named, *(home + path for path in USUAL)]
    seen: set[str] = set()
    for one in list(dict.fromkeys(tried))[:MOST_TRIED]:
        if seen and one not in named:
            break  # usual places are tried only where nothing is named
        try:
            _, found = visit.ask(one)
        except (AddressRefused, TooLarge, BadFeed):
            continue
        if found is not None and found.address not in seen:
            seen.add(found.address)
            yield found


class _Visit:
    """Requests to a site one after the other, as its robots.txt allows."""

    def __init__(self, agent: str, world: World) -> None:
        self._agent, self._world = agent, world
        self._rules: dict[str, Rules] = {}
        self.sitemaps: list[str] = []

    def ask(self, address: str) -> tuple[Answer | None, FoundFeed | None]:
        """What is at *address*: a feed, or another answer."""
        job = Job("poll", address)
        while True:
            self._check(job)
            try:
                outcome = perform(job, self._world.settings, self._world.network, self._agent)
            except BadFeed:
                page = Job("page", job.address)
                return perform(page, self._world.settings, self._world.network, self._agent).answer, None
            finally:
                self._world.clock.sleep(PAUSE)
            if outcome.answer.location is None:
                break
            job = follow(job, outcome.answer, self._world.settings)
        if outcome.answer.status != 200:
            raise AddressRefused(address, f"answers {outcome.answer.status}")
        found = outcome.found
        if found is None:
            return outcome.answer, None
        return None, FoundFeed(outcome.answer.address, found.form, found.title, len(found.entries))

    def _check(self, job: Job) -> None:
        rules = self._rules.get(job.host)
        if rules is None:
            asked = Job("robots", f"{job.host}/robots.txt")
            answer = perform(asked, self._world.settings, self._world.network, self._agent).answer
            rules = self._rules[job.host] = read_rules(answer.status, answer.data, self._world.clock.now())
            self.sitemaps += list(rules.parsed.sitemaps) if rules.parsed is not None else []
        if not rules.allow(job.address):
            raise AddressRefused(job.address, f"its robots.txt does not allow {NAME} to ask for it")


def _list_named(page: str, address: str) -> Iterator[str]:
    for link in _LINK.finditer(page):
        target = _TARGET.search(link[1])
        if target is None:
            continue
        words = target[1] or target[2] or target[3] or ""
        if _TYPE.search(link[1]) or _NAME.search(words):
            yield _join(address, words)


def _join(address: str, words: str) -> str:
    try:
        return urljoin(address, words.replace("&amp;", "&"))
    except ValueError:
        return address
