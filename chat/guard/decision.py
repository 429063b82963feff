"""From probabilities to a route: the kernel machine and the reader weighed together, help first.

The reader's share was chosen out of fold (`python -m training.guard_blend`), floors and caution on the guard set's tune part and the
answer sets' tune questions (docs/models/guard.md).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from chat.reply import Route

Array = npt.NDArray[np.float32]

ROUTES = (Route.CRISIS, Route.EMERGENCY, Route.PERSONAL_ADVICE, Route.ANSWER, Route.SMALLTALK)
N_HELP = 2  # crisis and emergency, the first two routes
READER_SHARE = 0.5  # of the reader in the blend, against the kernel machine
HELP_FLOOR = 0.3  # of the probabilities of crisis and emergency together: from here help comes first, below it neither is taken
# The same where it would else be small talk: a number to call costs who is only sad little, and a chat costs who is in danger much.
HELP_FLOOR_OF_TALK = 0.18
SMALLTALK_FLOOR = 0.4  # small talk only from here on: a bare name ("CBT") is like nothing the guard knows, and is a question
# Of a few bare words (bare.py): as far as a question of fact leads an emergency here, and crisis stays below, it is one.
BARE_LEAD = 0.1
BARE_CRISIS = 0.1
# As far as small talk leads a crisis here, and no word is dark (dark.py), it is small talk: who is cross, weary or sad, no more.
TALK_LEAD = 0.35
TALK_EMERGENCY = 0.15  # from here of an emergency the doubt is another one
CAUTION = np.asarray([1.1, 1.0, 1.4, 1.0, 1.5], dtype=np.float32)  # factor on each route's probability before the larger wins


def blend(kernel: Array, reader: Array, share: float = READER_SHARE) -> Array:
    """Probabilities (…, routes) of both, weighed."""
    blended: Array = ((1.0 - share) * kernel + share * reader).astype(np.float32)
    return blended


def choose(probabilities: Array, *, floor: float = HELP_FLOOR, talk_floor: float = HELP_FLOOR_OF_TALK, caution: Array = CAUTION) -> int:
    """Position of the route: help where its two routes together reach the floor, else the likeliest other one; each weighed by its caution.

    Small talk needs a probability of its own: who is taken for chatting is not answered at all.

    A message that may be about dying or about a body in danger is no safer for the doubt which of the two it is.
    """
    weighed = probabilities * caution
    if probabilities[-1] < SMALLTALK_FLOOR:
        weighed[-1] = 0.0
    other = N_HELP + int(np.argmax(weighed[N_HELP:]))
    if probabilities[:N_HELP].sum() >= (talk_floor if other == len(ROUTES) - 1 else floor):
        return int(np.argmax(weighed[:N_HELP]))
    return other


def leans_to_talk(probabilities: Array) -> bool:
    """Whether small talk is clearly likelier than a crisis, and an emergency unlikely: a doubt that the words may settle."""
    crisis, emergency, talk = (float(probabilities[ROUTES.index(route)]) for route in (Route.CRISIS, Route.EMERGENCY, Route.SMALLTALK))
    return emergency < TALK_EMERGENCY and talk - crisis >= TALK_LEAD


def leans_to_a_search(probabilities: Array) -> bool:
    """Whether a question of fact is clearly likelier than an emergency, and a crisis unlikely: a doubt that bare words may settle."""
    crisis, emergency, answer = (float(probabilities[ROUTES.index(route)]) for route in (Route.CRISIS, Route.EMERGENCY, Route.ANSWER))
    return crisis < BARE_CRISIS and answer - emergency >= BARE_LEAD
