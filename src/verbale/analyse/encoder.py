"""The trained engine: reads names, acts and speeches in one pass of a small encoder over each passage.

A second, light reading marks one trigger or cue at a time and tells its participants, mode, status and contexts.
Both run on onnxruntime, on one thread. Passages of one report share batches, passages of two reports never do.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray
from tokenizers import Tokenizer

from verbale.analyse import decoding
from verbale.analyse.analysis import Act, Analysis, Name, Speech
from verbale.analyse.component import Findings
from verbale.analyse.decoding import Classes, Frame, Scores, Second
from verbale.analyse.passages import Passage, cut_passages
from verbale.errors import DamagedWeights

FOLDER = Path(__file__).parent / "engine"

BATCH = 1024
"""Most subtokens in one run of the encoder, padding included: larger batches are no faster on one thread."""

FRAMES = 24
"""Most frames in one run of the second reading."""


class FirstReading(NamedTuple):
    """What the first pass gives for one passage of n subtokens; h is the width of a state."""

    states: Scores
    triggers: Scores
    cues: Scores
    content: Scores
    entities: Scores


class Engine:
    """The engine in *folder*, checked: DamagedWeights if a file is missing or is not what was shipped."""

    def __init__(self, folder: Path = FOLDER) -> None:
        sums = _verify(folder)
        self.classes = msgspec.json.decode((folder / "classes.json").read_bytes(), type=Classes)
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._first = _session(folder / "first.onnx")
        self._second = _session(folder / "second.onnx")
        self.name = f"encoder {sums}"

    def read(self, laid_out: Analysis) -> Findings:
        """Names, acts and speeches of a laid-out report, in the order of its text."""
        passages = cut_passages(laid_out, self.tokenizer)
        names: list[Name] = []
        acts: list[Act] = []
        speeches: list[Speech] = []
        for group in batches(passages):
            for passage, reading, frames in self._read_group(group):
                names += decoding.name_entities(passage, reading.entities, laid_out.text, self.classes)
                for frame, second in frames:
                    if frame.kind == self.classes.speech:
                        speech = decoding.make_speech(passage, frame, second, laid_out.text, self.classes)
                        speeches += [speech] if speech else []
                    else:
                        act = decoding.make_act(passage, frame, reading.triggers, second, laid_out.text, self.classes)
                        acts += [act] if act else []
        return Findings(
            tuple(sorted(names, key=lambda n: n.span)),
            tuple(sorted(acts, key=lambda a: a.trigger)),
            tuple(sorted(speeches, key=lambda s: s.content[0])),
        )

    def _read_group(
        self, group: Sequence[Passage]
    ) -> Iterator[tuple[Passage, FirstReading, list[tuple[Frame, Second]]]]:
        grid = _grid(group)
        states, triggers, cues, content, entities = self._first.run(None, grid)
        readings = [
            FirstReading(states[k, :n], triggers[k, :n], cues[k, :n], content[k, :n], entities[k, :n])
            for k, n in enumerate(map(len, group))
        ]
        frames = [(k, frame) for k, reading in enumerate(readings) for frame in self._frames(reading)]
        seconds = list(self._read_frames(states, grid["mask"], frames))
        for k, (passage, reading) in enumerate(zip(group, readings, strict=True)):
            mine = [(f, s) for (row, f), s in zip(frames, seconds, strict=True) if row == k]
            cut = [(f, s._replace(tags=s.tags[: len(passage)])) for f, s in mine]
            yield passage, reading, cut

    def _frames(self, reading: FirstReading) -> Iterator[Frame]:
        yield from decoding.find_triggers(reading.triggers)
        yield from decoding.find_cues(reading.cues, self.classes.speech)

    def _read_frames(
        self, states: Scores, mask: NDArray[np.int64], frames: Sequence[tuple[int, Frame]]
    ) -> Iterator[Second]:
        for start in range(0, len(frames), FRAMES):
            part = frames[start : start + FRAMES]
            feed: dict[str, Any] = {
                "states": states,
                "mask": mask,
                "row": np.array([row for row, _ in part]),
                "kind": np.array([f.kind for _, f in part]),
                "first": np.array([f.first for _, f in part]),
                "last": np.array([f.last for _, f in part]),
            }
            tags, mode, status, contexts, truth = self._second.run(None, feed)
            for k in range(len(part)):
                yield Second(tags[k], mode[k], status[k], contexts[k], float(truth[k]))


@lru_cache(maxsize=1)
def load_engine() -> Engine:
    """The engine that came with the package, loaded once a process."""
    return Engine()


def batches(passages: Sequence[Passage]) -> Iterator[list[Passage]]:
    """Passages of like length together, at most BATCH subtokens with the padding."""
    group: list[Passage] = []
    for passage in sorted(passages, key=len):
        if group and (len(group) + 1) * len(passage) > BATCH:
            yield group
            group = []
        group.append(passage)
    if group:
        yield group


def _grid(group: Sequence[Passage]) -> dict[str, NDArray[np.int64]]:
    width = max(map(len, group))
    grid = {key: np.zeros((len(group), width), np.int64) for key in ("ids", "shapes", "depths", "mask")}
    for row, passage in enumerate(group):
        n = len(passage)
        grid["ids"][row, :n], grid["shapes"][row, :n] = passage.ids, passage.shapes
        grid["depths"][row, :n], grid["mask"][row, :n] = passage.depths, 1
    return {**grid, "title": np.array([int(p.title) for p in group])}


def _session(path: Path) -> ort.InferenceSession:
    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _verify(folder: Path) -> str:
    """The checksum of the whole engine; DamagedWeights if a file does not fit its own."""
    try:
        sums = msgspec.json.decode((folder / "sums.json").read_bytes(), type=dict[str, str])
        for name, expected in sums.items():
            if hashlib.blake2b((folder / name).read_bytes(), digest_size=16).hexdigest() != expected:
                raise DamagedWeights(name)
    except FileNotFoundError as fault:
        raise DamagedWeights(str(fault.filename)) from fault
    return hashlib.blake2b("".join(sums.values()).encode(), digest_size=6).hexdigest()
