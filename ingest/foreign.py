"""What a file is that cannot be read, by its first bytes or what is in its archive: its owner learns what to save anew."""

from __future__ import annotations

import mmap
import re
from collections.abc import Collection
from pathlib import Path

_MAGIC = {
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"II*\x00": "a TIFF picture",
    b"MM\x00*": "a TIFF picture",
    b"AT&TFORM": "a DjVu scan",
    b"\x1f\x8b": "a gzip archive",
    b"BZh": "a bzip2 archive",
    b"\xfd7zXZ": "an xz archive",
    b"7z\xbc\xaf": "a 7z archive",
    b"Rar!": "a RAR archive",
    b"ITSF": "a Windows help file (.chm)",
    b"bplist00": "a Safari web archive or a property list",
    b"\x7fELF": "a program",
    b"MZ": "a program",
    b"SQLite format 3": "a database",
    b"ID3": "a sound file",
    b"OggS": "a sound file",
    b"L\x00\x00\x00\x01\x14\x02\x00": "a Windows shortcut, not the file that it points to",
}
_LATER = (  # (offset, bytes, name)
    (4, b"ftyphei", "a HEIC picture"),
    (4, b"ftypmif1", "a HEIC picture"),
    (4, b"ftypavif", "an AVIF picture"),
    (4, b"ftyp", "a film or sound file"),
    (8, b"WEBP", "a WebP picture"),
    (8, b"WAVE", "a sound file"),
    (8, b"AVI ", "a film"),
    (60, b"BOOKMOBI", "a Kindle book (.mobi)"),
    (257, b"ustar", "a tar archive"),
)
_WRITTEN = (  # types whose first words are text, with or without a mark or blanks before them
    (re.compile(rb"\{\\rtf"), "a rich text file (.rtf)"),
    (re.compile(rb"%!(?:PS|\s)"), "a PostScript file"),
    (re.compile(rb"\[InternetShortcut\]", re.IGNORECASE), "a link to a web page, not the page"),
    (re.compile(rb"\{\s*\"[^\"]{1,80}\"\s*:|\[\s*\{\s*\"[^\"]{1,80}\"\s*:"), "a data file (JSON)"),
    (re.compile(rb"@\w{2,20}\s*\{[^,\s]+,\s*\w+\s*="), "a list of references (BibTeX)"),
    (re.compile(rb"<\?xml[^>]*>\s*<\?mso-application[^>]*Word|<w:wordDocument|<pkg:package"), "a Word file saved as XML"),
    (re.compile(rb"(?:<\?xml[^>]*>\s*)?<office:document"), "an OpenDocument file in XML"),
    (re.compile(rb"BEGIN:VCALENDAR"), "a calendar"),
    (re.compile(rb"BEGIN:VCARD"), "an address card"),
    (re.compile(rb"-----BEGIN PGP"), "an encrypted message"),
    (re.compile(rb"version https://git-lfs\.github\.com/"), "a pointer of Git LFS, not the file that it points to"),
)
_COMPOUND = b"\xd0\xcf\x11\xe0"
_STREAMS = (  # of Microsoft's compound files: the name of a stream says what the file is
    ("EncryptedPackage", "an Office file that needs a password"),
    ("WordDocument", "an old Word file (.doc)"),
    ("Workbook", "an old Excel file (.xls)"),
    ("PowerPoint Document", "an old PowerPoint file (.ppt)"),
    ("__substg1.0", "an Outlook message (.msg)"),
)
_ARCHIVES = (  # (a name in the archive, what it is)
    ("xl/workbook.xml", "a spreadsheet (.xlsx)"),
    ("ppt/presentation.xml", "slides (.pptx)"),
    ("Index/Document.iwa", "a Pages, Numbers or Keynote file"),
)


def foreign_type(path: Path, head: bytes) -> str:
    """What this is, if it is of a known type that is not read; "" if not."""
    if head.startswith(_COMPOUND):
        return _of_compound(path)
    words = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    found = (name for magic, name in _MAGIC.items() if head.startswith(magic))
    later = (name for offset, magic, name in _LATER if head[offset:].startswith(magic))
    written = (name for pattern, name in _WRITTEN if pattern.match(words))
    return next(found, "") or next(later, "") or next(written, "")


def part_name(name: str) -> str:
    """A part's name with the slashes that the format asks for: some programs write backslashes, or one in front."""
    return name.replace("\\", "/").lstrip("/")


def archive_type(names: Collection[str], mimetype: str) -> str:
    """What an archive is, by the names in it and what its entry `mimetype` says."""
    if mimetype.startswith("application/vnd.oasis.opendocument."):
        return f"an OpenDocument file ({mimetype.rpartition('.')[2]})"
    for name, what in _ARCHIVES:
        if name in names:
            return what
    n_documents = sum(name.lower().endswith((".pdf", ".docx", ".html", ".htm", ".epub", ".txt", ".md")) for name in names)
    return f"an archive with {n_documents} document{'s' if n_documents > 1 else ''} in it" if n_documents else "an archive"


def _of_compound(path: Path) -> str:
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        for stream, name in _STREAMS:
            if data.find(stream.encode("utf-16-le")) >= 0:
                return name
    return "an old Word, Excel or PowerPoint file"
