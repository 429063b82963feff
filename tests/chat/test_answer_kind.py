import pytest

from chat.answer_kind import asked_kinds, lacks


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("how much does the spray cost", ["price", "number"]),
        ("What is the price of Lyrica?", ["price"]),
        ("what year was penicillin licensed", ["date"]),
        ("when was it discovered", ["date"]),
        ("How long does a migraine last?", ["duration"]),
        ("how soon does it work", ["onset"]),
        ("how long does the patch take to work", ["onset", "duration"]),
        ("when would I notice a difference", ["onset"]),
        ("is it better than a patch", ["comparison"]),
        ("How many people took part?", ["number", "quantity", "sample"]),
        ("how common is cramp", ["number", "occurrence"]),
        ("how common are side effects", ["number", "occurrence", "harm"]),
        ("how much better did they feel", []),
        ("how accurate is the blood test", ["accuracy"]),
        ("how effective are the tablets", ["effect"]),
        ("who sponsored the study", ["funder"]),
        ("who supports the family", []),
        ("what percentage of men have it", ["share"]),
        ("who invented the stethoscope", ["maker", "person"]),
        ("when did the agency approve it", ["date"]),
        ("when is the first check", []),
        ("what is the usual oral dose", ["dose"]),
        ("what dose it do to sleep", []),
        ("levetiracetam missed dose", []),
        ("the forgotten dose", []),
        ("levetiracetam dose", ["dose"]),
        ("side effects?", ["harm"]),
        ("how long is the spinal cord", []),
        ("who should not take it", ["exclusion"]),
        ("when should I see a doctor", []),
        ("what does it do to sleep", []),
        ("", []),
    ],
)
def test_the_kind_of_answer_is_read_off_the_question(question: str, names: list[str]) -> None:
    assert [kind.name for kind in asked_kinds(question)] == names


@pytest.mark.parametrize(
    ("question", "answer", "other"),
    [
        ("what does it cost", "A course is paid by insurance.", "It is given by mouth."),
        ("what year was it licensed", "It was licensed in 1998.", "It was licensed for adults."),
        ("how long does it last", "Relief lasted two weeks.", "Relief was seen in many."),
        ("how soon does it work", "It works within a day.", "Relief was seen in many."),
        ("is it safer than the patch", "Fewer fell ill with it than with the patch.", "It was safe."),
        ("how many took part", "Eleven women took part.", "Women took part."),
        ("usual dose", "Adults took 20 mg.", "Adults took it daily."),
        ("what share got better", "Two in three improved.", "It improved sleep."),
        ("what unwanted effects does it have", "Some felt sick or dizzy; both are mild.", "It blocks the channel."),
        ("who should not have it", "People with an allergy to it.", "It was licensed in 1970."),
        ("what share got better", "One person in six improved.", "Sleep improved."),
        ("when was it approved", "It was approved in May.", "It was the first to be approved and may help."),
        ("who created the test", "It was devised by a nurse.", "It was first licensed by the Food and Drug Administration."),
        ("when was it approved", "It was approved in 1996.", "It was the first to be approved."),
        ("how common is a dry mouth with it", "Dry mouth: one person in ten.", "It can also cause a dry mouth."),
        (
            "how common is a dry mouth with it",
            "Dry mouth was seen in 12 people.",
            "It, 10 mg or 30 to 75 mg at night: dry mouth, drowsiness.",
        ),
        ("how accurate is the scan", "It misses small stones.", "It is used where the first test is weakly positive."),
        ("how effective is the splint", "It eases snoring a little.", "It is made by our dentist."),
        ("how much weight must one lose", "Some five per cent of it.", "To lose weight is worth trying."),
        ("who funded it", "The Anders foundation gave a grant.", "It was held at seven hospitals."),
        ("who discovered it", "It was described by Marie Dupont.", "It was described in Paris."),
    ],
)
def test_a_text_holds_the_kind_of_answer_or_lacks_it(question: str, answer: str, other: str) -> None:
    kinds = asked_kinds(question)
    assert lacks(kinds, answer) == 0.0
    assert lacks(kinds, other) > 0.0


def test_a_question_that_asks_for_nothing_in_particular_lacks_nothing() -> None:
    assert lacks(asked_kinds("what helps"), "") == 0.0


def test_what_hardly_an_answer_does_without_weighs_more() -> None:
    assert lacks(asked_kinds("how many took it"), "They took it.") > lacks(asked_kinds("who did worse"), "Those with fever did.")


def test_what_a_neighbour_says_of_something_else_is_no_figure_of_the_thing_asked_about() -> None:
    before, sentence = "Uncommon, in one person in 100: cramp.", "It may also dry the mouth."
    kinds = asked_kinds("how common is a dry mouth with it")
    assert lacks(kinds, f"{before} {sentence}", sentence) == 1.0
    assert lacks(kinds, f"{before} {sentence}", before) == 0.0
    assert lacks(asked_kinds("what does it cost"), "It costs £5. Ask for it.", "Ask for it.") == 0.0


def test_what_is_cost_effective_has_no_price() -> None:
    (price,) = (kind for kind in asked_kinds("what does a session cost") if kind.name == "price")
    assert lacks((price,), "Cost-effectiveness has not been studied.") > 0
    assert lacks((price,), "The cost has not been studied.") == 0
    assert "price" not in [kind.name for kind in asked_kinds("is it cost-effective")]


@pytest.mark.parametrize("question", ["why does my expensive filter do nothing", "did the exchange cost any lives"])
def test_what_only_mentions_a_cost_asks_for_no_price(question: str) -> None:
    assert "price" not in [kind.name for kind in asked_kinds(question)]


@pytest.mark.parametrize("question", ["which filter is the cheapest", "is it an expensive filter", "what does it cost to live there"])
def test_what_asks_for_a_price_still_does(question: str) -> None:
    assert "price" in [kind.name for kind in asked_kinds(question)]


def test_a_price_may_be_in_any_money() -> None:
    kinds = asked_kinds("what does a light peel cost")
    assert lacks(kinds, "Light CHF 180, medium CHF 690.") == 0
    assert lacks(kinds, "Light peels take 20 minutes.") > 0


@pytest.mark.parametrize(
    ("question", "asks_price"),
    [
        ("How much is it?", True),
        ("and how much are they", True),
        ("How much is it? (lens, glasses)", True),
        ("how much would that be? (visit)", True),
        ("do I have to pay for it", True),
        ("what does it set me back", True),
        # twins: amounts were talked of, or something else is measured
        ("How much is it? (dose, gabapentin)", False),
        ("how much is it? (bone, lost, year)", False),
        ("how much is it for children? (gabapentin)", False),
        ("how much is the loss", False),
        ("how much does it help", False),
        ("how much do I take", False),
        ("pay attention to what", False),
    ],
)
def test_how_much_it_is_asks_for_a_price(question: str, asks_price: bool) -> None:
    assert any(kind.name == "price" for kind in asked_kinds(question)) is asks_price


@pytest.mark.parametrize(
    ("question", "asks_price"),
    [
        ("how much is one infusion", True),
        ("How much is the knee band?", True),
        ("how much are the hearing aids", True),
        ("how much is the usual dose", False),
        ("how much is a portion of fish", False),
        ("how much is the pain reduced", False),
        ("how much is known about it", False),
    ],
)
def test_how_much_a_thing_is_asks_for_its_price(question: str, asks_price: bool) -> None:
    kinds = tuple(kind for kind in asked_kinds(question) if kind.name == "price of a thing")
    assert bool(kinds) is asks_price
    if kinds:
        assert lacks(kinds, "Eleven women were given one infusion of 0.3 mg/kg.") == 1.0
        assert lacks(kinds, "One infusion is 400 dollars.") == 0.0


@pytest.mark.parametrize(
    ("question", "asks_whom"),
    [
        ("what kind of doctor treats pots", True),
        ("Which specialist do I need for this?", True),
        ("which doctor first described it", False),
        ("what doctors say about coffee", False),
    ],
)
def test_which_doctor_treats_it_is_answered_by_a_profession(question: str, asks_whom: bool) -> None:
    kinds = tuple(kind for kind in asked_kinds(question) if kind.name == "professional")
    assert bool(kinds) is asks_whom
    if kinds:
        assert lacks(kinds, "No drug is licensed for it, so all of those below are used off-label.") == 0.8
        assert lacks(kinds, "A cardiologist confirms it with a tilt test.") == 0.0


@pytest.mark.parametrize(
    ("question", "is_asked"),
    [
        ("how long does ketamine stay in your body", True),
        ("How long will it be in my system?", True),
        ("how long does relief last", False),
        ("how long do you stay in hospital", False),
    ],
)
def test_how_long_a_drug_stays_is_not_how_long_it_helps(question: str, is_asked: bool) -> None:
    kinds = tuple(kind for kind in asked_kinds(question) if kind.name == "elimination")
    assert bool(kinds) is is_asked
    if kinds:
        assert lacks(kinds, "Most had pain relief for 2 to 7 days.") == 0.6
        assert lacks(kinds, "Half of the dose is cleared within three hours.") == 0.0
