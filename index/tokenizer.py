"""The tokenizer of a converted model. Models made of the same one share it: 6 MB and 13 ms each."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from tokenizers import Tokenizer

TOKENIZER_FILE = "tokenizer.json"


def tokenizer_of(folder: Path) -> Tokenizer:
    """It neither pads nor cuts, and must be left so: it may be another model's too. Safe to call from several threads."""
    return _saying((folder / TOKENIZER_FILE).read_text(encoding="utf-8"))


@lru_cache(maxsize=8)
def _saying(text: str) -> Tokenizer:
    tokenizer: Tokenizer = Tokenizer.from_str(text)
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer
