"""The real server with users: what a reader, a keeper and nobody may do to the library."""

from __future__ import annotations

import base64
import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest

from server.access import Role
from server.users import new_user, write_users
from tests.server.served import PATIENCE_S, ROOT, Served, make_library

PASSWORD = "correct horse battery"
CHANGES = ("add", "edit", "remove", "restore")


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    place = tmp_path_factory.mktemp("guarded")
    users = {name: new_user(name, role, PASSWORD) for name, role in (("ada", Role.KEEPER), ("ben", Role.READER))}
    write_users(place / "users.json", users)
    found = Served(place, ("--users", str(place / "users.json")))
    make_library(place, ROOT / "sources")
    found.start()
    try:
        yield found
    finally:
        found.stop()


def fetch(served: Served, path: str, name: str, record: object = None) -> Any:  # noqa: ANN401  # JSON
    headers = {"Content-Type": "application/json", "Authorization": "Basic " + base64.b64encode(f"{name}:{PASSWORD}".encode()).decode()}
    body = None if record is None else json.dumps(record).encode()
    with urllib.request.urlopen(urllib.request.Request(served.url + path, body, headers), timeout=PATIENCE_S) as answer:
        return json.load(answer)


def call(served: Served, name: str, function: str, data: object) -> Any:  # noqa: ANN401  # JSON
    """Call a function of the page's scripts as this person."""
    parts = fetch(served, "/config", name)["components"]
    (part,) = [
        part["id"] for part in parts if function in str(part["props"].get("server_fns") or part["props"].get("server_functions") or "")
    ]
    sent = {"data": data, "component_id": part, "session_hash": f"of-{name}", "fn_name": function}
    return fetch(served, "/gradio_api/component_server", name, sent)


def documents(served: Served) -> list[str]:
    begun = fetch(served, "/gradio_api/call/open_source", "ben", {"data": ["", 1]})
    headers = {"Authorization": "Basic " + base64.b64encode(f"ben:{PASSWORD}".encode()).decode()}
    request = urllib.request.Request(f"{served.url}/gradio_api/call/open_source/{begun['event_id']}", headers=headers)
    with urllib.request.urlopen(request, timeout=PATIENCE_S) as stream:
        data = [line for line in stream.read().decode().splitlines() if line.startswith("data: ")][-1]
    return [source["title"] for source in json.loads(data.removeprefix("data: "))[0]["documents"]]


def test_a_reader_may_read_and_change_nothing(guarded: Served) -> None:
    before = documents(guarded)
    assert len(before) == 3
    wanted = {"id": "littlejohn-guymer-2017-nmda-receptor-fibromyalgia", "title": "Changed", "paths": ["/etc/passwd"], "language": "en"}
    for function in CHANGES:
        answer = call(guarded, "ben", function, wanted)
        assert answer["ok"] is False
    with pytest.raises(urllib.error.HTTPError, match="404"):
        fetch(guarded, "/gradio_api/upload", "ben", {})
    assert documents(guarded) == before


def test_a_keeper_may_but_not_by_naming_a_path_of_the_machine(guarded: Served) -> None:
    identity = "littlejohn-guymer-2017-nmda-receptor-fibromyalgia"
    assert call(guarded, "ada", "edit", {"id": identity, "title": "Corrected title", "language": "en"})["ok"] is True
    assert "Corrected title" in documents(guarded)
    for path in ("/etc/passwd", "../../etc/passwd", str(ROOT / "README.md"), str(guarded.place / "users.json")):
        assert call(guarded, "ada", "add", {"paths": [path], "language": "en"})["ok"] is False
    assert len(documents(guarded)) == 3


def test_nobody_without_a_name_gets_in(guarded: Served) -> None:
    for path in ("/config", "/gradio_api/info", "/"):
        with pytest.raises(urllib.error.HTTPError, match="401"):
            urllib.request.urlopen(guarded.url + path, timeout=PATIENCE_S)
    assert guarded.health()[0] == 200
    assert guarded.calls == ""
