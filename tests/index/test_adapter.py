"""Adapters are merged only if they are the ones that their records are of."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import torch
from torch import nn

from chat.guard import reader
from chat.judge import record
from index.adapter import RECORD_FILE, WEIGHTS_FILE, Adapter, check_adapter, converted, save_adapter
from index.errors import EncoderError


@pytest.mark.parametrize("folder", [record.FOLDER, reader.FOLDER], ids=["judge", "reader"])
def test_the_adapters_that_ship_are_those_of_their_records_and_a_changed_one_is_refused(tmp_path: Path, folder: Path) -> None:
    assert "sha256" in json.loads((folder / RECORD_FILE).read_text(encoding="utf-8"))
    check_adapter(folder)
    for name in (WEIGHTS_FILE, RECORD_FILE):
        shutil.copy(folder / name, tmp_path / name)
    flip_a_bit(tmp_path / WEIGHTS_FILE)
    with pytest.raises(EncoderError, match="not the weights"):
        converted("changed", tmp_path, tmp_path / "models", never, version=1)
    assert not (tmp_path / "models").exists()


def test_an_adapter_that_was_trained_says_which_weights_its_record_is_of(tmp_path: Path) -> None:
    save_adapter({"head.bias": torch.tensor([1.0])}, tmp_path)
    check_adapter(tmp_path)
    other = tmp_path / "other"
    save_adapter({"head.bias": torch.tensor([2.0])}, other)
    (other / WEIGHTS_FILE).replace(tmp_path / WEIGHTS_FILE)
    with pytest.raises(EncoderError, match="train the adapter again"):
        check_adapter(tmp_path)


def flip_a_bit(weights: Path) -> None:
    with weights.open("r+b") as file:
        file.seek(-1, 2)
        (last,) = file.read(1)
        file.seek(-1, 2)
        file.write(bytes([last ^ 1]))


def never(model: Path, adapter: Adapter) -> nn.Module:
    raise AssertionError("weights were merged that nobody had checked")
