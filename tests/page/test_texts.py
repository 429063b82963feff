"""The page's words: the same in each language, and chosen by what a browser prefers."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from typing import Any

import pytest

from chat import fault_messages, messages
from chat.guard import guard
from chat.guard.rules import load_rules
from chat.reply import Route
from index import trouble
from index.document import SourceKind
from page.quality import in_chart, read_quality
from page.reason import reason
from page.said import said
from page.texts import Texts, languages, preferred, texts_in

ENGLISH_ONLY = {"examples"}  # questions in the documents' language
BY_ENGLISH = {"reasons", "figures"}  # the keys are the English words
OTHERS = [each for each in languages() if each != "en"]
BRACES = re.compile(r"\{\w+\}")


def read(language: str) -> dict[str, Any]:
    return tomllib.loads(files("page.texts").joinpath(f"{language}.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", OTHERS)
def test_each_language_has_each_text_with_the_same_places_to_fill(language: str) -> None:
    english, other = read("en"), read(language)
    assert set(english) - ENGLISH_ONLY == set(other)
    for name in other:
        pairs = {name: (english[name], other[name])}
        if name in BY_ENGLISH:
            continue
        if isinstance(english[name], dict):
            assert set(english[name]) == set(other[name])
            pairs = {key: (english[name][key], other[name][key]) for key in english[name]}
        for key, (mine, theirs) in pairs.items():
            assert sorted(BRACES.findall(str(mine))) == sorted(BRACES.findall(str(theirs))), key


def test_the_page_speaks_four_languages() -> None:
    assert languages() == ("de", "en", "es", "fr")


@pytest.mark.parametrize(
    ("header", "language"), [("de-AT,en;q=0.8", "de"), ("pt-BR,es;q=0.7,en;q=0.5", "es"), ("ja", "en"), ("", "en"), ("fr-CA", "fr")]
)
def test_the_first_language_of_the_browser_that_we_speak_is_taken(header: str, language: str) -> None:
    assert preferred(header) == language


@pytest.mark.parametrize("language", languages())
def test_each_kind_of_source_has_a_name(language: str) -> None:
    assert {kind.value for kind in SourceKind} <= set(texts_in(language).kinds)


def test_the_assistants_sentences_are_said_in_the_pages_language_and_nothing_else_is() -> None:
    german = texts_in("de")
    assert said(messages.ABSTAIN_FAR, german) == german.said["abstain_far"]
    assert said(messages.not_in_documents(["Wirkung"]), german) == "Nicht in Ihren Dokumenten: Wirkung"
    assert said(messages.CUT.format(n_chars=2000), german) == german.said["cut"].format(n=2000)
    assert said(f"Ich verstehe.\n\n{messages.GENERAL_ONLY}", german) == f"Ich verstehe.\n\n{german.said['general_only']}"
    assert said(f"{messages.FOR_A_CLINICIAN}\n• Is it safe?", german) == german.said["for_a_clinician"].format(rest="\n• Is it safe?")
    assert said("Most patients had relief.", german) == "Most patients had relief."
    assert all(said(sentence, texts_in("en")) for sentence in (messages.NOTICE, messages.ANSWER_ONE, messages.OTHER_LANGUAGE))


@pytest.mark.parametrize("language", languages())
def test_what_is_wrong_is_said_in_the_pages_language(language: str) -> None:
    texts = texts_in(language)
    stated = [words for module in (fault_messages, trouble) for name, words in vars(module).items() if name.isupper()]
    assert len(stated) > 5
    for words in stated:
        shown = said(f"{words}\n\n{fault_messages.NOT_ANSWERED}", texts)
        assert shown.endswith(texts.said["not_answered"])
        assert (words in shown) is (language == "en")


@pytest.mark.parametrize("language", OTHERS)
def test_every_reason_of_the_guards_rules_is_said_in_each_language(language: str) -> None:
    texts = texts_in(language)
    assert {rule.reason.removesuffix(".") for rule in load_rules()} - set(texts.reasons) == set()
    for route in set(Route) - {Route.ABSTAIN}:
        stated = guard._reason(route, 0.5)
        assert stated.partition(" (score")[0] in texts.reasons


def test_a_reason_keeps_its_rule_and_its_score() -> None:
    german = texts_in("de")
    assert reason("The message asks how much somebody should take (rule dose-1).", german) == (
        "Die Nachricht fragt, wie viel jemand nehmen soll (Regel dose-1)."
    )
    assert reason("Said earlier in this conversation. The wording is close to questions of fact (score 0.91).", german) == (
        "Bereits früher in diesem Gespräch gesagt. Die Worte ähneln Sachfragen (Wert 0.91)."
    )
    assert reason("Something new.", german) == "Something new."
    stated = "The wording is close to questions of fact (score 0.91)."
    assert reason(stated, texts_in("en")) == stated


@pytest.mark.parametrize("language", OTHERS)
def test_every_figure_of_the_quality_view_has_a_name_in_each_language(language: str) -> None:
    named = texts_in(language).figures
    for found in read_quality():
        labels = [found["title"], *(figure["label"] for figure in found["figures"].values())]
        assert [label for label in labels if label not in named] == []


@pytest.mark.parametrize("language", OTHERS)
def test_each_word_in_the_charts_is_said_in_each_language(language: str) -> None:
    texts = texts_in(language)
    drawn = {name: svg for found in read_quality() for name, svg in found["pictures"].items() if name != "confusion"}
    assert drawn
    written = {words for svg in drawn.values() for words in re.findall(r"<text[^>]*>([^<]+)</text>", svg)}
    numbers = re.compile(r"[\d%./]+")
    unknown = {words for words in {*drawn, *written} if not numbers.fullmatch(words) and not is_known(words, texts)}
    assert unknown == set()


def is_known(words: str, texts: Texts) -> bool:
    return re.sub(r"\d+(?:\.\d+)?%?", "{n}", words) in texts.charts


def test_numbers_in_charts_stay_what_they_are() -> None:
    assert in_chart("12 of 122", texts_in("de")) == "12 von 122"
    assert in_chart("70% of unanswerable silent,", texts_in("de")) == "70% der nicht beantwortbaren still,"
    assert in_chart("6/19", texts_in("de")) == "6/19"
