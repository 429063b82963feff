"""Text of documents and people to markup that shows it and does nothing else."""

from __future__ import annotations

import re
from collections.abc import Collection

from markupsafe import Markup, escape

from index.document import Source
from page.texts import DEFAULT_LANGUAGE

# The page's templates know these signs; as entities they are only signs.
_TEMPLATE_SIGNS = {"{": "&#123;", "}": "&#125;", "$": "&#36;", "`": "&#96;"}
_WORD = re.compile(r"[^\W_]+")
_TURNED = re.compile("[\u202a-\u202e\u2066-\u2069]")


def safe(text: str) -> Markup:
    """The text as it is, with nothing in it that a browser or a template would act on."""
    shown = text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "\ufffd")
    escaped = str(escape(shown))
    for sign, entity in _TEMPLATE_SIGNS.items():
        escaped = escaped.replace(sign, entity)
    return Markup(escaped)


def named(text: str) -> Markup:
    """A name or title without marks that turn the direction of writing: with them "exe.pdf" can look like what it is not."""
    return safe(_TURNED.sub("", text))


def in_language(text: str, language: str) -> Markup:
    """Words of this language ("" for English), marked as such: in a page of another one a screen reader says them right."""
    return Markup("<span lang='{}'>{}</span>").format(safe(language or DEFAULT_LANGUAGE), named(text))


def in_english(text: str) -> Markup:
    """Words that the program has in English only."""
    return Markup("<span lang='{}'>{}</span>").format(DEFAULT_LANGUAGE, safe(text))


def title_of(source: Source) -> Markup:
    """A document's title, in the document's language."""
    return in_language(source.title, source.language)


def lines(text: str) -> Markup:
    """The text with its line ends kept: paragraphs at empty lines, breaks at single ones."""
    paragraphs = [Markup("<br>").join(safe(line) for line in part.split("\n")) for part in re.split(r"\n\s*\n", text) if part.strip()]
    return Markup("").join(Markup("<p>{}</p>").format(paragraph) for paragraph in paragraphs)


def with_words_marked(text: str, stems: Collection[str]) -> Markup:
    """The text with the words that begin with one of these stems lightly marked."""
    parts: list[Markup] = []
    position = 0
    for match in _WORD.finditer(text):
        folded = match.group().casefold()
        if any(folded.startswith(stem) for stem in stems):
            parts += [safe(text[position : match.start()]), Markup("<mark class='asked'>"), safe(match.group()), Markup("</mark>")]
            position = match.end()
    return Markup("").join([*parts, safe(text[position:])])


def asked_stems(question: str) -> set[str]:
    """The beginnings of the question's longer words: "studies" marks "study" as well."""
    return {
        word.casefold()[: max(4, len(word) - 3)] for word in _WORD.findall(question) if len(word) > 3 and word.casefold() not in _COMMON
    }


_COMMON = frozenset(
    [
        "what", "when", "where", "which", "who", "whom", "whose", "does", "have", "with", "from", "that", "this", "these", "those", "there",
        "their", "they", "them", "about", "after", "before", "into", "than", "then", "will", "would", "could", "should", "been", "were",
        "some", "many", "much", "long", "your", "more", "most", "make", "just", "also", "very", "tell", "help", "helps", "work", "works",
    ]
)  # fmt: skip
