"""Names of medicines, supplements, illnesses and treatments in a text, and words that look like one."""

from __future__ import annotations

import tomllib

import pytest

from chat.things import FILE, things_in


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("does morphine make me sleepy", ("morphine",)),
        ("is it safe with Tylenol and PROZAC?", ("Tylenol", "PROZAC")),
        ("why was sodium oxybate stopped", ("sodium oxybate",)),
        ("vitamin D or vitamin-b12 and zinc", ("vitamin-b12", "vitamin D", "zinc")),
        ("gestational diabetes after type 2 diabetes", ("gestational diabetes", "type 2 diabetes")),
        ("my migraines, allergies and two psychoses", ("migraines", "psychoses")),
        ("crohns disease runs in the family", ("crohns disease",)),
        ("Crohn’s, or Crohn disease", ("Crohn disease", "Crohn’s")),
        ("does St. John's Wort or st johns wort help", ("St. John's Wort", "st johns wort")),
        ("what of Ménière's disease", ("Ménière's disease",)),
        ("anaemia or anemia", ("anaemia", "anemia")),
        ("ME/CFS, long-covid and covid-19", ("long-covid", "covid-19", "ME/CFS")),
        ("Ketamine first, then ketamine again", ("Ketamine",)),
        ("lithium-induced tremor", ("lithium",)),
        ("does AIDS make it worse", ("AIDS",)),
        ("chemo, or von Willebrand's disease", ("von Willebrand's disease", "chemo")),
    ],
)
def test_names_are_found_as_they_stand_longest_first(text: str, names: tuple[str, ...]) -> None:
    found = things_in(text)
    assert set(found) == set(names)
    assert list(map(len, found)) == sorted(map(len, names), reverse=True)


@pytest.mark.parametrize(
    "text",
    [
        "does the cold make my pain and fatigue worse under stress",
        "what aids sleep, and do hearing aids matter",
        "WHAT AIDS SLEEP",
        "how many ms did Ms Parkinson wait",
        "was there ST depression, or respiratory depression",
        "during the Great Depression",
        "is a lithium battery allowed on board",
        "do calcium channel blockers lower it",
        "which antidepressants, opioids, steroids or vaccines were allowed",
        "the vitamin. D was the fourth group",
        "did he hive off the part that lupine seeds fill",
        "sodium and water",
        "are you well versed in it",
        "what was the stroke volume",
        "the walk at Lyme Regis, on an MS Teams call",
        "a pet can scan the room",
        "",
    ],
)
def test_words_that_only_look_like_a_name_are_none(text: str) -> None:
    assert things_in(text) == ()


def test_a_name_inside_a_longer_one_is_not_told_apart() -> None:
    assert things_in("postnatal depression") == ("postnatal depression",)
    assert things_in("depression") == ("depression",)
    assert things_in("magnesium sulphate, and magnesium") == ("magnesium sulphate", "magnesium")


def test_a_country_is_a_thing_and_an_institution_named_after_one_is_none() -> None:
    assert things_in("How common is it in the UK, and in Germany?") == ("Germany", "UK")
    assert things_in("what did Public Health England and the New England Journal say") == ()


def test_every_name_of_the_lists_is_found_and_stands_there_once() -> None:
    lists = tomllib.loads(FILE.read_text(encoding="utf-8"))
    assert list(lists) == ["medicines", "supplements", "conditions", "procedures", "places", "otherwise"]
    phrases = lists.pop("otherwise")
    names = [name for kind in lists.values() for name in kind]
    assert len(names) == len(set(names))
    assert [name for name in names if things_in(f"Is {name} one?") != (name,)] == []
    assert [phrase for phrase in phrases if things_in(f"Is {phrase} one?")] == []
    assert all(name == name.strip() and (name.islower() or name.isupper()) for name in names)
