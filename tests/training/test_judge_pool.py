"""Questions that nobody has marked find the texts that they are like, and no text that is measured on is among these."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from tests.conftest import KeywordEncoder
from training import judge_pool
from training.judge_pool import FEWEST_SENTENCES, N_LIKEST, Pool

MEASURED = "This sentence stands in a text that is measured on, and is long enough to tell."
SUBJECTS = ("ketamine", "sleep", "memory", "dose", "exercise", "pain")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    pages = [
        {
            "focus": subject,
            "question": f"What is  known of {subject}?",
            "answer": f"It is about {subject}. More of {subject}. The end of {subject}.",
        }
        for subject in SUBJECTS
    ]
    pages += [pages[0]]  # a second question with the same answer
    pages += [{"focus": "short", "question": "What is short?", "answer": "One sentence."}]
    abstracts = [
        {"_id": "1", "id": 1, "title": "Women", "text": "We asked women. They told us. That is all."},
        {"_id": "2", "id": 2, "title": "Kept apart", "text": f"We begin. {MEASURED} We end."},
    ]
    written(tmp_path / "medquad.jsonl.gz", pages)
    written(tmp_path / "scifact" / "corpus.jsonl.gz", abstracts)
    messages = [
        {"text": "how much sleep is enough", "route": "answer", "kind": "k"},
        {"text": "should i sleep now", "route": "personal_advice", "kind": "k"},
        {"text": "¿cuánto sueño?", "route": "answer", "kind": "k", "lang": "es"},
        {"text": "and in women?", "route": "answer", "kind": "k", "turns": ["how much sleep is enough"]},
    ]
    rows = tmp_path / "guard.jsonl"
    rows.write_text("".join(json.dumps(row) + "\n" for row in messages), encoding="utf-8")
    monkeypatch.setattr(judge_pool, "ROWS", rows)
    return tmp_path


def written(file: Path, rows: Sequence[Mapping[str, object]]) -> None:
    file.parent.mkdir(exist_ok=True)
    with gzip.open(file, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row) + "\n" for row in rows)


def test_a_question_is_asked_of_the_texts_that_it_is_like(folder: Path) -> None:
    pool = Pool.read(folder, kept_apart=[MEASURED], encoder=KeywordEncoder())
    headings = [text.heading for text in pool.texts]
    assert headings == [*SUBJECTS, "Women"]  # no second copy, none with too few sentences, none that is measured on
    assert all(len(text.sentences) >= FEWEST_SENTENCES for text in pool.texts)
    asked = dict(pool.asked)
    assert set(asked) == {"how much sleep is enough", *(f"What is known of {subject}?" for subject in SUBJECTS)}
    assert all(len(numbers) == N_LIKEST for numbers in asked.values())
    assert headings.index("sleep") in asked["how much sleep is enough"]


def test_the_same_pool_and_the_same_draw_each_time(folder: Path) -> None:
    first, second = (Pool.read(folder, kept_apart=[], encoder=KeywordEncoder(), seed=3) for _ in range(2))
    assert first == second
    assert "Kept apart" in [text.heading for text in first.texts]
    drawn = [pool.drawn(0.5, random.Random(1)) for pool in (first, second)]
    assert drawn[0] == drawn[1]
    assert len(drawn[0]) == round(0.5 * len(first.asked))
    assert all(not example.is_labelled for example in drawn[0])
