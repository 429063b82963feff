"""A turn that corrects the one before is read as what it means instead; one that denies or tells something is left alone."""

from __future__ import annotations

import pytest

from chat.conversation import follow_up, goes_on
from chat.correcting import as_meant, corrects


@pytest.mark.parametrize(
    ("turn", "meant"),
    [
        ("no, the gel", "I mean the gel"),
        ("no the gel", "I mean the gel"),
        ("No, I meant the gel.", "I mean the gel."),
        ("sorry, I meant psoriasis", "I mean psoriasis"),
        ("oops - the nasal spray", "I mean the nasal spray"),
        ("not the spray, the drops", "I mean the drops"),
        ("no, not the spray but the drops", "I mean the drops"),
        ("no, the drops, not the spray", "I mean the drops"),
        ("no, I meant how long does it last?", "how long does it last?"),
        # twins: they deny, tell, thank or ask something
        ("no side effects at all?", "no side effects at all?"),
        ("no, thanks", "no, thanks"),
        ("no, it hurts", "no, it hurts"),
        ("no, not yet", "no, not yet"),
        ("not in children?", "not in children?"),
        ("no, the gel for the face", "I mean the gel for the face"),
        ("no, I meant my knee", "I mean my knee"),
        ("no, my son took the tablets", "no, my son took the tablets"),
        ("no, the pain started", "no, the pain started"),
        ("no, dad takes the drops", "no, dad takes the drops"),
        ("oh, interesting", "oh, interesting"),
        ("sorry", "sorry"),
        ("actually is it safe?", "actually is it safe?"),
        ("no evidence, is there?", "no evidence, is there?"),
    ],
)
def test_a_correction_is_read_as_what_it_means(turn: str, meant: str) -> None:
    assert as_meant(turn) == meant
    assert corrects(turn) is (meant != turn)


def test_the_earlier_question_is_asked_of_what_a_correction_names() -> None:
    asked = follow_up(["how long may the patch stay on?", "no, I meant the gel"], analyse=str.split, is_known=lambda _: True)
    assert asked.with_topic[0].text == "how long may the gel stay on?"


def test_a_correction_is_no_remark() -> None:
    assert goes_on("no, the gel")
    assert not goes_on("no, thanks")
