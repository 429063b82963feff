import pytest

from chat.telling import is_function_word, telling_text


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("who shouldnt have ketamine", "ketamine"),
        ("What does the WHO say about it?", "WHO"),
        ("how long do the effects last after the drip", "effects last drip"),
        ("What dose did Sörensen's study use (0.3 mg/kg)?", "dose Sörensen study use 0.3 mg/kg"),
        ("I’m pregnant, can’t I take it?", "pregnant take"),
        ("what is it?", "what is it?"),
    ],
)
def test_function_words_say_nothing_of_the_subject(question: str, expected: str) -> None:
    assert telling_text(question) == expected


@pytest.mark.parametrize("word", ["dose", "US", "WHO", "third", "C", "second", "pain"])
def test_words_with_a_subject_stay(word: str) -> None:
    assert not is_function_word(word)
