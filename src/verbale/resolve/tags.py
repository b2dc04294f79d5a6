"""The tags of words: one letter for what a word may do in a phrase that stands for an actor.

d determiner   p possessive pronoun   u other pronoun   n number   m modifier ("senior", "foreign")
w participle ("accused"): a modifier, but not after a noun   a adjective of a state   b state or its adjective ("US")
s state, seat, body, group, agency or medium of the tables   e people ("Russians")   l place of the tables
h role noun   g given name   c other word with a capital   i initial   q particle of names   k honorific
t ending of names ("Jr.")   o "of"   r other preposition   & conjunction   v verb of speech or action
, comma   ' possessive ending   ( )   " quotation mark   . stop   - dash   y other word that may be a noun
x other word   | end of a sentence (a unit without words)
"""

from __future__ import annotations

from typing import Final

from verbale.resolve.role_nouns import ROLE_NOUNS
from verbale.resolve.word_classes import (
    ACTING_VERBS,
    CONJUNCTIONS,
    DETERMINERS,
    MODIFIERS,
    NOT_NAMES,
    NUMBERS,
    PARTICIPLES,
    POSSESSIVES,
    PREPOSITIONS,
    PRONOUNS,
    VERBS,
)

SIGN_TAGS: Final = {
    ",": ",", ";": ".", ":": ".", ".": ".", "!": ".", "?": ".", "…": ".", "(": "(", ")": ")", "[": "(", "]": ")",
    '"': '"', "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": '"', "'": '"', "``": '"', "''": '"',
    "—": "-", "–": "-", "-": "-", "--": "-", "’": '"', "/": "&", "’s": "'", "'s": "'", "’S": "'", "'S": "'",
}  # fmt: skip
"""Tag by sign, and by the possessive ending."""


def _word_tags() -> dict[str, str]:
    tags = dict.fromkeys(ACTING_VERBS, "v")
    tags |= dict.fromkeys(PREPOSITIONS, "r")
    tags |= dict.fromkeys(MODIFIERS, "m")
    tags |= dict.fromkeys(PARTICIPLES, "w")
    tags |= dict.fromkeys(NUMBERS, "n")
    tags |= {noun: "h" for noun in ROLE_NOUNS if " " not in noun}
    tags |= dict.fromkeys(DETERMINERS, "d")
    tags |= dict.fromkeys(CONJUNCTIONS, "&")
    tags |= dict.fromkeys(PRONOUNS, "u")
    tags |= dict.fromkeys(POSSESSIVES, "p")
    tags["of"] = "o"
    return tags


WORD_TAGS: Final = _word_tags()
"""Tag by word in lower case; later classes win."""

_NO_NOUN_ENDINGS: Final = ("ly", "ed", "ing")


def tag_unknown(low: str) -> str:
    """The tag of a word in lower case that no class has: y if it may be a noun, else x."""
    if len(low) < 4 or low in VERBS or low in NOT_NAMES or low.endswith(_NO_NOUN_ENDINGS) or not low.isalpha():
        return "m" if low.startswith(("ex-", "pro-", "anti-")) or low.endswith(("-led", "-backed", "-old")) else "x"
    return "y"
