"""The assistant's own sentences in the page's language. What documents say is never translated."""

from __future__ import annotations

from collections.abc import Mapping

from chat import messages
from page.texts import Texts

_WHOLE: Mapping[str, str] = {
    messages.ANSWER_ONE: "answer_one",
    messages.ANSWER_SEVERAL: "answer_several",
    messages.ABSTAIN_NEAR: "abstain_near",
    messages.ABSTAIN_FAR: "abstain_far",
    messages.WHAT_IS_MEANT: "what_is_meant",
    messages.EMPTY_QUESTION: "empty_question",
    messages.NO_DOCUMENTS: "no_documents",
    messages.NO_DOCUMENTS_CHOSEN: "no_documents_chosen",
    messages.NOTICE: "notice",
    messages.OTHER_LANGUAGE: "other_language",
}
_OPENINGS: Mapping[str, str] = {
    messages.SEARCHED_FOR.partition("{")[0]: "searched_for",
    messages.NOT_IN_DOCUMENTS.partition("{")[0]: "not_in_documents",
}


def said(sentence: str, texts: Texts) -> str:
    """The sentence in the page's language; one that the catalogue does not know stays as it is."""
    if (key := _WHOLE.get(sentence)) is not None:
        return texts.said[key]
    for opening, key in _OPENINGS.items():
        if sentence.startswith(opening):
            return texts.said[key].format(rest=sentence.removeprefix(opening))
    return sentence
