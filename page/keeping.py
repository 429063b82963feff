"""What the Library view asks of the server. Only keepers change anything; a path from a browser is never believed."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import gradio as gr
from markupsafe import Markup

from index.errors import LibraryError
from index.library import Library
from ingest.errors import IngestError
from page import asking
from page.additions import Additions
from page.library_view import MAX_FILES, library_view, receipt_view, run_words, shelf, shelf_view
from page.markup import safe
from page.said import said, spoken
from page.texts import Texts, texts_in

Reply = dict[str, Any]


class Keeping:
    """Calls over one library; `may_keep` says whether the visitor behind a request is a keeper, `tell` what is wrong in plain words."""

    def __init__(
        self, library: Library, may_keep: Callable[[gr.Request], bool], uploads: Callable[[], Path], tell: Callable[[BaseException], str]
    ) -> None:
        self._library = library
        self._may_keep = may_keep
        self._uploads = uploads
        self._tell = tell
        self._additions = Additions(library, tell)

    def show(self, data: object, request: gr.Request) -> str:
        """The view."""
        find = _find(data)
        found = shelf(self._library, find, asking.whole_number(asking.sent(data, "page")))
        return library_view(found, _texts(data), is_keeper=self._may_keep(request), find=find)

    def turn_page(self, data: object, request: gr.Request) -> str:
        """Some of the documents: a page of those that were looked for."""
        found = shelf(self._library, _find(data), asking.whole_number(asking.sent(data, "page")))
        return str(shelf_view(found, _texts(data), is_keeper=self._may_keep(request)))

    def add(self, data: object, request: gr.Request) -> Reply:
        """Begin to add files that have been uploaded."""
        texts = _texts(data)
        if not self._may_keep(request):
            return _no(texts.library["forbidden"])
        sent = asking.sent(data, "paths")
        if isinstance(sent, list) and len(sent) > MAX_FILES:
            return _no(texts.library["too_many"].format(n=len(sent), most=MAX_FILES))
        paths = [path for each in sent if (path := self._uploaded(each))] if isinstance(sent, list) else []
        if not paths:
            return _no(texts.library["receipt_none"])
        return {"ok": True} if self._additions.start(paths) else _no(texts.library["busy"])

    def progress(self, data: object, request: gr.Request) -> Reply:
        """How far the run is; when it has ended, its receipt."""
        texts, run = _texts(data), self._additions.run
        if run is None or not self._may_keep(request):
            return {"running": False, "html": ""}
        if run.is_running:
            return {"running": True, "share": run.done / max(1, run.n_files), "words": run_words(run, time.monotonic(), texts)}
        if run.receipt is None:
            return {"running": False, "stopped": True, "html": _failed(run.error, texts)}
        return {"running": False, "stopped": run.receipt.was_stopped, "html": receipt_view(run.receipt, texts)}

    def stop(self, data: object, request: gr.Request) -> Reply:
        """End the run."""
        del data
        if self._may_keep(request):
            self._additions.stop()
        return {"ok": True}

    def edit(self, data: object, request: gr.Request) -> Reply:
        """Correct a document's title, kind or date."""
        from ingest.keep import edit  # the readers of files take a fifth of a second to load, which no start of the page waits for

        texts = _texts(data)
        fields = {name: str(value)[:500] for name in ("title", "kind", "date") if (value := asking.sent(data, name)) is not None}

        def change() -> str:
            edit(_id(data), self._library, **fields)
            return texts.library["saved"]

        return self._changed(change, texts, request)

    def remove(self, data: object, request: gr.Request) -> Reply:
        """Take a document out; it can come back."""
        from ingest.keep import remove

        texts = _texts(data)

        def change() -> str:
            title = self._library.source(_id(data)).title
            remove([_id(data)], self._library)
            return texts.library["removed"].format(title=title)

        return self._changed(change, texts, request)

    def restore(self, data: object, request: gr.Request) -> Reply:
        """Bring a document back that was taken out."""
        from ingest.keep import restore

        texts = _texts(data)

        def change() -> str:
            restore([_id(data)], self._library)
            return texts.library["undone"].format(title=self._library.source(_id(data)).title)

        return self._changed(change, texts, request)

    def _changed(self, change: Callable[[], str], texts: Texts, request: gr.Request) -> Reply:
        """Do it, if this visitor may; whatever is wrong is said in words."""
        if not self._may_keep(request):
            return _no(texts.library["forbidden"])
        try:
            return {"ok": True, "said": change()}
        except (IngestError, ValueError) as error:  # about what was typed
            return {**_no(texts.library["failed"]), "english": str(error)}  # in the place of {reason}
        except (LibraryError, OSError) as error:
            return _no(texts.library["failed"].format(reason=said(self._tell(error), texts)))

    def _uploaded(self, path: object) -> Path | None:
        """A file that lies in a folder of its own where uploads are put; None for any other path."""
        if not isinstance(path, str):
            return None
        found, folder = Path(path).resolve(), self._uploads().resolve()
        return found if found.is_file() and found.parent.parent == folder else None


def _texts(data: object) -> Texts:
    return texts_in(str(asking.sent(data, "language")))


def _id(data: object) -> str:
    return str(asking.sent(data, "id"))[:300]


def _find(data: object) -> str:
    return str(asking.sent(data, "find") or "")[:200]


def _no(why: str) -> Reply:
    return {"ok": False, "said": why}


def _failed(why: str, texts: Texts) -> str:
    before, after = texts.library["failed_adding"].split("{reason}")
    return str(Markup("<p role='alert'>{}{}{}</p>").format(safe(before), spoken(why, texts), safe(after)))
