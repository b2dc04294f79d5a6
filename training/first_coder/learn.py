"""Learns the first coder's lexicon from the labelled items and reports.

    python -m training.first_coder.learn --shared ../shared --out training/first_coder/lexicon.json

Four fifths of the texts are learnt from (`labelled.is_held_out` keeps the rest apart). Counts give the phrases and
the words around them; weights and thresholds are fitted on what counts without the fold at hand say.
"""

from __future__ import annotations

import argparse
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt
from msgspec.structs import replace

from training.first_coder.coder import FirstCoder, Lexicon, Odds, choose, list_phrases
from training.first_coder.labelled import FOLDS, LabelledSentence, inner_fold, is_held_out, read_sentences
from verbale.plover import TYPES
from verbale.spans import Span

LEAST_PERCENT = 10
"""Phrases that trigger a type less often are left out: none of them reaches the threshold."""
LEAST_SEEN = 8
"""Words in fewer sentences say nothing of what surrounds an act."""
LEAST_ODDS = 1.0
"""Words with weaker log-odds are left out; 0.7 makes the file half as large again for half a point of F1."""
LEAST_EVIDENCE = 4
"""Words that stand, or would by chance stand, in fewer sentences of a label say nothing of it."""
PRICE_OF_PRECISION = 0.01
"""F1 given away for a higher threshold: false events cost a reader more than missed ones."""
NAME_SHARE = 0.8
"""A stem that has a capital this often, mid-sentence, is a name: no state shall be hostile by its name."""

Numbers = npt.NDArray[np.float64]
Examples = Sequence[tuple[LabelledSentence, set[str]]]


def learn(sentences: Sequence[LabelledSentence], names: frozenset[str], made_from: str) -> Lexicon:
    """Phrases and words from *sentences*; weights and thresholds are still to be fitted."""
    acting = [s for s in sentences if s.acts]
    return Lexicon(
        made_from=made_from,
        phrases=count_phrases(sentences, names),
        surroundings=count_odds([(s, {act.event for act in s.acts}) for s in sentences], names),
        modes=count_modes(acting, names),
        contexts=count_odds([(s, {code for act in s.acts for code in act.context}) for s in acting], names),
        weights=(0.0, 1.0, 0.0, 0.0, 0.0, 0.0),
        threshold=0.0,
        context_threshold=0.0,
    )


def find_names(sentences: Iterable[LabelledSentence]) -> frozenset[str]:
    """Stems that stand with a capital in most places that are not the beginning of a sentence."""
    capital, every = Counter[str](), Counter[str]()
    for sentence in sentences:
        if len(sentence.capitals) > len(sentence.words) / 2:
            continue  # a headline in capitals says nothing of names
        for number, word in enumerate(sentence.words[1:], 1):
            every[word.stem] += 1
            capital[word.stem] += number in sentence.capitals
    return frozenset(stem for stem, n in every.items() if capital[stem] >= NAME_SHARE * n)


def count_phrases(sentences: Sequence[LabelledSentence], names: frozenset[str]) -> dict[str, dict[str, int]]:
    """Type -> phrase -> percent of the phrase's occurrences that touch a trigger of the type, smoothed."""
    known = {phrase for s in sentences for phrase in _list_trigger_phrases(s) if names.isdisjoint(phrase.split())}
    seen: Counter[str] = Counter()
    hits: dict[str, Counter[str]] = defaultdict(Counter)
    for sentence in sentences:
        for first, last, phrase in list_phrases(sentence.words):
            if phrase in known:
                seen[phrase] += 1
                for event in list_triggered(sentence, first, last):
                    hits[event][phrase] += 1
    return {kind.code: _share(hits[kind.code], seen) for kind in TYPES}


def _list_trigger_phrases(sentence: LabelledSentence) -> Iterator[str]:
    for act in sentence.acts:
        inside = tuple(word for word in sentence.words if act.trigger.overlaps(word.span))
        yield from (phrase for _, _, phrase in list_phrases(inside))


def list_triggered(sentence: LabelledSentence, first: int, last: int) -> set[str]:
    """Types of the acts whose trigger the words ``[first, last)`` touch."""
    phrase = Span(sentence.words[first].span.start, sentence.words[last - 1].span.end)
    return {act.event for act in sentence.acts if act.trigger.overlaps(phrase)}


def _share(hits: Counter[str], seen: Counter[str]) -> dict[str, int]:
    """Percent of each phrase, half a hit taken off and a miss put on; a single word must have hit twice."""
    often = {phrase: n for phrase, n in hits.items() if n > 1 or " " in phrase}
    shares = {phrase: round(100 * (n - 0.5) / (seen[phrase] + 1)) for phrase, n in sorted(often.items())}
    good = {phrase: percent for phrase, percent in shares.items() if percent >= LEAST_PERCENT}
    return {phrase: percent for phrase, percent in good.items() if not _adds_nothing(phrase, good)}


def _adds_nothing(phrase: str, shares: dict[str, int]) -> bool:
    """Does a part of the phrase say as much already?"""
    words = phrase.split()
    parts = (" ".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, len(words) + 1))
    return any(part != phrase and shares.get(part, -1) >= shares[phrase] for part in parts)


def count_odds(examples: Examples, names: frozenset[str]) -> dict[str, Odds]:
    """Label -> its odds, over sentences with their labels."""
    seen: Counter[str] = Counter()
    labelled: Counter[str] = Counter()
    within: dict[str, Counter[str]] = defaultdict(Counter)
    for sentence, labels in examples:
        stems = {word.stem for word in sentence.words} - names
        seen.update(stems)
        labelled.update(labels)
        for label in labels:
            within[label].update(stems)
    common = sorted(stem for stem, n in seen.items() if n >= LEAST_SEEN)
    return {
        label: Odds(
            round(math.log(n / (len(examples) - n + 1)), 2),
            _keep_telling({stem: (within[label][stem], seen[stem]) for stem in common}, n, len(examples)),
        )
        for label, n in sorted(labelled.items())
    }


def _keep_telling(counts: dict[str, tuple[int, int]], labelled: int, every: int) -> dict[str, int]:
    """Log-odds, in tenths, of the stems that say enough; *counts*: in labelled sentences, and in all."""
    odds = {}
    for stem, (inside, seen) in counts.items():
        value = _log_odds(inside, labelled, seen - inside, every - labelled)
        if abs(value) >= LEAST_ODDS and max(inside, seen * labelled / every) >= LEAST_EVIDENCE:
            odds[stem] = round(10 * value)
    return odds


def _log_odds(inside: int, labelled: int, outside: int, others: int) -> float:
    """Log of how much oftener a word stands in labelled sentences than in others, at most 3 either way."""
    return max(-3.0, min(3.0, math.log((inside + 0.5) / (labelled + 1) * (others + 1) / (outside + 0.5))))


def count_modes(sentences: Sequence[LabelledSentence], names: frozenset[str]) -> dict[str, dict[str, Odds]]:
    """Type -> mode, "" for none -> its odds among the acts of the type."""
    modes = {}
    for kind in TYPES:
        if kind.modes:
            acts = [(s, {act.mode or ""}) for s in sentences for act in s.acts if act.event == kind.code]
            modes[kind.code] = count_odds(acts, names)
    return modes


def fit_weights(coders: Sequence[FirstCoder], sentences: Sequence[LabelledSentence]) -> tuple[float, ...]:
    """Weights of a score's parts: logistic regression over the candidates that coders of other folds find."""
    rows, right = [], []
    for sentence in sentences:
        coder = coders[inner_fold(sentence.key)]
        for one, parts in coder.weigh_phrases(sentence.words, sentence.quoted):
            rows.append(parts)
            right.append(one.event in list_triggered(sentence, one.first, one.last))
    return tuple(round(float(weight), 3) for weight in regress(np.array(rows), np.array(right, dtype=float)))


def regress(rows: Numbers, right: Numbers, ridge: float = 1.0) -> Numbers:
    """Logistic regression by Newton's method."""
    weights = np.zeros(rows.shape[1])
    for _ in range(25):
        likely = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (likely - right) + ridge * weights
        curve = (rows * (likely * (1 - likely))[:, None]).T @ rows + ridge * np.eye(len(weights))
        weights -= np.linalg.solve(curve, slope)
    return weights


def find_threshold(trials: Iterable[float], pairs: Callable[[float], Iterable[tuple[set[str], set[str]]]]) -> float:
    """The highest trial whose (wanted, found) *pairs* come within `PRICE_OF_PRECISION` of the best F1."""
    scores = {threshold: measure_f1(pairs(threshold)) for threshold in trials}
    best = max(scores.values())
    return max(threshold for threshold, score in scores.items() if score >= best - PRICE_OF_PRECISION)


def find_act_threshold(coders: Sequence[FirstCoder], sentences: Sequence[LabelledSentence]) -> float:
    """Least score of an act: best F1 of the types of each sentence."""
    wanted = [{act.event for act in s.acts} for s in sentences]
    found = [coders[inner_fold(s.key)].list_candidates(s.words, s.quoted) for s in sentences]
    return find_threshold(
        (n / 100 for n in range(20, 61, 2)),
        lambda t: ((want, {one.event for one in choose(got, t)}) for want, got in zip(wanted, found, strict=True)),
    )


def find_context_threshold(coders: Sequence[FirstCoder], sentences: Sequence[LabelledSentence]) -> float:
    """Least log-odds of a context: best F1 of the contexts of each sentence that has an act."""
    wanted = [{code for act in s.acts for code in act.context} for s in sentences]
    found = [coders[inner_fold(s.key)].weigh_contexts(s.words) for s in sentences]
    return find_threshold(
        (n / 4 for n in range(-12, 21)),
        lambda t: ((want, {code for code in got if got[code] >= t}) for want, got in zip(wanted, found, strict=True)),
    )


def measure_f1(pairs: Iterable[tuple[set[str], set[str]]]) -> float:
    """F1 over all (wanted, found)."""
    hits = found = wanted = 0
    for want, got in pairs:
        hits, found, wanted = hits + len(want & got), found + len(got), wanted + len(want)
    return 2 * hits / (found + wanted) if found + wanted else 0.0


def learn_and_fit(sentences: Sequence[LabelledSentence], made_from: str) -> Lexicon:
    """The whole lexicon, fitted on inner folds."""
    names = find_names(sentences)
    parts = [learn([s for s in sentences if inner_fold(s.key) != fold], names, made_from) for fold in range(FOLDS)]
    weights = fit_weights([FirstCoder(part, "") for part in parts], sentences)
    coders = [FirstCoder(replace(part, weights=weights), "") for part in parts]
    return replace(
        learn(sentences, names, made_from),
        weights=weights,
        threshold=find_act_threshold(coders, sentences),
        context_threshold=find_context_threshold(coders, [s for s in sentences if s.acts]),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder that holds training/")
    parser.add_argument("--out", type=Path, default=Path("training/first_coder/lexicon.json"))
    given = parser.parse_args()
    sentences = [s for s in read_sentences(given.shared) if not is_held_out(s.key)]
    texts = len({s.key for s in sentences})
    lexicon = learn_and_fit(sentences, f"{len(sentences)} sentences of {texts} days and reports")
    given.out.write_bytes(msgspec.json.encode(lexicon) + b"\n")
    print(
        f"{sum(map(len, lexicon.phrases.values()))} phrases, weights {lexicon.weights}, threshold {lexicon.threshold}"
    )
    print(f"{given.out}: {given.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
