"""What a reader may say of a reply: folded beneath it, and kept only when a button is pressed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from chat.feedback import Feedback, Opinion, Place
from chat.reply import QuotedPassage
from page import asking
from page.address import address_from, attributes
from page.markup import safe
from page.texts import Texts

MAX_SHOWN = 90  # characters of a quotation, to tell it from the others
MAX_TURNS = 12
MAX_CHARS = 2000


def opinion_fold(quotes: Sequence[QuotedPassage], number: int, texts: Texts) -> Markup:
    """The fold: two buttons for each quotation, two for the reply as a whole."""
    words = texts.opinion
    items = [_item(quoted, texts) for quoted in quotes]
    whole = Markup(" ").join(_button(opinion, words[opinion.value]) for opinion in (Opinion.MISSING, Opinion.NOT_THERE))
    return Markup(
        "<details class='cw-fold cw-opinion' id='cw-opinion-{}'><summary>{}</summary><p>{}</p>{}<div class='cw-actions'>{}</div>"
        "<p class='cw-opinion-said' role='status'></p></details>"
    ).format(number, safe(words["title"]), safe(words["note"]), Markup("").join(items), whole)


def feedback_sent(data: object) -> Feedback | None:
    """What the browser sent; None for anything that is no opinion on a question."""
    if not isinstance(data, Mapping):
        return None
    questions = data.get("questions")
    turns = [turn[:MAX_CHARS] for turn in questions[-MAX_TURNS:] if isinstance(turn, str)] if isinstance(questions, list) else []
    here = address_from(data.get("quote"))
    try:
        opinion = Opinion(str(asking.sent(data, "opinion")))
    except ValueError:
        return None
    is_of_quote = opinion in {Opinion.ANSWERS, Opinion.BESIDE}
    if not turns or not turns[-1].strip() or is_of_quote is (here is None):
        return None
    return Feedback(tuple(turns), opinion, None if here is None else Place(here.source_id, here.page, here.start, here.end))


def _item(quoted: QuotedPassage, texts: Texts) -> Markup:
    text = quoted.quote.text
    shown = text if len(text) <= MAX_SHOWN else text[: MAX_SHOWN - 1].rstrip() + "…"
    buttons = Markup(" ").join(_button(opinion, texts.opinion[opinion.value]) for opinion in (Opinion.ANSWERS, Opinion.BESIDE))
    return Markup("<div class='cw-opinion-of' {}><p lang='{}'>“{}”</p><div class='cw-actions'>{}</div></div>").format(
        attributes(quoted.quote), safe(quoted.source.language or "en"), safe(shown), buttons
    )


def _button(opinion: Opinion, words: str) -> Markup:
    return Markup("<button type='button' class='cw-plain' data-opinion='{}'>{}</button>").format(opinion.value, safe(words))
