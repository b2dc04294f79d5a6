"""Watching: what is asked of whom and when, what becomes of each page, what a restart remembers."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from homes import Server
from read.pages import PARAGRAPHS
from verbale.read.reading import Reading
from verbale.records import ReportRecord
from verbale.store.address import Place
from verbale.store.record import Record
from verbale.watch import Plan, Source, Watcher
from verbale.watch.health import HealthRow, list_health
from verbale.watch.log import Entry
from verbale.watch.politeness import DAY
from verbale.watch.state import carry_over
from watch.server import START, PlayedClock, Reply, Web, code, make_world, serve, write_feed

CONTACT = "desk@danube.example"


@pytest.fixture
def web() -> Iterator[Web]:
    with serve() as web:
        yield web


class Watch:
    """A record that is watched for, again and again, on one clock."""

    def __init__(self, path: Place, web: Web) -> None:
        self.path, self.web = path, web
        self.clock = PlayedClock()
        self.steps: list[Entry] = []
        self.code: Callable[[Reading], ReportRecord] = code
        self.more: dict[str, Any] = {}

    def run(self, *addresses: str, once: bool = True, **fields: Any) -> list[str]:
        """Names of the steps of a run over these sources."""
        self.steps = []
        plan = Plan(CONTACT, tuple(Source(self.web.name(one), one, **fields) for one in addresses), delay=5.0)
        with Record(self.path) as record:
            world = make_world(self.web, self.clock, **self.more)
            Watcher(record, plan, self.code, self.steps.append, world).run(once)
        return [one.step for one in self.steps if one.step not in ("begun", "ended")]

    def titles(self) -> list[str | None]:
        """Titles in the record."""
        with Record(self.path) as record:
            return sorted(row.title or "" for row in record.reports())

    def health(self) -> list[HealthRow]:
        """How the sources are."""
        with Record(self.path) as record:
            return list(list_health(record))

    def say(self, step: str) -> Entry:
        """The one step of that name."""
        (entry,) = (one for one in self.steps if one.step == step)
        return entry


@pytest.fixture
def watch(tmp_path: Path, web: Web) -> Watch:
    return Watch(tmp_path / "news.db", web)


def put_wire(web: Web, count: int = 3, **headers: str) -> None:
    for at in range(count):
        web.put_page(f"wire.example/{at}", f"News number {at}")
    web.put_feed("wire.example/feed", [f"wire.example/{at}" for at in range(count)], **headers)


# the ordinary way


def test_the_pages_of_a_feed_become_reports(web: Web, watch: Watch) -> None:
    put_wire(web)
    assert watch.run("wire.example/feed") == ["polled", "added", "added", "added"]
    assert watch.titles() == ["News number 0", "News number 1", "News number 2"]
    assert web.asked["wire.example/robots.txt"] == 1


@pytest.mark.slow
def test_a_record_on_a_server_is_watched_for_too(web: Web, server: Server, tmp_path: Path) -> None:
    put_wire(web)
    with server.lend() as lent:
        watch = Watch(lent.place, web)
        watch.run("wire.example/feed")
        web.put_page("wire.example/3", "News number 3")
        web.put_feed("wire.example/feed", [f"wire.example/{at}" for at in range(1, 4)])
        watch.clock.sleep(DAY)
        assert watch.run("wire.example/feed") == ["polled", "added"]
        assert len(watch.titles()) == 4
        (row,) = watch.health()
        assert (row.items, row.reports, row.polls) == (4, 4, 2)
        with Record(lent.place) as record, Record(tmp_path / "copy.db") as copy:
            copy.take_over(record, also=carry_over)
            assert list(list_health(copy)) == [row]


def test_a_second_run_fetches_nothing_twice(web: Web, watch: Watch) -> None:
    put_wire(web, ETag='"a"', Last_Modified="Tue, 14 May 2024 10:00:00 GMT")
    watch.run("wire.example/feed")
    watch.clock.sleep(DAY)
    assert watch.run("wire.example/feed") == ["polled"]
    told = web.headers["wire.example/feed"][1]
    assert (told["if-none-match"], told["if-modified-since"]) == ('"a"', "Tue, 14 May 2024 10:00:00 GMT")
    assert [web.asked[f"wire.example/{at}"] for at in range(3)] == [1, 1, 1]


def test_an_answer_that_nothing_changed_is_enough(web: Web, watch: Watch) -> None:
    put_wire(web, ETag='"a"')
    watch.run("wire.example/feed")
    web.put("wire.example/feed", (304, {}, b""))
    watch.clock.sleep(DAY)
    assert watch.run("wire.example/feed") == ["unchanged"]
    web.put_feed("wire.example/feed", ["wire.example/0"])
    watch.clock.sleep(DAY)
    watch.run("wire.example/feed")
    assert web.headers["wire.example/feed"][2]["if-none-match"] == '"a"'


def test_each_request_names_the_program_and_a_contact(web: Web, watch: Watch) -> None:
    put_wire(web)
    watch.run("wire.example/feed")
    agents = {one["user-agent"] for told in web.headers.values() for one in told}
    (agent,) = agents
    assert agent.startswith("verbale/")
    assert agent.endswith(f"(+{CONTACT})")


def test_a_source_is_polled_less_often_when_it_has_no_news(web: Web, watch: Watch) -> None:
    put_wire(web)
    watch.run("wire.example/feed", every=600.0)
    pauses = []
    for _ in range(4):
        (row,) = watch.health()
        assert row.next_poll is not None
        watch.clock.sleep(DAY)
        asked = watch.clock.now()
        watch.run("wire.example/feed", every=600.0)
        with Record(watch.path) as record, record.beside() as connection:
            (due,) = connection.exec_driver_sql("SELECT next_at FROM watch_sources").one()
        pauses.append(due - asked)
    assert pauses == sorted(pauses)
    assert pauses[0] < pauses[-1] <= DAY + 60


def test_before_its_time_a_source_is_not_polled(web: Web, watch: Watch) -> None:
    put_wire(web)
    watch.run("wire.example/feed")
    watch.clock.sleep(60)
    assert watch.run("wire.example/feed") == []


def test_an_endless_watch_sees_what_comes_later(web: Web, watch: Watch) -> None:
    put_wire(web)
    plan = Plan(CONTACT, (Source(web.name("wire.example/feed"), "wire"),), delay=1.0)
    with Record(watch.path) as record:
        watcher = Watcher(record, plan, code, watch.steps.append, make_world(web, watch.clock))
        rest = watch.clock.sleep

        def sleep(seconds: float) -> None:
            rest(seconds)
            if watch.clock.now() > START + 3600 and web.asked["wire.example/3"] == 0:
                put_wire(web, 4)
            if web.asked["wire.example/3"]:
                watcher.stop()

        watch.clock.sleep = sleep  # type: ignore[method-assign]
        watcher.run()
    assert len(watch.titles()) == 4


class PassingClock(PlayedClock):
    """Time passes by itself too: what is not due at one look is due at the next."""

    def now(self) -> float:
        self.moment += 400.0
        return self.moment


def test_what_becomes_due_while_it_is_looked_for_does_not_end_the_watch(web: Web, watch: Watch) -> None:
    watch.clock = PassingClock()
    put_wire(web)
    polls: list[str] = []

    def hear(entry: Entry) -> None:
        polls.append(entry.step)
        if polls.count("polled") == 5:
            watcher.stop()

    plan = Plan(CONTACT, (Source(web.name("wire.example/feed"), "wire", every=600.0),), delay=0.0)
    with Record(watch.path) as record:
        watcher = Watcher(record, plan, code, hear, make_world(web, watch.clock))
        watcher.run()
    assert polls.count("polled") == 5


def test_pages_that_are_wanted_can_be_chosen(web: Web, watch: Watch) -> None:
    put_wire(web)
    watch.run("wire.example/feed", include=("/1", "/2"), exclude=("/2",), publisher="The Wire")
    assert watch.titles() == ["News number 1"]
    with Record(watch.path) as record:
        assert [row.publisher for row in record.reports()] == ["The Wire"]


def test_a_page_that_two_feeds_name_is_fetched_once(web: Web, watch: Watch) -> None:
    put_wire(web, 1)
    web.put_feed("post.example/feed", ["wire.example/0?utm_source=post"])
    watch.run("wire.example/feed", "post.example/feed")
    assert sum(count for place, count in web.asked.items() if place.startswith("wire.example/0")) == 1


def test_the_day_is_the_pages_or_else_the_feeds_and_that_is_said(web: Web, watch: Watch) -> None:
    put_wire(web, 1)
    web.put_page("wire.example/1", "Dated", head='<meta name="date" content="2024-05-01">')
    web.put_feed("wire.example/feed", ["wire.example/0", "wire.example/1"])
    watch.run("wire.example/feed")
    with Record(watch.path) as record:
        days = {row.title: row.published for row in record.reports()}
        (undated,) = (row.id for row in record.reports() if row.title == "News number 0")
        assert "the one that the feed gives" in record.report(undated).warnings[0]
    assert days == {"News number 0": date(2024, 5, 14), "Dated": date(2024, 5, 1)}


# words that stand in the feed


def put_full_feed(web: Web, *, linked: bool) -> None:
    told = "".join(f"&lt;p&gt;{words}&lt;/p&gt;" for words in PARAGRAPHS)
    link = f"<link>{web.name('wire.example/0')}</link>" if linked else ""
    items = (
        f"<item><title>News told here</title>{link}<guid isPermaLink='false'>n0</guid>"
        f"<pubDate>Tue, 14 May 2024 10:00:00 +0000</pubDate><description>{told}</description></item>"
        "<item><title>A teaser</title><guid isPermaLink='false'>n1</guid>"
        "<description>Read all in print.</description></item>"
    )
    feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title>{items}</channel></rss>'
    web.put("wire.example/feed", (200, {"Content-Type": "application/rss+xml"}, feed.encode()))


def test_what_stands_in_the_feed_alone_is_a_report(web: Web, watch: Watch) -> None:
    put_full_feed(web, linked=False)
    assert watch.run("wire.example/feed") == ["polled", "added"]
    with Record(watch.path) as record:
        (row,) = record.reports()
        report = record.report(row.id)
    assert (report.report.title, report.report.url, report.report.published) == (
        "News told here",
        None,
        date(2024, 5, 14),
    )
    assert PARAGRAPHS[0] in report.report.text
    assert report.report.text.count("\n\n") == len(PARAGRAPHS)
    assert "its words are those that the feed holds" in report.warnings
    watch.clock.moment += DAY
    assert watch.run("wire.example/feed") == ["polled"]


def test_a_source_may_be_read_from_its_feed(web: Web, watch: Watch) -> None:
    put_full_feed(web, linked=True)
    web.put_page("wire.example/0", "News on its page")
    assert watch.run("wire.example/feed", words="feed") == ["polled", "added"]
    assert watch.titles() == ["News told here"]
    assert web.asked["wire.example/0"] == 0
    with Record(watch.path) as record:
        assert record.report(record.reports()[0].id).report.url == web.name("wire.example/0")


def test_an_article_over_several_pages_is_one_report(web: Web, watch: Watch) -> None:
    web.put_page("wire.example/long", "Long", head='<link rel="next" href="/long/2">')
    web.put_page("wire.example/long/2", "Long", body=f"<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[2]}</p>")
    web.put_feed("wire.example/feed", ["wire.example/long"])
    watch.run("wire.example/feed")
    with Record(watch.path) as record:
        (row,) = record.reports()
        text = record.report(row.id).report.text
    assert text.endswith(f"{PARAGRAPHS[0]}\n\n{PARAGRAPHS[2]}")


def test_a_page_that_its_source_calls_changed_is_fetched_again_and_a_version(web: Web, watch: Watch) -> None:
    put_wire(web, 1)
    watch.run("wire.example/feed")
    later = write_feed([web.name("wire.example/0")]).replace(b"</pubDate>", b"</pubDate><updated>{}</updated>")
    for hour in (b"2024-05-15T08:00:00Z", b"2024-05-15T08:05:00Z"):
        web.put("wire.example/feed", (200, {}, later.replace(b"{}", hour)))
        web.put_page("wire.example/0", "News number 0", body=f"<p>{PARAGRAPHS[0]} The talks have ended by now.</p>")
        watch.clock.sleep(DAY)
        watch.run("wire.example/feed")
    assert web.asked["wire.example/0"] == 2
    with Record(watch.path) as record:
        (row,) = record.reports()
        assert len(record.versions(row.id)) == 2


def test_what_is_due_longest_is_asked_first_be_it_a_page_or_a_poll(web: Web, watch: Watch) -> None:
    put_wire(web, 1)
    watch.run("wire.example/feed", "post.example/feed")
    plan = Plan(CONTACT, tuple(Source(web.name(one), one) for one in ("wire.example/feed", "post.example/feed")))
    with Record(watch.path) as record:
        watcher = Watcher(record, plan, code, watch.steps.append, make_world(web, watch.clock))
        with record.beside(writes=True) as connection:
            connection.exec_driver_sql("UPDATE watch_items SET state = 'waiting', seen_at = 200, next_at = 0")
            connection.exec_driver_sql("UPDATE watch_sources SET next_at = 100 WHERE address LIKE '%wire%'")
            connection.exec_driver_sql("UPDATE watch_sources SET next_at = 300 WHERE address LIKE '%post%'")
        assert [job.kind for job in watcher._list_due(1000.0, None)] == ["poll", "page", "poll"]


# politeness


def test_one_host_is_asked_one_thing_at_a_time_with_a_pause(web: Web, watch: Watch) -> None:
    for host in ("a.example", "b.example", "c.example"):
        for at in range(4):
            web.put_page(f"{host}/{at}", f"{host} number {at}")
        web.put_feed(f"{host}/feed", [f"{host}/{at}" for at in range(4)])
    plan = Plan(CONTACT, tuple(Source(web.name(f"{one}.example/feed"), one) for one in "abc"), delay=0.1)
    with Record(watch.path) as record:
        world = make_world(web, _RealClock(), ThreadPoolExecutor(8))
        Watcher(record, plan, code, watch.steps.append, world).run(once=True)
    assert len(watch.titles()) == 12
    for host in ("a.example", "b.example", "c.example"):
        assert web.crowd[host] == 1
        times = web.times[host]
        assert min(b - a for a, b in pairwise(times)) >= 0.09


class _RealClock:
    def now(self) -> float:
        return time.time()

    def sleep(self, seconds: float) -> None:
        time.sleep(min(seconds, 0.2))


def test_what_robots_txt_forbids_is_not_asked(web: Web, watch: Watch) -> None:
    put_wire(web)
    rules = b"User-agent: *\nDisallow: /1\n\nUser-agent: verbale\nDisallow: /2\nCrawl-delay: 20\n"
    web.put("wire.example/robots.txt", (200, {}, rules))
    assert watch.run("wire.example/feed") == ["polled", "added", "added", "refused"]
    assert web.asked["wire.example/2"] == 0
    assert watch.say("refused").words == "its robots.txt does not allow it"
    assert sum(watch.clock.slept) >= 3 * 20


def test_a_feed_that_robots_txt_forbids_is_not_asked(web: Web, watch: Watch) -> None:
    put_wire(web)
    web.put("wire.example/robots.txt", (200, {}, b"User-agent: *\nDisallow: /"))
    assert watch.run("wire.example/feed") == ["fault"]
    assert web.asked["wire.example/feed"] == 0
    assert watch.health()[0].last_error == "its robots.txt does not allow it"


def test_a_host_that_cannot_say_what_it_allows_is_asked_later(web: Web, watch: Watch) -> None:
    put_wire(web)
    web.put("wire.example/robots.txt", (503, {}, b""))
    assert watch.run("wire.example/feed") == ["fault"]
    assert web.asked["wire.example/feed"] == 0
    web.put("wire.example/robots.txt", (404, {}, b""))
    watch.clock.sleep(DAY)
    assert watch.run("wire.example/feed") == ["polled", "added", "added", "added"]


def test_a_host_that_asks_for_patience_has_it_also_in_the_next_run(web: Web, watch: Watch) -> None:
    put_wire(web, 2)
    web.put("wire.example/0", (429, {"Retry-After": "7200"}, b""))
    assert watch.run("wire.example/feed") == ["polled", "again"]
    assert watch.run("wire.example/feed") == []
    watch.clock.sleep(7000)
    assert watch.run("wire.example/feed") == []
    web.put_page("wire.example/0", "News number 0")
    watch.clock.sleep(300)
    assert "added" in watch.run("wire.example/feed")
    assert len(watch.titles()) == 2


def test_permanent_redirects_are_remembered_and_others_are_not(web: Web, watch: Watch) -> None:
    put_wire(web, 1)
    web.put("old.example/feed", (301, {"Location": web.name("mid.example/feed")}, b""))
    web.put("mid.example/feed", (308, {"Location": web.name("wire.example/feed")}, b""))
    web.put("fickle.example/feed", (302, {"Location": web.name("wire.example/feed")}, b""))
    watch.run("old.example/feed", "fickle.example/feed")
    assert watch.say("moved").address == web.name("wire.example/feed")
    watch.clock.sleep(DAY)
    watch.run("old.example/feed", "fickle.example/feed")
    assert (web.asked["old.example/feed"], web.asked["mid.example/feed"], web.asked["fickle.example/feed"]) == (1, 1, 2)
    assert {row.moved_to for row in watch.health()} == {None, web.name("wire.example/feed")}


def test_a_feed_that_is_gone_is_not_asked_again(web: Web, watch: Watch) -> None:
    web.put("wire.example/feed", (410, {}, b""))
    assert watch.run("wire.example/feed") == ["gone"]
    watch.clock.sleep(DAY * 9)
    assert watch.run("wire.example/feed") == []
    assert watch.health()[0].state == "gone"


def test_after_faults_the_pause_grows(web: Web, watch: Watch) -> None:
    web.put("wire.example/feed", (500, {}, b""))
    watch.run("wire.example/feed")
    for _ in range(6):
        watch.clock.sleep(2 * DAY)
        assert watch.run("wire.example/feed") == ["fault"]
    (row,) = watch.health()
    assert (row.state, row.faults, row.last_error) == ("failing", 7, "it answers 500")
    watch.clock.sleep(600)
    assert watch.run("wire.example/feed") == []


# pages that are none


def test_what_becomes_of_each_page_is_told(web: Web, watch: Watch) -> None:
    foreign = "<p>Die Minister haben sich in Wien getroffen und über die Grenze gesprochen, sagte ein Sprecher.</p>" * 3
    web.put_page("wire.example/good", "Good")
    web.put_page("wire.example/german", "Treffen in Wien", body=foreign)
    web.put("wire.example/empty", (200, {"Content-Type": "text/html"}, b""))
    web.put("wire.example/picture", (200, {"Content-Type": "image/png"}, b"\x89PNG"))
    web.put("wire.example/large", (200, {"Content-Type": "text/html"}, b"x" * 300_000))
    names = ("good", "german", "empty", "picture", "large", "missing")
    web.put_feed("wire.example/feed", [f"wire.example/{one}" for one in names])
    watch.run("wire.example/feed")
    steps = {one.address.rpartition("/")[2]: (one.step, one.words) for one in watch.steps if one.address}
    assert steps["good"][0] == "added"
    assert steps["german"] == ("foreign", "is in German")
    assert steps["empty"][0] == "unreadable"
    assert steps["picture"] == ("failed", "is image/png, no page")
    assert steps["large"][0] == "failed"
    assert steps["missing"] == ("failed", "it answers 404")
    (row,) = watch.health()
    assert (row.items, row.reports, row.foreign, row.unreadable, row.failed) == (6, 1, 1, 1, 3)
    assert row.parsed == 0.5


SPORT = "<p>The goalkeeper saved two shots before the break, and the striker scored in the last minute.</p>" * 4


def test_where_only_politics_is_wanted_other_pages_are_passed_over_counted_and_not_asked_again(
    web: Web, watch: Watch
) -> None:
    web.put_page("wire.example/talks", "Talks")
    web.put_page("wire.example/match", "Late goal", body=SPORT)
    web.put_feed("wire.example/feed", ["wire.example/talks", "wire.example/match"])
    assert sorted(watch.run("wire.example/feed", politics_only=True)) == ["added", "polled", "quiet"]
    assert (watch.say("quiet").words, watch.say("quiet").address[-6:]) == ("nothing political was seen in it", "/match")
    watch.clock.sleep(DAY)
    assert watch.run("wire.example/feed", politics_only=True) == ["polled"]
    assert web.asked["wire.example/match"] == 1
    (row,) = watch.health()
    assert (row.items, row.reports, row.quiet, row.parsed) == (2, 1, 1, 1.0)


def test_of_a_live_blog_the_posts_on_politics_are_kept(web: Web, watch: Watch) -> None:
    posts = "".join(
        f'<div class="post"><time datetime="2024-05-14T0{at}:00:00Z">{at}:00</time><h2>Post {at}</h2>{words}</div>'
        for at, words in enumerate([f"<p>{PARAGRAPHS[0]}</p>", SPORT, SPORT], 1)
    )
    web.put_page("wire.example/live", "The day", body=f'<div class="live-blog">{posts}</div>')
    web.put_feed("wire.example/feed", ["wire.example/live"])
    watch.run("wire.example/feed", politics_only=True)
    assert watch.say("added").words.endswith(", 2 without politics")
    assert watch.titles() == ["Post 1"]


def test_otherwise_pages_without_politics_are_read_too(web: Web, watch: Watch) -> None:
    web.put_page("wire.example/match", "Late goal", body=SPORT)
    web.put_feed("wire.example/feed", ["wire.example/match"])
    assert watch.run("wire.example/feed") == ["polled", "added"]


def test_a_page_that_does_not_answer_is_asked_again_and_given_up_in_the_end(web: Web, watch: Watch) -> None:
    web.put("wire.example/0", (502, {}, b""))
    web.put_feed("wire.example/feed", ["wire.example/0"])
    steps = watch.run("wire.example/feed", every=40 * DAY)
    for _ in range(8):
        watch.clock.sleep(DAY)
        steps += watch.run("wire.example/feed", every=40 * DAY)
    assert [one for one in steps if one in ("again", "failed")] == ["again"] * 5 + ["failed"]


def test_a_page_over_which_the_program_stumbles_costs_only_itself(web: Web, watch: Watch) -> None:
    put_wire(web)

    def stumble(reading: Reading) -> ReportRecord:
        if "number 1" in (reading.report.title or ""):
            raise ZeroDivisionError("a fault of ours")
        return code(reading)

    watch.code = stumble
    assert watch.run("wire.example/feed") == ["polled", "added", "unreadable", "added"]
    assert "ZeroDivisionError" in watch.say("unreadable").words


# sources that misbehave; test_tricks.py has the rest


def test_a_name_that_leads_to_a_private_address_is_not_asked(web: Web, watch: Watch) -> None:
    put_wire(web)
    watch.more = {"others": {"bad.example": ["10.0.0.1"]}}
    assert watch.run("bad.example/feed", "wire.example/feed").count("added") == 3
    row = next(row for row in watch.health() if row.name == "bad.example/feed")
    assert row.last_error == "leads to a place that is not asked: 10.0.0.1 is not a public address"


def test_a_feed_may_have_far_too_many_entries(web: Web, watch: Watch) -> None:
    web.put("wire.example/robots.txt", (200, {}, b"User-agent: *\nDisallow: /n\n"))
    watch.more = {"report_bytes": 3_000_000}
    web.put_feed("wire.example/feed", [f"wire.example/n{at}" for at in range(5000)])
    watch.run("wire.example/feed")
    assert watch.health()[0].items == 2000


# sitemaps


def write_sitemap(web: Web, pages: dict[str, str | None], kind: str = "url") -> Reply:
    root = "urlset" if kind == "url" else "sitemapindex"
    told = "".join(
        f"<{kind}><loc>{web.name(one)}</loc>" + (f"<lastmod>{day}</lastmod>" if day else "") + f"</{kind}>"
        for one, day in pages.items()
    )
    xml = f'<?xml version="1.0"?><{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{told}</{root}>'
    return (200, {"Content-Type": "application/xml"}, xml.encode())


def test_the_fresh_pages_of_a_sitemap_are_read(web: Web, watch: Watch) -> None:
    put_wire(web)
    pages = {"wire.example/0": "2024-05-14T10:00:00Z", "wire.example/1": "2019-01-01", "wire.example/2": "2024-05-13"}
    web.put("wire.example/sitemap.xml", write_sitemap(web, pages))
    watch.run("wire.example/sitemap.xml")
    assert watch.titles() == ["News number 0", "News number 2"]
    with Record(watch.path) as record:
        assert {row.published for row in record.reports()} == {None}


def test_of_a_sitemap_without_days_only_what_comes_later_is_read(web: Web, watch: Watch) -> None:
    put_wire(web)
    web.put("wire.example/sitemap.xml", write_sitemap(web, {"wire.example/0": None}))
    assert watch.run("wire.example/sitemap.xml") == ["polled"]
    web.put("wire.example/sitemap.xml", write_sitemap(web, {"wire.example/0": None, "wire.example/1": None}))
    watch.clock.sleep(DAY)
    watch.run("wire.example/sitemap.xml")
    assert watch.titles() == ["News number 1"]


def test_the_latest_sitemaps_of_an_index_are_read(web: Web, watch: Watch) -> None:
    put_wire(web)
    index: dict[str, str | None] = {f"wire.example/map{at}.xml": f"2024-05-1{at}" for at in range(5)}
    web.put("wire.example/index.xml", write_sitemap(web, index, "sitemap"))
    for at in range(5):
        web.put(f"wire.example/map{at}.xml", write_sitemap(web, {f"wire.example/{at % 3}": "2024-05-14"}))
    watch.run("wire.example/index.xml")
    assert [web.asked[f"wire.example/map{at}.xml"] for at in range(5)] == [0, 0, 1, 1, 1]
    assert len(watch.titles()) == 3


# restarts


class _Killed(BaseException):
    """The process ends here."""


@pytest.mark.parametrize("fatal", range(1, 6))
def test_a_watch_that_is_killed_at_any_step_loses_nothing_and_fetches_nothing_twice(
    web: Web, watch: Watch, fatal: int
) -> None:
    put_wire(web, 4)
    watch.run()
    count = 0
    put = watch.steps.append

    def die(entry: Entry) -> None:
        nonlocal count
        put(entry)
        count += entry.step in ("polled", "added")
        if entry.step in ("polled", "added") and count == fatal:
            raise _Killed

    plan = Plan(CONTACT, (Source(web.name("wire.example/feed"), "wire"),), delay=1.0)
    for _ in range(2):
        with Record(watch.path) as record:
            watcher = Watcher(record, plan, code, die, make_world(web, watch.clock))
            try:
                watcher.run(once=True)
            except _Killed:
                continue
    assert len(watch.titles()) == 4
    assert [web.asked[f"wire.example/{at}"] for at in range(4)] == [1, 1, 1, 1]


def test_pages_that_were_fetched_and_not_read_are_read_without_asking(web: Web, watch: Watch) -> None:
    put_wire(web, 2)

    def die(*_: object) -> None:
        raise _Killed

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Watcher, "_keep_item", die)
        with pytest.raises(_Killed):
            watch.run("wire.example/feed")
    assert watch.run("wire.example/feed").count("added") == 2
    assert [web.asked[f"wire.example/{at}"] for at in range(2)] == [1, 1]


def test_making_the_record_anew_keeps_what_was_watched(web: Web, watch: Watch) -> None:
    put_wire(web)
    watch.run("wire.example/feed")
    with Record(watch.path) as record:
        record.rebuild()
        assert record.check() == ()
    assert watch.health()[0].reports == 3


def test_a_source_that_left_the_plan_stays_and_is_not_polled(web: Web, watch: Watch) -> None:
    put_wire(web)
    watch.run("wire.example/feed")
    web.put("post.example/feed", (200, {}, write_feed([])))
    watch.clock.sleep(DAY)
    assert watch.run("post.example/feed") == ["polled"]
    assert [(row.name, row.state) for row in watch.health()] == [
        ("post.example/feed", "well"),
        ("wire.example/feed", "no longer watched"),
    ]
