"""The front matter of a JATS article to a bibliographic record."""

from __future__ import annotations

import copy
import re
from pathlib import Path

from lxml import etree

from index.document import Source, SourceKind
from ingest.encodings import storable
from ingest.pdf_record import MONTHS

_KINDS = {
    "systematic-review": SourceKind.SYSTEMATIC_REVIEW,
    "meta-analysis": SourceKind.SYSTEMATIC_REVIEW,
    "practice-guideline": SourceKind.GUIDELINE,
    "guideline": SourceKind.GUIDELINE,
    "clinical-trial": SourceKind.RANDOMISED_TRIAL,
    "randomized-controlled-trial": SourceKind.RANDOMISED_TRIAL,
    "preprint": SourceKind.PREPRINT,
    "news": SourceKind.NEWS,
}
_TITLE_WORDS = (
    ("systematic review", SourceKind.SYSTEMATIC_REVIEW),
    ("meta-analysis", SourceKind.SYSTEMATIC_REVIEW),
    ("randomised", SourceKind.RANDOMISED_TRIAL),
    ("randomized", SourceKind.RANDOMISED_TRIAL),
    ("guideline", SourceKind.GUIDELINE),
)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_DATE_TYPES = ("epub", "pub", "ppub", "epub-ppub", "collection", "preprint", "pmc-release")


def read_record(article: etree._Element, path: Path, extractor: str) -> Source:
    """The article's record; what was not stated as such says from what it was taken."""
    meta = article.find("{*}front/{*}article-meta")
    inferred: list[tuple[str, str]] = []
    title = _title(meta)
    if not title:
        title = path.stem
        inferred.append(("title", "file name"))
    kind, trigger = _kind(article, title)
    inferred.append(("kind", trigger))
    doi = _words(meta, "{*}article-id[@pub-id-type='doi']")
    return Source(
        source_id=path.stem,
        title=title,
        kind=kind,
        authors=_authors(meta),
        publisher=_words(article, "{*}front/{*}journal-meta//{*}journal-title") or _words(article, "{*}front//{*}publisher-name"),
        date=_date(meta),
        url=f"https://doi.org/{doi}" if doi else "",
        doi=doi,
        language=(article.get("{http://www.w3.org/XML/1998/namespace}lang") or "")[:2].lower(),
        path=path.name,
        extractor=extractor,
        inferred=tuple(inferred),
    )


def _words(element: etree._Element | None, where: str) -> str:
    found = element.find(where) if element is not None else None
    return storable(" ".join("".join(found.itertext()).split())) if found is not None else ""


def _title(meta: etree._Element | None) -> str:
    """The title with its subtitle, without the marks of notes."""
    parts = []
    for where in ("{*}title-group/{*}article-title", "{*}title-group/{*}subtitle"):
        found = meta.find(where) if meta is not None else None
        if found is not None:
            copied = copy.deepcopy(found)
            etree.strip_elements(copied, "{*}xref", "{*}fn", with_tail=False)
            parts.append(storable(" ".join("".join(copied.itertext()).split())))
    return ": ".join(part.rstrip(":") for part in parts if part)


def _authors(meta: etree._Element | None) -> tuple[str, ...]:
    if meta is None:
        return ()
    names = []
    for contributor in meta.iterfind("{*}contrib-group/{*}contrib"):
        if contributor.get("contrib-type", "author") == "author":
            given, family = _words(contributor, ".//{*}given-names"), _words(contributor, ".//{*}surname")
            names.append(f"{given} {family}".strip() or _words(contributor, ".//{*}collab") or _words(contributor, ".//{*}string-name"))
    return tuple(name for name in names if name)


def _date(meta: etree._Element | None) -> str:
    dates = {date.get("pub-type") or date.get("date-type") or "": date for date in meta.iterfind("{*}pub-date")} if meta is not None else {}
    for kind in (*_DATE_TYPES, *dates):
        if (date := dates.get(kind)) is not None and (year := _words(date, "{*}year")):
            month, day = _number(_words(date, "{*}month")), _number(_words(date, "{*}day"))
            written = "-".join([year, *([f"{month:02}"] if month else []), *([f"{day:02}"] if month and day else [])])
            stated = date.get("iso-8601-date") or ""
            return stated if stated.startswith(written) and _ISO.fullmatch(stated) else written
    return ""


def _number(text: str) -> int:
    """A month's or a day's number, also by the month's name; 0 if it is none."""
    return int(text) if text.isdecimal() else MONTHS.get(text[:3].casefold(), 0)


def _kind(article: etree._Element, title: str) -> tuple[SourceKind, str]:
    stated = article.get("article-type", "").casefold()
    if stated in _KINDS:
        return _KINDS[stated], f"article-type: {stated}"
    subjects = " ".join("".join(subject.itertext()) for subject in article.iterfind("{*}front//{*}subj-group/{*}subject")).casefold()
    for words, kind in _TITLE_WORDS:
        if words in subjects:
            return kind, f"subject: {words}"
        if words in title.casefold():
            return kind, f"title: {words}"
    return SourceKind.ARTICLE, f"article-type: {stated}" if stated else "JATS article"
