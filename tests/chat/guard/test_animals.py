"""A vet helps an animal, an ambulance a person."""

from __future__ import annotations

import pytest

from chat.guard.animals import tells_of_an_animal


@pytest.mark.parametrize(
    ("message", "is_animal"),
    [
        ("our puppy has eaten a whole bar of cooking chocolate", True),
        ("someone poisoned my cat, it is twitching", True),
        ("the dog chewed my husband's heart tablets", True),
        ("my son ate the dog's worming tablets", False),
        ("the dog ate the mushrooms and my daughter has eaten some too", False),
        ("a dog bit my son and it won't stop bleeding", False),
        ("our dog chewed the pills and my dad is not breathing", False),
        ("he is not breathing", False),
    ],
)
def test_an_animal_in_danger_is_told_from_a_person_beside_one(message: str, *, is_animal: bool) -> None:
    assert tells_of_an_animal(message) is is_animal
