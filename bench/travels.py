"""Places of the foreign travels of US presidents and secretaries of state, in plain sentences: the right country?

    python -m bench.travels --shared ../shared

takes the Historian's lists in facts/historyatstate_travels. One sentence a place: who travelled there on which day,
with and without the country named behind it. Right is a place whose country is the one that the list has; the states
of the past count as those that hold the place today, as records say it.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple
from xml.etree import ElementTree

from verbale.analyse import lay_out
from verbale.read.drafts import Draft, Origin, compose
from verbale.read.reading import Given
from verbale.records import Place
from verbale.resolve import resolve
from verbale.resolve.tables import load_names, load_states

SAME: Final = {
    "palestinian-authority": "PSE",
    "west-bank": "PSE",
    "holy-see": "VAT",
    "congo-kinshasa": "COD",
    "congo-democratic-republic": "COD",
    "cote-divoire": "CIV",
    "burma": "MMR",
    "korea-north": "PRK",
    "korea-south": "KOR",
    "macedonia": "MKD",
    "turkiye": "TUR",
    "german-democratic-republic": "DEU",
    "bosnia-herzegovina": "BIH",
    "timor-leste": "TLS",
}
"""The list's keys of states that our tables know by other names."""
SUCCESSORS: Final = {
    "CSK": {"CZE", "SVK"},
    "YUG": {"SRB", "HRV", "SVN", "BIH", "MKD", "MNE", "XKX"},
    "RUS": {"UKR", "BLR", "KAZ", "UZB", "GEO", "ARM", "AZE", "LVA", "LTU", "EST", "KGZ", "TJK", "TKM", "MDA", "RUS"},
    "SRB": {"SRB", "XKX", "MNE", "HRV", "SVN", "BIH", "MKD"},
    "CZE": {"CZE", "SVK"},
    "ISR": {"ISR", "PSE"},
    "PSE": {"ISR", "PSE"},
    "DNK": {"DNK", "GRL"},
}
"""States within whose borders of the time, or disputed ones, a place lies in another of today."""


class Trip(NamedTuple):
    """A stay: who, on which day, at which place, in which country, by the list's key and words."""

    who: str
    on: str
    locale: str
    country: str
    words: str


def read_trips(folder: Path) -> Iterator[Trip]:
    """All stays in the lists, each place once a stay; those without a place ("various") are left out."""
    seen: set[Trip] = set()
    for path in sorted(folder.glob("*-travels/*.xml")):
        for trip in ElementTree.parse(path).getroot().iter("trip"):
            country = trip.find("country")
            locales, who, on = (trip.findtext(tag) or "" for tag in ("locale", "name", "start-date"))
            for locale in re.split(r"[,;]| and ", " ".join(re.sub(r"\([^)]*\)", "", locales).split())):
                if locale.strip() and country is not None and country.text:
                    one = Trip(who, on, locale.strip(), country.get("id") or "", " ".join(country.text.split()))
                    if one not in seen:
                        seen.add(one)
                        yield one


def find_code(trip: Trip) -> str | None:
    """The alpha-3 code of a trip's country; None if it names none that our tables know."""
    if trip.country in SAME:
        return SAME[trip.country]
    for words in (trip.country.replace("-", " ").title().replace(" And ", " and "), trip.words):
        entry = next((one for one in load_names().lookup(words) if one.kind == "state"), None)
        if entry is not None:
            return entry.state
    return None


def locate(trip: Trip, behind: str) -> Place | None:
    """Where the program puts the trip's place; *behind*: words after its name."""
    on = date.fromisoformat(trip.on) if re.fullmatch(r"\d{4}-\d\d-\d\d", trip.on) else None
    text = f"{trip.who} travelled on official business, and held talks in {trip.locale}{behind}."
    resolution = resolve(lay_out(compose(Draft(text), Origin("trip", "trip"), Given(published=on))))
    at = text.rindex(trip.locale)
    return next((one.place for one in resolution.places if one.span.end > at), None)


def is_right(code: str, place: Place | None) -> bool:
    if place is None or place.country_code is None:
        return False
    state = load_states().get(code)
    holders = {code, state.parent if state and state.parent else code} | SUCCESSORS.get(code, set())
    return place.country_code in holders


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder that holds facts/")
    parser.add_argument("--every", type=int, default=1, help="take every so manieth stay, for a quick look")
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    trips = list(read_trips(options.shared / "facts" / "historyatstate_travels"))[:: options.every]
    known = [(trip, code) for trip in trips if (code := find_code(trip)) is not None]
    print(f"{len(trips)} stays, {len(known)} in a country that the tables know")
    for title in ("country named", "country not named"):
        right = 0
        for trip, code in known:
            place = locate(trip, f", {trip.words}" if title == "country named" else "")
            is_good = is_right(code, place)
            right += is_good
            if options.errors and not is_good:
                print(
                    title,
                    trip.locale,
                    trip.words,
                    code,
                    place and (place.resolved_place, place.country_code),
                    sep=" | ",
                )
        print(f"{title}: {right / (len(known) or 1):.3f}", flush=True)


if __name__ == "__main__":
    main()
