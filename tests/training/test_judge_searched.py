"""Questions as people type them: shortened without losing what they ask, and shown beside sentences that do not answer them."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from tests.conftest import KeywordEncoder
from training import judge_searched
from training.judge_course import SEARCHED_PLACES, Course, Shares
from training.judge_data import Example, Text
from training.judge_pool import Pool
from training.judge_searched import as_typed, searched_examples, searched_questions, unanswered
from training.judge_windows import Tokenised

SLEEP = Text("sleep", "Sleep", ("Sleep was deeper.", "Memory fell.", "Nobody hardly touched a dose.", "The end came."), "made up")
PAIN = Text("pain", "Pain", ("Pain fell in women.", "Women slept.", "No more is known."), "made up")


@pytest.fixture
def tokens() -> Tokenised:
    tokenizer = Tokenizer(WordLevel({"[UNK]": 200}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    return Tokenised(tokenizer)


@pytest.mark.parametrize("seed", range(30))
def test_what_is_asked_stays_when_it_is_typed(seed: int) -> None:
    typed = as_typed("How long does the numbness last without treatment?", random.Random(seed))
    assert not typed.endswith("?")
    assert [word for word in typed.lower().split() if word in {"how", "long", "numbness", "last", "without", "treatment"}] == [
        "how",
        "long",
        "numbness",
        "last",
        "without",
        "treatment",
    ]


def test_it_is_typed_in_several_ways() -> None:
    ways = {as_typed("What is the dose for women?", random.Random(seed)) for seed in range(60)}
    assert {"dose women", "dose for women", "what is the dose for women"} <= ways
    assert as_typed("Is it?", random.Random(1)).lower() == "is it"


def test_only_short_questions_of_fact_about_no_text_are_searched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [
        {"text": "lump behind ear", "route": "answer", "kind": "searched"},
        {"text": "what dose did they use", "route": "answer", "kind": "asked_of_documents"},
        {"text": "and for women", "route": "answer", "kind": "searched", "turns": ["What is the dose?"]},
        {"text": "ganglion am fuß", "route": "answer", "kind": "searched", "lang": "de"},
        {"text": "can i take two", "route": "personal_advice", "kind": "searched"},
        {"text": "one two three four five six seven eight nine ten", "route": "answer", "kind": "searched"},
    ]
    for name in ("guard.jsonl", "guard-typed.jsonl"):
        (tmp_path / name).write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    monkeypatch.setattr(judge_searched, "ROWS", tmp_path / "guard.jsonl")
    assert searched_questions() == ["lump behind ear"]


def test_sentences_that_share_words_are_shown_and_those_that_may_answer_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judge_searched, "SHARE_OF_TEXTS", 1.0)
    found = unanswered(["hate being touched", "pain women"], [SLEEP, PAIN], KeywordEncoder())
    text, number = found["hate being touched"][0]
    assert text.sentences[number] == "Nobody hardly touched a dose."
    assert "Pain fell in women." not in [text.sentences[number] for text, number in found["pain women"]]
    assert all(not example.gold for example in searched_examples(found))


def test_a_searched_question_is_shown_some_places_where_nothing_answers(tokens: Tokenised) -> None:
    found = {"hate being touched": [(SLEEP, 2), (SLEEP, 0), (PAIN, 1), (PAIN, 0), (SLEEP, 3)]}
    course = Course([Example(PAIN, "pain ?", frozenset({0}))], [], [], {}, {}, found, Pool([], []))
    (example,) = [one for one in course.epoch(Shares(given=0, searched=9), random.Random(1)) if not one.gold]
    items = course.shown(example, Shares(), tokens, random.Random(2))
    assert len(items) == SEARCHED_PLACES
    assert not any(any(item.labels) for item in items)


def test_a_typed_question_keeps_its_answer(tokens: Tokenised) -> None:
    asked = Example(PAIN, "Did pain fall?", frozenset({0}))
    course = Course([asked], [], [], {}, {}, {}, Pool([], []))
    plain, typed = (course.shown(asked, Shares(typed=share), tokens, random.Random(3)) for share in (0.0, 1.0))
    assert any(any(item.labels) for item in typed)
    assert len(typed[0].window.ids) < len(plain[0].window.ids) or typed[0].window.ids != plain[0].window.ids
