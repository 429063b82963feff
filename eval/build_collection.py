"""From questions written with the documents' own words as gold to rows with offsets: python -m eval.build_collection NAME"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from pathlib import Path
from typing import Any

from eval.errors import QuestionSetError
from eval.question_set import COLLECTIONS
from eval.results import ROOT
from ingest.encodings import decode

TO = " ... "  # between the first and the last words of a long gold


def build(folder: Path, documents: Path) -> dict[str, list[dict[str, Any]]]:
    """The rows of each part. Raises: QuestionSetError for gold words that are not there, or there more often than said."""
    file = folder / "questions.toml"
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    texts = {source_id: decode((documents / f"{source_id}.txt").read_bytes()) for source_id in data["sources"].values()}
    parts: dict[str, list[dict[str, Any]]] = {}
    for group in data["group"]:
        rows = parts.setdefault(group["part"], [])
        for question in group["questions"]:
            identity = f"{group['part']}-{len(rows) + 1:03}"
            try:
                gold = [_spans(words, data["sources"], texts) for words in question.get("gold", [])]
            except ValueError as error:
                raise QuestionSetError(file, f"{question.get('ask') or question.get('turns')}: {error}") from error
            row = {"id": identity, "turns": question.get("turns") or [question["ask"]], "style": question["style"]}
            row |= {"type": "answerable" if gold else "unanswerable", "near": question.get("near"), "gold": gold}
            rows.append(row | {name: question[name] for name in ("needs", "carried") if name in question})
    return parts


def _spans(words: str, sources: dict[str, str], texts: dict[str, str]) -> list[dict[str, Any]]:
    """The places of one fact: "S|words", "S|first words ... last words"; "S*|words" where a document says it more than once."""
    letter, _, snippet = words.partition("|")
    source_id = sources[letter.removesuffix("*")]
    opens, _, closes = snippet.partition(TO)
    pattern = re.escape(opens) + (f".*?{re.escape(closes)}" if closes else "")
    found = [(match.start(), match.end()) for match in re.finditer(pattern, texts[source_id], re.DOTALL)] if opens else []
    if not found or (len(found) > 1) != letter.endswith("*"):
        raise ValueError(f"gold {words!r} stands {len(found)} times in {source_id}; once is wanted, or more with {letter[0]}*|")
    return [{"source_id": source_id, "start": start, "end": end} for start, end in found]


def main() -> int:
    """Write NAME's parts beside its questions."""
    folder = COLLECTIONS / sys.argv[1]
    beside = folder / "documents"
    for part, rows in build(folder, beside if beside.is_dir() else ROOT / "sources").items():
        lines = [json.dumps(row, ensure_ascii=False) for row in rows]
        (folder / f"{part}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
