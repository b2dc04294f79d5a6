"""The figures of docs/explanation/quality.md: what the shipped engine gets right and wrong, by type.

    python -m bench.quality --shared ../shared                                            print them
    python -m bench.quality --shared ../shared --write docs/explanation/quality.md        put them into the page

The page keeps its words; what stands between its two marks is written anew.
"""

from __future__ import annotations

import argparse
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Final, NamedTuple

from bench.causes import Sorter, Text, read_texts
from bench.causes import write_table as write_causes_table
from bench.folds import FOLDS, choose_reader, load_scorer
from bench.printing import print_patiently
from bench.quiet import FRESH, REPORTS, find_invented, read_quiet
from bench.table import MEASURES, measure
from bench.table import write_table as write_coders_table

from verbale.analyse.component import Reader
from verbale.plover import QUADS, TYPES

BEGIN: Final = "<!-- Figures: written by `python -m bench.quality --write`; do not edit. -->"
END: Final = "<!-- End of figures. -->"
STEPS: Final = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9)
"""Confidences from which on events are kept, in the table of what that costs."""
BINS: Final = 5
Z: Final = 1.96
"""For intervals of 95 in 100."""
PAIR: Final = 2
FEW: Final = 20
"""Labels below which nothing can be said."""
GOOD: Final = 0.7
FAIR: Final = 0.55
"""Shares that are good, or fair, for `tell_use`."""
EVEN: Final = math.log(1.25)
"""Told over labelled is even if it lies within a quarter."""


class Judged(NamedTuple):
    """An event of a record, and what of it is right."""

    event: str
    status: str
    confidence: float
    is_type_right: bool
    sides_right: int
    is_status_right: bool


class Judgement(NamedTuple):
    """All events of some texts, and the types of all their labels."""

    events: list[Judged]
    labels: Counter[str]


def judge(texts: Iterable[Text], scorer: ModuleType) -> Judgement:
    """Every event of *texts* against the labels."""
    events: list[Judged] = []
    labels: Counter[str] = Counter()
    for text in texts:
        sorter = Sorter(text, scorer)
        labels.update(label.event for label in text.labels)
        of = {p: g for g, p in sorter.pair()}
        for p, raw in enumerate(text.record.raw["events"]):
            g = of.get(p)
            sides = sum(sorter.grades[g, p]) if g is not None else 0
            status = g is not None and scorer.fold(text.labels[g].status) == scorer.fold(raw["status"])
            events.append(Judged(raw["event"], raw["status"], raw["confidence"], g is not None, sides, status))
    return Judgement(events, labels)


def tell_share(hits: int, of: int) -> str:
    """Per cent with the interval in which it lies with 95 in 100 (Wilson's): "79 (70-86)"."""
    if not of:
        return "–"
    share, spread = hits / of, Z * Z / of
    middle = (share + spread / 2) / (1 + spread)
    half = Z * math.sqrt(share * (1 - share) / of + spread / (4 * of)) / (1 + spread)
    return f"{100 * share:.0f} ({100 * max(0.0, middle - half):.0f}–{100 * min(1.0, middle + half):.0f})"


def write_types(found: Judgement) -> Iterator[str]:
    """A row a type: how many are labelled and told, how many of each are right, and what that is good for."""
    heads = ("type", "labelled", "told", "told: right type", "labelled: found", "told: all right", "count", "good for")
    yield f"| {' | '.join(heads)} |"
    yield f"|---|{'--:|' * (len(heads) - 2)}---|"
    for kind in [*(one.code for one in TYPES), "all"]:
        events = [one for one in found.events if kind in (one.event, "all")]
        labels = found.labels.total() if kind == "all" else found.labels[kind]
        right = sum(one.is_type_right for one in events)
        both = sum(one.sides_right == PAIR for one in events)
        ratio = f"{len(events) / labels:.2f}" if labels else "–"
        yield (
            f"| {kind} | {labels} | {len(events)} | {tell_share(right, len(events))} | {tell_share(right, labels)} "
            f"| {tell_share(both, len(events))} | {ratio} | {tell_use(labels, len(events), right, both)} |"
        )


def tell_use(labels: int, told: int, right: int, both: int) -> str:
    """What a type's events are good for, by the rule that the page tells."""
    if labels < FEW:
        return "too few to say"
    precision, recall = right / max(1, told), right / labels
    is_even = abs(math.log(max(told, 1) / labels)) < EVEN
    if min(precision, recall) >= GOOD and is_even:
        return "counts, and who on whom" if both / max(1, told) >= GOOD else "counts"
    return "trends, with care" if min(precision, recall) >= FAIR else "single events, read"


def write_quads(found: Judgement) -> Iterator[str]:
    """The same by class, where a type taken for another of its class does no harm."""
    quads = {one.code: one.quad for one in TYPES}
    yield "| class | labelled | told | count |"
    yield "|---|--:|--:|--:|"
    for quad, name in QUADS.items():
        told = sum(quads[one.event] == quad for one in found.events)
        labels = sum(count for kind, count in found.labels.items() if quads[kind] == quad)
        yield f"| {name} | {labels} | {told} | {told / max(1, labels):.2f} |"


def write_statuses(found: Judgement) -> Iterator[str]:
    """Of the events of the right type: how often each status that they tell is right."""
    yield "| status told | events of the right type | status right |"
    yield "|---|--:|--:|"
    counts = Counter(one.status for one in found.events if one.is_type_right)
    for status, of in counts.most_common():
        hits = sum(one.is_status_right for one in found.events if one.is_type_right and one.status == status)
        yield f"| {status} | {of} | {tell_share(hits, of)} |"


def write_steps(found: Judgement) -> Iterator[str]:
    """What is left, and how good it is, if only surer events are kept."""
    yield "| confidence from | events left | told: right type | told: all right | labelled: found |"
    yield "|--:|--:|--:|--:|--:|"
    labels = found.labels.total()
    for step in STEPS:
        left = [one for one in found.events if one.confidence >= step]
        right = sum(one.is_type_right for one in left)
        both = sum(one.sides_right == PAIR for one in left)
        yield (
            f"| {step:.1f} | {len(left)} | {tell_share(right, len(left))} | {tell_share(both, len(left))} "
            f"| {tell_share(right, labels)} |"
        )


def write_bins(found: Judgement) -> Iterator[str]:
    """Does confidence keep its word?"""
    yield "| confidence | events | mean | all right |"
    yield "|---|--:|--:|--:|"
    for number in range(BINS):
        low, high = number / BINS, (number + 1) / BINS
        within = [one for one in found.events if low <= one.confidence < high or one.confidence == high == 1]
        if within:
            mean = sum(one.confidence for one in within) / len(within)
            both = sum(one.sides_right == PAIR for one in within)
            yield f"| {low:.1f} to {high:.1f} | {len(within)} | {mean:.2f} | {tell_share(both, len(within))} |"


def write_figures(found: dict[str, Judgement], fold: str) -> Iterator[str]:
    """All tables, for the page."""
    both = Judgement(
        [event for one in found.values() for event in one.events],
        sum((one.labels for one in found.values()), Counter[str]()),
    )
    counts = " and ".join(f"{one.labels.total()} labelled events in {kind}" for kind, one in found.items())
    yield from (f"Fold: {fold}; {counts}. Shares are of 100; in brackets where they lie in 95 of 100 such samples.", "")
    sections = (
        *((f"By type, {kind}", write_types(one)) for kind, one in found.items()),
        ("By class, both", write_quads(both)),
        ("Status, both", write_statuses(both)),
        ("Only the surer ones, items", write_steps(found["items"])),
        ("Only the surer ones, reports", write_steps(found["reports"])),
        ("What confidence is worth, both", write_bins(both)),
    )
    for title, lines in sections:
        yield from (f"### {title}", "", *lines, "")


def write_company(shared: Path, fold: str, every: int) -> Iterator[str]:
    """The engine beside the two other coders."""
    yield from ("### Beside other coders", "", f"Fold: {fold}; `python -m bench.table`.", "")
    for kind in MEASURES:
        yield from (*write_coders_table(kind, measure(kind, shared, fold, every)), "")


def write_causes(shared: Path, reader: Reader, scorer: ModuleType, every: int) -> Iterator[str]:
    """Causes of what is wrong, on the fold that may be read."""
    yield from ("### Why it is wrong", "", "Fold: calibration; `python -m bench.causes`.", "")
    found = {
        kind: (
            sum(len(text.labels) for text in texts),
            [case for text in texts for case in Sorter(text, scorer).sort()],
        )
        for kind, texts in read_texts(shared, "calibration", reader, scorer, every)
    }
    yield from (*write_causes_table(found), "")


def write_quiet(reader: Reader) -> Iterator[str]:
    """Events that are told of news without politics."""
    yield from ("### News without politics", "", "`python -m bench.quiet`.", "")
    yield from ("| reports of our own writing | events in 100 reports |", "|---|--:|")
    for name, path in (("that the rules were made with", REPORTS), ("written after the rules", FRESH)):
        reports = list(read_quiet(path))
        invented = len(list(find_invented(reports, reader)))
        yield f"| {len(reports)} {name} | {100 * invented / len(reports):.1f} |"
    yield ""


def replace_figures(page: str, lines: Sequence[str]) -> str:
    """The page with new figures between its marks; ValueError if it has no marks."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the page has no {BEGIN} ... {END}")
    figures = "\n".join(lines).rstrip()
    return f"{before}{BEGIN}\n\n{figures}\n\n{END}{after}"


def main() -> None:
    """Print the figures or write them."""
    print_patiently()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--fold", choices=sorted(FOLDS), default="test")
    parser.add_argument("--every", type=int, default=1, help="take every so manieth text, for a quick look")
    parser.add_argument("--write", type=Path, metavar="PAGE")
    options = parser.parse_args()
    scorer, reader = load_scorer(options.shared), choose_reader("encoder", None)
    shared, fold, every = options.shared, options.fold, options.every
    texts = read_texts(shared, fold, reader, scorer, every)
    lines = [
        *write_figures({kind: judge(of_kind, scorer) for kind, of_kind in texts}, fold),
        *write_company(shared, fold, every),
        *write_causes(shared, reader, scorer, every),
        *write_quiet(reader),
    ]
    if options.write:
        options.write.write_text(replace_figures(options.write.read_text("utf8"), lines), "utf8")
    else:
        print("\n".join(lines))


if __name__ == "__main__":
    main()
