"""Guard: decides the route of a message before anything is searched, rules first, then kernel machine and reader together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from chat.guard.animals import tells_of_an_animal
from chat.guard.bare import is_bare_search
from chat.guard.classifier import Classifier, load_classifier
from chat.guard.dark import is_plainly_told
from chat.guard.decision import ROUTES, blend, choose, leans_to_a_search, leans_to_talk
from chat.guard.harm import REASON as HARM_REASON
from chat.guard.harm import RULE_ID as HARM_RULE_ID
from chat.guard.harm import asks_to_harm, load_harm
from chat.guard.language import language_of
from chat.guard.memory import N_EARLIER, Danger, again, in_sight, means_the_turn_before, says_nothing, telling, turn_meant
from chat.guard.normalise import normalise
from chat.guard.people import points_at_other, speaks_of_other
from chat.guard.reader import Reads, load_reader
from chat.guard.rules import HELP_ROUTES, Rule, first_rule, load_rules
from chat.guard.verdict import Verdict
from chat.guard.windows import drowned_crisis
from chat.recent import Recent
from chat.reply import Route
from index.encoder import Encoder

Vector = npt.NDArray[np.float32]
SURE_OF_HELP = 0.6  # of a crisis or an emergency: below it, whoever names victim and doer may ask how to hurt another
NO_DOSE = HELP_ROUTES | {Route.PERSONAL_ADVICE}


class Guard:
    """Reads the last message of a conversation with the turns before it in view. The same answer each time, no message stored."""

    def __init__(
        self, encoder: Encoder, *, rules: Sequence[Rule] | None = None, classifier: Classifier | None = None, reader: Reads | None = None
    ) -> None:
        """What is not given is what ships. Raises: EncoderError if the reader's weights are missing."""
        self._encoder = encoder
        self._rules = load_rules() if rules is None else tuple(rules)
        self._classifier = load_classifier() if classifier is None else classifier
        self._reader = load_reader() if reader is None else reader
        self._verdicts = Recent[Verdict]()
        self._silent = Recent[bool]()

    def decide(self, turns: Sequence[str], embedding: Vector | None = None) -> Verdict:
        """The route of the last turn; its embedding may be given where it is known: what the encoder makes of exactly this turn.

        An empty conversation is small talk. Never raises for odd text.
        """
        message = turns[-1] if turns else ""
        said = [turn for turn in turns[:-1] if turn.strip()]
        if not normalise(message):
            return _verdict(Route.SMALLTALK, message, reason="The message has no words.", rule_id=None, score=1.0)
        if said and means_the_turn_before(message):
            before = self.decide(turn_meant(said))
            if before.route in NO_DOSE:
                return again(before)
        verdict = self._read(message, said[-N_EARLIER:], embedding)
        danger = self._danger(said)
        if danger is None:
            return verdict
        if danger.verdict.about_other and points_at_other(message):
            verdict = replace(verdict, about_other=True)
        return in_sight(verdict, message, danger)

    def _danger(self, said: Sequence[str]) -> Danger | None:
        """The danger that one of the last turns told of and none ended: a sure one of the body first, then the nearest."""
        nearest, later = None, list[str]()
        for at in telling(said, self._says_nothing):
            found = Danger(self._read(said[at], said[max(0, at - N_EARLIER) : at]), said[at])
            later.insert(0, said[at])
            if found.verdict.route not in HELP_ROUTES or found.is_ended_by(later):
                continue
            if found.verdict.route is Route.EMERGENCY and found.is_sure:
                return found
            nearest = nearest or found
        return nearest

    def _says_nothing(self, turn: str) -> bool:
        return self._silent.find([turn], lambda: says_nothing(turn))

    def _read(self, message: str, earlier: Sequence[str], embedding: Vector | None = None) -> Verdict:
        """The route of a message by its own words, read with the turns before it; what was the last turn is an earlier one next time."""
        return self._verdicts.find([message, *earlier], lambda: self._reading(message, earlier, embedding))

    def _reading(self, message: str, earlier: Sequence[str], embedding: Vector | None) -> Verdict:
        rule = first_rule(message, self._rules, earlier)
        if rule is not None:
            reason = f"{rule.reason.removesuffix('.')} (rule {rule.rule_id})."
            return _verdict(rule.route, message, reason=reason, rule_id=rule.rule_id, score=1.0, about_other=rule.about_other)
        vector = np.asarray(self._encoder.encode_query(message) if embedding is None else embedding, dtype=np.float32)
        probabilities = self._probabilities(message, earlier, vector)
        position = choose(probabilities)
        if ROUTES[position] is Route.EMERGENCY and not earlier and leans_to_a_search(probabilities) and is_bare_search(message):
            position = ROUTES.index(Route.ANSWER)
        if ROUTES[position] is Route.CRISIS and not earlier and leans_to_talk(probabilities) and is_plainly_told(message):
            position = ROUTES.index(Route.SMALLTALK)
        route, score, asks = ROUTES[position], float(probabilities[position]), float(probabilities[ROUTES.index(Route.ANSWER)])
        if route is not Route.CRISIS and (drowned := drowned_crisis(probabilities, message, self._reader)):
            route, score, asks = Route.CRISIS, drowned, 0.0
        is_help = route in HELP_ROUTES
        if (not is_help or score < SURE_OF_HELP) and asks_to_harm(message, vector, load_harm(), both=is_help):
            reason = f"{HARM_REASON} (rule {HARM_RULE_ID})."
            return _verdict(Route.PERSONAL_ADVICE, message, reason=reason, rule_id=HARM_RULE_ID, score=1.0)
        return replace(_verdict(route, message, reason=_reason(route, score), rule_id=None, score=score), asks=asks)

    def _probabilities(self, message: str, earlier: Sequence[str], vector: Vector) -> Vector:
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
        about_animal=tells_of_an_animal(message),
    )
