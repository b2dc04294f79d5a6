"""Finds words of saying in a unit, each with its subject: the occurrences that all statements are built on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from verbale.extract.cues import LONGEST_PHRASE, PHRASES, VERBS, Cue
from verbale.extract.phrases import (
    ADJUNCTS,
    ADVERBS,
    AUXILIARIES,
    CLAUSE_ENDS,
    COMMAS,
    DASHES,
    DAYS,
    DETERMINERS,
    NOMINATIVES,
    PAPERS,
    PREPOSITIONS,
    RELATIVES,
    STOPS,
    SUBORDINATORS,
    is_participle_at,
    is_past,
    is_verb,
    main_subject,
    noun_phrase_after,
    noun_phrase_before,
    skip_left,
)
from verbale.extract.units import QUOTE, Range, Token, Unit
from verbale.words import word_set

NO_APPOSITION: Final = ADJUNCTS | DAYS | ADVERBS - {"both"}
ADJUNCT_PREPOSITIONS: Final = PREPOSITIONS - {"of", "per"}
HEARER_STOPS: Final = PREPOSITIONS | STOPS | {""}
BEGINS_NAMED: Final = DETERMINERS | NOMINATIVES - {"it"}
ATTRIBUTION_STOPS: Final = DASHES | {"", ".", ",", ";"}
COMMAS_OR_NONE: Final = DASHES | {",", ""}
FINITE_AUXILIARIES: Final = AUXILIARIES - {"being", "be"}
BE: Final = word_set("is are was were be been being")
MODALS: Final = word_set("will would may might could can should must 'll 'd")
BEFORE_SAY: Final = MODALS | {"", "not", "and", "let"}
NEGATIONS: Final = word_set("not n't never")
POSSESSIVES: Final = word_set("'s ’s ’")
OWNERS: Final = DETERMINERS | POSSESSIVES
BEFORE_PLURAL: Final = DETERMINERS - {"that", "this"} | PREPOSITIONS | POSSESSIVES | {"or"}
QUANTIFIERS: Final = word_set("some many several all both most")
BEFORE_PARTICIPLE: Final = DETERMINERS - QUANTIFIERS - {"that", "this"} | PREPOSITIONS | POSSESSIVES
UNMARKED: Final = word_set("to did does do n't")
"""Before a base form or past form these make it no report of its own: "to say", "did not say"."""
PLURALS: Final = QUANTIFIERS | word_set("they people who media police i we you also")
"""Subjects without a plural -s with which a base form is a verb: they say, police say."""
BEFORE_PLAIN_VERB: Final = PLURALS | {","}
LINKING: Final = word_set("the of for and de van von al bin")
"""Small words of names."""
WITHIN_NAMES: Final = LINKING | POSSESSIVES
FOLLOWING_VERB: Final = PREPOSITIONS | DETERMINERS | SUBORDINATORS | DAYS | ADVERBS | NOMINATIVES | {"to"}
"""Words that may follow a verb of saying, but no participle before its noun."""
SPEAKING: Final = word_set(
    "speaking addressing citing representing quoting referring writing talking answering attending including"
)
"""Participles that follow a speaker: "the minister speaking to the council said"."""
BEFORE_ING: Final = word_set(", and in by upon when while before after")
COMMAS_BEFORE_ING: Final = DASHES | BEFORE_ING
STOPS_BEFORE_ING: Final = STOPS | BEFORE_ING
QUOTING: Final = word_set("quoted cited quotes cites quoting citing reported")
FARTHEST: Final = 45
"""Tokens between "quoted" and "as saying", where the one who speaks or quotes is described at length."""


class Saying(NamedTuple):
    """A cue at tokens [first, last) of a unit; `subject` is a token range.

    `place` says where the subject stands: before ("he said"), after ("said he"), shared (that of an earlier verb),
    relative ("who said"), by ("was said by him"), none. `relay` is the token range of whoever passed the words on.
    """

    first: int
    last: int
    cue: Cue
    subject: Range | None
    place: str
    passive: bool = False
    relay: Range | None = None


SAYING: Final = VERBS.keys() | PHRASES.keys()
"""Words with which one that can be a verb of saying begins."""


def find_sayings(unit: Unit) -> tuple[Saying, ...]:
    """Every word of saying in *unit* that can be a verb with a subject, in order."""
    if SAYING.isdisjoint(unit.lows):
        return ()
    found: list[Saying] = []
    at = 0
    for place in [number for number, low in enumerate(unit.lows) if low in SAYING]:
        saying = _saying_at(unit, place, found) if place >= at else None
        if saying is not None:
            found.append(saying)
            at = saying.last
    return tuple(found)


def _saying_at(unit: Unit, at: int, earlier: Sequence[Saying]) -> Saying | None:
    lows = unit.lows
    phrases = PHRASES.get(lows[at])
    if phrases:
        for length in range(min(LONGEST_PHRASE, len(lows) - at - 1), 0, -1):
            phrase = phrases.get(lows[at + 1 : at + 1 + length])
            if phrase:
                return _with_subject(unit, at, at + length + 1, phrase, earlier)
    cue = VERBS.get(lows[at])
    return _with_subject(unit, at, at + 1, cue, earlier) if cue else None


def _with_subject(unit: Unit, first: int, last: int, cue: Cue, earlier: Sequence[Saying]) -> Saying | None:
    if cue.tense == "past" and _is_passive(unit, first):
        return _passive(unit, first, last, cue)
    if not _is_verb_here(unit, first, cue):
        return None
    if cue.tense == "ing" and unit.low(first - 1) == "as":
        return _quoted_as(unit, first, last, cue)
    inverted = _inverted(unit, first, last, cue)
    if inverted is not None:
        return Saying(first, last, cue, inverted, "after")
    subject, place = _find_subject(unit, first, cue, earlier)
    source = _quoted_source(unit, first, last)
    if source is not None:
        return Saying(first, last, cue, source, "before", relay=subject)
    cited = _cited(unit, subject, first) or _citing_after(unit, last, cue) if place == "before" and subject else None
    return Saying(first, last, cue, cited or subject, place, relay=subject if cited else None)


def _cited(unit: Unit, subject: Range, cue: int) -> Range | None:
    """Whom the subject only passes on: "The Times, citing two officials, reported that"."""
    at = subject[1] + 1 if unit.low(subject[1]) == "," else subject[1]
    return noun_phrase_after(unit, at + 1) if at < cue and unit.low(at) in {"citing", "quoting"} else None


def _citing_after(unit: Unit, last: int, cue: Cue) -> Range | None:
    """Whom a medium only passes on: ", the Times reported, citing two officials", or after what it reports."""
    if cue.lemma not in RELAYING:
        return None
    cites = (k for k in range(last, len(unit.tokens) - 2) if unit.low(k) == "," and unit.low(k + 1) in CITING)
    at = next(cites, None)
    if at is None or any(unit.low(k) in VERBS and k > last for k in range(last, at)):
        return None
    return noun_phrase_after(unit, at + 2)


CITING: Final = word_set("citing quoting")
RELAYING: Final = word_set("report say write note")


def _quoted_source(unit: Unit, first: int, last: int) -> Range | None:
    """Who speaks in "according to the Post, quoting two officials, ..."."""
    return noun_phrase_after(unit, last) if unit.low(first) == "quoting" and unit.low(first - 1) == "," else None


def _is_passive(unit: Unit, at: int) -> bool:
    before = unit.low(skip_adverbs(unit, at - 1))
    return before in BE or (unit.low(at + 1) == "by" and before not in {"has", "have", "had"})


def skip_adverbs(unit: Unit, at: int) -> int:
    """The token at or before *at* that is no adverb."""
    while at >= 0 and ((low := unit.low(at)) in ADVERBS or (low.endswith("ly") and len(low) > 4)):
        at -= 1
    return at


def _passive(unit: Unit, first: int, last: int, cue: Cue) -> Saying:
    for at in range(last, min(last + 7, len(unit.tokens))):
        if unit.low(at) == "by":
            return Saying(first, last, cue, noun_phrase_after(unit, at + 1), "by", True)
        if unit.low(at) in CLAUSE_ENDS:
            break
    return Saying(first, last, cue, None, "none", True)


def _is_verb_here(unit: Unit, at: int, cue: Cue) -> bool:
    """Is the form at *at* a verb there, and not a noun or a participle before a noun?"""
    if unit.tokens[at].capital and at > 0 and not unit.titled:
        return False
    if unit.low(at - 1) in UNMARKED or unit.low(skip_adverbs(unit, at - 1)) in UNMARKED:
        return False
    if cue.lemma == "recall" and any(unit.low(at + k) in ENVOYS for k in range(1, 6)):
        return False  # "recalled its ambassador from Lisbon"
    if cue.tense in {"base", "present"} and cue.lemma in NAMED_ALIKE and _is_finite(unit, at + 1):
        return False
    return _VERB_TESTS[cue.tense](unit, at)


ENVOYS: Final = word_set(
    "ambassador ambassadors envoy envoys diplomat diplomats consul consuls attaché staff troops forces delegation"
)
"""Who is recalled by an act, and not in words."""
NAMED_ALIKE: Final = word_set(
    "report claim estimate demand promise pledge comment post tweet question order call voice state warning brief"
)
"""Verbs whose forms are nouns too, so that a verb after them has them for its subject."""


def _is_finite(unit: Unit, at: int) -> bool:
    """Is a finite verb at *at*, so that what stands before it is its subject: "the reports say", "small states had"?"""
    cue = VERBS.get(unit.low(at))
    if unit.low(at) in FINITE_AUXILIARIES and not unit.tokens[at].capital:
        return True
    return cue is not None and cue.tense in {"past", "present", "base"} and "clause" in cue.frames


def _past_here(unit: Unit, at: int) -> bool:
    before = unit.tokens[at - 1]
    if at > 0 and is_past(before) and unit.low(at + 1).isalpha() and unit.low(at + 1) not in FOLLOWING_VERB:
        return False  # "held detailed talks"
    return before.low not in BEFORE_PARTICIPLE


def _present_here(unit: Unit, at: int) -> bool:
    before = unit.tokens[at - 1]
    if at > 0 and _is_plural(before) and unit.low(at).endswith("s"):
        return False  # "emissions rules that bind everybody"
    if unit.low(at) == "states" and before.low in OF_STATES:
        return False
    return unit.low(at - 1) not in BEFORE_PLURAL


OF_STATES: Final = word_set(
    "other member small large neighbouring neighboring coastal island baltic gulf arab nuclear western eastern"
    " northern southern foreign third individual several hostile friendly sovereign independent nation european"
)
"""Words before states that are countries."""


def _is_plural(token: Token) -> bool:
    """Does the word look like a common noun in the plural?"""
    low = token.low
    return (
        low.endswith("s")
        and low[-2:] != "ss"
        and len(low) > 4
        and low.isalpha()
        and not token.capital
        and low not in NO_PLURALS
    )


SINGULAR: Final = word_set(
    "news politics series analysis always besides perhaps sometimes headquarters whereas afterwards economics"
)
"""Words with an s that are no plurals."""
NO_PLURALS: Final = ADVERBS | DAYS | DETERMINERS | SINGULAR


def _base_here(unit: Unit, at: int) -> bool:
    before = unit.low(at - 1)
    if unit.low(at) == "say" and unit.low(at + 1) == "that" and before not in BEFORE_SAY:
        return True  # "those close to her say that"
    return before in BEFORE_PLAIN_VERB or (before.endswith("s") and before not in OWNERS)


def _ing_here(unit: Unit, at: int) -> bool:
    before = unit.low(at - 1)
    if before in OWNERS or (before, unit.low(at)) == ("for", "questioning"):
        return False
    if unit.low(at) == "warning" and (unit.low(at + 1) in SIGNALS or before in GRAVE):
        return False
    return before in COMMAS_OR_NONE or before.isalpha()


GRAVE: Final = word_set("serious stern clear strong final fresh new grave sharp dire blunt direct public early veiled")
"""Adjectives of a warning, which is no verb then: "the drills are a serious warning against"."""
SIGNALS: Final = word_set("shot shots sign signs signal signals light lights letter letters system systems")
"""What a warning goes before that is no verb: "of warning shots"."""

_VERB_TESTS: Final[dict[str, Callable[[Unit, int], bool]]] = {
    "past": _past_here,
    "present": _present_here,
    "base": _base_here,
    "ing": _ing_here,
}


def _quoted_as(unit: Unit, first: int, last: int, cue: Cue) -> Saying | None:
    """ "Interfax quoted him as saying"; "he was quoted by Interfax as saying": speaker and relay."""
    at = next((k for k in range(first - 2, max(-1, first - FARTHEST), -1) if unit.low(k) in QUOTING), None)
    described = first - 2 if unit.low(first - 3) in DETERMINERS else first
    if at is None or any(
        unit.low(k) in {";", ":"} or (unit.tokens[k].quoted >= 0 and k != described) for k in range(at, first)
    ):
        return None
    subject = _find_subject(unit, at, VERBS["quote"], ())[0]
    if unit.low(skip_adverbs(unit, at - 1)) in BE:
        by = next((k for k in range(at, min(first + 4, len(unit.tokens))) if unit.low(k) == "by"), None)
        relay = noun_phrase_after(unit, by + 1) if by is not None else None
        return Saying(first, last, cue, subject, "before", relay=relay)
    if unit.low(at) == "reported":
        return None
    return Saying(first, last, cue, _quoted_person(unit, at + 1, first - 1), "before", relay=subject)


def _quoted_person(unit: Unit, first: int, last: int) -> Range | None:
    """Whom a medium quotes, without what is told of them between commas."""
    comma = next((k for k in range(first, last) if unit.low(k) == ","), None)
    if comma is None or comma == first:
        return (first, last) if first < last else None
    end = next((k for k in range(comma + 1, last) if unit.low(k) == ","), last)
    return name_beside(unit, (first, comma), (comma + 1, end))


def _inverted(unit: Unit, first: int, last: int, cue: Cue) -> Range | None:
    """The subject after the cue in "..., said he in Baku" and after a quotation."""
    before = unit.low(first - 1)
    after_quotation = first > 0 and (unit.tokens[first - 1].quoted >= 0 or (before == "so" and first == 1))
    if cue.tense == "ing" or not (after_quotation or before in COMMAS_OR_NONE):
        return None
    phrase = noun_phrase_after(unit, last) if unit.low(last) not in NO_SPEAKER else None
    if phrase is None or all(token.low in DATING_WORDS for token in unit.tokens[phrase[0] : phrase[1]]):
        return None
    if not (after_quotation or _names_somebody(unit, phrase, cue)):
        return None
    return phrase if _ends_attribution(unit, phrase, cue, before) else None


NO_SPEAKER: Final = word_set("that to on in at of against about over")
"""Words after a cue that do not begin the name of whoever speaks: ", warned of a strike"."""
DATING: Final = word_set("the next same following last that this late early")
"""Words before a day: "said the next morning"."""
DATING_WORDS: Final = DAYS | DATING


def _names_somebody(unit: Unit, phrase: Range, cue: Cue) -> bool:
    """May the words after the cue be who speaks, and not what is meant: ", said Ruz", but ", announced her plan"?"""
    if unit.tokens[phrase[1] - 1].capital:
        return True
    ends = unit.low(phrase[1]) in ATTRIBUTION_STOPS
    return "noun" not in cue.frames and (ends or unit.low(phrase[0]) in BEGINS_NAMED)


def _ends_attribution(unit: Unit, phrase: Range, cue: Cue, before: str) -> bool:
    """Does nothing follow the inverted subject with which it would be an object instead?"""
    rest = unit.low(phrase[1])
    if before == "," and rest == "as":
        return False
    if (rest == "to" and cue.frames & {"hearer", "hearer-to", "topic"}) or rest in cue.topic:
        return False
    if before == "," and rest == QUOTE and "hearer-to" in cue.frames:
        return False  # "The letter, dated May, asks the council" for words in marks
    if rest and is_verb(unit.tokens[phrase[1]]):
        return False
    follows = rest in HEARER_STOPS or unit.tokens[phrase[1]].capital
    return follows or before != ","


def _find_subject(unit: Unit, first: int, cue: Cue, earlier: Sequence[Saying]) -> tuple[Range | None, str]:
    at = skip_left(unit, first - 1)
    word = unit.low(at)
    if cue.tense == "ing":
        return _of_participle(unit, first, at, earlier)
    if at < 0:
        return None, "none"
    if word in {"and", "but", "or", "then", "yet"}:
        return _shared(unit, at, earlier)
    if word in RELATIVES:
        return _before_relative(unit, at), "relative"
    if word in COMMAS:
        return _across_apposition(unit, at, word, earlier)
    return _plain_subject(unit, _before_brackets(unit, at), earlier)


def _before_relative(unit: Unit, at: int) -> Range | None:
    """What "who" or "which" at *at* stands for, words in marks too: a "man of the sea" who says."""
    if at > 1 and unit.tokens[at - 1].quoted >= 0 and unit.low(at - 2) in DETERMINERS:
        return at - 1, at
    phrase = noun_phrase_before(unit, at - 2 if unit.low(at - 1) in COMMAS else at - 1)
    if phrase is not None and is_participle_at(unit, phrase[0]):
        return main_subject(unit, at)
    return phrase


def _plain_subject(unit: Unit, at: int, earlier: Sequence[Saying]) -> tuple[Range | None, str]:
    phrase = noun_phrase_before(unit, at)
    if phrase is None or is_participle_at(unit, phrase[0]):
        return _shared(unit, at, earlier)
    cut = next((k for k in range(phrase[0] + 1, phrase[1]) if unit.low(k) in SPEAKING), phrase[1])
    return (phrase[0], cut), "before"


def _before_brackets(unit: Unit, at: int) -> int:
    if unit.low(at) != ")":
        return at
    return next((k - 1 for k in range(at, 0, -1) if unit.low(k) == "("), at)


def _of_participle(unit: Unit, first: int, at: int, earlier: Sequence[Saying]) -> tuple[Range | None, str]:
    """Of "noting": the subject of the main verb, or the noun right before it ("a banner saying")."""
    word = unit.low(first - 1)
    if word in BE or (at < first - 1 and unit.low(at) not in STOPS_BEFORE_ING):
        phrase = noun_phrase_before(unit, at)
        written = phrase is not None and bool(PAPERS & {unit.low(k) for k in range(*phrase)})
        outer = main_subject(unit, at) if phrase and written and _is_object(unit, phrase) else None
        return (outer, "shared") if outer else (phrase, "before")
    if first == 0 or (first == 1 and unit.low(0) in BEFORE_ING):
        start = next((k for k, t in enumerate(unit.tokens) if t.low == "," or t.quoted >= 0), None)
        return (main_subject(unit, len(unit.tokens), start + 1), "shared") if start else (None, "none")
    if unit.low(skip_adverbs(unit, first - 1)) in COMMAS_BEFORE_ING:
        return _shared(unit, first, earlier)
    phrase = noun_phrase_before(unit, first - 1)
    outer = main_subject(unit, first) if phrase and _is_object(unit, phrase) else None
    return (outer, "shared") if outer else _plain_subject(unit, first - 1, earlier)


def _is_object(unit: Unit, phrase: Range) -> bool:
    """Does a noun before a participle only end the main clause, so that its subject speaks?

    "They marched to Lisbon demanding talks", "she wrote a letter to him asking"; but "a letter from her asking".
    """
    if "with" in {unit.low(phrase[0] - 1), unit.low(phrase[0])}:
        return False
    inside = [unit.low(k) for k in range(*phrase)]
    if WRITTEN & set(inside):
        return not {"by", "from", "of"} & set(inside) and not POSSESSIVES & set(inside)
    return any(word in ADJUNCT_PREPOSITIONS for word in inside)


ORDERS: Final = word_set("order orders decree ruling decision call request plea appeal directive memo note")
"""Words like papers, which say what their author says: "an order by the admiral directing"."""
WRITTEN: Final = PAPERS | ORDERS


def _shared(unit: Unit, at: int, earlier: Sequence[Saying]) -> tuple[Range | None, str]:
    """The subject of the verb before in the same unit, rather than of one within its reported clause."""
    fitting = [s for s in earlier if s.subject and s.place != "relative" and s.subject[1] <= at]
    outer = [s for s in fitting if not _is_embedded(unit, s, earlier)]
    for saying in reversed(outer or fitting):
        return saying.subject, "shared"
    return main_subject(unit, at), "shared"


def _is_embedded(unit: Unit, saying: Saying, sayings: Sequence[Saying]) -> bool:
    """Does its subject begin the reported clause of another saying: "said (that) he announced"?"""
    first = saying.subject[0] if saying.subject else saying.first
    return unit.low(first - 1) == "that" or any(s.last == first for s in sayings)


def _across_apposition(unit: Unit, at: int, sign: str, earlier: Sequence[Saying]) -> tuple[Range | None, str]:
    """The noun before ", the minister," or ", who led it,"."""
    start = next((k + 2 for k in range(at - 2, -1, -1) if unit.low(k) == "," and _begins_clause(unit, k + 1)), 0)
    for k in (k for k in range(start, at) if unit.low(k) == sign):
        phrase = noun_phrase_before(unit, _before_brackets(unit, k - 1))
        if phrase is not None and _may_be_apposed(unit, phrase, k) and not _ends_adjunct(unit, k, at):
            return name_beside(unit, phrase, (k + 1, at)), "before"
    return _shared(unit, at, earlier)


def _begins_clause(unit: Unit, at: int) -> bool:
    """Does a clause with a subject of its own begin at *at*: ", but", ", and its spokeswoman, Ana Ruz,"?"""
    return unit.low(at) == "but" or (unit.low(at) in {"and", "while"} and unit.low(at + 1) in BEGINS_NOUN)


BEGINS_NOUN: Final = word_set("its his her their the a an")


def _ends_adjunct(unit: Unit, comma: int, before: int) -> bool:
    """Does the comma end "On the blog Coast Light," and a name with an apposition of its own follow it?"""
    if unit.low(0) not in PREPOSITIONS or any(unit.low(k) == "," for k in range(comma)):
        return False
    end = next((k for k in range(comma + 1, before) if unit.low(k) == ","), comma + 1)
    named = all(t.capital or t.low in LINKING for t in unit.tokens[comma + 1 : end])
    return end > comma + 1 and named and unit.low(end + 1) in APPOSING


APPOSING: Final = word_set("a an the who which whose")


def _may_be_apposed(unit: Unit, phrase: Range, at: int) -> bool:
    """Is it a noun that an apposition follows, and not "However," or "Late on Sunday,"?"""
    first = unit.low(phrase[0])
    if first in NO_APPOSITION or (first.endswith("ly") and phrase[1] - phrase[0] == 1):
        return False
    if unit.low(phrase[1] - 1) in DAYS:
        return False
    if any(is_verb(t) for t in unit.tokens[phrase[0] : phrase[1]]) and unit.low(at + 1) not in {"who", "which"}:
        return False
    if unit.tokens[phrase[1] - 1].capital or first in DETERMINERS or unit.low(at + 1) in {"who", "which", "whose"}:
        return True
    return any(unit.low(k) in POSSESSIVES for k in range(*phrase))


def name_beside(unit: Unit, noun: Range, beside: Range) -> Range:
    """The apposition where it is a name and the noun is not: "the mayor, Ana Ruz,", "one of them, the Corps (NC),"."""
    end = next((k for k in range(*beside) if unit.low(k) == "("), beside[1])
    if unit.low(beside[1] - 1) != ")":
        end = beside[1]
    named = [t.capital or t.low in WITHIN_NAMES for t in unit.tokens[beside[0] : end]]
    is_name = bool(named) and all(named) and unit.tokens[end - 1].capital
    is_common = not unit.tokens[noun[1] - 1].capital or unit.low(noun[0]) in DETERMINERS
    return (beside[0], end) if is_name and is_common else noun
