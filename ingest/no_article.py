"""Pages that a server or a browser shows in place of an article: errors, checks for robots, waiting rooms, redirections."""

from __future__ import annotations

import re

_LONGEST = 800  # characters; an article, were it about such pages, is longer
_WAITS = re.compile(  # as Adobe's programs write it, in four languages
    r"message is not eventually replaced with the proper contents|nicht durch den eigentlichen Inhalt des Dokuments ersetzt"
    r"|message n.est pas remplac|mensaje no se (?:reemplaza|sustituye)|^please wait[. …]*$",
    re.IGNORECASE,
)
_SAYS = (
    (
        "an error of the server",
        r"\b(?:40[0134]|50[0234])\b.{0,20}\b(?:forbidden|not found|unauthori[sz]ed|bad gateway|unavailable|error)\b",
    ),
    ("an error of the server", r"not found on this server|permission to access .{0,80} on this server|access denied"),
    ("an error of the server", r"unable to service your request|(?:service|temporarily) unavailable|internal server error"),
    (
        "an error of the server",
        r"(?:page|file|article|document) (?:you (?:requested|are looking for) )?(?:could not|cannot|can't|can’t|was not) be? ?found",
    ),
    ("a check for robots", r"verify (?:that )?you are (?:a )?human|not a robot|complet\w+ the captcha|unusual traffic from your"),
    (
        "a check for robots",
        r"review the security of your connection|check(?:ing)? (?:if the site connection is secure|your browser before)",
    ),
    (
        "that it needs scripts",
        r"enable (?:javascript|cookies|js)\b|javascript (?:is|must be) (?:disabled|enabled|required)|requires javascript",
    ),
    (
        "that it needs another browser",
        r"browser (?:is|does|version).{0,40}\bsupport|(?:update|upgrade) your browser|browser is out of date",
    ),
    (
        "an error of the server",
        r"too many requests|requests? (?:(?:url )?was |has been )?(?:rejected|blocked)|(?:page|file) you .{0,20}looking for",
    ),
    (
        "an error of the server",
        r"(?:site|page|service) is (?:currently |temporarily )?(?:down for|under(?:going)?|in) (?:scheduled )?maintenance",
    ),
    ("a check for robots", r"security check to (?:access|continue)|prove (?:that )?you(?:’re| are|'re) (?:a )?human"),
    (
        "that it is a part of an article that has to be bought",
        r"preview of subscription content|(?:buy|purchase|rent) (?:this |the )?article",
    ),
    ("that its address is for sale", r"domain (?:name )?(?:is|may be) for sale|buy this domain"),
    ("that it leads elsewhere", r"not redirected automatically|you are being redirected|redirecting you|page has (?:been )?moved"),
    (
        "that one must sign in",
        r"forgot(?:ten)? (?:your )?password|"
        r"(?:please )?(?:sign|log) ?in to (?:your|continue|view|read|access)|session has expired",
    ),
)
_FOLDER = re.compile(r"index of /", re.IGNORECASE)  # however many there are
_RULES = tuple((says, re.compile(pattern, re.IGNORECASE)) for says, pattern in _SAYS)


def why_no_article(text: str) -> str:
    """What a short text says in place of an article: "an error of the server"; "" if it does not."""
    words = " ".join(text.split())
    if _FOLDER.match(words):
        return "a list of a folder's files"
    if len(words) > _LONGEST:
        return ""
    return next((says for says, pattern in _RULES if pattern.search(words)), "")


def is_waiting(text: str) -> bool:
    """Whether a PDF's whole text is what forms show to programs that cannot draw them: "Please wait…"."""
    words = " ".join(text.split())
    return len(words) <= _LONGEST and bool(_WAITS.search(words))
