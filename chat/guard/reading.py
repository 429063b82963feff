"""What the reader reads at once: the message, then the turns before it, nearest first.

    [CLS] message [SEP] turn before it [SEP] turn before that [SEP]

A message that is longer than the model reads well is read in parts that overlap.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from chat.guard.normalise import normalise

CLS, SEP = 101, 102  # of the bundled model's vocabulary
MAX_MESSAGE = 256  # tokens of the message in one reading: what the bundled model was trained on
OVERLAP = 32  # tokens that a part shares with the one before it
MAX_PARTS = 12  # of one message: the first and the last ones of a longer text
MAX_TURN = 48  # tokens of an earlier turn, its last ones

Tokens = Sequence[int]
Tokenise = Callable[[str], Tokens]


@dataclass(frozen=True, slots=True)
class Reading:
    """Token ids, and how many of them are the message: token type 0; the turns before it have type 1."""

    ids: tuple[int, ...]
    n_message: int

    @property
    def token_types(self) -> list[int]:
        """0 for the message, 1 for what was said before it."""
        return [0] * self.n_message + [1] * (len(self.ids) - self.n_message)


def lay_out(message: str, earlier: Sequence[str], tokens: Tokenise) -> list[Reading]:
    """The readings of a message after earlier turns, oldest first: one for each part of the message, mostly one."""
    before = [token for turn in reversed(earlier) for token in (*tokens(normalise(turn))[-MAX_TURN:], SEP)]
    return [Reading((CLS, *part, SEP, *before), len(part) + 2) for part in _parts(tokens(normalise(message)))]


def _parts(ids: Tokens) -> list[Tokens]:
    """As few parts as will do, of even length: what is read in one pass is padded to the longest."""
    n_parts = max(1, -(-(len(ids) - OVERLAP) // (MAX_MESSAGE - OVERLAP)))
    size = -(-(len(ids) + (n_parts - 1) * OVERLAP) // n_parts)
    parts = [ids[start : start + size] for start in (number * (size - OVERLAP) for number in range(n_parts))]
    return parts if n_parts <= MAX_PARTS else [*parts[: MAX_PARTS // 2], *parts[-MAX_PARTS // 2 :]]
