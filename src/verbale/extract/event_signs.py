"""Signs of whoever may take part in an act, and what they weigh for acting and for being acted upon.

Signs come in groups, all that a few facts say together. A group is spelt and added up once, and known by its facts from
then on: the facts recur, and putting names together would cost more than all else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from math import exp
from typing import Any, Final, NamedTuple

from msgspec import Struct

MOST_GROUPS: Final = 32768
"""Groups whose sums are kept at a time. Forty full reports have some 3,000."""

Naming = Callable[..., tuple[str, ...]]
"""Spells the signs that follow from some facts."""
Group = tuple[Any, ...]
"""A `Naming` and its facts."""


class Signs(NamedTuple):
    """What is seen of somebody: groups of signs that hold, and groups of which each sign has its value."""

    groups: Sequence[Group]
    measured: Sequence[tuple[Group, Sequence[float]]] = ()

    def spell(self) -> Iterator[tuple[str, float]]:
        """Each sign by its name, with its value: what weights are learnt from."""
        for name, *facts in self.groups:
            yield from ((sign, 1.0) for sign in name(*facts))
        for (name, *facts), values in self.measured:
            yield from zip(name(*facts), values, strict=True)


class PartWeights(Struct, frozen=True, dict=True, kw_only=True):
    """Sign -> weight for acting and for being acted upon; taking no part weighs nothing.

    `actor_from`, `recipient_from`: least probability of the first on a side; `more_from`: of others beside it.
    """

    made_from: str
    actor: dict[str, float]
    recipient: dict[str, float]
    actor_from: float
    recipient_from: float
    more_from: float

    def weigh(self, signs: Signs) -> tuple[float, float]:
        """Probabilities of acting, and of being acted upon."""
        sums, total = self._sums, 0j
        for group in signs.groups:
            weight = sums.get(group)
            total += self._add_up(group) if weight is None else weight
        for group, values in signs.measured:
            for weight, value in zip(self._pairs.get(group) or self._look_up(group), values, strict=True):
                total += weight * value
        actor, recipient = exp(total.real), exp(total.imag)
        every = 1 + actor + recipient
        return actor / every, recipient / every

    @cached_property
    def _pairs(self) -> dict[Group, tuple[complex, ...]]:
        return {}

    @cached_property
    def _sums(self) -> dict[Group, complex]:
        return {}

    def _look_up(self, group: Group) -> tuple[complex, ...]:
        """What each sign of a group weighs: one number for both, acting its real part, being acted upon the other."""
        name, *facts = group
        if len(self._pairs) >= MOST_GROUPS:
            self._pairs.clear()
        found = tuple(complex(self.actor.get(sign, 0.0), self.recipient.get(sign, 0.0)) for sign in name(*facts))
        self._pairs[group] = found
        return found

    def _add_up(self, group: Group) -> complex:
        """What the signs of a group weigh together."""
        name, *facts = group
        if len(self._sums) >= MOST_GROUPS:
            self._sums.clear()
        acts, suffers = (sum(side.get(sign, 0.0) for sign in name(*facts)) for side in (self.actor, self.recipient))
        self._sums[group] = complex(acts, suffers)
        return self._sums[group]
