"""What a bench prints may go to somebody who stops reading."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
TALKATIVE = """
import sys
from bench.printing import print_patiently
print_patiently()
for number in range(100_000):
    print(number)
sys.exit(3)
"""


def test_a_reader_that_leaves_early_changes_neither_status_nor_errors() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", TALKATIVE], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    ) as talking:
        assert talking.stdout is not None
        assert talking.stderr is not None
        assert talking.stdout.readline() == b"0\n"
        talking.stdout.close()
        assert talking.stderr.read() == b""
    assert talking.returncode == 3
