"""A hostile visitor at the real server, in bytes of their own making (docs/attacks.md lists them all)."""

from __future__ import annotations

import json
import re
import socket
import unicodedata
import urllib.error
import urllib.request
from contextlib import suppress
from itertools import count
from pathlib import Path

import pytest

from tests.server.served import PATIENCE_S, Served, eventually

KNOWN = "How long does pain relief last after ketamine?"
BEHIND = b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
STATUS = re.compile(rb"HTTP/1\.1 (\d{3}) ")


def statuses(answer: bytes) -> list[int]:
    return [int(each) for each in STATUS.findall(answer)]


@pytest.mark.parametrize(
    "head",
    [
        b"Content-Length: 0\r\nTransfer-Encoding: chunked",
        b"Transfer-Encoding: chunked\r\nContent-Length: 4",
        b"Transfer-Encoding: xchunked",
        b"Transfer-Encoding: chunked, identity",
        b"Transfer-Encoding: identity, chunked",
        b"Transfer-Encoding : chunked",
        b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
        b"Transfer-Encoding:\x0bchunked",
        b"Content-Length: 5\r\nContent-Length: 6",
        b"Content-Length: 5, 6",
        b"Content-Length: +5",
        b"Content-Length: 0x5",
        b"Content-Length: 5 5",
        b"Content-Length: \xd9\xa5",
        b"Content-Length: 99999999999999999999999999",
        b"X: a\r\n b: folded\r\nContent-Length : 5",
        b"X: a\rContent-Length: 5",
        b"X\x00: a",
        b": a",
    ],
)
def test_a_request_that_can_be_read_in_two_ways_hides_no_second_one(served: Served, head: bytes) -> None:
    """What follows the bad request on the connection is never answered as a request of its own: a proxy may have taken it for a body."""
    answer = served.raw(b"POST /gradio_api/run/x HTTP/1.1\r\nHost: 127.0.0.1\r\n" + head + b"\r\n\r\n" + BEHIND + BEHIND)
    assert b'"status"' not in answer
    assert len(statuses(answer)) <= 1
    assert all(400 <= status < 500 for status in statuses(answer))
    assert served.health()[0] == 200


@pytest.mark.parametrize(
    "chunks",
    [
        b"-1\r\na\r\n",
        b"0x5\r\naaaaa\r\n",
        b"ffffffffffffffffff\r\na",
        b"5 \r\naaaaa",
        b"5\r\naaaaaaaaaa\r\n",
        b"1;" + b"x" * 40_000,
        b"\r\n\r\n",
        b"g\r\n",
    ],
)
def test_chunks_that_lie_about_their_length_are_refused(served: Served, chunks: bytes) -> None:
    head = b"POST /gradio_api/run/x HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\nContent-Type: application/json\r\n\r\n"
    with socket.create_connection(("127.0.0.1", served.port), timeout=PATIENCE_S) as connection:
        with suppress(ConnectionError):
            connection.sendall(head + chunks + b"0\r\n\r\n" + BEHIND)
            connection.shutdown(socket.SHUT_WR)
        answer = b""
        with suppress(ConnectionError):
            while block := connection.recv(65_536):
                answer += block
    assert b'"status"' not in answer
    assert all(400 <= status < 500 for status in statuses(answer))


def test_a_body_without_end_is_cut_off(served: Served) -> None:
    head = b"POST /gradio_api/run/x HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\nContent-Type: application/json\r\n\r\n"
    with socket.create_connection(("127.0.0.1", served.port), timeout=PATIENCE_S) as connection:
        connection.sendall(head)
        sent = 0
        with suppress(ConnectionError):
            for _ in range(256):  # 16 MiB
                connection.sendall(b"10000\r\n" + b"[" * 65_536 + b"\r\n")
                sent += 65_536
            assert connection.recv(65_536).startswith(b"HTTP/1.1 413")
    assert served.health()[0] == 200


@pytest.mark.parametrize(
    "head",
    [
        b"\r\n".join(b"X-%d: a" % number for number in range(20_000)),
        b"X: " + b"a" * 200_000,
        b"a" * 200_000 + b": x",
        b"Cookie: " + b"; ".join(b"a%d=b" % number for number in range(20_000)),
        b"Range: bytes=" + b",".join(b"%d-" % number for number in range(20_000)),
    ],
    ids=["many", "long value", "long name", "cookies", "ranges"],
)
def test_heads_without_measure_are_refused(served: Served, head: bytes) -> None:
    answer = served.raw(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n" + head + b"\r\n\r\n")
    assert all(400 <= status < 500 for status in statuses(answer))
    assert served.health()[0] == 200


@pytest.mark.parametrize(
    "line", [b"GET /" + b"a" * 100_000, b"PRI *", b"CONNECT 127.0.0.1:22", b"A" * 70_000 + b" /", b"get /", b"GET  /", b"GET /\x00"]
)
def test_odd_request_lines_are_refused(served: Served, line: bytes) -> None:
    answer = served.raw(line + b" HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
    assert all(400 <= status < 500 for status in statuses(answer))


@pytest.mark.parametrize(
    "upgrade",
    [
        b"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        b"Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAAQAAP__",
    ],
)
def test_no_other_protocol_is_spoken(served: Served, upgrade: bytes) -> None:
    answer = served.raw(
        b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        + upgrade
        + b"\r\n\r\nGET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
    )
    assert 101 not in statuses(answer)


def script_of(served: Served) -> str:
    with urllib.request.urlopen(served.url, timeout=PATIENCE_S) as answer:
        found = re.search(r'(?:src|href)="(?:\./)?(/?assets/[^"]+\.js)"', answer.read().decode())
    assert found
    return "/" + found[1].lstrip("/")


@pytest.mark.parametrize(
    "ranges",
    ["0-,0-,0-", ",".join(f"{number}-" for number in range(3_000)), "-1,-2,-3", "5-2", "0-99999999999999999999", "a-b", "0-0," * 2_000],
)
def test_ranges_that_overlap_a_thousand_times_give_no_more_than_the_file(served: Served, ranges: str) -> None:
    path = script_of(served)
    with urllib.request.urlopen(served.url + path, timeout=PATIENCE_S) as answer:
        size = len(answer.read())
    asked = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nRange: bytes={ranges}\r\nConnection: close\r\n\r\n"
    answer = served.raw(asked.encode())
    assert statuses(answer[:20])[0] in {200, 206, 400, 416}
    assert len(answer) < 2 * size + 10_000


@pytest.mark.parametrize(
    "body",
    [
        b'{"data": [' + b"1" * 500_000 + b', null, null], "session_hash": "a", "fn_index": 0}',
        b'{"data": [' + b",".join([b"[]"] * 300_000) + b"]}",
        b'{"data": [1e999999, -1e999999, NaN], "session_hash": "a", "fn_index": 0}',
        b'{"data": ["' + b"\\u0000" * 100_000 + b'"], "session_hash": "a", "fn_index": 0}',
        b"{" + b",".join(b'"k%d": 1' % number for number in range(60_000)) + b"}",
        '{"data": ["x"], "session_hash": "a", "fn_index": 0}'.encode("utf-16"),
        b"\xff\xfe\x00",
        b'"just a text"',
    ],
    ids=["long number", "wide", "infinite", "zeros", "keys", "utf-16", "no text", "a text"],
)
def test_json_that_swells_or_cannot_be_read_harms_nobody(served: Served, body: bytes) -> None:
    for path in ("/gradio_api/run/predict", "/gradio_api/call/ask", "/gradio_api/component_server", "/mcp"):
        request = urllib.request.Request(
            served.url + path, body, {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}
        )
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE_S) as answer:
                answer.read()
        except urllib.error.HTTPError as error:
            with error:
                assert b"Traceback" not in error.read()
            assert error.code in {400, 404, 413, 422, 500}
    assert served.ask(KNOWN)["route"] == "answer"


def test_a_files_record_behind_a_number_too_long_for_us_is_not_passed_on(served: Served) -> None:
    """Readers of JSON differ in what they take: what one of them cannot read is shown to none."""
    record = b'{"path": "/etc/passwd", "meta": {"_type": "gradio.FileData"}}'
    body = b'{"data": [' + record + b", null, " + b"1" * 10_000 + b'], "session_hash": "a", "fn_index": 0}'
    request = urllib.request.Request(f"{served.url}/gradio_api/run/predict", body, {"Content-Type": "application/json"})
    with pytest.raises(urllib.error.HTTPError, match="400"):
        urllib.request.urlopen(request, timeout=PATIENCE_S)


def test_forms_with_files_are_taken_nowhere_but_where_files_belong(served: Served) -> None:
    body = b'--part\r\nContent-Disposition: form-data; name="f"; filename="x"\r\n\r\nx\r\n--part--\r\n'
    for path in ("/gradio_api/component_server", "/gradio_api/run/predict", "/gradio_api/queue/join"):
        request = urllib.request.Request(served.url + path, body, {"Content-Type": "Multipart/Form-Data; boundary=part"})
        with pytest.raises(urllib.error.HTTPError, match="415"):
            urllib.request.urlopen(request, timeout=PATIENCE_S)


def files(served: Served) -> set[Path]:
    return {path for path in served.place.rglob("*") if path.is_file()}


NAMES = [
    "../../x.txt",
    "..",
    ".",
    "a/b.txt",
    "a\\b.txt",
    "x\u202etxt.exe",
    "🦜" * 60 + ".txt",
    "n" * 300 + ".txt",
    ".hidden",
    "a\tb.txt",
    "<b>.txt",
    "%2e%2e%2fx",
    "",
]


@pytest.mark.parametrize("name", NAMES)
def test_whatever_a_file_is_called_it_lies_in_a_folder_of_its_own(served: Served, name: str) -> None:
    head = f'--part\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\nContent-Type: text/plain\r\n\r\n'
    body = head.encode() + b"hello " + name.encode() + b"\r\n--part--\r\n"
    request = urllib.request.Request(f"{served.url}/gradio_api/upload", body, {"Content-Type": "multipart/form-data; boundary=part"})
    before = files(served)
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE_S) as answer:
            found = json.load(answer)
    except urllib.error.HTTPError as error:
        error.close()
        assert error.code in {400, 422, 500}
        found = []
    new = {Path(each) for each in found}
    eventually(lambda: files(served) - before <= new, "something was left elsewhere")
    for path in new:
        assert path.parent.parent.name.startswith("citewell-uploads-")
        assert not [each for each in path.name if unicodedata.category(each) == "Cc" or each in "/\\<>"]


_NUMBERS = count(1)


def mcp(served: Served, method: str, params: object) -> dict[str, object]:
    """A call as an MCP client of 2025 makes it; {"status": …} if it was refused."""
    record = {"jsonrpc": "2.0", "id": next(_NUMBERS), "method": method, "params": params}
    headers = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream", "MCP-Protocol-Version": "2025-06-18"}
    request = urllib.request.Request(f"{served.url}/mcp", json.dumps(record).encode(), headers)
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE_S) as answer:
            return dict(json.load(answer))
    except urllib.error.HTTPError as error:
        error.close()
        return {"status": error.code}


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("ask", {"question": "zanthorrhoea " * 20_000}),
        ("ask", {"question": ["zanthorrhoea"]}),
        ("ask", {}),
        ("ask", {"question": "zanthorrhoea", "source_ids": ["../../etc/passwd"] * 5_000}),
        ("search", {"query": "zanthorrhoea", "top_k": 10**9}),
        ("search", {"query": "zanthorrhoea", "top_k": True, "more": 1}),
        ("open_source", {"source_id": "/etc/passwd"}),
        ("open_source", {"source_id": "x", "page": -1}),
        ("add", {"paths": ["/etc/passwd"]}),
        ("__class__", {}),
    ],
)
def test_tools_called_wrongly_say_so_and_write_nothing_down(served: Served, tool: str, arguments: object) -> None:
    said = json.dumps(mcp(served, "tools/call", {"name": tool, "arguments": arguments}))
    assert "Traceback" not in said
    assert "root:" not in said
    assert str(served.place) not in said
    assert '"error"' in said or '"isError": true' in said or '"status": 4' in said or '"quotes"' in said or '"result"' in said
    assert "zanthorrhoea" not in served.log
    assert mcp(served, "tools/list", {}).get("result")


@pytest.mark.parametrize(
    "method", ["sampling/createMessage", "resources/read", "prompts/get", "logging/setLevel", "completion/complete", "x" * 5_000]
)
def test_what_was_not_offered_is_not_done(served: Served, method: str) -> None:
    said = mcp(served, method, {"uri": "file:///etc/passwd", "name": "zanthorrhoea", "level": "debug"})
    assert "error" in said or "status" in said
    assert "root:" not in json.dumps(said)
    assert "zanthorrhoea" not in served.log
    assert "Traceback" not in served.log


def test_many_calls_in_one_and_streams_of_nothing_are_refused(served: Served) -> None:
    batch = [{"jsonrpc": "2.0", "id": number, "method": "tools/list"} for number in range(5_000)]
    headers = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}
    request = urllib.request.Request(f"{served.url}/mcp", json.dumps(batch).encode(), headers)
    with pytest.raises(urllib.error.HTTPError, match=r"400|413"):
        urllib.request.urlopen(request, timeout=PATIENCE_S)
    assert served.health()[0] == 200
