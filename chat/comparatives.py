"""What a comparative asks of each thing by itself: "lasts longer" → how long, "fewer visits" → how many visits."""

from __future__ import annotations

import re

# The comparatives of the language that say how one thing is beside another, each with what is asked of one alone.
_HOW = {
    "longer": "long", "shorter": "long", "sooner": "soon", "earlier": "soon", "later": "soon", "faster": "fast", "quicker": "fast",
    "slower": "fast", "higher": "high", "lower": "high", "better": "well", "worse": "well", "safer": "safe", "riskier": "safe",
    "stronger": "strong", "weaker": "strong", "larger": "large", "bigger": "large", "smaller": "large", "greater": "large",
    "further": "far", "farther": "far", "older": "old", "younger": "old", "heavier": "heavy", "lighter": "heavy", "milder": "severe",
    "deeper": "deep", "easier": "easy", "harder": "easy", "commoner": "common", "rarer": "common", "cheaper": "expensive",
    "dearer": "expensive", "gentler": "gentle", "simpler": "simple",
}  # fmt: skip
_MORE = r"(?:more|less|fewer)"
_ADJECTIVE = (
    r"(?:\w{2,}(?:ive|ful|able|ible|ous|al|ic|ant|ent|ing|ed|ly|less|ary)|common|rare|severe|safe|toxic|mild|pure|sore|accurate|precise"
    r"|frequent|often)"
)
COMPARATIVE = rf"(?:(?:much|far|even|any) )?(?:{_MORE} (?:{_ADJECTIVE})|{'|'.join(_HOW)}|{_MORE})"
_FOUND = re.compile(rf"\b{COMPARATIVE}\b", re.I)
_GRADED = re.compile(rf"(?:(?:much|far|even|any) )?{_MORE} (?P<what>{_ADJECTIVE})", re.I)
_COUNTED = re.compile(r" (?P<what>(?:[\w-]+ ){0,2}?[\w-]+s|people|men|women|children)\b(?! (?:of|is|are|was|were)\b)", re.I)
_MEASURED = re.compile(r" (?P<what>(?!(?:in|on|for|at|to|from|after|before|with|by|than|during|of|each|a|an|the|per)\b)[\w-]+)", re.I)


def how_asked(text: str) -> tuple[str, str] | None:
    """What the last comparative of a text asks, and the text without it: "lowers it more" → ("how much", "lowers it"); None without one."""
    found = next(reversed(list(_FOUND.finditer(text))), None)
    if found is None:
        return None
    before, behind = text[: found.start()].rstrip(), text[found.end() :]
    if (graded := _GRADED.fullmatch(found.group())) is not None:
        how = f"how {graded['what']}"
    elif (word := found.group().split()[-1].casefold()) in _HOW:
        how = f"how {_HOW[word]}"
    elif (counted := _COUNTED.match(behind)) is not None:
        how, behind = f"how many {counted['what']}", behind[counted.end() :]
    elif (measured := _MEASURED.match(behind)) is not None:
        how, behind = f"how much {measured['what']}", behind[measured.end() :]
    else:
        how = "how much"
    return how, f"{before}{behind}".strip()
