"""What merging sees: one report's telling of one event, and the event that several tellings make."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from msgspec import Struct

from verbale.reconcile.gists import Gist
from verbale.records import ActorKind, DateBasis, Place, Status


class Party(Struct, frozen=True):
    """Somebody who takes part, as the report has it; `state` is the code of the state or body acted for."""

    id: str
    name: str
    kind: ActorKind
    state: str | None


class Range(NamedTuple):
    """How many, at least and at most."""

    low: int
    high: int


class Toll(Struct, frozen=True):
    """PLOVER's size without its words."""

    dead: Range | None = None
    injured: Range | None = None
    arrested: Range | None = None


class Act(Struct, frozen=True):
    """What was done, by whom, to whom, when and where; fields as in the record's events.

    `agreement` is the title of the agreement that the act is about, such as its signing.
    """

    event: str
    mode: str | None
    context: tuple[str, ...]
    status: Status
    actor: tuple[Party, ...]
    recipient: tuple[Party, ...]
    host: tuple[Party, ...]
    date: str | None
    enddate: str | None
    date_basis: DateBasis
    place: Place | None
    toll: Toll
    confidence: float
    agreement: str | None = None


class Telling(Struct, frozen=True):
    """One report's telling of one act.

    `id` is stable: made of the report, the type and the words. `report` is the report's id in the store; `account`
    is that of the report which stands for all that carry the same copy. `words` are the evidence, `gist` is what its
    sentence is about.
    """

    id: str
    report: str
    account: str
    publisher: str | None
    published: date | None
    words: str
    act: Act
    gist: Gist = Gist()


class Settled(Struct, frozen=True):
    """What several tellings of one event come to; `leading` is the id of the telling that names and proves it."""

    leading: str
    act: Act


def tell_order(telling: Telling) -> tuple[date, str]:
    """A key that puts tellings in one order whatever the order in which their reports came: by day, then by id."""
    return (telling.published or date.max, telling.id)
