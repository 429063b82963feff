"""The abbreviation ledger: short and long forms, brand and generic names, learned from the documents with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_PARENTHESIS = re.compile(r"\(([^()]{2,60})\)")
_SHORT_FORM = re.compile(r"[A-Za-z0-9][A-Za-z0-9/&+.-]{1,9}")
_WORD = re.compile(r"\S+")
_BRAND = re.compile(r"[A-Z][a-z]{3,}(?: [A-Z]{1,3})?")
_SALTS = (
    "sodium|potassium|calcium|magnesium|hydrochloride|hydrobromide|sulfate|sulphate|phosphate|acetate|citrate|maleate|tartrate|"
    "succinate|mesylate"
)  # part of a medicine's name: "naproxen sodium (Aleve)" gives salt no brand
_GENERIC = re.compile(rf"(?!(?:{_SALTS}) $)\b([A-Za-z][a-z]{{5,}}(?: (?:{_SALTS}))?) $")
_AND_OTHERS = re.compile(r"(?:,?\s*(?:and|among)?\s*(?:others|other brands|etc\.?)…?)+$|…", re.IGNORECASE)
MAX_LONG_FORM_WORDS = 10


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """Two names of one thing and where a document says so: page_text[start:end] holds both."""

    short: str  # "BDNF"; of a medicine the brand, "Savella"
    long: str  # "brain-derived neurotrophic factor"; the generic name, "milnacipran"
    source_id: str
    page: int
    start: int
    end: int


def find_abbreviations(text: str) -> Iterator[tuple[str, str, int, int]]:
    """Yield (short, long, start, end) for each "long form (SF)", "SF (long form)" and "generic (Brand)" in `text`.

    Long forms by Schwartz & Hearst, PSB 2003, https://psb.stanford.edu/psb-online/proceedings/psb03/schwartz.pdf:
    every character of the short form is found, right to left, in the words before it, the first at a word's start.
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
    long = window[position + 1 :].strip(" \"'“”‘’,;:")
    is_new = short.lower() not in {word.lower() for word in long.split()}
    return long if is_new and len(long) > len(short) and not re.search(r"[.!?;:]\s", long) else None


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
