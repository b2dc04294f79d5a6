"""Analysis to resolution: who is meant, which day, which place."""

from __future__ import annotations

from verbale.analyse.analysis import Analysis
from verbale.resolve.actors import cast_actors
from verbale.resolve.cutting import cut_units
from verbale.resolve.dates import find_dates
from verbale.resolve.finding import find_phrases
from verbale.resolve.identify import identify
from verbale.resolve.places import find_places
from verbale.resolve.resolution import Resolution
from verbale.resolve.setting import Setting

__all__ = ["identify", "resolve"]


def resolve(analysis: Analysis) -> Resolution:
    """The analysis with its people, states, days and places told. Time is linear in the text's length."""
    units = cut_units(analysis)
    phrases = find_phrases(units)
    setting = Setting(analysis, units)
    places = find_places(units, phrases, setting)
    setting.note_scenes(units, places)
    cast, mentions = cast_actors(analysis, units, phrases, setting)
    dates = find_dates(analysis.text, analysis.report.published)
    return Resolution(analysis, cast.actors(), mentions, dates, places)
