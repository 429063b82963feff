"""The collections that make up a library in Milvus.

    records     how the library was made, which files were read, which documents are being written
    documents   one row a document, by a hash of its id: its record, and the key of the version that stands
    texts       page texts, blocks, notices, words and short forms of a version, in parts
    passages    with their offsets, words (for BM25) and vectors
    sentences   likewise

Rows of a version carry its key and are never changed. A version is written first and stands when its document's row names it,
so that a document is seen whole or not at all.
"""

from __future__ import annotations

from collections.abc import Callable

from pymilvus import CollectionSchema, DataType, Function, FunctionType, MilvusClient

from index.errors import LibraryError
from index.milvus.client import MilvusCalls

FORMAT_VERSION = 2  # of these collections
WITH_VECTORS = ("passages", "sentences")
PARTS = ("texts", "passages", "sentences")
NAMES = ("records", "documents", *PARTS)
MAX_BYTES = 65_535  # of a VARCHAR
NO_VECTOR = [0.0, 0.0]  # Milvus wants a vector in every collection
_KEY, _ID = 64, 512
# Words come to the server analysed by us, so it has only to cut them at spaces. Milvus Lite knows no such cutting; its own
# leaves words of letters, digits and underscores whole, which ours are.
_ANALYSERS = ({"tokenizer": "whitespace"}, {"tokenizer": "standard"})


def create_basic(calls: MilvusCalls) -> None:
    """Make what a library without documents consists of, or what is missing of it."""
    for name, add in (("records", _records), ("documents", _documents), ("texts", _texts)):
        schema = _empty_schema()
        add(schema)
        schema.add_field("no_vector", DataType.FLOAT_VECTOR, dim=len(NO_VECTOR))
        _create(calls, name, schema, {"no_vector": ("FLAT", "L2")})


def create_with_vectors(calls: MilvusCalls, dimension: int) -> None:
    """Make the collections of passages and sentences, or what is missing of them."""
    schema = _empty_schema()
    _sentences(schema)
    schema.add_field("vector", DataType.FLOAT_VECTOR, dim=dimension)
    _create(calls, "sentences", schema, {"vector": ("FLAT", "IP")})
    _create_passages(calls, dimension)


def _create_passages(calls: MilvusCalls, dimension: int) -> None:
    for analyser in _ANALYSERS:
        schema = _empty_schema()
        _passages(schema)
        schema.add_field("words", DataType.VARCHAR, max_length=MAX_BYTES, enable_analyzer=True, enable_match=True, analyzer_params=analyser)
        schema.add_field("vector", DataType.FLOAT_VECTOR, dim=dimension)
        schema.add_field("bm25", DataType.SPARSE_FLOAT_VECTOR)
        schema.add_function(
            Function(name="bm25", function_type=FunctionType.BM25, input_field_names=["words"], output_field_names=["bm25"])
        )
        try:
            return _create(calls, "passages", schema, {"vector": ("FLAT", "IP"), "bm25": ("SPARSE_INVERTED_INDEX", "BM25")})
        except LibraryError:
            if analyser is _ANALYSERS[-1]:
                raise
    return None


def _create(calls: MilvusCalls, name: str, schema: CollectionSchema, indexes: dict[str, tuple[str, str]]) -> None:
    """Make a collection with its indexes and load it. Another process may be at the same, or was killed in the middle of it."""
    full = calls.collection(name)
    if not calls.has(name):
        _unless_done(
            lambda: calls.call(lambda client: client.create_collection(full, schema=schema, consistency_level="Strong")),
            lambda: calls.has(name),
        )
    for field, (kind, metric) in {**indexes, **{field: ("INVERTED", "") for field in _SCALAR_INDEXES[name]}}.items():
        if not _is_indexed(calls, full, field):
            parameters = MilvusClient.prepare_index_params()
            parameters.add_index(field_name=field, index_type=kind, **({"metric_type": metric} if metric else {}))
            # Not waited for one by one: loading waits until all are there.
            _unless_done(
                lambda parameters=parameters: calls.call(lambda client: client.create_index(full, parameters, sync=False)),  # type: ignore[misc]
                lambda field=field: _is_indexed(calls, full, field),  # type: ignore[misc]
            )
    calls.call(lambda client: client.load_collection(full))


def _is_indexed(calls: MilvusCalls, full: str, field: str) -> bool:
    return bool(calls.call(lambda client: client.list_indexes(full, field_name=field)))


def _unless_done(work: Callable[[], object], is_done: Callable[[], bool]) -> None:
    """Do it; a refusal is no error if it is done afterwards: another process was quicker."""
    try:
        work()
    except LibraryError:
        if not is_done():
            raise


_SCALAR_INDEXES = {
    "records": ("kind", "source_key"),
    "documents": ("stamp",),
    "texts": ("version", "kind"),
    "passages": ("version", "text_hash"),
    "sentences": ("version", "passage_key", "text_hash"),
}


def _empty_schema() -> CollectionSchema:
    schema = MilvusClient.create_schema(auto_id=False, enable_dynamic_field=False)
    schema.add_field("key", DataType.VARCHAR, max_length=_ID, is_primary=True)
    return schema


def _records(schema: CollectionSchema) -> None:
    schema.add_field("kind", DataType.VARCHAR, max_length=_KEY)
    schema.add_field("source_key", DataType.VARCHAR, max_length=_KEY)
    schema.add_field("value", DataType.VARCHAR, max_length=MAX_BYTES)


def _documents(schema: CollectionSchema) -> None:
    schema.add_field("version", DataType.VARCHAR, max_length=_KEY)  # "" for a document that was removed
    schema.add_field("source", DataType.VARCHAR, max_length=MAX_BYTES)
    for name in ("stamp", "n_pages", "n_passages", "n_sentences", "n_words"):
        schema.add_field(name, DataType.INT64)


def _texts(schema: CollectionSchema) -> None:
    schema.add_field("version", DataType.VARCHAR, max_length=_KEY)
    schema.add_field("kind", DataType.VARCHAR, max_length=_KEY)
    schema.add_field("number", DataType.INT64)
    schema.add_field("part", DataType.INT64)
    schema.add_field("text", DataType.VARCHAR, max_length=MAX_BYTES)


def _span(schema: CollectionSchema) -> None:
    schema.add_field("version", DataType.VARCHAR, max_length=_KEY)
    for name in ("page", "start", "stop"):
        schema.add_field(name, DataType.INT64)
    schema.add_field("text_hash", DataType.VARCHAR, max_length=_KEY)


def _passages(schema: CollectionSchema) -> None:
    _span(schema)
    schema.add_field("passage_id", DataType.VARCHAR, max_length=MAX_BYTES)
    schema.add_field("section", DataType.VARCHAR, max_length=MAX_BYTES)
    schema.add_field("text", DataType.VARCHAR, max_length=MAX_BYTES)


def _sentences(schema: CollectionSchema) -> None:
    _span(schema)
    schema.add_field("passage_key", DataType.VARCHAR, max_length=_ID)
    schema.add_field("sentence_id", DataType.VARCHAR, max_length=MAX_BYTES)
    schema.add_field("role", DataType.VARCHAR, max_length=_KEY)
    schema.add_field("is_whole", DataType.BOOL)
