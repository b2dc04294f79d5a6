"""Answers as tables of other libraries, as JSON Lines and as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from importlib import import_module
from pathlib import Path
from types import UnionType
from typing import TYPE_CHECKING, Any, Final, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Struct

from verbale.errors import MissingExtra
from verbale.spans import Span

if TYPE_CHECKING:
    from verbale.store.rows import Answer

FORMULA_SIGNS: Final = ("=", "+", "-", "@", "\t", "\r")
"""A field that begins like this would be run by a spreadsheet; a quotation mark before it keeps it text."""


def to_json_lines(answer: Answer[Any]) -> str:
    """One JSON object a line, in order."""
    return "".join(msgspec.json.encode(row).decode() + "\n" for row in answer)


def to_csv(answer: Answer[Any], head: bool = True) -> str:
    """A head line, unless it stands already, then one line a row (RFC 4180, line ends "\\n")."""
    return write_lines(answer.columns if head else None, map(msgspec.structs.astuple, answer))


def write_lines(head: Sequence[str] | None, rows: Iterable[Sequence[Any]]) -> str:
    """Rows of values as CSV, with a head line if one is given."""
    page = io.StringIO()
    writer = csv.writer(page, lineterminator="\n")
    if head is not None:
        writer.writerow(head)
    for row in rows:
        writer.writerow([_write_field(value) for value in row])
    return page.getvalue()


def to_arrow(answer: Answer[Any]) -> Any:
    """A pyarrow.Table with a schema made from the row's type."""
    schema = make_schema(answer.row_type, "to_arrow")
    return _load("pyarrow", "to_arrow", "arrow").Table.from_pylist(answer.to_dicts(), schema=schema)


def write_parquet(pages: Iterable[Answer[Any]], path: Path) -> int:
    """Write pages of one kind of rows (one page at least) as a Parquet file; how many rows there were."""
    parquet = _load("pyarrow.parquet", "export parquet", "arrow")
    count, writer = 0, None
    try:
        for page in pages:
            writer = writer or parquet.ParquetWriter(path, make_schema(page.row_type, "export parquet"))
            writer.write_table(to_arrow(page))
            count += len(page)
    finally:
        if writer is not None:
            writer.close()
    return count


def make_schema(row_type: type[Struct], purpose: str) -> Any:
    """The pyarrow.Schema of a row's type."""
    arrow = _load("pyarrow", purpose, "arrow")
    kinds: dict[Any, Callable[[], Any]] = {
        str: arrow.string,
        bool: arrow.bool_,
        int: arrow.int64,
        float: arrow.float64,
        date: arrow.date32,
        datetime: lambda: arrow.timestamp("us"),
    }

    def tell(kind: Any) -> Any:
        kind = _drop_none(kind)
        if kind is Span:
            return arrow.list_(arrow.int64(), 2)
        if get_origin(kind) is tuple:
            return arrow.list_(tell(get_args(kind)[0]))
        if isinstance(kind, type) and issubclass(kind, Struct):
            return arrow.struct([(name, tell(part)) for name, part in get_type_hints(kind).items()])
        return kinds.get(kind, arrow.string)()

    return arrow.schema([(name, tell(kind)) for name, kind in get_type_hints(row_type).items()])


def to_polars(answer: Answer[Any]) -> Any:
    """A polars.DataFrame with a schema made from the row's type."""
    polars = _load("polars", "to_polars", "polars")
    kinds = {
        str: polars.String,
        bool: polars.Boolean,
        int: polars.Int64,
        float: polars.Float64,
        date: polars.Date,
        datetime: polars.Datetime("us"),
    }

    def tell(kind: Any) -> Any:
        kind = _drop_none(kind)
        if kind is Span:
            return polars.List(polars.Int64)
        if get_origin(kind) is tuple:
            return polars.List(tell(get_args(kind)[0]))
        if isinstance(kind, type) and issubclass(kind, Struct):
            return polars.Struct({name: tell(part) for name, part in get_type_hints(kind).items()})
        return kinds.get(kind, polars.String)

    schema = {name: tell(kind) for name, kind in get_type_hints(answer.row_type).items()}
    return polars.DataFrame(answer.to_dicts(), schema=schema)


def to_pandas(answer: Answer[Any]) -> Any:
    """A pandas.DataFrame; lists stay lists, days become datetime64."""
    pandas = _load("pandas", "to_pandas", "pandas")
    frame = pandas.DataFrame(answer.to_dicts(), columns=list(answer.columns))
    for name, kind in get_type_hints(answer.row_type).items():
        if _drop_none(kind) in (date, datetime):
            frame[name] = pandas.to_datetime(frame[name])
    return frame


def _load(library: str, purpose: str, extra: str) -> Any:
    try:
        return import_module(library)
    except ImportError as fault:
        raise MissingExtra(purpose, library, extra) from fault


def _drop_none(kind: Any) -> Any:
    if isinstance(kind, UnionType):
        (kind,) = (one for one in get_args(kind) if one is not type(None))
    return kind


def _write_field(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Span):
        return f"{value.start}-{value.end}"
    if isinstance(value, tuple | list):
        return _guard("; ".join(_write_plain(one) for one in value))
    return _guard(value) if isinstance(value, str) else _write_plain(value)


def _write_plain(value: Any) -> str:
    if isinstance(value, Struct):
        parts = (_write_plain(part) for part in msgspec.structs.astuple(value) if part is not None)
        return " ".join(parts)
    if isinstance(value, Span):
        return f"{value.start}-{value.end}"
    return "" if value is None else value.isoformat() if isinstance(value, date) else str(value)


def _guard(words: str) -> str:
    return f"'{words}" if words.startswith(FORMULA_SIGNS) else words
