"""Everything that verbale refuses, as one tree; each error is named for the fact and says the way out.

VerbaleError
├── SpanOutsideText
├── UnreadableReport        a report that cannot be read; the others still are
│   ├── NoSuchReport
│   ├── EmptyReport
│   ├── NotText
│   ├── UndecodableText
│   ├── NotEnglish
│   ├── BadHeader
│   ├── BadLine             one line of a .jsonl file
│   ├── TooLarge
│   ├── SeveralReports      more than the one report that was asked for
│   └── AddressRefused      an address that is private, local, slow, broken or not a page
├── UnknownCode             a word that the codebook does not have
├── DamagedTable            a table of ours that does not fit its checksum or form
├── DamagedWeights          the engine's files are missing or do not fit their checksums
├── NotRecorded             a report that a recording does not know
└── BadRecord               JSON that is not a verbale/1 record
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class VerbaleError(Exception):
    """Root of the tree: catch this to catch all that verbale raises on purpose."""


class SpanOutsideText(VerbaleError):
    """A stretch that does not lie within its text."""

    def __init__(self, start: int, end: int, length: int) -> None:
        super().__init__(f"[{start}, {end}) does not lie within a text of {length} characters")
        self.start, self.end, self.length = start, end, length


class UnreadableReport(VerbaleError):
    """A report that cannot be read: `source` names it, `why` and `way_out` are for people."""

    why = "cannot be read"
    way_out = "give a .txt, .md, .html or .jsonl file, an http(s) address, or - for standard input"

    def __init__(self, source: str, why: str | None = None, way_out: str | None = None) -> None:
        self.source = source
        self.why = why or type(self).why
        self.way_out = way_out or type(self).way_out
        super().__init__(f"{source}: {self.why}; {self.way_out}")


class NoSuchReport(UnreadableReport):
    """No file, or none that may be opened, at that path."""

    why = "there is no such file"
    way_out = "check the path"


class EmptyReport(UnreadableReport):
    """Nothing but white space."""

    why = "is empty"
    way_out = "give a report with some text"


class NotText(UnreadableReport):
    """A picture, an archive, a program: bytes that are no text."""

    why = "is not text or HTML"


class UndecodableText(UnreadableReport):
    """Text whose encoding is neither declared nor recognised with confidence."""

    why = "its encoding cannot be told"
    way_out = "save it as UTF-8"


class NotEnglish(UnreadableReport):
    """A report in another language."""

    why = "is not in English"
    way_out = "verbale reads English reports only"


class BadHeader(UnreadableReport):
    """A header line that does not hold what its name says."""

    way_out = "write published: as YYYY-MM-DD"


class BadLine(UnreadableReport):
    """A line of a .jsonl file that is no report."""

    way_out = 'each line is an object with "text", and "id", "title", "published", "publisher", "url" if known'


class TooLarge(UnreadableReport):
    """More than verbale takes as one report."""

    why = "is too large"
    way_out = "split it into its reports"


class SeveralReports(UnreadableReport):
    """More than the one report that was asked for."""

    why = "holds several reports"
    way_out = "read them with read_all"


class AddressRefused(UnreadableReport):
    """An address that verbale does not ask, or that gives no page."""

    why = "that address cannot be read"
    way_out = "save the page and give the file"


class UnknownCode(VerbaleError):
    """A word that the codebook does not have; `suggestions` are near ones that it has."""

    def __init__(self, kind: str, code: str, known: Iterable[str]) -> None:
        self.kind, self.code = kind, code
        self.known = tuple(known)
        near = get_close_matches(code.upper(), self.known, 3) or get_close_matches(code, self.known, 3)
        self.suggestions = tuple(near)
        hint = f"did you mean {' or '.join(near)}?" if near else f"one of: {', '.join(self.known)}"
        super().__init__(f"no {kind} is called {code!r}; {hint}")


class DamagedTable(VerbaleError):
    """A table that came with verbale and no longer fits its checksum or form."""

    def __init__(self, name: str, fault: str) -> None:
        super().__init__(f"the table {name} is damaged ({fault}); install verbale again")
        self.name, self.fault = name, fault


class DamagedWeights(VerbaleError):
    """A file of the trained engine that is missing or is not what was shipped."""

    def __init__(self, name: str) -> None:
        super().__init__(f"the engine's file {name} is missing or damaged; install verbale again")
        self.name = name


class BadRecord(VerbaleError):
    """JSON that is not a record of this version; the message names the field's path."""


class NotRecorded(VerbaleError):
    """A report whose findings were never recorded."""

    def __init__(self, source: str, report: str) -> None:
        way_out = "record its findings again from this very text"
        super().__init__(f"{source}: nothing was recorded for the report {report}; {way_out}")
        self.source, self.report = source, report
