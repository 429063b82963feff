"""A library in memory for the chat tests: sentences cut at full stops, judged by the words they share."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from types import MappingProxyType

from chat.calibration import Calibration, Signs
from chat.evidence import Evidence, Features
from chat.judge.cross_encoder import Candidate
from index.document import Block, Document, Passage, Role, Sentence, Source, SourceKind
from index.encoder import Encoder
from index.hit import Hit
from index.library import Library
from ingest.sentences import sentence_spans
from ingest.split import BULLET

WORD = re.compile(r"\w+")
PLAIN = Calibration(
    order=(6.0, *[0.0] * (len(fields(Features)) - 1)),
    answer=(1.0, *[0.0] * (len(fields(Signs)) - 1)),
    intercept=-3.0,
    answer_from=0.4,
    second_source=2.5,
    second_figure=2.5,
    same_source=0.5,
    second_cosine=0.5,
    second_judged=math.inf,
    related_from=0.06,
)


class SharedWordsJudge:
    """The share of the question's words that the sentence holds."""

    def score(self, question: str, candidates: Sequence[Candidate]) -> list[float]:
        asked = {word for word in WORD.findall(question.lower()) if len(word) > 3}
        return [len(asked & set(WORD.findall(candidate.sentence.lower()))) / max(1, len(asked)) for candidate in candidates]


def passage(
    text: str, *, source_id: str = "doc", start: int = 0, section: str = "", roles: Sequence[Role] = ()
) -> tuple[Passage, list[Sentence]]:
    """A passage whose sentences end at full stops or line ends."""
    found = Passage(f"{source_id}/{start}", source_id, 1, start, start + len(text), section, text)
    lines = [(match.start(), match.end()) for match in re.finditer(r"[^\n]+", text)] if roles else [(0, len(text))]
    spans = [(begin + first, begin + last) for begin, stop in lines for first, last in sentence_spans(text[begin:stop])]
    sentences = []
    for number, (first, last) in enumerate(spans):
        role = roles[number] if roles else Role.PARAGRAPH
        if role is Role.LIST_ITEM and (bullet := BULLET.match(text[first:last])):
            first += bullet.end()
        identity = f"{found.passage_id}/{number}"
        sentences.append(Sentence(identity, found.passage_id, source_id, 1, start + first, start + last, text[first:last], role))
    return found, sentences


def evidence(text: str, position: int, *, roles: Sequence[Role] = (), probability: float = 0.9, source_id: str = "doc") -> Evidence:
    """The evidence that the sentence at `position` of this passage is."""
    found, sentences = passage(text, roles=roles, source_id=source_id)
    features = Features(judged=1.0, cosine=1.0, fused=1.0, coverage=1.0, unknown=0.0, lacking=0.0, unnamed=0.0)
    strength = math.log(probability / (1 - probability))
    return Evidence(sentences[position], position, tuple(sentences), Hit(found, 1, 1.0, 1), features, probability, strength)


def library_of(
    folder: Path,
    encoder: Encoder,
    documents: dict[str, str],
    kind: SourceKind = SourceKind.ARTICLE,
    authors: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
) -> Library:
    """A library of one-passage documents: source_id → text, and who wrote which."""
    library = Library.open(folder, encoder=encoder, create=True)
    with library.writer() as writer:
        for source_id, text in documents.items():
            found, sentences = passage(text, source_id=source_id)
            block = Block(1, 0, len(text), Role.PARAGRAPH)
            source = Source(source_id, f"Title of {source_id}", kind, authors.get(source_id, ()))
            writer.put(Document(source, (text,), (block,)), [found], sentences)
    return library
