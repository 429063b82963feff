"""JATS and NXML, the full text of PubMed Central, through lxml: front matter to a Source, the body to one page of blocks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from html.entities import html5
from io import BytesIO
from pathlib import Path
from typing import Any

from lxml import etree

from index.document import Document, Role
from ingest.encodings import declared_encoding, decode
from ingest.errors import UnreadableDocumentError
from ingest.in_words import in_words
from ingest.jats_record import read_record
from ingest.nesting import depth_of
from ingest.page_builder import PageBuilder
from ingest.raised import raised

EXTRACTOR = "jats/1"
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")
_BARE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|&(?!#?\w{1,40};)|<(?=[\s\d=])")
_NAMED = re.compile(r"&([A-Za-z]\w{0,40});")
_OF_XML = frozenset({"amp", "lt", "gt", "quot", "apos"})
_ALLOWED = {"&": "&amp;", "<": "&lt;"}
_LONGEST_ENTITY = 200  # characters
_MARKUP = re.compile("[&<%]")
MAX_DEPTH = 200  # of elements; articles have about twenty
_REMEDY = "Download the article's XML again."
_NUMBERED = re.compile(r"\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4}|[IVX]{1,4})[.)] ")
_SKIPPED = frozenset({"object-id", "graphic", "media", "inline-graphic", "tex-math", "permissions", "journal-meta", "processing-meta"})


def load_jats(path: Path) -> Document:
    """Read one article as one page.

    Raises: UnreadableDocumentError if it is no well-formed XML, declares entities of more than words, or holds no article text.
    """
    root = _parse(path)
    article = root if _name(root) == "article" else next(root.iter("{*}article"), None)
    if article is None:
        raise UnreadableDocumentError(path, "XML, but no article in it", _REMEDY)
    builder = PageBuilder()
    _read_front(article, builder)
    for part in ("body", "back", "floats-group"):
        for element in article.iterfind(f"{{*}}{part}"):
            builder.add(element.text or "", Role.PARAGRAPH)
            _read_children(element, builder, 2)
    if not any(block.role.is_quotable for block in builder.blocks):
        raise UnreadableDocumentError(path, "an article without text", "It may be a record without full text; get the PDF.")
    source = read_record(article, path, EXTRACTOR)
    n_more = sum(1 for _ in root.iter("{*}article")) - 1
    notices = (f"not read: {n_more} articles more in the same file",) if n_more > 0 else ()
    return Document(source, (builder.text,), builder.blocks, notices)


def _parse(path: Path) -> etree._Element:
    """The root. No network, no DTD; of entities that the file declares only those that stand for a few words are taken in."""
    data = path.read_bytes().lstrip()
    try:
        tree = _tree(data)
    except etree.XMLSyntaxError as error:
        try:  # it may be in another encoding than it says, or hold signs that XML does not allow
            text = _DECLARATION.sub("", decode(data, declared_encoding(data)), count=1)
            text = _BARE.sub(lambda sign: _ALLOWED.get(sign[0], " "), text)
            tree = _tree((text if "<!DOCTYPE" in text else _NAMED.sub(_character, text)).encode())
        except etree.XMLSyntaxError:
            raise UnreadableDocumentError(path, f"damaged XML: {_where(error)}", _REMEDY) from error
    root = tree.getroot()
    if not _put_in_words(root, {entity.name: entity.content for entity in _declared(tree)}):
        raise UnreadableDocumentError(path, "XML whose entities stand for files, for markup or for one another", _REMEDY)
    if depth_of(root) > MAX_DEPTH:
        raise UnreadableDocumentError(path, f"elements nested more than {MAX_DEPTH} deep", _REMEDY)
    return root


def _character(found: re.Match[str]) -> str:
    """What an entity stands for that nothing declares."""
    return found[0] if found[1] in _OF_XML else html5.get(f"{found[1]};", "\ufffd").replace("&", "&amp;").replace("<", "&lt;")


def _where(error: etree.XMLSyntaxError) -> str:
    return f"{in_words(error)}, as line {error.lineno} shows" if error.lineno else in_words(error)


def _declared(tree: etree._ElementTree) -> Iterator[Any]:
    dtd = tree.docinfo.internalDTD
    return iter(()) if dtd is None else dtd.iterentities()


def _put_in_words(root: etree._Element, declared: Mapping[str, str | None]) -> bool:
    """Put the words that a file declares names for in their place; False if one of those used is more than a few words."""
    for node in list(root.iter(etree.Entity)):
        if node.name not in declared:
            continue
        words, parent, before = declared[node.name], node.getparent(), node.getprevious()
        if words is None or len(words) > _LONGEST_ENTITY or _MARKUP.search(words) or parent is None:
            return False
        words += node.tail or ""
        if before is not None:
            before.tail = (before.tail or "") + words
        else:
            parent.text = (parent.text or "") + words
        parent.remove(node)
    return True


def _tree(data: bytes) -> etree._ElementTree:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False, recover=False)
    return etree.parse(BytesIO(data), parser)


def _name(element: etree._Element) -> str:
    """The element's name without namespace; "" for comments and instructions."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _text(element: etree._Element) -> str:
    """All the words in it, without what readers do not see; a space where blocks meet."""
    return "".join(_words(element))


def _words(element: etree._Element) -> Iterator[str]:
    if _name(element) in _SKIPPED:
        return
    if isinstance(element, etree._Entity):
        yield html5.get(f"{element.name};", "\ufffd")  # JATS takes the names of characters from ISO's lists, as HTML does
        return
    if not isinstance(element.tag, str):
        return
    if _name(element) in {"break", "p", "title", "label", "caption", "td", "th", "list-item", "disp-formula", "def", "term"}:
        yield " "
    if _name(element) == "sup":
        yield raised("".join(_inner(element)))
    else:
        yield from _inner(element)
    if _name(element) in {"p", "title", "label", "td", "th", "list-item", "disp-formula", "term"}:
        yield " "


def _inner(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        yield from _words(child)
        yield child.tail or ""


def _read_front(article: etree._Element, builder: PageBuilder) -> None:
    title = article.find("{*}front/{*}article-meta/{*}title-group/{*}article-title")
    if title is not None:
        builder.add(_text(title), Role.HEADING, level=1)
    for abstract in article.iterfind("{*}front/{*}article-meta/{*}abstract"):
        if abstract.get("abstract-type") in {"graphical", "teaser", "toc"}:
            continue
        if abstract.find("{*}title") is None:
            builder.add("Abstract", Role.HEADING, level=2)
        _read_children(abstract, builder, 2)


def _read_children(element: etree._Element, builder: PageBuilder, level: int) -> None:
    for child in element:
        _read_element(child, builder, level)


def _read_element(element: etree._Element, builder: PageBuilder, level: int) -> None:
    name = _name(element)
    if not name or name in _SKIPPED:
        return
    if handler := _HANDLERS.get(name):
        handler(element, builder, level)
    elif len(element):
        _read_children(element, builder, level)
    else:
        builder.add(_text(element), Role.PARAGRAPH)


def _read_section(element: etree._Element, builder: PageBuilder, level: int) -> None:
    for child in element:
        name = _name(child)
        if name == "title":
            label = element.find("{*}label")
            words = f"{_text(label)} {_text(child)}" if label is not None else _text(child)
            builder.add(words, Role.HEADING, level=min(6, level))
        elif name != "label":
            _read_element(child, builder, level + 1)


def _read_title(element: etree._Element, builder: PageBuilder, level: int) -> None:
    builder.add(_text(element), Role.HEADING, level=min(6, level))


def _read_paragraph(element: etree._Element, builder: PageBuilder, level: int) -> None:
    """A paragraph; lists, tables and figures inside it follow the words before them."""
    words = [element.text or ""]
    for child in element:
        if _name(child) in _HANDLERS and _name(child) not in {"p", "title"}:
            builder.add("".join(words), Role.PARAGRAPH)
            words = []
            _read_element(child, builder, level)
        else:
            words += _words(child)
        words.append(child.tail or "")
    builder.add("".join(words), Role.PARAGRAPH)


def _read_list(element: etree._Element, builder: PageBuilder, level: int) -> None:
    number = 0
    for child in element:
        if _name(child) != "list-item":
            _read_element(child, builder, level)
            continue
        number += 1
        words: list[str] = []
        nested: list[etree._Element] = []
        for part in child:
            if _name(part) == "list":
                nested.append(part)
            elif _name(part) != "label":
                words += [*_words(part), " "]
        builder.add("".join(words), Role.LIST_ITEM, mark=_mark(element, child, number))
        for part in nested:
            _read_list(part, builder, level)


def _mark(element: etree._Element, item: etree._Element, number: int) -> str:
    """What stands before an item instead of a bullet: the label that it has, else its number in a list that has an order."""
    label = " ".join(_text(found).split()) if (found := item.find("{*}label")) is not None else ""
    if label:
        return next((mark for mark in (f"{label} ", f"{label}. ") if _NUMBERED.fullmatch(mark)), "")
    return f"{number}. " if element.get("list-type") == "order" else ""


def _read_definitions(element: etree._Element, builder: PageBuilder, level: int) -> None:
    for item in element.iter("{*}def-item"):
        builder.add(": ".join(part for part in (_text(child).strip() for child in item) if part), Role.LIST_ITEM)


def _read_float(element: etree._Element, builder: PageBuilder, level: int) -> None:
    """A figure or table: its caption, then its rows, then its notes."""
    label, caption = element.find("{*}label"), element.find("{*}caption")
    words = [_text(part).strip() for part in (label, caption) if part is not None]
    builder.add(" ".join(" ".join(words).split()), Role.CAPTION)
    for row in element.iter("{*}tr"):
        cells = [" ".join(_text(cell).split()) for cell in row if _name(cell) in {"td", "th"}]
        builder.add(" | ".join(cell for cell in cells if cell), Role.TABLE_ROW)
    for note in element.iter("{*}table-wrap-foot"):
        builder.add(_text(note), Role.CAPTION)


def _read_boxed(element: etree._Element, builder: PageBuilder, level: int) -> None:
    _read_children(element, builder, level)


def _read_references(element: etree._Element, builder: PageBuilder, level: int) -> None:
    title = element.find("{*}title")
    builder.add(_text(title) if title is not None else "References", Role.HEADING, level=2)
    for reference in element.iter("{*}ref"):
        builder.add(_reference(reference), Role.REFERENCE, why="reference list")


def _reference(element: etree._Element) -> str:
    """Words of a reference, with spaces where the file has only elements."""
    return " ".join(" ".join(part.split()) for part in element.itertext() if part.strip())


def _read_statement(element: etree._Element, builder: PageBuilder, level: int) -> None:
    for paragraph in element.iter("{*}p", "{*}title"):
        builder.add(_text(paragraph), Role.REFERENCE, why="statement about the article")


def _read_nothing(element: etree._Element, builder: PageBuilder, level: int) -> None:
    """What is not of the article's text."""


_HANDLERS: dict[str, Callable[[etree._Element, PageBuilder, int], None]] = {
    "sec": _read_section,
    "app": _read_section,
    "title": _read_title,
    "p": _read_paragraph,
    "list": _read_list,
    "def-list": _read_definitions,
    "fig": _read_float,
    "table-wrap": _read_float,
    "fig-group": _read_boxed,
    "table-wrap-group": _read_boxed,
    "boxed-text": _read_boxed,
    "disp-quote": _read_boxed,
    "ref-list": _read_references,
    "ack": _read_statement,
    "fn-group": _read_statement,
    "glossary": _read_boxed,
    "bio": _read_statement,
    "notes": _read_statement,
    "supplementary-material": _read_nothing,
    "label": _read_nothing,
}
