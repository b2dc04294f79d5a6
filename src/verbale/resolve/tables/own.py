"""The user's own tables: people, offices, groups and other names, in CSV files that win over ours.

A file has a head line and one fact a line. Columns: `name` (the only one that must be filled), `aliases` (parted by
";"), `kind` (person, group, organisation, media, state; where it is empty: what the tables know by that name, else a
person), `state` (a code or a name), `office`, `from` and `to` (YYYY, YYYY-MM or YYYY-MM-DD, both days included), `id`
(a Wikidata id, or a word of one's own after "x:") and `sector` (PLOVER agent codes, parted by ";").
"""

from __future__ import annotations

import csv
import io
import os
import re
import sys
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal, cast, get_args

from msgspec import Struct

from verbale.errors import BadTable, NoSuchTable, suggest
from verbale.ids import digest

Kind = Literal["person", "group", "organisation", "media", "state"]
COLUMNS: Final = ("name", "aliases", "kind", "state", "office", "from", "to", "id", "sector")
FOLDER_VARIABLE: Final = "VERBALE_KNOWLEDGE"
"""The environment variable that names the folder of the user's tables."""
_ID: Final = re.compile(r"Q[1-9]\d*|x:\S+")
_DAY: Final = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_SECTOR: Final = re.compile(r"[A-Z]{3}")
_NAME: Final = re.compile(r"[\w.-]+")


class OwnFact(Struct, frozen=True):
    """One line of a user's table. `state` is as written; `start` and `end` are days, None where open."""

    line: int
    name: str
    aliases: tuple[str, ...]
    kind: Kind | None
    state: str | None
    office: str | None
    start: date | None
    end: date | None
    id: str | None
    sector: tuple[str, ...]


class OwnTable(Struct, frozen=True):
    """A user's table: the name that it is kept under, and its facts."""

    name: str
    facts: tuple[OwnFact, ...]


def find_folder() -> Path:
    """Where the user's tables are kept: $VERBALE_KNOWLEDGE, else the system's place for a program's data."""
    named = os.environ.get(FOLDER_VARIABLE)
    if named:
        return Path(named)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or "~/AppData/Local"
    elif sys.platform == "darwin":
        base = "~/Library/Application Support"
    else:
        base = os.environ.get("XDG_DATA_HOME") or "~/.local/share"
    return Path(base).expanduser() / "verbale" / "knowledge"


def read_own_table(path: str | Path) -> OwnTable:
    """The table in a CSV file; BadTable, with every line that is wrong, if it cannot be used as it is."""
    path = Path(path)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise BadTable(str(path), [error.strerror or str(error)]) from error
    except UnicodeDecodeError as error:
        raise BadTable(str(path), ["it is not UTF-8; save it as CSV UTF-8"]) from error
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    faults: list[str] = []
    try:
        facts = tuple(_read_facts(rows, faults))
    except csv.Error as error:
        raise BadTable(str(path), [*faults, f"line {rows.line_num}: {error}"]) from error
    if faults:
        raise BadTable(str(path), faults)
    return OwnTable(path.stem, facts)


def _read_facts(rows: Iterator[list[str]], faults: list[str]) -> Iterator[OwnFact]:
    head = [column.strip().lower() for column in next(iter(rows), [])]
    unknown = [column for column in head if column not in COLUMNS]
    if "name" not in head or unknown or len(set(head)) < len(head):
        told = f"unknown columns: {', '.join(unknown)}" if unknown else "no column `name`, or one twice"
        faults.append(f"line 1: {told}; the head line is {','.join(COLUMNS)}, all but `name` may be left out")
        return
    for row in rows:
        line = cast("csv._reader", rows).line_num  # type: ignore[name-defined]
        if not any(field.strip() for field in row):
            continue
        if len(row) > len(head):
            faults.append(f'line {line}: {len(row)} fields, not {len(head)}; put a field that has a comma into ""')
            continue
        given = dict(zip(head, (field.strip() for field in row), strict=False))
        fact, told_wrong = _read_fact(line, given)
        faults += [f"line {line}: {one}" for one in told_wrong]
        yield fact


def _read_fact(line: int, given: dict[str, str]) -> tuple[OwnFact, list[str]]:
    kind, office, identifier = given.get("kind") or None, given.get("office") or None, given.get("id") or None
    start, end = _read_day(given.get("from", ""), is_end=False), _read_day(given.get("to", ""), is_end=True)
    sector = _part(given.get("sector", ""))
    fact = OwnFact(
        line,
        given.get("name", ""),
        _part(given.get("aliases", "")),
        cast("Kind | None", kind),
        given.get("state") or None,
        office,
        start if isinstance(start, date) else None,
        end if isinstance(end, date) else None,
        identifier,
        sector,
    )
    wrong = [
        (not fact.name, "no name"),
        (kind is not None and kind not in get_args(Kind), f"{kind!r} is no kind; write {', '.join(get_args(Kind))}"),
        (isinstance(start, str), f"`from` {start!r} is no day; write 2024, 2024-05 or 2024-05-14"),
        (isinstance(end, str), f"`to` {end!r} is no day; write 2024, 2024-05 or 2024-05-14"),
        (fact.start is not None and fact.end is not None and fact.end < fact.start, "`to` is before `from`"),
        (
            office is not None and kind not in (None, "person"),
            f"a {kind} holds no office; leave `office` or `kind` out",
        ),
        (office is None and (fact.start or fact.end) is not None, "`from` and `to` are of an office; name the office"),
        (identifier is not None and not _ID.fullmatch(identifier), f"{identifier!r} is no id; write Q123 or x:word"),
        (not all(map(_SECTOR.fullmatch, sector)), "a sector is three capitals, such as GOV, MIL, REB"),
        (fact.state is not None and find_state(fact.state) is None, _tell_unknown_state(fact.state)),
    ]
    return fact, [words for is_wrong, words in wrong if is_wrong]


def _part(field: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in field.split(";") if one.strip())


def _read_day(words: str, *, is_end: bool) -> date | str | None:
    """A day, the first or with *is_end* the last of a month or year; the words themselves if they are no day."""
    if not words:
        return None
    found = _DAY.fullmatch(words)
    if found is None:
        return words
    year, month, day = (int(part) if part else None for part in found.groups())
    month = month or (12 if is_end else 1)
    try:
        return date(year or 0, month, day or (monthrange(year or 0, month)[1] if is_end else 1))
    except ValueError:
        return words


def find_state(words: str) -> str | None:
    """The code of a state or body by its code or any name of it."""
    from verbale.resolve.tables.bodies import load_bodies  # noqa: PLC0415 - the tables below this one import it
    from verbale.resolve.tables.states import load_states  # noqa: PLC0415

    code = words.strip()
    if load_states().get(code) is not None or any(body.code == code for body in load_bodies()):
        return code
    low = code.casefold().removeprefix("the ")
    for state in load_states():
        if any(low == name.casefold().removeprefix("the ") for name in (state.name, *state.aliases)):
            return state.code
    return next(
        (body.code for body in load_bodies() if low in (body.name.casefold(), *map(str.casefold, body.aliases))), None
    )


def _tell_unknown_state(words: str | None) -> str:
    from verbale.resolve.tables.states import load_states  # noqa: PLC0415

    return f"no state or body is called {words!r}{suggest(words or '', (state.name for state in load_states()))}"


# -- kept


def list_own_tables() -> tuple[OwnTable, ...]:
    """The user's tables, by name; BadTable if one was changed by hand so that it cannot be used."""
    return tuple(read_own_table(path) for path in _kept_files())


def keep_own_table(path: str | Path, name: str | None = None) -> OwnTable:
    """Check a table and keep a copy of it, in place of one of the same name; BadTable if it cannot be used."""
    table = read_own_table(path)
    kept = name or table.name
    if not _NAME.fullmatch(kept):
        raise BadTable(str(path), [f"{kept!r} is no name for a table; give one of letters and digits with --as"])
    content = Path(path).read_bytes()
    folder = find_folder()
    folder.mkdir(parents=True, exist_ok=True)
    waiting = folder / f".{kept}.{os.getpid()}"
    waiting.write_bytes(content)
    waiting.replace(folder / f"{kept}.csv")
    forget_loaded()
    return OwnTable(kept, table.facts)


def forget_own_table(name: str) -> None:
    """Keep the table of that name no longer; NoSuchTable if there is none."""
    path = find_folder() / f"{name}.csv"
    if not _NAME.fullmatch(name) or not path.is_file():
        raise NoSuchTable(name, [kept.stem for kept in _kept_files()])
    path.unlink()
    forget_loaded()


def _kept_files() -> list[Path]:
    folder = find_folder()
    return sorted(folder.glob("*.csv")) if folder.is_dir() else []


@lru_cache(maxsize=1)
def load_own() -> tuple[OwnFact, ...]:
    """All facts of the user's tables, read once a process."""
    return tuple(fact for table in list_own_tables() for fact in table.facts)


@lru_cache(maxsize=1)
def fingerprint_own() -> str | None:
    """A checksum over the user's tables, None if there are none."""
    contents = [path.read_bytes().decode("utf-8", "replace") for path in _kept_files()]
    return digest("\0".join(contents), 4) if contents else None


def forget_loaded() -> None:
    """Have everything that was made of the user's tables made anew when it is asked for again."""
    from verbale.resolve.tables.names import load_names  # noqa: PLC0415
    from verbale.resolve.tables.people import load_people  # noqa: PLC0415

    for load in (load_own, fingerprint_own, load_names, load_people):
        load.cache_clear()
