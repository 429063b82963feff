"""The door: who has signed in goes through, everybody else is shown where to."""

from __future__ import annotations

import base64
import binascii
import hashlib
import logging
import secrets
from html import escape
from urllib.parse import parse_qs

from anyio import CapacityLimiter, to_thread
from starlette.requests import ClientDisconnect, Request, cookie_parser
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from server.access import Visitor, admit
from server.limits import Allowance, Limiter
from server.replies import header, own_page, refuse, said, wants_page
from server.routes import limited
from server.sessions import Sessions
from server.users import Users

COOKIE = "citewell-session"
OPEN_PATHS = frozenset({"/login", "/logout", "/health"})
LONGEST_FORM = 8 << 10  # bytes of the form for signing in: anybody may send it
TRIES_AN_ADDRESS = Allowance(at_once=10, per_minute=6)
TRIES_A_NAME = Allowance(at_once=30, per_minute=6)
_LOG = logging.getLogger(__name__)


class Door:
    """ASGI middleware: a session's cookie, or a name and password with each request, lets a visitor in."""

    def __init__(
        self, app: ASGIApp, users: Users, *, is_https: bool = False, sessions: Sessions | None = None, tries: Allowance = TRIES_AN_ADDRESS
    ) -> None:
        self._app = app
        self._users = users
        self._sessions = sessions or Sessions()
        self._is_https = is_https
        self._by_address, self._by_name = Limiter(tries), Limiter(TRIES_A_NAME)
        self._proven: dict[bytes, str] = {}  # keyed hash of a name and password proven in this session → token
        self._key = secrets.token_bytes(32)
        self._at_a_time: CapacityLimiter | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with its visitor, or ask to sign in."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path = scope["path"].rstrip("/") or "/"
        if path == "/login":
            await (await self._login(Request(scope, limited(receive, LONGEST_FORM))))(scope, receive, send)
        elif path == "/logout":
            await self._logout(scope)(scope, receive, send)
        elif visitor := await self._visitor(scope):
            admit(scope, visitor)
            await self._app(scope, receive, send)
        elif path in OPEN_PATHS:
            await self._app(scope, receive, send)
        elif wants_page(scope):
            await RedirectResponse("/login", status_code=303)(scope, receive, send)
        else:
            await refuse(scope, receive, send, "Please sign in: your session is over, or you have not signed in yet.", status=401)

    # -- who it is -----------------------------------------------------------------------------------------------

    async def _visitor(self, scope: Scope) -> Visitor | None:
        token = _token(scope)
        name = self._sessions.name_of(token) if token else None
        if name is None and (sent := _basic(scope)):
            name = await self._proven_name(scope, *sent)
        return self._users.find(name) if name else None

    async def _proven_name(self, scope: Scope, name: str, password: str) -> str | None:
        """A program's name and password: the slow proof is made once, then remembered as long as a session lasts."""
        key = hashlib.blake2b(f"{name}\0{password}".encode("utf-8", "replace"), key=self._key).digest()
        token = self._proven.get(key)
        if token and self._sessions.name_of(token) == name:
            return name
        visitor, _ = await self._tried(scope, name, password)
        if visitor is None:
            return None
        if len(self._proven) >= 1_000:
            self._proven.clear()
        self._proven[key] = self._sessions.begin(name)
        return name

    async def _tried(self, scope: Scope, name: str, password: str) -> tuple[Visitor | None, float]:
        """The visitor, and how many seconds to wait where too many tries were made."""
        address = (scope.get("client") or ("", 0))[0]
        wait = max(self._by_address.take(address), self._by_name.take(name[:64]))
        if wait:
            _LOG.warning("sign-in refused: too many tries from %s", address)
            return None, wait
        if self._at_a_time is None:
            self._at_a_time = CapacityLimiter(2)  # a proof takes 64 MiB and a core for a moment
        visitor = await to_thread.run_sync(self._users.check, name, password, limiter=self._at_a_time)
        _LOG.info("signed in: %s, %s", visitor.name, visitor.role) if visitor else _LOG.warning("sign-in failed from %s", address)
        return visitor, 0.0

    # -- in and out ----------------------------------------------------------------------------------------------

    async def _login(self, request: Request) -> Response:
        if request.method in {"GET", "HEAD"}:
            return _form("")
        if request.method != "POST":
            return said("Send the form with POST.", status=405)
        try:
            sent = parse_qs((await request.body()).decode("utf-8", "replace"), max_num_fields=10)
        except (ClientDisconnect, ValueError):
            return said("That is not what the form sends.", status=413)
        name, password = (sent.get(field, [""])[0] for field in ("username", "password"))
        visitor, wait = await self._tried(request.scope, name.strip().lower(), password)
        is_page = b"text/html" in header(request.scope, b"accept")
        if visitor is None:
            message = f"Too many tries. Wait {wait:.0f} seconds." if wait else "That name and password do not belong together."
            return _form(message, status=429 if wait else 401) if is_page else said(message, status=429 if wait else 401)
        response: Response = RedirectResponse("/", status_code=303) if is_page else said("Signed in.", status=200)
        response.set_cookie(COOKIE, self._sessions.begin(visitor.name), httponly=True, samesite="strict", secure=self._is_https, path="/")
        return response

    def _logout(self, scope: Scope) -> Response:
        if token := _token(scope):
            self._sessions.end(token)
        response = RedirectResponse("/login", status_code=303)
        response.delete_cookie(COOKIE, path="/", httponly=True, samesite="strict")
        return response


def _form(message: str, *, status: int = 200) -> Response:
    note = f"<p class='said' role='alert'>{escape(message)}</p>" if message else ""
    return own_page(
        "Citewell: sign in",
        f"{note}<form method='post' action='/login'><label for='username'>Name</label>"
        "<input id='username' name='username' autocomplete='username' autocapitalize='none' required autofocus>"
        "<label for='password'>Password</label>"
        "<input id='password' name='password' type='password' autocomplete='current-password' required>"
        "<button type='submit'>Sign in</button></form>",
        status=status,
    )


def _token(scope: Scope) -> str:
    return cookie_parser(header(scope, b"cookie").decode("latin-1")).get(COOKIE, "")


def _basic(scope: Scope) -> tuple[str, str] | None:
    kind, _, value = header(scope, b"authorization").decode("latin-1").partition(" ")
    if kind.lower() != "basic":
        return None
    try:
        name, colon, password = base64.b64decode(value, validate=True).decode("utf-8").partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    return (name, password) if colon else None
