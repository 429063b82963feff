"""Draw one page of a PDF and find a passage on it. Runs as a process of its own: a hostile file can end nothing but this.

Reads one JSON object from standard input, {"path", "page", "text", "width"}; writes one to standard output:
{"png": base64, "width", "height", "boxes": [[left, top, width, height], …] as shares of the page}.
"""

from __future__ import annotations

import base64
import io
import json
import resource
import sys
from dataclasses import dataclass
from typing import Any
from unicodedata import normalize

import pypdfium2 as pdfium
from rapidfuzz.fuzz import partial_ratio_alignment

MAX_BYTES = 1 << 30  # of memory
MAX_SECONDS = 20
SIMILAR = 85.0  # of 100; a passage less like the page's letters than this is not marked
_SAME_LINE = 0.6  # of a box's height that two boxes of one line share

Box = tuple[float, float, float, float]  # left, bottom, right, top in points


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters and digits of a text, and at which character each stands."""

    text: str
    places: tuple[int, ...]


def letters(text: str) -> Letters:
    """What remains when layout, hyphens and signs are left out: extractors agree on letters and digits only, not on which are raised."""
    plain = ((normalize("NFKC", character).casefold(), place) for place, character in enumerate(text))
    kept = [(folded, place) for characters, place in plain for folded in characters if folded.isalnum()]
    return Letters("".join(folded for folded, _ in kept), tuple(place for _, place in kept))


def find(passage: str, page_text: str) -> tuple[int, int] | None:
    """The characters of a page's text that hold the passage: exactly, else as the most similar run."""
    wanted, page = letters(passage), letters(page_text)
    if not wanted.text or not page.text:
        return None
    start = page.text.find(wanted.text)
    end = start + len(wanted.text)
    if start < 0:
        found = partial_ratio_alignment(wanted.text, page.text, score_cutoff=SIMILAR)
        if found is None or len(wanted.text) > len(page.text):
            return None
        start, end = found.dest_start, found.dest_end
    return (page.places[start], page.places[end - 1] + 1) if start < end else None


def lines(boxes: list[Box]) -> list[Box]:
    """One box a line, from one box a character."""
    joined: list[Box] = []
    for box in boxes:
        if box[2] <= box[0] or box[3] <= box[1]:
            continue
        if joined and _is_same_line(joined[-1], box):
            last = joined[-1]
            joined[-1] = (min(last[0], box[0]), min(last[1], box[1]), max(last[2], box[2]), max(last[3], box[3]))
        else:
            joined.append(box)
    return joined


def _is_same_line(first: Box, second: Box) -> bool:
    shared = min(first[3], second[3]) - max(first[1], second[1])
    return shared >= _SAME_LINE * min(first[3] - first[1], second[3] - second[1]) and second[0] >= first[0] - 1


def draw(path: str, page_number: int, text: str, width: int) -> dict[str, Any]:
    """The page as a picture `width` pixels wide, and where on it the text stands."""
    document = pdfium.PdfDocument(path)
    page = document[page_number - 1]
    page_width, page_height = page.get_size()
    picture = page.render(scale=width / page_width).to_pil().convert("RGB")
    output = io.BytesIO()
    picture.quantize(128).save(output, "PNG", optimize=True)
    return {
        "png": base64.b64encode(output.getvalue()).decode("ascii"),
        "width": picture.width,
        "height": picture.height,
        "boxes": [
            [left / page_width, 1 - top / page_height, (right - left) / page_width, (top - bottom) / page_height]
            for left, bottom, right, top in _boxes(page, text)
        ],
    }


def _boxes(page: pdfium.PdfPage, text: str) -> list[Box]:
    words = page.get_textpage()
    found = find(text, words.get_text_range())
    if found is None:
        return []
    last = min(found[1], words.count_chars())
    return lines([words.get_charbox(index, loose=True) for index in range(found[0], last)])


def main() -> int:
    """Draw what standard input asks for."""
    resource.setrlimit(resource.RLIMIT_AS, (MAX_BYTES, MAX_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_SECONDS, MAX_SECONDS))
    asked = json.load(sys.stdin)
    json.dump(draw(asked["path"], asked["page"], asked["text"], asked["width"]), sys.stdout)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
