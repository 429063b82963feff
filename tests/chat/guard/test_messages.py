from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from chat.guard import Verdict, advice_message, countries, find_country, finders, harm, help_message, smalltalk_message
from chat.guard.messages import REFUSED, languages
from chat.guard.rules import load_rules
from chat.reply import Route

REQUIRED = {"en", "es", "fr", "de", "pt", "it", "hi", "zh"}


def verdict(route: Route, *, language: str = "en", about_other: bool = False, rule_id: str | None = None) -> Verdict:
    return Verdict(route, "because.", rule_id, 1.0, about_other, language, True)


def test_the_help_texts_speak_the_languages_asked_for() -> None:
    assert set(languages()) >= REQUIRED


@pytest.mark.parametrize("language", sorted(REQUIRED))
@pytest.mark.parametrize("route", [Route.CRISIS, Route.EMERGENCY])
@pytest.mark.parametrize("country", [None, "GB", "de-AT", "hi-IN", "TR", "zz", "nonsense"])
def test_every_help_text_names_a_way_to_reach_somebody(language: str, route: Route, country: str | None) -> None:
    text = help_message(verdict(route, language=language), country=country)
    assert re.search(r"\d{2,}|findahelpline", text)
    assert "{" not in text


def test_help_in_britain_names_the_samaritans() -> None:
    assert "116 123" in help_message(verdict(Route.CRISIS), country="en-GB")


def test_a_country_without_a_known_line_gets_the_international_finder() -> None:
    assert "findahelpline.com" in help_message(verdict(Route.CRISIS), country="TR")


def test_the_worried_friend_is_spoken_to() -> None:
    own, other = (help_message(verdict(Route.CRISIS, about_other=flag)) for flag in (False, True))
    assert "Thank you for looking out for them" in other
    assert "Thank you for looking out for them" not in own


def test_an_attempt_under_way_names_ambulance_and_helpline() -> None:
    text = help_message(verdict(Route.EMERGENCY, rule_id="emergency-attempt-under-way"), country="US")
    assert "911" in text
    assert "988" in text
    assert "1-800-222-1222" in text


def test_an_animal_in_danger_is_sent_to_the_vet_and_a_person_is_not() -> None:
    person = verdict(Route.EMERGENCY)
    animal = replace(person, about_animal=True)
    assert "vet" in help_message(animal, country="GB")
    assert "999" in help_message(animal, country="GB")
    assert "vet" not in help_message(person, country="GB")


@pytest.mark.parametrize(
    ("rule_id", "says"),
    [
        ("advice-harm-to-others", "can't help with hurting"),
        ("advice-harm-unnoticed", "can't help with hurting"),
        ("advice-harm-drugging", "can't help with hurting"),
        ("advice-forging", "can't help with forging"),
        ("advice-to-get-high", "in a way it isn't meant for"),
    ],
)
def test_harm_deceit_and_misuse_are_refused_plainly_whatever_was_found(rule_id: str, says: str) -> None:
    asked = verdict(Route.PERSONAL_ADVICE, rule_id=rule_id, about_other=True)
    assert advice_message(asked) == advice_message(asked, is_quoted=True)
    assert says in advice_message(asked)
    assert "kind of you" not in advice_message(asked)


@pytest.mark.parametrize("language", sorted(REQUIRED - {"en"}))
@pytest.mark.parametrize("rule_id", ["advice-harm-languages", "advice-forging", "advice-to-get-high-languages"])
def test_who_is_refused_is_told_so_in_their_language(language: str, rule_id: str) -> None:
    own, english = (advice_message(verdict(Route.PERSONAL_ADVICE, rule_id=rule_id, language=code)) for code in (language, "en"))
    assert own != english
    assert own != advice_message(verdict(Route.PERSONAL_ADVICE, language=language))


@pytest.mark.parametrize("language", sorted(REQUIRED - {"en"}))
def test_an_animal_in_danger_is_sent_to_the_vet_in_each_language(language: str) -> None:
    animal = replace(verdict(Route.EMERGENCY, language=language), about_animal=True)
    text = help_message(animal, country="IN")
    assert "112" in text
    assert text != help_message(replace(animal, language="en"), country="IN")


def test_every_rule_whose_messages_are_refused_exists() -> None:
    assert set(REFUSED) <= {rule.rule_id for rule in load_rules()} | {harm.RULE_ID}


@pytest.mark.parametrize("route", [Route.ANSWER, Route.SMALLTALK, Route.PERSONAL_ADVICE])
def test_other_routes_have_no_help_text(route: Route) -> None:
    with pytest.raises(ValueError, match="no help text"):
        help_message(verdict(route))


@pytest.mark.parametrize("language", [*sorted(REQUIRED), "sv", "xx"])
def test_advice_is_refused_kindly_in_every_language(language: str) -> None:
    assert len(advice_message(verdict(Route.PERSONAL_ADVICE, language=language))) > 80


@pytest.mark.parametrize("about_other", [False, True])
@pytest.mark.parametrize("language", [*sorted(REQUIRED), "xx"])
def test_quotes_are_spoken_of_only_where_there_are_any(language: str, about_other: bool) -> None:
    asked = verdict(Route.PERSONAL_ADVICE, language=language, about_other=about_other)
    alone, quoted = advice_message(asked), advice_message(asked, is_quoted=True)
    assert quoted.startswith(f"{alone}\n") and len(quoted) > len(alone) + 20
    assert "\n" not in alone


@pytest.mark.parametrize("language", sorted(REQUIRED))
@pytest.mark.parametrize("say", [advice_message, help_message])
def test_who_asks_for_somebody_else_is_spoken_to_in_each_language(language: str, say: Callable[[Verdict], str]) -> None:
    route = Route.PERSONAL_ADVICE if say is advice_message else Route.CRISIS
    own, other, english = (say(verdict(route, language=a, about_other=b)) for a, b in ((language, False), (language, True), ("en", True)))
    assert own != other
    assert (other == english) is (language == "en")


def test_there_are_enough_countries_each_with_an_emergency_number_and_a_source() -> None:
    assert sum(bool(country.lines) for country in countries()) >= 25
    for country in countries():
        assert re.fullmatch(r"\d{2,5}(?: / \d{2,5})*", country.emergency), country.code
        assert re.fullmatch(r"[A-Z]{2}", country.code)
        for line in (*country.lines, *country.poison):
            assert re.search(r"\d", line.number)
            assert line.source.startswith("https://")
            assert date.fromisoformat(line.checked) >= date(2026, 11, 1)


def test_countries_are_found_by_code_and_by_browser_language() -> None:
    assert find_country("de-CH") == find_country("ch") == find_country("CH")
    assert find_country("") is None
    assert find_country(None) is None
    assert len(finders()) >= 2


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ("hi", "Hello"),
        ("thanks!", "welcome"),
        ("Which documents do you have?", "A review"),
        ("are you a real doctor or a robot", "not a doctor"),
        ("my gran passed away this morning", "sorry"),
        ("do you store what i type", "not logged"),
        ("are you a crisis line", "findahelpline.com"),
        ("im so tired of this pain", "so hard right now"),
        ("another bad night, everything hurts", "so hard right now"),
        ("why me", "so hard right now"),
        ("nobody believes me", "so hard right now"),
        ("i feel so alone with this", "so hard right now"),
        ("i hate this illness", "so hard right now"),
        ("that's a fair answer", "Ask me something"),
        ("leave me alone now", "Ask me something"),
        ("are you a doctor", "not a doctor"),
    ],
)
def test_small_talk_gets_a_fitting_reply(message: str, words: str) -> None:
    assert words in smalltalk_message([message], verdict(Route.SMALLTALK), ["A review", "A leaflet"])


def test_small_talk_about_an_empty_library_says_so() -> None:
    assert "empty" in smalltalk_message(["which documents do you have"], verdict(Route.SMALLTALK), [])


def test_small_talk_in_another_language_names_the_documents() -> None:
    assert "A review" in smalltalk_message(["hola"], verdict(Route.SMALLTALK, language="es"), ["A review"])


@pytest.mark.parametrize(
    ("message", "language", "words"),
    [
        ("muchas gracias", "es", "De nada"),
        ("merci, à la prochaine, bonne nuit", "fr", "Au revoir"),
        ("gute Nacht", "de", "Auf Wiedersehen"),
        ("minha avó faleceu ontem", "pt", "Sinto muito"),
        ("che giornata, sono sfinita", "it", "pesante"),
        ("shukriya", "hi", "स्वागत"),
        ("好快啊，真棒", "zh", "高兴"),
        ("teşekkürler", "tr", "You're welcome"),
        ("спокойной ночи", "ru", "Goodbye"),
    ],
)
def test_thanks_farewells_and_losses_are_answered_as_such_in_other_languages(message: str, language: str, words: str) -> None:
    reply = smalltalk_message([message], verdict(Route.SMALLTALK, language=language), ["A review"])
    assert words in reply
    assert "A review" not in reply
