"""The kind of a source is read off its own words."""

from __future__ import annotations

import pytest

from index.document import Document, Source, SourceKind
from ingest.kind import with_kind


@pytest.mark.parametrize(
    ("title", "text", "kind", "words"),
    [
        ("Pain", "Preprint Review Version 1. This version is not peer-reviewed", SourceKind.PREPRINT, "Preprint"),
        ("Exercise for pain: a systematic review", "Abstract", SourceKind.SYSTEMATIC_REVIEW, "systematic review"),
        ("A randomised trial of walking", "Abstract", SourceKind.RANDOMISED_TRIAL, "randomised"),
        ("EULAR recommendations for fibromyalgia", "x", SourceKind.GUIDELINE, "recommendations for"),
        ("Infusions", "Pain fell. Schedule your appointment today.", SourceKind.CLINIC_PAGE, "Schedule your appointment"),
        ("Walking", "Abstract Pain is common. Introduction Pain", SourceKind.ARTICLE, "Abstract Pain is common. Introduction"),
        ("Notes", "Something about pain.", SourceKind.OTHER, None),
    ],
)
def test_kind_and_the_words_that_say_so(title: str, text: str, kind: SourceKind, words: str | None) -> None:
    source = with_kind(Document(Source("x", title), (text,), ())).source
    assert source.kind is kind
    assert dict(source.inferred).get("kind") == (words and f"the words “{words}”")


def test_what_a_loader_knows_stays() -> None:
    source = Source("x", "A systematic review", kind=SourceKind.NEWS)
    assert with_kind(Document(source, ("text",), ())).source is source
