"""Whether the body in danger is an animal's: a vet helps, no ambulance."""

from __future__ import annotations

import re

from chat.guard.normalise import normalise

_ANIMAL = (
    r"(?:dog|puppy|pup|cat|kitten|rabbit|bunny|horse|pony|mare|guinea pig|hamster|ferret|parrot|budgie|chickens?|goat|lamb|ewe|cow|calf"
    r"|labrador|lab|spaniel|collie|terrier|dachshund|retriever)s?"
)
_ITS_BODY = (
    r"(?:ate|eaten|eating|swallow\w*|lick\w*|chew\w*|drank|drunk|got (?:in(?:to)?|at|hold of)|poison\w*|collaps\w*"
    r"|seiz\w+|fitting|convuls\w*|stung|isn't breathing|not breathing|bleeding|bloat\w*|vomit\w*|overdos\w*"
    r"|been (?:hit|bitten|poisoned)|choking)"
)
_ANIMALS = re.compile(
    rf"\b(?:my|our|the|his|her|a|neighbou?r'?s) (?:\w+ ){{0,2}}{_ANIMAL}\b"
    rf"(?! (?:bit|scratched|attacked))[^.?!]{{0,40}}\b{_ITS_BODY}\b"
    rf"|\b(?:poisoned|poisoning|overdosed) (?:my|our|the|his|her|a) (?:\w+ )?{_ANIMAL}\b|\b{_ANIMAL} poisoned\b"
)
_PERSON_TOO = re.compile(
    r"\b(?:i|we|toddler|baby|child|kids?|boy|girl|son|daughter|husband|wife|mum|mom|dad|brother|sister|grandson|gran|friend)"
    r"(?:'ve| have| has|'s| is| was)? (?:just |also |both |all |isn't |not |can't |won't |gone |went |turned |stopped )*"
    r"(?:ate|eaten|swallowed|drank|took|taken|licked|breath\w*|feels? (?:sick|ill|dizzy)|collapsed"
    r"|choking|blue|unconscious|unresponsive|wake|bleeding|fitting|swelling|swollen|shaking|limp)\b"
    r"|\bbit (?:me|my|him|her|us)\b"
)


def tells_of_an_animal(message: str) -> bool:
    """Whether the body in danger is an animal's, and no person's as well."""
    text = normalise(message)
    return bool(_ANIMALS.search(text)) and not _PERSON_TOO.search(text)
