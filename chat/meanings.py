"""What the short forms and brands in a text stand for, told by the documents: by the text's own document where it says so."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from itertools import chain

from chat.reply import Meaning
from chat.understand import Lexicon
from index.abbreviations import Abbreviation
from index.document import Source
from index.library import Library
from index.reflow import reflow

_WRITTEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9/&+.-]*[A-Za-z0-9]")
_PLURAL = "s"  # "SSRIs"


def meanings(
    text: str,
    library: Library,
    lexicon: Lexicon,
    sources: Mapping[str, Source],
    source_id: str = "",
    source_ids: Collection[str] | None = None,
) -> tuple[Meaning, ...]:
    """What names in `text` stand for, in the order in which they stand there; nothing of a name whose long form stands there too.

    The document `source_id`, which the text is from, is asked first; then the one of the library that first says what most say,
    if it is among `source_ids`, where these are given.
    """
    own = _by_name(library.abbreviations(source_id)) if source_id else {}
    folded, found = text.casefold(), dict[str, Meaning]()
    for written in dict.fromkeys(_WRITTEN.findall(text)):
        names = (written, written.removesuffix(_PLURAL))
        known = chain(((name, own.get(name)) for name in names), ((name, _elsewhere(name, library, lexicon, source_ids)) for name in names))
        name, entry = next(((name, entry) for name, entry in known if entry), (written, None))
        if entry is not None and name not in found and reflow(entry.long).casefold() not in folded:
            told = library.quote(entry.source_id, entry.page, entry.start, entry.end)
            found[name] = Meaning(name, reflow(entry.long), told, sources[entry.source_id])
    return tuple(found.values())


def _by_name(ledger: list[Abbreviation]) -> dict[str, Abbreviation]:
    return {entry.short: entry for entry in reversed(ledger)}


def _elsewhere(name: str, library: Library, lexicon: Lexicon, source_ids: Collection[str] | None) -> Abbreviation | None:
    """Where the library first says what most of its documents say that this short form stands for."""
    long = "" if name.islower() else lexicon.names.get(name, "")
    told_in = lexicon.told_in.get((name, long.casefold()))
    if told_in is None or (source_ids is not None and told_in not in source_ids):
        return None
    ledger = library.abbreviations(told_in)
    return next((entry for entry in ledger if entry.short == name and entry.long.casefold() == long.casefold()), None)
