"""Train the composer of passages' vectors: python -m training.train_composer --data DIR --out index/composer

DIR holds the judge's collection, MedQuAD and SciFact. A third of MedQuAD's diseases and SciFact's test claims are kept apart, to measure
on. Some three minutes of two cores.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import random
import zlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np

from eval.collection import read_collection
from index.composer.composer import RECORD_FILE, WEIGHTS_FILE, inputs
from index.document import Block, Document, Role, Source
from index.encoder import Encoder, Vectors, open_encoder
from index.entry import PassageParts, search_texts
from ingest.split import split
from training.composer_fit import Asked, Recipe, fit
from training.judge_data import judge_examples, split_of

MOST_QUESTIONS = 16_000  # of the judge's
MOST_ANSWERS = 2_500  # of MedQuAD's
AT_ONCE = 4096
Question = tuple[str, str]  # the text that answers it, its words
Titled = tuple[str, str, str]  # id, title, words


def main(argv: Sequence[str] | None = None) -> int:
    """Train and write. Returns the exit status."""
    args = build_parser().parse_args(argv)
    encoder = open_encoder()
    recipe = Recipe(seed=args.seed, n_steps=args.steps)
    chance = random.Random(args.seed)
    made_of = [of_judge(args.data, chance), of_medquad(args.data, chance), of_scifact(args.data / "scifact")]
    groups = [asked_of(encoder, *texts_and_questions) for texts_and_questions in made_of]
    matrix = fit(groups, recipe, tell=lambda line: print(line, flush=True)).astype(np.float16)
    args.out.mkdir(parents=True, exist_ok=True)
    np.save(args.out / WEIGHTS_FILE, matrix)
    sha256 = hashlib.sha256((args.out / WEIGHTS_FILE).read_bytes()).hexdigest()
    record = {
        "sha256": sha256,
        "encoder": encoder.weights_hash,
        "recipe": asdict(recipe),
        "n_questions": [len(one.questions) for one in groups],
    }
    (args.out / RECORD_FILE).write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
    print(f"{args.out} written")
    return 0


def is_kept_apart(focus: str) -> bool:
    """Whether a disease of MedQuAD is for measuring."""
    return zlib.crc32(focus.encode()) % 3 == 0


def of_judge(folder: Path, chance: random.Random) -> tuple[list[Titled], list[Question]]:
    """The judge's texts for training, each as one paragraph, and questions that they answer."""
    examples = [example for example in judge_examples(folder) if example.is_ours and split_of(example.text.document) == "train"]
    texts = {example.text.text_id: (example.text.text_id, example.text.heading, " ".join(example.text.sentences)) for example in examples}
    questions = [(example.text.text_id, example.question) for example in examples if example.gold]
    return list(texts.values()), chance.sample(questions, min(MOST_QUESTIONS, len(questions)))


def of_medquad(folder: Path, chance: random.Random) -> tuple[list[Titled], list[Question]]:
    """Answers about some diseases, whose names are their titles, and the question to each."""
    with gzip.open(folder / "medquad.jsonl.gz", "rt", encoding="utf-8") as file:
        rows = [row for row in map(json.loads, file) if row["focus"] and len(row["answer"]) > 80 and not is_kept_apart(row["focus"])]
    rows = list({row["answer"]: row for row in rows}.values())
    rows = chance.sample(rows, min(MOST_ANSWERS, len(rows)))
    texts = [(f"medquad-{number}", row["focus"], row["answer"]) for number, row in enumerate(rows)]
    return texts, [(text_id, " ".join(row["question"].split())) for (text_id, _, _), row in zip(texts, rows, strict=True)]


def of_scifact(folder: Path) -> tuple[list[Titled], list[Question]]:
    """The abstracts that speak to claims for training, and these claims. No other abstract: one that only claims for testing are about
    would be learned as what answers nothing.
    """
    collection = read_collection(folder, split="train")
    spoken_to = [(query, document) for query, grades in collection.qrels.items() for document, grade in grades.items() if grade > 0]
    wanted = {document for _, document in spoken_to}
    texts = [(one.document_id, one.title, one.text) for one in collection.documents if one.document_id in wanted]
    return texts, [(document, collection.queries[query]) for query, document in spoken_to]


def asked_of(encoder: Encoder, texts: Iterable[Titled], questions: Sequence[Question]) -> Asked:
    """Passages of the texts in every way they can be embedded, and which of them answer each question."""
    whole: list[str] = []
    parts: list[PassageParts] = []
    sentences: dict[bytes, str] = {}
    owned: defaultdict[str, list[int]] = defaultdict(list)
    for text_id, title, words in texts:
        document = Document(Source(text_id, title or text_id), (words,), (Block(1, 0, len(words), Role.PARAGRAPH),))
        made = split(document)
        found = search_texts(document, made.passages, made.sentences)
        sentences |= dict(found.sentences)
        for one in found.parts:
            if one.sentences:
                owned[text_id].append(len(parts))
                parts.append(one)
                whole.append(one.text)
    of_sentences = dict(zip(sentences, encoded(encoder, list(sentences.values())), strict=True))
    headings = list(dict.fromkeys(one.heading for one in parts))
    of_headings = dict(zip(headings, encoded(encoder, headings), strict=True))
    answered = [(text_id, words) for text_id, words in questions if owned[text_id]]
    asked = encoded(encoder, [words for _, words in answered])
    of_passages = [np.stack([of_sentences[key] for key in one.sentences]) for one in parts]
    starts = np.cumsum([0, *map(len, of_passages)])[:-1]
    in_a_row = np.concatenate(of_passages).T
    best = [
        np.maximum.reduceat(asked[start : start + 256] @ in_a_row, starts, axis=1).astype(np.float16) for start in range(0, len(asked), 256)
    ]
    return Asked(
        np.stack([inputs(one, of_sentences, of_headings[one.heading]) for one in parts]),
        encoded(encoder, whole),
        asked,
        np.concatenate(best),
        [owned[text_id] for text_id, _ in answered],
    )


def encoded(encoder: Encoder, texts: Sequence[str]) -> Vectors:
    """The vectors of many texts: float32 (texts, dimension)."""
    return np.concatenate([encoder.encode(texts[start : start + AT_ONCE]) for start in range(0, len(texts), AT_ONCE)])


def build_parser() -> argparse.ArgumentParser:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m training.train_composer", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with the judge's collection, medquad.jsonl.gz and scifact")
    parser.add_argument("--out", type=Path, required=True, help="folder to write the composer into")
    parser.add_argument("--seed", type=int, default=Recipe().seed)
    parser.add_argument("--steps", type=int, default=Recipe().n_steps)
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
