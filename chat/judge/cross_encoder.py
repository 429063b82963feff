"""The judge at run time: each candidate's score from one pass of a small transformer over runs of neighbouring sentences."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, Self

import numpy as np

from chat.judge.record import FOLDER
from chat.judge.runs import Piece, runs_of
from chat.judge.window import MAX_EDGE, Tokens, Window, lay_out
from index.adapter import Adapter, converted
from index.batches import IntMatrix, padded
from index.openvino_runtime import OpenVinoModel
from index.tokenizer import tokenizer_of

if TYPE_CHECKING:
    from torch import nn

EDGE_AT_FIRST = 4  # tokens of what stands around a run, at the first reading; golds are found as often (docs/decisions/008-answers.md)
N_REREAD = 4  # of the best sentences; on 450 tune questions: right sentence first 0.694 → 0.712, AUC 0.851 → 0.859; with eight the same
FORMAT = 2  # raise when the converted module or the layout of a window changes


@dataclass(frozen=True, slots=True)
class Candidate:
    """What the judge reads for one sentence."""

    heading: str  # document title and section heading: what the sentence is about
    before: str  # preceding sentence or ""
    sentence: str
    after: str  # following sentence or ""


class Judge(Protocol):
    """Scores how well sentences, seen in their place, answer a question."""

    def score(self, question: str, candidates: Sequence[Candidate]) -> list[float]:
        """One logit for each candidate, in the same order; higher answers better."""
        ...


class CrossEncoder:
    """The bundled model with our adapter, on OpenVINO. Deterministic; safe to call from several threads.

    Candidates that stand next to each other in a document are read together, which is several times cheaper than
    apart: give whole passages rather than single sentences where there is a choice. Order does not matter.
    """

    def __init__(self, folder: Path) -> None:
        self._model = OpenVinoModel(folder, is_for_many=True)
        self.folder = folder
        self._tokenizer = tokenizer_of(folder)

    @classmethod
    def open(cls, cache_dir: Path, *, adapter: Path = FOLDER) -> Self:
        """Open the judge from `cache_dir`, merging the adapter in and converting first if it is not there.

        Raises: EncoderError if the bundled weights or the adapter are missing.
        """
        return cls(converted("judge", adapter, cache_dir, _merge, version=FORMAT, eight_bits=True))

    @staticmethod
    def from_folder(name: str | Path) -> Judge:
        """Open another cross-encoder, by its folder or hub name, instead of ours. Raises: EncoderError."""
        from chat.judge.named import NamedCrossEncoder

        return NamedCrossEncoder.open(str(name))

    def score(self, question: str, candidates: Sequence[Candidate]) -> list[float]:
        """One logit for each candidate, in the same order; higher answers better."""
        texts = {text for one in candidates for text in (one.heading, one.before, one.sentence, one.after)}
        tokens = self._tokens_of([question, *texts]).__getitem__  # each text once: a sentence is also its neighbours' neighbour
        asked = tokens(question)
        runs = runs_of(candidates, tokens)
        windows = [_window(asked, run, candidates, tokens, edge=EDGE_AT_FIRST) for run in runs]
        scores = [0.0] * len(candidates)
        for run, window_scores in zip(runs, self._read(windows), strict=True):
            for piece, score in zip(run, window_scores, strict=True):
                if piece.position is not None:
                    scores[piece.position] = score
        return self._reread(asked, candidates, runs, scores, tokens)

    def _reread(
        self,
        asked: Tokens,
        candidates: Sequence[Candidate],
        runs: Sequence[Sequence[Piece]],
        scores: list[float],
        tokens: Callable[[str], Tokens],
    ) -> list[float]:
        """Read the best sentences once more, each alone between its neighbours, and take the mean of both readings.

        Beside a sentence that answers well another is judged by comparison; alone each is judged for itself.
        """
        alone = {run[0].position for run in runs if len(run) == 1}  # already judged for themselves
        best = sorted(range(len(scores)), key=lambda position: (-scores[position], position))[:N_REREAD]
        again = [position for position in best if position not in alone]
        windows = [
            _window(asked, [Piece(candidates[position].sentence, position)], candidates, tokens, edge=MAX_EDGE) for position in again
        ]
        reread = list(scores)
        for position, (score,) in zip(again, self._read(windows), strict=True):
            reread[position] = (scores[position] + score) / 2
        return reread

    def _read(self, windows: Sequence[Window]) -> list[list[float]]:
        """The scores of each window's sentences. The longest are read first: what is read last is read by one thread alone."""
        by_length = sorted(range(len(windows)), key=lambda number: (-len(windows[number].ids), number))
        scores: list[list[float]] = [[] for _ in windows]
        outputs = self._model.run_many(_inputs(windows[number]) for number in by_length)
        for number, token_scores in zip(by_length, outputs, strict=True):
            sums = np.cumsum([0.0, *token_scores[0].tolist()]).tolist()
            scores[number] = [(sums[end] - sums[start]) / (end - start) for start, end in windows[number].spans]
        return scores

    def tokens(self, text: str) -> Tokens:
        """Token ids without special tokens."""
        return self._tokens_of([text])[text]

    def _tokens_of(self, texts: Sequence[str]) -> dict[str, Tokens]:
        """The tokens of each text. All at once, on all cores and without offsets, take half as long as one after the other."""
        encodings = self._tokenizer.encode_batch_fast([_encodable(text) for text in texts], add_special_tokens=False)
        return {text: encoding.ids for text, encoding in zip(texts, encodings, strict=True)}


def _window(asked: Tokens, run: Sequence[Piece], candidates: Sequence[Candidate], tokens: Callable[[str], Tokens], *, edge: int) -> Window:
    first, last = (candidates[position] for position in (run[0].position, run[-1].position) if position is not None)
    sentences = [tokens(piece.text) for piece in run]
    return lay_out(asked, tokens(first.heading), sentences, tokens(first.before), tokens(last.after), edge=edge)


def _inputs(window: Window) -> tuple[IntMatrix, IntMatrix, IntMatrix]:
    """A window on its own: padded to another's length, much of what is computed would be for nothing."""
    ids, mask, types = (padded([row]) for row in (window.ids, [1] * len(window.ids), window.token_types))
    return ids, mask, types


def _encodable(text: str) -> str:
    """Lone surrogates cannot be tokenised."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _merge(model: Path, adapter: Adapter) -> nn.Module:
    from chat.judge.network import merged_network

    return merged_network(model, adapter)
