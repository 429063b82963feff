"""An assistant over three small documents, with the guard and encoder that ship and a judge that can be checked by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from chat.answer import Assistant
from chat.guard import Guard
from index.encoder import Encoder, open_encoder
from index.library import Library
from tests.chat.fakes import PLAIN, SharedWordsJudge, library_of

DOCUMENTS = {
    "trial": "Sörensen studied eighteen patients. The study dose was 0.3 mg/kg of ketamine. Relief lasted seven days.",
    "clinic": "Our infusion dose starts at 0.5 mg/kg over 90 minutes. Most patients feel relief after weeks.",
    "leaflet": "Brain-derived neurotrophic factor (BDNF) rises after exercise. People with heart disease should avoid infusions.",
}


@pytest.fixture(scope="session")
def real_encoder() -> Encoder:
    return open_encoder()


@pytest.fixture
def library(tmp_path: Path, real_encoder: Encoder) -> Library:
    return library_of(tmp_path / "library", real_encoder, DOCUMENTS)


@pytest.fixture
def assistant(library: Library, real_encoder: Encoder) -> Assistant:
    return Assistant(library, Guard(real_encoder), SharedWordsJudge(), PLAIN)
