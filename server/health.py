"""Whether the server can do its work, for whatever watches it: no names, no questions, nothing of what the library holds."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response

LOW_DISK = 200 << 20  # bytes


def health(folder: Path, trouble: Callable[[], str]) -> tuple[int, dict[str, object]]:
    """Status and record: 200 while questions are answered, 503 with a plain reason while they are not."""
    reason = trouble()
    record: dict[str, object] = {"status": "unavailable" if reason else "ok"}
    if reason:
        record["reason"] = reason
    place = folder if folder.is_dir() else Path.cwd()
    if shutil.disk_usage(place).free < LOW_DISK:
        record["warning"] = "the disk is nearly full"
    return (503 if reason else 200), record


def health_endpoint(folder: Path, trouble: Callable[[], str]) -> Callable[[Request], object]:
    """The endpoint of `health`."""

    async def answer(_: Request) -> Response:
        status, record = await to_thread.run_sync(health, folder, trouble)
        return Response(json.dumps(record) + "\n", status, headers={"Cache-Control": "no-store"}, media_type="application/json")

    return answer
