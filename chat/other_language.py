"""What is said beside the reply to a question in another language than English, and what is not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from chat import messages
from chat.guard.language import is_little_word
from chat.things import things_in


def missed_in(language: str, words: Iterable[str], *, is_held: bool) -> list[str]:
    """Those of these words, found nowhere, whose absence says something; `is_held` where documents of that language are searched.

    Little words ("ist", "qué") say nothing. Where all documents are English, "Schmerzen" stands nowhere although they are all about
    pain: then only what is called the same in English is missed, a thing of that name ("Gabapentin") or a code.
    """
    telling = [word for word in words if not is_little_word(word, language)]
    return telling if is_held else [word for word in telling if _is_code(word) or things_in(word)]


def without_what_is_told(notices: Sequence[str], *, is_carried: bool) -> list[str]:
    """The notices beside a message that says itself that the search reads English.

    How the words were read for an English search ("Wie large hält es an?") helps nobody then, unless some came from earlier turns.
    """
    opening = messages.SEARCHED_FOR.partition("{")[0]
    return [each for each in notices if each != messages.OTHER_LANGUAGE and (is_carried or not each.startswith(opening))]


def _is_code(word: str) -> bool:
    return len(word) > 1 and (word.isupper() or any(sign.isdigit() for sign in word))
