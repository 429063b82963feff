"""Tables of contents: lines that say what later headings say."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.reading import Reading

_NUMBER = re.compile(r"^[(\d.)]+\s*")
_NAME = re.compile(
    r"(?:(?:page |table of )?contents|on this page|in this (?:article|section)|jump to|quick links|sections)\W*", re.IGNORECASE
)


def find_contents(readings: Sequence[Reading]) -> tuple[frozenset[int], frozenset[int]]:
    """The lines of tables of contents, and the lines that these name."""
    keys = [_NUMBER.sub("", reading.words).casefold().strip(" :?") for reading in readings]
    last = {key: number for number, key in enumerate(keys)}
    again = {number for number, key in enumerate(keys) if key and last[key] > number and _may_name(readings[number])}
    found = {
        number for number in again if any(other in again and _are_near(readings, number, other) for other in range(number - 2, number + 3))
    }
    for number, reading in enumerate(readings):
        if _NAME.fullmatch(reading.words):
            found |= {number, *_entries(readings, keys, number, again)}
    for number in sorted(found):  # entries between others or after the last one, whose headings read a little otherwise
        following = number + 1
        while following < len(readings) and following not in found and _is_entry(readings, following):
            if not (following + 1 in found or _NUMBER.match(readings[following].line.text)):
                break
            if following in last.values() and keys[following] in {keys[entry] for entry in found}:  # the heading that one of them names
                break
            found.add(following)
            following += 1
    return frozenset(found), frozenset(last[keys[number]] for number in again & found) - found


def _may_name(reading: Reading) -> bool:
    return not reading.why and not reading.is_prose and (not reading.is_closed or reading.words.endswith("?"))


def _are_near(readings: Sequence[Reading], number: int, other: int) -> bool:
    """Whether two lines are neighbours, or have one line between them that is no prose."""
    between = range(min(number, other) + 1, max(number, other))
    return number != other and not any(readings[line].is_prose or readings[line].is_closed for line in between)


def _entries(readings: Sequence[Reading], keys: Sequence[str], number: int, again: set[int]) -> list[int]:
    """The run of entries beneath the line that names a table of contents, up to the first that says what one above it does: a heading."""
    entries: list[int] = []
    for other in range(number + 1, len(readings)):
        if other not in again and keys[other] in {keys[entry] for entry in entries}:
            break
        is_entry = other in again or (readings[other].line.is_item and not readings[other].is_prose)
        if not is_entry and (readings[other].is_prose or readings[other].line.gap_before or not _has_later(again, other)):
            break
        entries.append(other)
    return entries


def _has_later(again: set[int], number: int) -> bool:
    return number + 1 in again or number - 1 in again


def _is_entry(readings: Sequence[Reading], number: int) -> bool:
    return readings[number].is_fragment and not readings[number].is_closed and not readings[number].line.gap_before
