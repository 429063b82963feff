import pytest

from chat.matters import lacks_matter, matters_asked


@pytest.mark.parametrize(
    ("question", "says_nothing", "says_something"),
    [
        ("is gout hereditary", "Gout is a form of arthritis.", "Gout was twice as common where a brother had it."),
        ("are bunions genetic?", "A bunion is a bump at the toe.", "Flat feet, which parents hand on, lead to them."),
        ("does vitiligo run in families", "Vitiligo makes patches.", "One in five has a relative with it."),
        ("is ringworm contagious", "It itches and is round.", "Do not share towels while it lasts."),
        ("can a ganglion go away on its own", "Treatments combine a splint and puncture.", "Half vanish untreated."),
        ("is tinnitus curable", "Sound machines are offered.", "There is no way to cure it."),
        ("does sarcoidosis shorten life", "It has an impact on your body and your life.", "Few patients die of it."),
        ("is zopiclone addictive", "It is taken at bedtime.", "Stopping suddenly can bring withdrawal."),
        ("how is coeliac disease diagnosed", "Avoid gluten for the rest of your life.", "A blood sample comes first."),
        ("which blood test shows lupus", "Lupus can tire you out.", "Most patients have antibodies against their own nuclei."),
        ("will my insurance pay for the laser", "The laser treats scars.", "Plans rarely cover it."),
        ("is glaucoma more common in black people", "It is more common over 60.", "People of African descent have it sooner."),
        ("can I drink alcohol with metronidazole", "Take it with food.", "Wine made some volunteers flush."),
        ("may I drive after the endoscopy", "A thin tube is passed down.", "Leave the car at home that day."),
        ("can i fly with a cast", "The cast stays on for six weeks.", "Airlines want it split for two days."),
    ],
)
def test_what_says_nothing_of_the_matter_asked_about_does_not_answer(question: str, says_nothing: str, says_something: str) -> None:
    matters = matters_asked(question)
    assert matters
    assert lacks_matter(matters, says_nothing) >= 0.6
    assert lacks_matter(matters, says_something) == 0


@pytest.mark.parametrize(
    "question",
    [
        "why is smoking worse with the inherited fault",
        "which genetic proof is still missing",
        "when can we catch the nurse",
        "does it go away with treatment",
        "how common is the life-threatening allergy",
        "what amount do recovering addicts take",
        "how long am i hooked up to the drip",
        "who diagnosed the first case",
        "does it make the heart race",
        "is there white discharge in women",
        "is the alcohol rub worse than soap",
        "does it lower sex drive",
        "the itch drives me mad, what helps",
        "do fruit flies sleep",
        "what is it",
        "",
    ],
)
def test_a_word_that_only_looks_like_a_matter_asks_about_none(question: str) -> None:
    assert matters_asked(question) == ()
