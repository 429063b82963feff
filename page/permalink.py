"""A link that asks the same questions again: it names the state of the library, so that it promises only what it can keep.

The link's content stands behind the # of the address, which browsers never send to a server.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from index.library import Library
from page.turn import Turn

PREFIX = "c="
MAX_QUESTIONS = 12
MAX_CHARS = 4_000  # of one question in a link
_BYTES = 12  # of the hash that names a library's state


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of a link, with what else decides its answer."""

    question: str
    source_ids: tuple[str, ...] | None = None
    kept: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A conversation's questions and the state of the library that answered them."""

    state: str
    asked: tuple[Asked, ...]


def library_state(library: Library) -> str:
    """A name for what the library holds: the same documents, read the same way, give the same name on every machine."""
    with library.snapshot():
        lines = sorted(f"{source.source_id}\t{source.sha256}\t{source.extractor}" for source in library.sources())
        lines.append(library.manifest.weights_hash)
    return hashlib.blake2b("\n".join(lines).encode("utf-8"), digest_size=_BYTES).hexdigest()


def link_to(turns: Sequence[Turn], library: Library) -> str:
    """The part of the address behind the #; "" if nothing has been asked."""
    if not turns:
        return ""
    asked = [
        {"q": turn.question[:MAX_CHARS]}
        | ({"d": list(turn.source_ids)} if turn.source_ids is not None else {})
        | ({"k": list(turn.kept)} if turn.kept is not None else {})
        for turn in turns[-MAX_QUESTIONS:]
    ]
    record = json.dumps({"v": 1, "l": library_state(library), "a": asked}, ensure_ascii=False, separators=(",", ":"))
    return PREFIX + base64.urlsafe_b64encode(record.encode("utf-8")).decode("ascii").rstrip("=")


def read_link(fragment: object) -> Link | None:
    """What a link asks; None for one that is damaged."""
    if not isinstance(fragment, str) or not fragment.startswith(PREFIX):
        return None
    try:
        packed = fragment.removeprefix(PREFIX)
        record = json.loads(base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4)))
        asked = tuple(_asked(entry) for entry in record["a"][:MAX_QUESTIONS])
        return Link(str(record["l"]), asked) if record["v"] == 1 and asked else None
    except (ValueError, KeyError, TypeError, AttributeError, binascii.Error):
        return None


def _asked(entry: dict[str, object]) -> Asked:
    question = entry["q"]
    if not isinstance(question, str) or not question.strip():
        raise ValueError("a link without a question")
    return Asked(question[:MAX_CHARS], _texts(entry.get("d")), _texts(entry.get("k")))


def _texts(value: object) -> tuple[str, ...] | None:
    return tuple(str(each)[:300] for each in value) if isinstance(value, list) else None
