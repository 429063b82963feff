"""Words that are words, and not those meant."""

import pytest

from chat.mistaken import without_mistaken


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("how long dose it last", "how long does it last"),
        ("why dose my arm swell", "why does my arm swell"),
        ("what dose it do", "what does it do"),
        ("what is the does of gabapentin", "what is the dose of gabapentin"),
        ("usual does?", "usual dose?"),
        ("what r the sid efects", "what are the side efects"),
        ("what if I took to many", "what if I took too many"),
        ("wen can I run", "when can I run"),
        # twins
        ("does a wen hurt", None),
        ("what dose does it take", None),
        ("what dose a child takes", None),
        ("what dose they used", None),
        ("how dose affects sleep", None),
        ("how much dose of it", None),
        ("what does the trial say", None),
        ("does it help", None),
        ("what does it do for pain", None),
        ("is it resistant to many antibiotics", None),
        ("I got used to many tablets", None),
        ("who is Sid", None),
        ("what R value is used", None),
    ],
)
def test_what_is_meant_where_it_stands(typed: str, meant: str | None) -> None:
    assert without_mistaken(typed)[0] == (meant or typed)


def test_what_was_typed_is_told() -> None:
    assert without_mistaken("how long dose it last")[1] == [("dose", "does")]
