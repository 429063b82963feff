"""Where documents differ: two sentences about the same thing with other figures, another direction, yes and no, or another confidence.

No verdict: both stand side by side, and the reader sees whose words they are. The rules look at words only and know nothing
of any document; they miss what is said in other words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from chat.enrolment import says_who_took_part, without_entry
from chat.evidence import Evidence
from chat.polarity import asks_yes_or_no, denied, permission, polarity_at
from chat.quantities import A_DAY, Quantity, quantities, quantities_at
from chat.reply import Differing

MAX_PAIRS = 3
PROBABLE = 0.12  # how likely a sentence must be to answer before its figures or directions are laid beside another's
PROBABLE_SHARE = 0.2  # and how likely next to the best
TURNED = 0.03  # the same where one says more and the other less of what was asked about, which by chance is rare
NEARLY = 1.0  # or how far the judge's own score may lie below the best sentence's: what it finds as good is no chance either
ANSWERS = 0.5  # how likely a sentence must be to answer before it stands beside a seller's
VOICED = 0.001  # the same for sentences that say how sure one may be: they seldom answer in the question's own words
N_SHARED = 2  # telling words that both sentences must have


@dataclass(frozen=True, slots=True)
class Pair:
    """Two pieces of evidence that differ, the likelier answer first."""

    first: Evidence
    second: Evidence
    differing: Differing


_WORD = re.compile(r"[^\W\d_]{3,}")
_COMMON = frozenset(
    [
        "the", "and", "for", "with", "that", "this", "from", "are", "was", "were", "has", "have", "had", "been", "being", "which",
        "who", "whom", "whose", "what", "when", "where", "how", "does", "did", "can", "could", "may", "might", "will", "would",
        "should", "must", "not", "but", "than", "then", "also", "into", "over", "under", "between", "among", "after", "before",
        "during", "their", "its", "they", "them", "these", "those", "such", "some", "most", "many", "more", "less", "both", "each",
        "other", "using", "used", "use", "based", "study", "studies", "research", "patients", "patient", "people", "individuals",
        "group", "compared", "versus", "increased", "decreased", "higher", "lower", "significant", "significantly",
    ]
)  # fmt: skip
# What counts and measures, as stems: two sentences that share no more than "three" and "minutes" speak of two things, and of one
# where they share what is asked about, too.
_COUNTING = frozenset(
    [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "every",
        "minut", "hour", "day", "days", "week", "month", "year", "time",
    ]
)  # fmt: skip
_TAKING = "take takes taken taking tablets pills capsules doses dosage medicines medication drugs often times day daily need usual much"
_OF_A_HUNDRED = frozenset(["per", "cent", "percent"])  # what two shares are of tells whether they differ
_UP = r"(?:increas\w+|high(?:er)?|heightened|elevated|raised?|rises?|rising|greater|enhanc\w+|more)"
_DOWN = r"(?:decreas\w+|low(?:er(?:ed)?)?|reduc\w+|diminish\w+|declin\w+|fewer|less|weaken\w+)"
_BETTER = r"(?:improv\w+)"  # more of what one wants: a direction only for what can be measured upwards
_MEASURED = r"(?:thresholds?|tolerance|endurance|function|strength|mobility|sleep|mood|quality|fitness)"
_THING = r"(?:\s+(?:in|of|levels? of|for))?(?:\s+(?:the|their|a|an|its|overall|muscle|muscular))*\s+(?P<thing>[a-z-]+(?:\s+[a-z-]+)?)"
_DIRECTIONS = (
    (1, re.compile(rf"\b{_UP}\b(?:\s*\([^)]*\))?{_THING}", re.IGNORECASE)),
    (-1, re.compile(rf"\b{_DOWN}\b(?:\s*\([^)]*\))?{_THING}", re.IGNORECASE)),
    (1, re.compile(rf"\b{_BETTER}\b(?:\s+in)?\s+(?P<thing>(?:[a-z-]+\s+)?{_MEASURED})\b", re.IGNORECASE)),
)
_CONFIDENT = re.compile(
    r"\b(?:(?:is|are|was|were|been|be)\s+(?:found to be |shown to be |proven )?(?:an? )?(?:very |highly )?"
    r"(?:safe|effective|proven|beneficial)"
    r"|has been (?:shown|proven|demonstrated)|have been (?:shown|proven|demonstrated)|dramatic(?:ally)?|substantial\w*"
    r"|strong(?:ly)? (?:evidence|support\w*)|clearly|significant (?:reduction|improvement|decrease|benefit)|most effective)\b",
    re.IGNORECASE,
)
_CAUTIOUS = re.compile(
    r"\b(?:modest|limited (?:evidence|data|benefit)|low[- ](?:quality|certainty)|weak(?:ly)?|insufficient|inconclusive|mixed|variable"
    r"|inconsistent|unclear|uncertain|further (?:research|investigation|studies|trials)|more (?:research|studies|trials)"
    r"|need for (?:better|more|further)"
    r"|no (?:significant |clear |recognized )?(?:difference|benefit|effect|evidence)"
    r"|not (?:effective|recommended|established)|lack of evidence)\b",
    re.IGNORECASE,
)
_ASKS_FIGURES = re.compile(
    r"\b(?:how (?:long|much|many|often|soon|fast|large|big|high|common)|when|dos(?:e|es|age|ing)|rates?|per ?cent\w*|share|prevalence"
    r"|numbers?|durations?|frequen\w+|schedul\w+|intervals?|last(?:s|ing)?|protocols?)\b",
    re.IGNORECASE,
)
_ASKS_STRENGTH = re.compile(
    r"\b(?:evidence|effective\w*|efficac\w+|work(?:s|ing)?|help(?:s|ful)?|benefi\w+|safe\w*|prov(?:en|ed|e)|strong|strength|sure|certain\w*"
    r"|reliable|good|any use|useful)\b",
    re.IGNORECASE,
)


def find_pairs(question: str, ranked: Sequence[Evidence]) -> list[Pair]:
    """Pairs of sentences from different documents that differ, likeliest first; no sentence twice."""
    best = ranked[0].probability if ranked else 0.0
    probable = max(PROBABLE, PROBABLE_SHARE * best)
    judged = ranked[0].features.judged - NEARLY if ranked else 0.0
    asked = _Asked(question)
    looked_at = [item for item in ranked if item.probability >= (VOICED if asked.for_strength else TURNED)]
    likely = {item.sentence.sentence_id for item in looked_at if item.probability >= probable or item.features.judged >= judged}
    found = [
        Pair(first, second, differing)
        for (first, one), (second, other) in combinations(zip(looked_at, map(_Read, looked_at), strict=True), 2)
        if first.sentence.source_id != second.sentence.source_id
        and (differing := _differing(one, other, asked, second.sentence.sentence_id in likely))
    ]
    found.sort(key=lambda pair: -(pair.first.probability * pair.second.probability))
    pairs: list[Pair] = []
    taken: set[str] = set()
    for pair in found:
        ids = {pair.first.sentence.sentence_id, pair.second.sentence.sentence_id}
        if len(pairs) < MAX_PAIRS and not ids & taken:
            pairs.append(pair)
            taken |= ids
    return pairs


def differing_words(text: str, other: str, differing: Differing) -> list[tuple[int, int]]:
    """Where in a text the words stand in which it differs from the other: its figures, its directions, how sure it is.

    First character and the one after the last, in order; empty if no single words tell.
    """
    if differing is Differing.NUMBERS:
        text, theirs = _beside(text, other), quantities(_beside(other, text))
        spans = [
            span
            for quantity, span in quantities_at(text)
            if any(quantity.measures == each.measures and not quantity.overlaps(each) and quantity.is_near(each) for each in theirs)
        ]
        return [span for span in spans if not any(span != each and each[0] <= span[0] and span[1] <= each[1] for each in spans)]
    if differing is Differing.DIRECTION:
        opposite = {(thing, -sign) for thing, sign in _directions(other)}
        return [span for thing, sign, span in _directions_at(text) if (thing, sign) in opposite] or polarity_at(text)
    return [match.span() for match in (_CAUTIOUS if _CAUTIOUS.search(text) else _CONFIDENT).finditer(text)]


def differing_from_best(pairs: Sequence[Pair], ranked: Sequence[Evidence]) -> frozenset[str]:
    """The ids of sentences that give other figures, or another direction, than the likeliest answer."""
    best = ranked[0].sentence.sentence_id if ranked else ""
    told = [pair for pair in pairs if pair.differing is not Differing.STRENGTH and pair.first.sentence.sentence_id == best]
    return frozenset(pair.second.sentence.sentence_id for pair in told)


def beside_a_seller(ranked: Sequence[Evidence], is_seller: Callable[[str], bool]) -> frozenset[str]:
    """The id of the likeliest answer of a document that sells nothing, where a seller gives the likeliest of all and both a figure.

    What somebody sells, for whom and how often, is never told in the seller's words alone. `is_seller` is asked of a source_id.
    """
    if not ranked or not is_seller(ranked[0].sentence.source_id) or not quantities(ranked[0].sentence.text):
        return frozenset()
    others = (item for item in ranked[1:] if item.probability >= ANSWERS and quantities(item.sentence.text))
    found = next((item for item in others if not is_seller(item.sentence.source_id)), None)
    return frozenset({found.sentence.sentence_id} if found else ())


class _Asked:
    """What a question asks, read once for all pairs."""

    def __init__(self, question: str) -> None:
        self.stems = _stems(question)
        self.for_strength = bool(_ASKS_STRENGTH.search(question))
        self.for_figures = bool(_ASKS_FIGURES.search(question))
        self.yes_or_no = asks_yes_or_no(question)
        self.topic = _stems(_ASKS_STRENGTH.sub(" ", question))  # of a question about the strength of evidence


class _Read:
    """What a sentence says, read once for all the pairs it is in."""

    def __init__(self, evidence: Evidence) -> None:
        self.text = evidence.sentence.text
        self.probability = evidence.probability
        self.names_what_is_asked = evidence.features.unnamed == 0
        self._passage = f"{evidence.hit.passage.section} {evidence.hit.passage.text}"

    @cached_property
    def stems(self) -> set[str]:
        return _stems(self.text)

    @cached_property
    def stems_of_passage(self) -> set[str]:
        return _stems(self._passage)

    @cached_property
    def denied(self) -> set[str]:
        return denied(self.text, _stems)

    @cached_property
    def permission(self) -> int:
        return permission(self.text)

    @cached_property
    def directions(self) -> set[tuple[frozenset[str], int]]:
        return _directions(self.text)

    @cached_property
    def tells_who_took_part(self) -> bool:
        return says_who_took_part(self.text)

    def quantities_beside(self, other: _Read) -> Sequence[Quantity]:
        """What may differ from what the other says."""
        told = quantities(without_entry(self.text)) if self.tells_who_took_part > other.tells_who_took_part else self._all_quantities
        return [quantity for quantity in told if quantity.measures != A_DAY]

    @cached_property
    def _all_quantities(self) -> Sequence[Quantity]:
        return quantities(self.text)

    @cached_property
    def a_day(self) -> Sequence[Quantity]:
        return [quantity for quantity in self._all_quantities if quantity.measures == A_DAY]

    @cached_property
    def is_cautious(self) -> bool:
        return bool(_CAUTIOUS.search(self.text))

    @cached_property
    def is_confident(self) -> bool:
        return not self.is_cautious and bool(_CONFIDENT.search(self.text))


def _differing(first: _Read, second: _Read, asked: _Asked, is_likely: bool) -> Differing | None:
    """In what the two differ, if they speak of the same thing and differ at all; `is_likely` is asked of the second for figures."""
    is_on_topic = asked.for_strength and not asked.topic.isdisjoint(first.stems_of_passage & second.stems_of_passage)
    if is_on_topic and _confidence_differs(first, second, asked.topic):
        return Differing.STRENGTH
    if second.probability < TURNED:
        return None
    if _points_both_ways(first, second, asked.stems):
        return Differing.DIRECTION
    if not is_likely:
        return None
    if asked.yes_or_no and _says_yes_and_no(first, second, asked.stems):
        return Differing.DIRECTION
    if asked.for_figures and _are_told_of_one_thing(first, second, asked.stems) and _figures_differ(first.a_day, second.a_day):
        return Differing.NUMBERS  # "once a day" is said of every medicine: it differs where both are of the one asked about
    both = first.stems & second.stems
    shared = both - _COUNTING - _OF_A_HUNDRED
    n_shared = len(shared) + (not shared.isdisjoint(asked.stems) and not both.isdisjoint(_COUNTING))
    is_asked = asked.for_figures or len(shared & asked.stems) >= N_SHARED
    if is_asked and n_shared >= N_SHARED and _figures_differ(first.quantities_beside(second), second.quantities_beside(first)):
        return Differing.NUMBERS
    return None


def _beside(text: str, other: str) -> str:
    return without_entry(text) if says_who_took_part(text) and not says_who_took_part(other) else text


def _are_told_of_one_thing(first: _Read, second: _Read, asked: Collection[str]) -> bool:
    """Whether the question names something, and both answer and name it: in themselves, their sections or their titles."""
    is_named = first.names_what_is_asked and second.names_what_is_asked and bool(set(asked) - _stems(_TAKING))
    return is_named and min(first.probability, second.probability) >= ANSWERS


def _figures_differ(first: Sequence[Quantity], second: Sequence[Quantity]) -> bool:
    """Whether both state one measure, nowhere the same values, yet near enough to be the same thing."""
    for measures in {quantity.measures for quantity in first} & {quantity.measures for quantity in second}:
        pairs = [(a, b) for a in first for b in second if a.measures == b.measures == measures]
        if not any(a.overlaps(b) for a, b in pairs) and any(a.is_near(b) for a, b in pairs):
            return True
    return False


def _points_both_ways(first: _Read, second: _Read, asked: Collection[str]) -> bool:
    """Whether one says that something asked about is more and the other that it is less."""
    for thing, sign in first.directions:
        for other, opposite in second.directions:
            if sign == -opposite and thing == other and not thing.isdisjoint(asked):
                return True
    return False


def _says_yes_and_no(first: _Read, second: _Read, asked: Collection[str]) -> bool:
    """Whether one denies what is asked about and the other says it, or one forbids it and the other allows it."""
    said = first.stems & second.stems & set(asked)
    if len(said) >= N_SHARED and any((one.denied & said) - other.denied for one, other in ((first, second), (second, first))):
        return True
    of_one_thing = said and first.stems & set(asked) <= second.stems_of_passage
    return bool(of_one_thing) and first.permission * second.permission < 0


def _directions(text: str) -> set[tuple[frozenset[str], int]]:
    """What a text says is more (1) or less (-1): "decreased pain threshold" → ({pain, threshold}, -1)."""
    return {(thing, sign) for thing, sign, _ in _directions_at(text)}


def _directions_at(text: str) -> list[tuple[frozenset[str], int, tuple[int, int]]]:
    """The directions in order, each with where it stands."""
    found = []
    for sign, pattern in _DIRECTIONS:
        for match in pattern.finditer(text):
            if thing := frozenset(_stems(match["thing"])):
                found.append((thing, sign, match.span()))
    return sorted(found, key=lambda each: each[2])


def _confidence_differs(first: _Read, second: _Read, topic: Collection[str]) -> bool:
    """Whether one is sure of something asked about, and the other warns."""
    return any(
        sure.is_confident and wary.is_cautious and not sure.stems.isdisjoint(topic) for sure, wary in ((first, second), (second, first))
    )


def _stems(text: str) -> set[str]:
    """The telling words of a text, without their endings."""
    return {_stem(word) for word in _WORD.findall(text.casefold()) if word not in _COMMON}


def _stem(word: str) -> str:
    for ending in ("ations", "ation", "ments", "ment", "ings", "ing", "ies", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return _without_e(word.removesuffix(ending))
    return _without_e(word)


def _without_e(word: str) -> str:
    """So that "relapses" and "relapse" are one."""
    return word[:-1] if word.endswith("e") and len(word) > 4 else word
