"""Damaged files: whatever is cut off or changed, there is one clear line for it and never a crash."""

from __future__ import annotations

import gzip
import io
import tempfile
import warnings
from functools import cache
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from read.makings import (
    BODY,
    TITLE,
    WORDS,
    pack,
    wrap,
    write_crawl,
    write_docx,
    write_mailbox,
    write_message,
    write_pdf,
    write_rtf,
    write_text,
    write_words,
)
from read.pages import write_page
from read.test_articles import SERVICES
from read.test_columns import ROW, write_table
from read.test_exports import FORMS
from verbale.errors import UnreadableReport
from verbale.read import Reading, read_source


def _write_parquet() -> bytes:
    stream = io.BytesIO()
    pq.write_table(pa.table({"text": [WORDS], "title": [TITLE]}), stream)
    return stream.getvalue()


@cache
def make_files() -> dict[str, bytes]:
    message = write_message()
    message.add_attachment(write_pdf([wrap(BODY[0])]), maintype="application", subtype="pdf", filename="a.pdf")
    docx = write_docx([(TITLE, "Title"), (WORDS, "Normal")])
    return {
        "a.zip": pack({"a.txt": write_text(), "b.docx": docx, "c.html": write_page().encode()}),
        "a.jsonl.gz": gzip.compress(b'{"text": "The ministers met in Vienna."}\n' * 50),
        "a.eml": message.as_bytes(),
        "a.mbox": write_mailbox(message, write_message()),
        "a.pdf": write_pdf([wrap(WORDS), wrap(WORDS)], TITLE),
        "a.docx": docx,
        "a.rtf": write_rtf([TITLE, *BODY]),
        "a.warc.gz": write_crawl(("https://danube.example/", "text/html", write_page().encode())),
        "a.warc": write_crawl(("https://danube.example/", "text/html", write_page().encode()), packed=False),
        "a.wet": write_words(("https://danube.example/", WORDS)),
        "a.json": str(SERVICES["guardian"]).replace("'", '"').encode(),
        "a.csv": write_table(ROW, ROW).encode(),
        "a.parquet": _write_parquet(),
        "a.html": write_page().encode(),
        **{f"{name}.txt": text.encode() for name, text in FORMS.items()},
    }


NAMES = ("a.zip", "a.jsonl.gz", "a.eml", "a.mbox", "a.pdf", "a.docx", "a.rtf", "a.warc.gz", "a.warc", "a.wet", "a.json")
NAMES += ("a.csv", "a.parquet", "a.html", *(f"{name}.txt" for name in FORMS))


def check(name: str, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        path = Path(folder) / name
        path.write_bytes(data)
        for result in read_source(str(path)):
            assert isinstance(result, Reading | UnreadableReport)
            if isinstance(result, UnreadableReport):
                assert str(path) in str(result)


@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
def test_a_file_that_breaks_off_never_crashes(name: str, data: st.DataObject) -> None:
    whole = make_files()[name]
    check(name, whole[: data.draw(st.integers(0, len(whole)))])


@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
def test_a_file_with_changed_bytes_never_crashes(name: str, data: st.DataObject) -> None:
    changed = bytearray(make_files()[name])
    places = st.lists(st.tuples(st.integers(0, len(changed) - 1), st.integers(0, 255)), min_size=1, max_size=12)
    for at, value in data.draw(places):
        changed[at] = value
    check(name, bytes(changed))


@given(st.binary(max_size=400), st.sampled_from(sorted(NAMES)))
def test_any_bytes_under_any_name_never_crash(data: bytes, name: str) -> None:
    check(name, data)
