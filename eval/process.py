"""A command run in a process of its own, and what it cost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

_MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process took from its start to its end."""

    seconds: float
    processor_s: float  # its own and its children's: what the clock shows on a machine that does nothing else, or less
    peak_memory_mb: float


def run_measured(command: Sequence[str], *, folder: Path, allowed: Collection[int] = (0,)) -> Cost:
    """Run a command in `folder`. Raises: ChildProcessError if it ends with another status than those allowed.

    A small process starts it: one that this one starts would count this one's memory as its own, which Linux hands down until `exec`.
    """
    launch = [sys.executable, "-P", __file__, *command]  # -P: no module beside this file may stand for one of Python's
    done = subprocess.run(launch, cwd=folder, stdout=subprocess.PIPE, text=True, check=True)
    status, cost = json.loads(done.stdout)
    if status not in allowed:
        raise ChildProcessError(f"{' '.join(command)} ended with {status}")
    return Cost(**cost)


def resident_mb(pid: int) -> float | None:
    """What a process holds in memory now, the files included that it has mapped; None where the system does not say."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return None
    return pages * os.sysconf("SC_PAGE_SIZE") / _MB


def _measured(command: Sequence[str]) -> tuple[int, Cost]:
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    unit = 1 if sys.platform == "darwin" else 1024  # ru_maxrss is in bytes there, in kibibytes elsewhere
    cost = Cost(time.perf_counter() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit / _MB)
    return process.returncode, cost


if __name__ == "__main__":
    returned, found = _measured(sys.argv[1:])
    sys.stdout.write(json.dumps([returned, asdict(found)]))
