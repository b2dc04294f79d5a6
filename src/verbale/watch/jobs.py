"""One request each: what is asked of which host, and what came of it."""

from __future__ import annotations

from typing import Final, Literal

from msgspec import Struct

from verbale.errors import AddressRefused
from verbale.read.addresses import PAGE, REDIRECTS, Answer, Fetched, Wish, ask, join
from verbale.read.network import Network
from verbale.read.pagination import find_next
from verbale.settings import Settings
from verbale.watch.feeds import Found, parse_source
from verbale.watch.politeness import find_host
from verbale.watch.state import Item

PERMANENT: Final = frozenset({301, 308})
PASSING: Final = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524})
"""Statuses after which it is worth to ask again."""
GONE: Final = 410

Kind = Literal["robots", "poll", "page"]


class Job(Struct, frozen=True):
    """A request to be made.

    `source`: the address by which the plan knows it. `is_child`: a sitemap that an index named. `hops`: redirects so
    far; `moved`: where the permanent ones at their beginning led. `pages`: those of the article that are there already.
    """

    kind: Kind
    address: str
    source: str = ""
    item: Item | None = None
    is_child: bool = False
    hops: int = 0
    is_permanent: bool = True
    moved: str | None = None
    pages: tuple[Fetched, ...] = ()
    conditions: tuple[tuple[str, str], ...] = ()

    @property
    def host(self) -> str:
        """Whom it goes to."""
        return find_host(self.address)


class Outcome(Struct, frozen=True):
    """What a request gave; `found` if it was a poll, `following` if a page says where its article goes on."""

    answer: Answer
    found: Found | None = None
    following: str | None = None


def perform(job: Job, settings: Settings, network: Network, agent: str) -> Outcome:
    """Make the request. AddressRefused, TooLarge or BadFeed if nothing comes of it."""
    if job.kind == "robots":
        return Outcome(_ask_robots(job.address, settings, network, agent))
    wish = Wish(PAGE.media if job.kind == "page" else frozenset(), agent, job.conditions)
    answer = ask(job.address, settings, network, wish)
    if answer.status != 200:
        return Outcome(answer)
    if job.kind == "poll":
        return Outcome(answer, parse_source(answer.data, answer.address))
    return Outcome(answer, following=find_next(answer.data.decode("utf-8", "replace"), answer.address))


def _ask_robots(address: str, settings: Settings, network: Network, agent: str) -> Answer:
    """What a host says of robots, redirects followed at once."""
    wish = Wish(frozenset(), agent)
    for _ in range(settings.address_redirects + 1):
        answer = ask(address, settings, network, wish)
        if answer.location is None:
            return answer
        address = join(answer.address, answer.location, address)
    raise AddressRefused(address, f"leads on more than {settings.address_redirects} times")


def follow(job: Job, answer: Answer, settings: Settings) -> Job:
    """The request that a redirect leads to; AddressRefused if there were too many."""
    if job.hops >= settings.address_redirects or answer.status not in REDIRECTS:
        raise AddressRefused(job.address, f"leads on more than {settings.address_redirects} times")
    address = join(answer.address, answer.location or "", job.address)
    is_permanent = job.is_permanent and answer.status in PERMANENT
    return Job(
        job.kind,
        address,
        job.source,
        job.item,
        job.is_child,
        job.hops + 1,
        is_permanent,
        address if is_permanent else job.moved,
        job.pages,
        job.conditions,
    )
