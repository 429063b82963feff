"""Two things joined in a question, and the words that are asked of both: "a cast or a splint last longer"."""

from __future__ import annotations

import re

from chat.comparatives import COMPARATIVE
from chat.conversation import is_plural
from chat.telling import is_function_word

_MOST_WORDS = 6  # of a thing compared
PREPOSITIONS = "in|for|with|without|after|before|on|at|to|from|of|during|by|among|against|about|over|under"
BE = "is|are|was|were"
JOINS = r"(?:or|and|versus|vs\.?)"
ARTICLE = re.compile(r"(?:the|an?|both|either) ", re.I)

_NO_THING = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|half|it|before|usual|normal|expected|others?|placebo|nothing"
    r"|that|this|those|once|ever|not|no)\b",
    re.I,
)
_OF_A_KIND = re.compile(
    r"first|second|third|fourth|early|late|mild|moderate|severe|advanced|acute|young|old|high|low|small|large|short|long|new|adult|oral|dry|wet"
    r"|\w{2,}(?:al|ic|ive|ous|ary|ed|er|ent|ant)",
    re.I,
)


def does(side: str) -> str:
    """The auxiliary that goes with what a phrase names: "the tablets" → "do"."""
    return "do" if is_plural(side.split()[-1]) else "does"


def infinitive(verb: str) -> str:
    """The verb behind "does": "lasts" → "last"."""
    if verb.casefold() in {"has", "had"}:
        return "have"
    for ending, bare in (("ies", "y"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh"), ("oes", "o"), ("s", "")):
        if verb.endswith(ending):
            return verb.removesuffix(ending) + bare
    return verb


def two_things(text: str, joins: str, *, is_cut: bool = True) -> tuple[str, str, str] | None:
    """The two things that a text joins, and what it says of both behind them ("in the trial")."""
    parts = re.split(rf",? {joins} ", text, flags=re.I)
    if len(parts) != 2:
        return None
    one, other = (re.sub(rf"^(?:{PREPOSITIONS}) (?=\w)", "", part.strip(" ,?.!"), flags=re.I) for part in parts)
    cut = re.search(r" (?:in|for|at|during|after|before|among|when|if|on|as|against|over) ", other, re.I) if is_cut else None
    other, rest = (other[: cut.start()], other[cut.start() :]) if cut else (other, "")
    return (_headed(one, other), other, rest) if is_thing(one) and is_thing(other) else None


def _headed(one: str, other: str) -> str:
    """The first thing with the word that it shares with the second: "early or advanced glaucoma" → "early glaucoma"."""
    first, second = ARTICLE.sub("", one).split(), ARTICLE.sub("", other).split()
    if len(first) == 1 and len(second) > 1 and _OF_A_KIND.fullmatch(first[0]) and _OF_A_KIND.fullmatch(second[0]):
        return f"{one} {' '.join(second[1:])}"
    return one


def two_with_verb(text: str, auxiliary: str) -> tuple[str, str, str] | None:
    """Two things joined before what is asked of them: "heat or cold work better" → ("heat", "cold", " work better")."""
    parts = re.split(rf" {JOINS} ", text, flags=re.I)
    if len(parts) != 2:
        return None
    head = re.fullmatch(r"(?P<head>(?:the )?\w+ of )(?P<one>.+)", parts[0], re.I)
    right = re.sub(r"^of ", "", parts[1], flags=re.I) if head else parts[1]
    other, clause = subject(right, has_verb=not re.fullmatch(BE, auxiliary, re.I))
    one = _headed(head["one"] if head else parts[0], other)
    if not other or not clause or not (is_thing(one) and is_thing(other)):
        return None
    return (f"{head['head']}{one}", f"{head['head']}{other}", clause) if head else (one, other, clause)


def subject(text: str, *, has_verb: bool = True) -> tuple[str, str]:
    """The words that name something as a text begins, and the rest, with its verb: "the gel last" → ("the gel", " last")."""
    words = text.split()
    first = 1 if words and ARTICLE.match(f"{words[0]} ") else 0
    last = first
    while last < len(words) and not is_function_word(words[last].strip(",.?")) and not re.match(COMPARATIVE + r"\b", words[last], re.I):
        last += 1
    if has_verb or (last - first > 1 and re.fullmatch(r"\w+(?:ed|en)", words[last - 1], re.I)):
        last -= 1
    if last <= first:
        return "", ""
    behind = " ".join(words[last:])
    return " ".join(words[:last]), f" {behind}" if behind else ""


def is_thing(text: str) -> bool:
    """Whether a few words name something that can be compared, and not "usual" or "a year"."""
    words = text.split()
    return 0 < len(words) <= _MOST_WORDS and not _NO_THING.search(text) and not all(map(is_function_word, words))


def with_noun(one: str, other: str) -> tuple[str, str]:
    """The second thing by its noun: "made-to-measure insoles" and "ready-made ones" → "ready-made insoles"."""
    return one, re.sub(r"\bones?$", one.split()[-1], other, flags=re.I)
