"""Short and long forms, brand and generic names, found where documents say so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.abbreviations import find_abbreviations


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("rise in brain-derived neurotrophic factor (BDNF), both", [("BDNF", "brain-derived neurotrophic factor")]),
        ("the N-methyl D-aspartate receptor (NMDAR) results", [("NMDAR", "N-methyl D-aspartate receptor")]),
        ("post-traumatic stress disorder (PTSD).", [("PTSD", "post-traumatic stress disorder")]),
        ("TMJ (temporomandibular joint) syndrome", [("TMJ", "temporomandibular joint")]),
        ("milnacipran (Savella) and duloxetine (Cymbalta) may", [("Savella", "milnacipran"), ("Cymbalta", "duloxetine")]),
        ("ibuprofen (Advil, Motrin IB, among others…), or", [("Advil", "ibuprofen"), ("Motrin IB", "ibuprofen")]),
        ("naproxen sodium (Aleve, among others) are", [("Aleve", "naproxen sodium")]),  # not a name of the salt
        ("the salt, calcium (Calcichew)", []),
        ("took Volpadex (trelozumab) or Ruvanta (melucoxib) 20 mg", [("Volpadex", "trelozumab"), ("Ruvanta", "melucoxib")]),
        ("a tablet of Volpadex (lithium carbonate) a day", [("Volpadex", "lithium carbonate")]),
        ("lithium carbonate (Volpadex) a day", [("Volpadex", "lithium carbonate")]),
        ("seen in Uppsala (hospital) by Adekunle (surgeon)", []),
        ("Water (trelozumab)", []),  # neither name may be English
        ("at Yorvale (see Table 2), volpadex (trelozumab)", []),
        ("a vagal pump inhibitor (VPI) is", [("VPI", "vagal pump inhibitor")]),
        ("give a pulsed patch injector (PPI), such", [("PPI", "pulsed patch injector")]),  # the shortest is "patch injector"
        ("patients with a painful patch injector (PI), such", [("PI", "patch injector")]),
        ("the combined oral cough pill (COCP)", [("COCP", "combined oral cough pill")]),
        ("chronic (long-lasting) condition", []),
        ("a decrease (> 50%) in pain (P=0.02)", []),
        ("received ketamine (0.3 mg/kg) and saline (see Table 2)", []),
        ("pain (Smith et al.)", []),
        ("made by Parke Davis Laboratories to replace phencyclidine (PCP)", []),  # half a sentence
        ("a tool to assess and monitor pain (TAMP)", []),
        ("ghrelin stimulates food through its receptor (GHR)", []),
        ("nested (ABC) and brackets cells (NABC)", [("NABC", "nested (ABC) and brackets cells")]),
        ("time to progression (TTP), the number needed to harm (NNH)", [("TTP", "time to progression"), ("NNH", "number needed to harm")]),
    ],
)
def test_pairs_are_found(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(short, long) for short, long, _, _ in find_abbreviations(text)] == expected


@given(st.text(alphabet="abAB (),.;-09 ", max_size=80))
def test_places_hold_both_names(text: str) -> None:
    for short, long, start, end in find_abbreviations(text):
        assert short in text[start:end]
        assert long in text[start:end]
