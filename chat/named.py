"""Names that a question asks about: what a passage says of lithium answers nothing about propranolol, however well it fits."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Self

from chat.spelling import is_name
from chat.telling import telling_text
from chat.understand import Understood
from index.library import Library

Analysed = frozenset[str]  # words as the library's index knows them

# How the generic names of medicines end: stems that the WHO gives out for kinds of substances (International Nonproprietary Names,
# the stem book of 2018), those of them with which hardly another word ends.
_MEDICINE = re.compile(
    r"\w{3,}(?:mab|nib|cept|glutide|gliptin|gliflozin|glitazone|statin|sartan|pril|olol|dipine|prazole|setron|triptan|gepant|azepam|azolam|azepine"
    r"|barbital|caine|cillin|mycin|micin|cycline|floxacin|conazole|nidazole|bendazole|ciclovir|vudine|[dptn]avir|buvir|asvir|oxetine|triptyline|pramine"
    r"|peridol|peridone|apine|piprazole|gabalin|pentin|racetam|profen|coxib|fenac|parin|xaban|gatran|grelor|grel|lukast|terol|tropium|metasone|solone"
    r"|sonide|dronate|relix|golix|relin|adol|codone|morphone|fentanil|tidine|semide|thiazide|platin|rubicin|taxel|ketamine|orexant|melteon|vaptan|fibrate"
    r"|zolamide|stigmine|curium|trozole|zodone|zosin|afil|pexole|caftor|trexate|citabine|zomib|rafenib|ciclib|parib|lidomide|limus)s?"
)


@dataclass(frozen=True, slots=True)
class Named:
    """The names in a question, each with what it may be called instead: those that the library holds, its authors, and medicines."""

    names: tuple[tuple[Analysed, ...], ...]
    words_of: Callable[[str], Analysed]

    @classmethod
    def of(cls, asked: Understood, words_of: Callable[[str], Analysed], library: Library) -> Self:
        """Of this question. What else no document holds may be a word that nobody spelt right; whoever asks is told of it."""
        typed = dict.fromkeys(word for word in telling_text(asked.text).split() if is_name(word))
        analysed = [(word, words_of(word)) for word in typed]
        asked_about = [
            words
            for word, words in analysed
            if words and (words <= asked.authors or _MEDICINE.fullmatch(word.casefold()) or all(map(library.document_frequency, words)))
        ]
        return cls(tuple((words, *_others(words, asked, words_of)) for words in asked_about), words_of)

    def is_missing_from(self, *texts: str) -> bool:
        """Whether these texts, taken together, lack one of the names by whatever it may be called."""
        held: set[str] = set()
        wanted: Sequence[tuple[Analysed, ...]] = self.names
        for text in texts:
            if not wanted:
                break
            held |= self.words_of(text)
            wanted = [names for names in wanted if not any(name <= held for name in names)]
        return bool(wanted)


def _others(words: Analysed, asked: Understood, words_of: Callable[[str], Analysed]) -> list[Analysed]:
    pairs = [(words_of(one), words_of(other)) for one, other in asked.expanded]
    pairs += [(frozenset(name.asked), frozenset(name.instead)) for name in asked.also]
    return [other for one, other in pairs if words & one]
