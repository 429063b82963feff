from __future__ import annotations

import gradio as gr
import pytest
from starlette.requests import Request
from starlette.types import Scope

from server.access import AT_THIS_MACHINE, Everybody, Role, Visitor, admit, role_of, visitor_of
from tests.server.conftest import run_async


def scope() -> Scope:
    return {"type": "http", "method": "GET", "path": "/", "headers": []}


@pytest.mark.parametrize("role", list(Role))
def test_the_page_learns_whom_the_door_let_in(role: Role) -> None:
    asked = scope()
    admit(asked, Visitor("ada", role))
    assert visitor_of(gr.Request(Request(asked))) == Visitor("ada", role)


def test_a_request_that_passed_no_door_is_a_readers() -> None:
    assert role_of(gr.Request(Request(scope()))) is Role.READER
    assert role_of(gr.Request()) is Role.READER
    assert role_of(None) is Role.READER


async def _nothing(*_: object) -> None:
    return None


def test_where_nobody_signs_in_all_are_the_same_visitor() -> None:
    asked = scope()
    run_async(lambda: Everybody(_nothing, AT_THIS_MACHINE)(asked, _nothing, _nothing))  # type: ignore[arg-type]
    assert role_of(gr.Request(Request(asked))) is Role.KEEPER
