"""How an act is told in words: one phrase a type, finer ones for modes; data for `wording`.

`phrases.json` has one row a phrase: type, mode ("" for the type's own), then the fields of `Phrase`. Beside
PLOVER's types stand RECEIVED (a visit whose host is one of the participants), SIGNED (an act that points
to an agreement, `{whom}` being its title), LEFT (a body that a member leaves), and those of `BY_WORDS`, which the
report's own words choose within a type or mode: a denial is a REJECT, but "turned down" would not tell it.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

import msgspec

from verbale.words import word_set


class Phrase(NamedTuple):
    """The words for one kind of act.

    With somebody acted upon it reads "<actors> <past> <whom>", without "<actors> <past> <alone>"; `base` follows
    "will" and "might"; `noun` tells an act without a known doer. `together_past` and `together_base` are what several
    actors without a recipient did, where that has its own words; `alone_past` and `alone_base` are the verb before
    `alone`, where it is another. `{whom}` is where the recipients stand.
    """

    past: str
    base: str
    whom: str
    alone: str
    noun: str
    together_past: str = ""
    together_base: str = ""
    alone_past: str = ""
    alone_base: str = ""


_ACCORD = (
    r"sign|accord|agree|treat(?:y|ies)|deal\b|pact|memorand|declar|restor|establish|normali|ties\b|relations|ratif"
)
BY_WORDS: Final = tuple(
    (event, mode, re.compile(words, re.IGNORECASE), phrase)
    for event, mode, words, phrase in (
        ("REJECT", "", r"\bden(?:y|ies|ied|ying|ial)\b(?!.*\b(?:access|entry|visa|permission)\b)", "DENIED"),
        ("REJECT", "meet", r"\bcancel|\bcall\w* off\b|\bpostpone|\bscrap|\bshelve|\bput off\b|\bdeferr", "CALLED_OFF"),
        ("AGREE", "", r"\bagree|\baccept|\bconsent", "ACCEPTED"),
        ("AGREE", "", r"\bpromise|\bpledge|\bvow|\bcommit|\bwill\b|\bwould\b", "PROMISED"),
        ("SANCTION", "discontinue", r"\bsanction", "SANCTIONED"),
        ("SANCTION", "withdraw", r"\brecall", "RECALLED"),
        ("SUPPORT", "", rf"^(?!.*\b(?:{_ACCORD}))", "BACKED"),
    )
)
"""Phrases that the words of an act's evidence choose: type, mode, what to look for, the phrase; the first that fits."""


HEADS_WITH_ARTICLE: Final = word_set(
    """Agency Alliance Army Assembly Association Authority Bank Bloc Bundestag Bureau Chamber Commission Committee
    Community Council Court Federation Force Forces Forum Front Fund Government Group Houthis Knesset League Ministry
    Mission Movement Navy Organisation Organization Parliament Party Politburo Secretariat Senate Service Taliban
    Tribunal Union Units agency army bloc commission committee council court government ministry mission navy party
    parliament union"""
)
"""Nouns that bring "the" with them at the head of a body's name: "the Labour Party", "the foreign ministry of Chad"."""


def find_phrase(event: str, mode: str | None = None, evidence: str = "") -> Phrase:
    """The phrase for a type and mode, or what *evidence* chooses within them; KeyError for a type not in the data.

    The type's own stands for a mode that has none.
    """
    phrases = load_phrases()
    chosen = (
        name for code, of, words, name in BY_WORDS if (code, of) == (event, mode or "") and words.search(evidence)
    )
    name = next(chosen, None) if evidence else None
    return phrases[name, ""] if name else phrases.get((event, mode or "")) or phrases[event, ""]


@cache
def load_phrases() -> dict[tuple[str, str], Phrase]:
    """All phrases by type and mode; read once."""
    rows = msgspec.json.decode(files("verbale.show").joinpath("phrases.json").read_bytes(), type=list[list[str]])
    return {(event, mode): Phrase(*words) for event, mode, *words in rows}
