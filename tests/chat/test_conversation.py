"""Follow-ups take their topic from the turns before; whole questions take nothing."""

from __future__ import annotations

import pytest

from chat.conversation import (
    Leaning,
    asked_anew,
    asks_again,
    asks_for_more,
    follow_up,
    goes_on,
    is_tail,
    leaning_of,
    points_at_nothing,
    words_carried,
)


def analyse(text: str) -> list[str]:
    return [word.strip("?,()").removesuffix("s") for word in text.lower().split()]


@pytest.mark.parametrize(
    ("question", "leaning"),
    [
        ("why?", Leaning.ALL),
        ("how long?", Leaning.ALL),
        ("and the dose?", Leaning.ALL),
        ("how strong is the evidence?", Leaning.MUCH),
        ("in children?", Leaning.ALL),
        ("same for pregnancy?", Leaning.ALL),
        ("over how many weeks?", Leaning.ALL),
        ("can you drive afterwards?", Leaning.MUCH),
        ("what may you eat after surgery?", Leaning.NONE),
        ("is it licensed?", Leaning.ALL),
        ("how long does it last?", Leaning.ALL),
        ("side effects", Leaning.ALL),
        ("what about the second study?", Leaning.MUCH),
        ("and ketamine?", Leaning.MUCH),
        ("what are the side effects?", Leaning.MUCH),
        ("what does ketamine do to it?", Leaning.MUCH),
        ("where in the body is it?", Leaning.MUCH),
        ("CBT", Leaning.LITTLE),
        ("what is lumbago?", Leaning.LITTLE),
        ("what's lumbago?", Leaning.LITTLE),
        ("what is xetamine?", Leaning.NONE),
        ("and what is lumbago?", Leaning.LITTLE),  # begins a subject, and the words before tell only that it is another
        ("ok, and what is xetamine?", Leaning.NONE),
        ("and what is the dose?", Leaning.ALL),
        ("how long do you stay in hospital?", Leaning.MUCH),
        ("what was excluded?", Leaning.MUCH),
        ("do relatives count?", Leaning.MUCH),
        ("symptoms of fibromyalgia", Leaning.LITTLE),
        ("what did the study with the eleven women give them", Leaning.LITTLE),
        ("does the drip help when people take it with food", Leaning.LITTLE),
        ("is it true that exercise helps fibromyalgia patients?", Leaning.NONE),
        ("which painkillers can be bought over the counter", Leaning.NONE),
        ("is ketamine addictive according to these pages?", Leaning.NONE),
        ("why do people hurt all over the body", Leaning.NONE),
    ],
)
def test_how_much_a_question_leans_is_told_by_its_words(question: str, leaning: Leaning) -> None:
    assert leaning_of(question) is leaning


@pytest.mark.parametrize(
    ("turns", "carried"),
    [
        (["does ketamine help fibromyalgia?", "and the dose?"], ("ketamine", "fibromyalgia")),
        (["does ketamine help?", "how long does it last?"], ("ketamine",)),
        (["does ketamine help?", "why?"], ("ketamine", "help")),
        (["does ketamine help?", "thanks", "is it safe?"], ("ketamine",)),
        (["does ketamine help?", "is it licensed?", "and the dose?"], ("ketamine",)),
        (["is lupus common in women?", "in children?"], ("lupus", "common")),
        (["is memantine useful?", "and ketamine?"], ("useful",)),
        (["what are the side effects?", "how often?"], ("side", "effects")),
        (["do frobs help lupus?", "and the dose?"], ("frobs", "lupus")),  # a name is carried, known or not
        (["do unheard people get lupus?", "and the dose?"], ("lupus",)),
        (["what is lupus?", "what does it cost?", "what is lumbago?", "how is it treated?"], ("lumbago",)),
        (["does xetamine help?", "and the dose?"], ("xetamine",)),
        (["good morning", "hello", "and the dose?"], None),
        (["does ketamine help?", "what are the symptoms of fibromyalgia in women and men"], None),
        (["does ketamine help?", "is ketamine addictive according to these pages?"], None),
        (["what is FM?"], None),
    ],
)
def test_the_topic_is_carried_where_the_question_leans_on_it(turns: list[str], carried: tuple[str, ...] | None) -> None:
    asked = follow_up(turns, analyse=analyse, is_known=lambda word: word not in {"xetamine", "frobs", "unheard", "people"})
    assert asked.alone.text == turns[-1]
    assert (asked.with_topic[0].carried if asked.with_topic else None) == carried
    assert all(reading.carried and (reading.is_whole or reading.text.startswith(turns[-1])) for reading in asked.with_topic)


KINDS = ({"zinc", "honey", "lozenges"}, {"colds", "coughs", "throats"})


def alike(one: str, other: str) -> float:
    return float(any({one, other} <= kind for kind in KINDS))


@pytest.mark.parametrize(
    ("turns", "readings"),
    [
        (["does zinc help colds?", "and honey?"], [("help", "colds")]),
        (["does zinc help colds?", "and coughs?"], [("zinc", "help")]),
        (["does zinc help colds?", "coughs too?"], [("zinc", "help"), ("help",)]),
        (["does zinc help colds?", "and honey with coughs?"], [("help",)]),  # one for each
        (["does zinc syrup help colds?", "and honey syrup?"], [("help", "colds")]),  # a name said again replaces none
        (["does zinc help the throat?", "and the nose?"], [("zinc", "help")]),  # the form tells, where the meaning does not
        (["is zinc useful?", "and honey?"], [("useful",)]),
        (["does zinc help colds?", "does honey help too?"], []),  # whole by itself
    ],
)
def test_what_is_asked_in_place_of_a_name_keeps_the_others(turns: list[str], readings: list[tuple[str, ...]]) -> None:
    asked = follow_up(turns, analyse=analyse, is_known=lambda _: True, likeness=alike)
    assert [reading.carried for reading in asked.with_topic] == readings


@pytest.mark.parametrize(
    ("turns", "text"),
    [
        (["does zinc help colds?", "and honey?"], "does honey help colds?"),
        (["does zinc help colds?", "what about coughs?"], "does zinc help coughs?"),
        (["tell me about nasal lozenges", "and honey?"], "tell me about honey"),
        (["what is the runny nose?", "and the sore throat?"], "what is the sore throat?"),
        (["how many women get colds?", "and men?"], "how many men get colds?"),
        (["how many women have it?", "and men?"], "how many men have it?"),
        (["how long may a bandage stay on?", "and on babies?"], "how long may a bandage stay on on babies?"),
        (["when may I ride a bike after a cold?", "what about lorries?"], "when may I ride lorries after a cold?"),
        (["does zinc help colds?", "is it cheap?", "in children?"], "is it cheap in children? (zinc, colds)"),
        (["who brought zinc here?", "and what for?"], "who brought zinc here? and what for?"),
        (["who brought zinc here?", "and when?"], "who brought zinc here? and when?"),
        (["does zinc help colds?", "why?"], "does zinc help colds? why?"),
        (["how much is a plaster for the nose?", "and both sides?"], "how much is a plaster for the nose? and both sides?"),
        (["how do I take apixaban after a cold?", "what about rivaroxaban?"], "how do I take rivaroxaban after a cold?"),
        (["does zinc help colds?", "and honey?", "and ginger?"], "does ginger help colds?"),
        # a state stands for another with what says which
        (["can I take zinc in early pregnancy?", "and breast-feeding?"], "can I take zinc in breast-feeding?"),
        (["can pregnant women take zinc?", "and children?"], "can children take zinc?"),
        (["is zinc safe in pregnancy?", "and while breast-feeding?"], "is zinc safe while breast-feeding?"),
        # what stands behind the same preposition
        (["how fast did people recover with zinc?", "and with honey?"], "how fast did people recover with honey?"),
        # nouns side by side before a verb
        (["how much does laser treatment cost?", "and a peel?"], "how much does a peel cost?"),
        (["how long does nerve block relief last?", "and a peel?"], "how long does a peel last?"),
        (["do older adults sleep less?", "and children?"], "do children sleep less?"),
        (["what are the risks of zinc in labour?", "what about honey?"], "what are the risks of honey in labour?"),
        # another kind of the same, and one kind of it
        (["is zinc good for chronic sinusitis?", "and for acute sinusitis?"], "is zinc good for acute sinusitis?"),
        (["who may take acute migraine tablets?", "and preventive tablets?"], "who may take preventive tablets?"),
        (["does zinc help sinusitis?", "and severe sinusitis?"], "does zinc help severe sinusitis?"),
    ],
)
def test_what_has_no_verb_of_its_own_is_asked_with_the_earlier_question(turns: list[str], text: str) -> None:
    asked = follow_up(turns, analyse=analyse, is_known=lambda _: True, likeness=alike)
    assert (asked.with_topic[0].text, asked.with_topic[0].is_whole) == (text, True)


@pytest.mark.parametrize(
    "turns",
    [
        ["does zinc help colds?", "how long does it last?"],
        ["does zinc help colds?", "and what shouldn't one do then?"],
        ["does zinc help colds?", "and honey with coughs?"],  # two names for two
        ["does zinc help colds?", "coughs too?"],  # perhaps a guess at the answer
        ["what was given in study 1?", "and in study 2?"],
        ["what are colds?", "who gets them?"],  # its verb is of the present
    ],
)
def test_what_has_one_or_names_nothing_in_the_place_of_one_thing_is_asked_as_it_is(turns: list[str]) -> None:
    asked = follow_up(turns, analyse=analyse, is_known=lambda _: True, likeness=alike)
    assert not any(reading.is_whole for reading in asked.with_topic)


@pytest.mark.parametrize(
    ("turns", "words"),
    [
        (["how many tablets are taken?", "and in older people?"], ["older"]),
        (["does zinc help colds?", "and honey?"], ["honey"]),
        (["does zinc help colds?", "and a year on?"], []),  # may be said in other words, "after twelve months"
        (["tell me about zinc lozenges", "which ones are named?"], []),
        (["tell me about zinc lozenges", "do they help coughs?"], ["coughs"]),
    ],
)
def test_of_an_answer_are_expected_names_and_what_is_asked_instead(turns: list[str], words: list[str]) -> None:
    asked = follow_up(turns, analyse=analyse, is_known=lambda _: True, likeness=alike)
    assert asked_anew(turns[-1], asked.with_topic[0]) == words


@pytest.mark.parametrize(
    ("turns", "words"),
    [
        (["does zinc help colds?", "and honey?", "how long does it last?"], ("honey", "colds")),  # zinc is not meant any more
        (["tell me about the zinc trial", "who funded it?", "what were its weaknesses?"], ("zinc", "trial")),
        (["who funded the zinc trial?", "what were its weaknesses?"], ("funded", "zinc", "trial")),  # twin: no pronoun there
        (["what is the usual dose of zinc?", "and if it's severe?"], ("usual", "dose", "zinc")),  # the dose is asked for again
        (["what helps colds?", "and if it's severe?"], ("colds",)),  # twin: nothing of which there are kinds
        (["what is the usual dose of zinc?", "and if I miss one, what then?"], ("zinc",)),  # twin: asks something else
        (["does zinc help colds?", "and the babies being too small?"], ("zinc", "colds")),  # has a verb
    ],
)
def test_what_the_last_turn_asks_is_carried_and_what_was_replaced_is_not(turns: list[str], words: tuple[str, ...]) -> None:
    asked = follow_up(turns, analyse=analyse, is_known=lambda _: True, likeness=alike)
    assert asked.with_topic[0].carried == words


def test_a_disease_that_ends_in_s_is_one() -> None:
    def nearer(one: str, other: str) -> float:
        return 0.1 * (other == "colds")

    asked = follow_up(["do lozenges prevent asthma?", "and diabetes?"], analyse=analyse, is_known=lambda _: True, likeness=nearer)
    assert asked.with_topic[0].text == "do lozenges prevent diabetes?"


def test_what_they_did_is_asked_of_the_side_effects() -> None:
    asked = follow_up(["what are the side effects of zinc?", "did they go away?"], analyse=analyse, is_known=lambda _: True)
    assert asked.with_topic[0].text == "did the side effects go away? (zinc)"
    assert asked.alone.text == "did they go away?"


def test_why_is_asked_in_full_and_then_of_all_that_was_said() -> None:
    asked = follow_up(["can zinc be stopped at once?", "why?"], analyse=analyse, is_known=lambda _: True)
    assert [reading.text for reading in asked.with_topic][:2] == ["can zinc be stopped at once? why?", "why? (zinc, stopped)"]


def test_a_question_that_asks_nothing_new_repeats_the_one_before() -> None:
    assert all(map(asks_again, ["tell me more", "are you sure?", "really?", "what else?", "more details please"]))
    assert not any(map(asks_again, ["more women than men?", "is it sure to work?", "what else helps?"]))
    assert asks_for_more("tell me more")
    assert not asks_for_more("are you sure?")
    assert words_carried(["does exercise help?"], analyse=analyse) == ("exercise", "help")


def test_a_whole_question_that_opens_with_a_preposition_is_no_tail() -> None:
    assert not is_tail("at which age is it most often found?")
    assert points_at_nothing("at which age is it most often found?")
    assert is_tail("at which age?")


@pytest.mark.parametrize("remark", ["ok", "great", "thanks", "so am I", "and you?", "hello"])
def test_a_remark_is_no_follow_up(remark: str) -> None:
    assert not goes_on(remark)


@pytest.mark.parametrize("question", ["and that one?", "what about it?", "are you sure?", "the other one?"])
def test_a_question_about_what_was_said_is_no_remark(question: str) -> None:
    assert goes_on(question)
    assert is_tail(question)


def test_it_is_what_a_group_was_given_and_no_group() -> None:
    turns = ["does balm help?", "and in the placebo group?", "does insurance pay for it?"]
    asked = follow_up(turns, analyse=analyse, is_known=lambda _: True, likeness=alike)
    assert asked.with_topic[0].carried == ("balm",)
