"""What is allowed is told apart from what to leave alone, where a question asks which."""

from __future__ import annotations

import pytest

from chat.permitted import is_other_side, side_asked


@pytest.mark.parametrize(
    ("question", "side"),
    [
        ("which foods should people with gout keep away from?", -1),
        ("which cereals do coeliacs have to stay away from", -1),
        ("which drugs can't be combined with colchicine?", -1),
        ("from whom must one keep a distance afterwards?", -1),
        ("which medicines have to be stopped before the operation?", -1),
        ("what should they eat less of?", -1),
        ("which medicines may be taken together with it?", 1),
        ("what is somebody with gout free to eat?", 1),
        ("which tablets can patients keep taking before surgery?", 1),
        ("is it safe to drive?", 0),  # either answers
        ("should I avoid milk?", 0),
        ("what can cause it?", 0),
        ("what may help?", 0),
        ("how long can the effect last?", 0),
        ("what happens when people stop smoking?", 0),
        ("how much less did they sleep?", 0),
    ],
)
def test_a_question_asks_for_one_side_or_for_neither(question: str, side: int) -> None:
    assert side_asked(question) == side


@pytest.mark.parametrize(
    ("text", "heading", "is_other"),
    [
        ("Enjoy freely: eggs; cherries.", "", True),
        ("You can carry on with: thyroid tablets.", "", True),
        ("Foods that do not contain gluten: rice, millet", "", True),
        ("Pets and adults need no such distance.", "", True),
        ("rice", "Foods that do not contain gluten", True),
        ("You do not need to avoid any food.", "", True),
        ("Leave out: liver; beer.", "", False),
        ("Do not combine it with: verapamil.", "", False),
        ("You may eat eggs, but avoid beer.", "", False),  # tells both
        ("beer and spirits", "", False),
        ("rice", "Food and drink", False),
        ("Leave out: liver; beer.", "What you can eat", False),  # the sentence tells it itself
    ],
)
def test_what_is_allowed_is_not_what_to_leave_alone(text: str, heading: str, is_other: bool) -> None:
    assert is_other_side(-1, text, heading) is is_other


@pytest.mark.parametrize(
    ("text", "is_other"),
    [
        ("Do not combine it with: verapamil.", True),
        ("Leave out: liver; beer.", True),
        ("Paracetamol may be taken together with it.", False),
        ("Do not eat beer soup, though bread may be eaten.", False),
        ("Take it with water.", False),
    ],
)
def test_what_to_leave_alone_is_not_what_is_allowed(text: str, is_other: bool) -> None:
    assert is_other_side(1, text) is is_other
    assert not is_other_side(0, text)
