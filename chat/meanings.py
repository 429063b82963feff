"""What the short forms and brands in a text stand for, told by the documents: by the text's own document where it says so."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from chat.reply import Meaning
from chat.understand import Lexicon
from index.abbreviations import Abbreviation
from index.document import Source
from index.errors import UnknownDocumentError
from index.library import Library
from index.reflow import reflow

_WRITTEN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9/&+.-]*[A-Za-z0-9+])?")
_PART = re.compile(r"[-/]")
_PLURAL = "s"  # "SSRIs"


class Ledgers(dict[str, Mapping[str, Abbreviation]]):
    """What documents of one library say of short forms, by id, each read when it is first asked for."""

    def __init__(self, library: Library) -> None:
        super().__init__()
        self._library = library

    def __missing__(self, source_id: str) -> Mapping[str, Abbreviation]:
        """The first entry of each short form; none of a document that is gone."""
        try:
            entries: Sequence[Abbreviation] = self._library.abbreviations(source_id)
        except UnknownDocumentError:
            entries = ()
        ledger = self[source_id] = {entry.short: entry for entry in reversed(entries)}
        return ledger


@dataclass(frozen=True, slots=True)
class Explained:
    """Names explained in one reply, by the documents of a library, or by `source_ids` alone."""

    library: Library
    lexicon: Lexicon
    sources: Mapping[str, Source]
    ledgers: Ledgers
    source_ids: Collection[str] | None = None

    def names(self, names: Iterable[str], source_id: str = "") -> tuple[Meaning, ...]:
        """What these stand for: as the document `source_id` says, else as the first does that says what most say."""
        found = {}
        for name in names:
            entry = self.ledgers[source_id].get(name) if source_id else None
            if entry := entry or self._elsewhere(name):
                told = self.library.quote(entry.source_id, entry.page, entry.start, entry.end)
                found[name] = Meaning(name, reflow(entry.long), told, self.sources[entry.source_id])
        return tuple(found.values())

    def within(self, text: str, source_id: str) -> tuple[Meaning, ...]:
        """What names in a text of this document stand for, as they come; nothing of one whose long form stands there too."""
        folded, found = text.casefold(), dict[str, Meaning]()
        for tried in self._tried(text, source_id):
            own = [name for name in tried if name in self.ledgers[source_id]]
            for meaning in self.names((own or tried), source_id)[:1]:
                if meaning.stands_for.casefold() not in folded:
                    found.setdefault(meaning.name, meaning)
        return tuple(found.values())

    def _tried(self, text: str, source_id: str) -> Iterator[Sequence[str]]:
        """What could be a name, each with the forms in which it may be known: "SSRIs" is "SSRI", "CI-based" of a CI."""
        yield from ([name] for name in self.ledgers[source_id] if " " in name and name in text)  # "Motrin IB"
        for written in dict.fromkeys(_WRITTEN.findall(text)):
            yield [written, written.removesuffix(_PLURAL)]
            yield from ([part, part.removesuffix(_PLURAL)] for part in _PART.split(written) if part != written)

    def _elsewhere(self, name: str) -> Abbreviation | None:
        told_in = "" if name.islower() else self.lexicon.told_in.get(name, "")
        return self.ledgers[told_in].get(name) if told_in and (self.source_ids is None or told_in in self.source_ids) else None
