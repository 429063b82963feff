"""Places of libraries: folders, and addresses however they were passed on."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.address import MilvusAddress, kept_folder, milvus_address, written
from index.errors import LibraryError


@pytest.mark.parametrize("text", ["milvus://localhost:19530/papers", "MILVUS://localhost:19530/papers"])
def test_an_address_is_known_also_as_a_path(text: str) -> None:
    expected = MilvusAddress("localhost", 19530, "papers")
    assert milvus_address(text) == milvus_address(Path(text)) == expected
    assert str(expected) == "milvus://localhost:19530/papers"


def test_an_address_may_be_of_ip_version_6() -> None:
    assert milvus_address("milvus://[::1]:19530/papers") == MilvusAddress("[::1]", 19530, "papers")


@pytest.mark.parametrize("place", ["data/library", "milvus", "/srv/milvus/papers", "C:/milvus"])
def test_a_folder_is_no_address(place: str) -> None:
    assert milvus_address(place) is None


@pytest.mark.parametrize(
    "text", ["milvus://localhost/papers", "milvus://localhost:19530", "milvus://h:0/a", "milvus://h:99999/a", "milvus://h:1/a b"]
)
def test_what_begins_like_an_address_and_is_none_is_refused(text: str) -> None:
    with pytest.raises(LibraryError, match="milvus://HOST:PORT/NAME"):
        milvus_address(text)


@pytest.mark.parametrize(
    ("place", "typed", "kept"),
    [
        ("data/library", "data/library", "data/library"),
        ("milvus://localhost:19530/papers", "milvus://localhost:19530/papers", "data/milvus-localhost-19530-papers"),
        ("milvus://[::1]:19530/papers", "milvus://[::1]:19530/papers", "data/milvus-__1-19530-papers"),
    ],
)
def test_a_place_is_written_as_typed_and_has_a_folder_on_this_machine(place: str, typed: str, kept: str) -> None:
    assert written(Path(place)) == typed
    assert kept_folder(Path(place)) == kept_folder(place) == Path(kept)
