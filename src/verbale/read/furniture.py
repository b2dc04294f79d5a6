"""What stands around an article: lines that lead elsewhere or ask for something, walls of consent and of payment."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

LONGEST: Final = 240
"""A paragraph over this length is no line of furniture; the longest that was met is an offer of 172 characters."""

LONGEST_WALL: Final = 4000
"""Words of walls are few: a page with more characters is an article, be it about cookies."""

LINES: Final = (
    # lead elsewhere
    r"(?:read|see|watch|listen|hear) (?:more|also|next|now|too)\b(?: (?:on|about|from|at|in)\b.*|\W.*|)$",
    r"also (?:read|see|on|watch|in)\b[^.]{0,120}$",
    r"(?:more|also) (?:on|from|about) (?:this|the|our)\b[^.]{0,80}$",
    r"(?:related|recommended|trending|most read|editors?['’]s? picks?|top stories|further reading)\b"
    r"(?: (?:articles?|stories|story|reading|coverage|content|topics?|news|links?|posts?))?\W*$",
    r"(?:related|recommended|more|read|watch|video|photos?|gallery|in pictures|explained?r?|live)\s*[:|»>]\s*\S.*$",
    r"(?:read|see) (?:the )?(?:full|whole|original|rest of the|complete)\b[^.]{0,80}(?:\bhere)?\W*$",
    r"(?:click|tap) (?:here|on|the|to)\b.*$",
    r"(?:view|see) (?:all )?(?:comments|gallery|photos|more)\b.*$",
    r"(?:loading|please wait|skip to|back to top|scroll (?:down|to)|continue reading|keep reading)\b.{0,60}$",
    # ask for something
    r"(?:sign[- ]?up|subscribe|register|join|log ?in)\b.*\b(?:newsletters?|e-?mails?|inbox|updates?|alerts?|channel"
    r"|whatsapp|telegram|free|today|here|letter|podcasts?|account)\b.*$",
    r"(?:follow|like|find|join|contact|e-?mail|reach) (?:us|the author|the writer|him|her|them|our \w+|@\w+)\b"
    r".*(?:twitter|facebook|instagram|telegram|whatsapp|youtube|linkedin|social|@\w).*$",
    r"(?:share|tweet|pin|print|e-?mail|save|copy link|whatsapp|facebook|twitter|linkedin|reddit|comments?)"
    r"(?:\W+(?:this|on|via|to|article|story|it|with|facebook|twitter|email|whatsapp|linkedin|link|post|page|now))*\W*$",
    r"(?:like|enjoyed?|love) (?:this|the|what)\b.{0,40}\?.*$",
    r"(?:tell us|let us know|have your say|what do you think)\b.*$",
    r"(?:leave|post|add|write) a (?:comment|reply)\b.*$",
    r"get .{0,80}(?:delivered|inbox|newsletter|letterbox)\b.*$",
    r"download (?:the|our) .{0,40}\bapp\b.*$",
    # marks of advertisements, rights and programs
    r"(?:advertisement|advertising|sponsored|promoted|story continues below(?: advertisement)?|ad)\W*$",
    r"(?:this|the) (?:article|story|copy|content) (?:is|was) (?:for your personal|for subscribers|behind)\b.*$",
    r"all rights reserved\W*$",
    r"(?:©|\(c\)|copyright) ?(?:19|20)\d\d\b.*$",
    r"\[/?(?:button|caption|gallery|embed|video|audio|ad|sc|su_)\b.*$",
)
"""Whole paragraphs that are no part of a story, by how they begin and end."""

CONSENT: Final = (
    r"(?:we|our partners|this (?:web)?site|\w+ (?:websites?|group)) (?:and our \w+ )?"
    r"(?:uses?|stores?|values?|cares? about) [\w,/ ]{0,40}(?:cookies|privacy)",
    r"accept (?:all|cookies)",
    r"cookie (?:policy|settings|preferences|notice)",
    r"consent to (?:the use|our use|cookies|the processing)",
    r"before you continue",
    r"your privacy (?:choices|settings)",
    r"legitimate interests?",
    r"personali[sz]ed (?:ads|content|advertising)",
    r"manage (?:your )?(?:options|preferences|choices)",
)
ROBOT: Final = (
    r"checking your browser",
    r"enable java ?script(?: and cookies)?",
    r"are you a (?:robot|human)",
    r"not a robot",
    r"unusual traffic",
    r"verify(?:ing)? (?:that )?you are (?:a )?human",
    r"access (?:to this page )?(?:has been |is )?denied",
    r"captcha",
    r"java ?script is (?:disabled|required)",
    r"ddos protection",
)
PAYMENT: Final = (
    r"(?:to|and) (?:continue|keep|read on|finish) reading",
    r"subscribe (?:now |today )?to (?:read|continue|unlock|get full)",
    r"(?:article|content|story) is (?:only |exclusively )?(?:available |reserved )?(?:for|to) (?:our )?"
    r"(?:subscribers|members|registered)",
    r"already (?:a subscriber|a member|have an? (?:account|subscription))",
    r"subscribers? only",
    r"(?:you have|you['’]ve) (?:read|reached|used) (?:all )?(?:your|the) (?:\w+ )?(?:free|limit|last|monthly)",
    r"free articles? (?:left|remaining|this month)",
    r"unlock (?:this|the full|all)",
    r"start your (?:free )?(?:trial|subscription)",
    r"log ?in or subscribe",
    r"sign in to (?:continue|read)",
)
"""What walls say, in place of a story or after its beginning."""


def _join(rules: Sequence[str]) -> str:
    return "|".join(f"(?:{rule})" for rule in rules)


_FURNITURE: Final = re.compile(rf"[\W_]*(?:{_join(LINES)})", re.IGNORECASE | re.DOTALL)
_CONSENT, _ROBOT, _PAYWALL = (
    re.compile(rf"\b(?:{_join(rules)})\b", re.IGNORECASE) for rules in (CONSENT, ROBOT, PAYMENT)
)


def is_furniture(paragraph: str) -> bool:
    """Is a paragraph a line that leads elsewhere, asks to share, sign up or pay, or an advertisement's mark?"""
    return len(paragraph) <= LONGEST and bool(_FURNITURE.match(paragraph))


def drop_furniture(paragraphs: Iterable[str]) -> list[str]:
    """The paragraphs without such lines, and without the walls' words at the end."""
    kept = [paragraph for paragraph in paragraphs if not is_furniture(paragraph)]
    while len(kept) > 1 and len(kept[-1]) <= LONGEST and (_PAYWALL.search(kept[-1]) or _CONSENT.search(kept[-1])):
        del kept[-1]
    return kept


def find_wall(paragraphs: Sequence[str]) -> str | None:
    """What stands in the article's place, for people: most of few *paragraphs* ask for consent, or for payment."""
    walls = (
        (_CONSENT, "is a page that asks for consent to cookies, without the article"),
        (_ROBOT, "is a page that asks whether a robot reads it, without the article"),
        (_PAYWALL, "is a page that asks for a subscription, without the article"),
    )
    whole = sum(map(len, paragraphs))
    for wall, why in walls:
        if whole <= LONGEST_WALL and sum(len(one) for one in paragraphs if wall.search(one)) * 2 > whole:
            return why
    return None


def find_paywall(paragraphs: Sequence[str]) -> bool:
    """Do the last paragraphs say that the rest is for subscribers?"""
    return any(len(one) <= LONGEST and _PAYWALL.search(one) for one in paragraphs[-4:])
