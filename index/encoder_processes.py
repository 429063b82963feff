"""Embedding by several processes, each on its share of the cores: for bringing in many documents where there are many cores."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from multiprocessing.connection import wait
from typing import Any

import numpy as np

from index.composer.composer import composer_of, encode_passages
from index.encoder import Encoder, Vectors, open_encoder
from index.entry import PassageParts
from index.errors import EncoderError

_TEXTS_AT_ONCE = 128  # sent to a process: few enough that no one is left working alone for long


class ProcessesEncoder:
    """Implements `Encoder`: texts for keeping are embedded by `n_workers` processes, questions by the encoder of this one.

    A process is limited to its cores, and OpenVINO runs as many threads as it has; they end with this process, however it ends.
    """

    def __init__(self, encoder: Encoder, n_workers: int) -> None:
        self.name, self.weights_hash, self.dimension = encoder.name, encoder.weights_hash, encoder.dimension
        self.passages_from = encoder.passages_from
        self._encoder = encoder
        context = multiprocessing.get_context("spawn")
        started = context.Value("i", 0)
        self._pool = ProcessPoolExecutor(n_workers, context, _start, (started, shares_of_cores(n_workers)))

    def close(self) -> None:
        """End the processes."""
        self._pool.shutdown(cancel_futures=True)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Embed texts: float32 (texts, dimension); those of like length together, the longest first."""
        order = sorted(range(len(texts)), key=lambda position: (-len(texts[position]), position))
        parts = [order[start : start + _TEXTS_AT_ONCE] for start in range(0, len(order), _TEXTS_AT_ONCE)]
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        try:
            found = self._pool.map(_encode, [[texts[position] for position in part] for part in parts])
            for part, of_part in zip(parts, found, strict=True):
                vectors[part] = of_part
        except BrokenProcessPool as error:
            raise EncoderError("A process that embeds has ended, most likely for want of memory. Ask for fewer: --workers") from error
        return vectors

    def encode_passages(self, passages: Sequence[PassageParts], of_sentences: Mapping[bytes, Vectors]) -> Vectors:
        """Embed passages: float32 (passages, dimension); headings by the processes."""
        return encode_passages(self, composer_of(self.weights_hash), passages, of_sentences)

    def encode_query(self, text: str) -> Vectors:
        """Embed one question: float32 (dimension,)."""
        return self._encoder.encode_query(text)


def shares_of_cores(n_workers: int) -> list[set[int]]:
    """The cores of each worker: all of them dealt out; where there are fewer than workers, some share one. Empty where unknown."""
    if not hasattr(os, "sched_getaffinity"):
        return [set() for _ in range(n_workers)]
    cores = sorted(os.sched_getaffinity(0))
    return [set(cores[number::n_workers]) or {cores[number % len(cores)]} for number in range(n_workers)]


def _start(started: Any, shares: Sequence[set[int]]) -> None:  # noqa: ANN401  # a shared number has no type of its own
    """In a new process: take the next share of the cores, leave Ctrl-C to the parent, and end when the parent ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with started.get_lock():
        number = started.value
        started.value += 1
    if cores := shares[number % len(shares)]:
        os.sched_setaffinity(0, cores)
    threading.Thread(target=_end_with_the_parent, daemon=True).start()


def _end_with_the_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _encode(texts: Sequence[str]) -> Vectors:
    return _encoder().encode(texts)


@cache
def _encoder() -> Encoder:
    return open_encoder()
