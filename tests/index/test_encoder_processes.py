"""Several processes embed as one does; a device that is not there is told."""

from __future__ import annotations

import os
from contextlib import closing

import numpy as np
import pytest

from index.encoder import open_encoder
from index.encoder_processes import ProcessesEncoder, shares_of_cores
from index.errors import EncoderError
from ingest.__main__ import main


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="this system does not tell which cores a process may use")
def test_all_cores_are_dealt_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {2, 3, 5, 7, 8})
    assert shares_of_cores(1) == [{2, 3, 5, 7, 8}]
    assert shares_of_cores(2) == [{2, 5, 8}, {3, 7}]
    assert shares_of_cores(6) == [{2}, {3}, {5}, {7}, {8}, {2}]


@pytest.mark.slow
def test_two_processes_embed_as_one_does_each_text_in_its_place() -> None:
    encoder = open_encoder()
    texts = [f"In study {number}, {'ketamine and sleep ' * (number % 9)} were measured." for number in range(200)]
    with closing(ProcessesEncoder(encoder, 2)) as several:
        assert (several.name, several.weights_hash, several.dimension) == (encoder.name, encoder.weights_hash, encoder.dimension)
        assert (several.encode(texts) * encoder.encode(texts)).sum(axis=1).min() > 0.9995
        assert several.encode([]).shape == (0, encoder.dimension)
        assert np.array_equal(several.encode_query("sleep"), encoder.encode_query("sleep"))


@pytest.mark.slow
def test_processes_that_were_lost_are_told() -> None:
    encoder = open_encoder()
    with closing(ProcessesEncoder(encoder, 1)) as several:
        several.encode(["sleep"])
        for process in several._pool._processes.values():
            process.kill()
        with pytest.raises(EncoderError, match="fewer"):
            several.encode(["pain"])


@pytest.mark.slow
def test_a_device_that_is_not_there_is_told_in_a_line(tmp_path: os.PathLike[str], capsys: pytest.CaptureFixture[str]) -> None:
    import torch

    if torch.cuda.is_available():
        pytest.skip("this machine has such a device")
    assert main(["--library", str(tmp_path), "sync", "--device", "cuda", str(tmp_path)]) == 1
    assert "no device cuda here" in capsys.readouterr().err


@pytest.mark.parametrize("n", ["0", "-1", "two"])
def test_no_workers_are_refused(n: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["sync", "--workers", n])
    assert "no number of processes" in capsys.readouterr().err
