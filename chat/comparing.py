"""A question that compares two things: "which lasts longer, a cast or a splint?" is asked of each by itself.

"Which lasts longer, a cast or a splint?"  ->  "How long does a cast last?" and "How long does a splint last?"

Where a sentence lays both side by side it answers alone; else what is said of the one stands in another place than what is said of
the other, and a reader needs both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

from chat.comparatives import COMPARATIVE, how_asked
from chat.conversation import is_plural
from chat.joined import ARTICLE, BE, JOINS, PREPOSITIONS, does, infinitive, is_thing, subject, two_things, two_with_verb, with_noun

_DO = "does|do|did"
_AUXILIARY = rf"{BE}|{_DO}|can|could|will|would|should|must|has|have|had"
_REST = rf"(?P<rest>(?: (?:{PREPOSITIONS}|when|if|while|as) .*)?)"
_WHICH = re.compile(
    rf"(?:which|who|what)(?: (?!(?:{_AUXILIARY})\b)[\w-]+)?? (?P<clause>(?:{_AUXILIARY}|\w+(?:s|ed)|hurt|cost)\b"
    rf"(?:[^,:;?—–]*(?:,|[:;?—–]) *|.*?\b{COMPARATIVE} ))(?P<sides>[^,:;?]+? (?:or|versus|vs\.?) [^,:;?]+)",
    re.I,
)
_BEHIND_WHICH = re.compile(
    rf"(?P<preposition>{PREPOSITIONS}) (?:which|what|whom)(?: \w+)?? (?P<auxiliary>{_AUXILIARY}) (?P<clause>[^,:;]+)[,:;] "
    rf"(?:{PREPOSITIONS} )?(?P<sides>.+? or .+?)",
    re.I,
)
_SIDES_FIRST = re.compile(r"(?P<sides>\w[^,:;?]*? (?:or|versus|vs\.?) [^,:;?]+?)[,:;?—–] *(?P<asks>(?:which|who|what) .+)", re.I)
_WHICH_OF = re.compile(rf"(?:which|what) of (?P<sides>\w[^,:;?]*? (?:and|or) .+?) (?P<clause>(?:{BE}|has|had|\w+s|\w+ed)\b .*?)", re.I)
_DIFFERENCE = re.compile(
    r"what(?:['’]?s| is| are| was| were) the (?:main )?(?:differences?|distinction)(?: in (?P<of>.+?))? between (?P<sides>.+? and .+?)"
    r"(?: (?:in|as to|regarding) (?P<in>.+?))?",
    re.I,
)
_DIFFER = re.compile(
    rf"(?:how |in what (?:way|respect) )?(?:{_DO}) (?P<sides>.+? and .+?) (?:differ|compare|vary)(?: from each other)?"
    rf"(?: (?:in|as to|regarding) (?P<in>.+?))?",
    re.I,
)
_COMPARES_WITH = re.compile(
    rf"how (?:{_DO}) (?P<one>.+?) (?:compare|differ)s? (?:with|to|from) (?P<other>.+?)(?: (?:in|as to|regarding) (?P<in>.+?))?",
    re.I,
)
_SAME = re.compile(rf"(?P<auxiliary>{_DO}) (?P<sides>.+? and .+?) (?P<verb>\w+) the same (?P<what>[\w-]+(?: [\w-]+)?){_REST}", re.I)
_ARE_SAME = re.compile(
    rf"(?P<auxiliary>{BE}) (?P<what>the .+?) (?:the same|different|similar|equal) (?P<preposition>{PREPOSITIONS}) (?P<sides>.+? and .+?)",
    re.I,
)
_ALIKE = re.compile(
    rf"(?P<auxiliary>{_AUXILIARY}) (?P<sides>.+? (?:and|or) .+?)(?P<clause> .*?)?(?: (?:equally|just as|as) (?P<how>\w+)){_REST}", re.I
)
_THAN = re.compile(
    rf"(?:how much )?(?P<auxiliary>{_AUXILIARY}) (?P<clause>.*?\b{COMPARATIVE}\b.*?) than (?:(?P<preposition>{PREPOSITIONS}) )?"
    rf"(?P<other>.+?){_REST}",
    re.I,
)
_ONE_OF_TWO = re.compile(rf"(?P<auxiliary>{_AUXILIARY}) (?P<left>.+?) or (?P<right>.+?)", re.I)
_VERDICT = re.compile(r"how (?:well|good|effective|safe|strong|easy|severe)\b", re.I)  # of two which is better is for one sentence to say
_HEAD = re.compile(rf"(?:the )?(?:(?!and\b)[\w-]+ )+(?:{PREPOSITIONS}) (?=(?:the )?(?:[\w-]+ ){{1,2}}and\b)", re.I)  # of what both have


@dataclass(frozen=True, slots=True)
class Side:
    """One of two things compared, and what is asked of it by itself."""

    name: str
    question: str
    is_open: bool = False  # it asks what something is, and not for a side of it

    def is_told_in(self, text: str, other: Side, words_of: Callable[[str], Collection[str]]) -> bool:
        """Whether a text holds a word in which this thing's name differs from the other's."""
        return not self._own(other, words_of).isdisjoint(words_of(text))

    def _own(self, other: Side, words_of: Callable[[str], Collection[str]]) -> set[str]:
        own = set(words_of(self.name))
        return own.difference(words_of(other.name)) or own


Pair = tuple[Side, Side]


def sides_compared(question: str) -> Pair | None:
    """The two things that a question lays side by side; None where it asks of one, or of two in one breath.

    Nor where it asks which is better, or why: that is a verdict or a reason, for one sentence to give.
    """
    text = " ".join(question.split()).rstrip(" ?.!")
    text = re.sub(rf"^(?:{_AUXILIARY}|{PREPOSITIONS}|the|an?)\b", lambda opens: opens.group().casefold(), text, flags=re.I)
    for read in (_of_which, _behind_which, _of_differing, _of_same, _of_alike, _of_than, _of_one_of_two):
        if (pair := read(text)) is not None:
            return pair
    return None


def _of_which(text: str) -> Pair | None:
    if (first := _SIDES_FIRST.fullmatch(text)) is not None:
        text = f"{first['asks']}, {first['sides']}"
    found = _WHICH_OF.fullmatch(text)
    if found is not None:
        split = two_things(re.sub(r"^(?:the )?(?:two )?", "", found["sides"]), JOINS)
        return _asked(split[:2], found["clause"], "") if split and not split[2] else None
    found = _WHICH.fullmatch(text)
    if found is None or not (split := two_things(found["sides"], r"(?:or|versus|vs\.?)")):
        return None
    return _asked(split[:2], found["clause"].rstrip(" ,:;?—–"), split[2])


def _behind_which(text: str) -> Pair | None:
    found = _BEHIND_WHICH.fullmatch(text)
    if found is None or (how := how_asked(found["clause"])) is None or not (split := two_things(found["sides"], "or")):
        return None
    return _pair(split[:2], lambda side: f"{how[0]} {found['auxiliary']} {how[1]} {found['preposition']} {side}{split[2]}")


def _of_differing(text: str) -> Pair | None:
    found = _DIFFERENCE.fullmatch(text)
    of = (found["in"] or found["of"]) if found else None
    if found is None and (found := _DIFFER.fullmatch(text) or _COMPARES_WITH.fullmatch(text)) is not None:
        of = found["in"]
    if found is None:
        return None
    named = found.groupdict()
    if named.get("one"):
        return _pair((named["one"], named["other"]), lambda side: _what_of(side, of)) if of else None
    head = _HEAD.match(named["sides"])
    split = two_things(named["sides"][head.end() :] if head else named["sides"], "and", is_cut=False)
    if not split:
        return None
    shared = head.group() if head else ""
    return _pair(split[:2], lambda side: _what_of(f"{shared}{side}", of), is_open=not (of or shared))


def _what_of(side: str, of: str | None) -> str:
    """What is asked of one where two are said to differ, in some respect or in all."""
    if not of:
        return f"what is {side}"
    if (clause := re.match(r"(?P<asks>how|what|when|where|why|whether) (?:they|each|both|it) ", of, re.I)) is not None:
        return f"{clause['asks']} {does(side)} {side} {of[clause.end() :]}"
    named = re.sub(r"\b(?:their|its) ", "", of)
    is_many = is_plural(re.split(rf" (?:{PREPOSITIONS}) ", named)[0])
    return f"what {'are' if is_many else 'is'} the {re.sub(r'^the ', '', named)} of {side}"


def _of_same(text: str) -> Pair | None:
    got, are = _SAME.fullmatch(text), _ARE_SAME.fullmatch(text)
    if got is not None and (split := two_things(got["sides"], "and", is_cut=False)):
        return _pair(split[:2], lambda side: f"which {got['what']} {got['auxiliary']} {side} {got['verb']}{got['rest']}")
    if are is not None and (split := two_things(are["sides"], "and")):
        rest = split[2]
        return _pair(split[:2], lambda side: f"what {are['auxiliary']} {are['what']} {are['preposition']} {side}{rest}")
    return None


def _of_alike(text: str) -> Pair | None:
    found = _ALIKE.fullmatch(text)
    if found is None or not (split := two_with_verb(f"{found['sides']}{found['clause'] or ''}", found["auxiliary"])):
        return None
    one, other, clause = split
    return _pair((one, other), lambda side: f"how {found['how']} {found['auxiliary']} {side}{clause}{found['rest']}")


def _of_than(text: str) -> Pair | None:
    found = _THAN.fullmatch(text)
    if found is None or (how := how_asked(found["clause"])) is None or not is_thing(found["other"]):
        return None
    auxiliary, other = found["auxiliary"], found["other"]
    preposition = found["preposition"] or next(iter(re.findall(rf"\b{COMPARATIVE} ({PREPOSITIONS}) ", found["clause"], re.I)), "")
    placed = re.fullmatch(rf"(?P<what>.+) {preposition} (?P<one>.+)", how[1], re.I) if preposition else None
    if placed is not None:
        return _pair((placed["one"], other), lambda side: f"{how[0]} {auxiliary} {placed['what']} {preposition} {side}{found['rest']}")
    if found["preposition"]:
        return None
    one, clause = (how[1], "") if re.fullmatch(BE, auxiliary, re.I) else subject(how[1])
    return _pair((one, other), lambda side: f"{_how_good(how[0], auxiliary)} {auxiliary} {side}{clause}{found['rest']}") if one else None


def _of_one_of_two(text: str) -> Pair | None:
    found = _ONE_OF_TWO.fullmatch(text)
    if found is None:
        return None
    split = two_with_verb(f"{found['left']} or {found['right']}", found["auxiliary"])
    if split is None or (asked := how_asked(split[2])) is None:
        return None
    one, other, _ = split
    return _pair((one, other), lambda side: f"{_how_good(asked[0], found['auxiliary'])} {found['auxiliary']} {side} {asked[1]}")


def _asked(sides: tuple[str, str], clause: str, rest: str) -> Pair | None:
    """What "lasts longer" asks of each: "how long does … last"."""
    how = how_asked(clause)
    if how is None:
        return None
    first, _, following = how[1].partition(" ")
    if re.fullmatch(_AUXILIARY, first, re.I) and not re.fullmatch("has|have|had|does|do|did", first, re.I):
        return _pair(sides, lambda side: f"{_how_good(how[0], first)} {first} {side} {following}{rest}")
    is_past = re.fullmatch(r"had|did|\w+ed", first, re.I)
    return _pair(sides, lambda side: f"{how[0]} {'did' if is_past else does(side)} {side} {infinitive(first)} {following}{rest}")


def _how_good(how: str, auxiliary: str) -> str:
    return "how good" if how == "how well" and re.fullmatch(BE, auxiliary, re.I) else how


def _pair(sides: tuple[str, str], ask: Callable[[str], str], *, is_open: bool = False) -> Pair | None:
    sides = with_noun(*sides)
    if not all(map(is_thing, sides)):
        return None
    one, other = (
        Side(ARTICLE.sub("", side).strip(), f"{asked[0].upper()}{asked[1:]}?", is_open)
        for side in sides
        for asked in (" ".join(ask(side).split()),)
    )
    is_verdict = _VERDICT.match(one.question)
    return None if is_verdict or one.name.casefold() == other.name.casefold() else (one, other)
