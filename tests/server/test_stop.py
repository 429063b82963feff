"""Ctrl-C ends the server as its first line says: without a word more, whatever is under way."""

from __future__ import annotations

import signal
import socket

import pytest

from tests.server.served import PATIENCE_S, Served, make_library

BUSY = """
import runpy, threading
from index.encoder import open_encoder

def embed_without_end():
    encoder = open_encoder()
    while True:
        encoder.encode_query("what is ginger")

for _ in range(2):
    threading.Thread(target=embed_without_end, daemon=True).start()
runpy.run_path("app.py", run_name="__main__")
"""
HALF = b"POST /gradio_api/call/ask HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\n{"


@pytest.fixture(scope="module")
def stopping(tmp_path_factory: pytest.TempPathFactory) -> Served:
    place = tmp_path_factory.mktemp("stopping")
    (place / "papers").mkdir()
    (place / "papers" / "ginger.txt").write_text("Ginger and nausea\n\nGinger reduced nausea in 60 women after surgery.\n")
    make_library(place, place / "papers")
    return Served(place)


@pytest.mark.parametrize("sent", [b"", HALF], ids=["idle", "half a request"])
def test_ctrl_c_is_a_clean_stop(stopping: Served, sent: bytes) -> None:
    stopping.start()
    process = stopping.process
    assert process is not None
    before = stopping.log
    with socket.create_connection(("127.0.0.1", stopping.port)) as connection:
        connection.sendall(sent)
        assert stopping.health()[0] == 200
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=PATIENCE_S) == 0
    assert "Traceback" not in stopping.log.removeprefix(before)


def test_it_ends_as_quietly_while_its_threads_compute(stopping: Served) -> None:
    busy = Served(stopping.place, program=("-c", BUSY))
    busy.start()
    process = busy.process
    assert process is not None
    before = busy.log
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=PATIENCE_S) == 0
    assert busy.log.removeprefix(before) == ""
