"""What sort of thing a phrase names is told by its words, by those around it, and by those that documents put around it."""

from __future__ import annotations

import pytest

from chat.conversation import follow_up
from chat.sorts import Sort, sort_by_place, sort_in_texts, sort_of


@pytest.mark.parametrize(
    ("phrase", "sort"),
    [
        ("shoulder pain", Sort.ILLNESS),
        ("tennis elbow", Sort.ILLNESS),
        ("tendinitis", Sort.ILLNESS),
        ("dry needling", Sort.TREATMENT),
        ("hypnosis", Sort.TREATMENT),  # not for its ending an illness
        ("ibuprofen", Sort.TREATMENT),
        ("pain relief cream", Sort.TREATMENT),  # the last word tells
        ("back pain exercises", Sort.TREATMENT),
        ("placebo group", Sort.GROUP),
        ("massage group", Sort.GROUP),
        ("honey", None),
        ("the nose", None),
        ("", None),
    ],
)
def test_a_phrase_tells_its_sort(phrase: str, sort: Sort | None) -> None:
    assert sort_of(phrase) is sort


@pytest.mark.parametrize(
    ("question", "name", "sort"),
    [
        ("does foam help legs?", "foam", Sort.TREATMENT),
        ("does foam help with legs?", "legs", Sort.ILLNESS),
        ("is foam used for legs?", "foam", Sort.TREATMENT),
        ("what are the symptoms of lumps?", "lumps", Sort.ILLNESS),
        ("what are the side effects of foam?", "foam", Sort.TREATMENT),
        ("where is foam made?", "foam", None),
        ("how is foam stored?", "foam", None),
    ],
)
def test_what_is_asked_of_a_thing_tells_its_sort(question: str, name: str, sort: Sort | None) -> None:
    start = question.index(name)
    assert sort_by_place(question, start, start + len(name)) is sort


@pytest.mark.parametrize(
    ("texts", "sort"),
    [
        (["The foam group walked.", "Patients treated with foam slept."], Sort.TREATMENT),
        (["Symptoms of foam are rare.", "People with foam were asked."], Sort.ILLNESS),
        (["The foam group walked."], None),  # once is no telling
        (["The foam group; foam therapy.", "People with foam. Symptoms of foam."], None),
        ([], None),
    ],
)
def test_documents_tell_the_sort_of_a_name(texts: list[str], sort: Sort | None) -> None:
    assert sort_in_texts("foam", texts) is sort


@pytest.mark.parametrize(
    ("turns", "text"),
    [
        (["does physiotherapy help shoulder pain?", "what about dry needling?"], "does dry needling help shoulder pain?"),
        (["does physiotherapy help shoulder pain?", "what about back pain?"], "does physiotherapy help back pain?"),
        (["does light therapy help back pain?", "and stretching?"], "does stretching help back pain?"),
        (["does massage ease back pain?", "and sciatica?"], "does massage ease sciatica?"),
        (["does amitriptyline work for migraine?", "and hypnosis?"], "does hypnosis work for migraine?"),
        (["does balm help with gout?", "and honey?"], "does honey help with gout?"),  # not known for an illness
        (["why did people leave the balm group?", "and the massage group?"], "why did people leave the massage group?"),
        (["does balm help?", "what about the placebo group?"], "does balm help in the placebo group?"),  # a group helps nobody
    ],
)
def test_like_is_put_in_the_place_of_like(turns: list[str], text: str) -> None:
    asked = follow_up(turns, analyse=str.split, is_known=lambda _: True)
    assert asked.likeliest.text == text


def test_what_the_library_says_tells_what_the_words_do_not() -> None:
    turns = ["what is said of gout and balm?", "and plim?"]
    told = {"plim": Sort.TREATMENT, "balm": Sort.TREATMENT}.get
    asked = follow_up(turns, analyse=str.split, is_known=lambda _: True, likeness=lambda one, other: other == "gout", sort_told=told)
    assert asked.likeliest.text == "what is said of gout and plim?"


def test_where_two_are_of_its_sort_none_is_put_out_by_it() -> None:
    turns = ["is massage or acupuncture better?", "and yoga?"]
    asked = follow_up(turns, analyse=str.split, is_known=lambda _: True, likeness=lambda one, other: other == "acupuncture")
    assert "massage" in asked.likeliest.text
