"""The words of the product as types: Source, Block, Document, Passage, Sentence, Quote. Frozen, invariants checked."""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Callable
from dataclasses import InitVar, dataclass, field
from enum import StrEnum
from pathlib import PurePosixPath

from index.reflow import reflow


class SourceKind(StrEnum):
    """What sort of document a quotation comes from; shown with each quote."""

    GUIDELINE = "guideline"
    SYSTEMATIC_REVIEW = "systematic_review"
    RANDOMISED_TRIAL = "randomised_trial"
    ARTICLE = "article"
    PREPRINT = "preprint"
    PATIENT_INFORMATION = "patient_information"
    PATIENT_GROUP = "patient_group"
    PROTOCOL = "protocol"
    INSURER = "insurer"
    CLINIC_PAGE = "clinic_page"
    NEWS = "news"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The kind in plain words, with what a reader should know about it."""
        return _KIND_LABELS[self]


_KIND_LABELS = {
    SourceKind.GUIDELINE: "guideline",
    SourceKind.SYSTEMATIC_REVIEW: "systematic review",
    SourceKind.RANDOMISED_TRIAL: "randomised trial",
    SourceKind.ARTICLE: "journal article",
    SourceKind.PREPRINT: "preprint, not peer reviewed",
    SourceKind.PATIENT_INFORMATION: "patient information",
    SourceKind.PATIENT_GROUP: "patients' group",
    SourceKind.PROTOCOL: "formulary or protocol for staff",
    SourceKind.INSURER: "insurer's terms of cover",
    SourceKind.CLINIC_PAGE: "clinic page, commercial interest",
    SourceKind.NEWS: "news",
    SourceKind.OTHER: "document, kind unknown",
}


class Role(StrEnum):
    """What a block of a page is to a reader."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"
    CAPTION = "caption"
    REFERENCE = "reference"  # an entry of a reference list, an affiliation, a licence notice: never quoted as an answer
    BOILERPLATE = "boilerplate"  # navigation, cookie notices, running heads, page numbers: never a passage

    @property
    def is_quotable(self) -> bool:
        """Whether text of this role may become a passage."""
        return self not in {Role.HEADING, Role.REFERENCE, Role.BOILERPLATE}


@dataclass(frozen=True, slots=True)
class Source:
    """One document's bibliographic record. `inferred` says, field by field, from what a value was guessed."""

    source_id: str  # "littlejohn-2017": a slug, the same after every rebuild
    title: str
    kind: SourceKind = SourceKind.OTHER
    authors: tuple[str, ...] = ()
    publisher: str = ""  # publisher, journal or site
    date: str = ""  # ISO, as precise as known: "2017", "2017-04", "2017-04-03"
    url: str = ""
    doi: str = ""
    review: str = ""  # what is known of review status, in words: "Version 1, not peer-reviewed"
    language: str = ""  # ISO 639-1, "" if unknown
    path: str = ""  # where the file was read from, POSIX, relative to the synced folder where there was one
    sha256: str = ""  # of the file's bytes
    extractor: str = ""  # loader and version that gave the page text: "pdf/1"
    inferred: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        if not self.source_id or not self.title.strip():
            raise ValueError(f"not a source: source_id={self.source_id!r}, title={self.title!r}")

    @property
    def file_name(self) -> str:
        """The last part of `path`."""
        return PurePosixPath(self.path).name


@dataclass(frozen=True, slots=True)
class Block:
    """A span of one page with the role it plays: page_text[start:end] is the block, markers and line ends included."""

    page: int  # 1-based, as a PDF viewer counts
    start: int  # offset into the page text, in code points
    end: int
    role: Role
    level: int = 0  # of a heading: 1 is the title; 0 for everything else
    why: str = ""  # what made it boilerplate or a reference

    def __post_init__(self) -> None:
        if self.page < 1 or self.start < 0 or self.end <= self.start:
            raise ValueError(f"not a block: page={self.page}, start={self.start}, end={self.end}")


@dataclass(frozen=True, slots=True)
class Document:
    """A source with its page texts, kept as extracted, and the blocks found on them in reading order."""

    source: Source
    pages: tuple[str, ...]  # a page without text stays "" so that page numbers stay true
    blocks: tuple[Block, ...]
    notices: tuple[str, ...] = ()  # what a keeper should know: "scanned: 2 of 12 pages without text", "hidden text on page 3"

    def text_of(self, block: Block) -> str:
        """The block's characters."""
        return self.pages[block.page - 1][block.start : block.end]


@dataclass(frozen=True, slots=True)
class Passage:
    """A span of one page inside one section: text == pages[page - 1][start:end], character for character."""

    passage_id: str  # source_id / hash of the text / occurrence: stays when text around it changes
    source_id: str
    page: int
    start: int
    end: int
    section: str  # heading path, outermost first, joined by " › "; "" before the first heading
    text: str

    def __post_init__(self) -> None:
        if self.page < 1 or self.start < 0 or self.end - self.start != len(self.text) or not self.text.strip():
            raise ValueError(f"not a passage: page={self.page}, {self.start}:{self.end}, text={self.text[:40]!r}")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, list item or table row of a passage; the unit that is judged and quoted."""

    sentence_id: str
    passage_id: str
    source_id: str
    page: int
    start: int  # offset into the page text, bullets and stray marks left out
    end: int
    text: str
    role: Role = Role.PARAGRAPH
    is_whole: bool = True  # False for a fragment cut by a page break: found, never quoted alone

    def __post_init__(self) -> None:
        if self.page < 1 or self.start < 0 or self.end - self.start != len(self.text) or not self.text.strip():
            raise ValueError(f"not a sentence: page={self.page}, {self.start}:{self.end}, text={self.text[:40]!r}")


SECTION_JOINER = " › "  # between the headings of a path, as a passage keeps it
KEPT_BESIDE = 1_000  # characters on each side of a quote that it keeps; a page may be a whole article, and a conversation holds many quotes


@dataclass(frozen=True, slots=True)
class Quote:
    """A place in a document and its words there. Cannot be built empty or with words its page does not hold."""

    source_id: str
    page: int
    start: int
    end: int
    page_text: InitVar[str]
    text: str = field(init=False)
    before: str = field(init=False, repr=False, compare=False)  # the page's characters next to it, as they are
    after: str = field(init=False, repr=False, compare=False)

    def __post_init__(self, page_text: str) -> None:
        if self.page < 1 or not 0 <= self.start < self.end <= len(page_text):
            raise ValueError(f"not a quote: {self.source_id} page {self.page}, {self.start}:{self.end} of {len(page_text)}")
        text = reflow(page_text[self.start : self.end])
        if not text:
            raise ValueError(f"an empty quote: {self.source_id} page {self.page}, {self.start}:{self.end}")
        object.__setattr__(self, "text", text)
        object.__setattr__(self, "before", page_text[max(0, self.start - KEPT_BESIDE) : self.start])
        object.__setattr__(self, "after", page_text[self.end : self.end + KEPT_BESIDE])

    def beside(self, keeps: Callable[[str], bool]) -> Quote:
        """The same words; what stands before and after them only where `keeps` says so."""
        same = copy.copy(self)
        object.__setattr__(same, "before", self.before if keeps(self.before) else "")
        object.__setattr__(same, "after", self.after if keeps(self.after) else "")
        return same


def text_hash(text: str) -> str:
    """The key of a text: 16 bytes of blake2b as hex. Surrogates cannot occur: page text has none."""
    return hashlib.blake2b(text.encode("utf-8"), digest_size=16).hexdigest()
