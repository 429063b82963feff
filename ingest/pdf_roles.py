"""What each paragraph of a PDF is to a reader: heading, paragraph, list item, caption, reference, or nothing to quote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.document import Role
from ingest.pdf_front import is_of_the_text
from ingest.pdf_headings import (
    WORDS,
    Look,
    Style,
    body_style,
    front_end,
    is_heading,
    is_numbered,
    level_of,
    names_section,
    rank_of,
    run_in_heading,
    style_ranks,
    title_range,
)
from ingest.pdf_notices import ABSTRACT, AFTER_REFERENCES, PART_OF_ABSTRACT, REFERENCES, is_statement, why_notice
from ingest.pdf_paragraphs import BULLET, ITEM, Paragraph
from ingest.pdf_tables import CAPTION


@dataclass(frozen=True)
class Part:
    """A block in the making: text of one page with its role."""

    paragraph: Paragraph
    text: str
    role: Role
    level: int = 0
    why: str = ""


def parts_of(paragraphs: Sequence[Paragraph], title: str) -> list[Part]:
    """Every paragraph with its role; headings with levels."""
    if not paragraphs:
        return []
    style = body_style(paragraphs)
    title_at = title_range(paragraphs, style, title)
    headings = [is_heading(paragraph, following, style) for paragraph, following in pairwise([*paragraphs, None]) if paragraph]
    ranks = style_ranks([paragraph for index, paragraph in enumerate(paragraphs) if headings[index] and index not in title_at])
    reader = _Reader(style, ranks, front_end(paragraphs, headings, title_at))
    parts: list[Part] = []
    for index, paragraph in enumerate(paragraphs):
        if index in title_at:
            parts.append(Part(paragraph, paragraph.text, Role.HEADING, 1))
        else:
            parts += reader.read(index, paragraph, headings[index])
    return parts


class _Reader:
    """Goes through the paragraphs in order, knowing which section it is in."""

    def __init__(self, style: Style, ranks: dict[Look, int], front_until: int) -> None:
        self._style = style
        self._ranks = ranks
        self._front_until = front_until
        self._in_references = False
        self._in_abstract = False
        self._level = 1
        self._numbered: tuple[int, int] | None = None  # level and rank by look of the numbered heading that it stands under

    def read(self, index: int, paragraph: Paragraph, heads: bool) -> list[Part]:
        """The paragraph as one part, or as two where its first words head it."""
        text = paragraph.text
        flat = " ".join(text.split())
        notice = why_notice(flat)
        if self._in_references and not (heads and self._leaves_references(flat, paragraph)):
            if notice in {"publisher's note", "licence notice"}:
                return [Part(paragraph, text, Role.BOILERPLATE, why=notice)]
            return [Part(paragraph, text, Role.REFERENCE, why="reference list")]
        if paragraph.cells:
            return [Part(paragraph, text, Role.TABLE_ROW)]
        if _is_caption(paragraph, flat):
            return [Part(paragraph, text, Role.CAPTION)]
        if notice:
            return [Part(paragraph, text, Role.REFERENCE if notice == "correspondence" else Role.BOILERPLATE, why=notice)]
        if index < self._front_until and not is_of_the_text(text):
            return [Part(paragraph, text, Role.REFERENCE, why="authors and affiliations")]
        return self._of_the_article(paragraph, text, flat, heads)

    def _of_the_article(self, paragraph: Paragraph, text: str, flat: str, heads: bool) -> list[Part]:
        if heads:
            self._in_references = bool(REFERENCES.fullmatch(flat))
            self._level = self._level_of(paragraph)
            self._in_abstract = bool(ABSTRACT.match(flat)) and not PART_OF_ABSTRACT.match(flat)
            return [Part(paragraph, text, Role.HEADING, self._level)]
        if is_statement(flat):
            return [Part(paragraph, text, Role.REFERENCE, why="statement about the article")]
        if self._is_loose(paragraph, flat):
            return [Part(paragraph, text, Role.BOILERPLATE, why="text of a figure")]
        if start := run_in_heading(paragraph, self._style):
            is_first = bool(ABSTRACT.match(start)) and not (self._in_abstract and PART_OF_ABSTRACT.match(start))
            level = 2 if is_first else max(2, self._level + (self._level > 1))
            return [Part(paragraph, start, Role.HEADING, min(6, level)), Part(paragraph, text[len(start) :].lstrip(), Role.PARAGRAPH)]
        is_item = BULLET.match(text) or ITEM.match(text)
        return [Part(paragraph, text, Role.LIST_ITEM if is_item else Role.PARAGRAPH)]

    def _level_of(self, paragraph: Paragraph) -> int:
        """Its number's level, else how it is set; one set no stronger than the numbered heading above it stands beneath that."""
        level, rank = level_of(paragraph, self._ranks), rank_of(paragraph, self._ranks)
        if is_numbered(paragraph):
            self._numbered = (level, rank)
        elif names_section(paragraph):
            self._numbered = None
        elif self._numbered is not None and rank >= self._numbered[1]:
            return min(6, self._numbered[0] + 1)
        return level

    def _is_loose(self, paragraph: Paragraph, flat: str) -> bool:
        """Bits of text without a sentence: labels of a figure, lone numbers."""
        n_words = len(WORDS.findall(flat))
        if not n_words:
            return True
        is_short = len(flat) / len(paragraph.lines) < 25 and not paragraph.is_ended
        return is_short and (paragraph.size < 0.9 * self._style.size or n_words < 3) and not BULLET.match(flat) and not ITEM.match(flat)

    def _leaves_references(self, flat: str, paragraph: Paragraph) -> bool:
        return bool(AFTER_REFERENCES.match(flat)) or (paragraph.size > 1.06 * self._style.size and not ITEM.match(flat))


def _is_caption(paragraph: Paragraph, flat: str) -> bool:
    """A caption's label is set apart by style or by a stop; "Figure 2 shows …" is prose."""
    label = CAPTION.match(flat)
    if label is None:
        return False
    behind = flat[label.end() :].lstrip()
    return bool(paragraph.lines[0].bold_start) or behind[:1] in {".", ":", "|", "–", "—", ""} or behind[:1].isupper()
