"""The page of a PDF as it is printed, with the quoted passage marked on it."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from functools import lru_cache
from pathlib import Path
from typing import Any

from markupsafe import Markup

from index.document import Quote, Source
from index.files import sha256_of
from page.markup import safe
from page.texts import Texts

WIDTH = 1100  # pixels
TIMEOUT_S = 25
KEPT = 16  # pictures kept in memory
_AT_ONCE = threading.Semaphore(1)  # drawing is heavy; answers go on beside it


def page_picture(quote: Quote, source: Source, texts: Texts) -> str:
    """The picture as markup, or why there is none. Only a path that the library itself recorded is opened."""
    path = Path(source.path)
    if not path.is_file():
        return _said(texts.reader_picture_missing)
    if sha256_of(path) != source.sha256:
        return _said(texts.reader_picture_changed)
    try:
        drawn = json.loads(_drawn(str(path), source.sha256, quote.page, quote.text))
    except (subprocess.SubprocessError, OSError, ValueError):
        return _said(texts.reader_picture_failed)
    return _markup(drawn, quote, source, texts)


@lru_cache(maxsize=KEPT)
def _drawn(path: str, file_hash: str, page: int, text: str) -> str:
    """What the drawing process writes; `file_hash` makes a changed file another picture."""
    del file_hash
    asked = json.dumps({"path": path, "page": page, "text": text, "width": WIDTH})
    with _AT_ONCE:
        done = subprocess.run(
            [sys.executable, "-m", "page.draw_page"],
            input=asked,
            capture_output=True,
            text=True,
            timeout=TIMEOUT_S,
            check=True,
            cwd=Path(__file__).resolve().parent.parent,
        )
    return done.stdout


def _markup(drawn: dict[str, Any], quote: Quote, source: Source, texts: Texts) -> str:
    boxes = Markup("").join(
        Markup("<span class='cw-box'{} style='left:{:.3f}%;top:{:.3f}%;width:{:.3f}%;height:{:.3f}%'></span>").format(
            Markup(" data-first") if number == 0 else "", *(100 * share for share in box)
        )
        for number, box in enumerate(drawn["boxes"])
    )
    return str(
        Markup(
            "{note}<div class='cw-sheet'><img src='data:image/png;base64,{png}' width='{width}' height='{height}' alt='{alt}'>{boxes}</div>"
        ).format(
            note="" if drawn["boxes"] else Markup("<p class='cw-gone'>{}</p>").format(safe(texts.reader_picture_unmarked)),
            png=drawn["png"],
            width=drawn["width"],
            height=drawn["height"],
            alt=safe(texts.reader_picture_alt.format(page=quote.page, title=source.title)),
            boxes=boxes,
        )
    )


def _said(text: str) -> str:
    return str(Markup("<p class='cw-gone'>{}</p>").format(safe(text)))
