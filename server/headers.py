"""What the browser is told it may do: load from here alone, run our scripts alone, never be framed, tell nobody where it came from."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Mapping

from anyio import to_thread
from gradio.routes import toorjson
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Gradio builds its page with inline styles, and makes the page's small scripts and templates functions as it loads them
# ('unsafe-eval'). Inline scripts run only with this response's nonce: markup that slipped in anywhere could not run.
POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; manifest-src 'self'; worker-src 'self' blob:; "
    "frame-src 'none'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # under no-referrer a browser hides where our own form for signing in comes from, too
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex",
}
_SCRIPT = re.compile(rb"<script(?=[\s>])")
_PAGES = frozenset({"/"})  # whose inline scripts are Gradio's template's; data in it cannot hold "<" (Gradio writes \u003c)

Dress = Callable[[Request], Mapping[str, str]]


def as_built(request: Request) -> Mapping[str, str]:
    """Nothing in the place of anything."""
    del request
    return {}


class SecurityHeaders:
    """ASGI middleware that adds HEADERS and a policy of its own to each response, and its nonce to the page's scripts.

    `head` is markup of ours for the page's head: there before Gradio draws anything, so that nothing is seen without its looks.
    `dress` names values of the page as it was built, and what this visitor gets in their place.
    """

    def __init__(self, app: ASGIApp, head: str = "", dress: Dress = as_built) -> None:
        self._app = app
        self._head = head.encode()
        self._dress = dress

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, with the headers added to its response."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        nonce = secrets.token_urlsafe(16)
        is_page = scope["path"] in _PAGES and scope["method"] == "GET"
        if is_page:  # the page has to be read to be given the nonce, so it may not come compressed
            scope["headers"] = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        held: list[Message] = []

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                headers.setdefault("Content-Security-Policy", POLICY.format(nonce=nonce))
            if not is_page:
                await send(message)
                return
            held.append(message)
            if message["type"] == "http.response.body" and not message.get("more_body"):
                dressed = await to_thread.run_sync(self._dress, Request(scope))
                for part in _with_nonce(held, nonce, self._head, dressed):
                    await send(part)

        await self._app(scope, receive, send_with_headers)


def _with_nonce(held: list[Message], nonce: str, head: bytes, dressed: Mapping[str, str]) -> list[Message]:
    """The whole page with this visitor's values, our markup at the end of its head, and the nonce on each of its scripts."""
    start = next(message for message in held if message["type"] == "http.response.start")
    body = b"".join(message.get("body", b"") for message in held if message["type"] == "http.response.body")
    headers = MutableHeaders(scope=start)
    if "html" in headers.get("content-type", ""):
        for built, theirs in dressed.items():
            if theirs != built:
                body = body.replace(_as_value(built), _as_value(theirs), 1)
        body = body.replace(b"</head>", head + b"</head>", 1)
        body = _SCRIPT.sub(b'<script nonce="' + nonce.encode() + b'"', body)
        headers["content-length"] = str(len(body))
        headers["cache-control"] = "no-store"
    return [start, {"type": "http.response.body", "body": body}]


def _as_value(text: str) -> bytes:
    """The text as Gradio writes it into the page's data."""
    written: Callable[[str], str] = toorjson
    return written(text).encode()
