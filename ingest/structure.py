"""A page of plain text to blocks: headings, paragraphs, list items, references, and what is not of the article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.document import Block, Role
from ingest.boilerplate import why_boilerplate
from ingest.breaking_off import breaks_off
from ingest.lines import logical_lines
from ingest.reading import Reading, read_lines
from ingest.sentences import sentence_spans
from ingest.text_record import is_byline
from ingest.zones import Article, find_article

_CLOSED = re.compile(r"[.!;,…。！；，、۔।]['\"”’)\]」』）]*(?:\[[\d,;– -]+\])*$")
_LEADS_IN = re.compile(
    r"\b(?:includ\w+|are|is|following|follows|comprises?|such as|consists? of|these|contains?|involves?|if(?: you)?)\b.{0,30}:$",
    re.IGNORECASE,
)
_LABEL = re.compile(r"[^:]{2,40}:(?: ?\(.*\))?$")  # "Exercise:", "Medication: (for pain)"
_NUMBERED = re.compile(r"\(?\d{1,2}[.)]\s")
_MAX_CHARS, _MAX_WORDS = 110, 15  # of a heading
_MAX_LABEL_WORDS = 3  # a line this short that ends with a colon is a heading, a longer one announces a list


def blocks_of_text(page_text: str, *, page: int = 1) -> list[Block]:
    """Blocks in reading order; every line that is not empty belongs to one."""
    readings = read_lines(logical_lines(page_text))
    article = find_article(readings)
    cast = [_cast(readings, number, article) for number in range(len(readings))]
    return [block for reading in _levelled(cast) for block in _blocks(reading, page_text, page)]


def _cast(readings: Sequence[Reading], number: int, article: Article) -> Reading:
    """The line with the role it plays."""
    reading = readings[number]
    if reading.is_table_row:
        return replace(reading, role=Role.TABLE_ROW, why="")
    if reading.is_reference:
        return replace(reading, role=Role.REFERENCE, why="reference entry")
    if reading.why == "booking pitch" and _heads_items(readings, number):  # what it lists does not stand under the heading before it
        return replace(reading, role=Role.HEADING, level=2, why="")
    if reading.why:
        return replace(reading, role=Role.BOILERPLATE)
    if number in article.title:
        return replace(reading, role=Role.HEADING, level=1)
    if why := article.why_outside(readings, number):
        return replace(reading, role=Role.BOILERPLATE, why=why)
    if number in article.named or (_is_heading(readings, number, article) and not is_byline(reading.words)):
        return replace(reading, role=Role.HEADING, level=2)
    is_item = reading.line.is_item or article.is_bare_item(readings, number)
    return replace(reading, role=Role.LIST_ITEM if is_item else Role.PARAGRAPH)


def _is_heading(readings: Sequence[Reading], number: int, article: Article) -> bool:
    """A short line without a stop that stands above prose, a list or another heading."""
    reading = readings[number]
    following = article.following(readings, number)
    if following is None or not _has_heading_shape(reading, readings[following]):
        return False
    previous = readings[number - 1] if number else None
    if reading.line.is_item and (readings[following].line.is_item or (previous is not None and previous.line.is_item)):
        return False
    if article.is_bare_item(readings, number):
        return False
    if not (reading.line.gap_before or previous is None or previous.is_closed or previous.why or previous.is_fragment):
        return False
    if readings[following].is_content or readings[following].is_reference or readings[following].is_section_name:
        return True
    if not _has_heading_shape(readings[following], readings[following]):
        return True
    beneath = article.following(readings, following)
    heads_list = beneath is not None and readings[beneath].line.is_item
    return beneath is not None and (readings[beneath].is_content or heads_list or reading.is_section_name or reading.line.gap_before)


def _heads_items(readings: Sequence[Reading], number: int) -> bool:
    """Whether a short line stands right above two items of the article."""
    beneath = readings[number + 1 : number + 3]
    is_short = not readings[number].is_prose and not readings[number].line.is_item
    return is_short and len(beneath) == 2 and all(item.line.is_item and not item.why for item in beneath)


def _has_heading_shape(reading: Reading, following: Reading) -> bool:
    words = reading.words
    n_words = len(words.split())
    if len(words) > _MAX_CHARS or n_words > _MAX_WORDS or words[:1].islower() or _CLOSED.search(words) or words.count("?") > 1:
        return False
    if reading.line.is_item and not _NUMBERED.match(reading.line.text):
        return False
    if following.line.is_item and breaks_off(words):
        return False
    if words.endswith(":"):
        return n_words <= _MAX_LABEL_WORDS and not (following.line.is_item and _LEADS_IN.search(words))
    return True


def _levelled(cast: Sequence[Reading]) -> Iterator[Reading]:
    """A heading before all prose is the title; one that ends with a colon stands beneath one that does not."""
    titled = any(reading.level == 1 for reading in cast)
    for reading in cast:
        titled = titled or reading.role.is_quotable
        if reading.role is not Role.HEADING or reading.level == 1:
            yield reading
        elif not titled:
            titled = True
            yield replace(reading, level=1)
        else:
            yield replace(reading, level=3 if _LABEL.match(reading.words) else 2)


def _blocks(reading: Reading, page_text: str, page: int) -> Iterator[Block]:
    """The line's block; of a paragraph that ends or begins with a pitch or notice, those sentences apart."""
    line = reading.line
    if reading.role not in {Role.PARAGRAPH, Role.LIST_ITEM}:
        yield Block(page, line.start, line.end, reading.role, reading.level, reading.why)
        return
    start, why = line.start, ""
    end = line.start
    for first, last in sentence_spans(page_text[line.start : line.end]) or [(0, line.end - line.start)]:
        sentence_why = why_boilerplate(page_text[line.start + first : line.start + last])
        sentence_why = "" if sentence_why == "no words" else sentence_why
        if sentence_why != why and end > start:
            yield _block(page, start, end, reading.role, why)
            start = line.start + first
        why, end = sentence_why, line.start + last
    yield _block(page, start, line.end, reading.role, why)


def _block(page: int, start: int, end: int, role: Role, why: str) -> Block:
    return Block(page, start, end, Role.BOILERPLATE if why else role, why=why)
