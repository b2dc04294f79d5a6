"""The hosts that are being asked: who may be asked what, and when next."""

from __future__ import annotations

from typing import Final

from verbale.watch.politeness import ROBOTS_AGE, Rules

FAULT_AGE: Final = 900.0
"""Seconds after which a host that could not say what it allows is asked for it again."""
MOST_RULES: Final = 2_000_000
"""Bytes of all hosts' robots.txt that are remembered; as they are kept, they take some 25 times as much memory."""
LEAST_RULES: Final = 1000
"""Bytes that each counts at least."""


class Hosts:
    """Rules, pauses and requests in flight, by host."""

    def __init__(self, delay: float) -> None:
        self._delay = delay
        self._rules: dict[str, Rules] = {}
        self._free_at: dict[str, float] = {}
        self.flying: set[str] = set()

    def find_rules(self, host: str, now: float) -> Rules | None:
        """What the host allows; None if it has to be asked, for the first time or again."""
        rules = self._rules.get(host)
        if rules is None or now - rules.read_at > (FAULT_AGE if rules.is_fault else ROBOTS_AGE):
            return None
        return rules

    def put_rules(self, host: str, rules: Rules) -> None:
        """Remember what the host allows; of too many the one is forgotten, and asked again, that was told first."""
        self._rules.pop(host, None)
        self._rules[host] = rules
        held = sum(max(one.size, LEAST_RULES) for one in self._rules.values())
        while held > MOST_RULES:
            first = self._rules.pop(next(iter(self._rules)))
            held -= max(first.size, LEAST_RULES)

    def find_free(self, host: str) -> float:
        """When the host may be asked next."""
        return self._free_at.get(host, 0.0)

    def list_busy(self, now: float) -> set[str]:
        """Hosts that are being asked, or have their pause; pauses that are over are forgotten."""
        self._free_at = {host: free for host, free in self._free_at.items() if free > now}
        return {*self.flying, *self._free_at}

    def begin(self, host: str) -> None:
        """A request to the host is under way."""
        self.flying.add(host)

    def end(self, host: str, now: float) -> None:
        """The request is over; the host has its rest."""
        self.flying.discard(host)
        rules = self._rules.get(host)
        self.block(host, now + max(self._delay, rules.delay() if rules else 0.0))

    def block(self, host: str, until: float) -> None:
        """Leave the host alone until then."""
        self._free_at[host] = max(until, self._free_at.get(host, 0.0))
