"""What a page's style sheet hides is not quoted; what it may show again is."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.document import Document
from ingest.hidden import hidden_notices
from ingest.load_html import load_html

SEEN = "The dose of the drug was 5 mg per day for all of the adults who took part in the trial. " * 3
UNSEEN = "The dose of the drug was 500 mg per day for adults."


def read(folder: Path, rules: str, element: str, *, more: str = "") -> Document:
    path = folder / "page.html"
    path.write_text(
        f"<html><head><title>Dose</title><style>{rules}</style>{more}</head><body><h1>Dose</h1><p>{SEEN}</p>{element}<p>{SEEN}</p></body></html>"
    )
    return load_html(path)


def quotable(document: Document) -> str:
    return " ".join(document.text_of(block) for block in document.blocks if block.role.is_quotable)


@pytest.mark.parametrize(
    ("rules", "element"),
    [
        (".gone{display:none}", f"<p class='note gone'>{UNSEEN}</p>"),
        ("p.gone { color: red; display : none !important; }", f"<p class=gone>{UNSEEN}</p>"),
        ("#gone{visibility:hidden}", f"<div id=gone><p>{UNSEEN}</p></div>"),
        (".a, .b.c { display: none }", f"<p class='c b'>{UNSEEN}</p>"),
        (".off{position:absolute;left:-9999px}", f"<p class=off>{UNSEEN}</p>"),
        (".off{text-indent:-999em}", f"<p class=off>{UNSEEN}</p>"),
        ("@media screen{.x{color:red}} .gone{} .gone{color:red} .gone{display:none}", f"<p class=gone>{UNSEEN}</p>"),
        ("/* .gone{display:block} */ .gone{display:none}", f"<p class=gone>{UNSEEN}</p>"),
        ("@import url(x.css);.gone{display:none}", f"<p class=gone>{UNSEEN}</p>"),
    ],
)
def test_what_a_rule_hides_is_not_quoted_and_is_reported(tmp_path: Path, rules: str, element: str) -> None:
    document = read(tmp_path, rules, element)
    assert UNSEEN in document.pages[0]
    assert "500 mg" not in quotable(document)
    assert "5 mg per day" in quotable(document)
    assert "hidden text on page 1" in list(hidden_notices(document))


@pytest.mark.parametrize(
    ("rules", "element", "more"),
    [
        (".gone{display:none}", f"<p class=shown>{UNSEEN}</p>", ""),
        ("p.gone{display:none}", f"<div class=gone>{UNSEEN}</div>", ""),
        (".a.b{display:none}", f"<p class=a>{UNSEEN}</p>", ""),
        (".tab .gone{display:none}", f"<p class=gone>{UNSEEN}</p>", ""),
        (".gone:empty{display:none}", f"<p class=gone>{UNSEEN}</p>", ""),
        ("@media print{.gone{display:none}}", f"<p class=gone>{UNSEEN}</p>", ""),
        (".answer{display:none} .answer.open{display:block}", f"<p class=answer>{UNSEEN}</p>", ""),
        (".answer{display:none} #q:checked ~ .answer{display:block}", f"<p class=answer>{UNSEEN}</p>", ""),
        (".answer{display:none} @media (min-width:1px){.answer{display:block}}", f"<p class=answer>{UNSEEN}</p>", ""),
        (
            ".answer{display:none}",
            f"<p class=answer>{UNSEEN}</p>",
            "<script>document.querySelector('.answer').style.display='block'</script>",
        ),
        (".answer{display:none}", f"<p class=answer>{UNSEEN}</p>", "<script src='https://example.org/open.js'></script>"),
        (".answer{display:none}", f"<p class=answer style='display: block'>{UNSEEN}</p>", ""),
        (".answer{display:block}", f"<p class=answer>{UNSEEN}</p>", ""),
        (".answer{left:-2px}", f"<p class=answer>{UNSEEN}</p>", ""),
        ("}}}{{{.answer{display:none", f"<p class=answer>{UNSEEN}</p>", ""),
    ],
)
def test_what_is_shown_or_may_open_is_quoted(tmp_path: Path, rules: str, element: str, more: str) -> None:
    assert "500 mg" in quotable(read(tmp_path, rules, element, more=more))


def test_a_page_that_is_shown_when_it_has_loaded_is_read(tmp_path: Path) -> None:
    assert "500 mg" in quotable(read(tmp_path, ".page{visibility:hidden}", f"<div class=page>{SEEN * 5}{UNSEEN}</div>"))
