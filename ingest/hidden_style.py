"""Attributes and inline styles that keep text from a reader's eyes."""

from __future__ import annotations

import re

from lxml import etree

_NOTHING = re.compile(
    r"(?:^|;)(?:font-size:(?:0(?:\.\d+)?|1)(?:px|pt|em|rem|%)?|opacity:0(?:\.0\d*)?|text-indent:-\d{3,}(?:px|em|pt))(?:;|!|$)"
)
_AWAY = re.compile(r"(?:^|;)(?:left|top):-\d{3,}(?:px|em|pt)")
_WHITE = re.compile(r"(?:^|;)color:(?:white|#fff(?:fff)?|rgba?\(255,255,255(?:,1)?\)|transparent|rgba\(\d+,\d+,\d+,0\))(?:;|!|$)")
_BACKGROUND = re.compile(r"(?:^|;)background(?:-color|-image)?:")


def is_hidden(element: etree._Element) -> bool:
    """Whether the element itself says that it is not shown."""
    style = (element.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or "visibility:hidden" in style or element.get("aria-hidden") == "true" or "hidden" in element.attrib


def why_unseen(style: str) -> str:
    """Why text of this inline style is not seen: "white", "tiny or transparent", "off the page"; "" if it is."""
    flat = re.sub(r"\s+", "", style).lower()
    if not flat:
        return ""
    if _NOTHING.search(flat):
        return "tiny or transparent"
    if _AWAY.search(flat):
        return "off the page"
    if _WHITE.search(flat) and not _BACKGROUND.search(flat):
        return "white"
    return ""
