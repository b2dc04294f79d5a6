"""Prints sizes, load times, speed, and how many labelled actors the tables give the right state.

python training/tables/measure.py --shared ../shared [--misses 40]
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from verbale.resolve import tables

_NAME = re.compile(
    r"^[A-ZÀ-ÞŠŽĐ][\w.'’-]*(?: (?:al|el|bin|bint|ibn|de|del|da|dos|la|le|van|von|der|den|ben|ul|y|e|[A-ZÀ-ÞŠŽĐ][\w.'’-]*))+$"
)
_NO_NAME = re.compile(
    r"\b(?:Ministry|Minister|Government|Party|Court|Police|Army|Forces?|Council|State|States|Committee|Commission|"
    r"Association|Union|President|Parliament|Agency|Authority|Office|Department|Assembly|Front|Movement|Group|"
    r"Center|Centre|Institute|University|Bank|News|Times|Service|Human|United|National|Foundation|Network|Senate|"
    r"House|Guard|Congress|Federation|Administration|Board|Organi[sz]ation|Company|International|Republic|Media|"
    r"Embassy|Bureau|Navy|Corps|Militia|Front|Church|Fund|Campaign|Coalition|Alliance|Voices|Watch|Defen[cs]e|"
    r"Health|Rights|Press|Global|Affairs|Justice|Security|Office|Statement|Declaration)\b"
)


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def day_of(published: str | None) -> date | None:
    return date.fromisoformat(published) if published else None


def looks_like_name(words: str) -> bool:
    return bool(_NAME.match(words)) and not _NO_NAME.search(words) and not tables.load_names().lookup(words)


def people_of_reports(shared: Path) -> list[tuple[str, str, date | None]]:
    """Distinct (name, state, day) of speakers and participants in the labelled reports."""
    folder = shared / "training" / "reports"
    days = {one["id"]: day_of(one["published"]) for one in read_lines(folder / "texts.jsonl")}
    found: dict[tuple[str, str, date | None], None] = {}
    for label in read_lines(folder / "labels.jsonl"):
        pairs = [(one["who"], one["ss"]) for one in label["st"]]
        for event in label["ev"]:
            pairs += zip(event.get("who") or [], event["as"] + event["rs"], strict=False)
        for who, state in pairs:
            if who and state and looks_like_name(who):
                found[who, state, days[label["id"]]] = None
    return list(found)


def mentions_of_items(shared: Path) -> list[tuple[str, str, date | None]]:
    """Distinct (mention, state, day) of participants in the labelled items."""
    folder = shared / "training" / "items"
    days = {one["id"]: day_of(one["published"]) for one in read_lines(folder / "texts.jsonl")}
    found: dict[tuple[str, str, date | None], None] = {}
    for label in read_lines(folder / "labels.jsonl"):
        for event in label["ev"]:
            for mention, state in zip(event["a"] + event["r"], event["as"] + event["rs"], strict=False):
                if state:
                    found[mention, state, days[label["id"]]] = None
    return list(found)


def state_of_name(words: str, on: date | None) -> str | None:
    """The state of the likeliest person of that name: of the office on the day, or else the person's own."""
    best = next(iter(tables.load_people().named(words, on)), None)
    if best is None:
        return None
    return best.holding.state if best.holding and best.holding.state else best.person.state


def state_of_mention(words: str, on: date | None) -> str | None:
    """The state that a mention names: as a whole phrase, as a person, or by the first phrase in it."""
    whole = tables.load_names().lookup(words)
    if whole:
        return whole[0].state
    person = state_of_name(words, on)
    if person:
        return person
    return next((hit.entries[0].state for hit in tables.load_names().find(words) if hit.entries[0].state), None)


def tell(
    title: str, cases: list[tuple[str, str, date | None]], guess: Callable[[str, date | None], str | None], misses: int
) -> None:
    right, wrong, none = Counter[str](), Counter[tuple[str, str, str]](), Counter[tuple[str, str]]()
    for words, state, on in cases:
        told = guess(words, on)
        if told == state:
            right[words] += 1
        elif told is None:
            none[words, state] += 1
        else:
            wrong[words, state, told] += 1
    total = len(cases)
    counts = right.total(), wrong.total(), none.total()
    print(
        f"{title}: {total} cases; right {counts[0] / total:.3f}, wrong {counts[1] / total:.3f}, unknown {counts[2] / total:.3f}"
    )
    if misses:
        print("   wrong:", "; ".join(f"{w} {s}>{t}" for (w, s, t), _ in wrong.most_common(misses)))
        print("   unknown:", "; ".join(f"{w} {s}" for (w, s), _ in none.most_common(misses)))


def tell_speed(shared: Path) -> None:
    texts = [one["text"] for one in read_lines(shared / "training" / "reports" / "texts.jsonl")]
    words = sum(len(text.split()) for text in texts)
    names = tables.load_names()
    start = time.perf_counter()
    hits = sum(1 for text in texts for _ in names.find(text))
    taken = time.perf_counter() - start
    print(f"names.find: {words / taken:,.0f} words/s ({words} words, {hits} hits)")


def tell_loading() -> None:
    for load in (
        tables.load_states,
        tables.load_names,
        tables.load_bodies,
        tables.load_groups,
        tables.load_people,
        tables.load_places,
    ):
        start = time.perf_counter()
        load()
        print(f"{load.__name__}: {(time.perf_counter() - start) * 1000:.1f} ms")
    for one in tables.describe_tables():
        size = (Path(tables.__file__).with_name("data") / one.file).stat().st_size
        print(f"{one.file}: {size / 1000:.0f} kB, {one.rows} rows, as of {one.as_of}")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--shared", type=Path, default=Path("../shared"), help="folder that holds training/")
    arguments.add_argument("--misses", type=int, default=0, help="how many misses to print")
    given = arguments.parse_args()
    tell_loading()
    tell_speed(given.shared)
    people = people_of_reports(given.shared)
    tell("people of reports, full names", people, state_of_name, given.misses)
    surnames = [(words.split()[-1], state, on) for words, state, on in people]
    tell("people of reports, last words", surnames, state_of_name, given.misses)
    mentions = mentions_of_items(given.shared)
    tell("mentions of items", mentions, state_of_mention, given.misses)
    names = [case for case in mentions if looks_like_name(case[0])]
    tell("names among them", names, state_of_name, given.misses)


if __name__ == "__main__":
    main()
