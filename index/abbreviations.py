"""The abbreviation ledger: short and long forms, brand and generic names, learned from the documents with their places."""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from index.dictionary import english_words

_PARENTHESIS = re.compile(r"\(([^()]{2,60})\)")
_SHORT_FORM = re.compile(r"[A-Za-z0-9][A-Za-z0-9/&+.-]{1,9}")
_WORD = re.compile(r"\S+")
_PART = re.compile(r"[^\W_]+")
_BRAND = re.compile(r"[A-Z][a-z]{3,}(?: [A-Z]{1,3})?")
_SALTS = (
    "sodium|potassium|calcium|magnesium|hydrochloride|hydrobromide|sulfate|sulphate|phosphate|acetate|citrate|maleate|tartrate|"
    "succinate|mesylate|carbonate"
)  # part of a medicine's name: "naproxen sodium (Aleve)" gives salt no brand
_GENERIC = re.compile(rf"(?!(?:{_SALTS}) $)\b([A-Za-z][a-z]{{5,}}(?: (?:{_SALTS}))?) $")
_BRAND_BEFORE = re.compile(r"\b([A-Z][a-z]{3,}) $")
_GENERIC_INSIDE = re.compile(rf"[a-z]{{6,}}(?: (?:{_SALTS}))?")
_AND_OTHERS = re.compile(r"(?:,?\s*(?:and|among)?\s*(?:others|other brands|etc\.?)…?)+$|…", re.IGNORECASE)
MAX_LONG_FORM_WORDS = 10
_SMALL = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)  # as SQLite's lower() does it
_TELLING = re.compile(
    r"\b(?:that|which|who|is|are|was|were|been|being|has|have|had|its|their|these|those|this|than|such|used|using|versus)\b", re.IGNORECASE
)  # words of a sentence, and not of a name, if no letter of the short form stands for them


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """Two names of one thing and where a document says so: page_text[start:end] holds both."""

    short: str  # "BDNF"; of a medicine the brand, "Savella"
    long: str  # "brain-derived neurotrophic factor"; the generic name, "milnacipran"
    source_id: str
    page: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ShortForm:
    """Two names of one thing, however often the documents say so."""

    short: str
    long: str  # where capitals alone differ, the spelling with small letters
    source_id: str  # the first document that says so, by its id
    n_documents: int = 1


def short_forms(ledger: Iterable[Abbreviation]) -> list[ShortForm]:
    """What a ledger tells, each once whatever its capitals, in the order of the documents that first say so."""
    givers: dict[tuple[str, str], tuple[str, set[str]]] = {}
    for entry in ledger:
        long, ids = givers.setdefault(key := (entry.short, entry.long.translate(_SMALL)), ("", set()))
        ids.add(entry.source_id)
        givers[key] = (max(long, entry.long), ids)
    found = [ShortForm(short, long, min(ids), len(ids)) for (short, _), (long, ids) in givers.items()]
    return sorted(found, key=lambda form: (form.source_id, form.short, form.long))


def find_abbreviations(text: str) -> Iterator[tuple[str, str, int, int]]:
    """Yield (short, long, start, end) for each "long form (SF)", "SF (long form)", "generic (Brand)" and "Brand (generic)" in `text`.

    Long forms by Schwartz & Hearst, PSB 2003, https://psb.stanford.edu/psb-online/proceedings/psb03/schwartz.pdf:
    every character of the short form is found, right to left, in the words before it, the first at a word's start; a longer one whose
    words' first letters are the short form goes before it.
    """
    for match in _PARENTHESIS.finditer(text):
        inside = match.group(1).strip()
        first = re.split(r"[;,]\s", inside)[0].strip()
        before = text[max(0, match.start() - 200) : match.start()]
        if _is_short_form(first) and (long := _long_form(first, before)):
            start = match.start() - len(before) + before.rindex(long)
            yield first, long, start, match.end()
        elif len(inside.split()) > 1 and (short := _last_word(before)) and _is_short_form(short) and _long_form(short, inside) == inside:
            yield short, inside, match.start() - len(before.rstrip()) + before.rstrip().rindex(short), match.end()
        else:
            yield from _brands(match, before)
            yield from _generics(match, before)


def _is_short_form(text: str) -> bool:
    n_letters = sum(character.isalpha() for character in text)
    has_capital = any(character.isupper() for character in text)
    is_plain_word = text[1:].islower()
    return bool(_SHORT_FORM.fullmatch(text)) and n_letters >= 2 and has_capital and not is_plain_word


def _long_form(short: str, before: str) -> str | None:
    words = list(_WORD.finditer(before))[-min(sum(c.isalnum() for c in short) + 5, 2 * len(short), MAX_LONG_FORM_WORDS) :]
    if not words:
        return None
    window = before[words[0].start() :].rstrip()
    position = len(window) - 1
    letters = [character.lower() for character in short if character.isalnum()]
    for index in range(len(letters) - 1, -1, -1):
        while position >= 0 and not (
            window[position].lower() == letters[index] and (index > 0 or position == 0 or not window[position - 1].isalnum())
        ):
            position -= 1
        if position < 0:
            return None
        position -= 1
    long = max(window[position + 1 :], _by_initials(letters, window), key=len).strip(" \"'“”‘’,;:")
    is_new = short.lower() not in {word.lower() for word in long.split()}
    return long if is_new and len(long) > len(short) and not re.search(r"[.!?;:]\s", long) and _is_name(long, len(letters)) else None


def _by_initials(letters: Sequence[str], window: str) -> str:
    """The last words whose first letters are these, which the shortest match may cut: "proton pump inhibitor", not "pump inhibitor"."""
    words = list(_PART.finditer(window))[-len(letters) :]
    return window[words[0].start() :] if [word.group()[0].lower() for word in words] == letters else ""


def _is_name(long: str, n_letters: int) -> bool:
    """Whether this is a name and not half a sentence that happens to hold the letters: "… Laboratories to replace phencyclidine (PCP)"."""
    words = re.findall(r"[^\W_]+", long.lower())
    tells = len(words) > n_letters and bool(_TELLING.search(long))
    return not tells and words[:1] != ["to"] and not ("to" in words and len(words) > n_letters + 2) and long.count("(") == long.count(")")


def _last_word(text: str) -> str | None:
    words = text.split()
    return words[-1] if words and text[-1:].isspace() else None


def _brands(match: re.Match[str], before: str) -> Iterator[tuple[str, str, int, int]]:
    generic = _GENERIC.search(before)
    names = [name.strip() for name in _AND_OTHERS.sub("", match.group(1)).split(",") if name.strip()]
    if generic is None or not names or not all(_BRAND.fullmatch(name) for name in names):
        return
    for name in names:
        yield name, generic.group(1), match.start() - len(generic.group(1)) - 1, match.end()


def _generics(match: re.Match[str], before: str) -> Iterator[tuple[str, str, int, int]]:
    """A brand before its generic name: neither is a word of English, so that "Uppsala (hospital)" and "Water (bottled)" give none."""
    brand, generic = _BRAND_BEFORE.search(before), match.group(1).strip()
    if brand is None or not _GENERIC_INSIDE.fullmatch(generic):
        return
    substance, *salt = generic.split()
    if brand.group(1).lower() not in english_words() and (salt or substance not in english_words()):
        yield brand.group(1), generic, match.start() - len(brand.group()), match.end()
