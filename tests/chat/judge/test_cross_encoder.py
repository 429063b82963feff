"""The shipped judge on OpenVINO: as torch computes it, the same every time, and able to tell an answer from a near miss."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
import torch

from chat.judge import cross_encoder
from chat.judge.cross_encoder import EDGE_AT_FIRST, Candidate, CrossEncoder
from chat.judge.network import merged_network
from chat.judge.record import FOLDER
from chat.judge.window import MAX_EDGE, Window, lay_out
from index.adapter import Adapter
from index.encoder import model_folder

PASSAGE = [
    "Riverbend tablets are taken by mouth with water.",
    "Adults take two tablets of 5 mg twice a day for ten days.",
    "Store the tablets below 25 degrees, away from children.",
    "The most common side effects are headache and a dry mouth.",
]


def candidates() -> list[Candidate]:
    padded = ["", *PASSAGE, ""]
    return [Candidate("Riverbend tablets. How to take", *padded[number : number + 3]) for number in range(len(PASSAGE))]


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> CrossEncoder:
    return CrossEncoder.open(tmp_path_factory.mktemp("models"))


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("How much should a grown-up take each day?", 1),
        ("Where do I keep them?", 2),
        ("What unwanted effects are there?", 3),
    ],
)
def test_the_answering_sentence_comes_first(judge: CrossEncoder, question: str, answer: int) -> None:
    scores = judge.score(question, candidates())
    assert max(range(len(scores)), key=scores.__getitem__) == answer


def test_an_answer_scores_higher_than_the_best_of_a_text_without_one(judge: CrossEncoder) -> None:
    answered = max(judge.score("How much should a grown-up take each day?", candidates()))
    assert answered > max(judge.score("What does a packet cost?", candidates())) + 1
    assert answered > max(judge.score("Who was the first person on the moon?", candidates())) + 1


def test_the_same_scores_come_back_in_any_order(judge: CrossEncoder) -> None:
    question, read = "Where do I keep them?", candidates()
    scores = judge.score(question, read)
    assert judge.score(question, read) == scores
    assert judge.score(question, read[::-1]) == scores[::-1]


def test_odd_input_is_scored(judge: CrossEncoder) -> None:
    assert judge.score("q", []) == []
    assert len(judge.score("", [Candidate("", "", "", "")])) == 1
    assert len(judge.score("w " * 5000, [Candidate("h " * 900, "b " * 900, "s \ud800 " * 900, "a " * 900)])) == 1


def test_openvino_computes_what_torch_computes(judge: CrossEncoder) -> None:
    folder = model_folder()[1]
    assert folder is not None
    network = merged_network(folder, Adapter.load(FOLDER))
    question = judge.tokens("Where do I keep them?")
    heading = judge.tokens("Riverbend tablets. How to take")

    def scores(sentences: list[str], before: str = "", after: str = "") -> list[float]:
        window: Window = lay_out(
            question, heading, [judge.tokens(sentence) for sentence in sentences], judge.tokens(before), judge.tokens(after)
        )
        with torch.no_grad():
            ids = torch.tensor([window.ids])
            row = network(ids, torch.ones_like(ids), torch.tensor([window.token_types]))[0]
        return [float(row[start:end].mean()) for start, end in window.spans]

    alone = [scores([one.sentence], one.before, one.after)[0] for one in candidates()]
    expected = [(beside + score) / 2 for beside, score in zip(scores(PASSAGE), alone, strict=True)]
    assert judge.score("Where do I keep them?", candidates()) == pytest.approx(expected, abs=0.3)  # in eight bits


def test_of_what_stands_around_little_is_read_at_first_and_all_that_fits_with_the_best(
    judge: CrossEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, after = ("word " * 40).strip(), ("other " * 40).strip()
    read = [Candidate("Tablets", before, PASSAGE[0], PASSAGE[1]), Candidate("Tablets", PASSAGE[0], PASSAGE[1], after)]
    lengths: list[list[int]] = []
    read_windows = CrossEncoder._read

    def told(self: CrossEncoder, windows: Sequence[Window]) -> list[list[float]]:
        lengths.append([len(window.ids) for window in windows])
        return read_windows(self, windows)

    monkeypatch.setattr(CrossEncoder, "_read", told)
    judge.score("Where do I keep them?", read)
    n_question, n_heading = len(judge.tokens("Where do I keep them?")) + 2, len(judge.tokens("Tablets")) + 1
    first, second = (len(judge.tokens(text)) + 1 for text in PASSAGE[:2])
    around = n_question + n_heading
    assert lengths[0] == [around + first + second + 2 * (EDGE_AT_FIRST + 1)]
    assert sorted(lengths[1]) == sorted(
        [around + (MAX_EDGE + 1) + first + min(MAX_EDGE + 1, second), around + min(MAX_EDGE + 1, first) + second + (MAX_EDGE + 1)]
    )


def test_only_the_best_sentences_are_read_again(judge: CrossEncoder, monkeypatch: pytest.MonkeyPatch) -> None:
    question, read = "Where do I keep them?", candidates()
    monkeypatch.setattr(cross_encoder, "EDGE_AT_FIRST", MAX_EDGE)  # what one reading says alone is then what the second says
    monkeypatch.setattr(cross_encoder, "N_REREAD", 0)
    once = judge.score(question, read)
    monkeypatch.setattr(cross_encoder, "N_REREAD", 1)
    best = once.index(max(once))
    twice = judge.score(question, read)
    assert [number for number in range(len(read)) if twice[number] != once[number]] == [best]
    assert judge.score(question, read[best : best + 1]) == [pytest.approx(2 * twice[best] - once[best])]


def test_a_later_start_needs_no_torch(tmp_path: Path, judge: CrossEncoder) -> None:
    import subprocess
    import sys

    code = (
        "import sys; from pathlib import Path; from chat.judge.cross_encoder import CrossEncoder; "
        f"CrossEncoder.open(Path({str(judge.folder.parent)!r})); "
        "assert not {'torch', 'transformers', 'sentence_transformers'} & set(sys.modules), 'torch was imported'"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
