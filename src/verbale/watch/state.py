"""What a watch remembers, in tables of its own in the record's file: a report and its being done are one step."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, Final

import msgspec
from msgspec import Struct
from sqlalchemy import (
    Column,
    Connection,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Row,
    Table,
    case,
    func,
    insert,
    inspect,
    select,
)

from verbale.read.addresses import Fetched
from verbale.store.identity import normalise_address
from verbale.store.moving import copy_rows
from verbale.store.selecting import chunk
from verbale.store.tables import Words
from verbale.watch.feeds import Entry
from verbale.watch.plan import Source
from verbale.watch.politeness import find_host

MOST_TRIES: Final = 6
"""So often a page that does not answer is asked for, over about an hour."""
AT_ONCE: Final = 500
AnyRow = Row[Any]

TABLES: Final = MetaData()
"""Names begin with what the store spares when it makes its own tables anew."""

sources = Table(
    "watch_sources",
    TABLES,
    Column("address", Words, primary_key=True),
    Column("name", Words, nullable=False),
    Column("present", Integer, nullable=False, default=1),
    Column("moved_to", Words),
    Column("etag", Words),
    Column("last_modified", Words),
    Column("next_at", Float, nullable=False, default=0.0),
    Column("pause", Float, nullable=False),
    Column("faults", Integer, nullable=False, default=0),
    Column("polls", Integer, nullable=False, default=0),
    Column("last_poll", Float),
    Column("last_success", Float),
    Column("last_error", Words),
    Column("gone", Integer, nullable=False, default=0),
)
items = Table(
    "watch_items",
    TABLES,
    Column("key", Words, primary_key=True),
    Column("source", Words, nullable=False),
    Column("address", Words, nullable=False),
    Column("host", Words, nullable=False),
    Column("moment", Float),
    Column("changed", Float),
    Column("visits", Integer, nullable=False, default=0),
    Column("state", Words, nullable=False),
    Column("tries", Integer, nullable=False, default=0),
    Column("next_at", Float, nullable=False, default=0.0),
    Column("seen_at", Float, nullable=False),
    Column("done_at", Float),
    Column("reason", Words),
    Column("report", Words),
    Column("pages", LargeBinary),
    Index("watch_items_due", "state", "next_at"),
    Index("watch_items_of", "source", "state"),
)
hosts = Table("watch_hosts", TABLES, Column("host", Words, primary_key=True), Column("until", Float, nullable=False))

WAITING, FETCHED = "waiting", "fetched"
"""States of an item that is not done. Done: added, known, foreign, quiet, unreadable, refused, failed,
passed."""
RENEWED: Final = ("added", "known", "quiet", "unreadable", "failed")
"""States of items that are fetched again when their source says that they have changed."""
GRACE: Final = 600.0
"""A change within so many seconds is the same edition."""
MOST_VISITS: Final = 5
"""So often a page is fetched again at most: sources that call everything changed are not believed for ever."""
PARSED: Final = ("added", "known")
"""States of items that became reports."""


class Item(Struct, frozen=True):
    """A page that is to be read: `tries` so far, `moment` as the source tells it, `due` since when it may be asked."""

    key: str
    source: str
    address: str
    moment: float | None
    tries: int
    due: float = 0.0


def carry_over(source: Connection, target: Connection) -> None:
    """What a watch remembers in one record goes on in another, which knows of no watch."""
    if inspect(source).has_table(sources.name):
        make_tables(target)
        for table in TABLES.sorted_tables:
            copy_rows(table, source, target)


def make_tables(connection: Connection) -> None:
    """Make the tables that are not there."""
    TABLES.create_all(connection)


def put_sources(connection: Connection, some: Sequence[Source]) -> None:
    """Take up the plan's sources; those that are no longer in it stay, but are not polled."""
    connection.execute(sources.update().values(present=0))
    known = set(connection.scalars(select(sources.c.address)))
    for one in some:
        if one.address in known:
            update_source(connection, one.address, name=one.name, present=1)
        else:
            row = {"address": one.address, "name": one.name, "pause": one.every, "present": 1}
            connection.execute(insert(sources), row)
            known.add(one.address)


def fetch_due_sources(connection: Connection, now: float) -> Sequence[Row[Any]]:
    """Sources whose time has come, the longest overdue first."""
    due = select(sources).where(sources.c.present == 1, sources.c.gone == 0, sources.c.next_at <= now)
    return connection.execute(due.order_by(sources.c.next_at, sources.c.address)).all()


def fetch_due_items(connection: Connection, now: float, busy: Collection[str], limit: int) -> list[Item]:
    """Items to be fetched now from hosts that are not *busy*, the first seen first."""
    since = case((items.c.seen_at > items.c.next_at, items.c.seen_at), else_=items.c.next_at)
    names = (items.c.key, items.c.source, items.c.address, items.c.moment, items.c.tries, since)
    due = select(*names).where(items.c.state == WAITING, items.c.next_at <= now, items.c.host.not_in(sorted(busy)))
    return [Item(*row) for row in connection.execute(due.order_by(since, items.c.key).limit(limit))]


def fetch_due_hosts(connection: Connection, now: float) -> list[str]:
    """Hosts that have items which are due."""
    due = select(items.c.host).where(items.c.state == WAITING, items.c.next_at <= now).distinct()
    return list(connection.scalars(due))


def fetch_read_items(connection: Connection) -> list[tuple[Item, tuple[Fetched, ...], tuple[str, ...]]]:
    """Items whose pages lie here and were not read yet: what a kill left."""
    names = (items.c.key, items.c.source, items.c.address, items.c.moment, items.c.tries, items.c.pages)
    rows = connection.execute(select(*names).where(items.c.state == FETCHED).order_by(items.c.seen_at).limit(AT_ONCE))
    return [(Item(*row[:-1]), *unpack_pages(row.pages)) for row in rows]


def find_next_time(connection: Connection) -> float | None:
    """When the next source or item is due."""
    polled = select(func.min(sources.c.next_at)).where(sources.c.present == 1, sources.c.gone == 0)
    waiting = select(func.min(items.c.next_at)).where(items.c.state == WAITING)
    times = [connection.scalar(one) for one in (polled, waiting)]
    return min((float(one) for one in times if one is not None), default=None)


def put_entries(
    connection: Connection,
    source: str,
    entries: Iterable[Entry],
    now: float,
    state: str,
    pack: Callable[[Entry], bytes] | None = None,
) -> int:
    """Take up entries that are new, in *state*, and that changed; how many. A page of two sources is the first's.

    *pack*: gives the pages of an entry that needs not be fetched.
    """
    keyed = [((normalise_address(one.address) if one.is_page else None) or one.address, one) for one in entries]
    known = _fetch_known(connection, [key for key, _ in keyed])
    done: set[str] = set()
    for key, entry in keyed:
        there, changed = known.get(key), entry.changed or entry.moment
        if key in done or (there is not None and not _has_changed(there, source, changed)):
            continue
        done.add(key)
        told: dict[str, Any] = {"changed": changed, "pages": pack(entry) if pack else None}
        if there is None:
            told |= {"key": key, "source": source, "address": entry.address, "host": find_host(entry.address)}
            connection.execute(insert(items), told | {"moment": entry.moment, "state": state, "seen_at": now})
        else:
            told |= {"state": FETCHED if state == FETCHED else WAITING, "tries": 0, "next_at": 0.0}
            update_item(connection, key, visits=there.visits + 1, **told)
    return len(done)


def _fetch_known(connection: Connection, keys: Sequence[str]) -> dict[str, AnyRow]:
    """What is known of items, by their keys."""
    columns = (items.c.key, items.c.source, items.c.state, items.c.changed, items.c.visits)
    known: dict[str, AnyRow] = {}
    for some in chunk(keys):
        known |= {row.key: row for row in connection.execute(select(*columns).where(items.c.key.in_(some)))}
    return known


def _has_changed(there: AnyRow, source: str, changed: float | None) -> bool:
    """Does the item's own source say that its page has changed since it was done?"""
    if there.source != source or there.state not in RENEWED or there.visits >= MOST_VISITS:
        return False
    return changed is not None and there.changed is not None and changed > there.changed + GRACE


def knows_items(connection: Connection, source: str) -> bool:
    """Has the source given an item before?"""
    return connection.execute(select(items.c.key).where(items.c.source == source).limit(1)).first() is not None


def update_source(connection: Connection, address: str, **values: Any) -> None:
    """Write down what became of a poll."""
    connection.execute(sources.update().where(sources.c.address == address).values(**values))


def update_item(connection: Connection, key: str, **values: Any) -> None:
    """Write down what became of an item."""
    connection.execute(items.update().where(items.c.key == key).values(**values))


def finish_item(connection: Connection, key: str, state: str, now: float, **values: Any) -> None:
    """An item is done; its pages need not be kept."""
    update_item(connection, key, state=state, done_at=now, pages=None, **values)


def pack_pages(pages: Sequence[Fetched], warnings: Sequence[str]) -> bytes:
    """Pages as they are kept between fetching and reading."""
    return zlib.compress(msgspec.msgpack.encode((tuple(pages), tuple(warnings))), 1)


def unpack_pages(data: bytes) -> tuple[tuple[Fetched, ...], tuple[str, ...]]:
    """Pages and warnings as they were packed."""
    return msgspec.msgpack.decode(zlib.decompress(data), type=tuple[tuple[Fetched, ...], tuple[str, ...]])


def block_host(connection: Connection, host: str, until: float) -> None:
    """A host asked to be left alone until then."""
    if not connection.execute(hosts.update().where(hosts.c.host == host).values(until=until)).rowcount:
        connection.execute(insert(hosts), {"host": host, "until": until})


def fetch_blocked(connection: Connection, now: float) -> dict[str, float]:
    """Hosts that asked to be left alone, and until when."""
    return {row.host: row.until for row in connection.execute(select(hosts).where(hosts.c.until > now))}
