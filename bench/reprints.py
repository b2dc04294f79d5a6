"""What is spared where the same text comes again under another address: agencies' copy in several papers.

    python -m bench.reprints --shared ../shared
    python -m bench.reprints --reports 100 --share 0.3

Of a stream of reports so many of a hundred repeat one of the latest texts, as another paper's or of another day. The
stream is read twice: by the engine alone, and by the reader that ships, which remembers. The processor's seconds of
both are printed, and whether the records are the same.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from bench.printing import print_patiently
from bench.speed import Text, choose_reports, name_processor

from verbale import ReportRecord, read_text, to_json
from verbale.analyse.component import Reader
from verbale.analyse.encoder import Engine
from verbale.analyse.remembering import Remembering

LATEST = 100
"""How far back in the stream the first copy may stand."""
DAY = date(2024, 5, 14)


def make_stream(reports: Sequence[Text], share: float, chance: random.Random) -> Iterator[Text]:
    """The reports with copies of earlier ones among them, *share* of all."""
    given: list[Text] = []
    waiting = list(reversed(reports))
    while waiting:
        is_copy = bool(given) and chance.random() < share
        report = chance.choice(given[-LATEST:]) if is_copy else waiting.pop()
        if not is_copy:
            given.append(report)
        day = (DAY - timedelta(chance.randrange(2))).isoformat()
        yield Text(report.text, {**report.said, "published": day, "publisher": f"Paper {chance.randrange(20)}"})


def read_stream(stream: Sequence[Text], reader: Reader) -> tuple[float, list[str]]:
    """The processor's seconds, and the records as JSON."""
    begun = time.process_time()
    records = [to_json(_read(one, reader)) for one in stream]
    return time.process_time() - begun, records


def _read(one: Text, reader: Reader) -> ReportRecord:
    said = one.said
    return read_text(
        one.text, title=said.get("title"), published=said["published"], publisher=said["publisher"], reader=reader
    )


def main() -> None:
    """Measure and print."""
    print_patiently()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--reports", type=int, default=200)
    parser.add_argument("--share", type=float, default=0.2)
    asked = parser.parse_args()
    stream = list(make_stream(choose_reports(asked.shared, asked.reports), asked.share, random.Random(7)))
    engine = Engine()
    reader = Remembering(engine)
    read_stream(stream[:5], engine)
    without, expected = read_stream(stream, engine)
    spent, found = read_stream(stream, reader)
    print(name_processor())
    print(f"{len(stream)} reports, {reader.spared} of them reprints: {without:.1f} s, with a memory {spent:.1f} s")
    print(f"{100 * (1 - spent / without):.0f}% spared; the records are {'the same' if found == expected else 'OTHERS'}")


if __name__ == "__main__":
    main()
