"""What is wrong, in plain words for somebody who did not install this; and a watch that logs when it begins and ends."""

from __future__ import annotations

import errno
import logging
import threading
from collections.abc import Collection, Sequence

from chat import fault_messages, messages
from chat.reply import Reply, Route
from index.errors import (
    EncoderError,
    LibraryBusyError,
    LibraryCorruptError,
    LibraryError,
    LibraryFullError,
    LibraryLockedError,
    LibraryNotFoundError,
    LibraryUnreachableError,
    ManifestMismatchError,
    UnknownDocumentError,
)
from index.library import Library
from server.programs import Asks

_LOG = logging.getLogger(__name__)
_WORDS: tuple[tuple[type[LibraryError], str], ...] = (
    (UnknownDocumentError, fault_messages.UNKNOWN_DOCUMENT),
    (LibraryNotFoundError, fault_messages.LIBRARY_GONE),
    (LibraryCorruptError, fault_messages.LIBRARY_DAMAGED),
    (LibraryBusyError, fault_messages.LIBRARY_BUSY),
    (LibraryUnreachableError, fault_messages.LIBRARY_UNREACHABLE),
    (LibraryLockedError, fault_messages.LIBRARY_LOCKED),
    (LibraryFullError, fault_messages.LIBRARY_FULL),
    (ManifestMismatchError, fault_messages.OF_ANOTHER_VERSION),
    (EncoderError, fault_messages.NO_MODEL),
)


def trouble_of(error: BaseException) -> str:
    """A sentence for whoever asked."""
    for kind, words in _WORDS:
        if isinstance(error, kind):
            return words
    if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return fault_messages.DISK_FULL
    return fault_messages.FAILED


class Told:
    """An assistant that answers trouble with the library in plain words, so that a visitor's page says what is wrong.

    Somebody in danger is helped all the same: that needs no library.
    """

    def __init__(self, assistant: Asks) -> None:
        self._assistant = assistant
        self.library = assistant.library

    def reply(self, turns: Sequence[str], *, source_ids: Collection[str] | None = None, country: str | None = None) -> Reply:
        """The answer, or what is wrong."""
        try:
            return self._assistant.reply(turns, source_ids=source_ids, country=country)
        except (LibraryError, OSError) as error:
            _LOG.error("a question was not answered: %s", type(error).__name__)
            message = f"{trouble_of(error)}\n\n{fault_messages.NOT_ANSWERED}"
            return Reply(Route.ABSTAIN, message, notices=(messages.standing_notice(is_quoted=False),))


class Watch:
    """Looks whether the library can be read, and logs when that changes: what broke, and that it is whole again."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._lock = threading.Lock()
        self._trouble = ""

    def __call__(self) -> str:
        """What is wrong now, in plain words; "" if nothing is."""
        try:
            self._library.counts()
        except (LibraryError, OSError) as error:
            trouble, details = trouble_of(error), str(error)
        else:
            trouble, details = "", ""
        with self._lock:
            if trouble != self._trouble:
                self._trouble = trouble
                _LOG.error("not answering: %s", details) if trouble else _LOG.info("answering again: the library can be read")
        return trouble
