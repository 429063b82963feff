# mypy: ignore-errors
"""Run inside the server that the tests start: writes down every attempt to reach another machine and refuses it, and sets the clock.

Names are looked up before a connection is made, so a look-up counts too. The clock is ours as far as Python reads it.
"""

import os
import socket
import time
from pathlib import Path

_NOTES = os.environ.get("CITEWELL_TEST_CALLS")
_CLOCK = os.environ.get("CITEWELL_TEST_CLOCK")
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

if _CLOCK:
    _time = time.time

    def _shifted():
        try:
            return _time() + float(Path(_CLOCK).read_text())
        except (OSError, ValueError):
            return _time()

    time.time = _shifted
