"""What one changed file costs in a library of many: the real commands, in processes of their own."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from eval.collection import CorpusDocument
from eval.figure import Figure, plain
from eval.process import Cost, run_measured
from eval.results import ROOT
from eval.speed_corpus import write_files
from index.encoder import Encoder, Vectors, unit_rows
from index.entry import PassageParts
from index.library import Library
from ingest.sync import sync

COMMANDS = ("nothing changed", "one changed, dry run", "one changed", "one added", "one removed")
_NEW = " This sentence is new to the library."


@dataclass(frozen=True, slots=True)
class FilesSpeed:
    """What each command cost in a library of so many files."""

    n_files: int
    n_passages: int
    costs: Mapping[str, Cost]  # by command, in the order of COMMANDS


class StandIn:
    """Implements `Encoder` with made-up vectors under the real one's name, so that a large library is there in minutes, not hours."""

    def __init__(self, real: Encoder) -> None:
        self.name, self.weights_hash, self.dimension = real.name, real.weights_hash, real.dimension
        self.passages_from = real.passages_from

    def encode(self, texts: Sequence[str]) -> Vectors:
        """A direction for each text, the same each time: float32 (texts, dimension)."""
        seeds = [int.from_bytes(hashlib.blake2b(text.encode("utf-8"), digest_size=8).digest(), "big") for text in texts]
        rows = [np.random.default_rng(seed).standard_normal(self.dimension, dtype=np.float32) for seed in seeds]
        return unit_rows(np.asarray(rows, dtype=np.float32).reshape(len(texts), self.dimension))

    def encode_passages(self, passages: Sequence[PassageParts], of_sentences: Mapping[bytes, Vectors]) -> Vectors:
        """A direction for each passage's text."""
        return self.encode([passage.text for passage in passages])

    def encode_query(self, text: str) -> Vectors:
        """As `encode`, of one text."""
        vector: Vectors = self.encode([text])[0]
        return vector


def measure_files(folder: Path, documents: Sequence[CorpusDocument], real: Encoder) -> FilesSpeed:
    """Make a file and a library entry of each document, then run each command once; the changed file is embedded by the real encoder."""
    place, files = folder / "library", folder / "documents"
    write_files(documents, files)
    with Library.open(place, encoder=StandIn(real), create=True) as library:
        sync([files], library)
        n_passages = library.counts().n_passages
    first, last = documents[0].document_id, documents[-1].document_id
    preparations: dict[str, Callable[[], object]] = {
        "one changed, dry run": lambda: _append(files / f"{first}.txt"),
        "one added": lambda: (files / "added.txt").write_text(f"A new report\n\n{documents[-1].text}{_NEW}\n", encoding="utf-8"),
        "one removed": lambda: (files / f"{last}.txt").unlink(),
    }
    command = [sys.executable, "-m", "ingest", "--library", str(place), "sync", str(files)]
    run_measured(command, folder=ROOT)  # files written just now are looked into once more
    costs = {}
    for name in COMMANDS:
        preparations.get(name, lambda: None)()
        costs[name] = run_measured([*command, *(["--dry-run"] if "dry" in name else [])], folder=ROOT)
    return FilesSpeed(len(documents), n_passages, costs)


def _append(path: Path) -> None:
    path.write_text(f"{path.read_text(encoding='utf-8').rstrip()}{_NEW}\n", encoding="utf-8")


def files_figures(measured: Sequence[FilesSpeed]) -> dict[str, Figure]:
    """The figures at the largest size."""
    last = measured[-1]
    cost = last.costs["one changed"]
    return {
        "files": plain(last.n_files),
        "one_changed_file_s": plain(cost.seconds),
        "one_changed_file_processor_s": plain(cost.processor_s),
        "one_changed_file_peak_memory_mb": plain(cost.peak_memory_mb),
    }


def files_table(measured: Sequence[FilesSpeed]) -> list[list[str | float]]:
    """A row a size and command."""
    rows: list[list[str | float]] = [["command", "files", "passages", "seconds", "processor, s", "peak memory, MB"]]
    for speed in measured:
        for name, cost in speed.costs.items():
            numbers = (speed.n_files, speed.n_passages, round(cost.seconds, 2), round(cost.processor_s, 2), round(cost.peak_memory_mb))
            rows.append([name, *map(float, numbers)])
    return rows


def files_curves(measured: Sequence[FilesSpeed]) -> dict[str, list[list[float]]]:
    """A curve of each command that changes something, over passages."""
    return {
        f"growth: command: {name}, s": [[float(speed.n_passages), speed.costs[name].seconds] for speed in measured] for name in COMMANDS
    }
