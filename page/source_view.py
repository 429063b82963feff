"""The source beside the conversation: its text with the quotation marked, its outline, and ways on."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from urllib.parse import quote as percent_encoded
from urllib.parse import urlsplit

from markupsafe import Markup

from index.document import Block, Quote, Role, Source
from index.library import Library
from page.address import Address
from page.markup import in_english, named, safe, title_of
from page.quote_card import badge
from page.texts import DEFAULT_LANGUAGE, Texts

WHOLE_CHARS = 250_000  # a document up to this long is shown whole
PAGES_AROUND = 2  # else: pages shown before and after the quotation's own
FRAGMENT_WORDS = 5  # at each end of a quotation that a text fragment names
_CLASSES = {
    Role.PARAGRAPH: "cw-paragraph",
    Role.LIST_ITEM: "cw-item",
    Role.TABLE_ROW: "cw-row",
    Role.CAPTION: "cw-caption",
    Role.REFERENCE: "cw-aside",
    Role.BOILERPLATE: "cw-aside",
}


@dataclass(frozen=True, slots=True)
class Opened:
    """What is marked in an open document: the place that was opened, and the other quotations of the same reply."""

    here: Address
    matches: tuple[Address, ...]  # in reading order, `here` among them

    @property
    def number(self) -> int:
        """Which of the matches is open, from 0."""
        return self.matches.index(self.here)


def opened_at(here: Address, matches: Collection[Address]) -> Opened:
    """The place with the other matches of its document."""
    others = {match for match in matches if match.source_id == here.source_id and not _overlap(match, here)}
    return Opened(here, tuple(sorted({here, *others})))


def _overlap(first: Address, second: Address) -> bool:
    return first.page == second.page and first.start < second.end and second.start < first.end


def message(text: str) -> str:
    """What is said instead of a document."""
    return str(Markup("<p class='cw-gone' role='alert'>{}</p>").format(safe(text)))


def source_view(opened: Opened, library: Library, texts: Texts, *, around_page: int | None = None) -> str:
    """The document around the place; `around_page` shows another part of a long one.

    Raises: UnknownDocumentError if the document has been removed; IndexError, ValueError for a place that is not there.
    """
    here = opened.here
    with library.snapshot():
        source = library.source(here.source_id)
        pages, blocks = library.pages(here.source_id), library.blocks(here.source_id)
    quote = Quote(here.source_id, here.page, here.start, here.end, pages[here.page - 1])
    first, last = _shown(pages, around_page or here.page)
    return str(
        Markup(
            "<section class='cw-source' aria-labelledby='cw-source-title' data-number='{number}' data-matches='{matches}'>"
            "<div class='cw-source-bar'>"
            "<button type='button' class='cw-plain' data-back>← {back}</button>"
            "<button type='button' class='cw-plain' data-close>{close}<span aria-hidden='true'> ✕</span></button></div>"
            "<header><h2 id='cw-source-title' tabindex='-1' title='{name}'>{title}</h2>"
            "<p class='cw-provenance'>{badge}</p><p class='cw-place'>{details}</p>"
            "{review}<div class='cw-source-tools'>{views}{steps}{original}{outline}</div></header>"
            "<div class='cw-text{flowing}' lang='{language}' role='region' aria-labelledby='cw-source-title' tabindex='0'>{shown}</div>"
            "<div class='cw-picture' role='region' aria-labelledby='cw-source-title' tabindex='0' data-drawing='{drawing}' hidden></div>"
            "</section>"
        ).format(
            number=opened.number,
            matches=safe(json.dumps([[match.page, match.start, match.end] for match in opened.matches])),
            back=safe(texts.reader_back),
            close=safe(texts.reader_close),
            name=named(source.title),
            title=title_of(source),
            badge=badge(source, texts),
            details=safe(_details(source, texts)),
            review=Markup("<p class='cw-review'>{}</p>").format(in_english(source.review)) if source.review else "",
            views=_views(source, texts),
            steps=_steps(opened, texts),
            original=_original(source, quote, texts),
            outline=_outline(blocks, pages, source.language, texts),
            flowing=" cw-flowing" if is_pdf(source) else "",  # a line of a page ends where the paper did
            language=safe(source.language or "en"),
            drawing=safe(texts.reader_drawing),
            shown=Markup("").join(_page(number, pages, blocks, opened, texts) for number in range(first, last + 1)),
        )
    )


def _details(source: Source, texts: Texts) -> str:
    return " · ".join(part for part in (", ".join(source.authors), source.publisher, source.date or texts.undated) if part)


def _shown(pages: Sequence[str], page: int) -> tuple[int, int]:
    """The first and last page shown."""
    if sum(map(len, pages)) <= WHOLE_CHARS:
        return 1, len(pages)
    return max(1, page - PAGES_AROUND), min(len(pages), page + PAGES_AROUND)


def is_pdf(source: Source) -> bool:
    """Whether it was read as a PDF, whose pages can be drawn: what a file is called says nothing of what is in it."""
    return source.extractor.startswith("pdf/")


def _views(source: Source, texts: Texts) -> Markup:
    if not is_pdf(source):
        return Markup("")
    return Markup(
        "<span class='cw-switch' role='group'><button type='button' data-view-text aria-pressed='true'>{}</button>"
        "<button type='button' data-view-picture aria-pressed='false'>{}</button></span>"
    ).format(safe(texts.reader_text), safe(texts.reader_picture))


def _steps(opened: Opened, texts: Texts) -> Markup:
    """Ways to the matches before and after, where the reply quotes more than one place of the document."""
    if len(opened.matches) < 2:
        return Markup("")
    return Markup(
        "<span class='cw-steps'><button type='button' class='cw-step' data-step='-1' aria-label='{previous}' title='{previous}'{at_first}>"
        "‹</button><span>{count}</span>"
        "<button type='button' class='cw-step' data-step='1' aria-label='{following}' title='{following}'{at_last}>›</button></span>"
    ).format(
        previous=safe(texts.previous),
        following=safe(texts.following),
        count=safe(texts.match.format(n=opened.number + 1, of=len(opened.matches))),
        at_first=Markup(" disabled") if opened.number == 0 else "",
        at_last=Markup(" disabled") if opened.number == len(opened.matches) - 1 else "",
    )


def _original(source: Source, quote: Quote, texts: Texts) -> Markup:
    """A way to the document where it was published: browsers scroll to a text fragment of a web page."""
    address = source.url if urlsplit(source.url).scheme in {"http", "https"} else f"https://doi.org/{source.doi}" if source.doi else ""
    if not address:
        return Markup("")
    is_page = address == source.url and not urlsplit(address).fragment and not is_pdf(source)
    return Markup("<a class='cw-original' href='{}' target='_blank' rel='noopener noreferrer nofollow'>{} ↗</a>").format(
        safe(address + (text_fragment(quote.text) if is_page else "")), safe(texts.original if is_page else texts.original_plain)
    )


def text_fragment(text: str) -> str:
    """The part of an address by which browsers find these words on a page: "#:~:text=first%20words,last%20words".

    Source: https://wicg.github.io/scroll-to-text-fragment/ ; a comma, a dash and an ampersand in the words are percent-encoded.
    """
    words = text.split()
    ends = [words] if len(words) <= 2 * FRAGMENT_WORDS else [words[:FRAGMENT_WORDS], words[-FRAGMENT_WORDS:]]
    return "#:~:text=" + ",".join(percent_encoded(" ".join(part), safe="").replace("-", "%2D") for part in ends)


def _outline(blocks: Sequence[Block], pages: Sequence[str], language: str, texts: Texts) -> Markup:
    headings = [block for block in blocks if block.role is Role.HEADING]
    if len(headings) < 2:
        return Markup("")
    items = Markup("").join(
        Markup("<li class='cw-level-{}'><a href='#{}' data-section data-at='{}'>{}</a></li>").format(
            min(max(block.level, 1), 4),
            _anchor(block),
            block.page,
            safe(" ".join(pages[block.page - 1][block.start : block.end].split())),
        )
        for block in headings
    )
    return Markup(
        "<details class='cw-fold cw-outline' id='cw-outline'><summary>{0} <span>({2})</span></summary>"
        "<nav aria-label='{0}'><ul lang='{3}'>{1}</ul></nav></details>"
    ).format(safe(texts.sections), items, len(headings), safe(language or DEFAULT_LANGUAGE))


def _anchor(block: Block) -> str:
    return f"cw-s{block.page}-{block.start}"


def _page(number: int, pages: Sequence[str], blocks: Sequence[Block], opened: Opened, texts: Texts) -> Markup:
    text = pages[number - 1]
    own = [block for block in blocks if block.page == number]
    marks = [match for match in opened.matches if match.page == number]
    parts = Markup("").join(_block(block, text, marks, opened.here) for block in own) if own else _plain(text, marks, opened.here)
    label = Markup("<p class='cw-number'>{} {}</p>").format(safe(texts.page), number) if len(pages) > 1 else Markup("")
    return label + parts


def _block(block: Block, text: str, marks: Sequence[Address], here: Address) -> Markup:
    body = _marked(text, block.start, block.end, marks, here)
    if block.role is Role.HEADING:
        return Markup("<h3 class='cw-level-{}' id='{}' tabindex='-1'>{}</h3>").format(min(max(block.level, 1), 4), _anchor(block), body)
    return Markup("<p class='{}'>{}</p>").format(_CLASSES.get(block.role, ""), body)


def _plain(text: str, marks: Sequence[Address], here: Address) -> Markup:
    return Markup("<p>{}</p>").format(_marked(text, 0, len(text), marks, here))


def _marked(text: str, start: int, end: int, marks: Sequence[Address], here: Address) -> Markup:
    """The characters from start to end; those of matches in a mark, which runs on from block to block."""
    parts: list[Markup] = []
    position = start
    for mark in sorted(marks, key=lambda mark: (mark.start, mark != here)):
        first, last = max(position, mark.start), min(end, mark.end)
        if first >= last:
            continue
        identity = Markup(" id='cw-here'") if mark == here and start <= mark.start else Markup("")
        name = "cw-quoted" if mark == here else "cw-match"
        parts += [safe(text[position:first]), Markup("<mark class='{}'{}>{}</mark>").format(name, identity, safe(text[first:last]))]
        position = last
    return Markup("").join([*parts, safe(text[position:end])])
