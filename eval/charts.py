"""Charts as inline SVG by matplotlib; their colours are the page's CSS variables, so they follow light and dark."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import NullFormatter

from eval.figure import Figure as Rate

INK, MUTED, GRID, PAPER = "#010101", "#020202", "#030303", "#040404"  # replaced by variables below
SERIES = ("#0a0a0a", "#0b0b0b", "#0c0c0c", "#0d0d0d", "#0e0e0e", "#0f0f0f")
_VARIABLES = {INK: "ink", MUTED: "muted", GRID: "grid", PAPER: "paper", **{colour: f"series-{n}" for n, colour in enumerate(SERIES, 1)}}
_STYLE: dict[Any, Any] = {
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.size": 10,
    "axes.edgecolor": GRID,
    "axes.labelcolor": MUTED,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": GRID,
    "grid.linewidth": 0.6,
    "text.color": INK,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "legend.frameon": False,
}
_CLEANING = (
    (re.compile(r"^.*?(?=<svg)|<metadata>.*?</metadata>", re.S), ""),
    (re.compile(r' (?:width|height)="[\d.]+pt"'), ""),
    (re.compile(r"font: (?:\w+ )?([\d.]+)px[^;\"]*"), r"font-size: \1px"),
    (re.compile(r" ?font-family: [^;\"]*;?"), ""),
    (re.compile(r' id="(?:figure|axes|patch|line2d|text|legend|matplotlib|xtick|ytick)[\w.]*"'), ""),
)

_MANY = 1_000_000

Points = Sequence[Sequence[float]]


def abstention_chart(points: Points, threshold: float) -> str:
    """Share of unanswerable questions left unanswered against share of answerable ones, the shipped threshold marked."""
    with _chart("abstention", 5.4, 4.0) as (axes, svg):
        xs, ys = [point[1] for point in points], [point[2] for point in points]
        axes.fill_between(xs, ys, step="post", color=SERIES[0], alpha=0.1, linewidth=0)
        axes.plot(xs, ys, color=SERIES[0], linewidth=2, drawstyle="steps-post")
        axes.plot([0, 1], [0, 1], color=GRID, linewidth=1, linestyle="--")
        axes.annotate("silence by chance", (0.82, 0.78), color=MUTED, fontsize=9, rotation=36, ha="center", va="center")
        shipped = max((point for point in points if point[0] <= threshold), key=lambda point: point[0], default=points[0])
        axes.plot(shipped[1], shipped[2], "o", color=SERIES[1], markersize=9, markeredgecolor=PAPER, markeredgewidth=2)
        text = f"shipped threshold {threshold:.2f}\n{shipped[2]:.0%} of unanswerable silent,\n{shipped[1]:.0%} of answerable lost"
        axes.annotate(text, (shipped[1], shipped[2]), (shipped[1] + 0.05, max(0.2, shipped[2] - 0.12)), color=INK, va="top", fontsize=9.5)
        axes.set(xlim=(-0.01, 1.01), ylim=(0, 1.02), xlabel="answerable, left unanswered", ylabel="unanswerable, left unanswered")
        _percent(axes, "both")
    return svg[0]


def confusion_chart(table: Sequence[Sequence[str | float]]) -> str:
    """A confusion matrix, each row coloured by share; the first row and column of `table` name routes."""
    names = [str(name).replace("_", " ") for name in table[0][1:]]
    with _chart("confusion", 5.6, 4.2) as (axes, svg):
        axes.grid(visible=False)
        for y, row in enumerate(table[1:]):
            counts = [float(cell) for cell in row[1:]]
            for x, count in enumerate(counts):
                share = count / max(1.0, sum(counts))
                colour = SERIES[0] if x == y else SERIES[1]
                axes.add_patch(Rectangle((x - 0.47, y - 0.47), 0.94, 0.94, facecolor=colour, alpha=0.06 + 0.84 * share, linewidth=0))
                axes.text(x, y, f"{count:.0f}", ha="center", va="center", color=PAPER if share > 0.55 else INK, fontweight="bold")
        ticks = range(len(names))
        axes.set(xlim=(-0.55, len(names) - 0.45), ylim=(len(names) - 0.45, -0.55), xlabel="route taken", ylabel="route labelled")
        axes.set_xticks(ticks, names, rotation=20, ha="right")
        axes.set_yticks(ticks, names)
        axes.tick_params(length=0)
        axes.spines[:].set_visible(False)
    return svg[0]


def line_chart(points: Points, *, x_label: str, y_label: str) -> str:
    """One line of (x, y) points."""
    with _chart(y_label, 5.4, 3.4) as (axes, svg):
        axes.plot([point[0] for point in points], [point[1] for point in points], "o-", color=SERIES[0], markersize=4)
        axes.set(xlabel=x_label, ylabel=y_label)
        axes.set_ylim(bottom=0)
    return svg[0]


def growth_chart(series: Mapping[str, Points], *, unit: str, sizes: tuple[float, float]) -> str:
    """Costs against library size, both by decades: what is flat does not grow. `sizes` is the least and most of all such pictures."""
    with _chart(f"growth {unit} {' '.join(series)}", 5.4, 3.4) as (axes, svg):
        for number, (name, points) in enumerate(series.items()):
            colour = SERIES[number % len(SERIES)]
            xs, ys = [point[0] for point in points], [point[1] for point in points]
            axes.plot(xs, ys, "o-", color=colour, markersize=5, linewidth=2, markeredgecolor=PAPER, markeredgewidth=1, label=name)
        values = [point[1] for points in series.values() for point in points if point[1] > 0]
        axes.set(xscale="log", yscale="log", xlabel="passages", ylabel=unit, xlim=_decades(*sizes), ylim=_decades(min(values), max(values)))
        for axis in (axes.xaxis, axes.yaxis):
            axis.set_major_formatter(lambda value, _: f"{value:,g}" if value < _MANY else f"{value / _MANY:,g} million")
            axis.set_minor_formatter(NullFormatter())
        if figure := axes.get_figure():
            figure.legend(loc="outside upper left", ncol=2, handlelength=1.4, columnspacing=1.4)
    return svg[0]


def _decades(low: float, high: float) -> tuple[float, float]:
    """The powers of ten around a range, two at least, so that a small change looks small."""
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    return 10.0**first, 10.0 ** max(last, first + 1)


def breakdown_chart(groups: Mapping[str, Mapping[str, Rate]], name: str) -> str:
    """A rate by group: a dot each with its 95 % interval, the most frequent right at the top."""
    rows = sorted(((group, figures[name]) for group, figures in groups.items() if name in figures), key=lambda row: (row[1].value, row[0]))
    with _chart(f"breakdown {name}", 5.4, 0.9 + 0.3 * len(rows)) as (axes, svg):
        for y, (_, found) in enumerate(rows):
            axes.plot([found.low or 0.0, found.high or 1.0], [y, y], color=SERIES[0], linewidth=5, alpha=0.25, solid_capstyle="round")
            axes.plot(found.value, y, "o", color=SERIES[0], markersize=7, markeredgecolor=PAPER, markeredgewidth=1.5)
            axes.annotate(f"{found.count}/{found.n}", (1.02, y), va="center", color=MUTED, fontsize=9, annotation_clip=False)
        axes.set_yticks(range(len(rows)), [group for group, _ in rows])
        axes.set(xlim=(-0.02, 1.02), ylim=(-0.6, len(rows) - 0.4))
        axes.tick_params(axis="y", length=0)
        axes.grid(visible=False, axis="y")
        axes.spines["left"].set_visible(False)
        _percent(axes, "x")
    return svg[0]


def history_chart(stamps: Sequence[str], series: Mapping[str, Sequence[float | None]]) -> str:
    """Figures of one set over commits, each line named at its end; a commit without a figure leaves a gap."""
    with _chart("history " + " ".join(series), 5.4, 2.9) as (axes, svg):
        ends: list[tuple[float, int, str]] = []
        for number, (name, values) in enumerate(series.items()):
            known = [(at, value) for at, value in enumerate(values) if value is not None]
            xs, ys = [at for at, _ in known], [value for _, value in known]
            axes.plot(xs, ys, "o-", color=SERIES[number % len(SERIES)], markersize=4.5, linewidth=2)
            ends.append((ys[-1], number, f"{name} {ys[-1]:.0%}"))
        for y, number, text in _apart(ends, 0.075):
            axes.annotate(text, (len(stamps) - 0.85, y), va="center", color=SERIES[number % len(SERIES)], fontsize=9, annotation_clip=False)
        axes.set_xticks(range(len(stamps)), stamps, rotation=25, ha="right")
        axes.set(ylim=(0, 1.03), xlim=(-0.2, max(0.8, len(stamps) - 0.8)))
        _percent(axes, "y")
    return svg[0]


def _apart(ends: Sequence[tuple[float, int, str]], least: float) -> list[tuple[float, int, str]]:
    """The labels moved up until none covers another."""
    placed: list[tuple[float, int, str]] = []
    for y, number, text in sorted(ends):
        placed.append((max(y, placed[-1][0] + least) if placed else y, number, text))
    return placed


@contextmanager
def _chart(name: str, width: float, height: float) -> Iterator[tuple[Axes, list[str]]]:
    """Axes to draw on; the list holds the SVG afterwards."""
    drawn: list[str] = []
    with mpl.rc_context({**_STYLE, "svg.hashsalt": name}):
        figure = Figure(figsize=(width, height), layout="constrained")
        yield figure.add_subplot(), drawn
        stream = io.StringIO()
        figure.savefig(stream, format="svg", transparent=True, metadata={"Date": None})
    drawn.append(_themed(stream.getvalue()))


def _percent(axes: Axes, which: str) -> None:
    for axis in {"both": (axes.xaxis, axes.yaxis), "x": (axes.xaxis,), "y": (axes.yaxis,)}[which]:
        axis.set_major_formatter(lambda value, _: f"{value:.0%}")


def _themed(svg: str) -> str:
    """Without file head, fixed size, fonts and unused ids; colours as variables."""
    for pattern, replacement in _CLEANING:
        svg = pattern.sub(replacement, svg)
    for colour, variable in _VARIABLES.items():
        svg = svg.replace(colour, f"var(--{variable})")
    return svg
