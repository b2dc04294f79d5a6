"""The health of watched sources as one reads it in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from verbale.watch.health import HealthRow


def render_health(rows: Iterable[HealthRow]) -> str:
    """A few lines for each source, ending in a line end."""
    blocks = ["\n".join(_tell(row)) for row in rows]
    return "\n\n".join(blocks) + "\n" if blocks else "no source was watched yet; `verbale watch` does it\n"


def _tell(row: HealthRow) -> Iterator[str]:
    yield f"{row.name}: {row.state}"
    yield f"  {row.address}" + (f", moved to {row.moved_to}" if row.moved_to else "")
    if row.last_success or row.polls:
        yield f"  last success {row.last_success or 'never'}, {row.polls} polls" + (
            f", next {row.next_poll}" if row.next_poll else ""
        )
    if row.last_error:
        yield f"  last error: {row.last_error}" + (f" ({row.faults} times on end)" if row.faults > 1 else "")
    parts = [
        (row.reports, "report" if row.reports == 1 else "reports"),
        (row.foreign, "in other languages"),
        (row.quiet, "without politics"),
        (row.unreadable, "unreadable"),
    ]
    parts += [(row.refused, "refused by robots.txt"), (row.failed, "failed"), (row.waiting, "waiting")]
    told = ", ".join(f"{count} {name}" for count, name in parts if count)
    share = f" ({row.parsed:.0%} of those read)" if row.parsed is not None else ""
    yield f"  {row.items} {'item' if row.items == 1 else 'items'}: {told or 'none yet'}{share}"
