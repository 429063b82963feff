"""What the guard says: help first, kindness before refusals. Plain text, never markup."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from chat.guard.helplines import Country, Helpline, countries_speaking, find_country, finders
from chat.guard.memory import memory_texts
from chat.guard.rules import UNDER_WAY
from chat.guard.verdict import Verdict
from chat.reply import Route

DEFAULT_LANGUAGE = "en"
# The rules for what is refused plainly, with nothing quoted beneath, and the text that says so.
REFUSED = {
    "advice-harm-to-others": "harm",
    "advice-harm-unnoticed": "harm",
    "advice-harm-drugging": "harm",
    "advice-harm-by-somebody": "harm",
    "advice-harm-given": "harm",
    "advice-harm-hidden": "harm",
    "advice-harm-languages": "harm",
    "advice-harm-by-meaning": "harm",
    "advice-forging": "deceit",
    "advice-to-get-high": "misuse",
    "advice-another-way-in": "misuse",
    "advice-making-drugs": "misuse",
    "advice-getting-it-by-deceit": "misuse",
    "advice-to-get-high-languages": "misuse",
    "advice-making-drugs-languages": "misuse",
    "advice-deceit-languages": "misuse",
}
MAX_COUNTRIES = 4  # whose lines are named where the country is not known


@cache
def texts(language: str) -> Mapping[str, str]:
    """The texts in a language; what it lacks, and a language we do not have, in English."""
    table: Mapping[str, Mapping[str, str]] = tomllib.loads(files("chat.guard").joinpath("texts.toml").read_text(encoding="utf-8"))
    return {**table[DEFAULT_LANGUAGE], **table.get(language, {})}


def languages() -> tuple[str, ...]:
    """Languages in which the help texts exist."""
    return tuple(tomllib.loads(files("chat.guard").joinpath("texts.toml").read_text(encoding="utf-8")))


def help_message(verdict: Verdict, *, country: str | None = None, language: str | None = None) -> str:
    """The text for crisis or emergency with the numbers of the country ("GB" or "en-GB"); several countries' where it is not known.

    Raises: ValueError for another route.
    """
    spoken = _short(language or verdict.language)
    words, place = texts(spoken), find_country(country)
    lines = _lines(place, spoken)
    emergency = place.emergency if place else words["emergency_unknown"]
    if verdict.route is Route.CRISIS:
        text = words["crisis_other" if verdict.about_other else "crisis"]
        return text.format(lines=lines, emergency=emergency, finder=finders()[0].url.removeprefix("https://"))
    if verdict.route is Route.EMERGENCY and verdict.about_animal:
        return words["emergency_animal"].format(emergency=emergency)
    if verdict.still is Route.EMERGENCY:
        return memory_texts(spoken)["again"].format(emergency=emergency, poison=_poison(place, words))
    if verdict.route is Route.EMERGENCY:
        text = words["emergency"].format(emergency=emergency, poison=_poison(place, words))
        return f"{text}\n{words['and_crisis'].format(lines=lines)}" if verdict.rule_id == UNDER_WAY else text
    raise ValueError(f"no help text for {verdict.route}; only for crisis and emergency")


def talk_after_danger(verdict: Verdict, *, country: str | None = None) -> str:
    """A short warm reply to small talk after a crisis or an emergency, with help still in sight.

    Raises: ValueError where no danger was told of before.
    """
    if verdict.still is None:
        raise ValueError("no danger was told of before; small talk has its own replies")
    spoken, place = _short(verdict.language), find_country(country)
    emergency = place.emergency if place else texts(spoken)["emergency_unknown"]
    key = "over" if verdict.still is Route.EMERGENCY else "recovered"
    return memory_texts(spoken)[key].format(emergency=emergency)


def help_in_sight(verdict: Verdict) -> str:
    """The line that an answer carries after a crisis; "" where it needs none."""
    return memory_texts(_short(verdict.language))["in_sight"] if verdict.still is Route.CRISIS else ""


def advice_message(verdict: Verdict, *, is_quoted: bool = False) -> str:
    """Why this assistant cannot say what is right in somebody's own case, and who can; and whom it is about, if something is quoted."""
    words = texts(_short(verdict.language))
    if verdict.rule_id in REFUSED:
        return words[REFUSED[verdict.rule_id]]
    key = "advice_other" if verdict.about_other else "advice"
    return "\n".join([words[key], *([words[f"{key}_general"]] if is_quoted else [])])


def foreign_message(verdict: Verdict, *, is_quoted: bool = False) -> str:
    """Why a question in another language is not answered, how it can be, and whether something near it is shown."""
    words = texts(_short(verdict.language))
    return "\n\n".join([words["search_reads_english"], *([words["nearest"]] if is_quoted else [])])


def _short(language: str) -> str:
    return language.replace("_", "-").partition("-")[0].lower()


def _lines(place: Country | None, language: str) -> str:
    if place:
        return "\n".join(f"• {_line(line)}" for line in place.lines) or f"• {finders()[0].url}"
    spoken = countries_speaking(language) or countries_speaking(DEFAULT_LANGUAGE)
    named: Sequence[str] = [f"• {country.name}: {_line(country.lines[0])}" for country in spoken[:MAX_COUNTRIES]]
    return "\n".join(named)


def _line(line: Helpline) -> str:
    return f"{line.organisation}: {line.number}" + (f" ({line.hours})" if line.hours else "")


def _poison(place: Country | None, words: Mapping[str, str]) -> str:
    if place and place.poison:
        return words["poison"].format(number=place.poison[0].number, organisation=place.poison[0].organisation)
    return words["poison_unknown"]
