"""In what form a medicine is given: how soon a second tablet may be taken is not told of by when a second injection may be given.

Only where a figure or a time is asked for and the question names one form. A sentence that names none is told of what it stands beneath.
"""

from __future__ import annotations

import re

from chat.answer_kind import AnswerKind

_VEIN = r"intravenous(?:ly)?|IV|into (?:a|the|your) vein"
_FORMS = tuple(
    re.compile(rf"\b(?:{form})\b", re.IGNORECASE)
    for form in (
        r"(?:tablets?|pills?|capsules?|caplets?)(?! (?:computer|splitter))",
        r"(?:oral )?(?:solution|suspension|syrup)s?",
        rf"injections?|injected|injecting|jabs?|syringes?|under (?:the|your) skin|{_VEIN}",
        rf"infusions?|infused|drips?|{_VEIN}",
        r"(?:nasal |nose )?sprays?|nostrils?",
        r"inhalers?|inhaled|nebuli[sz]er",
        r"creams?|ointments?|gels?|lotions?",
        r"(?:skin )?patch(?:es)?(?! (?:tests?|of))",
        r"suppositor(?:y|ies)",
        r"eye ?drops|ear ?drops",
    )
)
_KINDS = frozenset({"dose", "frequency", "quantity", "duration", "onset"})
_ASKS = re.compile(r"^\W*(?:and )?when (?:can|may|should|must|is|are|do|does)\b|\bdos(?:e|es|age|ing)\b", re.IGNORECASE)


def form_asked(question: str, kinds: tuple[AnswerKind, ...]) -> int | None:
    """The one form for which a question asks a figure or a time, as its place in our list; None where it names none or several."""
    if not (_ASKS.search(question) or any(kind.name in _KINDS for kind in kinds)):
        return None
    forms = _forms_in(question)
    return next(iter(forms)) if len(forms) == 1 else None


def names_form(asked: int, text: str) -> bool:
    """Whether a text names this form; where no text found does, it may be called otherwise."""
    return _FORMS[asked].search(text) is not None


def is_of_other_form(asked: int | None, sentence: str, above: str) -> bool:
    """Whether a sentence, or if it names none what it stands beneath, names other forms only."""
    if asked is None:
        return False
    named = _forms_in(sentence) or _forms_in(above)
    return bool(named) and asked not in named


def _forms_in(text: str) -> frozenset[int]:
    return frozenset(place for place, form in enumerate(_FORMS) if form.search(text))
