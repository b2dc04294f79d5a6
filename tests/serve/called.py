"""A record that is served, and somebody who calls it, for tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from starlette.testclient import TestClient

from store.kept import keep, tell_meeting, tell_talks
from verbale.records import ReportRecord
from verbale.serve.app import create_app

HERE = "http://localhost"
SECRET = "a long word"


def make_served(path: Path, *records: ReportRecord, **rules: Any) -> FastAPI:
    """An app that serves a record of these reports; of two, if none are given."""
    keep(path, *(records or (tell_talks(), tell_meeting()))).close()
    return create_app(path / "record.db", **rules)


@contextmanager
def calling(app: FastAPI, **more: Any) -> Iterator[TestClient]:
    """A caller on this machine."""
    with TestClient(app, base_url=HERE, client=("127.0.0.1", 50_000), follow_redirects=False, **more) as client:
        yield client
