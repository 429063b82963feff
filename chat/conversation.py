"""A follow-up question made whole: the topic words of the turns before it, carried over when it leans on them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

MAX_CARRIED = 6
_SHORT = 7  # words; a question this short may be the tail of another
_OPENS_AS_TAIL = re.compile(
    r"(?:and|or|but|so|what about|how about|what if|why not|how come|since when|for how long|how so|really)\b", re.I
)
_POINTS_BACK = re.compile(
    r"\b(?:it|its|they|them|their|theirs|this|that|these|those|there|he|she|him|her|one|ones|former|latter|same|other|others|second|"
    r"first|third|last|else|either|neither|both|another|such|again)\b",
    re.I,
)
_THE_LIBRARY = re.compile(r"\b(?:(?:these|those) (?:pages|documents|sources|texts|papers|articles|files)|this library)\b", re.I)
_WORD = re.compile(r"[^\W_][\w'’.-]*[^\W_]|[^\W_]")


@dataclass(frozen=True, slots=True)
class Standalone:
    """What is searched for: the last question, perhaps with words carried over from the turns before."""

    text: str
    carried: tuple[str, ...] = ()


def leans_on_context(question: str) -> bool:
    """Whether the question reads like the tail of an earlier one: short, or pointing back, or opening with "and"."""
    n_words = len(_WORD.findall(question))
    if _OPENS_AS_TAIL.match(question.strip()) and n_words <= _SHORT:
        return True
    return bool(_POINTS_BACK.search(_THE_LIBRARY.sub(" ", question))) or n_words <= 3  # "these pages" are those asked, not earlier words


def standalone(turns: Sequence[str], *, telling: Callable[[str], Sequence[str]]) -> list[Standalone]:
    """The ways to read the last turn, the likelier first: with the topic of the turns before where it leans on them, then as it stands.

    `telling` gives the analysed words of a text that say what it is about; words whose analysed form the question has
    already are not carried. "and the dose?" after "does ketamine help?" → "and the dose? (ketamine, help)". Where the turn
    before leans on an earlier one itself, that one's topic is carried too, and once more alone.
    """
    question = turns[-1]
    if len(turns) < 2 or not leans_on_context(question):
        return [Standalone(question)]
    telling_turns = [turn for turn in reversed(turns[:-1]) if telling(turn)]
    whole = next((number for number, turn in enumerate(telling_turns) if not leans_on_context(turn)), len(telling_turns) - 1)
    readings = [
        _with_words_of(question, telling_turns[: whole + 1], telling),
        _with_words_of(question, telling_turns[whole : whole + 1], telling),
    ]
    return list(dict.fromkeys([*(reading for reading in readings if reading.carried), Standalone(question)]))


def _with_words_of(question: str, earlier_turns: Sequence[str], telling: Callable[[str], Sequence[str]]) -> Standalone:
    have = set(telling(question))
    carried: list[str] = []
    for word in (word for turn in earlier_turns for word in _WORD.findall(turn)):
        forms = telling(word)
        if forms and not have.issuperset(forms) and len(carried) < MAX_CARRIED:
            carried.append(word)
            have.update(forms)
    return Standalone(f"{question} ({', '.join(carried)})" if carried else question, tuple(carried))
