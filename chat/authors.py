"""Names of those who wrote the documents: they stand in a document's record, and often nowhere in its text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

from index.library import Library

_MIN_NAME = 3  # letters; shorter ones are initials

Authors = Callable[[Iterable[str]], frozenset[str]]  # of analysed words, those that the library knows only as an author's name


def nobody(_: Iterable[str]) -> frozenset[str]:
    """Where no record names an author."""
    return frozenset()


def authors_of(library: Library) -> Authors:
    """Look among the authors of a library's documents; its records are read when the first word that no text holds is asked for."""

    @cache
    def names() -> frozenset[str]:
        return frozenset(name for source in library.sources() for author in source.authors for name in library.words(author))

    def authors(words: Iterable[str]) -> frozenset[str]:
        strange = frozenset(word for word in words if len(word) >= _MIN_NAME and not library.document_frequency(word))
        return strange & names() if strange else strange

    return authors
