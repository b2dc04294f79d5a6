"""Leaders who visited the United States: is the visitor's state told, and the person with the right Wikidata id?

    python -m bench.state_visits FOLDER

FOLDER is a copy of the public-domain repository HistoryAtState/visits (its data/*.xml). Each visit since 2000 becomes
a report of one plain sentence, in several shapes, published on its first day. A person is right if the id is a
Wikidata id whose person the tables call by two words of the visitor's name and who served the visitor's state in
those years, or by one word and who was head of state or government on that day. So a person whom the tables lack, or
know without a Wikidata id, counts as wrong.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from verbale.analyse import analyse
from verbale.pipeline import choose_reader
from verbale.read.drafts import Origin, compose
from verbale.read.reading import Given
from verbale.read.text import parse_text
from verbale.records import Actor
from verbale.resolve import resolve
from verbale.resolve.given_names import GIVEN_NAMES
from verbale.resolve.tables import Holding, load_names, load_people
from verbale.resolve.tables.words import fold_name, sound_key
from verbale.spans import Span

SINCE = "2000-01-01"
_TITLE = re.compile(
    r"(?:(?:Interim|Acting|Transitional|Vice|Deputy|First|Crown) )*"
    r"(?:Prime Minister|President|Chancellor|Premier|King|Queen|Amir|Emir|Sultan|Prince|Pope|Taoiseach|"
    r"Chairman of the [\w ]*?(?:Presidency|Council|Authority)|Chairman|Chief Executive|Head of State)(?= )"
)
_WORLDLY = re.compile(r",.*|\(.*?\)")
_GRACE = timedelta(days=366)
SHAPES = {
    "full title": "The {title} of {state}, {name}, visited the United States on {day}.",
    "state's title": "{state}'s {title} {name} arrived in Washington on {day}.",
    "title and name": "{title} {name} visited the United States on {day} for talks with officials.",
    "title and surname": "{title} {surname} of {state} came to the White House on {day}.",
    "name only": "{name} visited the United States on {day}.",
}
"""Sentences. The third and the last say no state: it must come from the tables."""
_CALLED = {"Somoa": "Samoa", "Western Samoa": "Samoa", "Burma": "Myanmar", "Somali Republic": "Somalia"}
_PLAIN = {"China": "China", "Korea": "South Korea", "Congo": "the Republic of the Congo"}


class Visit(NamedTuple):
    """One visitor's stay: who, by which title, from where, from which day."""

    title: str
    name: str
    state: str
    code: str
    day: date


def read_visits(folder: Path) -> Iterator[Visit]:
    """The visits since 2000; those of two visitors give two."""
    for path in sorted((folder / "data").glob("2*.xml")):
        for row in ElementTree.parse(path).getroot():
            day = row.findtext("start-date") or ""
            state = _name_state(" ".join((row.findtext("from") or "").split()))
            code = _code_of(state)
            if day < SINCE or code is None:
                continue
            for visitor in re.split(r" and (?=[A-Z])", " ".join((row.findtext("visitor") or "").split())):
                title = _TITLE.match(visitor)
                if title is not None:
                    name = visitor[title.end() :].strip()
                    yield Visit(title.group().replace("Amir", "Emir"), name, state, code, date.fromisoformat(day))


def _name_state(written: str) -> str:
    """A state as a sentence has it: "China, People's Republic of" is China, "Congo, Democratic Republic of" is not."""
    if "Democratic Republic" in written and "Congo" in written:
        return "the Democratic Republic of the Congo"
    if "Federal Republic" in written:
        return "Germany"
    plain = _WORLDLY.sub("", written).replace("’", "'").strip()
    return _PLAIN.get(plain, _CALLED.get(plain, plain))


def _code_of(state: str) -> str | None:
    entries = load_names().lookup(state)
    return next((one.state for one in entries if one.kind == "state"), None)


def tell(visit: Visit, shape: str) -> Actor | None:
    """Whom the program takes the visitor for in a sentence of that shape."""
    day = f"{visit.day.day} {visit.day:%B %Y}"
    surname = find_surname(visit)
    words = SHAPES[shape].format(**visit._asdict() | {"day": day, "surname": surname})
    text = words[0].upper() + words[1:]
    origin = Origin("visit", "visit")
    reading = compose(parse_text(text + "\n", origin), origin, Given(None, visit.day))
    resolution = resolve(analyse(reading, choose_reader()))
    start = text.index(surname if shape == "title and surname" else visit.name)
    span = Span(start, start + len(surname if shape == "title and surname" else visit.name))
    for mention in resolution.mentions:
        if mention.kind == "name" and mention.span.overlaps(span):
            found = [resolution.actor(one) for one in mention.actors]
            return next((one for one in found if one.kind == "person"), found[0] if found else None)
    return None


def find_surname(visit: Visit) -> str:
    """What a newspaper would call the visitor after the first mention: the family name, or all of a single name."""
    words = re.sub(r" (?:[IVX]+|Jr\.?|Sr\.?)$", "", visit.name).split()
    if visit.title.split()[-1] in ("King", "Queen", "Sultan", "Pope", "Prince", "Emir"):
        return visit.name
    if visit.code in ("CHN", "KOR", "PRK", "VNM", "TWN", "SGP", "KHM") and len(words) > 1:
        return words[0]
    if visit.code in _TWO_SURNAMES and len(words) > 2 and fold_name(words[-2]) not in GIVEN_NAMES:
        words = words[:-1]
    return " ".join(words[-2:] if len(words) > 1 and words[-2].lower() in _PARTICLES else words[-1:])


_TWO_SURNAMES = frozenset("ARG BOL CHL COL CRI CUB DOM ECU ESP GTM HND MEX NIC PAN PER PRY SLV URY VEN".split())
"""Of states where the first of two surnames is the one that people go by."""
_PARTICLES = frozenset(("al", "bin", "ben", "de", "da", "van", "von", "el", "ould", "do", "dos"))


def is_person(actor: Actor, visit: Visit) -> bool:
    """Is that the visitor, by the tables' names and offices under its Wikidata id?"""
    person = load_people().get(actor.id) if actor.id.startswith("Q") else None
    if person is None or not _served(load_people().offices(actor.id, visit.day), visit):
        return False
    asked = _sounds(visit.name)
    common = max(len(asked & _sounds(name)) for name in (person.name, *person.aliases))
    was_head = _was_head(load_people().offices(actor.id, visit.day), visit)
    return common >= min(2, len(asked)) or (common == 1 and was_head)


def _sounds(name: str) -> set[str]:
    return {sound_key(word) for word in fold_name(name).split() if len(word) > 1}


def _served(offices: tuple[Holding, ...], visit: Visit) -> bool:
    return any(
        one.state == visit.code
        and (one.start or date.min) <= visit.day + _GRACE
        and (one.end or date.max) >= visit.day - _GRACE
        for one in offices
    )


def _was_head(offices: tuple[Holding, ...], visit: Visit) -> bool:
    return any(
        one.role in ("head_of_state", "head_of_government")
        and one.state == visit.code
        and (one.start or date.min) <= visit.day <= (one.end or date.max)
        for one in offices
    )


def main() -> None:
    """Print shares by shape, and with --errors who was told wrongly."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--every", type=int, default=1, help="every so manieth visit only")
    arguments.add_argument("--errors", action="store_true", help="print each sentence told wrongly")
    given = arguments.parse_args()
    visits = list(read_visits(given.folder))[:: given.every]
    states, persons = Counter[str](), Counter[str]()
    for shape in SHAPES:
        for visit in visits:
            actor = tell(visit, shape)
            is_state = actor is not None and actor.state == visit.code
            is_who = actor is not None and is_person(actor, visit)
            states[shape] += is_state
            persons[shape] += is_who
            if given.errors and not (is_state and is_who):
                told = "nobody" if actor is None else f"{actor.id} {actor.name} {actor.state}"
                print(f"{shape}: {visit.title} {visit.name}, {visit.code} {visit.day}: {told}")
    print(f"{len(visits)} visits, {len(SHAPES)} sentences each")
    for shape in SHAPES:
        print(f"{shape:18} state {states[shape] / len(visits):.3f}  person {persons[shape] / len(visits):.3f}")
    total = len(visits) * len(SHAPES)
    print(f"{'all':18} state {states.total() / total:.3f}  person {persons.total() / total:.3f}")


if __name__ == "__main__":
    main()
