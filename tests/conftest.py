"""What holds for all tests."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from homes import FileHome, Home, Server, start_server

os.environ["VERBALE_KNOWLEDGE"] = os.devnull
"""The tables that whoever runs the tests keeps have no part in them, nor has the right to look into that folder."""

UNWATCHED = [HealthCheck.too_slow, HealthCheck.filter_too_much]
"""They fail by the machine's load or by chance, not by what is tested."""

settings.register_profile("quick", max_examples=25, deadline=None, suppress_health_check=UNWATCHED)
settings.register_profile("long", max_examples=2000, deadline=None, suppress_health_check=UNWATCHED)
settings.load_profile(os.environ.get("VERBALE_HYPOTHESIS", "quick"))


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server; tests that want it are skipped where there can be none."""
    with start_server() as running:
        yield running


@pytest.fixture(params=["file", "server"])
def home(request: pytest.FixtureRequest) -> Iterator[Home]:
    """A place for a record: a file, and then a database of a server."""
    if request.param == "file":
        yield FileHome(request.getfixturevalue("tmp_path") / "record.db")
        return
    with request.getfixturevalue("server").lend() as lent:
        yield lent
