"""Sentences that say what a text is about, and nothing of it: aims, scopes, plans of a paper."""

from __future__ import annotations

import re

_TEXT = (
    r"(?:narrative |systematic |present |current |case |cohort |pilot |short )*(?:review|paper|article|study|report|trial|leaflet|guideline"
    r"|guidance|summary|document|page|chapter|section|policy|booklet|analysis)"
)
_WHO = r"\b(?:we|the (?:authors?|researchers?|team))"
_ANNOUNCES = re.compile(
    rf"\b(?:this|the (?:present|current)|our) {_TEXT} (?:\w+ ){{0,2}}?"
    r"(?:covers?|describes?|discuss(?:es)?|summari[sz]es?|presents?|outlines?"
    r"|deals with|explores?|aims?|explains?|is about|sets out)\b"
    rf"|{_WHO} (?:aim(?:ed)?|set out|sought|intend(?:ed)?) to\b|{_WHO} wanted to know\b"
    rf"|{_WHO} (?:tested|asked|examined|investigated|assessed|studied|evaluated|explored) (?:whether|if|how)\b"
    r"|\b(?:the|our) (?:aim|purpose|objective|question)s? (?:of (?:this|the|our) .{1,40} )?(?:was|were) (?:to|whether)\b"
    r"|^(?:\w+\. )?to (?:find out|determine|assess|establish|examine|investigate|evaluate|test|explore) (?:whether|if|how)\b"
    r"|^(?:there (?:are|were)|(?:this|our|the) \w+ ha[sd]) (?:\w+ ){0,3}(?:limitations|strengths|weaknesses|shortcomings)\.$"
    rf"|^(?:in|here,? in) this {_TEXT},? we (?:describe|discuss|review|present|report)\b",
    re.IGNORECASE,
)
_TELLS = re.compile(r"\d|\b(?:found|show(?:s|ed|n)?|conclude[sd]?|because|but|however)\b", re.IGNORECASE)
_ASKED = re.compile(
    r"\b(?:aims?|aimed|purpose|objectives?|goal|why (?:was|did)|about|cover(?:s|ed)?|scope|want(?:ed)? to (?:know|find)|find out"
    r"|research question|what (?:was|did|is|does|do) .{0,60}\b(?:test|examin|stud|investigat|cover|compar|look)\w*)\b",
    re.IGNORECASE,
)

# What was tested, and on whom. 13 of 48,000 questions written for the judge that ask for no design are answered by such a sentence.
_WE = (
    r"(?:we|(?:our|the|this|its) (?:present |current )?"
    r"(?:study|trial|review|aim|objective|goal|purpose|paper|article|hypothesis)[\w ]{0,25}?)"
)
_TO_FIND_OUT = (
    r"(?:test(?:ed)? whether|ask(?:ed|s)? whether|(?:examin|investigat|assess|determin|evaluat|explor|stud)\w+ whether|"
    r"aim(?:ed|s)? (?:to|was|is)|set out to|sought to|hypothesi[sz]ed|"
    r"to (?:test|assess|examine|evaluate|determine|investigate|compare|find out)|(?:was|were) to|"
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


def announces_only(text: str, question: str) -> bool:
    """Whether a sentence announces what a text is about and says nothing of it, while something else is asked."""
    if _AIM.match(text):
        return not _ASKS_FOR_DESIGN.search(question)
    return bool(_ANNOUNCES.search(text)) and not _TELLS.search(text) and not _ASKED.search(question)
