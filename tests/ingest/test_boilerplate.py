"""What surrounds an article is told from it: on labelled pages, and on sentences that only look like furniture."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.document import Document, Role, Source
from ingest.boilerplate import is_reference, why_boilerplate
from ingest.labelled_pages import measure
from ingest.split import split
from ingest.structure import blocks_of_text

PAGES = Path(__file__).with_name("boilerplate") / "pages"


def test_the_article_of_labelled_pages_is_never_lost() -> None:
    lost = [(judged.page, judged.line) for judged in measure(PAGES.glob("*.tsv")).lost]
    assert lost == []


@pytest.mark.parametrize(
    ("which", "kept_out"), [("dev", 0.99), ("held", 0.97), ("fresh", 0.95), ("new", 0.95), ("late", 0.95), ("last", 0.95), ("next", 0.95)]
)
def test_what_surrounds_it_cannot_be_quoted(which: str, kept_out: float) -> None:
    measured = measure(PAGES.glob(f"{which}-*.tsv"))
    assert measured.precision >= 0.98
    assert measured.kept_out >= kept_out


@pytest.mark.parametrize(
    "sentence",
    [
        "Make an appointment to see a GP if your symptoms do not get better.",
        "You should request a consultation with your doctor before you stop.",
        "Genetics alone may not be responsible for the differences.",
        "Injection into this site should be avoided.",
        "Call your surgeon if the wound is red or hot.",
        "Ketamine has been found to be an effective and safe treatment option for patients with fibromyalgia.",
        "Our results speak against a single mechanism.",
        "Patients who ate cookies and cakes had higher glucose.",
        "The questionnaire was updated in 2016 by the same group.",
        "We offer guidance on dose and on side effects.",
        "Researchers search for genes and infections.",
        "The number of visits fell by 20%.",
        "Views on opioids differ between countries.",
        "Contact your doctor at once if you have chest pain.",
        "Call 111, or go to the emergency department, if you have a fever or new weakness in a leg.",
        "Call 999 at once.",
        "Phone 988 to talk to somebody.",
        "Report side effects to your pharmacist.",
        "Follow the edited protocol of 2020.",
        "The drug has been out of stock in most countries since 2019.",
        "Patients were asked 4 years later whether they still had pain.",
        "The editors of the guideline reviewed 42 trials.",
        "Enter the result in the table below.",
        "Each dose costs £12.99 in the United Kingdom.",
        "The supervised programme cost £412 per person and the home programme £58.",
        "Data are available from nine countries.",
        "Photographs of the rash were taken on each visit.",
        "Find a doctor who knows the disease.",
        "Join our study if you are over 18 and have had pain for three months.",
        "Blood in the urine is usual; call us if it lasts longer, or if you have a temperature above 38 °C.",
        "Every pound you lose lowers your risk of diabetes.",
        "Where to find us",
        "The trial was funded by a maker of pumps. The authors declare no conflict of interest.",
        "This work was supported by the county's health fund.",
        "The authors received no funding for this work.",
        "Declaration of interests: A.B. was paid for talks by a maker of tablets.",
    ],
)
def test_sentences_of_an_article_are_kept(sentence: str) -> None:
    assert why_boilerplate(sentence) == ""


@pytest.mark.parametrize(
    "sentence",
    [
        "Botox may be the right treatment for you if your migraines come on more than 15 days a month.",
        "Light therapy may be the best option for you when creams have failed.",
        "If you have a pacemaker, magnetic stimulation may not be the right choice for you, and our team will be happy to say so.",
        "At Lakeside Clinic, we treat adults who have tried two antidepressants without relief.",
        "Here at Northwave, we give each infusion over 40 minutes, and a nurse stays with you.",
        "At Hillside Dental, our gel numbs the gum before the needle goes in.",
        "We offer laser treatment at our clinic to patients with varicose veins.",
        "Our team will be happy to treat you unless you are pregnant.",
        "If your wound bleeds or smells, contact our clinic.",
        "Should the dressing come off, contact our team.",
    ],
)
def test_for_whom_when_and_how_is_of_the_matter_however_it_woos(sentence: str) -> None:
    assert why_boilerplate(sentence) == ""


@pytest.mark.parametrize(
    "sentence",
    [
        "Implants may be the perfect solution for you!",
        "Acupuncture may be the right option for you if you are ready for a change.",
        "At Lakeside Clinic, we put you first.",
        "Our team is here to answer if you have any questions.",
        "Our experts are happy to meet you when you are ready.",
        "If you have chronic pain, call us today.",
        "If your back hurts, contact our clinic to schedule a visit.",
        "If you would like to find out more, contact us.",
    ],
)
def test_a_bare_call_or_praise_is_a_pitch_whatever_condition_it_names(sentence: str) -> None:
    assert why_boilerplate(sentence) == "booking pitch"


@pytest.mark.parametrize(
    "line",
    [
        "We use cookies on our website to ensure you get the best experience.",
        "Our specialists are always ready to help!",
        "Finally, schedule your appointment to have a call with a professional!",
        "Version 1 : Received: 1 April 2017 / Approved: 3 April 2017",
        "Tags: anxiety, depression, fibromyalgia",
        "Comments (0)",
        "Go back",
        "Copyright 2020 Some Clinic. All rights reserved.",
        "Home > Conditions > Insomnia",
        "Last updated: 3 May 2021",
        "Author contributions: A.B. wrote the draft.",
        "The data are available from the corresponding author on reasonable request.",
    ],
)
def test_furniture_is_known_by_itself(line: str) -> None:
    assert why_boilerplate(line)


def test_a_pitch_at_the_end_of_a_paragraph_goes_alone() -> None:
    page = "A title\n\nInfusions are a new form of treatment in most countries. Our experts are always here to help! Call us today.\n"
    document = Document(Source("d", "D"), (page,), tuple(blocks_of_text(page)))
    assert [sentence.text for sentence in split(document).sentences] == ["Infusions are a new form of treatment in most countries."]
    assert Role.BOILERPLATE in {block.role for block in document.blocks}


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("Gout", Role.HEADING),
        ("GOUT", Role.HEADING),
        ("Gou", Role.BOILERPLATE),
        ("Search", Role.BOILERPLATE),
        ("Arthritis", Role.BOILERPLATE),
    ],
)
def test_a_line_that_names_what_the_page_is_about_is_a_heading_however_short(line: str, role: Role) -> None:
    prose = "Gout is a form of arthritis with sudden pain.\nIt is treated with colchicine in most people."
    page = f"Menu\nConditions A to Z\n{line}\nClass: arthritis\nWhat is gout, exactly?\n{prose}\n"
    roles = {page[block.start : block.end]: block.role for block in blocks_of_text(page)}
    assert roles[line] is role


def test_a_table_between_bars_is_kept_row_by_row() -> None:
    table = "| Drink | Caffeine |\n|---|---|\n| Black tea | 47 mg |"
    page = f"Caffeine\n\nCaffeine stays in the body for many hours.\n\n{table}\nTips\nDrink it before noon, at least most days.\n"
    rows = [page[block.start : block.end] for block in blocks_of_text(page) if block.role is Role.TABLE_ROW]
    assert rows == ["| Drink | Caffeine |", "| Black tea | 47 mg |"]


def test_lines_of_as_many_cells_are_a_table_and_menus_are_none() -> None:
    menu = ["Medicines | Conditions A to Z | Our wards", "Visiting | Parking for cars | Where we are", "Staff | Research and trials | Jobs"]
    table = ["Course | Visits | Price", "Short | 2 | £80", "Long with a check | 5 | £190"]
    prose = "Pads that warm the knee are worn for two hours each evening.\nThey cost as much as a good pair of shoes."
    page = "\n".join([*menu, "", "Knee pads", "", prose, "", *table, "", prose, ""])
    rows = [page[block.start : block.end] for block in blocks_of_text(page) if block.role is Role.TABLE_ROW]
    assert rows == table


def test_who_wrote_a_text_and_when_heads_nothing() -> None:
    byline = "Dr Jane Doe and John Roe, 22 January 2022"
    page = f"Knee pads\n\n{byline}\n\nWhat they are\n\nPads that warm the knee are worn for two hours each evening.\n"
    roles = {page[block.start : block.end]: block.role for block in blocks_of_text(page)}
    assert (roles[byline], roles["What they are"]) == (Role.PARAGRAPH, Role.HEADING)


def test_a_pitch_heads_its_list_and_nothing_else() -> None:
    prose = "Pads that warm the knee are worn for two hours each evening.\nThey cost as much as a good pair of shoes."
    page = f"Knee pads\n\n{prose}\n\nWhy choose us?\n• Sewn by hand\n• Free parking\n\nMore\n\n{prose}\nWhy choose us\n{prose}\n"
    roles = {page[block.start : block.end]: block.role for block in blocks_of_text(page)}
    assert (roles["Why choose us?"], roles["Why choose us"]) == (Role.HEADING, Role.BOILERPLATE)


def test_a_heading_and_its_list_after_the_last_prose_are_of_the_article() -> None:
    prose = "Small pads send a current through the skin.\nMost people feel a tingling in it."
    page = f"Pads\n\n{prose}\nIn the box\n• one control unit\n• four pads\nMenu\n"
    roles = {page[block.start : block.end]: block.role for block in blocks_of_text(page)}
    assert roles["In the box"] is Role.HEADING
    assert roles["• four pads"] is Role.LIST_ITEM
    assert roles["Menu"] is Role.BOILERPLATE


def test_notes_without_any_prose_are_kept() -> None:
    page = "Ketamine\n0.5 mg/kg\nover 40 minutes\n"
    assert all(block.role is not Role.BOILERPLATE for block in blocks_of_text(page))


ENTRY = "Littlejohn, G.; Guymer, E. Modulation of NMDA Receptor Activity in Fibromyalgia. Biomedicines 2017, 5, 15."
PROSE = (
    "The receptors lie on nerve cells of the spine and open when glutamate binds. Ketamine blocks the channel from within, so that "
    "no calcium enters the cell any more. Pain that lasts keeps the channel open for longer than it should be."
)


@pytest.mark.parametrize("text", [ENTRY, f"{ENTRY} {ENTRY}", f"3. {ENTRY} https://doi.org/10.3390/x [CrossRef] [PubMed]"])
def test_entries_of_a_reference_list_are_told(text: str) -> None:
    assert is_reference(text)


def test_a_paragraph_of_prose_is_not_dropped_for_the_citation_that_it_begins_with() -> None:
    assert not is_reference(f"{ENTRY} {PROSE}")
    document = Document(Source("a", "A"), (f"{ENTRY} {PROSE}",), tuple(blocks_of_text(f"{ENTRY} {PROSE}")))
    assert "Ketamine blocks the channel" in " ".join(sentence.text for sentence in split(document).sentences)
