"""What a watch needs of the world: the network, the time, threads and chance. Tests bring a world of their own."""

from __future__ import annotations

from concurrent.futures import Executor, ThreadPoolExecutor
from importlib.util import find_spec
from random import Random
from time import sleep, time
from typing import Final

from verbale.errors import MissingExtra
from verbale.read.network import Network, SystemNetwork
from verbale.settings import SETTINGS, Settings
from verbale.watch.politeness import Clock

WORKERS: Final = 8
"""So many hosts are asked at once."""


LIBRARIES: Final = ("feedparser", "protego", "trafilatura")
"""What is needed beside the program: of the extra `watch`."""


def require_libraries() -> None:
    """MissingExtra if something is not installed that a watch cannot do without."""
    for name in LIBRARIES:
        if find_spec(name) is None:
            raise MissingExtra("watching", name, "watch")


class SystemClock:
    """The world's time."""

    def now(self) -> float:
        """Seconds since 1970."""
        return time()

    def sleep(self, seconds: float) -> None:
        """Wait."""
        sleep(seconds)


class World:
    """The real one, unless something else is given."""

    def __init__(
        self,
        settings: Settings = SETTINGS,
        network: Network | None = None,
        clock: Clock | None = None,
        executor: Executor | None = None,
        random: Random | None = None,
    ) -> None:
        self.settings = settings
        self.network = network or SystemNetwork()
        self.clock = clock or SystemClock()
        self.executor = executor or ThreadPoolExecutor(WORKERS, "verbale-watch")
        self.random = random or Random()
