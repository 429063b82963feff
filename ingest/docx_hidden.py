"""Of a Word paragraph, what a reader sees and what is hidden: marked so, white on white, or too small to see."""

from __future__ import annotations

from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from ingest.docx_text import pieces
from ingest.raised import raised

_TINY = 2  # half-points
_NO = frozenset({"0", "false", "off"})


def seen_and_hidden(paragraph: Paragraph) -> tuple[str, str]:
    """The text that is seen, and the text that is not."""
    seen: list[str] = []
    hidden: list[str] = []
    for text, run in pieces(paragraph):
        is_hidden = run is not None and text.strip() and _is_hidden(run, paragraph)
        (hidden if is_hidden else seen).append(raised(text) if run is not None and run.font.superscript else text)
    return "".join(seen), " ".join(hidden)


def _is_hidden(run: Run, paragraph: Paragraph) -> bool:
    properties = run._r.rPr
    if properties is None:
        return False
    size = properties.find(qn("w:sz"))
    vanish = properties.find(qn("w:vanish"))
    if (vanish is not None and vanish.get(qn("w:val")) not in _NO) or (
        size is not None and (size.get(qn("w:val")) or "").isdigit() and int(size.get(qn("w:val"))) <= _TINY
    ):
        return True
    colour = properties.find(qn("w:color"))
    is_white = colour is not None and (colour.get(qn("w:val")) or "").upper() in {"FFFFFF", "FEFEFE"}
    return is_white and not _is_shaded(run, paragraph)


def _is_shaded(run: Run, paragraph: Paragraph) -> bool:
    of_paragraph = paragraph._p.pPr
    parts = [run._r.rPr, *([of_paragraph] if of_paragraph is not None else [])]
    return any(part.find(qn(name)) is not None for part in parts for name in ("w:shd", "w:highlight"))
