"""What is said of a question in another language: no little word of it is missed, and where it is searched is told once."""

from __future__ import annotations

import pytest

from chat import messages
from chat.answer import Assistant
from chat.other_language import missed_in, without_what_is_told
from index.document import Block, Document, Role, Source, SourceKind
from tests.chat.fakes import passage

MISSED = messages.NOT_IN_DOCUMENTS.partition("{")[0]


def missed(assistant: Assistant, question: str) -> str:
    return "".join(notice.removeprefix(MISSED) for notice in assistant.reply([question]).notices if notice.startswith(MISSED))


@pytest.mark.parametrize(
    ("language", "words", "is_held", "left"),
    [
        ("de", ["ist", "Schmerzen", "Gabapentin"], False, ["Gabapentin"]),
        ("de", ["ist", "Kopfweh", "Gabapentin"], True, ["Kopfweh", "Gabapentin"]),
        ("es", ["qué", "reumatólogo", "XR-45"], False, ["XR-45"]),
        ("fr", ["sont", "TENS", "douleurs"], False, ["TENS"]),
    ],
)
def test_what_says_nothing_is_not_missed(language: str, words: list[str], is_held: bool, left: list[str]) -> None:
    assert missed_in(language, words, is_held=is_held) == left


@pytest.mark.parametrize(
    "question",
    [
        "Was ist ketamine?",
        "Ist Ketamin sicher?",
        "Welche Nebenwirkungen hat die Behandlung?",
        "¿Qué es la fibromialgia?",
        "¿Cuánto dura el alivio del dolor?",
        "Combien de temps dure le soulagement ?",
        "La kétamine est-elle sûre ?",
    ],
)
def test_words_of_another_language_are_not_said_to_be_missing(assistant: Assistant, question: str) -> None:
    assert missed(assistant, question) == ""


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Hilft Gabapentin gegen Schmerzen?", "Gabapentin"),
        ("Does xylophonium help?", "xylophonium"),
        ("van der Kolk on insomnia", "insomnia"),
    ],
)
def test_what_english_documents_would_hold_is_still_missed(assistant: Assistant, question: str, words: str) -> None:
    assert missed(assistant, question) == words


@pytest.mark.parametrize(
    ("question", "opening"),
    [
        ("¿La ketamina es adictiva?", "La búsqueda lee inglés"),
        ("la fibromialgia es hereditaria", "La búsqueda lee inglés"),
        ("Wie lange hält die Wirkung an?", "Die Suche liest Englisch"),
    ],
)
def test_who_is_told_so_is_told_in_their_language_and_not_how_their_words_were_bent(
    assistant: Assistant, question: str, opening: str
) -> None:
    reply = assistant.reply([question])
    assert reply.message.startswith(opening)
    assert not [notice for notice in reply.notices if notice.startswith("Searched for")]


def test_words_that_came_from_earlier_turns_are_still_told() -> None:
    notices = [messages.OTHER_LANGUAGE, messages.SEARCHED_FOR.format(text="Dosis ketamine"), messages.NOTICE]
    assert without_what_is_told(notices, is_carried=True) == notices[1:]
    assert without_what_is_told(notices, is_carried=False) == notices[2:]


@pytest.mark.parametrize("question", ["Was ist ketamine?", "Ist Ketamin sicher?", "Hilft Ketamin gegen Schmerzen?"])
def test_that_the_search_reads_english_is_told_once(assistant: Assistant, question: str) -> None:
    reply = assistant.reply([question])
    is_told = [reply.message.startswith("Die Suche liest Englisch"), messages.OTHER_LANGUAGE in reply.notices]
    assert sum(is_told) == 1


def test_where_documents_are_in_the_language_of_the_question_nothing_is_said_of_english(assistant: Assistant) -> None:
    library = assistant.library
    with library.writer() as writer:
        german = "Die Dosis von ketamine wurde gegeben."
        found, sentences = passage(german, source_id="studie")
        source = Source("studie", "Eine Studie", SourceKind.ARTICLE, language="de")
        writer.put(Document(source, (german,), (Block(1, 0, len(german), Role.PARAGRAPH),)), [found], sentences)
    assert messages.OTHER_LANGUAGE not in assistant.reply(["Welche Dosis von ketamine wurde gegeben?"]).notices
    assert messages.OTHER_LANGUAGE in assistant.reply(["Was ist ketamine?"], source_ids=["trial"]).notices
