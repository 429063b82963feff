"""The doors around a tiny app that answers everything: what they let through and what they do not."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from server.access import Role, visitor_in
from server.door import Door
from server.errors import OpenDoorError
from server.limits import Allowance
from server.routes import Sizes, is_open
from server.serve import behind_doors
from server.settings import Settings
from server.users import Users, new_user, write_users

PASSWORD = "correct horse battery"
BASIC = {"Authorization": "Basic " + base64.b64encode(f"ada:{PASSWORD}".encode()).decode()}


async def answering(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] != "http":
        return
    request = Request(scope, receive)
    body = await request.body()
    response: Response = JSONResponse({"role": visitor_in(scope).role, "n": len(body), "headers": dict(request.headers)})
    if scope["path"] == "/":
        response = HTMLResponse("<html><script>window.config = {}</script><script src='x.js'></script></html>")
    await response(scope, receive, send)


def visit(settings: Settings, *, client: tuple[str, int] = ("127.0.0.1", 5)) -> TestClient:
    return TestClient(behind_doors(answering, settings), base_url="http://127.0.0.1:7860", client=client, follow_redirects=False)


@pytest.fixture
def users(tmp_path: Path) -> Path:
    path = tmp_path / "users.json"
    write_users(path, {"ada": new_user("ada", Role.KEEPER, PASSWORD), "ben": new_user("ben", Role.READER, PASSWORD)})
    return path


@pytest.fixture
def local() -> Iterator[TestClient]:
    yield visit(Settings())


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.20", "example.org"])
def test_listening_beyond_this_machine_needs_a_word_on_who_may_come_in(host: str, users: Path) -> None:
    with pytest.raises(OpenDoorError, match="--public-read-only"):
        Settings(host=host)
    assert Settings(host=host, is_public=True).everybody.role is Role.READER
    assert Settings(host=host, users=users).everybody.role is Role.READER


def test_at_this_machine_one_is_a_keeper_but_not_through_a_proxy() -> None:
    assert Settings().everybody.role is Role.KEEPER
    assert Settings(is_public=True).everybody.role is Role.READER
    assert Settings(is_behind_proxy=True).everybody.role is Role.READER


def test_without_signing_in_nothing_but_the_form_and_the_health_is_open(users: Path) -> None:
    client = visit(Settings(users=users))
    assert client.get("/config").status_code == 401
    assert client.post("/gradio_api/queue/join", json={}).status_code == 401
    assert client.post("/gradio_api/upload").status_code == 401
    assert client.post("/mcp", json={}).status_code == 401
    assert client.get("/", headers={"Accept": "text/html"}).headers["location"] == "/login"
    assert client.get("/login").status_code == 200
    assert client.get("/health").status_code == 200


def test_a_browser_signs_in_and_out(users: Path) -> None:
    client = visit(Settings(users=users))
    page = {"Accept": "text/html"}
    answer = client.post("/login", data={"username": "ben", "password": PASSWORD}, headers=page)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"]
    assert all(part in cookie for part in ("HttpOnly", "SameSite=strict"))
    assert client.get("/config").json()["role"] == "reader"
    assert client.get("/logout").status_code == 303
    assert client.get("/config").status_code == 401


def test_behind_a_proxy_the_cookie_travels_over_https_only(users: Path) -> None:
    client = visit(Settings(users=users, is_behind_proxy=True))
    assert "Secure" in client.post("/login", data={"username": "ben", "password": PASSWORD}).headers["set-cookie"]


def test_a_program_may_send_name_and_password_with_each_request(users: Path) -> None:
    client = visit(Settings(users=users))
    assert client.get("/config", headers=BASIC).json()["role"] == "keeper"
    assert client.get("/config", headers=BASIC).json()["role"] == "keeper"
    wrong = {"Authorization": "Basic " + base64.b64encode(b"ada:wrong").decode()}
    assert client.get("/config", headers=wrong).status_code == 401
    assert client.get("/config", headers={"Authorization": "Basic ?"}).status_code == 401


def test_a_cookie_of_ones_own_making_opens_nothing(users: Path) -> None:
    client = visit(Settings(users=users))
    for value in ("", "ada", "keeper", "0" * 43, "a; citewell-session=b"):
        assert client.get("/config", headers={"Cookie": f"citewell-session={value}"}).status_code == 401


def test_guessing_passwords_is_slowed_down(users: Path) -> None:
    door = Door(answering, Users(users), tries=Allowance(at_once=3, per_minute=0.01))
    client = TestClient(door, base_url="http://127.0.0.1:7860", client=("127.0.0.1", 5))
    assert [client.post("/login", data={"username": "ada", "password": "wrong"}).status_code for _ in range(5)] == [401] * 3 + [429] * 2
    assert client.post("/login", data={"username": "ada", "password": PASSWORD}).status_code == 429
    assert client.get("/config", headers=BASIC).status_code == 401
    other = TestClient(door, base_url="http://127.0.0.1:7860", client=("10.0.0.9", 5))
    assert other.post("/login", data={"username": "ada", "password": PASSWORD}).status_code == 200


def test_anybody_may_send_a_form_and_nobody_a_long_one(users: Path) -> None:
    client = visit(Settings(users=users))
    assert client.post("/login", content=b"username=ada&password=" + b"x" * 100_000).status_code == 413
    assert client.post("/login", content=iter([b"x" * 5_000] * 5)).status_code == 413
    assert client.post("/login", content=b"&".join([b"a=b"] * 1_000)).status_code == 413
    assert client.post("/login", content=b"\xff\x00=%ff&password").status_code == 401
    assert client.post("/login", data={"username": "ada", "password": PASSWORD}).status_code == 200


def test_a_session_set_by_somebody_else_is_not_the_one_that_signing_in_begins(users: Path) -> None:
    client = visit(Settings(users=users))
    planted = {"Cookie": f"citewell-session={'a' * 43}"}
    answer = client.post("/login", data={"username": "ben", "password": PASSWORD}, headers=planted)
    assert "a" * 43 not in answer.headers["set-cookie"]
    client.cookies.clear()
    assert client.get("/config", headers=planted).status_code == 401


def test_a_session_that_was_ended_cannot_be_used_again(users: Path) -> None:
    client = visit(Settings(users=users))
    client.post("/login", data={"username": "ben", "password": PASSWORD})
    kept = {"Cookie": f"citewell-session={client.cookies['citewell-session']}"}
    assert client.get("/config", headers=kept).status_code == 200
    client.get("/logout")
    client.cookies.clear()
    assert client.get("/config", headers=kept).status_code == 401


def test_another_sites_form_cannot_sign_a_visitor_in_as_somebody_else(users: Path) -> None:
    client = visit(Settings(users=users))
    form = {"username": "ben", "password": PASSWORD}
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}):
        answer = client.post("/login", data=form, headers=headers)
        assert (answer.status_code, "set-cookie" in answer.headers) == (403, False)


def test_a_thousand_cookies_and_strange_ones_are_none(users: Path) -> None:
    client = visit(Settings(users=users))
    many = "; ".join(f"citewell-session={number}" for number in range(1_000))
    for cookie in (many, "citewell-session", "=; =; ;;;", 'citewell-session="a\\', "citewell-session=" + "%00" * 500):
        assert client.get("/config", headers={"Cookie": cookie}).status_code == 401


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/upload/",
        "/gradio_api//upload",
        "//gradio_api/upload",
        "/gradio_api%2fupload",
        "/gradio_api/%75pload",
        "/GRADIO_API/UPLOAD",
        "/gradio_api/upload;x=1",
        "/gradio_api/upload%00",
        "/gradio_api/upload%0a",
        "/gradio_api/./upload",
        "/gradio_api/x/../upload",
        "/gradio_api/%2e%2e/gradio_api/upload",
        "/gradio_api\\upload",
        "/gradio_api/upload%c0%af",
        "/gradio_api/upload?/gradio_api/queue/join",
        "/mcp/../gradio_api/upload",
    ],
)
def test_no_spelling_of_a_keepers_path_opens_it_to_readers(path: str) -> None:
    reader = visit(Settings(is_public=True))
    assert reader.post(path, content=b"{}").status_code in {403, 404}


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1:7860@evil.example",
        "evil.example@127.0.0.1",
        "evil.example#127.0.0.1",
        "127.0.0.1#evil.example",
        "127.0.0.1/evil.example",
        "127.0.0.1?evil.example",
        "127.0.0.1 evil.example",
        "127.0.0.1:80:90",
        "127.0.0.1:evil",
        "127.1",
        "2130706433",
        "0x7f.1",
        "localhost.",
        "%31%32%37.0.0.1",
        "[127.0.0.1",
    ],
)
def test_other_spellings_of_our_name_are_not_ours(local: TestClient, host: str) -> None:
    assert local.get("/", headers={"Host": host}).status_code == 421


def test_what_is_not_json_is_passed_on_to_nobody(local: TestClient) -> None:
    for body in (b"{", b"\xff", b"1" * 10_000, b"a=b", b"[1,]"):
        assert local.post("/gradio_api/queue/join", content=body).status_code == 400
    assert local.post("/gradio_api/queue/join", content=b"").status_code == 200
    assert local.post("/gradio_api/queue/join", content=b"{}", headers={"Content-Type": "multipart/mixed"}).status_code == 415


def test_of_two_records_under_one_name_the_one_that_was_looked_at_is_passed_on() -> None:
    reader = visit(Settings(is_public=True))
    doubled = b'{"meta": {"_type": "gradio.FileData"}, "path": "/etc/passwd", "meta": 1}'
    assert reader.post("/gradio_api/queue/join", content=doubled).json()["n"] == len('{"meta": 1, "path": "/etc/passwd"}')


def test_what_is_said_of_a_wrong_name_and_of_a_wrong_password_is_the_same(users: Path) -> None:
    client = visit(Settings(users=users))
    said = {client.post("/login", data={"username": name, "password": "wrong"}).text for name in ("ada", "nobody", "<b>x</b>")}
    assert len(said) == 1


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost:80@evil.example", "", "[::1", "10.0.0.1"])
def test_a_name_that_is_not_ours_is_refused(local: TestClient, host: str) -> None:
    assert local.get("/", headers={"Host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost:7860", "127.0.0.1", "[::1]:7860", "LOCALHOST"])
def test_our_own_names_are_known(local: TestClient, host: str) -> None:
    assert local.get("/", headers={"Host": host}).status_code == 200


def test_a_name_given_on_the_command_line_is_ours() -> None:
    client = visit(Settings(host="0.0.0.0", is_public=True, names=("cite.example.org",)))
    assert client.get("/", headers={"Host": "cite.example.org"}).status_code == 200
    assert client.get("/", headers={"Host": "192.168.1.7:7860"}).status_code == 200
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 421


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": ""},
    ],
)
def test_another_sites_page_cannot_ask_in_a_visitors_name(local: TestClient, headers: dict[str, str]) -> None:
    assert local.post("/gradio_api/queue/join", json={}, headers=headers).status_code == 403


def test_our_page_and_programs_can_ask(local: TestClient) -> None:
    ours = {"Origin": "http://127.0.0.1:7860", "Sec-Fetch-Site": "same-origin"}
    assert local.post("/gradio_api/queue/join", json={}, headers=ours).status_code == 200
    assert local.post("/gradio_api/queue/join", json={}).status_code == 200


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/monitoring"),
        ("GET", "/monitoring/summary"),
        ("GET", "/gradio_api/proxy=https://evil.hf.space/x"),
        ("GET", "/gradio_api/custom_component/1/client/x/y.js"),
        ("POST", "/gradio_api/vibe-edit"),
        ("GET", "/gradio_api/vibe-code"),
        ("POST", "/gradio_api/process_recording"),
        ("GET", "/gradio_api/deep_link"),
        ("GET", "/gradio_api/runs"),
        ("GET", "/gradio_api/dev/reload"),
        ("GET", "/gradio_api/profiling/traces"),
        ("GET", "/gradio_api/token"),
        ("GET", "/gradio_api/stream/a/1/2/playlist.m3u8"),
        ("GET", "/docs"),
        ("PUT", "/"),
        ("TRACE", "/"),
        ("OPTIONS", "/gradio_api/queue/join"),
        ("GET", "/../etc/passwd"),
    ],
)
def test_routes_of_gradios_that_the_page_does_not_need_are_closed_to_all(local: TestClient, method: str, path: str) -> None:
    assert local.request(method, path).status_code in {404, 403}


def test_only_keepers_may_upload_and_nobody_fetches_files() -> None:
    keeper, reader = visit(Settings()), visit(Settings(is_public=True))
    assert keeper.post("/gradio_api/upload", content=b"x").status_code == 200
    assert reader.post("/gradio_api/upload", content=b"x").status_code == 404
    assert [client.get("/gradio_api/file=/etc/passwd").status_code for client in (reader, keeper)] == [404, 404]
    assert reader.get("/gradio_api/upload_progress").status_code == 404


def test_a_body_that_is_too_large_is_refused_whether_it_says_so_or_not() -> None:
    client = visit(Settings(sizes=Sizes(upload_bytes=3 << 20)))
    assert client.post("/gradio_api/queue/join", content=b"x" * (2 << 20)).status_code == 413
    assert client.post("/gradio_api/upload", content=b"x" * (2 << 20)).status_code == 200
    assert client.post("/gradio_api/upload", content=b"x" * (4 << 20)).status_code == 413
    assert client.post("/gradio_api/queue/join", content=iter([b"x" * (1 << 20), b"x" * (1 << 20)])).status_code == 413


@pytest.mark.parametrize(
    ("value", "reader_may", "keeper_may"),
    [
        ({"path": "http://evil.example/x", "meta": {"_type": "gradio.FileData"}}, False, False),
        ([[{"deep": {"path": "/etc/passwd", "meta": {"_type": "gradio.FileData"}}}]], False, True),  # Gradio checks that it was uploaded
        ({"path": "a", "meta": {"_type": "gradio.\u0046ileData"}}, False, True),
        ("gradio.FileData", True, True),
        ({"meta": "gradio.FileData"}, True, True),
        ([[]] * 3, True, True),
    ],
)
def test_files_cannot_be_named_in_a_request(value: object, reader_may: bool, keeper_may: bool) -> None:
    for settings, may in ((Settings(is_public=True), reader_may), (Settings(), keeper_may)):
        answer = visit(settings).post("/gradio_api/queue/join", json={"data": [value], "fn_index": 0})
        assert answer.status_code == (200 if may else 403)


def test_a_body_of_endless_depth_is_refused(local: TestClient) -> None:
    assert local.post("/gradio_api/queue/join", content=b"[" * 100_000 + b"]" * 100_000).status_code == 403


def test_a_visitor_who_asks_too_often_is_told_how_long_to_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Settings(per_minute=1).asking == Allowance(at_once=10, per_minute=1)
    monkeypatch.setattr(Settings, "asking", Allowance(at_once=10, per_minute=0.01))  # nothing comes back while the test runs
    client = visit(Settings())
    answers = [client.post("/gradio_api/queue/join", json={}) for _ in range(11)]
    assert [answer.status_code for answer in answers] == [200] * 10 + [429]
    assert "wait" in answers[-1].json()["detail"]
    assert int(answers[-1].headers["retry-after"]) >= 1
    other = TestClient(client.app, base_url="http://127.0.0.1:7860", client=("10.0.0.9", 5))
    assert other.post("/gradio_api/queue/join", json={}).status_code == 200


def test_what_only_a_proxy_may_say_is_believed_of_a_proxy_alone() -> None:
    forged = {"X-Forwarded-For": "1.2.3.4", "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https", "Forwarded": "host=evil"}
    seen = visit(Settings()).get("/config", headers=forged).json()["headers"]
    assert not [name for name in seen if "forwarded" in name]
    seen = visit(Settings(is_behind_proxy=True)).get("/config", headers=forged).json()["headers"]
    assert seen["x-forwarded-for"] == "1.2.3.4"


@pytest.mark.parametrize("path", ["/", "/config", "/nothing", "/login"])
def test_every_response_forbids_framing_and_foreign_content(users: Path, path: str) -> None:
    for client in (visit(Settings()), visit(Settings(users=users))):
        headers = client.get(path).headers
        policy = dict(part.strip().partition(" ")[::2] for part in headers["content-security-policy"].split(";"))
        assert policy["default-src"] == "'none'"
        assert policy["frame-ancestors"] == "'none'"
        assert "unsafe-inline" not in policy.get("script-src", "")
        assert not re.search(r"https?:|\*", headers["content-security-policy"])
        assert headers["x-frame-options"] == "DENY"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert "server" not in headers


def test_each_page_has_a_nonce_of_its_own_on_its_scripts(local: TestClient) -> None:
    nonces = []
    for _ in range(2):
        answer = local.get("/")
        found = re.search(r"'nonce-([\w-]+)'", answer.headers["content-security-policy"])
        assert found
        assert answer.text.count(f'<script nonce="{found[1]}"') == answer.text.count("<script") == 2
        nonces.append(found[1])
    assert nonces[0] != nonces[1]


def test_a_refusal_is_json_for_programs_and_a_page_for_browsers(local: TestClient) -> None:
    assert json.loads(local.get("/nothing").text) == {"detail": "There is nothing at this address."}
    assert "<h1>" in local.get("/nothing", headers={"Accept": "text/html"}).text


@pytest.mark.parametrize(
    "path", ["//evil.example", "/static", "/gradio_api/call/a/b/c", "/config\n", "/gradio_api/heartbeat/../x", "/mcp/x"]
)
def test_paths_that_only_look_like_open_ones_are_closed(path: str) -> None:
    assert not any(is_open(method, path, Role.KEEPER) for method in ("GET", "POST", "HEAD", "DELETE"))
