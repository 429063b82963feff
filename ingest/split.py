"""A document's blocks to passages inside sections, and the passages' sentences; every offset exact."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.document import SECTION_JOINER, Block, Document, Passage, Role, Sentence, text_hash
from ingest.about import about_section, is_list
from ingest.columns import columns_section
from ingest.sentences import sentence_spans

SPLITTER_VERSION = 6  # raise when passages or sentences come out differently
MAX_CHARS = 1800  # of a passage; what the encoder does not read of a long one its sentences' vectors hold (docs/decisions/003)
_INNERMOST = 7  # level beneath all headings
BULLET = re.compile(r"\s*(?:[•·▪▫◦‣⁃●○■□➢➤✓✔*–—-]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4}|[IVX]{1,4})[.)]|\(?[A-Z]\))\s+")
_CONTINUES = "continues"  # why of a block that a page or column break has cut


@dataclass(frozen=True, slots=True)
class Split:
    """What a document gives to the library."""

    passages: tuple[Passage, ...]
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of whole sentences of one block."""

    page: int
    start: int
    end: int
    role: Role
    sentences: tuple[tuple[int, int, bool], ...]  # start, end, is whole
    is_lead_in: bool


def split(document: Document) -> Split:
    """Cut the document into passages of at most MAX_CHARS where sentences allow, none crossing a section or a page.

    Ids are made of the text's hash and its occurrence, so text that stays keeps its id wherever it moves.
    """
    passages: list[Passage] = []
    sentences: list[Sentence] = []
    seen: Counter[str] = Counter()
    source_id = document.source.source_id
    for section, group in _groups(document):
        page, start, end = group[0].page, group[0].start, group[-1].end
        text = document.pages[page - 1][start:end]
        passage_id = _identity(source_id, section + "\n" + text, seen)
        passages.append(Passage(passage_id, source_id, page, start, end, section, text))
        for piece in group:
            for first, last, is_whole in piece.sentences:
                words = document.pages[page - 1][first:last]
                sentence_id = _identity(passage_id, words, seen)
                sentences.append(Sentence(sentence_id, passage_id, source_id, page, first, last, words, piece.role, is_whole))
    return Split(tuple(passages), tuple(sentences))


def _identity(prefix: str, text: str, seen: Counter[str]) -> str:
    key = f"{prefix}/{text_hash(text)[:12]}"
    seen[key] += 1
    return key if seen[key] == 1 else f"{key}-{seen[key]}"


def _groups(document: Document) -> Iterator[tuple[str, list[_Piece]]]:
    """Runs of pieces that make one passage each, with their section."""
    headings: list[tuple[int, str]] = []
    group: list[_Piece] = []
    section = ""  # of the group
    usual_gap = _usual_gap(document)
    for block in document.blocks:
        if block.role is Role.HEADING:
            yield from _finished(section, group)
            group = []
            headings = [*(kept for kept in headings if kept[0] < block.level), (block.level, _heading_text(document.text_of(block)))]
            continue
        its_section = about_section(block.why) or _section([*headings, *_columns(block)])
        is_apart = bool(group) and (its_section != section or _is_apart(document, group[-1], block, usual_gap))
        if not block.role.is_quotable or is_apart:
            yield from _finished(section, group)
            group = []
        if not block.role.is_quotable:
            continue
        section = its_section
        for piece in _pieces(document, block):
            if group and piece.end - group[0].start > MAX_CHARS:
                whole, group = _before_its_list(group, piece)
                yield from _finished(section, whole)
            group.append(piece)
    yield from _finished(section, group)


def _before_its_list(group: list[_Piece], piece: _Piece) -> tuple[list[_Piece], list[_Piece]]:
    """The full group, without the lead-in and first items of a list that goes on with `piece`; these begin the next one."""
    place = next((number for number in reversed(range(len(group))) if group[number].role is not Role.LIST_ITEM), 0)
    goes_on = place > 0 and group[place].is_lead_in and (piece.role is Role.LIST_ITEM or place == len(group) - 1)
    if goes_on and piece.end - group[place].start <= MAX_CHARS:
        return group[:place], group[place:]
    return group, []


def _usual_gap(document: Document) -> int:
    """How many line ends most often stand between two blocks of a page."""
    gaps = Counter(
        document.pages[block.page - 1][block.end : following.start].count("\n")
        for block, following in pairwise(document.blocks)
        if block.page == following.page
    )
    return max(gaps, key=lambda gap: (gaps[gap], gap), default=1)


def _is_apart(document: Document, piece: _Piece, block: Block, usual_gap: int) -> bool:
    """Whether the block stands on another page, or after a gap that sets it apart as a heading would."""
    if piece.page != block.page:
        return True
    gap = document.pages[block.page - 1][piece.end : block.start].count("\n")
    return gap > max(2, usual_gap) and not piece.is_lead_in


def _section(headings: Sequence[tuple[int, str]]) -> str:
    """The heading path; the title, level 1, belongs to the document and not to the path."""
    return SECTION_JOINER.join(text for level, text in headings if level > 1)


def _columns(block: Block) -> list[tuple[int, str]]:
    """The names of its columns as an innermost heading, of a row that stands on another page than they do."""
    columns = columns_section(block.why) if block.role is Role.TABLE_ROW else ""
    return [(_INNERMOST, columns)] if columns else []


def _finished(section: str, group: list[_Piece]) -> Iterator[tuple[str, list[_Piece]]]:
    if group:
        yield section, group


def _heading_text(text: str) -> str:
    return " ".join(text.split()).strip(" #:").strip()


def _pieces(document: Document, block: Block) -> Iterator[_Piece]:
    """The block in runs of whole sentences, each at most MAX_CHARS long where its sentences are."""
    sentences = _sentences(document.text_of(block), block)
    run: list[tuple[int, int, bool]] = []
    for sentence in sentences:
        if run and sentence[1] - run[0][0] > MAX_CHARS:
            yield _piece(block, run, document)
            run = []
        run.append(sentence)
    if run:
        yield _piece(block, run, document)


def _piece(block: Block, run: Sequence[tuple[int, int, bool]], document: Document) -> _Piece:
    last_words = document.pages[block.page - 1][run[-1][0] : run[-1][1]]
    start = block.start if run[0][0] - block.start < 12 and block.role is Role.LIST_ITEM else run[0][0]
    return _Piece(block.page, start, run[-1][1], block.role, tuple(run), last_words.endswith(":"))


def _sentences(text: str, block: Block) -> list[tuple[int, int, bool]]:
    skipped = 0
    if block.role is Role.LIST_ITEM and (bullet := BULLET.match(text)):
        skipped = bullet.end()
    if block.role is Role.TABLE_ROW or is_list(block.why):
        spans = [(len(text) - len(text.lstrip()), len(text.rstrip()))] if text.strip() else []
    else:
        spans = [(start + skipped, end + skipped) for start, end in sentence_spans(text[skipped:])]
    is_cut = block.why == _CONTINUES
    return [
        (block.start + start, block.start + end, not (is_cut and _is_fragment(text[start:end], number, len(spans))))
        for number, (start, end) in enumerate(spans)
    ]


def _is_fragment(text: str, number: int, n_sentences: int) -> bool:
    """Of a block that a page break cut: a first sentence that starts small, a last one that does not end."""
    starts_cut = number == 0 and not (text[:1].isupper() or text[:1].isdigit())
    ends_cut = number == n_sentences - 1 and text.rstrip()[-1:] not in set(".!?:;…。！？：；؟۔।")
    return starts_cut or ends_cut
