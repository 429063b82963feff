"""What "they" means after a question for the side effects of something: "do they go away?" is asked of these, not of the thing."""

from __future__ import annotations

import re

# What many of are asked for, with what tells which of them.
_ASKED_FOR = re.compile(
    r"\b(?:(?:side|adverse|unwanted|late|early|common|commonest|main|serious|rare|first|withdrawal|warning|typical|usual)[ -])*"
    r"(?:effects|reactions|events|symptoms|signs|complications|harms|problems|attacks|episodes|relapses|causes|triggers|results|findings)\b",
    re.I,
)
# What such do, and people, medicines and documents do not.
_COURSE = re.compile(
    r"\b(?:go(?:es|ne)? away|went away|come back|came back|return(?:ed)?|last(?:ed)?|stop|fade|settle|pass|clear(?:ed)?(?: up)?|wear off|"
    r"begin|began|start(?:ed)?|happen(?:ed)?|occur(?:red)?|appear(?:ed)?|get (?:better|worse)|improve|resolve|permanent|temporary|serious|"
    r"severe|mild|common|rare|frequent|treat(?:ed)?|prevent(?:ed)?|avoid(?:ed)?|manage[d]?|caused)\b",
    re.I,
)
_THEY = re.compile(r"\b(?:they|them)\b", re.I)


def with_what_they_mean(question: str, before: str) -> str:
    """The question with what was asked for before in the place of its "they": "do the side effects go away?"."""
    asked_for, they = _ASKED_FOR.search(before), _THEY.search(question)
    if asked_for is None or they is None or not _COURSE.search(question):
        return question
    return f"{question[: they.start()]}the {asked_for.group()}{question[they.end() :]}"
