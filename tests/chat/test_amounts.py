from __future__ import annotations

from pathlib import Path

import pytest

from chat import messages
from chat.amounts import says_how_much
from chat.answer import Assistant
from chat.guard import Guard
from chat.named import medicines_in
from chat.reply import Route
from index.document import Role
from index.encoder import Encoder
from tests.chat.fakes import PLAIN, SharedWordsJudge, evidence, library_of

LEAFLET = (
    "Missed rivaroxaban: you may take two 15 mg tablets together when one was missed. Missed tablets are taken before bedtime. Ring us."
)


@pytest.fixture
def assistant(tmp_path: Path, real_encoder: Encoder) -> Assistant:
    documents = {"leaflet": LEAFLET, "other": "Apixaban thins the blood. Somebody forgot the umbrella."}
    held = library_of(tmp_path / "doses", real_encoder, documents)
    return Assistant(held, Guard(real_encoder), SharedWordsJudge(), PLAIN)


def test_beside_a_question_of_one_medicine_no_dose_of_another_is_shown(assistant: Assistant) -> None:
    asked_of_another = assistant.reply(["What do leaflets recommend when apixaban was missed or forgotten overseas by pilots?"])
    assert asked_of_another.route is Route.ABSTAIN
    assert asked_of_another.related
    assert not any("15 mg" in quoted.quote.text for quoted in asked_of_another.related)


@pytest.mark.parametrize("medicine", ["rivaroxaban", "treatment"])
def test_the_dose_of_the_medicine_asked_about_and_of_none_in_particular_stays(assistant: Assistant, medicine: str) -> None:
    reply = assistant.reply([f"What do leaflets recommend when {medicine} was missed or forgotten overseas by pilots?"])
    assert (reply.route, reply.message) == (Route.ABSTAIN, messages.ABSTAIN_NEAR)
    assert any("15 mg" in quoted.quote.text for quoted in reply.related)


def test_beneath_advice_a_sentence_without_a_dose_is_shown_though_one_stands_beside_it(assistant: Assistant) -> None:
    reply = assistant.reply(["I missed my rivaroxaban tablets, should I take two of them now?"])
    assert reply.route is Route.PERSONAL_ADVICE
    told = [quoted.quote.text for quoted in reply.related]
    assert any("before bedtime" in text for text in told)
    assert not any("15 mg" in text for text in told)
    assert not any("15 mg" in quoted.quote.before + quoted.quote.after for quoted in reply.related)


@pytest.mark.parametrize(("header", "is_told"), [("Kidneys | Daily dose", True), ("Kidneys | Weeks of follow-up", False)])
def test_of_a_row_the_header_says_of_what_its_numbers_are(header: str, is_told: bool) -> None:
    rows = [header, *(f"Stage {number} | {number} and {number + 1}" + " or so" * 60 for number in range(1, 6))]
    found = evidence("\n".join(rows), 5, roles=[Role.TABLE_ROW] * 6)
    assert says_how_much(found) is is_told


def test_medicines_are_known_by_name_and_by_how_they_end() -> None:
    assert set(medicines_in("Paracetamol or zetaxaban after a stroke")) == {"Paracetamol", "zetaxaban"}
