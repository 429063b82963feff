"""Measure the judge as it runs, on texts it was not trained on: python -m training.measure_judge --data DIR --adapter chat/judge

Fits on the tune texts what turns scores into probabilities and selections, and writes it into the adapter's record with the figures
of the test texts.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from chat.judge.cross_encoder import Candidate, CrossEncoder
from chat.judge.record import Record
from index.adapter import save_record
from training.judge_data import Example, Text, covidqa_examples, judge_examples, split_of
from training.judge_measures import Scored, brier, fit_calibration, ranking_figures
from training.judge_select import best_selection, selection_figures

Pick = Callable[[Example], Sequence[Sequence[int]]]


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, fit, write. Returns the exit status."""
    args = build_parser().parse_args(argv)
    with tempfile.TemporaryDirectory() as cache:
        judge = CrossEncoder.open(Path(cache), adapter=args.adapter)
        written = judge_examples(args.data)
        apart = {split: [e for e in written if split_of(e.text.document) == split] for split in ("tune", "test")}
        articles = covidqa_examples(args.data, kept_apart=[e.text for examples in apart.values() for e in examples])
        apart = {split: examples[:: args.every] for split, examples in apart.items()}
        tune = scored_by(judge, apart["tune"])
        slope, intercept = fit_calibration(tune)
        articles_tune = scored_by(judge, [stretch(example) for example in articles["tune"]], headings=False)
        select = best_selection([*(item for item in tune if is_science(item.example.text)), *articles_tune])
        record = Record(round(slope, 4), round(intercept, 4), *select)
        test = scored_by(judge, apart["test"])
        figures = {
            "tune": ranking_figures(tune) | {"brier": brier(tune, slope, intercept)},
            "test": ranking_figures(test) | {"brier": brier(test, slope, intercept)},
            "test, sentence by sentence": ranking_figures(scored_by(judge, apart["test"][::8], together=False)),
        }
        articles_test = scored_by(judge, [stretch(example) for example in articles["test"]], headings=False)
        science_test = [item for item in test if is_science(item.example.text)]
        figures["selection, tune articles"] = selection_figures(articles_tune, record)
        figures["selection, test articles"] = selection_figures(articles_test, record)
        figures["selection, test science texts"] = selection_figures(science_test, record)
    fitted = asdict(record)
    calibration = {name: fitted[name] for name in ("slope", "intercept")}
    selection = {name: fitted[name] for name in ("select_floor", "select_margin")}
    save_record({"calibration": calibration, "select": selection, "figures": figures}, args.adapter)
    print(json.dumps(figures, indent=2))
    return 0


SCIENCE = frozenset({"research article", "SciFact abstract"})
# How the ids of texts written here in the manner of papers begin (training/data/judge/README.md).
OUR_SCIENCE = ("jour", "sci", "st-", "bm-", "pp-", "rw-", "ds-", "mc-", "sp-", "sc-")


def is_science(text: Text) -> bool:
    """Whether the text is of a scientific paper, or written like one."""
    return text.source in SCIENCE or text.text_id.startswith(OUR_SCIENCE)


def stretch(example: Example, n_sentences: int = 40) -> Example:
    """A stretch of an article, about six thousand characters, that holds the answer not always in the same place."""
    first, last = min(example.gold), max(example.gold)
    offset = sum(map(ord, example.question)) % max(1, n_sentences - (last - first))
    start = max(0, min(first - offset, len(example.text.sentences) - n_sentences))
    sentences = example.text.sentences[start : start + n_sentences]
    gold = frozenset(number - start for number in example.gold if start <= number < start + n_sentences)
    return Example(replace(example.text, sentences=sentences), example.question, gold)


def scored_by(judge: CrossEncoder, examples: Iterable[Example], *, headings: bool = True, together: bool = True) -> list[Scored]:
    """Each example's sentences as the judge scores them, all at once or one at a time."""
    scored = []
    for example in examples:
        read = candidates_of(example.text, headings=headings)
        scores = judge.score(example.question, read) if together else [judge.score(example.question, [one])[0] for one in read]
        scored.append(Scored(example, tuple(scores)))
    return scored


def candidates_of(text: Text, *, headings: bool = True) -> list[Candidate]:
    """All sentences of a text in their places."""
    padded = ["", *text.sentences, ""]
    return [Candidate(text.heading if headings else "", *padded[n : n + 3]) for n in range(len(text.sentences))]


def build_parser() -> argparse.ArgumentParser:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m training.measure_judge", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with the collections")
    parser.add_argument("--adapter", type=Path, required=True, help="folder with adapter.safetensors; adapter.json is written there")
    parser.add_argument("--every", type=int, default=1, help="measure on each n-th question only; all of them take an hour of one core")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
