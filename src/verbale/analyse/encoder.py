"""The trained engine: reads names, acts and speeches in one pass of a small encoder over each passage.

A second, light reading marks one trigger or cue at a time and tells its participants, mode, status and contexts.
Both run on onnxruntime, on one thread, one passage a call: padding to a common length costs more than it saves, and
rounding would then depend on what else is in the batch.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import numpy as np
import onnxruntime as ort

from verbale.analyse import decoding
from verbale.analyse.analysis import Act, Analysis, Name, Speech
from verbale.analyse.component import Findings
from verbale.analyse.decoding import Classes, Frame, Scores, Second, SecondRun
from verbale.analyse.packed import Ordered
from verbale.analyse.passages import Cutter, Passage
from verbale.analyse.word_pieces import WordPieces
from verbale.errors import DamagedWeights

FOLDER = Path(__file__).parent / "engine"
FAST = FOLDER / "fast"
"""Three layers, and one in the second reading, where the full engine has six and two; its words are the same."""

FRAMES = 32
"""Most frames in one run of the second reading: larger batches are no faster on one thread, and hold more memory."""

TOGETHER = 32
"""Passages of which the runs come one after another, before what they gave is read: some 10 MB."""


Told = tuple[Frame, Second]
"""A trigger or cue, and the second reading of it."""


class FirstReading(NamedTuple):
    """What the first pass gives for one passage of n units; shapes as in `decoding`."""

    triggers: Scores
    cues: Scores
    content: Scores
    entities: Scores


class Engine:
    """The engine in *folder*, checked: DamagedWeights if a file is missing or is not what was shipped."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self.name = name_engine(folder)
        self.classes = msgspec.json.decode((folder / "classes.json").read_bytes(), type=Classes)
        self._words = np.load(_find(folder, "words.npy"), mmap_mode="r").view(np.ndarray)
        self._scales = np.load(_find(folder, "word_scales.npy"))
        self._first = _session(folder / "first.onnx")
        self._second = _session(folder / "second.onnx")
        by_words = any(given.name == "share" for given in self._first.get_inputs())
        self.cutter = Cutter(WordPieces.load(_find(folder, "vocabulary.txt")), by_words)

    def read(self, laid_out: Analysis) -> Findings:
        """Names, acts and speeches of a laid-out report, in the order of its text."""
        names = Ordered(Name, lambda name: name.span)
        acts = Ordered(Act, lambda act: act.trigger)
        speeches = Ordered(Speech, lambda speech: speech.content[0])
        passages = self.cutter.cut(laid_out)
        while some := list(islice(passages, TOGETHER)):
            told = self.read_passages(some)
            entities = decoding.find_runs([reading.entities for reading, _ in told])
            for passage, runs, (reading, frames) in zip(some, entities, told, strict=True):
                start = passage.reach.start
                names.add(decoding.name_entities(passage, runs, self.classes), start)
                acts.add(self._make_acts(passage, reading, frames), start)
                speeches.add(self._make_speeches(passage, frames), start)
        return Findings(names.close(), acts.close(), speeches.close())

    def _make_acts(self, passage: Passage, reading: FirstReading, frames: Iterable[Told]) -> Iterator[Act]:
        for frame, second in frames:
            if frame.kind != self.classes.speech:
                act = decoding.make_act(passage, frame, reading.triggers, second, self.classes)
                if act is not None:
                    yield act

    def _make_speeches(self, passage: Passage, frames: Iterable[Told]) -> Iterator[Speech]:
        for frame, second in frames:
            if frame.kind == self.classes.speech:
                speech = decoding.make_speech(passage, frame, second, self.classes)
                if speech is not None:
                    yield speech

    def read_passages(self, passages: Sequence[Passage]) -> list[tuple[FirstReading, list[Told]]]:
        """Both readings of each passage; the second of each trigger and cue that the first sees in it.

        The graphs run for all passages one after another: a run leaves nothing of ours in the processor's cache.
        """
        grids = [self.grid(passage) for passage in passages]
        found = [self._first.run(None, grid) for grid in grids]
        readings = [FirstReading(*(one[0] for one in scores)) for _, *scores in found]
        frames = self._list_frames(readings)
        runs = [run for (states, *_), some in zip(found, frames, strict=True) for run in self._run_second(states, some)]
        seconds = iter(decoding.read_second(runs, self.classes))
        pairs = ([(frame, next(seconds)) for frame in some] for some in frames)
        return list(zip(readings, pairs, strict=True))

    def _list_frames(self, readings: Sequence[FirstReading]) -> list[list[Frame]]:
        """The triggers and cues of each passage that the second reading is asked for."""
        triggers = decoding.find_triggers([reading.triggers for reading in readings])
        cues = decoding.find_cues([reading.cues for reading in readings], self.classes.speech)
        return [[*some, *more] for some, more in zip(triggers, cues, strict=True)]

    def grid(self, passage: Passage) -> dict[str, Any]:
        """One passage as the first graph's inputs."""
        grid = {
            "words": (self._words.take(passage.ids, 0) * self._scales.take(passage.ids, 0))[None],
            "shapes": passage.shapes[None],
            "depths": passage.depths[None],
            "title": np.array([int(passage.title)]),
        }
        return grid | {"share": passage.share()[None]} if self.cutter.by_words else grid

    def _run_second(self, states: Scores, frames: Sequence[Frame]) -> Iterator[SecondRun]:
        for start in range(0, len(frames), FRAMES):
            part = frames[start : start + FRAMES]
            feed: dict[str, Any] = {
                "states": states,
                "kind": np.array([f.kind for f in part]),
                "first": np.array([f.first for f in part]),
                "last": np.array([f.last for f in part]),
            }
            yield SecondRun(*self._second.run(None, feed))


def load_engine(*, fast: bool = False) -> Engine:
    """The engine that came with the package, or its *fast* one, loaded once a process."""
    return _load(FAST if fast else FOLDER)


@lru_cache(maxsize=2)
def _load(folder: Path) -> Engine:
    return Engine(folder)


def _find(folder: Path, name: str) -> Path:
    """The file in *folder*, or in the one above, whose words the fast engine shares."""
    return folder / name if (folder / name).exists() else folder.parent / name


def _session(path: Path) -> ort.InferenceSession:
    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def name_engine(folder: Path = FOLDER) -> str:
    """The name that records made by the engine in *folder* bear; its files are checked, not loaded."""
    return f"{'fast encoder' if folder.name == FAST.name else 'encoder'} {_verify(folder)}"


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
