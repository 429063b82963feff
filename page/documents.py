"""The list of the library's documents, each with a box that leaves it out of the search, and a box for each kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from markupsafe import Markup

from index.document import Source, SourceKind
from page.markup import safe
from page.quote_card import badge
from page.texts import Texts


def documents(sources: Sequence[Source], texts: Texts) -> str:
    """The list."""
    return str(
        Markup(
            "<section class='cw-documents' lang='{lang}' aria-labelledby='cw-documents-title' data-count='{count}'>"
            "<h2 id='cw-documents-title'>{title}</h2><p>{hint}</p>{kinds}<ul>{items}</ul><p class='cw-chosen' role='status'></p></section>"
        ).format(
            lang=texts.language,
            count=safe(texts.documents_chosen),
            title=safe(texts.documents),
            hint=safe(texts.documents_hint if sources else texts.library["empty"]),
            kinds=_kinds(sources, texts),
            items=Markup("").join(_item(source, texts) for source in sources),
        )
    )


def _item(source: Source, texts: Texts) -> Markup:
    return Markup(
        "<li><label><input type='checkbox' checked data-source='{}' data-kind='{}'>"
        "<span><cite>{}</cite>{}<span class='cw-place'>{}</span></span></label></li>"
    ).format(safe(source.source_id), source.kind.value, safe(source.title), badge(source, texts), safe(_details(source, texts)))


def _kinds(sources: Sequence[Source], texts: Texts) -> Markup:
    """A box for each kind, where there is more than one."""
    found = Counter(source.kind for source in sources)
    if len(found) < 2:
        return Markup("")
    boxes = Markup("").join(
        Markup("<label class='cw-kind-choice'><input type='checkbox' checked data-all='{}'><span>{} ({})</span></label>").format(
            kind.value, safe(texts.kinds[kind.value]), found[kind]
        )
        for kind in SourceKind
        if found[kind]
    )
    return Markup("<fieldset class='cw-kinds'><legend>{}</legend>{}</fieldset>").format(safe(texts.documents_kinds), boxes)


def _details(source: Source, texts: Texts) -> str:
    return " · ".join(part for part in (", ".join(source.authors), source.publisher, source.date or texts.undated) if part)
