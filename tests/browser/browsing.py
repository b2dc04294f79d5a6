"""A real Chromium and a record that is served to it, for tests; skipped, with the reason, where there is none."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = os.environ.get("VERBALE_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = """--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
    --disable-component-update --disable-sync""".split()
STATIC_CHECKS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


def want(module: str) -> Any:
    """A module of the browser group, or a skip that says how to have it."""
    return pytest.importorskip(module, reason=f"no {module}: pip install --group browser")


@contextmanager
def open_browser() -> Iterator[Any]:
    """Chromium, driven by Playwright."""
    playwright = want("playwright.sync_api")
    if CHROMIUM is None:
        pytest.skip("no Chromium: apt-get install chromium, or set VERBALE_CHROMIUM")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def serve(db: Path) -> Iterator[str]:
    """`verbale serve` in a process of its own; its address."""
    command = [sys.executable, "-c", "from verbale.cli import main; main()", "serve", "--db", str(db), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        found = re.search(r"http://\S+?:\d+", process.stdout.readline())
        assert found is not None
        try:
            wait_for(int(found[0].rpartition(":")[2]))
            yield found[0]
        finally:
            process.terminate()


def wait_for(port: int) -> None:
    """Until somebody listens there; ConnectionRefusedError after some seconds."""
    for tries in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except ConnectionRefusedError:
            if tries == 99:
                raise
            time.sleep(0.1)
        else:
            return


def find_violations(page: Any) -> list[str]:
    """What axe-core finds wrong with a page: rule, and the places."""
    axe = Path(want("axe_playwright_python").__file__).with_name("axe.min.js")
    page.evaluate(axe.read_text("utf-8"))
    found = page.evaluate("tags => axe.run({runOnly: tags})", list(STATIC_CHECKS))
    return [f"{one['id']}: {[node['target'] for node in one['nodes']][:3]}" for one in found["violations"]]
