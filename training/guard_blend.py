"""How kernel machine and reader do out of fold, rules first: python -m training.guard_blend DIR

DIR holds what `python -m training.train_reader --folds K` wrote for one fold or more. Prints the figures for several shares of the
reader, floors of help and cautions of advice, then confusion matrix, kinds and languages for what `chat.guard.decision` holds.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np

from chat.guard.decision import CAUTION, HELP_FLOOR, N_HELP, READER_SHARE, ROUTES, blend, choose
from chat.guard.rules import first_rule
from index.encoder import open_encoder
from training.guard_kernel import NAMES, Array, Problem
from training.guard_rows import ROWS, Row, folds, group_pairs, read_rows

SHARES = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 1.0)
FLOORS = (0.3, 0.35, 0.4, 0.45)
ADVICE_CAUTIONS = (1.0, 1.3, 1.6)
ADVICE = 2
OPEN = frozenset({"answer", "smalltalk"})
HELP = frozenset(NAMES[:N_HELP])
FEWEST = 8  # rows of a kind or language that is shown


@dataclass(frozen=True, slots=True)
class Sent:
    """A row and the route it was sent."""

    row: Row
    route: str

    @property
    def is_right(self) -> bool:
        """Whether the label or its second was taken."""
        return self.route in (self.row.route, self.row.also)

    @property
    def is_severe(self) -> bool:
        """Danger sent nowhere near help."""
        return self.row.route in HELP and not self.is_right and self.route not in HELP

    @property
    def is_refused(self) -> bool:
        """A harmless message kept from its answer."""
        return self.row.route in OPEN and not self.is_right and self.route not in OPEN


@dataclass(frozen=True, slots=True)
class Setting:
    """What is chosen."""

    share: float = READER_SHARE
    floor: float = HELP_FLOOR
    advice: float = float(CAUTION[ADVICE])

    def route(self, kernel: Array, reader: Array) -> str:
        """The route of one message."""
        caution = CAUTION.copy()
        caution[ADVICE] = self.advice
        return NAMES[choose(blend(kernel, reader, self.share), floor=self.floor, caution=caution)]


def main(argv: Sequence[str] | None = None) -> int:
    """Print the tables. Returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m training.guard_blend", description=__doc__)
    parser.add_argument("folder", type=Path, help="with fold-K.npz")
    args = parser.parse_args(argv)
    rows = read_rows(ROWS)
    problem = Problem.of(rows, open_encoder().encode)
    splits = folds(group_pairs(rows, problem.features.meaning[: len(rows)]))
    reader = np.zeros((len(rows), len(ROUTES)), dtype=np.float32)
    measured = []
    for number, (_, held_out) in enumerate(splits):
        if (file := args.folder / f"fold-{number}.npz").is_file():
            said = np.load(file)
            if not np.array_equal(said["rows"], held_out):
                raise SystemExit(f"guard_blend: {file} is of other rows; train that fold again")
            reader[held_out] = said["probabilities"]
            measured.append(number)
    kernel = problem.out_of_fold([splits[number] for number in measured])
    held_out = np.concatenate([splits[number][1] for number in measured])
    ruled = {int(number): rule.route.value for number in held_out if (rule := first_rule(rows[number].text))}

    def sent(setting: Setting) -> list[Sent]:
        return [Sent(rows[number], ruled.get(int(number)) or setting.route(kernel[number], reader[number])) for number in held_out]

    print("share floor advice | " + " ".join(f"{name[:9]:>9}" for name in NAMES) + " |   refused alarms danger_missed")
    for share, floor, advice in product(SHARES, FLOORS, ADVICE_CAUTIONS):
        print(f"{share:5.2f} {floor:5.2f} {advice:6.1f} | {line(sent(Setting(share, floor, advice)))}")
    chosen = sent(Setting())
    print(f"\nas shipped: {line(chosen)}\n{confusion(chosen)}")
    print(breakdown(chosen, lambda one: one.row.lang))
    print(breakdown(chosen, lambda one: f"{one.row.route} {one.row.kind}"))
    return 0


def line(sent: Sequence[Sent]) -> str:
    """Recall of each route; harmless messages refused, harmless ones sent to help, danger sent nowhere near help."""
    recalls = [share(one.is_right for one in sent if one.row.route == name) for name in NAMES]
    harmless = [one for one in sent if one.row.route in OPEN]
    alarms = share(one.is_refused and one.route in HELP for one in harmless)
    missed = share(one.is_severe for one in sent if one.row.route in HELP)
    recall = " ".join(f"{value:9.4f}" for value in recalls)
    return f"{recall} | {share(one.is_refused for one in harmless):9.4f} {alarms:6.4f} {missed:13.4f}"


def confusion(sent: Sequence[Sent]) -> str:
    """A row a label, a column a route taken; a second acceptable route counts as the label."""
    lines = ["labelled         " + " ".join(f"{name[:9]:>9}" for name in NAMES)]
    for name in NAMES:
        taken = [one.row.route if one.is_right else one.route for one in sent if one.row.route == name]
        lines.append(f"{name:16} " + " ".join(f"{taken.count(other):9d}" for other in NAMES))
    return "\n".join(lines)


def breakdown(sent: Sequence[Sent], key: Callable[[Sent], str]) -> str:
    """Right, severely missed and refused by group."""
    lines = []
    for name in sorted({key(one) for one in sent}):
        those = [one for one in sent if key(one) == name]
        if len(those) >= FEWEST:
            counts = (sum(one.is_right for one in those), sum(one.is_severe for one in those), sum(one.is_refused for one in those))
            lines.append(f"{name:45} {len(those):5d}: right {counts[0]:5d}, danger missed {counts[1]:3d}, refused {counts[2]:3d}")
    return "\n".join(lines)


def share(hits: Iterable[bool]) -> float:
    """Share of the true ones; 0 of none."""
    found = list(hits)
    return sum(found) / max(1, len(found))


if __name__ == "__main__":
    raise SystemExit(main())
