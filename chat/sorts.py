"""What sort of thing a phrase is: an illness, a treatment, or a group of those studied; so that like is put in the place of like.

"And dry needling?" after "does massage help back pain?" asks it instead of massage, however near a needle is to pain. The sort is
told by the phrase itself (a name that is known, its last word, its ending), by the words of the question around it ("does … help …"),
and by the words that documents put around it ("the … group", "symptoms of …").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from enum import Enum

from chat.things import illnesses_in, treatments_in


class Sort(Enum):
    """A sort of things of which medical documents tell."""

    ILLNESS = "illness"
    TREATMENT = "treatment"
    GROUP = "group"


SortOf = Callable[[str], Sort | None]

# The last word of a phrase, which says what sort of thing all of it names.
_ILLNESS_HEAD = (
    r"pains?|aches?|diseases?|disorders?|syndromes?|illness(?:es)?|infections?|inflammation|cancers?|tumou?rs?|fractures?|sprains?|injur(?:y|ies)|"
    r"ulcers?|rash(?:es)?|cramps?|spasms?|attacks?|fevers?|coughs?|colds?|flu|allerg(?:y|ies)|swelling|bleeding|itching|vomiting|wheezing|"
    r"nausea|stiffness|weakness|numbness|dizziness|tiredness|fatigue|insomnia|sleeplessness|failure|deficiency|deformit(?:y|ies)|"
    r"\w{3,}(?:itis|osis|[ae]emia|algia|opathy|plegia|phobia|rrh?oea|rrhea|uria|aches?)"
)
_TREATMENT_HEAD = (
    r"therap(?:y|ies)|treatments?|surgery|operations?|injections?|infusions?|tablets?|pills?|capsules?|creams?|ointments?|gels?|drops|patch(?:es)?|"
    r"sprays?|inhalers?|syrups?|lozenges?|medicines?|medications?|drugs?|antibiotics?|painkillers?|steroids?|vitamins?|supplements?|vaccines?|"
    r"jabs?|diets?|exercises?|stretch(?:es|ing)|training|massage|needling|taping|splints?|braces?|insoles?|orthotics|bandages?|stockings?|"
    r"counselling|counseling|hypnosis|acupuncture|acupressure|physio|meditation|yoga|pilates|mindfulness|relaxation|"
    r"\w{3,}(?:therapy|ectomy|plasty|otomy|oscopy)"
)
_GROUP_HEAD = r"groups?|arms?|controls?"
_HEADS = tuple(
    (sort, re.compile(rf"(?:.*[\s-])?(?:{head})", re.I | re.S))
    for sort, head in ((Sort.GROUP, _GROUP_HEAD), (Sort.TREATMENT, _TREATMENT_HEAD), (Sort.ILLNESS, _ILLNESS_HEAD))
)

# What one thing does to another: what stands before it is a treatment, what stands behind it an illness.
_DOES = (
    r"(?:help|work|ease|relieve|reduce|cure|treat|prevent|heal|fix|soothe|improve|lessen|calm)(?:s|ed|ing)?"
    r"|(?:good|better|useful|effective|safe|recommended|licensed|approved|used|given|taken)(?= (?:for|against|in|with)\b)"
)
_BETWEEN = r"(?: (?:with|against|for|in|to|the|an?|any|my|people|patients|those|really|at all))*"
_BEFORE_DOES = re.compile(rf"(?:\W+(?:really|also|even|ever|actually|be|been|as))*\W+(?:{_DOES})\b", re.I)
_BEHIND_DOES = re.compile(rf"\b(?:{_DOES}){_BETWEEN} $", re.I)
_OF_TREATMENT = re.compile(
    r"\b(?:dos(?:e|es|age) of|side effects? (?:of|from|with)|cost of|price of|"
    r"how much does|(?:does|do) insurance cover|"
    r"how often (?:is|are)) (?:the |an? )?$",
    re.I,
)
_OF_ILLNESS = re.compile(
    r"\b(?:symptoms?|signs?|causes?|diagnosis|prevalence|treatments?|remed(?:y|ies)|cures?|medicines?|tablets|therap(?:y|ies)) "
    r"(?:of|for|against) (?:the |an? )?$",
    re.I,
)
# What documents put around the name of either: regular expressions, the name stands for {}.
_AS_TREATMENT = (
    r"\b{}\W+(?:therapy|treatment|group|arm|sessions?|tablets?|exercises?)\b|"
    r"\b(?:treated with|treatment with|dose of|given|offer|offered|received?|take|taking|to) {}\b"
)
_AS_ILLNESS = (
    r"\b(?:symptoms? of|signs? of|diagnosis of|diagnosed with|suffer\w* from|(?:people|patients|adults|children|women|men|those) with|"
    r"causes? of|treat|treatment of|treatment for) (?:\w+ ){{0,2}}?{}\b"
)


def sort_of(phrase: str) -> Sort | None:
    """The sort of what a phrase names, by its own words; None where they do not tell."""
    phrase = phrase.strip()
    for sort, head in _HEADS:
        if head.fullmatch(phrase):
            return sort
    last = _last_name(phrase)
    if last and last in treatments_in(phrase):
        return Sort.TREATMENT
    return Sort.ILLNESS if last and last in illnesses_in(phrase) else None


def _last_name(phrase: str) -> str:
    """The known name with which the phrase ends."""
    return next((name for name in (*treatments_in(phrase), *illnesses_in(phrase)) if phrase.endswith(name)), "")


def sort_by_place(question: str, start: int, end: int) -> Sort | None:
    """The sort of what stands there in a question, by what is asked of it: "does … help with …?"."""
    before, behind = question[:start], question[end:]
    if _BEHIND_DOES.search(before) or _OF_ILLNESS.search(before):
        return Sort.ILLNESS
    if _OF_TREATMENT.search(before):
        return Sort.TREATMENT
    return Sort.TREATMENT if _BEFORE_DOES.match(behind) and not re.search(r"\b(?:who|how|what|which) $", before, re.I) else None


def sort_in_texts(phrase: str, texts: Iterable[str]) -> Sort | None:
    """The sort that these texts take it for, if they agree by two to one."""
    name = r"\W+".join(map(re.escape, phrase.split()))
    if not name:
        return None
    treatment, illness = (re.compile(pattern.format(name, name), re.I) for pattern in (_AS_TREATMENT, _AS_ILLNESS))
    n_treatment = n_illness = 0
    for text in texts:
        n_treatment += len(treatment.findall(text))
        n_illness += len(illness.findall(text))
    if n_treatment > 1 and n_treatment >= 2 * n_illness:
        return Sort.TREATMENT
    return Sort.ILLNESS if n_illness > 1 and n_illness >= 2 * n_treatment else None


def runs_of(question: str, is_named: Callable[[str], bool]) -> list[re.Match[str]]:
    """The phrases of a question: words that name something, side by side, with nothing that it does to another among them."""
    word = r"[^\W_](?:[\w'’.-]*[^\W_])?"
    found, place = [], 0
    while first := re.compile(word).search(question, place):
        place = first.end()
        if not is_named(first.group()) or re.fullmatch(_DOES, first.group(), re.I):
            continue
        end = first.end()
        while (
            (following := re.compile(rf"[ -]+({word})").match(question, end))
            and is_named(following[1])
            and not re.fullmatch(_DOES, following[1], re.I)
        ):
            end = following.end()
        run = re.compile(re.escape(question[first.start() : end])).match(question, first.start())
        if run:
            found.append(run)
        place = end
    return found


def like_in(phrase: str, question: str, runs: Sequence[re.Match[str]], known: SortOf, *, may_guess: bool) -> str | None:
    """The one phrase of a question that names a thing of the same sort as this; None where none does or several do.

    A thing of which nothing is known is a treatment rather than an illness, whose names are known, if one `may_guess`: not of a part
    of the body, "the nose".
    """
    sorts = [sort_by_place(question, run.start(), run.end()) or sort_of(run.group()) or known(run.group()) for run in runs]
    wanted = sort_of(phrase) or known(phrase)
    if wanted is None and may_guess and set(sorts) >= {Sort.TREATMENT, Sort.ILLNESS}:
        wanted = Sort.TREATMENT
    alike = [run.group() for run, sort in zip(runs, sorts, strict=True) if sort is wanted]
    return alike[0] if wanted and len(alike) == 1 and (len(set(sorts)) > 1 or len(runs) == 1) else None


def untold(phrase: str) -> Sort | None:
    """What no documents say of a phrase's sort."""
    return None
