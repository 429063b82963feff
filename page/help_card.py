"""Help first: the guard's words with the numbers as links that dial or write, and a choice of country."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from markupsafe import Markup

from chat.guard import countries, finders
from page.markup import safe
from page.texts import Texts
from page.turn import Turn

_DIALLED = re.compile(r"[+*]?\d[\d\s().-]*\d")
_MESSAGE = re.compile(r"text (?P<word>\w+) to (?P<number>\d+)")


def help_card(turn: Turn, texts: Texts) -> Markup:
    """The message, calm and large, and the list of countries."""
    return Markup("<section class='cw-help' lang='{}'>{}{}</section>").format(
        safe(turn.reply.language), help_text(turn.reply.message), _countries(turn.country, texts)
    )


def help_text(message: str, marked: Mapping[str, str] = MappingProxyType({})) -> Markup:
    """The message as paragraphs and lists; a line that begins with a bullet is an item, and one among `marked` is of that language."""
    parts: list[Markup] = []
    items: list[Markup] = []
    for line in [*message.split("\n"), ""]:
        if line.startswith("• "):
            items.append(Markup("<li{}>{}</li>").format(_lang(marked, line), _with_numbers(line.removeprefix("• "))))
            continue
        if items:
            parts.append(Markup("<ul>{}</ul>").format(Markup("").join(items)))
            items = []
        if line.strip():
            parts.append(Markup("<p{}>{}</p>").format(_lang(marked, line), _with_numbers(line)))
    return Markup("").join(parts)


def _lang(marked: Mapping[str, str], line: str) -> Markup:
    return Markup(" lang='{}'").format(safe(marked[line])) if line in marked else Markup("")


def _with_numbers(line: str) -> Markup:
    """The line with the numbers and addresses we know as links that dial, write a message, or open the directory."""
    parts: list[Markup] = []
    position = 0
    for match in _known().finditer(line):
        shown = match.group()
        parts += [safe(line[position : match.start()]), Markup("<a href='{}'{}>{}</a>").format(*_way(shown), safe(shown))]
        position = match.end()
    return Markup("").join([*parts, safe(line[position:])])


def _way(shown: str) -> tuple[str, Markup]:
    """Where a link leads, and what else it needs."""
    if not shown[0].isdigit() and shown[0] not in "+*":
        return f"https://{shown.removeprefix('https://')}", Markup(" target='_blank' rel='noopener noreferrer'")
    dialled = re.sub(r"[^\d+*]", "", shown)
    word = _texted().get(dialled)
    return f"sms:{dialled}?&body={word}" if word else f"tel:{dialled}", Markup("")


@cache
def _known() -> re.Pattern[str]:
    """What helplines.toml holds: a number or an address that somebody typed never becomes a link."""
    stated = [match.group() for text in [*_stated(), *(country.emergency for country in countries())] for match in _DIALLED.finditer(text)]
    numbers = "|".join(map(re.escape, sorted(set(stated), key=len, reverse=True)))
    addresses = "|".join(re.escape(finder.url.removeprefix("https://")) for finder in finders())
    return re.compile(rf"(?<![\d+*])(?:{numbers})(?!\d)|(?:https://)?\b(?:{addresses})")


@cache
def _texted() -> Mapping[str, str]:
    """The word that is sent to each number that takes messages and no calls."""
    return {match["number"]: match["word"] for text in _stated() if (match := _MESSAGE.search(text))}


def _stated() -> list[str]:
    return [line.number for country in countries() for line in (*country.lines, *country.poison)]


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
