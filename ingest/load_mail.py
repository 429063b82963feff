"""Web pages saved as one file (.mhtml, .mht) and messages (.eml): the part that is read, then as HTML or text."""

from __future__ import annotations

import email
from dataclasses import replace
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from tempfile import TemporaryDirectory

from index.document import Document
from ingest.encodings import decode
from ingest.errors import UnreadableDocumentError
from ingest.load_html import load_html
from ingest.load_text import load_text

EXTRACTOR = "mail/1"
_REMEDY = "Open it in a browser or mail program and save it as a web page or PDF."


def load_mail(path: Path) -> Document:
    """Read the page or the message's words; pictures and attachments are passed over.

    Raises: UnreadableDocumentError if no part of it is HTML or text, or that part cannot be read. OSError passes through.
    """
    message = email.message_from_bytes(path.read_bytes(), policy=default)
    part = message.get_body(("html", "plain")) if isinstance(message, EmailMessage) else None
    if part is None:
        part = next((part for part in message.walk() if part.get_content_type() in {"text/html", "text/plain"}), None)
    if part is None:
        raise UnreadableDocumentError(path, "a saved message without words", _REMEDY)
    is_page = part.get_content_type() == "text/html"
    try:
        words = part.get_content()
    except (LookupError, UnicodeError):  # an encoding that nobody knows: found out as for any file
        payload = part.get_payload(decode=True)
        words = decode(payload) if isinstance(payload, bytes) else str(payload)
    with TemporaryDirectory() as folder:
        page = Path(folder) / path.name
        page.write_text(words, encoding="utf-8-sig", errors="replace")  # the mark outweighs what the page says of itself
        try:
            document = load_html(page) if is_page else load_text(page)
        except UnreadableDocumentError as error:
            raise UnreadableDocumentError(path, error.reason, error.remedy) from error
    return replace(document, source=replace(document.source, extractor=f"{EXTRACTOR} {document.source.extractor}"))
