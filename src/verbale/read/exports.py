"""Exports of news databases: many reports in one file, parted and headed as LexisNexis, Nexis Uni and Factiva do it.

All four forms are read from plain text, so that it does not matter whether an export was saved as text, RTF, DOCX or
HTML. The forms, as their files show them:

    factiva labelled   two-letter labels (HD headline, PD day, SN paper, LP and TD the text), then "Document <number>"
    factiva plain      headline, byline, "523 words", day, time, paper, language, copyright, text, "Document <number>"
    nexis uni          headline, paper, day, labels such as "Length:", a line "Body", the text, "End of Document"
    lexisnexis         "3 of 25 DOCUMENTS", paper, day, headline, labels such as "LENGTH:", the text, "LOAD-DATE:"
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from verbale.errors import UnreadableReport
from verbale.read.drafts import Draft, Origin, compose
from verbale.read.publication import read_day_line
from verbale.read.tasks import Results, Task

WRAPPED = 100
"""Lines of a block up to this length are one wrapped paragraph."""

FACTIVA_LABELS = frozenset(
    "SE HD BY CR WC PD ET SN SC ED PG VOL LA CY CX LP TD CT RF ART CO IN NS RE IPC IPD PUB AN CLM DE".split()
)
"""Labels of Factiva's fields."""

HEAD_LABELS = frozenset("byline section length dateline highlight series headline".split())
TAIL_LABELS = frozenset(
    """
    load-date graphic graphics classification language publication-type notes note correction correction-date
    journal-code subject document-type url type industry geographic company organization person ticker acc-no
    """.split()
)
"""Labels of LexisNexis before and after the text."""

_LABEL = re.compile(r"([A-Za-z][A-Za-z-]{2,20}):[ \t]*(.*)", re.DOTALL)
_FACTIVA_LABEL = re.compile(r"([A-Z]{2,3})(?:[ \t]{2,}|[\t|]|[ \t|]*$)(.*)", re.MULTILINE)
_FACTIVA_END = re.compile(r"^[ \t|]*(?:AN[ \t|]+)?Document ([A-Za-z0-9]{12,40})[ \t|]*$", re.MULTILINE)
_NEXIS_END = re.compile(r"^[ \t]*End of Document[ \t]*$", re.MULTILINE)
_NEXIS_BODY = re.compile(r"^[ \t]*Body[ \t]*$", re.MULTILINE)
_LEXIS_START = re.compile(r"^[ \t]*(?:Document )?\d{1,4} of \d{1,4} DOCUMENTS?[ \t]*$", re.MULTILINE)
_COUNT = re.compile(r"[\d,.]+ words", re.IGNORECASE)
_TIME = re.compile(r"\d{1,2}:\d{2}(?: ?[AaPp]\.?[Mm]\.?)?(?: [A-Z]{2,4})?")
_COPYRIGHT = re.compile(r"(?:\([cC]\)|©|Copyright\b|All [Rr]ights [Rr]eserved)")
_BYLINE = re.compile(r"By:? +(?=\S)", re.IGNORECASE)
_BLANK = re.compile(r"\n[^\S\n]*\n\s*")


class Cut(NamedTuple):
    """A form: what ends or begins each report, and how one report is taken apart."""

    parts: Callable[[str], list[str]]
    parse: Callable[[str], Draft]


def find_drafts(text: str) -> list[Draft]:
    """The reports of an export in their order; none if *text* is no export."""
    for cut in (FACTIVA, NEXIS, LEXIS):
        parts = cut.parts(text)
        if parts:
            return [cut.parse(part) for part in parts]
    return []


def read_drafts(drafts: Sequence[Draft], origin: Origin, task: Task, warnings: tuple[str, ...]) -> Results:
    """Each draft composed, or its error by its number in the file."""
    for number, draft in enumerate(drafts, 1):
        if not task.turns.take():
            continue
        here = Origin(f"{origin.name}#{number}", f"{origin.shown}, report {number}")
        try:
            yield compose(draft, here, task.given, warnings)
        except UnreadableReport as fault:
            yield fault


# Factiva


def _cut_factiva(text: str) -> list[str]:
    ends = [found.end() for found in _FACTIVA_END.finditer(text)]
    parts = [text[start:end] for start, end in zip([0, *ends], ends, strict=False)]
    return parts if any(map(_is_factiva, parts)) else []


def _is_factiva(part: str) -> bool:
    return bool(_COUNT.search(part)) and any(map(read_day_line, _list_values(part)))


def _list_values(part: str) -> list[str]:
    """Lines without a Factiva label before them."""
    return [_take_label(line)[1] for line in _list_lines(part)]


def _take_label(line: str) -> tuple[str, str]:
    found = _FACTIVA_LABEL.fullmatch(line)
    return (found[1], found[2].strip(" \t|")) if found and found[1] in FACTIVA_LABELS else ("", line.strip(" \t|"))


def _parse_factiva(part: str) -> Draft:
    part = _FACTIVA_END.sub("", part)
    labels = {_take_label(line)[0] for line in _list_lines(part)}
    return _parse_labelled(part) if {"HD", "PD"} <= labels else _parse_plain(part)


def _parse_labelled(part: str) -> Draft:
    fields: dict[str, list[str]] = {}
    label = ""
    for line in part.split("\n"):
        new, words = _take_label(line.strip())
        label = new or label
        fields.setdefault(label, []).append(words)
    said = {name: _join_wrapped("\n".join(lines).strip()) for name, lines in fields.items()}
    day = read_day_line(said.get("PD", ""))
    return Draft(
        body="\n\n".join(filter(None, (_unwrap("\n".join(fields.get(name, []))) for name in ("LP", "TD")))),
        title=said.get("HD"),
        published=day.isoformat() if day else None,
        publisher=said.get("SN"),
        author=_BYLINE.sub("", said["BY"], 1) if said.get("BY") else None,
    )


def _parse_plain(part: str) -> Draft:
    lines = part.split("\n")
    full = [(at, line.strip()) for at, line in enumerate(lines) if line.strip()]
    count = next((at for at, (_, line) in enumerate(full) if _COUNT.fullmatch(line)), 0)
    head = [line for _, line in full[:count]]
    author = head.pop() if len(head) > 1 and _BYLINE.match(head[-1]) else None
    after = full[count + 1 :]
    end = _find_plain_head_end([line for _, line in after])
    told = [line for _, line in after[:end]]
    day = next(filter(None, map(read_day_line, told)), None)
    names = [line for line in told if not read_day_line(line) and not _TIME.fullmatch(line)]
    start = after[end][0] if end < len(after) else len(lines)
    return Draft(
        body=_unwrap("\n".join(lines[start:])),
        title=head[-1] if head else None,
        published=day.isoformat() if day else None,
        publisher=names[0] if names else None,
        author=_BYLINE.sub("", author, 1) if author else None,
    )


def _find_plain_head_end(lines: Sequence[str]) -> int:
    """How many of *lines* are still head: up to the copyright, or else to the language."""
    head = lines[:12]
    for is_last in (_COPYRIGHT.match, re.compile(r"English").fullmatch):
        marks = [at for at, line in enumerate(head) if is_last(line)]
        if marks:
            return marks[-1] + 1
    return min(3, len(lines))


# Nexis Uni


def _cut_nexis(text: str) -> list[str]:
    parts = _NEXIS_END.split(text)[:-1]
    return [part for part in parts if part.strip()] if any(map(_NEXIS_BODY.search, parts)) else []


def _parse_nexis(part: str) -> Draft:
    head, _, body = _partition(_NEXIS_BODY, part)
    lines = _list_lines(head)
    at = next((at for at, line in enumerate(lines) if at and read_day_line(line)), 0)
    day = read_day_line(lines[at]) if at else None
    said = _read_labels(lines)
    return Draft(
        body="\n\n".join(_until_tail(_list_blocks(body))),
        title=lines[at - 2] if at >= 2 else None,
        published=day.isoformat() if day else None,
        publisher=lines[at - 1] if at else None,
        author=_BYLINE.sub("", said["byline"], 1) if said.get("byline") else None,
    )


def _partition(mark: re.Pattern[str], text: str) -> tuple[str, str, str]:
    found = mark.search(text)
    return (text[: found.start()], found[0], text[found.end() :]) if found else ("", "", text)


# LexisNexis


def _cut_lexis(text: str) -> list[str]:
    return [part for part in _LEXIS_START.split(text)[1:] if part.strip()]


def _parse_lexis(part: str) -> Draft:
    blocks = [block for block in _list_blocks(part) if not _COPYRIGHT.match(block)]
    labelled = [at for at, block in enumerate(blocks) if _name_label(block) in HEAD_LABELS]
    first, last = (labelled[0], labelled[-1]) if labelled else (3, 2)
    head, body = blocks[:first], blocks[last + 1 :]
    said = _read_labels(blocks[first : last + 1])
    at = next((at for at, block in enumerate(head) if read_day_line(block.split("\n")[0])), None)
    day = read_day_line(head[at].split("\n")[0]) if at is not None else None
    return Draft(
        body="\n\n".join(_until_tail(body)),
        title=said.get("headline") or (head[-1] if at is not None and at < len(head) - 1 else None),
        published=day.isoformat() if day else None,
        publisher=head[at - 1] if at else None,
        author=_BYLINE.sub("", said["byline"], 1) if said.get("byline") else None,
    )


# what the forms share


def _list_lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _list_blocks(text: str) -> list[str]:
    """Paragraphs, each on one line if it was wrapped."""
    return [_join_wrapped(block) for block in _BLANK.split(text.strip()) if block.strip()]


def _unwrap(text: str) -> str:
    return "\n\n".join(_list_blocks(text))


def _join_wrapped(block: str) -> str:
    lines = [line.strip() for line in block.split("\n")]
    return (" " if max(map(len, lines)) <= WRAPPED else "\n").join(lines)


def _name_label(block: str) -> str:
    found = _LABEL.match(block)
    return found[1].lower() if found else ""


def _read_labels(blocks: Sequence[str]) -> dict[str, str]:
    found = filter(None, map(_LABEL.match, blocks))
    return {one[1].lower(): " ".join(one[2].split()) for one in found}


def _until_tail(blocks: Sequence[str]) -> Iterator[str]:
    for block in blocks:
        if _name_label(block) in TAIL_LABELS or block.rstrip(":").lower() in TAIL_LABELS:
            return
        if not _COPYRIGHT.match(block):
            yield block


FACTIVA = Cut(_cut_factiva, _parse_factiva)
NEXIS = Cut(_cut_nexis, _parse_nexis)
LEXIS = Cut(_cut_lexis, _parse_lexis)
