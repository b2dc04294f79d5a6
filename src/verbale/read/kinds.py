"""Kinds of files: how each is known by its name or its first bytes, and which small reader takes it.

A reader is named, not imported: what it needs is loaded with the first file of its kind.
"""

from __future__ import annotations

import re
from importlib import import_module
from typing import cast

from msgspec import Struct

from verbale.read.tasks import FileReader

HEAD = 4096
"""So many first bytes may tell the kind."""


class Kind(Struct, frozen=True):
    """A kind of file. *beginning* is matched against its first bytes, which tell more than the name does."""

    name: str
    reader: str
    suffixes: tuple[str, ...] = ()
    beginning: re.Pattern[bytes] | None = None


def _begins(pattern: bytes) -> re.Pattern[bytes]:
    return re.compile(pattern, re.DOTALL)


KINDS = (
    Kind("lines", "documents:read_lines_file", (".jsonl", ".ndjson")),
    Kind("page", "documents:read_page_file", (".html", ".htm", ".xhtml")),
    Kind("markdown", "documents:read_markdown_file", (".md", ".markdown")),
    Kind("text", "documents:read_text_file", (".txt",)),
    Kind("pdf", "printed:read_pdf", (".pdf",), _begins(rb".{0,1000}?%PDF-\d")),
    Kind("docx", "printed:read_docx", (".docx",)),
    Kind("rtf", "printed:read_rtf", (".rtf",), _begins(rb"\s*\{\\rtf")),
    Kind("warc", "crawls:read_warc", (".warc", ".wet", ".warc.gz", ".wet.gz"), _begins(rb"WARC/[01]\.")),
    Kind("zip", "archives:read_zip", (".zip",), _begins(rb"PK\x03\x04|PK\x05\x06")),
    Kind("gzip", "archives:read_gzip", (".gz",), _begins(rb"\x1f\x8b\x08")),
    Kind("mailbox", "mail:read_mailbox", (".mbox",), _begins(rb"From [^\r\n]*\d{4}[^\r\n]*\r?\n[\w-]+:")),
    Kind(
        "message",
        "mail:read_message",
        (".eml",),
        _begins(rb"(?:Return-Path|Received|Delivered-To|MIME-Version|Message-ID|X-[\w-]+):[^\r\n]*\r?\n[\w \t-]+"),
    ),
    Kind("json", "articles:read_json", (".json",)),
    Kind("csv", "columns:read_csv", (".csv", ".tsv")),
    Kind("parquet", "columns:read_parquet", (".parquet",), _begins(rb"PAR1")),
)
"""The registry, in the order in which first bytes are tried."""

OFFICE = frozenset({"docx", "zip"})
"""Kinds that begin alike: a .docx is a zip, and its name or its members tell."""

REFUSED = {
    ".doc": "save it as .docx",
    ".odt": "save it as .docx",
    ".pptx": "save it as .pdf",
    ".epub": "save its text as .txt",
    ".xlsx": "save it as .csv",
    ".xls": "save it as .csv",
    ".ods": "save it as .csv",
    ".7z": "pack it as .zip",
    ".rar": "pack it as .zip",
    ".msg": "save it as .eml",
    ".pst": "export it as .mbox",
}
"""Names of files that hold reports often, and that nothing here reads, with the way out."""

_ASIDE = """
    .css .js .mjs .map .woff .woff2 .ttf .otf .eot .ico .png .jpg .jpeg .gif .webp .avif .svg .bmp .tif .tiff .mp3
    .mp4 .m4a .ogg .webm .wav .mov .avi .ds_store .ini .db .lnk .py .pyc .sha256 .md5 .sig .asc .p7s .ics .vcf .cdx
    .cdxj .wat .wat.gz .log .bak .tmp .swp
"""
ASIDE = frozenset(_ASIDE.split())
"""Names of what lies beside reports in folders, archives and messages, and is passed over there."""


def find_kind(name: str, head: bytes) -> Kind | None:
    """The kind of a file by its first bytes, else by its name; None if neither tells."""
    named = next((kind for suffix in list_suffixes(name) for kind in KINDS if suffix in kind.suffixes), None)
    begun = next((kind for kind in KINDS if kind.beginning and kind.beginning.match(head)), None)
    if named is not None and begun is not None and ({named.name, begun.name} <= OFFICE or named.name == "warc"):
        return named
    return begun or named


def list_suffixes(name: str) -> tuple[str, ...]:
    """The last two suffixes of a name together, and the last, in lower case: ``.warc.gz`` and ``.gz``."""
    parts = name.lower().rsplit("/", 1)[-1].split(".")
    return tuple("." + ".".join(parts[-count:]) for count in (2, 1) if len(parts) > count)


def is_aside(name: str) -> bool:
    """Is a file in a folder or an archive one that holds no report: hidden, a picture, a style?"""
    parts = name.lower().split("/")
    hidden = any(part.startswith(".") or part == "__macosx" for part in parts if part not in ("", ".", ".."))
    return hidden or any(suffix in ASIDE for suffix in list_suffixes(name))


def load_reader(kind: Kind) -> FileReader:
    """The function that reads files of this kind."""
    module, _, function = kind.reader.partition(":")
    return cast("FileReader", getattr(import_module(f"verbale.read.{module}"), function))
