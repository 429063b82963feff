"""What is typed meets what the library spells; a right word that the library lacks is left alone."""

from __future__ import annotations

import pytest

from chat.spelling import Spelling

WORDS = (
    "antidepressants breastfeeding bupropion celiac diarrhoea for fibre hemorrhoids ketamine pneumonia situations starting stress tumour "
    "vitamin which with"
)
LIBRARY = Spelling(dict.fromkeys(WORDS.split(), 1))


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("ketamin", "ketamine"),
        ("strees", "stress"),
        ("coeliac", "celiac"),
        ("tumor", "tumour"),
        ("fiber", "fibre"),
        ("hemroids", "hemorrhoids"),
        ("diffrence", "difference"),  # no word of the library, and one slip from an English one
        ("mesured", "measured"),  # not "mewured" or "mesuted": the commonest by far
        ("vaping", None),  # a new word, and not the rare "vamping"
        ("scatered", "scattered"),
        ("lated", None),
        ("rino", None),
        ("wich", "which"),  # as near as "with", and of its sound
        ("pneumona", "pneumonia"),
        ("numonia", "pneumonia"),
        ("diarrea", "diarrhoea"),
        ("esketamine", None),  # another drug
        ("statins", None),
        ("four", None),
        ("acupuncture", None),
        ("stress", None),
    ],
)
def test_only_what_is_no_word_or_spelt_otherwise_is_corrected(typed: str, word: str | None) -> None:
    assert LIBRARY.correction(typed) == word


@pytest.mark.parametrize(
    ("first", "second", "word"),
    [
        ("anti", "deprasants", "antidepressants"),
        ("brast", "feding", "breastfeeding"),
        ("bupropion", "ok", None),
        ("vitamin", "d", None),
        ("good", "stress", None),
    ],
)
def test_a_word_broken_in_two_is_joined(first: str, second: str, word: str | None) -> None:
    assert LIBRARY.joined(first, second) == word


@pytest.mark.parametrize(
    ("typed", "held", "word"),
    [
        ("swolen", "saline", "swollen"),  # nearer, and common
        ("depresed", "decreased", "depressed"),
        ("pregnent", "prevent", "pregnant"),
        ("injecton", "infection", "injection"),  # as near, and of the same sound
        ("realy", "rely", "really"),  # as near in all, and far commoner
        ("statns", "statins", "statins"),  # "stains" is as near, and no likelier in a library that tells of statins
        ("shoud", "should", "should"),  # "shod" sounds alike, and is hardly ever meant
        ("minits", "minutes", "minutes"),
        ("ketamin", "ketamine", "ketamine"),
        ("infuson", "infusion", "infusion"),
        ("tets", "test", "test"),  # changed over; "tits" only sounds like it
        ("releif", "relief", "relief"),
    ],
)
def test_a_common_english_word_that_is_nearer_than_the_library_s_is_meant(typed: str, held: str, word: str) -> None:
    assert Spelling({held: 3}).correction(typed) == word


@pytest.mark.parametrize(
    ("typed", "held", "word"),
    [
        ("prednisone", "prednisolone", None),
        ("nifedipine", "nimodipine", None),
        ("quinidine", "quinine", None),
        ("indometacin", "indomethacin", "indomethacin"),
        ("cefalexin", "cephalexin", "cephalexin"),
        ("prednisolon", "prednisolone", "prednisolone"),
    ],
)
def test_a_medicine_is_no_misspelling_of_another(typed: str, held: str, word: str | None) -> None:
    assert Spelling({held: 1}).correction(typed) == word
