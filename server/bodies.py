"""What a request carries, looked at before Gradio does: a file's record in it makes Gradio open the path or fetch the address."""

from __future__ import annotations

import json
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.access import Role, visitor_in
from server.replies import header, refuse
from server.routes import UPLOAD

_DEEPEST = 40


class NoFilesByAddress:
    """ASGI middleware that lets no file's record through but a keeper's own upload."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on requests whose JSON names no file that it should not."""
        if scope["type"] != "http" or scope["method"] != "POST" or scope["path"].rstrip("/") == UPLOAD:
            await self._app(scope, receive, send)
            return
        if b"multipart/" in header(scope, b"content-type").lower():  # Gradio would read files and fields that are not looked at here
            await refuse(scope, receive, send, "Files are not taken here.", status=415)
            return
        body = await whole(receive)
        if body is None:
            await refuse(scope, receive, send, "The request was too large, or cut short.", status=413)
            return
        if not body:
            await self._app(scope, again(b"", receive), send)
            return
        try:
            record = json.loads(body)
            is_harmless = not _names_file(record, is_keeper=visitor_in(scope).role is Role.KEEPER, depth=0)
        except RecursionError:
            is_harmless = False
        except ValueError:
            await refuse(scope, receive, send, "This is not JSON.", status=400)
            return
        if not is_harmless:
            await refuse(scope, receive, send, "Files cannot be named here.", status=403)
            return
        scope, body = with_body(scope, record)  # what was looked at: another reader of JSON might see other things in the same bytes
        await self._app(scope, again(body, receive), send)


def with_body(scope: Scope, record: object) -> tuple[Scope, bytes]:
    """A request with this as its body, and the body."""
    body = json.dumps(record).encode()
    headers = [(key, value) for key, value in scope["headers"] if key not in {b"content-length", b"transfer-encoding"}]
    return {**scope, "headers": [*headers, (b"content-length", str(len(body)).encode())]}, body


async def whole(receive: Receive) -> bytes | None:
    """The whole body of a request; None if its sender left, or was made to leave, before its end."""
    parts: list[bytes] = []
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return None
        parts.append(message.get("body", b""))
        if not message.get("more_body"):
            return b"".join(parts)


def again(body: bytes, receive: Receive) -> Receive:
    """The body once more in one piece, then whatever comes after it."""
    messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replayed() -> Message:
        return messages.pop() if messages else await receive()

    return replayed


def _names_file(value: Any, *, is_keeper: bool, depth: int) -> bool:  # noqa: ANN401  # JSON
    if depth > _DEEPEST:
        return True
    if isinstance(value, list):
        return any(_names_file(each, is_keeper=is_keeper, depth=depth + 1) for each in value)
    if not isinstance(value, dict):
        return False
    meta = value.get("meta")
    if isinstance(meta, dict) and "_type" in meta and not (is_keeper and "://" not in str(value.get("path"))):
        return True
    return any(_names_file(each, is_keeper=is_keeper, depth=depth + 1) for each in value.values())
