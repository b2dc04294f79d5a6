"""Cuts paragraphs of English news into sentences.

Closing marks after the full stop belong to the sentence. A quotation of several sentences is cut like other text.
Abbreviations are told by kind: some never end a sentence, some do so before a digit or a capital only.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Final

from verbale.spans import Span, trim
from verbale.words import word_set

CLOSING: Final = "\"'”’»›)]}＂″"

STOP: Final = re.compile(
    rf"[.!?…。！？\n](?:(?<!\n)(?<![.!?…].)[.!?…。！？]*+(?:\s[.!?…]++){{0,9}}+[{re.escape(CLOSING)}]*+(?=\s|[A-Z“‘«„(\[]|$)"
    r"|(?<=\n)\s*(?=(?:[•▪◦●*–—-]|\d{1,2}[.)]|\([a-z0-9]\))\s))"
)
"""Where a sentence may end: at a full stop and the like, or before a line that begins with a bullet or number.

What it begins with stands first, for the search goes from one such character to the next at once.
"""


BEFORE_NAME: Final = word_set(
    """
    mr mrs ms messrs dr prof gen lt col sgt cpl capt cmdr maj adm brig pvt sen sens rep reps gov pres rev hon fr
    st ste mt ft msgr mme mlle amb sec supt insp det atty vs v cf dept del viz approx ca esp incl
    """
)
"""Abbreviations that stand before a name or noun and never end a sentence."""

BEFORE_NUMBER: Final = word_set("no nos art arts p pp vol vols fig figs ch para paras sec res op n")
"""Abbreviations that do not end a sentence before a number."""

MONTHS: Final = word_set("jan feb mar apr jun jul aug sep sept oct nov dec")

MAY_END: Final = word_set(
    """
    u.s u.s.a u.k u.n u.a.e e.u d.c p.r.c d.p.r.k u.s.s.r b.c a.d ph.d m.d m.p inc corp co ltd llc plc jr sr
    bros etc al est ala ariz ark calif colo conn fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev
    okla ore pa tenn tex va vt wash wis wyo ont que assn univ intl natl
    """
)
"""Abbreviations that end a sentence only before a word that usually begins one."""

CLOCK: Final = word_set("a.m p.m")
AFTER_CLOCK: Final = word_set(
    """
    monday tuesday wednesday thursday friday saturday sunday gmt utc est edt cst cdt mst mdt pst pdt et ct pt
    bst cet cest eet msk ist jst eastern central pacific moscow beijing kyiv kiev london paris local
    """
)
NEVER: Final = word_set("e.g i.e a.k.a")

STARTERS: Final = word_set(
    """
    the a an in on at by for from to with after before since during under over according he she it they we i you
    his her its their our this that these those there here but and or so yet however meanwhile although though
    while when if as because both many most some several all no not what who why how where earlier later last
    since another other such one two three now then also still despite following speaking asked officials
    analysts critics experts nobody nothing everyone
    """
)
"""Words that usually begin a sentence; after an abbreviation their capital tells that it ended one."""

CUED: Final = re.compile(
    r"(?:[A-Z][\w’'.-]*\s+){1,5}(?:said|asked|says|told|wrote|added|replied|shouted|wondered|tweeted"
    r"|exclaimed|demanded|continued|argued|joked|quipped|countered|responded|retorted|remarked|cried|yelled|inquired"
    r"|mused|chanted)\b(?=\s*[.,;:]|\s+(?:in|at|on|to|after)\b)"
)
"""An attribution that goes on with the sentence of a question or cry in quotation marks."""

BEFORE_STOP: Final = re.compile(r"[^\W_]+(?:[.’'&-][^\W_]+)*$")
NEXT_WORD: Final = re.compile(r"[^\W\d_]+")
OPENING: Final = "\"'“‘«‹„([{`*•▪◦●¿¡#"
LIST_NUMBER: Final = re.compile(r"(?:\d{1,2}|[a-z])$")
GLUED: Final = re.compile(r"[a-z]{2}$")
ADDRESS: Final = re.compile(r"[/@#]|www")


def split_sentences(text: str, paragraphs: Iterable[Span], openings: Collection[int] = frozenset()) -> Iterator[Span]:
    """Sentences of the *paragraphs* of *text*, in order; *openings* are offsets of marks known to open a quotation."""
    for paragraph in paragraphs:
        start = paragraph.start
        for end in _ends(text, paragraph, openings):
            sentence = trim(text, Span(start, end))
            if sentence.start < sentence.end:
                yield sentence
                start = end
        sentence = trim(text, Span(start, paragraph.end))
        if sentence.start < sentence.end:
            yield sentence


def _ends(text: str, paragraph: Span, openings: Collection[int]) -> Iterator[int]:
    first = paragraph.start
    for found in STOP.finditer(text, *paragraph):
        if found.group()[0] == "\n":
            first = found.end()
            yield found.start()
            continue
        stop = _end_of_stop(text, found, openings)
        if _ends_sentence(text, found.start(), stop, paragraph, first):
            yield stop


def _end_of_stop(text: str, found: re.Match[str], openings: Collection[int]) -> int:
    """The end of a stop and its closing marks, one set off by a space too; not marks that open the next quotation."""
    end = next((i for i in range(found.start(), found.end()) if i in openings), found.end())
    detached = text[end + 1 : end + 2] in tuple("\"”’»'") and end + 1 not in openings
    if (
        end == found.end()
        and text[end : end + 1] == " "
        and detached
        and (end + 2 >= len(text) or text[end + 2].isspace())
    ):
        return end + 2
    return end


def _ends_sentence(text: str, start: int, stop: int, paragraph: Span, first: int) -> bool:
    rest = text[stop : min(stop + 80, paragraph.end)]
    after = rest.lstrip()
    if not after:
        return True
    if len(after) == len(rest) and not _glued_start(text, start, after):
        return False
    plain = after.lstrip(OPENING).lstrip()
    if plain[:1].islower():
        return False
    if text[start] in "!?":
        return not (text[stop - 1] in CLOSING and CUED.match(after))
    if text.count(".", start, stop) > 1:
        following = NEXT_WORD.match(plain)
        detached = start == paragraph.start or text[start - 1].isspace()
        glued = not detached or text.count(".", start, stop) > 3
        return plain[:1].isupper() and (glued or (following is not None and following.group().lower() in STARTERS))
    return text[start] != "." or _full_stop_ends(text, start, plain, paragraph, first)


def _glued_start(text: str, start: int, after: str) -> bool:
    """Does a sentence begin where the space after a full stop is missing?"""
    if after[0] in '"“‘«„(' or text[start + 1 : start + 2] in tuple(CLOSING):
        return True
    before = text[max(0, start - 40) : start].rpartition(" ")[2]
    return GLUED.search(before) is not None and after[1:2].islower() and not ADDRESS.search(before)


def _full_stop_ends(text: str, start: int, after: str, paragraph: Span, first: int) -> bool:
    """Does the full stop at *start* end its sentence, or only an abbreviation?"""
    before = BEFORE_STOP.search(text[max(paragraph.start, start - 24) : start])
    if before is None:
        return True
    word = before.group()
    is_first = start - len(word) == first
    if is_first and LIST_NUMBER.fullmatch(word):
        return False
    return _abbreviation_ends(word, after)


def _abbreviation_ends(word: str, after: str) -> bool:
    plain = word.lower().rsplit("-", 1)[-1]
    found = NEXT_WORD.match(after)
    following = found.group().lower() if found else ""
    if len(plain) == 1 and word.isupper():
        plain = ""
    if plain in BEFORE_NAME and (word[:1].isupper() or plain in {"vs", "v", "cf", "approx", "ca", "esp", "incl"}):
        return False
    if plain in NEVER:
        return False
    if plain in CLOCK:
        return following not in AFTER_CLOCK
    if (plain in MONTHS and word[:1].isupper()) or plain in BEFORE_NUMBER:
        return not after[:1].isdigit()
    if (plain in MAY_END and (word[:1].isupper() or plain in {"etc", "al"})) or _is_initials(word):
        return following in STARTERS
    return True


def _is_initials(word: str) -> bool:
    """A capital alone, or letters with full stops between them: J, U.S, Ph.D."""
    if len(word) == 1:
        return word.isupper() and word != "I"
    return "." in word and all(len(part) <= 2 for part in word.split("."))
