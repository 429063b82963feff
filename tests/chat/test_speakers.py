import pytest

from chat.speakers import without_speaker


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("does the clinic claim that laser is painless?", "laser is painless?"),
        ("does the website say whether knees can be treated", "knees can be treated"),
        ("do the authors think more trials are needed", "more trials are needed"),
        ("did the trial show that mice recovered", "mice recovered"),
        ("does this clinic call botox safe", "botox safe"),
        ("what does the preprint say about melatonin", "what about melatonin"),
        ("what do the two clinics say about how it works", "how it works"),
        ("what did the study find about sleep?", "what about sleep?"),
        ("what does the leaflet say is the best time of day", "what is the best time of day"),
        ("why do the authors believe that it works", "why it works"),
        ("is botox safe according to the clinic", "is botox safe"),
        ("According to the clinic's website, how long is a session?", "how long is a session?"),
    ],
)
def test_who_is_to_say_it_is_left_out_of_what_is_asked(question: str, asked: str) -> None:
    assert without_speaker(question) == asked


@pytest.mark.parametrize(
    "question",
    [
        "what did the review conclude",
        "how does the clinic treat pain",
        "does the clinic offer discounts",
        "did the trial show a benefit",
        "who did the study include",
        "does the doctor think it is safe",
        "do researchers think it helps",
        "according to the plan people go home on the third day",
        "what does this mean",
        "what does the clinic claim about laser and what did the review find",
        "does the paper say so",
        "does the drug speak for itself",
        "",
    ],
)
def test_what_is_asked_of_a_document_itself_stays(question: str) -> None:
    assert without_speaker(question) == question
