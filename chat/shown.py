"""What has been chosen, as a reply shows it: quotations with their records, labels, and what the short forms in them stand for."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from chat.choose import Chosen
from chat.guard import flags_of
from chat.meanings import meanings
from chat.reply import Meaning, QuotedPassage
from chat.understand import Lexicon
from index.document import Quote, Role, Source, SourceKind
from index.library import Library


@dataclass(frozen=True, slots=True)
class Shown:
    """What one reply may show: of all documents of a library, or of `source_ids` alone."""

    library: Library
    lexicon: Lexicon
    sources: Mapping[str, Source]
    source_ids: Collection[str] | None = None

    def quoted(self, chosen: Sequence[Chosen]) -> tuple[QuotedPassage, ...]:
        """These as quotations."""
        return tuple(map(self._quotation, chosen))

    def meanings(self, text: str, source_id: str = "") -> tuple[Meaning, ...]:
        """What short forms in a text, of this document, stand for."""
        return meanings(text, self.library, self.lexicon, self.sources, source_id, self.source_ids)

    def _quotation(self, item: Chosen) -> QuotedPassage:
        span = item.span
        page_text = self.library.pages(span.source_id)[span.page - 1]
        quote = Quote(span.source_id, span.page, span.start, span.end, page_text)
        source = self.sources[span.source_id]
        return QuotedPassage(
            quote,
            source,
            section=item.evidence.hit.passage.section,
            line=page_text.count("\n", 0, span.start) + 1,
            score=item.evidence.probability,
            flags=_flags(quote, source, item.evidence.sentence.role),
            meanings=self.meanings(quote.text, span.source_id),
        )


def _flags(quote: Quote, source: Source, role: Role) -> tuple[str, ...]:
    """The labels of a quote: what rules see in its words, and whether it stands in a table."""
    in_table = ("table",) if role is Role.TABLE_ROW else ()
    return (*flags_of(quote.text, is_commercial=source.kind is SourceKind.CLINIC_PAGE), *in_table)
