"""How much to take, in what is quoted: not shown beneath advice that we cannot give, nor of a medicine that nobody asked about.

Asked what to do about a missed apixaban, nobody must read first of rivaroxaban that two tablets may be taken together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from chat.choose import choose_one
from chat.evidence import Evidence
from chat.guard import amount_flag
from chat.named import Analysed, medicines_in
from chat.quote import header_apart
from chat.reply import QuotedPassage
from chat.understand import Understood
from index.document import SECTION_JOINER, Source

_COLUMN_OF_DOSES = re.compile(r"\b(?:dos(?:e|es|age|ing)|m[gl]|mcg|µg|units?|tablets?|capsules?|puffs?|drops?)\b", re.IGNORECASE)


def says_how_much(item: Evidence) -> bool:
    """Whether a sentence as it would be quoted says how much to take; of a row the header of its table may say of what its numbers are."""
    chosen = choose_one(item)
    header = header_apart(item, chosen.span)
    return amount_flag(chosen.text) or (bool(_COLUMN_OF_DOSES.search(header)) and any(map(str.isdigit, chosen.text)))


def without_amounts_beside(passages: Sequence[QuotedPassage]) -> tuple[QuotedPassage, ...]:
    """The passages, without what stands before or after them where that says how much to take: the page shows it on request."""

    return tuple(replace(one, quote=one.quote.beside(lambda text: not amount_flag(text))) for one in passages)


def without_doses_of_others(
    near: Sequence[Evidence], asked: Understood, words_of: Callable[[str], Analysed], sources: Mapping[str, Source]
) -> list[Evidence]:
    """The evidence without doses of medicines that the question does not name; all of it where it names none."""
    if not medicines_in(asked.text):
        return list(near)
    asked_for = words_of(asked.full_text).union(word for name in asked.also for word in name.instead)

    def is_of_another(item: Evidence) -> bool:
        medicines = _medicines_told(item, sources[item.sentence.source_id]) if says_how_much(item) else ()
        return bool(medicines) and not any(words_of(name) <= asked_for for name in medicines)

    return [item for item in near if not is_of_another(item)]


def _medicines_told(item: Evidence, source: Source) -> Sequence[str]:
    """Of which medicines a quote speaks: those in itself, else in the nearest heading, else in the title."""
    chosen = choose_one(item)
    told = (chosen.text, header_apart(item, chosen.span), *reversed(item.hit.passage.section.split(SECTION_JOINER)), source.title)
    return next(filter(None, map(medicines_in, told)), ())
