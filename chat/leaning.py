"""What a sentence needs from the one beside it, told by its words: what it leans on, what limits it, what says nothing alone."""

from __future__ import annotations

import re

# A sentence that opens like this leans on the one before it.
_LEANS = re.compile(
    r"(?:(?:however|moreover|furthermore|additionally|also|thus|therefore|hence|instead|nevertheless|and|but|so|yet|then|"
    r"in (?:addition|contrast|turn|comparison)|for (?:example|instance|this reason)|as a result|by contrast|on the other hand|"
    r"other times|in other (?:situations|cases)|consequently|similarly|likewise|conversely),?\s+)*"
    r"(?:it|its|it['’]s|they|them|their|he|she|his|her|this|these|those|that|such|"
    r"(?:both|neither)(?!(?:\s+[\w’'-]+){1,3}?\s+(?:and|nor)\b)|"  # not "Neither patients nor doctors"
    r"the (?:former|latter|same|other|others)|"
    r"the (?:difference|gap|change|reduction|increase|improvement)s?(?=\s+(?:was|were|did|disappeared|persisted|remained|lasted)\b))\b"
    r"(?!\s+(?:is|was|has been|should be|must be|may be|can be)\s+(?:\w+ly\s+)?(?:important|known|thought|believed|estimated|"
    r"recommended|noted|unclear|clear|likely|possible|unlikely|not known|suggested|worth|interesting|essential|crucial|necessary)\b)",
    re.IGNORECASE,
)
_OPENS_WITH_LINK = re.compile(
    r"(?:however|nevertheless|instead|therefore|thus|hence|consequently|in contrast|by contrast|conversely|similarly|likewise|"
    r"other times|in other (?:situations|cases)|on the other hand|for (?:example|instance)|as a result|but|yet|unless|"
    r"exceptions?(?=:)|otherwise|even so|in (?:that|this|such a) case|if (?:so|not|this|that|it|they|these|those))(?!\w)",
    re.IGNORECASE,
)
# A clause in front that speaks of "it" while nothing in the sentence has been named yet: "Since the town bought it, …".
_CLAUSE_ON_IT = re.compile(
    r"(?:since|because|although|though|while|when|whenever|after|before|once|as|until|unless|if|even (?:though|if))\s+"
    r"(?:(?:they|them|these|those)\b|(?:[\w’'-]+\s+){0,4}?it\b"
    r"(?!\s+(?:comes? to|seems|appears|takes|(?:is|was|has been|should be|must be|may be|can be)\s+(?:not\s+)?(?:\w+ly\s+)?"
    r"(?:important|known|thought|believed|estimated|recommended|noted|unclear|clear|likely|possible|unlikely|suggested|worth|true|hard"
    r"|difficult|easy|best|better|essential|crucial|necessary|needed)\b)))",
    re.IGNORECASE,
)
# An order about what the sentence before has named: "Do not do so if …", "Only do this …", "Never take it with …".
_ORDERS_IT = re.compile(
    r"(?:do not|don['’]t|never|only|always)\s+(?:[a-z]+\s+){0,2}(?:so|it|this|that|these|those|them)\b(?!\s+(?:that|is|are|was)\b)",
    re.IGNORECASE,
)
# What "the same" is stands before, wherever in the sentence that is said: "If you are breast-feeding, do the same."
_SAME_AS_BEFORE = re.compile(
    r"\b(?:(?:do(?:es|ing)?|did|done) (?:exactly |just )?(?:the same|likewise)"
    r"|the same (?:is true|applies|goes|holds)|(?:applies|is true|holds) likewise)"
    r"(?: (?:too|as well|again|then|thing|here))*(?: (?:for|to|of|with|in) [^.,;]{1,40})?[.!]*$",
    re.IGNORECASE,
)
# A sentence that opens like this limits what the one before it says.
_LIMITS = re.compile(
    r"(?:however|but|unless|except|exceptions?(?=:)|only if|provided|although|nevertheless|this (?:does|is) not|these do not)\b",
    re.IGNORECASE,
)
# What is said so of a thing that the sentence before has named is a warning about it.
_WARNS_OF_IT = re.compile(
    r"(?:it|they|this|these|he|she) (?:(?:should|must)\b.{0,20}\b(?:not|never|only|avoided|stopped|stop)\b"
    r"|can(?:not|['’]t| only)\b|may (?:not|only)\b|(?:is|are) (?:not (?:suitable|recommended|safe|for|to be)|contraindicated|only)\b"
    r"|(?:is|are) un(?:safe|suitable)\b)",
    re.IGNORECASE,
)
# A condition on an order or a permission; what it would be a condition on elsewhere cannot be told.
_CONDITION = re.compile(
    r"(?:do not|don['’]t|never|not (?:if|when|in|for|with|during)|only (?:do|take|use|give|if|when|after|before|with|for)"
    r"|only (?:those|adults|people)\b|(?:it|they|you) must\b|(?:it|they) should\b|(?:it|they|you) (?:may|should) (?:not|only|never)\b"
    r"|(?:it|they) may (?:\w+ly )?(?:harm|damage|cause|worsen|interact|poison|raise|lower|affect)\b|you should (?:stop|avoid|ask|tell)\b"
    r"|(?:if|when) you (?:have|are|take|also|suffer|had|use)\b(?!.*\b(?:questions?|queries|concerns?|interested|would like)\b)"
    r"|(?:people|patients|those|anyone|women|men|children|adults)\b[^.]{0,120}\b(?:should|must|may|can) ?(?:not|never|only)\b)",
    re.IGNORECASE,
)
_ORDER_OR_PERMISSION = re.compile(
    r"\b(?:can|may|should|must|need to|have to|allowed|safe|recommended|take[sn]?|used?|apply|applied|give[ns]?|swallow(?:ed)?"
    r"|inject(?:ed)?|drink|eat|wear|worn|wash|rinse|keep|put|start(?:ed)?|continue|repeat(?:ed)?|increased?|chew|dissolve|insert|place|store|clean|remove|change|check|hold|wait)\b",
    re.IGNORECASE,
)
# What announces a list in these words doubts its items, or says that few know them.
_WEAKENS = re.compile(
    r"\b(?:potential(?:ly)?|possibl[ey]|suspected|supposed(?:ly)?|alleged(?:ly)?|claim(?:s|ed)?|unproven|untested|unconfirmed"
    r"|uncertain|unclear|weak(?:ly)?|thought to|believed to|rare(?:ly)?|uncommon(?:ly)?|seldom|sometimes|occasional(?:ly)?|few(?:er)?|only"
    r"|less (?:common|likely|often)\w*|in (?:some|theory)|some (?:people|patients|women|men|children|studies))\b",
    re.IGNORECASE,
)
# What announces a list in these words says how many of its items must hold: one alone is half a condition.
_NUMBER = r"(?:all|each|every one|both|any|either|one|two|three|four|five|six|\d+|none|neither)"
_COUNTS_ITEMS = re.compile(
    rf"\b{_NUMBER}(?: or more)? of (?:the|these|those|its)\b"
    r"|\b(?:all|both|each)(?: (?!side|other)\w+){0,2}? (?:criteria|conditions|requirements)\b"
    r"|\b(?:meet|fulfil|satisfy)\w* (?:these|the following)\b|\b(?:these|following) (?:criteria|requirements)\b"
    r"|\b(?:criteria|requirements)\b.{0,40}:$|\b(?:all|both|each)\b[^.:]{0,40}\b(?:met|apply|applies|true|fulfilled|satisfied|present|hold)\W*$",
    re.IGNORECASE,
)
_COUNTS_ONE = re.compile(r"\b(?:any|either|one|none|neither)(?: or more)? of (?:the|these|those|its)\b", re.IGNORECASE)
# Yes, no or how often, and no more: whose answer it is stands in the heading, what it means in the sentence after.
_BARE = re.compile(
    r"(?:yes|no|nope|not|usually|normally|generally|often|sometimes|occasionally|rarely|seldom|never|always|maybe|perhaps|possibly|probably"
    r"|definitely|certainly|absolutely|of course|it depends)"
    r"(?:[,;–—-]?\s*(?:yes|no|not|always|never|usually|normally|generally|often|sometimes|necessarily|really|yet|definitely|certainly"
    r"|absolutely|indeed|at all|of course|(?:it|this|you|they|we|there) (?:is|are|does|do|can|should|may|must|will|has|have)"
    r"(?: not|n['’]t)?|(?:can|do|does|is|are)(?: not|n['’]t))){0,2}\s*[.!…]*",
    re.IGNORECASE,
)


def leans_back(text: str) -> bool:
    """Whether a sentence leans on the one before it: "It lowers pain.", "Do not do so if …"."""
    return any(pattern.match(text) for pattern in (_LEANS, _OPENS_WITH_LINK, _CLAUSE_ON_IT, _ORDERS_IT)) or bool(
        _SAME_AS_BEFORE.search(text.rstrip())
    )


def limits(following: str) -> bool:
    """Whether a sentence limits what the one before it says, whatever that is."""
    return bool(_LIMITS.match(following))


def is_condition_on(text: str, following: str) -> bool:
    """Whether the sentence that follows in a paragraph warns of what a sentence names, or says when its advice does not hold."""
    if _WARNS_OF_IT.match(following):
        return True
    return bool(_ORDER_OR_PERMISSION.search(text) and _CONDITION.match(following))


def weakens(announces: str) -> bool:
    """Whether what announces a list doubts its items, or says that few know them: "Possible causes are:"."""
    return bool(_WEAKENS.search(announces))


def counts_items(announces: str) -> bool:
    """Whether what announces a list says how many of its items must hold: "when all of these are met:", "either of the following:"."""
    return bool(_COUNTS_ITEMS.search(announces.rstrip()))


def needs_all_items(announces: str) -> bool:
    """Whether what announces a list is met by all or some of its items and not by one."""
    return counts_items(announces) and not _COUNTS_ONE.search(announces)


def is_bare(text: str) -> bool:
    """Whether a text is a yes, a no or a "usually" with nothing to say what of."""
    return _BARE.fullmatch(text.strip()) is not None
