"""Questions as they are typed into a search field: of texts that answer them in full sentences, and of texts that do not.

Whoever asks in three words is not answered by whatever shares one of them. The judge learned from whole questions, and took "hate being
touched" for answered by a drug that "hardly touches the legs".
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence

import numpy as np

from chat.telling import is_function_word
from index.encoder import Encoder
from training.guard_rows import ROWS, read_rows
from training.judge_data import Example, Text

Place = tuple[Text, int]  # a text and the number of a sentence in it

_WORD = re.compile(r"[^\W_]+")
MOST_WORDS = 9  # of what is typed
BY_WORDS = 0.3  # how much more a sentence counts that holds all telling words, as when candidates are chosen (chat/candidates.py)
STEM = 5  # letters by which words are the same
N_PLACES = 12  # sentences of other texts that a question is like
SHARE_OF_TEXTS = 1 / 12  # among which they are looked for: as in a small library, which hardly ever holds the answer
TOO_LIKE = 0.55  # from this cosine on a sentence may answer
LEFT_IN = frozenset(("how", "long", "many", "much", "often", "when", "where", "who", "why", "not", "no", "never", "without", "if", "or"))
ABOUT_TEXTS = ("asked_of_documents", "held_question", "followup", "readers_", "doc_", "medquad")  # kinds that are asked of a text


def as_typed(question: str, chance: random.Random) -> str:
    """The question as it may be typed: in small letters without its mark, without what leads up to it, or its telling words alone."""
    words = question.rstrip(" ?.!").split()
    manner = chance.random()
    if manner < 0.5:
        telling = [word for word in words if word.casefold() in LEFT_IN or not is_function_word(word.strip(",;:()\"'"))]
        words = telling if len(telling) > 1 else words
    elif manner < 0.7:
        first = next((n for n, word in enumerate(words) if word.casefold() in LEFT_IN or not is_function_word(word)), 0)
        words = words[first:] if len(words) - first > 1 else words
    return " ".join(words) if chance.random() < 0.3 else " ".join(words).lower()


def searched_questions() -> list[str]:
    """What people search for, short and of no text in particular: questions of fact that the guard is trained on."""
    rows = (row for file in (ROWS, ROWS.with_name("guard-typed.jsonl")) for row in read_rows(file))
    rows = (row for row in rows if row.route == "answer" and row.lang == "en" and not row.turns)
    return list(dict.fromkeys(row.text for row in rows if not row.kind.startswith(ABOUT_TEXTS) and len(row.text.split()) <= MOST_WORDS))


def unanswered(questions: Sequence[str], texts: Sequence[Text], encoder: Encoder, *, seed: int = 0) -> dict[str, list[Place]]:
    """For each question sentences that it is like, from a few texts drawn at random, as a small library on other matters offers them.

    Left out are sentences so like it that they may answer.
    """
    places = [(text, number) for text in texts for number in range(len(text.sentences))]
    numbers: dict[str, list[int]] = {}
    for number, (text, _) in enumerate(places):
        numbers.setdefault(text.text_id, []).append(number)
    vectors = encoder.encode(
        [f"{text.heading}: {text.sentences[number]}" if text.heading else text.sentences[number] for text, number in places]
    )
    words = [_stems(text.sentences[number]) for text, number in places]
    chance, ids = random.Random(seed), list(numbers)
    found = {}
    for question, vector in zip(questions, encoder.encode(questions), strict=True):
        drawn = chance.sample(ids, max(1, round(SHARE_OF_TEXTS * len(ids))))
        held = np.array([number for text_id in drawn for number in numbers[text_id]])
        asked = _stems(question)
        cosines = vectors[held] @ vector
        shared = np.array([len(asked & words[number]) for number in held]) / max(1, len(asked))
        order = np.argsort(-(cosines + BY_WORDS * shared), kind="stable")
        found[question] = [places[held[n]] for n in order if cosines[n] < TOO_LIKE][:N_PLACES]
    return found


def searched_examples(found: Mapping[str, Sequence[Place]]) -> list[Example]:
    """An example of each, that no sentence answers."""
    return [Example(places[0][0], question, frozenset()) for question, places in found.items() if places]


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:STEM] for word in _WORD.findall(text.casefold()) if not is_function_word(word))
