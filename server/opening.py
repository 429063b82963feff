"""The assistant while its models are still being read: whoever opens the page need not wait for them, only their first question does."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path

from chat.answer import Assistant
from chat.reply import Reply
from index.errors import LibraryError
from index.library import Library

STILL_OPENING = "The models are still being read."
_FIRST = "What is described here?"  # asked of itself: word lists are read for a first question, which takes a tenth of a second more


class Opening:
    """An assistant over the library in a folder, which is there at once. Raises: LibraryError if the library cannot be opened."""

    def __init__(self, folder: Path) -> None:
        self.library = Library.open(folder)
        self._assistant: Future[Assistant] = Future()

    def begin(self, opened: Callable[[], None]) -> None:
        """Read the models in a thread of its own, and call `opened` there when that is done, well or not."""
        threading.Thread(target=self._open, args=(opened,), name="opening", daemon=True).start()

    def _open(self, opened: Callable[[], None]) -> None:
        try:
            assistant = Assistant.over(self.library)
        except BaseException as error:  # whoever waits is told
            self._assistant.set_exception(error)
        else:
            self._assistant.set_result(assistant)
            with suppress(LibraryError):  # whoever asks is told
                assistant.reply([_FIRST])
        opened()

    @property
    def error(self) -> BaseException | None:
        """Why it never will answer; None as far as is known yet."""
        return self._assistant.exception() if self._assistant.done() else None

    def not_yet(self) -> str:
        """Why it does not answer at once, in plain words; "" if it does."""
        return "" if self._assistant.done() else STILL_OPENING

    def reply(self, turns: Sequence[str], *, source_ids: Collection[str] | None = None, country: str | None = None) -> Reply:
        """The answer to the last of the turns."""
        return self._assistant.result().reply(turns, source_ids=source_ids, country=country)

    def help_first(self, turns: Sequence[str]) -> Reply | None:
        """What somebody in danger is told, before anything is searched; None where nobody is in danger."""
        return self._assistant.result().help_first(turns)
