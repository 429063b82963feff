# mypy: ignore-errors
"""Run inside the server that the tests start: writes down every attempt to reach another machine and refuses it, and sets the clocks.

Names are looked up before a connection is made, so a look-up counts too. The clocks are ours as far as Python
reads them: the one on the wall, and the one that counts what has passed.
"""

import os
import socket
import time
from pathlib import Path

_NOTES = os.environ.get("CITEWELL_TEST_CALLS")
_CLOCK = os.environ.get("CITEWELL_TEST_CLOCK")
_PASSED = os.environ.get("CITEWELL_TEST_PASSED")
_LOCAL = {"127.0.0.1", "::1", "localhost", "", None, "0.0.0.0", socket.gethostname()}

if _NOTES:
    _connect, _connect_ex, _sendto, _look_up = socket.socket.connect, socket.socket.connect_ex, socket.socket.sendto, socket.getaddrinfo

    def _note(address):
        host = address[0] if isinstance(address, tuple) else None
        if host not in _LOCAL:
            with Path(_NOTES).open("a") as notes:
                notes.write(f"{address!r}\n")
            raise OSError(f"denied: {address!r}")

    def _connecting(self, address):
        _note(address)
        return _connect(self, address)

    def _connecting_ex(self, address):
        _note(address)
        return _connect_ex(self, address)

    def _sending(self, data, *rest):
        _note(rest[-1])
        return _sendto(self, data, *rest)

    def _looking_up(host, *rest, **named):
        _note((host.decode() if isinstance(host, bytes) else host, 0))
        return _look_up(host, *rest, **named)

    socket.socket.connect, socket.socket.connect_ex = _connecting, _connecting_ex
    socket.socket.sendto, socket.getaddrinfo = _sending, _looking_up


def _shifted(clock, by):
    def shifted():
        try:
            return clock() + float(by.read_text())
        except (OSError, ValueError):
            return clock()

    return shifted


if _CLOCK:
    time.time = _shifted(time.time, Path(_CLOCK))

if _PASSED:
    time.monotonic = _shifted(time.monotonic, Path(_PASSED))
