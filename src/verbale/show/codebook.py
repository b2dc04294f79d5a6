"""The codebook in words: what `verbale explain` prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import wrap

from verbale.errors import UnknownCode
from verbale.plover import CODEBOOK, CONTEXTS, QUADS, STATUSES, TYPES, EventType, Mode, get_type, list_modes

WIDTH = 80
"""Columns of the text."""
COLUMN = 14
"""Columns of a code in a list."""


def explain(code: str | None = None) -> str:
    """What *code* means (a type, mode, context or status), or the whole book in brief; ends in a line end.

    Raises UnknownCode, with near ones, if the book has no such code.
    """
    lines = _list_all() if code is None else _tell(code.strip())
    return "".join(f"{line}\n" for line in lines)


def _tell(code: str) -> Iterable[str]:
    low = code.lower()
    if any(kind.code == code.upper() for kind in TYPES):
        return _tell_type(get_type(code.upper()))
    sections = [
        *(_tell_mode(kind, mode) for kind, mode in list_modes(low)),
        *([f"{low} (context)", *_fold(CONTEXTS[low], 2)] for _ in range(low in CONTEXTS)),
        *([f"{low} (status)", *_fold(STATUSES[low], 2)] for _ in range(low in STATUSES)),
    ]
    if not sections:
        raise UnknownCode("code", code, _list_codes())
    return _part(sections)


def _list_codes() -> list[str]:
    modes = dict.fromkeys(mode.code for kind in TYPES for mode in kind.modes)
    return [*(kind.code for kind in TYPES), *modes, *STATUSES, *CONTEXTS]


def _part(sections: Iterable[Iterable[str]]) -> Iterator[str]:
    """The lines of every section, a blank line between two."""
    for number, section in enumerate(sections):
        if number:
            yield ""
        yield from section


def _tell_type(kind: EventType) -> Iterator[str]:
    yield f"{kind.code} (type, {QUADS[kind.quad]}, score {kind.scale:g})"
    yield from _fold(kind.meaning, 2)
    yield ""
    yield from _fold(SIDES[kind.sides], 2)
    if kind.by_announcement and not kind.looks_ahead:
        yield from _fold("To announce it is to do it, even if it takes effect later.", 2)
    if kind.looks_ahead:
        yield from _fold("The promise, demand or threat is the act; what it is about need not have happened.", 2)
    if kind.becomes_agree:
        yield from _fold("While it is only planned, the PLOVER export writes it as AGREE.", 2)
    yield from ("", "Its borders")
    for border in kind.borders:
        yield from wrap(border, WIDTH, initial_indent="  - ", subsequent_indent="    ")
    if kind.modes:
        yield from ("", "Modes")
        yield from _list_rows((f"{mode.code} ({mode.scale:g})", mode.meaning) for mode in kind.modes)


SIDES = {
    "joint": "All who take part are actors; it has no recipients.",
    "either": "All are actors where they act together; else one side acts on the other.",
    "directed": "One side acts, on another or alone.",
}
"""How a type seats its participants, for people."""


def _tell_mode(kind: EventType, mode: Mode) -> Iterator[str]:
    yield f"{mode.code} (mode of {kind.code}, {QUADS[kind.quad]}, score {mode.scale:g})"
    yield from _fold(mode.meaning, 2)
    yield from _fold(f"{kind.code}: {kind.meaning}", 2)


def _list_all() -> Iterator[str]:
    yield f"The codebook: {CODEBOOK}"
    yield "`verbale explain CODE` says more of a type, mode, context or status."
    for quad, name in QUADS.items():
        yield from ("", f"{name.capitalize()} ({quad})")
        for kind in TYPES:
            if kind.quad == quad:
                yield from _list_rows([(kind.code, kind.meaning)])
                yield from _fold_words(mode.code for mode in kind.modes)
    yield from ("", "Statuses")
    yield from _list_rows(STATUSES.items())
    yield from ("", "Contexts")
    yield from wrap(", ".join(CONTEXTS), WIDTH, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False)


def _fold_words(codes: Iterable[str]) -> list[str]:
    """The modes of a type, under its meaning."""
    words = ", ".join(codes)
    margin = " " * (2 + COLUMN)
    return wrap(words, WIDTH, initial_indent=margin, subsequent_indent=margin, break_on_hyphens=False)


def _fold(words: str, indent: int) -> list[str]:
    return wrap(words, WIDTH, initial_indent=" " * indent, subsequent_indent=" " * indent)


def _list_rows(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Codes in the margin, their meanings beside them, folded."""
    listed = list(rows)
    column = max([COLUMN, *(len(code) + 2 for code, _ in listed)])
    for code, words in listed:
        yield from wrap(words, WIDTH, initial_indent=f"  {code:<{column}}", subsequent_indent=" " * (2 + column))
