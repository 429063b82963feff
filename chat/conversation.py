"""A follow-up question made whole: the topic of the turns before it, carried over as far as it leans on them.

How much it leans is told by its words alone. Words that ask for a side of a matter ("the dose", "in children") are kept apart
from names, which say what matter is meant; which of several readings fits is for whoever searches to say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import lru_cache
from pathlib import Path

from chat.answer_kind import asked_kinds
from chat.contrast import asked_of, named_anew
from chat.correcting import as_meant, corrects
from chat.meant_by_they import with_what_they_mean
from chat.sorts import Sort, SortOf, like_in, runs_of, sort_of, untold
from chat.spelling import is_name
from chat.telling import is_function_word

FILE = Path(__file__).with_name("aspects.txt")
MAX_CARRIED = 6
_SHORT = 7  # words; a question this short may be the tail of another
_LONG = 10  # words; a question longer than this says something, if no name
_BARE = 3  # words; a question this short may be a name alone
_SAME_FORM = 0.2  # of likeness, which is a cosine
_BOTH_NAMES = 0.5  # likewise: a medicine stands for a medicine, though "rivaroxaban" is nearer "clot" than "apixaban" by its letters
_SAME_PLACE = 0.5  # likewise: what stands behind the same preposition is asked of in its place
_NEAR = 3  # words between a preposition and the noun that it governs

_OPENS_AS_TAIL = re.compile(
    r"(?:and|or|but|so|then|also|what about|how about|what if|and if|why not|how come|since when|how so|really|i mean(?:t)?)\b", re.I
)
_PREPOSITIONS = (
    "in|for|with|without|during|after|before|by|over|on|at|from|to|since|per|among|against|under|of|about|until|within|between|while"
)
_OPENS_WITH_PREPOSITION = re.compile(rf"(?:same (?:for|in|with)|(?:{_PREPOSITIONS}))\b", re.I)
_FRONTED = re.compile(  # a whole question, though it opens with a preposition: "at which age is it found?"
    rf"(?:{_PREPOSITIONS}) (?:who|whom|whose|what|which|how)\b.*"
    r" (?:is|are|was|were|do|does|did|can|could|should|will|would|has|have|had|may|might|must) \w+ \w",
    re.I,
)
_CLAUSE = "who|whom|whose|what|which|when|where|why|how|is|are|was|were|do|does|did|can|could|should|will|would|has|have|had|may|might|must"
_INSTEAD = re.compile(
    rf"(?:and|or|but|so|what about|how about|also|i mean(?:t)?)\b,? (?!(?:{_PREPOSITIONS}|if|a|an|who|what|which|when|where|why|how|is|are|"
    r"was|were|do|does|did|can|could|should|will|would|has|have|had)\b)",
    re.I,
)
_TOO = re.compile(rf"(?!(?:{_CLAUSE})\b).* (?:too|as well|also|either|instead)\W*", re.I)
_PEOPLE = re.compile(  # and the states that they are in
    r"(?:wom[ae]n|m[ae]n|(?:fe)?males?|ladies|child(?:ren)?|kids?|bab(?:y|ies)|infants?|teenagers?|adolescents?|adults?|elderly|boys?|girls?|"
    r"pregnan(?:cy|t)|breast-?feeding|lactation|labou?r|childbirth)",
    re.I,
)
_AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|do|does|did|can|could|should|will|would|has|have|had|may|might|must)\b|n['’]t\b|['’](?:s|re)\b", re.I
)
_ACTS_ON_IT = re.compile(  # its verb is of the present or the past: "who gets it?", "what made them?"
    rf"(?:(?:and|but|so)\b,? *)*(?:who|what|which(?: \w+)?) (?!(?:{_PREPOSITIONS}|like|than)\b)\w+ (?:it|them|this|that|these|those)\b",
    re.I,
)
_GERUND = re.compile(r"\b(?:being|getting|having|becoming|going|coming|growing|losing|gaining)\b", re.I)
_CONDITION = re.compile(rf"(?:(?:and|but|or|so)\b,? *)?(?:if|unless|in case)\b(?!.*[,?] *(?:{_CLAUSE})\b).*", re.I | re.S)
_OF_A_GROUP = frozenset({"placebo", "sham", "dummy", "control", "controls", "comparison"})  # aspects, and still what a group is called by
_OF_BOTH = re.compile(
    r"(?:(?:and|or|but|what about|how about)\b,? )*(?:for )?(?:both|all|each|one|two|three|four|five|six|ten|\d+) (?!of\b)\w+\W*$", re.I
)
_OPENS_AS_CLAUSE = re.compile(rf"(?:{_CLAUSE})\b", re.I)
_MORE = re.compile(
    r"\W*(?:(?:please |can you |could you )*(?:tell me|say|show me|give me)(?: something| anything)? more(?: about (?:it|this|that))?|more|"
    r"(?:some |any )?more (?:details?|information|info|please)|in more detail|go on|continue|(?:anything|what|something) else|"
    r"explain(?: that| this| it)?(?: please)?)(?: please)?\W*",
    re.I,
)
_SURE = re.compile(
    r"\W*(?:(?:are|r) (?:you|u|they) (?:really |quite )?(?:sure|certain)|really|is (?:that|this|it) (?:so|true|right|certain))\W*", re.I
)
_DEFINES = re.compile(r"what(?:['’]?s| is| are| was| were) (?P<article>an? |the )?(?P<what>[^\W\d_][\w'’-]*)\W*", re.I)
_BEGINS_ANEW = re.compile(rf"(?:(?:and|but|so|ok|okay|now|then|also)\b,? *)+(?P<asks>{_DEFINES.pattern})", re.I)
_PARTICIPLE = re.compile(r"\w{2,}(?:ed|dden|tten|wn|ven|ken)", re.I)  # "what is excluded?" asks of what was named before
_TO_US = re.compile(r"\b(?:you|u|your|me|my|i)\b", re.I)
_GREETING = re.compile(r"\bgood (?:morning|afternoon|evening|day|night)\b|\bhow are (?:you|u)\b", re.I)

# What points at nothing before: the library itself, an "it" or "there" without meaning, a relative "that".
_POINTS_NOWHERE = re.compile(
    r"\b(?:these|those) (?:pages|documents|sources|texts|papers|articles|files)\b|\bthis library\b|"
    r"\bit (?:is |was )?(?:true|false|untrue|possible|safe|okay|ok|wise|right|wrong|known|likely|normal|common|usual|better|best|"
    r"necessary|hurt|matter|help|take|mean)s? (?:that|to|if|when|for|until|before)\b|"
    r"\b(?:is|was|are|were) there\b|\bthere (?:is|are|was|were)\b",
    re.I,
)
_IT = re.compile(r"\bit\b", re.I)
_PRONOUN = re.compile(r"\b(?:it|its|they|them|their|theirs|he|she|him|her)\b", re.I)
_POINTS_BACK = re.compile(
    r"\b(?:this|these|those|former|latter|same|either|neither|both|such)\b|"
    r"\b(?:is|are|was|were|does|do|did|can|could|would|will|about|of|with|for|after|before|like|than|by|to|from|why|how|if|when|and|at)"
    r" that\b|"
    r"^that\b|\bthat one\b|\bthat\W*$|\bthere\W*$|"
    r"\b(?:which|the|another|other|last|first|second|third|each) ones?\b|"
    r"\b(?:do|does|did|can|could|should|will|would|must|may|is|has) one\b|"
    r"\bones?\W*$|\bones\b|"
    r"\bthe (?:second|third|fourth|fifth|other|others|next|previous|remaining|rest)\b|"
    r"\bthe (?:first|last) (?:study|trial|group|drug|medicine|treatment|paper|document|source|of)\b",
    re.I,
)
_POINTS_BEYOND = re.compile(r"\b(?:after(?:wards?)?|beforehand|thereafter|meanwhile|otherwise)\W*$", re.I)
_OF_THE_COPULA = re.compile(r"\b(?:is|are|was|were) \w+$", re.I)
_BOUNDARY = re.compile(r"\b(?:when|if|after|before|because|while|and|or|but|who|which|that|since|unless|until)\b|[,;:]", re.I)
_PLURAL = re.compile(
    r"(?:women|men|children|people|mice|feet|teeth|"
    r"\b(?!diabetes|herpes|rabies|scabies|measles|mumps|shingles|rickets|caries)\w{2,}[^su i]s)$",
    re.I,
)
_VERB = re.compile(rf"\b(?:i|you|we|they|he|she) [^\W\d_]+|\b{_PARTICIPLE.pattern}\b", re.I)  # nothing is asked in its place
_ASKS_OF = re.compile(r"(?:what(?:['’]?s| is| are| was| were)|tell me (?:more )?about|explain|describe) (?:the |an? )?", re.I)
_ADJECTIVE = re.compile(r"\w{2,}(?:al|ic|ive|ous|ary|able|ible|less)", re.I)
_OF_A_KIND = re.compile(
    r"mild|severe|moderate|acute|early|late|old|older|young|younger|high|low|new|large|small|short|long|strong|weak", re.I
)
_WORD = re.compile(r"[^\W_][\w'’.-]*[^\W_]|[^\W_]")


class Leaning(IntEnum):
    """How much a question needs the turns before it."""

    NONE = 0  # it says itself what it is about
    LITTLE = 1  # a name alone ("CBT"), or a pronoun that a noun before it may explain: meant as it stands unless that answers nothing
    MUCH = 2  # it points back: carried, unless only the question alone is answered
    ALL = 3  # a tail ("and the dose?", "why?") that says nothing alone


@dataclass(frozen=True, slots=True)
class Standalone:
    """What is searched for: the last question, perhaps with words carried over from the turns before."""

    text: str
    carried: tuple[str, ...] = ()
    is_whole: bool = False  # the earlier question stands in it, perhaps with what the last one names in the place of its like

    @property
    def says_more(self) -> bool:
        """Whether earlier turns give it anything."""
        return self.is_whole or bool(self.carried)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The last turn: how much it leans, how it reads alone, and with what it may carry, the likelier first."""

    leaning: Leaning
    alone: Standalone
    with_topic: tuple[Standalone, ...] = ()

    @property
    def likeliest(self) -> Standalone:
        """The reading to take where only one is searched for."""
        return self.with_topic[0] if self.with_topic and self.leaning > Leaning.LITTLE else self.alone


@lru_cache(maxsize=1)
def _aspects() -> frozenset[str]:
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def is_aspect(word: str) -> bool:
    """Whether a word asks for a side of a matter, as "dose" and "children" do, and names none."""
    return word.casefold() in _aspects() and not (len(word) > 1 and word.isupper())


def names(text: str) -> list[str]:
    """The words of a text that say which matter is meant: no function words, no aspects, no mere numbers."""
    return [word for word in _words(text) if not is_function_word(word) and not is_aspect(word) and not word.replace(".", "").isdigit()]


def aspects(text: str) -> list[str]:
    """The words of a text that ask for a side of a matter."""
    return [word for word in _words(text) if is_aspect(word) and not is_function_word(word)]


def said(text: str) -> list[str]:
    """The words of a text that say anything: names and aspects."""
    return [word for word in _words(text) if not is_function_word(word)]


def _words(text: str) -> list[str]:
    return _WORD.findall(_GREETING.sub(" ", text))


def is_tail(question: str) -> bool:
    """Whether the question says nothing without what went before: "why?", "and the dose?", "in children?", "tell me more"."""
    if names(question) or asks_again(question):
        return asks_again(question)
    opens = _OPENS_AS_TAIL.match(question) or (_OPENS_WITH_PREPOSITION.match(question) and not _FRONTED.match(question))
    return not aspects(question) or bool(opens)


def asks_for_more(question: str) -> bool:
    """Whether the question asks for more of the same: "tell me more"."""
    return bool(_MORE.fullmatch(question))


def asks_again(question: str) -> bool:
    """Whether the question asks nothing new: "tell me more", "are you sure?"."""
    return bool(_MORE.fullmatch(question) or _SURE.fullmatch(question))


def goes_on(question: str) -> bool:
    """Whether what might be a remark is a question about the turns before: "are you sure?", "and that one?", not "ok"."""
    if asks_again(question) or corrects(question):
        return True
    opens = _OPENS_AS_TAIL.match(question) or _points_back(question)
    return is_tail(question) and bool(opens) and not _TO_US.search(question)


def leaning_of(question: str) -> Leaning:
    """How much the question leans on the turns before it, by its words."""
    question = question.strip()
    n_words = len(_WORD.findall(question))
    points_back = _points_back(question)
    if is_tail(question):
        return Leaning.ALL
    if not names(question):
        if points_back is Leaning.MUCH or (n_words <= _BARE and not _OPENS_AS_CLAUSE.match(question)):  # "is it safe?", "dose"
            return Leaning.ALL
        return Leaning.MUCH if n_words <= _SHORT else Leaning.LITTLE  # "what are the side effects?"
    if points_back is not None:
        return points_back
    if n_words <= _SHORT and _POINTS_BEYOND.search(question):  # "can you drive afterwards?"
        return Leaning.MUCH
    if _BEGINS_ANEW.fullmatch(question):
        return _leaning_of_bare(_BEGINS_ANEW.sub(r"\g<asks>", question))
    if n_words <= _SHORT and (_OPENS_AS_TAIL.match(question) or _OPENS_WITH_PREPOSITION.match(question) or _TOO.fullmatch(question)):
        return Leaning.MUCH
    if n_words <= _BARE:
        return _leaning_of_bare(question)
    return Leaning.NONE


def _leaning_of_bare(question: str) -> Leaning:
    """How much a few words lean that hold a name: "what is lumbago?" begins a subject, "is zinc excluded?" may go on with one."""
    defines = _DEFINES.fullmatch(question)
    if defines is None or _PARTICIPLE.fullmatch(defines["what"]):
        return Leaning.MUCH if _OPENS_AS_CLAUSE.match(question) else Leaning.LITTLE
    return Leaning.NONE if defines["article"] or is_name(defines["what"]) else Leaning.LITTLE


def is_plural(word: str) -> bool:
    """Whether a word looks like the name of many."""
    return _PLURAL.search(word) is not None


def points_back(question: str) -> bool:
    """Whether a pronoun of the question means something of the turns before."""
    return _points_back(question) is Leaning.MUCH


def points_at_nothing(question: str) -> bool:
    """Whether all that a short first question says of its subject is a pronoun: "how long does it last?"."""
    n_words = len(_WORD.findall(question))
    return n_words <= _LONG and not names(question) and _points_back(question) is Leaning.MUCH


def follow_up(
    turns: Sequence[str],
    *,
    analyse: Callable[[str], Sequence[str]],
    is_known: Callable[[str], bool],
    likeness: Callable[[str, str], float] = lambda one, other: 0.0,
    sort_told: SortOf = untold,
) -> FollowUp:
    """The ways to read the last turn, with the words of earlier ones that the library knows, and with every name, known or not.

    `analyse` gives a text's words as the library knows them: none is carried that the question has already. "and the dose?" after
    "does ketamine help?" → "and the dose? (ketamine)". Where the turn before leans on an earlier one, that one's topic is carried too.
    `likeness` of two names tells which of several is replaced, where their sorts do not; `sort_told` gives the library's for a name.
    """
    turns = [*turns[:1], *map(as_meant, turns[1:])]
    question = turns[-1]
    alone = Standalone(question)
    leaning = leaning_of(question)
    chain = _chain(_read_whole(turns[:-1], likeness, analyse, sort_told)) if leaning else []
    if not chain:
        return FollowUp(leaning, alone)
    choices = [_worth_carrying(words, is_known) for words in _choices(question, chain, likeness, sort_told)]
    readings = [_with(with_what_they_mean(question, chain[0]), words, analyse) for words in choices]
    whole = _in_place(question, chain, likeness, analyse, sort_told)
    if whole and not all(is_known(word) or is_name(word) or is_aspect(word) for word in whole.carried):
        whole = None
    if whole:
        others = (reading for reading in readings[1:] if set(reading.carried) != set(whole.carried))
        has_topic = bool(names(" ".join(whole.carried)))  # "honey? (help)" is answered by what it helps with else
        readings = [whole, *(reading for reading in others if names(" ".join(reading.carried)) or not has_topic)]
    elif readings[0].carried and _says_nothing_but_with(question):
        further = [word for earlier in chain[1:] for word in names(earlier)]
        readings.insert(0, replace(readings[0], text=f"{_with(chain[0], further, analyse).text} {question}", is_whole=True))
    return FollowUp(leaning, alone, tuple(dict.fromkeys(reading for reading in readings if reading.says_more)))


def last_asked(turns: Sequence[str]) -> Sequence[str]:
    """The turns up to the one that the last of them is asked after: without remarks and what asks nothing new."""
    asks = [n for n in range(1, len(turns)) if said(turns[n - 1]) and not asks_again(turns[n - 1])]
    return turns[: asks[-1]] if asks else ()


def is_instead(question: str, reading: Standalone) -> bool:
    """Whether the reading asks the earlier question of something else that this one names."""
    return reading.is_whole and not reading.text.endswith(question)


def asked_anew(question: str, reading: Standalone) -> list[str]:
    """The words that what answers a question may hold: its names; any where it is asked of something else instead ("in older people?")."""
    return said(question) if is_instead(question, reading) else names(question)


def lacks_name(words: Sequence[str], *, is_known: Callable[[str], bool]) -> bool:
    """Whether one of these words names something that the library does not know: what it says of others is no answer then."""
    return any(is_name(word) and not is_aspect(word) and not is_known(word) for word in words)


def _worth_carrying(words: Sequence[str], is_known: Callable[[str], bool]) -> list[str]:
    """The words that the library knows, and every name: without it the question would be asked of something else."""
    kept = [word for word in words if is_known(word) or is_name(word)]
    return kept if names(" ".join(kept)) or not names(" ".join(words)) else list(words)


def words_carried(turns: Sequence[str], *, analyse: Callable[[str], Sequence[str]]) -> tuple[str, ...]:
    """What the last of these turns is about, where it is asked again: all its words, and those that it carries itself."""
    said = [word for turn in _chain(turns) for word in _words(turn) if not is_function_word(word)]
    return _unlike((), said, analyse)


def _choices(question: str, chain: Sequence[str], likeness: Callable[[str, str], float], told: SortOf = untold) -> list[list[str]]:
    """The words of earlier turns, nearest first, that a question may take from them."""
    said = [word for turn in chain for word in _words(turn) if not is_function_word(word)]
    if any(_PEOPLE.fullmatch(word) for word in _WORD.findall(question)):  # "in children?" instead of those in women
        said = [word for word in said if not _PEOPLE.fullmatch(word)]
    topic = [word for turn in chain for word in _named_by(turn)] or [word for turn in chain for word in names(turn)]
    if _IT.search(question):  # which is what those of a group were given, or have
        topic = [word for word in topic if sort_of(word) is not Sort.GROUP] or topic
    nearest = next((found for turn in chain if (found := names(turn))), [])
    if _CONDITION.fullmatch(question) and any(map(asked_kinds, chain)):  # "and if it is severe?" asks for a dose again
        return [said, topic, nearest]
    if not names(question):
        return [topic, nearest, said] if aspects(question) else [said, topic]
    if (_INSTEAD.match(question) or _TOO.fullmatch(question)) and _points_back(question) is None:
        turn = next((turn for turn in chain if names(turn)), "")
        replaced = _like_of_sort(question, turn, told) or _replaced(question, turn, likeness)
        return [[word for word in said if word not in gone] for gone in (replaced, nearest)]
    return [topic, nearest, said]


def _named_by(turn: str) -> list[str]:
    """The names of an earlier turn, without what is done to the thing that its pronoun means: "who funded it?" names nothing."""
    return [word for word in names(turn) if not (_PARTICIPLE.fullmatch(word) and _points_back(turn))]


def _says_nothing_but_with(question: str) -> bool:
    """Whether the question has no verb, so that only the earlier question in full gives it one.

    "and what for?", "and both legs?", but not "and the babies being small?".
    """
    lacks_verb = not (asks_again(question) or _AUXILIARY.search(question) or _GERUND.search(question) or _ACTS_ON_IT.match(question))
    return lacks_verb and (is_tail(question) or bool(_OF_BOTH.match(question)))


def _read_whole(
    turns: Sequence[str], likeness: Callable[[str, str], float], analyse: Callable[[str], Sequence[str]], told: SortOf
) -> list[str]:
    """The turns, "and exercise?" as what it asks of exercise: what it stands for is not meant any more."""
    read: list[str] = []
    for turn in turns:
        chain = _chain(read) if read and leaning_of(turn) > Leaning.LITTLE else []
        whole = _in_place(turn, chain, likeness, analyse, told) if chain else None
        read.append(whole.text if whole else turn)
    return read


def _in_place(
    question: str, chain: Sequence[str], likeness: Callable[[str, str], float], analyse: Callable[[str], Sequence[str]], told: SortOf
) -> Standalone | None:
    """The turn before, asked of what the question names instead; None where it names nothing in the place of anything."""
    phrase, turn = named_anew(question), chain[0]
    if not phrase or _OF_BOTH.match(question) or not (_OPENS_AS_TAIL.match(question) or _opens_with_preposition(question)):
        return None
    if sort_of(phrase) is Sort.GROUP and not _opens_with_preposition(phrase) and not _like_of_sort(phrase, turn, told):
        phrase = f"in {phrase}"  # a group has no part in what was asked, which is asked of those in it
        replaced: list[str] | None = []
    else:
        replaced = _run_replaced(phrase, turn, likeness, told)
    if replaced is None or (text := asked_of(phrase, turn, replaced)) is None:
        return None
    kept = [word for word in _words(turn) if word not in replaced and not is_function_word(word)]
    further = [word for earlier in chain[1:] for word in names(earlier)]
    whole = _with(text, further, analyse)
    return Standalone(whole.text, (*kept, *whole.carried)[:MAX_CARRIED], is_whole=True)


def _opens_with_preposition(question: str) -> bool:
    return bool(re.match(rf"(?:(?:and|or|but|so|what about|how about)\b,? )?(?:same )?(?:{_PREPOSITIONS})\b", question, re.I))


def _run_replaced(phrase: str, turn: str, likeness: Callable[[str, str], float], told: SortOf) -> list[str] | None:
    """The words of a turn, side by side, that the phrase stands for; none of them where it is only added; None if it does neither."""
    if any(_PEOPLE.fullmatch(word) for word in _words(phrase)):
        return _people_in(turn)
    own = names(phrase)
    if (kind := _kind_replaced(phrase, turn)) is not None:
        return kind
    if not own:
        return [] if _opens_with_preposition(phrase) else None
    if alike := _like_of_sort(phrase, turn, told):
        return alike
    replaced = _replaced(phrase, _VERB.sub(" ", turn), likeness)
    if len(replaced) != 1:
        return [] if not replaced and _opens_with_preposition(phrase) and not set(own) & set(names(turn)) else None
    return _phrase_around(replaced[0], turn, own)


def _like_of_sort(phrase: str, turn: str, told: SortOf) -> list[str]:
    """The words of the one thing in a turn that is of the same sort as what the phrase names; none where there is no telling."""
    own = names(phrase)
    if not own or re.search(rf"\b(?:{_PREPOSITIONS})\b", named_anew(phrase) or phrase, re.I):
        return []
    if any(map(_named_in(turn), own[:-1] if len(own) > 1 else own)):
        return []
    runs = runs_of(turn, lambda word: bool(names(word)) or word.casefold() in _OF_A_GROUP)
    asked = named_anew(phrase) or phrase
    has_article = bool(re.search(r"\b(?:the|an?)\b", asked, re.I))
    return _WORD.findall(like_in(" ".join(said(asked)), turn, runs, told, may_guess=not has_article) or "")


def _kind_replaced(phrase: str, turn: str) -> list[str] | None:
    """The thing of a turn of which the phrase names another kind: "gestational diabetes" for "type 1 diabetes"; None if it names none."""
    asked, words = _WORD.findall(phrase), _WORD.findall(turn)
    if len(asked) < 2 or asked[-1] not in words or not names(asked[-1]) or any(map(_named_in(turn), names(phrase)[:-1])):
        return None
    place = words.index(asked[-1])
    apart = 2 if place > 1 and names(words[place - 1]) and not _says_kind(words[place - 1]) else 1  # "acute migraine tablets"
    first = place - apart if place and _says_kind(words[place - apart]) else place
    return words[first : place + 1] if words[first] not in asked[:-1] and (first < place or _says_kind(asked[-2])) else None


def _says_kind(word: str) -> bool:
    return bool(_ADJECTIVE.fullmatch(word) or _OF_A_KIND.fullmatch(word))


def _named_in(turn: str) -> Callable[[str], bool]:
    return set(names(turn)).__contains__


def _people_in(turn: str) -> list[str] | None:
    """The one group of people a turn asks of, with what says which: "in early pregnancy"; [] where it names none, None if several."""
    words = _WORD.findall(turn)
    places = [n for n, word in enumerate(words) if _PEOPLE.fullmatch(word)]
    if not places:
        return []
    first, last = places[0], places[-1]
    if last - first >= len(places):  # not side by side, as in "pregnant women"
        return None
    opened = next((n for n in range(first - 1, -1, -1) if is_function_word(words[n])), -1)
    is_governed = opened >= 0 and re.fullmatch(rf"the|an?|{_PREPOSITIONS}", words[opened], re.I)
    while first > 0 and _OF_A_KIND.fullmatch(words[first - 1]):
        first -= 1
    return words[opened + 1 if is_governed else first : last + 1]


def _phrase_around(name: str, turn: str, said_again: Sequence[str]) -> list[str]:
    """The words that stand with a name in one phrase: "occupational therapy", "the default mode network"; those said again as well."""
    if (defined := _ASKS_OF.match(turn)) and all(map(names, whole := _WORD.findall(turn[defined.end() :]))):
        return whole
    words = _WORD.findall(turn)
    first = last = words.index(name)
    opened = next((n for n in range(first - 1, -1, -1) if not names(words[n])), -1)
    if opened >= 0 and re.fullmatch(rf"the|an?|{_PREPOSITIONS}", words[opened], re.I):
        first = opened + 1
    while first > 0 and _ADJECTIVE.fullmatch(words[first - 1]) and names(words[first - 1]):
        first -= 1
    if (compound := _compound_around(first, words)) is not None:
        return words[compound.start : compound.stop]
    while last + 1 < len(words) and (words[last + 1] in said_again or (_ADJECTIVE.fullmatch(words[last]) and names(words[last + 1]))):
        last += 1
    return words[first : last + 1]


def _compound_around(place: int, words: Sequence[str]) -> range | None:
    """The nouns that stand side by side as what an auxiliary asks of, if a verb is left behind them: "does laser treatment cost …"."""
    first, last = place, place
    while first > 0 and names(words[first - 1]):
        first -= 1
    while last + 1 < len(words) and names(words[last + 1]):
        last += 1
    asked = first > 0 and re.fullmatch(r"do|does|did|can|could|should|will|would|may|might|must", words[first - 1], re.I)
    has_verb = last + 1 < len(words) and is_aspect(words[last + 1])
    return range(first, last + 1) if asked and has_verb and 0 < last - first < _BARE else None


def _replaced(question: str, turn: str, likeness: Callable[[str, str], float]) -> list[str]:
    """The names of a turn in whose place the question names others: for each of its own the one most like it, in form too."""
    named, replaced = names(turn), []
    opened = re.match(rf"(?:(?:and|or|but|so|also|what about|how about)\b,? )*({_PREPOSITIONS})\b", question, re.I)
    for part in re.split(rf"\b(?:{_PREPOSITIONS})\b", question, flags=re.I):
        own = [name for name in names(part) if name not in named]
        left = [name for name in named if name not in replaced and name not in names(question) and not _PEOPLE.fullmatch(name)]
        if own and left:
            phrase = " ".join(own)
            like = {
                name: likeness(phrase, name)
                + _SAME_FORM * _alike_in_form(part, phrase, turn, name)
                + _BOTH_NAMES * (is_name(name) and all(map(is_name, own)))
                + _SAME_PLACE * _is_behind(opened, turn, name)
                for name in left
            }
            replaced.append(max(left, key=like.__getitem__))
    return replaced


def _is_behind(opened: re.Match[str] | None, turn: str, name: str) -> bool:
    """Whether a name of the turn stands behind the preposition with which the question opens: "with zinc" after "and with honey?"."""
    return bool(opened and re.search(rf"\b{opened[1]} (?:(?:the|an?) )?(?:\w+ )?{re.escape(name)}(?!\w)", turn, re.I))


def _alike_in_form(text: str, name: str, other_text: str, other: str) -> int:
    """In how much two names are alike as they are written: in their number, and in whether an article stands before them."""
    articles = [bool(re.search(rf"\bthe {re.escape(each)}", within, re.I)) for within, each in ((text, name), (other_text, other))]
    return (bool(_PLURAL.search(name)) is bool(_PLURAL.search(other))) + (articles[0] is articles[1])


def _points_back(question: str) -> Leaning | None:
    """How much the question's pronouns point at earlier turns; None if they do not."""
    text = _POINTS_NOWHERE.sub(" ", question)
    if _POINTS_BACK.search(text):
        return Leaning.MUCH
    found = list(_PRONOUN.finditer(text))
    if not found:
        return None
    return Leaning.LITTLE if all(_explained(text, pronoun) for pronoun in found) else Leaning.MUCH


def _explained(text: str, pronoun: re.Match[str]) -> bool:
    """Whether a noun before the pronoun may be what it means: one of its number, behind a preposition or in another clause."""
    wants_plural = pronoun.group().casefold() in {"they", "them", "their", "theirs"}
    if _OF_THE_COPULA.search(text, 0, pronoun.end()) and not text[pronoun.end() :].strip("?!. "):
        return False
    before = list(_WORD.finditer(text, 0, pronoun.start()))
    for number, noun in enumerate(before):
        word = noun.group()
        if bool(_PLURAL.search(word)) is not wants_plural or not (names(word) or (wants_plural and is_aspect(word))):
            continue
        governed = any(re.fullmatch(_PREPOSITIONS, each.group(), re.I) for each in before[max(0, number - _NEAR) : number])
        if governed or _BOUNDARY.search(text, noun.end(), pronoun.start()):
            return True
    return False


def _chain(earlier: Sequence[str]) -> list[str]:
    """The turns that the last one may lean on, nearest first: up to one that says itself what it is about."""
    telling = [turn for turn in reversed(earlier) if (names(turn) or aspects(turn)) and not asks_again(turn)]
    whole = next((number for number, turn in enumerate(telling) if names(turn) and leaning_of(turn) <= Leaning.LITTLE), len(telling) - 1)
    return telling[: whole + 1]


def _with(question: str, words: Sequence[str], analyse: Callable[[str], Sequence[str]]) -> Standalone:
    carried = _unlike(analyse(question), words, analyse)
    return Standalone(f"{question} ({', '.join(carried)})" if carried else question, carried)


def _unlike(have: Sequence[str], words: Sequence[str], analyse: Callable[[str], Sequence[str]]) -> tuple[str, ...]:
    """The words that add something to what is there, each once."""
    known = set(have)
    carried: list[str] = []
    for word in words:
        forms = analyse(word)
        if forms and not known.issuperset(forms) and len(carried) < MAX_CARRIED:
            carried.append(word)
            known.update(forms)
    return tuple(carried)
