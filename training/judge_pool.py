"""Questions that nobody has marked an answer to, beside texts that they are like: what teachers are asked about.

Teachers that were trained on every marked question know those by heart; on questions new to them their mean errs less than any one.
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.encoder import Encoder
from ingest.sentences import sentence_spans
from training.guard_rows import ROWS, read_rows
from training.judge_data import Example, Text, squeezed

N_TEMPLATED = 4000  # of MedQuAD's questions
N_LIKEST = 6  # texts a question may be asked of
MAX_SENTENCES = 20  # of a text
LEADING = 6  # sentences that stand for a text when it is compared
FEWEST_SENTENCES = 3
TELLING = 60  # characters from which a sentence shows where it comes from


@dataclass(frozen=True, slots=True)
class Pool:
    """Questions, each with texts that may answer it."""

    texts: Sequence[Text]
    asked: Sequence[tuple[str, tuple[int, ...]]]  # a question and the numbers of texts

    @classmethod
    def read(cls, folder: Path, *, kept_apart: Iterable[str], encoder: Encoder, seed: int = 0) -> Pool:
        """Questions of fact that the guard is trained on and some of MedQuAD's; texts of MedQuAD and SciFact.

        kept_apart: sentences of texts that are measured on; a text with one of them is left out.
        """
        apart = {squeezed(sentence) for sentence in kept_apart if len(sentence) > TELLING}
        texts, templated = [], []
        for text, question in (*_health_pages(folder), *_abstracts(folder)):
            if len(text.sentences) < FEWEST_SENTENCES or any(squeezed(sentence) in apart for sentence in text.sentences):
                continue
            texts.append(text)
            if question:
                templated.append(question)
        facts = [row.text for row in read_rows(ROWS) if row.route == "answer" and row.lang == "en" and not row.turns]
        chance = random.Random(seed)
        questions = list(dict.fromkeys([*facts, *chance.sample(templated, min(N_TEMPLATED, len(templated)))]))
        vectors = encoder.encode([f"{text.heading}. {' '.join(text.sentences[:LEADING])}" for text in texts])
        asked = []
        for question, vector in zip(questions, encoder.encode(questions), strict=True):
            likest = np.argpartition(vectors @ vector, -N_LIKEST)[-N_LIKEST:]
            asked.append((question, tuple(int(number) for number in sorted(likest))))
        return cls(texts, asked)

    def drawn(self, share: float, chance: random.Random) -> list[Example]:
        """A share of the questions, each asked of one of its texts."""
        drawn = chance.sample(list(self.asked), round(share * len(self.asked)))
        return [Example(self.texts[chance.choice(numbers)], question, frozenset(), is_labelled=False) for question, numbers in drawn]


def _health_pages(folder: Path) -> Iterator[tuple[Text, str]]:
    seen = set()
    with gzip.open(folder / "medquad.jsonl.gz", "rt", encoding="utf-8") as file:
        for number, line in enumerate(file):
            row = json.loads(line)
            if row["answer"] not in seen:
                seen.add(row["answer"])
                yield _text(f"medquad-{number}", row["focus"], row["answer"]), " ".join(row["question"].split())


def _abstracts(folder: Path) -> Iterator[tuple[Text, str]]:
    with gzip.open(folder / "scifact" / "corpus.jsonl.gz", "rt", encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            yield _text(f"scifact-{row['id']}", row["title"], row["text"]), ""


def _text(text_id: str, heading: str, words: str) -> Text:
    sentences = tuple(" ".join(words[start:end].split()) for start, end in sentence_spans(words)[:MAX_SENTENCES])
    return Text(text_id, heading, sentences, "unlabelled")
