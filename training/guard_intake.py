"""Take newly written messages in: python -m training.guard_intake NEW.jsonl … [--aside FILE] [--share 0.12]

Appends them to training/data/guard.jsonl, without those already there and without those too near to a message that is set aside. With
--aside, a share of them goes to that part of eval/collections/guard instead; messages that are alike go the same way.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Sequence, Set
from pathlib import Path

from index.encoder import open_encoder
from training.guard_rows import ROWS, SEED, Row, group_pairs, read_rows

PARTS = ROWS.parent.parent.parent / "eval" / "collections" / "guard"
SET_ASIDE = (
    "test.jsonl",
    "outside.jsonl",
    "fresh.jsonl",
    "letters.jsonl",
    "late.jsonl",
    "plain.jsonl",
    "posts.jsonl",
    "varied.jsonl",
    "asked.jsonl",
    "wide.jsonl",
    "manner.jsonl",
    "blind.jsonl",
    "border.jsonl",
    "unseen.jsonl",
    "typed.jsonl",
)


def main(argv: Sequence[str] | None = None) -> int:
    """Take in and say how many went where. Returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m training.guard_intake", description=__doc__)
    parser.add_argument("files", type=Path, nargs="+", help="rows as docs/guard-labels.md describes them")
    parser.add_argument("--aside", type=Path, help="part to set messages aside in")
    parser.add_argument("--share", type=float, default=0.12, help="of the rows that is set aside")
    args = parser.parse_args(argv)
    known, apart = read_rows(ROWS), [row for name in SET_ASIDE if (PARTS / name).is_file() for row in read_rows(PARTS / name)]
    new = [row for file in args.files for row in read_rows(file)]
    groups = groups_of([*new, *known, *apart])
    of_known, of_apart = set(groups[len(new) :][: len(known)]), set(groups[len(new) + len(known) :])
    said = {(row.text, row.turns) for row in [*known, *apart]}
    fresh = [number for number, row in enumerate(new) if (row.text, row.turns) not in said and groups[number] not in of_apart]
    aside = choose_aside([groups[number] for number in fresh], of_known, args.share) if args.aside else set()
    kept = [new[number] for number in fresh if groups[number] not in aside]
    append(ROWS, kept)
    if args.aside:
        append(args.aside, [new[number] for number in fresh if groups[number] in aside])
    print(f"{len(new)} rows: {len(new) - len(fresh)} dropped, {len(kept)} to train on, {len(fresh) - len(kept)} set aside")
    return 0


def choose_aside(groups: Sequence[int], known: Set[int], share: float) -> set[int]:
    """Groups that hold about this share of the rows, drawn among those that are like nothing trained on already."""
    free = sorted(set(groups) - known)
    random.Random(SEED).shuffle(free)
    sizes = Counter(groups)
    chosen: set[int] = set()
    for group in free:
        if sum(sizes[one] for one in chosen) >= share * len(groups):
            break
        chosen.add(group)
    return chosen


def groups_of(rows: Sequence[Row]) -> list[int]:
    """The group of each row, by the rule that keeps pairs on one side of a fold."""
    return [int(group) for group in group_pairs(rows, open_encoder().encode([row.text for row in rows]))]


def append(file: Path, rows: Sequence[Row]) -> None:
    """Add rows to a file, fields in the order of `docs/guard-labels.md`; nothing is written for what a row does not have."""
    with file.open("a", encoding="utf-8") as lines:
        for row in rows:
            fields = {"text": row.text, "route": row.route, "kind": row.kind, "lang": row.lang, "turns": list(row.turns), "also": row.also}
            lines.write(json.dumps({name: value for name, value in fields.items() if value}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    raise SystemExit(main())
