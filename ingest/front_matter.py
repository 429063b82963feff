"""The lines between --- at the start of a Markdown file that state its title, authors, date and DOI."""

from __future__ import annotations

import re

from ingest.pdf_record import found_doi

_FRONT = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.{0,20000}?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_ENTRY = re.compile(r"^([A-Za-z_-]{2,20})[ \t]*:[ \t]*(.*(?:\n[ \t]*-[ \t]+.*)*)$", re.MULTILINE)
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


def front_matter(text: str) -> tuple[dict[str, str | tuple[str, ...]], str]:
    """What the file states, by the names of a record's fields, and the text behind it; a text without such lines is left as it is."""
    found = _FRONT.match(text)
    entries = {key.casefold(): _items(value) for key, value in _ENTRY.findall(found[1].replace("\r", ""))} if found else {}
    if found is None or not entries:
        return {}, text
    date = _DATE.match(next(iter(entries.get("date", ())), ""))
    stated: dict[str, str | tuple[str, ...]] = {
        "title": next(iter(entries.get("title", ())), ""),
        "authors": entries.get("authors") or entries.get("author", ()),
        "date": date[0] if date else "",
        "doi": found_doi([("", next(iter(entries.get("doi", ())), ""))])[0],
    }
    return {name: value for name, value in stated.items() if value}, text[found.end() :]


def _items(value: str) -> tuple[str, ...]:
    """The values of an entry: one, or a list in brackets or on lines of its own."""
    value = value.strip()
    if value.startswith("[") and value.endswith("]"):
        parts = value[1:-1].split(",")
    elif value.startswith("- "):
        parts = re.split(r"(?:\A|\n)[ \t]*-[ \t]+", value)
    else:
        parts = [value]
    return tuple(item for part in parts if (item := " ".join(part.strip().strip("\"'").split())))
