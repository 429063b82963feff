"""Whom a question asks about: a child's dose is no adult's, and what is said of all says nothing of a pregnancy.

Only where the question says so in general: "my baby has it" may be answered by what is told of the illness. Of the questions written
for the judge, 3.6 % of those about children and 0.7 % of those about pregnancy are answered by sentences that name neither them nor
anything near it; hence the weights.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_YOUNG = r"(?:child(?:ren)?|kids|toddlers?|infants?|teenagers?|adolescents?|newborns?|bab(?:y|ies))"


@dataclass(frozen=True, slots=True)
class _Group:
    asked: re.Pattern[str]
    unless: re.Pattern[str]  # the question is about somebody's own, or about becoming one of them
    named: re.Pattern[str]
    others: re.Pattern[str]  # who are surely not of them
    surely: re.Pattern[str]  # who surely are, whom the loose words of `named` may leave out: no ages, no years
    weight: float


_SURELY = re.compile(
    r"\b(?:child\w*|kids?|teen\w*|adolescen\w+|pa?ediatric\w*|infan\w+|bab(?:y|ies)|toddlers?|newborn\w*|neonat\w*|youth\w*|young people"
    r"|juvenile|school\w*|boys?|girls?|minors?|pupils?|birth|pregnan\w*|trimesters?|gestation\w*|antenatal|prenatal|breast-?fe\w+|lactat\w+"
    r"|(?:under|below|younger than|up to) (?:\d|1[0-8])\b|(?<!\d)(?:\d|1[0-7]) (?:to|and|or|-) (?:\d|1[0-8]) years)\b",
    re.IGNORECASE,
)

_CHILDREN = _Group(
    re.compile(
        r"\b(?:in|for|to|by|many|a|an|can|do|does|should|must|may|helps?|treat|with|of|and|or|which|when|are|is"
        r"|protects?|affects?|harms?|cures?|suits?) "
        rf"(?:(?:a|an|the|very|young|small|older|little|premature|healthy) )*{_YOUNG}\b(?!['’])",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:my|our|your|his|her|their|have|having|the) (?:\w+ )?(?:child|kid|bab|son|daughter|toddler|teen|infant|newborn)"
        r"|\b(?:i|we|us)\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:child\w*|kids?|teen\w*|adolescen\w+|pa?ediatric\w*|infan\w+|bab(?:y|ies)|toddlers?|newborn\w*|neonat\w*|young\w*|juvenile|"
        r"school\w*|boys?|girls?|born|birth\w*|parents?|mothers?|ag(?:e|ed|es)|years? old|year-olds?|"
        r"(?:under|over) \d+|\d+ (?:years|months)|famil\w+|sons?|daughters?|minors?|pupils?|everyone|"
        r"anyone|months|kg|inherit\w*|congenital|genetic\w*|gene|fo?etal|fo?etus|pregnan\w*|grow\w*)\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:adults?|men|women|pensioners|elderly|older people"
        r"|(?:1[89]|[2-9]\d)(?: (?:to|and|or) \d+)? years(?: of age|(?=,? and older))"
        r"|(?:over|above|from|aged|older than) (?:1[89]|[2-9]\d)\b)",
        re.IGNORECASE,
    ),
    _SURELY,
    0.6,
)
_PREGNANT = _Group(
    re.compile(
        r"\b(?:(?:in|during|while|whilst|when|for|of|if) (?:\w+ )?(?:pregnan\w+|breast-?feed\w*)"
        r"|pregnant (?:women|patients?|people|woman|mothers?)|breast-?feeding|nursing mothers?)\b",
        re.IGNORECASE,
    ),
    re.compile(r"\b(?:get|getting|become|becoming|fall|falling) pregnant\b|\bmask of pregnancy\b", re.IGNORECASE),
    re.compile(
        r"\b(?:pregnan\w+|breast\w*|lactat\w+|midwi(?:fe|ves|fery)|fo?et(?:al|us|uses)|unborn|trimester|nursing|gestation\w*|antenatal|prenatal|maternal|"
        r"contracept\w+|mothers?|mum|bab(?:y|ies)|birth|born|deliver\w*|labour|miscarr\w+|conceiv\w*|conception|women|milk)\b",
        re.IGNORECASE,
    ),
    re.compile(r"\b(?:men|children|adults|(?:over|above|aged|older than|after) (?:5\d|[6-9]\d)\b|menopaus\w*)", re.IGNORECASE),
    _SURELY,
    1.0,
)
_MEN, _WOMEN = r"(?:men|man|males?|boys?)", r"(?:women|woman|females?|girls?)"


def _sex(asked: str, other: str) -> _Group:
    """One of the two: what is said of all is said of it, and a figure of the other is not."""
    return _Group(
        re.compile(
            rf"\b(?:in|among|of|for|many|do|does|are|have) (?:(?:older|young|younger|adult|healthy|most|the) )*{asked}\b", re.IGNORECASE
        ),
        re.compile(rf"\b{other}\b", re.IGNORECASE),
        re.compile(""),
        re.compile(rf"\b{other}\b", re.IGNORECASE),
        re.compile(rf"\b(?:{asked}|sexe?s|everyone|people|adults)\b", re.IGNORECASE),
        0.0,
    )


_GROUPS = (_CHILDREN, _PREGNANT, _sex(_MEN, _WOMEN), _sex(_WOMEN, _MEN))
_DOSE = re.compile(r"\bdos(?:e|es|age|ing)\b|\bhow (?:much|many (?:mg|ml|units|puffs|drops|tablets|pills|capsules))\b", re.IGNORECASE)
_FIGURE = re.compile(
    r"\bhow (?:common|often|frequent\w*|rare|likely|widespread|prevalent|many|much|high|low|long|well|effective|successful)\b"
    r"|\b(?:prevalence|incidence|percentage|proportion|rates?|share)\b",
    re.IGNORECASE,
)


def lacks_population(question: str, around: str, own: str, title: str = "") -> float:
    """How surely texts say nothing of the group of people that is asked about, 0..1.

    `around` is a sentence with its neighbours, `own` the sentence with what it stands beneath: a dose has to be that group's own, and
    a figure of others is none of theirs. A document that its title says to be about them need not say it again.
    """
    return max((_lacks(group, question, around, own, title) for group in _GROUPS), default=0.0)


def _lacks(group: _Group, question: str, around: str, own: str, title: str) -> float:
    if not group.asked.search(question) or group.unless.search(question):
        return 0.0
    if _FIGURE.search(question) and group.others.search(own) and not group.surely.search(own):
        return 1.0
    asks_dose = _DOSE.search(question) is not None
    if group.named.search(own if asks_dose else around) or group.surely.search(title):
        return 0.0
    return 1.0 if asks_dose else group.weight
