"""Models made of one tokenizer share it; it neither pads nor cuts."""

from __future__ import annotations

import shutil
from pathlib import Path

from chat.guard.reader import load_reader
from index.query_encoder.query_encoder import shipped_query_encoder
from index.tokenizer import TOKENIZER_FILE, tokenizer_of


def test_models_made_of_one_tokenizer_share_it(tmp_path: Path) -> None:
    folder = load_reader().folder
    shutil.copy(folder / TOKENIZER_FILE, tmp_path)
    assert tokenizer_of(tmp_path) is tokenizer_of(folder)
    assert tokenizer_of(folder) is shipped_query_encoder()._tokenizer


def test_another_tokenizer_is_its_own(tmp_path: Path) -> None:
    text = (load_reader().folder / TOKENIZER_FILE).read_text(encoding="utf-8")
    (tmp_path / TOKENIZER_FILE).write_text(text.replace('"[PAD]"', '"[EMPTY]"'), encoding="utf-8")
    assert tokenizer_of(tmp_path) is not tokenizer_of(load_reader().folder)


def test_nothing_is_added_and_nothing_cut() -> None:
    tokenizer = tokenizer_of(load_reader().folder)
    assert len(tokenizer.encode("pain").ids) == 3
    assert len(tokenizer.encode("pain " * 1000).ids) == 1002
