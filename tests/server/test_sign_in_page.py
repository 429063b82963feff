"""Signing in with a real browser, at the doors around a tiny app: what a browser sends of itself decides whether it comes in."""

from __future__ import annotations

import socket
import threading
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser

from server.access import Role
from server.serve import behind_doors
from server.settings import Settings
from server.users import new_user, write_users
from tests.server.served import PATIENCE_S, eventually
from tests.server.test_doors import PASSWORD, answering


@pytest.mark.browser
def test_a_browser_signs_in_with_the_form_and_out_again(browser: Browser, tmp_path: Path) -> None:
    users = tmp_path / "users.json"
    write_users(users, {"ada": new_user("ada", Role.KEEPER, PASSWORD)})
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(behind_doors(answering, Settings(users=users)), ws="none", lifespan="off", log_config=None))
    running = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    running.start()
    context = browser.new_context()
    context.set_default_timeout(PATIENCE_S * 1_000)
    try:
        eventually(lambda: server.started, "it did not start")
        page, url = context.new_page(), f"http://127.0.0.1:{listening.getsockname()[1]}"
        page.goto(url)
        assert page.url == f"{url}/login"
        page.fill("#username", "ada")
        page.fill("#password", "wrong")
        page.click("button")
        assert "do not belong together" in page.locator("[role=alert]").inner_text()
        page.fill("#username", "ada")
        page.fill("#password", PASSWORD)
        page.click("button")
        page.wait_for_url(f"{url}/")
        page.goto(f"{url}/logout")
        assert page.url == f"{url}/login"
    finally:
        context.close()
        server.should_exit = True
        running.join()
