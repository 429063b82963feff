"""A function called in a process of its own, which takes the memory it needed with it when it ends.

For converting a model, once: torch is needed for that, and would stay with a server until its next start (some 400 MiB).
"""

from __future__ import annotations

import pickle
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec

from index.errors import EncoderError

P = ParamSpec("P")


def call_apart(function: Callable[P, None], *args: P.args, **kwargs: P.kwargs) -> None:
    """Call a function that a module names, in a new process; here, if torch is here already. What it raises is raised here.

    Not by `multiprocessing`, which runs the main module again in the new process, and that may be anybody's script.
    Raises: EncoderError if the process ended before the function did.
    """
    if "torch" in sys.modules:
        return function(*args, **kwargs)
    with tempfile.TemporaryDirectory(prefix="citewell-") as temporary:
        outcome = Path(temporary) / "outcome"
        code = f"import sys; sys.path[:] = {sys.path!r}; from index.apart import serve; serve({str(outcome)!r})"
        done = subprocess.run(
            [sys.executable, "-c", code], input=pickle.dumps((function, args, kwargs)), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        if not outcome.is_file():
            last = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
            why = last or "most likely for want of memory"
            raise EncoderError(f"The process that converts a model ended before it was done (status {done.returncode}): {why}")
        raised = pickle.loads(outcome.read_bytes())
    if raised is not None:
        raise raised


def serve(outcome: str) -> None:
    """The new process's side: call what standard input holds, and write what it raised, or None."""
    function, args, kwargs = pickle.load(sys.stdin.buffer)
    raised: Exception | None = None
    try:
        function(*args, **kwargs)
    except Exception as error:
        raised = error
    Path(outcome).write_bytes(pickle.dumps(raised))
