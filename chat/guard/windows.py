"""What two neighbouring sentences of a post say by themselves: one clause of danger is drowned by the rest and by the question at its end.

    "Nice week. | I laughed. | The letters are written. | Does sage help?"  ->  "Nice week. I laughed.", "I laughed. The letters …", …

A single sentence tells too little ("I'm done."), so windows are read in pairs, and a window alone is not enough: the post as a whole must
raise some doubt too (docs/models/guard.md).
"""

from __future__ import annotations

import re
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from chat.guard.decision import N_HELP, ROUTES
from chat.guard.reader import Reads
from chat.reply import Route

Array = npt.NDArray[np.float32]

MIN_SENTENCES = 3  # a shorter message is read as a whole: its windows would be itself
MIN_WORDS = 40  # of a post: three short sentences drown nothing
MAX_WINDOWS = 64  # of one message: the first and the last ones of a longer text
# Chosen on a third of the posts in nine parts of the guard set (docs/models/guard.md).
WHOLE_FLOOR = 0.16  # of crisis and emergency together in the whole post: below it no window is read
WINDOW_FLOOR = 0.6  # of crisis in the most alarming window, by the reader alone
SURE_EMERGENCY = 0.5  # of emergency in the whole: from here the body goes first, whatever a window says
CRISIS, EMERGENCY = ROUTES.index(Route.CRISIS), ROUTES.index(Route.EMERGENCY)
_END = re.compile(r"(?<=[.?!…])[\"')\]]*\s+|\n+")


def windows_of(message: str) -> list[str]:
    """Each two neighbouring sentences of a post; none of a message that is shorter."""
    sentences = [sentence for sentence in _END.split(message) if sentence.strip()]
    if len(sentences) < MIN_SENTENCES or len(message.split()) < MIN_WORDS:
        return []
    windows = [" ".join(pair) for pair in pairwise(sentences)]
    return windows if len(windows) <= MAX_WINDOWS else [*windows[: MAX_WINDOWS // 2], *windows[-MAX_WINDOWS // 2 :]]


def drowned_crisis(whole: Array, message: str, reader: Reads) -> float:
    """How likely the most alarming window of a post is a crisis where the post leaves some doubt; 0 where neither is enough."""
    is_open = whole[:N_HELP].sum() >= WHOLE_FLOOR and whole[EMERGENCY] < SURE_EMERGENCY
    windows = windows_of(message) if is_open else []
    worst = float(reader.of_each(windows)[:, CRISIS].max()) if windows else 0.0
    return worst if worst >= WINDOW_FLOOR else 0.0
