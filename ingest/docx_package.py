"""A Word file opened with python-docx: also templates, files with macros (which are never run), and the strict form of the format."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

from docx import Document as open_docx
from docx.document import Document as WordDocument

_MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_OTHER_MAINS = (
    b"application/vnd.ms-word.document.macroEnabled.main+xml",
    b"application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
)
_TYPES = "[Content_Types].xml"
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
)
_ROOT = "_rels/.rels"


def open_word(path: Path) -> WordDocument:
    """The document. Raises: what python-docx and zipfile raise for a damaged file."""
    with zipfile.ZipFile(path) as archive:
        is_usual = _MAIN in archive.read(_TYPES) and b"purl.oclc.org" not in archive.read(_ROOT)
        return open_docx(str(path) if is_usual else _usual(archive))


def _usual(archive: zipfile.ZipFile) -> BytesIO:
    """The same file in the form that python-docx knows."""
    rewritten = BytesIO()
    with zipfile.ZipFile(rewritten, "w") as target:
        for name in archive.namelist():
            data = archive.read(name)
            if name == _TYPES:
                for other in _OTHER_MAINS:
                    data = data.replace(other, _MAIN)
            if name.endswith((".xml", ".rels")):
                for strict, usual in _STRICT:
                    data = data.replace(strict, usual)
            target.writestr(name, data)
    rewritten.seek(0)
    return rewritten
