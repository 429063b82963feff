"""The few sentences that are ours, not the documents'."""

from __future__ import annotations

from collections.abc import Sequence

NOTICE = (
    "Not medical advice: these are the documents' own words about the people they studied or treat, not about you. "
    "Talk to a clinician before you decide anything."
)
# Where nothing is quoted: a refusal, help, small talk, silence.
NOTICE_UNQUOTED = (
    "Not medical advice: this program only quotes documents and cannot judge your case. Talk to a clinician before you decide anything."
)
ANSWER_ONE = "This is what the documents say, in their own words."
ANSWER_SEVERAL = "These documents each say something about it, in their own words."
EMPTY_QUESTION = "Type a question about the documents, in your own words. I answer with passages quoted from them."
NO_DOCUMENTS = "The library holds no documents yet. A keeper can add some with: python -m ingest FOLDER"
NO_DOCUMENTS_CHOSEN = "None of the chosen documents is in the library. Choose others, or ask all of them."
ABSTAIN_NEAR = "The documents do not answer this. Below is what comes nearest; it is related, but not an answer."
ABSTAIN_FAR = "The documents do not answer this, and hold nothing near it."
NO_MORE = "The documents say no more that answers this. Below is what else comes near; it is related, but not an answer."
WHAT_IS_MEANT = "I am not sure what this refers to. Please name it, for example the treatment, the study or the symptom you mean."
MEANT = "Taken to mean, of those shown before: {title}"
CUT = "Your question was very long; only its first {n_chars:,} characters were searched for."
SEARCHED_FOR = "Searched for: {text}"
NOT_IN_DOCUMENTS = "Not in your documents: {words}"
OTHER_LANGUAGE = "The documents are searched in English; a question in English finds more."
SEARCH_READS_ENGLISH = "The search reads English, so I cannot say whether the documents answer this. Ask it in English and I can."
NEAREST = "Below is what comes nearest; it is related, but not an answer."
FOR_A_CLINICIAN = "Questions worth taking to a clinician:"
GENERAL_ONLY = "Passages that name a dose are left out."  # the rest is said by the guard


def standing_notice(*, is_quoted: bool) -> str:
    """The notice that stands on every reply; it speaks of the documents' words only where some are shown."""
    return NOTICE if is_quoted else NOTICE_UNQUOTED


def not_in_documents(words: Sequence[str]) -> str:
    """The notice that names words of the question which no document holds."""
    return NOT_IN_DOCUMENTS.format(words=", ".join(words))
