"""Log lines that say what happened, never what was asked."""

from __future__ import annotations

import asyncio
import logging
import sys
import warnings

_QUIET = ("httpx", "httpcore", "gradio", "asyncio", "mcp", "uvicorn.error", "trafilatura", "pypdf")


def log_to_terminal() -> None:
    """Send this program's log lines, and warnings of the libraries it stands on, to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)-7s %(name)s: %(message)s", datefmt="%Y-%m-%dT%H:%M:%S%z"))
    handler.addFilter(_tells_no_words_of_programs)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.INFO)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger("uvicorn.error").addFilter(_is_no_stop)
    warnings.filterwarnings("ignore", module="gradio")  # a call with too few values is quoted in a warning, question and all


def _tells_no_words_of_programs(record: logging.LogRecord) -> bool:
    """Keep a record of the MCP library without what a program sent: it traces calls of what was not offered, names and all."""
    if record.name.partition(".")[0] == "mcp":
        kind = record.exc_info[0] if record.exc_info else None
        record.msg = f"{record.msg} ({kind.__name__})" if kind else record.msg
        record.args, record.exc_info, record.exc_text = (), None, None
    return True


def _is_no_stop(record: logging.LogRecord) -> bool:
    """Whether a record tells of more than a request that was ended because the server stops: its trace would help nobody."""
    return not (record.exc_info and isinstance(record.exc_info[1], asyncio.CancelledError))
