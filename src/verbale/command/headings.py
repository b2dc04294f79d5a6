"""The list of verbs in `verbale --help`: under headings, by what one wants to do."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import click

HEADINGS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "Reading reports": ("read", "quotes"),
        "Keeping a record of many": ("add", "reports", "check", "rebuild"),
        "Asking it": (
            *("between", "events", "said", "who", "due", "agreements", "timeline", "search", "stats", "conflicts"),
            *("brief", "export"),
        ),
        "Working at scale": ("batch", "load", "query"),
        "Watching sources": ("watch", "sources", "find-feeds"),
        "Showing it": ("serve",),
        "Correcting it": ("correct", "corrections", "recode"),
        "Explaining": ("explain", "why", "knowledge", "schema", "completion"),
    }
)
"""Names of the verbs by heading, both in the order in which they are listed."""


MARGINS: Final = 6
"""Columns that click leaves empty before, between and after the two columns of a list."""


class Verbs(click.Group):
    """Lists its verbs under `HEADINGS`. A verb that stands under none of them is listed last, under "Others"."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of the verbs, in the order of the headings."""
        ordered = [name for names in HEADINGS.values() for name in names if name in self.commands]
        return ordered + [name for name in self.commands if name not in ordered]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write one list a heading, all with a first column of the same width."""
        listed = {name for names in HEADINGS.values() for name in names}
        others = tuple(name for name in self.commands if name not in listed)
        for heading, names in (*HEADINGS.items(), ("Others", others)):
            rows = self._list_rows(names, formatter.width)
            if rows:
                with formatter.section(heading):
                    formatter.write_dl(rows)

    def _list_rows(self, names: tuple[str, ...], width: int) -> list[tuple[str, str]]:
        longest = max(map(len, self.commands), default=0)
        left = width - MARGINS - longest
        present = (name for name in names if name in self.commands)
        return [(f"{name:{longest}}", self.commands[name].get_short_help_str(left)) for name in present]
