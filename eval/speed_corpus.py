"""Documents of any number to measure speed on: the shipped texts' sentences, shuffled, each made to differ from every other."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path

from eval.collection import CorpusDocument
from eval.results import ROOT
from index.library import Library
from ingest.boilerplate import is_reference

_VARIED = ROOT / "training" / "data" / "judge"
SENTENCES_A_PASSAGE = 8  # as many as make a passage of their own: two such paragraphs are longer than one may be
PASSAGES_A_DOCUMENT = 8


def sentences_of(library: Library) -> list[str]:
    """The sentences of a library's documents, in reading order, on one line each; without citations, which no paragraph begins with."""
    lines = (" ".join(sentence.text.split()) for source in library.sources() for sentence in library.sentences(source.source_id))
    return [line for line in lines if not is_reference(line)]


def varied_sentences() -> list[str]:
    """Sentences about many matters, each once: of the texts that the judge learns from. Empty where only the package is installed."""
    lines = (line for file in sorted(_VARIED.glob("docs*.jsonl")) for line in file.read_text(encoding="utf-8").splitlines())
    return [*dict.fromkeys(sentence for line in lines for sentence in json.loads(line)["sentences"])]


def synthetic_documents(
    sentences: Sequence[str], *, n_passages: int, passages_a_document: int = PASSAGES_A_DOCUMENT, seed: int = 0
) -> Iterator[CorpusDocument]:
    """Documents of about `n_passages` passages in all; the same for the same seed.

    A number is added to each sentence, so that none is embedded once and used twice.
    """
    chance = random.Random(seed)
    numbers = count(1)
    for document in range(-(-n_passages // passages_a_document)):
        paragraphs = [
            " ".join(f"{sentence.rstrip('.')} in group {next(numbers)}." for sentence in chance.choices(sentences, k=SENTENCES_A_PASSAGE))
            for _ in range(min(passages_a_document, n_passages - document * passages_a_document))
        ]
        yield CorpusDocument(f"synthetic-{document:06}", f"Report {document}", "\n\n".join(paragraphs))


def write_files(documents: Sequence[CorpusDocument], folder: Path) -> list[Path]:
    """Each document as a text file, named by its id."""
    folder.mkdir(parents=True)
    paths = [folder / f"{document.document_id}.txt" for document in documents]
    for path, document in zip(paths, documents, strict=True):
        path.write_text(f"{document.title}\n\n{document.text}\n", encoding="utf-8")
    return paths


def synthetic_queries(sentences: Sequence[str], *, n: int, seed: int = 1) -> list[str]:
    """Queries of five to nine running words of a sentence."""
    chance = random.Random(seed)
    queries = []
    for _ in range(n):
        words = chance.choice(sentences).split()
        length = chance.randint(5, 9)
        start = chance.randint(0, max(0, len(words) - length))
        queries.append(" ".join(words[start : start + length]))
    return queries
