"""The three calls as documented endpoints of Gradio's API: /ask, /search, /open_source."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from functools import wraps
from typing import Any

import gradio as gr
from gradio.events import api

from index.errors import LibraryError
from server.programs import BadCallError, Programs
from server.trouble import trouble_of

CALLS = ("ask", "search", "open_source")
_LOG = logging.getLogger(__name__)


def add_endpoints(programs: Programs, *, at_once: int) -> None:
    """Add the endpoints to the page being built, before its own events, so that the names are theirs."""
    for name in CALLS:
        api(plainly(getattr(programs, name)), api_name=name, concurrency_limit=at_once, concurrency_id="page")


def close_other_endpoints(page: gr.Blocks) -> None:
    """Keep what the page does for itself out of the documented API."""
    for event in page.fns.values():
        if event.api_name not in CALLS:
            event.api_visibility = "private"


def plainly(call: Callable[..., Any]) -> Callable[..., Any]:
    """The call, its failures told in plain words and logged without what was asked."""

    @wraps(call)
    def told(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401  # as the call has it
        try:
            return call(*args, **kwargs)
        except (BadCallError, LibraryError) as error:
            raise gr.Error(plain_words(error), print_exception=False) from None
        except Exception as error:  # the message may hold the question
            frame = traceback.extract_tb(error.__traceback__)[-1]
            _LOG.error("%s failed: %s at %s:%s", call.__name__, type(error).__name__, frame.filename, frame.lineno)
            raise gr.Error("Something went wrong on this machine and this was not answered.", print_exception=False) from None

    return told


def plain_words(error: Exception) -> str:
    """What is said of an error to somebody at a distance: no folders and no commands of the machine it happened on."""
    return str(error) if isinstance(error, BadCallError) else trouble_of(error)
