"""Room on the disk for what keepers send: files on their way in, and the copies that the library keeps of them."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from anyio import to_thread
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from server.health import LOW_DISK
from server.replies import header
from server.routes import UPLOAD

GIB = 1 << 30
UNCLAIMED_S = 2 * 60 * 60  # a file that was sent and never added to the library is dropped after so long


@contextmanager
def private_folder() -> Iterator[Path]:
    """A folder of this process alone for files on their way in; Gradio's own is shared by all accounts of the machine."""
    with tempfile.TemporaryDirectory(prefix="citewell-uploads-", ignore_cleanup_errors=True) as folder:
        before = os.environ.get("GRADIO_TEMP_DIR")
        os.environ["GRADIO_TEMP_DIR"] = folder
        try:
            yield Path(folder)
        finally:
            os.environ.pop("GRADIO_TEMP_DIR") if before is None else os.environ.update(GRADIO_TEMP_DIR=before)


@dataclass(slots=True)
class Room:
    """How much keepers may send: so many bytes in all, and never the last of the disk."""

    coming: Path  # where files lie until they are added
    kept: Path  # where the library keeps its copies
    quota_bytes: int
    free_bytes: Callable[[Path], int] = lambda place: shutil.disk_usage(place).free
    clock: Callable[[], float] = time.monotonic
    _announced: list[int] = field(default_factory=list)  # the sizes of uploads under way
    _seen: dict[tuple[str, int], float] = field(default_factory=dict)  # what waits to be added, since when

    def lacking(self, n_bytes: int) -> str:
        """Why so many bytes more cannot be taken, and what to do; "" if they can."""
        self._drop_unclaimed()
        n_announced = sum(self._announced) + n_bytes
        taken = bytes_in(self.coming) + bytes_in(self.kept)
        if taken + n_announced > self.quota_bytes:
            used = f"{taken / GIB:.2f} of the {self.quota_bytes / GIB:.2f} GiB"
            return (
                f"This was not taken: what keepers have sent uses {used} of disk that it may use, and this is more than what is left. "
                "Whoever runs the server can allow more: --upload-quota."
            )
        place = next(each for each in (self.coming, *self.coming.parents) if each.is_dir())
        if self.free_bytes(place) - n_announced < LOW_DISK:
            return "This was not taken: the server's disk would be nearly full. Whoever runs the server can make room on it."
        return ""

    def begin(self, n_bytes: int) -> None:
        """An upload of this size is under way."""
        self._announced.append(n_bytes)

    def end(self, n_bytes: int) -> None:
        """It is over; once none is under way, what broken ones left is dropped."""
        self._announced.remove(n_bytes)
        if not self._announced and self.coming.is_dir():
            for stray in [path for path in self.coming.iterdir() if path.is_file()]:
                stray.unlink(missing_ok=True)

    def _drop_unclaimed(self) -> None:
        waiting = {}
        for folder in self.coming.iterdir() if self.coming.is_dir() else ():
            if folder.is_dir():
                waiting[folder.name, folder.stat().st_mtime_ns] = folder
        now = self.clock()
        self._seen = {key: self._seen.get(key, now) for key in waiting}
        for key, since in self._seen.items():
            if now - since > UNCLAIMED_S:
                shutil.rmtree(waiting[key], ignore_errors=True)


def bytes_in(folder: Path) -> int:
    """The bytes of all files below a folder; files that go meanwhile do not count."""
    n_bytes = 0
    for place, _, names in os.walk(folder):
        for name in names:
            try:
                n_bytes += os.lstat(os.path.join(place, name)).st_size  # noqa: PTH118  # thousands of files
            except FileNotFoundError:
                continue
    return n_bytes


class Uploads:
    """ASGI middleware that takes a keeper's files only while there is room for them."""

    def __init__(self, app: ASGIApp, room: Room) -> None:
        self._app = app
        self._room = room

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on uploads that say how large they are and find room."""
        if scope["type"] != "http" or scope["method"] != "POST" or scope["path"].rstrip("/") != UPLOAD:
            await self._app(scope, receive, send)
            return
        announced = header(scope, b"content-length")
        if not announced.isdigit():
            await _no("An upload has to say how large it is (Content-Length).", 411)(scope, receive, send)
            return
        n_bytes = int(announced)
        if reason := await to_thread.run_sync(self._room.lacking, n_bytes):
            await _drained(receive)
            await _no(reason, 507)(scope, receive, send)
            return
        self._room.begin(n_bytes)
        try:
            await self._app(scope, receive, send)
        finally:
            self._room.end(n_bytes)


async def _drained(receive: Receive) -> None:
    """Let a browser finish sending what is not taken: one that is cut off shows a lost connection instead of the reason."""
    while (message := await receive())["type"] == "http.request" and message.get("more_body"):
        continue


def _no(reason: str, status: int) -> PlainTextResponse:
    return PlainTextResponse(reason, status, headers={"Cache-Control": "no-store"})  # the page shows it as it is
