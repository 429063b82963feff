"""`python -m server licences`, `sbom` and `audit`: what the program is made of, and whether any of it is known to be weak."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from server.advisories import PLACES, pinned, read_advisories, weaknesses
from server.errors import ServerError
from server.supply import licences_page

LICENCES = Path("docs/licences.md")
_ELSE = f"No stored ones are there either: put a file at {PLACES[0]} or {PLACES[1]}, or name one with --advisories."


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


def audit(constraints: Path, advisories: Path | None = None) -> int:
    """Look for known weaknesses of the pinned versions: 1 if there are any, 0 with the reason if it could not look.

    In the stored file that is named or found, else by asking pip-audit, which needs the network.
    Raises: AdvisoriesError if that file cannot be used.
    """
    stored = advisories or next((path for path in PLACES if path.exists()), None)
    line, status = audited_from(stored, constraints) if stored else _ask_pip_audit(constraints)
    print(f"audit: {line}")
    return status


def audited_from(stored: Path, constraints: Path) -> tuple[str, int]:
    """What a stored file of advisories says of the pinned versions, and the exit status. Raises: AdvisoriesError."""
    versions, advisories = pinned(constraints), read_advisories(stored)
    found = weaknesses(versions, advisories.records)
    source = f"{len(advisories.records):,} advisories in {stored}, the newest of {advisories.newest[:10] or 'unknown date'}"
    if not found:
        return f"{len(versions)} packages compared with {source}; no known weakness", 0
    return f"{len(found)} known weaknesses, after {source}:\n" + "\n".join(f"  {each}" for each in found), 1


def _ask_pip_audit(constraints: Path) -> tuple[str, int]:
    if find_spec("pip_audit") is None:
        raise ServerError("pip-audit is not installed. It is among the tools for developers: make test, or pip install pip-audit")
    options = ["-r", str(constraints), "--no-deps", "--disable-pip", "--progress-spinner", "off", "-f", "json"]
    done = subprocess.run([sys.executable, "-m", "pip_audit", *options], check=False, capture_output=True, text=True)
    return audited(done.stdout, done.stderr)


def audited(output: str, errors: str) -> tuple[str, int]:
    """What pip-audit found, in a line, and the exit status."""
    try:
        found = json.loads(output)["dependencies"]
    except (ValueError, KeyError):
        reason = errors.strip().splitlines()[-1][:200] if errors.strip() else "pip-audit said nothing"
        return f"skipped, no advisories could be had ({reason}). {_ELSE}", 0
    looked_at = [each for each in found if "skip_reason" not in each]
    if not looked_at:
        reason = found[0]["skip_reason"] if found else "nothing to look at"
        return f"skipped, no advisories could be had for any of {len(found)} packages ({reason}). {_ELSE}", 0
    weak = [f"{each['name']} {each['version']}: {', '.join(v['id'] for v in each['vulns'])}" for each in looked_at if each["vulns"]]
    if weak:
        return f"{len(weak)} of {len(looked_at)} packages have known weaknesses: " + "; ".join(weak), 1
    return f"{len(looked_at)} packages looked at, {len(found) - len(looked_at)} could not be; no known weakness", 0
