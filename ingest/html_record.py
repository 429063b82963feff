"""A web page's bibliographic record: what its meta tags for search engines of scholars say, then what trafilatura finds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import trafilatura
from lxml import html

from index.document import Source, SourceKind
from ingest.encodings import storable
from ingest.pdf_record import found_doi

_TITLES = ("citation_title", "dc.title", "dcterms.title", "eprints.title", "prism.title")
_AUTHORS = ("citation_author", "citation_authors", "dc.creator", "dcterms.creator", "dc.contributor", "eprints.creators_name")
_JOURNALS = ("citation_journal_title", "prism.publicationname", "citation_conference_title")
_PUBLISHERS = (*_JOURNALS, "og:site_name", "dc.publisher", "dcterms.publisher", "citation_publisher")
_DATES = (
    *("citation_publication_date", "citation_date", "citation_online_date", "prism.publicationdate", "dc.date.issued", "dcterms.issued"),
    *("dc.date", "dcterms.date", "citation_year"),
)
_DOIS = ("citation_doi", "prism.doi", "dc.identifier", "dc.identifier.doi", "dcterms.identifier", "bepress_citation_doi", "doi")
_DEGREE = re.compile(r"(?:M\.?D|Ph\.?D|R\.?N|M\.?Sc|B\.?Sc|M\.?P\.?H|MBBS|FRCP|PharmD|DO|MA|BA|RD|NP|Jr|Sr|III?)\.?")
_DATE = re.compile(r"((?:19|20)\d{2})(?:[-/.](\d{1,2}))?(?:[-/.](\d{1,2}))?(?!\d)")


def read_record(path: Path, markup: str, root: html.HtmlElement, extractor: str) -> Source:
    """The page's record; all of it is what the page states, and says so."""
    tags = _tags(root)
    found = trafilatura.extract_metadata(markup, extensive=False)
    guessed = {name: getattr(found, name, None) or "" for name in ("title", "author", "sitename", "date", "url")} if found else {}
    title = next(
        (text for text in (_first(tags, _TITLES), guessed.get("title", ""), root.findtext(".//title")) if text and text.strip()), ""
    )
    doi, _ = found_doi((name, value) for name in _DOIS for value in tags.get(name, ()))
    values = {
        "authors": _authors(tags) or tuple(name.strip() for name in guessed.get("author", "").split(";") if name.strip()),
        "publisher": _first(tags, _PUBLISHERS) or guessed.get("sitename", ""),
        "date": _date(tags) or guessed.get("date", ""),
        "url": guessed.get("url", ""),
        "doi": doi,
        "language": (root.get("lang") or "")[:2].lower(),
    }
    clean = {name: storable(value) if isinstance(value, str) else tuple(map(storable, value)) for name, value in values.items()}
    inferred = [(name, "the page's meta tags") for name, value in values.items() if value]
    kind = SourceKind.ARTICLE if _first(tags, _JOURNALS) else SourceKind.OTHER
    if kind is SourceKind.ARTICLE:
        inferred.append(("kind", "the page's meta tags name a journal"))
    name = " ".join(storable(title).split()) or path.stem
    return Source(path.stem, name, kind=kind, path=path.name, extractor=extractor, inferred=tuple(inferred), **clean)  # type: ignore[arg-type]


def _tags(root: html.HtmlElement) -> dict[str, list[str]]:
    """What each meta tag says, by its name in small letters."""
    tags: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        name, value = element.get("name") or element.get("property") or "", " ".join((element.get("content") or "").split())
        if name and value:
            tags.setdefault(name.casefold().replace("dc:", "dc."), []).append(value)
    return tags


def _first(tags: dict[str, list[str]], names: tuple[str, ...]) -> str:
    return next((tags[name][0] for name in names if name in tags), "")


def _authors(tags: dict[str, list[str]]) -> tuple[str, ...]:
    """The names of the first tag that names authors: one a tag, or many with ; between them."""
    stated = next((tags[name] for name in _AUTHORS if name in tags), [])
    return tuple(dict.fromkeys(name for value in stated for name in _names(value)))


def _names(value: str) -> Iterator[str]:
    """Names as people say them, without degrees: "Smith, Anna, MD" is "Anna Smith"."""
    for part in value.split(";") if ";" in value else [value]:
        family, *rest = (piece.strip() for piece in part.split(","))
        given = [piece for piece in rest if piece and not _DEGREE.fullmatch(piece)]
        if name := f"{given[0]} {family}" if len(given) == 1 else part.strip() if given else family:
            yield name


def _date(tags: dict[str, list[str]]) -> str:
    for name in _DATES:
        for value in tags.get(name, ()):
            if found := _DATE.search(value):
                return "-".join(part.zfill(2) for part in found.groups() if part)
    return ""
