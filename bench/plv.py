"""PLV: sentences with a marked source and target, whose one relation is to be told (Root, Quad, Binary macro F1).

    python -m bench.plv PLV_train.tsv

The set is that of Hu and others, "Leveraging Codebook Knowledge with NLI and ChatGPT for Zero-Shot Political Relation
Classification" (ACL 2024); fetch it from github.com/snowood1/Zero-Shot-PLOVER, nothing of it is in this repository and
nothing was learnt from it. Two figures: "told", from the events that the record has, none where it has none; and
"asked", where one act must be named for the marked pair: that of the record whose two sides are the pair, else the
likeliest that the engine sees, however unsure. The mapping onto the set's
fifteen roots (PLOVER's older draft: YIELD for CONCEDE and RETREAT; what is promised is AGREE, what is refused REJECT,
what is held out THREATEN) was read from its codebook and checked on its train split.
"""

from __future__ import annotations

import argparse
import csv
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from bench.printing import print_patiently
from msgspec.structs import replace

from verbale.analyse import decoding, lay_out
from verbale.analyse.analysis import Analysis
from verbale.analyse.decoding import Frame, Scores, Second
from verbale.analyse.encoder import Engine
from verbale.analyse.passages import Passage
from verbale.errors import UnreadableReport
from verbale.extract.turned_acts import turn
from verbale.pipeline import make_record
from verbale.read.drafts import Origin, compose
from verbale.read.reading import Given, Reading
from verbale.read.text import parse_text
from verbale.records import Event, ReportRecord
from verbale.spans import Span

QUADS: Final = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT"), 1),
    **dict.fromkeys(("AID", "COOPERATE", "YIELD"), 2),
    **dict.fromkeys(("ACCUSE", "REJECT", "REQUEST", "THREATEN"), 3),
    **dict.fromkeys(("ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "SANCTION"), 4),
}
NOTHING: Final = "nothing"
FRIENDLY: Final = frozenset("AID CONCEDE CONSULT COOPERATE RETREAT SUPPORT".split())
HOSTILE: Final = frozenset("ASSAULT COERCE MOBILIZE PROTEST SANCTION".split())
AHEAD: Final = re.compile(
    r"\b(?:will|would|shall|to be|agree[ds]?|agreeing|promis\w+|pledg\w+|plans?|planned|ready|vow\w*|offer\w*|intend\w*"
    r"|(?:going|set|prepared|willing) to|commit\w*)\b",
    re.I,
)
REFUSED: Final = re.compile(
    r"\b(?:not|never|refus\w+|cannot|can't|won't|declin\w+|reject\w*|no longer)\b|n['’]t\b", re.I
)
THREAT: Final = re.compile(r"\b(?:threat\w*|vow\w*|warn\w*|will|would|ultimatum)\b", re.I)
MEASURE: Final = re.compile(r"sanction|tariff|embargo|impos|blacklist|fr[eo]ez|froze", re.I)
"""Words of a SANCTION discontinue that the set takes for COERCE."""
SUPPORT: Final = re.compile(r"\bsupport", re.I)
"""Words of an AGREE that the set takes for SUPPORT."""
RETURN: Final = re.compile(r"\breturn", re.I)
"""Words of a friendly act that the set takes for YIELD: goods given back."""
PEACE: Final = re.compile(r"\bpeace", re.I)
"""Words of a MOBILIZE that the set takes for AID."""
BEFORE: Final = 4
"""Words before a trigger that tell whether it is promised, refused or held out."""
WEIGHT_OF_SIDES: Final = 0.2
"""What the marked pair's log chances of being actor and recipient weigh beside the act's own."""
BOTH: Final = 2
"""Sides of an event that meet the marked pair, if it is theirs."""
FAINTEST: Final = 0.02
MOST_FRAMES: Final = 8
LEAST: Final = 0.003
"""First readings below this are not worth a second."""


class Row(NamedTuple):
    """A sentence with its marked pair and the set's root."""

    reading: Reading
    source: Span
    target: Span
    root: str
    quad: int


class Candidate(NamedTuple):
    """An act that the sentence may tell, and how likely the pair is to be its sides."""

    event: str
    mode: str | None
    status: str
    words: str
    score: float


def read_rows(path: Path) -> Iterator[Row]:
    """The rows of a file of the set."""
    with path.open(encoding="utf8", newline="") as lines:
        for raw in csv.DictReader(lines, delimiter="\t"):
            plain = re.sub(r"</?[st]>", "", raw["marked_sentence"])
            origin = Origin("plv", "plv")
            try:
                reading = compose(parse_text(plain, origin), origin, Given())
            except UnreadableReport:
                reading = compose(parse_text(f"The report says: {plain}", origin), origin, Given())
            pair = (_find_marked(reading.report.text, raw, mark) for mark in (("s", "source"), ("t", "target")))
            yield Row(reading, *pair, raw["gold_root"], int(raw["gold_penta"]))


def _find_marked(text: str, raw: dict[str, str], mark: tuple[str, str]) -> Span:
    """Where the words of a mark stand in the text as read."""
    letter, name = mark
    before, found, after = raw["marked_sentence"].partition(f"<{letter}>")
    words = after.partition(f"</{letter}>")[0] if found else raw[name]
    words = " ".join(re.sub(r"</?[st]>", "", words).split())
    near = len(re.sub(r"</?[st]>", "", before)) - 5 if found else 0
    start = max(text.find(words, max(0, near)), text.find(words) if near < 0 else -1)
    return Span(start, start + len(words)) if start >= 0 else Span(0, 0)


class AskedEngine(Engine):
    """The shipped engine; it is asked for one act, however unsure."""

    def ask(self, row: Row) -> Candidate | None:
        """The likeliest act between the marked pair."""
        laid_out = lay_out(row.reading)
        passages = self.cutter.cut(laid_out)
        found = [one for passage in passages for one in self._list_candidates(passage, laid_out, row)]
        return max(found, key=lambda one: one.score, default=None)

    def _list_candidates(self, passage: Passage, laid_out: Analysis, row: Row) -> Iterator[Candidate]:
        grid = self.grid(passage)
        states, *scores = self._first.run(None, grid)
        frames = sorted(self._list_likeliest(scores[0][0]), key=lambda frame: -frame.score)[:MOST_FRAMES]
        willing = replace(self.classes, thresholds=dict.fromkeys(self.classes.types, 0.0))
        seconds = decoding.read_second(list(self._run_second(states, frames)), self.classes)
        for frame, second in zip(frames, seconds, strict=True):
            act = decoding.make_act(passage, frame, scores[0][0], second, willing)
            if act is not None:
                told = turn(act, laid_out)
                score = math.log(max(act.score, 1e-3)) + WEIGHT_OF_SIDES * self._weigh_pair(passage, second, row)
                words = _take_words(laid_out.text, told.trigger)
                yield Candidate(told.event, told.mode, told.status, words, score)

    def _list_likeliest(self, triggers: Scores) -> Iterator[Frame]:
        """For each type its likeliest stretch."""
        either = triggers[:, 1::2] + triggers[:, 2::2]
        for kind in range(either.shape[1]):
            top = int(either[:, kind].argmax())
            score = float(either[top, kind])
            goes_on = (either[:, kind] >= score / 2) & (triggers[:, 2 + 2 * kind] > triggers[:, 1 + 2 * kind])
            first, last = top, top + 1
            while first > 0 and goes_on[first]:
                first -= 1
            while last < len(either) and goes_on[last]:
                last += 1
            if score >= LEAST:
                yield Frame(kind, first, last, score)

    def _weigh_pair(self, passage: Passage, second: Second, row: Row) -> float:
        """Log chance that source and target act and are acted upon, or that both act."""
        either = second.tags[:, 1::2] + second.tags[:, 2::2]
        actor, recipient = (self.classes.tags.index(tag) for tag in ("actor", "recipient"))

        def weigh(span: Span, tag: int) -> float:
            bounds = passage.between(span) if span.start < span.end else None
            chance = float(either[bounds[0] : bounds[1], tag].max()) if bounds else 0.0
            return math.log(max(chance, FAINTEST))

        return weigh(row.source, actor) + max(weigh(row.target, recipient), weigh(row.target, actor))


class Told(NamedTuple):
    """The event of a record that fits a marked pair best, and how many of its sides do."""

    act: Candidate
    met: int


def choose_told(row: Row, reader: Engine) -> Told | None:
    """The event of the record whose sides meet the marked pair best, then the surest."""
    record = make_record(row.reading, reader)
    best = max(record.events, key=lambda event: (_count_met(event, record, row), event.confidence), default=None)
    if best is None:
        return None
    span = Span(best.text_info.start, best.text_info.end)
    words = _take_words(record.report.text, span)
    return Told(Candidate(best.event, best.mode, best.status, words, best.confidence), _count_met(best, record, row))


def _count_met(event: Event, record: ReportRecord, row: Row) -> int:
    def meets(ids: Sequence[str], marked: Span) -> bool:
        return any(span.overlaps(marked) for one in ids for span in record.actor(one).mentions)

    return meets(event.actor, row.source) + meets(event.recipient or event.actor, row.target)


def _take_words(text: str, span: Span) -> str:
    """The trigger with a few words before and after it, the trigger between bars."""
    before, after = text[: span.start].split()[-BEFORE:], text[span.end :].split()[:BEFORE]
    return f"{' '.join(before)} | {' '.join(span.of(text).split())} | {' '.join(after)}"


def map_root(told: Candidate | None, text: str) -> str:
    """The set's root for an act of ours."""
    if told is None:
        return NOTHING
    is_ahead = told.status in ("scheduled", "hypothetical")
    before, trigger, after = told.words.split("|")
    until = before + trigger
    is_measure = told.mode == "discontinue" and MEASURE.search(trigger)
    is_friendly, is_hostile = told.event in FRIENDLY, told.event in HOSTILE
    root = "YIELD" if told.event in ("CONCEDE", "RETREAT") else told.event
    rules = (
        ("REJECT", (is_friendly or root == "AGREE") and (told.status == "denied" or REFUSED.search(until))),
        ("AGREE", is_friendly and (is_ahead or (root != "SUPPORT" and AHEAD.search(until)))),
        ("THREATEN", is_hostile and (is_ahead or THREAT.search(until))),
        ("SUPPORT", root == "AGREE" and SUPPORT.search(trigger + after)),
        ("YIELD", is_friendly and RETURN.search(trigger)),
        ("ACCUSE", root == "SANCTION" and told.mode == "convict"),
        ("COERCE", root == "SANCTION" and is_measure),
        ("AID", root == "MOBILIZE" and PEACE.search(text)),
    )
    return next((mapped for mapped, fits in rules if fits), root)


def measure_macro(pairs: Sequence[tuple[object, object]]) -> float:
    """Mean F1 over the gold classes of (gold, predicted)."""
    said, gold = Counter(p for _, p in pairs), Counter(g for g, _ in pairs)
    hits = Counter(g for g, p in pairs if g == p)
    return sum(2 * hits[one] / (said[one] + gold[one]) for one in gold) / len(gold)


def print_scores(name: str, rows: Sequence[Row], roots: Sequence[str]) -> None:
    """Macro F1 of the three levels."""
    root = measure_macro([(row.root, said) for row, said in zip(rows, roots, strict=True)])
    quad = measure_macro([(row.quad, QUADS.get(said, 0)) for row, said in zip(rows, roots, strict=True)])
    binary = measure_macro(
        [(row.quad < 3, QUADS[said] < 3 if said in QUADS else None) for row, said in zip(rows, roots, strict=True)]
    )
    print(
        f"{name:6} root {root:.3f}  quad {quad:.3f}  binary {binary:.3f}  {len(rows)} sentences, "
        f"{roots.count(NOTHING)} without an event",
        flush=True,
    )


def print_classes(rows: Sequence[Row], roots: Sequence[str]) -> None:
    """F1 of each root, and what it is taken for most."""
    taken = Counter((row.root, said) for row, said in zip(rows, roots, strict=True))
    for root in sorted(QUADS):
        gold, said = sum(row.root == root for row in rows), roots.count(root)
        others = [(other, n) for (one, other), n in taken.most_common() if one == root != other][:3]
        f1 = 2 * taken[root, root] / max(1, gold + said)
        print(f"  {root:10} {f1:.3f}  {gold:4}  taken for {', '.join(f'{other} {n}' for other, n in others)}")


def main() -> None:
    """Read a file of the set and print."""
    print_patiently()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--every", type=int, default=1, help="take every so manieth sentence, for a quick look")
    parser.add_argument("--classes", action="store_true", help="each root's F1, and what it is taken for")
    options = parser.parse_args()
    engine = AskedEngine()
    rows = list(read_rows(options.file))[:: options.every]
    texts = [row.reading.report.text for row in rows]
    told = [choose_told(row, engine) for row in rows]
    asked = [one.act if one and one.met == BOTH else engine.ask(row) for one, row in zip(told, rows, strict=True)]
    for name, acts in (("told", [one.act if one else None for one in told]), ("asked", asked)):
        roots = [map_root(act, text) for act, text in zip(acts, texts, strict=True)]
        print_scores(name, rows, roots)
        if options.classes:
            print_classes(rows, roots)


if __name__ == "__main__":
    main()
