"""The words of a line of Markdown: links, code and emphasis without their marks, pictures by their description, HTML by what it does."""

from __future__ import annotations

from lxml import etree, html
from markdown_it.token import Token

from ingest.hidden_style import is_hidden, why_unseen
from ingest.raised import raised

_EMPTY = frozenset({"br", "hr", "img", "wbr", "input", "area", "col", "link", "meta", "source"})  # elements that hold nothing
_SKIPPED = frozenset({"script", "style", "template", "noscript"})


def seen_and_hidden(token: Token) -> tuple[str, str]:
    """The words that are seen, and those that HTML among them hides."""
    seen: list[str] = []
    hidden: list[str] = []
    around: list[tuple[str, bool, int]] = []  # elements that are open: name, whether it hides, how much was seen before it
    for child in token.children or ():
        words = hidden if any(hides for _, hides, _ in around) else seen
        if child.type in {"text", "code_inline", "image"}:
            words.append(child.content)
        elif child.type in {"softbreak", "hardbreak"}:
            words.append(" ")
        elif child.type == "html_inline":
            _take_tag(child.content, seen, around)
    return "".join(seen), " ".join(" ".join(hidden).split())


def _take_tag(markup: str, seen: list[str], around: list[tuple[str, bool, int]]) -> None:
    """Take in a tag: a line break parts words, what is raised is raised, what is not shown is hidden until it closes."""
    if markup.startswith("</"):
        name = markup[2:].strip("> \n").lower()
        while any(name == open_name for open_name, _, _ in around):
            closed, _, n_before = around.pop()
            if closed == name:
                if name == "sup":
                    seen[n_before:] = [raised("".join(seen[n_before:]))]
                return
        return
    element = _element(markup)
    if element is None:
        return
    if element.tag == "br":
        seen.append(" ")
    elif element.tag not in _EMPTY and not markup.endswith("/>"):
        hides = element.tag in _SKIPPED or is_hidden(element) or bool(why_unseen(element.get("style") or ""))
        around.append((str(element.tag), hides, len(seen)))


def _element(markup: str) -> html.HtmlElement | None:
    """The element that a tag opens; None for comments and the like."""
    if not markup[1:2].isalpha():
        return None
    try:
        return html.fragment_fromstring(markup)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
