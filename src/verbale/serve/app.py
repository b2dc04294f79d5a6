"""The app: one record, its pages and its API, behind one guard."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from anyio import to_thread
from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles

from verbale import __version__
from verbale.serve import api, pages
from verbale.serve.api.adding import load_all
from verbale.serve.problems import answer_problems
from verbale.serve.security import Guard, Shield
from verbale.serve.served import Served
from verbale.store.address import Place
from verbale.store.record import Tell

STATIC: Final = Path(__file__).parent / "static"
WORTH_PACKING: Final = 600
"""Bytes from which an answer is compressed."""
AT_ONCE: Final = 8
"""So many questions are answered at the same time; the others wait."""
PACKING: Final = 4
"""Of gzip's nine levels: higher ones cost more time than they save."""


def create_app(
    db: str | Place, *, secret: str | None = None, names: Iterable[str] = (), tell: Tell | None = None
) -> FastAPI:
    """The app that serves a record: an ASGI application.

    *secret* opens what changes the record to whoever knows it; without one, only somebody at this machine may correct,
    and the API only answers. *names* are the host names, besides localhost, by which it may be called. The file is
    brought up to date first, and *tell* hears how far that is. Raises RecordFault if it cannot be used; DamagedWeights
    or DamagedTable if reports may be added and what reads them cannot be used.
    """
    served = Served(db, secret, names, tell)
    if secret is not None:
        load_all()

    @asynccontextmanager
    async def last(app: FastAPI) -> AsyncIterator[None]:
        to_thread.current_default_thread_limiter().total_tokens = AT_ONCE
        yield
        served.close()

    app = FastAPI(
        title="verbale",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=last,
        redirect_slashes=False,
    )
    app.state.served = served
    app.add_middleware(GZipMiddleware, minimum_size=WORTH_PACKING, compresslevel=PACKING)
    app.add_middleware(Guard, names=served.names)
    app.add_middleware(Shield)
    answer_problems(app)
    for router in (*api.ROUTERS, *pages.ROUTERS):
        app.include_router(router)
    if STATIC.is_dir():
        app.mount("/static", StaticFiles(directory=STATIC), name="static")
    return app
