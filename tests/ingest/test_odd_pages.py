"""Web pages that are nested too deep or hold too much: read whole or refused at once by what is wrong, never in part."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import UnreadableDocumentError
from ingest.load_html import MAX_ATTRIBUTES, load_html

PARAGRAPH = "<p>Ketamine was given to twenty women with long-standing pain, and most of them slept better after a week.</p>"
LAST = "And after it stands the last sentence of this page."


def write(folder: Path, body: str) -> Path:
    path = folder / "page.html"
    path.write_text(f"<html><head><title>Ketamine for pain</title></head><body>{body}</body></html>")
    return path


@pytest.mark.parametrize("n_levels", [10, 300, 2000])
@pytest.mark.parametrize("tag", ["div", "font"])
def test_what_is_nested_deep_is_read_to_the_end(tmp_path: Path, tag: str, n_levels: int) -> None:
    deep = f"<{tag}>" * n_levels + "<p>The deepest paragraph says that sleep improved.</p>" + f"</{tag}>" * n_levels
    document = load_html(write(tmp_path, 5 * PARAGRAPH + deep + f"<p>{LAST}</p>"))
    quoted = [document.text_of(block) for block in document.blocks if block.role.is_quotable]
    assert quoted[-2:] == ["The deepest paragraph says that sleep improved.", LAST]


@pytest.mark.parametrize("opening", ["<div>", "<b>", "<table><tr><td>", "<ul><li>x", "<div><span>"])
def test_what_is_nested_without_end_is_refused_by_that_name(tmp_path: Path, opening: str) -> None:
    with pytest.raises(UnreadableDocumentError, match="elements nested without end"):
        load_html(write(tmp_path, opening * 100_000 + PARAGRAPH))


@pytest.mark.parametrize("attribute", ['a{0}="{0}"', "a{0}='{0}'", "a{0}={0}", "a{0}"])
def test_an_element_with_attributes_without_end_is_refused_before_it_is_parsed(tmp_path: Path, attribute: str) -> None:
    attributes = " ".join(attribute.format(number) for number in range(10 * MAX_ATTRIBUTES))
    with pytest.raises(UnreadableDocumentError, match="an element with 200000 attributes, more than 20000"):
        load_html(write(tmp_path, f"<div {attributes}>{PARAGRAPH}</div>"))


@pytest.mark.parametrize("value", ["a word and " * 100_000, '{"a": 1, ' * 100_000])
def test_a_long_attribute_is_one_attribute(tmp_path: Path, value: str) -> None:
    document = load_html(write(tmp_path, f"<div data-state='{value}'>{PARAGRAPH}</div>"))
    assert "slept better" in document.pages[0]
