"""Whether a text is Markdown, by the marks in it."""

from __future__ import annotations

import re

from ingest.no_prose import why_no_prose

_SIGNS = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        r"\A---\n(?:\w[\w -]*:.*\n)+---$",  # front matter
        r"^ {0,3}#{1,6} \S.*$",  # a heading
        r"^[^\n#>|*-][^\n]*\n(?:={4,}|-{4,})$\n",  # one that is underlined
        r"!?\[[^\]\n]{1,200}\]\((?:https?://|mailto:|[#/.])?[^()\s]+(?:\([^()\s]*\))?\)",  # a link, a picture
        r"(?<!\S)(?:\*\*|__)(?=\S)[^*_\n]{1,200}(?<=\S)(?:\*\*|__)(?!\w)",  # bold
        r"(?<![\w*])(?:\*|_)(?=[^\W_])[^*_\n]{1,100}(?<=\w)(?:\*|_)(?![\w*])",  # emphasis
        r"^(?:```|~~~)",  # code
        r"^\|?(?: *:?-{3,}:? *\|)+ *:?-*:? *$",  # a table's rule
    )
)
_HEADING = re.compile(r"(?:\A|\n\n)#{1,6} [^\n]{2,120}[^\n#]\n\n")
_FEW, _MANY = 1, 2  # kinds of marks: of a file whose name says so, of any other


def is_markdown(text: str, *, is_named_so: bool = False) -> bool:
    """Whether its marks show it: two kinds of them, or two headings that stand apart; one kind where the file's name says so too."""
    text = text.replace("\r\n", "\n")
    n_kinds = sum(bool(sign.search(text)) for sign in _SIGNS)
    if n_kinds >= (_FEW if is_named_so else _MANY) or len(_HEADING.findall(text)) >= _MANY:
        return not why_no_prose(text)
    return False
