"""The watch itself: one loop that decides, a few threads that ask, and a record that remembers each step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from queue import Empty, SimpleQueue
from typing import Any, Final

from sqlalchemy import Connection, Row

from verbale.errors import AddressRefused, AddressSilent, NoPolitics, UnreadableReport
from verbale.read.addresses import Answer, Fetched
from verbale.read.pagination import MOST_PAGES
from verbale.read.reading import Reading
from verbale.read.webpages import forget_pages
from verbale.records import ReportRecord
from verbale.store.record import Added, Record
from verbale.watch import state
from verbale.watch.coding import IN_FEED, Code, hold_words, name_outcome, read_item
from verbale.watch.feeds import Entry, Found
from verbale.watch.hosts import Hosts
from verbale.watch.jobs import GONE, PASSING, Job, Outcome, follow, perform
from verbale.watch.log import Say, make_entry
from verbale.watch.plan import Plan, Source
from verbale.watch.politeness import (
    Rules,
    back_off,
    lengthen,
    name_agent,
    read_retry_after,
    read_rules,
)
from verbale.watch.state import Item
from verbale.watch.world import WORKERS, World, require_libraries

NAP: Final = 0.25
"""Seconds after which the loop looks up while requests are under way."""
REST: Final = 30.0
"""Seconds after which it looks up while none is."""
AT_ONCE: Final = 4 * WORKERS
"""So many items are looked at in one turn."""
SOON: Final = 60.0
"""With --once, so long is waited for a host that has its pause; what comes later is the next run's."""
FRESH: Final = 3 * 86_400.0
"""Entries of a sitemap that are older than this many seconds are no news."""
LONGEST_MARK: Final = 1000
"""Characters of an ETag that is kept."""
FORGET: Final = 500
"""Items after which what was remembered of their pages is forgotten. What 8,000 leave behind takes 4 MB."""
CHILDREN: Final = 3
"""So many sitemaps that an index names are looked at, the latest ones."""


class Watcher:
    """Polls the sources of a plan, reads their pages and keeps the reports in a record.

    *code* makes a record of a report, *say* hears each step. All that is decided is written into the record's file at
    once, so that a watch that is killed goes on where it was.
    """

    def __init__(self, record: Record, plan: Plan, code: Code, say: Say, world: World | None = None) -> None:
        world = world or World()
        self._record, self._plan, self._code, self._tell = record, plan, code, say
        self._settings, self._network, self._clock = world.settings, world.network, world.clock
        self._random, self._executor = world.random, world.executor
        self._hosts = Hosts(plan.delay)
        self._sources = {one.address: one for one in plan.sources}
        self._follow: list[Job] = []
        self._results: SimpleQueue[tuple[Job, Future[Outcome]]] = SimpleQueue()
        self._busy: set[str] = set()
        self._read = 0
        self._is_stopped = False

    def stop(self) -> None:
        """End after what is under way; may be called from elsewhere, such as a signal's handler."""
        self._is_stopped = True

    def run(self, once: bool = False) -> None:
        """Watch until stopped; *once*: until all that is due was done."""
        require_libraries()
        begun = self._begin()
        try:
            while not self._is_stopped:
                waiting = self._start_jobs(begun if once else None)
                if self._hosts.flying:
                    self._take_result()
                elif not self._rest(waiting, once):
                    break
        finally:
            self._executor.shutdown(wait=True, cancel_futures=True)
            self._drain()
            self._say("ended", "")

    # beginning and waiting

    def _begin(self) -> float:
        now = self._clock.now()
        with self._record.beside(writes=True, sparing=True) as connection:
            state.make_tables(connection)
            state.put_sources(connection, self._plan.sources)
            blocked = state.fetch_blocked(connection, now)
        for host, until in blocked.items():
            self._hosts.block(host, until)
        self._say("begun", "", words=_count(len(self._sources), "source"))
        self._keep_read()
        return now

    def _keep_read(self) -> None:
        """Read the pages that lie here: those that a kill left, and those that a feed held."""
        while not self._is_stopped:
            with self._record.beside() as connection:
                left = state.fetch_read_items(connection)
            for item, pages, warnings in left:
                self._keep_item(item, pages, warnings)
            if not left:
                break

    def _rest(self, times: Sequence[float], once: bool) -> bool:
        """Wait for the next thing that is due, at one of *times* or later; False if there is none to wait for."""
        now = self._clock.now()
        if once:
            times = [one for one in times if one <= now + SOON]
        else:
            with self._record.beside() as connection:
                later = state.find_next_time(connection)
            # What became due since the jobs were started, and waits for no host, is started at the next turn.
            if later is not None and (later > now or not times):
                times = [*times, later]
        if not times:
            return False
        self._clock.sleep(min(REST, max(0.01, min(times) - now)))
        return True

    def _take_result(self) -> None:
        try:
            job, future = self._results.get(timeout=NAP)
        except Empty:
            return
        self._finish(job, future)

    def _drain(self) -> None:
        """Take in what was under way when the watch was stopped."""
        while not self._results.empty():
            job, future = self._results.get()
            if not future.cancelled():
                self._finish(job, future)

    # starting requests

    def _start_jobs(self, polled_before: float | None) -> list[float]:
        """Start a request to each host that is free; when the hosts are free for which something waits."""
        now = self._clock.now()
        waiting = []
        for job in self._list_due(now, polled_before):
            if job.host in self._hosts.flying or len(self._hosts.flying) >= WORKERS:
                continue
            if now < self._hosts.find_free(job.host):
                waiting.append(job.host)
            else:
                self._start(job, now)
        with self._record.beside() as connection:
            waiting += state.fetch_due_hosts(connection, now)
        return [self._hosts.find_free(host) for host in waiting]

    def _list_due(self, now: float, polled_before: float | None) -> list[Job]:
        """What may be asked now: what redirects and pages lead on to, then polls and items, the longest due first."""
        busy = self._hosts.list_busy(now)
        with self._record.beside() as connection:
            polls = state.fetch_due_sources(connection, now if polled_before is None else polled_before)
            items = state.fetch_due_items(connection, now, busy, AT_ONCE)
        taken = {*self._busy, *map(_name, self._follow)}
        new = [(one.next_at, _make_poll(one)) for one in polls]
        new += [(one.due, Job("page", one.address, one.source, one)) for one in items]
        new.sort(key=lambda pair: pair[0])
        return [*self._follow, *(job for _, job in new if _name(job) not in taken)]

    def _start(self, job: Job, now: float) -> None:
        rules = self._hosts.find_rules(job.host, now)
        if rules is None:
            self._submit(Job("robots", f"{job.host}/robots.txt"))
        elif rules.allow(job.address):
            self._follow = [one for one in self._follow if one is not job]
            self._submit(job)
        else:
            self._follow = [one for one in self._follow if one is not job]
            self._refuse(job, rules)

    def _submit(self, job: Job) -> None:
        self._hosts.begin(job.host)
        if job.kind != "robots":
            self._busy.add(_name(job))
        agent = name_agent(self._plan.contact)
        future = self._executor.submit(perform, job, self._settings, self._network, agent)
        future.add_done_callback(lambda done: self._results.put((job, done)))

    def _refuse(self, job: Job, rules: Rules) -> None:
        """What robots.txt does not allow is not asked; if it could not be had, it is asked for again later."""
        why = "its robots.txt does not allow it"
        if rules.is_fault:
            self._fail(job, rules.why or "its robots.txt cannot be had", None, rules.may_pass)
        elif job.item is not None:
            self._finish_item(job.item, "refused", why)
        else:
            self._fail_poll(job, why, None)

    # what came of a request

    def _finish(self, job: Job, future: Future[Outcome]) -> None:
        self._hosts.end(job.host, self._clock.now())
        self._busy.discard(_name(job))
        fault = future.exception()
        if job.kind == "robots":
            self._take_rules(job, future.result().answer if fault is None else None, fault)
        elif fault is not None:
            self._fail(job, _tell(fault), None, may_pass=isinstance(fault, AddressSilent))
        else:
            self._take(job, future.result())

    def _take_rules(self, job: Job, answer: Answer | None, fault: BaseException | None) -> None:
        now = self._clock.now()
        if answer is not None:
            rules = read_rules(answer.status, answer.data, now)
        else:
            rules = Rules(None, False, now, _tell(fault) if fault else "", isinstance(fault, AddressSilent))
        self._hosts.put_rules(job.host, rules)
        self._hosts.block(job.host, now + rules.delay())

    def _take(self, job: Job, outcome: Outcome) -> None:
        answer = outcome.answer
        if answer.location is not None:
            self._take_redirect(job, answer)
        elif answer.status in PASSING:
            wait = self._note_wish(job, answer)
            self._fail(job, f"it answers {answer.status}", wait)
        elif job.item is not None:
            self._take_page(job, job.item, outcome)
        else:
            self._take_poll(job, outcome)

    def _take_redirect(self, job: Job, answer: Answer) -> None:
        try:
            self._follow.append(follow(job, answer, self._settings))
        except AddressRefused as fault:
            self._fail(job, fault.why, None, may_pass=False)

    def _note_wish(self, job: Job, answer: Answer) -> float | None:
        """A host that asks to be left alone is, also after the watch was begun anew."""
        now = self._clock.now()
        wait = read_retry_after(answer.headers.get("retry-after"), now)
        if wait is not None:
            self._hosts.block(job.host, now + wait)
            with self._record.beside(writes=True) as connection:
                state.block_host(connection, job.host, now + wait)
        return wait

    # polls

    def _take_poll(self, job: Job, outcome: Outcome) -> None:
        answer, found = outcome.answer, outcome.found
        if answer.status == 304:
            self._end_poll(job, answer, 0)
            self._say("unchanged", job.source)
        elif answer.status == GONE:
            self._note_fault(job, "it is gone for good (410)", gone=1)
            self._say("gone", job.source, job.address)
        elif found is None:
            self._fail_poll(job, f"it answers {answer.status}", None)
        elif found.form == "index":
            self._take_index(job, answer, found)
        else:
            new = self._end_poll(job, answer, 0, found)
            self._say("polled", job.source, words=f"{len(found.entries)} entries, {new} new")
            self._keep_read()

    def _take_index(self, job: Job, answer: Answer, found: Found) -> None:
        """The latest sitemaps of an index are polled too. The index is never asked on condition: they may be lost."""
        if job.is_child:
            return
        self._follow += [Job("poll", one.address, job.source, is_child=True) for one in found.entries[:CHILDREN]]
        self._end_poll(job, Answer(answer.address, answer.status, {}), 0)
        self._say("polled", job.source, words=f"an index of {len(found.entries)} sitemaps")

    def _end_poll(self, job: Job, answer: Answer, new: int, found: Found | None = None) -> int:
        """Write down new entries and when to ask again, in one step."""
        now = self._clock.now()
        source = self._sources[job.source]
        with self._record.beside(writes=True) as connection:
            row = _get_source(connection, job.source)
            if found is not None:
                new = self._put_entries(connection, source, found, now)
            if not job.is_child:
                least = max(source.every, (found.pause or 0.0) if found else 0.0)
                pause = lengthen(row.pause, least, new > 0)
                kept = {} if answer.status == 304 else _keep_marks(answer)
                told = {"faults": 0, "last_error": None, "last_success": now, "last_poll": now, "polls": row.polls + 1}
                moved = {"moved_to": job.moved} if job.moved else {}
                state.update_source(connection, job.source, pause=pause, next_at=now + pause, **kept, **told, **moved)
        if job.moved and job.moved != row.moved_to:
            self._say("moved", job.source, job.moved, "for good; it is asked there from now on")
        return new

    def _put_entries(self, connection: Connection, source: Source, found: Found, now: float) -> int:
        wanted = [one for one in found.entries if source.wants(one.address)]
        if found.form == "feed":
            return self._put_feed(connection, source, wanted, now)
        dated = [one for one in wanted if now - (one.moment or one.changed or 0.0) <= FRESH]
        undated = [one for one in wanted if one.moment is None and one.changed is None]
        # what an undated sitemap holds when it is first seen is no news
        is_new = state.knows_items(connection, source.address)
        new = state.put_entries(connection, source.address, dated, now, state.WAITING)
        took = state.put_entries(connection, source.address, undated, now, state.WAITING if is_new else "passed")
        return new + (took if is_new else 0)

    def _put_feed(self, connection: Connection, source: Source, wanted: Sequence[Entry], now: float) -> int:
        """Pages are to be fetched; what stands in the feed itself, and only there, is there already."""
        in_feed = [one for one in wanted if source.words == "feed" or not one.is_page]
        held = {one: page for one in in_feed if (page := hold_words(one)) is not None}
        paged = [one for one in wanted if one.is_page and one not in held]
        new = state.put_entries(connection, source.address, paged, now, state.WAITING)

        def pack(entry: Entry) -> bytes:
            return state.pack_pages([held[entry]], [IN_FEED])

        return new + state.put_entries(connection, source.address, held, now, state.FETCHED, pack)

    def _fail_poll(self, job: Job, why: str, wait: float | None) -> None:
        self._note_fault(job, why, wait)
        self._say("fault", job.source, job.address, why)

    def _note_fault(self, job: Job, why: str, wait: float | None = None, gone: int = 0) -> None:
        now = self._clock.now()
        with self._record.beside(writes=True) as connection:
            row = _get_source(connection, job.source)
            pause = max(back_off(row.faults + 1, self._random), wait or 0.0)
            told = {"faults": row.faults + 1, "last_error": why, "last_poll": now, "polls": row.polls + 1}
            state.update_source(connection, job.source, next_at=now + pause, gone=gone, **told)

    # pages

    def _take_page(self, job: Job, item: Item, outcome: Outcome) -> None:
        answer, following = outcome.answer, outcome.following
        if answer.status != 200:
            if job.pages:
                self._store_pages(item, job.pages, (f"the article goes on at {job.address}, which is not there",))
            else:
                self._finish_item(item, "failed", f"it answers {answer.status}")
            return
        pages = (*job.pages, answer.as_fetched())
        is_new = following is not None and following not in {one.address for one in pages}
        if following is not None and is_new and len(pages) < MOST_PAGES:
            self._follow.append(Job("page", following, job.source, item, pages=pages))
        else:
            self._store_pages(item, pages, ())

    def _store_pages(self, item: Item, pages: Sequence[Fetched], warnings: tuple[str, ...]) -> None:
        """Put the pages away before they are read, so that they are not fetched again whatever happens."""
        with self._record.beside(writes=True) as connection:
            packed = state.pack_pages(pages, warnings)
            state.update_item(connection, item.key, state=state.FETCHED, pages=packed)
        self._keep_item(item, pages, warnings)

    def _keep_item(self, item: Item, pages: Sequence[Fetched], warnings: tuple[str, ...]) -> None:
        self._read += 1
        if self._read % FORGET == 0:
            forget_pages()
        source = self._sources.get(item.source)
        coding = _attempt(lambda: self._make_records(item, pages, warnings, source))
        fault = coding.exception()
        if fault is not None:
            self._finish_item(item, "unreadable", _tell(fault))
            return
        records, faults = coding.result()
        if records:
            self._add(item, records, faults)
        else:
            self._finish_item(item, name_outcome(faults[0]), faults[0].why)

    def _make_records(
        self, item: Item, pages: Sequence[Fetched], warnings: tuple[str, ...], source: Source | None
    ) -> tuple[list[ReportRecord], list[UnreadableReport]]:
        publisher, politics_only = (source.publisher, source.politics_only) if source else (None, False)
        results = read_item(item, pages, warnings, publisher, politics_only)
        readings = [one for one in results if isinstance(one, Reading)]
        records = [self._code(one) for one in readings]
        return records, [one for one in results if isinstance(one, UnreadableReport)]

    def _add(self, item: Item, records: list[ReportRecord], faults: Sequence[UnreadableReport]) -> None:
        """A report and its item's being done are one step."""
        now = self._clock.now()
        reason = faults[0].why if faults else None

        def finish(connection: Connection, added: Sequence[Added]) -> None:
            name = "known" if all(one.outcome == "unchanged" for one in added) else "added"
            report = added[0].report if added else None
            state.finish_item(connection, item.key, name, now, report=report, reason=reason)

        added = self._record.add_beside(records, finish)
        step = "known" if all(one.outcome == "unchanged" for one in added) else "added"
        events = sum(len(record.events) for record in records)
        quiet = sum(isinstance(one, NoPolitics) for one in faults)
        more = f", {quiet} without politics" if quiet else ""
        told = f"{_count(len(records), 'report')}, {_count(events, 'event')}{more}"
        self._say(step, item.source, item.address, told)

    def _finish_item(self, item: Item, name: str, why: str) -> None:
        with self._record.beside(writes=True) as connection:
            state.finish_item(connection, item.key, name, self._clock.now(), reason=why)
        self._say(name, item.source, item.address, why)

    def _fail(self, job: Job, why: str, wait: float | None, may_pass: bool = True) -> None:
        """Nothing came of a request: ask again later, or give an item up."""
        item = job.item
        if item is None:
            self._fail_poll(job, why, wait)
        elif job.pages:
            self._store_pages(item, job.pages, (f"the article goes on at {job.address}, which {why}",))
        elif not may_pass or item.tries + 1 >= state.MOST_TRIES:
            self._finish_item(item, "failed", why)
        else:
            pause = max(back_off(item.tries + 1, self._random), wait or 0.0)
            with self._record.beside(writes=True) as connection:
                state.update_item(
                    connection, item.key, tries=item.tries + 1, next_at=self._clock.now() + pause, reason=why
                )
            self._say("again", item.source, item.address, f"{why}; asked again in {pause:.0f} s")

    def _say(self, step: str, source: str, address: str = "", words: str = "") -> None:
        name = self._sources[source].name if source in self._sources else source
        self._tell(make_entry(self._clock.now(), step, name, address, words))


def _make_poll(row: Row[Any]) -> Job:
    conditions = (("If-None-Match", row.etag), ("If-Modified-Since", row.last_modified))
    return Job("poll", row.moved_to or row.address, row.address, conditions=tuple((a, b) for a, b in conditions if b))


def _keep_marks(answer: Answer) -> dict[str, str | None]:
    """What a later poll asks on condition of; what cannot be sent back is forgotten."""
    marks = {"etag": answer.headers.get("etag"), "last_modified": answer.headers.get("last-modified")}
    return {
        name: mark if mark and mark.isascii() and len(mark) <= LONGEST_MARK else None for name, mark in marks.items()
    }


def _get_source(connection: Connection, address: str) -> Row[Any]:
    return connection.execute(state.sources.select().where(state.sources.c.address == address)).one()


def _name(job: Job) -> str:
    """What a job is for: of these only one may be under way."""
    return job.item.key if job.item else f"{job.kind} {job.address if job.is_child else job.source}"


def _tell(fault: BaseException) -> str:
    if isinstance(fault, UnreadableReport) or hasattr(fault, "why"):
        return str(fault.why)
    return f"verbale stumbled over it ({type(fault).__name__}: {' '.join(str(fault).split())[:200]})"


def _count(number: int, name: str) -> str:
    return f"{number} {name}" if number == 1 else f"{number} {name}s"


def _attempt(step: Callable[[], Any]) -> Future[Any]:
    """What *step* gives or raises, as a future that is done: one bad page never ends a watch."""
    with ThreadPoolExecutor(1, "verbale-code") as executor:
        return executor.submit(step)
