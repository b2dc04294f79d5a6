"""Which tellings are of one event, and what they come to. So far only what agrees in everything is one event."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from verbale.reconcile.tellings import Act, Party, Settled, Telling, tell_order

FULL_DAY = len("2023-02-27")


def list_blocks(telling: Telling) -> Sequence[str]:
    """Keys of a telling: two tellings are compared only if they share one. None: it stays an event of its own."""
    act = telling.act
    if not (act.actor or act.recipient) or act.date is None or len(act.date) < FULL_DAY:
        return ()
    sides = "|".join(",".join(sorted(one.id for one in side)) for side in (act.actor, act.recipient))
    return (f"{act.event}|{act.status}|{act.date}|{sides}",)


def is_same(one: Telling, other: Telling) -> bool:
    """Do the two tell of one event? Symmetric."""
    return _name_act(one.act) == _name_act(other.act)


def cluster(tellings: Sequence[Telling]) -> Iterable[Sequence[Telling]]:
    """The events among tellings that hang together: each is the same as another of them, by `is_same`."""
    return (tellings,)


def settle(tellings: Sequence[Telling]) -> Settled:
    """What the tellings of one event come to: the surest telling's act, led by the earliest."""
    surest = min(tellings, key=lambda one: (-one.act.confidence, *tell_order(one)))
    return Settled(min(tellings, key=tell_order).id, surest.act)


def _name_act(act: Act) -> tuple[object, ...]:
    place = act.place.resolved_place if act.place else None
    return (act.event, act.mode, act.status, act.date, _name(act.actor), _name(act.recipient), place)


def _name(side: Sequence[Party]) -> frozenset[str]:
    return frozenset(one.id for one in side)
