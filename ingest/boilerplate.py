"""What surrounds an article on a page: recognised by general signals, with the reason said."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ingest.sentences import sentence_spans
from ingest.word_starts import one_of

_LONGEST = 2000  # characters that are looked at of a paragraph without an end
_SHORT = 100
_MOST = 0.6  # of a paragraph's characters


class Patterns:
    """Some patterns, each without an alternative at its top, of which one is looked for in a line.

    Those that begin the line are tried at its beginning alone. Trying every one at every character was a tenth of the time of an ingest.
    """

    def __init__(self, patterns: Sequence[str]) -> None:
        starts = [pattern.removeprefix("^") for pattern in patterns if pattern.startswith("^")]
        others = [pattern for pattern in patterns if not pattern.startswith("^")]
        self._at_start = one_of(starts) if starts else None
        self._anywhere = one_of(others) if others else None

    def are_in(self, line: str) -> bool:
        """Whether one of them is found."""
        return bool((self._at_start and self._at_start.match(line)) or (self._anywhere and self._anywhere.search(line)))


@dataclass(frozen=True, slots=True)
class Rule:
    """A reason, the patterns that give it, and those that take it back: of the matter however it is put."""

    why: str
    patterns: Patterns
    unless: Patterns

    def matches(self, line: str) -> bool:
        """Whether it gives its reason for a line on one line."""
        return self.patterns.are_in(line) and not self.unless.are_in(line)


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """The rules of boilerplate.toml, in its order."""
    data = tomllib.loads(Path(__file__).with_name("boilerplate.toml").read_text(encoding="utf-8"))
    return tuple(Rule(entry["why"], Patterns(entry["patterns"]), Patterns(entry.get("unless", []))) for entry in data["rule"])


_REFERENCE = re.compile(
    r"^(?:\[?\d{1,3}[\].]\s+)?[A-Z][\w’'-]+,? (?:[A-Z]\.?[ -]?){1,3}(?:[;,]| et al| and | & |\.)"
    r".{10,}?\b(?:19|20)\d{2}\b.{0,12}?[,;:]\s*\d+",
    re.DOTALL,
)
_AUTHOR_YEAR = re.compile(  # "Keller, J., Aubert, M. & Nowak, T. Title. Journal 14, 211 (2022)."
    r"^(?:\d{1,3}\.\s+)?[A-Z][\w’'-]+, (?:[A-Z]\.[ -]?){1,3},? .{20,}\((?:19|20)\d{2}\)[.,]?(?: https?://\S+| doi\S*.*)?$"
)
_APA = re.compile(  # "Clark, I. & Landolt, H. P. (2017). Coffee and sleep. Sleep Medicine Reviews, 31, 70–78."
    r"^[A-Z][\w’'-]+, (?:[A-Z]\.[ -]?)+.{0,200}\((?:19|20)\d{2}[a-z]?\)\. .{10,}(?:, \d+(?: ?\(\d+\))?, [\w–-]+|\bdoi\b\S*.*|https?://\S+)\.?$",
    re.DOTALL,
)
_SENTENCE_END = re.compile(
    r"[.!?。！？؟۔।]['\"”’)\]」』）]*(?:\[[\d,;– -]+\]|[⁰¹²³⁴-⁹]+(?:[,–-][⁰¹²³⁴-⁹]+)*|(?<=[a-z)][.!?])\d{1,3}(?:[,–-]\d{1,3})*)?$"
)
_SPACELESS = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u4e00-\u9fff]")  # Thai to Khmer, Japanese, Chinese
_TERMS = re.compile(r"^[^.!?:;]{2,40}(?:;\s*[^.!?:;]{2,40}){2,}\.?$")
_FIELDS = re.compile(
    r"^(?:[A-Z][\w-]+(?: (?:and|of|&) [A-Z][\w-]+| [A-Z][\w-]+)*)(?:, (?:[A-Z][\w-]+(?: (?:and|of|&) [A-Z][\w-]+| [A-Z][\w-]+)*)){1,6}$"
)


def why_boilerplate(text: str) -> str:
    """The reason why a line or sentence is of the page and not of the article; "" if it is not."""
    line = " ".join(text.split()).strip("*•·|–- ")
    if not any(character.isalpha() for character in line):
        return "no words"
    for rule in rules():
        if rule.matches(line):
            return rule.why
    return ""


def why_paragraph(text: str) -> str:
    """As above for a paragraph. Prose is of the page only where most of it is, sentence by sentence, or half of a short one."""
    why = why_boilerplate(text[:_LONGEST])
    return "" if why and is_sentence(text) and not _is_mostly_boilerplate(text) else why


def why_row(text: str) -> str:
    """As above for a row of a table of data: its bars part cells and are no steps of a path, and figures alone say something."""
    cells = [cell.strip() for cell in text.split("|")]
    if not any(character.isalpha() for character in text):
        return "" if any(character.isdigit() for character in text) else "no words"
    return why_boilerplate("; ".join(cells))


def _is_mostly_boilerplate(text: str) -> bool:
    spans = sentence_spans(text)
    found = [(start, end) for start, end in spans if why_boilerplate(text[start:end])]
    if len(text) < _SHORT and 2 * len(found) >= len(spans):
        return True
    return sum(end - start for start, end in found) > _MOST * len(text)


def why_terms(text: str) -> str:
    """As above for a paragraph by itself that only lists terms; in a list or as a heading these would be of the article."""
    line = " ".join(text.split())
    return "keywords" if _TERMS.match(line) else "subject list" if _FIELDS.match(line) else ""


def is_reference(text: str) -> bool:
    """Whether a line is an entry of a reference list: authors with initials, a year, a volume or page. Prose that follows one is none."""
    line = " ".join(text.split())
    if entry := _REFERENCE.match(line):
        return not _is_mostly_prose(line, entry.end())
    return bool(_AUTHOR_YEAR.match(line) or _APA.match(line))


def _is_mostly_prose(line: str, start: int) -> bool:
    """Whether most of a line is sentences behind `start` that do not begin another entry."""
    rest = line[start:]
    told = (rest[first:last] for first, last in sentence_spans(rest) if first)  # the first one ends the entry
    return sum(len(one) for one in told if is_sentence(one) and not _REFERENCE.match(one)) > _MOST * len(line)


def is_sentence(text: str) -> bool:
    """Whether a line reads as prose: six words or more, closed by a stop; where words have no spaces twelve signs, or thirty without."""
    is_closed = bool(_SENTENCE_END.search(text.strip()))
    n_signs = len(_SPACELESS.findall(text))
    return (is_closed and (len(text.split()) >= 6 or n_signs >= 12)) or n_signs >= 30
