"""How far a batch has come, as one says it in a line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from verbale.batch.running import Headway

_WORD_START: Final = re.compile(r"(?=[A-Z])")


def tell_headway(headway: Headway) -> str:
    """Reports, how fast, how long yet, what was refused."""
    done = f"{headway.read + headway.refused.total():,} reports"
    workers = f" with {headway.workers:,} workers" if headway.workers > 1 else ""
    rate = f", {headway.rate:.3g} a second{workers}" if headway.rate else ""
    left = f", about {tell_duration(headway.seconds_left)} left" if headway.seconds_left is not None else ""
    refused = tell_refused(headway.refused)
    return f"{done}{rate}{left}{f'; {refused}' if refused else ''}"


def tell_refused(refused: Mapping[str, int]) -> str:
    """How many were refused, by cause, the commonest first: "3 refused (not english 2, empty report 1)"."""
    ordered = sorted(refused.items(), key=lambda one: (-one[1], one[0]))
    causes = ", ".join(f"{_WORD_START.sub(' ', cause).strip().lower()} {times:,}" for cause, times in ordered if times)
    return f"{sum(refused.values()):,} refused ({causes})" if causes else ""


def tell_duration(seconds: float) -> str:
    """Seconds as people say them: "40 s", "12 min", "3 h 5 min", "2 d 4 h"."""
    minutes = round(seconds / 60)
    if minutes < 1:
        return f"{seconds:.0f} s"
    hours, minutes = divmod(minutes, 60)
    if hours < 1:
        return f"{minutes} min"
    return f"{hours} h {minutes} min" if hours < 48 else f"{hours // 24} d {hours % 24} h"
