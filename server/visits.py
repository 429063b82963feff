"""What every request must satisfy before anything is looked at: the right host, our own page, not too often."""

from __future__ import annotations

import ipaddress
import logging
import math
import re
from collections import Counter
from collections.abc import Collection
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Receive, Scope, Send

from server.access import visitor_in
from server.limits import Allowance, Limiter
from server.replies import header, refuse

LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
_HOST = re.compile(r"([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{0,5})?")  # anything else could be read in two ways
_SAFE_METHODS = frozenset({"GET", "HEAD"})
_FORWARDED = (
    b"forwarded",
    b"x-forwarded-host",
    b"x-forwarded-server",
    b"x-forwarded-proto",
    b"x-forwarded-for",
    b"x-forwarded-port",
    b"x-real-ip",
)
_UNDER_WAY = 300  # requests of one visitor: a page loads a hundred files, and there may be many people behind an address
_PAUSE_S = 10.0  # asked of whoever has too much under way
_LOG = logging.getLogger(__name__)


class OwnPagesOnly:
    """ASGI middleware against other sites' pages in a visitor's browser.

    A foreign name that resolves to this machine (DNS rebinding) is refused by its Host header, a form or script of
    another site by its Origin. What a proxy may add is dropped unless a proxy is there: Gradio would believe it.
    """

    def __init__(self, app: ASGIApp, names: Collection[str], *, any_address: bool, behind_proxy: bool) -> None:
        self._app = app
        self._names = frozenset(name.lower() for name in names) | LOCAL_NAMES
        self._any_address = any_address
        self._behind_proxy = behind_proxy

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what comes from our own pages or from programs."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        host = header(scope, b"host").decode("latin-1")
        if not self._is_ours(_name_of(host)):
            message = "This server does not go by that name. Whoever runs it can add it with --name."
            await refuse(scope, receive, send, message, status=421)
            return
        if scope["method"] not in _SAFE_METHODS and not self._is_from_us(scope, host):
            await refuse(scope, receive, send, "Another site's page sent this; it was not taken.", status=403)
            return
        if not self._behind_proxy:
            scope["headers"] = [(name, value) for name, value in scope["headers"] if name not in _FORWARDED]
        await self._app(scope, receive, send)

    def _is_ours(self, name: str) -> bool:
        return name in self._names or (self._any_address and _is_address(name))

    def _is_from_us(self, scope: Scope, host: str) -> bool:
        if header(scope, b"sec-fetch-site") not in {b"", b"same-origin", b"none"}:
            return False
        if not any(name == b"origin" for name, _ in scope["headers"]):
            return True  # a program; browsers always say where a POST comes from
        return urlsplit(header(scope, b"origin").decode("latin-1")).netloc.lower() == host.lower()


def _name_of(host: str) -> str:
    found = _HOST.fullmatch(host)
    return found[1].strip("[]").lower() if found else ""


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


class NotTooOften:
    """ASGI middleware that limits each visitor, by name where they signed in, else by address: how often, and how much at a time.

    An answer can be an endless stream: whoever holds many of them takes connections that others need.
    """

    def __init__(self, app: ASGIApp, *, asking: Allowance, loading: Allowance) -> None:
        self._app = app
        self._asking, self._loading = Limiter(asking), Limiter(loading)
        self._most_under_way = max(asking.at_once, _UNDER_WAY)
        self._under_way: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is within the visitor's allowance."""
        if scope["type"] != "http" or scope["path"] == "/health":
            await self._app(scope, receive, send)
            return
        key = visitor_in(scope).name or (scope.get("client") or ("", 0))[0]
        limiter = self._loading if scope["method"] in _SAFE_METHODS else self._asking
        wait = limiter.take(key) if self._under_way[key] < self._most_under_way else _PAUSE_S
        if wait:
            _LOG.warning("too many requests from one visitor")
            message = f"That was too much at once. Please wait {math.ceil(wait)} seconds and try again."
            await refuse(scope, receive, send, message, status=429, headers={"Retry-After": str(math.ceil(wait))})
            return
        self._under_way[key] += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._under_way[key] -= 1
            if not self._under_way[key]:
                del self._under_way[key]
