"""Analysis to resolution: who is meant, which day, which place."""

from __future__ import annotations

from verbale.analyse.analysis import Analysis
from verbale.resolve.actors import Casting
from verbale.resolve.dates import find_dates
from verbale.resolve.identify import identify
from verbale.resolve.phrases import find_phrases
from verbale.resolve.places import find_places
from verbale.resolve.resolution import Resolution
from verbale.resolve.setting import Setting
from verbale.resolve.units import cut_units

__all__ = ["identify", "resolve"]


def resolve(analysis: Analysis) -> Resolution:
    """The analysis with its people, states, days and places told. Time is linear in the text's length."""
    units = cut_units(analysis)
    phrases = find_phrases(units)
    setting = Setting(analysis, units)
    places = find_places(units, phrases, setting)
    setting.note_scenes(units, places)
    cast, mentions = Casting(analysis, units, phrases, setting).run()
    dates = find_dates(analysis.text, analysis.report.published)
    return Resolution(analysis, cast.actors(), mentions, dates, places)
