"""How near to the truth places are put: accuracy within 161 km (100 miles) on published geoparsing corpora.

    python -m bench.geoparsing FOLDER_OR_FILE...

takes files of LGL, TR-News, GeoWebNews and GeoVirus as their authors publish them (XML). Nothing of them is part of
this repository. Three figures a file, over the gold names that have coordinates:

    found      the share that the program finds as places by itself
    of found   of those, how many lie within 161 km
    given      how many do, of all, where the program is told the words and only says which place they are
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple
from xml.etree import ElementTree

from verbale.analyse import lay_out
from verbale.analyse.analysis import Analysis
from verbale.errors import UnreadableReport
from verbale.read.drafts import Draft, Origin, compose
from verbale.read.reading import Given
from verbale.records import Place
from verbale.resolve import locate, resolve
from verbale.spans import Span

NEAR: Final = 161.0
"""Kilometres: the usual limit, 100 miles."""
EARTH: Final = 6371.0
"""Kilometres of its radius."""
LITERAL: Final = frozenset({"Literal", "Literal_Modifier", "Mixed", "Coercion", "Embedded_Literal", "Metonymic"})
"""GeoWebNews' kinds of names that mean a place; the others have no coordinates or stand for words around them."""


class Name(NamedTuple):
    """A gold name in a text, and where it lies in degrees."""

    span: Span
    words: str
    lat: float
    lon: float


class Score(NamedTuple):
    """Of one gold name: km to where the program puts it by itself and when told the words; None if nowhere."""

    name: Name
    found: bool
    alone: float | None
    told: float | None


def read_corpus(path: Path) -> Iterator[tuple[str, list[Name]]]:
    """The texts of a corpus with their gold names."""
    for article in ElementTree.parse(path).getroot().iter("article"):
        text = article.findtext("text") or ""
        yield text, [name for one in _list_names(article) if (name := _read_name(one, text)) is not None]


def _list_names(article: ElementTree.Element) -> Iterator[ElementTree.Element]:
    yield from article.iter("toponym")
    yield from article.iter("location")


def _read_name(one: ElementTree.Element, text: str) -> Name | None:
    """The name, if it has coordinates and stands in the text; some corpora count characters from one."""
    kind = one.findtext("type")
    words = one.findtext("phrase") or one.findtext("extractedName") or one.findtext("name")
    tag = one.find("gaztag")
    place = one if tag is None else tag
    lat, lon = (
        place.findtext(short) or place.findtext(long) for short, long in (("lat", "latitude"), ("lon", "longitude"))
    )
    if not words or not lat or not lon or (kind is not None and kind not in LITERAL):
        return None
    start = int(one.findtext("start") or 0)
    start = next((at for at in (start, start - 1) if text[max(at, 0) :].startswith(words)), -1)
    return Name(Span(start, start + len(words)), words, float(lat), float(lon)) if start >= 0 else None


def measure(lat: float, lon: float, place: Place) -> float | None:
    """Kilometres between a point and a place; None if it has no coordinates."""
    if place.lat is None or place.lon is None:
        return None
    one, other = math.radians(lat), math.radians(place.lat)
    across = math.sin((other - one) / 2) ** 2
    along = math.cos(one) * math.cos(other) * math.sin(math.radians(place.lon - lon) / 2) ** 2
    return 2 * EARTH * math.asin(min(1.0, math.sqrt(across + along)))


def score_text(text: str, names: list[Name]) -> Iterator[Score]:
    """How the program does on each gold name of a text."""
    analysis = read_analysis(text)
    if analysis is None:
        yield from (Score(name, found=False, alone=None, told=None) for name in names)
        return
    shift, places, locator = -max(text.find(analysis.text[:100]), 0), resolve(analysis).places_at, locate(analysis)
    for name in names:
        span = Span(name.span.start + shift, name.span.end + shift)
        found = next((one.place for one in places.meeting(span)), None)
        told = locator.locate(span)
        yield Score(
            name,
            found is not None,
            measure(name.lat, name.lon, found) if found else None,
            measure(name.lat, name.lon, told) if told else None,
        )


def read_analysis(text: str) -> Analysis | None:
    """A bare text laid out; None if the program would not read it."""
    try:
        return lay_out(compose(Draft(text), Origin("text", "text"), Given()))
    except UnreadableReport:
        return None


def tell(path: Path, scores: list[Score]) -> None:
    total = len(scores) or 1
    found = [one for one in scores if one.found]
    alone = sum(one.alone is not None and one.alone <= NEAR for one in scores)
    told = sum(one.told is not None and one.told <= NEAR for one in scores)
    print(
        f"{path.name}: {len(scores)} names; found {len(found) / total:.3f}; of found {alone / (len(found) or 1):.3f};"
        f" of all {alone / total:.3f}; given {told / total:.3f}",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path, nargs="+", help="files of a corpus, or folders that hold them")
    parser.add_argument("--every", type=int, default=1, help="take every so manieth text, for a quick look")
    parser.add_argument("--errors", action="store_true", help="print what is put elsewhere")
    options = parser.parse_args()
    for path in sorted(one for top in options.corpora for one in (top.glob("*.xml") if top.is_dir() else (top,))):
        texts = list(read_corpus(path))[:: options.every]
        scores = [score for text, names in texts for score in score_text(text, names)]
        for one in scores if options.errors else ():
            if one.told is None or one.told > NEAR:
                print(one.name.words, one.name.lat, one.name.lon, one.told and round(one.told), one.found, sep=" | ")
        tell(path, scores)


if __name__ == "__main__":
    main()
