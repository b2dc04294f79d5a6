"""How much one caller may ask for: a bucket that fills slowly and that each request takes from."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from typing import Final

from fastapi import Request

from verbale.serve.refusals import Refusal

MOST_CALLERS: Final = 1_000
"""So many callers are remembered; who has not been heard of for longest is forgotten first."""


class Allowance:
    """So many requests at once for each caller, and so many more a minute."""

    def __init__(self, at_once: int, a_minute: float) -> None:
        self._at_once = at_once
        self._a_second = a_minute / 60
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, request: Request, detail: str) -> None:
        """Count a request; a Refusal (429) that says when to come again, if there were too many."""
        caller = request.client.host if request.client else ""
        now = time.monotonic()
        with self._lock:
            left, then = self._left.pop(caller, (float(self._at_once), now))
            left = min(self._at_once, left + (now - then) * self._a_second)
            allowed = left >= 1
            self._left[caller] = (left - 1 if allowed else left, now)
            if len(self._left) > MOST_CALLERS:
                self._left.popitem(last=False)
        if not allowed:
            wait = str(max(1, round((1 - left) / self._a_second)))
            raise Refusal(429, "too-many", f"{detail}; come again in {wait} seconds", {"Retry-After": wait})
