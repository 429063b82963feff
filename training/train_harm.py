"""Fit the head that knows who asks how to hurt another: python -m training.train_harm. Writes chat/guard/harm.npz.

Reads training/data/guard-harm.jsonl (such messages and their near twins), the examples of the rules of harm, and as many other messages and
questions for documents, on which it must keep still. What is set aside (eval/collections/guard) is never read here.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from chat.guard.features import N_BUCKETS, hashed
from chat.guard.harm import NGRAM_WEIGHT, HarmHead
from chat.guard.messages import REFUSED
from chat.guard.normalise import normalise
from chat.guard.rules import Rule, load_rules
from index.encoder import open_encoder
from training.guard_rows import read_rows

DATA = Path(__file__).resolve().parent / "data"
HEAD = Path(__file__).resolve().parent.parent / "chat" / "guard" / "harm.npz"
HARM = "harm"  # the kind of a message that asks how to hurt another
OTHERS = ("guard", "guard-next", "guard-typed")
N_OTHERS = 14_000  # of each file, at most
N_QUESTIONS = 16_000  # of those written for documents
MAX_WORDS = 40  # of a message; a longer one is a letter
SEED = 1
INVERSE_PENALTY = 1.0
WEIGHT = 10.0  # of messages written for this and of examples of rules, against the others

Array = npt.NDArray[np.float32]
Labelled = tuple[str, bool, float]  # a message, whether it asks how to hurt another, its weight


def main() -> int:
    """Fit on all and write the head. Returns the exit status."""
    head = fit([*written(), *examples(), *others()], open_encoder().encode)
    np.savez_compressed(HEAD, weights=head.weights, ngrams=head.ngrams.astype(np.float16), bias=np.float32(head.bias))
    return 0


def fit(labelled: Sequence[Labelled], encode: Callable[[Sequence[str]], Array]) -> HarmHead:
    """The weights over embedding and n-grams, and the bias: logistic regression."""
    texts, harms, weights = zip(*labelled, strict=True)
    embeddings = encode(texts)
    seen = sparse.hstack([sparse.csr_matrix(embeddings), NGRAM_WEIGHT * _ngrams(texts)]).tocsr()
    model = LogisticRegression(C=INVERSE_PENALTY, solver="liblinear", max_iter=1000, random_state=SEED)
    coefficients = model.fit(seen, harms, sample_weight=weights).coef_[0].astype(np.float32)
    n_dimensions = embeddings.shape[1]
    return HarmHead(coefficients[:n_dimensions], coefficients[n_dimensions:], float(model.intercept_[0]))


def _ngrams(texts: Sequence[str]) -> sparse.csr_matrix:
    found = [hashed(text) for text in texts]
    starts = np.cumsum([0, *(len(buckets) for buckets, _ in found)])
    values, buckets = np.concatenate([values for _, values in found]), np.concatenate([buckets for buckets, _ in found])
    return sparse.csr_matrix((values, buckets, starts), shape=(len(texts), N_BUCKETS))


def written() -> list[Labelled]:
    """The messages written for this, with their near twins."""
    return [(row.text, row.kind == HARM, WEIGHT) for row in read_rows(DATA / "guard-harm.jsonl")]


def examples() -> list[Labelled]:
    """Examples and look-alikes of the English rules of harm."""
    rules = [rule for rule in _harm_rules() if not rule.language]
    return [(text, harms, WEIGHT) for rule in rules for harms, texts in ((True, rule.matches), (False, rule.passes)) for text in texts]


def others() -> list[Labelled]:
    """Messages of other kinds and questions for documents; one that a rule of harm decides counts as asking for it."""
    chosen = random.Random(SEED)
    texts: list[str] = []
    for name in OTHERS:
        rows = [row.text for row in read_rows(DATA / f"{name}.jsonl") if not row.turns and len(row.text.split()) <= MAX_WORDS]
        texts += chosen.sample(rows, min(N_OTHERS, len(rows)))
    lines = (line for file in sorted((DATA / "judge").glob("questions*.jsonl")) for line in file.read_text(encoding="utf-8").splitlines())
    questions = sorted({json.loads(line)["q"] for line in lines})
    texts += chosen.sample(questions, min(N_QUESTIONS, len(questions)))
    rules = _harm_rules()
    return [(text, harms, WEIGHT if harms else 1.0) for text in texts for harms in [any(rule.fires(normalise(text)) for rule in rules)]]


def _harm_rules() -> list[Rule]:
    return [rule for rule in load_rules() if REFUSED.get(rule.rule_id) == HARM]


if __name__ == "__main__":
    raise SystemExit(main())
