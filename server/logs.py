"""Log lines that say what happened, never what was asked."""

from __future__ import annotations

import logging
import sys
import warnings

_QUIET = ("httpx", "httpcore", "gradio", "asyncio", "mcp", "uvicorn.error", "trafilatura", "pypdf")


def log_to_terminal() -> None:
    """Send this program's log lines, and warnings of the libraries it stands on, to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)-7s %(name)s: %(message)s", datefmt="%Y-%m-%dT%H:%M:%S%z"))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.INFO)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    warnings.filterwarnings("ignore", module="gradio")  # a call with too few values is quoted in a warning, question and all
