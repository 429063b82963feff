"""Whose danger an English message tells of: the writer's own, or that of somebody they write about."""

from __future__ import annotations

import re

from chat.guard.normalise import normalise

SHORT = 40  # words: here whoever is named at all is likely who it is about, while a post names many
WEIGHT = 3  # of who the danger itself belongs to, against how often each is spoken of

_RELATIVE = (
    r"son|daughter|teen\w*|kid|child|boy|girl|wife|husband|partner|bf|gf|boyfriend|girlfriend|friend|mate|mum|mom|mother|dad|father|brother|sister"
    r"|cousin|nan|gran|grandma|granny|grandad|grandpa|grandfather|grandmother|grandson|granddaughter|uncle|aunt|niece|nephew|stepson|twin"
    r"|flatmate|housemate|roommate|neighbou?r|lodger|tenant|colleague|coworker|boss|apprentice|client|patient|passenger"
    r"|student|pupil|user|member|follower|player|guy|lad|ex|bestie|pal|someone|somebody"
)
_OTHER = re.compile(rf"\b(?:{_RELATIVE}|one of (?:my|our|the) \w+|(?:he|she)'?s \d+)\b|^\W*(?:he|she)(?:'?s)?\b")
_THIRD = re.compile(r"\b(?:he|she|they|him|her|them|himself|herself|themselves|hes|shes)\b")
# "What do I say", "I found": an I that only stands beside them.
_BESIDE = r"(?! (?:\w+ )?(?:give|gave|let|help|tell|told|ask|asked|do|say|call|ring|found|find|heard|saw|talk to|look after)\b)"
_I = re.compile(rf"\b(?:i|im|ive)\b{_BESIDE}")
_ME = re.compile(rf"\b(?:me|myself|(?:i|im|ive){_BESIDE})\b")
# Dying, hurting and leaving, as both tell of it; the subject stands before.
_DANGER = (
    r"(?:die|dying|dead|suicid\w*|be (?:gone|alive|here)|end (?:it|things|(?:my|his|her|their) life)|kill (?:my|him|her|them)\w+"
    r"|self[ -]?harm\w*|overdos\w+|jump|wake up|exist|stay alive|join (?:him|her|them|my)"
    r"|(?:my|a|his|her|the|their) (?:rope|noose|gun|revolver|blades?|razors?|pills|wrists?|life insurance|letters?|will|note))"
)
_HURT = r"\b(?:hurt|kill|cut|harm|drown|hang|shoot|poison)\w*"
_OWN = re.compile(
    rf"{_HURT} my ?self\b|\bi(?:'[a-z]+)?(?: (?!he\b|she\b|they\b|my\b|her\b|his\b)[\w']+){{0,5}} {_DANGER}\b"
    r"|\b(?:without|miss|remember|bury|bringing|bring|hurts?|kill) me\b"
    r"|\bmy (?:own )?(?:pills|stash|rope|noose|knife|blades?|razors?|cuts|scars|wrists?|note|plan|death|funeral|ashes|suicide)\b"
    r"|\bsuicide pact\b|\b(?:being|and then|someone|friend who'?s) me\b"
)
_THEIRS = re.compile(
    rf"{_HURT} (?:him|her|them)sel\w+|\b(?:he|she|they|who)(?:'[a-z]+)?(?: (?!i\b|my\b)[\w']+){{0,5}} {_DANGER}\b"
    r"|\b(?:worried|scared|afraid|concerned|frightened|terrified) (?:for|about) (?:him|her|them|my)\b"
    r"|\bhow (?:do|can|should|could) (?:i|we) (?:\w+ )?(?:help|stop|support|reach|talk to|say to|answer|get) (?:him|her|them|my)\b"
    r"|\b(?:what|whom|who|how) (?:do|can|should|could|would) (?:i|we|you|other \w+) (?:do|say|tell|call)\b"
    r"|\bdo i (?:call|tell|report|phone|ring)\b"
    r"|\b(?:he|she|they)(?:'s| has| have)? (?:given|gave|giving|stopped|wrote|posted|texted|logged|locked|won't|keeps)\b"
)


def tells_of_another(message: str) -> bool:
    """Whether the danger told is somebody else's: they are named, and are spoken of more than the writer, the danger above all."""
    text = normalise(message)
    is_short = len(text.split()) <= SHORT
    named = len(_OTHER.findall(text))
    own = len((_I if is_short else _ME).findall(text)) + WEIGHT * len(_OWN.findall(text))
    theirs = len(_THIRD.findall(text)) + WEIGHT * len(_THEIRS.findall(text))
    return named > 0 and theirs + (named if is_short or not own else 0) > own
