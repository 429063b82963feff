"""What the guard's reader is shown, the loss, and the loop that lowers it."""

from __future__ import annotations

import math
import random
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import torch
from torch.nn import functional

from chat.guard.decision import N_HELP, ROUTES
from chat.guard.network import ReaderNetwork
from chat.guard.reading import Reading, Tokenise, lay_out
from index.batches import batches_by_length, padded
from training.finite import finite
from training.guard_rows import Row, filler_texts, opener_texts
from training.masking import hidden

NAMES = [route.value for route in ROUTES]
HELP = frozenset(NAMES[:N_HELP])
MAX_FILLERS = 6  # told around a buried message
MAX_BURIED = 250  # characters
MIN_LETTER = 60  # words of a post that counts as long
UNLABELLED = "unlabelled"  # kind of a message that nobody has labelled: only teachers say what it is
NEW = "new"  # kind of a message that the teachers were not taught on and are wrong about: only its label says what it is
_END_MARKS = ".!? "
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True, slots=True)
class Rates:
    """What decides how fast and towards what."""

    epochs: int = 3
    batch: int = 32  # messages in a step
    learning_rate: float = 5e-4
    head_learning_rate: float = 2e-3
    weight_decay: float = 0.01
    warm_up: float = 0.06  # share of the steps
    smoothing: float = 0.05  # share of the target spread over all routes
    also: float = 0.35  # share of the target that a second acceptable route gets
    known: float = 0.85  # probability from which a message counts as known …
    skipped: float = 0.7  # … and share of its later visits that are left out: most messages are learned at once
    masked: float = 0.06  # share of the tokens hidden at each visit, so that no row is learned by heart
    unmarked: float = 0.35  # share of visits at which the marks at the end are left out: people who search leave them out
    buried: float = 0.03  # share of visits at which a short message that stands on its own is told among small talk
    lettered: float = 0.05  # share of visits at which a short danger is told as one sentence of a long harmless post
    opened: float = 0.08  # share of visits with questions of fact put before a message that stands on its own
    taught: float = 0.5  # weight of what teachers say, where there are any, against the label


def targets(row: Row, rates: Rates) -> list[float]:
    """The target's share for each route."""
    shares = [rates.smoothing / len(NAMES)] * len(NAMES)
    second = rates.also if row.also else 0.0
    for route, share in ((row.route, 1.0 - second), (row.also, second)):
        if share:
            shares[NAMES.index(route)] += (1.0 - rates.smoothing) * share
    return shares


def route_weights(rows: Sequence[Row]) -> list[float]:
    """What a message of each route counts: rare routes more, by the root of their share."""
    shares = np.bincount([NAMES.index(row.route) for row in rows], minlength=len(NAMES)) / len(rows)
    return [float(1.0 / np.sqrt(max(share, 1e-9) * len(NAMES))) for share in shares]


@dataclass(frozen=True, slots=True)
class Visit:
    """A row as it is shown once."""

    number: int
    row: Row
    reading: Reading


@dataclass(frozen=True, slots=True)
class Company:
    """What messages that stand on their own may be seen with, and which changes nothing about them."""

    openers: Sequence[str]  # questions of fact, asked before
    fillers: Sequence[str]  # small talk, told around it
    letters: Sequence[str] = ()  # long harmless posts, around a danger

    @classmethod
    def of(cls, rows: Sequence[Row]) -> Company:
        """What these rows hold of each."""
        return cls(opener_texts(rows), filler_texts(rows), letter_texts(rows))


def letter_texts(rows: Sequence[Row]) -> list[str]:
    """Long posts in English without danger."""
    harmless = (row.text for row in rows if row.route not in HELP and not row.also and row.lang == "en" and not row.turns)
    return [text for text in harmless if len(text.split()) >= MIN_LETTER]


def within_letter(text: str, letter: str, chance: random.Random) -> str:
    """The letter with this text as one more of its sentences, anywhere."""
    sentences = _SENTENCE_END.split(letter)
    sentences.insert(chance.randint(0, len(sentences)), text if text[-1] in _END_MARKS else f"{text}.")
    return " ".join(sentences)


def shown(row: Row, company: Company, rates: Rates, chance: random.Random) -> Row:
    """The message as it is shown at one visit."""
    if chance.random() < rates.unmarked:
        row = replace(row, text=row.text.rstrip(_END_MARKS) or row.text)
    if not row.can_be_opened:
        return row
    kind = chance.random()
    if company.openers and kind < rates.opened:
        return replace(row, turns=tuple(chance.sample(company.openers, chance.randint(1, 2))))
    if len(row.text) >= MAX_BURIED:
        return row
    kind -= rates.opened
    if company.letters and row.route in HELP and 0 <= kind - rates.buried < rates.lettered:
        return replace(row, text=within_letter(row.text, chance.choice(company.letters), chance))
    if len(company.fillers) >= MAX_FILLERS and 0 <= kind < rates.buried:
        told = chance.sample(company.fillers, chance.randint(2, MAX_FILLERS))
        told.insert(chance.randint(0, len(told)), row.text)
        return replace(row, text=" ".join(text if text[-1] in _END_MARKS else f"{text}." for text in told))
    return row


def steps(rows: Sequence[Row], numbers: Sequence[int], tokens: Tokenise, rates: Rates, chance: random.Random) -> list[list[Visit]]:
    """These rows once in random order, messages of like length in one step, steps in random order."""
    company = Company.of(rows)
    visits = []
    for number in numbers:
        row = shown(rows[number], company, rates, chance)
        visits.append(Visit(number, row, chance.choice(lay_out(row.text, row.turns[-2:], tokens))))
    visits.sort(key=lambda visit: len(visit.reading.ids) + 4.0 * chance.random())
    batches = [visits[start : start + rates.batch] for start in range(0, len(visits), rates.batch)]
    chance.shuffle(batches)
    return batches


def fit(
    network: ReaderNetwork,
    rows: Sequence[Row],
    tokens: Tokenise,
    rates: Rates,
    seed: int,
    *,
    teachers: Sequence[ReaderNetwork] = (),
    seconds: float = math.inf,
) -> None:
    """Train in place, where the network is: AdamW, learning rate up for the first steps, then evenly down to nothing.

    Teachers read what the network reads, nothing hidden, and the mean of what they say is learned from. It ends after `seconds`,
    which the learning rate then goes by.
    """
    chance = random.Random(seed)
    weights = torch.tensor(route_weights([row for row in rows if row.kind != UNLABELLED] or rows), device=place_of(network))
    optimiser = torch.optim.AdamW(
        [
            {"params": [p for p in network.bert.parameters() if p.requires_grad], "peak": rates.learning_rate},
            {"params": list(network.head.parameters()), "peak": rates.head_learning_rate},
        ],
        weight_decay=rates.weight_decay,
    )
    trained = [p for p in network.parameters() if p.requires_grad]
    certainty = np.zeros(len(rows))
    started, mean_loss, n_steps = time.monotonic(), 0.0, 0
    for epoch in range(rates.epochs):
        visited = [number for number in range(len(rows)) if certainty[number] < rates.known or chance.random() >= rates.skipped]
        batches = steps(rows, visited, tokens, rates, chance)
        for position, step in enumerate(batches):
            done = max((epoch + position / len(batches)) / rates.epochs, (time.monotonic() - started) / seconds)
            if done >= 1:
                return
            for group in optimiser.param_groups:
                group["lr"] = group["peak"] * min((done + 1e-3) / rates.warm_up, (1.0 - done) / (1.0 - rates.warm_up))
            scores = run(network, [visit.reading for visit in step], rates.masked)
            loss = loss_of(scores, [visit.row for visit in step], weights, rates, said_by(teachers, [visit.reading for visit in step]))
            optimiser.zero_grad()
            torch.autograd.backward(loss)
            torch.nn.utils.clip_grad_norm_(trained, 1.0)
            optimiser.step()
            for visit, said in zip(step, scores.detach().softmax(-1).cpu(), strict=True):
                certainty[visit.number] = float(said[NAMES.index(visit.row.route)])
            n_steps += 1
            mean_loss += (finite(loss.item(), n_steps) - mean_loss) / min(n_steps, 50)
            if n_steps % 50 == 0:
                print(f"{done:.3f} done, step {n_steps}: loss {mean_loss:.3f}, {time.monotonic() - started:.0f} s", flush=True)


def said_by(teachers: Sequence[ReaderNetwork], readings: Sequence[Reading]) -> torch.Tensor | None:
    """The mean of what teachers say (readings, routes); None without any."""
    if not teachers:
        return None
    with torch.no_grad():
        return torch.stack([run(teacher, readings).softmax(-1) for teacher in teachers]).mean(0)


def loss_of(
    scores: torch.Tensor, rows: Sequence[Row], weights: torch.Tensor, rates: Rates, said: torch.Tensor | None = None
) -> torch.Tensor:
    """Cross-entropy against the targets and what teachers have said, each message weighed by its route."""
    wanted = torch.tensor([targets(row, rates) for row in rows], device=scores.device)
    if said is not None:
        taught = torch.tensor([share_taught(row, rates) for row in rows], device=scores.device).unsqueeze(1)
        wanted = (1 - taught) * wanted + taught * said
    weighed = weights[[NAMES.index(row.route) for row in rows]]
    losses = functional.cross_entropy(scores, wanted, reduction="none")
    return (losses * weighed).sum() / weighed.sum()


def share_taught(row: Row, rates: Rates) -> float:
    """What the teachers' word counts for this message, against its label."""
    return {UNLABELLED: 1.0, NEW: 0.0}.get(row.kind, rates.taught)


def run(network: ReaderNetwork, readings: Sequence[Reading], masked: float = 0.0) -> torch.Tensor:
    """Scores (readings, routes). `masked` of the tokens are hidden."""
    rows = [reading.ids for reading in readings], [[1] * len(reading.ids) for reading in readings], [one.token_types for one in readings]
    ids, mask, types = (torch.from_numpy(padded(some)).to(place_of(network)) for some in rows)
    scores: torch.Tensor = network(hidden(ids, masked) if masked else ids, mask, types)
    return scores


def place_of(network: ReaderNetwork) -> torch.device:
    """The device that the network is on."""
    return network.head.weight.device


def predicted(network: ReaderNetwork, rows: Sequence[Row], tokens: Tokenise) -> npt.NDArray[np.float32]:
    """Probabilities (rows, routes) as the network stands; of a message in several parts, those of the most alarming one."""
    network.eval()
    readings = [(number, reading) for number, row in enumerate(rows) for reading in lay_out(row.text, row.turns[-2:], tokens)]
    found = np.zeros((len(rows), len(NAMES)), dtype=np.float32)
    with torch.no_grad():
        for batch in batches_by_length([len(reading.ids) for _, reading in readings], max_tokens=2048):
            said = run(network, [readings[position][1] for position in batch]).softmax(-1).cpu().numpy()
            for number, row in zip((readings[position][0] for position in batch), said, strict=True):
                if row[:N_HELP].sum() >= found[number, :N_HELP].sum():
                    found[number] = row
    return found
