from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chat.guard.features import cues, hashed
from chat.guard.language import language_of
from chat.guard.normalise import normalise


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("KILL  Myself", "kill myself"),
        ("k i l l i n g   m y s e l f", "killing myself"),
        ("k1ll mys3lf", "kill myself"),
        ("sooooo tired", "soo tired"),
        ("I’m “fine”", 'i\'m "fine"'),
        ("su\u200bicide", "suicide"),
        ("a\x00b", "a b"),
        ("ｋｉｌｌ", "kill"),
    ],
)
def test_spellings_are_folded(typed: str, read: str) -> None:
    assert normalise(typed) == read


@settings(deadline=None)
@given(st.text(alphabet=st.characters()))
def test_normalising_twice_changes_nothing_that_matters(text: str) -> None:
    assert normalise(normalise(text)).split() == normalise(normalise(normalise(text))).split()


@settings(deadline=None)
@given(st.text(alphabet=st.characters()), st.lists(st.text(), max_size=2))
def test_features_of_any_text_are_finite(text: str, earlier: list[str]) -> None:
    buckets, weights = hashed(text, earlier)
    assert len(buckets) == len(weights)
    assert (weights >= 0).all()
    assert ((cues(text, earlier) >= 0) & (cues(text, earlier) <= 1)).all()


@pytest.mark.parametrize(
    ("message", "language"),
    [
        ("I want to know what this is", "en"),
        ("no puedo más con este dolor", "es"),
        ("je ne peux plus vivre comme ça", "fr"),
        ("ich kann nicht mehr", "de"),
        ("não quero mais viver", "pt"),
        ("non ce la faccio più, voglio morire", "it"),
        ("मैं जीना नहीं चाहती", "hi"),
        ("main jeena nahi chahta", "hi"),
        ("我不想活了", "zh"),
        ("死にたいです", "ja"),
        ("죽고 싶어요", "ko"),
        ("ketamine", "en"),
        ("", "en"),
    ],
)
def test_languages_are_told_apart(message: str, language: str) -> None:
    assert language_of(message) == language
