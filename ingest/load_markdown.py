"""Markdown: read with markdown-it, quoted without its marks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from index.document import Document, Role, Source
from ingest.boilerplate import is_sentence, why_paragraph
from ingest.encodings import decode
from ingest.errors import UnreadableDocumentError
from ingest.front_matter import front_matter
from ingest.markdown_words import seen_and_hidden
from ingest.no_prose import is_of_program
from ingest.page_builder import PageBuilder

EXTRACTOR = "markdown/2"
_EMPTY_LINES = re.compile(r"\n[ \t]*\n")
_TAG = re.compile(r"<[^>]*>|<!--.*?(?:-->|\Z)", re.DOTALL)
_OF_TEXT = frozenset({"", "text", "txt", "plain", "plaintext"})  # what stands in a fence, if its head says it


def load_markdown(path: Path) -> Document:
    """Read a Markdown file as one page of its visible words, those of HTML in it included.

    Raises: UnreadableDocumentError if it holds no words. OSError passes through.
    """
    stated, text = front_matter(decode(path.read_bytes()))
    reader = _Reader(path)
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        reader.read(token)
    builder = reader.builder
    if not any(character.isalnum() for character in builder.text):
        raise UnreadableDocumentError(path, "no text in it", "Check that the right file was saved.")
    heading = reader.titles[0] if reader.titles and reader.titles[0].strip() else ""
    source = Source(path.stem, heading or path.stem, path=path.name, extractor=EXTRACTOR)
    inferred = {"title": "the first heading" if heading else "the file's name"} | dict.fromkeys(stated, "the file's front matter")
    return Document(replace(source, **stated, inferred=tuple(inferred.items())), (builder.text,), builder.blocks)  # type: ignore[arg-type]


@dataclass(slots=True)
class _Items:
    """A list that is open: its last item's number, None where it has bullets."""

    number: int | None
    mark: str = ""  # of the item that is open, "" once it is written


@dataclass(slots=True)
class _Reader:
    """Puts what the tokens say together, in their order."""

    path: Path
    builder: PageBuilder = field(default_factory=PageBuilder)
    titles: list[str] = field(default_factory=list)
    _context: list[str] = field(default_factory=list)
    _lists: list[_Items] = field(default_factory=list)
    _row: list[str] = field(default_factory=list)

    def read(self, token: Token) -> None:
        """Take in the next token."""
        if token.nesting == 1:
            self._open(token)
        elif token.nesting == -1:
            self._close(token)
        elif token.type == "inline":
            self._add_words(token)
        elif token.type in {"fence", "code_block"}:
            self._add_code(token)
        elif token.type == "html_block" and any(map(str.isalnum, _TAG.sub("", token.content))):
            from ingest.load_html import add_markup  # a large library, and few files need it

            add_markup(self.builder, token.content, self.path)

    def _open(self, token: Token) -> None:
        self._context.append(token.type.removesuffix("_open") if token.type != "heading_open" else token.tag)
        if token.type == "ordered_list_open":
            self._lists.append(_Items(0))
        elif token.type == "bullet_list_open":
            self._lists.append(_Items(None))
        elif token.type == "list_item_open" and (number := self._lists[-1].number) is not None:
            number = max(number + 1, int(token.info))  # all may be written as 1; one that is left out is none
            self._lists[-1] = _Items(number, f"{number}{token.markup} ")

    def _close(self, token: Token) -> None:
        self._context.pop()
        if token.type in {"ordered_list_close", "bullet_list_close"}:
            self._lists.pop()
        elif token.type == "tr_close":
            self.builder.add(" | ".join(self._row), Role.TABLE_ROW)
            self._row = []

    def _add_words(self, token: Token) -> None:
        text, hidden = seen_and_hidden(token)
        self.builder.add(hidden, Role.BOILERPLATE, why="hidden text")
        if "tr" in self._context:
            self._row.append(text)
        elif self._context and self._context[-1][:1] == "h" and self._context[-1][1:].isdigit():
            self.titles.append(text)
            self.builder.add(text, Role.HEADING, level=int(self._context[-1][1:]))
        else:
            why = why_paragraph(text)
            role, mark = self._role()
            self.builder.add(text, Role.BOILERPLATE if why else role, why=why, mark=mark)

    def _role(self) -> tuple[Role, str]:
        """What words that are no heading are, and what stands before them; the later paragraphs of a numbered item have no number."""
        if not self._lists:
            return Role.PARAGRAPH, ""
        items = self._lists[-1]
        mark, items.mark = items.mark, ""
        return (Role.PARAGRAPH if items.number is not None and not mark else Role.LIST_ITEM), mark

    def _add_code(self, token: Token) -> None:
        """What stands in a fence or is set in: programs are kept and not quoted, sentences are text that was set in."""
        is_text = token.info.strip().lower() in _OF_TEXT
        for paragraph in _EMPTY_LINES.split(token.content):
            words = " ".join(paragraph.split())
            is_prose = is_text and is_sentence(words) and not any(map(is_of_program, paragraph.splitlines()))
            why = why_paragraph(words) if is_prose else "code"
            self.builder.add(words, Role.BOILERPLATE if why else Role.PARAGRAPH, why=why)
