"""Floors, and the sheet of a keeper's own questions."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from eval.errors import EvalError
from eval.figure import rate
from eval.floors import Floor, breaches, read_floors
from eval.gate import holds_messages, set_names
from eval.question_set import read_questions
from eval.questions import draft_sheet
from eval.results import Result
from eval.sheet import SheetRow, read_cell, write_sheet
from index.document import Block, Document, Passage, Role, Source
from index.library import Library
from tests.conftest import KeywordEncoder

RESULT = Result("answers", "own/test", {"recall@1": rate(7, 10), "noise": rate(2, 10)})


@pytest.mark.parametrize(
    ("floor", "is_held"),
    [
        (Floor("answers/own/test", "recall@1", least=0.7), True),
        (Floor("answers/own/test", "recall@1", least=0.71), False),
        (Floor("answers/own/test", "noise", most=0.2), True),
        (Floor("answers/own/test", "noise", most=0.1), False),
        (Floor("answers/own/test", "verbatim", least=0.0), False),  # not measured
        (Floor("answers/other/test", "recall@1", least=0.0), False),
    ],
)
def test_a_figure_holds_its_floor_or_is_named(floor: Floor, is_held: bool) -> None:
    found = breaches([RESULT], [floor])
    assert (found == []) is is_held
    assert all(floor.figure in line for line in found)


def test_floors_are_read_from_a_table(tmp_path: Path) -> None:
    path = tmp_path / "floors.toml"
    path.write_text('["answers/own/test"]\n"recall@1" = {min = 0.5}\nnoise = {max = 0.3}\n', encoding="utf-8")
    assert read_floors(path) == [Floor("answers/own/test", "recall@1", least=0.5), Floor("answers/own/test", "noise", most=0.3)]


@pytest.mark.parametrize("text", ["[", "x = 1", '["a"]\nb = {least = 1}\n', '["a"]\nb = {}\n'])
def test_a_table_that_says_nothing_clear_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "floors.toml").write_text(text, encoding="utf-8")
    with pytest.raises(EvalError, match=r"floors\.toml"):
        read_floors(tmp_path / "floors.toml")


def test_the_shipped_floors_are_about_sets_that_ship() -> None:
    titles = {f"{'guard' if holds_messages(name) else 'answers'}/{name}/test" for name in set_names()}
    floors = read_floors()
    assert floors
    assert {floor.title for floor in floors} <= titles


def test_a_sheet_samples_every_document_in_turn_and_is_read_back(tmp_path: Path, encoder: KeywordEncoder) -> None:
    library = Library.open(tmp_path / "library", encoder=encoder, create=True)
    with library.writer() as writer:
        for source_id, n in (("one", 5), ("two", 1)):
            texts = [f"Passage {number} of {source_id} tells at some length what ketamine does to pain." for number in range(n)]
            page = "\n".join(texts)
            starts = [page.index(text) for text in texts]
            passages = [
                Passage(f"{source_id}/{start}", source_id, 1, start, start + len(text), "", text)
                for start, text in zip(starts, texts, strict=True)
            ]
            blocks = tuple(Block(1, passage.start, passage.end, Role.PARAGRAPH) for passage in passages)
            writer.put(Document(Source(source_id, source_id.title()), (page,), blocks), passages, [])
    rows = draft_sheet(library, n=4)
    assert [row.source_id for row in rows] == ["one", "two", "one", "one"]
    assert rows == draft_sheet(library, n=4)
    filled = [replace(rows[0], question="What does it do?", answer="ketamine does"), *rows[1:]]
    write_sheet(tmp_path / "sheet.csv", filled)
    (question,) = read_questions(tmp_path / "sheet.csv")
    ((span,),) = question.gold
    assert library.pages("one")[0][span.start : span.end] == "ketamine does"


@pytest.mark.parametrize("text", ["=1+1", "@cmd", "-5 mg", "'quoted'", "'=x", "plain", ""])
def test_a_cell_that_a_spreadsheet_would_run_is_kept_from_it_and_read_back(tmp_path: Path, text: str) -> None:
    row = SheetRow("r", "one", text, 1, 0, len(text), "", text, question="What?")
    write_sheet(tmp_path / "sheet.csv", [row])
    raw = (tmp_path / "sheet.csv").read_text(encoding="utf-8-sig")
    assert not any(f",{start}" in raw or f',"{start}' in raw for start in "=@")
    assert read_cell(f"'{text}" if text.startswith(("=", "@", "-")) else text) == text or text == "'=x"
