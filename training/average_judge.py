"""Average adapters of the judge: python -m training.average_judge FIRST SECOND … --shares 0.4 0.6 … --out DIR

Weights between those before and after a course of training often do better on unseen texts than either
(Wortsman et al., CVPR 2022, https://arxiv.org/abs/2109.01903), and so does the mean of several courses from one start
(Wortsman et al., ICML 2022, "Model soups", https://arxiv.org/abs/2203.05482).
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import torch

from index.adapter import PARTS_OF_CHANGES, Adapter, save_adapter


def averaged(adapters: Sequence[Adapter], shares: Sequence[float]) -> dict[str, torch.Tensor]:
    """The tensors of the average; all must change the same matrices, of either kind."""
    plain = [_plain(adapter) for adapter in adapters]
    if any(tensors.keys() != plain[0].keys() for tensors in plain):
        raise SystemExit("average_judge: the adapters do not change the same tensors")
    return {name: sum((share * tensors[name] for share, tensors in zip(shares, plain, strict=True)), torch.zeros(())) for name in plain[0]}


def _plain(adapter: Adapter) -> dict[str, torch.Tensor]:
    changes = {f"{name}.change": change for name, change in adapter.changes()}
    vectors = {name: tensor for name, tensor in adapter.tensors.items() if name.rpartition(".")[2] not in PARTS_OF_CHANGES}
    return dict(sorted((changes | vectors).items()))


def main(argv: Sequence[str] | None = None) -> int:
    """Average and write. Returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m training.average_judge", description=__doc__)
    parser.add_argument("adapters", type=Path, nargs="+", help="folders with an adapter")
    parser.add_argument("--shares", type=float, nargs="+", help="of each; all the same unless given")
    parser.add_argument("--out", type=Path, required=True, help="folder to write the average into")
    args = parser.parse_args(argv)
    shares = args.shares or [1 / len(args.adapters)] * len(args.adapters)
    if len(shares) != len(args.adapters):
        parser.error("name as many shares as adapters")
    save_adapter(averaged([Adapter.load(folder) for folder in args.adapters], shares), args.out)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
