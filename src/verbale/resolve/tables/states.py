"""States, dependencies, disputed territories and states of the past."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from verbale.resolve.tables.shelf import decode_table
from verbale.resolve.tables.values import State


class States:
    """All that the table of states holds, by code."""

    def __init__(self, states: tuple[State, ...]) -> None:
        self._by_code = {state.code: state for state in states}

    def get(self, code: str) -> State | None:
        """The state of that code, None if there is none."""
        return self._by_code.get(code)

    def __iter__(self) -> Iterator[State]:
        return iter(self._by_code.values())

    def __len__(self) -> int:
        return len(self._by_code)


@lru_cache(maxsize=1)
def load_states() -> States:
    """The table of states; DamagedTable if it does not fit its checksum."""
    return States(decode_table("states.json", tuple[State, ...]))
