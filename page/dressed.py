"""The page as it is sent to each visitor: in their language, with the documents and the questions to begin with of now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from starlette.requests import Request

from index.errors import LibraryError
from page.asking import Asks
from page.composer import composer, head
from page.documents import documents
from page.next_questions import NextQuestions
from page.talk import conversation
from page.texts import DEFAULT_LANGUAGE, Texts, languages, preferred, texts_in
from page.turn import Turn

COOKIE = "cw_language"


class Parts(NamedTuple):
    """The parts of the page that hold words in the visitor's language from the start."""

    top: str
    talk: str
    form: str
    documents: str


class Dressing:
    """Dresses the page over one assistant."""

    def __init__(self, assistant: Asks, following: NextQuestions) -> None:
        self._assistant = assistant
        self._following = following
        self.as_built = self.parts([], texts_in(DEFAULT_LANGUAGE))  # what Gradio's page holds, to be put in the place of

    def for_visitor(self, request: Request) -> Mapping[str, str]:
        """What stands in the page as built, and what this visitor gets in its place."""
        return dict(zip(self.as_built, self.parts([], texts_in(_language(request))), strict=True))

    def parts(self, turns: Sequence[Turn], texts: Texts, *, nonce: int = 0) -> Parts:
        """The parts with this conversation in them."""
        return Parts(head(texts), self.talk(turns, texts, nonce=nonce), composer(texts), self.documents(texts))

    def talk(self, turns: Sequence[Turn], texts: Texts, *, nonce: int) -> str:
        """The conversation; before its first question, questions to begin with, if some are known already."""
        try:
            examples = self._following.known_first()
        except LibraryError:
            examples = ()
        return conversation(turns, texts, examples=examples, nonce=nonce)

    def documents(self, texts: Texts) -> str:
        """The documents to choose from."""
        try:
            return documents(self._assistant.library.sources(), texts)
        except LibraryError:  # a question will say what is wrong, and help in danger needs no library
            return documents([], texts)


def _language(request: Request) -> str:
    """The language chosen before, else the browser's."""
    chosen = request.cookies.get(COOKIE, "")
    return chosen if chosen in languages() else preferred(request.headers.get("accept-language", ""))
