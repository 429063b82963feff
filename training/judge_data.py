"""Questions with the sentences that answer them, from three collections, split by document."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from ingest.sentences import sentence_spans

Split = Literal["train", "tune", "test"]
OURS = Path(__file__).with_name("data")  # further questions in the same form, kept in the repository
_NOT_A_TITLE = re.compile(r"https?://\S+|SHA: \S+")


@dataclass(frozen=True, slots=True)
class Text:
    """A document, or a stretch of one, as numbered sentences."""

    text_id: str
    heading: str
    sentences: tuple[str, ...]
    source: str
    of: str = ""  # the document it is a stretch of, where others are too

    @property
    def document(self) -> str:
        """The id of its document: what is split by."""
        return self.of or self.text_id


@dataclass(frozen=True, slots=True)
class Example:
    """A question about a text. `gold` is empty where the text does not answer."""

    text: Text
    question: str
    gold: frozenset[int]
    also: frozenset[int] = frozenset()  # related sentences that do not answer
    any_of: bool = False  # gold are sentences of which at least one, we know not which, answers
    is_ours: bool = False  # kept in the repository
    is_labelled: bool = True  # False: nobody has said what answers


def split_of(text_id: str) -> Split:
    """Tenths by hash of the document's id: eight to train, one to tune, one to test."""
    tenth = hashlib.sha256(text_id.encode()).digest()[0] % 10
    return "test" if tenth == 0 else "tune" if tenth == 1 else "train"


def judge_examples(folder: Path, *, ours: Path = OURS) -> list[Example]:
    """The hand-written questions: those in `folder`, and those in the repository where there are any."""
    examples = []
    for judge, is_ours in ((folder / "judge", False), (ours / "judge", True)):
        texts = {}
        for row in (row for file in sorted(judge.glob("docs*.jsonl")) for row in _lines(file)):
            heading = _NOT_A_TITLE.sub(" ", row["topic"]).strip()
            texts[row["pid"]] = Text(row["pid"], heading, tuple(row["sentences"]), row["source"], row.get("doc", ""))
        for row in (row for file in sorted(judge.glob("questions*.jsonl")) for row in _lines(file)):
            gold, also = frozenset(row["gold"]), frozenset(row["also"])
            examples.append(Example(texts[row["pid"]], row["q"], gold, also, is_ours=is_ours))
    return examples


def covidqa_examples(folder: Path, *, kept_apart: Iterable[Text]) -> dict[Split, list[Example]]:
    """Questions about whole articles. An article that a text kept apart comes from is on no side of the split."""
    apart = [squeezed(sentence) for text in kept_apart if text.source == "research article" for sentence in text.sentences]
    found: dict[Split, list[Example]] = defaultdict(list)
    with gzip.open(folder / "covidqa.json.gz", "rt", encoding="utf-8") as file:
        articles = json.load(file)["data"]
    for article in articles:
        for paragraph in article["paragraphs"]:
            context = paragraph["context"]
            title = context.partition("\n")[0]
            text_id = f"covidqa-{paragraph.get('document_id', title)}"
            whole = squeezed(context)
            if any(len(sentence) > 60 and sentence in whole for sentence in apart):
                continue
            spans = sentence_spans(context)
            text = Text(text_id, _NOT_A_TITLE.sub(" ", title).strip(), tuple(" ".join(context[a:b].split()) for a, b in spans), "covidqa")
            for row in paragraph["qas"]:
                gold = _gold_of(row["answers"], spans, context)
                if gold:
                    found[split_of(text_id)].append(Example(text, row["question"].strip(), gold))
    return found


def medquad_examples(folder: Path, *, kept_apart: Iterable[Text], max_sentences: int = 8) -> list[Example]:
    """Templated questions, each with the start of its answer, of which some sentence answers, and of answers to other questions."""
    apart = {squeezed(sentence) for text in kept_apart for sentence in text.sentences if len(sentence) > 60}
    by_focus: dict[str, list[dict[str, str]]] = defaultdict(list)
    with gzip.open(folder / "medquad.jsonl.gz", "rt", encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            if row["answer"].strip():
                by_focus[row["focus"]].append(row)
    examples = []
    for focus, rows in sorted(by_focus.items()):
        starts = [_first_sentences(row["answer"], max_sentences) for row in rows]
        if len(rows) < 3 or any(squeezed(sentence) in apart for start in starts for sentence in start):
            continue
        for number, row in enumerate(rows):
            others = [n for n in range(len(rows)) if rows[n]["qtype"] != row["qtype"] and starts[n]][:3]
            if not starts[number] or not others:
                continue
            sentences = [*starts[number], *(sentence for n in others for sentence in starts[n][:4])]
            text = Text(f"medquad-{focus}", focus, tuple(sentences), "medquad")
            examples.append(Example(text, " ".join(row["question"].split()), frozenset(range(len(starts[number]))), any_of=True))
    return examples


def _first_sentences(answer: str, limit: int) -> list[str]:
    return [" ".join(answer[a:b].split()) for a, b in sentence_spans(answer)[:limit]]


def _gold_of(answers: Sequence[dict[str, object]], spans: Sequence[tuple[int, int]], context: str) -> frozenset[int]:
    gold: set[int] = set()
    for answer in answers:
        text, start = str(answer["text"]), int(str(answer["answer_start"]))
        start += len(text) - len(text.lstrip())
        end = start + len(text.strip())
        for number, (a, b) in enumerate(spans):
            overlap = min(b, end) - max(a, start)
            if overlap > 0 and overlap >= min(0.5 * (end - start), 0.3 * (b - a)):
                gold.add(number)
    return frozenset(gold)


def squeezed(text: str) -> str:
    """Letters and digits alone, small: what tells whether two sentences are one."""
    return re.sub(r"\W+", "", text).lower()


def _lines(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
