"""Articles in one column or two, set in many ways by reportlab or printed by a browser, with the text that was written into them."""

from __future__ import annotations

import random
import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any, Literal

from reportlab.lib.enums import TA_CENTER, TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, FrameBreak, NextPageTemplate, PageTemplate, Paragraph, Spacer, Table

from ingest.raised import raised

Kind = Literal["title", "authors", "heading", "subheading", "paragraph", "bullet", "number", "caption", "table"]
HEAD, FOOT = "Annals of Invented Trials 2022; 8", "Page"
_TEXT = """
patients treatment placebo dose weeks outcome response trial serum level iron nerve muscle sleep pain fever infection kidney liver
therapy effect harm nausea headache women men children adults clinic nurse hospital measured compared randomised blinded reduced
increased remained improved reported followed excluded included gained began stopped between during after before because although
within without under over about with from that which were was had and or but in of to the a at by for on
"""
_WORDS = _TEXT.split()


@dataclass(frozen=True)
class Piece:
    """Something written: for a superscript its word ends in ^ and the figures."""

    kind: Kind
    text: str
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Setting:
    """How a page is set."""

    n_columns: int = 2
    size: float = 9.0
    leading: float = 11.0
    gutter: float = 20.0
    justified: bool = True
    indent: float = 0.0
    space: float = 4.0  # points between paragraphs
    heading: float = 13.0
    font: str = "Times-Roman"
    title_across: bool = True
    superscripts: bool = True
    hanging: bool = True
    seed: int = 0
    table: Literal["", "column", "across"] = ""

    @property
    def bold(self) -> str:
        """The bold of the font."""
        return {"Times-Roman": "Times-Bold", "Helvetica": "Helvetica-Bold"}[self.font]


def written(setting: Setting, *, n_sections: int = 7) -> list[Piece]:
    """An article's pieces, the same for the same seed."""
    chance = random.Random(setting.seed)
    pieces = [Piece("title", _sentence(chance, 9).rstrip(".")), Piece("authors", "M. Haldorsen, P. Quiroga and T. Frost")]
    for section in range(1, n_sections + 1):
        pieces.append(Piece("heading", f"{section}. {_sentence(chance, 3 + section % 3).rstrip('.')}"))
        if section % 3 == 2:
            pieces.append(Piece("subheading", f"{section}.1 {_sentence(chance, 4).rstrip('.')}"))
        for _ in range(chance.choice((1, 2, 3))):
            pieces.append(Piece("paragraph", _paragraph(chance, setting.superscripts)))
        if section % 3 == 0:
            pieces.append(Piece("paragraph", _sentence(chance, 8).rstrip(".") + ":"))
            pieces += [Piece("bullet", _sentence(chance, chance.randint(5, 22))) for _ in range(3)]
        if section % 3 == 1:
            pieces.append(Piece("paragraph", _sentence(chance, 8).rstrip(".") + ":"))
            pieces += [Piece("number", f"{n}. {_sentence(chance, chance.randint(5, 22))}") for n in range(1, 5)]
        if section == 4 and setting.table:
            pieces.append(Piece("caption", f"Table 1. {_sentence(chance, 6)}"))
            rows = (("Outcome", "Iron", "Placebo"), *((chance.choice(_WORDS).title(), _figure(chance), _figure(chance)) for _ in range(5)))
            pieces.append(Piece("table", "", rows))
    return pieces


def _figure(chance: random.Random) -> str:
    return f"{chance.randint(1, 99)}.{chance.randint(0, 9)}"


def _sentence(chance: random.Random, n_words: int) -> str:
    return " ".join(chance.choice(_WORDS) for _ in range(n_words)).capitalize() + "."


def _paragraph(chance: random.Random, superscripts: bool) -> str:
    sentences = [_sentence(chance, chance.randint(6, 24)) for _ in range(chance.randint(2, 7))]
    if superscripts:
        sentences = [f"{text}^{chance.randint(1, 40)}" if chance.random() < 0.4 else text for text in sentences]
        if chance.random() < 0.5:
            sentences.insert(1, f"The count was {_figure(chance)} x 10^9 per litre on day {chance.randint(1, 30)}.")
    return " ".join(sentences)


def plain(piece: Piece) -> list[str]:
    """The words as a reader has them: figures raised behind a number or a stop stay raised."""
    text = re.sub(r"(?<=[\d.])\^(\d+)", lambda found: raised(found[1]), piece.text).replace("^", "")
    if piece.kind == "bullet":
        text = "• " + text
    return text.split() + [word for row in piece.rows for cell in row for word in cell.split()]


def _marked(text: str) -> str:
    parts = []
    for word in text.split(" "):
        before, _, raised = word.partition("^")
        parts.append(escape(before) + (f"<super>{raised}</super>" if raised else ""))
    return " ".join(parts)


def typeset(path: Path, pieces: Sequence[Piece], setting: Setting) -> Path:
    """The article as reportlab sets it, with running heads and page numbers."""
    width, height = A4
    margin, top = 50.0, 60.0
    across = width - 2 * margin
    column = (across - (setting.n_columns - 1) * setting.gutter) / setting.n_columns
    bare: dict[str, Any] = {"leftPadding": 0, "rightPadding": 0, "topPadding": 0, "bottomPadding": 0}
    title_height = 90.0 if setting.title_across else 0.0

    def columns(down: float) -> list[Frame]:
        lefts = [margin + number * (column + setting.gutter) for number in range(setting.n_columns)]
        return [Frame(left, top, column, height - 2 * top - down, **bare) for left in lefts]

    def around(canvas: Canvas, document: BaseDocTemplate) -> None:
        canvas.setFont("Helvetica", 7)
        canvas.drawString(margin, height - 30, HEAD)
        canvas.drawRightString(width - margin, 25, f"{FOOT} {document.page}")

    head = [Frame(margin, height - top - title_height, across, title_height, **bare)] if setting.title_across else []
    document = BaseDocTemplate(str(path), pagesize=A4, invariant=True)
    document.addPageTemplates(
        [
            PageTemplate("first", [*head, *columns(title_height)], onPage=around),
            PageTemplate("later", columns(0), onPage=around),
        ]
    )
    flow: list[Any] = [NextPageTemplate("later")]
    styles = _styles(setting)
    for number, piece in enumerate(pieces):
        if number == 2 and setting.title_across:
            flow.append(FrameBreak())
        if piece.kind == "table":
            narrow = ParagraphStyle(
                "cell", styles["paragraph"], fontSize=7.5, leading=9, firstLineIndent=0, alignment=TA_LEFT, spaceAfter=0
            )
            cells = [[Paragraph(cell, narrow) for cell in row] for row in piece.rows]
            flow += [Table(cells, colWidths=[column / 3] * 3, style=[("LINEBELOW", (0, 0), (-1, -1), 0.3, "grey")]), Spacer(1, 6)]
        elif piece.kind == "bullet":
            flow.append(Paragraph(_marked(piece.text), styles["bullet"], bulletText="•"))
        elif piece.kind == "number" and setting.hanging:
            label, _, rest = piece.text.partition(" ")
            flow.append(Paragraph(_marked(rest), styles["bullet"], bulletText=label))
        else:
            flow.append(Paragraph(_marked(piece.text), styles[piece.kind]))
    document.build(flow)
    return path


def _styles(setting: Setting) -> dict[str, ParagraphStyle]:
    side: Literal[0, 4] = 4 if setting.justified else 0  # as reportlab counts: justified, left
    body = ParagraphStyle(
        "body", fontName=setting.font, fontSize=setting.size, leading=setting.leading, alignment=side, spaceAfter=setting.space
    )
    big = setting.heading
    return {
        "title": ParagraphStyle(
            "title", fontName=setting.bold, fontSize=big + 4, leading=1.2 * (big + 4), alignment=TA_CENTER, spaceAfter=8
        ),
        "authors": ParagraphStyle("authors", body, alignment=TA_CENTER if setting.title_across else TA_LEFT),
        "heading": ParagraphStyle("heading", fontName=setting.bold, fontSize=big, leading=1.2 * big, spaceBefore=6, spaceAfter=4),
        "subheading": ParagraphStyle("subheading", body, fontName=setting.bold, alignment=TA_LEFT),
        "paragraph": ParagraphStyle("paragraph", body, firstLineIndent=setting.indent),
        "bullet": ParagraphStyle("bullet", body, leftIndent=14, bulletIndent=0),
        "number": body,
        "caption": ParagraphStyle("caption", body, fontName=setting.bold, alignment=TA_LEFT),
    }


def printed(path: Path, pieces: Sequence[Piece], setting: Setting, browser: str) -> Path:
    """The article as a browser prints it."""
    page = path.with_suffix(".html")
    page.write_text(_html(pieces, setting), encoding="utf-8")
    command = [
        browser,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--no-pdf-header-footer",
        f"--user-data-dir={path.parent / 'profile'}",
    ]
    subprocess.run([*command, f"--print-to-pdf={path}", page.as_uri()], check=True, capture_output=True, timeout=120)
    return path


def _html(pieces: Sequence[Piece], setting: Setting) -> str:
    tags = {"title": "h1", "authors": "p", "heading": "h2", "subheading": "h3", "paragraph": "p", "caption": "p class=c", "number": "p"}
    family = "serif" if setting.font.startswith("Times") else "sans-serif"
    head: list[str] = []
    body: list[str] = []
    for number, piece in enumerate(pieces):
        target = head if number < 2 and setting.title_across else body
        if piece.kind == "table":
            rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in piece.rows)
            target.append(f"<table>{rows}</table>")
        elif piece.kind == "bullet":
            target.append(f'<p class="b"><span class="m">•</span>{_marked(piece.text)}</p>')
        else:
            tag = tags[piece.kind]
            target.append(f"<{tag}>{_marked(piece.text)}</{tag.split()[0]}>")
    return (
        (
            "<!doctype html><meta charset=utf-8><style>@page{size:A4;margin:18mm}"
            f"body{{font:{setting.size}pt/{setting.leading}pt {family};margin:0}}"
            f"h1{{font-size:{setting.heading + 4}pt;line-height:1.2;text-align:center}}"
            f"h2{{font-size:{setting.heading}pt;line-height:1.2;margin:8pt 0 4pt}}"
            f"h3{{font-size:{setting.size}pt;margin:2pt 0}}"
            f"p{{margin:0 0 {setting.space}pt;text-align:{'justify' if setting.justified else 'left'}}}"
            f"p{{text-indent:{setting.indent}pt}}.b{{padding-left:14pt;text-indent:-14pt}}.m{{display:inline-block;width:14pt;text-indent:0}}"
            f".c{{font-weight:bold}}sup{{line-height:0}}td{{border-bottom:1px solid grey;padding:2pt 8pt}}"
            f"main{{columns:{setting.n_columns};column-gap:{setting.gutter}pt}}</style>"
            f"{''.join(head)}<main>{''.join(body)}</main>"
        )
        .replace("<super>", "<sup>")
        .replace("</super>", "</sup>")
    )
