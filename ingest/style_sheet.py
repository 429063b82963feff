"""What a page's own style sheets hide, of which nothing in the page says that it is ever shown.

Only plain rules count (".gone", "p.gone", "#note"), outside of @media and the like. What a script or another rule of the page names, too,
may open, as an answer beneath its question does. Where scripts are loaded from elsewhere anything may: only what stands off the page
is hidden then.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import html

_LONGEST = 1_000_000  # characters of a style sheet that are read
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_BRACE = re.compile(r"([^{}]*)([{}])")
_PLAIN = re.compile(r"([A-Za-z][A-Za-z0-9]*)?((?:[.#][A-Za-z_-][\w-]*)+)")
_NAME = re.compile(r"[.#][A-Za-z_-][\w-]*")
_WORD = re.compile(r"[A-Za-z_-][\w-]*")
_NOT_SHOWN = re.compile(r"(?:^|;)(?:display:none|visibility:hidden)(?:;|!|$)")
_AWAY = re.compile(r"(?:^|;)(?:left|top|text-indent):-\d{3,}(?:px|em|rem|pt)")
_PLACES = re.compile(r"(?:^|;)(?:display|visibility|position|left|top|text-indent):")
_SHOWN_ITSELF = re.compile(r"(?:^|;)(?:display:(?!none)|visibility:visible|(?:left|top):[0a])")
_DATA = {"application/json", "application/ld+json"}
_OFF = "off the page"
_MOST = 0.5  # of a page's words


@dataclass(frozen=True, slots=True)
class _Rule:
    """A rule for one selector: why it hides, "" if it does not; whether it may show what another one hides."""

    selector: str
    why: str
    may_show: bool

    @property
    def names(self) -> list[str]:
        """The classes and ids in the selector, with their signs."""
        return _NAME.findall(self.selector)

    def means(self, element: html.HtmlElement) -> bool:
        """Whether a plain selector means the element."""
        found = _PLAIN.fullmatch(self.selector)
        return found is not None and found[1] in {None, element.tag} and set(self.names) <= _names(element)


def unseen_by_rules(root: html.HtmlElement) -> dict[html.HtmlElement, str]:
    """The elements that the page's style sheets hide, each with why: "by the style sheet", "off the page"."""
    rules: defaultdict[str, list[_Rule]] = defaultdict(list)  # by the first name in them
    for rule in _hiding(root):
        rules[rule.names[0]].append(rule)
    found: dict[html.HtmlElement, str] = {}
    for element in root.iter(html.etree.Element) if rules else ():
        ours = (rule for name in _names(element) for rule in rules.get(name, ()))
        why = next((rule.why for rule in ours if rule.means(element)), "")
        if why and not _SHOWN_ITSELF.search(_flat(element.get("style") or "")):
            found[element] = why
    return {} if sum(map(_n_words, found)) > _MOST * _n_words(root) else found  # a page is not hidden: it is shown when it has loaded


def _hiding(root: html.HtmlElement) -> list[_Rule]:
    sheets = [sheet for sheet in root.iter("style") if (sheet.get("media") or "all").strip().lower() != "print"]
    rules = [rule for sheet in sheets for rule in _rules(_COMMENT.sub(" ", (sheet.text or "")[:_LONGEST]))]
    scripts = [script for script in root.iter("script") if (script.get("type") or "").lower() not in _DATA]
    opened = {name[1:] for rule in rules if rule.may_show for name in rule.names}
    opened |= {word for script in scripts for word in _WORD.findall(script.text or "")}
    is_open = any(script.get("src") for script in scripts)
    return [
        rule
        for rule in rules
        if rule.why
        and _PLAIN.fullmatch(rule.selector)
        and (rule.why == _OFF or not is_open)
        and not any(name[1:] in opened for name in rule.names)
    ]


def _rules(sheet: str) -> Iterator[_Rule]:
    """The rules of a style sheet, one for each selector; of those within others and within @media only that they may show."""
    around: list[str] = []
    for words, brace in _BRACE.findall(sheet):
        if brace == "{":
            around.append(words.rpartition(";")[2].strip())
        elif around and not (head := around.pop()).startswith("@"):
            flat = _flat(words)
            why = "" if around else "by the style sheet" if _NOT_SHOWN.search(flat) else _OFF if _AWAY.search(flat) else ""
            for selector in head.split(","):
                yield _Rule(selector.strip(), why, not why and bool(_PLACES.search(flat)))


def _flat(declarations: str) -> str:
    return re.sub(r"\s+", "", declarations).lower()


def _n_words(element: html.HtmlElement) -> int:
    return len(str(element.text_content()).split())


def _names(element: html.HtmlElement) -> set[str]:
    names = {f".{name}" for name in (element.get("class") or "").split()}
    return names | {f"#{element.get('id')}"} if element.get("id") else names
