"""What "the second study" means: one of those shown before, or one of several in a document; otherwise it is asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from chat import messages
from chat.answer import Assistant
from chat.guard import patients_named
from chat.pointing import asked_of_another, is_bare_one, numbered_studies, pointed, renamed, studies_of, with_its_noun
from chat.reply import Reply, Route
from index.document import Block, Document, Passage, Role, Sentence, Source, SourceKind
from index.encoder import Encoder
from index.library import Library
from tests.chat.fakes import library_of, passage

REVIEW = (
    "Exercise helps painful knees, as these trials tell. Adams let 64 patients with painful knees cycle. "
    "Their pain on stairs fell by a third. Costa let 112 women with painful knees walk in water. They fell less often. "
    "Dietrich tried squats in 30 men with painful knees. The 30 men felt no difference."
)
LIBRARIES = {
    "knees": {"review": REVIEW},
    "nurses": {
        "zinc": "Zinc tablets were given to 53 nurses who worked nights. They fell asleep 11 minutes sooner than those who took none. "
        "The study was paid for by the maker of the tablets.",
        "light": "A lamp of 10,000 lux was used by 72 nurses who worked nights. They fell asleep 24 minutes sooner. "
        "The study was paid for by the hospital.",
    },
    "migraine": {
        "ginger": "We gave 60 adults ginger powder at the start of a migraine attack. Two hours later 40 percent were free of headache. "
        "Heartburn was the commonest side effect.",
        "tea": "In a trial, 48 women with migraine drank green tea for twelve weeks. Their headache days fell from nine to six a month. "
        "Nobody had to stop because of side effects.",
        "riboflavin": "A dose of 400 mg riboflavin was taken by 55 patients with migraine. Headache days fell by half in 59 percent of the "
        "patients. Bright yellow urine was the commonest side effect.",
    },
}
# Counted by the document itself, after a share of people that nobody studied; one of them is told of again further on.
COUGHS = (
    "Cough troubles one in four adults each winter. In the first study, 164 adults with a cough took honey at night. "
    "In the second study, 98 adults with a cough took ginger at night. Both trials were masked. "
    "The honey trial was paid for by a university. The ginger trial was paid for by a spice company."
)
LIBRARIES["coughs"] = {"coughs": COUGHS}
KNEES = "Does exercise help painful knees?"
NURSES = "What helps nurses who work nights to fall asleep sooner?"
MIGRAINE = "In how many patients did headache days fall by half?"


@pytest.mark.parametrize(
    ("question", "place", "is_study", "is_all"),
    [
        ("what about the second study?", 1, True, True),
        ("and the 3rd trial?", 2, True, True),
        ("what did the last paper find?", -1, False, True),
        ("who paid for the first study?", 0, True, False),
        ("how many women were in the second document", 1, False, False),
    ],
)
def test_a_question_may_point_at_what_was_shown(question: str, place: int, is_study: bool, is_all: bool) -> None:
    found = pointed(question)
    assert found is not None
    assert (found.place, found.is_study, found.is_all) == (place, is_study, is_all)
    assert pointed(found.question) is None


@pytest.mark.parametrize(
    "question",
    ["what did Sörensen's second study find?", "when was the first study of ketamine?", "does the second one work?", "is study needed?"],
)
def test_what_is_named_is_not_pointed_at(question: str) -> None:
    assert pointed(question) is None


def test_a_study_begins_where_another_number_of_people_is_named() -> None:
    _, sentences = passage(REVIEW)
    assert [[sentences.index(one) for one in study] for study in studies_of(sentences)] == [[1, 2], [3, 4], [5, 6]]
    assert studies_of(sentences[:1]) == []


TWO_TRIALS = (
    ("", "Cold baths were tried twice. Trial 1 was paid for by the sea. Trial 2 was paid for by a pool."),
    ("Trial 1 › Methods", "We asked 40 swimmers to bathe in cold water. Twelve swimmers stopped because of shivering."),
    ("Trial 1 › Results", "Three participants slept better."),
    ("Trial 2", "Warm water was used by 36 swimmers."),
    ("Discussion", "Neither trial was long. In trial 2 nobody shivered."),
)


def test_a_document_that_counts_its_studies_is_taken_at_its_word() -> None:
    _, sentences = passage(COUGHS)
    assert [[sentences.index(one) for one in study] for study in studies_of(sentences)] == [[1], [2, 3, 4, 5]]


@pytest.mark.parametrize(
    ("question", "before", "read"),
    [
        ("and the other one?", "who paid for the zinc trial?", "and the other trial?"),
        ("how many were in the second one?", "what was Adams's first study?", "how many were in the second study?"),
        ("what about the second one?", "which studies are there of zinc?", "what about the second study?"),
        # twins: no study was asked for, or one that is said which
        ("does the second one work?", "which cream is cheaper?", "does the second one work?"),
        ("and the other one of Adams?", "who paid for the zinc trial?", "and the other one of Adams?"),
    ],
)
def test_one_is_what_the_question_before_names(question: str, before: str, read: str) -> None:
    assert with_its_noun(question, [before]) == read


def test_the_other_one_alone_says_nothing() -> None:
    assert all(map(is_bare_one, ["and the other one?", "what about the second one?", "what is the third one?"]))
    assert not any(map(is_bare_one, ["is the other one cheaper?", "which one is licensed?", "and the one of the skin?", "and ginger?"]))


def test_another_study_is_asked_of_without_the_words_of_the_first() -> None:
    assert asked_of_another("Who paid for the honey trial?", {"honey", "adams"}) == "Who paid for the trial?"
    assert asked_of_another("Who paid for the trial?", {"honey"}) is None


def test_where_studies_have_headings_each_is_what_stands_beneath_its_own_and_names_no_other() -> None:
    found = [passage(text, start=1_000 * number) for number, (_, text) in enumerate(TWO_TRIALS)]
    sections = {held.passage_id: section for (held, _), (section, _) in zip(found, TWO_TRIALS, strict=True)}
    studies = numbered_studies([sentence for _, sentences in found for sentence in sentences], sections)
    first, second = ([sentence.text.split()[-1] for sentence in studies[name]] for name in ("trial 1", "trial 2"))
    assert first == ["water.", "shivering.", "better.", "sea."]
    assert second == ["swimmers.", "pool.", "shivered."]


@pytest.mark.parametrize(
    ("turns", "words"),
    [
        (("who was trial 1 paid by?", "and the second trial?"), "paid for by a pool"),
        (("how many swimmers bathed in trial 2?", "and the first trial?"), "40 swimmers"),
        (("how many swimmers bathed in trial 1?", "how many swimmers used warm water in the second trial?"), "36 swimmers"),
    ],
)
def test_the_second_of_the_numbered_studies_is_asked_about_by_its_number(
    tmp_path: Path, real_encoder: Encoder, turns: tuple[str, ...], words: str
) -> None:
    held, page = Library.open(tmp_path, encoder=real_encoder, create=True), ""
    passages: list[Passage] = []
    sentences: list[Sentence] = []
    for section, text in TWO_TRIALS:
        found, told = passage(text, start=len(page), section=section)
        page, passages, sentences = f"{page}{text}\n", [*passages, found], [*sentences, *told]
    with held.writer() as writer:
        blocks = tuple(Block(1, one.start, one.end, Role.PARAGRAPH) for one in passages)
        writer.put(Document(Source("doc", "Cold baths", SourceKind.ARTICLE), (page,), blocks), passages, sentences)
    reply = Assistant.over(held).reply(turns)
    assert words in reply.quotes[0].quote.text
    assert messages.MEANT.format(title="Cold baths") in reply.notices


def test_one_heading_does_not_make_studies() -> None:
    held, sentences = passage("We asked 40 swimmers to bathe. Trial 1 was paid for by nobody.")
    assert numbered_studies(sentences, {held.passage_id: "Trial 1"}) == {}
    assert numbered_studies(sentences, {held.passage_id: "A trial of 40 swimmers"}) == {}


def test_a_study_is_put_in_the_question_by_its_name() -> None:
    found = pointed("is it safe in the second trial?")
    assert found is not None
    assert found.naming("trial 2") == "is it safe in trial 2?"
    assert renamed("who paid for Trial 1, and why?", "trial 2") == "who paid for trial 2, and why?"
    assert renamed("who paid for the trials?", "trial 2") is None


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("examined the response in 18 fibromyalgia patients", ["18"]),
        ("thirty healthy volunteers and 12 patients", ["thirty", "12"]),
        ("the mean (n = 40) fell", ["40"]),
        ("in 2017 patients were asked", []),
        ("until 1999 women were left out", []),
    ],
)
def test_the_number_of_people_is_read(text: str, people: list[str]) -> None:
    assert patients_named(text) == people


def asked(folder: Path, encoder: Encoder, library: str, *turns: str) -> Reply:
    held = library_of(folder / library, encoder, LIBRARIES[library])
    return Assistant.over(held).reply(turns)


@pytest.mark.parametrize(
    ("library", "turns", "words"),
    [
        ("knees", (KNEES, "what about the second study?"), "112 women"),
        ("knees", (KNEES, "what did the third study find?"), "30 men"),
        ("knees", (KNEES, "how many patients were in the first trial?"), "64 patients"),
        ("knees", (KNEES, "what about the second study?", "and the last study?"), "30 men"),
        ("coughs", ("How many people took part in the honey trial?", "what about the second study?"), "98 adults"),
        ("coughs", ("Who paid for the honey trial?", "and the other one?"), "spice company"),
        ("coughs", ("Who paid for the ginger trial?", "and the other one?"), "a university"),
        ("coughs", ("How many adults were in the first study?", "and in the second one?"), "98 adults"),
        ("nurses", (NURSES, "what about the second study?"), "72 nurses"),
        ("nurses", (NURSES, "who paid for the other study?"), "by the hospital"),
        ("nurses", (NURSES, "who paid for the first study?"), "maker of the tablets"),
        ("migraine", (MIGRAINE, "what was the commonest side effect in the first study?"), "yellow urine"),
    ],
)
def test_what_was_meant_is_quoted_and_named(
    tmp_path: Path, real_encoder: Encoder, library: str, turns: tuple[str, ...], words: str
) -> None:
    reply = asked(tmp_path, real_encoder, library, *turns)
    assert reply.route is Route.ANSWER
    assert words in reply.quotes[0].quote.text
    assert len({quoted.quote.source_id for quoted in (*reply.quotes, *reply.related)}) == 1
    assert messages.MEANT.format(title=reply.quotes[0].source.title) in reply.notices


@pytest.mark.parametrize(
    ("library", "turns"),
    [
        ("knees", (KNEES, "and the fourth study?")),
        ("nurses", (NURSES, "what does the third paper say?")),
        ("migraine", (MIGRAINE, "what does the other paper say?")),  # of three
        ("migraine", ("hello", "what about the second study?")),
        ("migraine", ("Was ginger or green tea drunk for twelve weeks?", "and the other one?")),
    ],
)
def test_where_there_is_no_telling_it_is_asked_what_is_meant(
    tmp_path: Path, real_encoder: Encoder, library: str, turns: tuple[str, ...]
) -> None:
    reply = asked(tmp_path, real_encoder, library, *turns)
    assert (reply.route, reply.message, reply.quotes) == (Route.ABSTAIN, messages.WHAT_IS_MEANT, ())
    assert bool(reply.related) is (turns[0] != "hello")  # what there is to choose from
