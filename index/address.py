"""Where a library lives: a folder, or `milvus://HOST:PORT/NAME`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from index.errors import LibraryError

_LIKE_MILVUS = re.compile(r"milvus:/", re.I)
_MILVUS = re.compile(r"milvus:/{1,2}(?P<host>\[[0-9a-fA-F:]+\]|[^/:\s]+):(?P<port>\d{1,5})/(?P<name>[A-Za-z_][A-Za-z0-9_]{0,99})", re.I)


@dataclass(frozen=True, slots=True)
class MilvusAddress:
    """A library in a Milvus server. Who may come in is told by the environment, never by the address."""

    host: str
    port: int
    name: str  # the collections' names begin with it

    def __str__(self) -> str:
        return f"milvus://{self.host}:{self.port}/{self.name}"


def milvus_address(place: Path | str) -> MilvusAddress | None:
    """The address that `place` is, or None for a folder.

    A `Path` made of the text has lost one slash of the two; it is understood all the same.
    Raises: LibraryError if it begins like an address and is none.
    """
    text = str(place)
    if not _LIKE_MILVUS.match(text):
        return None
    found = _MILVUS.fullmatch(text)
    if found is None or not 0 < int(found["port"]) < 65536:
        raise LibraryError(
            f"{text}: not an address of a library. Write milvus://HOST:PORT/NAME, where NAME is letters, digits and underscores."
        )
    return MilvusAddress(found["host"], int(found["port"]), found["name"])


def written(place: Path | str) -> str:
    """The place as it is typed, both slashes of an address there again."""
    return str(milvus_address(place) or place)


def kept_folder(place: Path | str) -> Path:
    """Where receipts, copies and opinions of this library go: itself if it is a folder, else one on this machine.

    Raises: LibraryError if it begins like an address and is none.
    """
    address = milvus_address(place)
    return (
        Path(place)
        if address is None
        else Path("data") / f"milvus-{address.host.strip('[]').replace(':', '_')}-{address.port}-{address.name}"
    )
