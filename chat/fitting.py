"""Which reading of a follow-up fits: by how much it leans, and by how likely each reading is answered."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from chat.conversation import FollowUp, Leaning, Standalone, is_instead, is_plural, lacks_name, names, points_back
from chat.evidence import Evidence
from chat.telling import telling_text
from chat.understand import Understood

_STANDS_FOR_IT = re.compile(r"\b(?:it|its|this|that|he|she|they)\b", re.I)  # not for some of it, as "the last of them" and "which ones"
_THEY = re.compile(r"\bthey\b", re.I)
_LIKELY = 0.5  # from this probability on a reading is taken before others are tried


@dataclass(frozen=True, slots=True)
class Found:
    """What was searched for and the evidence, likeliest first."""

    asked: Standalone
    understood: Understood
    ranked: list[Evidence]
    lacks_name: bool = False  # it names something that no document holds: what is found is of something else

    @property
    def best(self) -> float:
        """The probability that the library answers: the best sentence's."""
        return self.ranked[0].probability if self.ranked and not self.lacks_name else 0.0


def fitting(
    asked: FollowUp,
    search: Callable[[Standalone], Found],
    *,
    is_known: Callable[[str], bool],
    answer_from: float,
    is_of: Callable[[Evidence, Sequence[str]], bool] = lambda evidence, topic: True,
) -> Found | None:
    """What the fitting reading finds; nothing where the question is all about something that the library does not name.

    `is_known` tells whether the library holds a word; from the probability `answer_from` on, a reading counts as answered. `is_of`
    tells whether what stands around a sentence names any of these words: "what dose?" alone is answered by the dose of whatever
    has one, and no answer where that is not what was named before.
    """
    if asked.leaning < Leaning.ALL and not points_back(asked.alone.text) and _asks_beyond(asked.alone.text, is_known):
        return search(asked.alone)
    search = _of_topic(search, is_of) if leans_on_pronoun(asked) else search
    known = [reading for reading in asked.with_topic if not reading.carried or any(map(is_known, _topic(reading)))]
    unnamed = [reading for reading in asked.with_topic if lacks_name(reading.carried, is_known=is_known)]
    if asked.leaning is Leaning.ALL or (unnamed and asked.leaning is Leaning.MUCH):
        if asked.with_topic and not known:
            return None
        if unnamed:
            return replace(search(unnamed[0]), lacks_name=True)
    if not known or unnamed:
        return search(asked.alone)
    if is_instead(asked.alone.text, known[0]) and _names_nothing_known(asked.alone.text, is_known):
        found = search(known[0])
        return replace(found, lacks_name=found.best < _LIKELY)  # what fits by all its other words is said of something else
    alone = search(asked.alone) if asked.leaning is Leaning.LITTLE else None
    if alone and alone.best >= answer_from:
        return alone
    whole = _likeliest(map(search, known), answer_from)
    if whole.best >= answer_from or asked.leaning is Leaning.ALL:
        return whole
    alone = alone or search(asked.alone)
    topic = _topic(known[0])
    says_itself = names(asked.alone.text) and not points_back(asked.alone.text) and not (known[0].is_whole and topic)
    if alone.best < answer_from or not (says_itself or is_of(alone.ranked[0], topic)):
        return whole
    return alone


def _names_nothing_known(question: str, is_known: Callable[[str], bool]) -> bool:
    """Whether the library knows none of the words that a question names, nor all of them as one name."""
    named = names(question)
    return bool(named) and not is_known(" ".join(named)) and not any(map(is_known, named))


def _asks_beyond(question: str, is_known: Callable[[str], bool]) -> bool:
    """Whether a question names its own subject and asks of it what no document holds: "is ketamine addictive?" after how long relief lasts.

    With words from before it would be answered as the question before was.
    """
    named = names(question)
    return bool(named) and all(map(is_known, named)) and not all(map(is_known, telling_text(question).split()))


def leans_on_pronoun(asked: FollowUp) -> bool:
    """Whether a pronoun stands for the topic: what tells of something else answers nothing, however well it fits.

    "They", where many of nothing were named, are those who did what was asked about, and often named nowhere.
    """
    text = asked.alone.text
    means_actors = _THEY.search(text) and not any(map(is_plural, asked.with_topic[0].carried if asked.with_topic else ()))
    return asked.leaning >= Leaning.MUCH and points_back(text) and bool(_STANDS_FOR_IT.search(text)) and not means_actors


def _of_topic(search: Callable[[Standalone], Found], is_of: Callable[[Evidence, Sequence[str]], bool]) -> Callable[[Standalone], Found]:
    """The search, of what it finds for a reading with a topic only what stands where this is named."""

    def searched(reading: Standalone) -> Found:
        found = search(reading)
        topic = names(" ".join(reading.carried))
        return replace(found, ranked=[item for item in found.ranked if is_of(item, topic)]) if topic else found

    return searched


def _topic(reading: Standalone) -> Sequence[str]:
    return names(" ".join(reading.carried)) or reading.carried


def _likeliest(readings: Iterable[Found], answer_from: float) -> Found:
    """The first that is likely to be answered, the earlier question in full if it is answered at all, else the likeliest.

    A further reading costs a search, and one with fewer words is answered by whatever holds them.
    """
    tried: list[Found] = []
    for found in readings:
        if found.best >= (answer_from if found.asked.is_whole else _LIKELY):
            return found
        tried.append(found)
    return max(tried, key=lambda found: found.best)  # the first of equals
