"""Is a report's record the same alone and in company?

    python -m bench.company --shared ../shared

Each report is read alone, by a process that has read nothing before; then all of them are read in one call, in several
shuffled orders, each by a process whose hashes have another seed. Records are compared byte for byte, as JSON. Exit
status 1 if one differs.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tempfile
from collections.abc import Iterator, Sequence
from multiprocessing import get_all_start_methods, get_context
from pathlib import Path
from typing import NamedTuple

from bench.printing import print_patiently
from bench.speed import Text, choose_reports

from verbale import read_all, to_json
from verbale.records import ReportRecord

Made = str
"""A record as JSON, or the words with which its report was refused."""


class Company(NamedTuple):
    """How many reports were read, and the names of those whose record was another one in company."""

    read: int
    differing: tuple[str, ...]


def write_lines(path: Path, reports: Sequence[tuple[str, Text]]) -> Path:
    """Named texts as JSON Lines."""
    lines = (json.dumps({"id": name, "text": text.text, **text.said}) for name, text in reports)
    path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return path


def make_all(path: Path) -> list[Made]:
    """Every record of a file, in its order."""
    return [to_json(one) if isinstance(one, ReportRecord) else str(one) for one in read_all([path])]


def read_alone(paths: Sequence[Path]) -> Iterator[Made]:
    """The record of each file, each by a process of its own that has loaded the program and read nothing."""
    context = get_context("forkserver" if "forkserver" in get_all_start_methods() else "spawn")
    context.set_forkserver_preload(["bench.speed", "verbale.pipeline"])
    with context.Pool(1, maxtasksperchild=1) as pool:
        for made in pool.imap(make_all, paths, chunksize=1):
            yield from made


def read_together(folder: Path, reports: Sequence[tuple[str, Text]], seed: int) -> dict[str, Made]:
    """Name -> record, read in one call in the order that *seed* gives."""
    shuffled = random.Random(seed).sample(reports, len(reports))
    os.environ.pop("PYTHONHASHSEED", None)
    with get_context("spawn").Pool(1) as pool:
        made = pool.apply(make_all, [write_lines(folder / "together.jsonl", shuffled)])
    return {name: one for (name, _), one in zip(shuffled, made, strict=True)}


def compare(folder: Path, texts: Sequence[Text], orders: int) -> Company:
    """Read *texts* alone and in as many orders together."""
    reports = [(f"report-{number}", text) for number, text in enumerate(texts)]
    paths = [write_lines(folder / "alone.jsonl", [one]).rename(folder / f"{one[0]}.jsonl") for one in reports]
    alone = dict(zip((name for name, _ in reports), read_alone(paths), strict=True))
    differing: dict[str, None] = {}
    for seed in range(orders):
        together = read_together(folder, reports, seed)
        differing |= dict.fromkeys(name for name in alone if _bare(alone[name]) != _bare(together[name]))
    return Company(len(alone), tuple(differing))


def _bare(made: Made) -> Made:
    """Without the file's own name, which stands in words of refusal."""
    return made if made.startswith("{") else "refused"


def main() -> None:
    """Compare and print."""
    print_patiently()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--reports", type=int, default=200)
    parser.add_argument("--orders", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = compare(Path(folder), choose_reports(options.shared, options.reports), options.orders)
    same = found.read - len(found.differing)
    print(f"same alone and in company: {same} of {found.read} reports, {options.orders} shuffled orders")
    if found.differing:
        sys.exit(f"not the same: {', '.join(found.differing)}")


if __name__ == "__main__":
    main()
