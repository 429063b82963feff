"""Attacks on the real server and its page (docs/attacks.md lists them all)."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import urllib.error
import urllib.request
from typing import Any
from urllib.parse import urlsplit

import pytest
from gradio_client import Client as GradioClient
from gradio_client.exceptions import AppError
from mcp import Client as McpClient
from playwright.sync_api import Browser

from tests.page.conftest import Server, Visitor, visit
from tests.server.conftest import run_async
from tests.server.served import PATIENCE_S, ROOT, Served

QUESTION = "How does quillwort affect migraine?"
KNOWN = "How long does pain relief last after ketamine?"
FOREIGN = "example.invalid"


def page_of(served: Served) -> Server:
    assert served.process is not None
    return Server(served.url, served.place / "output.txt", served.process)


def nothing_foreign(visitor: Visitor) -> None:
    page = visitor.page
    assert visitor.dialogs == []
    assert not [
        url for url in visitor.requests if urlsplit(url).scheme in {"http", "https", "ws", "wss"} and urlsplit(url).hostname != "127.0.0.1"
    ]
    assert page.evaluate("window.hit") is None
    assert page.locator("#cw-talk script, #cw-talk img, #cw-talk iframe, #cw-talk svg, #cw-talk style, #cw-talk object").count() == 0
    assert page.locator("#cw-source script, #cw-source iframe, #cw-source svg[onload], #cw-source style").count() == 0
    links = page.evaluate("[...document.querySelectorAll('#cw-columns a[href]')].map(a => a.getAttribute('href'))")
    assert [link for link in links if not link.startswith(("#", "tel:", "?", "sms:")) and urlsplit(link).scheme] == []
    handlers = "[...document.querySelectorAll('#cw-columns *')].flatMap(e => [...e.attributes]).filter(a => a.name.startsWith('on')).length"
    assert page.evaluate(handlers) == 0


@pytest.mark.browser
def test_a_documents_markup_scripts_images_and_links_are_only_text(browser: Browser, served: Served) -> None:
    visitor = visit(browser, page_of(served))
    try:
        for question in (
            QUESTION,
            "What was the dose of quillwort?",
            "What were the side effects of quillwort?",
            "How is quillwort taken?",
        ):
            visitor.ask(question)
        assert "quillwort" in visitor.page.locator("#cw-talk").inner_text().lower()
        nothing_foreign(visitor)
        visitor.page.locator(".cw-show:visible").last.click()
        visitor.page.wait_for_selector("#cw-here")
        assert "<script>" in visitor.page.locator("#cw-source").inner_text()
        nothing_foreign(visitor)
    finally:
        visitor.page.context.close()


@pytest.mark.browser
def test_the_policy_stops_what_would_slip_through(browser: Browser, served: Served) -> None:
    """Markup put into the page by hand, as if a check of ours had failed: the browser itself refuses to run or fetch it."""
    visitor = visit(browser, page_of(served))
    try:
        visitor.page.evaluate(
            """() => { window.stopped = [];
            document.addEventListener('securitypolicyviolation', (event) => window.stopped.push(event.effectiveDirective));
            const box = document.createElement('div');
            box.innerHTML = '<img src=x onerror="window.hit=1"><img src="http://example.invalid/a.png">' +
                '<iframe src="http://example.invalid/"></iframe><form action="http://example.invalid/"><button id=send></button></form>';
            document.body.append(box);
            const script = document.createElement('script'); script.textContent = 'window.hit = 2'; document.body.append(script);
            fetch('http://example.invalid/beacon').catch(() => { window.refused = 1; }); }"""
        )
        visitor.page.wait_for_function("window.refused === 1")
        visitor.page.evaluate("document.querySelector('#send').click()")
        wanted = ["script-src-attr", "script-src-elem", "img-src", "frame-src", "connect-src", "form-action"]
        visitor.page.wait_for_function("wanted => wanted.every((name) => window.stopped.includes(name))", arg=wanted)
        assert visitor.page.evaluate("window.hit") is None
        assert visitor.page.url.startswith(served.url)
    finally:
        visitor.page.context.close()


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/file=/etc/passwd",
        "/gradio_api/file=../../etc/passwd",
        "/gradio_api/file=%2e%2e/%2e%2e/etc/passwd",
        "/gradio_api/file=http://127.0.0.1:1/x",
        "/gradio_api/file=https://example.invalid/x",
        "/file=/etc/passwd",
        "/static/../../../../etc/passwd",
        "/static/%2e%2e/%2e%2e/%2e%2e/app.py",
        "/static/..%2f..%2f..%2fapp.py",
        "/assets//etc/passwd",
        "/svelte/../../../../../etc/passwd",
        "/fonts/../app.py",
        "/gradio_api/proxy=http://127.0.0.1:1/",
        "/app.py",
        "/data/library/library.sqlite",
        "/%00",
    ],
)
def test_no_file_of_the_machine_can_be_fetched(served: Served, path: str) -> None:
    answer = served.raw(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode())
    assert int(answer.split(b" ", 2)[1]) in {400, 403, 404, 405}
    assert b"root:" not in answer
    assert b"build_app" not in answer


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
        b"POST /login HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\n",
        b"POST /login HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -1\r\nConnection: close\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + b"a" * 4_000_000 + b"\r\nConnection: close\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 64,
        b"GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
    ],
    ids=["no host", "two hosts", "two lengths", "negative length", "long header", "TLS hello", "foreign address"],
)
def test_malformed_requests_are_refused_and_the_next_visitor_is_served(served: Served, request_bytes: bytes) -> None:
    answer = served.raw(request_bytes)
    assert not answer or int(answer.split(b" ", 2)[1]) in {400, 403, 404, 421, 422, 431, 501}
    assert served.health()[0] == 200


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"[]",
        b'{"data": []}',
        b'{"data": ["x"], "fn_index": 99999, "session_hash": "a"}',
        b'{"data": ["x"], "fn_index": -1, "session_hash": "a"}',
        b'{"data": ["x"], "fn_index": 0, "session_hash": "../../etc"}',
        b'{"data": [{"path": "/etc/passwd", "meta": {"_type": "gradio.FileData"}}, null, null], "fn_index": 0, "session_hash": "b"}',
        b'{"data": "' + b"[" * 100_000 + b'"}',
        b"[" * 50_000,
        b'{"data": ["\\ud800\\u0000"], "fn_index": 0, "session_hash": "\\u0000"}',
    ],
)
def test_nonsense_in_the_queue_harms_nobody(served: Served, body: bytes) -> None:
    request = urllib.request.Request(f"{served.url}/gradio_api/queue/join", body, {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE_S) as answer:
            answer.read()
    except urllib.error.HTTPError as error:
        error.close()
        assert error.code in {400, 403, 404, 422, 500}
    assert "root:" not in served.log
    assert served.ask(KNOWN)["route"] == "answer"


@pytest.mark.parametrize("address", ["http://example.invalid/x.txt", "http://127.0.0.1:1/x", "file:///etc/passwd", "/etc/passwd"])
def test_the_server_fetches_nothing_for_anybody(served: Served, address: str) -> None:
    file = {"path": address, "url": address, "orig_name": "x", "meta": {"_type": "gradio.FileData"}}
    with contextlib.suppress(urllib.error.HTTPError):
        begun = served.post("/gradio_api/call/ask", {"data": [file, None, None]})
        with urllib.request.urlopen(f"{served.url}/gradio_api/call/ask/{begun['event_id']}", timeout=PATIENCE_S) as stream:
            assert b"root:" not in stream.read()
    assert served.calls == ""


def test_only_the_documented_calls_are_open_to_programs(served: Served) -> None:
    client = GradioClient(served.url, verbose=False, httpx_kwargs={"timeout": PATIENCE_S})
    try:
        assert set(client.view_api(return_format="dict")["named_endpoints"]) == {"/ask", "/search", "/open_source"}
    finally:
        client.close()


def test_gradio_client_gets_the_record_of_the_batch_contract(served: Served) -> None:
    client = GradioClient(served.url, verbose=False, httpx_kwargs={"timeout": PATIENCE_S})
    try:
        record = client.predict(KNOWN, api_name="/ask")
        assert set(record) == {"route", "message", "quotes", "related", "notices"}
        assert record["route"] == "answer"
        for quote in record["quotes"]:
            assert set(quote) == {"source_id", "title", "kind", "publisher", "section", "page", "start", "end", "text", "score", "flags"}
            source = client.predict(quote["source_id"], quote["page"], api_name="/open_source")
            assert words(source["text"][quote["start"] : quote["end"]]) == words(quote["text"])
        again = client.predict(KNOWN, ["What is fibromyalgia?"], None, api_name="/ask")
        assert again["route"] in {"answer", "abstain"}
        found = client.predict("NMDA receptor", 3, api_name="/search")
        assert set(found) == {"message", "passages", "notices"}
        assert set(found["passages"][0]) == set(record["quotes"][0])
        with pytest.raises(AppError, match="Ask for 1 to 50"):
            client.predict("NMDA", 0, api_name="/search")
        with pytest.raises(AppError, match="not in the library"):
            client.predict("../../etc/passwd", 1, api_name="/open_source")
    finally:
        client.close()


def words(text: str) -> str:
    return "".join(text.split()).replace("-", "")


def test_a_real_mcp_client_searches_asks_and_opens(served: Served) -> None:
    async def talk() -> dict[str, Any]:
        async with McpClient(f"{served.url}/mcp") as client:
            tools = (await client.list_tools()).tools
            asked = await client.call_tool("ask", {"question": KNOWN})
            found = await client.call_tool("search", {"query": "NMDA receptor", "top_k": 2})
            quote = (asked.structured_content or {})["quotes"][0]
            opened = await client.call_tool("open_source", {"source_id": quote["source_id"], "page": quote["page"]})
            listed = await client.call_tool("open_source", {})
            wrong = await client.call_tool("open_source", {"source_id": "nowhere"})
            danger = await client.call_tool("ask", {"question": "i want to end my life"})
            return {"tools": tools, "quote": quote, "found": found, "opened": opened, "listed": listed, "wrong": wrong, "danger": danger}

    seen = run_async(talk)
    assert {tool.name for tool in seen["tools"]} == {"ask", "search", "open_source"}
    assert all(tool.annotations and tool.annotations.read_only_hint for tool in seen["tools"])
    assert "exact" in next(tool.description or "" for tool in seen["tools"] if tool.name == "ask")
    quote, opened = seen["quote"], seen["opened"].structured_content
    assert words(opened["text"][quote["start"] : quote["end"]]) == words(quote["text"])
    assert len(seen["found"].structured_content["passages"]) == 2
    assert len(seen["listed"].structured_content["documents"]) == 4
    assert seen["wrong"].is_error
    assert "not in the library" in seen["wrong"].content[0].text
    danger = seen["danger"].structured_content
    assert (danger["route"], danger["quotes"], danger["related"]) == ("crisis", [], [])


def test_programs_get_the_same_record_by_each_way_of_asking(served: Served) -> None:
    async def by_mcp() -> Any:  # noqa: ANN401  # JSON
        async with McpClient(f"{served.url}/mcp") as client:
            return (await client.call_tool("ask", {"question": KNOWN})).structured_content

    batch = subprocess.run(
        [sys.executable, "-m", "chat", "--library", str(served.library), "--batch", "-"],
        input=json.dumps({"id": "one", "turns": [KNOWN]}) + "\n",
        cwd=ROOT,
        env=os.environ | {"OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
    )
    assert batch.returncode == 0, batch.stderr
    expected = json.loads(batch.stdout)
    assert expected.pop("id") == "one"
    assert expected["quotes"]
    assert served.ask(KNOWN) == expected
    assert run_async(by_mcp) == expected


def test_nothing_leaves_the_machine_and_nothing_asked_is_written_down(served: Served) -> None:
    served.ask("Does zanthorrhoea help with fibromyalgia?")
    assert served.calls == ""
    assert "zanthorrhoea" not in served.log
    written = [path for path in served.place.rglob("*") if path.is_file() and b"zanthorrhoea" in path.read_bytes()]
    assert written == []


@pytest.mark.browser
def test_the_browser_asks_nobody_but_this_server(browser: Browser, served: Served) -> None:
    visitor = visit(browser, page_of(served))
    try:
        visitor.ask(KNOWN)
        visitor.page.locator(".cw-show").first.click()
        visitor.page.wait_for_selector("#cw-here")
        hosts = {urlsplit(url).hostname for url in visitor.requests if urlsplit(url).scheme in {"http", "https", "ws", "wss"}}
        assert hosts == {"127.0.0.1"}
        assert served.calls == ""
    finally:
        visitor.page.context.close()


@pytest.mark.browser
def test_opinions_are_neither_offered_nor_taken_unless_a_keeper_turned_that_on(browser: Browser, served: Served) -> None:
    visitor = visit(browser, page_of(served))
    try:
        assert visitor.page.locator(".cw-welcome:visible").count() == 1
        assert visitor.page.locator(".cw-opinion:visible").count() == 0
        visitor.ask(KNOWN)
        assert visitor.page.locator(".cw-opinion:visible").count() == 0
    finally:
        visitor.page.context.close()
    with urllib.request.urlopen(f"{served.url}/config") as answer:
        config = json.load(answer)
    (talk,) = [part["id"] for part in config["components"] if part["props"].get("elem_id") == "cw-talk"]
    sent = {"questions": ["a secret"], "opinion": "missing"}
    call = {"data": sent, "component_id": talk, "session_hash": "x", "fn_name": "give_opinion"}
    with pytest.raises(urllib.error.HTTPError, match="404"):
        served.post("/gradio_api/component_server", call)
    assert not [path for path in served.library.rglob("*") if path.is_file() and b"a secret" in path.read_bytes()]


def test_the_health_endpoint_says_little(served: Served) -> None:
    status, record = served.health()
    assert (status, record["status"]) == (200, "ok")
    assert set(record) <= {"status", "warning"}
    assert "library" not in json.dumps(record)
