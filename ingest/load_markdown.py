"""Markdown: read with markdown-it, quoted without its marks."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from index.document import Document, Role, Source
from ingest.boilerplate import why_paragraph
from ingest.encodings import decode
from ingest.errors import UnreadableDocumentError
from ingest.front_matter import front_matter
from ingest.page_builder import PageBuilder

EXTRACTOR = "markdown/1"


def load_markdown(path: Path) -> Document:
    """Read a Markdown file as one page of its visible words. HTML inside it is left out.

    Raises: UnreadableDocumentError if it holds no words. OSError passes through.
    """
    text = decode(path.read_bytes())
    stated, text = front_matter(text)
    builder = PageBuilder()
    titles: list[str] = []
    context: list[str] = []
    row: list[str] = []
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        if token.nesting == 1:
            context.append(token.type.removesuffix("_open") if token.type != "heading_open" else token.tag)
        elif token.nesting == -1:
            context.pop()
            if token.type == "tr_close":
                builder.add(" | ".join(row), Role.TABLE_ROW)
                row = []
        elif token.type == "inline":
            text = _visible(token)
            if "tr" in context:
                row.append(text)
            elif context and context[-1][:1] == "h" and context[-1][1:].isdigit():
                titles.append(text)
                builder.add(text, Role.HEADING, level=int(context[-1][1:]))
            else:
                why = why_paragraph(text)
                role = Role.BOILERPLATE if why else Role.LIST_ITEM if "list_item" in context else Role.PARAGRAPH
                builder.add(text, role, why=why)
    if not any(character.isalnum() for character in builder.text):
        raise UnreadableDocumentError(path, "no text in it", "Check that the right file was saved.")
    heading = titles[0] if titles and titles[0].strip() else ""
    source = Source(path.stem, heading or path.stem, path=path.name, extractor=EXTRACTOR)
    inferred = {"title": "the first heading" if heading else "the file's name"} | dict.fromkeys(stated, "the file's front matter")
    return Document(replace(source, **stated, inferred=tuple(inferred.items())), (builder.text,), builder.blocks)  # type: ignore[arg-type]


def _visible(token: Token) -> str:
    """The words of an inline token: link texts, code and emphasis without their marks; pictures by their description."""
    parts = []
    for child in token.children or ():
        if child.type in {"text", "code_inline"} or child.type == "image":
            parts.append(child.content)
        elif child.type in {"softbreak", "hardbreak"}:
            parts.append(" ")
    return "".join(parts)
