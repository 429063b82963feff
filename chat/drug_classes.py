"""A medicine is met by its class: who asks about sertraline is told what a document says of SSRIs.

Not the other way round, as what is said of one medicine is not said of its class, and not where a dose or a price is asked for, which
each medicine has for itself. What stands beneath "SSRIs" and names fluoxetine, or beneath "diuretics" and names thiazides, is told of
that one.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from chat.answer_kind import asked_kinds

FILE = Path(__file__).with_suffix(".toml")
MAX_NAMES = 4  # of the classes of one medicine

_WORD = re.compile(r"[^\W_]+(?:[-‐‑][^\W_]+)*")
_ITS_OWN = frozenset({"dose", "price", "maker", "date"})  # kinds of answers that each medicine has for itself
_ASKS_TAKING = re.compile(
    r"\bhow (?:much|many|often|long)\b.{0,40}\b(?:take(?! to\b)|taken|taking|give|given|use|used|prescribed)\b"
    r"|\bhow (?:should|do|must|is|are|does|can)\b.{0,30}\b(?:take|taken|give|given|use|used|prescribed)\b"
    r"|\bmissed? (?:a|my|the|one)\b|\bhalf-?li(?:fe|ves)\b",
    re.IGNORECASE,
)
_SET_ASIDE = (  # before a medicine: what is asked for is another
    r"\b(?:instead of|in place of|rather than|other than|apart from|besides|without|versus|vs\.?|alternatives? (?:to|for)"
    r"|(?:switch\w*|chang\w*|mov\w*) from|compared (?:with|to)|replac\w+"
    r"|(?:not|never|no longer|cannot|can't|can’t) (?:take|have|tolerate|bear))"
)
_EXAMPLES = r"\b(?:such as|like|including|includes?|e\.g\.|for example|for instance|especially|notably|above all|mainly|namely|are),?"


@dataclass(frozen=True, slots=True)
class DrugClass:
    """Medicines that act alike: how documents call them all, and which they are."""

    names: tuple[str, ...]
    wider: tuple[str, ...]  # names of what they lie in
    members: frozenset[str]
    endings: tuple[str, ...]

    def holds(self, medicine: str) -> bool:
        """Whether a medicine is one of them."""
        forms = {medicine.casefold(), medicine.casefold().removesuffix("s")}
        return not self.members.isdisjoint(forms) or any(
            form.endswith(self.endings) and form.isalpha() and form not in self.endings for form in forms
        )

    def is_named_in(self, text: str) -> bool:
        """Whether a text says one of its names."""
        return pattern_of(self.names).search(text) is not None

    def is_beside(self, other: DrugClass) -> bool:
        """Whether both lie in the same wider class, and neither is the other."""
        return self is not other and not set(self.wider).isdisjoint(other.wider)


@dataclass(frozen=True, slots=True)
class ClassName:
    """A medicine as a question names it, and a class that it belongs to as the library calls that."""

    medicine: str
    name: str


def class_names(question: str, told: Callable[[str], str | None]) -> tuple[ClassName, ...]:
    """The classes of the medicines that a question names by which the library speaks of them, the narrower first.

    None where the question asks for what each medicine has for itself; `told` gives a name as the library writes it, None if it does not.
    """
    if _ASKS_TAKING.search(question) or any(kind.name in _ITS_OWN for kind in asked_kinds(question)):
        return ()
    found: list[ClassName] = []
    for medicine in _medicines(question):
        if _is_set_aside(medicine, question):
            continue
        classes = _classes_of(medicine)
        names = dict.fromkeys([name for of in classes for name in of.names] + [name for of in classes for name in of.wider])
        held = dict.fromkeys(written for name in names if (written := told(name)))
        found += [ClassName(medicine, name) for name in list(held)[:MAX_NAMES]]
    return tuple(found)


@cache
def pattern_of(names: tuple[str, ...]) -> re.Pattern[str]:
    """Finds one of these names in a text, one or many of it, joined by a hyphen, a space or nothing; short forms only as written."""
    alternatives = [
        rf"(?-i:{re.escape(name)}s?)" if name.rstrip("s").isupper() else r"[\s‐‑-]*".join(map(re.escape, re.split(r"[\s-]+", name))) + "s?"
        for name in names
    ]
    return re.compile(rf"(?<!\w)(?:{'|'.join(alternatives)})(?!\w)", re.IGNORECASE)


def is_of_another(sentence: str, above: str, medicines: Sequence[str]) -> bool:
    """Whether a sentence that names neither these medicines nor their narrow class is told of other medicines.

    It is if it names another member of that class or a class beside it, and if what it stands beneath (`above`) does not name theirs,
    any other: after "NSAIDs may irritate the gullet" what is said of proton pump inhibitors is not said of ibuprofen. One that names
    the class and another member is told of that one, unless as an example: "SSRIs such as fluoxetine".
    """
    own = [of for medicine in medicines for of in _classes_of(medicine)]
    if not own or pattern_of(tuple(medicines)).search(sentence):
        return False
    if (named := pattern_of((*medicines, *(name for of in own for name in of.names)))).search(sentence):
        return _members_in(_without_examples(sentence), own)
    beside = [other for other in _classes() if other not in own and any(other.is_beside(of) for of in own)]
    if any(other.is_named_in(sentence) for other in beside) or _members_in(sentence, (*own, *beside)):
        return True
    wider = {name for of in own for name in of.wider}
    others = [other for other in _classes() if other not in own and wider.isdisjoint(other.names)]
    return not named.search(above) and (any(other.is_named_in(sentence) for other in others) or _members_in(sentence, others))


def _is_set_aside(medicine: str, question: str) -> bool:
    """Whether a question asks for another one than this: "instead of doxycycline"."""
    return re.search(rf"{_SET_ASIDE}\s+(?:the |my |your )?{re.escape(medicine)}\b", question, re.IGNORECASE) is not None


def _without_examples(sentence: str) -> str:
    """A sentence without the medicines that it gives as examples: "such as fluoxetine or paroxetine", "(naproxen)", "codeine and other"."""
    medicines = _medicines(sentence)
    if not medicines:
        return sentence
    one = f"(?:{'|'.join(re.escape(medicine) for medicine in medicines)})"
    several = rf"{one}(?:(?:,| and| or|, and|, or) {one})*"
    return re.sub(rf"{_EXAMPLES}\s*{several}|\([^)]*\)|\b{several},? (?:and|or) other\b", " ", sentence, flags=re.IGNORECASE)


def _members_in(text: str, classes: Iterable[DrugClass]) -> bool:
    medicines = _medicines(text)
    return any(of.holds(medicine) for medicine in medicines for of in classes) if medicines else False


def _medicines(text: str) -> list[str]:
    """The medicines of a text that belong to a class, as they stand there."""
    words = list(_WORD.finditer(text))
    runs = [text[one.start() : other.end()] for one, other in pairwise(words)]
    return list(dict.fromkeys(run for run in (*runs, *(word.group() for word in words)) if _classes_of(run)))


@cache
def _classes_of(medicine: str) -> tuple[DrugClass, ...]:
    return tuple(of for of in _classes() if of.holds(medicine))


@cache
def _classes() -> tuple[DrugClass, ...]:
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["class"]
    return tuple(
        DrugClass(
            tuple(row["names"]),
            tuple(row.get("wider", ())),
            frozenset(name.casefold() for name in row.get("members", ())),
            tuple(row.get("endings", ())),
        )
        for row in rows
    )
