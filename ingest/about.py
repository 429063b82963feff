"""What a document says of itself: its status and dates, who wrote it, its keywords, what its site answers for.

Readers ask for it ("is it peer reviewed?", "who wrote it?"), so it can be quoted, in sections of its own beside the text's.
"""

from __future__ import annotations

import re
from dataclasses import replace

from index.about import SECTIONS
from index.document import Block, Document, Role
from ingest.boilerplate import is_sentence
from ingest.licence import is_notice

_WHY = "about the document: "
_AROUND_TEXT = "around the text, "
DISCLAIMER = "site disclaimer"  # why of a block
DISCLAIMER_AROUND = f"{_AROUND_TEXT}{DISCLAIMER}"  # of one in a page's head or foot, where the page sells nothing by it
_LISTS = frozenset({"publication", "citation", "authors", "keywords"})  # lines of facts: stops in them end no sentence
_RECORDS = frozenset(
    {"publication record", "byline or date", "article history", "how to cite", "authors and affiliations", "journal notice"}
)
_YEAR = r"\b(?:19|20)\d{2}\b"
_PUBLICATION = re.compile(
    r"\b(?:not|been|yet|is) peer[- ]reviewed\b|\bpeer[- ]reviewed (?:article|version) of this\b|"
    r"(?:^|[.;,:/|] ?)(?:this (?:\w+ ){1,2}(?:was|is) )?"
    r"(?:(?:page|date|first|last|next|originally|medically|clinically|available|fact|publication) )*"
    r"(?:received|approved|accepted|revised|published|posted|online|updated|reviewed|checked|modified|issued?|review(?: due)?|publication)"
    rf"\b.{{0,60}}{_YEAR}|"
    rf"(?:^|[.;,] )(?:(?:\w+ )?edition|version|edition \w+|version \w+)\b.{{0,12}}{_YEAR}",
    re.IGNORECASE,
)
_CITATION = re.compile(
    rf"^(?:how to cite|cite (?:this|as)|citation|to cite|suggested citation)\b.{{10,}}{_YEAR}|"
    rf"^[A-Z][\w&. ]{{2,60}}[.,]? {_YEAR}(?: \w{{3}}(?: \d+)?)?[;,] ?\d+(?:\(\w+\))?[:,] ?\w?\d+",
    re.IGNORECASE,
)
_NO_PUBLICATION = re.compile(r"^(?:copyright|©)|\bnotify me\b|\bcomments?\b.{0,20}\bfeedback\b", re.IGNORECASE)
_WROTE = re.compile(
    r"^(?:written|authored|compiled|(?:(?:medically|clinically|fact)[ -])?(?:reviewed|checked)|edited)(?: and \w+)? by\b|"
    r"^(?:authors?|contributors?|words)\s*:",
    re.IGNORECASE,
)
_BY = re.compile(r"^(?:posted )?by\s*:?\s+(?-i:[A-Z])", re.IGNORECASE)  # above the text; beneath it those of comments
_KEYWORDS = re.compile(r"key ?words?\b\s*[:–—-]", re.IGNORECASE)
_ANSWERS = re.compile(
    r"\badvice\b|\bliab|\bresponsib|\bdiagnos|\bsubstitute\b|\breplace|\bconsult|\binformation(?:al)? purposes\b|\bevaluated\b",
    re.IGNORECASE,
)
_RULES_OF_SITES = re.compile(r"^(?:[^.]{0,60}\b)?(?:privacy|cookies?|feedback|surveys?|terms (?:&|and|of))\b[^.]{0,80}\.?$", re.IGNORECASE)
_WORD = r"(?:[A-Z][\w.’'-]*|van|von|de|der|den|di|da|del|la|le|bin|al)"
_NAME = re.compile(rf"(?:(?:Dr|Prof|Professor)\.? )?{_WORD}(?: {_WORD}){{1,4}}")
_PLACE = re.compile(
    r"\b(?:universit|hospital|department|division|institut|school|facult|cent(?:re|er)\b|college|clinic|network|laborator|academy|"
    r"foundation|council|ministry|agency|journal|street|road|avenue|programme|group|unit\b|service)",
    re.IGNORECASE,
)
_MARKS = re.compile(r"[\d*†‡§¶✉⁰¹²³⁴-⁹]+")
_DEGREES = re.compile(r"^(?:M\.?D|Ph\.?D|R\.?N|M\.?Sc|B\.?Sc|MPH|FRCP|FACP|DO|PharmD|MBBS|MA|BA|RD|NP|Jr|Sr)\.?$")
_MOST = 0.6  # of what stands between commas
_FEWEST_LETTERS = 12  # of a title that a citation is known by


def with_about(document: Document) -> Document:
    """The document, what it says of itself made quotable apart from its text."""
    blocks = []
    is_above = True
    for block in document.blocks:
        kind = _kind(block, document, is_above=is_above)
        place = _AROUND_TEXT if block.why.startswith(_AROUND_TEXT) else ""
        blocks.append(replace(block, role=Role.PARAGRAPH, level=0, why=place + _WHY + kind) if kind else block)
        is_above = is_above and not block.role.is_quotable
    return replace(document, blocks=tuple(blocks))


def about_section(why: str) -> str:
    """The section of a block that says something of its document, by the block's reason; "" for all others."""
    return SECTIONS.get(why.partition(_WHY)[2], "")


def is_list(why: str) -> bool:
    """Whether such a block is one line of facts, and no sentences."""
    return why.partition(_WHY)[2] in _LISTS


def _kind(block: Block, document: Document, *, is_above: bool) -> str:
    """What sort of thing it says of the document, "" if none."""
    if block.role not in {Role.BOILERPLATE, Role.REFERENCE}:
        return ""
    line = " ".join(document.text_of(block).split())
    why = block.why
    if why == "keywords" or (why == "tags" and _KEYWORDS.match(line)):
        return "keywords"
    if why in {DISCLAIMER, DISCLAIMER_AROUND, "publisher's note"}:
        is_told = is_sentence(line) and _ANSWERS.search(line) and not _RULES_OF_SITES.match(line)
        return "disclaimer" if is_told and not is_notice(line) else ""
    if why == "reference entry":
        return "citation" if is_above and _cites(document.source.title, line) else ""
    if why == "running head or foot":
        return "citation" if block.page == 1 and _CITATION.match(line) else ""
    if why not in _RECORDS:
        return ""
    if why == "byline or date" and (_WROTE.match(line) or (is_above and _BY.match(line))):
        return "authors"
    if _CITATION.search(line):
        return "citation"
    if _PUBLICATION.search(line) and not _NO_PUBLICATION.search(line):
        return "publication"
    return "authors" if why == "authors and affiliations" and _is_names(line) else ""


def _cites(title: str, line: str) -> bool:
    """Whether a citation above the text names the document itself."""
    letters = _letters(title)
    return len(letters) >= _FEWEST_LETTERS and letters in _letters(line)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _is_names(line: str) -> bool:
    """Whether a line is names of people with commas between them, and no place of work."""
    if _PLACE.search(line):
        return False
    bare = " ".join(_MARKS.sub(" ", line).split())
    parts = [part.strip(" .") for part in re.split(r"[,;&·•]|\band\b", bare)]
    parts = [part for part in parts if part and not _DEGREES.match(part)]
    return bool(parts) and sum(bool(_NAME.fullmatch(part)) for part in parts) >= _MOST * len(parts)
