"""Which of the times of a treatment a question asks for: until it works, how long that lasts, or how long it is taken.

Two sentences of one page may give both in the same unit, and the rarer word stands in the one that does not answer.
"""

from __future__ import annotations

import re
from enum import Enum, auto


class Timing(Enum):
    """What a length of time is the length of."""

    ONSET = auto()
    LASTING = auto()
    SPENT = auto()
    COURSE = auto()


TOLD, OTHER = 1.0, -1.5  # added to a sentence's strength in the order, in logits; chosen by hand
OTHER_TIME = 0.6  # how surely a sentence with such a time only does not answer, 0..1
NO_TIME = 0.8  # and one with no time at all

_NUMBER = r"(?:\d+(?:\.\d+)?|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|few)"
_UNIT = r"(?:seconds?|minutes?|hours?|days?|nights?|weeks?|months?|years?)"
_COURSE_WORDS = (
    r"(?:treatment|therapy|course|stud(?:y|ies)|trial|session|infusion|operation|procedure|visit|appointment|surgery|follow-?up|training)"
)
_TAKES_EFFECT = (
    r"(?:works?|working|acts?|helps?|helping|kicks? in|takes? effect|(?:an?|the|any|its) (?:full )?effects?|feels?|starts?|begins?"
    r"|better|relief|improve\w*|difference|notice\w*|respon\w+|results?)"
)
_ASKED = (
    (
        Timing.COURSE,
        r"\bhow long (?:is|are|was|were|should|must|do|does|did|can|may) .{1,60}\b(?:taken|given|used|continued?|prescribed|worn"
        r"|be treated)\b",
    ),
    (
        Timing.SPENT,
        rf"\bhow long (?:does|do|did|will|would) (?:the|a|an|each|one)?(?: ?[\w-]+){{0,3}} {_COURSE_WORDS}s? (?:last|take)\b"
        rf"|\bhow long (?:is|are|was|were) (?:the|a|an|each|one)(?: [\w-]+){{0,3}} {_COURSE_WORDS}s?\b",
    ),
    (
        Timing.LASTING,
        r"\bhow (?:long|many \w+) (?:does|do|did|will|would|can|may|might) .{1,70}\b(?:last|persist|hold|wear off|continue to work)\b"
        r"|\bduration of (?:the )?(?:\w+ )?(?:effect|action|relief|benefit)|\bhow (?:soon|quickly|fast) (?:does|do|did"
        r"|will) .{1,50}\bwear off\b",
    ),
    (
        Timing.ONSET,
        rf"\bhow (?:soon|quickly|fast|rapidly) (?:does|do|did|will|would|can) .{{1,60}}\b{_TAKES_EFFECT}\b"
        rf"|\bhow long (?:(?:does|do|did|will|would|might) .{{1,70}}\b)?(?:to|before|until|till) (?:\w+ ){{0,6}}{_TAKES_EFFECT}\b"
        r"|\bonset of (?:the )?(?:effect|action|relief)",
    ),
    (Timing.SPENT, r"\bhow long (?:does|do|did|will|would) .{1,70}\btake\b|\bhow long (?:is|are|was|were) (?:a|an|one|each|the)\b"),
)
_TOLD = {
    Timing.ONSET: r"\b(?:onset|beg[iau]ns?|starts? (?:to|working|acting|within|after)|started (?:to|working|after)|first (?:seen"
    r"|noticed|felt|"
    r"appears?|signs?|effects?|improvements?)|takes? (?:effect|up to|about|at least|some)|time to (?:effect|response|relief|onset)"
    r"|works? (?:with)?in"
    r"|kicks? in|(?:noticed|felt|seen|expected|appears?|occurs?) (?:with)?in)\b",
    Timing.LASTING: r"\b(?:last(?:s|ed|ing)?|persist(?:s|ed)?|durations?|wears? off|wore off|(?:effects?|relief|benefits?) (?:is|are"
    r"|was|were) lost|"
    r"continues? to work|fades?|fad(?:ed|ing)|returns? (?:with)?in)\b",
    Timing.COURSE: r"\b(?:(?:treatment|therapy|course)s?(?: \w+)? (?:lasts?|lasted|takes?|took|continues?|goes)|(?:taken|given|used"
    r"|worn|treated"
    r"|prescribed|continued?|course|treatment|therapy)(?: \w+){0,4} (?:for|until|over))\b",
    Timing.SPENT: r"\b(?:takes?|took|taking|infusion time|sessions? of|needs?|over|within|durations?|last(?:s|ed)?)\b",
}
_IMPROVES = re.compile(
    r"\b(?:improv\w+|respon\w+|reliev\w+|relief|eas(?:e|es|ed|ing)|better|effect\w*|work(?:s|ed|ing)?|act(?:s|ing|ion)?|reduc\w+"
    r"|f[ae]ll\w*|benefit\w*|"
    r"notic\w+|felt|feel|onset|peak\w*|clear\w*|settl\w+|recover\w*|heal\w*|remission|disappear\w*|lessen\w*|drop\w*|rise\w*|rose"
    r"|help\w*)\b",
    re.IGNORECASE,
)
_FOLLOWED = re.compile(
    rf"\b(?:stud(?:y|ies|ied)|follow(?:ed)?(?:[- ]?up)?|observed|trials?|data|evidence|monitored)\b[^.;]{{0,40}}\b{_NUMBER}[\s-]+{_UNIT}",
    re.IGNORECASE,
)
_ASKS_STUDY = re.compile(
    r"\b(?:stud(?:y|ies|ied)|trials?|follow\w*|observ\w*|research\w*|evidence|data|participants?|monitor\w*)\b", re.IGNORECASE
)
_EACH_DAY = re.compile(rf"\b{_NUMBER}\s+(?:hours?|minutes?)\s+(?:a|an|per|each|every)\s+(?:day|night|week)\b", re.IGNORECASE)
_ASKS_EACH_DAY = re.compile(r"\b(?:a|per|each|every)\s+(?:day|night|week)\b|\b(?:daily|nightly|overnight|worn|wear)\b", re.IGNORECASE)
_EFFECT_LASTS = re.compile(
    r"\b(?:effects?|relief|benefits?|protection)\b[^.;]{0,40}\b(?:last(?:s|ed)?|persist(?:s|ed)?|(?:is|are) lost)\b", re.IGNORECASE
)
# A time after which something begins is no time that it lasts, unless it is then over; nor is what a sitting takes one that relief lasts.
_LENGTH = (
    rf"(?:(?:about|around|only|just|some|the first|up to|at least|roughly)\s+)*{_NUMBER}(?:\s*(?:to|or|and|-|–)\s*{_NUMBER})?"
    rf"[\s-]+{_UNIT}\b"
)
_UNTIL = re.compile(rf"\b(?:within|after)\s+{_LENGTH}", re.IGNORECASE)
_TAKES = re.compile(rf"\b(?:takes?|took|needs?)\s+{_LENGTH}", re.IGNORECASE)
_ASKS_EFFECT = re.compile(r"\b(?:effects?|relief|benefits?|improvement|protection|result|numbness)\b", re.IGNORECASE)
_ENDS = re.compile(
    r"\b(?:goes?|going|went|gone|vanish\w*|better|off|back|down|until|only|lose[sd]?|replaced|shorten\w*|longer|settl\w+|clear\w*|disappear\w*|stop\w*|subsid\w+|resolv\w+|ends?|ended"
    r"|normal\w*|pass(?:es|ed)?|over|heal\w*|recover\w*|lost|returns?|returned|c[ao]me back|comes back|relaps\w*|recur\w*|still"
    r"|free of|out of|wears? off|fad\w+|drop\w* back|repeat\w*|again)\b",
    re.IGNORECASE,
)
_SPEED = re.compile(
    r"\b(?:immediate\w*|instant\w*|at once|(?:straight|right) away|rapid\w*|quick\w*|fast\w*|soon\w*|slow\w*|gradual\w*|overnight"
    r"|permanent\w*|temporar\w*"
    r"|transient\w*|brief\w*|short|long|lifelong|indefinite\w*|days|weeks|months|years|hours|minutes|half-?li\w+|not known|unknown"
    r"|until)\b",
    re.IGNORECASE,
)
_TIME = re.compile(rf"\b{_NUMBER}[\s-]+{_UNIT}\b", re.IGNORECASE)

_WORDS_ASKED = tuple((timing, re.compile(asked, re.IGNORECASE)) for timing, asked in _ASKED)
_WORDS_TOLD = {timing: re.compile(told, re.IGNORECASE) for timing, told in _TOLD.items()}


def timing_asked(question: str) -> Timing | None:
    """Which time a question asks for, None where it asks for none of these."""
    return next((timing for timing, asked in _WORDS_ASKED if asked.search(question)), None)


def is_said_of(timing: Timing, own: str) -> bool:
    """Whether a sentence, with the header of its table, says so of the time it names."""
    return _WORDS_TOLD[timing].search(own) is not None


def is_other_time(question: str, timing: Timing, sentence: str) -> bool:
    """Whether the only times that a sentence names are no answer: how long was looked, how long each night, how fast a dose is raised."""
    if not _TIME.search(sentence):
        return False
    rest = sentence
    if not _ASKS_STUDY.search(question):
        rest = _FOLLOWED.sub(" ", rest)
    if not _ASKS_EACH_DAY.search(question):
        rest = _EACH_DAY.sub(" ", rest)
    if not _TIME.search(rest):
        return True
    if timing is Timing.LASTING:
        if is_said_of(timing, sentence):
            return False
        rest = _UNTIL.sub(" ", sentence)
        rest = _TAKES.sub(" ", rest) if _ASKS_EFFECT.search(question) else rest
        return is_said_of(Timing.COURSE, sentence) or not (_TIME.search(rest) or _ENDS.search(sentence))
    if timing is Timing.COURSE:
        return _EFFECT_LASTS.search(sentence) is not None and not is_said_of(timing, sentence)
    return timing is Timing.ONSET and not is_said_of(timing, sentence) and not _IMPROVES.search(sentence)


def names_no_time(timing: Timing | None, own: str, before: str) -> bool:
    """Whether neither a sentence nor the one before it says anything of how long or how fast, where that is asked."""
    return timing is not None and not any(pattern.search(text) for pattern in (_TIME, _SPEED) for text in (own, before))


def timing_gain(timing: Timing | None, question: str, own: str, sentence: str) -> float:
    """What is added to the strength of a sentence for the time it names; `own` has the header of its table before it."""
    if timing is None or not _TIME.search(sentence):
        return 0.0
    return (TOLD if is_said_of(timing, own) else 0.0) + (OTHER if is_other_time(question, timing, sentence) else 0.0)
