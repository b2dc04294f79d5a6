"""Plays the tricks of hostile hosts (tests/watch/tricks.py) on a watch, and prints what they cost.

    python -m bench.hostile

For each kind of trick: how many there are, seconds until the watch was through with all, the most memory that the
process held (hosts included: they play in the same process), and what was added to the record that is not sound.
"""

from __future__ import annotations

import resource
import sys
import tempfile
from pathlib import Path

from bench.printing import print_patiently

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from watch.playing import PLAYS  # noqa: E402
from watch.server import serve  # noqa: E402
from watch.tricks import COUNT  # noqa: E402


def main() -> None:
    """Play and print."""
    print_patiently()
    print(f"{COUNT} tricks")
    for name, play in PLAYS.items():
        with serve() as web, tempfile.TemporaryDirectory() as folder:
            played = play(web, Path(folder) / "hostile.db")
            places = {address for address, _ in played.connected}
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
        told = f"{len(played.connected)} connections, to {', '.join(sorted(places))} alone"
        print(f"{name}: {played.seconds:.1f} s, {told}; at most {most:.0f} MB held so far")


if __name__ == "__main__":
    main()
