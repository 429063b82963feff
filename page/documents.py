"""The list of the library's documents, each with a box that leaves it out of the search, and a box for each kind.

Of many only the first are drawn: the others are found by words of their records, or shown on demand.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence

from markupsafe import Markup

from index.document import Source, SourceKind
from page.choice import EVERYTHING, Choice
from page.markup import safe, title_of
from page.quote_card import badge
from page.texts import Texts

N_SHOWN = 50
N_AT_A_GLANCE = 8  # more are looked for by words of their records


def documents(sources: Sequence[Source], texts: Texts) -> str:
    """The whole section."""
    kinds = Counter(source.kind for source in sources)
    return str(
        Markup(
            "<section class='cw-documents' lang='{lang}' aria-labelledby='cw-documents-title' data-count='{count}' data-kinds='{counts}'>"
            "<h2 id='cw-documents-title' tabindex='-1'>{title}</h2><p>{hint}</p>{kinds}{find}<div class='cw-listed'>{listed}</div>"
            "<p class='cw-chosen' role='status'></p>"
            "<p class='cw-all'><button type='button' class='cw-plain' data-everything hidden>{everything}</button>{nothing}</p></section>"
        ).format(
            lang=texts.language,
            count=safe(texts.documents_chosen),
            counts=safe(json.dumps({kind.value: n for kind, n in kinds.items()})),
            title=safe(texts.documents),
            hint=safe(texts.documents_hint if sources else texts.library["empty"]),
            kinds=_kinds(kinds, texts),
            find=_find(texts) if len(sources) > N_AT_A_GLANCE else "",
            listed=listed(sources, texts),
            everything=safe(texts.documents_everything),
            nothing=Markup("<button type='button' class='cw-plain' data-nothing>{}</button>").format(safe(texts.documents_nothing))
            if len(sources) > 1
            else "",
        )
    )


def listed(sources: Sequence[Source], texts: Texts, choice: Choice = EVERYTHING, *, find: str = "", is_all: bool = False) -> Markup:
    """The documents whose records hold all words of `find`: those that were chosen singly first, then by title."""
    words = find.casefold().split()
    found = sorted(
        (source for source in sources if all(word in searched(source) for word in words)),
        key=lambda source: (source.source_id not in choice.flipped, source.title.casefold(), source.source_id),
    )
    shown = found if is_all else found[:N_SHOWN]
    known = sorted(source.source_id for source in sources if source.source_id in choice.flipped)
    more = Markup("<button type='button' class='cw-plain' data-show-all>{}</button>").format(
        safe(texts.documents_all.format(n=len(found), shown=len(shown)))
    )
    return Markup("<ul data-flipped='{}'>{}</ul>{}{}").format(
        safe(json.dumps(known)),
        Markup("").join(_item(source, texts, is_in=choice.holds(source)) for source in shown),
        more if len(shown) < len(found) else "",
        Markup("<p role='status'>{}</p>").format(safe(texts.library["none_found"])) if sources and not found else "",
    )


def searched(source: Source) -> str:
    """What of a document's record words are looked for in."""
    return f"{source.title} {' '.join(source.authors)} {source.publisher} {source.file_name}".casefold()


def _find(texts: Texts) -> Markup:
    return Markup("<div class='cw-find'><label>{} <input type='search' data-find-document autocomplete='off'></label></div>").format(
        safe(texts.library["find"])
    )


def _item(source: Source, texts: Texts, *, is_in: bool) -> Markup:
    return Markup(
        "<li><label><input type='checkbox'{} data-source='{}' data-kind='{}'>"
        "<span><cite>{}</cite>{}<span class='cw-place'>{}</span></span></label></li>"
    ).format(
        Markup(" checked") if is_in else "",
        safe(source.source_id),
        source.kind.value,
        title_of(source),
        badge(source, texts),
        safe(_details(source, texts)),
    )


def _kinds(kinds: Counter[SourceKind], texts: Texts) -> Markup:
    """A box for each kind, where there is more than one."""
    if len(kinds) < 2:
        return Markup("")
    boxes = Markup("").join(
        Markup("<label class='cw-kind-choice'><input type='checkbox' checked data-all='{}'><span>{} ({})</span></label>").format(
            kind.value, safe(texts.kinds[kind.value]), kinds[kind]
        )
        for kind in SourceKind
        if kinds[kind]
    )
    return Markup("<fieldset class='cw-kinds'><legend>{}</legend>{}</fieldset>").format(safe(texts.documents_kinds), boxes)


def _details(source: Source, texts: Texts) -> str:
    return " · ".join(part for part in (", ".join(source.authors), source.publisher, source.date or texts.undated) if part)
