"""What has been chosen, as a reply shows it: quotations with their records, labels, and what the short forms in them stand for."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from chat.choose import Chosen
from chat.guard import flags_of
from chat.meanings import Explained, Ledgers
from chat.quote import columns_of, header_apart, table_rows
from chat.reply import QuotedPassage
from chat.understand import Lexicon
from index.document import SECTION_JOINER, Quote, Role, Source, SourceKind
from index.library import Library


@dataclass(frozen=True, slots=True)
class Shown:
    """What one reply may show: of all documents of a library, or of `source_ids` alone."""

    library: Library
    lexicon: Lexicon
    sources: Mapping[str, Source]
    source_ids: Collection[str] | None = None
    explained: Explained = field(init=False)

    def __post_init__(self) -> None:
        explained = Explained(self.library, self.lexicon, self.sources, Ledgers(self.library), self.source_ids)
        object.__setattr__(self, "explained", explained)

    def quoted(self, chosen: Sequence[Chosen]) -> tuple[QuotedPassage, ...]:
        """These as quotations."""
        return tuple(map(self._quotation, chosen))

    def is_seller(self, source_id: str) -> bool:
        """Whether a document sells what it writes about."""
        return self.sources[source_id].kind is SourceKind.CLINIC_PAGE

    def _quotation(self, item: Chosen) -> QuotedPassage:
        span = item.span
        page_text = self.library.pages(span.source_id)[span.page - 1]
        quote = Quote(span.source_id, span.page, span.start, span.end, page_text)
        source = self.sources[span.source_id]
        return QuotedPassage(
            quote,
            source,
            # of a row that is quoted without the header of its table, that is the innermost
            section=SECTION_JOINER.join(filter(None, (item.evidence.hit.passage.section, header_apart(item.evidence, span)))),
            line=page_text.count("\n", 0, span.start) + 1,
            score=item.evidence.probability,
            flags=_flags(quote, item.evidence.sentence.role, is_commercial=self.is_seller(span.source_id)),
            meanings=self.explained.within(quote.text, span.source_id),
            rows=table_rows(item.evidence, span),
            columns=columns_of(item.evidence, span),
        )


def _flags(quote: Quote, role: Role, *, is_commercial: bool) -> tuple[str, ...]:
    """The labels of a quote: what rules see in its words, and whether it stands in a table."""
    in_table = ("table",) if role is Role.TABLE_ROW else ()
    return (*flags_of(quote.text, is_commercial=is_commercial), *in_table)
