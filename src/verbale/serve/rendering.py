"""Templates: one environment, everything escaped, nothing that is not there passes unseen."""

from __future__ import annotations

from functools import cache
from typing import Any
from urllib.parse import urlsplit

from fastapi import Request
from jinja2 import Environment, PackageLoader, StrictUndefined

from verbale.serve.visits import make_token


@cache
def load_templates() -> Environment:
    """The templates of `serve/templates`, with the filters and globals that the pages bring."""
    from verbale.serve import pages  # noqa: PLC0415  (pages need this module)

    environment = Environment(
        loader=PackageLoader("verbale.serve", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters["safe_url"] = keep_web_address
    environment.filters.update(pages.FILTERS)
    environment.globals.update(pages.GLOBALS)
    return environment


def render(request: Request, template: str, **values: Any) -> str:
    """A template filled; it also has `request`, `served`, and `token()` for the hidden field of a form."""
    served = request.app.state.served
    return (
        load_templates()
        .get_template(template)
        .render(request=request, served=served, token=lambda: make_token(request), **values)
    )


def keep_web_address(address: str | None) -> str | None:
    """An http(s) address as it is, anything else (a script, a file) None, so that nobody is led there."""
    if address is None:
        return None
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return None
    return address.strip() if parts.scheme in ("http", "https") and parts.netloc else None
