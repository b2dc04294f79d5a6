"""What the engine finds in texts that nobody labelled: which are of politics, and where.

    python -m training.sift.find --shared ../shared --out findings.jsonl [--engine FOLDER]

The texts are those of ../shared/training/unlabelled, of MEANTIME (news of firms and markets) and of UD English GUM (talks,
letters, guides, textbooks). A run that was stopped goes on where it was. Some ten minutes of one core.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import msgspec
from bench.folds import choose_reader, fold_of
from bench.printing import print_patiently
from msgspec import Struct

from verbale import read_text
from verbale.analyse.component import Reader
from verbale.errors import UnreadableReport
from verbale.extract.quiet_fields import OFFICIAL
from verbale.records import ReportRecord

NEWS = "GUM_news"
"""Some of these are among the labelled reports, which have no part in learning."""
_BEFORE_MARK = re.compile(r" ([.,;:!?%)\]’”]|'s\b|n't\b|'re\b|'ve\b|'ll\b)")
_AFTER_MARK = re.compile(r"([(\[$“]) ")


class Text(Struct, frozen=True):
    """A text that nobody labelled; `fold` by its day, or by its name."""

    name: str
    fold: int
    words: str
    title: str | None = None
    day: str | None = None


class Finding(Struct, frozen=True):
    """What the engine finds in a text: stretches with an act, and whether anybody in office speaks."""

    name: str
    fold: int
    text: str
    acts: tuple[tuple[int, int], ...]
    has_official: bool


def list_texts(shared: Path) -> Iterator[Text]:
    """All of them, in one order."""
    folder = shared / "training"
    yield from _list_unlabelled(folder / "unlabelled" / "items.jsonl.gz")
    yield from _list_unlabelled(folder / "unlabelled" / "reports.jsonl.gz")
    for path in sorted((folder / "meantime" / "intra_cross-doc_annotation").glob("*/*.xml")):
        yield _read_meantime(path)
    for name in ("train", "dev", "test"):
        yield from _list_talks(folder / "ud" / f"gum-{name}.conllu.gz")


def _list_unlabelled(path: Path) -> Iterator[Text]:
    with gzip.open(path, "rt", encoding="utf8") as lines:
        for row in map(json.loads, lines):
            day = row["published"]
            yield Text(row["id"], fold_of(day or row["id"]), row["text"], row.get("title") or None, day or None)


def _read_meantime(path: Path) -> Text:
    sentences: dict[int, list[str]] = {}
    for token in ElementTree.parse(path).getroot().iter("token"):
        sentences.setdefault(int(token.get("sentence", 0)), []).append(token.text or "")
    title, *others = (_join(words) for _, words in sorted(sentences.items()))
    return Text(path.stem, fold_of(path.stem), "\n\n".join(others), title)


def _join(words: list[str]) -> str:
    return _AFTER_MARK.sub(r"\1", _BEFORE_MARK.sub(r"\1", " ".join(words)))


def _list_talks(path: Path) -> Iterator[Text]:
    with gzip.open(path, "rt", encoding="utf8") as lines:
        documents = lines.read().split("# newdoc id = ")[1:]
    for document in documents:
        name = document.partition("\n")[0].strip()
        if name.startswith(NEWS):
            continue
        paragraphs = (
            " ".join(line.partition("=")[2].strip() for line in part.splitlines() if line.startswith("# text ="))
            for part in re.split(r"^# newpar.*$", document, flags=re.MULTILINE)
        )
        yield Text(name, fold_of(name), "\n\n".join(filter(None, paragraphs)))


def find(text: Text, reader: Reader) -> Finding | None:
    """What the engine makes of it; None if it is no English."""
    try:
        record = read_text(text.words, title=text.title, published=text.day, reader=reader)
    except UnreadableReport:
        return None
    acts = tuple((event.text_info.start, event.text_info.end) for event in record.events)
    return Finding(text.name, text.fold, record.report.text, acts, _has_official(record))


def _has_official(record: ReportRecord) -> bool:
    sectors = {actor.id: set(actor.sector) for actor in record.actors}
    return any(sectors[one] & OFFICIAL for statement in record.statements for one in statement.speakers)


def main() -> None:
    print_patiently()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--engine", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    done = {one.name for one in read_findings(options.out)} if options.out.exists() else set()
    reader = choose_reader("encoder", options.engine)
    with options.out.open("ab") as lines:
        for text in list_texts(options.shared):
            found = None if text.name in done else find(text, reader)
            if found is not None:
                lines.write(msgspec.json.encode(found) + b"\n")
                lines.flush()


def read_findings(path: Path) -> list[Finding]:
    """What `main` wrote."""
    with path.open("rb") as lines:
        return [msgspec.json.decode(line, type=Finding) for line in lines]


if __name__ == "__main__":
    main()
