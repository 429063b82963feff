"""The assistant's own sentences in the page's language. What documents say is never translated."""

from __future__ import annotations

import re
from collections.abc import Mapping

from markupsafe import Markup

from chat import fault_messages, messages
from index import trouble
from page.markup import in_english, safe
from page.texts import DEFAULT_LANGUAGE, Texts

_WHOLE: Mapping[str, str] = {
    messages.ANSWER_ONE: "answer_one",
    messages.ANSWER_SEVERAL: "answer_several",
    messages.ABSTAIN_NEAR: "abstain_near",
    messages.ABSTAIN_FAR: "abstain_far",
    messages.SEARCH_READS_ENGLISH: "search_reads_english",
    messages.NEAREST: "nearest",
    messages.NO_MORE: "no_more",
    messages.WHAT_IS_MEANT: "what_is_meant",
    messages.EMPTY_QUESTION: "empty_question",
    messages.NO_DOCUMENTS: "no_documents",
    messages.NO_DOCUMENTS_CHOSEN: "no_documents_chosen",
    messages.NOTICE: "notice",
    messages.NOTICE_UNQUOTED: "notice_unquoted",
    messages.OTHER_LANGUAGE: "other_language",
    messages.GENERAL_ONLY: "general_only",
    fault_messages.UNKNOWN_DOCUMENT: "unknown_document",
    fault_messages.LIBRARY_GONE: "library_gone",
    fault_messages.LIBRARY_DAMAGED: "library_damaged",
    fault_messages.LIBRARY_BUSY: "library_busy",
    fault_messages.LIBRARY_UNREACHABLE: "library_unreachable",
    fault_messages.LIBRARY_LOCKED: "library_locked",
    fault_messages.LIBRARY_FULL: "library_full",
    fault_messages.OF_ANOTHER_VERSION: "library_of_another_version",
    fault_messages.NO_MODEL: "no_model",
    fault_messages.DISK_FULL: "disk_full",
    fault_messages.FAILED: "failed",
    fault_messages.NOT_ANSWERED: "not_answered",
    trouble.NO_LEXICAL: "no_search_by_words",
    trouble.NO_DENSE: "no_search_by_meaning",
}
_OPENINGS: Mapping[str, str] = {
    messages.SEARCHED_FOR.partition("{")[0]: "searched_for",
    messages.MEANT.partition("{")[0]: "meant",
    messages.NOT_IN_DOCUMENTS.partition("{")[0]: "not_in_documents",
    messages.FOR_A_CLINICIAN: "for_a_clinician",
}

_CUT = re.compile(re.escape(messages.CUT).replace(re.escape("{n_chars:,}"), r"(?P<n>[\d,]+)"))


def said(message: str, texts: Texts) -> str:
    """The message in the page's language, paragraph by paragraph; one that the catalogue does not know stays as it is."""
    return "\n\n".join(_paragraph(each, texts) for each in message.split("\n\n"))


def spoken(message: str, texts: Texts) -> Markup:
    """The message as markup; what the catalogue does not know is marked as English."""
    shown = said(message, texts)
    return in_english(shown) if shown == message and texts.language != DEFAULT_LANGUAGE else safe(shown)


def tells_what_was_searched(notice: str) -> bool:
    """Whether it says in which words the question was searched for."""
    return notice.startswith(messages.SEARCHED_FOR.partition("{")[0])


def tells_what_was_meant(notice: str) -> bool:
    """Whether it says which of the documents shown before the question was taken to mean."""
    return notice.startswith(messages.MEANT.partition("{")[0])


def told_in(paragraph: str, texts: Texts, language: str) -> str:
    """In which language a paragraph is told: the page's where the catalogue knows it, else the message's own."""
    return texts.language if _known(paragraph, texts) is not None else language


def elsewise(message: str, texts: Texts, language: str) -> dict[str, str]:
    """The lines of a message that are not told in the page's language, each with its own; questions for a clinician are English."""
    found: dict[str, str] = {}
    for paragraph in message.split("\n\n"):
        told = told_in(paragraph, texts, language)
        for line in paragraph.split("\n"):
            found[line] = told if told != texts.language or not line.startswith("• ") else DEFAULT_LANGUAGE
    return {line: told for line, told in found.items() if told != texts.language}


def _paragraph(text: str, texts: Texts) -> str:
    found = _known(text, texts)
    return text if found is None else found


def _known(text: str, texts: Texts) -> str | None:
    """What the catalogue has for a paragraph."""
    if (key := _WHOLE.get(text)) is not None:
        return texts.said[key]
    for opening, key in _OPENINGS.items():
        if text.startswith(opening):
            return texts.said[key].format(rest=text.removeprefix(opening))
    if found := _CUT.fullmatch(text):
        return texts.said["cut"].format(n=found["n"].replace(",", ""))
    return None
