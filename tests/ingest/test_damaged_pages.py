"""Pages of a PDF whose streams break: what stands before the break is kept, what cannot be trusted is left out, and both are told."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from pathlib import Path

import pytest

from ingest.errors import UnreadableDocumentError
from ingest.load_pdf import load_pdf
from ingest.page_names import page_names
from tests.ingest.zoo.pdfs import FONT, pdf, stream

FLATE = b"/Filter/FlateDecode"
SENTENCES = [b"Group %d of the women slept better after the %dth week of treatment." % (number, number + 7) for number in range(30)]


def drawing(sentences: Sequence[bytes] = SENTENCES) -> bytes:
    return b"BT /F1 10 Tf 72 750 Td 16 TL\n" + b"".join(b"(%s) Tj T*\n" % sentence for sentence in sentences) + b"ET\n"


def write(folder: Path, *contents: bytes) -> Path:
    """A PDF with a page for each body of an object in `contents`."""
    objects = {1: b"<</Type/Catalog/Pages 2 0 R>>", 5: FONT}
    kids = []
    for number, body in enumerate(contents):
        page, drawn = 10 + 2 * number, 11 + 2 * number
        objects[page] = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents %d 0 R/Resources<</Font<</F1 5 0 R>>>>>>" % drawn
        objects[drawn] = body
        kids.append(b"%d 0 R" % page)
    objects[2] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (b" ".join(kids), len(kids))
    path = folder / "damaged.pdf"
    path.write_bytes(pdf(objects))
    return path


WHOLE = stream(zlib.compress(drawing()), FLATE)
HALF = drawing()[: drawing().index(b"(Group 15")]
PACKED = zlib.compress(drawing())
LOST = {
    "compressed bytes that are wrong": stream(PACKED[:200] + b"\xff" * 40 + PACKED[240:], FLATE),
    "no head before the compressed bytes": stream(b"\x00\x01" + PACKED[2:], FLATE),
    "an unknown filter": stream(drawing(), b"/Filter/FooDecode"),
    "no stream": b"<</Length 4>>",
    "nothing": b"null",
    "streams that are not there": b"[98 0 R 99 0 R]",
}
CUT = {
    "a string without end": HALF + b"(Group 15 of the women",
    "an array without end": HALF + b"[(Group 15 of) 3 (the wom",
    "an array that ends with the page": HALF + b"[(Group 15 of) 3 (the women)",
    "a dictionary without end": HALF + b"/Span <</ActualText (Group",
    "a closing sign too many": HALF + b"\n>>\n(Group 16 of the women slept worse.) Tj ET",
    "digits that are none": HALF + b"<4xyz> Tj (Group 16 of the women slept worse.) Tj ET",
    "text that is not ended": HALF,
    "an image without end": HALF + b"BI /W 10 /H 10 /BPC 8 /CS /G ID \x01\x02\x03 (Group 16 of the women slept worse.) Tj ET",
}


@pytest.mark.parametrize("body", LOST.values(), ids=LOST)
def test_a_page_that_cannot_be_trusted_is_left_out_and_named(tmp_path: Path, body: bytes) -> None:
    document = load_pdf(write(tmp_path, WHOLE, body, WHOLE))
    assert [bool(page) for page in document.pages] == [True, False, True]
    assert document.notices == ("damaged: 1 of 3 pages cannot be read (page 2)",)
    with pytest.raises(UnreadableDocumentError, match="damaged PDF: 1 of 1 pages cannot be read"):
        load_pdf(write(tmp_path, body))


@pytest.mark.parametrize("content", CUT.values(), ids=CUT)
def test_of_a_page_that_breaks_off_the_sentences_before_the_break_are_kept(tmp_path: Path, content: bytes) -> None:
    notice = "damaged: 1 of {} pages break off; unfinished paragraphs are not quoted (page {})"
    for contents, number in ([stream(content)], 1), ([WHOLE, stream(content)], 2):
        document = load_pdf(write(tmp_path, *contents))
        assert document.notices == (notice.format(len(contents), number),)
        assert "Group 14 of the women slept better after the 21th week" in document.pages[-1]
        assert "slept worse" not in document.pages[-1]


@pytest.mark.parametrize("n_bytes", range(60, len(PACKED) - 40, 23))
def test_compressed_bytes_that_end_early_never_pass_for_a_page(tmp_path: Path, n_bytes: int) -> None:
    document = load_pdf(write(tmp_path, WHOLE, stream(PACKED[:n_bytes], FLATE)))
    assert any(notice.startswith("damaged: 1 of 2 pages") and notice.endswith("(page 2)") for notice in document.notices)
    quoted = [document.text_of(block) for block in document.blocks if block.page == 2 and block.role.is_quotable]
    assert all(text.endswith("treatment.") for text in quoted)


def test_a_sentence_that_is_cut_is_shown_and_not_quoted(tmp_path: Path) -> None:
    cut = b"BT /F1 10 Tf 72 700 Td (Never give more than ten milligrams of this to children who) Tj"
    document = load_pdf(write(tmp_path, WHOLE, stream(cut)))
    assert "Never give more" in document.pages[1]
    assert not [block for block in document.blocks if block.page == 2 and block.role.is_quotable]


def test_a_form_that_breaks_leaves_the_page_that_draws_it(tmp_path: Path) -> None:
    path = write(tmp_path, stream(drawing() + b"/X Do"))
    data = path.read_bytes().replace(b"/Resources<<", b"/Resources<</XObject<</X 20 0 R>>")
    form = b"20 0 obj\n" + stream(PACKED[:200] + b"\xff" * 40, b"/Filter/FlateDecode/Subtype/Form/BBox[0 0 612 792]") + b"\nendobj\n"
    path.write_bytes(data[: data.index(b"xref")] + form + b"trailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n")
    document = load_pdf(path)
    assert "Group 29 of the women" in document.pages[0]
    assert "damaged: 1 of 1 pages break off; unfinished paragraphs are not quoted (page 1)" in document.notices


def test_a_checksum_that_does_not_fit_is_told_and_one_that_is_missing_is_not(tmp_path: Path) -> None:
    document = load_pdf(write(tmp_path, stream(PACKED[:-4] + b"abcd", FLATE), stream(PACKED[:-4], FLATE)))
    assert document.notices == ("damaged: 1 of 2 pages may have gaps or wrong characters (page 1)",)
    assert document.pages[0] == document.pages[1]


def test_arrays_without_end_are_one_pages_damage(tmp_path: Path) -> None:
    document = load_pdf(write(tmp_path, WHOLE, stream(b"[" * 100_000)))
    assert document.notices == ("damaged: 1 of 2 pages cannot be read (page 2)",)


@pytest.mark.parametrize(
    ("numbers", "names"),
    [([3], "page 3"), ([1, 2, 3, 7], "pages 1-3, 7"), (list(range(1, 100, 2)), f"pages {', '.join(map(str, range(1, 40, 2)))}, …")],
)
def test_page_numbers_are_named_as_people_do(numbers: list[int], names: str) -> None:
    assert page_names(numbers) == names
