"""`python -m server licences`, `sbom` and `audit`: what the program is made of, and whether any of it is known to be weak."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from server.errors import ServerError
from server.supply import licences_page

LICENCES = Path("docs/licences.md")


def write_licences() -> int:
    """Write docs/licences.md."""
    LICENCES.write_text(licences_page(), encoding="utf-8")
    print(f"wrote {LICENCES}")
    return 0


def write_sbom(path: Path) -> int:
    """Write a CycloneDX bill of materials of this environment. Raises: ServerError if the tool is not installed."""
    if find_spec("cyclonedx_py") is None:
        raise ServerError("cyclonedx-bom is not installed. It is among the tools for developers: make test, or pip install cyclonedx-bom")
    command = [
        sys.executable,
        "-m",
        "cyclonedx_py",
        "environment",
        "--output-reproducible",
        "--of",
        "JSON",
        "-o",
        str(path),
        sys.executable,
    ]
    status = subprocess.run(command, check=False).returncode
    if status == 0:
        print(f"wrote {path}")
    return status


def audit(constraints: Path) -> int:
    """Ask pip-audit for known weaknesses of the pinned versions; 1 if there are any, 0 with the reason if it could not look."""
    if find_spec("pip_audit") is None:
        raise ServerError("pip-audit is not installed. It is among the tools for developers: make test, or pip install pip-audit")
    command = [
        sys.executable,
        "-m",
        "pip_audit",
        "-r",
        str(constraints),
        "--no-deps",
        "--disable-pip",
        "--progress-spinner",
        "off",
        "-f",
        "json",
    ]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    line, status = audited(done.stdout, done.stderr)
    print(f"audit: {line}")
    return status


def audited(output: str, errors: str) -> tuple[str, int]:
    """What pip-audit found, in a line, and the exit status."""
    try:
        found = json.loads(output)["dependencies"]
    except (ValueError, KeyError):
        reason = errors.strip().splitlines()[-1][:200] if errors.strip() else "pip-audit said nothing"
        return f"skipped, no advisories could be had ({reason})", 0
    looked_at = [each for each in found if "skip_reason" not in each]
    if not looked_at:
        reason = found[0]["skip_reason"] if found else "nothing to look at"
        return f"skipped, no advisories could be had for any of {len(found)} packages ({reason})", 0
    weak = [f"{each['name']} {each['version']}: {', '.join(v['id'] for v in each['vulns'])}" for each in looked_at if each["vulns"]]
    if weak:
        return f"{len(weak)} of {len(looked_at)} packages have known weaknesses: " + "; ".join(weak), 1
    return f"{len(looked_at)} packages looked at, {len(found) - len(looked_at)} could not be; no known weakness", 0
