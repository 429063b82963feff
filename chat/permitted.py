"""Whether a question asks what to leave alone and a sentence tells what is allowed, or the other way round.

Judge and search score what is spoken of; "which foods must they keep away from" and "Enjoy freely: eggs, cherries" speak of the same.
Only of questions that ask which: whether something is allowed is answered by either.
"""

from __future__ import annotations

import re

from chat.polarity import ALLOWS, DO, DONE, FORBIDS, asks_yes_or_no

OTHER_SIDE = -2.0  # in logits, as the weights of chat/bearing.py

_LEAVES = (
    r"\b(?:avoid\w*|(?:stay|keep|steer)(?:s|ing)?\b(?: \w+){0,5}? (?:away|off|clear|distance)|le(?:ave|aving|ft) (?:out|off|alone)"
    r"|cut(?:ting)? (?:down|out|back)|giv(?:e|en|ing) up|(?:go|do)(?:es|ing)? without|off[- ]limits|taboo)\b"
)
_ASKS_TO_LEAVE = re.compile(
    rf"{_LEAVES}|\b(?:have|has|need|needs|ought|must|should) (?:to )?(?:be )?stop(?:ped)?\b|\bless of\b"
    r"|\b(?:forbidden|prohibited|banned|unsafe)\b|\bnot (?:be )?(?:allowed|permitted)\b"
    r"|\b(?:should|must|may|can|could)(?:n['’]?t| ?not)\b|\bcan['’]?t\b",
    re.IGNORECASE,
)
_ASKS_WHAT_MAY = re.compile(
    r"\b(?:allowed|permitted|free to)\b|\b(?:is|are) (?:\w+ )?safe\b|\bsafe to\b"
    rf"|\b(?:may|can)\b(?: [\w'’-]+){{0,4}}? (?:be (?:\w+ly )?{DONE}|(?:still |safely )?(?:{DO}|keep|carry on))\b",
    re.IGNORECASE,
)
_TELLS_WHAT_MAY = re.compile(
    rf"{ALLOWS.pattern}|\b(?:enjoy|freely|carry on|keep (?:taking|using|on)|good choices?|no (?:problem|need|such)|need not)\b"
    r"|\b(?:do|does)(?: not|n['’]t) (?:need|have) to\b(?: (?:avoid|stop|give up|cut out|leave out))?"
    r"|\b(?:do|does)(?: not|n['’]t) contain\b|\b(?:is|are) free (?:of|from)\b",
    re.IGNORECASE,
)
_TELLS_TO_LEAVE = re.compile(rf"{FORBIDS.pattern}|{_LEAVES}|\b(?:stop|limit|restrict)\b", re.IGNORECASE)


def side_asked(question: str) -> int:
    """-1 where a question asks what to leave alone, 1 where it asks what is allowed, 0 where neither."""
    if asks_yes_or_no(question):
        return 0
    if _ASKS_TO_LEAVE.search(question):
        return -1
    return 1 if _ASKS_WHAT_MAY.search(question) else 0


def is_other_side(asked: int, text: str, heading: str = "") -> bool:
    """Whether a text, or where it tells neither the heading above it, tells only what is allowed where it is asked what to leave alone.

    Or only the reverse.
    """
    return bool(asked) and (_side_told(text) or _side_told(heading)) == -asked


def _side_told(text: str) -> int:
    rest = _TELLS_WHAT_MAY.sub(" ", text)
    return int(rest != text) - int(_TELLS_TO_LEAVE.search(rest) is not None)
