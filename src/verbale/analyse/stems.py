"""Stems of English words."""

from __future__ import annotations

import re
from functools import lru_cache

_IRREGULAR = {
    form: base
    for base, forms in {
        "agre": "agreed agreeing",
        "ban": "banned banning",
        "beat": "beaten beating",
        "begin": "began begun",
        "break": "broke broken",
        "bring": "brought",
        "detain": "detention",
        "di": "died dying dies",
        "drive": "drove driven",
        "fall": "fell fallen",
        "fight": "fought",
        "fre": "freed freeing",
        "give": "gave given",
        "go": "went gone",
        "have": "has had having",
        "hit": "hitting",
        "hold": "held",
        "is": "are was were be been being",
        "lead": "led",
        "leave": "left",
        "meet": "met",
        "overthrow": "overthrew overthrown",
        "quit": "quitting",
        "say": "said",
        "seek": "sought",
        "send": "sent",
        "shoot": "shot",
        "speak": "spoke spoken",
        "stab": "stabbed stabbing",
        "steal": "stole stolen",
        "strik": "struck stricken",
        "sue": "sued suing",
        "tak": "took taken",
        "tell": "told",
        "throw": "threw thrown",
        "withdraw": "withdrew withdrawn",
    }.items()
    for form in forms.split()
}
_ENDINGS = (("ies", "y"), ("ied", "y"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh"), ("xes", "x"))


@lru_cache(20_000)
def stem(word: str) -> str:
    """A word without its endings, so that "arrests", "arrested" and "arresting" are one. Light, English, stable."""
    word = word.lower()
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) <= 3:
        return word
    return _drop_e(_drop_tense(_drop_plural(word)))


def _drop_plural(word: str) -> str:
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word[: -len(ending)] + instead
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def _drop_tense(word: str) -> str:
    for ending in ("ing", "ed"):
        root = word.removesuffix(ending)
        if root != word and len(root) > 2 and re.search("[aeiouy]", root):
            return root[:-1] if len(root) > 3 and root[-1] == root[-2] and root[-1] not in "lsz" else root
    return word


def _drop_e(word: str) -> str:
    return word[:-1] if word.endswith("e") and len(word) > 3 else word
