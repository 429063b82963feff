"""What "they" means after a question for side effects, and where it means the thing itself."""

from __future__ import annotations

import pytest

from chat.meant_by_they import with_what_they_mean


@pytest.mark.parametrize(
    ("before", "question", "read"),
    [
        ("what are the side effects of ginger?", "do they go away?", "do the side effects go away?"),
        ("has zinc any common side effects?", "how long did they last?", "how long did the common side effects last?"),
        ("what are the first symptoms of scurvy?", "when do they start?", "when do the first symptoms start?"),
        # twins: of the thing itself, or nothing of which there are many
        ("what are the side effects of statins?", "are they expensive?", "are they expensive?"),
        ("what are the side effects of statins?", "can I take them with milk?", "can I take them with milk?"),
        ("how do statins work?", "do they last?", "do they last?"),
        ("what are the side effects of ginger?", "does it go away?", "does it go away?"),
    ],
)
def test_what_they_mean(before: str, question: str, read: str) -> None:
    assert with_what_they_mean(question, before) == read
