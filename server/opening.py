"""The assistant while its models are still being read: that takes as long as making the page, and both are done at the same time."""

from __future__ import annotations

import threading
from collections.abc import Collection, Sequence
from concurrent.futures import Future
from pathlib import Path

from chat.answer import Assistant
from chat.reply import Reply
from index.library import Library


class Opening:
    """An assistant over the library in a folder, which is there at once. Raises: LibraryError if the library cannot be opened."""

    def __init__(self, folder: Path) -> None:
        self.library = Library.open(folder)
        self._assistant: Future[Assistant] = Future()
        threading.Thread(target=self._open, name="opening", daemon=True).start()

    def _open(self) -> None:
        try:
            self._assistant.set_result(Assistant.over(self.library))
        except BaseException as error:  # whoever waits is told
            self._assistant.set_exception(error)

    def wait(self) -> None:
        """Return when it can answer. Raises: LibraryError if it never will."""
        self._assistant.result()

    def reply(self, turns: Sequence[str], *, source_ids: Collection[str] | None = None, country: str | None = None) -> Reply:
        """The answer to the last of the turns."""
        return self._assistant.result().reply(turns, source_ids=source_ids, country=country)
