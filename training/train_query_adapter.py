"""Train the query adapter: python -m training.train_query_adapter --data DIR. Writes index/query_adapter.npz.

DIR holds judge/docs.jsonl and judge/questions.jsonl; the questions kept in the repository are read too. Everything is embedded
once, which takes a quarter of an hour of two cores (--vectors FILE keeps it); learning takes a minute. Texts set apart for
tuning are only measured on, those for testing not even that.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.encoder import open_encoder
from index.query_adapter import FILE
from training.judge_data import Example, judge_examples, split_of
from training.query_adapter_fit import AnsweredQuestions, Recipe, fit, share_among

AMONG = (1, 3, 5, 10)
AT_ONCE = 8192


def main(argv: Sequence[str] | None = None) -> int:
    """Train, measure and write. Returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m training.train_query_adapter", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with the judge's collection")
    parser.add_argument("--vectors", type=Path, help="file to keep the vectors in, and to read them from the next time")
    parser.add_argument("--out", type=Path, default=FILE)
    args = parser.parse_args(argv)
    examples = [example for example in judge_examples(args.data) if example.gold]
    if args.vectors and args.vectors.is_file():
        with np.load(args.vectors) as kept:
            questions, sentences = kept["questions"], kept["sentences"]
    else:
        questions, sentences = (embedded(texts) for texts in (_questions(examples), _sentences(examples)))
        if args.vectors:
            np.savez(args.vectors, questions=questions, sentences=sentences)
    asked = AnsweredQuestions.of(examples, questions, sentences)
    train, tune = (asked.only([split_of(example.text.document) == part for example in examples]) for part in ("train", "tune"))
    adapter = fit(train, Recipe(), tell=lambda line: print(line, file=sys.stderr, flush=True))
    adapter.save(args.out)
    for name, vectors in (("as embedded", tune.questions), ("adapted", np.stack([adapter.adapt(vector) for vector in tune.questions]))):
        shares = share_among(tune, vectors, AMONG)
        print(f"{name}: " + ", ".join(f"among {k} {share:.3f}" for k, share in zip(AMONG, shares, strict=True)))
    print(f"{len(train.questions)} questions learned from, {len(tune.questions)} measured on; {args.out} written")
    return 0


def embedded(texts: Sequence[str]) -> np.ndarray:
    """Their vectors: float32 (texts, dimension)."""
    encoder = open_encoder()
    parts = []
    for start in range(0, len(texts), AT_ONCE):
        parts.append(encoder.encode(texts[start : start + AT_ONCE]))
        print(f"{min(start + AT_ONCE, len(texts)):,} of {len(texts):,} embedded", file=sys.stderr, flush=True)
    return np.concatenate(parts)


def _questions(examples: Sequence[Example]) -> list[str]:
    return [example.question for example in examples]


def _sentences(examples: Sequence[Example]) -> list[str]:
    """All sentences, text by text in the order in which the examples first speak of them, as `AnsweredQuestions.of` counts them."""
    texts = {example.text.text_id: example.text for example in examples}
    return [sentence for text in texts.values() for sentence in text.sentences]


if __name__ == "__main__":
    raise SystemExit(main())
