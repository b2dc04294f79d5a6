"""Treaties, declarations, memoranda and deals that a report names, each once however often it is named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from verbale.extract.cast import Cast
from verbale.extract.phrases import DAYS
from verbale.extract.units import Prose, Unit
from verbale.records import Agreement
from verbale.resolve.resolution import Resolution
from verbale.spans import Span
from verbale.words import ARTICLES, word_set

DAYS_OR_MAY: Final = DAYS | {"may"}
KINDS: Final = {
    "treaty": "treaty",
    "treaties": "treaty",
    "declaration": "declaration",
    "memorandum": "memorandum",
    "memorandums": "memorandum",
    "memoranda": "memorandum",
    "agreement": "agreement",
    "agreements": "agreement",
    "accord": "accord",
    "accords": "accord",
    "convention": "convention",
    "conventions": "convention",
    "protocol": "protocol",
    "protocols": "protocol",
    "charter": "charter",
    "roadmap": "roadmap",
    "pact": "pact",
    "compact": "pact",
    "communiqué": "communiqué",
    "communique": "communiqué",
    "deal": "deal",
    "covenant": "covenant",
    "armistice": "armistice",
    "truce": "truce",
}
"""Words that name an agreement, and its kind."""
PLAIN: Final = word_set("deal truce pact")
"""Kinds that only count with what they are about: a peace deal, a grain deal."""
TOPICS: Final = word_set(
    """
    peace trade free-trade free defence defense security military nuclear grain gas oil energy border
    ceasefire cease-fire cooperation strategic partnership migration readmission visa extradition investment
    association framework trilateral bilateral lease transit water fisheries maritime climate prisoner
    prisoners swap exchange hostage intergovernmental economic tariff arms arms-control non-aggression
    friendship normalisation normalization aviation customs tax withdrawal power-sharing
    """
)
"""What an agreement named without capitals is about; without one of these it is not told."""
SIGNING: Final = word_set(
    """
    sign signed signing signs initialled initialed concluded conclude inked inking ratify ratified sealed
    """
)
TITLE_WORDS: Final = word_set(
    """
    on of for the and in to against concerning regarding towards understanding
    """
)
STATUS_WORDS: Final = (
    ("suspended", word_set("suspend suspended suspends suspending suspension froze frozen")),
    ("expired", word_set("expired expires lapsed terminated ended scrapped annulled")),
    ("planned", word_set("draft proposed planned upcoming future negotiate negotiating finalise finalize")),
    ("in force", word_set("force effect ratified ratification")),
    ("signed", word_set("signed initialled initialed inked concluded signing sealed reached")),
)
"""Status by the words of the sentence, the first that fits; None if there are none."""
PARTIES: Final = frozenset({"state", "organisation", "group", "person"})
BODIES: Final = word_set(
    """
    organization organisation organizations organisations council commission committee secretariat assembly association
    community conference court team group office centre center forum
    """
)
"""Right behind the word for the kind, with a capital, these make the name that of a body: the "Treaty Organization"."""
CONGRESSES: Final = word_set("national party republican democratic annual state constitutional")
"""Before "convention" and "charter" these make a meeting or a founding paper of one body."""
AHEAD: Final = word_set("will would may might could to plans plan expected hopes about")
TOPIC_ENDS: Final = word_set(
    """
    with between that which in on by to after during as while who was were is will worth valued has have had would
    signed reached concluded ratified agreed made
    """
)
"""Words that are no part of what an agreement is about."""
YEAR: Final = re.compile(r"(?:19|20)\d\d$")


@dataclass
class _Named:
    """An agreement at work."""

    title: str
    kind: str
    spans: list[Span] = field(default_factory=list)
    parties: list[str] = field(default_factory=list)
    signed: str | None = None
    status: str | None = None


def find_agreements(resolution: Resolution, cast: Cast) -> tuple[Agreement, ...]:
    """The agreements named in the report, in the order of their first naming."""
    known: dict[str, _Named] = {}
    for unit in _units(resolution):
        for first, last, at in _namings(unit):
            _note(resolution, cast, unit, (first, last, at), known)
    return tuple(
        Agreement(f"a{n}", one.title, one.kind, tuple(one.parties), one.signed, one.status, tuple(one.spans))
        for n, one in enumerate(known.values(), 1)
    )


def _units(resolution: Resolution) -> Iterator[Unit]:
    """The sentences with a word for an agreement, the words of quotations among the others."""
    analysis = resolution.analysis
    named = [start for start, low in zip(analysis.words.starts, analysis.lows, strict=True) if low in KINDS]
    deepest = max((quoted.depth for quoted in analysis.quoted), default=0)
    prose = Prose(analysis)
    for number in dict.fromkeys(map(analysis.sentence_at, named)):
        yield from prose.units(analysis.sentences[number], deepest)


def _namings(unit: Unit) -> Iterator[tuple[int, int, int]]:
    """Token ranges of agreements' names, and where the word for the kind stands in each."""
    at = 0
    while at < len(unit.lows):
        if unit.lows[at] in KINDS and not _is_of_body(unit, at):
            found = _capitalised(unit, at) or _plain(unit, at)
            if found:
                yield (*found, at)
                at = found[1]
        at += 1


def _is_of_body(unit: Unit, at: int) -> bool:
    return at + 1 < len(unit.tokens) and unit.tokens[at + 1].capital and unit.low(at + 1) in BODIES


def _capitalised(unit: Unit, at: int) -> tuple[int, int] | None:
    """ "Declaration on Allied Cooperation", "Minsk agreements", "Treaty of Amity"."""
    first, last = at, at + 1
    while first > 0 and _is_title_word(unit, first - 1):
        first -= 1
    if unit.tokens[at].capital or first < at:
        last = _title_end(unit, at)
    if unit.low(at) in {"convention", "conventions"} and unit.low(at - 1) in CONGRESSES:
        return None
    named = [t for t in unit.tokens[first:last] if t.capital and t.low not in KINDS]
    if not named or (first == at and not unit.tokens[at].capital):
        return None
    return first, last


def _is_title_word(unit: Unit, at: int) -> bool:
    token = unit.tokens[at]
    if at == 0 and token.low in {"the", "a", "this", "that", "both", "under"}:
        return False
    return (token.capital and token.low.isalpha() and token.low not in ARTICLES) or ("-" in token.low and token.capital)


def _title_end(unit: Unit, at: int) -> int:
    """Past "on Allied Cooperation"; a title does not run into "between", a verb or a day."""
    last = ahead = at + 1
    while ahead < len(unit.tokens):
        token = unit.tokens[ahead]
        if token.capital and token.low not in DAYS_OR_MAY:
            ahead += 1
            last = ahead
        elif token.low in TITLE_WORDS and ahead - last < 3 and unit.tokens[at].capital:
            ahead += 1
        else:
            break
    return last


def _plain(unit: Unit, at: int) -> tuple[int, int] | None:
    """ "a memorandum of understanding on energy", "a peace deal": named by what they are about."""
    first = at
    while first > 0 and unit.low(first - 1) in TOPICS:
        first -= 1
    last = at + 1
    if unit.low(last) == "of" and unit.low(last + 1) in {"understanding", "intent", "cooperation"}:
        last += 2
    if (
        unit.low(last) in {"on", "of", "for"}
        and _topic_end(unit, last + 1) > last + 1
        and (first < at or _is_signed(unit, at))
    ):
        last = _topic_end(unit, last + 1)
    if (first == at and last == at + 1) or (unit.low(at) in PLAIN and first == at):
        return None
    return (first, last) if first < at or _is_signed(unit, at) or (last > at + 1 and unit.low(at + 1) == "of") else None


def _topic_end(unit: Unit, at: int) -> int:
    last = at
    while (
        last < len(unit.tokens)
        and last - at < 6
        and (unit.low(last).isalpha() or "-" in unit.low(last))
        and unit.low(last) not in TOPIC_ENDS
    ):
        last += 1
    return last


def _is_signed(unit: Unit, at: int) -> bool:
    return any(unit.low(k) in SIGNING for k in range(max(0, at - 8), min(len(unit.tokens), at + 8)))


def _note(
    resolution: Resolution, cast: Cast, unit: Unit, naming: tuple[int, int, int], known: dict[str, _Named]
) -> None:
    first, last, at = naming
    span = unit.between(first, last)
    title = span.of(resolution.text)
    key = _key(title)
    key = next((k for k in known if _same(key, k)), key)
    one = known.setdefault(key, _Named(title, KINDS[unit.low(at)]))
    one.spans.append(span)
    for party in _parties(resolution, cast, unit, naming):
        if party not in one.parties:
            one.parties.append(party)
    one.signed = one.signed or _signed(resolution, unit, naming)
    one.status = one.status or _status(unit, naming)


def _key(title: str) -> str:
    return re.sub(r"\W+", " ", title).strip().lower().removesuffix("s")


def _same(one: str, other: str) -> bool:
    """The same title, or a shorter form of it that begins or ends alike."""
    short, long = sorted((one, other), key=len)
    return short == long or (len(short.split()) > 1 and (long.startswith(short + " ") or long.endswith(" " + short)))


def _parties(resolution: Resolution, cast: Cast, unit: Unit, naming: tuple[int, int, int]) -> tuple[str, ...]:
    """After "between"; else the signers before "signed" and whoever stands after "with"."""
    first, last, _ = naming
    if unit.low(last) == "between":
        return _actors(resolution, cast, _until(unit, last + 1))
    found: list[str] = []
    signing = next((k for k in range(first - 1, -1, -1) if unit.low(k) in SIGNING), None)
    if signing is not None and signing > 0 and first - signing < 8:
        found += _actors(resolution, cast, unit.between(0, signing))
    if unit.low(last) == "with":
        found += _actors(resolution, cast, _until(unit, last + 1))
    return tuple(dict.fromkeys(found)) if len(set(found)) > 1 else ()


def _until(unit: Unit, at: int) -> Span:
    last = at
    while last < len(unit.tokens) and unit.low(last) not in {
        "on",
        "in",
        "at",
        "signed",
        "which",
        "that",
        "to",
        "was",
        "were",
        ".",
        ";",
        ":",
    }:
        last += 1
    return unit.between(at, max(last, at + 1)) if at < len(unit.tokens) else unit.span


def _actors(resolution: Resolution, cast: Cast, within: Span) -> tuple[str, ...]:
    """Ids of the states, bodies and groups named in *within*; a person stands for his state where that is known."""
    found: list[str] = []
    for mention in resolution.mentions_at.within(within):
        is_pair = len(mention.actors) > 1  # "the two sides", "they"
        if mention.kind not in {"name", "seat", "title"} and not is_pair:
            continue
        for actor in map(resolution.actor, mention.actors):
            state = resolution.find(actor.state) if actor.kind == "person" and actor.state else None
            if state is not None and state.kind == "state":
                found += cast.add(state)
            elif actor.kind in PARTIES and actor.name[:1].isupper():
                found += cast.add(actor)
    return tuple(dict.fromkeys(found))


def _signed(resolution: Resolution, unit: Unit, naming: tuple[int, int, int]) -> str | None:
    """The day or year of signing: "of 22 February 2022", "signed on Monday", "the 1994 memorandum"."""
    first, last, _ = naming
    if first > 0 and YEAR.match(unit.low(first - 1)):
        return unit.low(first - 1)
    reach = Span(unit.ends[last - 1], unit.span.end)
    near = [d for d in resolution.dates_at.within(reach) if d.value]
    between = [
        unit.low(k) for k in range(len(unit.tokens)) if near and reach.start <= unit.starts[k] < near[0].span.start
    ]
    if near and (
        set(between) & SIGNING
        or (between and between[0] in {"on", "of", "in", "dated", "between"} and len(between) < 16)
    ):
        return near[0].value
    if any(unit.low(k) in {"signed", "signing"} for k in range(max(0, first - 8), first)):
        here = [d for d in resolution.dates_at.within(unit.span) if d.value]
        return here[0].value if here and not AHEAD & {unit.low(k) for k in range(first)} else None
    return None


def _status(unit: Unit, naming: tuple[int, int, int]) -> str | None:
    first, last, _ = naming
    before = [unit.low(k) for k in range(max(0, first - 6), first)]
    after = [unit.low(k) for k in range(last, min(len(unit.tokens), last + 10))]
    if AHEAD & set(before) and {"sign", "conclude", "ratify"} & set(before):
        return "planned"
    return _by_words([*before, *after])


def _by_words(near: Sequence[str]) -> str | None:
    for status, words in STATUS_WORDS:
        if words & set(near):
            return status
    return None
