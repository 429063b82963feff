"""Sections that are headed by what is asked for."""

from __future__ import annotations

import pytest

from chat.sections import innermost, is_headed_so, sections_asked


@pytest.mark.parametrize(
    ("question", "section"),
    [
        ("What are the weaknesses of the cohort?", "4. Discussion › 4.1 Strengths and limitations"),
        ("Who paid for it?", "FUNDING"),
        ("Does an author have a financial stake?", "Competing interest statement"),
        ("How is it stored?", "5. Storage"),
        ("What if I forget a tablet?", "3. How to take it › If you miss a dose"),
        ("What happens if somebody takes too many tablets?", "3. How to take it › Overdose"),
        ("Which medicines does it interact with?", "2. Before you take it › Other medicines and Somnol"),
        ("What are the side effects?", "Results › Adverse events"),
        ("Differential diagnosis of night cramps", "1. Diagnosis › 1.2 Differential diagnosis"),
        ("Why is the certainty of the evidence low?", "Certainty of the evidence"),
        ("How much does a splint cost?", "Our prices › Service | Price"),
        ("When should I not have the laser?", "When the laser cannot be used"),
        ("Who gets gout?", "2. Who gets it"),
        ("And who is at risk?", "Risk factors"),
    ],
)
def test_the_section_asked_for_is_known_by_its_heading(question: str, section: str) -> None:
    assert is_headed_so(section, sections_asked(question))


@pytest.mark.parametrize(
    ("question", "section"),
    [
        ("Does it help against pain?", "Side effects"),
        ("What are the side effects?", "5. Storage"),
        ("What are the side effects?", ""),
        ("Who was followed for longest?", "Funding"),
        ("When should I have the laser?", "When the laser cannot be used"),
        ("Who gets the jab first?", "Where it is given"),
        ("How many people missed their bus?", "If you miss a dose"),
    ],
)
def test_another_section_is_not(question: str, section: str) -> None:
    assert not is_headed_so(section, sections_asked(question))


def test_the_innermost_heading_is_no_header_of_a_table() -> None:
    assert innermost("Our prices › Service | Price") == "Our prices"
    assert innermost("") == ""
