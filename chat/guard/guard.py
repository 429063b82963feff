"""Guard: decides the route of a message before anything is searched, rules first, then kernel machine and reader together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from chat.guard.classifier import Classifier, load_classifier
from chat.guard.decision import ROUTES, blend, choose
from chat.guard.language import language_of
from chat.guard.normalise import normalise
from chat.guard.people import speaks_of_other
from chat.guard.reader import Reads, load_reader
from chat.guard.rules import Rule, first_rule, load_rules
from chat.guard.verdict import Verdict
from chat.reply import Route
from index.encoder import Encoder

Vector = npt.NDArray[np.float32]
N_EARLIER = 2  # turns before the last message that are read with it
HELP = frozenset({Route.CRISIS, Route.EMERGENCY})
NO_DOSE = HELP | {Route.PERSONAL_ADVICE}
GOES_ON = "answer-goes-on"  # the rule for messages that mean what was meant before, whatever that was


class Guard:
    """Reads the last message of a conversation with the turns before it in view. The same answer each time, nothing stored."""

    def __init__(
        self, encoder: Encoder, *, rules: Sequence[Rule] | None = None, classifier: Classifier | None = None, reader: Reads | None = None
    ) -> None:
        """What is not given is what ships. Raises: EncoderError if the reader's weights are missing."""
        self._encoder = encoder
        self._rules = load_rules() if rules is None else tuple(rules)
        self._classifier = load_classifier() if classifier is None else classifier
        self._reader = load_reader() if reader is None else reader

    def decide(self, turns: Sequence[str], embedding: Vector | None = None) -> Verdict:
        """The route of the last turn; its embedding may be given where it is known.

        An empty conversation is small talk. Never raises for odd text.
        """
        message = turns[-1] if turns else ""
        earlier = [turn for turn in turns[:-1] if turn.strip()][-N_EARLIER:]
        if not normalise(message):
            return _verdict(Route.SMALLTALK, message, reason="The message has no words.", rule_id=None, score=1.0)
        rule = first_rule(message, self._rules, earlier)
        if rule is not None and (rule.route is Route.SMALLTALK or rule.rule_id == GOES_ON) and earlier:
            before = self.decide(earlier)
            if before.route in (NO_DOSE if rule.rule_id == GOES_ON else HELP):  # "ok" does not end a danger: help stays in sight
                return replace(before, reason=f"Said earlier in this conversation. {before.reason}")
        if rule is not None:
            reason = f"{rule.reason.removesuffix('.')} (rule {rule.rule_id})."
            return _verdict(rule.route, message, reason=reason, rule_id=rule.rule_id, score=1.0, about_other=rule.about_other)
        probabilities = self._probabilities(message, earlier, embedding)
        position = choose(probabilities)
        route, score = ROUTES[position], float(probabilities[position])
        return _verdict(route, message, reason=_reason(route, score), rule_id=None, score=score)

    def _probabilities(self, message: str, earlier: Sequence[str], embedding: Vector | None) -> Vector:
        vector = np.asarray(self._encoder.encode_query(message) if embedding is None else embedding, dtype=np.float32)
        return blend(self._classifier.probabilities(message, earlier, vector), self._reader.probabilities(message, earlier))


def _reason(route: Route, score: float) -> str:
    words = {
        Route.CRISIS: "The wording is close to messages from people who are thinking of dying or of hurting themselves",
        Route.EMERGENCY: "The wording is close to messages about an emergency that is happening now",
        Route.PERSONAL_ADVICE: "The wording is close to questions about somebody's own treatment",
        Route.ANSWER: "The wording is close to questions of fact",
        Route.SMALLTALK: "The wording is close to small talk or to questions about this assistant",
    }
    return f"{words[route]} (score {score:.2f})."


def _verdict(route: Route, message: str, *, reason: str, rule_id: str | None, score: float, about_other: bool = False) -> Verdict:
    language = language_of(message)
    return Verdict(
        route=route,
        reason=reason,
        rule_id=rule_id,
        score=min(1.0, max(0.0, score)),
        about_other=about_other or speaks_of_other(message, language),
        language=language,
        drops_dose=route in NO_DOSE,
    )
