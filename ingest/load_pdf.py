"""PDF through pypdf: page texts in reading order, blocks with roles, and what the file says of itself."""

from __future__ import annotations

import itertools
import logging
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import pypdf
from pypdf import PageObject, PdfReader, apply_configuration
from pypdf.errors import DependencyError, LimitReachedError, PyPdfError

from index.document import Block, Document, Role
from index.reflow import reflow
from ingest.columns import columns_why, header_of
from ingest.encodings import storable
from ingest.errors import UnreadableDocumentError
from ingest.in_words import TOO_MUCH, in_words
from ingest.legible import why_illegible
from ingest.no_article import is_waiting
from ingest.page_names import page_names
from ingest.pdf_elsewhere import attached, is_cover, is_drawn_form, why_no_words
from ingest.pdf_fields import is_drawn_from_values
from ingest.pdf_flow import page_flow
from ingest.pdf_furniture import furniture, is_in_margin, line_numbers
from ingest.pdf_lattice import Lattice, cut, lattices_of, split_by_tables
from ingest.pdf_layers import layers_off
from ingest.pdf_lines import Line, lines_of
from ingest.pdf_marks import with_marks
from ingest.pdf_open import open_pdf, saved_again
from ingest.pdf_paragraphs import Paragraph
from ingest.pdf_record import metadata, read_record
from ingest.pdf_roles import Part, parts_of
from ingest.pdf_runs import FontCache, PageRuns, Run, page_box, page_runs
from ingest.pdf_streams import Damage
from ingest.stated import stated_title

EXTRACTOR = "pdf/3"
MAX_PAGES = 5000
MAX_PARTS = 2_000_000  # of a page's stream; about ten seconds of the processor
MAX_DECLARED = 1 << 40  # bytes that a stream may say it has; it never gets more than the file holds
_SAVED_AGAIN = "damaged: parts of the file do not end where it says; read after PDFium had written it anew, so something may be missing"
_REBUILT = "damaged: the table of the file's objects or pages was rebuilt; something may be missing"
_SAME_COLUMN = 3.0  # points
_MAX_UNMAPPED = 0.6  # of all glyphs
_DRAWN_ELSEWHERE = ("a form (XFA) whose pages only Adobe's programs draw", "Open it in Adobe Reader and print it to a new PDF.")
_MAY_BE_MENDED = ("damaged PDF", "a PDF without pages", "empty: no text")  # refusals of files that PDFium may understand better
_REPAIR = "Open it in a PDF reader and print or export it to a new PDF."

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # a broken file is reported once, by us


@dataclass(frozen=True)
class _Page:
    """One page before its text is put together."""

    lines: list[Line]  # upright text, furniture included
    turned: list[list[Line]]  # text that stands on its side, a list for each direction
    numbers: list[Line]  # of lines
    hidden: list[Line]
    rules: list[tuple[float, float, float]]
    lattices: list[Lattice]
    height: float
    n_unmapped: int
    n_pictures: int = 0
    damage: Damage = Damage.NONE
    is_too_much: bool = False


_NOTHING = _Page([], [], [], [], [], [], 0.0, 0, damage=Damage.LOST)


def load_pdf(path: Path) -> Document:
    """Read a PDF, one text a page as the viewer counts them; a page without text stays "".

    Raises: UnreadableDocumentError if encrypted, damaged, empty, a scan, or if its text layer is gibberish.
    """
    data = path.read_bytes()
    try:
        document, n_lost = _load(path, data)
    except UnreadableDocumentError as error:
        if not error.reason.startswith(_MAY_BE_MENDED) or TOO_MUCH in error.reason:
            raise
        with suppress(UnreadableDocumentError, ValueError):
            return _mended(path, data)[0]
        raise
    if n_lost:
        with suppress(UnreadableDocumentError, ValueError):
            mended, n_still_lost = _mended(path, data)
            if n_still_lost < n_lost and len(mended.pages) == len(document.pages):
                return mended
    return document


def _mended(path: Path, data: bytes) -> tuple[Document, int]:
    document, n_lost = _load(path, saved_again(data))
    return replace(document, notices=(_SAVED_AGAIN, *document.notices)), n_lost


def _load(path: Path, data: bytes) -> tuple[Document, int]:
    """The document, and how many of its pages are lost. Raises: UnreadableDocumentError."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with apply_configuration(maximum_declared_stream_length=MAX_DECLARED, stream_parsing_work_maximum_count=MAX_PARTS):
                reader, was_repaired = open_pdf(path, data)
                document, n_lost = _read(path, reader)
                return (replace(document, notices=(_REBUILT, *document.notices)) if was_repaired else document), n_lost
        except (UnreadableDocumentError, MemoryError):
            raise
        except RecursionError as error:
            raise UnreadableDocumentError(path, "objects nested without end", _REPAIR) from error
        except DependencyError as error:
            raise UnreadableDocumentError(path, "a part of it is packed in a way that is not read here", _REPAIR) from error
        except PyPdfError as error:
            raise UnreadableDocumentError(path, f"damaged PDF: {in_words(error)}", _REPAIR) from error
        except Exception as error:  # broken files make pypdf raise nearly anything
            raise UnreadableDocumentError(path, "damaged PDF: its pages cannot be found", _REPAIR) from error


def _read(path: Path, reader: PdfReader) -> tuple[Document, int]:
    n_pages = len(reader.pages)
    if not n_pages:
        raise UnreadableDocumentError(path, "a PDF without pages", _REPAIR)
    if n_pages > MAX_PAGES:
        raise UnreadableDocumentError(path, f"{n_pages} pages, more than {MAX_PAGES}", "Split it into parts.")
    fonts = FontCache()
    if is_drawn_form(reader):
        raise UnreadableDocumentError(path, *_DRAWN_ELSEWHERE)
    off = layers_off(reader)
    from_values = is_drawn_from_values(reader.root_object.get("/AcroForm"))
    pages = [_page(page, fonts, off, from_values) for page in reader.pages]
    information = metadata(reader)
    texts, blocks = _composed(pages, stated_title(information.get("Title", "")))
    is_empty = not any(texts) and not any(page.damage or page.n_unmapped for page in pages)
    if (is_empty or is_cover(reader, "\n".join(texts))) and (why := why_no_words(reader)):
        raise UnreadableDocumentError(path, *why)
    _check(path, pages, texts, blocks)
    notices = [*_notices(pages, texts, blocks), *(f"not read: the attached file {name}" for name in attached(reader))]
    extractor = f"{EXTRACTOR} pypdf {pypdf.__version__}"
    n_lost = sum(page.damage is Damage.LOST for page in pages)
    return Document(read_record(path, information, texts, blocks, extractor), texts, blocks, tuple(notices)), n_lost


def _page(page: PageObject, fonts: FontCache, off: frozenset[int], from_values: bool) -> _Page:
    try:
        found = page_runs(page, fonts, off, from_values=from_values)
    except MemoryError:
        raise
    except LimitReachedError as error:
        return replace(_NOTHING, is_too_much="tokens per stream" in str(error))
    except Exception:  # one page is broken: it is without text, the others go on
        return _NOTHING
    if found.damage is Damage.LOST:
        return _NOTHING
    left, bottom, right, top = page_box(page)
    return _laid_out(found, top - bottom, right - left)


def _laid_out(found: PageRuns, height: float, width: float) -> _Page:
    angles = Counter[int]()
    for run in found.runs:
        angles[run.angle] += len(run.text)
    main = angles.most_common(1)[0][0] if angles else 0
    hidden = [run for run in found.runs if run.hidden]
    if sum(len(run.text) for run in hidden if run.hidden == "invisible") > 0.8 * sum(angles.values()):
        hidden = [run for run in hidden if run.hidden != "invisible"]  # the text layer of a scan: a reader sees its picture
    unseen = {id(run) for run in hidden}
    upright = [run for run in found.runs if run.angle == main and id(run) not in unseen]
    lattices = lattices_of(found.strokes) if main == 0 else []
    if main == 0:
        upright = with_marks(cut(upright, lattices), found.marks)
    numbering = line_numbers([run for run in upright if not any(lattice.holds(run.x0, run.y) for lattice in lattices)])
    lines = lines_of((run for index, run in enumerate(upright) if index not in numbering), lambda a, b: _are_parted(a, b, lattices))
    numbers = lines_of(run for index, run in enumerate(upright) if index in numbering)
    turned = [lines_of(run for run in found.runs if run.angle == angle and not run.hidden) for angle in sorted(angles) if angle != main]
    rules = found.rules if main == 0 else []
    across = height if main in (0, 180) else width
    return _Page(lines, turned, numbers, lines_of(hidden), rules, lattices, across, found.n_unmapped, found.n_pictures, found.damage)


def _are_parted(before: Run, after: Run, lattices: Sequence[Lattice]) -> bool:
    y = after.y - 0.3 * after.size
    return any(lattice.holds(after.x0, y) and lattice.parts(before.x1, after.x0, y) for lattice in lattices)


def _composed(pages: Sequence[_Page], title: str) -> tuple[tuple[str, ...], tuple[Block, ...]]:
    """Page texts and blocks, in reading order."""
    tabled = [_tabled(page) for page in pages]
    around = furniture([page.lines for page in pages], [page.height for page in pages], tabled)
    sizes = Counter[float]()
    for page in pages:
        for line in page.lines:
            sizes[round(line.size * 2) / 2] += len(line.text)
    body_size = sizes.most_common(1)[0][0] if sizes else 10.0
    flows: list[list[Paragraph]] = []
    gutters: list[float] = []
    for number, (page, taken) in enumerate(zip(pages, around, strict=True), start=1):
        lines = [line for index, line in enumerate(page.lines) if index not in taken]
        flow, gutter = page_flow(lines, page.rules, page.lattices, number, body_size, gutters)
        flows.append(flow)
        if gutter is not None and gutter not in gutters:
            gutters.append(gutter)
    paragraphs = [paragraph for flow in flows for paragraph in flow]
    cut = {number for number, page in enumerate(pages, start=1) if page.damage is Damage.CUT}
    parts = _cut([_without_loose_end(part) if part.paragraph.page in cut else part for part in parts_of(paragraphs, title)])
    parts = _with_columns(parts)
    texts: list[str] = []
    blocks: list[Block] = []
    for number, (page, taken) in enumerate(zip(pages, around, strict=True), start=1):
        text, found = _page_text(number, page, taken, [part for part in parts if part.paragraph.page == number])
        texts.append(text)
        blocks += found
    return tuple(texts), tuple(blocks)


def _tabled(page: _Page) -> frozenset[int]:
    """Indexes of the lines in tables that reach out of the page's margins; a letterhead's stands in one."""
    tables = split_by_tables(page.lattices, page.lines)
    inside = {id(line) for lattice, lines in tables if not is_in_margin(lattice.box[1], lattice.box[3], page.height) for line in lines}
    return frozenset(index for index, line in enumerate(page.lines) if id(line) in inside)


def _without_loose_end(part: Part) -> Part:
    """A part of a page that breaks off somewhere: it is quoted only if its last sentence is there to its end."""
    if not part.role.is_quotable or (part.paragraph.is_ended and part.role is Role.PARAGRAPH):
        return part
    return Part(part.paragraph, part.text, Role.BOILERPLATE, why="the page is damaged, and this may be cut off")


def _cut(parts: Sequence[Part]) -> list[Part]:
    """Paragraphs that a page's end has cut are marked on both sides."""
    marked = list(parts)
    last: int | None = None
    for index, part in enumerate(marked):
        if part.role not in {Role.PARAGRAPH, Role.LIST_ITEM}:
            last = None if part.role is Role.HEADING else last
            continue
        if last is not None and marked[last].paragraph.page < part.paragraph.page and _goes_over(marked[last], part):
            marked[last] = _continues(marked[last])
            marked[index] = _continues(part)
        last = index
    return marked


def _with_columns(parts: Sequence[Part]) -> list[Part]:
    """Rows of a table that goes on over the page without its header are told its columns."""
    marked: list[Part] = []
    header, above = "", None  # of the table that the last row is of
    for _, group in itertools.groupby(enumerate(parts), key=lambda pair: _place_in_tables(pair, parts)):
        rows = [part for _, part in group]
        first = rows[0].paragraph
        if rows[0].role is not Role.TABLE_ROW or not first.grid:
            header, above = "", None
        elif above is not None and above.page + 1 == first.page and _is_same_grid(above.grid, first.grid):
            if header and reflow(rows[0].text) != reflow(header):
                rows = [replace(row, why=columns_why(header)) for row in rows]
            above = first
        else:
            following = parts[len(marked) + len(rows)].text if len(rows) == 1 and len(marked) + 1 < len(parts) else ""
            header, above = header_of([row.text for row in rows] + ([following] if following else [])), first
        marked += rows
    return marked


def _place_in_tables(pair: tuple[int, Part], parts: Sequence[Part]) -> tuple[int, tuple[float, ...], int]:
    """The same for all rows of one table on one page, and for no two other parts."""
    index, part = pair
    is_row = part.role is Role.TABLE_ROW and bool(part.paragraph.grid)
    return part.paragraph.page, part.paragraph.grid if is_row else (), -1 if is_row else index


def _is_same_grid(one: Sequence[float], other: Sequence[float]) -> bool:
    return len(one) == len(other) and all(abs(x - y) < _SAME_COLUMN for x, y in zip(one, other, strict=True))


def _goes_over(first: Part, second: Part) -> bool:
    if first.paragraph.is_ended and not second.text[:1].islower():
        return False
    return second.role is Role.PARAGRAPH and abs(first.paragraph.size - second.paragraph.size) < 0.6


def _continues(part: Part) -> Part:
    return Part(part.paragraph, part.text, part.role, part.level, "continues")


def _page_text(number: int, page: _Page, taken: dict[int, str], parts: Sequence[Part]) -> tuple[str, list[Block]]:
    """The page's text and its blocks: what stands above, the flow, what stands below and beside."""
    pieces: list[tuple[str, Role, int, str]] = []
    above = [(page.lines[index].text, why) for index, why in taken.items() if page.lines[index].y < page.height / 2]
    below = [(page.lines[index].text, why) for index, why in taken.items() if page.lines[index].y >= page.height / 2]
    pieces += [(text, Role.BOILERPLATE, 0, why) for text, why in above]
    pieces += [(part.text, part.role, part.level, part.why) for part in parts]
    pieces += [(text, Role.BOILERPLATE, 0, why) for text, why in below]
    pieces += [("\n".join(line.text for line in lines), Role.BOILERPLATE, 0, "text on its side") for lines in page.turned if lines]
    if page.numbers:
        pieces.append(("\n".join(line.text for line in page.numbers), Role.BOILERPLATE, 0, "line numbers"))
    for why in sorted({line.hidden for line in page.hidden}):
        words = "\n".join(line.text for line in page.hidden if line.hidden == why)
        pieces.append((words, Role.BOILERPLATE, 0, f"hidden text: {why}"))
    return _assembled(number, pieces)


def _assembled(number: int, pieces: Sequence[tuple[str, Role, int, str]]) -> tuple[str, list[Block]]:
    text, blocks, length = [], [], 0
    for words, role, level, why in pieces:
        words = storable(words)
        if words.strip():
            blocks.append(Block(number, length, length + len(words), role, level, why))
            text.append(words)
            length += len(words) + 1
    return "\n".join(text), blocks


def _check(path: Path, pages: Sequence[_Page], texts: Sequence[str], blocks: Sequence[Block]) -> None:
    """Refuse a file that has no text to quote."""
    n_broken = sum(page.damage > Damage.DOUBTFUL for page in pages)
    n_unmapped, n_mapped = sum(page.n_unmapped for page in pages), sum(map(len, texts))
    if n_unmapped > _MAX_UNMAPPED * (n_unmapped + n_mapped):
        raise UnreadableDocumentError(path, "text layer without usable characters (glyphs without meaning)", "Run OCR on it first.")
    if not n_mapped and (n_too_much := sum(page.is_too_much for page in pages)):
        reason = f"{n_too_much} of {len(pages)} pages are drawn with more than {MAX_PARTS} numbers and operators"
        raise UnreadableDocumentError(path, reason, "Export it anew with its drawings as pictures.")
    if not n_mapped and n_broken:
        raise UnreadableDocumentError(path, f"damaged PDF: {n_broken} of {len(pages)} pages cannot be read", _REPAIR)
    if not n_mapped and not any(page.n_pictures for page in pages):
        raise UnreadableDocumentError(path, f"empty: no text and no picture on {len(pages)} pages", _REPAIR)
    if not n_mapped:
        raise UnreadableDocumentError(path, f"scanned: 0 of {len(pages)} pages readable", "Run OCR on it first.")
    if is_waiting("\n".join(texts)):
        raise UnreadableDocumentError(path, *_DRAWN_ELSEWHERE)
    if why := why_illegible("\n".join(texts)):
        raise UnreadableDocumentError(path, f"text layer without usable characters ({why})", "Run OCR on it first.")
    if any(page.damage for page in pages) and not any(block.role.is_quotable for block in blocks):
        raise UnreadableDocumentError(path, "damaged PDF: nothing that is whole enough to be quoted", _REPAIR)
    if not any(character.isalnum() for text in texts for character in text):
        raise UnreadableDocumentError(path, "no words in it", "Check that the right file was saved.")


def _notices(pages: Sequence[_Page], texts: Sequence[str], blocks: Sequence[Block]) -> Iterator[str]:
    numbered = list(enumerate(zip(pages, texts, strict=True), start=1))
    empty = {number: page for number, (page, text) in numbered if not text.strip()}
    broken = [number for number, page in empty.items() if page.damage > Damage.DOUBTFUL and not page.is_too_much]
    too_much = [number for number, page in empty.items() if page.is_too_much]
    unmapped = [number for number, page in empty.items() if page.n_unmapped and number not in broken]
    bare = [number for number in empty if number not in {*broken, *too_much, *unmapped}]
    scanned = [number for number in bare if empty[number].n_pictures]
    cut = [number for number, (page, _) in numbered if page.damage is Damage.CUT and number not in broken]
    doubtful = [number for number, (page, _) in numbered if page.damage is Damage.DOUBTFUL]
    for found, what, why in (
        (scanned, "scanned", "without text"),
        ([number for number in bare if number not in scanned], "empty", "without text or picture"),
        (unmapped, "unusable", "with glyphs that stand for no known characters"),
        (too_much, "not read", f"drawn with more than {MAX_PARTS} numbers and operators"),
        (broken, "damaged", "cannot be read"),
        (cut, "damaged", "break off; unfinished paragraphs are not quoted"),
        (doubtful, "damaged", "may have gaps or wrong characters"),
    ):  # fmt: skip
        if found:
            yield f"{what}: {len(found)} of {len(texts)} pages {why} ({page_names(found)})"
    for number in sorted({block.page for block in blocks if block.why.startswith("hidden text")}):
        yield f"hidden text on page {number}"
