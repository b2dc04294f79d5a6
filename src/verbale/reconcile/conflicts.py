"""Where accounts of one event differ: the day, how many people, the place, who began it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, Literal

from msgspec import Struct

from verbale.reconcile.settlement import HARMS, Harm
from verbale.reconcile.tellings import Act, Party, Telling, tell_order

Matter = Literal["day", "dead", "injured", "arrested", "place", "who began", "whether it happened"]
"""What accounts may differ in."""


class Version(Struct, frozen=True):
    """One version of a matter, and the tellings that have it, in order; the first proves it."""

    value: str
    tellings: tuple[Telling, ...]

    @property
    def accounts(self) -> frozenset[str]:
        """The accounts that have it; copies of one report are one."""
        return frozenset(one.account for one in self.tellings)


class Conflict(Struct, frozen=True):
    """A matter in which accounts differ, with its versions, that of most accounts first."""

    matter: Matter
    versions: tuple[Version, ...]


def find_conflicts(tellings: Iterable[Telling]) -> Iterator[Conflict]:
    """Where the accounts of one event contradict each other; a version told less finely contradicts nothing."""
    ordered = sorted(tellings, key=tell_order)
    for matter, (read, contradict) in _MATTERS.items():
        versions = gather_versions(ordered, read)
        kept = [one for one in versions if any(_differ(one, other, contradict) for other in versions)]
        if kept:
            yield Conflict(matter, tuple(kept))


def gather_versions(ordered: Iterable[Telling], read: Callable[[Act], str | None]) -> list[Version]:
    """The versions of a matter, that of most accounts first, of equal ones the earliest."""
    told: dict[str, list[Telling]] = {}
    for telling in ordered:
        value = read(telling.act)
        if value:
            told.setdefault(value, []).append(telling)
    versions = [Version(value, tuple(tellings)) for value, tellings in told.items()]
    return sorted(versions, key=lambda one: -len(one.accounts))


def _differ(one: Version, other: Version, contradict: Callable[[Act, Act], bool]) -> bool:
    """Do two versions contradict each other, told by two accounts?"""
    return (
        one is not other
        and len(one.accounts | other.accounts) > 1
        and any(contradict(a.act, b.act) for a in one.tellings for b in other.tellings if a.account != b.account)
    )


def _read_day(act: Act) -> str | None:
    if act.date is None or act.date_basis != "text":
        return None
    return f"{act.date} to {act.enddate}" if act.enddate else act.date


def _are_other_days(one: Act, other: Act) -> bool:
    first, second = one.date or "", other.date or ""
    fine = min(len(first), len(second))
    return first[:fine] > (other.enddate or second)[:fine] or second[:fine] > (one.enddate or first)[:fine]


def _read_place(act: Act) -> str | None:
    return (act.place.resolved_place or act.place.extracted_place) if act.place else None


def _are_other_places(one: Act, other: Act) -> bool:
    first, second = one.place, other.place
    if first is None or second is None:
        return False
    if first.country_code and second.country_code and first.country_code != second.country_code:
        return True
    return bool(first.city and second.city and first.city != second.city)


def _read_doer(act: Act) -> str | None:
    """Who acted, where one side acts on the other."""
    return ", ".join(one.name for one in act.actor) if act.actor and act.recipient else None


def _are_other_doers(one: Act, other: Act) -> bool:
    first, second = _list_states(one.actor), _list_states(other.actor)
    return bool(first and second and not first & second)


def _list_states(side: Sequence[Party]) -> frozenset[str]:
    return frozenset(one.state or one.id for one in side)


def _read_count(harm: Harm) -> Callable[[Act], str | None]:
    def read(act: Act) -> str | None:
        count = getattr(act.toll, harm)
        return None if count is None else str(count.low) if count.low == count.high else f"{count.low} to {count.high}"

    return read


def _are_other_counts(harm: Harm) -> Callable[[Act, Act], bool]:
    def contradict(one: Act, other: Act) -> bool:
        first, second = getattr(one.toll, harm), getattr(other.toll, harm)
        return bool(first.high < second.low or second.high < first.low)

    return contradict


_Reading = tuple[Callable[[Act], str | None], Callable[[Act, Act], bool]]
_MATTERS: Final[Mapping[Matter, _Reading]] = {
    "day": (_read_day, _are_other_days),
    **{harm: (_read_count(harm), _are_other_counts(harm)) for harm in HARMS},
    "place": (_read_place, _are_other_places),
    "who began": (_read_doer, _are_other_doers),
}
"""Matter -> how an act tells it, and when two contradict each other."""
