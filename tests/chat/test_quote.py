"""A quote stands on its own: with what it leans on, and no more than that."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chat.leaning import counts_items, leans_back, needs_all_items
from chat.neighbours import MAX_CHARS, MAX_WHOLE
from chat.quote import grow, header_apart
from index.document import Role
from tests.chat.fakes import evidence

ITEM, PLAIN, ROW = Role.LIST_ITEM, Role.PARAGRAPH, Role.TABLE_ROW


def quoted(text: str, position: int, *roles: Role) -> str:
    span = grow(evidence(text, position, roles=roles))
    return text[span.start : span.end]


@pytest.mark.parametrize(
    ("text", "position", "expected"),
    [
        ("Ketamine blocks NMDA. Pain fell.", 1, "Pain fell."),
        ("Ketamine blocks NMDA. It lowers pain.", 1, "Ketamine blocks NMDA. It lowers pain."),
        ("Ketamine blocks NMDA. It lowers pain. This lasts.", 2, "Ketamine blocks NMDA. It lowers pain. This lasts."),
        ("One. It is known that pain varies.", 1, "It is known that pain varies."),
        ("Pain fell. However, it came back.", 0, "Pain fell. However, it came back."),
        ("Infusions help. Therefore, these patients return.", 1, "Infusions help. Therefore, these patients return."),
        ("We asked many. Neither nurses nor patients knew.", 1, "Neither nurses nor patients knew."),
        ("We asked many. Both old and young patients agreed.", 1, "Both old and young patients agreed."),
        ("Two sprays are sold. Neither helps.", 1, "Two sprays are sold. Neither helps."),
        ("Nothing leans here. The dose was small. Pain fell.", 1, "The dose was small."),
    ],
)
def test_the_smallest_run_that_stands_on_its_own(text: str, position: int, expected: str) -> None:
    assert quoted(text, position) == expected


def test_a_parenthesis_is_never_cut_in_half() -> None:
    text = "They had tenderness (lower\nthan before), more strength."
    assert quoted(text, 1, PLAIN, PLAIN) == quoted(text, 0, PLAIN, PLAIN) == text


def test_a_lead_in_brings_its_list() -> None:
    text = "Symptoms are:\n• aches\n• fatigue\nAnother paragraph."
    assert quoted(text, 0, PLAIN, ITEM, ITEM, PLAIN) == "Symptoms are:\n• aches\n• fatigue"


def test_a_list_item_is_a_quote_and_a_short_one_brings_its_lead_in() -> None:
    long_item = "A list item that says enough to be read alone"
    text = f"Causes are:\n{long_item}\nObesity"
    assert quoted(text, 1, PLAIN, ITEM, ITEM) == long_item
    assert quoted(text, 2, PLAIN, ITEM, ITEM) == text


def test_a_long_list_is_cut_between_items() -> None:
    items = "\n".join("• item " + "x" * 90 for _ in range(12))
    text = f"Symptoms are:\n{items}"
    quote = quoted(text, 0, PLAIN, *[ITEM] * 12)
    assert len(quote) <= MAX_CHARS
    assert quote.endswith("x" * 90)


@pytest.mark.parametrize("position", [1, 2, 3])
def test_an_item_that_says_little_alone_comes_with_the_whole_list(position: int) -> None:
    text = "Some things make the cough worse:\n• smoke\n• dry air in rooms heated through the whole night\n• dust\nAnother paragraph."
    assert quoted(text, position, PLAIN, ITEM, ITEM, ITEM, PLAIN) == text.removesuffix("\nAnother paragraph.")


@pytest.mark.parametrize("announces", ["Signs of a cold include", "Reasons for it are the following", "Please bring with you"])
def test_a_list_announced_without_a_colon_is_announced(announces: str) -> None:
    assert quoted(f"{announces}\n• a cough\n• sneezing", 2, PLAIN, ITEM, ITEM) == f"{announces}\n• a cough\n• sneezing"
    assert quoted("Colds pass.\n• a cough\n• sneezing", 2, PLAIN, ITEM, ITEM) == "sneezing"


@pytest.mark.parametrize("announces", ["Do not use the spray if you:", "Call us when:", "The course must not be joined by anyone with:"])
def test_what_turns_a_list_around_or_leaves_half_a_sentence_comes_with_every_item(announces: str) -> None:
    text = f"{announces}\n• Have had an operation on the nose in the last month\n• Take another spray"
    assert quoted(text, 1, PLAIN, ITEM, ITEM) == text


def test_a_list_beneath_a_heading_that_is_half_a_sentence_comes_whole() -> None:
    text = "• the rash spreads\n• breathing is hard"
    found = evidence(text, 1, roles=[ITEM, ITEM])
    whole = grow(replace(found, hit=replace(found.hit, passage=replace(found.hit.passage, section="Using the spray › Stop using it if"))))
    plain = grow(replace(found, hit=replace(found.hit, passage=replace(found.hit.passage, section="Side effects"))))
    assert (text[whole.start : whole.end], text[plain.start : plain.end]) == (text[2:], "breathing is hard")


def test_a_long_list_beneath_a_heading_that_is_half_a_sentence_comes_from_its_first_item() -> None:
    text = "\n".join(f"• the {word * 60} rash spreads" for word in ("red", "big", "dry", "old"))
    found = evidence(text, 1, roles=[ITEM] * 4)
    span = grow(replace(found, hit=replace(found.hit, passage=replace(found.hit.passage, section="Stop using it if"))))
    assert text[span.start : span.end] == "\n".join(text.split("\n")[:2])[2:]


@pytest.mark.parametrize("heading", ["VI. Not covered", "Exclusions", "Do not use the night line for"])
def test_an_item_beneath_a_heading_that_turns_it_around_comes_with_the_list_from_its_first_item(heading: str) -> None:
    text = "Whitening of teeth, whoever has asked for it and why.\nUse in pregnancy."
    found = evidence(text, 1, roles=(ITEM, ITEM))
    passage = replace(found.hit.passage, section=f"Dental plan › {heading}")
    span = grow(replace(found, hit=replace(found.hit, passage=passage)))
    assert text[span.start : span.end] == text


ALL = "The plan covers one course a year when all of these are met:"
CRITERIA = "\n".join(
    f"The {name} has been seen twice by a surgeon of the plan, who has said in writing what is to be done about it and when."
    for name in ("tooth", "jaw", "gum", "tongue", "lip", "cheek")
)


@pytest.mark.parametrize("position", [0, 1, 6])
def test_a_list_of_which_all_items_must_hold_is_never_cut(position: int) -> None:
    text = f"{ALL}\n{CRITERIA}"
    assert MAX_CHARS < len(text) <= MAX_WHOLE
    assert quoted(text, position, PLAIN, *[ITEM] * 6) == text


def test_of_a_list_of_which_one_item_is_enough_the_lead_in_is_not_lost() -> None:
    one = "The tooth hurts at night and keeps the member from sleep."
    text = f"A visit is paid for when the record shows either of the following:\n{one}\nThe member has a fever."
    assert quoted(text, 1, PLAIN, ITEM, ITEM) == text
    longer = text + "\n" + CRITERIA
    assert quoted(longer, 1, PLAIN, *[ITEM] * 8) == longer[: longer.index(one) + len(one)]


@pytest.mark.parametrize(
    ("announces", "counts", "all_needed"),
    [
        ("Two or more of the following must be present:", True, True),
        ("The diagnosis needs both of these:", True, True),
        ("Requirements for cover are:", True, True),
        ("You may be entitled if all the following apply:", True, True),
        ("Refer when any of the following is present:", True, False),
        ("Both eyes may show:", False, False),
        ("All patients get:", False, False),
        ("Other conditions that look alike:", False, False),
        ("Common side effects are:", False, False),
    ],
)
def test_how_many_items_must_hold_is_told_by_what_announces_them(announces: str, counts: bool, all_needed: bool) -> None:
    assert (counts_items(announces), needs_all_items(announces)) == (counts, all_needed)


def test_a_row_beneath_columns_told_by_its_heading_is_no_header() -> None:
    text = "Zinc | none | by mouth\nIron | 5 mg | by drip"
    found = evidence(text, 0, roles=(ROW, ROW))
    for section, expected in (("Doses", text), ("Doses › Drug | Dose | Way", "Zinc | none | by mouth")):
        span = grow(replace(found, hit=replace(found.hit, passage=replace(found.hit.passage, section=section))))
        assert text[span.start : span.end] == expected


def test_the_next_item_of_a_list_is_no_line_broken_in_the_middle() -> None:
    text = "Signs of trouble\n• pale skin\n• a headache that does not go away for days\nplus a stiff neck"
    assert quoted(text, 2, PLAIN, ITEM, ITEM, ITEM) == "a headache that does not go away for days"
    assert quoted(text, 3, PLAIN, ITEM, ITEM, ITEM) == "a headache that does not go away for days\nplus a stiff neck"


def test_the_sentences_of_one_list_item_come_together_and_no_other_item() -> None:
    text = "• Air the room at noon. This dries the walls.\n• Turn the mattress weekly. It needs a day to dry."
    for position, item in ((0, 0), (1, 0), (2, 1), (3, 1)):
        assert quoted(text, position, *[ITEM] * 4) == text.split("\n")[item][2:]


def test_a_table_row_comes_with_its_header_and_a_header_never_alone() -> None:
    text = "Cloth | Wash | Shrinks\nWool | 30 °C | 8%\nLinen | 60 °C | 3%\nAnother paragraph."
    roles = (ROW, ROW, ROW, PLAIN)
    whole = text.removesuffix("\nAnother paragraph.")
    assert quoted(text, 0, *roles) == whole
    assert quoted(text, 2, *roles) == "Linen | 60 °C | 3%"  # what wool needs was not asked; the header is told beside it
    assert quoted(text, 1, *roles) == whole.removesuffix("\nLinen | 60 °C | 3%")


def test_a_row_of_figures_is_no_header_and_a_header_too_far_away_stays_away() -> None:
    assert quoted("Wool | 30 °C | 8%\nLinen | 60 °C | 3%", 1, ROW, ROW) == "Linen | 60 °C | 3%"
    rows = "\n".join(f"Cloth number {'x' * 60} | {n} °C" for n in range(12))
    assert quoted(f"Cloth | Wash\n{rows}", 12, *[ROW] * 13) == rows.splitlines()[-1]


def test_a_row_that_is_not_next_to_its_header_comes_without_the_rows_between_and_its_header_beside_it() -> None:
    text = "Room\tFor whom\tPrice\n" + "\n".join(f"Room of the {name} {'floor ' * 12}\tguests\t£{n}0" for n, name in enumerate("abcd", 1))
    found = evidence(text, 4, roles=[ROW] * 5)
    span = grow(found)
    assert (text[span.start : span.end], header_apart(found, span)) == (text.split("\n")[4], "Room | For whom | Price")
    near = grow(evidence(text, 1, roles=[ROW] * 5))
    assert text[near.start : near.end] == "\n".join(text.split("\n")[:2])
    assert header_apart(found, near) == header_apart(evidence("Air the room.", 0), grow(evidence("Air the room.", 0))) == ""


@pytest.mark.parametrize(
    ("advice", "condition"),
    [
        ("Take one capsule at night.", "Do not do so if you drive for a living."),
        ("Clean the pipe once a week.", "Only do this with the lamp unplugged."),
        ("Use the spray twice a day.", "Never use it with an open wound."),
        ("Adults may swim again after a week.", "Only do this once the scab has gone."),
        ("Take one capsule at night.", "If you have asthma, take half of it."),
        ("Take one capsule at night.", "It may harm an unborn baby."),
        ("Take one capsule at night.", "You should stop a week before an operation."),
        ("Take one capsule at night.", "It must be taken with food."),
        ("The patch clears four warts in ten.", "Exception: those on the soles."),
        ("The cream is safe for the face.", "Children under two must not use it."),
        ("Plumine is used where the older drops failed.", "It should be avoided in people who have had glaucoma."),
    ],
)
def test_a_condition_comes_with_what_it_limits_and_is_never_quoted_without_it(advice: str, condition: str) -> None:
    assert quoted(f"{advice} {condition}", 0) == f"{advice} {condition}"
    if condition.startswith(("Do not do so", "Only do this", "Never use it", "Exception", "It ")):
        assert quoted(f"{advice} {condition}", 1) == f"{advice} {condition}"


@pytest.mark.parametrize(
    ("text", "following"),
    [
        ("Warts are caused by a virus.", "Do not worry about them."),
        ("Take one capsule at night.", "Only three studies have looked at this."),
        ("Drink water with it.", "Butterflies like it."),
        ("Take one capsule at night.", "If you have any questions, call the ward."),
        ("Plumine lowers the pressure in the eye.", "It should work within a day."),
        ("Take one capsule every second day.", "You should go on for three months."),
        ("Use the spray twice a day.", "It may take half a year to help."),
        ("The spray can be used at home.", "You may read while it dries."),
        ("Take one capsule at night.\n\n", "Do not swim for a week after the operation."),
    ],
)
def test_what_limits_nothing_stays_away(text: str, following: str) -> None:
    assert quoted(f"{text} {following}", 0) == text.strip()


@pytest.mark.parametrize("answer", ["No.", "Yes, always.", "Not usually.", "Yes, you can."])
def test_a_bare_answer_comes_with_the_sentence_that_says_what_of(answer: str) -> None:
    text = f"{answer} Kites tear in a storm. Fly them by the sea."
    assert quoted(text, 0) == f"{answer} Kites tear in a storm."


@pytest.mark.parametrize("answer", ["No treatment is needed.", "Never fly kites.", "Kites tear."])
def test_a_short_sentence_that_says_something_stays_alone(answer: str) -> None:
    assert quoted(f"{answer} The wind was strong.", 0) == answer


@pytest.mark.parametrize("announces", ["Possible causes of rust are:", "Only a few people report these signs:", "It is weakly linked to:"])
def test_an_item_comes_with_what_doubts_it(announces: str) -> None:
    text = f"Rust is red.\n{announces}\n• Salt in the air of houses that stand by the sea\n• Damp in the walls of houses built on clay"
    roles = (PLAIN, PLAIN, ITEM, ITEM)
    assert quoted(text, 3, *roles).endswith(text.partition("red.\n")[2])
    for other in ("The causes are:", "A builder may look at the following:"):
        assert quoted(text.replace(announces, other), 3, *roles) == text.rpartition("• ")[2]


def test_what_announces_a_list_comes_with_the_sentence_it_leans_on() -> None:
    text = "Nobody has shown what causes rust.\nThese are named:\n• salt\n• damp\n• age"
    roles = (PLAIN, PLAIN, ITEM, ITEM, ITEM)
    assert quoted(text, 3, *roles) == text
    assert quoted(text.replace("These are named", "Named are"), 3, *roles) == text.partition("\n")[2].replace(
        "These are named", "Named are"
    )


@pytest.mark.parametrize(
    "text",
    [
        "Since the town bought it, the mill stands still.",
        "Before you open it, dry the lid.",
        "Although it is old, the lid holds.",
        "When they are wet, wait.",
    ],
)
def test_a_clause_about_it_leans_on_the_sentence_before(text: str) -> None:
    assert quoted(f"The mill is of oak. {text}", 1) == f"The mill is of oak. {text}"


@pytest.mark.parametrize(
    "text",
    [
        "If you are breast-feeding, do the same.",
        "For children over ten the same applies.",
        "If it bleeds again, do exactly the same again.",
        "The difference was not significant (p = 0.6).",
    ],
)
def test_the_same_and_a_bare_difference_lean_on_the_sentence_before(text: str) -> None:
    assert leans_back(text)


@pytest.mark.parametrize(
    "text",
    [
        "Men took the same dose as women.",
        "The difference between the groups was two points.",
        "Take it at the same time each day.",
        "Do the exercises daily.",
    ],
)
def test_the_same_of_a_thing_that_is_named_leans_on_nothing(text: str) -> None:
    assert not leans_back(text)


@pytest.mark.parametrize(
    "text",
    [
        "Since the town bought the mill, it stands still.",
        "When it comes to lids, oak is best.",
        "Although it is not known why, oak holds.",
        "As millers grow old, they rest.",
    ],
)
def test_a_clause_that_names_its_own_thing_leans_on_nothing(text: str) -> None:
    assert quoted(f"The mill is of oak. {text}", 1) == text
