"""What Gradio keeps of a program's call goes when its reply has been fetched.

Gradio makes a session for each call that names none, under the call's own number: 32 kB until a thousand others have come, a queue of
messages until two thousand have, and a set for ever.
"""

from __future__ import annotations

import gradio as gr
from gradio.utils import LRUCache
from starlette.types import ASGIApp, Receive, Scope, Send

from server.routes import FETCH

MOST_UNFETCHED = 2_000  # calls whose replies nobody has come for yet, as Gradio has it for their messages


class Fetched:
    """ASGI middleware around Gradio's app."""

    def __init__(self, app: ASGIApp, page: gr.Blocks) -> None:
        self._app = app
        self._page = page
        page._queue.pending_event_ids_session = LRUCache(MOST_UNFETCHED)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and forget the call that it was to fetch; whoever left before the reply gets none."""
        found = FETCH.fullmatch(scope["path"]) if scope["type"] == "http" else None
        try:
            await self._app(scope, receive, send)
        finally:
            if found:
                self._forget(found["call"])

    def _forget(self, call: str) -> None:
        """Where the call named a session of its own, nothing goes by the call's number, and the session stays."""
        queue, states = self._page._queue, self._page.state_holder
        for kept in (queue.pending_messages_per_session, queue.pending_event_ids_session, states.session_data, states.time_last_used):
            kept.pop(call, None)
