"""Who does something: "who offers the jab?" is answered by "the midwife offers it", and not by "every woman is offered it".

Who has an illness or gets it is a group of people: "runners, and those who stand at work". Who needs a treatment, may have it, or did
not do something may be told by any sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

# Added to a sentence's strength in the order, in logits. Of 346 such questions written for the judge 71 % are answered by a sentence that
# names somebody who may act, and 2 by one that tells only to whom it is done; of the 343 sentences that come near and do not answer 43 %
# and 10. Of 48 that ask who has or gets something 34 are answered by a sentence that tells of a group, and 7 of the 26 near ones do.
AGENT, NO_AGENT, DONE_TO = 0.7, -0.7, -2.0
GROUP, NO_GROUP = 0.8, -0.8

_BE = r"(?:is|are|was|were|be|been|being|gets?|got)"
_OF_A_GROUP = (  # what those do who have something, or had it done to them
    r"has|have|had|gets?|getting|needs?|needed|suffers?|benefits?|benefited|can|could|should|must|may|might|shall|ought|do|does|did|cannot"
    r"|\w+n['’]?t|wins?|won|took part|takes part|dies?|died|responds?|responded|lives?|lived|feels?|wants?|likes?|knows?|profits?|stays?"
    r"|stayed|comes?|came|becomes?|became|lacks?|loses?|lost|gains?|gained|recovers?|recovered|relapses?|relapsed|improves?|improved"
)
_ASKS = re.compile(
    r"^\W*(?:(?:and|so|but|ok)\b,? *)?who (?:(?:will|would|normally|usually|actually|also|first|then) )?"
    rf"(?!(?:{_BE}|{_OF_A_GROUP})\b)(?P<verb>[a-z]{{3,}})\b(?!['’])",
    re.I,
)
_SOMEBODY = re.compile(
    r"\b(?:by (?:an? |the |your |our )?\w|we|I|you|yourself|\w{3,}(?:ists?|icians?)|doctors?|dr|gps?|practitioners?|physicians?|surgeons?"
    r"|consultants?|nurses?|midwi(?:fe|ves)|therapists?|carers?|assistants?|paramedics?|clinicians?|specialists?|staff|teams?|units?"
    r"|departments?|wards?|clinics?|hospitals?|practices?|services?|surger(?:y|ies)|laborator(?:y|ies)|schools?|universit(?:y|ies)"
    r"|institut\w+|colleges?|councils?|authorit(?:y|ies)|ministr(?:y|ies)|agenc(?:y|ies)|governments?|states?|compan(?:y|ies)"
    r"|manufacturers?|makers?|workshops?|firms?|insurers?|insurance|foundations?|funds?|funding|funded|grants?|societ(?:y|ies)"
    r"|associations?|organi[sz]ations?|charit(?:y|ies)|committees?|boards?|panels?|authors?|investigators?|researchers?|scientists?"
    r"|reviewers?|assessors?|statisticians?|professors?|prof|teachers?|students?|volunteers?|parents?|mothers?|fathers?|partners?"
    r"|famil(?:y|ies)|relatives|friends?|spouses?|employers?|managers?|coordinators?|owners?|drivers?|technicians?)\b",
    re.I,
)
_NAME = re.compile(r"(?<=[a-z,;)] )[A-Z][a-z]+ [A-Z][a-z]+|\b[A-Z][a-z]+ et al\b")


_ASKS_AFFECTED = re.compile(
    r"^\W*(?:(?:and|so|but|ok)\b,? *)?who (?:(?:usually|mostly|typically|normally|mainly|most often) )?(?:gets?|suffers?|has|have|catches"
    r"|develops?|is (?:(?:most|usually) )?(?:affected|at (?:(?:most|more|higher|greater|special) )?risk|likel\w+|prone|in danger))\b",
    re.I,
)
_GROUP = re.compile(
    r"\b(?:people|persons?|patients?|men|women|children|adults?|babies|infants|boys|girls|(?:fe)?males?|those|anyone|anybody|everyone|everybody"
    r"|smokers|workers|runners|athletes|aged?|older|younger|elderly|(?:between|over|under|from|after) (?:the age of )?\d+|\w+s who"
    r"|common(?:er|est|ly)? (?:in|among|at)|families|relatives)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Who:
    """Whom a question asks for: those who do something, or those who have or get it."""

    verb: str = ""  # what is done
    is_affected: bool = False

    @classmethod
    def asked(cls, question: str) -> Self:
        """Of this question; neither, where it asks for nobody."""
        if _ASKS_AFFECTED.match(question):
            return cls(is_affected=True)
        found = _ASKS.match(question)
        return cls(found["verb"].casefold() if found else "")

    def gain(self, sentence: str) -> float:
        """What is added to the strength of a sentence for naming somebody of this kind, or taken for naming nobody."""
        if self.verb and is_done_to(self.verb, sentence):
            return DONE_TO
        if self.verb:
            return AGENT if names_somebody(sentence) else NO_AGENT
        if self.is_affected:
            return GROUP if _GROUP.search(sentence) else NO_GROUP
        return 0.0


def names_somebody(sentence: str) -> bool:
    """Whether a sentence names somebody who may do something: a person by office, a house, a name."""
    return bool(_SOMEBODY.search(sentence) or _NAME.search(sentence))


def is_done_to(verb: str, sentence: str) -> bool:
    """Whether a sentence tells only to whom or that it is done: "every woman is offered it", and not by whom."""
    stem = re.escape(verb[: max(3, len(verb) - 2)])
    passive = re.search(rf"\b{_BE}(?: \w+ly| also| not| then)? {stem}\w*(?P<rest>[^.;]*)", sentence, re.I)
    if passive is None or names_somebody(passive["rest"]):  # "by the nurse", "at your practice"
        return False
    return re.search(rf"\b{stem}", sentence[: passive.start()] + sentence[passive.end() :], re.I) is None
