"""A conversation and a call answer to the person they belong to: a tiny app that says what reaches it, and the real server."""

from __future__ import annotations

import base64
import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from gradio_client import Client as GradioClient
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send

from server.access import Everybody, Role, Visitor
from server.belonging import Belonging
from server.users import new_user, write_users
from tests.server.served import PATIENCE_S, ROOT, Served, make_library

ADA, BEN = Visitor("ada", Role.READER), Visitor("ben", Role.READER)
PASSWORD = "correct horse battery"
KNOWN = "How long does pain relief last after ketamine?"


async def answering(scope: Scope, receive: Receive, send: Send) -> None:
    """Says what reached it, and gives every call the same number."""
    request = Request(scope, receive)
    body = (await request.body()).decode()
    length = request.headers.get("content-length")
    record = {"path": scope["path"], "query": dict(request.query_params), "body": body, "length": length, "event_id": "77"}
    await JSONResponse(record)(scope, receive, send)


@pytest.fixture
def app() -> ASGIApp:
    return Belonging(answering)


def of(visitor: Visitor, app: ASGIApp) -> TestClient:
    return TestClient(Everybody(app, visitor), base_url="http://127.0.0.1:7860")


@pytest.mark.parametrize(
    "path", ["/gradio_api/queue/join", "/gradio_api/run/predict", "/gradio_api/component_server", "/gradio_api/cancel"]
)
def test_the_same_session_name_of_two_people_is_two_sessions(app: ASGIApp, path: str) -> None:
    sent = {"session_hash": "shared", "data": ["ü", 1.5]}
    seen = [of(visitor, app).post(path, json=sent).json() for visitor in (ADA, ADA, BEN, Visitor("", Role.READER))]
    bodies = [json.loads(each["body"]) for each in seen]
    assert bodies[0] == bodies[1]
    assert len({body["session_hash"] for body in bodies}) == 3
    assert [body["session_hash"] == "shared" for body in bodies] == [False, False, False, True]
    assert all(body["data"] == ["ü", 1.5] for body in bodies)
    assert all(int(each["length"]) == len(each["body"].encode()) for each in seen)


def test_a_name_is_the_same_one_wherever_it_stands(app: ASGIApp) -> None:
    posted = json.loads(of(ADA, app).post("/gradio_api/queue/join", json={"session_hash": "shared"}).json()["body"])["session_hash"]
    assert of(ADA, app).get("/gradio_api/queue/data?session_hash=shared").json()["query"] == {"session_hash": posted}
    assert of(ADA, app).get("/gradio_api/queue/data?session%5Fhash=shared&session_hash=x").json()["query"] != {"session_hash": "x"}
    assert of(ADA, app).get("/gradio_api/heartbeat/shared").json()["path"] == f"/gradio_api/heartbeat/{posted}"
    assert of(BEN, app).get("/gradio_api/heartbeat/shared").json()["path"] != f"/gradio_api/heartbeat/{posted}"


def test_two_names_in_one_body_are_one(app: ASGIApp) -> None:
    doubled = b'{"session_hash": "mine", "session_hash": "shared"}'
    body = of(BEN, app).post("/gradio_api/run/predict", content=doubled).json()["body"]
    assert body.count("session_hash") == 1
    assert "shared" not in body


def test_a_calls_number_is_good_for_its_caller_alone(app: ASGIApp) -> None:
    number = of(ADA, app).post("/gradio_api/call/ask", json={"data": []}).json()["event_id"]
    assert number.startswith("77.")
    fetched = of(ADA, app).get(f"/gradio_api/call/ask/{number}")
    assert fetched.json()["path"] == "/gradio_api/call/ask/77"
    for forged in (number, "77", "77.", "77." + "0" * 32, "78." + number.partition(".")[2]):
        assert of(BEN, app).get(f"/gradio_api/call/ask/{forged}").status_code == 404
    assert of(ADA, app).get("/gradio_api/call/v2/ask/77").status_code == 404


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"session_hash": null}', b'{"data": 1}'])
def test_what_names_no_session_goes_on_as_it_is(app: ASGIApp, body: bytes) -> None:
    assert of(ADA, app).post("/gradio_api/run/predict", content=body).json()["body"] == body.decode()


# -- the real server ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def signed_in(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    place = tmp_path_factory.mktemp("signed-in")
    write_users(place / "users.json", {name: new_user(name, Role.READER, PASSWORD) for name in ("ada", "ben")})
    found = Served(place, ("--users", str(place / "users.json")))
    make_library(place, ROOT / "sources")
    found.start()
    try:
        yield found
    finally:
        found.stop()


def fetch(served: Served, name: str, path: str, record: object = None) -> bytes:
    headers = {"Content-Type": "application/json", "Authorization": "Basic " + base64.b64encode(f"{name}:{PASSWORD}".encode()).decode()}
    body = None if record is None else json.dumps(record).encode()
    with urllib.request.urlopen(urllib.request.Request(served.url + path, body, headers), timeout=PATIENCE_S) as answer:
        found: bytes = answer.read()
    return found


def happen(served: Served, name: str, event: str, sent: dict[str, Any], *, session: str) -> str:
    """Have the composer's event happen on a page, as this person and under this session's name; returns what the page is sent."""
    config = json.loads(fetch(served, name, "/config"))
    (form,) = [part["id"] for part in config["components"] if part["props"].get("elem_id") == "cw-ask"]
    (number,) = [each["id"] for each in config["dependencies"] if [form, event] in [list(target) for target in each["targets"]]]
    call = {"data": [None], "event_data": {"language": "en", **sent}, "fn_index": number, "trigger_id": form, "session_hash": session}
    return fetch(served, name, "/gradio_api/run/predict", call).decode()


def test_who_learns_the_name_of_anothers_session_sees_nothing_of_it(signed_in: Served) -> None:
    happen(signed_in, "ada", "submit", {"question": KNOWN, "source_ids": None}, session="shared")
    saved = {name: happen(signed_in, name, "select", {"what": "md", "nonce": 1}, session="shared") for name in ("ada", "ben")}
    assert KNOWN in saved["ada"]
    assert "ketamine" not in saved["ben"].lower()
    happen(signed_in, "ben", "clear", {}, session="shared")
    assert KNOWN in happen(signed_in, "ada", "select", {"what": "md", "nonce": 2}, session="shared")


def test_who_learns_the_number_of_anothers_call_gets_no_answer(signed_in: Served) -> None:
    number = json.loads(fetch(signed_in, "ada", "/gradio_api/call/ask", {"data": [KNOWN, None, None]}))["event_id"]
    for stolen in (number, number.partition(".")[0]):
        with pytest.raises(urllib.error.HTTPError, match="404"):
            fetch(signed_in, "ben", f"/gradio_api/call/ask/{stolen}")
    assert b"event: complete" in fetch(signed_in, "ada", f"/gradio_api/call/ask/{number}")


def test_a_program_that_signs_in_is_answered(signed_in: Served, tmp_path: Path) -> None:
    client = GradioClient(
        signed_in.url, auth=("ada", PASSWORD), verbose=False, download_files=tmp_path, httpx_kwargs={"timeout": PATIENCE_S}
    )
    try:
        assert client.predict(KNOWN, api_name="/ask")["route"] == "answer"
    finally:
        client.close()
