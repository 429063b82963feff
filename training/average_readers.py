"""Average two readers of the guard: python -m training.average_readers FIRST SECOND --second-share 0.5 --out DIR

Two trainings from the same start, on rows of which one had more, err differently; the mean of their weights errs less than either and
costs one reading (Wortsman et al., ICML 2022, "Model soups", https://arxiv.org/abs/2203.05482). It stays of low rank: twice that of one.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import torch

from chat.adapter import RECORD_FILE, Adapter, save_adapter, save_record


def mean_of_readers(first: Adapter, second: Adapter, second_share: float) -> dict[str, torch.Tensor]:
    """The tensors of the mean; both must change the same matrices, in low rank."""
    if first.tensors.keys() != second.tensors.keys():
        raise SystemExit("average_readers: the adapters do not change the same tensors")
    shares = 1 - second_share, second_share
    tensors: dict[str, torch.Tensor] = {}
    for name in first.tensors:
        pair = first.tensors[name], second.tensors[name]
        kind = name.rpartition(".")[2]
        if kind == "lora_a":
            tensors[name] = torch.cat(pair, dim=0)
        else:
            weighed = [share * tensor for share, tensor in zip(shares, pair, strict=True)]
            tensors[name] = torch.cat(weighed, dim=1) if kind == "lora_b" else weighed[0] + weighed[1]
    return tensors


def main(argv: Sequence[str] | None = None) -> int:
    """Average and write. Returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m training.average_readers", description=__doc__)
    parser.add_argument("first", type=Path, help="folder with a reader's adapter")
    parser.add_argument("second", type=Path, help="another")
    parser.add_argument("--second-share", type=float, default=0.5)
    parser.add_argument("--out", type=Path, required=True, help="folder to write the mean into")
    args = parser.parse_args(argv)
    records = [json.loads((folder / RECORD_FILE).read_text(encoding="utf-8")) for folder in (args.first, args.second)]
    tensors = mean_of_readers(Adapter.load(args.first), Adapter.load(args.second), args.second_share)
    (args.out / RECORD_FILE).unlink(missing_ok=True)  # what it says is of other weights
    save_adapter(tensors, args.out)
    save_record({"mean_of": records, "second_share": args.second_share}, args.out)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
