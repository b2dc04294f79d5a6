"""Functions that answer a request, as FastAPI calls them: their parameters stay, and the request comes with them."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import Any, get_args, get_type_hints

from fastapi import Request, Response
from fastapi.params import Depends, Query

Give = Callable[[Request, Mapping[str, Any]], Response]


def take_request(function: Callable[..., Any], give: Give) -> Callable[..., Response]:
    """An endpoint with the parameters of *function*, that has *give* answer from the request and what was asked.

    What was asked are the arguments for *function*, so that *give* calls it when it has to.
    """

    def endpoint(*, request: Request, **asked: Any) -> Response:
        return give(request, {**asked, "request": request} if takes_request else asked)

    parameters = list_parameters(function)
    takes_request = any(one.name == "request" for one in parameters)
    asking = inspect.Parameter("request", inspect.Parameter.KEYWORD_ONLY, annotation=Request)
    others = [one for one in parameters if one.name != "request"]
    endpoint.__signature__ = inspect.Signature([asking, *others], return_annotation=Response)  # type: ignore[attr-defined]
    endpoint.__annotations__ = {one.name: one.annotation for one in (asking, *others)} | {"return": Response}
    endpoint.__name__, endpoint.__doc__ = function.__name__, function.__doc__
    return endpoint


def list_parameters(function: Callable[..., Any]) -> Sequence[inspect.Parameter]:
    """The parameters of a function, each with its type."""
    hints = get_type_hints(function, include_extras=True)
    return [
        one.replace(annotation=hints[name], kind=inspect.Parameter.KEYWORD_ONLY)
        for name, one in inspect.signature(function).parameters.items()
    ]


def list_query_names(function: Callable[..., Any]) -> frozenset[str]:
    """What a function takes from behind the question mark, under the names that stand there."""
    found: set[str] = set()
    for one in list_parameters(function):
        for note in get_args(one.annotation)[1:]:
            if isinstance(note, Query):
                found.add(note.alias or one.name)
            elif isinstance(note, Depends) and note.dependency is not None:
                found |= list_query_names(note.dependency)
    return frozenset(found)
