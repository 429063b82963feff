"""Passages' vectors composed of their sentences': what is composed, when, and that a library goes on as it began."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from shutil import copytree

import numpy as np
import pytest

from index.composer.composer import FOLDER, WEIGHTS_FILE, Composer, composer_of, encode_passages
from index.document import Block, Document, Role, Source
from index.embedding import Missing, told
from index.encoder import BUNDLED_SHA256, Vectors, open_encoder, unit_rows
from index.entry import Entry, PassageParts, SearchTexts, search_texts
from index.errors import EncoderError, ManifestMismatchError
from index.library import Library
from ingest.move import LentVectors, move
from ingest.split import split
from ingest.verify import verify
from tests.conftest import KeywordEncoder
from tests.index.conftest import Opener


class Composing(KeywordEncoder):
    """Composes a passage of the mean of its sentences, and counts what it composed."""

    passages_from = "sentences-mean"

    def __init__(self) -> None:
        super().__init__()
        self.composed: list[PassageParts] = []

    def encode_passages(self, passages: Sequence[PassageParts], of_sentences: Mapping[bytes, Vectors]) -> Vectors:
        self.composed += passages
        return unit_rows(np.stack([np.mean([of_sentences[key] for key in one.sentences], axis=0) for one in passages]))


def passage_vector(library: Library, source_id: str) -> Vectors:
    (held,) = library.held([source_id])
    vector: Vectors = held.of_passages[0]
    return vector


def entry(source_id: str, words: str, title: str = "A title") -> Entry:
    """A document of one passage, split into its sentences."""
    document = Document(Source(source_id, title), (words,), (Block(1, 0, len(words), Role.PARAGRAPH),))
    made = split(document)
    return document, made.passages, made.sentences


ONE = entry("one", "Ketamine is a drug. Exercise helps sleep.")
TWO = entry("two", "Women report more pain. A dose of 0.3 mg/kg was used.")


def test_a_new_library_is_composed_where_the_encoder_composes(opened: Opener) -> None:
    encoder = Composing()
    library = opened(create=True, encoder=encoder)
    with library.writer() as writer:
        writer.put(*ONE)
    assert library.manifest.passages_from == "sentences-mean"
    assert [one.text for one in encoder.composed] == [text for _, text in search_texts(*ONE).passages]
    (held,) = library.held(["one"])
    mean = unit_rows(held.of_sentences.mean(axis=0, keepdims=True))[0]
    assert float(held.of_passages[0] @ mean) == pytest.approx(1, abs=1e-3)


def test_a_library_goes_on_as_it_began(opened: Opener) -> None:
    before = opened(create=True)
    with before.writer() as writer:
        writer.put(*ONE)
    encoder = Composing()
    library = opened(encoder=encoder)
    with library.writer() as writer:
        writer.put(*TWO)
    assert library.manifest.passages_from == ""
    assert encoder.composed == []
    (text,) = (text for _, text in search_texts(*TWO).passages)
    assert float(passage_vector(library, "two") @ encoder.encode_query(text)) == pytest.approx(1, abs=1e-3)


def test_a_library_of_another_composer_is_refused(opened: Opener) -> None:
    library = opened(create=True, encoder=Composing())
    with library.writer() as writer:
        writer.put(*ONE)
    with pytest.raises(ManifestMismatchError, match="passages' vectors"):
        opened(encoder=KeywordEncoder())


def test_it_is_verified_and_moved(tmp_path: Path) -> None:
    library = Library.open(tmp_path / "from", encoder=Composing(), create=True)
    with library.writer() as writer:
        writer.put(*ONE)
        writer.put(*TWO)
    found = verify(library, all_vectors=True)
    assert (found.n_computed, found.problems) == (found.n_vectors, [])
    lent = LentVectors(library)
    target = Library.open(tmp_path / "to", encoder=lent, create=True)
    assert move(lent, target).wrong == ()
    assert target.manifest.passages_from == "sentences-mean"


def test_a_wrong_composed_vector_is_found(tmp_path: Path) -> None:
    library = Library.open(tmp_path, encoder=Composing(), create=True)
    with library.writer() as writer:
        writer.put(*ONE)
    store = library._store  # type: ignore[attr-defined]  # a library in a folder
    worn = np.full(library.manifest.dimension, 0.1, dtype=np.float16).tobytes()
    store.connection.execute("UPDATE vector SET vector = ? WHERE hash = (SELECT vector_hash FROM passage)", (worn,))
    assert [problem.what.partition(": ")[2][:30] for problem in verify(library, all_vectors=True).problems] == [
        "its vector is not of its words"[:30]
    ]


def test_what_a_stopped_run_left_is_composed_to_the_same() -> None:
    """Sentences that were kept before their passage are read back, and give its vector to the last bit."""
    batch, encoder = [search_texts(*ONE)], Composing()
    first = list(Missing(batch, {}, "sentences-mean").embed(encoder))
    again = list(Missing(batch, first[0], "sentences-mean").embed(encoder))
    assert len(first) == 2
    assert [made.keys() for made in again] == [first[1].keys()]
    ((key, vector),) = first[1].items()
    assert np.array_equal(again[0][key], vector)


def test_what_is_told_counts_sentences_and_passages() -> None:
    heard: list[tuple[int, int]] = []
    missing = Missing([search_texts(*ONE), search_texts(*TWO)], {}, "")
    list(told(missing.embed(KeywordEncoder()), len(missing), lambda done, of: heard.append((done, of))))
    assert heard == [(0, 6), (4, 6)]


# -- the composer that ships ---------------------------------------------------------------------------------------------------


LONG = entry(
    "three",
    "Ketamine was given as one infusion of 0.3 mg/kg over thirty minutes. Pain fell in eight of eleven patients. "
    "Dizziness was the most frequent complaint. Nobody left the study.",
    title="Ketamine infusions in fibromyalgia: a crossover study",
)


def parts_of(one: Entry) -> tuple[SearchTexts, dict[bytes, Vectors]]:
    texts = search_texts(*one)
    vectors = open_encoder().encode([text for _, text in texts.sentences])
    return texts, dict(zip([key for key, _ in texts.sentences], vectors, strict=True))


def test_what_is_composed_is_near_what_is_read() -> None:
    encoder = open_encoder()
    texts, of_sentences = parts_of(LONG)
    (composed,), (whole,) = encoder.encode_passages(texts.parts, of_sentences), encoder.encode([texts.parts[0].text])
    assert np.linalg.norm(composed) == pytest.approx(1, abs=1e-4)
    assert float(composed @ whole) > 0.85
    other = encoder.encode_query("opening hours of the library")
    assert float(composed @ other) < float(composed @ encoder.encode_query("ketamine infusion for pain")) - 0.3


def test_it_is_of_the_bundled_model_alone() -> None:
    assert open_encoder().passages_from.startswith("sentences-")
    assert composer_of(BUNDLED_SHA256) is not None
    assert composer_of("0" * 64) is None


def test_a_passage_without_sentences_is_read_whole() -> None:
    encoder, nothing = open_encoder(), PassageParts("Ketamine is a drug.", "Drugs", (), ())
    vectors = encode_passages(encoder, composer_of(BUNDLED_SHA256), [nothing], {})
    assert float(vectors[0] @ encoder.encode_query("Ketamine is a drug.")) > 0.9995


def test_a_changed_composer_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "composer"
    copytree(FOLDER, folder)
    with (folder / WEIGHTS_FILE).open("r+b") as file:
        file.seek(-1, 2)
        file.write(b"\x01")
    texts, of_sentences = parts_of(LONG)
    with pytest.raises(EncoderError, match="not the composer"):
        Composer(folder).compose(texts.parts, of_sentences, {texts.parts[0].heading: np.zeros(384, dtype=np.float32)})
    with pytest.raises(EncoderError, match="is missing"):
        Composer(tmp_path)
