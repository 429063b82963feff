"""Search text: what is embedded and indexed for a passage or sentence. Never shown."""

from __future__ import annotations

import re
import unicodedata

from index.document import SECTION_JOINER

_NUMBER_UNIT = re.compile(
    r"(?<=\d)(?=(?:mg|mcg|µg|μg|ug|ng|kg|g|ml|dl|l|mmol|iu|hz|khz|mm|cm|hrs?|h|mins?|secs?|weeks?|days?|months?|years?)\b)", re.I
)
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_SOFT = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_BROKEN_WORD = re.compile(r"(?<=[^\W\d_])-[ \t]*\r?\n[ \t]*(?=[a-z])")


def normalise(text: str) -> str:
    """Give words one form: compatibility characters folded, dashes alike, "0.3mg/kg" as "0.3 mg/kg", white space single."""
    if "\n" in text:  # each question has hundreds of sentences brought to this form, most of them plain
        text = _BROKEN_WORD.sub("", text)
    if not text.isascii():
        text = _DASHES.sub("-", unicodedata.normalize("NFKC", _SOFT.sub("", text)))
    return " ".join(_NUMBER_UNIT.sub(" ", text).split())


def passage_search_text(title: str, section: str, text: str) -> str:
    """The text embedded for a passage: its document's title, its heading path, its words."""
    return normalise(f"{_heading(title, section)}. {text}")


def heading_search_text(title: str, section: str) -> str:
    """What stands before a passage's words in the text embedded for it."""
    return normalise(_heading(title, section))


def _heading(title: str, section: str) -> str:
    return f"{title}. {section}" if section and section != title else title


def sentence_search_text(section: str, text: str, table_header: str = "") -> str:
    """The text embedded for a sentence: its innermost heading, of a row of a table its header, its words."""
    innermost = section.rsplit(SECTION_JOINER, 1)[-1]
    return normalise(": ".join(filter(None, (innermost, table_header, text))))
