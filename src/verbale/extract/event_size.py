"""How many were killed, injured or arrested: numbers in figures and words, and the words that say what befell them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, Literal

from msgspec import Struct

from verbale.records import Count
from verbale.spans import Span
from verbale.words import word_set

Fate = Literal["dead", "injured", "arrested"]

_TOKEN: Final = re.compile(r"\d{1,3}(?:,\d{3})+|\d+[.:]\d+(?!\w)|\d+(?![\w.])|[^\W\d_]+(?:[-’'][^\W\d_]+)*|[^\w\s]|\w+")
_TEENS: Final = """
one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
nineteen
"""
_UNITS: Final = tuple(_TEENS.split())
_TENS: Final = tuple("twenty thirty forty fifty sixty seventy eighty ninety".split())
NUMBER_WORDS: Final = {
    **{word: n for n, word in enumerate(_UNITS, 1)},
    **{word: 10 * n for n, word in enumerate(_TENS, 2)},
    **{f"{ten}-{unit}": 10 * n + k for n, ten in enumerate(_TENS, 2) for k, unit in enumerate(_UNITS[:9], 1)},
    "a": 1,
    "an": 1,
    "another": 1,
    "both": 2,
}
MULTIPLES: Final = {"dozen": 12, "hundred": 100, "thousand": 1_000, "million": 1_000_000}
VAGUE: Final = {
    "couple": (2, 2),
    "few": (3, 5),
    "handful": (3, 6),
    "several": (3, 9),
    "dozens": (24, 99),
    "scores": (40, 99),
    "hundreds": (200, 999),
    "thousands": (2_000, 9_999),
}
"""Words that say about how many: at least and at most, as people commonly mean them."""
HEDGES: Final = (
    *(("at", "least"), ("at", "most"), ("more", "than"), ("fewer", "than"), ("as", "many", "as"), ("up", "to")),
    *((word,) for word in ("over", "nearly", "almost", "about", "around", "some", "approximately", "between", "only")),
)
"""Words that belong to the number after them."""
BE: Final = word_set(
    "was were is are been being be have has had reported reportedly left feared also all confirmed both"
)
DONE: Final[dict[str, Fate]] = {
    **dict.fromkeys(word_set("killed dead died die dies slain executed massacred murdered assassinated"), "dead"),
    **dict.fromkeys(word_set("injured wounded hurt hospitalised hospitalized"), "injured"),
    **dict.fromkeys(word_set("arrested detained apprehended"), "arrested"),
}
"""After the number: "nine people were killed"."""
DYING: Final = word_set("dead died die dies")
"""Words of which the dead are the subject also without "were"."""
DOING: Final[dict[str, Fate]] = {
    **dict.fromkeys(
        word_set("kill kills killed killing murdered murdering executed executing massacred slain"), "dead"
    ),
    **dict.fromkeys(word_set("injure injures injured injuring wound wounds wounded wounding hurting"), "injured"),
    **dict.fromkeys(word_set("arrest arrests arrested arresting detain detains detained detaining"), "arrested"),
}
"""Before the number: "killing nine people"."""
COUNTED: Final[dict[str, Fate]] = {
    **dict.fromkeys(word_set("death deaths fatality fatalities killing killings"), "dead"),
    **dict.fromkeys(word_set("injury injuries"), "injured"),
    **dict.fromkeys(word_set("arrest arrests detention detentions"), "arrested"),
}
"""Nouns of which there are so many: "nine deaths", "the deaths of nine people"."""
ENDS: Final = word_set(
    """
    . , ; : ( ) ! ? — – - and or but in on at by of from near when after before while who that which as over during
    with to for into outside since because although
    """
)
"""Words that end the noun after a number."""
OPENERS: Final = frozenset((*NUMBER_WORDS, *MULTIPLES, *VAGUE, *(hedge[0] for hedge in HEDGES)))
"""With these words, or with a figure, a number begins."""
_FATED: Final = frozenset((*DONE, *DOING, *COUNTED, "toll", "shot"))
FATED: Final = tuple(sorted(word for word in _FATED if not any(one in word for one in _FATED - {word})))
"""Without one of these, within a longer word or not, nothing befalls anybody in a sentence."""
OWNERS: Final = word_set("the its their his her our these those")
LONGEST_NOUN: Final = 5
"""Words of a noun after a number."""
LONGEST_FIGURE: Final = 7


class Told(Struct, frozen=True):
    """A number of people and what befell them."""

    fate: Fate
    count: Count


class _Number(Struct, frozen=True):
    """A number, tokens ``[first, last)`` with its hedge, and the one after its noun."""

    low: int
    high: int
    first: int
    last: int
    end: int


def find_counts(text: str, sentence: Span) -> tuple[Told, ...]:
    """Every number of dead, injured or arrested in a sentence, in its order."""
    plain = text[sentence.start : sentence.end].lower()
    if not any(map(plain.__contains__, FATED)):
        return ()
    tokens = list(_TOKEN.finditer(text, *sentence))
    words = [token[0].lower() for token in tokens]
    told = []
    for group in _join(words, list(_find_numbers(words))):
        fate = _tell_fate(words, group)
        if fate is not None:
            last = group[0].last if len(group) == 1 else group[-1].end
            span = Span(tokens[group[0].first].start(), tokens[last - 1].end())
            told.append(Told(fate, Count(sum(n.low for n in group), sum(n.high for n in group), span)))
    return tuple(told)


def _find_numbers(words: Sequence[str]) -> Iterator[_Number]:
    end = 0
    for at, word in enumerate(words):
        if at >= end and (word in OPENERS or word[:1].isdecimal()):
            number = _read_number(words, at)
            if number is not None:
                yield number
                end = number.last


def _read_number(words: Sequence[str], first: int) -> _Number | None:
    """The number that may begin at *first*, with its hedge, and the end of its noun."""
    start = first + next((len(h) for h in HEDGES if tuple(words[first : first + len(h)]) == h), 0)
    value = _read_value(words, start)
    if value is None:
        return None
    low, high, last = value
    if words[last : last + 1] in (["to"], ["-"], ["–"], ["and"]):
        second = _read_value(words, last + 1)
        if second and second[0] > low and (words[last] != "and" or "between" in words[first:start]):
            high, last = second[1], second[2]
    return _Number(low, high, first, last, _end_of_noun(words, last))


def _read_value(words: Sequence[str], at: int) -> tuple[int, int, int] | None:
    """Least and most, and the token after; None where no number stands."""
    word = words[at] if at < len(words) else ""
    if word in ("a", "an") and at + 1 < len(words) and words[at + 1] in (*VAGUE, *MULTIPLES):
        at, word = at + 1, words[at + 1]
    if word in ("a", "an") and "number" in words[at + 1 : at + 3]:  # "an unknown number of fighters"
        return None
    if word in VAGUE:
        return (*VAGUE[word], at + 2 if words[at + 1 : at + 2] == ["of"] else at + 1)
    if word in MULTIPLES:
        return MULTIPLES[word], MULTIPLES[word], at + 1
    figure = word.replace(",", "")
    if figure.isdecimal() and len(figure) <= LONGEST_FIGURE:
        value = int(figure)
    elif word in NUMBER_WORDS:
        value = NUMBER_WORDS[word]
    else:
        return None
    factor = MULTIPLES.get(words[at + 1], 1) if at + 1 < len(words) else 1
    return value * factor, value * factor, at + 1 + (factor > 1)


def _end_of_noun(words: Sequence[str], last: int) -> int:
    is_part = words[last : last + 1] == ["of"] and words[last + 1 : last + 2] and words[last + 1] in OWNERS
    last += 2 * bool(is_part)  # "two of its soldiers"
    end = last
    while end < min(len(words), last + LONGEST_NOUN):
        if words[end] in ENDS or words[end] in BE or words[end] in DONE or words[end] in COUNTED:
            break
        end += 1
    return end


def _join(words: Sequence[str], numbers: Sequence[_Number]) -> Iterator[list[_Number]]:
    """Numbers joined by commas and "and": "two soldiers and a child". One with a fate of its own stands alone."""
    group: list[_Number] = []
    for number in numbers:
        if group and not _is_joined(words, group, number):
            yield group
            group = []
        group.append(number)
    if group:
        yield group


def _is_joined(words: Sequence[str], group: Sequence[_Number], number: _Number) -> bool:
    if " ".join(words[group[-1].end : number.first]) not in (",", "and", ", and"):
        return False
    if _fate_after(words, group[-1].end) is not None:
        return False
    return not (_fate_before(words, group[0].first) and _fate_after(words, number.end))


def _tell_fate(words: Sequence[str], group: Sequence[_Number]) -> Fate | None:
    number = group[-1]
    if words[max(0, group[0].first - 1) : group[0].first] == ["no"]:
        return None
    fate = COUNTED.get(words[number.end]) if number.end < len(words) and number.end - number.last <= 1 else None
    after = fate or _fate_after(words, number.end, is_single=words[group[0].first] in ("a", "an"))
    return after or _fate_before(words, group[0].first)


def _fate_before(words: Sequence[str], first: int) -> Fate | None:
    before = words[first - 1] if first else ""
    if before in DOING:
        return DOING[before]
    lead = list(words[max(0, first - 6) : first])
    if before in ("of", "to", "at") and "toll" in lead:
        return "dead"
    return COUNTED.get(lead[-2]) if before == "of" and len(lead) > 1 else None


def _fate_after(words: Sequence[str], end: int, is_single: bool = False) -> Fate | None:
    """What befell those before *end*: the participle there, or after "were"; active verbs with an object are none."""
    at = _skip_remark(words, end)
    passive = at
    while passive < len(words) and words[passive] in BE:
        passive += 1
    word = words[passive] if passive < len(words) else ""
    if word == "shot" and words[passive + 1 : passive + 2] == ["dead"]:
        return "dead"
    if word not in DONE:
        return None
    follows = words[passive + 1] if passive + 1 < len(words) else "."
    bare = passive == at and word not in DYING
    return None if bare and (is_single or follows not in ENDS) else DONE[word]


def _skip_remark(words: Sequence[str], at: int) -> int:
    """Past ", including two children," and "of them"."""
    if words[at : at + 2] == [",", "including"] and "," in words[at + 2 : at + 12]:
        return words.index(",", at + 2) + 1
    return at
