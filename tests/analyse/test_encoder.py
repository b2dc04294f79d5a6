"""The engines that ship: checked when they are loaded, told apart by name, sharing their words."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from verbale import read_text
from verbale.analyse.encoder import FAST, FOLDER, Engine, name_engine
from verbale.errors import DamagedWeights

TEXT = "Foreign Minister Ana Ruzhova met Norway's prime minister in Oslo on Monday."


def copy_engine(to: Path) -> Path:
    shutil.copytree(FOLDER, to / "engine")
    return to / "engine"


@pytest.mark.parametrize("name", ["classes.json", "words.npy", "second.onnx"])
def test_a_file_that_is_not_what_was_shipped_is_named(tmp_path: Path, name: str) -> None:
    folder = copy_engine(tmp_path)
    data = bytearray((folder / name).read_bytes())
    data[len(data) // 2] ^= 1
    (folder / name).write_bytes(data)
    with pytest.raises(DamagedWeights, match=name):
        Engine(folder)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    folder = copy_engine(tmp_path)
    (folder / "first.onnx").unlink()
    with pytest.raises(DamagedWeights, match=r"first\.onnx"):
        name_engine(folder)


def test_the_fast_engine_takes_its_words_from_the_full_one_and_checks_them_too(tmp_path: Path) -> None:
    folder = copy_engine(tmp_path)
    assert not (folder / "fast" / "words.npy").exists()
    (folder / "words.npy").write_bytes(b"")
    with pytest.raises(DamagedWeights, match=r"words\.npy"):
        Engine(folder / "fast")


def test_the_fast_engine_has_a_name_of_its_own() -> None:
    assert name_engine(FAST).startswith("fast encoder ")
    assert name_engine(FOLDER).startswith("encoder ")


@pytest.mark.slow
@pytest.mark.parametrize("fast", [False, True])
def test_either_engine_reads_who_met_whom(fast: bool) -> None:
    record = read_text(TEXT, published="2024-05-06", fast=fast)
    assert record.made_by.engine == name_engine(FAST if fast else FOLDER)
    assert [(event.event, event.mode, event.date) for event in record.events] == [("CONSULT", "visit", "2024-05-06")]
