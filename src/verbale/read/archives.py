"""Archives: each file in a .zip or .gz as if it lay there unpacked."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from msgspec.structs import replace

from verbale.errors import DamagedFile, EmptyReport, LockedFile, UnreadableReport
from verbale.read.drafts import Origin
from verbale.read.kinds import is_aside
from verbale.read.streams import read_stream, seekable
from verbale.read.tasks import Results, Task
from verbale.read.unpacking import FAULTS, unpack

OF_WORD = "word/document.xml"
LOCKED = 0x1
"""The flag of a member that is encrypted (the format's own description, 4.4.4)."""


def read_zip(stream: BinaryIO, origin: Origin, task: Task) -> Results:
    """The reports of each file in the archive, in its order."""
    with seekable(stream, origin, task.settings.whole_bytes) as whole:
        archive = _open(whole, origin)
        if OF_WORD in archive.NameToInfo:
            from verbale.read.printed import read_docx  # noqa: PLC0415 - what it needs is loaded for such files only

            yield from read_docx(whole, origin, task)
            return
        members = [one for one in archive.infolist() if not one.is_dir() and not is_aside(one.filename)]
        if not members:
            raise EmptyReport(origin.shown, "is an archive without reports")
        for member in members:
            yield from _read_member(archive, member, origin, task)


def _open(stream: BinaryIO, origin: Origin) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(stream)
    except (*FAULTS, OSError) as fault:
        raise DamagedFile(origin.shown) from fault


def _read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, origin: Origin, task: Task) -> Results:
    here = Origin(PurePosixPath(member.filename).stem, f"{origin.shown}, {member.filename}")
    try:
        if member.flag_bits & LOCKED:
            raise LockedFile(here.shown)
        with _open_member(archive, member, here) as inner:
            stream = unpack(inner, here, task.budget)
            yield from read_stream(stream, member.filename, here, replace(task, depth=task.depth + 1))
    except UnreadableReport as fault:
        yield fault


def _open_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, origin: Origin) -> BinaryIO:
    try:
        return cast("BinaryIO", archive.open(member))
    except (*FAULTS, OSError, RuntimeError) as fault:
        raise DamagedFile(origin.shown) from fault


def read_gzip(stream: BinaryIO, origin: Origin, task: Task) -> Results:
    """The one file that is packed, whose name is the archive's without .gz."""
    name = PurePosixPath(origin.shown.rsplit(", ", 1)[-1]).name
    inner_name = name[: -len(".gz")] if name.lower().endswith(".gz") else ""
    with gzip.GzipFile(fileobj=stream) as inner:
        unpacked = unpack(cast("BinaryIO", inner), origin, task.budget)
        yield from read_stream(unpacked, inner_name, origin, replace(task, depth=task.depth + 1))
