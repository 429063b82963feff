"""Whether a section is headed by what a question asks for: the limitations of a study, a missed dose, who must not take something."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection
from functools import lru_cache
from pathlib import Path

from index.document import SECTION_JOINER
from index.table_headers import BETWEEN_CELLS

FILE = Path(__file__).with_suffix(".toml")

Sections = frozenset[int]  # places in the table


def sections_asked(question: str) -> Sections:
    """Which of the usual sections a question asks for; mostly none."""
    folded = question.casefold()
    return frozenset(place for place, (asked, _) in enumerate(_sections()) if asked.search(folded))


def is_headed_so(section: str, wanted: Collection[int]) -> bool:
    """Whether the innermost heading of a path is that of one of these sections, or the one above it is."""
    if not wanted or not section:
        return False
    return any(_sections()[place][1].search(heading.casefold()) for place in wanted for heading in _headings(section)[-2:])


def innermost(section: str) -> str:
    """The last heading of a path, "" where there is none."""
    return next(reversed(_headings(section)), "")


def _headings(section: str) -> list[str]:
    """The headings of a path; the header of a table at its end is none."""
    return [heading for heading in section.split(SECTION_JOINER) if BETWEEN_CELLS not in heading]


@lru_cache(maxsize=1)
def _sections() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["section"]
    return tuple((re.compile(row["asked"]), re.compile(row["headed"])) for row in rows)
