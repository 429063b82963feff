"""A quotation as shown: a row far from the header of its table has it as its innermost section."""

from __future__ import annotations

from pathlib import Path

from chat.choose import choose_one
from chat.shown import Shown
from chat.understand import Lexicon
from index.document import Block, Document, Role, Source, SourceKind
from index.encoder import Encoder
from index.library import Library
from index.records import Records
from tests.chat.fakes import evidence, passage

ROWS = "\n".join(["Room | For whom | Price", *(f"Room of the {name} {'floor ' * 12}| guests | £{n}0" for n, name in enumerate("abcd", 1))])


def test_a_row_without_its_header_is_shown_under_it(tmp_path: Path, real_encoder: Encoder) -> None:
    roles = [Role.TABLE_ROW] * 5
    library = Library.open(tmp_path, encoder=real_encoder, create=True)
    with library.writer() as writer:
        found, sentences = passage(ROWS, roles=roles, section="Prices")
        source = Source("doc", "An inn", SourceKind.CLINIC_PAGE)
        writer.put(Document(source, (ROWS,), (Block(1, 0, len(ROWS), Role.TABLE_ROW),)), [found], sentences)
    shown = Shown(library, Lexicon.of(library), Records(library))
    near, far = shown.quoted([choose_one(evidence(ROWS, place, roles=roles)) for place in (1, 4)])
    assert (near.section, far.section) == ("", "Room | For whom | Price")
    assert far.quote.text == ROWS.split("\n")[4]
    assert near.columns == far.columns == ("Room", "For whom", "Price")
    assert near.rows == (near.columns, tuple(ROWS.split("\n")[1].split(" | ")))
    assert far.rows == (tuple(ROWS.split("\n")[4].split(" | ")),)
    assert far.lines == (far.quote.text,)
    assert shown.is_seller("doc")
