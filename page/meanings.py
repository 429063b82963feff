"""Short forms and brands in a text: underlined, and what they stand for in a note beside it, which meanings.js shows and hides."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from markupsafe import Markup

from chat.reply import Meaning
from page.address import attributes
from page.markup import safe, title_of, with_words_marked
from page.texts import DEFAULT_LANGUAGE, Texts


def with_names_marked(text: str, stems: Collection[str], meanings: Sequence[Meaning], key: str) -> Markup:
    """The text with asked words lightly marked, and underlined where each of these names stands first; `key` names the text."""
    parts: list[Markup] = []
    position = 0
    for start, end, number in sorted(_places(text, meanings)):
        if start < position:
            continue
        parts += [
            with_words_marked(text[position:start], stems),
            Markup(
                "<span class='cw-short' role='button' tabindex='0' aria-expanded='false' data-note='{0}' aria-describedby='{0}-means'>"
                "{1}</span>"
            ).format(_note_id(key, number), with_words_marked(text[start:end], stems)),
        ]
        position = end
    return Markup("").join([*parts, with_words_marked(text[position:], stems)])


def notes(meanings: Sequence[Meaning], key: str, texts: Texts) -> Markup:
    """What the names stand for, each with the words that say so and a way to where these stand; hidden until asked for."""
    return Markup("").join(
        Markup(
            "<div class='cw-told' id='{note}' {address} hidden><p id='{note}-means' lang='{language}'><b>{name}</b> {stands_for}</p>"
            "<p class='cw-told-by'><q lang='{language}'>{words}</q> <cite>{title}</cite></p>"
            "<button type='button' class='cw-plain' data-quote='{note}'>{show}</button></div>"
        ).format(
            note=_note_id(key, number),
            address=attributes(meaning.quote),
            language=safe(meaning.source.language or DEFAULT_LANGUAGE),
            name=safe(meaning.name),
            stands_for=safe(meaning.stands_for),
            words=safe(meaning.quote.text),
            title=title_of(meaning.source),
            show=safe(texts.show),
        )
        for number, meaning in enumerate(meanings)
    )


def _note_id(key: str, number: int) -> str:
    return f"cw-note-{key}-{number}"


def _places(text: str, meanings: Sequence[Meaning]) -> list[tuple[int, int, int]]:
    found = ((number, re.search(rf"(?<![^\W_]){re.escape(one.name)}(?=s?(?![^\W_]))", text)) for number, one in enumerate(meanings))
    return [(match.start(), match.end(), number) for number, match in found if match]
