"""What the system refuses is told by every command in a line, and a reader that goes away is no error."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from index.errors import LibraryNotFoundError
from index.refused import NOBODY_READS, told

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (FileNotFoundError(2, "No such file or directory", "in.jsonl"), "in.jsonl: no such file or folder. Check the name."),
        (IsADirectoryError(21, "Is a directory", Path("papers")), "papers: a folder, where a file is wanted. Name the file."),
        (FileExistsError(17, "File exists", "README.md"), "README.md: a file, where a folder is wanted. Name a folder."),
        (PermissionError(13, "Permission denied", b"a.txt"), "a.txt: may not be opened. Check who may read and write it."),
        (OSError(28, "No space left on device", "b.sqlite"), "b.sqlite: No space left on device"),
        (OSError("the connection is gone"), "the connection is gone"),
        (LibraryNotFoundError("x"), str(LibraryNotFoundError("x"))),
    ],
)
def test_an_error_is_told_in_a_line(error: Exception, line: str) -> None:
    assert told(error) == line


@pytest.mark.parametrize("package", ["ingest", "eval"])
def test_output_that_nobody_reads_ends_a_command_without_a_word(package: str, tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    rows = tmp_path / "rows.jsonl"
    rows.write_text("no JSON\n" * 10)
    arguments = {
        "ingest": ["--library", str(tmp_path / "library"), "add", str(tmp_path / "sources")],
        "eval": ["select", "--rows", str(rows)],
    }
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", package, *arguments[package]]
    ended = subprocess.run(command, cwd=ROOT, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (ended.returncode, ended.stderr) == (NOBODY_READS, b"")
