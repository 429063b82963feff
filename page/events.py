"""What happens when a visitor does something: from what the browser sent to the new conversation and its markup."""

from __future__ import annotations

from datetime import UTC, datetime

import gradio as gr
from markupsafe import Markup

from index.errors import LibraryError
from page import asking, talk
from page.choice import EVERYTHING, choice_from, chosen
from page.dressed import Dressing, Parts
from page.export import export_html, export_markdown
from page.markup import safe
from page.permalink import Link, library_state, link_to, read_link
from page.standing import Standing
from page.texts import Texts, texts_in
from page.turn import Turn

Turns = list[Turn]


class Events:
    """The events of one page over one assistant. What is asked stays in the visitor's session and ends with it."""

    def __init__(self, assistant: asking.Asks, dressing: Dressing, standing: Standing) -> None:
        self._assistant = assistant
        self._dressing = dressing
        self._standing = standing

    def choose_language(self, turns: Turns, event: gr.EventData) -> Parts:
        """The page in another language; the conversation stays."""
        return self._dressing.parts(turns, self._texts(event), nonce=_nonce(event))

    def list_documents(self, event: gr.EventData) -> str:
        """The documents to choose from, as they are now."""
        return self._dressing.documents(self._texts(event))

    def ask(self, turns: Turns, event: gr.EventData, request: gr.Request) -> tuple[Turns, str]:
        """A question and its reply at the end of the conversation."""
        data, texts = event._data, self._texts(event)
        country = turns[-1].country if turns else asking.visitor_country(request.headers.get("accept-language", ""))
        question, source_ids = str(asking.sent(data, "question") or ""), self._chosen(asking.sent(data, "choice"))
        with self._standing.under_way(_nonce(event)):
            after = asking.answered(self._assistant, turns, question, source_ids=source_ids, country=country, texts=texts)
        return after, self._drawn(turns, after, event)

    def _chosen(self, sent: object) -> tuple[str, ...] | None:
        choice = choice_from(sent)
        if choice == EVERYTHING:
            return None
        try:
            return chosen(choice, self._assistant.library.sources())
        except LibraryError:  # the question will say what is wrong
            return None

    def change(self, turns: Turns, event: gr.EventData, request: gr.Request) -> tuple[Turns, str]:
        """The last reply for another country, a question without a carried word, or the conversation a link names."""
        with self._standing.under_way(_nonce(event)):
            return self._changed(turns, event, request)

    def _changed(self, turns: Turns, event: gr.EventData, request: gr.Request) -> tuple[Turns, str]:
        data, texts, nonce = event._data, self._texts(event), _nonce(event)
        if (fragment := asking.sent(data, "link")) is not None:
            country = asking.visitor_country(request.headers.get("accept-language", ""))
            return self._follow(read_link(fragment), country, texts, nonce=nonce)
        if isinstance(word := asking.sent(data, "word"), str):
            after = asking.without_carried(self._assistant, turns, asking.whole_number(asking.sent(data, "turn")), word, texts)
        else:
            after = asking.with_country(self._assistant, turns, asking.known_country(asking.sent(data, "country")), texts)
        return after, self._drawn(turns, after, event)

    def _drawn(self, before: Turns, after: Turns, event: gr.EventData) -> str:
        """The turns that the browser has not drawn as they are."""
        only = talk.changed(before, after, asking.whole_number(asking.sent(event._data, "drawn")))
        return talk.conversation(after, self._texts(event), nonce=_nonce(event), only=only)

    def _follow(self, link: Link | None, country: str | None, texts: Texts, *, nonce: int) -> tuple[Turns, str]:
        if link is None:
            return [], talk.from_elsewhere((), texts, nonce=nonce)
        if link.state != library_state(self._assistant.library):
            return [], talk.from_elsewhere([asked.question for asked in link.asked], texts, nonce=nonce)
        turns: Turns = []
        for asked in link.asked:
            turns = asking.answered(
                self._assistant, turns, asked.question, source_ids=asked.source_ids, country=country, texts=texts, kept=asked.kept
            )
        return turns, talk.conversation(turns, texts, nonce=nonce)

    def save(self, turns: Turns, event: gr.EventData) -> str:
        """The conversation as a file's text, or a link to it."""
        texts, what = self._texts(event), asking.sent(event._data, "what")
        today = datetime.now(UTC).astimezone().date()
        if what == "link":
            content = link_to(turns, self._assistant.library)
        else:
            content = export_markdown(turns, texts, on=today) if what == "md" else export_html(turns, texts, on=today)
        name = what if what in {"link", "md"} else "html"
        return str(Markup("<pre data-what='{}' data-nonce='{}'>{}</pre>").format(name, _nonce(event), safe(content)))

    def start_again(self, event: gr.EventData) -> tuple[Turns, str]:
        """An empty conversation."""
        return [], self._dressing.talk([], self._texts(event), nonce=_nonce(event))

    @staticmethod
    def _texts(event: gr.EventData) -> Texts:
        return texts_in(str(asking.sent(event._data, "language")))


def _nonce(event: gr.EventData) -> int:
    """The number of the browser's request. It stands in the markup, by which the browser knows that this one is done."""
    return asking.whole_number(asking.sent(event._data, "nonce"))
