"""Sentences of two documents that differ, on made-up sentences about made-up things."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chat.differences import beside_a_seller, differing_words, find_pairs
from chat.evidence import Evidence, Features
from chat.reply import Differing
from index.document import Passage, Sentence
from index.hit import Hit

FEATURES = Features(judged=0.0, cosine=0.0, fused=0.0, coverage=0.0, unknown=0.0, lacking=0.0, unnamed=0.0)


def evidence(source_id: str, text: str, probability: float = 0.8, judged: float = 0.0) -> Evidence:
    passage = Passage(f"{source_id}/{text}", source_id, 1, 0, len(text), "", text)
    sentence = Sentence(f"{source_id}/{text}/0", passage.passage_id, source_id, 1, 0, len(text), text)
    hit = Hit(passage=passage, score=1.0, rank=1, row=1)
    return Evidence(sentence, 0, (sentence,), hit, replace(FEATURES, judged=judged), probability)


@pytest.mark.parametrize(
    ("question", "first", "second", "expected"),
    [
        (
            "How long should the bandage stay on?",
            "Leave the bandage on the wound for 2 days.",
            "The bandage stays on the wound for 5 to 7 days.",
            Differing.NUMBERS,
        ),
        (
            "Does a short course lead to more relapses?",
            "A short course did not lead to more relapses in teenagers.",
            "The short course worked as well, but relapse was more frequent.",
            Differing.DIRECTION,
        ),
        (
            "What happens to blood pressure with liquorice?",
            "Liquorice increased blood pressure in all volunteers.",
            "A lower blood pressure was seen with liquorice.",
            Differing.DIRECTION,
        ),
        (
            "How strong is the evidence for magnets?",
            "Magnets have been shown to relieve knee pain.",
            "The evidence for magnets is limited and further research is needed.",
            Differing.STRENGTH,
        ),
        (
            "Can plumine drops be used with contact lenses?",
            "Plumine drops may be used with contact lenses.",
            "Contact lenses should be avoided with plumine drops.",
            Differing.DIRECTION,
        ),
        (
            "Does plumine cause headaches?",
            "Plumine does not cause headaches.",
            "Headaches are caused by plumine in some; it can cause headaches for days.",
            Differing.DIRECTION,
        ),
        ("Is freezing warts painful?", "Freezing warts is painful.", "Freezing is painless; being painful is a tale.", Differing.DIRECTION),
        (
            "How many warts does freezing cure?",
            "Freezing cures 9 out of 10 warts.",
            "Freezing cleared warts in about 3 in 10.",
            Differing.NUMBERS,
        ),
        (
            "How often should a boiler be swept?",
            "We sweep a boiler every year.",
            "A boiler is swept every 3 years.",
            Differing.NUMBERS,
        ),
        ("How long does a bath take?", "A bath takes 15 to 60 minutes.", "The bath is over in 10 minutes.", Differing.NUMBERS),
        (
            "Is freezing warts effective?",
            "Freezing warts clears 80% of warts.",
            "Freezing warts clears 35% of warts.",
            Differing.NUMBERS,
        ),
    ],
)
def test_documents_that_differ_stand_as_a_pair(question: str, first: str, second: str, expected: Differing) -> None:
    (pair,) = find_pairs(question, [evidence("a", first), evidence("b", second, 0.7)])
    assert pair.differing is expected
    assert (pair.first.sentence.source_id, pair.second.sentence.source_id) == ("a", "b")


def test_an_unlikely_sentence_counts_where_it_says_the_opposite() -> None:
    more, less = "Liquorice increased blood pressure in all volunteers.", "A lower blood pressure was seen with liquorice."
    found = find_pairs("What happens to blood pressure with liquorice?", [evidence("a", more), evidence("b", less, 0.06, -3.0)])
    assert [pair.differing for pair in found] == [Differing.DIRECTION]


@pytest.mark.parametrize(("judged", "n_pairs"), [(-0.5, 1), (-3.0, 0)])
def test_an_unlikely_sentence_with_other_figures_counts_where_the_judge_finds_it_nearly_as_good(judged: float, n_pairs: int) -> None:
    days, more_days = "Leave the bandage on the wound for 2 days.", "The bandage stays on the wound for 5 to 7 days."
    found = find_pairs("How long should the bandage stay on?", [evidence("a", days), evidence("b", more_days, 0.06, judged)])
    assert len(found) == n_pairs


@pytest.mark.parametrize(
    ("question", "first", "second"),
    [
        ("How long should the bandage stay on?", "Leave the bandage on the wound for 2 days.", "Keep the bandage on the wound for 2 days."),
        ("How long should the bandage stay on?", "Leave the bandage on the wound for 2 days.", "The course of tablets lasts for 7 days."),
        (
            "Is the three minute bath as good as the long one?",
            "A three minute bath works as well as the longer one.",
            "Regular walks, three times a week for 45 minutes, lift the mood.",
        ),
        ("How much does diet lower rust?", "Diet lowers rust by 10 per cent.", "Rust below 360 was reached by 95 per cent of cars."),
        (
            "How many warts does freezing cure?",
            "Freezing cures about 6 or 7 people in 10.",
            "Freezing cures 68% of people.",
        ),
        ("What is a bandage?", "A bandage is a strip of cloth.", "A bandage is a piece of material for a wound."),
        ("Can I swim with plumine drops?", "You can swim with plumine drops.", "Plumine drops do not change how people swim."),
        ("Can I swim with plumine drops?", "You can swim with plumine drops.", "Driving with plumine drops is not allowed."),
        ("Is lanolin-free cloth dearer?", "Lanolin-free wool is sold in most shops.", "A label must not say free."),
        ("How is plumine used?", "Plumine may be used at night.", "Plumine should not be used at noon."),
        ("What happens to blood pressure?", "Salt increased blood pressure.", "Coffee raised blood pressure."),
    ],
)
def test_documents_that_agree_or_speak_of_other_things_do_not(question: str, first: str, second: str) -> None:
    assert find_pairs(question, [evidence("a", first), evidence("b", second, 0.7)]) == []


def test_one_document_is_never_set_against_itself_and_no_sentence_stands_twice() -> None:
    two, five, nine = (f"Leave the bandage on the wound for {n} days." for n in (2, 5, 9))
    question = "How long should the bandage stay on?"
    assert find_pairs(question, [evidence("a", two), evidence("a", five)]) == []
    assert len(find_pairs(question, [evidence("a", two), evidence("b", five), evidence("b", nine)])) == 1


SOLD = evidence("shop", "We sweep a boiler every year.", 0.95)


def test_beside_a_seller_stands_who_sells_nothing() -> None:
    ranked = [SOLD, evidence("other shop", "Sweep it monthly.", 0.9), evidence("guide", "Boilers of old houses are swept yearly.", 0.6)]
    assert beside_a_seller(ranked, lambda source_id: "shop" in source_id) == {ranked[2].sentence.sentence_id}


@pytest.mark.parametrize(
    ("best", "other"),
    [
        (evidence("guide", "A boiler is swept every 3 years."), evidence("paper", "Sweep it yearly.")),
        (SOLD, evidence("guide", "A boiler is swept every 3 years.", 0.4)),
        (SOLD, evidence("guide", "A boiler must be swept.", 0.8)),
        (evidence("shop", "We sweep boilers.", 0.95), evidence("guide", "A boiler is swept every 3 years.", 0.8)),
    ],
)
def test_nobody_stands_beside_who_sells_nothing_or_where_nobody_gives_figures(best: Evidence, other: Evidence) -> None:
    assert not beside_a_seller([best, other], lambda source_id: source_id == "shop")
    assert not beside_a_seller([], lambda _: True)


def test_of_how_often_the_words_that_differ_are_marked_once() -> None:
    text = "A boiler is swept every 3 years."
    assert [text[first:last] for first, last in differing_words(text, "Sweep it every year, for 4 years.", Differing.NUMBERS)] == [
        "every 3 years"
    ]


TWICE = evidence("guideline", "Plumine tablets should be taken twice a day, as the effect lasts for half of it.", 0.9)
ONCE = evidence("leaflet", "The usual dose is one 10 mg tablet once a day, in the morning.", 0.8)


@pytest.mark.parametrize(
    "question", ["How often is plumine taken?", "how many times a day do I need a plumine tablet", "when to take plumine"]
)
def test_how_often_a_day_differs_where_both_are_of_what_the_question_names(question: str) -> None:
    assert [pair.differing for pair in find_pairs(question, [TWICE, ONCE])] == [Differing.NUMBERS]


def test_once_a_day_is_said_of_every_medicine() -> None:
    """No difference of another medicine's dose, of one that answers less than likely, and where nothing is named."""
    of_another = replace(ONCE, features=replace(ONCE.features, unnamed=1.0))
    assert find_pairs("How often is plumine taken?", [TWICE, of_another]) == []
    assert find_pairs("How often is plumine taken?", [TWICE, replace(ONCE, probability=0.3)]) == []
    assert find_pairs("How often a day are the tablets taken?", [TWICE, ONCE]) == []
    also_twice = evidence("leaflet", "Take one tablet every 12 hours.", 0.8)
    assert find_pairs("How often is plumine taken?", [TWICE, also_twice]) == []
