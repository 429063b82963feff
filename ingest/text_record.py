"""What a document's own first lines say of it: DOI, date, authors, where its file states none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from index.document import Document, Role, Source
from ingest.pdf_record import found_date, found_doi
from ingest.sentences import sentence_spans

_HEAD_CHARS = 6000  # of the first page, and as many of its end: where a page says who wrote it and when
_DATE_CHARS = 60  # a line that states a date states it at its start
_HEAD_LINES = 8  # above the text, or its first
_OF_THE_FILE = ("file's creation date", "the file's properties")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}"
_DATED = re.compile(  # "Dr Anna Smith, 22 January 2022", "Version 4, September 2023. Next review: 2025."
    rf"(?:^|[,.|·;:–—-] )(?P<date>(?:\d{{1,2}} )?{_MONTH} (?:\d{{1,2}}, )?(?:19|20)\d{{2}})\.?(?: Next review\b[^.]*\.?)?$"
)
_JOURNAL_YEAR = re.compile(
    r"\b(?:Journal|Annals|Archives|Reviews?|Reports|Bulletin|Proceedings|Acta)\b[^.!?]{0,60}[, ](?P<date>(?:19|20)\d{2})"
    r"(?:\.?$|; ?\d{1,4}\b)"  # "Journal of Pain Notes 2024; 31: 412-417"
)
_EDITION = re.compile(  # a sentence of its own: "Second edition, September 2023.", "This leaflet was last revised in February 2023."
    r"^(?:this (?:[\w-]+ ){1,2}(?:was|is) )?(?:(?:last|first|second|third|fourth|fifth|\d+(?:st|nd|rd|th)|revised|new|current|page|date) )*"
    r"(?:edition|version|issue|reviewed|revised|updated|issued|published|printed)\b(?: of)?(?: \d[\d.]*)?[,:]?(?: in| on)? "
    rf"(?P<date>(?:\d{{1,2}} )?{_MONTH} (?:\d{{1,2}}, )?(?:19|20)\d{{2}})\W*$",
    re.IGNORECASE,
)
_TAIL_LINES = 12  # of the document, where leaflets say when they were revised
_NAME = r"(?:(?:Dr|Prof|Professor|Mr|Mrs|Ms)\.? )?[A-Z][\w.’'-]*(?: (?:[A-Z][\w.’'-]*|van|von|de|der|den|di|da|del|la|le|bin|al)){1,4}"
_DEGREE = r",? (?:M\.?D|Ph\.?D|R\.?N|M\.?Sc|B\.?Sc|MPH|FRCP|FACP|DO|PharmD|MBBS|MA|BA|RD|NP|PA-C|LCSW)\b\.?(?=[\s,;&|)]|$)"
_DEGREES = rf"(?:{_DEGREE})*"
_BYLINE = re.compile(
    rf"^\W*(?:(?:written|posted|authored|words) by|by|authors?|author information)\s*:?\s+(?P<names>{_NAME}{_DEGREES}"
    rf"(?:(?:\s*[,;&]\s*|\s+and\s+|\s*,\s*and\s+){_NAME}{_DEGREES}){{0,11}})\s*(?:$|[|·•–—(]|,? (?:on |updated|published|\d))",
    re.IGNORECASE,
)
_NAMED = re.compile(  # "Dr Anna Smith and John Doe, 22 January 2022"
    rf"^(?P<names>{_NAME}{_DEGREES}(?:(?:\s*[,;&]\s*|\s*,?\s+and\s+){_NAME}{_DEGREES}){{0,11}})"
    rf"(?P<date>,? (?:\d{{1,2}} )?{_MONTH} (?:\d{{1,2}}, )?(?:19|20)\d{{2}}\.?)?$"
)
_CAPITAL = re.compile(rf"^{_NAME}{_DEGREES}$")
_BETWEEN = re.compile(r"\s*[;&]\s*|\s*,?\s+and\s+|\s*,\s*(?=(?:Dr |Prof )?[A-Z][\w.’'-]*\s)")


def with_record(document: Document) -> Document:
    """The document with what its own words say of its DOI, date and authors, each with the words it was taken from."""
    source = document.source
    lines = list(_lines(document))
    values: dict[str, object] = {}
    origins: list[tuple[str, str]] = []
    if not source.doi and (found := _doi(lines)):
        values["doi"], origin = found
        origins.append(("doi", origin))
    is_files = dict(source.inferred).get("date", "") in _OF_THE_FILE  # when the file was saved, not when its text was written
    if (not source.date or is_files) and (found := _date(lines, _tail(document))):
        values["date"], origin = found
        origins.append(("date", origin))
    if not source.authors and (names := _authors(lines)):
        values["authors"] = names
        origins.append(("authors", "the byline"))
    if not values:
        return document
    return replace(document, source=_with(source, values, origins))


def _with(source: Source, values: dict[str, object], origins: list[tuple[str, str]]) -> Source:
    if values.get("doi") and not source.url:
        values = {**values, "url": f"https://doi.org/{values['doi']}"}
    inferred = [(name, origin) for name, origin in source.inferred if name not in values]
    return replace(source, **values, inferred=(*inferred, *origins))  # type: ignore[arg-type]  # names of fields


def _lines(document: Document) -> Iterator[str]:
    """The lines of the first page's head and end, references left out: they name other documents."""
    if not document.pages:
        return
    first = document.pages[0]
    for block in document.blocks:
        if block.page > 1:
            return
        is_near = block.start < _HEAD_CHARS or block.end > len(first) - _HEAD_CHARS
        if is_near and (block.role is not Role.REFERENCE or block.why == "authors and affiliations"):
            yield from (" ".join(line.split()) for line in document.text_of(block).splitlines() if line.strip())


def _doi(lines: list[str]) -> tuple[str, str] | None:
    """A DOI that a line of its own gives; one amid prose is of another work as like as not."""
    for line in lines:
        doi, _ = found_doi([("", line)])
        if doi and (len(line) < len(doi) + 40 or re.match(r"\W*(?:doi|cite this|citation|how to cite)\b", line, re.IGNORECASE)):
            return doi, f"the line “{line[:80]}”"
    return None


def _tail(document: Document) -> list[str]:
    """The last lines of the document's text."""
    told = [document.text_of(block) for block in document.blocks[-_TAIL_LINES:] if block.role is not Role.REFERENCE]
    return [" ".join(text.split()) for text in told]


def _date(lines: list[str], tail: list[str]) -> tuple[str, str] | None:
    """The date that a line says it was published or changed, or a sentence at the start or end; else the one that ends a line above."""
    for line in lines:
        date, origin = found_date({}, line[:_DATE_CHARS])
        if date and len(line) < 2 * _DATE_CHARS:
            return date, origin.replace("first page", "the text")
    for line in (*lines[:_HEAD_LINES], *tail):
        for start, end in sentence_spans(line):
            if match := _EDITION.match(line[start:end]):
                return _iso(match["date"]), f"the text: {match[0]!r}"
    for line in lines[:_HEAD_LINES]:
        if len(line) < 2 * _DATE_CHARS and (match := _DATED.search(line) or _JOURNAL_YEAR.search(line)):
            return _iso(match["date"]), f"the text: {match['date']!r}"
    return None


def _iso(words: str) -> str:
    """A date in words as records have it; a bare year as it is."""
    return found_date({}, f"Published {words}")[0] or words


def is_byline(line: str) -> bool:
    """Whether a line says who wrote the text and when, without a word like "by": names with a doctor among them, and a date."""
    match = _NAMED.match(line)
    return bool(match and match["date"] and re.match(r"(?:Dr|Prof|Professor)\b", match["names"]))


def _authors(lines: list[str]) -> tuple[str, ...]:
    for number, line in enumerate(lines[:80]):
        match = _BYLINE.match(line) if len(line) < 300 else None
        if match is None and number < _HEAD_LINES and is_byline(line):
            match = _NAMED.match(line)
        if match:
            names = [name.strip(" ,") for name in _BETWEEN.split(re.sub(_DEGREE, "", match["names"]))]
            if all(_CAPITAL.match(name) for name in names) and not any(character.isdigit() for character in "".join(names)):
                return tuple(names)
    return ()
