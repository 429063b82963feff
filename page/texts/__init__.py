"""The page's own words, one file a language. Documents and quotations stay in theirs."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

DEFAULT_LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Texts:
    """Every word of ours on the page. Braces are filled in."""

    language: str
    language_name: str
    tagline: str
    notice: str
    skip: str
    nav: str
    nav_ask: str
    nav_library: str
    nav_quality: str
    language_label: str
    language_note: str
    ask_label: str
    ask_hint: str
    ask: str
    empty: str
    to_answer: str
    clear: str
    save: str
    save_markdown: str
    link: str
    link_copied: str
    slow: str
    one_at_a_time: str
    getting_ready: str
    not_ready_yet: str
    still_searching: str
    unanswered: str
    ask_again: str
    searching: str
    welcome_title: str
    welcome: str
    examples_title: str
    examples: tuple[str, ...]
    asked: str
    related: str
    general: str
    why: str
    why_score: str
    why_rule: str
    why_earlier: str
    why_rule_id: str
    why_score_id: str
    why_filter: str
    carried: str
    carried_remove: str
    next: str
    show: str
    copy: str
    copied: str
    around: str
    certificate: str
    certificate_file: str
    certificate_hash: str
    certificate_extractor: str
    certificate_place: str
    certificate_quote: str
    check: str
    checking: str
    differ_title: str
    differ_note: str
    differ_numbers: str
    differ_direction: str
    differ_strength: str
    differ_above: str
    differ_more: str
    country: str
    country_any: str
    documents: str
    documents_hint: str
    documents_kinds: str
    documents_chosen: str
    documents_all: str
    documents_everything: str
    documents_nothing: str
    reader: str
    reader_close: str
    reader_back: str
    reader_gone: str
    reader_failed: str
    reader_text: str
    reader_picture: str
    reader_drawing: str
    reader_picture_alt: str
    reader_picture_unmarked: str
    reader_picture_changed: str
    reader_picture_missing: str
    reader_picture_failed: str
    original: str
    original_plain: str
    sections: str
    previous: str
    following: str
    match: str
    page: str
    line: str
    undated: str
    characters: str
    notices: str
    one_quote: str
    quotes: str
    failed: str
    link_other: str
    link_bad: str
    export_title: str
    export_note: str
    export_references: str
    export_date: str
    no_connection: str
    limits: tuple[str, ...]
    said: dict[str, str]
    checked: dict[str, str]  # by what a check of a quotation found
    library: dict[str, str]
    status: dict[str, str]
    quality: dict[str, str]
    charts: dict[str, str]  # by the evaluation's English words
    opinion: dict[str, str]
    routes: dict[str, str]
    kinds: dict[str, str]
    flags: dict[str, str]
    reasons: dict[str, str]  # by the guard's English sentence; none in English
    figures: dict[str, str]  # by the evaluation's English label; none in English


@cache
def texts_in(language: str) -> Texts:
    """The words in a language; English ones where it lacks any, and for a language we do not have."""
    english = _read(DEFAULT_LANGUAGE)
    words = english | (_read(language) if language in languages() else {})
    for name, value in english.items():
        if isinstance(value, dict):
            words[name] = value | words[name]
        elif isinstance(value, list):
            words[name] = tuple(words[name])
    return Texts(**words)


@cache
def languages() -> tuple[str, ...]:
    """The languages the page speaks."""
    return tuple(sorted(entry.name.removesuffix(".toml") for entry in files("page.texts").iterdir() if entry.name.endswith(".toml")))


def preferred(accept_language: str) -> str:
    """The first language of a browser's list that the page speaks: "de-AT,en;q=0.8" → "de"."""
    for entry in accept_language.split(","):
        short = entry.partition(";")[0].strip().partition("-")[0].lower()
        if short in languages():
            return short
    return DEFAULT_LANGUAGE


def _read(language: str) -> dict[str, Any]:
    return tomllib.loads(files("page.texts").joinpath(f"{language}.toml").read_text(encoding="utf-8"))
