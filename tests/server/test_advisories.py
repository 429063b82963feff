"""Advisories from a stored file. The packages are made up: nothing here says anything about a real one."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from server.__main__ import main
from server.advisories import affects, pinned, read_advisories, weaknesses
from server.errors import AdvisoriesError
from server.supply_command import audited_from


def advisory(*events: dict[str, str], name: str = "quill-wort", **more: Any) -> dict[str, Any]:  # noqa: ANN401  # JSON
    affected = {"package": {"ecosystem": "PyPI", "name": name}, "ranges": [{"type": "ECOSYSTEM", "events": list(events)}]}
    return {"id": "TEST-1", "modified": "2026-11-20T10:00:00Z", "affected": [affected], **more}


@pytest.mark.parametrize(
    ("events", "weak", "sound"),
    [
        ([{"introduced": "0"}, {"fixed": "2.0"}], ["0.1.dev1", "1.9", "1.10", "2.0rc1"], ["2.0", "2.0.post1", "10.0"]),
        ([{"introduced": "1.2"}, {"last_affected": "1.4"}], ["1.2", "1.4"], ["1.1", "1.4.1"]),
        ([{"introduced": "0"}], ["0.1", "99"], []),
        ([{"introduced": "3.0"}, {"fixed": "3.2"}, {"introduced": "0"}, {"fixed": "2.5"}], ["1.0", "3.1"], ["2.5", "2.9", "3.2"]),
        ([{"introduced": "1.0", "fixed": "1.5"}], ["1.0", "1.4"], ["0.9", "1.5"]),
    ],
)
def test_a_version_is_weak_from_where_it_began_to_where_it_was_fixed(
    events: list[dict[str, str]], weak: list[str], sound: list[str]
) -> None:
    (entry,) = advisory(*events)["affected"]
    assert [version for version in weak if not affects(entry, version)] == []
    assert [version for version in sound if affects(entry, version)] == []


def test_a_version_that_is_named_is_weak_and_a_range_of_commits_says_nothing() -> None:
    commits = {"type": "GIT", "events": [{"introduced": "0"}]}
    assert affects({"versions": ["1.0.0", "not a version"], "ranges": [commits]}, "1.0")
    assert not affects({"versions": ["1.0.0"], "ranges": [commits]}, "1.1")


def test_names_are_compared_as_pip_does_and_other_ecosystems_and_what_was_withdrawn_do_not_count() -> None:
    versions = {"quill-wort": "1.0"}
    (found,) = weaknesses(versions, [advisory({"introduced": "0"}, {"fixed": "1.1"}, name="Quill_Wort", aliases=["CVE-0"], summary="Bad.")])
    assert str(found) == "quill-wort 1.0: TEST-1 (CVE-0), fixed in 1.1. Bad."
    elsewhere = advisory({"introduced": "0"})
    elsewhere["affected"][0]["package"]["ecosystem"] = "npm"
    assert weaknesses(versions, [elsewhere, advisory({"introduced": "0"}, withdrawn="2026-01-01T00:00:00Z"), {"id": "TEST-2"}]) == []
    assert weaknesses({"other": "1.0"}, [advisory({"introduced": "0"})]) == []


def test_the_pinned_versions_are_read_as_pip_reads_them(tmp_path: Path) -> None:
    file = tmp_path / "constraints.txt"
    file.write_text("# a comment\nQuill_Wort==1.0  # why\nother.package>=2\n\nthird[extra]==3.1 ; python_version > '3'\n")
    assert pinned(file) == {"quill-wort": "1.0", "third": "3.1"}


@pytest.mark.parametrize("kind", ["jsonl", "zip"])
def test_lines_and_a_zip_say_the_same(tmp_path: Path, kind: str) -> None:
    path, records = tmp_path / f"advisories.{kind}", [advisory({"introduced": "0"}), advisory({"introduced": "9"}, id="TEST-2")]
    if kind == "zip":
        with zipfile.ZipFile(path, "w") as archive:
            for record in records:
                archive.writestr(f"{record['id']}.json", json.dumps(record, indent=1))
    else:
        path.write_text("\n".join(json.dumps(record) for record in records) + "\n\n")
    assert list(read_advisories(path).records) == records
    assert read_advisories(path).newest == "2026-11-20T10:00:00Z"


@pytest.mark.parametrize(
    "text", ["", "\n", "{", "[]", '{"name": "x"}', '{"id": "TEST-1", "affected": 3}', '{"id": "TEST-1", "affected": [3]}', "\udcff"]
)
def test_a_file_with_anything_else_in_it_is_refused_rather_than_passed_over(tmp_path: Path, text: str) -> None:
    path = tmp_path / "advisories.jsonl"
    path.write_bytes((json.dumps(advisory({"introduced": "0"})) + "\n" + text if text.strip() else text).encode("utf-8", "surrogateescape"))
    with pytest.raises(AdvisoriesError, match="OSV records"):
        read_advisories(path)
    with pytest.raises(AdvisoriesError):
        read_advisories(tmp_path / "missing")


def test_the_command_fails_for_a_weakness_and_for_a_file_that_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("constraints.txt").write_text("quill-wort==1.0\n")
    Path("stored.jsonl").write_text(json.dumps(advisory({"introduced": "0"}, {"fixed": "1.1"})) + "\n")
    assert main(["audit", "--advisories", "stored.jsonl"]) == 1
    assert "TEST-1" in capsys.readouterr().out
    Path("constraints.txt").write_text("quill-wort==1.1\n")
    assert main(["audit", "--advisories", "stored.jsonl"]) == 0
    assert "1 advisories in stored.jsonl, the newest of 2026-11-20; no known weakness" in capsys.readouterr().out
    assert main(["audit", "--advisories", "missing.jsonl"]) == 1
    assert "missing.jsonl" in capsys.readouterr().err
    Path("data").mkdir()
    Path("stored.jsonl").rename("data/advisories.jsonl")
    assert main(["audit"]) == 0
    assert "data/advisories.jsonl" in capsys.readouterr().out


def test_every_version_that_this_product_pins_can_be_compared() -> None:
    constraints = Path(__file__).resolve().parents[2] / "constraints.txt"
    versions = pinned(constraints)
    assert len(versions) == len(constraints.read_text().split())
    for name, version in versions.items():
        (entry,) = advisory({"introduced": "0"}, name=name)["affected"]
        assert affects(entry, version)


def test_a_line_says_how_much_was_compared(tmp_path: Path) -> None:
    (tmp_path / "constraints.txt").write_text("a==1\nb==2\n")
    (tmp_path / "stored.jsonl").write_text(json.dumps(advisory({"introduced": "0"})))
    line, status = audited_from(tmp_path / "stored.jsonl", tmp_path / "constraints.txt")
    assert (line.startswith("2 packages compared"), status) == (True, 0)
