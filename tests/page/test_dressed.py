"""The page comes in each visitor's language from the server: nothing of it has to be put right when it is there."""

from __future__ import annotations

from urllib.request import Request, urlopen

import pytest

from page.texts import languages, texts_in
from tests.page.conftest import PATIENCE_S, Server


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("by_cookie", [False, True], ids=["browser", "chosen"])
def test_the_page_is_sent_in_the_visitors_language(server: Server, language: str, by_cookie: bool) -> None:
    headers = {"Cookie": f"cw_language={language}", "Accept-Language": "ja"} if by_cookie else {"Accept-Language": f"{language};q=0.9"}
    with urlopen(Request(server.url, headers=headers), timeout=PATIENCE_S) as answer:
        page = answer.read().decode()
    for code in languages():
        texts = texts_in(code)
        for words in (texts.tagline, texts.welcome_title, texts.ask_hint, texts.documents_hint):
            assert (words in page) is (code == language), words
