"""Pronouns and titles: is the right person meant? On the labelled reports, and on the dev part of the treebank GUM.

    python -m bench.people --shared ../shared
    python -m bench.people --shared ../shared --fold all --errors

On reports: speakers and participants whose words are a pronoun or an office in lower case ("the minister"), right if
the actor is called by the label's `who`. On GUM: third-person pronouns, and nouns for somebody who has a name in the
text, right if everybody told is named, somewhere, by a name of the same entity; of a noun phrase, its noun tells
whose it is. `titles` are nouns with "the", "this" or an owner, and offices; `said of` are the others, what a text says
that somebody is ("a legend", "an artist"). Most texts of GUM are no news; its news stands apart.
Causes: `unseen` (no mention there), `nobody` (a mention that stands for nobody), `several` (for more than one),
`unnamed` (somebody whom only words name), `other` (another person or body).
"""

from __future__ import annotations

import argparse
import gzip
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from bench.folds import FOLDS, fold_of, load_scorer, read_lines

from verbale.analyse import analyse
from verbale.pipeline import choose_reader
from verbale.read.drafts import Origin, compose
from verbale.read.reading import Given
from verbale.read.text import parse_text
from verbale.resolve import resolve
from verbale.resolve.resolution import Mention, Resolution
from verbale.resolve.role_nouns import ROLE_NOUNS
from verbale.resolve.word_classes import POSSESSIVES
from verbale.spans import Span

PRONOUNS = frozenset("he she him her his hers himself herself".split())
_REPORTED = PRONOUNS | frozenset("they them their it its".split())
_ENTITY = re.compile(r"\((\d+)-([a-z]+)[^()]*(\))?|(\d+)\)")
"""A mention that opens, perhaps closes with the same word, or closes: number and kind of its entity."""


class Case(NamedTuple):
    """Words that stand for somebody, and whether what resolution says of them is right."""

    kind: str
    words: str
    cause: str


def resolve_text(text: str, published: str | None = None) -> Resolution:
    origin = Origin("bench", "bench")
    day = date.fromisoformat(published) if published else None
    reading = compose(parse_text(text, origin), origin, Given(None, day))
    return resolve(analyse(reading, choose_reader()))


def mention_of(resolution: Resolution, span: Span) -> Mention | None:
    """The mention that is nearest to being just that stretch."""
    near = [one for one in resolution.mentions if one.span.overlaps(span)]
    if not near:
        return next((one for one in resolution.mentions if one.wide.overlaps(span)), None)
    return max(near, key=lambda one: _share(one.span, span))


def _share(one: Span, other: Span) -> float:
    common = min(one.end, other.end) - max(one.start, other.start)
    return common / max(one.end - one.start, other.end - other.start)


# -- reports


def cases_of_reports(shared: Path, fold: set[int]) -> Iterator[Case]:
    scorer, folder = load_scorer(shared), shared / "training" / "reports"
    texts = {one["id"]: one for one in read_lines(folder / "texts.jsonl")}
    for label in read_lines(folder / "labels.jsonl"):
        text = texts[label["id"]]
        if fold_of(text["published"] or text["id"]) not in fold:
            continue
        resolution = resolve_text(text["text"], text["published"])
        for words, who, span in _labelled(label, resolution.text):
            kind = _kind(words)
            if kind is not None:
                yield Case(kind, words, _judge(resolution, span, partial(_is_called, scorer, who)))


def _is_called(scorer: ModuleType, who: str, names: set[str]) -> bool:
    return any(scorer.same_name(who, name) for name in names)


def _labelled(label: dict[str, Any], text: str) -> Iterator[tuple[str, str, Span]]:
    """Words, who that is, and where they stand: nearest to the cue or trigger in their paragraph."""
    parts = list(re.finditer(r"(?s).+?(?:\n\s*\n|\Z)", text))
    for one in label["st"]:
        if not (one["sp"] and one["who"]):
            continue
        for at in dict.fromkeys((one["p"][0], one["p"][0] - 1, one["p"][-1], one["p"][-1] + 1)):
            found = (
                list(_find(text, parts[at].span(), one["sp"], one["cue"] or "", one["who"]))
                if 0 <= at < len(parts)
                else []
            )
            yield from found
            if found:
                break
    for one in label["ev"]:
        area = parts[one["p"]].span() if one["p"] < len(parts) else (0, len(text))
        mentions = one["a"] + one["r"]
        for words, who in zip(mentions, one.get("who") or mentions, strict=False):
            yield from _find(text, area, words, one["tr"], who)


def _find(text: str, area: tuple[int, int], words: str, anchor: str, who: str) -> Iterator[tuple[str, str, Span]]:
    near = text.find(anchor, *area)
    found = [
        one.span()
        for one in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text[: area[1]])
        if one.start() >= area[0]
    ]
    if found:
        yield words, who, Span(*min(found, key=lambda one: abs(one[0] - max(near, 0))))


def _kind(words: str) -> str | None:
    low = words.lower()
    if low in _REPORTED:
        return "reports: pronouns"
    head = re.split(r" (?:of|for|to|in|from) ", low)[0].split()[-2:]
    roles = [ROLE_NOUNS[noun] for noun in (" ".join(head), head[-1]) if noun in ROLE_NOUNS]
    return "reports: titles" if words[0].islower() and roles and roles[0].is_office else None


def _judge(resolution: Resolution, span: Span, is_right: Callable[[set[str]], bool]) -> str:
    mention = mention_of(resolution, span)
    if mention is None:
        return "unseen"
    if not mention.actors:
        return "nobody"
    actors = [resolution.actor(one) for one in mention.actors]
    if any(is_right({one.name, *(at.of(resolution.text) for at in one.mentions)}) for one in actors):
        return "right"
    if len(actors) > 1:
        return "several"
    return "other" if any(at.of(resolution.text)[:1].isupper() for at in actors[0].mentions) else "unnamed"


# -- GUM


class Word(NamedTuple):
    form: str
    tag: str
    misc: str
    start: int


class Told(NamedTuple):
    """A mention of the treebank: its entity, where it is, and whether a name is in it."""

    entity: int
    kind: str
    span: Span
    words: str
    has_name: bool
    head: Word


def cases_of_gum(path: Path) -> Iterator[Case]:
    for name, text, words in read_documents(path):
        told = list(read_mentions(text, words))
        names: dict[int, list[Span]] = defaultdict(list)
        for one in told:
            if one.has_name:
                names[one.entity].append(one.span)
        resolution = resolve_text(text)
        shift = resolution.text.find(text[:40]) if text[:40] in resolution.text else 0
        part = "GUM news" if "_news_" in name else "GUM, other texts"
        for one in told:
            is_pronoun = one.words.lower() in PRONOUNS
            if (
                one.kind != "person"
                or one.entity not in names
                or one.has_name
                or not (is_pronoun or one.head.tag == "NOUN")
            ):
                continue
            kind = "pronouns" if is_pronoun else "titles" if _is_definite(one) else "said of"
            head = Span(one.head.start, one.head.start + len(one.head.form))
            yield Case(f"{part}: {kind}", one.words, _judge_by_spans(resolution, head, names[one.entity], shift))


def _is_definite(told: Told) -> bool:
    """Does a noun phrase speak of somebody who is known: "the minister", "his father", "Italy's president"?"""
    role = ROLE_NOUNS.get(told.head.form.lower())
    first = told.words.split()[0].lower()
    before = told.words[: told.head.start - told.span.start]
    is_owned = first in POSSESSIVES or re.search(r"(?:\s?['’]s|s\s?['’])\s", before) is not None
    return first in ("the", "this", "that") or is_owned or (role is not None and role.is_office)


def _judge_by_spans(resolution: Resolution, span: Span, named: list[Span], shift: int) -> str:
    mention = mention_of(resolution, Span(span.start + shift, span.end + shift))
    if mention is None or not mention.actors:
        return "unseen" if mention is None else "nobody"
    moved = [Span(one.start + shift, one.end + shift) for one in named]
    actors = [resolution.actor(one) for one in mention.actors]
    if all(any(at.overlaps(one) for at in actor.mentions for one in moved) for actor in actors):
        return "right"
    if any(set(mention.actors) == set(one.actors) for at in moved if (one := mention_of(resolution, at))):
        return "right"  # "the parents" are "the Roes"
    if len(actors) > 1:
        return "several"
    actor = actors[0]
    return "unnamed" if not any(at.of(resolution.text)[:1].isupper() for at in actor.mentions) else "other"


def read_documents(path: Path) -> Iterator[tuple[str, str, list[Word]]]:
    """Name, text and words of each document; paragraphs are parted by an empty line."""
    name, text, words, gap = "", "", list[Word](), ""
    last, after = "", ""  # of words written as one: "Ruz's"
    with gzip.open(path, "rt", encoding="utf8") as lines:
        for line in lines:
            if line.startswith("# newdoc"):
                if words:
                    yield name, text, words
                name, text, words, gap = line.split("=")[1].strip(), "", [], ""
            elif line.startswith("# newpar"):
                gap = "\n\n" if text else ""
            elif joined := re.match(r"\d+-(\d+)\t", line):
                last, after = joined.group(1), "" if "SpaceAfter=No" in line else " "
            elif re.match(r"\d+\t", line):
                fields = line.rstrip("\n").split("\t")
                text += gap
                words.append(Word(fields[1], fields[3], fields[9], len(text)))
                text += fields[1]
                gap = "" if last or "SpaceAfter=No" in fields[9] else " "
                if fields[0] == last:
                    last, gap = "", after
    if words:
        yield name, text, words


def read_mentions(text: str, words: list[Word]) -> Iterator[Told]:
    open_since: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for number, word in enumerate(words):
        entities = next((part[7:] for part in word.misc.split("|") if part.startswith("Entity=")), "")
        for piece in _ENTITY.finditer(entities):
            if piece[4]:
                begun = open_since[int(piece[4])]
                if begun:
                    first, kind = begun.pop()
                    yield _told(text, words, first, number, int(piece[4]), kind)
            elif piece[3]:
                yield _told(text, words, number, number, int(piece[1]), piece[2])
            else:
                open_since[int(piece[1])].append((number, piece[2]))


def _told(text: str, words: list[Word], first: int, last: int, entity: int, kind: str) -> Told:
    within = words[first : last + 1]
    span = Span(words[first].start, words[last].start + len(words[last].form))
    tags = [word.tag for word in within]
    stop = next((at for at, word in enumerate(within) if at and word.tag in ("ADP", "PRON", "PUNCT")), len(within))
    return Told(entity, kind, span, span.of(text), "PROPN" in tags[:stop], within[stop - 1])


def main() -> None:
    """Print shares and causes by kind."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument(
        "--shared", type=Path, default=Path("../shared"), help="folder that holds training/ and score/"
    )
    arguments.add_argument("--fold", choices=FOLDS, default="calibration")
    arguments.add_argument("--gum", choices=("dev", "train"), default="dev", help="the part of the treebank")
    arguments.add_argument("--errors", action="store_true", help="print the words told wrongly")
    given = arguments.parse_args()
    cases = [
        *cases_of_reports(given.shared, FOLDS[given.fold]),
        *cases_of_gum(given.shared / f"training/ud/gum-{given.gum}.conllu.gz"),
    ]
    by_kind: dict[str, Counter[str]] = defaultdict(Counter)
    for one in cases:
        by_kind[one.kind][one.cause] += 1
        if given.errors and one.cause != "right":
            print(f"{one.kind}: {one.cause}: {one.words}")
    for kind, causes in sorted(by_kind.items()):
        wrong = ", ".join(f"{cause} {count}" for cause, count in causes.most_common() if cause != "right")
        print(f"{kind:28} {causes['right'] / causes.total():.3f} of {causes.total():4}   {wrong}")


if __name__ == "__main__":
    main()
