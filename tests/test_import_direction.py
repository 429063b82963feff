"""Imports go one way: app → page, server → chat, ingest → index; eval and training read all but app and page."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MAY_IMPORT = {
    "index": set(),
    "ingest": {"index"},
    "chat": {"index"},
    "page": {"index", "ingest", "chat"},
    "server": {"index", "ingest", "chat"},
    "eval": {"index", "ingest", "chat"},
    "training": {"index", "ingest", "chat", "eval"},
    "app": {"index", "ingest", "chat", "page", "server"},
}


def modules() -> list[Path]:
    return [path for name in MAY_IMPORT for path in (*ROOT.glob(f"{name}.py"), *(ROOT / name).rglob("*.py"))]


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_go_one_way(path: Path) -> None:
    package = path.relative_to(ROOT).parts[0].removesuffix(".py")
    allowed = MAY_IMPORT[package] | {package}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []
        for name in names:
            top = name.partition(".")[0]
            assert top not in MAY_IMPORT or top in allowed, f"{package} may not import {name}"
            assert name != "eval", "write from eval.measures import …: `import eval` hides the builtin"


@pytest.mark.parametrize(
    "path", [path for path in modules() if path.relative_to(ROOT).parts[0] != "index"], ids=lambda path: str(path.relative_to(ROOT))
)
def test_nobody_outside_index_knows_where_a_library_lives(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import | ast.ImportFrom) else []
        module = node.module or "" if isinstance(node, ast.ImportFrom) else ""
        for name in (module, *names):
            assert not re.match(r"pymilvus|index\.(milvus|local_)|LocalLibrary|MilvusLibrary|milvus_address", name), f"knows of {name}"
