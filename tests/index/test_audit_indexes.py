"""An index of the right size and generation that says other things than the tables is found out, and made again."""

from __future__ import annotations

import shutil
from pathlib import Path

import faiss
import numpy as np
import pytest
import tantivy

from index import compressed, dense
from index.audit_indexes import n_not_found, n_wrong_vectors, stale_indexes
from index.dense import DenseIndex
from index.flat import Flat
from index.lexical import LexicalIndex
from index.local_library import LocalLibrary
from ingest import doctor
from tests.conftest import KeywordEncoder
from tests.index.entries import entry
from tests.index.test_dense import MANIFEST, FakeStore


@pytest.fixture
def library(tmp_path: Path, encoder: KeywordEncoder) -> LocalLibrary:
    library = LocalLibrary.open_folder(tmp_path / "library", encoder=encoder, create=True)
    with library.writer() as writer:
        writer.put(*entry("one", "Ketamine was given to women.", "Sleep got better."))
        writer.put(*entry("two", "Exercise eases pain."))
    return library


def opened_again(library: LocalLibrary, encoder: KeywordEncoder) -> LocalLibrary:
    library.close()
    return LocalLibrary.open_folder(library.folder, encoder=encoder)


def cured(library: LocalLibrary) -> bool:
    findings = doctor.examine(library)
    assert [finding.cure for finding in findings] == ["Cure: python -m ingest doctor --fix"]
    doctor.cure(library, findings)
    return not doctor.examine(library)


def test_vectors_of_other_passages_are_found_and_made_again(library: LocalLibrary, encoder: KeywordEncoder) -> None:
    assert stale_indexes(library) == []
    (path,) = library.folder.glob("passages-*.faiss")
    flat = Flat.read(path)
    vectors = flat.vectors(0, len(flat))
    Flat.empty(flat.dimension).changed(iter([(flat.rows, vectors[[1, 0, 2]])]), ()).write(path)
    with opened_again(library, encoder) as again:
        assert stale_indexes(again) == ["the dense index has the vectors of other texts for 2 of 3 passages"]
        assert again.search("sleep", mode="dense")[0].passage.text != "Sleep got better."
        assert cured(again)
        assert again.search("sleep", mode="dense")[0].passage.text == "Sleep got better."


def test_words_under_the_wrong_passage_are_found_and_made_again(library: LocalLibrary, encoder: KeywordEncoder) -> None:
    lexical = LexicalIndex(library.folder / "lexical")
    lexical.open()
    row, wrong = min(lexical.rows()), tantivy.Document()
    wrong.add_unsigned("row", row)
    wrong.add_text("text", "quite other words")
    assert lexical._index is not None
    writer = lexical._index.writer(num_threads=1)
    writer.delete_documents_by_query(tantivy.Query.term_set_query(lexical._schema, "row", [row]))
    writer.add_document(wrong)
    writer.commit()
    writer.wait_merging_threads()
    with opened_again(library, encoder) as again:
        assert stale_indexes(again) == ["the word index lacks words of 1 of 3 passages"]
        assert again.search("ketamine", mode="lexical") == []
        assert cured(again)
        assert again.search("ketamine", mode="lexical")


def test_the_word_index_of_another_library_is_found(library: LocalLibrary, tmp_path: Path, encoder: KeywordEncoder) -> None:
    with LocalLibrary.open_folder(tmp_path / "other", encoder=encoder, create=True) as other, other.writer() as writer:
        writer.put(*entry("gone", "Nobody reads this."))
        writer.put(*entry("gone", "Memory of a study."))  # takes a higher row
        writer.put(*entry("more", "One of them.", "And another."))
    shutil.rmtree(library.folder / "lexical")
    shutil.copytree(tmp_path / "other" / "lexical", library.folder / "lexical")
    with opened_again(library, encoder) as again:
        (what,) = stale_indexes(again)
        assert what.startswith("the word index ")
        assert cured(again)


def test_vectors_of_a_compressed_index_that_changed_on_disk_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dense, "FLAT_MOST", 10)
    monkeypatch.setattr(compressed, "_COMPARED_AGAIN", 30)
    store = FakeStore()
    store.add(600)
    index = DenseIndex.open(tmp_path, store, MANIFEST)
    index.compress(tmp_path, store)
    assert (n_wrong_vectors(index, store), n_not_found(index, store)) == (0, 0)
    (folder,) = tmp_path.glob("passages-*.ivf")
    vectors = np.memmap(folder / "vectors.f16", np.float16, "r+", shape=(600, MANIFEST.dimension))
    vectors[7] = -vectors[7]
    vectors.flush()
    assert n_wrong_vectors(DenseIndex.open(tmp_path, store, MANIFEST), store) == 1
    vectors[7] = -vectors[7]
    vectors.flush()
    faiss.write_index(compressed._encoded(np.ascontiguousarray(vectors[::-1])), str(folder / "codes.faiss"))
    again = DenseIndex.open(tmp_path, store, MANIFEST)
    assert n_wrong_vectors(again, store) == 0
    assert n_not_found(again, store) > 300
