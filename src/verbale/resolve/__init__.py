"""Analysis to resolution: who is meant, which day, which place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from verbale.analyse.analysis import Analysis
from verbale.analyse.packed import pack
from verbale.resolve.actors import tell_actors
from verbale.resolve.cutting import cut_units
from verbale.resolve.dates import find_dates
from verbale.resolve.finding import find_phrases
from verbale.resolve.identify import identify
from verbale.resolve.phrases import Phrase
from verbale.resolve.places import Locator
from verbale.resolve.read_names import add_names
from verbale.resolve.resolution import Dated, Placed, Resolution
from verbale.resolve.setting import Setting
from verbale.resolve.stage import Stage, prepare

__all__ = ["identify", "locate", "resolve"]


def resolve(analysis: Analysis) -> Resolution:
    """The analysis with its people, states, days and places told. Time is linear in the text's length."""
    dates = pack(find_dates(analysis.text, analysis.report.published), Dated)
    stage, phrases, places = _prepare(analysis)
    mentions = tell_actors(analysis, stage, _let_go(phrases))
    return Resolution(analysis, stage.cast.actors(), mentions, dates, places)


def _prepare(analysis: Analysis) -> tuple[Stage, list[Phrase], Sequence[Placed]]:
    """What telling who is meant needs; what found the places is held no longer."""
    ready = prepare(analysis)
    return ready.stage, ready.phrases, ready.places


def _let_go(phrases: list[Phrase]) -> Iterator[Phrase]:
    """The phrases in their order; the list holds no longer what has come."""
    phrases.reverse()
    while phrases:
        yield phrases.pop()


def locate(analysis: Analysis) -> Locator:
    """The places of a report, for asking which place certain words of it name."""
    units = cut_units(analysis)
    phrases = add_names(units, find_phrases(units), analysis.names)
    return Locator(units, phrases, Setting(analysis, units))
