"""Small classes of words that tell where a noun phrase begins and ends, and who a sentence is about."""

from __future__ import annotations

from typing import Final, Literal

from verbale.resolve.given_names import Gender
from verbale.resolve.word_lists import read_sections

_LISTS: Final = {head: tuple(words) for head, words in read_sections("word_classes")}


def _words(head: str) -> frozenset[str]:
    return frozenset(_LISTS[head])


DETERMINERS: Final = _words("determiners")
POSSESSIVES: Final = _words("possessives")
NUMBERS: Final = _words("numbers")
QUANTITIES: Final = _words("quantities")
"""Words before "of" that only count: "hundreds of protesters"."""

Asks = Literal["m", "f", "n", "p", "s", "r"]
PRONOUNS: Final[dict[str, Asks]] = {
    word: asks for asks in ("m", "f", "n", "p", "s", "r") for word in _LISTS[f"pronoun {asks}"]
}  # fmt: skip
"""Pronoun to what it asks for: a man, a woman, a thing or body, many, those of the scene (I, we, you), a relative."""

PREPOSITIONS: Final = _words("prepositions")
WHERE: Final = _words("where")
"""Prepositions after which a capital or state is a place rather than a government."""
CONJUNCTIONS: Final = _words("conjunctions")

PARTICLES: Final = _words("particles")
"""Small words within a person's name: Mohammed bin Salman, Ursula von der Leyen."""
NAME_ENDINGS: Final = _words("name endings")
HONORIFICS: Final[dict[str, Gender | None]] = {
    **dict.fromkeys(_LISTS["honorific"]),
    **dict.fromkeys(_LISTS["honorific m"], "m"),
    **dict.fromkeys(_LISTS["honorific f"], "f"),
}
"""Words before a name that are no part of it, with the gender that they tell."""
ABBREVIATED: Final = _words("abbreviated")
"""Abbreviations that take a full stop and do not end a name."""

MODIFIERS: Final = _words("modifiers")
"""Words that may stand between the article and a role noun."""

PARTICIPLES: Final = _words("participles")
"""Modifiers that are verbs after a noun: "accused soldiers", "the government accused soldiers"."""

SPEECH_VERBS: Final = _words("speech verbs")
ACTING_VERBS: Final = SPEECH_VERBS | _words("acting verbs")
"""Verbs after a capital or seat that show that its government is meant."""
BEFORE_PLACE: Final = _words("before place")
"""Words right before a capital that show that the place itself is meant."""
TRAVEL_WORDS: Final = _words("travel words")
"""Words before "to", "from" or "of" and a capital that show that the place itself is meant."""

NOT_NAMES: Final = _words("not names")
"""Words with a capital that are no part of anybody's name when they stand alone."""
NAMES_TOO: Final = _words("names too")
"""Common words that are a family name right after a given name."""
NAMES_AFTER: Final = _words("names after")
"""Words without meaning for us that end a name if they follow one: Theresa May, Ban Ki Moon."""
TIME_WORDS: Final = _words("time words")
"""Words of time that may follow whoever acts without being described by it."""
PLACE_WORDS: Final = _words("place words")
"""Nouns with a capital that make a name the name of a place."""
PLACE_BEGINNINGS: Final = _words("place beginnings")
"""Words that begin the name of a place: Fort, Mount, Lake."""
REGIONS: Final = _words("regions")
"""Names of regions that no table of ours has coordinates for."""
DIRECTIONS: Final = _words("directions")
"""Words before the name of a place that tell which part of it is meant."""
SENT_FOR: Final = _words("sent for")
"""Role nouns after which "for" goes on with the office: "spokesman for", "minister for"."""
ABSTRACT: Final = _words("abstract")
"""Role nouns that are no body after a possessive: "the president's leadership"."""
OFFICIAL_THINGS: Final = _words("official things")
"""Nouns before which "official" is an adjective."""
NOT_OF_PLACE: Final = _words("not of place")
"""Role nouns for people who are often abroad, so that the place says nothing on their state."""
WIDER: Final = _words("wider")
"""Words that say that people are not of one state: "Western officials", "other leaders"."""
ASSAULTS: Final = _words("assaults")
"""Words before "on" and a capital that show that the place itself is meant."""
JOINT_ACTS: Final = _words("joint acts")
"""Verbs for what several do with one another: after "they", those who met or talked are meant."""
ORGANISATION_WORDS: Final = {
    word: head.removeprefix("organisation ")
    for head, words in _LISTS.items()
    if head.startswith("organisation ")
    for word in words
}
"""Nouns with a capital that make a name the name of a body, with its sector."""


def _forms(verb: str) -> tuple[str, ...]:
    third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "o")) else "s")
    if verb.endswith("y") and verb[-2] not in "aeou":
        return verb, verb[:-1] + "ies", verb[:-1] + "ied"
    stem = verb.removesuffix("e")
    return verb, third, stem + "ed", stem + stem[-1] + "ed"


PLAIN_VERBS: Final = _words("plain verbs") - _words("irregular")
"""Verbs of news in their plain form, which never follows a noun in the singular as its verb."""
ADJECTIVES_TOO: Final = _words("adjectives too")
"""Role nouns for people that are adjectives before another noun: "a national address"."""
VERBS: Final = (
    frozenset(form for verb in _LISTS["plain verbs"] for form in _forms(verb)) | _words("irregular") | ACTING_VERBS
)
"""Verbs of news in their finite forms: a role noun before one stands alone ("court rules", not "court rulings")."""
