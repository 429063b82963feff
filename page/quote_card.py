"""A quotation as a card: its words, where they stand, what to notice, and what can be done with it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from markupsafe import Markup

from chat.reply import QuotedPassage
from index.document import SECTION_JOINER, Source
from index.table_headers import BETWEEN_CELLS
from page.address import attributes
from page.around import Around, around
from page.certificate import quote_hash
from page.markup import in_language, safe, title_of
from page.meanings import with_names_explained
from page.reference import place, reference, section
from page.texts import Texts


def quote_card(quoted: QuotedPassage, key: str, stems: Collection[str], texts: Texts) -> Markup:
    """The card; `key` names the quotation on this page."""
    beside = around(quoted.quote)
    return Markup(
        "<figure class='cw-card cw-kind-{kind}' id='cw-card-{key}' data-key='{key}' {address}>{words}"
        "<figcaption>{provenance}{flags}</figcaption><div class='cw-actions'>"
        "<button type='button' class='cw-show' data-quote='{key}'>{show}<span class='cw-sr'>: {title}</span></button>{around}"
        "<button type='button' class='cw-plain' data-copy='{copied}' data-done='{done}'>{copy}</button>"
        "<button type='button' class='cw-plain' data-toggle='cw-certificate-{key}' aria-expanded='false'>{certificate}</button></div>"
        "{proof}</figure>"
    ).format(
        kind=quoted.source.kind.value,
        key=key,
        address=attributes(quoted.quote),
        words=words(quoted, key, stems, beside, texts),
        provenance=provenance(quoted, texts),
        flags=flags(quoted.flags, texts),
        show=safe(texts.show),
        title=title_of(quoted.source),
        copied=safe(f"“{quoted.quote.text}”\n— {reference(quoted, texts)}"),
        done=safe(texts.copied),
        copy=safe(texts.copy),
        around=around_button(key, beside, texts),
        certificate=safe(texts.certificate),
        proof=_certificate(quoted, key, texts),
    )


def badge(source: Source, texts: Texts) -> Markup:
    """The kind in words; the colour only repeats them."""
    return Markup("<span class='cw-badge cw-badge-{}'>{}</span>").format(source.kind.value, safe(texts.kinds[source.kind.value]))


def provenance(quoted: QuotedPassage, texts: Texts) -> Markup:
    """The line that says whose words these are: kind, title, section, place, date."""
    source, heading = quoted.source, section(quoted)
    if quoted.rows and heading.endswith(columns := BETWEEN_CELLS.join(quoted.columns)):  # they stand above the cells
        heading = heading.removesuffix(columns).removesuffix(SECTION_JOINER)
    details = [safe(place(quoted, texts)), safe(source.date or texts.undated)]
    if heading:
        details.insert(0, in_language(heading, source.language))
    return Markup("<p class='cw-provenance'>{} <cite>{}</cite></p><p class='cw-place'>{}</p>").format(
        badge(source, texts), title_of(source), Markup(" · ").join(details)
    )


def flags(labels: Sequence[str], texts: Texts) -> Markup:
    """What rules saw in the quotation's words."""
    items = Markup("").join(Markup("<li>{}</li>").format(safe(texts.flags.get(label, label))) for label in labels)
    return Markup("<ul class='cw-flags'>{}</ul>").format(items) if labels else Markup("")


def words(quoted: QuotedPassage, key: str, stems: Collection[str], beside: Around, texts: Texts) -> Markup:
    """The quotation, its neighbours beside it, and what short forms in it stand for, hidden until they are asked for."""
    if quoted.rows:
        shown, notes = rows(quoted, key, stems, texts)
        frame = Markup("<blockquote lang='{}'><div id='cw-around-{}'>{}{}{}</div></blockquote>{}")
    else:
        shown, notes = with_names_explained(quoted.quote.text, stems, quoted.meanings, key, texts)
        frame = Markup("<blockquote lang='{}'><p id='cw-around-{}'>{}<span class='cw-words'>{}</span>{}</p></blockquote>{}")
    near = Markup("<span class='cw-near' hidden>{}</span>")
    return frame.format(
        safe(quoted.source.language or "en"),
        key,
        near.format(safe(f"{beside.before} ")) if beside.before else "",
        shown,
        near.format(safe(f" {beside.after}")) if beside.after else "",
        notes,
    )


def rows(quoted: QuotedPassage, key: str, stems: Collection[str], texts: Texts) -> tuple[Markup, Markup]:
    """Rows of a table as a table beneath what heads their cells, and the notes on short forms in them."""
    is_own = quoted.rows[0] == quoted.columns  # else its header stands further up and is told beside them
    table = [quoted.columns, *quoted.rows[is_own:]]
    left, notes, lines = list(quoted.meanings), Markup(""), []
    for line, row in enumerate(table):
        cell = Markup("<td>{}</td>") if line else Markup("<th scope='col'>{}</th>")
        cells = []
        for number, text in enumerate(row):
            shown, told = with_names_explained(text, stems, left, f"{key}-{line}-{number}", texts)
            explained = {int(number) for number in re.findall(rf"id='cw-note-{key}-{line}-{number}-(\d+)'", told)}
            left = [meaning for number, meaning in enumerate(left) if number not in explained]  # where each stands first is enough
            notes += told
            cells.append(cell.format(shown))
        lines.append(Markup("<tr>{}</tr>").format(Markup(" ").join(cells)))
    head = Markup("<thead{}>{}</thead>").format(Markup("" if is_own else " class='cw-beside'"), lines[0]) if quoted.columns else ""
    return Markup(
        "<div class='cw-rows' tabindex='0' role='group' aria-label='{}'>"
        "<table class='cw-words' data-words='{}'>{}<tbody>{}</tbody></table></div>"
    ).format(safe(texts.flags["table"]), safe(quoted.quote.text), head, Markup("").join(lines[1:])), notes


def around_button(key: str, beside: Around, texts: Texts) -> Markup:
    """Shows the neighbours and hides them again, where there are any."""
    if not (beside.before or beside.after):
        return Markup("")
    return Markup("<button type='button' class='cw-plain' data-around='cw-around-{}' aria-expanded='false'>{}</button>").format(
        key, safe(texts.around)
    )


def _certificate(quoted: QuotedPassage, key: str, texts: Texts) -> Markup:
    quote, source = quoted.quote, quoted.source
    proof = quote_hash(quote)
    rows = [
        (texts.certificate_file, source.file_name or source.source_id),
        (texts.certificate_place, f"{texts.page} {quote.page}, {texts.characters} {quote.start}–{quote.end}"),
        (texts.certificate_extractor, source.extractor or "?"),
        (texts.certificate_hash, source.sha256 or "?"),
        (texts.certificate_quote, proof),
    ]
    return Markup(
        "<div class='cw-certificate' id='cw-certificate-{0}' hidden><dl>{1}</dl>"
        "<p><button type='button' class='cw-show' data-check='{0}' data-file='{2}' data-proof='{3}' data-checking='{4}'>{5}</button> "
        "<span class='cw-checked' role='status'></span></p></div>"
    ).format(
        key,
        Markup("").join(Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(safe(name), safe(value)) for name, value in rows),
        safe(source.sha256),
        proof,
        safe(texts.checking),
        safe(texts.check),
    )
