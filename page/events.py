"""What happens when a visitor does something: from what the browser sent to the new conversation and its markup."""

from __future__ import annotations

from datetime import UTC, datetime

import gradio as gr
from markupsafe import Markup

from index.errors import LibraryError
from page import asking, talk
from page.composer import composer, head
from page.documents import documents
from page.export import export_html, export_markdown
from page.markup import safe
from page.next_questions import NextQuestions
from page.permalink import Link, library_state, link_to, read_link
from page.texts import Texts, languages, preferred, texts_in
from page.turn import Turn

Turns = list[Turn]
COOKIE = "cw_language"


class Events:
    """The events of one page over one assistant. What is asked stays in the visitor's session and ends with it."""

    def __init__(self, assistant: asking.Asks, following: NextQuestions) -> None:
        self._assistant = assistant
        self._following = following

    def arrive(self, request: gr.Request) -> tuple[str, str, str, str]:
        """The page in the visitor's language: the one chosen before, else the browser's."""
        chosen = request.cookies.get(COOKIE, "")
        return self._dressed([], texts_in(chosen if chosen in languages() else preferred(request.headers.get("accept-language", ""))))

    def choose_language(self, turns: Turns, event: gr.EventData) -> tuple[str, str, str, str]:
        """The page in another language; the conversation stays."""
        return self._dressed(turns, self._texts(event))

    def list_documents(self, event: gr.EventData) -> str:
        """The documents to choose from, as they are now."""
        return documents(self._assistant.library.sources(), self._texts(event))

    def _dressed(self, turns: Turns, texts: Texts) -> tuple[str, str, str, str]:
        try:
            listed = documents(self._assistant.library.sources(), texts)
        except LibraryError:  # a question will say what is wrong, and help in danger needs no library
            listed = documents([], texts)
        return head(texts), self._conversation(turns, texts), composer(texts), listed

    def _conversation(self, turns: Turns, texts: Texts) -> str:
        try:
            examples = self._following.known_first()
        except LibraryError:
            examples = ()
        return talk.conversation(turns, texts, examples=examples, is_live=True)

    def ask(self, turns: Turns, event: gr.EventData, request: gr.Request) -> tuple[Turns, str]:
        """A question and its reply at the end of the conversation."""
        data, texts = event._data, self._texts(event)
        country = turns[-1].country if turns else asking.visitor_country(request.headers.get("accept-language", ""))
        question, chosen = str(asking.sent(data, "question") or ""), asking.chosen_documents(asking.sent(data, "source_ids"))
        with self._following.people.first():
            turns = asking.answered(self._assistant, turns, question, source_ids=chosen, country=country, texts=texts)
        return turns, talk.conversation(turns, texts)

    def change(self, turns: Turns, event: gr.EventData, request: gr.Request) -> tuple[Turns, str]:
        """The last reply for another country, a question without a carried word, or the conversation a link names."""
        with self._following.people.first():
            return self._changed(turns, event, request)

    def _changed(self, turns: Turns, event: gr.EventData, request: gr.Request) -> tuple[Turns, str]:
        data, texts = event._data, self._texts(event)
        if (fragment := asking.sent(data, "link")) is not None:
            return self._follow(read_link(fragment), asking.visitor_country(request.headers.get("accept-language", "")), texts)
        if isinstance(word := asking.sent(data, "word"), str):
            turns = asking.without_carried(self._assistant, turns, asking.whole_number(asking.sent(data, "turn")), word, texts)
        else:
            turns = asking.with_country(self._assistant, turns, asking.known_country(asking.sent(data, "country")), texts)
        return turns, talk.conversation(turns, texts)

    def _follow(self, link: Link | None, country: str | None, texts: Texts) -> tuple[Turns, str]:
        if link is None:
            return [], talk.from_elsewhere((), texts)
        if link.state != library_state(self._assistant.library):
            return [], talk.from_elsewhere([asked.question for asked in link.asked], texts)
        turns: Turns = []
        for asked in link.asked:
            turns = asking.answered(
                self._assistant, turns, asked.question, source_ids=asked.source_ids, country=country, texts=texts, kept=asked.kept
            )
        return turns, talk.conversation(turns, texts)

    def save(self, turns: Turns, event: gr.EventData) -> str:
        """The conversation as a file's text, or a link to it."""
        texts, what = self._texts(event), asking.sent(event._data, "what")
        today = datetime.now(UTC).astimezone().date()
        if what == "link":
            content = link_to(turns, self._assistant.library)
        else:
            content = export_markdown(turns, texts, on=today) if what == "md" else export_html(turns, texts, on=today)
        name = what if what in {"link", "md"} else "html"
        nonce = asking.whole_number(asking.sent(event._data, "nonce"))
        return str(Markup("<pre data-what='{}' data-nonce='{}'>{}</pre>").format(name, nonce, safe(content)))

    def start_again(self, event: gr.EventData) -> tuple[Turns, str]:
        """An empty conversation."""
        return [], self._conversation([], self._texts(event))

    @staticmethod
    def _texts(event: gr.EventData) -> Texts:
        return texts_in(str(asking.sent(event._data, "language")))
