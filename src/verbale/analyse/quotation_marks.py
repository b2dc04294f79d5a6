"""Pairs quotation marks into quoted stretches, and mends what writers and converters broke.

All usual marks are read: curly, straight, low-high, guillemets, corner brackets, TeX's, and single ones where
they are no apostrophes. A quotation that runs over several paragraphs opens in each and closes in the last; its
stretches share a `turn`. A mark that lacks its partner never quotes beyond its own paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from verbale.analyse.analysis import Quoted
from verbale.spans import Span, trim

Side = Literal["opens", "closes", "either"]

_WIDE: Final = '"“”„‟″＂«»‹›「」『』'
_SINGLE: Final = "'‘’‛`´"
MARK: Final = re.compile(rf"[{_WIDE}{_SINGLE}](?:(?<=`)`|(?<=')'|(?<=[{_WIDE}])|(?<![^\W_].)|(?![^\W_]))")
"""A quotation mark; single ones only at the edge of a word, since within a word they are apostrophes.

What a mark may be stands first in the pattern: from one to the next the search then goes ten times as fast.
"""

FAMILIES: Final[dict[str, tuple[str, Side]]] = {
    '"': ("double", "either"),
    "＂": ("double", "either"),
    "″": ("double", "either"),
    "''": ("double", "either"),
    "``": ("double", "opens"),
    "“": ("double", "opens"),
    "„": ("double", "opens"),
    "‟": ("double", "opens"),
    "”": ("double", "closes"),
    "«": ("guillemet", "opens"),
    "»": ("guillemet", "closes"),
    "‹": ("angle", "opens"),
    "›": ("angle", "closes"),
    "「": ("corner", "opens"),
    "」": ("corner", "closes"),
    "『": ("white corner", "opens"),
    "』": ("white corner", "closes"),
    "'": ("single", "either"),
    "’": ("single", "closes"),
    "‘": ("single", "opens"),
    "‛": ("single", "opens"),
    "`": ("single", "opens"),
    "´": ("single", "closes"),
}
"""Each mark's family (only marks of one family make a pair) and the side that its shape says."""

ALL_MARKS: Final = "\"“”„‟″＂«»‹›「」『』'‘’‛`´"
BEFORE_OPENING: Final = frozenset("([{<—–-‒―/…=")
AFTER_CLOSING: Final = frozenset(")]}>.,;:!?—–-‒―/…")

SENTENCE_END: Final = re.compile(r"[.!?…][)\]]*\s+(?=\S)")

OF_LAYOUT: Final = "paragraph "
"""How every warning about marks begins."""
NO_PARTNER: Final = "a quotation mark had no partner; the quotation ends where the next begins, or with its paragraph"

ELIDED: Final = re.compile(
    r"(?:n['’]|\d0s|tis|twas|twere|twill|em|til|till|cause|cos|bout|round|nuff|neath|gainst|fore|ere)(?!\w)",
    re.IGNORECASE,
)
"""What follows an apostrophe that only looks like an opening mark: 'tis, '90s, rock 'n' roll."""


class Mark(NamedTuple):
    """One mark as it stands: `side` by its shape, `lean` by its neighbours."""

    start: int
    end: int
    family: str
    side: Side
    lean: Side


class Pair(NamedTuple):
    """A stretch between two marks; one of the two may be missing, then `lo` or `hi` says where it stops."""

    lo: int
    hi: int
    opening: Mark | None
    closing: Mark | None


@dataclass
class _Paragraph:
    """A paragraph at work: its marks, and what the paragraphs before and after it say."""

    text: str
    span: Span
    number: int
    marks: list[Mark]
    reopened: tuple[str, ...]
    warnings: list[str]

    def warn(self, what: str) -> None:
        self.warnings.append(f"{OF_LAYOUT}{self.number}: {what}")


def is_of_layout(warning: str) -> bool:
    """Is it a warning about a paragraph's marks, which laying the text out again gives again?"""
    return warning.startswith(OF_LAYOUT)


def pair_marks(text: str, paragraphs: Sequence[Span]) -> tuple[tuple[Quoted, ...], tuple[str, ...]]:
    """The quoted stretches of *text* in order, outer before inner, and a warning for each mark that was mended."""
    warnings: list[str] = []
    found: list[tuple[Pair, int]] = []
    carried: list[tuple[str, int]] = []
    turns = 0
    marks = _marks_by_paragraph(text, paragraphs)
    for number, span in enumerate(paragraphs):
        if not marks[number]:
            carried = []
            continue
        after = _leading_families(marks[number + 1], paragraphs[number + 1]) if number + 1 < len(paragraphs) else ()
        at_work = _Paragraph(text, span, number, marks[number], after, warnings)
        pairs = sorted(_pair_paragraph(at_work), key=lambda p: (p.lo, -p.hi))
        numbered = _number_turns(pairs, span, carried, turns)
        turns = max([turns, *(turn + 1 for _, turn in numbered)])
        carried = [
            (p.opening.family, turn)
            for p, turn in numbered
            if p.closing is None and p.opening is not None and p.hi == span.end
        ]
        found += numbered
    return tuple(_nest(text, found)), tuple(warnings)


def _marks_by_paragraph(text: str, paragraphs: Sequence[Span]) -> list[list[Mark]]:
    return [[_read_mark(text, found, span) for found in MARK.finditer(text, *span)] for span in paragraphs]


def _read_mark(text: str, found: re.Match[str], within: Span) -> Mark:
    family, side = FAMILIES[found.group()]
    return Mark(found.start(), found.end(), family, side, _lean(text, found.start(), found.end(), within))


def _lean(text: str, start: int, end: int, within: Span) -> Side:
    """The side that the neighbours of a mark say, looking past up to three further marks."""
    left, right = start - 1, end
    while left >= max(within.start, start - 3) and text[left] in ALL_MARKS:
        left -= 1
    while right < min(within.end, end + 3) and text[right] in ALL_MARKS:
        right += 1
    if left < within.start or right >= within.end:
        return "opens" if right < within.end else "closes"
    opens = text[left].isspace() or text[left] in BEFORE_OPENING
    closes = text[right].isspace() or text[right] in AFTER_CLOSING
    return "either" if opens == closes else "opens" if opens else "closes"


def _leading_families(marks: Sequence[Mark], span: Span) -> tuple[str, ...]:
    """Families of the marks that a paragraph begins with."""
    at, families = span.start, []
    for mark in marks:
        if mark.start != at or mark.lean == "closes" or mark.side == "closes":
            break
        families.append(mark.family)
        at = mark.end
    return tuple(families)


def _pair_paragraph(at_work: _Paragraph) -> list[Pair]:
    wide = _without_measures(at_work.text, [m for m in at_work.marks if m.family != "single"])
    pairs = _pair_wide(at_work, wide)
    single = [m for m in at_work.marks if m.family == "single"]
    return pairs + _pair_single(at_work, single, pairs)


def _without_measures(text: str, marks: list[Mark]) -> list[Mark]:
    """*marks* without those that mean inches or seconds: after a digit, where no quotation waits for its end."""
    kept: list[Mark] = []
    is_open = False
    for number, mark in enumerate(marks):
        after_digit = mark.start > 0 and text[mark.start - 1].isdigit() and mark.side == "either"
        if after_digit and (not is_open or _feet(text, mark.start) or _closes_next(marks, number)):
            continue
        kept.append(mark)
        is_open = _direction(mark, is_open) == "opens"
    return kept


def _feet(text: str, start: int) -> bool:
    return re.search(r"\d\s?['’′]\s?\d{1,2}$", text[max(0, start - 6) : start]) is not None


def _closes_next(marks: Sequence[Mark], number: int) -> bool:
    return number + 1 < len(marks) and marks[number + 1].lean == "closes"


def _direction(mark: Mark, is_open: bool) -> Side:
    """What a mark does, given whether a quotation of its family is open."""
    if mark.side == "either":
        if mark.lean != "either":
            return mark.lean
        return "closes" if is_open else "opens"
    if mark.side == "opens":
        return "closes" if is_open and mark.lean == "closes" else "opens"
    return "opens" if not is_open and mark.lean == "opens" else "closes"


def _pair_wide(at_work: _Paragraph, marks: list[Mark]) -> list[Pair]:
    """Pairs of all marks but single ones, in order."""
    pairs, unclosed, stray = _match(marks)
    if _is_broken(at_work, unclosed, stray) and (alternate := _alternate(marks)):
        at_work.warn("quotation marks with odd spaces were paired in turn")
        return alternate
    pairs = sorted([*_without_doubles(at_work, pairs), *_mend_stray(at_work, stray, pairs)], key=_outer_first)
    return sorted([*pairs, *_mend_unclosed(at_work, unclosed, pairs)], key=_outer_first)


def _is_broken(at_work: _Paragraph, unclosed: Sequence[Mark], stray: Sequence[Mark]) -> bool:
    """Are there marks without partner, other than the one of a quotation that the next paragraph takes up again?"""
    return bool(stray) or len(unclosed) > 1 or (len(unclosed) == 1 and unclosed[0].family not in at_work.reopened[:1])


def _match(marks: Iterable[Mark]) -> tuple[list[Pair], list[Mark], list[Mark]]:
    """Pairs by a stack; marks left open; marks that close nothing."""
    stack: list[Mark] = []
    pairs: list[Pair] = []
    unclosed: list[Mark] = []
    stray: list[Mark] = []
    waiting: Counter[str] = Counter()
    for mark in marks:
        if _direction(mark, waiting[mark.family] > 0) == "opens":
            stack.append(mark)
            waiting[mark.family] += 1
        elif not waiting[mark.family]:
            stray.append(mark)
        else:
            while (top := stack.pop()).family != mark.family:
                unclosed.append(top)
                waiting[top.family] -= 1
            waiting[mark.family] -= 1
            pairs.append(Pair(top.start, mark.end, top, mark))
    return sorted(pairs, key=_outer_first), sorted(unclosed + stack), stray


def _without_doubles(at_work: _Paragraph, pairs: Sequence[Pair]) -> list[Pair]:
    """*pairs* with one for two of the same marks one in the other: ""We will wait.""."""
    inner = {(p.lo, p.hi, p.opening.family): p for p in pairs if p.opening and p.closing}
    doubled = {
        p: inner.get((p.opening.end, p.closing.start, p.opening.family)) for p in pairs if p.opening and p.closing
    }
    if not any(doubled.values()):
        return list(pairs)
    at_work.warn("a quotation mark stood twice")
    within = set(doubled.values())
    return [
        Pair(p.lo, p.hi, twin.opening, twin.closing) if (twin := doubled.get(p)) else p
        for p in pairs
        if p not in within
    ]


def _outer_first(pair: Pair) -> tuple[int, int]:
    return pair.lo, -pair.hi


def _holders(marks: Sequence[Mark], pairs: Sequence[Pair]) -> list[Pair | None]:
    """For each mark the innermost pair around it; both in the order of the text, the pairs nested."""
    holders: list[Pair | None] = []
    stack: list[Pair] = []
    at = 0
    for mark in marks:
        while at < len(pairs) and _begins_before(pairs[at], mark):
            while stack and stack[-1].hi <= pairs[at].lo:
                stack.pop()
            stack.append(pairs[at])
            at += 1
        while stack and stack[-1].hi <= mark.start:
            stack.pop()
        holders.append(stack[-1] if stack else None)
    return holders


def _alternate(marks: Sequence[Mark]) -> list[Pair]:
    """An even number of straight marks, paired in turn; none if there are others or the number is odd."""
    if len(marks) % 2 or any(m.side != "either" for m in marks):
        return []
    return [Pair(a.start, b.end, a, b) for a, b in zip(marks[::2], marks[1::2], strict=True) if a.end < b.start]


def _begins_before(pair: Pair, mark: Mark) -> bool:
    return pair.lo < mark.start or (pair.lo == mark.start and pair.opening is None)


def _mend_unclosed(at_work: _Paragraph, unclosed: Sequence[Mark], pairs: Sequence[Pair]) -> list[Pair]:
    mended: list[Pair] = []
    starting = {p.lo: p for p in pairs}
    openings = sorted({*starting, *(m.start for m in unclosed)})
    for mark, holder in zip(unclosed, _holders(unclosed, pairs), strict=True):
        place = bisect_right(openings, mark.start)
        following = openings[place] if place < len(openings) else None
        if following == mark.end:
            at_work.warn("a quotation mark stood twice")
        elif mark is unclosed[0] and holder is None and mark.family in at_work.reopened[:1]:
            mended.append(Pair(mark.start, at_work.span.end, mark, None))
        else:
            at_work.warn(NO_PARTNER)
            limit = at_work.span.end if holder is None else holder.hi - _length(holder.closing)
            rival = starting.get(following) if following is not None and following < limit else None
            mended.append(_end_unclosed(at_work.text, mark, min(limit, following or limit), rival))
    return mended


def _length(mark: Mark | None) -> int:
    return mark.end - mark.start if mark else 0


def _end_unclosed(text: str, mark: Mark, limit: int, rival: Pair | None) -> Pair:
    """The stretch of a quotation without a closing mark: up to *limit*, where the next begins or its holder ends.

    If that next one, *rival*, stands within the sentence, one closing mark serves both.
    """
    if rival and text[mark.end : limit].rstrip()[-1:] not in tuple(".!?,:;—–"):
        return Pair(mark.start, rival.hi, mark, rival.closing)
    return Pair(mark.start, trim(text, Span(mark.start, limit)).end, mark, None)


def _mend_stray(at_work: _Paragraph, stray: Sequence[Mark], pairs: Sequence[Pair]) -> list[Pair]:
    mended: list[Pair] = []
    closings = sorted(p.hi for p in pairs)
    known = set(closings)
    for mark, holder in zip(stray, _holders(stray, pairs), strict=True):
        if mark.start in known:
            at_work.warn("a quotation mark stood twice")
        elif holder is not None:
            at_work.warn("a quotation mark within another quotation had no partner")
        else:
            at_work.warn("a closing quotation mark had no partner; the quotation begins with its paragraph or sentence")
            before = max(
                [*closings[: bisect_right(closings, mark.start)][-1:], *(p.hi for p in mended[-1:])], default=None
            )
            start = at_work.span.start if before is None else _sentence_start(at_work.text, before, mark.start)
            mended.append(Pair(start, mark.end, None, mark))
            known.add(mark.end)
    return mended


def _sentence_start(text: str, lo: int, hi: int) -> int:
    """Start of the first sentence that begins between *lo* and *hi*, or *lo*."""
    found = SENTENCE_END.search(text, lo, hi)
    return found.end() if found else lo


def _pair_single(at_work: _Paragraph, marks: Sequence[Mark], wide: Sequence[Pair]) -> list[Pair]:
    """Pairs of single marks. Both stand within the same wider quotation, or outside any."""
    rooms: dict[Pair | None, list[Mark]] = {}
    for mark, room in zip(marks, _holders(marks, wide), strict=True):
        rooms.setdefault(room, []).append(mark)
    return [pair for room, inside in rooms.items() for pair in _pair_room(at_work, inside, room)]


def _pair_room(at_work: _Paragraph, marks: Sequence[Mark], room: Pair | None) -> list[Pair]:
    pairs: list[Pair] = []
    at = 0
    while at < len(marks):
        opening, at = marks[at], at + 1
        if not _may_open(at_work.text, opening):
            continue
        closing, after = _find_closing(at_work.text, marks, at)
        if closing is not None:
            pairs.append(Pair(opening.start, closing.end, opening, closing))
            at = after
        elif _continues(at_work, room):
            pairs.append(Pair(opening.start, at_work.span.end, opening, None))
            break
    return pairs


def _may_open(text: str, mark: Mark) -> bool:
    if mark.lean == "closes" or mark.side == "closes":
        return False
    if mark.end < len(text) and text[mark.end].isspace():
        return False
    if mark.lean == "either" and mark.start and (text[mark.start - 1].isalnum() or text[mark.start - 1] in ".)]"):
        return False
    return ELIDED.match(text, mark.end) is None


def _find_closing(text: str, marks: Sequence[Mark], at: int) -> tuple[Mark | None, int]:
    """The mark that closes an opened single quotation, and the number of the mark after it.

    A mark after s and before a word may be a plural's apostrophe ("the leaders' meeting"): it closes only
    if no surer one follows before the next opening.
    """
    doubtful: tuple[Mark | None, int] = (None, at)
    for number in range(at, len(marks)):
        mark = marks[number]
        if mark.side != "opens" and mark.lean != "opens":
            if not _may_be_apostrophe(text, mark):
                return mark, number + 1
            if doubtful[0] is None:
                doubtful = (mark, number + 1)
        elif _may_open(text, mark):
            break
    return doubtful


def _may_be_apostrophe(text: str, mark: Mark) -> bool:
    before, after = text[max(0, mark.start - 2) : mark.start], text[mark.end : mark.end + 2]
    return (before[-1:] in "sSzx" or before in {"in", "o"}) and re.match(r"\s\w", after) is not None


def _continues(at_work: _Paragraph, room: Pair | None) -> bool:
    """Does the next paragraph take up a single quotation that is open in *room*, after the room's own mark?"""
    if room is None:
        return at_work.reopened[:1] == ("single",)
    runs_on = room.closing is None and room.hi == at_work.span.end
    return runs_on and at_work.reopened[1:2] == ("single",)


def _number_turns(
    pairs: Sequence[Pair], span: Span, carried: Sequence[tuple[str, int]], first: int
) -> list[tuple[Pair, int]]:
    """Each pair with its turn: that of the quotation it takes up again from the paragraph before, or a new one."""
    waiting = list(carried)
    numbered = []
    at = span.start
    for pair in pairs:
        turn = None
        if waiting and pair.lo == at and (pair.opening is None or pair.opening.family == waiting[0][0]):
            turn = waiting.pop(0)[1]
            at = pair.opening.end if pair.opening else at
        if turn is None:
            turn, first = first, first + 1
        numbered.append((pair, turn))
    return numbered


def _nest(text: str, found: Iterable[tuple[Pair, int]]) -> Iterable[Quoted]:
    """Quoted stretches with their depth; stretches with nothing inside are left out."""
    around: list[int] = []
    for pair, turn in found:
        lo = pair.opening.end if pair.opening else pair.lo
        inside = trim(text, Span(lo, pair.closing.start if pair.closing else pair.hi))
        if inside.start >= inside.end:
            continue
        while around and around[-1] <= pair.lo:
            around.pop()
        around.append(pair.hi)
        yield Quoted(
            inside, Span(pair.lo, pair.hi), len(around), pair.opening is not None, pair.closing is not None, turn
        )
