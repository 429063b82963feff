"""The words by which what surrounds an article in print is known: notices, statements, names of sections."""

from __future__ import annotations

import re


def _one_of(*alternatives: str, after: str = "") -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(alternatives)}){after}", re.IGNORECASE | re.DOTALL)


SECTION_NAMES = _one_of(
    *("abstract", "summary", "key ?points", "introduction", "background", "objectives?", "aims?", "methods?", "materials? and methods"),
    *("patients and methods", "results?", "discussion", "results and discussion", "conclusions?", "limitations", "appendix(?: \\w)?"),
    *(
        "case (?:report|presentation)",
        "acknowledge?ments?",
        "funding(?: (?:and|&) [\\w ]{3,30})?",
        "references",
        "bibliography",
        "literature cited",
        "highlights",
    ),
    *("supplementary (?:materials?|information)", "abbreviations", "keywords?", "key ?words", "author contributions?", "disclosures?"),
    *("conflicts? of interests?", "competing interests?", "data availability(?: statement)?", "ethics(?: statement)?"),
)
REFERENCES = _one_of(
    *(r"(?:\d+\.?\s+)?references?(?: and notes| cited| list)?", "bibliography", "literature(?: cited)?", "works cited", "sources"),
    *("literatur(?:verzeichnis)?", "r[ée]f[ée]rences", "bibliographie", "referencias", "bibliografía"),
    after=r"\s*:?",
)
AFTER_REFERENCES = _one_of(
    *("appendix", "supplement", "disclaimer", "publisher", "acknowledg", "figure legends?", r"figures?\b", r"tables?\b", "author"),
    *("funding", "conflict", "competing", "abbreviations", "annex", "about the"),
)
ABSTRACT = _one_of(r"\W*abstract\b", r"\W*summary\b", r"\W*introduction\b", r"\W*background\b")
PART_OF_ABSTRACT = _one_of(r"\W*background\b", r"\W*introduction\b")
_STATEMENT = _one_of(  # who paid and who has interests is asked for, and so not among these
    *("author contributions?", "authors[’'] contributions?", "data availability(?: statement)?", "institutional review board statement"),
    *("informed consent statement", "acknowledge?ments?", "sample availability", "credit authorship contribution statement"),
    *("provenance and peer review",),
    after=r"\b\s*:",
)
_HISTORY = ("received", "revised", "accepted", "published", "available online", "academic editors?", "editors?", "reviewed by", "edited by")
_NOTICES = {
    "licence notice": _one_of(
        *(r"copyright\b", "©", r"\(c\) ?\d{4}", r".{0,160}\bcreative commons\b", r".{0,160}\bopen[ -]access article\b"),
        *(r".{0,160}\ball rights reserved\b", r".{0,160}\blicensee\b", r".{0,160}\bcc[ -]by\b"),
    ),
    "article history": _one_of(*_HISTORY, "handling editor", after=r"\b[^.]{0,40}[:\d]"),
    "how to cite": _one_of(
        *(
            "citation",
            "cite this article(?: as)?",
            "how to cite(?: this article)?",
            "to cite this article",
            "suggested citation",
            "cite as",
        ),
        after=r"\b\s*:",
    ),
    "correspondence": _one_of(
        *("correspond(?:ence|ing author)", "e-?mails?(?: address(?:es)?)?", r"[*†‡✉]\s*correspond(?:ence|ing author)"),
        after=r"\b\s*(?:to\b|address|[:*])",
    ),
    "publisher's note": _one_of("disclaimer", "publisher[’']s note", "springer nature remains neutral"),
    "keywords": _one_of("key ?words?", "index terms", "mesh terms", after=r"\b\s*[:—–-]"),
    "address of a page": re.compile(r"(?:(?:https?://|www\.|doi:? ?(?:https?://\S+|10\.))\S*\s*)+$", re.IGNORECASE),
    "journal notice": _one_of(
        *(r"(?:p-?|e-?)?issn\b", r"downloaded from\b", "contents lists available", "journal homepage"),
        *(r"this is an? .{0,30}accepted manuscript", r".{0,80}\bdoi\.org/10\.\d{4,9}/\S+$"),
    ),
}


def why_notice(text: str) -> str:
    """What sort of notice the paragraph is, "" if it is none; `text` is on one line."""
    return next((why for why, pattern in _NOTICES.items() if pattern.match(text)), "")


def is_statement(text: str) -> bool:
    """Whether it speaks of the article and not of its matter: "Author contributions: …"."""
    return bool(_STATEMENT.match(text))
