"""Threads that come and go share few arenas, as glibc itself counts them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MANY_THREADS = """
import ctypes, os, threading
from server.memory import ARENAS, share_arenas
if {shared}:
    assert share_arenas()
libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
together, n_threads = threading.Barrier(8), 8
def take():
    libc.malloc(1000)
    together.wait()
threads = [threading.Thread(target=take) for _ in range(n_threads)]
for each in threads: each.start()
for each in threads: each.join()
libc.fdopen.restype = ctypes.c_void_p
told = os.memfd_create("told")
stream = ctypes.c_void_p(libc.fdopen(os.dup(told), b"w"))
libc.malloc_info(0, stream)
libc.fclose(stream)
n_arenas = os.pread(told, 1 << 24, 0).count(b"<heap nr=")
print(n_arenas > ARENAS)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a setting of glibc")
@pytest.mark.parametrize("shared", [True, False])
def test_threads_share_few_arenas_only_where_told_to(shared: bool) -> None:
    code = MANY_THREADS.format(shared=shared)
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MALLOC_", "GLIBC_"))}
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=600, check=True)
    assert done.stdout.strip() == str(not shared)
