"""What a reader took for speech (`Analysis.speeches`) beside the drafts of the rules.

It speaks for drafts that it agrees with, mends where they begin and end and who speaks in them, and adds what the
rules missed. Its signs begin with READ; what they weigh is learnt on reports that the reader was not trained on.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from verbale.analyse.analysis import Analysis, Speech
from verbale.extract.cues import NOUNS, VERBS
from verbale.extract.drafts import Draft
from verbale.extract.hearers import GATHERINGS
from verbale.extract.phrases import ADVERBS, DAYS, PREPOSITIONS, PRONOUNS, SUBORDINATORS
from verbale.spans import Span, hull, trim
from verbale.words import word_set

READ: Final = "reader"
ENCODER: Final = "encoder"
"""Frame of a draft that only the reader proposes."""
HEARD: Final = "heard"
"""Frame of quoted words that only the reader ties to a cue."""
LIKELY: Final = 0.8
"""Least score of a speech that makes quoted words a statement where the rules see no cue for them.

On PolNeAR's dev part 30 of 34 such words were somebody's."""
SURE: Final = 0.95
"""Score from which a speech in one piece shows better than the rules where the words begin and end.

On folds 0 and 1 of the training reports it was exact in 12 of the 19 places where such a speech and the rules differed
and it ended at the end of a clause, the rules in 5."""
DENSE: Final = 0.6
"""Share of a speech's extent that its pieces must cover to be taken as one."""
LINKS: Final = word_set("and but while which as with such who")
"""Words before which a clause may end without a sign."""
NO_PHRASE: Final = (PREPOSITIONS | SUBORDINATORS | ADVERBS | DAYS | word_set("not no")) - word_set("both")
"""Words with which the name or description of a speaker does not begin."""
NOISE: Final = " \t\n\"'“”‘’«».,;:!?…–—-"


class Hearing:
    """The speeches of an analysis, to be looked up by where they stand."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self._by_sentence: dict[int, list[int]] = defaultdict(list)
        for at, speech in enumerate(analysis.speeches):
            for number in self.touched(speech.content, speech.cue):
                self._by_sentence[number].append(at)

    def sentences(self, span: Span) -> range:
        """Numbers of the sentences that *span* touches."""
        first = self.analysis.sentence_at(span.start)
        is_one = span.end <= self.analysis.sentences[first].end
        return range(first, first + 1 if is_one else self.analysis.sentence_at(span.end - 1) + 1)

    def touched(self, spans: Iterable[Span], cue: Span | None) -> set[int]:
        """Numbers of the sentences that *spans* and a *cue* touch."""
        numbers = {number for span in spans for number in self.sentences(span)}
        if cue is not None:
            numbers.update(self.sentences(cue))
        return numbers

    def near(self, span: Span) -> Sequence[Speech]:
        """The speeches with a cue or words in the sentences of *span*."""
        found = dict.fromkeys(at for number in self.sentences(span) for at in self._by_sentence.get(number, ()))
        return [self.analysis.speeches[at] for at in found]

    def of_cue(self, cue: Span | None) -> Speech | None:
        """The surest speech with that cue."""
        found = [s for s in self.near(cue) if s.cue and s.cue.overlaps(cue)] if cue else []
        return max(found, key=lambda s: s.score, default=None)

    def covering(self, spans: Sequence[Span]) -> Speech | None:
        """The surest speech that holds half of *spans*, or half of which they hold."""
        found = [s for span in spans for s in self.near(span) if shares_half(s.content, spans)]
        return max(found, key=lambda s: s.score, default=None)

    def quoting(self, inside: Span, sentence: Span) -> Speech | None:
        """The surest likely speech that holds words in marks and has its cue in their *sentence*, outside them."""
        found = self.covering([inside])
        if found is None or found.cue is None or found.score < LIKELY:
            return None
        return found if sentence.covers(found.cue) and not inside.overlaps(found.cue) else None


def shares_half(one: Sequence[Span], other: Sequence[Span]) -> bool:
    """Is half of the shorter of the two in the other?"""
    common = 0
    for first, last in one:
        for start, end in other:
            if first < end and start < last:
                common += min(last, end) - max(first, start)
    return common > 0 and 2 * common >= min(_length(one), _length(other))


def _length(spans: Sequence[Span]) -> int:
    return sum([end - start for start, end in spans])


def listen(hearing: Hearing, drafts: Iterable[Draft]) -> list[Draft]:
    """The drafts, mended and signed by what the reader found, and those that only the reader proposes."""
    known = list(drafts)
    if not hearing.analysis.speeches:
        return known
    beside = _by_sentence(hearing, known)
    for draft in known:
        speech = hearing.of_cue(draft.cue)
        if speech is not None:
            _mend(hearing, draft, speech, beside)
        draft.signs += _signs(hearing, draft, speech)
    return known + list(_missed(hearing, known))


Beside = Mapping[int, Sequence[Draft]]
"""Drafts by the numbers of the sentences that their cues and words touch."""


def _by_sentence(hearing: Hearing, drafts: Iterable[Draft]) -> Beside:
    by_sentence: dict[int, list[Draft]] = defaultdict(list)
    for draft in drafts:
        for number in hearing.touched(draft.spans, draft.cue):
            by_sentence[number].append(draft)
    return by_sentence


# -- agreement


def _signs(hearing: Hearing, draft: Draft, speech: Speech | None) -> tuple[str, ...]:
    """Does the reader have the draft's words, its cue, both; *speech*: that of its cue."""
    if speech and shares_half(speech.content, draft.spans):
        return f"{READ}=both", f"{READ}=both/{'sure' if speech.score >= SURE else 'unsure'}"
    has_words = hearing.covering(draft.spans) is not None
    kind = "words" if has_words else "cue" if speech else "none" if draft.cue else "cueless"
    return (f"{READ}={kind}",)


# -- edges and speaker


def _mend(hearing: Hearing, draft: Draft, speech: Speech, beside: Beside) -> None:
    if _is_better(hearing.analysis.text, draft, speech) and not _swallows(hearing, draft, speech.content[0], beside):
        draft.spans = [trim(hearing.analysis.text, speech.content[0], NOISE)]
    if draft.form == "mixed" and not draft.clause:
        draft.clause = _clause_around(hearing.analysis, _join(hearing.analysis, speech), draft.spans)
    if speech.score >= SURE:
        draft.to = draft.to or _listeners(hearing.analysis.text, speech, draft.via, draft.speaker)
    if speech.speaker and speech.speaker not in draft.to and not may_speak(hearing.analysis.text, draft.speaker):
        draft.speaker = speech.speaker


def _listeners(text: str, speech: Speech, *others: Span | None) -> list[Span]:
    """Whom the speech is said to, without where it is written ("wrote on X") and *others*, who speak or pass it on."""
    others = tuple(one for one in others if one is not None and len(one.of(text).split()) <= SHORT)
    taken = [one for one in (*others, speech.via, speech.speaker) if one is not None]
    free = [one for one in speech.to if not any(one.overlaps(other) for other in taken)]
    return [one for one in free if not _is_no_hearer(text, one)]


def _is_no_hearer(text: str, one: Span) -> bool:
    before = max(0, one.start - BEFORE_HEARER)
    return one.of(text).rsplit(maxsplit=1)[-1].lower() in GATHERINGS or bool(NO_HEARER.search(text, before, one.start))


BEFORE_HEARER: Final = 48
"""Characters before somebody's name that may tell that it is no hearer's."""


SHORT: Final = 4
"""Words of a speaker's name; in more words somebody else may be named: "Ruz, in a letter to the court,"."""
NO_HEARER: Final = re.compile(
    r"\b(?:according to|conference with|wrote for(?: the)?|(?:alongside|flanked by|next to)(?: [\w-]+){1,4},?"
    r"|(?:wrote|writes|posted|posts|tweeted|post|message|said) on(?: the)?)\s*$",
    re.IGNORECASE,
)
"""What stands before a medium that is relied on, a colleague who speaks too, or where something is written."""


def _is_better(text: str, draft: Draft, speech: Speech) -> bool:
    """Does the speech show better than the rules where reported words begin and end?"""
    if draft.form != "indirect" or draft.frame == "this-before" or len(draft.spans) > 1 or len(speech.content) > 1:
        return False
    content = speech.content[0]
    return speech.score >= SURE and len(content.of(text).split()) > 2 and _ends_clause(text, content.end)


def _swallows(hearing: Hearing, draft: Draft, content: Span, beside: Beside) -> bool:
    """Does *content* go on over what somebody else says whose cue stands outside it?"""
    others = (one for number in hearing.sentences(content) for one in beside.get(number, ()) if one is not draft)
    return any(
        one.cue is not None
        and one.form == "indirect"
        and not one.cue.overlaps(content)
        and any(content.covers(span) and not span.overlaps(draft.spans[0]) for span in one.spans)
        for one in others
    )


def _ends_clause(text: str, at: int) -> bool:
    following = text[at : at + 12].split(maxsplit=1)
    return not following or not following[0][0].isalnum() or following[0] in LINKS


def may_speak(text: str, speaker: Span | None) -> bool:
    """May the words name a speaker, or did the rules take something else for the subject?"""
    words = speaker.of(text).lower().replace("’", "'").split() if speaker else []
    if speaker is None or not words or words[0] in NO_PHRASE or words[-1] in PREPOSITIONS:
        return False
    if words[0].endswith(("'s", "n't")) and len(words) > 1 and words[0].split("'")[0] in UNNAMED:
        return False  # "It's worth"
    formed = words[0].endswith("ed") or (words[0].endswith("ing") and len(words) > 1)
    return not (formed and text[speaker.start].islower())


NO_NAMES: Final = word_set("that there here what don didn can won")
UNNAMED: Final = PRONOUNS | NO_NAMES


# -- what the rules missed


def _missed(hearing: Hearing, drafts: Iterable[Draft]) -> Iterator[Draft]:
    """A draft for each speech whose cue and words no draft has."""
    by_sentence = _by_sentence(hearing, drafts)
    for speech in hearing.analysis.speeches:
        cue = speech.cue
        if cue is None:
            continue
        near = [d for span in (cue, *speech.content) for n in hearing.sentences(span) for d in by_sentence.get(n, ())]
        if any(_is_told(speech, cue, draft) for draft in near):
            continue
        span = _join(hearing.analysis, speech)
        speaks = any(d.speaker and shares_half(speech.content, [d.speaker]) for d in near)  # "citing two officials"
        if span.start < span.end and not speaks:
            yield _new_draft(hearing.analysis, speech, cue, span, near)


def _is_told(speech: Speech, cue: Span, draft: Draft) -> bool:
    if draft.cue and draft.cue.overlaps(cue):
        return True
    return shares_half(speech.content, draft.spans) and not any(s.covers(cue) for s in draft.spans)


def _new_draft(analysis: Analysis, speech: Speech, cue: Span, span: Span, near: Iterable[Draft]) -> Draft:
    quoted = _quoted_in(analysis, span)
    around = [d for d in near if d.speaker and any(s.covers(cue) and s.covers(span) for s in d.spans)]
    draft = Draft(
        "mixed" if quoted else "indirect",
        quoted or [span],
        ENCODER,
        cue=cue,
        speaker=speech.speaker,
        to=_listeners(analysis.text, speech),
        via=speech.via,
        parent=min(around, key=lambda d: _length(d.spans), default=None),
        clause=_clause_around(analysis, span, quoted),
    )
    draft.signs = tuple(_signs_alone(analysis, speech, draft, span))
    return draft


def _quoted_in(analysis: Analysis, span: Span) -> list[Span]:
    """The words in marks within *span*, without the marks."""
    first = bisect_left(analysis.quoted, span.start, key=lambda quoted: quoted.outside.start)
    last = bisect_left(analysis.quoted, span.end, key=lambda quoted: quoted.outside.start)
    return [q.inside for q in analysis.quoted[first:last] if span.covers(q.inside)]


def _join(analysis: Analysis, speech: Speech) -> Span:
    """The words of a speech in one piece: its whole extent if that is mostly its own, else its longest piece."""
    whole = hull(speech.content)
    longest = max(speech.content, key=lambda s: s.end - s.start)
    is_one = analysis.sentence_at(whole.start) == analysis.sentence_at(whole.end - 1)
    dense = _length(speech.content) >= DENSE * (whole.end - whole.start)
    return trim(analysis.text, whole if is_one and dense else longest, NOISE)


def _clause_around(analysis: Analysis, span: Span, quoted: Sequence[Span]) -> tuple[Span, ...]:
    """*span* with the marks at its ends, where it holds the words in marks and more than them."""
    if not quoted or not all(span.covers(said) for said in quoted) or list(quoted) == [span]:
        return ()
    text = analysis.text
    start = span.start - (span.start == quoted[0].start and text[span.start - 1] in NOISE)
    end = span.end + (span.end == quoted[-1].end and text[span.end : span.end + 1] in NOISE)
    return (Span(start, min(end, len(text))),)


def _signs_alone(analysis: Analysis, speech: Speech, draft: Draft, span: Span) -> Iterator[str]:
    score, words = speech.score, span.of(analysis.text).split()
    yield f"{READ}=alone"
    yield f"{READ}/score={'low' if score < 0.8 else 'middle' if score < 0.9 else 'high' if score < 0.97 else 'top'}"
    yield f"{READ}/pieces={min(len(speech.content), 3)}"
    yield f"{READ}/words={'few' if len(words) < 4 else 'some' if len(words) < 8 else 'many'}"
    yield f"{READ}/speaker={_kind_of_speaker(analysis.text, speech.speaker)}"
    cue = speech.cue.of(analysis.text).lower().split() if speech.cue else []
    yield f"{READ}/cue={'known' if any(w in VERBS or w in NOUNS for w in cue) else 'new'}"
    yield f"{READ}/within={draft.parent.form if draft.parent else 'none'}"


def _kind_of_speaker(text: str, speaker: Span | None) -> str:
    words = speaker.of(text) if speaker else ""
    return "none" if not words else "pronoun" if words.lower() in PRONOUNS else "name" if words[0].isupper() else "noun"
