"""Helplines and emergency numbers by country, from helplines.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Helpline:
    """One way to reach a person."""

    organisation: str
    number: str  # as dialled in the country, with a word where it is texted
    hours: str  # "24/7" or as stated; "" if not known
    source: str  # the organisation's own site
    checked: str  # ISO date of the last comparison with the source, "" if not compared since it was written down


@dataclass(frozen=True, slots=True)
class Country:
    """A country's emergency number, helplines, and poison centre where we are sure of one."""

    code: str  # ISO 3166-1 alpha-2
    name: str
    emergency: str
    languages: tuple[str, ...]  # most spoken first
    lines: tuple[Helpline, ...]  # may be empty: then the international finder stands alone
    poison: tuple[Helpline, ...]


@dataclass(frozen=True, slots=True)
class Finder:
    """A directory that finds a helpline in any country."""

    organisation: str
    url: str


@cache
def finders() -> tuple[Finder, ...]:
    """International directories, best first."""
    return tuple(Finder(entry["organisation"], entry["url"]) for entry in _data()["finder"])


@cache
def countries() -> tuple[Country, ...]:
    """All countries in the file, by name."""
    return tuple(sorted((_country(entry) for entry in _data()["country"]), key=lambda country: country.name))


def find_country(code: str | None) -> Country | None:
    """The country with that code ("de", "DE") or of that browser language ("de-AT"); None where we know none."""
    wanted = (code or "").replace("_", "-").upper().rpartition("-")[2]
    return next((country for country in countries() if country.code == wanted), None)


def countries_speaking(language: str) -> tuple[Country, ...]:
    """Countries in which the language is the most spoken one, in the order of the file."""
    codes = [entry["code"] for entry in _data()["country"] if entry["languages"][0] == language]
    return tuple(country for code in codes if (country := find_country(code)) and country.lines)


def _data() -> Mapping[str, Any]:
    return tomllib.loads(files("chat.guard").joinpath("helplines.toml").read_text(encoding="utf-8"))


def _country(entry: Mapping[str, Any]) -> Country:
    return Country(
        code=entry["code"],
        name=entry["name"],
        emergency=entry["emergency"],
        languages=tuple(entry["languages"]),
        lines=tuple(Helpline(**line) for line in entry.get("line", ())),
        poison=tuple(Helpline(**line) for line in entry.get("poison", ())),
    )
