"""The one way in: files, folders, addresses and standard input, each as reports or as the reason why not."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from verbale.errors import EmptyReport, NoSuchReport, UnreadableReport
from verbale.read.drafts import Origin
from verbale.read.kinds import is_aside
from verbale.read.reading import Given, Reading
from verbale.read.streams import read_stream
from verbale.read.tasks import Budget, Results, Task, Turns
from verbale.settings import SETTINGS, Settings

if TYPE_CHECKING:
    from verbale.read.network import Network

NOTHING_GIVEN = Given()
STANDARD_INPUT = Origin("stdin", "standard input")

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


def read_source(
    source: str,
    given: Given = NOTHING_GIVEN,
    settings: Settings = SETTINGS,
    network: Network | None = None,
    turns: Turns | None = None,
) -> Iterator[Reading | UnreadableReport]:
    """Each report of *source*; for each that cannot be read the error, as a value, and the others go on.

    *source*: the path of a file of a kind that `kinds` lists, of a folder of such files, an http or https address,
    or ``-`` for standard input. *given* wins over what a report says of itself. *network*: the outside world, if not
    the real one. *turns*: which reports of a file or folder are wanted, if not all.
    """
    try:
        if source == "-":
            yield from _read_standard_input(given, settings)
        elif is_address(source):
            yield from _read_address(source, given, settings, network)
        else:
            yield from _read_path(Path(source), given, settings, turns or Turns())
    except UnreadableReport as fault:
        yield fault


def is_address(source: str) -> bool:
    """Is it the address of something, not the path of a file?"""
    return bool(_ADDRESS.match(source))


def _read_standard_input(given: Given, settings: Settings) -> Results:
    task = Task(given, settings, Budget(settings.unpacked_bytes))
    yield from read_stream(sys.stdin.buffer, "", STANDARD_INPUT, task)


def _read_path(path: Path, given: Given, settings: Settings, turns: Turns) -> Results:
    try:
        is_folder = path.is_dir()
    except (OSError, ValueError) as fault:
        raise NoSuchReport(str(path)) from fault
    if is_folder:
        yield from _read_folder(path, given, settings, turns)
    else:
        yield from _read_file(path, given, settings, turns)


def _read_folder(folder: Path, given: Given, settings: Settings, turns: Turns) -> Results:
    for path in list_files(folder):
        try:
            yield from _read_file(path, given, settings, turns)
        except UnreadableReport as fault:
            yield fault


def list_files(folder: Path) -> Iterator[Path]:
    """All files of a folder and of those in it, in the order of their names; links to folders are not followed.

    What lies beside reports is left out. EmptyReport if nothing is left, NoSuchReport for a folder that cannot be
    listed.
    """
    empty = True
    for path in _walk(folder):
        if not is_aside(path.relative_to(folder).as_posix()):
            empty = False
            yield path
    if empty:
        raise EmptyReport(str(folder), "is a folder without reports", "name a folder that has some")


def _walk(folder: Path) -> Iterator[Path]:
    def refuse(fault: OSError) -> None:
        raise NoSuchReport(str(fault.filename), f"cannot be listed ({fault.strerror})") from fault

    for place, folders, files in os.walk(folder, onerror=refuse):
        folders.sort()
        yield from (Path(place, name) for name in sorted(files))


def _read_file(path: Path, given: Given, settings: Settings, turns: Turns) -> Results:
    origin = Origin(path.name.partition(".")[0] if _is_packed(path) else path.stem, str(path))
    with _open(path) as stream:
        size = os.fstat(stream.fileno()).st_size
        turns.follow(stream)
        task = Task(given, settings, Budget(max(settings.unpacked_bytes, size * settings.unpacked_ratio)), turns=turns)
        try:
            yield from read_stream(stream, path.name, origin, task)
        except OSError as fault:
            raise NoSuchReport(str(path), f"cannot be read to its end ({fault.strerror})") from fault


def _is_packed(path: Path) -> bool:
    return path.suffix.lower() == ".gz"


def _open(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except PermissionError as fault:
        raise NoSuchReport(str(path), "may not be opened", "ask for the right to read it") from fault
    except (OSError, ValueError) as fault:
        raise NoSuchReport(str(path)) from fault


def _read_address(address: str, given: Given, settings: Settings, network: Network | None) -> Results:
    from verbale.read.addresses import fetch  # noqa: PLC0415 - httpx takes 0.2 s to load
    from verbale.read.visits import fetch_article, read_visit  # noqa: PLC0415

    first = fetch(address, settings, network)
    pages, warnings = fetch_article(first, lambda following: fetch(following, settings, network))
    yield from read_visit(pages, Origin(address, address, first.address), given, warnings)
