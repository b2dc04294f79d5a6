"""Signs of whoever may take part in an act, and what they weigh for acting and for being acted upon.

Signs come in groups, all that a few facts say together. A group is spelt and added up once, and known by its facts from
then on: the facts recur, and putting names together would cost more than all else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from math import exp
from operator import mul
from typing import Any, Final, NamedTuple, TypeVar

from msgspec import Struct

MOST_GROUPS: Final = 32768
"""Groups whose sums are kept at a time. Forty full reports have some 3,000."""

Naming = Callable[..., tuple[str, ...]]
"""Spells the signs that follow from some facts."""
Group = tuple[Any, ...]
"""A `Naming` and its facts."""
Number = TypeVar("Number")


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


class Sums(dict[Group, Number]):
    """What groups of signs weigh, each told once: *tell* says it of the signs of a group."""

    def __init__(self, tell: Callable[[tuple[str, ...]], Number]) -> None:
        self._tell = tell

    def __missing__(self, group: Group) -> Number:
        if len(self) >= MOST_GROUPS:
            self.clear()
        name, *facts = group
        found = self[group] = self._tell(name(*facts))
        return found


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
        total = sum(map(self._sums.__getitem__, signs.groups), 0j)
        for group, values in signs.measured:
            total = sum(map(mul, self._each[group], values), total)
        actor, recipient = exp(total.real), exp(total.imag)
        every = 1 + actor + recipient
        return actor / every, recipient / every

    @cached_property
    def _sums(self) -> Sums[complex]:
        """What the signs of a group weigh together."""
        return Sums(lambda signs: sum(self._look_up(signs), 0j))

    @cached_property
    def _each(self) -> Sums[tuple[complex, ...]]:
        """What each sign of a group weighs."""
        return Sums(self._look_up)

    def _look_up(self, signs: Sequence[str]) -> tuple[complex, ...]:
        """One number for both weights of a sign: acting is its real part, being acted upon the other."""
        return tuple(complex(self.actor.get(sign, 0.0), self.recipient.get(sign, 0.0)) for sign in signs)
