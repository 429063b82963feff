"""Why the guard sent a message where it did, in the page's language: the guard states it in English, from a fixed stock of sentences."""

from __future__ import annotations

import re

from page.texts import Texts

EARLIER = "Said earlier in this conversation. "
_REASON = re.compile(r"(?P<sentence>.+?)(?: \((?P<what>rule|score) (?P<which>[^()]+)\))?\.", re.DOTALL)


def reason(stated: str, texts: Texts) -> str:
    """The reason in the page's language; a sentence that the stock does not hold stays as it is."""
    earlier, rest = (texts.why_earlier, stated.removeprefix(EARLIER)) if stated.startswith(EARLIER) else ("", stated)
    found = _REASON.fullmatch(rest)
    if found is None:
        return stated
    said = texts.reasons.get(found["sentence"], found["sentence"])
    detail = f" ({getattr(texts, 'why_' + found['what'] + '_id')} {found['which']})" if found["what"] else ""
    return " ".join(part for part in (earlier, f"{said}{detail}.") if part)
