"""Short forms and brands in a text: underlined, and what they stand for in a note beside it, which meanings.js shows and hides."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from markupsafe import Markup

from chat.reply import Meaning
from page.address import attributes
from page.markup import safe, title_of, with_words_marked
from page.texts import DEFAULT_LANGUAGE, Texts


def with_names_explained(
    text: str, stems: Collection[str], meanings: Sequence[Meaning], key: str, texts: Texts, *, as_typed: bool = False
) -> tuple[Markup, Markup]:
    """The text with asked words lightly marked and each of these names underlined where it stands first, and the names' notes.

    `key` names the text on the page. as_typed: people leave capitals out.
    """
    parts: list[Markup] = []
    position, explained = 0, set[int]()
    for start, end, number in _places(text, meanings, re.IGNORECASE if as_typed else re.NOFLAG):
        if start < position or number in explained:
            continue
        parts += [
            with_words_marked(text[position:start], stems),
            Markup(
                "<span class='cw-short' role='button' tabindex='0' aria-expanded='false' data-note='{0}' aria-describedby='{0}-means'>"
                "{1}</span>"
            ).format(_note_id(key, number), with_words_marked(text[start:end], stems)),
        ]
        position = end
        explained.add(number)
    notes = (_note(meanings[number], _note_id(key, number), texts) for number in sorted(explained))
    return Markup("").join([*parts, with_words_marked(text[position:], stems)]), Markup("").join(notes)


def _note(meaning: Meaning, note_id: str, texts: Texts) -> Markup:
    """What a name stands for, the words that say so and a way to where these stand; hidden until asked for."""
    return Markup(
        "<div class='cw-told' id='{note}' {address} hidden><p id='{note}-means' lang='{language}'><b>{name}</b> {stands_for}</p>"
        "<p class='cw-told-by'><q lang='{language}'>{words}</q> <cite>{title}</cite></p>"
        "<button type='button' class='cw-plain' data-quote='{note}'>{show}</button></div>"
    ).format(
        note=note_id,
        address=attributes(meaning.quote),
        language=safe(meaning.source.language or DEFAULT_LANGUAGE),
        name=safe(meaning.name),
        stands_for=safe(meaning.stands_for),
        words=safe(meaning.quote.text),
        title=title_of(meaning.source),
        show=safe(texts.show),
    )


def _note_id(key: str, number: int) -> str:
    return f"cw-note-{key}-{number}"


def _places(text: str, meanings: Sequence[Meaning], how: re.RegexFlag) -> list[tuple[int, int, int]]:
    """All places of all names as they come, the longer first: "FIQ-R" is no FIQ."""
    found = (
        (match.start(), match.end(), number)
        for number, meaning in enumerate(meanings)
        for match in re.finditer(rf"(?<![^\W_]){re.escape(meaning.name)}(?=s?(?![^\W_]))", text, how)
    )
    return sorted(found, key=lambda place: (place[0], -place[1]))
