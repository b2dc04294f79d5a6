"""Workers on the nodes of a Ray cluster: each an actor with one CPU. Nodes that join later are used too.

Ray starts the workers, carries jobs to them and what they say back, and tells when one has gone; reports and shards go
by the file system. Each worker is bound to a node, so that a node is used only when it has been looked at.
"""

from __future__ import annotations

import io
import logging
import os
import socket
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, redirect_stdout
from secrets import token_hex
from typing import Any, Final, TextIO, cast
from uuid import uuid4

from msgspec import Struct, field

from verbale.batch.hands import Ended, Hand
from verbale.batch.seats import Seat, look, read_mark, tell_versions
from verbale.batch.workers import Desk, Job, Said
from verbale.errors import BatchFault, MissingExtra

try:
    import ray
    from ray.exceptions import ActorDiedError, RayError, RayTaskError
    from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy
except ImportError as _fault:
    raise MissingExtra("--ray", "ray", "scale") from _fault

LOCAL: Final = "local"
"""The address of a Ray that is started here, and ends with the run."""
LOCAL_STORE: Final = 100_000_000
"""Bytes of shared memory of such a one; hardly anything goes through it."""
ROUND: Final = 5.0
"""Seconds between two looks for nodes that have come or gone."""
LOOKING: Final = 60.0
"""Seconds in which the nodes that are there at the beginning must have answered; later ones may be used later."""
ALONE: Final = 60.0
"""Seconds without any node that can be used after which the run ends."""
KNOCK: Final = 5.0
"""Seconds in which the head of a cluster must answer."""
TRIES: Final = "2"
"""Ray's own tries after that, where a token is wrong."""
ROOM: Final = 1
"""CPUs of its own node that are left to whoever shares out the work, and to Ray."""

Complain = Callable[[str], None]


class Muster(Struct, frozen=True):
    """What every node must see: the *inputs*, from the folder *here*; and what is asked of the cluster at *address*.

    `most` workers, None: as many as there are CPUs, but for the `ROOM` of this process.
    """

    inputs: Sequence[str]
    address: str = LOCAL
    cores: int = 1
    most: int | None = None
    fast: bool = False
    here: str = field(default_factory=os.getcwd)


class NodeHand(Hand):
    """An actor on a node."""

    def __init__(self, node: str, desk: Desk, here: str | None) -> None:
        super().__init__()
        self.node = node
        self.mark = desk.ledger.mark(uuid4().hex[:12])
        kind: Any = ray.remote(num_cpus=1, max_concurrency=2, max_restarts=0)(Seat)
        self._actor = kind.options(scheduling_strategy=_bind(node)).remote(desk, here, self.mark)
        self._actor.begin.remote()
        self.listen()

    def send(self, job: Job) -> None:
        """Let the actor do it."""
        self._actor.do.remote(job)

    def listen(self) -> None:
        """Ask what it says next; the answer comes in `told`."""
        self.told = self._actor.tell.remote()

    def end(self) -> None:
        """Let it go, whatever it does."""
        ray.kill(self._actor)
        self.mark.unlink(missing_ok=True)


class Nodes:
    """The nodes of a cluster that can be used, and the workers on them. *complain* hears why one cannot be."""

    def __init__(self, desk: Desk, muster: Muster, complain: Complain) -> None:
        self._desk, self._muster, self._complain = desk, muster, complain
        self._hands: list[NodeHand] = []
        self._names: dict[str, str] = {}
        self._cpus: dict[str, int] = {}
        self._looks: dict[Any, str] = {}
        self._fit: set[str] = set()
        self._next_round, self._seen = 0.0, time.monotonic()
        self._token = desk.ledger.mark(uuid4().hex[:12])
        self._open = ExitStack()
        try:
            self._join()
        except BaseException:
            self.dismiss()
            raise

    def count_seats(self) -> int:
        """As many as CPUs of nodes that can be used. BatchFault if there has been none for a while."""
        self._go_round()
        seats = sum(map(self._count_seats, self._fit & self._cpus.keys()))
        if seats or self._looks:
            self._seen = time.monotonic()
        elif time.monotonic() - self._seen > ALONE:
            raise BatchFault(self._muster.address, "no node is left", "start some, and run again: it goes on from here")
        return seats if self._muster.most is None else min(seats, self._muster.most)

    def hire(self) -> Hand:
        """One more on the node that has most room."""
        taken = Counter(hand.node for hand in self._hands)
        free = {node: self._count_seats(node) - taken[node] for node in self._fit & self._cpus.keys()}
        node = max(sorted(free), key=lambda one: free[one])
        paths = (str(self._desk.ledger.folder), *self._muster.inputs)
        here = None if all(map(os.path.isabs, paths)) else self._muster.here
        hand = NodeHand(node, self._desk, here)
        self._hands.append(hand)
        return hand

    def hear(self, seconds: float) -> Iterator[tuple[Hand, Said | Ended]]:
        """What actors have told; what nodes see is judged on the way."""
        for ref in _wait([*self._looks, *(hand.told for hand in self._hands)], seconds):
            if ref in self._looks:
                self._judge(ref)
            else:
                yield from self._listen(next(hand for hand in self._hands if hand.told == ref))

    def dismiss(self) -> None:
        """End all of them, and leave the cluster."""
        for hand in self._hands:
            hand.end()
        self._hands.clear()
        self._token.unlink(missing_ok=True)
        self._open.close()

    def _join(self) -> None:
        self._open.enter_context(redirect_stdout(cast("TextIO", _WithoutRay(sys.stdout))))
        _enter(self._muster)
        self._open.callback(_leave)
        self._own = ray.get_runtime_context().get_node_id()
        self._versions = tell_versions(self._muster.fast)
        self._token.write_text(self._token.name, "utf-8")
        self._look_at_all()

    def _look_at_all(self) -> None:
        """BatchFault if no node can be used."""
        self._go_round()
        until = time.monotonic() + LOOKING
        unfit = []
        while self._looks and time.monotonic() < until:
            unfit += [why for ref in _wait([*self._looks], 1.0) if (why := self._judge(ref))]
        if not self._fit and not self._looks:
            why = f"no node can be used: {unfit[0]}" if unfit else "no node has a CPU to give"
            raise BatchFault(self._muster.address, why, "mend that, or start nodes that can")

    def _go_round(self) -> None:
        """Look at nodes that have come, and forget those that have gone."""
        if time.monotonic() < self._next_round:
            return
        self._next_round = time.monotonic() + ROUND
        alive = [node for node in ray.nodes() if node["Alive"]]
        self._cpus = {node["NodeID"]: int(node["Resources"].get("CPU", 0)) for node in alive}
        for node in alive:
            name = node["NodeID"]
            if self._cpus[name] and name not in self._names:
                self._names[name] = node["NodeName"]
                self._looks[self._look(name)] = name

    def _look(self, node: str) -> Any:
        ask: Any = ray.remote(num_cpus=0, max_retries=0)(look)
        muster, folder = self._muster, self._token.parent
        return ask.options(scheduling_strategy=_bind(node)).remote(
            str(folder), self._token.name, list(muster.inputs), muster.here, muster.fast
        )

    def _judge(self, ref: Any) -> str | None:
        """Why the node that has answered cannot be used, if it cannot."""
        node = self._looks.pop(ref)
        try:
            why = find_fault(ray.get(ref), self._versions, str(self._desk.ledger.folder))
        except RayTaskError as fault:
            why = f"cannot run verbale ({_tell_cause(fault)})"
        except RayError:  # it has gone; if it has not, it is looked at again
            del self._names[node]
            return None
        if why is None:
            self._fit.add(node)
            return None
        told = f"node {self._names[node]} {why}"
        self._complain(f"{told}; it is left out")
        return told

    def _listen(self, hand: NodeHand) -> Iterator[tuple[Hand, Said | Ended]]:
        try:
            told = ray.get(hand.told)
        except RayTaskError:  # that is no end, but a mistake of ours
            raise
        except RayError as fault:  # it ended, or was never begun: its node had gone
            yield hand, self._bury(hand, fault)
        else:
            hand.listen()
            yield from ((hand, said) for said in told)

    def _bury(self, hand: NodeHand, fault: RayError) -> Ended:
        place = read_mark(hand.mark)
        self._hands.remove(hand)
        hand.end()
        alive = any(node["Alive"] for node in ray.nodes() if node["NodeID"] == hand.node)
        is_alone = alive and isinstance(fault, ActorDiedError)
        return Ended(f"on node {self._names[hand.node]}: {_tell_cause(fault)}", place, not is_alone)

    def _count_seats(self, node: str) -> int:
        cpus = self._cpus[node]
        has_driver = node == self._own and self._muster.most is None
        return max(1, cpus - ROOM) if has_driver else cpus


def find_fault(sight: dict[str, Any], versions: dict[str, str | None], folder: str) -> str | None:
    """Why a node that answered so cannot be used beside one that has *versions*; None if it can."""
    if not sight["sees"]:
        return f"does not see {folder} as it is here: --out must lie on storage that every node reaches by that path"
    if not sight["writes"]:
        return f"cannot write to {folder}"
    if sight["missing"] is not None:
        return f"does not see {sight['missing']}: IN must lie on storage that every node reaches by that path"
    for name in {**versions, **sight["versions"]}:
        ours, theirs = versions.get(name), sight["versions"].get(name)
        if ours != theirs:
            return f"has {_tell_version(name, theirs)}, not {_tell_version(name, ours)} as here"
    return None


def _tell_version(name: str, version: str | None) -> str:
    return f"{name} {version}" if version is not None else f"no {name}"


def _enter(muster: Muster) -> None:
    quiet: dict[str, Any] = {"logging_level": logging.ERROR, "log_to_driver": False}
    if muster.address == LOCAL:
        quiet |= {"num_cpus": muster.cores, "object_store_memory": LOCAL_STORE, "include_dashboard": False}
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
        os.environ.setdefault("RAY_AUTH_TOKEN", token_hex(32))  # or Ray leaves one in the user's home
    else:
        os.environ.setdefault("RAY_gcs_server_port_wait_time_s", TRIES)
    try:
        _knock(muster.address)
        ray.init(address=muster.address, **quiet)
    except (OSError, RuntimeError, ValueError, ImportError, RayError) as fault:
        why = f"no Ray cluster can be joined there ({_tell_cause(fault)})"
        way_out = "give the address that ray start --head told, and its token in RAY_AUTH_TOKEN if it has one"
        raise BatchFault(muster.address, why, way_out) from fault


def _leave() -> None:
    with redirect_stdout(io.StringIO()):  # what Ray has held back until now
        ray.shutdown()


def _knock(address: str) -> None:
    """OSError if nobody listens at an address: Ray itself would try for a quarter of an hour."""
    host, _, port = address.removeprefix("ray://").rpartition(":")
    if host and port.isdigit():
        socket.create_connection((host, int(port)), KNOCK).close()


def _bind(node: str) -> NodeAffinitySchedulingStrategy:
    return NodeAffinitySchedulingStrategy(node, soft=False)


def _wait(refs: list[Any], seconds: float) -> list[Any]:
    """All that have been answered, once one has."""
    if not refs:
        time.sleep(seconds)
        return []
    ray.wait(refs, num_returns=1, timeout=seconds, fetch_local=False)
    done, _ = ray.wait(refs, num_returns=len(refs), timeout=0, fetch_local=False)
    return list(done)


def _tell_cause(fault: BaseException) -> str:
    """The last line of an error that says something, cut to a length."""
    cause = getattr(fault, "cause", None) or fault
    lines = [line.strip() for line in str(cause).splitlines() if line.strip()]
    return lines[-1][:200] if lines else type(fault).__name__


class _WithoutRay(io.TextIOBase):
    """A stream on which Ray's own threads, which print what became of every process, are not heard."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, words: str) -> int:
        return len(words) if threading.current_thread().name.startswith("ray_") else self._stream.write(words)

    def flush(self) -> None:
        self._stream.flush()

    def isatty(self) -> bool:
        return self._stream.isatty()

    def fileno(self) -> int:
        return self._stream.fileno()
