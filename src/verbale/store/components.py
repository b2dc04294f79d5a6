"""What hangs together: things joined in pairs, brought up to date when some come and some go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


class Components:
    """Sets of numbers that grow together as pairs are joined."""

    def __init__(self, numbers: Iterable[int]) -> None:
        self._parents = {number: number for number in numbers}

    def join(self, one: int, other: int) -> None:
        """From now on the two, and all that is joined to either, are one set."""
        first, second = self._find(one), self._find(other)
        self._parents[max(first, second)] = min(first, second)

    def join_all(self, numbers: Iterable[int]) -> None:
        """Join all of *numbers* (at least one)."""
        first, *others = numbers
        for other in others:
            self.join(first, other)

    def list_sets(self) -> Mapping[int, list[int]]:
        """The sets by their lowest number, each in order."""
        sets: dict[int, list[int]] = {}
        for number in sorted(self._parents):
            sets.setdefault(self._find(number), []).append(number)
        return sets

    def _find(self, number: int) -> int:
        root = number
        while self._parents[root] != root:
            root = self._parents[root]
        while self._parents[number] != root:
            self._parents[number], number = root, self._parents[number]
        return root
