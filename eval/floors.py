"""Floors: what every figure must at least reach, and how far results fall short of it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.errors import EvalError
from eval.results import Result

FLOORS = Path(__file__).with_name("floors.toml")


@dataclass(frozen=True, slots=True)
class Floor:
    """The least or the most that a figure may be."""

    title: str  # of the result: "answers/digestive/test"
    figure: str
    least: float | None = None
    most: float | None = None

    def breach(self, value: float | None) -> str:
        """What is wrong with the value, "" if nothing is."""
        where = f"{self.title}: {self.figure}"
        if value is None:
            return f"{where} was not measured"
        if self.least is not None and value < self.least:
            return f"{where} is {value:.4f}, below its floor {self.least:.4f}"
        if self.most is not None and value > self.most:
            return f"{where} is {value:.4f}, above its ceiling {self.most:.4f}"
        return ""


def read_floors(path: Path = FLOORS) -> list[Floor]:
    """Read floors: a table a result, `figure = {min = …}` or `{max = …}`. Raises: EvalError."""
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        return [_floor(title, figure, bound) for title, floors in tables.items() for figure, bound in floors.items()]
    except (OSError, ValueError, AttributeError) as error:
        raise EvalError(f"{path}: not a table of floors ({error})") from error


def breaches(results: Sequence[Result], floors: Sequence[Floor]) -> list[str]:
    """Every floor that is not held; a figure that was not measured holds none."""
    measured = {result.title: result.figures for result in results}
    found = []
    for floor in floors:
        figure = measured.get(floor.title, {}).get(floor.figure)
        found.append(floor.breach(None if figure is None else round(figure.value, 6)))
    return [line for line in found if line]


def _floor(title: str, figure: str, bound: Mapping[str, float]) -> Floor:
    if not bound or set(bound) - {"min", "max"}:
        raise ValueError(f"{title}: {figure} = {bound}, where {{min = …}} or {{max = …}} was wanted")
    return Floor(title, figure, bound.get("min"), bound.get("max"))
