"""What the page's scripts ask of the server without touching the conversation. Nothing they send is trusted."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from filelock import Timeout

from chat.feedback import FeedbackFullError, keep_feedback
from index.errors import LibraryError, UnknownDocumentError
from index.library import Library
from page import asking
from page.address import address_from, addresses_from
from page.certificate import Certificate, check_again
from page.choice import choice_from
from page.documents import listed
from page.next_questions import NextQuestions
from page.opinion import feedback_sent
from page.page_picture import page_picture
from page.quality import quality, read_quality
from page.source_view import message, opened_at, source_view
from page.standing import Standing
from page.talk import example_list
from page.texts import Texts, texts_in

MAX_QUESTIONS = 6


def callable_from_page(*methods: Callable[..., object]) -> list[Callable[..., object]]:
    """The methods as functions: Gradio writes a mark on what a page may call, and a method takes none."""

    def called(method: Callable[..., object]) -> Callable[..., object]:
        @wraps(method)
        def call(*sent: object) -> object:
            return method(*sent)

        return call

    return [called(method) for method in methods]


class Calls:
    """Calls over one library; `standing` knows which questions are being worked on."""

    def __init__(self, library: Library, following: NextQuestions, standing: Standing) -> None:
        self._library = library
        self._following = following
        self._standing = standing

    def how_it_stands(self, data: object) -> dict[str, object]:
        """Whether the visitor's request of this number is being worked on, and what to tell who waits; number 0 for none yet."""
        number, waited_s = (asking.whole_number(asking.sent(data, name)) for name in ("number", "waited_s"))
        return {"is_under_way": number in self._standing, "said": self._standing.said(number, waited_s, _texts(data))}

    def open_source(self, data: object) -> str:
        """A document with the place and the other matches marked."""
        texts, here = _texts(data), address_from(asking.sent(data, "here"))
        if here is None:
            return message(texts.reader_failed)
        around = asking.whole_number(asking.sent(data, "at"))
        opened = opened_at(here, addresses_from(asking.sent(data, "matches")))
        try:
            return source_view(opened, self._library, texts, around_page=around or None)
        except (UnknownDocumentError, IndexError, ValueError):
            return message(texts.reader_gone)
        except LibraryError:
            return message(texts.reader_failed)

    def draw_page(self, data: object) -> str:
        """The page of a PDF as a picture with the place marked."""
        texts, here = _texts(data), address_from(data)
        if here is None:
            return message(texts.reader_failed)
        try:
            quote = self._library.quote(here.source_id, here.page, here.start, here.end)
            return page_picture(quote, self._library.source(here.source_id), texts)
        except (UnknownDocumentError, IndexError, ValueError):
            return message(texts.reader_gone)
        except LibraryError:
            return message(texts.reader_failed)

    def check(self, data: object) -> str:
        """Whether a quotation still holds, in words."""
        texts, here = _texts(data), address_from(data)
        if here is None:
            return texts.reader_failed
        certificate = Certificate(here, str(asking.sent(data, "file")), str(asking.sent(data, "proof")))
        try:
            return texts.checked[check_again(certificate, self._library)]
        except LibraryError:
            return texts.reader_failed

    def list_documents(self, data: object) -> str:
        """Documents to choose from: those that were looked for, the first of many unless all are wanted."""
        find, choice = str(asking.sent(data, "find") or "")[:200], choice_from(asking.sent(data, "choice"))
        try:
            sources = self._library.sources()
        except LibraryError:
            return ""
        return str(listed(sources, _texts(data), choice, find=find, is_all=asking.sent(data, "is_all") is True))

    def next_questions(self, data: object) -> list[str] | None:
        """Questions to go on with that the documents answer; None for: ask again later."""
        questions = _strings(asking.sent(data, "questions"))[-MAX_QUESTIONS:]
        source_ids = _strings(asking.sent(data, "source_ids"))
        try:
            known = self._library.sizes(source_ids)
        except LibraryError:
            return []
        ids = [source_id for source_id in source_ids if source_id in known]
        return self._following.after(questions, ids, _strings(asking.sent(data, "shown"))) if questions and ids else []

    def quality(self, data: object) -> str:
        """The last evaluation, as it was kept."""
        return quality(read_quality(), _texts(data))

    def examples(self, data: object) -> str | None:
        """Questions to begin with, as markup; each has been asked and was answered. None for: ask again later."""
        texts = _texts(data)
        try:
            found = self._following.first(texts.examples)
        except LibraryError:
            found = ()
        return None if found is None else str(example_list(found, texts))

    def give_opinion(self, data: object) -> str:
        """Keep what a reader says of a reply, and tell them so."""
        texts, feedback = _texts(data), feedback_sent(data)
        if feedback is None:
            return texts.opinion["not_kept"]
        try:
            keep_feedback(self._library.folder, feedback)
        except (FeedbackFullError, OSError, Timeout):
            return texts.opinion["not_kept"]
        return texts.opinion["kept"]


def _texts(data: object) -> Texts:
    return texts_in(str(asking.sent(data, "language")))


def _strings(value: object) -> list[str]:
    return [each[:4000] for each in value[:100] if isinstance(each, str)] if isinstance(value, list) else []
