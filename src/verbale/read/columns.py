"""Tables, one report a row: CSV and Parquet, with columns that the user names or that are called as usual."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, BinaryIO

from verbale.errors import BadLine, DamagedFile, EmptyReport, ReaderNotInstalled, UnreadableReport
from verbale.read.drafts import Origin, compose
from verbale.read.encodings import MARKS, find_likely_encoding, refuse_what_is_no_text
from verbale.read.fields import NAMES, draft_fields, flatten
from verbale.read.streams import peek, seekable
from verbale.read.tasks import Results, Task

DELIMITERS = (",", ";", "\t", "|")
AT_ONCE = 256
"""Rows of a Parquet file that are held at once."""


def read_csv(stream: BinaryIO, origin: Origin, task: Task) -> Results:
    """A report for each row; the head line names the columns."""
    # the limit is the process's; it has no smaller place
    csv.field_size_limit(task.settings.report_bytes)
    text = io.TextIOWrapper(stream, find_encoding(peek(stream), origin), newline="")
    try:
        yield from _read_rows(text, origin, task)
    except UnicodeDecodeError as fault:
        why = f"is not {fault.encoding.upper()} from byte {fault.start} of a piece on"
        raise BadLine(origin.shown, why, "save it as UTF-8") from fault
    finally:
        if not text.closed:
            text.detach()


def _read_rows(text: io.TextIOWrapper, origin: Origin, task: Task) -> Results:
    head_line = text.readline(task.settings.report_bytes)
    if not head_line.strip():
        raise EmptyReport(origin.shown)
    delimiter = max(DELIMITERS, key=head_line.count)
    try:
        head = [name.strip() for name in next(csv.reader([head_line], delimiter=delimiter))]
    except csv.Error as fault:
        raise BadLine(origin.shown, f"has a head line that cannot be read ({fault})", "name its columns") from fault
    columns = check_columns(head, task.given.columns, origin)
    rows = csv.reader(text, delimiter=delimiter)
    number = 1
    while True:
        number += 1
        try:
            row = next(rows, None)
        except csv.Error as fault:
            yield BadLine(f"{origin.shown}, row {number}", f"cannot be read ({fault})", "check its quotation marks")
            continue
        if row is None:
            return
        if any(cell.strip() for cell in row) and task.turns.take():
            yield _read_row(dict(zip(map(str.lower, head), row, strict=False)), columns, number, origin, task)


def find_encoding(head: bytes, origin: Origin) -> str:
    """The encoding of a table by its first bytes: its mark, UTF-8, or what they are recognised as."""
    refuse_what_is_no_text(head, origin.shown)
    for mark, name in MARKS:
        if head.startswith(mark):
            return "utf-8-sig" if name == "utf-8" else name.rpartition("-")[0]
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return find_likely_encoding(head, origin.shown)
    return "utf-8"


def read_parquet(stream: BinaryIO, origin: Origin, task: Task) -> Results:
    """A report for each row; only the columns that are needed are read."""
    try:
        from pyarrow.parquet import ParquetFile  # noqa: PLC0415 - takes 0.2 s to load
    except ModuleNotFoundError as fault:
        raise ReaderNotInstalled(origin.shown, "a Parquet file", "arrow") from fault
    with seekable(stream, origin, task.settings.whole_bytes) as whole:
        try:
            table = ParquetFile(whole)
            head = [str(name) for name in table.schema_arrow.names]
        except Exception as fault:  # damage ends in errors of several kinds
            raise DamagedFile(origin.shown) from fault
        columns = check_columns(head, task.given.columns, origin)
        for number, row in enumerate(_list_rows(table, _list_needed(head, columns), origin), 1):
            if task.turns.take():
                yield _read_row(row, columns, number, origin, task)


def _list_needed(head: Sequence[str], columns: Mapping[str, str]) -> list[str]:
    wanted = {name.split(".")[0] for names in NAMES.values() for name in names} | {v.lower() for v in columns.values()}
    return [name for name in head if name.lower() in wanted]


def _list_rows(table: Any, names: list[str], origin: Origin) -> Iterator[dict[str, object]]:
    try:
        for batch in table.iter_batches(AT_ONCE, columns=names):
            for row in batch.to_pylist():
                yield dict(flatten(row))
    except Exception as fault:  # as above
        raise DamagedFile(origin.shown, "is damaged from here on; what came before was read") from fault


def check_columns(head: Sequence[str], columns: Sequence[tuple[str, str]], origin: Origin) -> dict[str, str]:
    """What the user says of the columns; BadLine if a column is not there, or none can be the text."""
    there = {name.lower() for name in head}
    listed = ", ".join(head[:20])
    for wanted, name in columns:
        if name.lower() not in there:
            raise BadLine(origin.shown, f"has no column {name!r} for {wanted}", f"it has: {listed}")
    said = dict(columns)
    if "text" not in said and there.isdisjoint(NAMES["text"]):
        raise BadLine(
            origin.shown, "has no column that is called text", f"--column text=NAME says which; it has: {listed}"
        )
    return said


def _read_row(row: Mapping[str, object], columns: Mapping[str, str], number: int, origin: Origin, task: Task) -> Any:
    here = Origin(f"{origin.name}#{number}", f"{origin.shown}, row {number}")
    try:
        draft, identifier = draft_fields(row, columns, here)
        return compose(draft, Origin(identifier or here.name, here.shown), task.given)
    except UnreadableReport as fault:
        return fault
