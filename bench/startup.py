"""How long a start takes: whole processes, from nothing to the help and to the first record of 500 words.

    python -m bench.startup

Prints the median and the slowest of five runs in seconds, and the processor's own seconds. The floors are of the clock
on a machine that does nothing else: 0.2 for the help, 1.5 for the record.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.printing import print_patiently

EXAMPLES = Path(__file__).parent.parent / "examples"
RUNS = 5
WORDS = 500
VERBALE = (sys.executable, "-c", "from verbale.cli import main; main()")


def write_report(folder: Path) -> Path:
    """A report of about 500 words, made of two examples told again and again."""
    paragraphs = [
        paragraph
        for name in ("lisbon-rabat.txt", "baidoa.txt")
        for paragraph in (EXAMPLES / name).read_text("utf-8").split("\n\n")[1:]
    ]
    body: list[str] = []
    while sum(len(paragraph.split()) for paragraph in body) < WORDS:
        body.append(paragraphs[len(body) % len(paragraphs)])
    path = folder / "report.txt"
    path.write_text("published: 2024-05-14\n\n" + "\n\n".join(body), "utf-8")
    return path


def measure(*words: str) -> list[tuple[float, float]]:
    """Seconds by the clock and of the processor, each run."""
    seconds = []
    for _ in range(RUNS):
        begun, used = time.perf_counter(), _count_processor_seconds()
        subprocess.run([*VERBALE, *words], check=True, stdout=subprocess.DEVNULL)
        seconds.append((time.perf_counter() - begun, _count_processor_seconds() - used))
    return seconds


def _count_processor_seconds() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def main() -> None:
    """Measure and print."""
    print_patiently()
    with tempfile.TemporaryDirectory() as folder:
        report = str(write_report(Path(folder)))
        for words in (("--help",), ("read", report), ("read", "--json", report)):
            clock, processor = zip(*measure(*words), strict=True)
            name = " ".join(["verbale", *words]).replace(report, "REPORT")
            print(
                f"{name:28} median {statistics.median(clock):.2f}  slowest {max(clock):.2f}"
                f"  processor {statistics.median(processor):.2f}"
            )


if __name__ == "__main__":
    main()
