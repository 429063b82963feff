"""Which of Gradio's many routes are open, to whom, and how large a request may be. What is not listed is closed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.access import Role, visitor_in
from server.replies import header, refuse

MAX_BODY = 1 << 20  # bytes of a question with all that goes with it
_NAME = r"[A-Za-z0-9_.-]{1,100}"
_FOR_ALL = {
    "GET": re.compile(
        r"/|/health|/config|/theme\.css|/favicon\.ico|/robots\.txt|/manifest\.json|/pwa_icon(?:/\d+)?"
        rf"|/(?:static|assets|svelte)/.+|/fonts/{_NAME}"
        rf"|/gradio_api/(?:info|openapi\.json|startup-events|app_id|theme\.css|heartbeat/{_NAME}|queue/data|call/{_NAME}/{_NAME})"
        r"|/mcp"
    ),
    "POST": re.compile(rf"/gradio_api/(?:queue/join|component_server|cancel|reset|call/(?:v2/)?{_NAME}|run/{_NAME}|api/{_NAME})|/mcp"),
    "DELETE": re.compile(r"/mcp"),
}
_FOR_KEEPERS = {
    "GET": re.compile(r"/gradio_api/upload_progress"),
    "POST": re.compile(r"/gradio_api/upload"),
}
UPLOAD = "/gradio_api/upload"
CALL = re.compile(r"/gradio_api/call/(?:v2/)?[^/]+/?")
FETCH = re.compile(r"(?P<path>/gradio_api/call/(?:v2/)?[^/]+/)(?P<call>[^/]+)/?")  # the reply to a call


@dataclass(frozen=True, slots=True)
class Sizes:
    """What a keeper may send."""

    file_bytes: int = 100 << 20
    upload_bytes: int = 500 << 20  # all files sent together
    quota_bytes: int = 5 << 30  # all files ever sent and kept


def is_open(method: str, path: str, role: Role) -> bool:
    """Whether this role may ask for this path."""
    method, path = "GET" if method == "HEAD" else method, path.rstrip("/") or "/"
    tables = (_FOR_ALL, _FOR_KEEPERS) if role is Role.KEEPER else (_FOR_ALL,)
    return any(method in table and table[method].fullmatch(path) for table in tables)


class Routes:
    """ASGI middleware that closes every route not listed above and every body that is too large."""

    def __init__(self, app: ASGIApp, sizes: Sizes) -> None:
        self._app = app
        self._sizes = sizes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is open, refuse the rest."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http" or not is_open(scope["method"], scope["path"], visitor_in(scope).role):
            if scope["type"] == "http":
                await refuse(scope, receive, send, "There is nothing at this address.", status=404)
            return
        limit = self._sizes.upload_bytes if scope["path"].rstrip("/") == UPLOAD else MAX_BODY
        if int(header(scope, b"content-length").decode("ascii", "replace").strip() or 0) > limit:
            await refuse(scope, receive, send, f"Too large: at most {limit >> 20} MiB at a time.", status=413)
            return
        await self._app(scope, limited(receive, limit), send)


def limited(receive: Receive, limit: int) -> Receive:
    """The same messages, ended as if the sender had left once more than `limit` bytes came."""
    n_received = 0

    async def counted() -> Message:
        nonlocal n_received
        message = await receive()
        n_received += len(message.get("body", b"")) if message["type"] == "http.request" else 0
        return {"type": "http.disconnect"} if n_received > limit else message

    return counted
