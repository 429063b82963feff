"""The sections of what a document says of itself, and not of its subject: found and quoted only when that is asked for."""

from __future__ import annotations

SECTIONS = {
    "publication": "About this document › Dates, versions and peer review",
    "citation": "About this document › Authors and journal in which it was published",
    "authors": "About this document › Authors: who wrote and reviewed it",
    "keywords": "About this document › Keywords",
    "disclaimer": "About this document › Disclaimer",
}
_ALL = frozenset(SECTIONS.values())


def is_about(section: str) -> bool:
    """Whether a passage of this section says something of its document."""
    return section in _ALL
