"""Sentences that tell what was to be found out, or that nothing bad was seen, and so answer few questions.

"We tested whether the drip helps adults" fits "does it help children?" better than any result does, and says nothing of it; "No serious
harms were reported" fits whatever is asked about danger. 13 of 48,000 questions written for the judge that ask for no design are
answered by a sentence that states an aim.
"""

from __future__ import annotations

import re

_WE = (
    r"(?:we|(?:our|the|this|its) (?:present |current )?"
    r"(?:study|trial|review|aim|objective|goal|purpose|paper|article|hypothesis)[\w ]{0,25}?)"
)
_TO_FIND_OUT = (
    r"(?:test(?:ed)? whether|ask(?:ed|s)? whether|(?:examin|investigat|assess|determin|evaluat|explor|stud)\w+ whether|"
    r"aim(?:ed|s)? (?:to|was|is)|set out to|sought to|hypothesi[sz]ed|"
    r"to (?:test|assess|examine|evaluate|determine|investigate|compare|find out)|(?:was|is|were) to|"
    r"wanted to (?:know|find|see|test)|(?:included|enrolled|recruited) (?:adults|women|men|people|patients|children|participants))"
)
_AIM = re.compile(
    r"^\W*(?:(?:aims?|objectives?|background|purpose|methods?|design|introduction|hypothesis)\s*[:.]?\s*)?"
    rf"(?:(?:here|in this (?:study|trial|paper|review|article)),? )?{_WE}\b[ \w]{{0,20}}?\b{_TO_FIND_OUT}\b",
    re.IGNORECASE,
)
_ASKS_FOR_DESIGN = re.compile(
    r"\b(?:aim\w*|purpose|goals?|objectives?|hypothes\w+|tests?|test(?:ed|ing)|eligib\w*|includ\w*|exclud\w*|exclusion|inclusion|criteria|"
    r"random\w*|allocat\w*|assign\w*|recruit\w*|enrol\w*|whom?|participants?|t(?:ake|ook) part|design\w*|methods?|sample|blind\w*|"
    r"investigat\w*|examin\w*|research\w*|question|how many (?!(?:units|mg|puffs|drops|tablets|pills)\b)|how (?:was|were|did|old)|"
    r"kind|type|sort|ages?|what (?:did|was|were|are they|is (?:the|this))|trying|try|looked at|plan\w*|how long|"
    r"where|when|stud(?:y|ies|ied)|trials?|"
    r"compared|which (?:patients|people|women|men))\b",
    re.IGNORECASE,
)
_NO_HARM = re.compile(
    r"^\W*(?:\w+ ){0,2}(?:no|few) (?:\w+ ){0,2}"
    r"(?:harms?|adverse|side[- ]effects?|complications?|safety (?:concerns?|problems?)|deaths?|events?)\b"
    r"[^.]{0,40}(?:were|was|have been|reported|seen|occurred|observed|noted)\b[\w ]{0,25}\W*$",
    re.IGNORECASE,
)
_ASKS_FOR_HARM = re.compile(
    r"side[- ]?effects?|harm\w*|adverse|unwanted|complicat\w*|safe\w*|risk\w*|tolera\w*|danger\w*|serious|problems?|bad|reaction\w*|"
    r"died|deaths?|events?",
    re.IGNORECASE,
)


def is_mere_aim(question: str, sentence: str) -> bool:
    """Whether a sentence tells what was to be found out, and the question does not ask for that."""
    return _AIM.match(sentence) is not None and _ASKS_FOR_DESIGN.search(question) is None


def says_no_harm(sentence: str) -> bool:
    """Whether a sentence says that nothing bad was seen, and of what it was not."""
    return _NO_HARM.match(sentence) is not None


def without_harm(question: str) -> str:
    """The question without the words that ask for harm: what is left is what is feared to do it."""
    return _ASKS_FOR_HARM.sub(" ", question)
