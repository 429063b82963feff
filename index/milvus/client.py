"""Calls to a Milvus server: tried again while it does not answer, its errors made ours. The only module that imports pymilvus at once."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any, TypeVar

from grpc import RpcError
from pymilvus import MilvusClient, MilvusException

from index.address import MilvusAddress
from index.errors import LibraryError, LibrarySlowError, LibraryUnreachableError

T = TypeVar("T")
Row = dict[str, Any]
_NOT_CONNECTED = 2
_NOT_LOADED = 101
_LOST = ("unavailable", "deadline exceeded", "deadline_exceeded", "cancelled", "create connection first")  # in what an error says
_NOT_LET_IN = ("unauthenticated", "auth check failure", "permission deny", "privilege")
_WAITS_S = (0.1, 0.3, 0.8, 1.8, 3.0)  # between tries while the server does not answer
_TIMEOUT_S = 30.0
_SEARCH_S = 15.0
_CHANNEL = {
    # Without these, a new connection waits as long as the lost one had come to wait between its tries.
    "grpc.use_local_subchannel_pool": 1,
    "grpc.initial_reconnect_backoff_ms": 100,
    "grpc.min_reconnect_backoff_ms": 100,
    "grpc.max_reconnect_backoff_ms": 1000,
    # The client would ask every ten seconds whether the server lives: one that is busy for five counts as lost, and a gRPC server
    # with standard settings hangs up on who asks oftener than every five minutes. Each call has a time limit, which tells as well.
    "grpc.keepalive_time_ms": 300_000,
    "grpc.keepalive_timeout_ms": 30_000,
    "grpc.keepalive_permit_without_calls": 0,
}
_ROWS_AT_ONCE = 256
_BYTES_AT_ONCE = 4_000_000  # of text in one message; servers take 64 MB
_IDS_AT_ONCE = 500
_ROWS_IN_ONE_REPLY = 5000
_MANY_ROWS = 2000

logging.getLogger("pymilvus").setLevel(logging.CRITICAL + 1)  # it would log what users ask; errors are told by us


class MilvusCalls:
    """The collections of one library. Reconnects by itself; safe to call from several threads."""

    def __init__(self, address: MilvusAddress) -> None:
        self.address = address
        self._client: MilvusClient | None = None
        self._connecting = threading.Lock()
        self._n_written: Counter[str] = Counter()  # rows by collection, since it was asked to put them away
        self._version: str | None = None  # the server's

    def close(self) -> None:
        """Close the connection."""
        with self._connecting:
            if self._client is not None:
                with suppress(MilvusException, RpcError):
                    self._client.close()
                self._client = None

    def collection(self, name: str) -> str:
        """The full name of one of the library's collections."""
        return f"{self.address.name}_{name}"

    def call(self, work: Callable[[MilvusClient], T], *, name: str = "", n_late: int = len(_WAITS_S)) -> T:
        """Do the work; again while the server does not answer, and after loading collection `name` if it is not in memory.

        What takes longer than its time limit is tried again `n_late` times.
        Raises: LibraryUnreachableError; LibrarySlowError; LibraryError for what the server refuses.
        """
        waits = iter(_WAITS_S)
        while True:
            try:
                return work(self._connected())
            except ValueError as error:  # another thread has just let the connection go
                if "closed channel" not in str(error).lower() or (wait := next(waits, None)) is None:
                    raise
                time.sleep(wait)
            except (
                MilvusException,
                RpcError,
            ) as error:  # pymilvus lets some of gRPC's own errors through, as one for a call that took too long
                code, reason = _told(error)
                is_loaded = code != _NOT_LOADED or not name
                if is_loaded and not _is_lost(code, reason):
                    raise LibraryError(f"{self.address}: the server refused ({reason}).{_remedy(reason)}") from error
                if _is_late(reason):
                    n_late -= 1
                    if n_late < 0:
                        raise LibrarySlowError(self.address, _first_line(reason)) from error
                if (wait := next(waits, None)) is None:
                    raise LibraryUnreachableError(self.address, _first_line(reason)) from error
                if is_loaded:
                    self.close()  # a connection that was lost would go on waiting after the server is back
                    time.sleep(wait)
                else:
                    self._load(name, wait)

    def has(self, name: str) -> bool:
        """Whether the collection is there."""
        return bool(self.call(lambda client: client.has_collection(self.collection(name), timeout=_TIMEOUT_S)))

    def query(self, name: str, expression: str, fields: Sequence[str], *, n_rows: int = _ROWS_IN_ONE_REPLY + 1) -> list[Row]:
        """All rows that fit, in no order; `n_rows` is about how many that can be, where it is known: few come in one reply."""
        if n_rows > _ROWS_IN_ONE_REPLY:
            return [row for part in self.query_parts(name, expression, fields) for row in part]
        found = self.call(
            lambda client: client.query(self.collection(name), filter=expression, output_fields=list(fields), timeout=_TIMEOUT_S),
            name=name,
        )
        return list(found)

    def query_parts(self, name: str, expression: str, fields: Sequence[str]) -> Iterator[list[Row]]:
        """All rows that fit, some thousand at a time."""
        iterator = self.call(
            lambda client: client.query_iterator(
                self.collection(name), batch_size=2000, filter=expression, output_fields=list(fields), timeout=_TIMEOUT_S
            ),
            name=name,
        )
        try:
            while rows := self.call(lambda _: iterator.next(), name=name):
                yield list(rows)
        finally:
            iterator.close()

    def get(self, name: str, ids: Sequence[str], fields: Sequence[str]) -> list[Row]:
        """The rows of these ids, in no order; those that are not there are left out."""
        rows: list[Row] = []
        for start in range(0, len(ids), _IDS_AT_ONCE):
            part = list(ids[start : start + _IDS_AT_ONCE])
            rows += self.call(
                lambda client, part=part: client.get(self.collection(name), ids=part, output_fields=list(fields), timeout=_TIMEOUT_S),  # type: ignore[misc]
                name=name,
            )
        return rows

    def count(self, name: str, expression: str) -> int:
        """How many rows fit."""
        found = self.call(
            lambda client: client.query(self.collection(name), filter=expression, output_fields=["count(*)"], timeout=_TIMEOUT_S),
            name=name,
        )
        return int(found[0]["count(*)"])

    def search(
        self, name: str, data: object, field: str, *, metric: str, limit: int, expression: str, fields: Sequence[str], group_by: str = ""
    ) -> list[Row]:
        """The nearest rows, best first: {"key", "distance", "entity"}; of each group only the best.

        Raises: LibrarySlowError after one more try, because somebody waits who can do with less.
        """
        found = self.call(
            lambda client: client.search(
                self.collection(name),
                data=[data],
                anns_field=field,
                limit=limit,
                filter=expression,
                output_fields=list(fields),
                search_params={"metric_type": metric},
                timeout=_SEARCH_S,
                **({"group_by_field": group_by} if group_by else {}),
            ),
            name=name,
            n_late=1,
        )
        return [dict(row) for row in found[0]]

    def upsert(self, name: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Write rows, over those of the same id."""
        for part in _messages(rows):
            self.call(lambda client, part=part: client.upsert(self.collection(name), data=part, timeout=_TIMEOUT_S), name=name)  # type: ignore[misc]
            self._n_written[name] += len(part)

    def settle(self, names: Iterable[str]) -> None:
        """Have Milvus Lite put away what was written, where much was: it goes through the rest row by row, 128 MB of it by itself.

        Nothing waits for it. Other servers do this by themselves when it is best.
        """
        for name in names:
            if self._n_written[name] >= _MANY_ROWS and self._is_lite():
                self._n_written[name] = 0
                with suppress(MilvusException, RpcError):
                    self._connected().flush(self.collection(name), timeout=_TIMEOUT_S)

    def _is_lite(self) -> bool:
        if self._version is None:
            self._version = self.call(lambda client: str(client.get_server_version(timeout=_TIMEOUT_S)))
        return "lite" in self._version.lower()

    def delete(self, name: str, expression: str) -> None:
        """Delete the rows that fit."""
        self.call(lambda client: client.delete(self.collection(name), filter=expression, timeout=_TIMEOUT_S), name=name)

    def _load(self, name: str, wait: float) -> None:
        """Bring a collection into the server's memory, as after its restart; wait if it cannot be, as while it is being made."""
        try:
            self._connected().load_collection(self.collection(name), timeout=_TIMEOUT_S)
        except (MilvusException, RpcError):
            time.sleep(wait)

    def _connected(self) -> MilvusClient:
        with self._connecting:
            if self._client is None:
                address = self.address
                secure = "https" if os.environ.get("CITEWELL_MILVUS_TLS") == "1" else "http"
                self._client = MilvusClient(
                    uri=f"{secure}://{address.host}:{address.port}",
                    user=os.environ.get("CITEWELL_MILVUS_USER", ""),
                    password=os.environ.get("CITEWELL_MILVUS_PASSWORD", ""),
                    token=os.environ.get("CITEWELL_MILVUS_TOKEN", ""),
                    db_name=os.environ.get("CITEWELL_MILVUS_DATABASE", ""),
                    timeout=5,
                    grpc_options=_CHANNEL,
                )
            return self._client


def any_of(field: str, values: Sequence[str]) -> str:
    """A filter for rows whose field is one of these values: letters, digits, "/" and "_" only, as our keys are."""
    listed = ", ".join(f'"{value}"' for value in values)
    return f"{field} in [{listed}]"


def none_of(field: str, values: Sequence[str]) -> str:
    """The opposite of `any_of`; "" for no values."""
    return any_of(field, values).replace(" in [", " not in [", 1) if values else ""


def both(one: str, other: str) -> str:
    """Both filters at once; "" filters nothing."""
    return f"{one} and {other}" if one and other else one or other


def _told(error: MilvusException | RpcError) -> tuple[int, str]:
    """The error's number, as Milvus counts them, and what it says."""
    if isinstance(error, MilvusException):
        return error.code, str(error.message)
    status = getattr(error, "code", None)
    details = getattr(error, "details", None)
    return 0, f"{status().name if status else 'gRPC'}: {details() if details else error}"


def _is_lost(code: int, reason: str) -> bool:
    return code == _NOT_CONNECTED or any(sign in reason.lower() for sign in _LOST)


def _is_late(reason: str) -> bool:
    return "deadline" in reason.lower()


def _remedy(reason: str) -> str:
    if any(sign in reason.lower() for sign in _NOT_LET_IN):
        return " Set CITEWELL_MILVUS_USER and CITEWELL_MILVUS_PASSWORD, or CITEWELL_MILVUS_TOKEN, to somebody who may come in."
    return ""


def _first_line(reason: str) -> str:
    return reason.splitlines()[0][:200] if reason.strip() else "no reason given"


def _messages(rows: Sequence[Mapping[str, Any]]) -> Iterator[list[Mapping[str, Any]]]:
    part: list[Mapping[str, Any]] = []
    size = 0
    for row in rows:
        bytes_ = sum(4 * len(value) for value in row.values() if isinstance(value, (str, list)))
        if part and (len(part) >= _ROWS_AT_ONCE or size + bytes_ > _BYTES_AT_ONCE):
            yield part
            part, size = [], 0
        part.append(row)
        size += bytes_
    if part:
        yield part
