"""What a file states of its title and authors, told from what programs and templates put there."""

from __future__ import annotations

import re

_FILE = r"docx?|dotx?|pdf|indd|tex|dvi|qxd|rtf|ps|p65|eps|fm|html?|asp\S*|php\S*|txt|odt|pages|xlsx?|pptx?"
_NO_TITLE = re.compile(
    rf"\(?microsoft \w+ - .*|untitled.*|.*\.(?:{_FILE})\)?|"
    r"\S{0,3}|\W*|[\w.-]+_[\w.-]+|\d[\d_. -]*|(?:file|https?):\S*|[a-z]:\\.*|"  # other names of files, and addresses
    r"(?:pii|doi|issn)\b\W.*|(?:https?://)?(?:dx\.)?doi\.org\S*|10\.\d{4,9}/\S+|"  # of typesetters
    r"s\d{4}-?\d{3}\w.*|.* \d+\.\.\d+|[a-z]+-d-\d\d-\d+\w*.*|"
    r"(?:document|presentation|layout|book|chapter|sheet|slide|page|report|draft|form|scan|image|file|doc|text)[ _-]?\d*|"
    r"(?:power ?point|word|writer|latex|the)? ?(?:presentation|document|template)(?: for .*| title)?|"
    r"(?:blank|title|full|front|cover) ?page(?: photo)?|(?:page )?proofs?|"
    r"print|title|manuscript|article|paper|abstract|preprint|main|new|test",
    re.IGNORECASE,
)
_NO_AUTHOR = re.compile(
    r"\(?(?:user|admin\w*|owner|unknown|unspecified|author|anonymous|\w{1,3}|.*\\.*|dell|hp(?: inc\.?)?|lenovo|acer|microsoft.*|.*\buser|"
    r"python-docx|office|default|registered|preferred \w+|.*\b(?:adobe|acrobat|latex|ghostscript)\b.*|[a-z]+\d+|\d+)\)?",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w{3,}")
_SOME_WORDS = 3
_MOST = 0.7  # of a title's words


def stated_title(text: str) -> str:
    """The title, "" if it is one that a program made up or the name of a file."""
    title = " ".join(text.split())
    return "" if _NO_TITLE.fullmatch(title) else title


def stated_authors(text: str) -> tuple[str, ...]:
    """The names in a text of them, without those of programs and machines."""
    text = " ".join(text.split())
    if not text or _NO_AUTHOR.fullmatch(text):
        return ()
    separator = r"\s*;\s*" if ";" in text else r"\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*"
    return tuple(name for name in re.split(separator, text) if name and not _NO_AUTHOR.fullmatch(name))


def is_said(title: str, heading: str, text: str) -> bool:
    """Whether a document says the title that its file states: most of the words of a long one, a short one as (part of) its heading.

    A title that its first page does not say was left over from another document, or given by a template.
    """
    words = _WORD.findall(title.casefold())
    if len(words) < _SOME_WORDS:
        return _letters(title) in _letters(heading)
    said = set(_WORD.findall(text.casefold()))
    return _letters(title) in _letters(text) or sum(word in said for word in words) >= _MOST * len(words)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
