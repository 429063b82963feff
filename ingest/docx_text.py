"""The words of a Word file as a reader sees them: what was inserted and not what was deleted, what stands in controls and text boxes."""

from __future__ import annotations

from collections.abc import Iterator

from docx.oxml.ns import qn
from docx.oxml.text.run import CT_R
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from lxml import etree

_GONE = frozenset({qn("w:del"), qn("w:moveFrom"), "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"})
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_BOX = qn("w:txbxContent")
_SYMBOLS = {  # of the font Symbol, by code; what else it draws is an unknown character
    0x41: "Α", 0x44: "Δ", 0x57: "Ω", 0x61: "α", 0x62: "β", 0x63: "χ", 0x64: "δ", 0x65: "ε", 0x67: "γ", 0x68: "η", 0x6B: "κ", 0x6C: "λ",
    0x6D: "μ", 0x70: "π", 0x71: "θ", 0x72: "ρ", 0x73: "σ", 0x74: "τ", 0x77: "ω", 0xA3: "≤", 0xA5: "∞", 0xAE: "→", 0xAC: "←", 0xAD: "↑",
    0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xD6: "√", 0xE5: "∑",
}  # fmt: skip


def pieces(paragraph: Paragraph) -> Iterator[tuple[str, Run | None]]:
    """The paragraph's words in order, each with its run; equations have none."""
    for element in _within(paragraph._p):
        if isinstance(element, CT_R):
            yield _run_text(element, paragraph), Run(element, paragraph)
        else:
            yield "".join(part.text or "" for part in element.iter(f"{_MATHS}t")), None


def blocks(element: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs, tables and embedded documents in order, also those in controls, insertions and text boxes."""
    for child in element:
        if child.tag in {qn("w:tbl"), qn("w:altChunk")}:
            yield child
        elif child.tag == qn("w:p"):
            yield child
            for box in _boxes(child):
                yield from blocks(box)
        elif child.tag not in _GONE and isinstance(child.tag, str):
            yield from blocks(child)


def _within(element: etree._Element) -> Iterator[etree._Element]:
    """Runs and equations, however deep in links, controls, fields and insertions."""
    for child in element:
        if child.tag == qn("w:r") or child.tag == f"{_MATHS}oMath":
            yield child
        elif child.tag not in _GONE and isinstance(child.tag, str):
            yield from _within(child)


def _boxes(element: etree._Element) -> Iterator[etree._Element]:
    for child in element:
        if child.tag == _BOX:
            yield child
        elif child.tag not in _GONE and isinstance(child.tag, str):
            yield from _boxes(child)


def _run_text(element: CT_R, paragraph: Paragraph) -> str:
    if element.find(qn("w:sym")) is None:
        text: str = Run(element, paragraph).text
        return text
    parts = element.xpath("w:t | w:tab | w:br | w:noBreakHyphen | w:sym")
    return "".join(_symbol(part) if part.tag == qn("w:sym") else str(part) for part in parts)


def _symbol(element: etree._Element) -> str:
    try:
        code = int(element.get(qn("w:char"), ""), 16)
    except ValueError:
        return "\ufffd"
    if code < 0xF000:
        return chr(code) if 0x20 <= code < 0xD800 else "\ufffd"
    is_symbol = (element.get(qn("w:font")) or "").casefold() == "symbol"
    return _SYMBOLS.get(code - 0xF000, "\ufffd") if is_symbol else "\ufffd"
