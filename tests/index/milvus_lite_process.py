"""Milvus Lite's server until standard input closes: python milvus_lite_process.py FOLDER PORT. Port 0 is any free one; it is printed.

So no port is chosen before it is bound, and no server outlives the tests that started it, however they end.
"""

from __future__ import annotations

import sys

from milvus_lite.adapter.grpc.server import start_server_in_thread

server, data, port = start_server_in_thread(sys.argv[1], "127.0.0.1", int(sys.argv[2]), max_workers=1)
sys.stdout.write(f"{port}\n")
sys.stdout.flush()
sys.stdin.read()
server.stop(grace=None)
data.close()
