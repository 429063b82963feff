"""What a turn says of the turns before it: a danger stays in sight until help has come, and pressing is asking again."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from importlib.resources import files
from itertools import dropwhile, islice
from typing import Any

from chat.guard.normalise import normalise
from chat.guard.rules import HELP_ROUTES, UNDER_WAY, first_rule, load_rules
from chat.guard.verdict import Verdict
from chat.reply import Route

N_EARLIER = 2  # turns before the last message that are read with it, and that keep a danger in sight
GOES_ON = "answer-goes-on"  # the rule for messages that mean what was meant before, whatever that was
COURTESIES = frozenset({"smalltalk-greeting-or-thanks", "smalltalk-thanks-languages", "smalltalk-kind-words-languages"})
RECOVERED = "smalltalk-help-was-found"  # the rule for messages that say that a crisis has eased or that somebody is there
# Probability from which an emergency goes before the next questions: "it's not working" sounds like one for a turn, a real one has 0.75.
SURE = 0.6
EARLIER = "Said earlier in this conversation. "


class Sign(StrEnum):
    """What a turn may say of those before it."""

    PRESSES = "presses"
    HELPED = "helped"
    OVER = "over"
    TAKEN = "taken"
    PARTS = "parts"
    HARMS = "harms"


@dataclass(frozen=True, slots=True)
class Signal:
    """The patterns of a sign, with messages that must and must not show it."""

    patterns: tuple[re.Pattern[str], ...]
    unless: tuple[re.Pattern[str], ...]
    matches: tuple[str, ...]
    passes: tuple[str, ...]

    def shows(self, message: str) -> bool:
        """Whether the message shows the sign."""
        text = normalise(message)
        return any(pattern.search(text) for pattern in self.patterns) and not any(pattern.search(text) for pattern in self.unless)


@dataclass(frozen=True, slots=True)
class Danger:
    """A danger that an earlier turn told of."""

    verdict: Verdict
    turn: str

    def is_over_by(self, message: str) -> bool:
        """Whether the message says that help has come, or that it is over: feeling well after taking something ends nothing."""
        return shows(Sign.HELPED, message) or (shows(Sign.OVER, message) and not shows(Sign.TAKEN, self.turn))

    def is_ended_by(self, turns: Sequence[str]) -> bool:
        """Whether one of these turns, the telling one first, ends an emergency: that one only where no rule knows better."""
        if self.verdict.route is not Route.EMERGENCY:
            return False
        return any(map(self.is_over_by, turns if self.verdict.rule_id is None else turns[1:]))

    @property
    def is_sure(self) -> bool:
        """Whether it is sure enough to go before what is asked next."""
        return self.verdict.score >= SURE


def shows(sign: Sign, message: str) -> bool:
    """Whether the message shows the sign."""
    return signals()[sign].shows(message)


@cache
def signals() -> Mapping[Sign, Signal]:
    """All signs, as memory.toml gives them."""
    return {Sign(entry["name"]): _signal(entry) for entry in _data()["sign"]}


def memory_texts(language: str) -> Mapping[str, str]:
    """What is said of a danger told before, in a language; in English where we do not have it."""
    texts: Mapping[str, Mapping[str, str]] = _data()["texts"]
    return texts.get(language, texts["en"])


def means_the_turn_before(message: str) -> bool:
    """Whether the message only goes on with the turn before it, or presses for its answer."""
    presses = shows(Sign.PRESSES, message)
    if not presses and not _may_be(message, frozenset({GOES_ON})):
        return False  # hardly any message does; to try all rules takes longer
    rule = first_rule(message)
    return (rule is not None and rule.rule_id == GOES_ON) or (presses and (rule is None or rule.route not in HELP_ROUTES))


def says_nothing(turn: str) -> bool:
    """Whether a turn says nothing of its own: thanks and pressing push no danger out of sight."""
    if not _may_be(turn, COURTESIES):
        return means_the_turn_before(turn)
    rule = first_rule(turn)
    return (rule is not None and rule.rule_id in COURTESIES) or means_the_turn_before(turn)


def _may_be(message: str, rule_ids: frozenset[str]) -> bool:
    """Whether one of these rules would fire on the message if no other came first."""
    text = normalise(message)
    return any(rule.fires(text) for rule in load_rules() if rule.rule_id in rule_ids)


def turn_meant(turns: Sequence[str]) -> Sequence[str]:
    """The turns up to the one that the last ones go on with."""
    return [*dropwhile(means_the_turn_before, reversed(turns))][::-1]


def telling(turns: Sequence[str], is_silent: Callable[[str], bool] = says_nothing) -> Iterator[int]:
    """Positions of the last turns that say something of their own, nearest first."""
    return islice((at for at in reversed(range(len(turns))) if not is_silent(turns[at])), N_EARLIER)


def again(verdict: Verdict) -> Verdict:
    """The verdict of an earlier turn, for the last one."""
    return replace(verdict, reason=f"{EARLIER}{verdict.reason.removeprefix(EARLIER)}")


def in_sight(verdict: Verdict, message: str, danger: Danger) -> Verdict:
    """The verdict of a message after a danger."""
    if danger.verdict.route is Route.EMERGENCY:
        return _after_emergency(verdict, message, danger)
    if verdict.route in HELP_ROUTES:
        return verdict
    if _is_short_reply(verdict) or shows(Sign.PARTS, message) or (verdict.rule_id != RECOVERED and shows(Sign.HARMS, message)):
        return again(danger.verdict)  # "ok" does not end a danger
    return replace(verdict, still=Route.CRISIS)


def _after_emergency(verdict: Verdict, message: str, danger: Danger) -> Verdict:
    if danger.is_over_by(message):
        only_sounds = verdict.route is Route.EMERGENCY and verdict.score < SURE and "?" not in message
        is_talk = only_sounds or verdict.route is Route.SMALLTALK
        return replace(verdict, route=Route.SMALLTALK, still=Route.EMERGENCY, drops_dose=False) if is_talk else verdict
    if verdict.route is Route.CRISIS and danger.is_sure and shows(Sign.TAKEN, danger.turn):  # the body first; the help text names both
        return replace(again(danger.verdict), rule_id=UNDER_WAY)
    if verdict.route in HELP_ROUTES or not (danger.is_sure or _is_short_reply(verdict)):
        return verdict
    return replace(again(danger.verdict), still=Route.EMERGENCY)


def _is_short_reply(verdict: Verdict) -> bool:
    return verdict.route is Route.SMALLTALK and verdict.rule_id not in {None, RECOVERED}


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads(files("chat.guard").joinpath("memory.toml").read_text(encoding="utf-8"))


def _signal(entry: Mapping[str, Any]) -> Signal:
    patterns, unless = (tuple(re.compile(pattern) for pattern in entry.get(key, ())) for key in ("patterns", "unless"))
    return Signal(patterns, unless, tuple(entry["matches"]), tuple(entry["passes"]))
