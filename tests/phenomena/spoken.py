"""Short reports with what is said in them, and what a record of them lacks.

The form is told at the head of speeches.txt. A speaker is right if the actor or one of its mentions is so called, or
holds the words asked for; "-" asks for none. Quoted words must be exact but for marks at their ends, reported words
must share half of all their words with those asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from verbale.records import ReportRecord, Statement

HALF = 0.5
"""Words shared of all words from which reported words are those asked for."""
MARKS = " \t\n\"'“”‘’«»„.,;:!?…-–—"
ARTICLE = re.compile(r"^(?:the|a|an|one) ", re.IGNORECASE)


class Line(NamedTuple):
    """One statement that a report holds."""

    form: str
    who: tuple[str, ...]
    pieces: tuple[str, ...]
    to: str | None
    via: str | None
    within: int | None
    needed: bool = True

    @property
    def quoted(self) -> bool:
        return self.form != "indirect"


class Spoken(NamedTuple):
    """A report, what it is a test of, and what is said in it."""

    layout: str
    day: str
    title: str | None
    body: str
    lines: tuple[Line, ...]


class Marks(NamedTuple):
    """How much of one report is right: pieces in marks, and reported statements, found, asked for, told."""

    found: dict[bool, int]
    asked: dict[bool, int]
    told: dict[bool, int]
    speakers: int
    matched: int
    faults: tuple[str, ...]


def read_spoken(path: Path) -> Iterator[Spoken]:
    """The reports of a file."""
    for block in path.read_text(encoding="utf8").split("\n== ")[1:]:
        head, _, rest = block.partition("\n")
        layout, day = head.split(" | ")
        text, _, lines = rest.partition("\n--\n")
        title, _, body = text.partition("\n\n")
        whole = f"{title}\n\n{body}"
        told = tuple(_read_line(line, whole) for line in lines.strip().splitlines())
        yield Spoken(layout, day, None if title == "-" else title, body.strip(), told)


def _read_line(line: str, text: str) -> Line:
    form, who, said, *more = line.split(" | ")
    extra = dict(one.split(" ", 1) for one in more)
    pieces = tuple(_whole(piece, text) for piece in said.split(" // "))
    within = int(extra["in"]) if "in" in extra else None
    names = () if who == "-" else tuple(who.split("; "))
    needed = not form.startswith("?")
    return Line(form.lstrip("?"), names, pieces, extra.get("to"), extra.get("via"), within, needed)


def _whole(piece: str, text: str) -> str:
    """The words of *text* that begin and end as "first words ... last words" does."""
    if " ... " not in piece:
        assert piece in text, piece
        return piece
    first, last = piece.split(" ... ")
    start = text.index(first)
    return text[start : text.index(last, start) + len(last)]


def mark(spoken: Spoken, record: ReportRecord) -> Marks:
    """What is right of a record, and what is not."""
    found, asked, told = ({True: 0, False: 0} for _ in range(3))
    speakers = matched = 0
    faults: list[str] = []
    free = [(one, piece) for one in record.statements for piece in _pieces(one)]
    for one, _ in free:
        told[one.form != "indirect"] += 1
    for line in spoken.lines:
        for piece in _wanted(line):
            best = next((other for other in free if _same(line, piece, *other)), None)
            asked[line.quoted] += line.needed
            if best is None:
                faults += [f"no {line.form}: {piece}"] if line.needed else []
                continue
            free.remove(best)
            if not line.needed:
                told[line.quoted] -= 1
                continue
            found[line.quoted] += 1
            matched += bool(line.who)
            right = _is_called(line.who, best[0].speakers, record)
            speakers += bool(line.who) and right
            faults += [] if right else [f"by {_names(best[0].speakers, record)}, not {line.who}: {piece}"]
            faults += _wrong_company(line, best[0], record)
    faults += [f"{one.form} too many by {_names(one.speakers, record)}: {piece}" for one, piece in free]
    return Marks(found, asked, told, speakers, matched, tuple(faults))


def _pieces(one: Statement) -> tuple[str, ...]:
    return (one.text,) if one.form == "indirect" else tuple(one.text.split("\n\n"))


def _wanted(line: Line) -> tuple[str, ...]:
    return line.pieces if line.quoted else (" ".join(line.pieces),)


def _same(line: Line, piece: str, one: Statement, told: str) -> bool:
    if line.quoted != (one.form != "indirect"):
        return False
    if line.quoted:
        return piece.strip(MARKS) == told.strip(MARKS)
    a, b = (set(re.findall(r"[\w'’]+", words.lower())) for words in (piece, told))
    return len(a & b) >= HALF * len(a | b)


def _is_called(who: tuple[str, ...], ids: tuple[str, ...], record: ReportRecord) -> bool:
    if not who:
        return not ids
    return len(who) == len(ids) and all(any(_is_named(name, one, record) for one in ids) for name in who)


def _is_named(name: str, identifier: str, record: ReportRecord) -> bool:
    actor = record.actor(identifier)
    wanted = ARTICLE.sub("", name.lower())
    called = [actor.name, *(record.report.text[start:end] for start, end in actor.mentions)]
    return any(wanted in one.lower() or one.lower() == wanted for one in called)


def _wrong_company(line: Line, one: Statement, record: ReportRecord) -> Iterator[str]:
    for kind, wanted, ids in (("to", line.to, one.to), ("via", line.via, one.via)):
        fits = any(_is_named(wanted, other, record) for other in ids) if wanted else not ids
        if not fits:
            yield f"{kind} {_names(ids, record)}, not {wanted}: {line.pieces[0]}"
    if (line.within is None) != (one.within is None):
        yield f"within {one.within}, not {line.within}: {line.pieces[0]}"


def _names(ids: tuple[str, ...], record: ReportRecord) -> list[str]:
    return [record.actor(one).name for one in ids]
