"""Whose danger a message tells of: the writer's own, or that of somebody they write about."""

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
    r"|hij[oa]|amig[oa]|herman[oa]|espos[oa]|marido|mujer|fils|fille|amie?|frère|sœur|mari|femme|freund(?:in)?|sohn|tochter"
    r"|mann|frau|mutter|vater|bruder|schwester|filh[oa]|irm[ãa]o?|m[ãa]e|pai|figli[oa]|fratello|sorella|madre|padre|marito|moglie"
)
_OTHER = re.compile(
    rf"\b(?:{_RELATIVE}|one of (?:my|our|the) \w+|(?:he|she)'?s \d+)\b|^\W*(?:he|she)(?:'?s)?\b"
    r"|(?:बेटी|बेटा|भाई|बहन|माँ|पापा|闺蜜|朋友|儿子|女儿|妈妈|爸爸|老公|老婆)"
)
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


def tells_of_another(message: str) -> bool:
    """Whether the danger told is somebody else's: they are named, and are spoken of more than the writer, the danger above all."""
    text = normalise(message)
    is_short = len(text.split()) <= SHORT
    named = len(_OTHER.findall(text))
    own = len((_I if is_short else _ME).findall(text)) + WEIGHT * len(_OWN.findall(text))
    theirs = len(_THIRD.findall(text)) + WEIGHT * len(_THEIRS.findall(text))
    return named > 0 and theirs + (named if is_short or not own else 0) > own
