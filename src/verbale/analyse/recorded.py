"""Replays saved findings, so that tests and reruns need no engine."""

from __future__ import annotations

from pathlib import Path

import msgspec
from msgspec import Struct

from verbale.analyse.analysis import Act, Analysis, Name, Speech
from verbale.analyse.component import Findings, Reader
from verbale.errors import NotRecorded
from verbale.ids import digest


class _Saved(Struct, frozen=True):
    """Findings as they are read again."""

    names: tuple[Name, ...] = ()
    acts: tuple[Act, ...] = ()
    speeches: tuple[Speech, ...] = ()


_encoder = msgspec.json.Encoder(order="sorted")
_decoder = msgspec.json.Decoder(dict[str, _Saved])


class Recorded(Reader):
    """A reader that knows its findings beforehand, by report id."""

    def __init__(self, findings: dict[str, Findings]) -> None:
        self.findings = findings

    @property
    def name(self) -> str:
        """`recorded` and a checksum of what was recorded."""
        return f"recorded {digest(_encode(self.findings).decode())}"

    def read(self, laid_out: Analysis) -> Findings:
        """What was recorded for this report; NotRecorded if nothing was."""
        try:
            return self.findings[laid_out.report.id]
        except KeyError:
            raise NotRecorded(laid_out.report.source, laid_out.report.id) from None


def _encode(findings: dict[str, Findings]) -> bytes:
    saved = {key: _Saved(tuple(one.names), tuple(one.acts), tuple(one.speeches)) for key, one in findings.items()}
    return _encoder.encode(saved)


def save_findings(path: Path, findings: dict[str, Findings]) -> None:
    """Write *findings*, keyed by report id, as one JSON object."""
    path.write_bytes(msgspec.json.format(_encode(findings), indent=1))


def load_findings(path: Path) -> Recorded:
    """The reader that replays what `save_findings` wrote; msgspec.DecodeError if the file is something else."""
    saved = _decoder.decode(path.read_bytes())
    return Recorded({key: Findings(one.names, one.acts, one.speeches) for key, one in saved.items()})
