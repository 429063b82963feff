"""Files that are not what their names say: a server's page saved as a PDF, a download that was cut off."""

from __future__ import annotations

from pathlib import Path

SENT_INSTEAD = "Look into it with a text editor, then download it again: a server may have sent something else in its place."
_NAMED = {".pdf": "PDF", ".docx": "Word (.docx)", ".epub": "EPUB"}  # types that are told by their first bytes
_KINDS = {"PDF": "pdf", "Word (.docx)": "docx", "EPUB": "epub"}


def other_than_named(path: Path, kind: str = "") -> str:
    """The type that the file's name says where it was read as another `kind`; "" where both agree, or where the name says none."""
    name = _NAMED.get(path.suffix.lower(), "")
    return name if name and kind != _KINDS[name] else ""
