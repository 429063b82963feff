"""Question sets as JSON lines and as sheets, and what is wrong with those that are not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.errors import QuestionSetError
from eval.question_set import GoldSpan, find_sets, name_of, read_questions

ROW = {
    "id": "a1",
    "turns": ["What is ketamine?"],
    "style": "keyword",
    "type": "answerable",
    "near": None,
    "gold": [[{"source_id": "one", "start": 3, "end": 9}], [{"source_id": "two", "page": 2, "start": 0, "end": 4}]],
    "needs": 2,
}


def write(path: Path, *rows: object) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_a_row_is_read_with_its_facts(tmp_path: Path) -> None:
    (question,) = read_questions(write(tmp_path / "set.jsonl", ROW))
    assert question.gold == ((GoldSpan("one", 1, 3, 9),), (GoldSpan("two", 2, 0, 4),))
    assert (question.is_answerable, question.needs, question.style) == (True, 2, "keyword")


def test_an_unanswerable_row_says_how_near_it_is(tmp_path: Path) -> None:
    row = {"id": "u1", "turns": ["Who won?"], "style": "none", "type": "unanswerable", "near": "offtopic", "gold": []}
    (question,) = read_questions(write(tmp_path / "set.jsonl", row))
    assert (question.is_answerable, question.near) == (False, "offtopic")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"gold": []}, "answerable"),
        ({"type": "unanswerable", "gold": [], "near": "far"}, "far"),
        ({"turns": "What?"}, "turns"),
        ({"turns": []}, "turns"),
        ({"gold": [[{"source_id": "one", "start": 9, "end": 9}]]}, "not a span"),
        ({"gold": [[{"source_id": "one"}]]}, "start"),
    ],
)
def test_what_is_wrong_with_a_row_is_named_with_its_line(tmp_path: Path, change: dict[str, object], reason: str) -> None:
    path = write(tmp_path / "set.jsonl", {**ROW, "id": "other"}, {**ROW, **change})
    with pytest.raises(QuestionSetError, match=f"set.jsonl:2: .*{reason}"):
        list(read_questions(path))


def test_two_questions_cannot_share_an_id(tmp_path: Path) -> None:
    with pytest.raises(QuestionSetError, match="second question"):
        list(read_questions(write(tmp_path / "set.jsonl", ROW, ROW)))


def test_an_unknown_set_is_refused_with_the_names_there_are(tmp_path: Path) -> None:
    with pytest.raises(QuestionSetError, match="guard"):
        find_sets(str(tmp_path / "nothing"))


def test_documents_beside_a_set_are_its_documents(tmp_path: Path) -> None:
    (tmp_path / "own" / "documents").mkdir(parents=True)
    write(tmp_path / "own" / "test.jsonl", ROW)
    (found,) = find_sets(str(tmp_path / "own"))
    assert (found.name, found.documents) == ("own/test", tmp_path / "own" / "documents")


def test_a_folder_of_sets_is_asked_of_each_library_and_no_two_questions_share_an_id() -> None:
    sets = find_sets("six-libraries/tune")
    assert name_of(sets) == "six-libraries/tune"
    assert {found.name for found in sets} == {f"{name}/tune" for name in ("endo", "lidocaine", "migraine", "pots", "rls", "tms")}
    ids = [question.question_id for found in sets for question in found.questions]
    assert len(set(ids)) == len(ids) > 250
    assert [found.name for found in find_sets("six-libraries/pots")] == ["pots/test"]


def test_a_sheet_s_answer_is_found_in_its_passage(tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text(
        "id,source_id,page,start,end,passage,earlier_turns,question,answered,answer,style,near\n"
        's1,one,1,100,130,"It is a drug. It blocks pain.",,What does it block?,yes,It blocks pain.,own,\n'
        "s2,one,1,100,130,It is a drug.,,,,,,\n"
        's3,one,1,100,130,It is a drug.,"What is it? | Why?",And who made it?,no,,,medical\n',
        encoding="utf-8",
    )
    first, second = read_questions(path)
    assert first.gold == ((GoldSpan("one", 1, 114, 129),),)
    assert second.turns == ("What is it?", "Why?", "And who made it?")
    assert (second.gold, second.near) == ((), "medical")


def test_a_sheet_saved_with_semicolons_and_broken_lines_is_read(tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text(
        'id;source_id;page;start;end;passage;question;answered;answer\ns1;one;1;100;125;"It is a\ndrug; it blocks.";What?;;is a drug;\n'
        "s2;one;1;100;125;It is a drug.;Which?;?;\n",
        encoding="utf-8",
    )
    (question,) = read_questions(path)
    assert question.gold == ((GoldSpan("one", 1, 103, 112),),)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("s1,one,1,100,130,It is a drug.,What?,,no such words", "do not stand in the passage"),
        ("s1,,,,,,What?,,", "no passage is named"),
        ("s1,one,1,x,130,It is a drug.,What?,,", "invalid literal"),
    ],
)
def test_what_is_wrong_with_a_sheet_is_said(tmp_path: Path, row: str, reason: str) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text(f"id,source_id,page,start,end,passage,question,answered,answer\n{row}\n", encoding="utf-8")
    with pytest.raises(QuestionSetError, match=rf"sheet\.csv.*row 2: .*{reason}"):
        list(read_questions(path))
