"""Everything that verbale refuses, as one tree; each error is named for the fact and says the way out.

VerbaleError
├── SpanOutsideText
├── UnreadableReport        a report that cannot be read; the others still are
│   ├── NoSuchReport
│   ├── EmptyReport
│   ├── NotText
│   ├── UndecodableText
│   ├── NotEnglish
│   ├── NoPolitics          passed over, where only politics is wanted
│   ├── BadHeader
│   ├── BadLine             one line of a .jsonl file
│   ├── DamagedFile         a file of a kind that is known, and broken
│   ├── LockedFile          a file that a password closes
│   ├── TooLarge
│   ├── PagesNotInstalled   a web page, and no library that reads pages
│   ├── ReaderNotInstalled  a kind of file, and no library that reads it
│   ├── SeveralReports      more than the one report that was asked for
│   ├── ReadingFailed       verbale itself stumbled over it
│   ├── ProcessEnded        reading it ended the process
│   └── AddressRefused      an address that is private, local, broken or not a page
│       └── AddressSilent   one that does not answer, or not in time; it may do so later
├── BatchFault              a folder of a batch that cannot be used as it is
│   ├── NotABatch
│   ├── OtherBatch          begun with another version or in another way
│   └── AlreadyRunning      another process works on the same shards
├── BadPlan                 a list of sources to watch that cannot be used
├── BadFeed                 what a source gave is no feed and no sitemap
├── AlreadyWatched          another process watches for the same record
├── UnknownCode             a word that the codebook does not have
├── DamagedTable            a table of ours that does not fit its checksum or form
├── BadTable                a user's table that cannot be used as it is
├── NoSuchTable             no table of the user is called that
├── DamagedWeights          the engine's files are missing or do not fit their checksums
├── NotRecorded             a report that a recording does not know
├── BadRecord               JSON that is not a verbale/1 record, or a record that contradicts itself
├── RecordFault             a record on disk that cannot be used as it is
│   ├── NoSuchRecord
│   ├── NotARecord
│   ├── NewerRecord         made by a later verbale
│   ├── RecordReadOnly
│   ├── RecordBusy          another process writes for too long
│   ├── DiskFull
│   ├── DiskFault           reading or writing fails, or the file may not be opened
│   ├── DamagedRecord
│   └── ServerFault         a database server that cannot be used as it is
│       ├── BadAddress      what is no address of a database
│       ├── ServerSilent    it does not answer, or no longer
│       ├── LoginRefused
│       └── NoSuchDatabase
├── UnknownName             nobody in the record is called that
├── AmbiguousName           several are, and none is the likeliest
├── UnknownEntry            no report, event or statement has that id
├── BadQuestion             a question that cannot be understood: a span of days, an order of dates
├── PortRefused             a port that verbale cannot listen on
└── MissingExtra            a library that an optional part needs
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
    """A report in another language; `language` is its name, if it can be told."""

    why = "is not in English"
    way_out = "verbale reads English reports only"

    def __init__(self, source: str, language: str | None = None) -> None:
        self.language = language
        super().__init__(source, f"is in {language}" if language else None)


class NoPolitics(UnreadableReport):
    """A report that is passed over before it is read, where only reports of politics are wanted."""

    why = "nothing political was seen in it"
    way_out = "verbale read reads it all the same"


class BadHeader(UnreadableReport):
    """A header line that does not hold what its name says."""

    way_out = "write published: as YYYY-MM-DD"


class BadLine(UnreadableReport):
    """A line of a .jsonl file that is no report."""

    way_out = 'each line is an object with "text", and "id", "title", "published", "publisher", "url" if known'


class DamagedFile(UnreadableReport):
    """A file, or a part of one, that breaks the form of its kind."""

    why = "is damaged"
    way_out = "get a whole copy of it"


class LockedFile(UnreadableReport):
    """A file that asks for a password."""

    why = "is locked by a password"
    way_out = "save it without the password"


class TooLarge(UnreadableReport):
    """More than verbale takes as one report."""

    why = "is too large"
    way_out = "split it into its reports"


class SeveralReports(UnreadableReport):
    """More than the one report that was asked for."""

    why = "holds several reports"
    way_out = "read them with read_all"


class PagesNotInstalled(UnreadableReport):
    """A web page, where the libraries that read pages are not installed."""

    why = "is a web page, and what reads pages is not installed"
    way_out = "pip install 'verbale[pages]', or save the article's words as .txt"


class ReaderNotInstalled(UnreadableReport):
    """A file of a kind for which a library is missing; the way out names the extra that has it."""

    def __init__(self, source: str, kind: str, extra: str) -> None:
        self.extra = extra
        super().__init__(source, f"is {kind}, and what reads those is not installed", f"pip install 'verbale[{extra}]'")


class ReadingFailed(UnreadableReport):
    """A report over which verbale itself stumbles: a fault of ours, not of the report's."""

    way_out = "tell verbale's authors, with the report"

    def __init__(self, source: str, fault: Exception) -> None:
        words = " ".join(str(fault).split())[:200]
        super().__init__(source, f"verbale stumbled over it ({type(fault).__name__}: {words})")


class ProcessEnded(UnreadableReport):
    """A report whose reading ended the process, twice: mostly for want of memory."""

    why = "reading it ended the process"
    way_out = "read it alone, with more memory"


class AddressRefused(UnreadableReport):
    """An address that verbale does not ask, or that gives no page."""

    why = "that address cannot be read"
    way_out = "save the page and give the file"


class AddressSilent(AddressRefused):
    """An address that does not answer, or not in time; later it may."""


class BatchFault(VerbaleError):
    """A folder of a batch that cannot be used as it is: `path` names it, `why` and `way_out` are for people."""

    why = "cannot be used"
    way_out = "give another folder"

    def __init__(self, path: str, why: str | None = None, way_out: str | None = None) -> None:
        self.path = path
        self.why = why or type(self).why
        self.way_out = way_out or type(self).way_out
        super().__init__(f"{path}: {self.why}; {self.way_out}")

    def __reduce__(self) -> tuple[type[BatchFault], tuple[str, str, str]]:
        """It comes out of another process as it went in."""
        return type(self), (self.path, self.why, self.way_out)


class NotABatch(BatchFault):
    """A folder that no batch wrote, or none that is done."""

    why = "holds no batch that is done"
    way_out = "`verbale batch IN... --out DIR` makes one"


class OtherBatch(BatchFault):
    """A folder whose batch was begun by another version of verbale, or with other options."""

    way_out = "give another --out, or the same options"


class AlreadyRunning(BatchFault):
    """Another process works on the same shards."""

    why = "another verbale batch works on it"
    way_out = "wait for it, or share the work with --part"


class BadPlan(VerbaleError):
    """A list of sources to watch that cannot be used: `why` and `way_out` are for people."""

    def __init__(self, path: str, why: str, way_out: str = "see docs/how-to/watch-sources.md") -> None:
        self.path, self.why, self.way_out = path, why, way_out
        super().__init__(f"{path}: {why}; {way_out}")


class BadFeed(VerbaleError):
    """What a source gave is no feed and no sitemap, or a broken one."""

    def __init__(self, address: str, why: str, way_out: str = "check its address in a browser") -> None:
        self.address, self.why, self.way_out = address, why, way_out
        super().__init__(f"{address}: {why}; {way_out}")


class AlreadyWatched(VerbaleError):
    """Another process watches for the same record."""

    def __init__(self, path: str) -> None:
        self.path = path
        super().__init__(f"{path}: another verbale watch keeps it already; end that one, or use another record")


class UnknownCode(VerbaleError):
    """A word that the codebook does not have; `suggestions` are near ones that it has."""

    def __init__(self, kind: str, code: str, known: Iterable[str]) -> None:
        self.kind, self.code = kind, code
        self.known = tuple(known)
        near = get_close_matches(code.upper(), self.known, 3) or get_close_matches(code, self.known, 3)
        self.suggestions = tuple(near)
        hint = f"did you mean {' or '.join(near)}?" if near else f"one of: {', '.join(self.known)}"
        super().__init__(f"no {kind} is called {code!r}; {hint}")


def suggest(word: str, known: Iterable[str]) -> str:
    """What a message may add for a word that is not known: "; did you mean Chad?", or nothing."""
    near = get_close_matches(word, tuple(known), 2)
    return f"; did you mean {' or '.join(near)}?" if near else ""


class BadTable(VerbaleError):
    """A table of the user's that cannot be used: `faults` has each with its line and the way out."""

    _TOLD = 5

    def __init__(self, path: str, faults: Iterable[str]) -> None:
        self.path, self.faults = path, tuple(faults)
        more = len(self.faults) - self._TOLD
        told = "; ".join(self.faults[: self._TOLD]) + (f"; and {more} more" if more > 0 else "")
        super().__init__(f"{path}: {told}")


class NoSuchTable(VerbaleError):
    """A table of the user's that is not there."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        self.name, self.known = name, tuple(known)
        there = f"there are: {', '.join(self.known)}" if self.known else "there are none; see verbale knowledge add"
        super().__init__(f"no table of yours is called {name!r}; {there}")


_MENDING = "install verbale again; if that was done while this ran, start it anew"


class DamagedTable(VerbaleError):
    """A table that came with verbale and no longer fits its checksum or form."""

    def __init__(self, name: str, fault: str) -> None:
        super().__init__(f"the table {name} is damaged ({fault}); {_MENDING}")
        self.name, self.fault = name, fault


class DamagedWeights(VerbaleError):
    """A file of the trained engine that is missing or is not what was shipped."""

    def __init__(self, name: str) -> None:
        super().__init__(f"the engine's file {name} is missing or damaged; {_MENDING}")
        self.name = name


class BadRecord(VerbaleError):
    """JSON that is not a record of this version; the message names the field's path."""


class NotRecorded(VerbaleError):
    """A report whose findings were never recorded."""

    def __init__(self, source: str, report: str) -> None:
        way_out = "record its findings again from this very text"
        super().__init__(f"{source}: nothing was recorded for the report {report}; {way_out}")
        self.source, self.report = source, report


class RecordFault(VerbaleError):
    """A record on disk that cannot be used as it is: `path` names it, `why` and `way_out` are for people."""

    why = "cannot be used"
    way_out = "check the file"

    def __init__(self, path: str, why: str | None = None, way_out: str | None = None) -> None:
        self.path = path
        self.why = why or type(self).why
        self.way_out = way_out or type(self).way_out
        super().__init__(f"{path}: {self.why}; {self.way_out}")


class NoSuchRecord(RecordFault):
    """No file at that path."""

    why = "there is no record there"
    way_out = "`verbale add --db FILE REPORT...` makes one"


class NotARecord(RecordFault):
    """A file that is something else."""

    why = "is not a verbale record"
    way_out = "give another file; this one was left as it is"


class NewerRecord(RecordFault):
    """A record that a later verbale made."""

    why = "was made by a newer verbale"
    way_out = "upgrade verbale; the file was left as it is"


class RecordReadOnly(RecordFault):
    """A record that may not be written to."""

    why = "may not be written to"
    way_out = "change its permissions, or work on a copy"


class RecordBusy(RecordFault):
    """Another process has been writing for longer than one waits."""

    why = "another process is writing to it"
    way_out = "try again when that is done"


class DiskFull(RecordFault):
    """No room: nothing of the last report was kept, everything before it was."""

    why = "the disk is full, the last report was not added"
    way_out = "make room and add it again"


class DiskFault(RecordFault):
    """The file cannot be opened, read or written."""

    why = "cannot be opened, read or written"
    way_out = "check the folder, its permissions and the disk"


class DamagedRecord(RecordFault):
    """A file whose pages do not fit together."""

    why = "is damaged"
    way_out = "take its last copy; `verbale check` says more"


class ServerFault(RecordFault):
    """A database server that refuses what a record needs, for a reason of its own."""

    why = "the server refuses"
    way_out = "see what the server says of it, or ask who keeps it"


class BadAddress(ServerFault):
    """What begins like the address of a database and is none."""

    why = "is no address of a PostgreSQL database"
    way_out = "write postgresql://USER@HOST/NAME, signs such as @ and / in a password as %40 and %2F"


class ServerSilent(ServerFault):
    """A server that does not answer, or that went away."""

    why = "the server does not answer"
    way_out = "check host and port, and that it runs and takes connections"


class LoginRefused(ServerFault):
    """A server that does not let this user in."""

    why = "the server does not let this user in"
    way_out = "check the user's name, and the password in ~/.pgpass or PGPASSWORD"


class NoSuchDatabase(ServerFault):
    """No database of that name on the server."""

    why = "the server has no database of that name"
    way_out = "make it with `createdb -E UTF8 -T template0 NAME`"


class UnknownName(VerbaleError):
    """Nobody in the record is called that; `suggestions` are names that it has. *may_be_new*: --new would take it."""

    def __init__(
        self, name: str, suggestions: Iterable[str] = (), where: str = "the record", may_be_new: bool = False
    ) -> None:
        self.name, self.suggestions = name, tuple(suggestions)
        hint = f"did you mean {' or '.join(self.suggestions)}?" if self.suggestions else "nobody has a name like it"
        hint += " (--new takes the name as it is)" if may_be_new else ""
        super().__init__(f"nobody in {where} is called {name!r}; {hint}")


class AmbiguousName(VerbaleError):
    """A name that several in the record have; `candidates` are their names and ids."""

    def __init__(self, name: str, candidates: Iterable[tuple[str, str]]) -> None:
        self.name, self.candidates = name, tuple(candidates)
        listed = ", ".join(f"{full} ({identifier})" for full, identifier in self.candidates)
        super().__init__(f"{name!r} may be {listed}; give the full name or the id")


class UnknownEntry(VerbaleError):
    """No report, event or statement of the record has that id; `known`: the ids that there are, if they are few."""

    def __init__(self, kind: str, identifier: str, known: Iterable[str] | None = None) -> None:
        hint = "lists show ids, their first characters are enough"
        if known is not None:
            hint = f"there are {', '.join(known) or 'none'}"
        super().__init__(f"no {kind} has the id {identifier!r}; {hint}")
        self.kind, self.identifier = kind, identifier


class BadQuestion(VerbaleError):
    """A question that cannot be understood; the message says how to ask it."""


class PortRefused(VerbaleError):
    """A port that verbale cannot listen on, mostly because another program does."""

    def __init__(self, host: str, port: int, why: str) -> None:
        super().__init__(f"cannot listen on {host}, port {port} ({why}); another --port may be free")
        self.host, self.port = host, port


class MissingExtra(VerbaleError):
    """A library that an optional part needs and that is not installed."""

    def __init__(self, purpose: str, library: str, extra: str) -> None:
        super().__init__(f"{purpose} needs {library}: pip install 'verbale[{extra}]'")
        self.library, self.extra = library, extra
