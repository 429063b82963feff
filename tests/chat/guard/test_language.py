from __future__ import annotations

import pytest

from chat.guard.language import is_likely_foreign, is_surely_foreign, language_of


@pytest.mark.parametrize(
    ("message", "language"),
    [
        ("domani la faccio finita", "it"),
        ("à quoi bon vivre encore", "fr"),
        ("jveu mourir", "fr"),
        ("kiero morirme ya", "es"),
        ("Opa hat Bleiche getrunken", "de"),
        ("nn voio vivere", "it"),
        ("annem bütün hapları içti", "tr"),
        ("yo what's good", "en"),
        ("main side effects", "en"),
        ("What dose did Sörensen's study use?", "en"),
        ("मुझे नींद नहीं आती", "hi"),
        ("mujhe neend nahi aati", "hi"),
    ],
)
def test_the_language_is_told_by_words_that_others_do_not_share(message: str, language: str) -> None:
    assert language_of(message) == language


@pytest.mark.parametrize(
    "message",
    [
        "Quels sont les signes d'une embolie ?",
        "Was sind Anzeichen einer Sepsis?",
        "quante persone soffrono di gotta?",
        "¿Qué efectos tiene la pregabalina?",
        "para que serve a gabapentina",
        "gout kya hota hai",
        "痛风是什么",
        "NMDAとは何ですか",
        "¿La ketamina es adictiva?",
    ],
)
def test_a_question_in_another_language_is_surely_foreign(message: str) -> None:
    assert is_surely_foreign(message)


@pytest.mark.parametrize(
    "message",
    [
        "What is tic douloureux?",
        "van der Kolk trauma",
        "La Crosse encephalitis",
        "dos kofee mater",
        "wat is nocibo",
        "LDL cutoff men",
        "CO levels",
        "DAS28 change",
        "Sjögren syndrome",
        "what does 痛风 mean in English",
        "Müller's study of déjà vu",
        "",
    ],
)
def test_names_loan_words_and_misspelt_english_are_not(message: str) -> None:
    assert not is_surely_foreign(message)


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("la ketamina es adictiva", True),
        ("la kétamine et le sommeil", True),
        ("van der Kolk trauma", False),
        ("La Crosse encephalitis", False),
        ("is la ketamina es the same", False),
        ("what does ¿por qué? mean in English", False),
        ("side effects", False),
    ],
)
def test_a_question_is_likely_foreign_by_two_little_words_and_none_of_english(message: str, expected: bool) -> None:
    assert is_likely_foreign(message) is expected
    assert not is_surely_foreign(message)
