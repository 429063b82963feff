"""What goes wrong inside a request: its sender is told, the log names the place, and nothing of what was asked is written."""

from __future__ import annotations

import logging
import sys
import traceback
from types import ModuleType

from gradio import queueing, route_utils, routes
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.replies import refuse

_LOG = logging.getLogger(__name__)


class Mishaps:
    """ASGI middleware, the innermost: an error that nobody caught ends its request alone, with one line in the log.

    A traceback is not logged: the messages of errors may hold what was asked.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; answer in plain words if it fails before it has been answered."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        is_answered = False

        async def noting(message: Message) -> None:
            nonlocal is_answered
            is_answered = is_answered or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, noting)
        except Exception as error:  # whatever it is: the other visitors go on
            _log(error)
            if not is_answered:
                await refuse(scope, receive, noting, "That could not be done. Check what was sent and try again.", status=500)


def quiet_gradio() -> None:
    """Have Gradio log errors in the same way: it prints tracebacks, and some of its errors quote what they were sent."""
    brief = ModuleType("traceback")
    vars(brief).update(vars(traceback) | {"print_exc": _log_current})
    for module in (queueing, route_utils, routes):
        vars(module)["traceback"] = brief


def _log_current(*_: object, **__: object) -> None:
    error = sys.exception()
    if error is not None:
        _log(error)


def _log(error: BaseException) -> None:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    _LOG.error("a request failed: %s at %s:%s", type(error).__name__, frame.filename, frame.lineno)
