"""Reported speech without marks: what each cue of a unit governs, by its frame."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from verbale.extract.asides import begins_aside, end_of_phrase, find_added, head_of_relative, turns, with_office
from verbale.extract.cues import VERBS
from verbale.extract.listeners import LISTENERS, hearer_after
from verbale.extract.phrases import (
    ADVERBS,
    BEGINS_CLAUSE,
    CLAUSE_ENDS,
    COMMAS,
    COMMAS_AND_BRACKET,
    DASHES,
    DAYS,
    DETERMINERS,
    LEADING_WORDS,
    NOMINATIVES,
    PAPERS,
    POINTING_WORDS,
    PREPOSITIONS,
    PRONOUNS,
    STOPS,
    SUBORDINATORS,
    clause_after,
    holds_verb,
    is_apposed,
    is_verb,
    main_clause,
    skip_left,
)
from verbale.extract.sayings import BEFORE_ING, Saying
from verbale.extract.units import QUOTE, Range, Unit
from verbale.words import word_set

TAKES_UP: Final = ADVERBS | {"and", "but", "has", "have", "then", "had", "while"}
OPENS_PARTICIPLE: Final = BEFORE_ING | {"having"}
HEARER_STOPS: Final = STOPS | PREPOSITIONS | {""}
ADJUNCT_ENDS: Final = STOPS - {"(", ")"} | {"that"}
DAYS_AND_PARTS: Final = DAYS | {"late", "early"}
LIGHT_ADVERBS: Final = ADVERBS - {"both", "even", "only", "just", "since", "now"}
POINTERS: Final = PREPOSITIONS | ADVERBS
BEFORE_BASE: Final = DETERMINERS | PRONOUNS | LISTENERS
FULL_STOPS: Final = STOPS - {",", "("}
ENDS: Final = frozenset((".", "?", "!", ";", ""))
BEFORE_THAT: Final = PREPOSITIONS | ADVERBS | DAYS | {","}
STOPS_BUT_CLOSING: Final = STOPS - {")", "]"}
COMMAS_AND_LINKS: Final = DASHES | {",", "and", "but"}
NO_SUBJECT: Final = {"it", "that", "who", ""} | ADVERBS | PREPOSITIONS | SUBORDINATORS
TELLING: Final = word_set("tell inform assure remind notify")
HEARING: Final = frozenset({"hearer", "hearer-to", "topic"})
QUOTING: Final = frozenset({"quote"})
"""Frames of verbs that report only words in marks: "the talks are continuing, he said" has one cue."""
SINGULARS: Final = word_set(
    "seems remains means makes takes gives comes goes says needs wants becomes appears shows has is was"
)
PLAIN: Final = word_set("say add claim argue allege believe warn predict")
"""Verbs after which a stretch without a verb that we know is still a clause."""
POSTING: Final = word_set("post write tweet share read")
"""Verbs whose object may be a message: what it says is told by another verb."""
CLOSING: Final = word_set("say tell announce")
"""Verbs that end a sentence as the attribution of all of it, also of what others say in it."""
QUESTIONS: Final = word_set("how why whether if what when where who")
WIDE: Final = word_set("about as during after before under in at since over")
"""Prepositions with which a clause without "that" may begin: said in Baku the talks went on."""
NOUN_ENDS: Final = STOPS | PREPOSITIONS - WIDE | {"and", "or", "but", ""}
AROUND_ENDS: Final = WIDE | SUBORDINATORS
BREAKING: Final = word_set(": ; , and but while")
"""At these, after words in marks and at the verb of a relative clause what is said may end."""


class Content(NamedTuple):
    """What a cue governs: token ranges of the pieces, the frame, and the token range of whom it is said to."""

    pieces: tuple[Range, ...]
    frame: str
    hearer: Range | None = None


def find_content(unit: Unit, saying: Saying, sayings: Sequence[Saying]) -> Content | None:
    """What *saying* reports in *unit*; None if it governs nothing there."""
    if _was_asked(unit, saying, sayings) or _only_relays(saying, sayings):
        return None
    if saying.passive:
        return _of_passive(unit, saying, sayings)
    if saying.place == "after":
        return _around(unit, saying, (saying.first, saying.subject[1] if saying.subject else saying.last), sayings)
    hearer = _hearer_beside(unit, saying)
    attribution = _attribution(unit, saying, sayings, hearer)
    if attribution is not None:
        return _around(unit, saying, attribution, sayings, hearer)
    return _with_hearer(unit, saying, sayings) or _with_that(unit, saying, sayings) or _plain(unit, saying, sayings)


def _was_asked(unit: Unit, saying: Saying, sayings: Sequence[Saying]) -> bool:
    """Was the subject asked, and tells the answer later: "Ruz, asked whether she would go, said no"?"""
    asked = saying.cue.lemma == "ask" and unit.low(saying.first - 1) == ","
    return asked and any(s.first > saying.last and s.subject == saying.subject is not None for s in sayings)


def _only_relays(saying: Saying, sayings: Sequence[Saying]) -> bool:
    """Does another cue tell what is said: "the Times quoted her as saying", "the Times reported, citing officials"?"""
    if any(other.relay == saying.subject is not None for other in sayings):
        return True
    cites = saying.cue.lemma in {"cite", "quote"}
    return cites and any(s.relay and s.subject and s.subject[0] == saying.last and s is not saying for s in sayings)


def _of_passive(unit: Unit, saying: Saying, sayings: Sequence[Saying]) -> Content | None:
    """It was noted (by him) that ...; the need for talks was stressed."""
    after = saying.subject[1] if saying.subject else saying.last
    if unit.low(after) == "that" and unit.low(0) in NO_SUBJECT:
        return make_piece(unit, after + 1, saying, sayings, "passive-clause")
    at = skip_left(unit, saying.first - 1)
    if "noun" not in saying.cue.frames or at < 1 or unit.low(0) in POINTING_WORDS:
        return None
    start = content_start(unit, at + 1)
    if any(s.first < saying.first and not s.passive for s in sayings):
        return None
    return Content(((start, at + 1),), "passive-noun") if start < at + 1 else None


def _hearer_beside(unit: Unit, saying: Saying) -> Range | None:
    """Whom ", Ruz told the Post on Monday." names."""
    phrase = hearer_after(unit, saying.last) if saying.cue.lemma in TELLING else None
    if phrase is None or unit.low(phrase[1]) in saying.cue.topic:
        return None
    return phrase if unit.low(skip_adjuncts(unit, phrase[1])) in {"", ".", ",", "?", "!"} else None


def _attribution(unit: Unit, saying: Saying, sayings: Sequence[Saying], hearer: Range | None) -> Range | None:
    """Token range of ", he said on Monday," or "as he said," where it stands beside or within what is said."""
    if saying.subject is None or saying.place != "before" or saying.cue.tense == "ing":
        return None
    if unit.low(saying.last) in saying.cue.about:
        return None
    first, last = with_office(unit, saying.subject), saying.last
    if saying.relay is not None and first > last:  # "the Times reported, citing two officials"
        near = unit.low(last) == ","
        first, last = saying.relay[0], saying.subject[1] if near else last
    last = skip_adjuncts(unit, hearer[1] if hearer else last)
    if last < len(unit.tokens) and unit.low(last) not in DASHES | set(".,?!;"):
        return None
    if unit.low(first - 1) == "as":
        opens = first == 1 or unit.low(first - 2) in COMMAS_AND_LINKS
        return (first - 1, last) if opens else None
    beside = first >= 2 and unit.low(first - 1) in COMMAS
    is_last = last >= len(unit.tokens) - 1 and saying.cue.lemma in CLOSING
    if beside and unit.low(first - 1) == "," and (is_last or saying.relay is not None):
        return first, last
    told = (s for s in sayings if s.last < first and not s.passive and s.cue.frames != QUOTING)
    return (first, last) if beside and not any(told) else None


def _around(
    unit: Unit, saying: Saying, attribution: Range, sayings: Sequence[Saying], hearer: Range | None = None
) -> Content | None:
    """What stands before and after an attribution."""
    first, last = attribution
    if not ("clause" in saying.cue.frames or hearer) or (first == 1 and unit.low(0) == "so"):
        return None
    with_as = unit.low(first) == "as"
    before = (content_start(unit, first), trim_right(unit, first))
    last = skip_adjuncts(unit, last)
    after = None
    goes_on = unit.low(last) == "," or (unit.low(last) in DASHES and unit.low(first - 1) in DASHES)
    apposed = saying.place == "after" and is_apposed(unit, last + 1)
    turned = goes_on and turns(unit, last)
    if goes_on and not apposed and not turned and not _is_source(unit, last + 1):
        after = (last + 1, content_end(unit, last + 1, saying, sayings))
    whole = (
        unit.low(before[0]) not in AROUND_ENDS
        and before[1] - before[0] > 2
        and (unit.low(before[0]) in NOMINATIVES or _has_verb(unit, before))
    )
    if not whole and not (after and after[1] - after[0] > 2):
        return None
    opener = before[1] > before[0] and not (unit.low(before[0]) in ADVERBS and before[1] - before[0] == 1)
    pieces = ([before] if whole or opener else []) + ([after] if after and after[1] - after[0] > 2 else [])
    frame = "around-as" if with_as else "around" if whole else "around-opener"
    return Content(tuple(pieces), frame, hearer)


def _is_source(unit: Unit, at: int) -> bool:
    """Does "noting", "according to" or the like begin at *at*?"""
    return is_participle(unit, at) or unit.low(at) == "according"


def _has_verb(unit: Unit, part: Range) -> bool:
    is_any = any(is_verb(token) or token.low in SINGULARS for token in unit.tokens[part[0] : part[1]])
    return is_any or holds_verb(unit, *part)


def content_start(unit: Unit, before: int) -> int:
    """Where the clause that ends before token *before* begins: after a semicolon or connective."""
    at = next((k + 1 for k in range(before - 1, -1, -1) if unit.low(k) == ";"), 0)
    main = _told_apart(unit)
    at = main if at < main < before else at
    while at < before and unit.low(at) in {"and", "but", ","}:
        at += 1
    return at


def _told_apart(unit: Unit) -> int:
    """Where the main clause begins after one with a cue of its own: "Although Ruz says so, they may, say experts"."""
    main = main_clause(unit)
    return main if any(unit.low(k) in VERBS and VERBS[unit.low(k)].tense != "ing" for k in range(1, main)) else 0


def trim_right(unit: Unit, last: int) -> int:
    """The end *last* without signs and links before it."""
    while last > 0 and (unit.low(last - 1) in STOPS_BUT_CLOSING or unit.low(last - 1) in {"and", "but", "as"}):
        last -= 1
    return last


def is_participle(unit: Unit, at: int) -> bool:
    """Is "saying", "noting" or the like at *at*?"""
    cue = VERBS.get(unit.low(at))
    return cue is not None and cue.tense == "ing"


def _with_that(unit: Unit, saying: Saying, sayings: Sequence[Saying]) -> Content | None:
    start = _that(unit, saying.last)
    if start is None or "clause" not in saying.cue.frames:
        return None
    return make_piece(unit, start, saying, sayings, "clause-that")


def _that(unit: Unit, at: int) -> int | None:
    """The token after the "that" of a reported clause, looked for past adjuncts: "said on Monday in Baku that"."""
    if unit.low(at) == "that":
        return at + 1 if unit.low(at + 2) not in ENDS else None  # "disputed that account."
    if unit.low(at) in COMMAS_AND_BRACKET and (unit.low(at + 1), unit.low(at + 2)) == ("according", "to"):
        return that_after_source(unit, at)
    if unit.low(at) not in BEFORE_THAT and not unit.low(at).endswith("ly"):
        return None
    for k in range(at, min(at + 26, len(unit.tokens))):
        word = unit.low(k)
        if word == "that" and unit.low(k + 1) not in {"is", "was"}:
            return k + 1
        if unit.tokens[k].quoted >= 0 or word in FULL_STOPS or word in SUBORDINATORS or is_verb(unit.tokens[k]):
            return None
    return None


def that_after_source(unit: Unit, at: int) -> int | None:
    """The token after "that" in "said, according to the Post, that"."""
    closing = ")" if unit.low(at) == "(" else unit.low(at)
    end = next((k for k in range(at + 3, len(unit.tokens)) if unit.low(k) == closing), len(unit.tokens))
    return end + 2 if unit.low(end + 1) == "that" else None


def _plain(unit: Unit, saying: Saying, sayings: Sequence[Saying]) -> Content | None:
    """Content without "that": said the talks went on; stressed the need; called for talks; vowed to go on."""
    frames, at = saying.cue.frames, saying.last
    skip = 1 if unit.low(at) in ADVERBS else 0
    if "about" in frames and unit.low(at + skip) in saying.cue.about:
        return make_piece(unit, at + skip + 1, saying, sayings, "about")
    if unit.low(at) == "to":
        return make_piece(unit, at, saying, sayings, "to") if "to" in frames and _is_base(unit, at + 1) else None
    at = _skip_light(unit, at)
    if "clause" in frames and unit.low(at) == ":":
        return make_piece(unit, at + 1, saying, sayings, "colon")
    if "clause" in frames and _is_question(unit, at):
        return make_piece(unit, at, saying, sayings, "question")
    return _clause_or_noun(unit, at, saying, sayings)


def _is_base(unit: Unit, at: int) -> bool:
    """May the word after "to" be a verb, and not whom something is said to?"""
    word = unit.low(at)
    return bool(word) and not unit.tokens[at].capital and word not in BEFORE_BASE


def _is_question(unit: Unit, at: int) -> bool:
    word = unit.low(at)
    return word in QUESTIONS and not (word in {"if", "when", "where"} and _has_comma(unit, at))


def _clause_or_noun(unit: Unit, at: int, saying: Saying, sayings: Sequence[Saying]) -> Content | None:
    frames, word = saying.cue.frames, unit.low(at)
    if word in NOUN_ENDS:
        return None
    if word in LEADING_WORDS and not ("clause" in frames and _has_comma(unit, at)):
        return None
    end = find_added(unit, at, content_end(unit, at, saying, sayings))
    frame = _frame_without_that(unit, at, end, saying)
    return make_piece(unit, at, saying, sayings, frame) if frame else None


def _frame_without_that(unit: Unit, at: int, end: int, saying: Saying) -> str | None:
    """How the tokens from *at* to *end* are what is said, if they are."""
    frames, is_paper = saying.cue.frames, any(unit.low(k) in PAPERS for k in range(at, min(at + 3, end)))
    if is_paper and saying.cue.lemma in POSTING:
        return None
    if "clause" in frames and holds_verb(unit, at, end):
        return "clause-bare"
    if _only_points(unit, at, end):
        return None
    if ("noun" in frames or unit.titled) and not is_paper:
        return "noun"
    return "clause-loose" if saying.cue.lemma in PLAIN and end - at > 3 else None


def _only_points(unit: Unit, at: int, end: int) -> bool:
    """Is a pronoun all that is said: "denied it", "denied it to me"; but "called it a plot"?"""
    return unit.low(at) in POINTING and (at + 1 >= end or unit.low(at + 1) in POINTERS)


POINTING: Final = word_set("it this that them him me us so these those")


def _has_comma(unit: Unit, at: int) -> bool:
    return any(unit.low(k) == "," for k in range(at + 1, min(at + 16, len(unit.tokens))))


def _skip_light(unit: Unit, at: int) -> int:
    """Past days and adverbs between a cue and its content: "said Thursday the talks", "said on 3 May it"."""
    while at < len(unit.tokens):
        token = unit.tokens[at]
        day = token.low in DAYS and (token.capital or token.low in {"today", "yesterday"})
        light = token.low in LIGHT_ADVERBS
        dated = token.low in {"on", "in", "last", "late", "early"} and _is_date(unit, at + 1)
        if not (day or light or dated or (token.low.endswith("ly") and len(token.low) > 4 and not token.capital)):
            break
        at += 1
    return at


def _is_date(unit: Unit, at: int) -> bool:
    """Does a day begin at *at*: "Friday", "late Friday", "3 May"?"""
    return any(unit.low(k) in DAYS for k in (at, at + 1)) and (
        unit.tokens[at].capital or unit.low(at)[:1].isdigit() or unit.low(at) in DAYS_AND_PARTS
    )


def skip_adjuncts(unit: Unit, at: int) -> int:
    """The token after "on Monday", "in a statement", "to reporters" and the like that follow a cue."""
    while at < len(unit.tokens):
        word = unit.low(at)
        if word in DAYS or word in ADVERBS or (word.endswith("ly") and len(word) > 4):
            at += 1
        elif word in PREPOSITIONS or word in {"when", "while", "as"}:
            at += 1
            while at < len(unit.tokens) and unit.low(at) not in ADJUNCT_ENDS and unit.tokens[at].quoted < 0:
                at += 1
        else:
            break
    return at


def _with_hearer(unit: Unit, saying: Saying, sayings: Sequence[Saying]) -> Content | None:
    """told reporters (that) ..., urged both sides to ..., briefed the ministers on ..."""
    frames = saying.cue.frames
    phrase = hearer_after(unit, saying.last, "of" in saying.cue.topic) if frames & HEARING else None
    if phrase is None:
        return _of_head(unit, saying, sayings)
    after = phrase[1]
    if "hearer-to" in frames:
        to = _infinitive(unit, after)
        if to is not None:
            return make_piece(unit, to, saying, sayings, "hearer-to", (phrase[0], to))
    start = (after + 1 if unit.low(after) == ":" else _that(unit, after)) if "hearer" in frames else None
    if start is not None:
        return make_piece(unit, start, saying, sayings, "hearer-that", phrase)
    after = _skip_manner(unit, after)
    if "topic" in frames and unit.low(after) in saying.cue.topic:
        return make_piece(unit, after + 1, saying, sayings, "topic", phrase)
    after = _skip_light(unit, after)
    if "hearer" in frames and saying.cue.lemma in TELLING and unit.low(after) not in HEARER_STOPS:
        return make_piece(unit, after, saying, sayings, "hearer-bare", phrase)
    return None


def _of_head(unit: Unit, saying: Saying, sayings: Sequence[Saying]) -> Content | None:
    """What somebody is accused of in a clause about them: "Chad, which Peru accuses of fraud,"."""
    head = head_of_relative(unit, saying)
    if head is None or "topic" not in saying.cue.frames or unit.low(saying.last) not in saying.cue.topic:
        return None
    return make_piece(unit, saying.last + 1, saying, sayings, "topic", head)


def _infinitive(unit: Unit, after: int) -> int | None:
    """The "to" or "not to" at *after*, or past a place: "called on people in both towns to wait"."""
    if unit.low(after) == "to" or (unit.low(after) == "not" and unit.low(after + 1) == "to"):
        return after
    if unit.low(after) not in {"in", "around", "across", "from", "at"}:
        return None
    for at in range(after, min(after + 8, len(unit.tokens))):
        if unit.low(at) in CLAUSE_ENDS or is_verb(unit.tokens[at]):
            return None
        if unit.low(at) == "to":
            return at
    return None


def _skip_manner(unit: Unit, at: int) -> int:
    """Past "at length", "in detail", "in great detail"."""
    for length in (2, 3):
        if unit.low(at) in {"in", "at"} and unit.low(at + length - 1) in {"detail", "length"}:
            return at + length
    return at


def make_piece(
    unit: Unit, first: int, saying: Saying, sayings: Sequence[Saying], frame: str, hearer: Range | None = None
) -> Content | None:
    """Content in one piece from token *first* to where it ends; None if nothing is left."""
    last = content_end(unit, first, saying, sayings)
    last = trim_right(unit, end_of_phrase(unit, first, last, saying)) if frame in PHRASES else last
    while first < last and unit.low(first) == ",":
        first += 1
    if (unit.low(first), unit.low(first + 2)) == ("condition", "anonymity"):
        return None  # "briefed the press on condition of anonymity"
    return Content(((first, last),), frame, hearer) if last > first else None


PHRASES: Final = word_set("noun to hearer-to about topic")
"""Frames of what is no whole clause, so that a clause added to it is the reporter's."""


def content_end(unit: Unit, start: int, saying: Saying, sayings: Sequence[Saying]) -> int:
    """Where what is said from token *start* ends: at the sentence's end or where another saying takes over."""
    lows, relative = unit.lows, saying.place == "relative"
    for at in range(start + 1, len(lows)):
        may_break = lows[at] in BREAKING or lows[at - 1] == QUOTE or relative
        if may_break and _breaks(unit, at, saying, sayings):
            return trim_right(unit, at)
    return trim_right(unit, len(unit.tokens))


def _breaks(unit: Unit, at: int, saying: Saying, sayings: Sequence[Saying]) -> bool:
    word = unit.low(at)
    if saying.place == "relative" and _is_main_verb(at, saying, sayings):
        return True
    if unit.tokens[at - 1].quoted >= 0 and _follows_comma_in_marks(unit, at, saying):
        return True
    if word == ":":
        return at + 2 >= len(unit.tokens) or unit.tokens[at + 1].quoted >= 0
    if word == ";":
        return any(s.first > at for s in sayings)
    is_closed = word == "," and head_of_relative(unit, saying) is not None
    if is_closed or (word == "," and (_breaks_at_comma(unit, at, saying) or begins_aside(unit, at, saying, sayings))):
        return True
    return word in {",", "and", "but", "while"} and any(
        _takes_over(unit, at, saying, s) for s in sayings if s.first > at
    )


def _follows_comma_in_marks(unit: Unit, at: int, saying: Saying) -> bool:
    """Does a source or the main clause follow words in marks, whose comma stands within the marks?"""
    if (unit.low(at), unit.low(at + 1)) == ("according", "to"):
        return True
    return _opens(unit, saying) and (unit.tokens[at].capital or unit.low(at) in BEGINS_CLAUSE)


def _breaks_at_comma(unit: Unit, at: int, saying: Saying) -> bool:
    """Does the main clause, a participle of saying or a source follow the comma?"""
    if _opens(unit, saying) or saying.last <= at + 1 == _main_behind(unit) or turns(unit, at):
        return True
    following = at + 1
    while unit.low(following) in {"and", "also", "but", "while"}:
        following += 1
    return is_participle(unit, following) or (unit.low(at + 1), unit.low(at + 2)) == ("according", "to")


SUBORDINATE: Final = word_set("while although though whereas if when as because since even after before until unless")
"""Words with which a clause opens a sentence that its main clause follows."""


def _main_behind(unit: Unit) -> int:
    return clause_after(unit) if unit.low(0) in SUBORDINATE else 0


def _is_main_verb(at: int, saying: Saying, sayings: Sequence[Saying]) -> bool:
    """Is at *at* the verb of the noun that "who" stands for: "the page that outlines ties says"?"""
    return any(s.first == at and s.subject == saying.subject and s.place == "before" for s in sayings)


def _opens(unit: Unit, saying: Saying) -> bool:
    """Does a participle open its sentence, so that the main clause follows: "When discussing trade, he said"?"""
    before = {0: {""}, 1: OPENS_PARTICIPLE}.get(saying.first, set())
    return saying.cue.tense == "ing" and unit.low(saying.first - 1) in before


def _takes_over(unit: Unit, at: int, saying: Saying, other: Saying) -> bool:
    """Does *other* begin right after the "and" at *at*, on a level with *saying*?"""
    if _opens(unit, saying) and other.subject and other.subject[0] == at + 1:
        return True
    if other.passive or (
        other.cue.tense != saying.cue.tense and not (saying.cue.tense == "ing" and other.place == "shared")
    ):
        return False
    if other.place == "shared":
        return all(unit.low(k) in TAKES_UP or unit.low(k).endswith("ly") for k in range(at + 1, other.first))
    if other.place != "before" or other.subject is None or "clause" not in other.cue.frames:
        return False
    return other.subject[0] > at and all(unit.low(k) in TAKES_UP for k in range(at + 1, other.subject[0]))
