"""A PDF page's content stream to runs of text with their places, sizes and styles.

pypdf parses the stream and decodes the fonts. Its extract_text is not used because it gives no widths, and without them
the cells of a table row and two columns on one baseline come out as one string.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pypdf import PageObject
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject

from ingest.pdf_fields import PageField, page_fields
from ingest.pdf_fonts import PdfFont, read_font, stand_in
from ingest.pdf_layers import is_off
from ingest.pdf_streams import Damage, Drawing, read_drawing

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
MAX_FORM_DEPTH = 12
MAX_FORMS = 2000  # a page; more is an attack
MAX_RUNS = 200_000  # a page
MAX_STROKES = 20_001  # a page
_THIN = 2.5  # points: what is thinner is a line
_LEAST_STROKE = 3.0  # points
_LEAST_MARK, _MOST_MARK = 1.2, 9.0  # points
_SPACE_GAP = 0.45  # of a space's width: a move by more than this parts words
_MAY_BREAK = 0.2  # em: a line of a table may stand in a gap as wide
_CELL_GAP = 1.0  # em: a move by more than this parts runs
_SMALLEST_PAGE = 10.0  # points; some files give the page no size
_TYPED_SIZE = 10.0  # points
_FIRST_SIGN = 0x20  # lower bytes are numbers of glyphs, not characters
_FARTHEST = 1e5  # points; nothing on a page is farther out


@dataclass(frozen=True, slots=True)
class Run:
    """Text drawn in one go; coordinates as a reader sees the page: x to the right, y down, in points."""

    text: str
    x0: float
    x1: float
    y: float  # of the baseline
    size: float
    bold: bool
    italic: bool
    angle: int  # 0, 90, 180 or 270: how the text is turned, clockwise
    hidden: str = ""  # why a reader cannot see it
    artifact: bool = False  # marked by the file as a running head or foot
    breaks: tuple[tuple[int, float, float], ...] = ()  # wider gaps within: where in the text, from x, to x


@dataclass(slots=True)
class _State:
    matrix: Matrix = IDENTITY
    font: PdfFont | None = None
    size: float = 12.0
    character_gap: float = 0.0
    word_gap: float = 0.0
    scale: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0
    is_white: bool = False
    is_off: bool = False  # in a layer that is not shown
    clip: tuple[float, float, float, float] | None = None  # what is drawn outside is not seen; as a reader sees the page


@dataclass(frozen=True, slots=True)
class _Mark:
    """What marked content says of what is drawn within it."""

    is_artifact: bool = False
    is_off: bool = False


@dataclass(slots=True)
class _Pending:
    """A run being put together; start and end are in user space."""

    text: list[str]
    start: Matrix
    end: tuple[float, float]
    state: _State
    artifact: bool
    breaks: list[tuple[int, tuple[float, float], tuple[float, float]]] = field(default_factory=list)


@dataclass(slots=True)
class PageRuns:
    """What a page's stream drew."""

    runs: list[Run] = field(default_factory=list)
    rules: list[tuple[float, float, float]] = field(default_factory=list)  # horizontal lines: x0, x1, y
    strokes: list[tuple[float, float, float, float]] = field(default_factory=list)  # all thin lines, level or upright: x0, y0, x1, y1
    marks: list[tuple[float, float, float, float]] = field(default_factory=list)  # small round or square shapes, as bullets are
    n_pictures: int = 0
    n_unmapped: int = 0  # glyphs of fonts that do not say what their glyphs mean
    damage: Damage = Damage.NONE


class FontCache:
    """Fonts of one file by the identity of their dictionaries."""

    def __init__(self) -> None:
        self._fonts: dict[int, tuple[DictionaryObject, PdfFont | None]] = {}
        self.stand_in = stand_in()

    def get(self, resource: DictionaryObject) -> PdfFont | None:
        """The font, or None if it cannot be read; then nothing can be said about its text."""
        key = id(resource)
        if key not in self._fonts:
            try:
                font: PdfFont | None = read_font(resource)
            except (MemoryError, RecursionError):
                raise
            except Exception:  # pypdf raises nearly anything for a broken font; the page's other fonts go on
                font = None
            self._fonts[key] = (resource, font)
        return self._fonts[key][1]


def page_runs(page: PageObject, fonts: FontCache, off: frozenset[int] = frozenset(), *, from_values: bool = False) -> PageRuns:
    """Runs and rules of `page` in stream order, then those of its fields.

    `off` are the layers that are not shown; `from_values`: the fields' own drawings are out of date.
    What follows a break in a stream is not drawn, and the damage says so. Raises what pypdf raises for a page that it cannot follow.
    """
    interpreter = _Interpreter(page, fonts, off)
    if "/Contents" in page:
        interpreter.draw(read_drawing(page.raw_get("/Contents"), page.pdf), page.get("/Resources"))
    for field_ in page_fields(page):
        interpreter.draw_field(field_, from_value=from_values)
    return interpreter.found


class _Interpreter:
    """The text part of the PDF imaging model (ISO 32000-2, 9.3 and 9.4)."""

    def __init__(self, page: PageObject, fonts: FontCache, off: frozenset[int]) -> None:
        self._pdf = page.pdf
        self._cache = fonts
        self._off = off
        self._to_page = _page_matrix(page)
        self._box = _displayed_box(page, self._to_page)
        self.found = PageRuns()
        self._state = _State()
        self._text: Matrix = IDENTITY
        self._line: Matrix = IDENTITY
        self._pending: _Pending | None = None
        self._forms: list[int] = []
        self._n_forms = 0
        self._marks: list[_Mark] = []
        self._path: list[tuple[float, float]] = []
        self._boxes: list[tuple[float, float, float, float]] = []  # rectangles of the path
        self._clips = False
        self._shades: list[tuple[float, float, float, float]] = []
        self._resources: DictionaryObject = DictionaryObject()
        self._handlers: dict[bytes, Callable[[Sequence[Any]], None]] = {
            b"BT": self._begin_text, b"Td": self._move, b"TD": self._move_and_lead, b"Tm": self._set_matrix, b"T*": self._next_line,
            b"Tf": self._set_font, b"Tj": self._show, b"TJ": self._show_array, b"'": self._show_next, b'"': self._show_spaced,
            b"cm": self._transform, b"Do": self._form, b"BDC": self._mark, b"BMC": self._mark, b"EMC": self._unmark,
            b"re": self._rectangle, b"m": self._point, b"l": self._point, b"c": self._curve, b"v": self._curve, b"y": self._curve,
            b"W": self._clip, b"W*": self._clip, b"f": self._fill, b"F": self._fill, b"f*": self._fill,
            b"B": self._fill, b"B*": self._fill, b"b": self._fill, b"b*": self._fill, b"S": self._stroke,
            b"s": self._stroke, b"n": self._drop_path,
            b"g": self._grey, b"rg": self._rgb, b"k": self._cmyk, b"sc": self._colour, b"scn": self._colour, b"cs": self._no_colour,
        }  # fmt: skip
        self._numbers: dict[bytes, str] = {
            b"Tc": "character_gap", b"Tw": "word_gap", b"TL": "leading", b"Ts": "rise"
        }  # fmt: skip

    def draw(self, drawing: Drawing, resources: Any) -> None:  # noqa: ANN401  # whatever the file holds
        """Follow one stream, with its own resources."""
        damage = min(drawing.damage, Damage.CUT) if self._forms else drawing.damage  # of a form that is lost the page still stands
        self.found.damage = max(self.found.damage, damage)
        outer, self._resources = self._resources, _dictionary(resources)
        stack: list[_State] = []
        for operands, operator in drawing.operations:
            if operator == b"q":
                stack.append(replace(self._state))
            elif operator == b"Q":
                self._state = stack.pop() if stack else _State()
            elif operator == b"Tz":
                self._state.scale = (_number(operands, 0) if operands else 100.0) / 100
            elif operator == b"Tr":
                self._state.mode = int(_number(operands, 0))
            elif operator == b"INLINE IMAGE":
                self.found.n_pictures += 1
            elif operator in self._numbers:
                setattr(self._state, self._numbers[operator], _number(operands, 0))
            elif handler := self._handlers.get(operator):
                handler(operands)
        self._flush()
        self._resources = outer

    def draw_field(self, shown: PageField, *, from_value: bool) -> None:
        """Draw a field as its file does, or as viewers do from its value where the file does not."""
        found, self.found = self.found, PageRuns()
        self._state, self._marks = _State(), []
        if shown.appearance is not None and not (from_value and shown.value):
            self._draw_into(shown.appearance, shown.rectangle)
        runs = self.found.runs or list(self._typed(shown.value, shown.rectangle))
        found.runs += [replace(run, hidden=run.hidden or "hidden field") for run in runs] if shown.is_unseen else runs
        found.n_unmapped += self.found.n_unmapped
        found.n_pictures += self.found.n_pictures
        found.damage = max(found.damage, self.found.damage)
        self.found = found

    def _draw_into(self, form: StreamObject, rectangle: tuple[float, float, float, float]) -> None:
        """Draw a form so that its box, as its matrix turns it, fills the rectangle (ISO 32000-2, 12.5.5)."""
        x0, y0, x1, y1 = (_number(box, index) for index in range(4)) if (box := form.get("/BBox")) else (0.0, 0.0, 0.0, 0.0)
        matrix = _matrix(form.get("/Matrix") or IDENTITY)
        left, bottom, right, top = _bounds([_apply(matrix, x, y) for x, y in ((x0, y0), (x1, y0), (x0, y1), (x1, y1))])
        if right > left and top > bottom:
            across, up = (rectangle[2] - rectangle[0]) / (right - left), (rectangle[3] - rectangle[1]) / (top - bottom)
            self._state.matrix = (across, 0.0, 0.0, up, rectangle[0] - left * across, rectangle[1] - bottom * up)
            self._draw_form(form)

    def _typed(self, value: str, rectangle: tuple[float, float, float, float]) -> Iterator[Run]:
        """The lines of a value, from the top of its field down."""
        lines = value.splitlines()
        left, _, right, top = rectangle
        size = min(_TYPED_SIZE, 0.8 * (top - rectangle[1]) / max(1, len(lines)))
        for number, line in enumerate(lines):
            x, y = _apply(self._to_page, left + 2, top - (number + 1) * size * 1.15)
            if line.strip():
                width = min(right - left, 0.5 * size * len(line))
                yield Run(line, x, x + width, y, size, False, False, 0, self._why_hidden(self._state, x, y, max(1.0, size)))

    def _begin_text(self, _: Sequence[Any]) -> None:
        self._text = self._line = IDENTITY

    def _move(self, operands: Sequence[Any]) -> None:
        self._line = self._text = _times((1.0, 0.0, 0.0, 1.0, _number(operands, 0), _number(operands, 1)), self._line)

    def _move_and_lead(self, operands: Sequence[Any]) -> None:
        self._state.leading = -_number(operands, 1)
        self._move(operands)

    def _next_line(self, _: Sequence[Any]) -> None:
        self._move((0.0, -self._state.leading))

    def _set_matrix(self, operands: Sequence[Any]) -> None:
        self._line = self._text = _matrix(operands)

    def _transform(self, operands: Sequence[Any]) -> None:
        self._state.matrix = _times(_matrix(operands), self._state.matrix)

    def _set_font(self, operands: Sequence[Any]) -> None:
        fonts = _dictionary(self._resources.get("/Font"))
        resource = fonts.get(operands[0]) if operands and isinstance(operands[0], str) else None
        resource = resource.get_object() if resource is not None else None
        self._state.font = self._cache.get(resource) if isinstance(resource, DictionaryObject) else self._cache.stand_in
        if len(operands) > 1:
            self._state.size = _number(operands, 1)

    def _show_next(self, operands: Sequence[Any]) -> None:
        self._next_line(())
        self._show(operands)

    def _show_spaced(self, operands: Sequence[Any]) -> None:
        self._state.word_gap, self._state.character_gap = _number(operands, 0), _number(operands, 1)
        self._next_line(())
        self._show(operands[2:])

    def _show_array(self, operands: Sequence[Any]) -> None:
        if operands and isinstance(operands[0], ArrayObject):
            for part in operands[0]:
                if isinstance(part, (int, float)):
                    self._advance(-_finite(part) / 1000 * self._state.size * self._state.scale)
                else:
                    self._show((part,))

    def _show(self, operands: Sequence[Any]) -> None:
        value = operands[0] if operands else None
        if isinstance(value, NameObject) or not isinstance(value, (bytes, str)):
            return
        data = value if isinstance(value, bytes) else getattr(value, "original_bytes", value.encode("latin-1", "replace"))
        state = self._state
        is_guessed = state.font is self._cache.stand_in and min(data, default=0) < _FIRST_SIGN
        if state.font is None or not state.font.readable or is_guessed:
            self.found.n_unmapped += len(data)
            return
        text, width = [], 0.0
        for characters, glyph_width, is_space in state.font.glyphs(data):
            text.append(characters)
            width += glyph_width * state.size + state.character_gap + (state.word_gap if is_space else 0.0)
        if text:
            self._add("".join(text), width * state.scale)

    def _advance(self, width: float) -> None:
        self._text = _times((1.0, 0.0, 0.0, 1.0, width, 0.0), self._text)

    def _add(self, text: str, width: float) -> None:
        state = self._state
        start = _times((1.0, 0.0, 0.0, 1.0, 0.0, state.rise), _times(self._text, state.matrix))
        self._advance(width)
        after = _times(self._text, state.matrix)
        artifact = any(mark.is_artifact for mark in self._marks)
        off = any(mark.is_off for mark in self._marks)
        if self._pending is not None and self._pending.state.is_off != off:
            self._flush()
        pending = self._pending
        gap = self._gap(pending, start, state, artifact)
        if pending is not None and gap is not None:
            if gap > _MAY_BREAK:
                pending.breaks.append((sum(map(len, pending.text)), pending.end, (start[4], start[5])))
            if gap > 0 and not pending.text[-1].endswith(" ") and not text.startswith(" "):
                pending.text.append(" ")
            pending.text.append(text)
            pending.end = after[4:]
            return
        self._flush()
        self._pending = _Pending([text], start, after[4:], replace(state, is_off=off), artifact)

    def _gap(self, pending: _Pending | None, start: Matrix, state: _State, artifact: bool) -> float | None:
        """The gap in em that parts the new text as a word from the pending run, 0 if none; None if it does not go on from it."""
        if pending is None or artifact != pending.artifact or state.font is not pending.state.font or state.font is None:
            return None
        if (
            state.size != pending.state.size
            or state.mode != pending.state.mode
            or state.is_white != pending.state.is_white
            or state.clip != pending.state.clip
        ):
            return None
        a, b, c, d = pending.start[:4]
        if abs(a - start[0]) + abs(b - start[1]) + abs(c - start[2]) + abs(d - start[3]) > 1e-3 * (abs(a) + abs(b)):
            return None
        em = abs(state.size) * math.hypot(a, b)
        if not em:
            return None
        length = math.hypot(a, b)
        dx, dy = start[4] - pending.end[0], start[5] - pending.end[1]
        along, across = (dx * a + dy * b) / length, (dy * a - dx * b) / length
        if abs(across) > 0.05 * em or not -0.5 * em < along < _CELL_GAP * em:
            return None
        space = min(max(state.font.font.space_width * state.font.unit, 0.2), 0.5)
        return along / em if along > _SPACE_GAP * space * em else 0.0

    def _flush(self) -> None:
        pending, self._pending = self._pending, None
        if pending is None or len(self.found.runs) >= MAX_RUNS:
            return
        text = "".join(pending.text)
        if text.strip() and (run := self._run(pending, text)):
            self.found.runs.append(run)

    def _run(self, pending: _Pending, text: str) -> Run | None:
        matrix = _times(pending.start, self._to_page)
        end = _apply(self._to_page, *pending.end)
        size = abs(pending.state.size) * math.hypot(matrix[2], matrix[3])
        if not all(math.isfinite(value) and abs(value) < _FARTHEST for value in (*matrix[4:], *end, size)):
            return None
        angle = round(math.degrees(math.atan2(matrix[1], matrix[0])) / 90) % 4 * 90
        if pending.state.size < 0:
            angle = (angle + 180) % 360
        x0, x1, y = _turned(angle, matrix[4:], end)
        font = pending.state.font
        if font is None:
            return None
        if any("\u0590" <= character <= "\u08ff" for character in text) and x1 < x0:
            x0, x1 = x1, x0
        if x1 < x0:
            x0, x1 = x1, x0
        hidden = self._why_hidden(pending.state, matrix[4], matrix[5], size)
        breaks: tuple[tuple[int, float, float], ...] = ()
        if pending.breaks and not angle:
            breaks = tuple((at, _apply(self._to_page, *left)[0], _apply(self._to_page, *right)[0]) for at, left, right in pending.breaks)
        return Run(text, x0, x1, y, size, font.bold, font.italic, angle, hidden, pending.artifact, breaks)

    def _why_hidden(self, state: _State, x: float, y: float, size: float) -> str:
        if state.is_off:
            return "in a layer that is off"
        left, top, right, bottom = self._box
        if not (left - 2 <= x <= right + 2 and top - 2 <= y <= bottom + 2):
            return "off the page"
        clip = state.clip
        if clip is not None and not (clip[0] - 2 <= x <= clip[2] + 1 and clip[1] - 1 <= y <= clip[3] + 0.4 * size):
            return "clipped"
        if size < 1:
            return "tiny"
        if state.mode in (3, 7):
            return "invisible"
        if state.is_white and not any(x0 - 1 <= x <= x1 + 1 and y0 - 1 <= y <= y1 + 1 for x0, y0, x1, y1 in self._shades):
            return "white"
        return ""

    def _mark(self, operands: Sequence[Any]) -> None:
        mark = _Mark()
        if len(operands) > 1 and operands[0] in ("/Artifact", "/OC"):
            properties = operands[1]
            if isinstance(properties, NameObject):
                named = _dictionary(self._resources.get("/Properties"))
                properties = named.raw_get(properties) if properties in named else None
            kinds = _dictionary(properties)
            is_artifact = kinds.get("/Type") == "/Pagination" or kinds.get("/Subtype") in ("/Header", "/Footer")
            is_layer = operands[0] == "/OC"
            mark = _Mark(is_artifact and not is_layer, is_layer and is_off(properties, self._off))
        self._marks.append(mark)

    def _unmark(self, _: Sequence[Any]) -> None:
        if self._marks:
            self._marks.pop()

    def _form(self, operands: Sequence[Any]) -> None:
        forms = _dictionary(self._resources.get("/XObject"))
        form: Any = forms.get(operands[0]) if operands and isinstance(operands[0], str) else None
        form = form.get_object() if form is not None else None
        if not isinstance(form, DictionaryObject):
            self.found.n_pictures += 1  # whatever it was
            return
        if form.get("/Subtype") == "/Image":
            self.found.n_pictures += 1
            self._shades.append(_bounds(self._corners((0, 0), (1, 1))))
            return
        self._draw_form(form)

    def _draw_form(self, form: DictionaryObject) -> None:
        self._n_forms += 1
        if id(form) in self._forms or len(self._forms) >= MAX_FORM_DEPTH or self._n_forms > MAX_FORMS:
            return
        self._forms.append(id(form))
        outer = self._state
        self._state = replace(outer, matrix=_times(_matrix(form.get("/Matrix") or IDENTITY), outer.matrix))
        box = form.get("/BBox")
        if isinstance(box, ArrayObject) and len(box) == 4:
            x0, y0, x1, y1 = (_number(box, index) for index in range(4))
            self._clip_to(self._corners((x0, y0), (x1, y0), (x0, y1), (x1, y1)))
        outer_marks = self._marks
        self._marks = [*outer_marks, _Mark(is_off="/OC" in form and is_off(form.raw_get("/OC"), self._off))]
        self.draw(read_drawing(form, self._pdf, "bytes"), form.get("/Resources") or self._resources)
        self._state, self._marks = outer, outer_marks
        self._forms.pop()

    def _corners(self, *points: tuple[float, float]) -> list[tuple[float, float]]:
        matrix = _times(self._state.matrix, self._to_page)
        return [_apply(matrix, x, y) for x, y in points]

    def _rectangle(self, operands: Sequence[Any]) -> None:
        if len(operands) < 4:
            return
        x, y, width, height = (_number(operands, index) for index in range(4))
        corners = self._corners((x, y), (x + width, y + height))
        self._path += corners
        self._boxes.append(_bounds(corners))

    def _point(self, operands: Sequence[Any]) -> None:
        if len(operands) >= 2:
            self._path += self._corners((_number(operands, 0), _number(operands, 1)))

    def _curve(self, operands: Sequence[Any]) -> None:
        for index in range(0, len(operands) - 1, 2):
            self._path += self._corners((_number(operands, index), _number(operands, index + 1)))

    def _fill(self, operands: Sequence[Any]) -> None:
        if self._path and not self._state.is_white:
            self._shades.append(_bounds(self._path))
        self._trace()

    def _stroke(self, _: Sequence[Any]) -> None:
        for x0, y0, x1, y1 in self._boxes:
            if min(x1 - x0, y1 - y0) > _THIN and len(self.found.strokes) < MAX_STROKES:
                self.found.strokes += [(x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)]
        self._trace()

    def _trace(self) -> None:
        """Keep what may be a line of a table or the mark of an item."""
        for (x0, y0), (x1, y1) in zip(self._path[::2], self._path[1::2], strict=False):
            if abs(y1 - y0) < _THIN and abs(x1 - x0) > 30 and len(self.found.rules) < 5000:
                self.found.rules.append((min(x0, x1), max(x0, x1), (y0 + y1) / 2))
            across, down = abs(x1 - x0), abs(y1 - y0)
            if min(across, down) < _THIN < _LEAST_STROKE < max(across, down) and len(self.found.strokes) < MAX_STROKES:
                x, y = (x0 + x1) / 2, (y0 + y1) / 2
                self.found.strokes.append((x, min(y0, y1), x, max(y0, y1)) if down > across else (min(x0, x1), y, max(x0, x1), y))
        if len(self._path) > 1 and len(self.found.marks) < MAX_STROKES:
            x0, y0, x1, y1 = _bounds(self._path)
            if (
                not self._state.is_white
                and all(_LEAST_MARK < side < _MOST_MARK for side in (x1 - x0, y1 - y0))
                and 0.7 < (x1 - x0) / (y1 - y0) < 1.4
            ):
                self.found.marks.append((x0, y0, x1, y1))
        self._drop_path(())

    def _clip(self, _: Sequence[Any]) -> None:
        self._clips = True

    def _clip_to(self, points: Sequence[tuple[float, float]]) -> None:
        box, clip = _bounds(points), self._state.clip
        if clip is not None:
            box = (max(box[0], clip[0]), max(box[1], clip[1]), min(box[2], clip[2]), min(box[3], clip[3]))
        self._state.clip = box

    def _drop_path(self, _: Sequence[Any]) -> None:
        if self._clips and self._path:
            self._clip_to(self._path)
        self._clips = False
        self._path = []
        self._boxes = []
        if len(self._shades) > 500:
            del self._shades[:250]

    def _grey(self, operands: Sequence[Any]) -> None:
        self._state.is_white = bool(operands) and _number(operands, 0) > 0.97

    def _rgb(self, operands: Sequence[Any]) -> None:
        self._state.is_white = len(operands) >= 3 and all(_number(operands, index) > 0.97 for index in range(3))

    def _cmyk(self, operands: Sequence[Any]) -> None:
        self._state.is_white = len(operands) >= 4 and all(_number(operands, index) < 0.03 for index in range(4))

    def _colour(self, operands: Sequence[Any]) -> None:
        self._state.is_white = False  # in a colour space of its own: not known to be white
        if len(operands) == 3:
            self._rgb(operands)

    def _no_colour(self, _: Sequence[Any]) -> None:
        self._state.is_white = False


def page_box(page: PageObject) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of what is shown, in user space; a letter's size where the file says nothing usable."""
    crop, media = _box(page, "cropbox"), _box(page, "mediabox")
    if crop and media and (crop[2] <= media[0] or crop[0] >= media[2] or crop[3] <= media[1] or crop[1] >= media[3]):
        return media  # what is cut out lies beside the page: viewers show the page
    return crop or media or (0.0, 0.0, 612.0, 792.0)


def _box(page: PageObject, name: str) -> tuple[float, float, float, float] | None:
    try:
        left, bottom, right, top = (_finite(value) for value in getattr(page, name))
    except (ValueError, TypeError, AttributeError, KeyError, PyPdfError):
        return None
    if all(_SMALLEST_PAGE < abs(side) < _FARTHEST for side in (right - left, top - bottom)):
        return min(left, right), min(bottom, top), max(left, right), max(bottom, top)
    return None


def _rotation(page: PageObject) -> int:
    try:
        return int(page.rotation or 0) % 360
    except (ValueError, TypeError, AttributeError, KeyError, PyPdfError):
        return 0


def _page_matrix(page: PageObject) -> Matrix:
    """From user space to what a reader sees: origin at the top left, y down, /Rotate applied."""
    left, bottom, right, top = page_box(page)
    match _rotation(page):
        case 90:
            return (0.0, 1.0, 1.0, 0.0, -bottom, -left)
        case 180:
            return (-1.0, 0.0, 0.0, 1.0, right, -bottom)
        case 270:
            return (0.0, -1.0, -1.0, 0.0, top, right)
    return (1.0, 0.0, 0.0, -1.0, -left, top)


def _displayed_box(page: PageObject, to_page: Matrix) -> tuple[float, float, float, float]:
    left, bottom, right, top = page_box(page)
    return _bounds([_apply(to_page, left, bottom), _apply(to_page, right, top)])


def _turned(angle: int, start: tuple[float, ...], end: tuple[float, float]) -> tuple[float, float, float]:
    """x0, x1, y in a frame where the text stands upright; y grows downwards there too."""
    match angle:
        case 90:
            return start[1], end[1], -start[0]
        case 180:
            return -start[0], -end[0], -start[1]
        case 270:
            return -start[1], -end[1], start[0]
    return start[0], end[0], start[1]


def _bounds(points: Sequence[tuple[float, float]]) -> tuple[float, float, float, float]:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _times(m: Matrix, n: Matrix) -> Matrix:
    return (
        m[0] * n[0] + m[1] * n[2], m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2], m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4], m[4] * n[1] + m[5] * n[3] + n[5],
    )  # fmt: skip


def _apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    return x * matrix[0] + y * matrix[2] + matrix[4], x * matrix[1] + y * matrix[3] + matrix[5]


def _matrix(operands: Sequence[Any]) -> Matrix:
    if len(operands) < 6:
        return IDENTITY
    a, b, c, d, e, f = (_number(operands, index) for index in range(6))
    return (a, b, c, d, e, f)


def _number(operands: Sequence[Any], index: int) -> float:
    return _finite(operands[index]) if index < len(operands) else 0.0


def _finite(value: Any) -> float:  # noqa: ANN401
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        return 0.0
    return number if math.isfinite(number) and abs(number) < 1e9 else 0.0


def _dictionary(value: Any) -> DictionaryObject:  # noqa: ANN401
    value = value.get_object() if hasattr(value, "get_object") else value
    return value if isinstance(value, DictionaryObject) else DictionaryObject()
