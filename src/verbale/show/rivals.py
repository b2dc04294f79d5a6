"""Whom or where words of a report may mean, as one reads it in a terminal and as lines of JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import msgspec
from rich.text import Text

from verbale.resolve.rivals import Rival, Rivals
from verbale.show.sheet import NOTHING, Sheet, dress
from verbale.show.wording import choose_marks, cut_excerpt

LONGEST_EXCERPT: Final = 160
_SAID: Final = {
    "name": "a name",
    "title": "an office or title",
    "description": "a description",
    "adjective": "an adjective of a state",
    "seat": "a seat of government",
    "pronoun": "a pronoun",
    "place": "a place",
}
_GROUNDS: Final = {
    "full name": "by the full name",
    "other name": "by another name",
    "surname": "by the surname",
    "spelling": "by a name spelt alike",
    "phrase": "a phrase of the tables",
    "place": "",
    "named before": "named in the report",
    "office": "holds the office",
    "words": "by the report's words alone",
}


def render_rivals(found: Iterable[Rivals], text: str, width: int = 80, colour: bool = False) -> str:
    """Each mention in its sentence, with its candidates below it, what the record says first."""
    sheet = Sheet(width, colour)
    for number, one in enumerate(found):
        if number:
            sheet.write_blank()
        before, within, after = cut_excerpt(text, one.span, LONGEST_EXCERPT)
        opening, closing = choose_marks(before + within + after)
        quoted = dress(opening + before, "quiet") + dress(within, "name") + dress(after + closing, "quiet")
        sheet.write(quoted)
        sure = f", sure to {one.score:.2f}" if one.score is not None else ""
        sheet.write(dress(f"{_SAID[one.said]}{sure}; characters {one.span.start} to {one.span.end}", "quiet"), indent=4)
        if not any(rival.is_taken for rival in one.rivals):
            sheet.write_row(NOTHING, dress("who or what that is could not be told", "doubt"))
        for rival in one.rivals:
            score = "" if rival.score is None else f"{rival.score:.2f}"
            sheet.write_row(dress(score, "quiet"), _tell(rival))
    return sheet.text


def _tell(rival: Rival) -> Text:
    known = " ".join(filter(None, (rival.id, rival.state if rival.state != rival.id else None)))
    about = "; ".join(filter(None, (rival.about, _GROUNDS[rival.ground])))
    taken = dress("  taken", "section") if rival.is_taken else NOTHING
    name = dress(rival.name, "name" if rival.is_taken else "plain")
    return name + dress(f"  {known}  {about}" if known else f"  {about}", "quiet") + taken


def write_rivals(found: Iterable[Rivals]) -> str:
    """One mention a line, as JSON."""
    return "".join(msgspec.json.encode(one).decode() + "\n" for one in found)
