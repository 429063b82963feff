from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

from server.__main__ import main
from server.supply import licences_page, packages
from server.supply_command import audited

ROOT = Path(__file__).resolve().parents[2]


def test_every_package_that_is_needed_is_pinned_and_has_a_licence() -> None:
    pinned = {re.sub(r"[-_.]+", "-", line.partition("==")[0]).lower() for line in (ROOT / "constraints.txt").read_text().splitlines()}
    needed = packages()
    assert len(needed) > 80
    assert [each.name for each in needed if re.sub(r"[-_.]+", "-", each.name).lower() not in pinned | {"pip"}] == []
    assert [each.name for each in needed if each.licence == "not stated"] == []


def test_what_builds_the_package_is_the_version_that_is_pinned() -> None:
    build = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["build-system"]
    assert set(build["requires"]) <= set((ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines())


def test_the_bill_of_materials_is_cyclonedx_and_names_what_the_page_is_made_with(tmp_path: Path) -> None:
    written = tmp_path / "sbom.json"
    assert main(["sbom", str(written)]) == 0
    bill = json.loads(written.read_text(encoding="utf-8"))
    assert bill["bomFormat"] == "CycloneDX"
    named = {part["name"]: part["version"] for part in bill["components"]}
    pinned = dict(line.split("==") for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines())
    assert (named["gradio"], named["torch"].partition("+")[0]) == (pinned["gradio"], pinned["torch"])


def test_the_page_of_licences_names_every_package_that_is_needed_for_running() -> None:
    written = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
    assert [each.name for each in packages() if each.is_for_running and f"| {each.name} |" not in written] == []
    assert "gradio" in licences_page()


@pytest.mark.parametrize(
    ("output", "errors", "status", "said"),
    [
        ("", "Connection refused", 0, "skipped"),
        ({"dependencies": [{"name": "a", "version": "1", "skip_reason": "not found"}]}, "", 0, "skipped"),
        ({"dependencies": [{"name": "a", "version": "1", "vulns": []}]}, "", 0, "no known weakness"),
        ({"dependencies": [{"name": "a", "version": "1", "vulns": [{"id": "CVE-1"}]}]}, "", 1, "CVE-1"),
    ],
)
def test_an_audit_fails_for_a_weakness_and_says_why_it_was_skipped(output: object, errors: str, status: int, said: str) -> None:
    line, found = audited(output if isinstance(output, str) else json.dumps(output), errors)
    assert (found, said in line) == (status, True)
