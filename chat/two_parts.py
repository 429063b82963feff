"""A question that asks two things: "who funded it and where was it done?" is answered by the best sentence for each."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from chat.choose import MAX_QUOTES, Chosen, is_said_already
from chat.conversation import MAX_CARRIED, Standalone
from chat.evidence import Evidence

_ASKING = "who|whom|whose|what|which|when|where|why|how"
_AUXILIARY = "is|are|was|were|do|does|did|can|could|should|will|would|has|have|had|may|might|must"
_SUBJECT = "it|they|he|she|i|you|we|there|one|people|patients|children|women|men"
_JOINED = re.compile(
    rf"(?P<first>.+?)(?:,? (?:and|&)|(?P<loosely>[,;?])(?: and)?) (?:also )?"
    rf"(?P<second>(?:(?P<asking>{_ASKING})|(?:{_AUXILIARY}) (?:{_SUBJECT}))\b.*\w.*)",
    re.I | re.S,
)
_ASKS = re.compile(rf"\W*(?:(?:and|but|so|ok|please)\b,? *)*(?:{_ASKING}|{_AUXILIARY}|what['’]s|tell me|explain|describe)\b", re.I)
# What is asked of two things at once: "the difference between how A works and how B works", "how old and how heavy".
_OF_BOTH = re.compile(r"\b(?:differ\w*|between|compar\w*|versus|vs|both|depends?)\b|\b(?:how|which|what|whose)(?: \w+)?\W*$", re.I)
# What is joined without "and" must be a question by its order of words: "when it hurts, what helps?" is one.
_ASKS_BY_ORDER = re.compile(
    rf"\W*(?:(?:and|but|so|ok)\b,? *)*(?:who|(?:what|when|where|why|how|which|whose)(?: \w+){{0,2}}? (?:{_AUXILIARY})|"
    rf"(?:{_AUXILIARY})) \w+.*",
    re.I | re.S,
)
_BARE_WHO = re.compile(r"who \w+\W*", re.I)
_MIN_WORDS = 3
_MAX_LOOSE = 12  # words; in a longer message what it asks is told apart from what it tells


def parts_of(question: str) -> tuple[str, str] | None:
    """The two questions that one joins by "and", the second as it is asked after the first; None where it is one.

    "Does it help with pain and sleep?" is one, and so are "people who smoke and who drink" and "when it hurts, what helps?".
    """
    joined = _JOINED.fullmatch(question.strip())
    if joined is None or not _ASKS.match(joined["first"]) or _OF_BOTH.search(joined["first"]):
        return None
    first, second = joined["first"].strip(), joined["second"].strip()
    asking = joined["asking"]
    is_relative = asking and re.search(rf"\w.*\b{asking}\b", first, re.I | re.S)
    n_words = [_MIN_WORDS if _BARE_WHO.fullmatch(part) else len(part.split()) for part in (first, second)]
    if is_relative or min(n_words) < _MIN_WORDS:
        return None
    if joined["loosely"] and not (max(n_words) <= _MAX_LOOSE and _ASKS_BY_ORDER.fullmatch(first) and "?" not in second.rstrip("? ")):
        return None
    return f"{first}?", second


def whole_of(question: str, parts: Sequence[Standalone]) -> Standalone:
    """The question with what its parts carry from the turns before, where both are answered and it need not be searched for itself."""
    have = set(re.findall(r"[\w'’-]+", question.casefold()))
    carried = [word for word in dict.fromkeys(word for part in parts for word in part.carried) if word.casefold() not in have]
    carried = carried[:MAX_CARRIED]
    return Standalone(f"{question} ({', '.join(carried)})" if carried else question, tuple(carried))


def merged(parts: Sequence[Sequence[Evidence]]) -> list[Evidence]:
    """What was found for the parts, each sentence once, likeliest first."""
    best: dict[str, Evidence] = {}
    for item in (item for ranked in parts for item in ranked):
        known = best.get(item.sentence.sentence_id)
        if known is None or item.probability > known.probability:
            best[item.sentence.sentence_id] = item
    return sorted(best.values(), key=lambda item: -item.probability)


def with_differing(quotes: Sequence[Chosen], differing: Collection[str]) -> list[Chosen]:
    """The best quote for a part, and of the others those that another document answers differently with (ids of sentences)."""
    return [*quotes[:1], *(quote for quote in quotes[1:] if quote.evidence.sentence.sentence_id in differing)]


def quotes_of_parts(
    parts: Sequence[Sequence[Chosen]], whole: Sequence[Chosen], differing: Sequence[Collection[str]] = ((), ())
) -> list[Chosen]:
    """The best quote for each part where both are answered; else what answers the whole, else the one part that is answered.

    Behind the best stands what another document says differently (`differing`: for each part ids of sentences).
    """
    best = [quotes[0] for quotes in parts if quotes]
    if len(best) < len(parts):
        return list(whole) or best
    shown: list[Chosen] = []
    for quote in best:
        shown = [other for other in shown if not _holds(quote, other)]
        if not is_said_already(quote, shown):
            shown.append(quote)
    others = [other for quotes, ids in zip(parts, differing, strict=True) for other in with_differing(quotes, ids)[1:]]
    for other in others:
        if len(shown) < MAX_QUOTES and not is_said_already(other, shown):
            shown.append(other)
    return shown


def _holds(quote: Chosen, other: Chosen) -> bool:
    return quote.span.overlaps(other.span) and quote.span.start <= other.span.start and other.span.end <= quote.span.end
