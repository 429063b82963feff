"""The doors' own short replies, in plain words: JSON for programs, a small page for browsers."""

from __future__ import annotations

import base64
import hashlib
import json
from html import escape

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

_LOOKS = (
    "body{font:17px/1.6 Georgia,serif;max-width:26rem;margin:12vh auto;padding:0 1rem;color:#22262b;background:#fbfaf7}"
    "h1{font-size:1.5rem}label{display:block;margin-top:1rem}input{font:inherit;width:100%;box-sizing:border-box;padding:.5rem;"
    "border:1px solid #6b7280;border-radius:6px;background:#fff;color:inherit}button{font:inherit;margin-top:1.2rem;padding:.55rem 1.4rem;"
    "border:0;border-radius:6px;background:#1f5f6b;color:#fff}p.said{border-left:3px solid #9a3412;padding-left:.8rem}"
    "@media(prefers-color-scheme:dark){body{background:#14181b;color:#e6e8ea}input{background:#1e2428}}"
)
_LOOKS_HASH = base64.b64encode(hashlib.sha256(_LOOKS.encode()).digest()).decode()
# The doors' own pages need no script and no other file at all.
OWN_POLICY = f"default-src 'none'; style-src 'sha256-{_LOOKS_HASH}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"


def own_page(title: str, body: str, *, status: int = 200) -> Response:
    """A page of ours; `body` is markup of ours, with whatever came from outside escaped."""
    page = (
        f"<!doctype html><html lang='en'><head><meta charset='utf-8'><meta name='viewport' content='width=device-width'>"
        f"<title>{escape(title)}</title><style>{_LOOKS}</style></head><body><main><h1>{escape(title)}</h1>{body}</main></body></html>"
    )
    headers = {"Content-Security-Policy": OWN_POLICY, "Cache-Control": "no-store"}
    return Response(page, status_code=status, media_type="text/html; charset=utf-8", headers=headers)


def said(message: str, *, status: int, headers: dict[str, str] | None = None) -> Response:
    """A sentence for a program, under the name that Gradio's own page reads."""
    return Response(
        json.dumps({"detail": message}),
        status_code=status,
        media_type="application/json",
        headers={"Cache-Control": "no-store", **(headers or {})},
    )


async def refuse(scope: Scope, receive: Receive, send: Send, message: str, *, status: int, headers: dict[str, str] | None = None) -> None:
    """Answer a request with a refusal in plain words, in the form its sender reads."""
    response = said(message, status=status, headers=headers)
    if wants_page(scope):
        response = own_page("Citewell", f"<p class='said'>{escape(message)}</p>", status=status)
        response.headers.update(headers or {})
    await response(scope, receive, send)


def wants_page(scope: Scope) -> bool:
    """Whether a browser is showing what comes back as a page."""
    return scope["method"] in {"GET", "HEAD"} and b"text/html" in header(scope, b"accept")


def header(scope: Scope, name: bytes) -> bytes:
    """A request's header, b"" if it has none or several that differ."""
    found = {value for key, value in scope["headers"] if key == name}
    return bytes(found.pop()) if len(found) == 1 else b""
