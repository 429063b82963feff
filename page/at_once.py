"""How many of the page's events are worked on at the same time."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial, wraps
from typing import ParamSpec, TypeVar

from anyio import CapacityLimiter, to_thread

Sent = ParamSpec("Sent")
Reply = TypeVar("Reply")


class AtOnce:
    """A few threads for the page's events; whoever comes when all are taken waits, and blocks nothing else.

    The page sends its events as plain requests, not through Gradio's queue. A queued reply comes over an event stream
    that Gradio ends when nothing is pending, and an event sent while that end is still on its way is never answered.
    """

    def __init__(self, most: int) -> None:
        self._limiter = CapacityLimiter(most)

    def __call__(self, event: Callable[Sent, Reply]) -> Callable[Sent, Awaitable[Reply]]:
        """The event as a coroutine that waits for a free thread."""

        @wraps(event)
        async def in_turn(*sent: Sent.args, **named: Sent.kwargs) -> Reply:
            return await to_thread.run_sync(partial(event, *sent, **named), limiter=self._limiter)

        return in_turn
