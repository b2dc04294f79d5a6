"""A Ray cluster on this machine, to test and measure: a head without CPUs, and nodes of one CPU each to be killed."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

HOST = "127.0.0.1"
LONGEST = 120.0
"""Seconds that anything may take."""
RAY = (sys.executable, "-c", "from ray.scripts.scripts import main; main()", "start", "--block")
STORE = 80_000_000


class LocalCluster:
    """Nodes by their names. Each is a session of its own."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="ray-", dir="/tmp"))  # sockets have short paths
        self.around = os.environ | {
            "PYTHONPATH": os.pathsep.join(sys.path),
            "RAY_AUTH_MODE": "token",
            "RAY_AUTH_TOKEN": secrets.token_hex(32),
            "RAY_USAGE_STATS_ENABLED": "0",
        }
        with socket.socket() as free:
            free.bind((HOST, 0))
            self.address = f"{HOST}:{free.getsockname()[1]}"
        self.nodes: dict[str, subprocess.Popen[bytes]] = {}
        port = self.address.rpartition(":")[2]
        self._start("head", 0, "--head", f"--port={port}", "--include-dashboard=false", f"--temp-dir={self.folder}")

    def add(self, name: str, *, within: Sequence[str] = (), **around: str) -> None:
        """Start a node of one CPU, by the command *within*. One after the other: at once they take the same sockets."""
        self._start(name, 1, f"--address={self.address}", within=within, around=around)

    def kill(self, name: str) -> None:
        """The node with all that runs on it, at once."""
        child = self.nodes.pop(name)
        end_session(child.pid)
        child.wait()

    def list_workers(self, name: str) -> list[int]:
        """Workers of verbale on a node."""
        return [one for one in list_session(self.nodes[name].pid) if "ray::Seat" in read_command(one)]

    def close(self) -> None:
        """End all nodes."""
        for name in list(self.nodes):
            self.kill(name)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _log(self, name: str) -> Path:
        return self.folder / f"{name}.log"

    def _start(
        self, name: str, cpus: int, *words: str, within: Sequence[str] = (), around: Mapping[str, str] | None = None
    ) -> None:
        said = [f"--num-cpus={cpus}", f"--node-name={name}", f"--object-store-memory={STORE}", "--disable-usage-stats"]
        with self._log(name).open("wb") as log:
            self.nodes[name] = subprocess.Popen(
                [*within, *RAY, *said, *words],
                env=self.around | (around or {}),
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._wait(name)

    def _wait(self, name: str) -> None:
        deadline = time.monotonic() + LONGEST
        while "Ray runtime started" not in self._log(name).read_text():
            assert self.nodes[name].poll() is None, self._log(name).read_text()
            assert time.monotonic() < deadline
            time.sleep(0.1)


def list_session(session: int) -> list[int]:
    """The processes of a session that are there."""
    return [one for one in map(int, filter(str.isdigit, os.listdir("/proc"))) if _find_session(one) == session]


def end_session(session: int) -> None:
    """Kill all processes of a session."""
    for one in list_session(session):
        with contextlib.suppress(ProcessLookupError):
            os.kill(one, signal.SIGKILL)


def read_command(process: int) -> str:
    """As it calls itself."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{process}/cmdline").read_text()
    return ""


def _find_session(process: int) -> int | None:
    with contextlib.suppress(OSError):
        return os.getsid(process)
    return None
