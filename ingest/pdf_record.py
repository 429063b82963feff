"""A PDF's bibliographic record, from its metadata and its first page, with what each value was taken from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from pypdf import PdfReader

from index.document import Block, Source
from ingest.encodings import storable
from ingest.stated import is_said, stated_authors, stated_title

_HEAD_CHARS = 20_000  # of the first page, in which it says what it is
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>;,]*[^\s\"<>;,.)\]]")
_ISO = re.compile(r"D?:?(\d{4})-?(\d{2})?-?(\d{2})?")
_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES, start=1)}
_PUBLISHED = re.compile(
    r"(?:published(?: online)?|publication date|date of publication|available online|accepted|issued|"
    r"(?:last )?(?:updated|reviewed|revised|modified))\s*:?\s*(?:on\s+)?"
    r"(?:(\d{1,2})(?:st|nd|rd|th)?\s+([A-Za-z]{3,9})\.?,?\s+(\d{4})|([A-Za-z]{3,9})\.?\s+(?:(\d{1,2}),?\s+)?(\d{4})|(\d{4})-(\d{2})-(\d{2}))",
    re.IGNORECASE,
)
_JOURNAL = re.compile(
    r"^((?:[A-Z][\w&.]*|of|and|the|in|for)(?: (?:[A-Z][\w&.]*|of|and|the|in|for)){0,7})[,.]? (?:19|20)\d{2}[,;] ?\d{1,4}\b", re.MULTILINE
)

_REFERENCES = re.compile(r"^(?:\d+\.? )?(?:References|Bibliography|Literature(?: cited)?)$", re.MULTILINE | re.IGNORECASE)
_SHORTEST_JOURNAL = 3  # letters, as in BMJ; "Q" is what a line's break leaves of one


def metadata(reader: PdfReader) -> dict[str, str]:
    """The document information dictionary's texts, cleaned; empty where it is broken."""
    try:
        found: Any = reader.metadata
        items = dict(found.items()) if found else {}
        return {str(key).lstrip("/"): " ".join(storable(str(value)).split()) for key, value in items.items() if isinstance(value, str)}
    except (MemoryError, RecursionError):
        raise
    except Exception:  # pypdf raises nearly anything for a broken dictionary; the pages go on
        return {}


def read_record(path: Path, information: dict[str, str], texts: Sequence[str], blocks: Sequence[Block], extractor: str) -> Source:
    """The PDF's record; what was inferred says from what."""
    first_page = (texts[0] if texts else "")[:_HEAD_CHARS]
    title, title_from = _title(path, information, first_page, _said(texts, (block for block in blocks if block.level == 1)))
    authors = stated_authors(information.get("Author", ""))
    facts = [(key, information.get(key, "")) for key in ("doi", "DOI", "WPS-ARTICLEDOI", "Subject", "Title")]
    doi, doi_from = found_doi([*((f"PDF metadata ({key})", text) for key, text in facts), ("first page", first_page)])
    date, date_from = found_date(information, first_page)
    heads = _said(texts, (block for block in blocks if block.why == "running head or foot"))
    journal = found_journal(heads[:5000]) or found_journal(first_page)
    found = {
        "title": (title, title_from),
        "authors": (authors, "PDF metadata"),
        "doi": (doi, doi_from),
        "date": (date, date_from),
        "publisher": (journal, "page head"),
    }
    inferred = tuple((name, where) for name, (value, where) in found.items() if value)
    return Source(
        path.stem, storable(title), authors=authors, publisher=journal, date=date, doi=doi, path=path.name,
        url=f"https://doi.org/{doi}" if doi else "", extractor=extractor, inferred=inferred,
    )  # fmt: skip


def _title(path: Path, information: dict[str, str], first_page: str, largest: str) -> tuple[str, str]:
    """The title, and from what: the metadata where the first page bears it out, else what is set largest there."""
    stated = stated_title(information.get("Title", ""))
    if stated and (not largest or is_said(stated, largest, first_page)):
        return stated, "PDF metadata"
    return (" ".join(largest.split()), "largest type on the first page") if largest else (path.stem, "file name")


def _said(texts: Sequence[str], blocks: Iterable[Block]) -> str:
    return "\n".join(texts[block.page - 1][block.start : block.end] for block in blocks)


def found_doi(texts: Iterable[tuple[str, str]]) -> tuple[str, str]:
    """The first DOI in texts of (where, text), and where it was."""
    for where, text in texts:
        if match := _DOI.search(text):
            return match[0], where
    return "", ""


def found_date(information: dict[str, str], first_page: str) -> tuple[str, str]:
    """The date of publication as the first page states it, else when the file was made."""
    flat = " ".join(first_page.split())
    matches = sorted(_PUBLISHED.finditer(flat), key=lambda match: not match[0].lower().startswith("publi"))
    for match in matches:
        if date := _date(match):
            return date, f"first page: {match[0]!r}"
    made = _ISO.match(information.get("CreationDate", ""))
    if made and 1980 <= int(made[1]) <= 2100:
        return "-".join(part for part in made.groups() if part), "file's creation date"
    return "", ""


def _date(match: re.Match[str]) -> str:
    day, month, year, month_us, day_us, year_us, iso_year, iso_month, iso_day = match.groups()
    if iso_year:
        return f"{iso_year}-{iso_month}-{iso_day}"
    number = MONTHS.get((month or month_us)[:3].casefold())
    parts = (f"{year or year_us}", f"{number or 0:02}", f"{int(day or day_us or 0):02}")
    return "-".join(part for part in parts if part != "00") if number else ""


def found_journal(first_page: str) -> str:
    """The journal, where the first page cites itself: "Biomedicines 2024, 12, 1543"; what it cites itself with is no list of references."""
    before_references = _REFERENCES.split(first_page, maxsplit=1)[0]
    names = (match[1].strip() for match in _JOURNAL.finditer(before_references))
    return next((name for name in names if len(name) >= _SHORTEST_JOURNAL), "")
