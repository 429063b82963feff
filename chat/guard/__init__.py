"""The guard: decides before anything is searched. Help first, no advice, no false alarms.

Reading order: verdict, normalise, past, rules (and rules*.toml), cues, features, classifier, reading, reader, decision, bare, harm,
windows, animals, whose_danger, people, memory (and memory.toml), recent, guard; then helplines, messages, smalltalk, clinician, outgoing.
"""

from chat.guard.clinician import Caution, clinician_questions
from chat.guard.guard import Guard
from chat.guard.helplines import Country, Finder, Helpline, countries, find_country, finders
from chat.guard.messages import REFUSED, advice_message, foreign_message, help_in_sight, help_message, talk_after_danger
from chat.guard.outgoing import (
    amount_flag,
    animal_flag,
    caution_flag,
    dose_flag,
    flags_of,
    hedged_flag,
    marketing_flag,
    method_flag,
    negated_flag,
    patients_named,
)
from chat.guard.smalltalk import smalltalk_message
from chat.guard.verdict import Verdict
from chat.reply import Route

__all__ = [
    "REFUSED",
    "Caution",
    "Country",
    "Finder",
    "Guard",
    "Helpline",
    "Route",
    "Verdict",
    "advice_message",
    "amount_flag",
    "animal_flag",
    "caution_flag",
    "clinician_questions",
    "countries",
    "dose_flag",
    "find_country",
    "finders",
    "flags_of",
    "foreign_message",
    "hedged_flag",
    "help_in_sight",
    "help_message",
    "marketing_flag",
    "method_flag",
    "negated_flag",
    "patients_named",
    "smalltalk_message",
    "talk_after_danger",
]
