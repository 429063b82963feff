"""Who a visitor is and what they may do. The door writes it into each request; the page's callbacks read it here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from starlette.types import ASGIApp, Receive, Scope, Send

if TYPE_CHECKING:
    import gradio as gr

_KEY = "citewell_visitor"


class Role(StrEnum):
    """What a visitor may do: readers ask; keepers also add, edit and remove documents."""

    READER = "reader"
    KEEPER = "keeper"


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody whom the door has let in; the name is "" where nobody has to sign in."""

    name: str
    role: Role


NOBODY = Visitor("", Role.READER)
AT_THIS_MACHINE = Visitor("", Role.KEEPER)  # no one else can reach a server that listens on 127.0.0.1


def visitor_of(request: gr.Request | None) -> Visitor:
    """The visitor behind an event of the page; a reader without a name where the door has said nothing."""
    inner = getattr(request, "request", request)  # what a script of the page calls is given the request itself
    return visitor_in(inner.scope) if inner is not None else NOBODY


def visitor_in(scope: Scope) -> Visitor:
    """The visitor that the door wrote into a request."""
    found = scope.get(_KEY)
    return found if isinstance(found, Visitor) else NOBODY


def role_of(request: gr.Request | None) -> Role:
    """The role of the visitor behind an event of the page."""
    return visitor_of(request).role


def admit(scope: Scope, visitor: Visitor) -> None:
    """Write into a request who sends it."""
    scope[_KEY] = visitor


class Everybody:
    """ASGI middleware where nobody signs in: every visitor is the same one."""

    def __init__(self, app: ASGIApp, visitor: Visitor) -> None:
        self._app = app
        self._visitor = visitor

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with its visitor."""
        admit(scope, self._visitor)
        await self._app(scope, receive, send)
