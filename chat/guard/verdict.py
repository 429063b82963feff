"""What the guard decided about a message, and why."""

from __future__ import annotations

from dataclasses import dataclass

from chat.reply import Route


@dataclass(frozen=True, slots=True)
class Verdict:
    """A route with the rule or the score that decided it."""

    route: Route  # crisis, emergency, personal_advice, answer or smalltalk; abstain is decided later
    reason: str  # a sentence for "Why did I get this?"
    rule_id: str | None  # the rule that fired, None if the classifier decided
    score: float  # probability of the route, 1.0 for a rule
    about_other: bool  # the message speaks about somebody else
    language: str  # ISO 639-1 of the message, for the help texts
    drops_dose: bool  # no quote with a dose may stand beneath this answer
    still: Route | None = None  # crisis or emergency: told of in an earlier turn, and to be kept in sight beside this route
    about_animal: bool = False  # whose body is in danger is an animal's: a vet helps, no ambulance
    asks: float = 0.0  # probability that it is a question of fact, where no rule decided

    def __post_init__(self) -> None:
        if self.route is Route.ABSTAIN or not 0.0 <= self.score <= 1.0 or not self.reason:
            raise ValueError(f"not a verdict: route={self.route}, score={self.score}, reason={self.reason!r}")
