"""What the judge learns from in one epoch: which questions, about which stretch of which text, in which order."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from index.encoder import Encoder
from ingest.sentences import sentence_spans
from training.judge_data import Example, Text, covidqa_examples, judge_examples, medquad_examples, split_of
from training.judge_pool import Pool
from training.judge_searched import Place, as_typed, searched_examples, searched_questions, unanswered
from training.judge_windows import LaidOut, Tokenised, elsewhere, sampled

COLLECTIONS = Path(__file__).resolve().parent.parent / "eval" / "collections"

SEARCHED_PLACES = 4  # windows of a searched question at one visit


@dataclass(frozen=True, slots=True)
class Shares:
    """How much of what there is in an epoch."""

    given: float = 1.0  # share of the hand-written questions in the folder
    ours: int = 2  # times each of the questions kept in the repository, whose texts are most like those people bring
    covidqa: float = 1.0  # share of its questions
    medquad: int = 0  # templated questions
    elsewhere: float = 0.15  # share of questions also shown a window of another, similar document
    look_alike: float = 0.3  # share of questions also shown a window of another document around a sentence like the question
    typed: float = 0.0  # share of visits at which a question is shown as it is typed into a search field
    searched: int = 0  # questions that people search for, of texts that do not answer them
    pool: float = 0.0  # share of the questions that nobody has marked an answer to, for teachers


@dataclass(frozen=True, slots=True)
class Course:
    """The examples to train on, by collection; no text of the tune and test splits among them."""

    written: list[Example]
    covidqa: list[Example]
    medquad: list[Example]
    likest: Mapping[str, list[Text]]  # question → other texts it is most like
    look_alikes: Mapping[str, list[Place]]  # question → sentences of other texts that it is most like
    searched: Mapping[str, list[Place]]  # question → sentences that do not answer it
    pool: Pool

    @classmethod
    def read(cls, folder: Path, shares: Shares, encoder: Encoder) -> Course:
        """Read the collections."""
        written = judge_examples(folder)
        train = [example for example in written if split_of(example.text.document) == "train"]
        apart = [example.text for example in written if split_of(example.text.document) != "train"]
        return cls(
            train,
            covidqa_examples(folder, kept_apart=apart)["train"],
            medquad_examples(folder, kept_apart=apart) if shares.medquad else [],
            _likest_texts(train, encoder) if shares.elsewhere else {},
            _likest_sentences(train, encoder) if shares.look_alike else {},
            unanswered(searched_questions(), list({one.text.text_id: one.text for one in train}.values()), encoder)
            if shares.searched
            else {},
            Pool.read(folder, kept_apart=[*_sentences(apart), *measured_on()], encoder=encoder) if shares.pool else Pool([], []),
        )

    def shown(self, example: Example, shares: Shares, tokens: Tokenised, chance: random.Random) -> list[LaidOut]:
        """What of its text is read at one visit, and at some visits of others, where nothing answers."""
        asked = example.question
        if asked in self.searched:
            places = self.searched[asked]
            return [
                elsewhere(asked, text, tokens, chance, around=n) for text, n in chance.sample(places, min(SEARCHED_PLACES, len(places)))
            ]
        if chance.random() < shares.typed:
            example = replace(example, question=as_typed(asked, chance))
        items = sampled(example, tokens, chance)
        if asked in self.likest and chance.random() < shares.elsewhere:
            items.append(elsewhere(example.question, chance.choice(self.likest[asked]), tokens, chance))
        if asked in self.look_alikes and chance.random() < shares.look_alike:
            text, number = chance.choice(self.look_alikes[asked])
            items.append(elsewhere(example.question, text, tokens, chance, around=number))
        return items

    def epoch(self, shares: Shares, chance: random.Random) -> list[Example]:
        """The examples of one epoch in random order."""
        medquad = chance.sample(self.medquad, min(shares.medquad, len(self.medquad)))
        covidqa = [around_gold(example, chance) for example in chance.sample(self.covidqa, round(shares.covidqa * len(self.covidqa)))]
        ours = [example for example in self.written if example.is_ours]
        given = [example for example in self.written if not example.is_ours]
        pool = self.pool.drawn(shares.pool, chance)
        searched = searched_examples(dict(chance.sample(sorted(self.searched.items()), min(shares.searched, len(self.searched)))))
        examples = [*chance.sample(given, round(shares.given * len(given))), *ours * shares.ours, *covidqa, *medquad, *pool, *searched]
        chance.shuffle(examples)
        return examples


def measured_on(folder: Path = COLLECTIONS) -> Iterator[str]:
    """The sentences of the documents that answers are measured on."""
    for file in sorted(folder.glob("**/documents/*")):
        words = file.read_text(encoding="utf-8", errors="replace")
        yield from (" ".join(words[start:end].split()) for start, end in sentence_spans(words))


def _sentences(texts: Iterable[Text]) -> Iterator[str]:
    return (sentence for text in texts for sentence in text.sentences)


def around_gold(example: Example, chance: random.Random, n_sentences: int = 16) -> Example:
    """The stretch of an article around the answer, or in one of five cases any stretch."""
    n_all = len(example.text.sentences)
    first, last = min(example.gold), max(example.gold)
    start = max(0, chance.randint(last - n_sentences + 1, max(first, last - n_sentences + 1)))
    if chance.random() < 0.2:
        start = chance.randrange(max(1, n_all - n_sentences))
    stretch = range(start, min(n_all, start + n_sentences))
    text = replace(example.text, sentences=tuple(example.text.sentences[number] for number in stretch))
    return Example(text, example.question, frozenset(number - start for number in example.gold if number in stretch))


def _likest_texts(examples: Sequence[Example], encoder: Encoder, n_texts: int = 8) -> dict[str, list[Text]]:
    """For each question the texts, other than its own, that it is most like."""
    texts = list({example.text.text_id: example.text for example in examples}.values())
    vectors = encoder.encode([f"{text.heading}. {' '.join(text.sentences[:5])}" for text in texts])
    questions = encoder.encode([f"{example.text.heading}. {example.question}" for example in examples])
    order = np.argsort(-(questions @ vectors.T), axis=1, kind="stable")[:, : n_texts + 1]
    return {
        example.question: [texts[number] for number in row if texts[number].text_id != example.text.text_id][:n_texts]
        for example, row in zip(examples, order, strict=True)
    }


def _likest_sentences(examples: Sequence[Example], encoder: Encoder, first: int = 2, last: int = 30) -> dict[str, list[Place]]:
    """For each question the sentences of texts on other topics that it is most like, from rank `first` to `last`.

    The very likest is left out: it may answer.
    """
    texts = list({example.text.text_id: example.text for example in examples}.values())
    places = [(text, number) for text in texts for number in range(len(text.sentences))]
    topic_of = {text.text_id: text.heading or text.text_id for text in texts}
    numbers = {topic: number for number, topic in enumerate(dict.fromkeys(topic_of.values()))}
    topics = np.array([numbers[topic_of[text.text_id]] for text, _ in places])
    vectors = encoder.encode([text.sentences[number] for text, number in places])
    questions = encoder.encode([example.question for example in examples])
    last = min(last, len(places))
    found = {}
    for example, question in zip(examples, questions, strict=True):
        likeness = np.where(topics == numbers[topic_of[example.text.text_id]], -1.0, vectors @ question)
        likest = np.argpartition(-likeness, last - 1)[:last]
        order = likest[np.argsort(-likeness[likest], kind="stable")][first - 1 :]
        found[example.question] = [places[number] for number in order]
    return found
