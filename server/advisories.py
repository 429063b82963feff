"""Known weaknesses of packages, from a stored file in the format of OSV (https://ossf.github.io/osv-schema/), for closed networks."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from server.errors import AdvisoriesError

PLACES = (Path("data/advisories.zip"), Path("data/advisories.jsonl"))  # where a stored file is looked for


@dataclass(frozen=True, slots=True)
class Weakness:
    """An advisory that applies to a pinned version."""

    package: str
    version: str
    advisory_id: str
    aliases: tuple[str, ...]
    fixed_in: tuple[str, ...]  # versions
    summary: str

    def __str__(self) -> str:
        """One line."""
        known_as = f" ({', '.join(self.aliases)})" if self.aliases else ""
        cure = f"fixed in {', '.join(self.fixed_in)}" if self.fixed_in else "no fixed version is known"
        return f"{self.package} {self.version}: {self.advisory_id}{known_as}, {cure}. {self.summary}".rstrip()


@dataclass(frozen=True, slots=True)
class Stored:
    """Advisories as they were stored."""

    records: tuple[Mapping[str, Any], ...]
    newest: str  # when the last of them was changed, ISO; "" if none says so


def read_advisories(path: Path) -> Stored:
    """The advisories of a file: OSV records one a line, or a zip with one a file, as osv.dev offers them for an ecosystem.

    Raises: AdvisoriesError if it cannot be read, holds none, or anything in it is not an advisory: a gap would look like safety.
    """
    try:
        records = tuple(_records(path))
    except (OSError, zipfile.BadZipFile, UnicodeDecodeError) as error:
        raise AdvisoriesError(path, f"cannot be read ({error})") from error
    if not records:
        raise AdvisoriesError(path, "holds no advisory")
    return Stored(records, max((str(record.get("modified", "")) for record in records), default=""))


def _records(path: Path) -> Iterator[Mapping[str, Any]]:
    for place, text in _texts(path):
        try:
            record = json.loads(text)
        except ValueError as error:
            raise AdvisoriesError(path, f"{place} is not JSON ({error})") from error
        if not isinstance(record, dict) or not isinstance(record.get("id"), str) or not _is_list_of_records(record.get("affected", [])):
            raise AdvisoriesError(path, f"{place} is not an OSV advisory")
        yield record


def _is_list_of_records(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, dict) for each in value)


def _texts(path: Path) -> Iterator[tuple[str, str]]:
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if name.endswith(".json"):
                    yield name, archive.read(name).decode("utf-8")
        return
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                yield f"line {number}", line


def pinned(constraints: Path) -> dict[str, str]:
    """Name, normalised, to version of each line `name==version`."""
    found = {}
    for line in constraints.read_text(encoding="utf-8").splitlines():
        try:
            requirement = Requirement(line.partition("#")[0])
        except InvalidRequirement:
            continue
        versions = [each.version for each in requirement.specifier if each.operator in {"==", "==="}]
        if versions:
            found[str(canonicalize_name(requirement.name))] = versions[0]
    return found


def weaknesses(versions: Mapping[str, str], records: Iterable[Mapping[str, Any]]) -> list[Weakness]:
    """The advisories that apply to these versions, by package; those that were withdrawn do not."""
    found = []
    for record in records:
        if record.get("withdrawn"):
            continue
        for affected in record.get("affected", []):
            package = affected.get("package", {})
            name = str(canonicalize_name(str(package.get("name", ""))))
            if package.get("ecosystem") != "PyPI" or name not in versions or not affects(affected, versions[name]):
                continue
            fixes = dict.fromkeys(event["fixed"] for events in _events(affected) for event in events if "fixed" in event)
            aliases, summary = tuple(record.get("aliases", ())), str(record.get("summary", ""))
            found.append(Weakness(name, versions[name], record["id"], aliases, tuple(fixes), summary))
    return sorted(set(found), key=lambda each: (each.package, each.advisory_id))


def affects(affected: Mapping[str, Any], version: str) -> bool:
    """Whether a version is among those an entry names, or lies in one of its ranges: the schema's own evaluation."""
    asked = Version(version)
    if any(_parsed(each) == asked for each in affected.get("versions", [])):
        return True
    return any(_in_range(events, asked) for events in _events(affected))


def _events(affected: Mapping[str, Any]) -> list[list[Mapping[str, str]]]:
    return [each.get("events", []) for each in affected.get("ranges", []) if each.get("type") == "ECOSYSTEM"]  # others count commits


def _in_range(events: Iterable[Mapping[str, str]], asked: Version) -> bool:
    """The last event that has happened by this version decides; "0" is before every version."""
    is_weak = False
    for kind, at, value in sorted(((kind, _parsed(value), value) for event in events for kind, value in event.items()), key=_when):
        if kind == "introduced" and (value == "0" or (at is not None and asked >= at)):
            is_weak = True
        elif (kind in {"fixed", "limit"} and at is not None and asked >= at) or (kind == "last_affected" and at is not None and asked > at):
            is_weak = False
    return is_weak


def _when(event: tuple[str, Version | None, str]) -> tuple[bool, Version]:
    kind, at, value = event
    return not (kind == "introduced" and value == "0"), at or Version("0")


def _parsed(value: str) -> Version | None:
    try:
        return Version(value)
    except InvalidVersion:
        return None
