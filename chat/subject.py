"""Whether all documents of a library have one subject, as those about one illness do: "it" is the subject then."""

from __future__ import annotations

from collections.abc import Mapping

from chat.conversation import names
from index.library import Library

_SHARE = 1 / 3  # of the passages, with their headings and titles, hold the word that names the subject


def is_of_one_subject(library: Library, n_documents: Mapping[str, int]) -> bool:
    """Whether a word that names a matter stands in every document and in much of the library.

    `n_documents` tells of each of the library's words how many documents hold it.
    """
    most = max(n_documents.values(), default=0)
    if most < library.counts().n_documents:
        return False
    shared = (word for word, n in n_documents.items() if n == most and names(word))
    return most == 1 or any(_frequency(word, library) >= _SHARE * library.n_passages for word in shared)


def _frequency(word: str, library: Library) -> int:
    return min((library.document_frequency(form) for form in library.words(word)), default=0)
