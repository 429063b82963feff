"""Help first: the guard's words with the numbers as links that dial, and a choice of country."""

from __future__ import annotations

import re
from functools import cache

from markupsafe import Markup

from chat.guard import countries
from page.markup import safe
from page.texts import Texts
from page.turn import Turn

_DIALLED = re.compile(r"\+?\d[\d\s().-]*\d")


def help_card(turn: Turn, texts: Texts) -> Markup:
    """The message, calm and large, and the list of countries."""
    return Markup("<section class='cw-help' lang='{}'>{}{}</section>").format(
        safe(turn.reply.language), help_text(turn.reply.message), _countries(turn.country, texts)
    )


def help_text(message: str) -> Markup:
    """The message as paragraphs and lists; a line that begins with a bullet is an item."""
    parts: list[Markup] = []
    items: list[Markup] = []
    for line in [*message.split("\n"), ""]:
        if line.startswith("• "):
            items.append(Markup("<li>{}</li>").format(_with_numbers(line.removeprefix("• "))))
            continue
        if items:
            parts.append(Markup("<ul>{}</ul>").format(Markup("").join(items)))
            items = []
        if line.strip():
            parts.append(Markup("<p>{}</p>").format(_with_numbers(line)))
    return Markup("").join(parts)


def _with_numbers(line: str) -> Markup:
    """The line with the numbers we know as links that dial."""
    parts: list[Markup] = []
    position = 0
    for match in _known_numbers().finditer(line):
        dialled = re.sub(r"[^\d+]", "", match.group())
        parts += [safe(line[position : match.start()]), Markup("<a href='tel:{}'>{}</a>").format(dialled, safe(match.group()))]
        position = match.end()
    return Markup("").join([*parts, safe(line[position:])])


@cache
def _known_numbers() -> re.Pattern[str]:
    """Numbers of helplines.toml only: a number that somebody typed never becomes a link."""
    lines = [line.number for country in countries() for line in (*country.lines, *country.poison)]
    stated = [match.group() for text in [*lines, *(country.emergency for country in countries())] for match in _DIALLED.finditer(text)]
    return re.compile(r"(?<![\d+])(?:" + "|".join(map(re.escape, sorted(set(stated), key=len, reverse=True))) + r")(?!\d)")


def _countries(chosen: str | None, texts: Texts) -> Markup:
    options = Markup("").join(
        Markup("<option value='{}'{}>{}</option>").format(
            country.code, Markup(" selected") if country.code == chosen else "", safe(country.name)
        )
        for country in countries()
    )
    return Markup("<p class='cw-country'><label>{} <select data-country><option value=''>{}</option>{}</select></label></p>").format(
        safe(texts.country), safe(texts.country_any), options
    )
