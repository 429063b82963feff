"""Danger told as long over does not fire a rule; the same words with anything present in the message do."""

from __future__ import annotations

import pytest

from chat.guard.past import without_what_is_over
from chat.guard.rules import first_rule
from chat.reply import Route

OVER = [
    "Back then I wanted to die every single day. These days I breed rabbits and argue with the council.",
    "Back then I took all my pills. I'm a nurse on that ward now, which makes my mother laugh.",
    "When I was 15 I used to cut myself, my cousins know. Do old scars tan?",
    "After my second was born I thought they'd be better off without me. She's nine now and plays the tuba.",
    "Eight years since I last thought everybody would be better off without me. I sell cheese.",
    "Nine years clean from self harm and I have just bought a greenhouse.",
    "I was twenty-six when I tried to end my life. I mend clocks, and I want to say to whoever reads this that it passed.",
    "My flatmate used to talk about ending his life, that is long behind him. What helps someone stay well?",
    "My best mate once told me he wanted to be dead. He got help and he's fine these days. What is peer support?",
    "I was frightened once that I would hurt myself; that hasn't been so for six years.",
    "I overdosed as a teenager. I've been well for a long time, how does naloxone work?",
]
PRESENT = [
    "Back then I wanted to die every single day. Now I want to die again.",
    "Back then I took all my pills. I should have died, and I've counted them again.",
    "When I was 15 I used to cut myself. I cut myself last night.",
    "I thought they'd be better off without me. I still think so.",
    "Nine years clean from self harm and last night I hurt myself again.",
    "I was twenty-six when I tried to end my life. I want to end my life.",
    "I was fifteen when I started to hurt myself and I can't stop.",
    "I used to not want to die.",
    "I want to die. Years ago I was happy.",
    "My flatmate used to talk about ending his life and since Sunday he is giving away his records.",
    "My best mate once told me he wanted to be dead. He was fine for a while, and he said it again.",
    "My brother was suicidal in his twenties. He told me yesterday that he wants to die.",
]


@pytest.mark.parametrize("message", OVER)
def test_what_is_told_as_over_fires_no_rule_of_help(message: str) -> None:
    rule = first_rule(message)
    assert rule is None or rule.route not in {Route.CRISIS, Route.EMERGENCY}


@pytest.mark.parametrize("message", PRESENT)
def test_what_is_not_over_fires_as_before(message: str) -> None:
    rule = first_rule(message)
    assert rule is not None
    assert rule.route is Route.CRISIS or rule.rule_id == "emergency-attempt-under-way"


def test_only_the_sentences_that_are_over_are_left_out() -> None:
    assert without_what_is_over("i was at work. years ago i was ill. it rains.").split() == ["i", "was", "at", "work.", "it", "rains."]
    assert without_what_is_over("it rains.") == "it rains."
