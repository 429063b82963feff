"""Sentences of scientific prose: where they end, and that their spans are exact."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.sentences import sentence_spans


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Doses of e.g. 0.5 mg/kg/hr were given i.v. or p.o. in most trials.",
        "The study of Smith et al. found less pain (see Fig. 2 and Tab. 3).",
        "Pain fell after ketamine vs. Placebo arms of the trial.",
        "Dr. J. R. Smith gave approx. 20 mg to each of them.",
        "Pain fell (P=0.02; cf. Table 1. All patients were women) in both arms.",
        "A first line without a stop\ngoes on in the second.",
        "Sörensen et al.\u00a0examined 18 patients.",
        "They asked “Does it help?” and waited.",
        "Patients had lower tenderness. (P=0.02), more endurance (P=0.02) and less pain.",
        "Options: rest; exercise; drugs such as amitriptyline.",
        "Node v2.0 and 3.5 hours; P<0.05.",
    ],
)
def test_one_sentence_stays_one(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Pain fell.", "Sleep got better."),
        ("Pain fell.[12]", "Sleep got better."),
        ("Pain fell.1,2", "Sleep got better."),
        ("Pain fell.³", "Sleep got better."),
        ("“Pain fell.”", "Sleep got better."),
        ("(Pain fell.)", "Sleep got better."),
        ("Is it serious?", "Many ask this!"),
        ("They took 5 mg.", "Sleep got better."),
        ("It was studied by Sörensen et al.", "When compared to placebo, pain fell."),
        ("It was established in 1964.", "it had fewer effects."),
        ("They lacked vitamin D.", "Patients were tired."),
        ("It costs more in the U.S.", "Prices differ."),
        ("Pain fell…", "Then it rose."),
        ("He had rashes, fever, etc.", "Nobody knew why."),
    ],
)
@pytest.mark.parametrize("between", [" ", "\n", "  ", "\u00a0", "\u2009", "\n\n"])
def test_two_sentences_are_two(first: str, second: str, between: str) -> None:
    assert sentences(first + between + second) == [first, second]


@pytest.mark.parametrize(
    "sentences_",
    [
        ["慢性疼痛持续三个月以上。", "原因消失后，疼痛往往仍然存在。", "怎么办？", "运动！"],
        ["他说：“很疼。别碰。”", "医生点头。"],
        ["睡眠は一週間後に改善した。", "用量は０．５ｍｇと3.5 mgであった．", "運動も役に立った．"],
        ["患者は「痛い。眠れない。」と述べた。", "（詳細は表一を見よ。）", "以上。"],
        ["疼痛减轻。[12]", "睡眠改善。"],
        ["케타민은 스무 명에게 투여되었다.", "수면이 개선되었다."],
        ["هل هو خطير؟", "نعم."],
        ["दर्द कम हुआ।", "नींद सुधरी।"],
    ],
)
def test_stops_of_other_scripts_end_sentences(sentences_: list[str]) -> None:
    joint = "" if sentences_[0][-1] in "。”]" else " "
    assert sentences(joint.join(sentences_)) == sentences_


def test_a_missing_space_after_the_stop_is_seen() -> None:
    assert sentences("It lessens feelings of pain.Other drugs do not.") == ["It lessens feelings of pain.", "Other drugs do not."]


@pytest.mark.parametrize(
    "said",
    [
        '"I slept through for the first time. The pads changed my nights." — Ruth, 51',
        "“I slept through. The pads changed my nights!” – Ruth O., Leeds",
        "“The pads changed my nights.” — Ruth",
    ],
)
def test_what_somebody_is_quoted_with_and_the_name_are_one_sentence(said: str) -> None:
    assert sentences(f"The pads cost little. {said}") == ["The pads cost little.", said]


@pytest.mark.parametrize(
    "text",
    [
        ["“The pads help.”", "— Two trials found no such thing."],
        ["The pads help.", "— Ruth, 51"],
        ["“The pads help.”", "Ruth is 51."],
        ["“I slept through.", "The pads help.”"],
    ],
)
def test_without_a_quotation_or_a_name_sentences_stay_apart(text: list[str]) -> None:
    assert sentences(" ".join(text)) == text


def test_an_empty_line_always_ends_a_sentence() -> None:
    assert sentences("no stop here\n \nNext one") == ["no stop here", "Next one"]


@given(st.text(alphabet=st.sampled_from('aB1 .!?()[]"“”…,;:\n\t\u00a0\u2009•-²é。！「」』と．'), max_size=300) | st.text(max_size=200))
def test_spans_are_ordered_trimmed_and_lose_no_letter(text: str) -> None:
    spans = sentence_spans(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert all(text[start:end] == text[start:end].strip() for start, end in spans)
    covered = {place for start, end in spans for place in range(start, end)}
    assert all(place in covered for place, character in enumerate(text) if character.isalnum())
