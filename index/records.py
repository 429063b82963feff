"""Documents' records by id, each read when it is first asked for: a library may hold a hundred thousand, and a reply names ten."""

from __future__ import annotations

from index.document import Source
from index.library import Library


class Records(dict[str, Source]):
    """Of one library, as long as a reply is worked on. Look records up; what has not been asked for is not counted or listed."""

    def __init__(self, library: Library) -> None:
        super().__init__()
        self._library = library

    def __missing__(self, source_id: str) -> Source:
        """Raises: UnknownDocumentError."""
        source = self[source_id] = self._library.source(source_id)
        return source
