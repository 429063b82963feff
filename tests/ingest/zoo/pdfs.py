"""PDFs built object by object, so that anything in them can be wrong: what broke readers, and us, once."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

Maker = Callable[[Path], Path]
NOT_FOR_READERS: dict[str, Maker] = {}
STILL_READABLE: dict[str, Maker] = {}
MIB = 1024 * 1024
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
WORDS = b"BT /F1 12 Tf 72 700 Td (Ketamine was given to twenty women with long-standing pain.) Tj ET"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>"


def unreadable(make: Maker) -> Maker:
    """One that must be refused."""
    NOT_FOR_READERS[make.__name__] = make
    return make


def readable(make: Maker) -> Maker:
    """One that is damaged or odd and of which the text can still be had."""
    STILL_READABLE[make.__name__] = make
    return make


def stream(data: bytes, extra: bytes = b"", length: int | None = None) -> bytes:
    """A stream object's body."""
    return b"<</Length %d%s>>\nstream\n%s\nendstream" % (len(data) if length is None else length, extra, data)


def pdf(objects: Mapping[int, bytes], trailer: bytes = b"/Root 1 0 R", *, xref: bool = True) -> bytes:
    """A PDF of these objects, with a true cross-reference table."""
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    offsets = {}
    for number, body in objects.items():
        offsets[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    if xref:
        size = max(objects) + 1
        out += b"xref\n0 %d\n0000000000 65535 f \n" % size
        for number in range(1, size):
            out += b"%010d 00000 n \n" % offsets[number] if number in offsets else b"0000000000 65535 f \n"
        out += b"trailer\n<</Size %d%s>>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start)
    return bytes(out)


def simple(**changes: bytes) -> dict[int, bytes]:
    """One page of words; `o4=…` puts another body for object 4."""
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: PAGE,
        4: stream(WORDS),
        5: FONT,
    }
    return objects | {int(name[1:]): body for name, body in changes.items()}


def _write(folder: Path, name: str, data: bytes) -> Path:
    path = folder / f"{name}.pdf"
    path.write_bytes(data)
    return path


@unreadable
def page_tree_that_holds_itself(folder: Path) -> Path:
    return _write(folder, "cycle", pdf(simple(o2=b"<</Type/Pages/Kids[2 0 R]/Count 1>>")))


@unreadable
def page_tree_nested_without_end(folder: Path) -> Path:
    objects = simple(o2=b"<</Type/Pages/Kids[10 0 R]/Count 1>>")
    for number in range(10, 5000):
        objects[number] = b"<</Type/Pages/Kids[%d 0 R]/Count 1/Parent %d 0 R>>" % (number + 1, number - 1)
    return _write(folder, "deep", pdf(objects))


@unreadable
def page_without_contents(folder: Path) -> Path:
    return _write(folder, "blank", pdf(simple(o3=b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]>>")))


@unreadable
def no_pages(folder: Path) -> Path:
    return _write(folder, "none", pdf(simple(o2=b"<</Type/Pages/Kids[]/Count 0>>")))


@unreadable
def a_hundred_thousand_empty_pages(folder: Path) -> Path:
    kids = b" ".join([b"3 0 R"] * 100_000)
    objects = simple(o2=b"<</Type/Pages/Kids[" + kids + b"]/Count 100000>>", o3=b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>")
    return _write(folder, "stubs", pdf(objects))


@unreadable
def a_hundred_thousand_pages_of_words(folder: Path) -> Path:
    kids = b" ".join([b"3 0 R"] * 100_000)
    return _write(folder, "pages", pdf(simple(o2=b"<</Type/Pages/Kids[" + kids + b"]/Count 100000>>")))


@unreadable
def object_that_refers_to_itself(folder: Path) -> Path:
    return _write(folder, "self", pdf(simple(o1=b"1 0 R")))


@unreadable
def arrays_nested_without_end(folder: Path) -> Path:
    return _write(folder, "arrays", pdf(simple(o2=b"[" * 100_000)))


@unreadable
def dictionaries_nested_without_end(folder: Path) -> Path:
    return _write(folder, "dictionaries", pdf(simple(o2=b"<</A" * 100_000)))


@unreadable
def bomb_in_the_contents(folder: Path) -> Path:
    data = zlib.compress(b"0 " * 60 * MIB, 9)
    return _write(folder, "bomb", pdf(simple(o4=stream(data, b"/Filter/FlateDecode"))))


@unreadable
def bomb_in_bomb(folder: Path) -> Path:
    data = zlib.compress(zlib.compress(b"\x00" * 200 * MIB, 9), 9)
    return _write(folder, "bombs", pdf(simple(o4=stream(data, b"/Filter[/FlateDecode/FlateDecode]"))))


@unreadable
def scan(folder: Path) -> Path:
    return _write(folder, "scan", pdf(simple(o4=stream(b"q 600 0 0 780 0 0 cm /Im0 Do Q"))))


@unreadable
def words_in_private_characters(folder: Path) -> Path:
    cmap = b"1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange <20> <7e> <E020> endbfrange"
    font = b"<</Type/Font/Subtype/TrueType/BaseFont/ABCDEF+X/ToUnicode 6 0 R>>"
    return _write(folder, "private", pdf(simple(o5=font, o6=stream(cmap))))


@unreadable
def words_of_a_drawn_font(folder: Path) -> Path:
    font = b"<</Type/Font/Subtype/Type3/FontBBox[0 0 1 1]/FontMatrix[1 0 0 1 0 0]/CharProcs<</g1 6 0 R>>"
    font += b"/Encoding<</Differences[97/g1]>>/FirstChar 97/LastChar 97/Widths[1]>>"
    return _write(folder, "drawn", pdf(simple(o5=font, o6=stream(b"0 0 m"))))


@unreadable
def numbered_glyphs(folder: Path) -> Path:
    differences = b"".join(b"/g%d" % number for number in range(32, 127))
    font = b"<</Type/Font/Subtype/Type1/BaseFont/ABCDEF+Y/Encoding<</Differences[32" + differences + b"]>>>>"
    return _write(folder, "glyphs", pdf(simple(o5=font)))


@unreadable
def encryption_that_is_unknown(folder: Path) -> Path:
    encrypt = b"<</Filter/Custom.Handler/V 9/R 9/Length 1024>>"
    return _write(folder, "secret", pdf(simple(o6=encrypt), b"/Root 1 0 R/Encrypt 6 0 R/ID[<00><00>]"))


@unreadable
def encryption_without_keys(folder: Path) -> Path:
    encrypt = b"<</Filter/Standard/V 2/R 3/Length 128/P -4/O(x)/U(y)>>"
    return _write(folder, "keys", pdf(simple(o6=encrypt), b"/Root 1 0 R/Encrypt 6 0 R/ID[<00><00>]"))


@unreadable
def numbers_without_end(folder: Path) -> Path:
    return _write(folder, "numbers", pdf(simple(o4=stream(b"9" * 2 * MIB + b" 0 Td"))))


@unreadable
def previous_table_is_this_table(folder: Path) -> Path:
    data = pdf(simple(o2=b"null"), b"/Root 1 0 R/Prev 9999999999")
    return _write(folder, "prev", data)


@unreadable
def only_white_space_is_drawn(folder: Path) -> Path:
    return _write(folder, "white", pdf(simple(o4=stream(b"BT /F1 12 Tf 72 700 Td (      ) Tj ET"))))


@unreadable
def only_off_the_page(folder: Path) -> Path:
    return _write(folder, "outside", pdf(simple(o4=stream(WORDS.replace(b"72 700", b"9000 9000")))))


@unreadable
def stream_whose_filters_are_too_many(folder: Path) -> Path:
    return _write(folder, "filters", pdf(simple(o4=stream(WORDS, b"/Filter[" + b"/FlateDecode" * 40 + b"]"))))


@unreadable
def half_a_file(folder: Path) -> Path:
    data = pdf(simple())
    return _write(folder, "half", data[: data.index(b"4 0 obj")])


@readable
def field_that_is_its_own_parent(folder: Path) -> Path:
    objects = simple(o1=b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[6 0 R]>>>>", o3=PAGE[:-2] + b"/Annots[6 0 R null 99 0 R (x)]>>")
    objects[6] = b"<</Kids[6 0 R]/Parent 6 0 R/FT/Tx/Subtype/Widget/Rect[(a)]/AP 6 0 R/V 6 0 R/Opt[1[2]]/Ff/x>>"
    return _write(folder, "field", pdf(objects))


@readable
def field_that_draws_itself(folder: Path) -> Path:
    form = stream(b"/X Do", b"/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>")
    field = b"<</Subtype/Widget/FT/Tx/Rect[0 0 9 9]/AP<</N 6 0 R>>>>"
    return _write(folder, "drawing", pdf(simple(o3=PAGE[:-2] + b"/Annots[7 0 R]>>", o6=form, o7=field)))


@readable
def page_as_large_as_a_town(folder: Path) -> Path:
    return _write(folder, "town", pdf(simple(o3=PAGE.replace(b"612 792", b"100000000 100000000"))))


@readable
def page_tree_that_leads_back_into_itself(folder: Path) -> Path:
    return _write(folder, "back", pdf(simple(o2=b"<</Type/Pages/Kids[3 0 R 2 0 R]/Count 2>>")))


@readable
def page_tree_that_goes_round_below(folder: Path) -> Path:
    objects = simple(o2=b"<</Type/Pages/Kids[6 0 R]/Count 2>>", o6=b"<</Type/Pages/Kids[3 0 R 7 0 R]/Count 2/Parent 2 0 R>>")
    objects[7] = b"<</Type/Pages/Kids[6 0 R]/Count 1/Parent 6 0 R>>"
    return _write(folder, "round", pdf(objects))


@readable
def page_in_place_of_a_list_of_pages(folder: Path) -> Path:
    return _write(folder, "single", pdf(simple(o2=b"<</Type/Pages/Kids 3 0 R/Count 1>>")))


@readable
def page_that_says_it_is_something_else(folder: Path) -> Path:
    return _write(folder, "other", pdf(simple(o3=PAGE.replace(b"/Type/Page", b"/Type/Catalog"))))


@readable
def no_table_at_all(folder: Path) -> Path:
    return _write(folder, "rebuilt", pdf(simple(), xref=False) + b"trailer\n<</Root 1 0 R>>\n")


@readable
def table_with_wrong_offsets(folder: Path) -> Path:
    data = pdf(simple())
    return _write(folder, "offsets", data.replace(b"%PDF-1.7\n", b"%PDF-1.7\n% shifted by a line\n"))


@readable
def noise_before_the_header(folder: Path) -> Path:
    return _write(folder, "late", b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n" + pdf(simple()))


@readable
def length_that_lies(folder: Path) -> Path:
    return _write(folder, "length", pdf(simple(o4=stream(WORDS, length=999_999_999))))


@readable
def form_that_draws_itself(folder: Path) -> Path:
    form = stream(b"/F Do " + WORDS, b"/Type/XObject/Subtype/Form/BBox[0 0 612 792]/Resources<</Font<</F1 5 0 R>>/XObject<</F 6 0 R>>>>")
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</XObject<</F 6 0 R>>>>>>"
    return _write(folder, "form", pdf(simple(o3=page, o4=stream(b"/F Do"), o6=form)))


@readable
def forms_that_double_without_end(folder: Path) -> Path:
    objects = simple()
    objects[3] = PAGE.replace(b"/Font<<", b"/XObject<</F 10 0 R>>/Font<<")
    objects[4] = stream(WORDS + b" /F Do")
    for number in range(10, 40):
        extra = b"/Type/XObject/Subtype/Form/BBox[0 0 612 792]/Resources<</XObject<</F %d 0 R>>>>" % (number + 1)
        objects[number] = stream(b"/F Do /F Do", extra)
    return _write(folder, "doubling", pdf(objects))


@readable
def outline_that_goes_round(folder: Path) -> Path:
    objects = simple(o1=b"<</Type/Catalog/Pages 2 0 R/Outlines 6 0 R>>", o6=b"<</First 7 0 R/Last 7 0 R>>")
    objects[7] = b"<</Title(Round)/Parent 6 0 R/Next 7 0 R/First 7 0 R>>"
    return _write(folder, "outline", pdf(objects))


@readable
def second_page_is_broken(folder: Path) -> Path:
    objects = simple(o2=b"<</Type/Pages/Kids[3 0 R 6 0 R]/Count 2>>", o6=PAGE.replace(b"4 0 R", b"7 0 R"))
    objects[7] = stream(b"not deflated at all", b"/Filter/FlateDecode")
    return _write(folder, "second", pdf(objects))


@readable
def operators_without_operands(folder: Path) -> Path:
    noise = b"Td Tm TJ Tf cm Do Q Q Q rg scn BDC EMC EMC ' \" Tz (x) Td [(a) /b <</c 1>>] TJ re W n f "
    return _write(folder, "operators", pdf(simple(o4=stream(noise + WORDS))))


@readable
def boxes_that_are_none(folder: Path) -> Path:
    return _write(folder, "boxes", pdf(simple(o3=PAGE.replace(b"[0 0 612 792]", b"[0 0 0 0]"))))


@readable
def rotation_that_is_odd(folder: Path) -> Path:
    return _write(folder, "rotation", pdf(simple(o3=PAGE.replace(b"/Type/Page/", b"/Type/Page/Rotate 45/"))))


@readable
def metadata_that_is_no_text(folder: Path) -> Path:
    objects = simple(o6=b"<</Title 7 0 R/Author[1 2]/CreationDate(D:99999999999999)/Producer<<>>>>")
    return _write(folder, "metadata", pdf(objects, b"/Root 1 0 R/Info 6 0 R"))
