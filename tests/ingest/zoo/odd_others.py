"""Word files, e-books, web pages, articles, messages and texts as people have them: the same sentence in each, odd in one place."""

from __future__ import annotations

import base64
import gzip
import quopri
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO

from tests.ingest.zoo.words import MAIN, STRICT, changed, run, with_footnote, word

SENTENCE = "Ketamine was given to twenty women with long-standing pain."
MORE = "Sleep improved in most of them after a week. Exercise helped as well, and nobody left the study early."
PROSE = f"{SENTENCE} {MORE}"
Named = tuple[str, bytes]  # how the file is called, what is in it
READABLE: dict[str, Named] = {}
REFUSED: dict[str, Named] = {}
EITHER = (
    "word file without a body",
    "word file whose list of contents is cut",
    "saved page without a boundary",
    "article cut in its last word",
    "page without scripts",
)
DOUBTFUL: dict[str, Named] = {}


def packed(entries: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return out.getvalue()


def _unpacked(data: bytes) -> dict[str, bytes | str]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_DOCUMENT = f'<?xml version="1.0"?><w:document {_W}><w:body><w:p><w:r><w:t>{PROSE}</w:t></w:r></w:p></w:body></w:document>'
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.{MAIN.decode()}"/></Types>'
)
_OFFICE = b"application/vnd.openxmlformats-officedocument."
_RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Target="word/document.xml" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>'
)


def small(**changes: str) -> dict[str, bytes | str]:
    """The three parts that a Word file needs at least."""
    parts: dict[str, bytes | str] = {"[Content_Types].xml": _TYPES, "_rels/.rels": _RELS, "word/document.xml": _DOCUMENT}
    return parts | {
        {"types": "[Content_Types].xml", "rels": "_rels/.rels", "document": "word/document.xml"}[k]: v for k, v in changes.items()
    }


def _document(inner: str, head: str = "") -> str:
    return f'<?xml version="1.0"?>{head}<w:document {_W}><w:body>{inner}</w:body></w:document>'


def _paragraph(text: str = PROSE) -> str:
    return f"<w:p>{run(text)}</w:p>"


def _words() -> dict[str, Named]:
    usual = word(_paragraph())
    made: dict[str, bytes] = {
        "smallest word file": packed(small()),
        "word file that is not compressed": packed(small(), zipfile.ZIP_STORED),
        "word file compressed by bzip2": packed(small(), zipfile.ZIP_BZIP2),
        "word file compressed by lzma": packed(small(), zipfile.ZIP_LZMA),
        "word file of the strict form": changed(usual, replace=STRICT),
        "word file with macros": changed(usual, replace={_OFFICE + MAIN: b"application/vnd.ms-word.document.macroEnabled.main+xml"}),
        "word template": changed(usual, replace={MAIN: b"wordprocessingml.template.main+xml"}),
        "word file without styles": changed(usual, without="word/styles.xml"),
        "word file without numbering": changed(usual, without="word/numbering.xml"),
        "word file without settings": changed(usual, without="word/settings.xml"),
        "word file without relationships of the document": changed(usual, without="word/_rels/document.xml.rels"),
        "word file without properties": changed(usual, without="docProps/core.xml"),
        "word file without a table of types": packed({k: v for k, v in small().items() if k != "[Content_Types].xml"}),
        "word file without relationships": packed({k: v for k, v in small().items() if k != "_rels/.rels"}),
        "word file whose types are defaults": packed(
            small(
                types=_TYPES.replace(
                    '<Default Extension="xml" ContentType="application/xml"/>',
                    f'<Default Extension="xml" ContentType="application/vnd.openxmlformats-officedocument.{MAIN.decode()}"/>',
                )
            )
        ),
        "word file whose types forget the document": packed(small(types=_TYPES[: _TYPES.index("<Override")] + "</Types>")),
        "word file that points from the root": packed(small(rels=_RELS.replace('"word/', '"/word/'))),
        "word file that points with a dot": packed(small(rels=_RELS.replace('"word/', '"./word/'))),
        "word file whose document has another name": packed(
            {
                k.replace("document.xml", "document2.xml"): str(v).replace("word/document.xml", "word/document2.xml")
                for k, v in small().items()
            }
        ),
        "word file whose document lies elsewhere": packed(
            {
                k.replace("word/document.xml", "content/main.xml"): str(v).replace("word/document.xml", "content/main.xml")
                for k, v in small().items()
            }
        ),
        "word file with capitals in its names": packed({k.replace("word/", "Word/"): v for k, v in small().items()}),
        "word file with a mark before its XML": packed(small(document="\ufeff" + _DOCUMENT)),
        "word file with a blank line before its XML": packed(small(document="\n" + _DOCUMENT)),
        "word file in UTF-16": packed(
            small() | {"word/document.xml": _DOCUMENT.replace('"1.0"', '"1.0" encoding="UTF-16"').encode("utf-16")}
        ),
        "word file with other prefixes": packed(small(document=_DOCUMENT.replace("w:", "ns0:").replace("xmlns:w", "xmlns:ns0"))),
        "word file with the namespace as default": packed(
            small(document=f'<document xmlns="{_W[9:-1]}"><body><p><r><t>{PROSE}</t></r></p></body></document>')
        ),
        "word file that says what it is": packed(
            {"mimetype": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", **small()}
        ),
        "word file with folders": packed({"word/": "", "_rels/": "", **small()}),
        "word file with noise behind": packed(small()) + bytes(100),
        "word file with noise before": b"MIME noise\r\n" + packed(small()),
        "word file with a comment": packed(small())[:-2] + b"\x05\x00hello",
        "word file in a program of a Macintosh": packed({"__MACOSX/._x": b"\x00\x05\x16\x07", **small()}),
        "word file with a part twice": packed(small())[:0] + _twice(),
        "word file with a declared type": packed(small(document=_document(_paragraph(), "<!DOCTYPE w:document>"))),
        "word file with a comment of XML": packed(small(document=_document("<!-- x -->" + _paragraph() + "<?pi x?>"))),
        "word file with inserted words": word(f'<w:p><w:ins w:id="1" w:author="a">{run(PROSE)}</w:ins></w:p>'),
        "word file with deleted words": word(
            f'<w:p>{run(PROSE)}<w:del w:id="1" w:author="a"><w:r><w:delText>Gone.</w:delText></w:r></w:del></w:p>'
        ),
        "word file with moved words": word(f'<w:p><w:moveTo w:id="1" w:author="a">{run(PROSE)}</w:moveTo></w:p>'),
        "word file with a link": word(f'<w:p><w:hyperlink w:anchor="x">{run(SENTENCE)}</w:hyperlink>{run(" " + MORE)}</w:p>'),
        "word file with a field": word(f'<w:p><w:fldSimple w:instr=" PAGE ">{run(SENTENCE)}</w:fldSimple>{run(" " + MORE)}</w:p>'),
        "word file with a long field": word(
            '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "http://x"</w:instrText></w:r>'
            f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(PROSE)}<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
        ),
        "word file with a control": word(f"<w:sdt><w:sdtPr/><w:sdtContent>{_paragraph()}</w:sdtContent></w:sdt>"),
        "word file with smart tags": word(f'<w:p><w:smartTag w:uri="x" w:element="y">{run(SENTENCE)}</w:smartTag>{run(" " + MORE)}</w:p>'),
        "word file with custom XML": word(f'<w:customXml w:uri="x" w:element="y">{_paragraph()}</w:customXml>'),
        "word file with a reading aid": word(
            f"<w:p><w:ruby><w:rubyPr/><w:rt>{run('ke')}</w:rt><w:rubyBase>{run(SENTENCE)}</w:rubyBase></w:ruby></w:p>", _paragraph()
        ),
        "word file of one table": word(f"<w:tbl><w:tr><w:tc>{_paragraph()}</w:tc><w:tc>{_paragraph('five')}</w:tc></w:tr></w:tbl>"),
        "word file of a table without cells": word("<w:tbl><w:tr/></w:tbl>", "<w:tbl></w:tbl>", _paragraph()),
        "word file of a cell without paragraphs": word("<w:tbl><w:tr><w:tc/></w:tr></w:tbl>", _paragraph()),
        "word file with tables in tables": word("<w:tbl><w:tr><w:tc>" * 30 + _paragraph() + "</w:tc></w:tr></w:tbl>" * 30),
        "word file with a text box": word(
            f'<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>{_paragraph()}</w:txbxContent>'
            "</v:textbox></v:shape></w:pict></w:r></w:p>"
        ),
        "word file with a footnote": with_footnote(SENTENCE, MORE),
        "word file with a style that is not there": word(f'<w:p><w:pPr><w:pStyle w:val="Nowhere"/></w:pPr>{run(PROSE)}</w:p>'),
        "word file with a list that is not there": word(
            f'<w:p><w:pPr><w:numPr><w:ilvl w:val="99"/><w:numId w:val="99"/></w:numPr></w:pPr>{run(PROSE)}</w:p>'
        ),
        "word file with numbers that are none": word(f'<w:p><w:pPr><w:outlineLvl w:val="x"/><w:jc w:val="y"/></w:pPr>{run(PROSE)}</w:p>'),
        "word file with a sign of no font": word(f'<w:p>{run(PROSE)}<w:r><w:sym w:font="" w:char="zz"/></w:r></w:p>'),
        "word file word by word": word("<w:p>" + "".join(run(part + " ") for part in PROSE.split()) + "</w:p>"),
        "word file with soft hyphens": word(f"<w:p>{run(PROSE)}<w:r><w:softHyphen/><w:noBreakHyphen/><w:tab/><w:br/><w:cr/></w:r></w:p>"),
        "word file with a picture that is not there": word(
            f'<w:p>{run(PROSE)}<w:r><w:drawing><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
            'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:embed="rId99"/></w:drawing></w:r></w:p>'
        ),
        "word file whose properties are noise": changed(
            usual, replace={b"<cp:coreProperties": b"<cp:coreProp <<"}, only=["docProps/core.xml"]
        ),
        "word file whose styles are noise": changed(usual, replace={b"<w:styles": b"<w:sty <<"}, only=["word/styles.xml"]),
        "word file of a date that is none": changed(usual, replace={b"Z</dcterms": b"X</dcterms"}, only=["docProps/core.xml"]),
        "word file without a body": packed(small(document=f"<w:document {_W}>{_paragraph()}</w:document>")),
        "word file of a section only": packed(small(document=_document(_paragraph() + "<w:sectPr><w:pgSz w:w='x'/></w:sectPr>"))),
        "word file whose list of contents is cut": packed(small())[:-30],
    }
    return {name: ("a.docx", data) for name, data in made.items()}


def _twice() -> bytes:
    import warnings

    out = BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w") as archive:
        warnings.simplefilter("ignore")
        for name, data in small().items():
            archive.writestr(name, data)
        archive.writestr("word/document.xml", _DOCUMENT)
    return out.getvalue()


_CONTAINER = (
    '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/b.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
_CHAPTER = (
    f"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><head><title>"
    f"Pain</title></head><body><h1>Pain</h1><p>{PROSE}</p></body></html>"
)


def _package(items: str = "", spine: str = "", *, head: str = "", version: str = "3.0") -> str:
    items = items or "<item id='a' href='a.xhtml' media-type='application/xhtml+xml'/>"
    spine = spine or "<itemref idref='a'/>"
    return (
        f"<?xml version='1.0'?>{head}<package xmlns='http://www.idpf.org/2007/opf' version='{version}'>"
        "<metadata xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:title>Pain</dc:title></metadata>"
        f"<manifest>{items}</manifest><spine>{spine}</spine></package>"
    )


def book(**changes: str | bytes | None) -> bytes:
    """A book of one chapter; a part is named by a word: container, package, chapter."""
    names = {"mimetype": "mimetype", "container": "META-INF/container.xml", "package": "OEBPS/b.opf", "chapter": "OEBPS/a.xhtml"}
    parts: dict[str, str | bytes | None] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": _CONTAINER,
        "OEBPS/b.opf": _package(),
        "OEBPS/a.xhtml": _CHAPTER,
    }
    parts |= {names.get(name, name): data for name, data in changes.items()}
    return packed({name: data for name, data in parts.items() if data is not None})


def _chapter(href: str, name: str, chapter: str | bytes = _CHAPTER) -> bytes:
    """A book whose list calls its chapter so, and whose archive otherwise."""
    package = _package(f"<item id='a' href='{href}' media-type='application/xhtml+xml'/>")
    return book(package=package, chapter=None, **{name: chapter})


def _books() -> dict[str, Named]:
    prefixed = _package().replace("<package xmlns=", "<opf:package xmlns:opf=")
    for name in ("package", "metadata", "manifest", "spine", "item", "itemref"):
        prefixed = (
            prefixed.replace(f"</{name}>", f"</opf:{name}>").replace(f"<{name} ", f"<opf:{name} ").replace(f"<{name}>", f"<opf:{name}>")
        )
    made: dict[str, bytes] = {
        "usual book": book(),
        "book without its type": book(mimetype=None),
        "book of a wrong type": book(mimetype="application/zip\n"),
        "book in a folder": packed({f"My Book/{name}": data for name, data in _unpacked(book()).items()}),
        "book without a container": book(container=None),
        "book whose container names nothing": book(container="<container><rootfiles/></container>"),
        "book whose container names what is not there": book(container=_CONTAINER.replace("b.opf", "c.opf")),
        "book whose container is noise": book(container="noise"),
        "book whose container points from the root": book(container=_CONTAINER.replace('"OEBPS/', '"/OEBPS/')),
        "book whose container is of Windows": book(container=_CONTAINER.replace("OEBPS/", "OEBPS\\")),
        "book whose container is of no namespace": book(
            container=_CONTAINER.replace(' xmlns="urn:oasis:names:tc:opendocument:xmlns:container"', "")
        ),
        "book of two renditions": book(container=_CONTAINER.replace("</rootfiles>", '<rootfile full-path="x.opf"/></rootfiles>')),
        "book of version 2": book(package=_package(version="2.0")),
        "book of no namespace": book(package=_package().replace(" xmlns='http://www.idpf.org/2007/opf'", "")),
        "book of another namespace": book(package=_package().replace("2007/opf", "2099/opf")),
        "book with prefixes": book(package=prefixed),
        "book with a declared type": book(
            package=_package(head="<!DOCTYPE package PUBLIC '+//ISBN 0-9673008-1-9//DTD OEB 1.2 Package//EN' 'x'>")
        ),
        "book without a spine": book(package=_package().replace("<spine><itemref idref='a'/></spine>", "")),
        "book of an empty spine": book(package=_package().replace("<itemref idref='a'/>", "")),
        "book whose spine names nothing": book(package=_package(spine="<itemref idref='z'/>")),
        "book whose spine names one that is not there first": book(package=_package(spine="<itemref idref='z'/><itemref idref='a'/>")),
        "book whose chapter is beside the text": book(package=_package(spine="<itemref idref='a' linear='no'/>")),
        "book whose chapter is its contents": book(
            package=_package("<item id='a' href='a.xhtml' media-type='application/xhtml+xml' properties='nav'/>")
        ),
        "book whose chapter is of no type": book(package=_package("<item id='a' href='a.xhtml'/>")),
        "book whose chapter is of the type text": book(package=_package("<item id='a' href='a.xhtml' media-type='text/xml'/>")),
        "book whose chapter is a document of 2001": book(
            package=_package("<item id='a' href='a.xhtml' media-type='text/x-oeb1-document'/>")
        ),
        "book whose chapter is a picture, and words instead": book(
            package=_package(
                (
                    "<item id='p' href='p.svg' media-type='image/svg+xml' fallback='a'/>"
                    "<item id='a' href='a.xhtml' media-type='application/xhtml+xml'/>"
                ),
                "<itemref idref='p'/>",
            )
        ),
        "book for the blind": book(
            package=_package("<item id='a' href='a.xml' media-type='application/x-dtbook+xml'/>"),
            chapter=None,
            **{
                "OEBPS/a.xml": f"<dtbook xmlns='http://www.daisy.org/z3986/2005/dtbook/'>"
                f"<book><bodymatter><level1><h1>Pain</h1><p>{PROSE}</p>"
                "</level1></bodymatter></book></dtbook>"
            },
        ),
        "chapter with a blank in its name": _chapter("my%20chapter.xhtml", "OEBPS/my chapter.xhtml"),
        "chapter with a blank that is written": _chapter("my chapter.xhtml", "OEBPS/my chapter.xhtml"),
        "chapter in capitals": _chapter("A.XHTML", "OEBPS/a.xhtml"),
        "chapter of Windows": _chapter("text\\a.xhtml", "OEBPS/text/a.xhtml"),
        "chapter with its accents apart": _chapter("caf\u00e9.xhtml", "OEBPS/cafe\u0301.xhtml"),
        "chapter above its book": _chapter("../a.xhtml", "a.xhtml"),
        "chapter from the root": _chapter("/OEBPS/a.xhtml", "OEBPS/a.xhtml"),
        "chapter beside where it should be": _chapter("Text/a.xhtml", "OEBPS/a.xhtml"),
        "chapter with a place": _chapter("a.xhtml#top", "OEBPS/a.xhtml"),
        "chapter with a question": _chapter("a.xhtml?x=1", "OEBPS/a.xhtml"),
        "chapter as soup": book(chapter=f"<html><body><h1>Pain<p>{PROSE}<p>More<br>"),
        "chapter with a declared type": book(chapter=_CHAPTER.replace("?>", "?><!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.1//EN' 'x'>", 1)),
        "chapter with names of characters": book(chapter=_CHAPTER.replace("Sleep", "&nbsp;&mdash;&hellip; Sleep")),
        "chapter in UTF-16": book(chapter=_CHAPTER.replace("'1.0'", "'1.0' encoding='utf-16'").encode("utf-16")),
        "chapter in Latin": book(
            chapter=_CHAPTER.replace("'1.0'", "'1.0' encoding='iso-8859-1'").replace("Sleep", "Schl\u00e4f").encode("latin-1")
        ),
        "chapter without paragraphs": book(chapter=f"<html xmlns='http://www.w3.org/1999/xhtml'><body>{PROSE}</body></html>"),
        "chapter of divisions": book(
            chapter=f"<html xmlns='http://www.w3.org/1999/xhtml'><body><div><div><span>{PROSE}</span></div></div></body></html>"
        ),
        "chapter of a table": book(
            chapter=f"<html xmlns='http://www.w3.org/1999/xhtml'><body><table><tr><td>{PROSE}</td></tr></table></body></html>"
        ),
        "chapter with a frame": book(chapter=_CHAPTER.replace("<h1>", "<svg xmlns='http://www.w3.org/2000/svg'><text>x</text></svg><h1>")),
        "chapter with prefixes": book(
            chapter=f"<h:html xmlns:h='http://www.w3.org/1999/xhtml'><h:body><h:p>{PROSE}</h:p></h:body></h:html>"
        ),
        "book whose fonts are hidden": book(
            **{
                "META-INF/encryption.xml": (
                    "<encryption xmlns='urn:oasis:names:tc:opendocument:xmlns:container'>"
                    "<EncryptedData xmlns='http://www.w3.org/2001/04/xmlenc#'>"
                    "<EncryptionMethod Algorithm='http://www.idpf.org/2008/embedding'/>"
                    "<CipherData><CipherReference URI='OEBPS/x.otf'/></CipherData>"
                    "</EncryptedData></encryption>"
                )
            }
        ),
        "book with noise behind": book() + bytes(50),
        "book whose chapter is listed three thousand times": book(package=_package(spine="<itemref idref='a'/>" * 3000)),
    }
    return {name: ("a.epub", data) for name, data in made.items()}


def _pages() -> dict[str, Named]:
    page = f"<html><head><title>Pain</title></head><body><h1>Pain</h1><p>{PROSE}</p></body></html>"
    made: dict[str, bytes] = {
        "page in UTF-16 without a mark": page.encode("utf-16-le"),
        "page in UTF-16, the other way round": page.encode("utf-16-be"),
        "page in UTF-32": page.encode("utf-32"),
        "page with a mark": b"\xef\xbb\xbf" + page.encode(),
        "page with two marks": b"\xef\xbb\xbf\xef\xbb\xbf" + page.encode(),
        "page with NULs": page.replace("Sleep", "\x00Sleep").encode(),
        "page in capitals": page.replace("html", "HTML").replace("body", "BODY").replace("<p", "<P").encode(),
        "page without html": f"<p>{PROSE}</p><p>{MORE}</p>".encode(),
        "page of a heading and words": f"<h1>Pain</h1>\n{PROSE}\n<br>{MORE}".encode(),
        "page of divisions only": f"<div><div>{PROSE}</div></div>".encode(),
        "page of a table only": f"<table><tr><td>{PROSE}</td></tr></table>".encode(),
        "page without a body": f"<html><head><title>x</title></head><p>{PROSE}".encode(),
        "page of words in html": f"<html>{PROSE}</html>".encode(),
        "page with a declaration of XML": f"<?xml version='1.0' encoding='utf-8'?>\n<!DOCTYPE html>\n{page}".encode(),
        "page of XHTML with a type": f"<!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0 Strict//EN' 'x'>{page}".encode(),
        "page of HTML 3": f"<!DOCTYPE HTML PUBLIC '-//IETF//DTD HTML 3.2//EN'><BODY><P>{PROSE}".encode(),
        "page with XML's names": page.replace("<html", "<html xmlns='http://www.w3.org/1999/xhtml' xmlns:o='urn:office'")
        .replace("<p>", "<p><o:p></o:p>")
        .encode(),
        "page saved by Word": (
            "<html xmlns:o='urn:schemas-microsoft-com:office:office' xmlns:w='urn:schemas-microsoft-com:office:word'>"
            "<head><!--[if gte mso 9]>"
            f"<xml><w:WordDocument/></xml><![endif]--></head><body lang=EN><div "
            f"class=WordSection1><p class=MsoNormal><span>{PROSE}<o:p></o:p>"
            "</span></p></div></body></html>"
        ).encode(),
        "page of an unknown encoding": page.replace("<head>", "<head><meta charset='x-nowhere'>").encode(),
        "page of a wrong encoding": page.replace("<head>", "<head><meta charset='utf-16'>").encode(),
        "page of an encoding with a typo": page.replace("<head>", "<head><meta charset='utf8;'>").encode(),
        "page with a comment that is never closed": page.replace("</body>", "<!-- never closed </body>").encode(),
        "page with a script that is never closed": page.replace("</body>", "<script>var a = '<p>';").encode(),
        "page with a section of CDATA": page.replace("<h1>", "<![CDATA[ x ]]><h1>").encode(),
        "page with conditional comments": page.replace("<h1>", "<!--[if IE]><p>Old</p><![endif]--><![if !IE]><h1>").encode(),
        "page of plain text": f"<html><body><pre>{PROSE}\n\n{MORE}</pre></body></html>".encode(),
        "page of definitions": f"<html><body><dl><dt>Pain<dd>{PROSE}</dl></body></html>".encode(),
        "page of list items": f"<html><body><ul><li>{PROSE}<li>{MORE}</ul></body></html>".encode(),
        "page of quotations": f"<html><body><blockquote>{PROSE}</blockquote></body></html>".encode(),
        "page of fonts": f"<html><body><center><font size=2>{PROSE}</font></center></body></html>".encode(),
        "page of tables in tables": (
            f"<html><body>{'<table><tr><td>' * 20}<p>{PROSE}</p>{'</td></tr></table>' * 20}</body></html>"
        ).encode(),
        "page from right to left": page.replace("<html", "<html dir=rtl").encode(),
        "page with words of another language": page.replace("<html", "<html lang=xx-yy-zz").encode(),
        "page with names of characters": page.replace("Sleep", "&nbsp;&#x2014;&#0;&#xD800;&#1114112;&bogus; Sleep").encode(),
        "page with elements of its own": page.replace("<p>", "<my-part><p>").replace("</p>", "</p></my-part>").encode(),
        "page of an article in main": (
            f"<html><body><header>Site</header><main><article><p>{PROSE}</p></article></main><footer>x</footer></body></html>"
        ).encode(),
        "page in a form": f"<html><body><form action=x><p>{PROSE}</p><p>{MORE}</p></form></body></html>".encode(),
        "page whose body has no words but a table of them": (
            f"<html><body><table>{'<tr><td>' + PROSE + '<td>5 mg'}</table></body></html>"
        ).encode(),
        "page without scripts": f"<html><body><script>x</script><noscript><p>{PROSE}</p></noscript></body></html>".encode(),
        "page opened again and again": (page * 3).encode(),
        "page cut in its last word": page[: page.index("early")].encode(),
        "page in capitals of Russian": (page.replace("<head>", "<head><meta charset=koi8-r>")).encode("koi8-r"),
        "page below blanks": b"\n" * 9000 + page.encode(),
        "page below a long comment": b"<!--" + b"x" * 9000 + b"-->" + page.encode(),
        "page below a long script": b"<script>" + b"var a=1;" * 2000 + b"</script>" + page.encode(),
        "page below a long style": b"<style>" + b"p {color: red} " * 1000 + b"</style>" + page.encode(),
        "page with a base": page.replace("<head>", "<head><base href='http://nowhere.example/'><link rel=stylesheet href=x.css>").encode(),
    }
    return {name: ("a.html", data) for name, data in made.items()}


def _mails() -> dict[str, Named]:
    page = f"<html><body><p>{PROSE}</p></body></html>".encode()
    head = "From: <Saved by Blink>\r\nSubject: Pain\r\nMIME-Version: 1.0\r\n"
    part = "--B\r\nContent-Type: text/html{}\r\nContent-Transfer-Encoding: {}\r\nContent-Location: http://x/\r\n\r\n"

    def related(encoding: str, body: bytes, charset: str = "; charset=utf-8", kind: str = "related", before: bytes = b"") -> bytes:
        top = f'{head}Content-Type: multipart/{kind}; type="text/html"; boundary="B"\r\n\r\n'.encode()
        return top + before + part.format(charset, encoding).encode() + body + b"\r\n--B--\r\n"

    picture = b"--B\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n"
    made: dict[str, bytes] = {
        "saved page, quoted": related("quoted-printable", quopri.encodestring(page)),
        "saved page in base64": related("base64", base64.encodebytes(page)),
        "saved page as it is": related("8bit", page),
        "saved page after a picture": related("8bit", page, before=picture),
        "saved page of an unknown encoding": related("8bit", page, charset="; charset=x-nowhere"),
        "saved page of no encoding": related("8bit", page, charset=""),
        "saved page in UTF-16": related("base64", base64.encodebytes(page.decode().encode("utf-16")), charset="; charset=utf-16"),
        "saved page that is cut": related("8bit", page)[:-20],
        "saved page without a boundary": related("8bit", page).replace(b'; boundary="B"', b""),
        "saved page without its version": related("8bit", page).replace(b"MIME-Version: 1.0\r\n", b""),
        "saved page of Unix": related("quoted-printable", quopri.encodestring(page)).replace(b"\r\n", b"\n"),
        "message in two forms": related(
            "8bit", page, kind="alternative", before=b"--B\r\nContent-Type: text/plain\r\n\r\n" + PROSE.encode() + b"\r\n"
        ),
        "message of words": f"{head}Content-Type: text/plain; charset=utf-8\r\n\r\n{PROSE}\r\n".encode(),
        "message of words without a type": (
            f"From: a@b.example\r\nTo: c@d.example\r\nSubject: Pain\r\nDate: Mon, "
            f"1 Jan 2024 00:00:00 +0000\r\nMIME-Version: 1.0\r\n\r\n{PROSE}\r\n"
        ).encode(),
        "message in a message": (
            f'{head}Content-Type: multipart/mixed; boundary="B"\r\n\r\n--B\r\nContent-Type: message/rfc822\r\n\r\nSubject: x\r\n'
            f"Content-Type: text/plain\r\n\r\n{PROSE}\r\n--B--\r\n"
        ).encode(),
        "message from a box of messages": f"From a@b Mon Jan  1 00:00:00 2024\n{head}Content-Type: text/plain\n\n{PROSE}\n".replace(
            "\r", ""
        ).encode(),
    }
    return {name: ("a.mhtml", data) for name, data in made.items()}


def _articles() -> dict[str, Named]:
    front = "<front><article-meta><title-group><article-title>Pain</article-title></title-group></article-meta></front>"
    body = f"<body><sec><title>Methods</title><p>{PROSE}</p></sec></body>"
    article = f"<article>{front}{body}</article>"
    doctype = '<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) v1.2//EN" "JATS-archivearticle1.dtd"{}>'
    made: dict[str, str | bytes] = {
        "article": article,
        "article of a type": '<?xml version="1.0"?>' + doctype.format("") + article,
        "article with an entity": doctype.format(' [<!ENTITY drug "ketamine"><!ENTITY mgr "&#956;">]')
        + article.replace("Sleep", "5 &mgr;g &drug; Sleep"),
        "article with unused entities": doctype.format(' [<!ENTITY x SYSTEM "x.gif" NDATA gif><!NOTATION gif SYSTEM "gif">]') + article,
        "article with names of characters": doctype.format("") + article.replace("Sleep", "&alpha;&nbsp;&hairsp;&bogus; Sleep"),
        "articles in a set": f"<pmc-articleset>{article}</pmc-articleset>",
        "article from a server of records": (
            '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><GetRecord><record><metadata>'
            + article.replace("<article>", '<article xmlns="https://jats.nlm.nih.gov/ns/archiving/1.3/">')
            + "</metadata></record></GetRecord></OAI-PMH>"
        ),
        "article with a namespace": article.replace("<article>", '<article xmlns="http://jats.nlm.nih.gov">'),
        "article with a prefix": (
            '<j:article xmlns:j="http://jats.nlm.nih.gov">'
            + front.replace("<", "<j:").replace("<j:/", "</j:")
            + body.replace("<", "<j:").replace("<j:/", "</j:")
            + "</j:article>"
        ),
        "article with links": article.replace(
            "<article>", '<article xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:mml="http://www.w3.org/1998/Math/MathML">'
        ),
        "article in UTF-16": f'<?xml version="1.0" encoding="UTF-16"?>{article}'.encode("utf-16"),
        "article in Latin, and it says UTF-8": f'<?xml version="1.0" encoding="UTF-8"?>{article}'.replace("Sleep", "Schl\u00e4f").encode(
            "latin-1"
        ),
        "article in Latin": f'<?xml version="1.0" encoding="iso-8859-1"?>{article}'.replace("Sleep", "Schl\u00e4f").encode("latin-1"),
        "article below blanks": "\n\n  " + article,
        "article with a mark": "\ufeff" + article,
        "article below a sheet of styles": '<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="x.xsl"?><!-- c -->' + article,
        "article of an abstract only": article.replace(body, "").replace(
            "</article-meta>", f"<abstract><p>{PROSE}</p></abstract></article-meta>"
        ),
        "article with answers to it": article.replace(
            "</article>", f"<sub-article>{front}<body><p>A reply to it.</p></body></sub-article></article>"
        ),
        "article without sections": f"<article>{front}<body><p>{PROSE}</p></body></article>",
        "article without paragraphs": f"<article>{front}<body>{PROSE}</body></article>",
        "article with a bare ampersand": article.replace("Sleep", "A & B < 5. Sleep"),
        "article cut in its last word": article[: article.index("early")],
        "article with control characters": article.replace("Sleep", "\x0b\x02Sleep"),
        "article with a processing instruction": article.replace("<p>", "<p><?page-break 3?><?x?>"),
        "article with formulas": article.replace(
            "Sleep",
            '<inline-formula><mml:math xmlns:mml="http://www.w3.org/1998/Math/MathML"><mml:mi>x</mml:mi></mml:math></inline-formula> Sleep',
        ),
        "article in a box": article.replace("<p>", "<boxed-text><p>").replace("</p>", "</p></boxed-text>"),
        "article in a list": article.replace("<p>", "<list><list-item><p>").replace("</p>", "</p></list-item></list>"),
        "article in a table": article.replace("<p>", "<table-wrap><table><tr><td>").replace(
            "</p>", "</td></tr></table></table-wrap><p>More words are here.</p>"
        ),
        "article in a quotation": article.replace("<p>", "<disp-quote><p>").replace("</p>", "</p></disp-quote>"),
        "article of unknown elements": article.replace("<p>", "<para-of-ours><p>").replace("</p>", "</p></para-of-ours>"),
        "chapter of a book": (
            f"<book><book-body><book-part><body><sec><title>x</title><p>{PROSE}</p></sec></body></book-part></book-body></book>"
        ),
    }
    return {name: ("a.nxml", data if isinstance(data, bytes) else data.encode()) for name, data in made.items()}


def _texts() -> dict[str, Named]:
    text = f"Pain\n\n{PROSE}\n\n{MORE}\n"
    made: dict[str, bytes] = {
        "text in UTF-16 without a mark": text.encode("utf-16-le"),
        "text in UTF-32 without a mark": text.encode("utf-32-be"),
        "text of an old Macintosh": text.replace("\n", "\r").encode(),
        "text with line ends of two kinds": text.replace("\n\n", "\r\n\n\r").encode(),
        "text with separators of Unicode": text.replace("\n", "\u2028").encode(),
        "text with ends of IBM's": text.replace("\n", "\x85").encode("latin-1"),
        "text with pages": text.replace("\n\n", "\n\x0c\n").encode(),
        "text with vertical tabs": text.replace("\n\n", "\n\x0b\n").encode(),
        "text with a mark in the middle": text.replace("Sleep", "\ufeffSleep").encode(),
        "text with colours of a terminal": text.replace("Sleep", "\x1b[1mSleep\x1b[0m").encode(),
        "text with an end of DOS": text.encode() + b"\x1a",
        "text with NULs": text.encode() + bytes(7),
        "text with signs from right to left": text.replace("Sleep", "\u202eSleep\u202c\u200f").encode(),
        "text on one line": text.replace("\n", " ").encode(),
        "text word by word": text.replace(" ", "\n").replace(SENTENCE.replace(" ", "\n"), SENTENCE).encode(),
        "text in columns of forty": ("\n".join(PROSE[i : i + 40] for i in range(0, len(PROSE), 40)))
        .replace(SENTENCE[:40] + "\n", SENTENCE[:40])
        .encode(),
        "text with quotation marks of mail": "".join(f"> {line}\n" for line in text.split("\n")).encode(),
        "text with rulers": f"{'=' * 70}\n{text}{'-' * 70}\n".encode(),
        "text of markdown": f"# Pain\n\n* {PROSE}\n\n| a | b |\n|---|---|\n| 1 | 2 |\n".encode(),
        "text with a head of settings": f"---\ntitle: Pain\ntags: [a, b]\n---\n\n{PROSE}\n".encode(),
        "text of a wiki": f"== Pain ==\n'''Pain''' is [[bad]]. {PROSE}\n".encode(),
        "text of restructured text": f"Pain\n====\n\n.. note:: x\n\n{PROSE}\n".encode(),
        "subtitles": f"1\n00:00:01,000 --> 00:00:04,000\n{SENTENCE}\n\n2\n00:00:05,000 --> 00:00:07,000\n{MORE}\n".encode(),
        "source of LaTeX": f"\\documentclass{{article}}\n\\begin{{document}}\n\\section{{Pain}}\n{PROSE}\n\\end{{document}}\n".encode(),
    }
    return {name: ("a.txt", data) for name, data in made.items()} | {
        "text named as a program": ("a.exe", text.encode()),
        "text without an ending": ("README", text.encode()),
        "page named as a text": ("a.txt", f"<html><body><p>{PROSE}</p></body></html>".encode()),
        "word file named as a text": ("a.txt", packed(small())),
        "book named as an archive": ("a.zip", book()),
        "article named as a page": ("a.html", f"<article><front/><body><p>{PROSE}</p></body></article>".encode()),
    }


def _refused() -> dict[str, Named]:
    page = "<html><head><title>x</title></head><body>{}</body></html>"
    code = (
        "import os\n\n\ndef main(path):\n    for name in os.listdir(path):\n "
        "       print(name)\n\n\nif __name__ == '__main__':\n    main('.')\n"
    )
    c = '#include <stdio.h>\nint main(void) {\n  int i;\n  for (i = 0; i < 10; i++) {\n    printf("%d\\n", i);\n  }\n  return 0;\n}\n'
    log = "".join(f"2024-03-01 12:00:{n:02} INFO server.http: GET /index.html 200 {n}ms\n" for n in range(50))
    script = "function go(a, b) {\n  const x = document.getElementById('a');\n  return x.map((y) => y + 1);\n}\n" * 9
    sql = "".join(f"INSERT INTO users (id, name) VALUES ({n}, 'name {n}');\n" for n in range(50))
    return {
        "program in Python": ("a.py", code.encode() * 5),
        "program in C": ("a.c", c.encode() * 5),
        "program in JavaScript": ("a.js", script.encode()),
        "program named as a text": ("a.txt", code.encode() * 5),
        "statements for a database": ("a.sql", sql.encode()),
        "log of a server": ("a.log", log.encode()),
        "log named as a text": ("a.txt", log.encode()),
        "sheet of styles": ("a.css", b"body { color: red; margin: 0 auto; }\n.a > .b { display: none; }\n" * 20),
        "settings": ("a.ini", b"[server]\nport = 80\nhost = localhost\n[client]\nretries = 3\n" * 5),
        "a change to a program": ("a.diff", b"diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1,3 +1,3 @@\n-old = 1\n+new = 2\n" * 5),
        "rows of numbers": ("a.csv", b"id,x,y\n" + b"".join(b"%d,%d,%d\n" % (n, n * n, n % 7) for n in range(200))),
        "lines of JSON": ("a.jsonl", b'{"a": 1, "b": [2, 3]}\n' * 50),
        "hexadecimal": ("a.txt", b"".join(b"%08x  de ad be ef 00 01 02 03  |........|\n" % n for n in range(100))),
        "numbers only": ("a.txt", b"3.14 2.71 1.41\n" * 100),
        "marks only": ("a.txt", b"... --- ... !!! ??? ***\n" * 50),
        "addresses only": ("a.txt", b"https://example.org/a/b/c?d=e\n" * 50),
        "page of pictures": ("a.html", page.format("<img src=a.png alt=''>" * 9).encode()),
        "page of scripts": ("a.html", page.format("<div id=root></div><script src=a.js></script>").encode()),
        "page in a frame": ("a.html", page.format("<iframe src=a.html></iframe>").encode()),
        "page of words in a script": (
            "a.html",
            page.format(f'<script type=\'application/ld+json\'>{{"articleBody": "{PROSE}"}}</script>').encode(),
        ),
        "page of hidden words": ("a.html", page.format(f"<div style='display:none'>{PROSE}</div>").encode()),
        "page of a template": ("a.html", page.format(f"<template><p>{PROSE}</p></template>").encode()),
        "page that is compressed": ("a.html", gzip.compress(page.format(PROSE).encode())),
        "type of a page": ("a.html", b"<!DOCTYPE html>"),
        "only a comment": ("a.html", b"<!-- nothing but this comment stands in the page -->"),
        "word file of one picture": ("a.docx", word("<w:p><w:r><w:drawing/></w:r></w:p>")),
        "word file of deleted words": (
            "a.docx",
            word(f'<w:p><w:del w:id="1" w:author="a"><w:r><w:delText>{PROSE}</w:delText></w:r></w:del></w:p>'),
        ),
        "word file of hidden words": ("a.docx", word(f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{PROSE}</w:t></w:r></w:p>")),
        "word file of field codes": (
            "a.docx",
            word("<w:p><w:r><w:instrText>HYPERLINK to words that nobody sees here</w:instrText></w:r></w:p>"),
        ),
        "word file that needs a password": ("a.docx", _encrypted(packed(small()))),
        "slides": ("a.pptx", packed({"ppt/presentation.xml": "<x/>", "[Content_Types].xml": _TYPES})),
        "sheets": ("a.xlsx", packed({"xl/workbook.xml": "<x/>", "[Content_Types].xml": _TYPES})),
        "text of OpenDocument": ("a.odt", packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"})),
        "rich text": ("a.rtf", rb"{\rtf1\ansi " + PROSE.encode() + rb"\par}"),
        "book that is protected": ("a.epub", book(**{"META-INF/rights.xml": "<x/>"})),
        "book of pictures": ("a.epub", book(chapter="<html xmlns='http://www.w3.org/1999/xhtml'><body><img src='a.png'/></body></html>")),
        "book of nothing": ("a.epub", packed({"META-INF/container.xml": _CONTAINER})),
        "article that laughs": (
            "a.nxml",
            (
                "<!DOCTYPE article [<!ENTITY a 'ha'><!ENTITY b '" + "&a;" * 99 + "'><!ENTITY c '" + "&b;" * 99 + "'>"
                "<!ENTITY d '" + "&c;" * 99 + "'>]><article><body><p>&d;</p></body></article>"
            ).encode(),
        ),
        "article that reads a file": (
            "a.nxml",
            b"<!DOCTYPE article [<!ENTITY a SYSTEM '/etc/passwd'>]><article><body><p>Some words are here: &a;</p></body></article>",
        ),
        "article without words": ("a.nxml", b"<article><front/><body/></article>"),
        "article of XML of another kind": ("a.xml", b"<?xml version='1.0'?><rss><channel><item><title>x</title></item></channel></rss>"),
        "message without words": (
            "a.eml",
            b"From: a@b\r\nMIME-Version: 1.0\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n",
        ),
    }


def _encrypted(data: bytes) -> bytes:
    """With the flag of encryption set on every part."""
    out = bytearray(data)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = out.find(mark)
        while at >= 0:
            out[at + offset] |= 1
            at = out.find(mark, at + 4)
    return bytes(out)


_PARTS: tuple[Callable[[], Mapping[str, Named]], ...] = (_words, _books, _pages, _mails, _articles, _texts)
for part in _PARTS:
    READABLE.update(part())
REFUSED.update(_refused())
DOUBTFUL.update({name: (READABLE if name in READABLE else REFUSED).pop(name) for name in EITHER})
