"""Where on a page the article is: its title, its first and last prose, and what around it only looks like text."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from ingest.breaking_off import breaks_off
from ingest.contents import find_contents
from ingest.lines import SIDE_BY_SIDE
from ingest.reading import Reading

_NAMES = re.compile(  # authors, affiliations, dates, addresses: above an article and not its title
    r"^by\b|@|\s[>›»→]\s|\b(?:university|department|institute|hospital|school|faculty|centre|center|college) (?:of|for)\b|\buniversity\b"
    r"|\b(?:19|20)\d{2}\b.{0,12}[,;:(]|\d,\*|\w\d,\d|^[A-Z][\w.]* [A-Z][\w.]*(?: (?:&|and) [A-Z][\w.]* [A-Z][\w.]*)*$|\|",
    re.IGNORECASE,
)
_AFTERWARDS = re.compile(  # a heading under which nothing of the article comes
    r"(?:about the authors?|author: .{2,40}|published by .{2,40}|related|read this next|more stories|trending stories"
    r"|related (?:articles|posts|topics|content|links|stories|reading)|you (?:may|might) also (?:like|enjoy)|"
    r"(?:customers|people) also .*|most (?:read|popular)|trending.*|more (?:in|from|on) .*|recent (?:posts|articles)|recommended.*|"
    r"similar (?:articles|content.*)|explore (?:more on|related) .*|about this article|see also|latest (?:news|posts).*|"
    r"popular (?:posts|articles).*|read next|leave (?:a|us a) .*|(?:\d+ )?comments?.*)",
    re.IGNORECASE,
)
_AUTHOR_BOX = re.compile(r"about the author|author: ", re.IGNORECASE)
_FIELD = re.compile(r"[^:]{2,25}: \S+(?: \S+){0,3}$")  # "Drug class: …": a field of a record, not a title
_TOLD = 30  # lines from the first prose on, in which a title's words occur
_EVERYWHERE = frozenset(
    {"health", "news", "with", "that", "from", "this", "your", "about", "what", "page", "more", "have", "when", "which"}
)
_FEW_WORDS = 3
_LEAST_LETTERS = 4  # of a word that says what a page is about
_LONG_TITLE = 25  # words
_MOST_HEADING_WORDS = 8
_SHARED = 2  # words that a title has in common with its article
_TITLE_WORDS = 6  # more do not make a title likelier
_MIN_CONTENT = 2  # lines of prose, to tell an article from what surrounds it


@dataclass(frozen=True, slots=True)
class Article:
    """The article's place among the lines of a page."""

    first: int  # line of the first prose
    last: int
    title: frozenset[int]
    contents: frozenset[int]  # lines that name what comes later: a table of contents
    named: frozenset[int]  # the lines that the table of contents names
    afterwards: frozenset[int]  # lines beneath "Related articles" and the like

    def why_outside(self, readings: Sequence[Reading], number: int) -> str:
        """Why a line that is no furniture by itself is not of the article; "" if it is."""
        reading = readings[number]
        if number in self.contents:
            return "table of contents"
        if number in self.afterwards:
            return "after the article"
        if self.is_bare_item(readings, number) or reading.is_section_name or number in self.named:
            return ""
        if number > self.last:
            return "after the article"
        if number < self.first and not self._leads(readings, number):
            return "before the article"
        if reading.is_fragment and not reading.is_closed and not reading.line.is_item and len(reading.words.split()) <= _FEW_WORDS:
            is_apart = number not in self.named and not self._stands_above(readings, number)
            return "a fragment among others" if is_apart else ""
        return ""

    def _stands_above(self, readings: Sequence[Reading], number: int) -> bool:
        """Whether prose or a list comes next, or after one more heading."""
        following = self.following(readings, number)
        if following is None:
            return False
        beneath = self.following(readings, following)
        shown = [readings[following], *([readings[beneath]] if beneath is not None and readings[following].is_fragment else [])]
        return readings[number].line.gap_before or any(reading.is_content or reading.line.is_item for reading in shown)

    def _leads(self, readings: Sequence[Reading], number: int) -> bool:
        """Whether a line before the first prose stands right above it, or above a list that does."""
        if readings[number].line.is_item or readings[number].words.endswith(":"):
            return self.is_bare_item(readings, number + 1) or readings[number].words.endswith(":")
        following = self.following(readings, number)
        if following is not None and following != self.first and readings[following].is_fragment:
            following = self.following(readings, following)
        return following is not None and following == self.first

    def following(self, readings: Sequence[Reading], number: int) -> int | None:
        """The next line that is neither furniture by itself nor told to be outside."""
        for other in range(number + 1, len(readings)):
            if not readings[other].why and other not in self.contents and other not in self.afterwards:
                return other
        return None

    def is_bare_item(self, readings: Sequence[Reading], number: int) -> bool:
        """Whether a short line belongs to a list that a line ending with a colon announces."""
        if number >= len(readings) or not readings[number].is_fragment:
            return False
        for other in range(number - 1, -1, -1):
            before = readings[other]
            if before.words.endswith(":") and not before.line.is_item and len(before.words.split()) > _FEW_WORDS:
                return not (readings[number].line.gap_before and not readings[number].line.is_item and other < number - 1)
            if not before.is_fragment or before.line.is_item is not readings[number].line.is_item or before.line.gap_after:
                return False
        return False


def find_article(readings: Sequence[Reading]) -> Article:
    """Where the article is; on a page with too little prose to tell, everywhere."""
    contents, named = find_contents(readings)
    afterwards = _afterwards(readings)
    content = [
        number
        for number, reading in enumerate(readings)
        if (reading.is_content or _announces_list(readings, number)) and number not in afterwards | contents
    ]
    if len(content) < _MIN_CONTENT:
        return Article(0, len(readings), frozenset(), contents, named, afterwards)
    heads = frozenset(content[:1] if _is_headline(readings, content) else ())
    first, last = content[len(heads)], content[-1]
    while last + 1 < len(readings) and _goes_on(readings, last + 1):
        last += 1
    above = (number for number in range(max(heads, default=-1) + 1, first) if number not in afterwards | contents)
    first = next((number for number in above if _breaks_off_above_items(readings, number)), first)
    return Article(first, last, heads or _title(readings, first, contents), contents, named, afterwards)


def _is_headline(readings: Sequence[Reading], content: Sequence[int]) -> bool:
    """Whether the first line that reads as prose is the title: no stop at its end, or a question, and the prose speaks of the same."""
    words = readings[content[0]].words
    if (
        len(content) <= _MIN_CONTENT
        or len(words.split()) > _LONG_TITLE
        or readings[content[0]].line.is_item
        or words.endswith((".", ":", "!", ","))
    ):
        return False
    told = {word for number in content[1:_TOLD] for word in _words(readings[number])}
    named = set(_words(readings[content[0]]))
    return len(named & told) >= min(_SHARED, len(named)) > 0


def _announces_list(readings: Sequence[Reading], number: int) -> bool:
    words = readings[number].words
    is_lead_in = words.endswith(":") and len(words.split()) > _FEW_WORDS and not readings[number].why
    return is_lead_in and number + 1 < len(readings) and readings[number + 1].line.is_item


def _breaks_off_above_items(readings: Sequence[Reading], number: int) -> bool:
    """Whether a line above the first prose is half a sentence with which a list begins: "Please bring with you"."""
    is_lead_in = breaks_off(readings[number].words) and not readings[number].why and not readings[number].line.is_item
    return is_lead_in and _heads_list(readings, number)


def _goes_on(readings: Sequence[Reading], number: int) -> bool:
    """Whether the line after the last prose is still of the article: a list's item, a short sentence."""
    reading, before = readings[number], readings[number - 1]
    if reading.is_reference:
        return True
    if not reading.is_fragment:
        return False
    if reading.line.is_item:
        return before.line.is_item or before.words.endswith(":") or _heads_list(readings, number - 1)
    if _heads_list(readings, number) or (number + 1 < len(readings) and readings[number + 1].is_reference):
        return True
    return reading.words.endswith(".") or (before.words.endswith(":") and not before.why)


def _heads_list(readings: Sequence[Reading], number: int) -> bool:
    """Whether a short line without a stop stands right above two items with bullets."""
    beneath = readings[number + 1 : number + 3]
    is_short = len(readings[number].words.split()) <= _MOST_HEADING_WORDS and not readings[number].is_closed
    return is_short and len(beneath) == 2 and all(reading.line.is_item and reading.is_fragment for reading in beneath)


def _title(readings: Sequence[Reading], first: int, contents: frozenset[int]) -> frozenset[int]:
    """The longest line above the first prose that could be a title, and the line that names what the prose is about."""
    above = [
        number
        for number in range(first)
        if readings[number].is_fragment
        and number not in contents
        and not readings[number].line.is_item
        and not readings[number].is_section_name
        and not readings[number].words.endswith((":", ".", ","))
    ]
    menus = {number for number in above if SIDE_BY_SIDE.search(readings[number].line.text)}
    named = [number for number in above if number not in menus and not _NAMES.search(readings[number].words)] or above
    told = {word for reading in readings[first : first + _TOLD] if reading.is_content for word in _words(reading)}

    def likeness(number: int) -> tuple[bool, bool, int, bool, int]:
        line = readings[number].line
        is_told = bool(told & set(_words(readings[number])))
        is_field = (
            bool(_FIELD.match(readings[number].words)) and not _labels_its_subject(readings[number].words, told)
        ) or line.text.count("   ") > 0
        return not is_field, is_told, min(len(readings[number].words.split()), _TITLE_WORDS), line.gap_before and line.gap_after, -number

    subject = [number for number in above if _opens(readings[first].words, readings[number].words)][-1:]
    found = {max(named, key=likeness), *subject} if named else set()
    said = {readings[number].words.casefold() for number in found}
    return frozenset(number for number in above if number in found or readings[number].words.casefold() in said)


def _labels_its_subject(words: str, told: Collection[str]) -> bool:
    """Whether what stands before the colon is what the prose tells of: "Gallstones: information for patients", not "Drug class: …"."""
    label = set(re.findall(r"[^\W\d_]{4,}", words.partition(":")[0].casefold()))
    return bool(label) and all(word.removesuffix("s") in told for word in label)


def _opens(prose: str, words: str) -> bool:
    """Whether the prose begins with these words: a page that says "Gout is …" is headed "Gout", however short that is."""
    rest = prose.casefold().removeprefix(words.casefold())
    return len(rest) < len(prose) and not rest[:1].isalnum()


def _words(reading: Reading) -> list[str]:
    found = (word.removesuffix("s") for word in re.findall(r"[^\W\d_]{4,}", reading.words.casefold()) if word not in _EVERYWHERE)
    return [word for word in found if len(word) >= _LEAST_LETTERS]


def _afterwards(readings: Sequence[Reading]) -> frozenset[int]:
    """Lines beneath a heading under which nothing of the article comes, up to the next heading that prose follows."""
    found: set[int] = set()
    for number, reading in enumerate(readings):
        if not reading.is_prose and _AFTERWARDS.fullmatch(reading.words.strip(" :")):
            prose_may_go = bool(_AUTHOR_BOX.match(reading.words))
            for other in range(number, len(readings)):
                is_told = readings[other].is_content and not readings[other].words.endswith("?")  # links are questions, too
                is_article = is_told or readings[other].is_section_name
                if other > number and is_article and not (prose_may_go and other == number + 1):
                    break
                found.add(other)
    return frozenset(found)
