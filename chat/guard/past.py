"""What a message tells as long over: a rule of danger does not fire on it, the rest of the message is read as it stands.

"back then i wanted to die. now i keep bees."  ->  " now i keep bees."
"""

from __future__ import annotations

import re

_SENTENCE = re.compile(r"[^.?!\n]+[.?!\n]*")
_NUMBER = r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|many|several|some)"
_AGE = r"(?:\d\d?|(?:ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty)(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?)"
# When it was: in the sentence itself.
_LONG_AGO = re.compile(
    rf"\b(?:{_NUMBER} (?:\w+ )?(?:years?|decades) ago|(?:years|decades|a lifetime) ago|{_NUMBER}(?: years?)? since i (?:last )?\w+"
    rf"|i was {_AGE} when i|{_NUMBER} years (?:clean|free) (?:from|of) (?:self[ -]?harm|cutting)"
    r"|(?:in|back in|that was) (?:19|20)\d\d|back then|in those days|as a (?:kid|child|teen\w*|student)|in my (?:teens|twenties|thirties)"
    rf"|when i was (?:{_AGE}\b|a (?:kid|child|teen\w*|student|girl|boy)|younger|at (?:school|uni\w*|college))"
    r"|i used to(?! not\b)|used to (?:be the|hurt|cut|want|think|wish)"
    r"|(?:hasn'?t|has not) been (?:so|like that|true|the case) (?:for|in|since))\b"
)
_TOLD = re.compile(
    r"\bi (?:\w+ )?(?:thought|wanted|wished|felt|believed|tried|attempted|overdosed|took|cut|hurt|self[ -]?harmed|planned|prayed)\b"
)
# Of somebody else, too, where the message says that it is over.
_TOLD_OF_ANOTHER = re.compile(
    r"\b(?:(?:she|he|they|who|(?:my|our|a) (?:[\w-]+ ){1,3}) ?(?:used to (?:talk|speak|think|say|threaten|want|wish)"
    r"|once (?:told|said|wanted|tried|talked|threatened|thought|planned|attempted)|(?:was|were|had been) (?:\w+ )?suicidal"
    r"|(?:wanted|tried|planned) to (?:die|end|kill)))\b"
)
# That it is over: anywhere in the message.
_OVER = re.compile(
    r"\b(?:these days i|i'?m (?:\d\d now|\d\d and (?:fine|well|happy|ok\w*)|well|better|in recovery|so glad)\b"
    r"|i'?m a (?:nurse|paramedic|teacher|grand\w+)|i'?ve been (?:well|fine|better)|(?:she|he|they)(?:'s|'re| is| are) \w+ now"
    rf"|(?:clean|well|in recovery|recovered)\b[^.?!]{{0,20}}\b{_NUMBER} years|{_NUMBER} years (?:clean|well)"
    r"|got better|came out (?:of it|the other side)"
    r"|long behind (?:him|her|them|us|me)\b|(?:that|it|this)(?:'s| is| was) long (?:over|past|ago)"
    r"|(?:she|he|they)(?:'s|'re| is| are) (?:(?:\w+ )?(?:fine|well|happy|better|ok\w*|thriving) (?:these days|today)|getting married)"
    r"|(?:these days|today|now) (?:she|he|they) (?:runs?|works?|teach\w*|has|have|lives? (?!in)\w+|bakes?|laughs?|sings?|is a|are))"
)
# That it is not: anywhere too.
_NOT_OVER = re.compile(
    r"\b(?:(?<!pregnant )again(?! and again)|still (?:want|think|feel)|tonight|yesterday|last (?:night|week|month)|lately|recently"
    r"|ever since|since i was \d+ i|(?:is|are|came|coming|comes) back|'s back|about to|relaps\w+|was right|first time in"
    r"|i want(?! to (?:say|tell|thank|share|reassure|encourage)\b)"
    r"|i wanna|wish\w*|next time|worse|nothing(?:'s| has)? changed|any ?more|never (?:stopped|left|went)"
    r"|(?:can'?t|cannot|can not|couldn'?t|haven'?t|didn'?t|not) (?:\w+ )?stop(?:ped)?"
    r"|should(?:'ve| have)? (?:worked|died|finished|stayed)|regret\w*|sorry it|i'?ve (?:been suicidal|wanted))\b"
)


def without_what_is_over(normalised: str) -> str:
    """The message without the sentences of danger that are told as long over."""
    if _NOT_OVER.search(normalised):
        return normalised
    is_over = bool(_OVER.search(normalised))
    return "".join(
        sentence
        for sentence in _SENTENCE.findall(normalised)
        if not (_LONG_AGO.search(sentence) or (is_over and (_TOLD.search(sentence) or _TOLD_OF_ANOTHER.search(sentence))))
    )
