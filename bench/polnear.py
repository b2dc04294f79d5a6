"""PolNeAR: who says what in political news, by the statements of a record.

    python -m bench.polnear FOLDER              its dev part
    python -m bench.polnear FOLDER --errors contents invented quotations speakers

The corpus is that of Newell, Margolin and Ruths, "An Attribution Relations Corpus for Political News" (LREC 2018).
Fetch it from github.com/networkdynamics/PolNeAR; FOLDER holds its data/. It has no licence: nothing of it is in this
repository and nothing was learnt from it. Of a text annotated twice the first annotation counts. PolNeAR is flat, so
that statements within statements are left out.

quotations   stretches in marks inside a content, against the pieces of direct and mixed statements: equal words
speakers     of those found: the words that name the speaker, or who passed the words on, are the source's; or the
             source's pronoun or name stands for the same actor
direct       contents wholly in marks: all of it found in one statement, with the right speaker
contents     whole attributions that share half of their words (Jaccard): as PolNeAR has them, with the clause around
             words quoted in part (`Statement.clause`); `pieces` compares contents with words in marks by those alone
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple, TypeVar

from bench.printing import print_patiently

from verbale.analyse import analyse
from verbale.analyse.analysis import Analysis
from verbale.extract.attribution import attribute
from verbale.extract.cast import Cast
from verbale.extract.drafts import Draft
from verbale.extract.statements import draft_statements
from verbale.pipeline import choose_reader
from verbale.read.drafts import Origin, compose
from verbale.read.reading import Given
from verbale.read.text import parse_text
from verbale.records import Statement
from verbale.resolve import resolve
from verbale.resolve.resolution import Resolution
from verbale.spans import Span

HALF: Final = 0.5
"""Share of words from which two contents are one."""
MARK: Final = 2
"""Characters that a mark and a sign beside it add to quoted words."""
RELATIVE: Final = frozenset("who which that".split())
AWAY: Final = 60
"""Characters between a relative pronoun and the words that it stands for."""
SLIPS: Final = frozenset("said says".split())
"""Sources that are cues by a slip of the annotation; no speaker is asked of them."""
SMALL: Final = frozenset("the a an of and in on at to for by with from mr mrs ms dr".split())


_Gold = TypeVar("_Gold")
_Ours = TypeVar("_Ours")


class Attribution(NamedTuple):
    """One attribution of the corpus, as spans of the text."""

    content: tuple[Span, ...]
    source: tuple[Span, ...]
    cue: tuple[Span, ...]


class Told(NamedTuple):
    """A statement with the draft that it was made of, which has the words that name its speaker."""

    statement: Statement
    draft: Draft | None


class Article(NamedTuple):
    """A text with its attributions, and what was made of it."""

    name: str
    resolution: Resolution
    cast: Cast
    gold: tuple[Attribution, ...]
    told: tuple[Told, ...]

    @property
    def text(self) -> str:
        return self.resolution.text


# -- reading the corpus


def read_texts(folder: Path, part: str) -> Iterator[tuple[str, str]]:
    """Names and texts of a part."""
    for path in sorted((folder / "data" / part / "text").glob("*.txt")):
        yield path.stem, path.read_text(encoding="utf8")


def read_attributions(folder: Path, part: str) -> dict[str, tuple[Attribution, ...]]:
    """The attributions of each text of a part, by the first annotation."""
    found: dict[str, tuple[Attribution, ...]] = {}
    for path in sorted((folder / "data" / part / "attributions").glob("*.ann")):
        name = re.sub(r"_[0-9a-f]{4}$", "", path.stem)
        if name not in found:
            found[name] = tuple(_parse(path.read_text(encoding="utf8").splitlines()))
    return found


def _parse(lines: Iterable[str]) -> Iterator[Attribution]:
    spans: dict[str, tuple[Span, ...]] = {}
    relations: list[list[list[str]]] = []
    for line in lines:
        fields = line.split("\t")
        if line.startswith("T") and len(fields) > 1:
            places = fields[1].split(" ", 1)[1].split(";")
            spans[fields[0]] = tuple(Span(*map(int, place.split())) for place in places)
        elif line.startswith("E"):
            relations.append([part.split(":") for part in fields[1].split()])
    for parts in relations:
        content, source, cue = (
            tuple(sorted(s for kind, key in parts if kind.startswith(role) for s in spans[key]))
            for role in ("Content", "Source", "Cue")
        )
        if content:
            yield Attribution(content, source, cue)


def read_article(name: str, text: str, gold: tuple[Attribution, ...]) -> Article:
    """What is made of one text, by the engine that ships."""
    return tell(name, analyse_article(name, text), gold)


def analyse_article(name: str, text: str) -> Analysis:
    """The text as read, on the day that stands in its name."""
    day = re.search(r"_(\d{4}-\d\d-\d\d)_", name)
    origin = Origin(name, name)
    given = Given(None, date.fromisoformat(day.group(1)) if day else None)
    reading = compose(parse_text(text, origin), origin, given)
    return analyse(reading, choose_reader())


def tell(name: str, analysis: Analysis, gold: tuple[Attribution, ...]) -> Article:
    resolution = resolve(analysis)
    cast = Cast(resolution)
    drafts = draft_statements(analysis)
    statements = attribute(resolution, drafts, cast)
    made_of = {(tuple(one.spans), one.frame, one.cue): one for one in drafts}
    told = (Told(one, made_of.get((one.spans, one.rule, one.cue))) for one in statements if one.within is None)
    return Article(name, resolution, cast, gold, tuple(told))


# -- measuring


def measure(article: Article, counts: Counter[str], faults: list[tuple[str, ...]]) -> None:
    """Add one article to the counts and its faults to the list."""
    pieces = [(number, span) for number, one in enumerate(article.gold) for span in _in_marks(article, one)]
    ours = [(one, span) for one in article.told if one.statement.form != "indirect" for span in one.statement.spans]
    pairs = pair(pieces, ours, lambda one, other: float(_is_same(article.text, one[1], other[1])), 1.0)
    _count(counts, "quotations", len(pairs), len(ours), len(pieces))
    for at, other in pairs:
        right = _is_right(article, ours[other][0], article.gold[pieces[at][0]].source)
        counts["speakers"] += right is True
        counts["speakers of"] += right is not None
        if right is False:
            faults.append(("speakers", *_describe(article, ours[other][0], article.gold[pieces[at][0]])))
    faults += _faults_of_quotations(article, pieces, ours, pairs)
    _measure_direct(article, counts, dict(pairs), pieces, ours)
    _measure_contents(article, counts, faults)


def _measure_direct(
    article: Article,
    counts: Counter[str],
    pairs: Mapping[int, int],
    pieces: Sequence[tuple[int, Span]],
    ours: Sequence[tuple[Told, Span]],
) -> None:
    found: dict[int, list[int | None]] = defaultdict(list)
    for at, (number, _) in enumerate(pieces):
        found[number].append(pairs.get(at))
    direct = [number for number in found if _is_all_in_marks(article, article.gold[number])]
    right = 0
    for number in direct:
        by = [ours[at][0] for at in found[number] if at is not None]
        if len(by) == len(found[number]) and len({one.statement.id for one in by}) == 1:
            right += _is_right(article, by[0], article.gold[number].source) is not False
    told = sum(one.statement.form == "direct" for one in article.told)
    _count(counts, "direct", right, told, len(direct))


def _measure_contents(article: Article, counts: Counter[str], faults: list[tuple[str, ...]]) -> None:
    words = _Words(article.text)
    quoted = {number: _in_marks(article, one) for number, one in enumerate(article.gold)}
    gold = {
        "contents": [words.of(one.content) for one in article.gold],
        "pieces": [words.of(quoted[number] or one.content) for number, one in enumerate(article.gold)],
    }
    ours = {
        "contents": [words.of(one.statement.clause or one.statement.spans) for one in article.told],
        "pieces": [words.of(one.statement.spans) for one in article.told],
    }
    for kind in ("contents", "pieces"):
        pairs = pair(gold[kind], ours[kind], _share, HALF)
        _count(counts, kind, len(pairs), len(ours[kind]), len(gold[kind]))
        if kind == "contents":
            faults += _faults_of_contents(article, gold[kind], ours[kind], pairs)


class _Words:
    """Where the words of a text begin, of some spans of it."""

    def __init__(self, text: str) -> None:
        self.text = text

    def of(self, spans: Iterable[Span]) -> frozenset[int]:
        return frozenset(m.start() for span in spans for m in re.compile(r"\w+").finditer(self.text, *span))


def _share(one: frozenset[int], other: frozenset[int]) -> float:
    return len(one & other) / max(1, len(one | other))


def pair(
    gold: Sequence[_Gold], told: Sequence[_Ours], score: Callable[[_Gold, _Ours], float], least: float
) -> list[tuple[int, int]]:
    """One-to-one pairs of numbers, the best first."""
    scored = sorted(
        ((score(one, other), -at, -number) for at, one in enumerate(gold) for number, other in enumerate(told)),
        reverse=True,
    )
    pairs: list[tuple[int, int]] = []
    taken: tuple[set[int], set[int]] = (set(), set())
    for value, at, number in scored:
        if value >= least and -at not in taken[0] and -number not in taken[1]:
            pairs.append((-at, -number))
            taken[0].add(-at)
            taken[1].add(-number)
    return pairs


def _in_marks(article: Article, one: Attribution) -> list[Span]:
    """The stretches in marks, within no others, that lie in a content."""
    outer = (quoted.inside for quoted in article.resolution.analysis.quoted if quoted.depth == 1)
    return [q for q in outer if any(s.start <= q.start + 1 and q.end <= s.end + MARK for s in one.content)]


def _is_all_in_marks(article: Article, one: Attribution) -> bool:
    quoted = _in_marks(article, one)
    words = _Words(article.text)
    return bool(quoted) and words.of(one.content) <= words.of(quoted)


def _is_same(text: str, one: Span, other: Span) -> bool:
    return one.overlaps(other) and _plain(one.of(text)) == _plain(other.of(text))


def _plain(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.lower()))


def _is_right(article: Article, told: Told, source: Sequence[Span]) -> bool | None:
    """Is the speaker that of the attribution? None where it has no source."""
    if not source:
        return None
    whole = Span(source[0].start, source[-1].end)
    words = whole.of(article.text).lower()
    if words in SLIPS:
        return None
    draft = told.draft
    named, via = (draft.named_by, draft.via) if draft else (None, None)
    if any(one is not None and any(one.overlaps(span) for span in source) for one in (named, via)):
        return True
    if words in RELATIVE and named is not None and 0 <= whole.start - named.end <= AWAY:
        return True
    ids = set(told.statement.speakers)
    if any(ids & set(one.actors) for one in article.resolution.mentions_at.within(whole)):
        return True
    return any(_has_name(words, name) for one in ids for name in _names(article, one))


def _names(article: Article, identifier: str) -> Iterator[str]:
    actor = article.cast.get(identifier)
    yield actor.name
    yield from (Span(*mention).of(article.text) for mention in actor.mentions)


def _has_name(source: str, name: str) -> bool:
    """Do a source and a name share their last word?"""
    one, other = ([word for word in _plain(words).split() if word not in SMALL] for words in (source, name))
    return bool(one and other) and (one[-1] == other[-1] or set(other) <= set(one))


def _count(counts: Counter[str], kind: str, right: int, told: int, gold: int) -> None:
    counts[kind] += right
    counts[f"{kind} told"] += told
    counts[f"{kind} gold"] += gold


# -- faults


def _faults_of_quotations(
    article: Article,
    pieces: Sequence[tuple[int, Span]],
    ours: Sequence[tuple[Told, Span]],
    pairs: Sequence[tuple[int, int]],
) -> Iterator[tuple[str, ...]]:
    found, taken = {at for at, _ in pairs}, {number for _, number in pairs}
    for at, (_, span) in enumerate(pieces):
        if at not in found:
            yield "quotations", article.name, "missed", _around(article.text, span)
    for number, (one, span) in enumerate(ours):
        if number not in taken:
            yield "quotations", article.name, f"invented by {one.statement.rule}", _around(article.text, span)


def _faults_of_contents(
    article: Article,
    gold: Sequence[frozenset[int]],
    ours: Sequence[frozenset[int]],
    pairs: Sequence[tuple[int, int]],
) -> Iterator[tuple[str, ...]]:
    found, taken = {at for at, _ in pairs}, {number for _, number in pairs}
    for at, one in enumerate(article.gold):
        if at not in found:
            best = max((_share(gold[at], other) for other in ours), default=0.0)
            hull = Span(one.content[0].start, one.content[-1].end)
            cue = " ".join(span.of(article.text) for span in one.cue)
            yield "contents", article.name, f"{best:.2f}", f"cue {cue}", _around(article.text, hull)
    for number, told in enumerate(article.told):
        if number not in taken:
            kept = told.statement.clause or told.statement.spans
            sure = f"{told.statement.confidence:.2f} {told.statement.form} {told.statement.rule}"
            yield "invented", article.name, sure, _around(article.text, Span(kept[0].start, kept[-1].end))


def _describe(article: Article, told: Told, gold: Attribution) -> tuple[str, ...]:
    names = [article.cast.get(one).name for one in told.statement.speakers]
    source = " ".join(span.of(article.text) for span in gold.source)
    return article.name, f"{told.statement.rule}: {names}, not {source}", _around(article.text, told.statement.spans[0])


def _around(text: str, span: Span) -> str:
    before, after = text[max(0, span.start - 60) : span.start], text[span.end : span.end + 60]
    return f"{before}<<{span.of(text)[:200]}>>{after}".replace("\n", "/")


def _print(counts: Counter[str]) -> None:
    for kind in ("quotations", "direct", "contents", "pieces"):
        right, told, gold = (counts[f"{kind}{more}"] for more in ("", " told", " gold"))
        precision, recall = right / max(1, told), right / max(1, gold)
        f1 = 2 * right / max(1, told + gold)
        print(f"{kind:10}  F1 {f1:.3f}  P {precision:.3f}  R {recall:.3f}  of {gold}, {told} told")
    print(f"{'speakers':10}  {counts['speakers'] / max(1, counts['speakers of']):.3f} of {counts['speakers of']}")


def main() -> None:
    """Print F1, precision and recall of each kind."""
    print_patiently()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="a copy of the corpus, with its data/")
    parser.add_argument("--part", choices=("dev", "train", "test"), default="dev")
    parser.add_argument("--every", type=int, default=1, help="take every so manieth text, for a quick look")
    kinds = ("contents", "invented", "quotations", "speakers")
    parser.add_argument("--errors", nargs="*", choices=kinds, default=[], help="list these faults first")
    options = parser.parse_args()
    gold = read_attributions(options.folder, options.part)
    counts: Counter[str] = Counter()
    faults: list[tuple[str, ...]] = []
    for name, text in list(read_texts(options.folder, options.part))[:: options.every]:
        measure(read_article(name, text, gold.get(name, ())), counts, faults)
    for fault in faults:
        if fault[0] in options.errors:
            print(*fault, sep=" | ")
    _print(counts)


if __name__ == "__main__":
    main()
