"""Encodings that nobody marked, types that are not read, pages saved in one file: read as they are, or refused by their name."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from ingest.errors import UnreadableDocumentError
from ingest.isolate import load_isolated
from ingest.load import load
from tests.ingest.zoo.pdfs import PAGE, WORDS, pdf, simple, stream
from tests.ingest.zoo.words import run, word

ENGLISH = "Ketamine was given to twenty women with long-standing pain. Sleep improved in most of them after a week. " * 3
RUSSIAN = "Кетамин вводили двадцати женщинам с хронической болью. Через неделю большинство из них спали лучше. " * 4
JAPANESE = "ケタミンは慢性の痛みを持つ女性二十人に投与された。睡眠は一週間後に改善した。" * 5
GERMAN = "Ketamin wurde zwanzig Frauen mit Schmerzen gegeben, die müde waren und schlecht schliefen. " * 4


@pytest.mark.parametrize(("text", "encoding"), [(JAPANESE, "shift_jis"), (RUSSIAN, "windows-1251"), (GERMAN, "iso-8859-1")])
@pytest.mark.parametrize("form", ["<meta charset={}>", '<meta http-equiv="Content-Type" content="text/html; charset={}">'])
def test_a_page_says_its_encoding(tmp_path: Path, text: str, encoding: str, form: str) -> None:
    path = tmp_path / "page.html"
    page = f"<html><head>{form.format(encoding)}<title>x</title></head><body><p>{text}</p></body></html>"
    path.write_bytes(page.encode(encoding))
    assert load(path).pages[0].endswith(text.strip())


@pytest.mark.parametrize("declared", ["windows-1251", "koi8-r", "iso-8859-5"])
def test_a_page_that_declares_cyrillic_and_holds_accents_is_read_by_its_letters(tmp_path: Path, declared: str) -> None:
    path = tmp_path / "page.html"
    words = "The patients of Dr Müller were naïve about the façade of the clinic, which was rated très bien by most of them."
    path.write_bytes(f"<html><head><meta charset={declared}></head><body><p>{words}</p></body></html>".encode("cp1252"))
    assert load(path).pages == (words,)


def test_a_page_in_utf16_is_a_page(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(f"<html><body><p>{ENGLISH}</p></body></html>".encode("utf-16"))
    assert load(path).pages == (ENGLISH.strip(),)


def test_a_page_below_long_comments_is_a_page(tmp_path: Path) -> None:
    path = tmp_path / "page.htm"
    path.write_text("<!-- saved from url=(0014)about:internet -->\n" * 200 + f"<html><body><p>{ENGLISH}</p></body></html>")
    assert load(path).pages == (ENGLISH.strip(),)


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("Content-Type: text/plain; charset=koi8-r\nContent-Transfer-Encoding: 8bit\n", RUSSIAN.encode("koi8-r")),
        (
            'Content-Type: multipart/related; boundary="B"\n',
            b"--B\nContent-Type: text/html; charset=windows-1251\nContent-Transfer-Encoding: quoted-printable\n\n"
            b"<html><head><meta charset=windows-1251></head><body><p>"
            + b"".join(b"=%02X" % byte if byte > 126 else bytes([byte]) for byte in RUSSIAN.encode("cp1251"))
            + b"</p></body></html>\n--B--\n",
        ),
    ],
    ids=["a message", "a page saved in one file"],
)
def test_mime_files_are_read(tmp_path: Path, head: str, body: bytes) -> None:
    path = tmp_path / "page.mhtml"
    path.write_bytes(b"From: <Saved by a browser>\nMIME-Version: 1.0\n" + head.encode() + b"\n" + body)
    assert " ".join(load(path).pages[0].split()) == RUSSIAN.strip()


def test_names_of_characters_in_articles_are_their_characters(tmp_path: Path) -> None:
    path = tmp_path / "article.xml"
    path.write_text(f"<!DOCTYPE article PUBLIC '-//NLM//DTD JATS' 'x'><article><body><p>5 &mu;g &le; dose. {ENGLISH}</p></body></article>")
    assert load(path).pages[0].startswith("5 μg ≤ dose.")


def archive(path: Path, **entries: bytes) -> Path:
    with zipfile.ZipFile(path, "w") as target:
        for name, data in entries.items():
            target.writestr(name.replace("__", "/").replace("_", "."), data)
    return path


COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(700)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.docx", COMPOUND + "WordDocument".encode("utf-16-le"), r"old Word file \(\.doc\)"),
        ("b.docx", COMPOUND + "EncryptedPackage".encode("utf-16-le"), "needs a password"),
        ("c.docx", b"{\\rtf1 x}", "rich text"),
        ("d.pdf", b"II*\x00" + bytes(99), "TIFF"),
        ("e.ps", b"%!PS-Adobe-3.0 (words) show", "PostScript"),
        ("f.mobi", b"Title".ljust(60, b"\0") + b"BOOKMOBI" + bytes(99), "Kindle"),
        ("g.svg", b"<svg><text>Ketamine dose chart</text></svg>", "SVG"),
        ("h.html", b"<frameset><frame src=a><noframes><body>Your browser does not support frames.</body></noframes></frameset>", "no text"),
        ("i.html", b"<html><body>You need to enable JavaScript to run this app.</body></html>", "no text"),
    ],
)
def test_what_is_not_read_is_named(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UnreadableDocumentError, match=reason):
        load_isolated(path)


@pytest.mark.parametrize(
    ("entries", "reason"),
    [
        ({"a_pdf": pdf(simple()), "b_pdf": b"x"}, "archive with 2 documents"),
        ({"mimetype": b"application/vnd.oasis.opendocument.text", "content_xml": b"<x/>"}, r"OpenDocument file \(text\)"),
        ({"Index__Document_iwa": b"x"}, "Pages, Numbers"),
    ],
)
def test_archives_are_named_even_where_they_begin_with_a_pdf(tmp_path: Path, entries: dict[str, bytes], reason: str) -> None:
    with pytest.raises(UnreadableDocumentError, match=reason):
        load(archive(tmp_path / "all.pdf", **entries))


def test_a_book_whose_chapters_are_not_there_says_so(tmp_path: Path) -> None:
    package = b"<package><manifest><item id='a' href='b.xhtml' media-type='application/xhtml+xml'/></manifest><spine>%s</spine></package>"
    container = b"<container><rootfiles><rootfile full-path='p.opf'/></rootfiles></container>"
    for spine in (b"<itemref idref='a'/>", b""):  # without a spine the chapters are those that are listed
        path = tmp_path / "book.epub"
        with zipfile.ZipFile(path, "w") as target:
            target.writestr("META-INF/container.xml", container)
            target.writestr("p.opf", package % spine)
            target.writestr("a.xhtml", f"<html><body><p>{ENGLISH}</p></body></html>")
        with pytest.raises(UnreadableDocumentError, match="spine"):
            load(path)


@pytest.mark.parametrize("algorithm", ["RC4-40", "RC4-128", "AES-128", "AES-256-R5", "AES-256"])
@pytest.mark.parametrize("password", ["", "secret"])
def test_a_pdf_that_opens_without_a_password_is_read(tmp_path: Path, algorithm: str, password: str) -> None:
    path = tmp_path / "locked.pdf"
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf(simple()))))
    writer.encrypt(password, "owner", algorithm=algorithm)
    writer.write(path)
    if password:
        with pytest.raises(UnreadableDocumentError, match="needs a password"):
            load(path)
    else:
        assert "Ketamine was given to twenty women" in load(path).pages[0]


LAYER = b"BT /F1 12 Tf 72 600 Td (Nobody sees this secret sentence in a viewer.) Tj ET"
CATALOG = b"<</Type/Catalog/Pages 2 0 R/OCProperties<</OCGs[8 0 R]/D<<%s>>>>>>"


@pytest.mark.parametrize(
    ("default", "group", "is_seen"),
    [
        (b"/OFF[8 0 R]", b"8 0 R", False),
        (b"/BaseState/OFF", b"8 0 R", False),
        (b"/BaseState/OFF/ON[8 0 R]", b"8 0 R", True),
        (b"/OFF[]", b"8 0 R", True),
        (b"/OFF[8 0 R]", b"<</Type/OCMD/OCGs 8 0 R>>", False),
        (b"/OFF[8 0 R]", b"<</Type/OCMD/OCGs[8 0 R]/P/AllOff>>", True),
    ],
)
@pytest.mark.parametrize("is_form", [False, True])
def test_layers_that_are_off_are_never_quoted(tmp_path: Path, default: bytes, group: bytes, is_seen: bool, is_form: bool) -> None:
    path = tmp_path / "layers.pdf"
    page, drawn = PAGE.replace(b"/Font<<", b"/Properties<</L %s>>/XObject<</X 9 0 R>>/Font<<" % group), WORDS
    drawn += b" /X Do" if is_form else b" /OC /L BDC " + LAYER + b" EMC"
    form = stream(LAYER, b"/Type/XObject/Subtype/Form/BBox[0 0 612 792]/OC %s" % group)
    objects = {**simple(o4=stream(drawn)), 1: CATALOG % default, 3: page, 8: b"<</Type/OCG/Name(L)>>", 9: form}
    path.write_bytes(pdf(objects))
    document = load(path)
    quotable = " ".join(document.text_of(block) for block in document.blocks if block.role.is_quotable)
    assert "Ketamine was given to twenty women" in quotable
    assert ("secret" in quotable) is is_seen
    assert ("hidden text on page 1" in document.notices) is not is_seen


def test_words_that_are_not_on_the_pages_are_told(tmp_path: Path) -> None:
    path = tmp_path / "elsewhere.pdf"
    form = b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[]/XFA 8 0 R>>>>"
    path.write_bytes(pdf({**simple(), 1: form, 8: stream(b"<xdp/>")}))
    with pytest.raises(UnreadableDocumentError, match="XFA"):
        load(path)
    note = b"<</Type/Annot/Subtype/Text/Contents(Ketamine)/Rect[72 600 400 620]>>"
    path.write_bytes(pdf({**simple(o4=stream(b"")), 3: PAGE[:-2] + b"/Annots[8 0 R]>>", 8: note}))
    with pytest.raises(UnreadableDocumentError, match="fields or comments"):
        load(path)
    for words, is_read in ((WORDS, True), (b"", False)):
        writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf(simple(o4=stream(words))))))
        writer.add_attachment("guideline.txt", b"words")
        writer.write(path)
        if is_read:
            assert load(path).notices == ("not read: the attached file guideline.txt",)
        else:
            with pytest.raises(UnreadableDocumentError, match=r"attached \(guideline.txt\)"):
                load(path)


FIELD = b"<</Type/Annot/Subtype/Widget/FT/Tx/T(f)/Rect[72 600 400 620]/DA(/F1 12 Tf 0 g)"
DRAWN = stream(
    b"/Tx BMC BT /F1 12 Tf 2 5 Td (Sleep improved in most of them.) Tj ET EMC", b"/Subtype/Form/BBox[0 0 328 20]/Resources 9 0 R"
)


@pytest.mark.parametrize(
    ("annotation", "form", "is_seen"),
    [
        (FIELD + b"/AP<</N 10 0 R>>/V(not what is drawn)>>", b"", True),
        (FIELD + b"/V(Sleep improved in most of them.)>>", b"", True),
        (FIELD + b"/V(Sleep improved in most of them.)/AP<</N 10 0 R>>>>", b"/NeedAppearances true", True),
        (FIELD + b"/Parent 11 0 R>>", b"", True),
        (FIELD.replace(b"/Tx", b"/Ch") + b"/V(b)/Opt[[(a)(Nothing.)][(b)(Sleep improved in most of them.)]]>>", b"", True),
        (FIELD.replace(b"/Tx", b"/Btn") + b"/AS/Yes/AP<</N<</Yes 10 0 R/Off 12 0 R>>>>>>", b"", True),
        (FIELD.replace(b"/Tx", b"/Btn") + b"/AS/Off/AP<</N<</Yes 10 0 R>>>>>>", b"", False),
        (FIELD + b"/F 2/AP<</N 10 0 R>>>>", b"", False),
        (FIELD + b"/Ff 8192/V(Sleep improved in most of them.)>>", b"", False),
        (b"<</Subtype/FreeText/Contents(Sleep improved in most of them.)/Rect[72 600 400 620]>>", b"", True),
        (b"<</Subtype/Text/Contents(Sleep improved in most of them.)/Rect[72 600 400 620]>>", b"", False),
    ],
)
def test_what_is_filled_in_is_read_as_it_is_shown(tmp_path: Path, annotation: bytes, form: bytes, is_seen: bool) -> None:
    path = tmp_path / "form.pdf"
    objects = {
        **simple(),
        1: b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[8 0 R]%s>>>>" % form,
        3: PAGE[:-2] + b"/Annots[8 0 R]>>",
        8: annotation,
        9: b"<</Font<</F1 5 0 R>>>>",
        10: DRAWN,
        11: b"<</FT/Tx/T(p)/V(Sleep improved in most of them.)/Kids[8 0 R]/Parent 11 0 R>>",
        12: stream(b""),
    }
    path.write_bytes(pdf(objects))
    document = load(path)
    quotable = [document.text_of(block) for block in document.blocks if block.role.is_quotable]
    assert quotable == ["Ketamine was given to twenty women with long-standing pain.", *["Sleep improved in most of them."] * is_seen]


def test_what_adobe_puts_before_files_or_forms_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "cover.pdf"
    words = b"BT /F1 12 Tf 72 700 Td (%s) Tj ET"
    waits = simple(o4=stream(words % b"Please wait... If this message is not eventually replaced with the proper contents of the document"))
    path.write_bytes(
        pdf({**waits, 1: b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[9 0 R]/XFA 8 0 R>>>>", 8: stream(b"<xdp/>"), 9: FIELD})
    )
    with pytest.raises(UnreadableDocumentError, match="XFA"):
        load(path)
    cover = stream(words % b"For the best experience, open this PDF portfolio in Acrobat X or Adobe Reader X, or later.")
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf({**simple(o4=cover), 1: b"<</Type/Catalog/Pages 2 0 R/Collection<<>>>>"}))))
    writer.add_attachment("guideline.pdf", b"words")
    writer.write(path)
    with pytest.raises(UnreadableDocumentError, match=r"attached \(guideline.pdf\)"):
        load(path)


def test_a_text_that_names_a_format_is_not_of_it(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    text = f"Files of this kind begin with %PDF-1.7 and a number. {ENGLISH}"
    path.write_text(text)
    assert load(path).pages == (text,)


def test_a_word_file_whose_archive_points_nowhere_is_damaged_not_missing(tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    data = bytearray(word(f"<w:p>{run(ENGLISH)}</w:p>"))
    place = data.rindex(b"PK\x05\x06") + 16  # where the archive's list of contents is said to begin
    data[place : place + 4] = (len(data) * 3).to_bytes(4, "little")
    path.write_bytes(data)
    with pytest.raises(UnreadableDocumentError, match="damaged"):
        load(path)
