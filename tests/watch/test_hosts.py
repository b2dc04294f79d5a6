"""What is remembered of hosts: who may be asked what and when, and no more than is needed."""

from __future__ import annotations

from pathlib import Path

from verbale.store.databases.sqlite import LITTLE_CACHE
from verbale.store.record import Record
from verbale.watch import Plan, Source, Watcher
from verbale.watch.hosts import LEAST_RULES, MOST_RULES, Hosts
from verbale.watch.politeness import Rules, read_rules
from watch.server import START, PlayedClock, code, make_world, serve


def make_rules(read_at: float) -> Rules:
    return Rules(None, True, read_at)


def test_a_host_has_its_pause_after_a_request() -> None:
    hosts = Hosts(delay=5.0)
    hosts.begin("wire")
    assert hosts.list_busy(START) == {"wire"}
    hosts.end("wire", START)
    assert hosts.list_busy(START + 4.9) == {"wire"}
    assert hosts.find_free("wire") == START + 5.0


def test_a_pause_that_is_over_is_forgotten() -> None:
    hosts = Hosts(delay=5.0)
    for at in range(1000):
        hosts.end(f"paper{at}", START)
    hosts.block("wire", START + 3600.0)
    assert hosts.list_busy(START + 6.0) == {"wire"}
    assert hosts.find_free("paper7") == 0.0
    assert hosts.find_free("wire") == START + 3600.0


def test_of_too_many_hosts_the_rules_that_were_told_first_are_forgotten() -> None:
    hosts = Hosts(delay=5.0)
    count = MOST_RULES // LEAST_RULES
    for at in range(count):
        hosts.put_rules(f"paper{at}", make_rules(START))
    hosts.put_rules("paper0", make_rules(START + 1.0))
    hosts.put_rules("one more", make_rules(START + 2.0))
    known = [at for at in range(count) if hosts.find_rules(f"paper{at}", START + 2.0)]
    assert known == [0, *range(2, count)]
    assert hosts.find_rules("one more", START + 2.0) is not None


def test_long_rules_count_by_their_length() -> None:
    hosts = Hosts(delay=5.0)
    for at in range(6):
        hosts.put_rules(f"paper{at}", read_rules(200, b"User-agent: *\n" + b"# words\n" * 75_000, START))
    assert [at for at in range(6) if hosts.find_rules(f"paper{at}", START)] == [3, 4, 5]


def test_a_watch_keeps_little_of_the_record_in_memory(tmp_path: Path) -> None:
    with serve() as web, Record(tmp_path / "news.db") as record:
        plan = Plan("desk@danube.example", (Source(web.name("wire.example/feed"), "wire"),))
        Watcher(record, plan, code, lambda entry: None, make_world(web, PlayedClock())).run(once=True)
        with record.beside() as connection:
            assert connection.exec_driver_sql("PRAGMA cache_size").scalar() == -LITTLE_CACHE
