"""Labelled texts as passages with their targets."""

from __future__ import annotations

import gzip
import json
import random
import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from training.engine.exchange import exchange_label, make_exchange
from training.engine.labels import CONTEXTS, ENTITIES, MODES, PARTS, ROLES, SPEECH, STATUSES, TAGS, TYPES, begin
from verbale.analyse.layout import lay_out
from verbale.analyse.passages import Cutter, Passage
from verbale.ids import report_id
from verbale.read.drafts import join_title
from verbale.read.reading import Reading
from verbale.records import Report
from verbale.spans import Span

FOLDS = 10
TEST, CALIBRATION = 0, 1
"""Fold 0 is never trained on, fold 1 sets thresholds and calibration."""

IGNORE = -100


@dataclass(slots=True)
class Frame:
    """A trigger or cue with what hangs on it; subtokens of its passage."""

    kind: int
    first: int
    last: int
    roles: list[tuple[int, int, int]] = field(default_factory=list)  # first, last, tag
    mode: int = IGNORE
    status: int = IGNORE
    contexts: tuple[int, ...] = ()


@dataclass(slots=True)
class Example:
    """A passage with its targets. What a source does not label is None, and costs nothing there."""

    name: str
    fold: int
    text: str
    passage: Passage
    frames: list[Frame]
    content: np.ndarray | None = None
    entities: np.ndarray | None = None
    events_labelled: bool = True
    speech_labelled: bool = False
    gold: list[dict[str, Any]] = field(default_factory=list)
    weight: float = 1.0
    exchanged: bool = False  # a copy with its states exchanged for others


@dataclass(frozen=True, slots=True)
class Told:
    """A text with its label, if it has one, as the files have them."""

    name: str
    day: str
    title: str | None
    text: str
    label: dict[str, Any] = field(default_factory=dict)


def fold_of(day: str) -> int:
    """The fold of everything published on *day*: a story of one day is never in two folds."""
    return zlib.crc32(day.encode()) % FOLDS


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf8") if path.suffix == ".gz" else path.open(encoding="utf8") as lines:
        for line in lines:
            yield json.loads(line)


def passages_of(text: str, title: str | None, cutter: Cutter) -> list[Passage]:
    report = Report("", report_id(text), title, None, None, None, "en", (), text)
    return list(cutter.cut(lay_out(Reading(report))))


def places_of(text: str, words: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Every place where *words* stand as whole words, or, if nowhere, where they stand at all."""
    end = len(text) if end is None else end
    pattern = re.escape(words)
    for whole in (rf"(?<!\w){pattern}(?!\w)", pattern):
        found = [Span(m.start(), m.end()) for m in re.compile(whole).finditer(text, start, end)]
        if found:
            return found
    return []


def nearest(spans: Iterable[Span], to: Span) -> Span | None:
    return min(spans, key=lambda s: (max(s.start - to.end, to.start - s.end, 0), s.start), default=None)


def place_trigger(
    text: str, words: str, mentions: Iterable[str], bounds: tuple[int, int], taken: set[Span]
) -> Span | None:
    """Where a trigger stands: of several places the one that no earlier event has, nearest to the mentions."""
    found = places_of(text, words, *bounds)
    free = [s for s in found if s not in taken] or found

    def far(spot: Span) -> int:
        total = 0
        for mention in mentions:
            near = nearest(places_of(text, mention, *bounds), spot)
            total += 500 if near is None else max(near.start - spot.end, spot.start - near.end, 0)
        return total

    return min(free, key=far, default=None)


def event_frame(text: str, event: dict[str, Any], spot: Span, passage: Passage) -> Frame | None:
    at = passage.between(spot)
    if at is None:
        return None
    kind = TYPES.index(event["t"])
    frame = Frame(kind, *at, mode=MODES.index((event["t"], event["m"])), status=STATUSES.index(event["st"]))
    frame.contexts = tuple(CONTEXTS.index(c) for c in event["c"])
    bounds = passage.reach
    wanted = [(m, r) for r, key in ((0, "a"), (1, "r")) for m in event[key]]
    wanted += [(event[key], r) for r, key in ((2, "d"), (3, "pl")) if event.get(key)]
    for words, role in wanted:
        near = nearest(places_of(text, words, *bounds), spot)
        inside = near and passage.between(near)
        if inside:
            frame.roles.append((*inside, TAGS.index(ROLES[role])))
    return frame


def passage_with(passages: list[Passage], span: Span) -> Passage | None:
    for passage in passages:
        if passage.reach.covers(span):
            return passage
    return None


WORDS_OF_THE_TEXT = frozenset({"t", "tr", "a", "r", "d", "pl", "sp", "cue", "to", "via"})
"""The keys of labels that hold words of the text. An event's type has the key of a statement's texts, and stays."""


def exchange(told: Told, number: int = 1) -> Told | None:
    """Copy *number* of the text and its label, with its states exchanged; None if it names none.

    A copy is always the same, and each number's another.
    """
    whole = told.text if told.title is None else f"{told.title}\n\n{told.text}"
    renamed = make_exchange(whole, random.Random(told.name if number == 1 else f"{told.name} {number}"))
    if renamed is None:
        return None
    title = told.title and renamed(told.title)
    label = exchange_label(told.label, renamed, WORDS_OF_THE_TEXT)
    return Told(told.name, told.day, title, renamed(told.text), label)


def labelled_items(shared: Path) -> Iterator[Told]:
    folder = shared / "training" / "items"
    texts = {t["id"]: t for t in read_lines(folder / "texts.jsonl")}
    for label in read_lines(folder / "labels.jsonl"):
        item = texts[label["id"]]
        yield Told(label["id"], item["published"], None, item["text"], label)


def labelled_reports(shared: Path) -> Iterator[Told]:
    folder = shared / "training" / "reports"
    texts = {t["id"]: t for t in read_lines(folder / "texts.jsonl")}
    for label in read_lines(folder / "labels.jsonl"):
        report = texts[label["id"]]
        yield Told(label["id"], report["published"] or label["id"], report["title"], report["text"], label)


def as_copies(told: Iterable[Told], number: int = 1) -> Iterator[Told]:
    """Copy *number* of each text, with its states exchanged; those that name none are left out."""
    return (copy for one in told if (copy := exchange(one, number)))


def mark_exchanged(examples: Iterable[Example]) -> Iterator[Example]:
    for example in examples:
        example.exchanged = True
        yield example


def item_examples(shared: Path, cutter: Cutter, copy: int = 0) -> Iterator[Example]:
    """Short items: one passage each, hardly ever two. Of *copy* 1 and more, with their states exchanged."""
    if copy:
        copies = as_copies(labelled_items(shared), copy)
        yield from mark_exchanged(e for told in copies for e in event_examples(told, cutter))
    else:
        yield from (e for told in labelled_items(shared) for e in event_examples(told, cutter))


def event_examples(told: Told, cutter: Cutter) -> Iterator[Example]:
    text, events = told.text, told.label["ev"]
    passages = passages_of(text, told.title, cutter)
    examples = {id(p): Example(told.name, fold_of(told.day), text, p, []) for p in passages}
    taken: set[Span] = set()
    paragraphs = _paragraphs(text)
    for event in events:
        bounds = paragraphs[event["p"] - (told.title is None)] if "p" in event else (0, len(text))
        spot = place_trigger(text, event["tr"], event["a"] + event["r"], bounds, taken)
        passage = spot and passage_with(passages, spot)
        if spot is None or passage is None:
            continue
        taken.add(spot)
        frame = event_frame(text, event, spot, passage)
        if frame:
            examples[id(passage)].frames.append(frame)
            examples[id(passage)].gold.append(event)
    yield from examples.values()


def report_examples(shared: Path, cutter: Cutter, copy: int = 0) -> Iterator[Example]:
    """Full reports: a passage a paragraph, with events and statements. Of *copy* 1 and more, with states exchanged."""
    if copy:
        copies = as_copies(labelled_reports(shared), copy)
        yield from mark_exchanged(e for told in copies for e in _report(told, cutter))
    else:
        yield from (e for told in labelled_reports(shared) for e in _report(told, cutter))


def _paragraphs(text: str) -> list[Span]:
    spans, start = [], 0
    for gap in re.finditer(r"\n\s*\n", text):
        spans.append(Span(start, gap.start()))
        start = gap.end()
    return [*spans, Span(start, len(text))]


def _report(told: Told, cutter: Cutter) -> Iterator[Example]:
    text, label = told.text, told.label
    passages = passages_of(text, told.title, cutter)
    fold = fold_of(told.day)
    examples = {
        id(p): Example(told.name, fold, text, p, [], np.zeros(len(p), np.int64), speech_labelled=True) for p in passages
    }
    paragraphs = _paragraphs(text)
    taken: defaultdict[int, set[Span]] = defaultdict(set)
    for event in label["ev"]:
        bounds = paragraphs[event["p"]]
        spot = place_trigger(text, event["tr"], event["a"] + event["r"], bounds, taken[event["p"]])
        passage = spot and passage_with(passages, spot)
        if spot and passage:
            taken[event["p"]].add(spot)
            frame = event_frame(text, event, spot, passage)
            if frame:
                examples[id(passage)].frames.append(frame)
                examples[id(passage)].gold.append(event)
    for statement in label["st"]:
        _add_statement(text, statement, paragraphs, passages, examples)
    yield from examples.values()


def _add_statement(
    text: str,
    statement: dict[str, Any],
    paragraphs: list[Span],
    passages: list[Passage],
    examples: dict[int, Example],
) -> None:
    pieces = [
        places[0]
        for words, p in zip(statement["t"], statement["p"], strict=True)
        if (places := places_of(text, words, *paragraphs[p]))
    ]
    for piece in pieces:
        for passage in passages:
            inside = passage.between(piece)
            content = examples[id(passage)].content
            if inside and content is not None:
                content[inside[0] : inside[1]] = 1 if statement["f"] == "indirect" else 2
    cue = statement["cue"]
    near = pieces and nearest(
        [s for p in sorted(set(statement["p"])) for s in (places_of(text, cue, *paragraphs[p]) if cue else [])],
        pieces[0],
    )
    passage = near and passage_with(passages, near)
    if not near or not passage:
        return
    at = passage.between(near)
    if at is None:
        return
    frame = Frame(SPEECH, *at)
    bounds = passage.reach
    for piece in pieces:
        if inside := passage.between(piece):
            frame.roles.append((*inside, TAGS.index("content")))
    named = [(statement["sp"], "speaker"), (statement["via"], "via"), *((t, "to") for t in statement["to"])]
    for words, part in named:
        spot = nearest(places_of(text, words, *bounds), near) if words else None
        if spot and (inside := passage.between(spot)):
            frame.roles.append((*inside, TAGS.index(part)))
    examples[id(passage)].frames.append(frame)


OWN = Path(__file__).parents[1] / "own"
"""Reports of our own writing: without a political act though with the words of one, and in the same styles with acts."""

ALWAYS = -1
"""The fold of what is always learnt from."""


def own_examples(cutter: Cutter) -> Iterator[Example]:
    """The reports of training/own with their labels, most of which are empty."""
    for path in sorted(OWN.glob("*.jsonl")):
        for number, row in enumerate(read_lines(path)):
            text = join_title(row["title"], row["text"])
            told = Told(f"own {path.stem} {number}", row["day"], row["title"], text, row)
            for example in event_examples(told, cutter):
                example.fold = ALWAYS
                yield example


def entity_examples(shared: Path, cutter: Cutter) -> Iterator[Example]:
    """Sentences with named entities from the open sets; they label nothing else."""
    folder = shared / "training"
    yield from _columns(folder / "wikigold/CONLL-format/data/wikigold.conll.txt", " ", WIKIGOLD, cutter)
    for part in ("train", "dev", "test"):
        yield from _columns(folder / f"crossner-politics/politics/{part}.txt", "\t", CROSSNER, cutter)
    yield from _gum(folder / "ud/gum-train.conllu.gz", cutter)
    yield from _re3d(folder / "re3d", cutter)


WIKIGOLD = {"PER": "person", "ORG": "organisation", "LOC": "place", "MISC": "other"}
CROSSNER = {
    "person": "person",
    "politician": "person",
    "organisation": "organisation",
    "politicalparty": "organisation",
    "country": "place",
    "location": "place",
    "misc": "other",
    "event": "other",
    "election": "other",
}
RE3D = {"Person": "person", "Organisation": "organisation", "Location": "place"}
PRONOUNS = {"i", "we", "he", "she", "they", "it", "you", "who", "this", "that", "these", "those"}
PRONOUNS |= {"our", "his", "her", "their", "its"}
GUM = {"person": "person", "organization": "organisation", "place": "place"}


def _entity_example(text: str, spans: list[tuple[Span, str]], cutter: Cutter) -> Iterator[Example]:
    for passage in passages_of(text, None, cutter):
        tags = np.zeros(len(passage), np.int64)
        for span, kind in spans:
            inside = passage.between(span)
            if inside:
                tags[inside[0]] = begin(ENTITIES.index(kind))
                tags[inside[0] + 1 : inside[1]] = begin(ENTITIES.index(kind)) + 1
        yield Example("entities", ALWAYS, text, passage, [], entities=tags, events_labelled=False)


def _columns(path: Path, separator: str, kinds: dict[str, str], cutter: Cutter) -> Iterator[Example]:
    for block in path.read_text(encoding="utf8").split("\n\n"):
        rows = [line.split(separator) for line in block.split("\n") if line.strip()]
        words = [(r[0], r[-1].strip()) for r in rows if len(r) > 1]
        if words:
            yield from _entity_example(*_joined(words, kinds), cutter)


def _joined(words: list[tuple[str, str]], kinds: dict[str, str]) -> tuple[str, list[tuple[Span, str]]]:
    text, spans, held = "", [], ""
    for word, tag in words:
        if text and word not in {".", ",", ")", "'s", ":", ";"} and not text.endswith("("):
            text += " "
        kind = kinds.get(tag.split("-", 1)[-1], "")
        if kind and kind == held and not tag.startswith("B-"):
            spans[-1] = (Span(spans[-1][0].start, len(text) + len(word)), kind)
        elif kind:
            spans.append((Span(len(text), len(text) + len(word)), kind))
        held = kind
        text += word
    return text, spans


def _gum(path: Path, cutter: Cutter) -> Iterator[Example]:
    """Names only: entities whose head is a proper noun, from GUM's Entity field."""
    with gzip.open(path, "rt", encoding="utf8") as lines:
        blocks = lines.read().split("\n\n")
    for block in blocks:
        rows = [r for line in block.split("\n") if line[:1].isdigit() and (r := line.split("\t"))[0].isdigit()]
        text, spots, spans, open_ = "", [], [], []
        for row in rows:
            spots.append((Span(len(text), len(text) + len(row[1])), row[3]))
            text += row[1] + ("" if "SpaceAfter=No" in row[9] else " ")
        for k, row in enumerate(rows):
            found = re.search(r"Entity=([^|]*)", row[9])
            for piece in re.findall(r"\([^()]*\)?|[^()]*\)", found[1]) if found else []:
                if piece.startswith("("):
                    open_.append((piece[1:].split("-")[1] if "-" in piece else "", k))
                if piece.endswith(")") and open_:
                    kind, first = open_.pop()
                    proper = [i for i in range(first, k + 1) if spots[i][1] == "PROPN"]
                    if kind in GUM and proper and proper == list(range(proper[0], proper[-1] + 1)):
                        spans.append((Span(spots[proper[0]][0].start, spots[proper[-1]][0].end), GUM[kind]))
        if rows:
            yield from _entity_example(text, _outermost(spans), cutter)


def _re3d(folder: Path, cutter: Cutter) -> Iterator[Example]:
    for source in sorted(p for p in folder.iterdir() if p.is_dir()):
        marks: defaultdict[str, list[tuple[Span, str]]] = defaultdict(list)
        for entity in read_lines(source / "entities.json"):
            named = entity["value"][:1].isupper() and entity["value"].lower() not in PRONOUNS
            if entity["type"] in RE3D and named:
                marks[entity["documentId"]].append((Span(entity["begin"], entity["end"]), RE3D[entity["type"]]))
        for document in read_lines(source / "documents.json"):
            yield from _entity_example(document["text"], _outermost(marks[document["_id"]]), cutter)


def _outermost(spans: list[tuple[Span, str]]) -> list[tuple[Span, str]]:
    return [s for s in spans if not any(o[0].covers(s[0]) and o[0] != s[0] for o in spans)]


def all_examples(shared: Path, cutter: Cutter, copies: int = 0) -> list[Example]:
    """Every labelled passage, and *copies* of each event text with its states exchanged."""
    return [
        *item_examples(shared, cutter),
        *report_examples(shared, cutter),
        *own_examples(cutter),
        *entity_examples(shared, cutter),
        *(e for n in range(1, copies + 1) for e in item_examples(shared, cutter, n)),
        *(e for n in range(1, copies + 1) for e in report_examples(shared, cutter, n)),
    ]


__all__ = ["PARTS", "Example", "Frame", "all_examples", "fold_of"]
