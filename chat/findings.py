"""What a study found, where just that is asked: not what it set out from, nor how it was done, nor who paid for it.

"What did BELLFLOWER find?"  ->  "Training worked as well as the tablet." before "Whether tablets add to training is not known."
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.document import SECTION_JOINER, Sentence

# Added to a sentence's strength in the order only, in logits; chosen by hand.
FOUND = 1.5  # it stands among the results or conclusions
CONCLUDED = 3.0  # among the conclusions, where just these are asked for
BEFORE = -3.0  # before the results, or after all that was found
TELLS_EFFECT = 1.0
TELLS_WHO = -1.5  # who came, who stayed, who fell ill
TELLS_NOTHING = -2.0  # what is not known, what was planned, what others found

_WHAT = r"(?:results?|findings?|conclusions?|upshot|bottom line|take-?home message)"
_ASKS = re.compile(
    r"^\W*(?:(?:so|and|but|ok|please tell me|tell me),? )*(?:what (?:exactly |actually )?(?:did|does|do|has|have|had) [^?]{1,80}? "
    r"(?:actually |really )?(?:find|found|show|shown|report(?:ed)?|conclude[d]?|discover(?:ed)?|reveal(?:ed)?|demonstrate[d]?)"
    r"(?: out)?(?: overall| in the end| in short| altogether)?"
    rf"|what (?:was|were|is|are) (?:the )?(?:main |overall |key |most important )?{_WHAT}(?: (?:of|in|from|by) [^?]{{1,80}})?"
    r"|how did (?:the |this )?[^?]{1,60} (?:turn|come) out)\W*$",
    re.IGNORECASE,
)
_ASKS_CONCLUSION = re.compile(r"\b(?:conclu\w+|upshot|bottom line|take-?home)\b", re.IGNORECASE)
_LABEL = re.compile(
    r"^\W*(?P<label>background|introduction|context|rationale|aims?|objectives?|purpose|hypothes[ie]s|methods?|materials and methods|design"
    r"|setting|participants|patients|interventions?|measurements?|(?:main )?outcome measures?|statistical analysis"
    r"|results?(?: and discussion)?|(?:main |key |principal )?findings?|discussion|conclusions?|interpretation|summary|key messages?"
    r"|funding|acknowledge?ments?|(?:strengths and )?limitations?|(?:trial )?registration"
    r"|conflicts? of interest|competing interests)\s*(?P<stop>[.:–—]|$)",
    re.IGNORECASE,
)
_RESULTS = re.compile(r"results?|findings?|discussion|conclusions?|interpretation|summary|key message", re.IGNORECASE)
_CONCLUSIONS = re.compile(r"discussion|conclusions?|interpretation|summary|key message", re.IGNORECASE)
_EFFECT = re.compile(
    r"\b(?:fell|rose|dropped|improv\w+|worsen\w+|reduc\w+|increas\w+|decreas\w+|difference\w*|differ(?:ed)?|no (?:effect|benefit|change)"
    r"|better|worse|as (?:well|good|effective) as|more effective|worked|help(?:ed|s)|benefit\w*"
    r"|superior|inferior|lower|higher|fewer|compared with|versus)\b",
    re.IGNORECASE,
)
_WHO = re.compile(
    r"\b(?:enrolled|recruited|screened|randomi[sz]ed|assigned|baseline|mean age|completed|dropped out|withdrew|left the|lost to follow"
    r"|adverse|side effects?|reported by|tolerated|were women|were men)\b",
    re.IGNORECASE,
)
_NOTHING = re.compile(
    r"\b(?:(?:is|are|was|were|remains?) (?:not (?:yet )?(?:known|clear)|un(?:known|clear|certain))"
    r"|(?:was|were) not (?:measured|assessed|recorded|studied|asked|tested)|whether .{1,80} (?:is|are) (?:not|un)"
    r"|(?:was|were|is) (?:designed|set up|planned|intended) to|aim(?:ed|s)?\b|hypothes|further (?:trials|studies|research)"
    r"|(?:previous|earlier|other|prior|past) (?:studies|trials|reports|work|research))",
    re.IGNORECASE,
)


def asks_for_findings(question: str) -> bool:
    """Whether a question asks what a study found, and nothing of it in particular."""
    return bool(_ASKS.match(question))


def is_label(text: str) -> bool:
    """Whether a sentence is nothing but the heading of a part of an abstract: "Results."."""
    label = _LABEL.match(text)
    return label is not None and not text[label.end() :].strip()


def gain(question: str, sentences: Sequence[Sentence], position: int, section: str) -> float:
    """What is added in the order for where a sentence stands and what it tells, if `asks_for_findings`."""
    text = sentences[position].text
    label = _stands_under(sentences, position, section)
    told = TELLS_EFFECT if _EFFECT.search(text) else 0.0
    told += TELLS_WHO if _WHO.search(text) else 0.0
    told += TELLS_NOTHING if _NOTHING.search(text) else 0.0
    if not label:
        return told
    if not _RESULTS.search(label):
        return told + BEFORE
    if _ASKS_CONCLUSION.search(question):
        return told + (CONCLUDED if _CONCLUSIONS.search(label) else 0.0)
    return told + FOUND


def _stands_under(sentences: Sequence[Sentence], position: int, section: str) -> str:
    """The label of the part of an abstract that a sentence stands in, or the innermost heading if that is one; "" where neither tells."""
    for sentence in reversed(sentences[: position + 1]):
        if label := _LABEL.match(sentence.text):
            return label["label"]
    heading = re.sub(r"^[\d.\s]+", "", section.rsplit(SECTION_JOINER, 1)[-1])
    label = _LABEL.match(heading)
    return label["label"] if label else ""
