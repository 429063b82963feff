"""A PDF's bibliographic record, from its metadata and its first page, with what each value was taken from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from pypdf import PdfReader

from ingest.encodings import storable

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
    """The journal, where the first page cites itself: "Biomedicines 2024, 12, 1543"."""
    match = _JOURNAL.search(first_page)
    return match[1].strip() if match else ""
