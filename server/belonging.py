"""Whose session is whose: a conversation answers to the person who signed in to it, whoever else learns its name.

Gradio knows a conversation by a name that the page makes, and a program's call by a number that it gives out; who sends either gets
what belongs to it. Here a person's names become others, in a way that only this process can follow: the same name sent by two people
means two conversations. A call's number carries a seal that holds for the one who called alone.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from urllib.parse import parse_qsl, quote, urlencode

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.access import visitor_in
from server.bodies import again, whole, with_body
from server.replies import refuse
from server.routes import CALL, FETCH, UPLOAD

_SESSION = "session_hash"
_EVENT = "event_id"
_HEARTBEAT = "/gradio_api/heartbeat/"


class Belonging:
    """ASGI middleware that keeps the conversations and calls of people who have signed in apart."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._key = secrets.token_bytes(32)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on under names that are its sender's own; where nobody signs in all are one person."""
        name = visitor_in(scope).name
        if scope["type"] != "http" or not name:
            await self._app(scope, receive, send)
        elif scope["method"] == "POST" and scope["path"].rstrip("/") != UPLOAD:
            await self._post(name, scope, receive, send)
        elif match := FETCH.fullmatch(scope["path"]):
            event, _, seal = match["call"].partition(".")
            if not hmac.compare_digest(seal.encode("utf-8", "replace"), self._own(name, _EVENT, event).encode()):
                await refuse(scope, receive, send, "This is no call of yours.", status=404)
                return
            await self._app(_at(scope, match["path"] + event), receive, send)
        else:
            await self._app(self._renamed(name, scope), receive, send)

    async def _post(self, name: str, scope: Scope, receive: Receive, send: Send) -> None:
        body = await whole(receive)
        if body is None:
            await refuse(scope, receive, send, "The request was cut short.", status=400)
            return
        try:
            record = json.loads(body)
        except ValueError:
            record = None
        if isinstance(record, dict) and record.get(_SESSION) is not None:
            record[_SESSION] = self._own(name, _SESSION, str(record[_SESSION]))
            scope, body = with_body(scope, record)
        if CALL.fullmatch(scope["path"]):
            send = self._sealing(name, send)
        await self._app(scope, again(body, receive), send)

    def _renamed(self, name: str, scope: Scope) -> Scope:
        """A request to read, with the session in its path or its query renamed."""
        if scope["path"].startswith(_HEARTBEAT):
            return _at(scope, _HEARTBEAT + self._own(name, _SESSION, scope["path"].removeprefix(_HEARTBEAT).rstrip("/")))
        asked = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        if not any(key == _SESSION for key, _ in asked):
            return scope
        renamed = [(key, self._own(name, _SESSION, value) if key == _SESSION else value) for key, value in asked]
        return {**scope, "query_string": urlencode(renamed).encode()}

    def _sealing(self, name: str, send: Send) -> Send:
        """Sends a reply with its sender's seal on the call's number."""
        held: list[Message] = []

        async def sealed(message: Message) -> None:
            held.append(message)
            if message["type"] == "http.response.body" and not message.get("more_body"):
                for part in self._with_seal(name, held):
                    await send(part)

        return sealed

    def _with_seal(self, name: str, held: list[Message]) -> list[Message]:
        body = b"".join(message.get("body", b"") for message in held if message["type"] == "http.response.body")
        try:
            record = json.loads(body)
        except ValueError:
            return held
        if not isinstance(record, dict) or not isinstance(record.get(_EVENT), str):
            return held
        record[_EVENT] = f"{record[_EVENT]}.{self._own(name, _EVENT, record[_EVENT])}"
        body = json.dumps(record).encode()
        start = next(message for message in held if message["type"] == "http.response.start")
        headers = [(key, value) for key, value in start["headers"] if key.lower() != b"content-length"]
        start = {**start, "headers": [*headers, (b"content-length", str(len(body)).encode())]}
        return [start, {"type": "http.response.body", "body": body}]

    def _own(self, name: str, kind: str, value: str) -> str:
        text = json.dumps([name, kind, value])
        return hmac.new(self._key, text.encode(), hashlib.sha256).hexdigest()[:32]


def _at(scope: Scope, path: str) -> Scope:
    return {**scope, "path": path, "raw_path": quote(path).encode()}
