"""Saved web pages: structure from the elements, the article told from the page around it by trafilatura."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from unicodedata import normalize

import trafilatura
from lxml import etree, html

from index.document import Document, Role
from ingest.about import DISCLAIMER, DISCLAIMER_AROUND
from ingest.boilerplate import is_reference, is_sentence, why_paragraph, why_row
from ingest.encodings import declared_encoding, decode
from ingest.errors import UnreadableDocumentError
from ingest.hidden_style import is_hidden, why_unseen
from ingest.html_lists import item_mark
from ingest.html_record import read_record
from ingest.html_table import find_data_tables
from ingest.in_words import in_words
from ingest.nesting import depth_of
from ingest.no_article import why_no_article
from ingest.page_builder import PageBuilder
from ingest.raised import RaisedParts
from ingest.split import BULLET
from ingest.style_sheet import unseen_by_rules

EXTRACTOR = "html/1"
MAX_MARKUP = 20_000_000  # characters, pictures within the page not counted; a MB takes about three seconds of the processor
_DATA_URI = re.compile(r"data:[a-z-]+/[\w.+-]+;[^\"'()<>\s]{100,}", re.IGNORECASE)
MAX_ATTRIBUTES = 20_000  # of one element; each is compared with all others, so that ten times as many take a minute
_LONG_TAG = 2 * MAX_ATTRIBUTES  # characters; a shorter one has not so many
_QUOTED = re.compile(r"""\"[^"]*(?:"|$)|'[^']*(?:'|$)""")
_USUAL_DEPTH = 200  # of elements within elements; what is deeper than 256 trafilatura drops, so it cannot tell the article there
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_SKIPPED = {
    "script", "style", "noscript", "template", "svg", "math", "head", "iframe", "object", "select", "textarea", "button", "video", "audio",
}  # fmt: skip
_AROUND = {"nav", "footer", "aside", "form", "menu", "dialog"}
_BLOCKS = {
    "address", "article", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption", "figure",
    "footer", "form", "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot",
    "thead", "tr", "ul", "aside", "menu", "dialog", *_HEADINGS,
}  # fmt: skip
_FOOT = "article's footer"
_ENDS = _BLOCKS | {_FOOT}
_WORDS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of text with the innermost element that says what it is."""

    text: str
    tag: str
    around: str  # "around" in a page's head, foot or form, "hidden" where no reader sees it, "" in the text
    unseen: str = ""  # why a reader does not see it
    is_data: bool = False  # of a table of data
    is_foot: bool = False  # of the article: notes, who wrote it, when it was reviewed
    mark: str = ""  # a list item's number


def load_html(path: Path) -> Document:
    """Read a saved web page as one page of text; what is not of the article stays, marked as boilerplate.

    Raises: UnreadableDocumentError if there is no text, or no HTML. OSError passes through.
    """
    data = path.read_bytes()
    markup = _DATA_URI.sub("data:", decode(data, declared_encoding(data)))
    if len(markup) > MAX_MARKUP:
        n_mb = len(markup) // 1_000_000
        reason = f"a page of {n_mb} MB without its pictures, more than the {MAX_MARKUP // 1_000_000} MB that are read"
        raise UnreadableDocumentError(path, reason, "Split it, or save it as text, which is read up to the limits of all files.")
    if (n_attributes := _most_attributes(markup)) > MAX_ATTRIBUTES:
        reason = f"an element with {n_attributes} attributes, more than {MAX_ATTRIBUTES}"
        raise UnreadableDocumentError(path, reason, "Open the page in a browser and print it to PDF.")
    root = _parsed(path, markup)
    source = read_record(path, markup, root, EXTRACTOR)  # before the walk, which empties the head
    article = _article_words(markup) if depth_of(root) <= _USUAL_DEPTH else ""
    builder = PageBuilder()
    _add(builder, root, article)
    text = builder.text
    if not any(character.isalnum() for character in text):
        raise UnreadableDocumentError(
            path, "no text in the page", "It may be built by scripts: open it in a browser, then save or print it to PDF."
        )
    quotable = " ".join(text[block.start : block.end] for block in builder.blocks if block.role.is_quotable)
    if says := why_no_article(f"{source.title} {quotable}"):
        raise UnreadableDocumentError(path, f"not an article: the page says {says}", "Open the address in a browser and save it again.")
    return Document(source, (text,), builder.blocks)


def add_markup(builder: PageBuilder, markup: str, path: Path) -> None:
    """Add the words of HTML that stands in a file of another format; what cannot be parsed within reason is left out.

    Raises: UnreadableDocumentError if its elements are nested without end.
    """
    if _most_attributes(markup) <= MAX_ATTRIBUTES:
        _add(builder, _parsed(path, markup), "")


def _add(builder: PageBuilder, root: html.HtmlElement, article: str) -> None:
    beneath = 1  # level of the heading that a question to be opened stands under
    for piece in _pieces(root):
        role, level, why = _role(piece, article)
        if role is Role.HEADING and piece.tag == "summary":
            level = min(beneath + 1, 6)
        elif role is Role.HEADING:
            beneath = level
        builder.add(piece.text, role, level=level, why=why, mark=piece.mark)


def _parsed(path: Path, markup: str) -> html.HtmlElement:
    """The page's tree, whole: where libxml2 gives up on a page it drops the rest without a word but in its log."""
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        root = html.document_fromstring(markup.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableDocumentError(
            path, f"no HTML that can be read: {in_words(error)}", "Open the page in a browser and save it again."
        ) from error
    for entry in parser.error_log:
        if entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT:
            reason = f"elements nested without end ({entry.message.partition(',')[0]})"
            raise UnreadableDocumentError(path, reason, "Open the page in a browser and print it to PDF.")
    return root


def _most_attributes(markup: str) -> int:
    """How many attributes the element with the most of them has, counted before anything is parsed; 0 if none has very many."""
    tags = (piece.partition(">")[0] for piece in markup.split("<") if len(piece) >= _LONG_TAG and piece[0].isalpha())
    return max((len(_QUOTED.sub("", tag).split()) - 1 for tag in tags if len(tag) >= _LONG_TAG), default=0)


def _pieces(root: html.HtmlElement) -> Iterator[_Piece]:
    """The page's runs of text in order; words that tags separate as blocks are never glued together."""
    buffer: list[str] = []
    stack: list[tuple[str, str, str]] = [("body", "", "")]
    rows: list[html.HtmlElement] = []
    marks: list[str] = []  # of the list items around, "" once it is written
    tables = find_data_tables(root)
    whole = _most_of_the_page(root, "form")  # as some servers put around all of it
    raised_parts, hidden_by_rules = RaisedParts(buffer), unseen_by_rules(root)
    feet = {foot for article in _most_of_the_page(root, "article") for foot in article.iter("footer") if _parent_of(foot) is article}

    def flush() -> Iterator[_Piece]:
        text = "".join(buffer)
        buffer.clear()
        if text.strip():
            tag = next((name for name, _, _ in reversed(stack) if name in _BLOCKS), "body")
            is_data = tag == "tr" and rows[-1:] != [] and rows[-1] in tables.rows
            mark = marks[-1] if marks and tag in {"li", "p", "div"} and not BULLET.match(text) else ""
            if mark:
                tag, marks[-1] = "li", ""
            yield _Piece(text, tag, stack[-1][1], stack[-1][2], is_data, any(name == _FOOT for name, _, _ in stack), mark)

    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event in {"comment", "pi"} or not isinstance(element.tag, str):
            if event == "comment" or event == "pi":
                buffer.append(element.tail or "")
            continue
        tag = element.tag.lower()
        if element in tables.paragraphs and not is_hidden(element):
            tag = "td"  # what stands in a cell ends no row
        elif element in feet:
            tag = _FOOT
        if event == "start":
            if tag in _SKIPPED:
                for child in list(element):
                    element.remove(child)
                element.text = None
            unseen = stack[-1][2] or hidden_by_rules.get(element, "") or why_unseen(element.get("style") or "")
            if tag in _ENDS or unseen != stack[-1][2]:
                yield from flush()
            elif tag in {"br", "td", "th"}:
                buffer.append(" ")
            if tag == "tr":
                rows.append(element)
            elif tag == "li":
                marks.append(item_mark(element))
            around = "around" if stack[-1][1] or (tag in _AROUND and element not in whole) else ""
            raised_parts.start(element)
            stack.append((tag, "hidden" if is_hidden(element) or stack[-1][1] == "hidden" else around, unseen))
            buffer.append(element.text or "")
        else:
            raised_parts.end(element)
            if tag in _ENDS or stack[-1][2] != stack[-2][2]:
                yield from flush()
            elif tag in {"td", "th"}:
                buffer.append(" | " if element.tag in {"td", "th"} and element.getnext() is not None else " ")
            if tag == "tr":
                rows.pop()
            elif tag == "li":
                marks.pop()
            stack.pop()
            buffer.append(element.tail or "")
    yield from flush()


def _most_of_the_page(root: html.HtmlElement, tag: str) -> set[html.HtmlElement]:
    """The elements of that name that hold most of the page's words."""
    n_words = len(root.text_content().split())
    return {element for element in root.iter(tag) if 2 * len(element.text_content().split()) > n_words}


def _parent_of(foot: html.HtmlElement) -> html.HtmlElement | None:
    """What a footer is the foot of: the article, or a quotation or a comment in it."""
    return next(foot.iterancestors("article", "blockquote", "aside", "nav", "figure", "li"), None)


def _role(piece: _Piece, article: str) -> tuple[Role, int, str]:
    words = " ".join(piece.text.split())
    is_told = not article or _key(words) in article
    if piece.unseen:
        return Role.BOILERPLATE, 0, f"hidden text ({piece.unseen})"
    if piece.around == "around" and is_sentence(words) and why_paragraph(words) == DISCLAIMER:
        return Role.BOILERPLATE, 0, DISCLAIMER_AROUND
    if piece.around or (piece.is_foot and not is_sentence(words)):
        return Role.BOILERPLATE, 0, "navigation, form or hidden"
    if piece.tag in _HEADINGS and article and is_told:  # whatever it says: what follows does not stand under the heading before it
        return Role.HEADING, _HEADINGS[piece.tag], ""
    if why := why_row(words) if piece.is_data else why_paragraph(words):
        return Role.BOILERPLATE, 0, why
    if is_reference(words):
        return Role.REFERENCE, 0, "reference entry"
    if piece.tag in _HEADINGS:
        return Role.HEADING, _HEADINGS[piece.tag], ""
    if not is_told and not piece.is_foot:
        return Role.BOILERPLATE, 0, "outside the article"
    if piece.tag == "summary":
        return Role.HEADING, 0, ""  # its level is one beneath the heading above
    roles = {"li": Role.LIST_ITEM, "tr": Role.TABLE_ROW, "figcaption": Role.CAPTION, "caption": Role.CAPTION}
    return roles.get(piece.tag, Role.PARAGRAPH), 0, ""


def _article_words(markup: str) -> str:
    """What trafilatura takes for the article, as bare words; "" if it finds none."""
    text = trafilatura.extract(markup, include_tables=True, include_comments=False, favor_recall=True, deduplicate=False)
    return _key(text or "")


def _key(text: str) -> str:
    text = normalize("NFKC", unescape(text))  # trafilatura undoes what was escaped twice, and tells nothing raised from the rest
    return "".join(_WORDS.findall(text.casefold()))
