"""The rules of the guard: patterns in data files, each with its reason and with messages that must and must not match."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from chat.guard.normalise import normalise
from chat.guard.past import without_what_is_over
from chat.reply import Route

RULE_FILES = (
    "rules.toml",
    "rules_lethal.toml",
    "rules_danger_languages.toml",
    "rules_languages.toml",
    "rules_talk_languages.toml",
    "rules_deceit.toml",
    "rules_harm.toml",
    "rules_misuse.toml",
    "rules_told.toml",
    "rules_turns.toml",
    "rules_other.toml",
    "rules_facts.toml",
    "rules_leaflets.toml",
    "rules_searched.toml",
)
ROUTE_ORDER = (Route.CRISIS, Route.EMERGENCY, Route.PERSONAL_ADVICE, Route.SMALLTALK, Route.ANSWER)
HELP_ROUTES = frozenset({Route.CRISIS, Route.EMERGENCY})
MAX_WORDS = 60  # of a longer message only the rules of help decide: what one sentence asks says too little about the rest
UNDER_WAY = "emergency-attempt-under-way"  # goes before the crisis rules: the body first, and the help text names both


@dataclass(frozen=True, slots=True)
class Rule:
    """Patterns that decide a route, unless one of the look-alike patterns matches too."""

    rule_id: str
    route: Route
    reason: str
    patterns: tuple[re.Pattern[str], ...]
    unless: tuple[re.Pattern[str], ...]
    matches: tuple[str, ...]  # examples that must fire
    passes: tuple[str, ...]  # look-alikes that must not
    about_other: bool = False
    language: str = ""
    after: tuple[re.Pattern[str], ...] = ()  # where given, one of these must stand in an earlier turn
    not_after: tuple[re.Pattern[str], ...] = ()  # where given, none of these may stand in an earlier turn

    def fires(self, normalised: str, earlier: Sequence[str] = ()) -> bool:
        """Whether the rule decides this message after those turns, all already normalised."""
        if self.after and not earlier:
            return False
        return (
            any(pattern.search(normalised) for pattern in self.patterns)
            and not any(pattern.search(normalised) for pattern in self.unless)
            and (not self.after or any(pattern.search(turn) for pattern in self.after for turn in earlier))
            and not any(pattern.search(turn) for pattern in self.not_after for turn in earlier)
        )


@cache
def load_rules() -> tuple[Rule, ...]:
    """All rules in the order in which they are tried: by route, then as written.

    Raises: ValueError for an entry with an unknown route or a pattern that is no regular expression.
    """
    rules = [rule for name in RULE_FILES for rule in _rules_of(name)]
    return tuple(sorted(rules, key=lambda rule: (rule.rule_id != UNDER_WAY, ROUTE_ORDER.index(rule.route))))


def first_rule(message: str, rules: Sequence[Rule] | None = None, earlier: Sequence[str] = ()) -> Rule | None:
    """The first rule that fires on the message after those turns, or None."""
    normalised, before = normalise(message), [normalise(turn) for turn in earlier]
    is_long = len(normalised.split()) > MAX_WORDS
    tried = (rule for rule in (load_rules() if rules is None else rules) if not is_long or rule.route in HELP_ROUTES)
    fired = next((rule for rule in tried if rule.fires(normalised, before)), None)
    if fired is None or fired.route not in HELP_ROUTES:
        return fired
    present = without_what_is_over(normalised)
    return fired if present == normalised else _still_firing(present, before, rules, fired)


def _still_firing(present: str, before: Sequence[str], rules: Sequence[Rule] | None, fired: Rule) -> Rule | None:
    """The first rule of help that fires on what is not told as over, though another fired on the whole."""
    help_rules = (rule for rule in (load_rules() if rules is None else rules) if rule.route in HELP_ROUTES)
    return fired if fired.fires(present, before) else next((rule for rule in help_rules if rule.fires(present, before)), None)


def _rules_of(name: str) -> Sequence[Rule]:
    path = files("chat.guard").joinpath(name)
    file: Mapping[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    return [_rule(entry, file.get("words", {})) for entry in file["rule"]]


def _rule(entry: Mapping[str, Any], words: Mapping[str, str]) -> Rule:
    try:
        return Rule(
            rule_id=entry["id"],
            route=Route(entry["route"]),
            reason=entry["reason"],
            patterns=tuple(_pattern(pattern, words) for pattern in entry["patterns"]),
            unless=tuple(_pattern(pattern, words) for pattern in entry.get("unless", ())),
            matches=tuple(entry["matches"]),
            passes=tuple(entry["passes"]),
            about_other=entry.get("about_other", False),
            language=entry.get("language", ""),
            after=tuple(_pattern(pattern, words) for pattern in entry.get("after", ())),
            not_after=tuple(_pattern(pattern, words) for pattern in entry.get("not_after", ())),
        )
    except (KeyError, re.error) as error:
        raise ValueError(f"rule {entry.get('id')!r}: {error}") from error


def _pattern(pattern: str, words: Mapping[str, str]) -> re.Pattern[str]:
    """A pattern, in which `{name}` stands for a list of words that the file names."""
    for name, alternatives in words.items():
        pattern = pattern.replace(f"{{{name}}}", alternatives)
    return re.compile(pattern)
