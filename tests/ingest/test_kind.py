"""The kind of a source is read off its own words."""

from __future__ import annotations

import pytest

from index.document import Block, Document, Role, Source, SourceKind
from ingest.kind import with_kind


@pytest.mark.parametrize(
    ("title", "text", "kind", "words"),
    [
        ("Pain", "Preprint Review Version 1. This version is not peer-reviewed", SourceKind.PREPRINT, "Preprint"),
        ("Exercise for pain: a systematic review", "Abstract", SourceKind.SYSTEMATIC_REVIEW, "systematic review"),
        ("A randomised trial of walking", "Abstract", SourceKind.RANDOMISED_TRIAL, "randomised"),
        ("EULAR recommendations for fibromyalgia", "x", SourceKind.GUIDELINE, "recommendations for"),
        (
            "Infusions",
            "Our patients sleep better. Schedule your appointment today.",
            SourceKind.CLINIC_PAGE,
            "Our patients” and “Schedule your appointment",
        ),
        (
            "Knee pads",
            "Nine in ten have results guaranteed. One course costs £90.",
            SourceKind.CLINIC_PAGE,
            "course costs £90” and “results guaranteed",
        ),
        (
            "Infusions",
            "In our protocol it is given six times. This is not medical advice.",
            SourceKind.CLINIC_PAGE,
            "our protocol” and “not medical advice",
        ),
        ("Infusions", "Pain fell in our patients. Book an appointment at the ward's desk.", SourceKind.OTHER, None),
        (
            "Infusions",
            "Abstract Our patients paid. A visit costs £90. Introduction Pain",
            SourceKind.ARTICLE,
            "Abstract Our patients paid. A visit costs £90. Introduction",
        ),
        ("Leaflet", "Our members raise money. “I sleep again.” — Ruth, 51", SourceKind.OTHER, None),
        ("Walking", "Abstract Pain is common. Introduction Pain", SourceKind.ARTICLE, "Abstract Pain is common. Introduction"),
        ("Notes", "Something about pain.", SourceKind.OTHER, None),
        ("Gout: a handbook for patients", "Gout hurts.", SourceKind.PATIENT_INFORMATION, "handbook for patients"),
        ("Gout: information for adults and families", "Gout hurts.", SourceKind.PATIENT_INFORMATION, "information for adults and families"),
        ("Gout: a handbook for nurses", "Gout hurts.", SourceKind.OTHER, None),
        ("Gout", "Northfield patient information series no. 3", SourceKind.PATIENT_INFORMATION, "patient information series"),
        ("Gout", "If you have gout, you can help yourself. " * 4 + "See your GP.", SourceKind.PATIENT_INFORMATION, "See your GP"),
        (
            "Policy for knee braces",
            "Coverage criteria. The Plan pays for one brace in five years.",
            SourceKind.INSURER,
            "Coverage criteria” and “The Plan pays",
        ),
        ("Schedule of benefits", "A co-payment of $20 is due for each visit.", SourceKind.INSURER, "Schedule of benefits” and “co-payment"),
        ("Health policy in Peru", "The plan pays for wells. Clinics were far away.", SourceKind.OTHER, None),
        (
            "Coverage criteria in nine countries",
            "Abstract We read them. Introduction Prior authorization is common.",
            SourceKind.ARTICLE,
            "Abstract We read them. Introduction",
        ),
        ("Ward formulary: insulin", "Units for adults.", SourceKind.PROTOCOL, "formulary"),
        ("Sepsis", "Treatment pathway for ward staff. Give fluids.", SourceKind.PROTOCOL, "pathway for ward staff"),
        ("Sepsis", "There is no protocol for this. Staff were tired.", SourceKind.OTHER, None),
        (
            "Northmoor Vertigo Circle",
            "We are a small self-help group of people with vertigo. We meet on Mondays.",
            SourceKind.PATIENT_GROUP,
            "We are a small self-help group of people",
        ),
        ("Loneliness", "Join a support group. We are a group of hospitals.", SourceKind.OTHER, None),
        ("After your cataract operation", "Please keep this sheet. Drops are given.", SourceKind.PATIENT_INFORMATION, "keep this sheet"),
        ("Sheets and beds", "Nurses keep this in mind. This sheet is made of cotton.", SourceKind.OTHER, None),
        ("Hives", "You itch and you scratch. " * 4 + "The test is done by a nurse.", SourceKind.PATIENT_INFORMATION, "by a nurse"),
        ("Gout", "Some were told: see your GP. " + "Gout was rare in those who drank milk. " * 8, SourceKind.OTHER, None),
    ],
)
def test_kind_and_the_words_that_say_so(title: str, text: str, kind: SourceKind, words: str | None) -> None:
    source = with_kind(Document(Source("x", title), (text,), ())).source
    assert source.kind is kind
    assert dict(source.inferred).get("kind") == (words and f"the words “{words}”")


def test_what_a_loader_knows_stays() -> None:
    source = Source("x", "A systematic review", kind=SourceKind.NEWS)
    assert with_kind(Document(source, ("text",), ())).source is source


@pytest.mark.parametrize(("why", "kind"), [("booking pitch", SourceKind.CLINIC_PAGE), ("navigation, form or hidden", SourceKind.OTHER)])
def test_a_link_in_a_menu_is_no_sign_and_a_pitch_is_one(why: str, kind: SourceKind) -> None:
    text = "Book your free consultation\nOur patients sleep better after six weeks."
    blocks = (Block(1, 0, 27, Role.BOILERPLATE, why=why), Block(1, 28, len(text), Role.PARAGRAPH))
    assert with_kind(Document(Source("x", "Pads"), (text,), blocks)).source.kind is kind
