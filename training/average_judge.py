"""Average two adapters of the judge: python -m training.average_judge FIRST SECOND --second-share 0.6 --out DIR

Weights between those before and after a course of training often do better on unseen texts than either
(Wortsman et al., CVPR 2022, https://arxiv.org/abs/2109.01903).
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import torch

from chat.adapter import PARTS_OF_CHANGES, Adapter, save_adapter


def averaged(first: Adapter, second: Adapter, second_share: float) -> dict[str, torch.Tensor]:
    """The tensors of the average; both must change the same matrices, of either kind."""
    pairs = []
    for tensors in zip(_plain(first).items(), _plain(second).items(), strict=True):
        (name, one), (other_name, two) = tensors
        if name != other_name:
            raise SystemExit(f"average_judge: {name} stands against {other_name}; the adapters are of different networks")
        pairs.append((name, (1 - second_share) * one + second_share * two))
    return dict(pairs)


def _plain(adapter: Adapter) -> dict[str, torch.Tensor]:
    changes = {f"{name}.change": change for name, change in adapter.changes()}
    vectors = {name: tensor for name, tensor in adapter.tensors.items() if name.rpartition(".")[2] not in PARTS_OF_CHANGES}
    return dict(sorted((changes | vectors).items()))


def main(argv: Sequence[str] | None = None) -> int:
    """Average and write. Returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m training.average_judge", description=__doc__)
    parser.add_argument("first", type=Path, help="folder with an adapter")
    parser.add_argument("second", type=Path, help="another")
    parser.add_argument("--second-share", type=float, default=0.6)
    parser.add_argument("--out", type=Path, required=True, help="folder to write the average into")
    args = parser.parse_args(argv)
    save_adapter(averaged(Adapter.load(args.first), Adapter.load(args.second), args.second_share), args.out)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
