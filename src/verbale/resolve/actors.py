"""Walks through a report's phrases, tells who each is, and makes the report's actors and mentions of it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

from msgspec import structs

from verbale.analyse.analysis import Analysis, round_score
from verbale.analyse.packed import pack
from verbale.resolve.coreference import Seen
from verbale.resolve.descriptions import tell_noun
from verbale.resolve.names import tell_adjective, tell_known, tell_name, tell_people
from verbale.resolve.phrases import Phrase
from verbale.resolve.pronouns import tell_pronoun
from verbale.resolve.resolution import Mention
from verbale.resolve.stage import Stage, Told
from verbale.resolve.standing import is_where
from verbale.resolve.word_classes import PRONOUNS, SPEECH_VERBS, VERBS
from verbale.words import word_set

_REMEMBERED: Final = 0.3
"""Score below which a mention is too unsure for anything later to refer to it."""
_NEVER_OBJECTS: Final = word_set("he she they we i who")
_ADVERBS: Final = word_set("also then later further again already recently strongly repeatedly")
_AHEAD: Final = 6
"""Phrases after a pronoun among which the name is that it announces."""
_OPENING: Final = 3
"""Units from the beginning of a sentence to such a pronoun."""
_AHEAD_SCORE: Final = 0.6
_CLAUSE: Final = 15
"""Units within which a clause set off by commas is closed."""


def tell_actors(analysis: Analysis, stage: Stage, phrases: Iterable[Phrase]) -> Sequence[Mention]:
    """Every mention of somebody in a report, in the order of its text; everybody is in the stage's cast then."""
    return pack(_Walk(analysis, stage).through(phrases), Mention)


class _Walk:
    def __init__(self, analysis: Analysis, stage: Stage) -> None:
        self.paragraphs, self.stage, self.units = analysis.paragraphs, stage, stage.units
        self.paragraph = 0
        self.subject_of = -1
        self.previous: tuple[Phrase, Seen] | None = None
        self.groups: dict[tuple[str, ...], tuple[str, ...]] = {}

    def through(self, phrases: Iterable[Phrase]) -> Iterator[Mention]:
        coming = iter(phrases)
        following = deque(islice(coming, _AHEAD))
        while following:
            phrase = following.popleft()
            at = self._place(phrase)
            told = self._tell_ahead(phrase, following) or _tell(self.stage, phrase, at)
            following.extend(islice(coming, 1))
            if told is None:
                continue
            yield self._mention(phrase, told)
            if told.actors and told.kind != "adjective" and told.score >= _REMEMBERED:
                at.actors = told.actors
                self._remember(phrase, at)

    def _tell_ahead(self, phrase: Phrase, following: Iterable[Phrase]) -> Told | None:
        """Whom "her" means in "On her blog, Jane Roe wrote": the name after the comma that ends the opening."""
        units, first = self.units, phrase.first
        asks = PRONOUNS.get(units.low(first)) if phrase.kind == "pronoun" and units.tags[first] == "p" else None
        start = units.tags.rfind("|", 0, first) + 1
        if asks not in ("m", "f") or first - start > _OPENING or units.tag(start) not in "ro":
            return None
        comma = units.tags.find(",", first, first + _CLAUSE)
        named = next((one for one in following if one.wide_first == comma + 1), None) if comma > 0 else None
        person = self.stage.people.of(named) if named is not None and named.kind == "name" else None
        if person is None or person.gender not in (None, asks) or "|" in units.tags[first:comma]:
            return None
        return Told((person.id,), "pronoun", _AHEAD_SCORE)

    def _mention(self, phrase: Phrase, told: Told) -> Mention:
        span = self.units.span(phrase.first, phrase.end)
        first, end = min(phrase.wide_first, phrase.first), max(phrase.wide_end, phrase.end)
        wide = span if (first, end) == (phrase.first, phrase.end) else self.units.span(first, end)
        for identifier in told.actors if told.kind != "pronoun" else ():
            self.stage.cast[identifier].spans.extend(span)
        actors = self.groups.setdefault(told.actors, told.actors)
        return Mention(span, actors, told.kind, wide, round_score(told.score))

    def _remember(self, phrase: Phrase, seen: Seen) -> None:
        """Note who was named, alone and with those named just before ("Armenia and Azerbaijan")."""
        if self.previous is not None and self._is_apposed(self.previous[0], phrase):
            seen = structs.replace(seen, is_subject=seen.is_subject or self.previous[1].is_subject)
        self.stage.scene.note(seen)
        if self.previous is not None and self._is_joined(self.previous[0], phrase):
            before = self.previous[1]
            together = tuple(dict.fromkeys((*before.actors, *seen.actors)))
            seen = structs.replace(before, actors=together, is_where=seen.is_where)
            self.stage.scene.note(seen)
        if phrase.kind != "pronoun" or self.units.tags[phrase.first] != "p":
            self.previous = phrase, seen

    def _is_apposed(self, previous: Phrase, phrase: Phrase) -> bool:
        """Does the name between commas say who the noun before it is: "its closest ally, the United States, said"?"""
        between = self.units.tags[previous.wide_end : phrase.wide_first]
        named = previous.kind == "noun" and phrase.kind in ("known", "name")
        return named and between in (",", ",d") and self.units.tag(phrase.wide_end) == ","

    def _is_joined(self, previous: Phrase, phrase: Phrase) -> bool:
        between = self.units.tags[previous.wide_end : phrase.wide_first]
        return between in ("&", ",&", ",n,&") or (between == "," and self.units.tag(phrase.wide_end) in ",&")

    def _place(self, phrase: Phrase) -> Seen:
        """Where a phrase stands in its sentence and report."""
        units, setting = self.units, self.stage.setting
        first, end = phrase.wide_first, phrase.wide_end
        self._go_to_paragraph(units.starts[first])
        before, sentence = units.low(first - 1), setting.sentence_of(first)
        tag, after = self._what_follows(end)
        is_inverted = before in SPEECH_VERBS and units.tag(first - 2) in '",'
        may_object = units.tags[first] != "p" and units.lows[first] not in _NEVER_OBJECTS and not is_inverted
        is_object = may_object and (units.tag(first - 1) in "ro'" or before in VERBS)
        is_subject = is_inverted or (not is_object and (tag == "v" or after in VERBS or sentence != self.subject_of))
        if is_subject:
            self.subject_of = sentence
        return Seen(
            actors=(),
            unit=first,
            sentence=sentence,
            told=setting.told_of(sentence),
            paragraph=self.paragraph,
            quoted=units.is_quoted(first),
            is_subject=is_subject,
            is_object=is_object,
            is_speaker=before in SPEECH_VERBS or (after in SPEECH_VERBS and not is_object),
            is_where=phrase.kind == "known" and is_where(units, phrase),
        )

    def _go_to_paragraph(self, offset: int) -> None:
        while self.paragraph + 1 < len(self.paragraphs) and self.paragraphs[self.paragraph + 1].start <= offset:
            self.paragraph += 1

    def _what_follows(self, at: int) -> tuple[str, str]:
        """Tag and words of the unit after a phrase, a clause set off by commas skipped ("Roe, who leads it, said")."""
        if self.units.tag(at) == ",":
            closing = self.units.tags.find(",", at + 1, at + _CLAUSE)
            if closing > 0 and "|" not in self.units.tags[at:closing]:
                at = closing + 1
        if self.units.low(at) in _ADVERBS:
            at += 1
        return self.units.tag(at), self.units.low(at)


def _tell(stage: Stage, phrase: Phrase, at: Seen) -> Told | None:
    """Who a phrase stands for; None if it is no actor here."""
    if phrase.kind == "noun":
        return tell_noun(stage, phrase, at)
    if phrase.kind == "pronoun":
        return tell_pronoun(stage, phrase, at)
    tellers = {"known": tell_known, "name": tell_name, "people": tell_people, "adjective": tell_adjective}
    return tellers[phrase.kind](stage, phrase)
