"""Which paragraphs of a PDF are headings, and of what level: by numbering, else by how they are set."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.pdf_notices import ABSTRACT, SECTION_NAMES
from ingest.pdf_paragraphs import BULLET, NUMBERED, Paragraph
from ingest.pdf_tables import CAPTION

WORDS = re.compile(r"[^\W\d_]{2,}")
_MAX_CHARS = 220
_MAX_LEVEL = 6
_RUN_IN = re.compile(r"[^.:]{2,60}[.:—–]$")

Look = tuple[float, bool, bool, bool]  # size, bold, italic, capitals


@dataclass(frozen=True)
class Style:
    """What body text looks like in this file."""

    size: float
    bold: bool
    italic: bool


def body_style(paragraphs: Sequence[Paragraph]) -> Style:
    """The size, weight and slant of most characters."""
    counts: Counter[tuple[float, bool, bool]] = Counter()
    for paragraph in paragraphs:
        for line in paragraph.lines:
            counts[(round(line.size * 2) / 2, line.bold, line.italic)] += len(line.text)
    return Style(*(counts.most_common(1)[0][0] if counts else (10.0, False, False)))


def is_heading(paragraph: Paragraph, following: Paragraph | None, style: Style) -> bool:
    """Short, set apart by size, weight, slant, capitals, a number or white space, and no sentence."""
    flat = " ".join(paragraph.text.split())
    if not _may_be_heading(paragraph, flat):
        return False
    if len(paragraph.lines) == 1 and _names_section(flat):
        return True
    size, bold, italic, capitals = look_of(paragraph)
    larger = size > 1.06 * style.size
    bold, italic = bold and not style.bold, italic and not style.italic
    numbered = NUMBERED.match(flat)
    if numbered and numbered["number"].isdigit() and not (larger or bold or italic or capitals):
        return False  # "1. …" in body type: an item of a list as like as not
    if (flat.endswith(".") and not numbered) or (size < 0.85 * style.size and not bold):
        return False
    if larger:
        return True
    if bold or numbered or italic or (capitals and len(flat) > 4):
        return not _is_sentence(flat) and (len(paragraph.lines) <= 2 or bold)
    return _stands_alone(paragraph, following, flat, style)


def _may_be_heading(paragraph: Paragraph, flat: str) -> bool:
    if paragraph.cells or len(flat) > _MAX_CHARS or len(paragraph.lines) > 4 or not WORDS.search(flat):
        return False
    if CAPTION.match(flat) or BULLET.match(flat) or (flat[:1].islower() and not paragraph.lines[0].bold):
        return False
    return not re.search(r"[,;]$|https?://|@", flat)


def _stands_alone(paragraph: Paragraph, following: Paragraph | None, flat: str, style: Style) -> bool:
    """In body type, but short, with white space above it and a paragraph beneath it."""
    line = paragraph.lines[0]
    is_apart = paragraph.gap_before > 0.25 * line.size and len(paragraph.lines) == 1 and line.x1 < paragraph.right - 2 * line.size
    is_worded = len(flat) < 80 and flat[:1].isupper() and len(WORDS.findall(flat)) >= 2 and not paragraph.is_ended
    is_body = abs(paragraph.size - style.size) < 0.06 * style.size and not paragraph.is_indented
    return is_apart and is_worded and is_body and following is not None and following.page == paragraph.page and len(following.text) > 80


def _is_sentence(flat: str) -> bool:
    return len(flat) > 40 and flat[-1:] in ".!" and flat.count(" ") > 6


def look_of(paragraph: Paragraph) -> Look:
    """How it is set: size, bold, italic, capitals."""
    letters = [character for character in paragraph.text if character.isalpha()]
    return (
        round(paragraph.size * 2) / 2,
        all(line.bold for line in paragraph.lines),
        all(line.italic for line in paragraph.lines),
        bool(letters) and all(letter.isupper() for letter in letters),
    )


def style_ranks(headings: Sequence[Paragraph]) -> dict[Look, int]:
    """Levels by how headings are set: larger before smaller, capitals and bold before plain, upright before italic.

    The look of headings that name a usual section ("Methods") is level 2, and so is any that stands above it.
    """
    looks = sorted({look_of(paragraph) for paragraph in headings}, key=lambda look: (-look[0], not look[3], not look[1], look[2]))
    named = {look_of(paragraph) for paragraph in headings if _names_section(" ".join(paragraph.text.split()))}
    first = next((rank for rank, look in enumerate(looks) if look in named), 0)
    return {look: min(_MAX_LEVEL, 2 + max(0, rank - first)) for rank, look in enumerate(looks)}


def _names_section(flat: str) -> bool:
    return bool(SECTION_NAMES.fullmatch(flat.rstrip(":.").split(". ", 1)[-1].strip()))


def level_of(paragraph: Paragraph, ranks: dict[Look, int]) -> int:
    """The heading's level; the title's is 1."""
    flat = " ".join(paragraph.text.split())
    if numbered := NUMBERED.match(flat):
        return min(_MAX_LEVEL, numbered["number"].count(".") + 2)
    if SECTION_NAMES.fullmatch(flat.rstrip(":.")):
        return 2
    return ranks.get(look_of(paragraph), 3)


def rank_of(paragraph: Paragraph, ranks: dict[Look, int]) -> int:
    """How strongly a heading is set: 2 is strongest."""
    return ranks.get(look_of(paragraph), 3)


def is_numbered(paragraph: Paragraph) -> bool:
    """Whether it begins with a section's number."""
    return bool(NUMBERED.match(" ".join(paragraph.text.split())))


def names_section(paragraph: Paragraph) -> bool:
    """Whether it is a usual section's name, which needs no number among numbered ones: "Abstract", "References"."""
    return _names_section(" ".join(paragraph.text.split()))


def run_in_heading(paragraph: Paragraph, style: Style) -> str:
    """The bold words with a stop or colon that open a paragraph and head it: "Abstract:"; "" if there are none."""
    start, text = paragraph.lines[0].bold_start, paragraph.text
    if not start or style.bold or start == paragraph.lines[0].text or not _RUN_IN.fullmatch(start) or not text.startswith(start):
        return ""
    is_known = bool(SECTION_NAMES.fullmatch(start.rstrip(".:—– ")))
    return start if (is_known or len(start.split()) <= 8) and len(text) - len(start) > 20 and not BULLET.match(text) else ""


_LABEL = re.compile(  # what stands above a title: the journal's name, the sort of article
    r"(?:the )?(?:[\w&]+ ){0,4}(?:journal|annals|archives|bulletin|proceedings|transactions|acta)\b[\w &]{0,60}|"
    r"(?:(?:original|review|research|systematic|short|brief|case|special|clinical|open) ){0,2}"
    r"(?:article|review|research|report|communication|study|access|editorial|commentary|letter|perspective|correspondence|investigation)s?",
    re.IGNORECASE,
)


def title_range(paragraphs: Sequence[Paragraph], style: Style, title: str) -> range:
    """The paragraphs of the first page that are the document's title: what the file calls it, else the largest type."""
    first = [index for index, paragraph in enumerate(paragraphs) if paragraph.page == paragraphs[0].page]
    wanted = _letters(title)
    for index in first:
        end, letters = index, ""
        while wanted and end < len(first) and letters + _letters(paragraphs[end].text) in wanted:
            letters += _letters(paragraphs[end].text)
            end += 1
        if len(letters) >= max(8, 0.6 * len(wanted)):
            return range(index, end)
    large = [index for index in first if paragraphs[index].size > 1.15 * style.size and len(paragraphs[index].text) < 400]
    large = [index for index in large if len(WORDS.findall(paragraphs[index].text)) >= 2]
    large = [index for index in large if not _LABEL.fullmatch(" ".join(paragraphs[index].text.split()))] or large
    if not large:
        return range(0)
    largest = max(large, key=lambda index: (round(paragraphs[index].size), -index))
    end = largest + 1
    while end in large and abs(paragraphs[end].size - paragraphs[largest].size) < 0.5:
        end += 1
    return range(largest, end)


def front_end(paragraphs: Sequence[Paragraph], headings: Sequence[bool], title: range) -> int:
    """The index of the abstract or first section, if it stands on the first pages behind the title; else 0."""
    for index in range(title.stop, len(paragraphs)) if title else ():
        paragraph = paragraphs[index]
        if paragraph.page > paragraphs[0].page + 1:
            return 0
        start = paragraph.lines[0].bold_start or paragraph.text
        if ABSTRACT.match(start) or (headings[index] and NUMBERED.match(paragraph.text)):
            return index
    return 0


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())
