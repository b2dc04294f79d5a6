"""A record on a PostgreSQL server: what is otherwise there than in a file."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest
from sqlalchemy import Connection

from homes import Server, ServerHome
from store.kept import keep, tell_all, tell_meeting, tell_talks
from verbale.errors import (
    AlreadyWatched,
    BadAddress,
    LoginRefused,
    NewerRecord,
    NoSuchDatabase,
    NoSuchRecord,
    NotARecord,
    RecordBusy,
    RecordFault,
    RecordReadOnly,
    ServerFault,
    ServerSilent,
)
from verbale.store.address import ServerAddress, read_place
from verbale.store.databases import open_database
from verbale.store.full_text import Token
from verbale.store.queries.reports import measure
from verbale.store.record import Record
from verbale.watch.lock import hold

OLDER = ("UPDATE about SET value = '0' WHERE key = 'form'", "DROP TABLE telling_blocks", "DELETE FROM events")


@pytest.fixture
def there(server: Server) -> Iterator[ServerHome]:
    """A database."""
    with server.lend() as lent:
        yield lent


def find_fault(address: str | ServerAddress) -> RecordFault:
    """The fault that asking at an address comes to."""
    with pytest.raises(RecordFault) as caught:
        Record(address).events()
    return caught.value


# addresses


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("postgresql://ann@db.example/caucasus", "postgresql://ann@db.example/caucasus"),
        ("postgres://ann:hush@db.example:5433/caucasus", "postgresql://ann@db.example:5433/caucasus"),
        ("postgresql+psycopg://ann:hush@db.example/caucasus", "postgresql://ann@db.example/caucasus"),
        ("postgresql://ann:hu@sh/#@db.example/caucasus", "postgresql://ann@db.example/caucasus"),
        ("postgresql:///caucasus?host=/run&user=ann&password=hush", "postgresql:///caucasus?host=/run&user=ann"),
        ("postgresql:///caucasus?password=hush&user=ann", "postgresql:///caucasus?user=ann"),
    ],
)
def test_an_address_is_shown_without_its_password(given: str, shown: str) -> None:
    place = read_place(given)
    assert isinstance(place, ServerAddress)
    assert (str(place), place.name) == (shown, "caucasus")
    assert "hush" not in repr(place)


def test_what_has_another_scheme_is_a_file() -> None:
    assert not isinstance(read_place("mysql://ann@db.example/caucasus"), ServerAddress)


def test_what_is_no_address_is_refused_without_its_words() -> None:
    said = "is no address of a PostgreSQL database; write postgresql://USER@HOST"
    with pytest.raises(BadAddress, match=said) as fault:
        Record("postgresql://ann:hu sh@db.example:port/caucasus")
    assert "hu sh" not in str(fault.value)


# calls that are refused


def test_a_server_that_does_not_answer_is_told(server: Server) -> None:
    fault = find_fault("postgresql://ann:hush@127.0.0.1:1/caucasus")
    assert isinstance(fault, ServerSilent)
    assert "the server does not answer" in str(fault)
    assert "check host and port" in str(fault)
    assert "hush" not in str(fault)


def test_a_database_that_is_not_there_is_told(server: Server) -> None:
    fault = find_fault(server.name("atlantis"))
    assert isinstance(fault, NoSuchDatabase)
    assert 'database "atlantis" does not exist); make it with `createdb' in str(fault)


def test_a_user_that_is_not_known_is_told(server: Server) -> None:
    fault = find_fault(server.name("postgres", "stranger"))
    assert isinstance(fault, LoginRefused)
    assert 'role "stranger" does not exist' in str(fault)


@pytest.mark.parametrize(
    "said",
    [
        'connection failed: FATAL:  password authentication failed for user "ann"',
        "connection failed: fe_sendauth: no password supplied",
        'connection failed: FATAL:  no pg_hba.conf entry for host "10.0.0.1", user "ann", database "caucasus"',
    ],
)
def test_a_password_that_is_wrong_is_told(said: str) -> None:
    psycopg = pytest.importorskip("psycopg")
    database = open_database(read_place("postgresql://ann@db.example/caucasus"))
    with pytest.raises(LoginRefused, match=r"~/\.pgpass or PGPASSWORD"), database.telling_faults():
        raise psycopg.OperationalError(said)


def test_without_its_library_a_server_cannot_be_asked() -> None:
    code = (
        "import sys; sys.modules['psycopg'] = None; "
        "sys.argv = ['verbale', 'stats', '--db', 'postgresql://ann:hush@db.example/x']; "
        "from verbale.cli import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert done.stderr.strip() == (
        "verbale: a record on a PostgreSQL server needs psycopg: pip install 'verbale[postgresql]'"
    )


# rights


def test_a_user_who_may_only_read_can_ask_and_not_add(there: ServerHome, server: Server) -> None:
    keep(there, tell_talks()).close()
    name = there.place.name
    server.run(
        name,
        f"CREATE ROLE reader_{name} LOGIN",
        f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader_{name}",
    )
    with Record(server.name(name, f"reader_{name}")) as record:
        assert len(record.said("Valadim")) == 1
        assert len(record.search("patrols")) == 1
        assert record.check() == ()
        with pytest.raises(RecordReadOnly, match="this user may not do that"):
            record.add(tell_meeting())
    server.run(name, f"DROP OWNED BY reader_{name}", f"DROP ROLE reader_{name}")


def test_a_record_that_is_opened_for_reading_refuses_changes(there: ServerHome) -> None:
    keep(there, tell_talks()).close()
    with there.open(is_read_only=True) as record:
        assert len(record.said("Valadim")) == 1
        with pytest.raises(RecordReadOnly, match="may not be written to"):
            record.add(tell_meeting())


# what stands in the database


def test_a_database_without_a_record_cannot_be_asked(there: ServerHome) -> None:
    with pytest.raises(NoSuchRecord, match="there is no record there"), there.open() as record:
        record.events()
    with there.open() as record:
        told = tell_meeting()
        assert record.knows(told.report, told.made_by) is None
        record.add(told)
        assert record.knows(told.report, told.made_by) is not None


def test_a_database_of_something_else_is_refused_and_left_as_it_is(there: ServerHome) -> None:
    assert there.place
    there.tamper("CREATE TABLE songs (title TEXT)")
    with pytest.raises(NotARecord, match="is not a verbale record"), there.open() as record:
        record.add(tell_meeting())
    assert there.ask("SELECT tablename FROM pg_tables WHERE schemaname = 'public'") == [("songs",)]


def test_a_schema_of_its_own_is_a_record_of_its_own(there: ServerHome) -> None:
    keep(there, tell_talks()).close()
    there.tamper("CREATE SCHEMA caucasus")
    own = f"{there.place.secret}&options=-csearch_path%3Dcaucasus"
    with Record(own) as record:
        record.add(tell_meeting())
        assert record.size().reports == 1
        assert record.check() == ()
    assert there.ask("SELECT count(*) FROM public.reports") == [(1,)]


def test_a_database_that_holds_few_characters_is_refused(server: Server) -> None:
    narrow = "TEMPLATE template0 ENCODING SQL_ASCII LOCALE 'C' LOCALE_PROVIDER libc"
    server.run("postgres", f"CREATE DATABASE narrow {narrow}")
    said = r"holds SQL_ASCII.*createdb -E UTF8"
    with pytest.raises(ServerFault, match=said), Record(server.name("narrow")) as record:
        record.add(tell_meeting())


@pytest.mark.parametrize(
    "change", ["UPDATE alembic_version SET version_num = '9999'", "UPDATE about SET value = '9999' WHERE key = 'form'"]
)
def test_a_newer_record_is_refused_with_a_clear_line(there: ServerHome, change: str) -> None:
    keep(there, tell_meeting()).close()
    there.tamper(change)
    with pytest.raises(NewerRecord, match="was made by a newer verbale; upgrade verbale"), there.open() as record:
        record.events()


def test_an_older_form_is_brought_up_to_date_and_no_copy_is_kept(there: ServerHome) -> None:
    with keep(there, tell_meeting(), tell_talks()) as record:
        before = tell_all(record)
    there.tamper(*OLDER, "CREATE TABLE gone (a TEXT)")
    with there.open() as later:
        assert tell_all(later) == before
        assert later.check() == ()
        assert later.kept_copy is None


def test_an_older_form_that_cannot_be_brought_up_to_date_stays_as_it_was(there: ServerHome) -> None:
    keep(there, tell_meeting()).close()
    there.tamper(*OLDER, "UPDATE versions SET record = 'x'")
    with pytest.raises(Exception, match="decompressing"), there.open() as later:
        later.events()
    assert there.ask("SELECT value FROM about WHERE key = 'form'") == [("0",)]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("DELETE FROM event_dyads", "event_dyads: row AZE RUS"),
        ("UPDATE tellings SET rule = 'x'", "tellings: row"),
        ("UPDATE versions SET engine = 'x'", "was made by another engine"),
        ("UPDATE report_words SET words = '''odd'':1'", "the full-text index: has other words than the reports"),
    ],
)
def test_what_is_wrong_is_named(there: ServerHome, change: str, said: str) -> None:
    keep(there, tell_meeting()).close()
    there.tamper(change)
    with there.open() as record:
        assert any(said in fault for fault in record.check())
        if "versions" not in change:
            record.rebuild()
            assert record.check() == ()


# words


def test_texts_of_any_length_and_words_of_any_length_are_kept_and_found(there: ServerHome) -> None:
    long = " ".join(f"word{number}" for number in range(20_000))
    with keep(there) as record:
        record.add(tell_meeting(source="long", coda=f"{long} {'x' * 5000} {'again ' * 300}at last"))
        assert [len(record.search(one)) for one in ("word7", "word19999", '"word7 word8"', "last")] == [1] * 4
        assert record.check() == ()


def test_more_words_than_a_server_holds_for_one_text_are_cut_off() -> None:
    postgresql_words = pytest.importorskip("verbale.store.databases.postgresql_words")
    tokens = [Token(f"word{number:07}", 1, number) for number in range(200_000)]
    written = postgresql_words.write_vector(tokens)
    assert ":" not in written
    assert 50_000 < len(written.split()) < 100_000


def test_a_title_and_a_text_are_no_phrase(there: ServerHome) -> None:
    told = tell_meeting(title="Short talks")
    with keep(there, told) as record:
        assert len(record.search('"short talks"')) == 1
        assert record.search('"talks ilham"') == []


# several at once


def test_the_state_is_another_one_after_every_change(there: ServerHome) -> None:
    with keep(there) as record, there.open() as other:
        states = [record.state()]
        assert states == [record.state()]
        for number in range(3):
            other.add(tell_meeting(source=f"s{number}", coda=f"number {number}"))
            states.append(record.state())
    assert len(set(states)) == 4


def test_several_may_make_one_record_at_once(there: ServerHome) -> None:
    place, faults = there.place, list[Exception]()

    def add(number: int) -> None:
        try:
            with Record(place) as record:
                record.add(tell_meeting(source=f"s{number}", coda=f"number {number}"))
        except Exception as fault:
            faults.append(fault)

    threads = [threading.Thread(target=add, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    with Record(place) as record:
        assert record.size().reports == 4
        assert record.check() == ()


def test_who_waits_too_long_is_told_and_who_asks_need_not_wait(there: ServerHome) -> None:
    with keep(there, tell_talks()) as record, record._database.writing(), there.open(patience=0.05) as other:
        assert len(other.said("Valadim")) == 1
        with pytest.raises(RecordBusy, match="another process is writing to it"):
            other.add(tell_meeting())
    with there.open() as other:
        assert other.add(tell_meeting()).outcome == "new"


def test_a_question_sees_one_state_whatever_is_written_meanwhile(there: ServerHome) -> None:
    with keep(there, tell_talks()) as record, there.open() as other:

        def look(connection: Connection) -> tuple[int, int]:
            before = measure(connection).reports
            other.add(tell_meeting())
            return before, measure(connection).reports

        assert record.ask(look) == (1, 1)
        assert record.size().reports == 2


def test_a_connection_that_the_server_ended_is_made_anew(there: ServerHome) -> None:
    with keep(there, tell_talks()) as record:
        there.tamper(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid != pg_backend_pid()"
        )
        assert len(record.said("Valadim")) == 1
        assert record.add(tell_meeting()).outcome == "new"


def test_one_watch_holds_a_record(there: ServerHome) -> None:
    keep(there).close()
    with hold(there.place):
        with pytest.raises(AlreadyWatched, match="postgresql://"), hold(there.place):
            pass
        with there.open() as record:
            assert record.add(tell_meeting()).outcome == "new"
    with hold(there.place):
        pass
