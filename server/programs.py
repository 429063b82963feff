"""What other programs may ask: search, ask, open a source. The records are those of the batch contract."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any, Protocol

from chat import messages
from chat.guard import flags_of
from chat.reply import QuotedPassage, Reply
from index.document import Role, Source, SourceKind
from index.library import Library
from index.records import Records

MAX_HITS = 50
MAX_TURNS = 50
MAX_CHARS = 100_000
Record = dict[str, Any]
HelpFirst = Callable[[Sequence[str]], Reply | None]  # what somebody in danger is told, before anything is searched
_QUOTED = {"notices": [messages.NOTICE]}
_UNQUOTED = {"notices": [messages.NOTICE_UNQUOTED]}


class Asks(Protocol):
    """What programs need of an assistant."""

    library: Library

    def reply(self, turns: Sequence[str], *, source_ids: Collection[str] | None = None, country: str | None = None) -> Reply:
        """The answer to the last of the turns."""
        ...


class BadCallError(ValueError):
    """A program asked for something that cannot be; the message says what and what to do."""


class Programs:
    """The three calls over one assistant. What is asked is kept nowhere."""

    def __init__(self, assistant: Asks, help_first: HelpFirst) -> None:
        self._assistant = assistant
        self._help_first = help_first

    def ask(self, question: str, earlier: list[str] | None = None, source_ids: list[str] | None = None) -> Record:
        """Answer a question in the documents' own words.

        Every quote is exact: its text stands in the document `source_id`, on `page`, from character `start` to `end`.
        An empty list of quotes means that the documents do not answer; `related` is near, but no answer. A message about
        danger to life must be passed on to the person as it is. Nothing here is advice on anybody's own case.

        Args:
            question: The question, in plain words.
            earlier: The earlier questions of the same conversation, oldest first.
            source_ids: Keep to these documents; all of them if left out.

        Returns:
            route, message, quotes, related, notices: the record of `python -m chat --batch`.
        """
        turns = [*_texts(earlier, "earlier"), _text(question, "question")][-MAX_TURNS:]
        return dict(self._assistant.reply(turns, source_ids=_texts(source_ids, "source_ids") or None).as_record())

    def search(self, query: str, top_k: int = 10, source_ids: list[str] | None = None) -> Record:
        """Find the passages of the documents that fit a query, best first, whether or not they answer it.

        A query by somebody in danger finds no passage: its `message` must be passed on to the person as it is.

        Args:
            query: What to look for, in plain words.
            top_k: How many passages, 1 to 50.
            source_ids: Keep to these documents; all of them if left out.

        Returns:
            passages: quotes as `ask` gives them; `score` is the search's own and no probability. message: empty, or help. notices.
        """
        if not isinstance(top_k, int) or not 1 <= top_k <= MAX_HITS:
            raise BadCallError(f"top_k is {top_k!r}. Ask for 1 to {MAX_HITS} passages.")
        library, kept = self._assistant.library, _texts(source_ids, "source_ids") or None
        text = _text(query, "query")
        if in_danger := self._help_first([text]):
            return {"message": in_danger.message, "passages": [], "notices": list(in_danger.notices)}
        records = []
        with library.snapshot():
            sources = Records(library)
            for hit in library.search(text, top_k=top_k, source_ids=kept):
                passage, source = hit.passage, sources[hit.passage.source_id]
                quote = library.quote(passage.source_id, passage.page, passage.start, passage.end)
                flags = flags_of(quote.text, is_commercial=source.kind is SourceKind.CLINIC_PAGE)
                records.append(QuotedPassage(quote, source, passage.section, line=1, score=hit.score, flags=flags).as_record())
        return {"message": "", "passages": records, **(_QUOTED if records else _UNQUOTED)}

    def open_source(self, source_id: str = "", page: int = 1) -> Record:
        """Read a page of a document as it was taken from the file; without an id, list the documents.

        Args:
            source_id: The document's id, as a quote or the list names it.
            page: The page, from 1; a document without pages has one.

        Returns:
            The document's record, n_pages, page, text (offsets of quotes count in it) and its headings; or the list.
        """
        library = self._assistant.library
        with library.snapshot():
            if not source_id:
                return {"documents": [_described(source) for source in library.sources()], **_UNQUOTED}
            source = library.source(_text(source_id, "source_id"))
            pages, blocks = library.pages(source_id), library.blocks(source_id)
        if not isinstance(page, int) or not 1 <= page <= len(pages):
            raise BadCallError(f"{source_id} has no page {page!r}. Its pages are 1 to {len(pages)}.")
        text = pages[page - 1]
        headings = [
            {"start": block.start, "end": block.end, "level": block.level, "text": " ".join(text[block.start : block.end].split())}
            for block in blocks
            if block.role is Role.HEADING and block.page == page
        ]
        return {**_described(source), "n_pages": len(pages), "page": page, "text": text, "headings": headings, **_QUOTED}


def _described(source: Source) -> Record:
    return {
        "source_id": source.source_id,
        "title": source.title,
        "kind": source.kind.value,
        "authors": list(source.authors),
        "publisher": source.publisher,
        "date": source.date,
        "url": source.url,
        "doi": source.doi,
        "review": source.review,
        "sha256": source.sha256,
    }


def _text(value: object, name: str) -> str:
    if not isinstance(value, str):
        raise BadCallError(f"{name} must be a text, not {type(value).__name__}.")
    if len(value) > MAX_CHARS:
        raise BadCallError(f"{name} has {len(value):,} characters. Send at most {MAX_CHARS:,}.")
    return value


def _texts(values: object, name: str) -> list[str]:
    if values is None:
        return []
    if not isinstance(values, list) or len(values) > 1_000:
        raise BadCallError(f"{name} must be a list of at most 1,000 texts.")
    return [_text(value, name) for value in values]
