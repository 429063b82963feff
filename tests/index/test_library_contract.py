"""What every library must do, wherever it lives: these tests run on each implementation, word for word."""

from __future__ import annotations

import numpy as np
import pytest

from index.abbreviations import ShortForm
from index.document import Passage, Sentence, Source, text_hash
from index.entry import search_texts
from index.errors import LibraryNotFoundError, ManifestMismatchError, UnknownDocumentError
from index.files import FileRecord
from index.library import Library
from index.store import Size
from tests.conftest import KeywordEncoder
from tests.index.conftest import Opener
from tests.index.entries import entry


@pytest.fixture
def library(opened: Opener) -> Library:
    library = opened(create=True)
    with library.writer() as writer:
        writer.put(*entry("one", "Ketamine is a drug.", "Exercise helps sleep."))
        writer.put(*entry("two", "Women report more pain.", "A dose of 0.3mg/kg was used."))
    return library


def test_sizes_are_told_for_many_documents_at_once(library: Library) -> None:
    assert library.sizes(["one", "two", "three"]) == {
        name: Size(len(library.pages(name)), len(library.passages(name))) for name in ("one", "two")
    }


def test_it_is_empty_until_a_document_stands_and_when_the_last_is_gone(library: Library) -> None:
    assert not library.is_empty
    with library.writer() as writer:
        for name in ("one", "two"):
            writer.remove(name)
    assert library.is_empty


@pytest.mark.parametrize("mode", ["dense", "lexical", "hybrid"])
@pytest.mark.parametrize(("query", "text"), [("ketamine", "Ketamine is a drug."), ("women pain", "Women report more pain.")])
def test_search_finds_the_passage_in_each_mode(library: Library, mode: str, query: str, text: str) -> None:
    hits = library.search(query, mode=mode, top_k=2)  # type: ignore[arg-type]  # parametrised
    assert hits[0].passage.text == text
    assert hits[0].rank == 1


def test_numbers_and_units_are_found_however_they_are_spaced(library: Library) -> None:
    assert library.search("0.3 mg/kg", mode="lexical")[0].passage.text == "A dose of 0.3mg/kg was used."


@pytest.mark.parametrize("query", ["AND OR NOT *", '"NEAR(', "((", "a:b^2~", "\x00", "\ud800", "", "🙂", "text:ketamine row:1"])
def test_query_syntax_is_only_words(library: Library, query: str) -> None:
    library.search(query)


def test_a_search_can_be_kept_to_some_documents(library: Library) -> None:
    hits = library.search("ketamine pain dose", source_ids=["two"])
    assert {hit.passage.source_id for hit in hits} == {"two"}


def test_replacing_a_document_embeds_only_what_is_new(library: Library, encoder: KeywordEncoder) -> None:
    before = encoder.n_encoded
    with library.writer() as writer:
        change = writer.put(*entry("one", "Ketamine is a drug.", "Exercise helps memory."))
    assert (change.n_new, change.n_kept, change.n_dropped) == (1, 1, 1)
    assert encoder.n_encoded - before == 2  # a passage and its sentence
    assert library.search("sleep", mode="lexical") == []
    assert library.search("memory", mode="lexical")[0].passage.text == "Exercise helps memory."


def test_a_removed_document_is_gone(library: Library) -> None:
    with library.writer() as writer:
        writer.remove("one")
    assert [source.source_id for source in library.sources()] == ["two"]
    assert all(hit.passage.source_id == "two" for hit in library.search("ketamine sleep"))
    with pytest.raises(UnknownDocumentError):
        library.pages("one")


def test_passages_sentences_and_quotes_are_the_pages_words(library: Library) -> None:
    for source in library.sources():
        pages = library.pages(source.source_id)
        spans: list[Passage | Sentence] = [*library.passages(source.source_id), *library.sentences(source.source_id)]
        for span in spans:
            assert pages[span.page - 1][span.start : span.end] == span.text
            assert library.quote(source.source_id, span.page, span.start, span.end).text == span.text


def test_readers_see_the_old_state_until_it_is_published(library: Library, opened: Opener) -> None:
    reader = opened()
    assert reader.search("women", mode="lexical")
    with library.writer() as writer:
        writer.put(*entry("two", "Nobody sleeps."))
        assert reader.search("women", mode="lexical")[0].passage.text == "Women report more pain."
        assert reader.counts().n_documents == 2
    assert reader.search("women", mode="lexical") == []
    assert reader.search("sleep", mode="dense")[0].passage.text in {"Nobody sleeps.", "Exercise helps sleep."}


def test_another_encoder_is_refused_with_the_cure(library: Library, opened: Opener) -> None:
    other = KeywordEncoder()
    other.weights_hash = "1" * 64
    with pytest.raises(ManifestMismatchError, match="python -m ingest --library NEW FOLDER"):
        opened(encoder=other)


def test_no_library_is_said_with_the_command_that_makes_one(opened: Opener) -> None:
    with pytest.raises(LibraryNotFoundError, match="python -m ingest"):
        opened()


def test_what_is_put_comes_back_as_it_was(library: Library) -> None:
    document, passages, sentences = entry("one", "Ketamine is a drug.", "Exercise helps sleep.")
    assert library.source("one") == document.source
    assert library.pages("one") == document.pages
    assert library.blocks("one") == document.blocks
    assert library.notices("one") == document.notices
    assert library.passages("one") == passages
    assert library.sentences("one") == sentences
    assert [source.source_id for source in library.sources()] == ["one", "two"]
    counts = library.counts()
    assert (counts.n_documents, counts.n_pages, counts.n_passages, counts.n_sentences) == (2, 2, 4, 4)
    assert library.n_passages == 4


def test_the_sentences_of_hits_come_with_their_vectors(library: Library, encoder: KeywordEncoder) -> None:
    hits = library.search("women pain dose ketamine", top_k=4)
    sentences, vectors = library.sentences_of(hits), library.sentence_vectors_of(hits)
    assert set(sentences) == set(vectors) == {hit.passage.passage_id for hit in hits} and len(hits) == 4
    for hit in hits:
        assert [sentence.text for sentence in sentences[hit.passage.passage_id]] == [hit.passage.text]
        expected = encoder.encode([f"Section: {hit.passage.text}"])[0]
        assert vectors[hit.passage.passage_id].shape == (1, encoder.dimension)
        assert np.allclose(vectors[hit.passage.passage_id][0], expected, atol=1e-3)


def test_vectors_are_kept_by_the_hash_of_their_text(library: Library) -> None:
    texts = search_texts(*entry("one", "Ketamine is a drug.", "Exercise helps sleep."))
    keys = [key for key, _ in (*texts.passages, *texts.sentences)]
    assert set(library.vectors([*keys, bytes.fromhex(text_hash("never seen"))])) == set(keys)


def test_whole_documents_come_in_the_order_asked_for_with_their_vectors(library: Library, encoder: KeywordEncoder) -> None:
    with library.writer() as writer:
        writer.put(*entry("empty"))
    ids = ["two", "empty", "one"]
    for source_id, held in zip(ids, library.held(ids), strict=True):
        assert held.entry == library.entry(source_id)
        texts = search_texts(*held.entry)
        for pairs, vectors in ((texts.passages, held.of_passages), (texts.sentences, held.of_sentences)):
            assert vectors.shape == (len(pairs), encoder.dimension)
            assert np.allclose(vectors, encoder.encode([text for _, text in pairs]), atol=1e-3)
    with pytest.raises(UnknownDocumentError, match="nobody"):
        list(library.held(["nobody"]))


def test_a_long_page_and_many_blocks_come_back_whole(library: Library) -> None:
    long = entry("long", *(f"Sentence number {number} — ölçü, 痛み and pain." for number in range(800)))
    with library.writer() as writer:
        writer.put(*long)
    assert library.pages("long") == long[0].pages
    assert library.blocks("long") == long[0].blocks
    assert library.passages("long") == long[1]


def test_putting_the_same_again_changes_nothing_and_embeds_nothing(library: Library, encoder: KeywordEncoder) -> None:
    found, before = library.search("ketamine dose", top_k=4), encoder.n_encoded
    with library.writer() as writer:
        change = writer.put(*entry("one", "Ketamine is a drug.", "Exercise helps sleep."))
    assert (change.n_new, change.n_kept, change.n_dropped) == (0, 2, 0)
    assert encoder.n_encoded == before
    assert library.counts().n_passages == 4
    again = library.search("ketamine dose", top_k=4)
    assert {hit.passage.passage_id for hit in again} == {hit.passage.passage_id for hit in found}


def test_a_writer_that_fails_leaves_whole_documents_only(library: Library) -> None:
    with pytest.raises(RuntimeError, match="power"), library.writer() as writer:
        writer.put(*entry("three", "Memory and sleep."))
        raise RuntimeError("power cut")
    assert library.pages("three") == ("Memory and sleep.",)
    assert library.search("memory", mode="lexical")[0].passage.source_id == "three"


def test_the_generation_changes_when_what_is_visible_does(library: Library) -> None:
    before = library.generation
    with library.writer():
        pass
    assert library.generation == before
    with library.writer() as writer:
        writer.remove("two")
    assert library.generation > before


def test_a_snapshot_sees_one_state(library: Library, opened: Opener) -> None:
    reader = opened()
    with reader.snapshot():
        assert reader.counts().n_documents == 2
        with library.writer() as writer:
            writer.put(*entry("three", "Memory and sleep."))
        with reader.snapshot():
            assert [source.source_id for source in reader.sources()] == ["one", "two"]
            assert {hit.passage.source_id for hit in reader.search("memory sleep pain")} <= {"one", "two"}
    assert reader.counts().n_documents == 3


def test_files_are_remembered_and_forgotten(library: Library) -> None:
    record = FileRecord("/papers/one.pdf", 10, 20, "ab" * 32, "one")
    with library.writer() as writer:
        writer.record_file(record)
        writer.record_file(FileRecord("/papers/two.pdf", 1, 2, "cd" * 32, "two"))
    with library.writer() as writer:
        writer.forget_file("/papers/two.pdf")
    assert library.files() == {record.path: record}
    with library.writer() as writer:
        writer.remove("one")
    assert library.files() == {}


def test_a_files_record_is_written_with_its_document(library: Library) -> None:
    record = FileRecord("/papers/three.pdf", 10, 20, "ab" * 32, "three")
    with library.writer() as writer:
        list(writer.put_many([entry("three", "Memory and sleep.")], files={"three": record}))
    assert library.files() == {record.path: record}


def test_a_record_can_be_corrected_without_its_text(library: Library) -> None:
    corrected = Source("one", "Another title", authors=("A. Writer",), date="2024-01-02")
    with library.writer() as writer:
        writer.update_source(corrected)
        with pytest.raises(UnknownDocumentError):
            writer.update_source(Source("nobody", "No title"))
    assert library.source("one") == corrected
    assert library.pages("one") == ("Ketamine is a drug.\nExercise helps sleep.",)


def test_words_and_short_forms_are_those_of_the_standing_documents(library: Library) -> None:
    with library.writer() as writer:
        writer.put(*entry("three", "Pain Catastrophizing Scale (PCS) was used. PCS is a scale.", "Ketamine twice."))
    vocabulary = library.vocabulary()
    assert (vocabulary["ketamine"], vocabulary["women"]) == (2, 1)
    with library.writer() as writer:
        writer.put(*entry("four", "The pain catastrophizing scale (PCS) again, and the PCS."))
    (form,) = library.short_forms()
    assert form == ShortForm("PCS", "pain catastrophizing scale", "four", 2)
    (told,) = library.abbreviations("three")
    assert library.quote("three", told.page, told.start, told.end).text == "Pain Catastrophizing Scale (PCS)"
    assert library.abbreviations("one") == []
    with library.writer() as writer:
        writer.remove("three")
        writer.remove("four")
    assert library.vocabulary()["ketamine"] == 1
    assert library.short_forms() == []
    with pytest.raises(UnknownDocumentError):
        library.abbreviations("three")


def test_a_word_is_counted_in_passages(library: Library) -> None:
    (word,) = library.words("ketamine")
    assert library.document_frequency(word) == 1
    assert library.document_frequency("nowhere") == 0
    (number,) = library.words("0.3")
    assert library.document_frequency(number) == 1


def test_a_library_without_documents_finds_nothing(opened: Opener) -> None:
    empty = opened(create=True)
    assert empty.search("ketamine") == []
    assert empty.is_empty and empty.sources() == [] and empty.counts().n_documents == 0 and empty.vocabulary() == {}
    with pytest.raises(UnknownDocumentError, match="nobody"):
        empty.pages("nobody")
