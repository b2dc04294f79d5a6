"""Which form of an answer is wanted: by the ending of the address, else by the Accept header (RFC 9110)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

from starlette.requests import HTTPConnection

Form = Literal["html", "json", "csv"]

MEDIA: Final[dict[Form, str]] = {"html": "text/html", "json": "application/json", "csv": "text/csv"}
MOST_RANGES: Final = 32
"""So many media types of an Accept header are looked at."""


def choose_form(request: HTTPConnection, forms: Sequence[Form] = ("html", "json", "csv")) -> Form:
    """The form that a request likes best, of those that there are; the first of them where it likes none.

    A form that is only liked as part of a range ("*/*") comes after one that is named.
    """
    wanted = _read_accept(request.headers.get("accept", "*/*"))
    scores = {form: _score(MEDIA[form], wanted) for form in forms}
    return max(forms, key=lambda form: scores[form])


def prefers_html(request: HTTPConnection) -> bool:
    """Is a page wanted, rather than data? Below /api none ever is."""
    if request.url.path.startswith("/api/") or request.url.path.endswith((".json", ".csv")):
        return False
    accepted = _read_accept(request.headers.get("accept", ""))
    return any(media in ("text/html", "application/xhtml+xml") and quality > 0 for media, quality in accepted)


def _read_accept(header: str) -> list[tuple[str, float]]:
    ranges = []
    for part in header.split(",")[:MOST_RANGES]:
        media, *parameters = (piece.strip().lower() for piece in part.split(";"))
        quality = next((piece[2:] for piece in parameters if piece.startswith("q=")), "1")
        ranges.append((media, _read_quality(quality)))
    return ranges


def _read_quality(words: str) -> float:
    try:
        return min(1.0, max(0.0, float(words)))
    except ValueError:
        return 0.0


def _score(media: str, wanted: list[tuple[str, float]]) -> tuple[float, int]:
    """How much a media type is liked, and how exactly it was named."""
    kind = media.partition("/")[0]
    named = {media: 2, f"{kind}/*": 1, "*/*": 0}
    found = [(named[one], quality) for one, quality in wanted if one in named]
    exactness, quality = max(found, default=(-1, 0.0))
    return quality, exactness
