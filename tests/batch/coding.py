"""Stands in for the engine in tests of batches: quick, and it stumbles, sleeps or dies where a report says so."""

from __future__ import annotations

import json
import os
import random
import re
import time
from collections.abc import Iterable
from pathlib import Path

from msgspec.structs import replace

from verbale.batch.workers import Code
from verbale.read import Reading
from verbale.records import Actor, ReportRecord
from written import find, write_actor, write_agreement, write_event, write_record, write_statement

PEOPLE = {
    "Aliyev": ("Q57371", "Ilham Aliyev", "AZE", "President of Azerbaijan"),
    "Lavrov": ("Q58217", "Sergey Lavrov", "RUS", "Foreign Minister of Russia"),
    "Valadim": ("x:valadim@prt", "Duarte Valadim", "PRT", None),
}
SAID = re.compile(r"“([^”]+)”")
WORDS = """
    the talks were about trade and the crossings at their border which officials had prepared for weeks while
    others from both sides spoke of water grain roads ships gas prices students visas ports harbours fishing
    boats customs police rivers dams railways tunnels bridges loans banks teachers doctors winter summer
    markets farmers factories airlines
""".split()


def load_coder() -> Code:
    """What makes a record of a report's plainest words: whoever is named met, and whatever is quoted was said."""
    return _code


def _code(reading: Reading) -> ReportRecord:
    text = reading.report.text
    if "STUMBLE" in text:
        raise ValueError("no such word")
    if "DIE" in text:
        os._exit(9)
    if "SLEEP" in text:
        time.sleep(0.02)
    people = [_cast(text, name) for name in PEOPLE if name in text]
    both = tuple(one.id for one in people)
    facts = [write_event(text, "CONSULT", "met", mode="visit", actor=both, date=None, date_basis="unknown")]
    said = [write_statement(text, words, speakers=both[:1]) for words in SAID.findall(text)]
    agreed = [write_agreement(text, "Lisbon Memorandum", *both)] if "Lisbon Memorandum" in text else []
    record = write_record(reading.report, *people, *(facts if " met " in text else ()), *said, *agreed)
    return replace(record, warnings=reading.warnings)


def _cast(text: str, name: str) -> Actor:
    identifier, full, state, office = PEOPLE[name]
    return write_actor(identifier, full, find(text, name), state=state, office=office, sector=("GOV",))


def write_line(number: int, words: str = "", day: str = "2024-05-14", **said: str) -> str:
    """A line of JSON with a report in English, another one for each number."""
    one, other = ("Aliyev", "Lavrov") if number % 3 else ("Valadim", "Lavrov")
    town = ("Baku", "Lisbon", "Moscow", "Rabat", "Vienna")[number % 5]
    chance = random.Random(number)
    rest = " ".join(" ".join(chance.choices(WORDS, k=12)).capitalize() + "." for _ in range(4))
    body = f"{one} and {other} met in {town} on Tuesday. {words}\n\n{rest}"
    body += f"\n\n“The road to {town} is open for {number} days,” {one} said after the talks."
    return json.dumps({"id": f"n{number}", "title": f"Talks {number} in {town}", "published": day, "text": body} | said)


def write_lines(path: Path, lines: Iterable[str]) -> Path:
    """A file of them."""
    path.write_text("".join(line + "\n" for line in lines), "utf-8")
    return path


def list_bytes(folder: Path) -> dict[str, bytes]:
    """Every file of a batch's tables and shards, by its path."""
    found = sorted((*(folder / "tables").rglob("*"), *(folder / "shards").rglob("*")))
    return {str(path.relative_to(folder)): path.read_bytes() for path in found if path.is_file()}
