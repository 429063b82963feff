"""What the judge reads for a sentence: behind the heading that asks it, and a row of a table with the names of its columns.

"Up to four cups a day made no difference" answers nothing, "Is coffee bad for bones? Up to four cups a day made no difference" does, and
"12 years and over | 5 ml | twice a day" tells little of "How often". What is quoted stays as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from chat.lead_in import with_lead_in
from index.document import SECTION_JOINER, Role, Sentence
from index.table_headers import BETWEEN_CELLS, cells

_LABEL = re.compile(r"\A(?:[QA]|Question|Answer)\s*[:.]\s*", re.IGNORECASE)
_CASE = re.compile(r"(?:if|when|what if|before|after|while)\b", re.IGNORECASE)


def asking_heading(section: str) -> str:
    """The innermost heading of a section without its label, if it asks something or names a case: "Q: Does it hurt?", "If you travel"."""
    heading = _LABEL.sub("", section.rsplit(SECTION_JOINER, 1)[-1].strip())
    if BETWEEN_CELLS in heading:
        return ""
    return heading if heading.endswith("?") else f"{heading.rstrip(':')}:" if _CASE.match(heading) else ""


def as_read(sentences: Sequence[Sentence], headers: Sequence[str], position: int, heading: str) -> str:
    """A sentence as the judge reads it, "" where there is none at this position; `headers` are those of tables, for each sentence."""
    if not 0 <= position < len(sentences):
        return ""
    text = _row(sentences[position].text, headers[position]) or with_lead_in(sentences, position)
    if not heading or sentences[position].role is Role.HEADING or text.startswith(heading):
        return text
    return f"{heading} {_LABEL.sub('', text)}"


def _row(row: str, header: str) -> str:
    """A row of a table with the name of its column before each cell, "" where they do not match."""
    names, values = cells(header), cells(row)
    if not header or len(names) != len(values):
        return ""
    return "; ".join(f"{name}: {value}" if name else value for name, value in zip(names, values, strict=True) if value)
