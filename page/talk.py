"""The conversation as markup: questions as headings, replies beneath them, newest last.

The browser is sent the turns that are new or have changed, and puts them in their places (talk.js): what is drawn stays as it is.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence

from markupsafe import Markup

from chat.reply import Reply, Route
from page.differing import differing, holds, in_full, sides
from page.help_card import help_card, help_text
from page.markup import asked_stems, safe
from page.meanings import with_names_explained
from page.notices import above, beneath
from page.opinion import opinion_fold
from page.quote_card import quote_card
from page.reason import reason
from page.said import elsewise, said, told_in
from page.texts import DEFAULT_LANGUAGE, Texts
from page.turn import URGENT, Turn, keys

OPEN = frozenset({Route.ANSWER, Route.ABSTAIN})  # replies of the documents' own, on which readers may have an opinion
MAX_SHOWN = 600  # characters of a question that are shown


def conversation(
    turns: Sequence[Turn], texts: Texts, *, examples: Sequence[str] = (), nonce: int = 0, only: Collection[int] | None = None
) -> str:
    """What the browser is to draw: all turns, or `only` those of these numbers; the words of welcome before any.

    `nonce` is the number of the request that this answers.
    """
    drawn = range(len(turns)) if only is None else only
    shown = Markup("").join(_turn(turns[number], number, texts) for number in drawn) if turns else _welcome(texts, examples)
    return _turns(shown, texts, nonce, n_turns=len(turns))


def changed(before: Sequence[Turn], after: Sequence[Turn], n_drawn: int) -> list[int]:
    """The numbers of the turns that the browser, which has drawn `n_drawn`, does not show as they are now."""
    return [number for number, turn in enumerate(after) if number >= min(n_drawn, len(before)) or turn is not before[number]]


def from_elsewhere(questions: Sequence[str], texts: Texts, *, nonce: int = 0) -> str:
    """What is said to somebody whose link was made on another library: why nothing was asked, and the questions to ask anew."""
    words = texts.link_other if questions else texts.link_bad
    shown = Markup("<div class='cw-welcome'><div class='cw-message cw-boxed'><p>{}</p></div>{}</div>")
    return _turns(shown.format(safe(words), _buttons(questions)), texts, nonce)


def _turns(shown: Markup, texts: Texts, nonce: int, *, n_turns: int = 0) -> str:
    return str(
        Markup("<div class='cw-turns' lang='{}' data-nonce='{}' data-turns='{}'>{}</div>").format(texts.language, nonce, n_turns, shown)
    )


def _welcome(texts: Texts, examples: Sequence[str]) -> Markup:
    return Markup(
        "<div class='cw-welcome'><h2>{}</h2><p>{}</p><p class='cw-opinion'>{}</p><div class='cw-examples'{}>{}</div></div>"
    ).format(
        safe(texts.welcome_title),
        safe(texts.welcome),
        safe(texts.opinion["is_kept"]),
        "" if examples else Markup(" data-examples"),
        example_list(examples, texts),
    )


def example_list(examples: Sequence[str], texts: Texts) -> Markup:
    """Questions to begin with."""
    return Markup("<h3>{}</h3>{}").format(safe(texts.examples_title), _buttons(examples)) if examples else Markup("")


def _buttons(questions: Sequence[str]) -> Markup:
    items = Markup("").join(
        Markup("<li><button type='button' class='cw-example' lang='en' data-ask='{0}'>{0}</button></li>").format(safe(text))
        for text in questions
    )
    return Markup("<ul>{}</ul>").format(items) if questions else Markup("")


def _turn(turn: Turn, number: int, texts: Texts) -> Markup:
    question = turn.question if len(turn.question) <= MAX_SHOWN else turn.question[:MAX_SHOWN] + "…"
    return Markup(
        "<article class='cw-turn cw-route-{route}' aria-labelledby='cw-asked-{number}' data-turn='{number}' "
        "data-announce='{announce}'{urgent}>"
        "<h2 class='cw-asked' id='cw-asked-{number}' dir='auto'><span class='cw-sr'>{asked}: </span>{question}</h2>{reply}</article>"
    ).format(
        route=turn.reply.route.value,
        number=number,
        announce=safe(json.dumps(_announced(turn.reply, texts), ensure_ascii=False)),
        urgent=Markup(" data-urgent") if turn.reply.route in URGENT else "",
        asked=safe(texts.asked),
        question=safe(question),
        reply=_urgent(turn, number, texts) if turn.reply.route in URGENT else _ordinary(turn, number, texts),
    )


def _announced(reply: Reply, texts: Texts) -> list[tuple[str, str]]:
    """What a screen reader says when the reply has come, each part with its language."""
    if reply.route in URGENT or not reply.quotes:
        return [(said(each, texts), told_in(each, texts, reply.language)) for each in reply.message.split("\n\n")]
    count = texts.one_quote if len(reply.quotes) == 1 else texts.quotes.format(n=len(reply.quotes))
    best = reply.quotes[0]
    return [(count, texts.language), (best.quote.text, best.source.language or DEFAULT_LANGUAGE)]


def _urgent(turn: Turn, number: int, texts: Texts) -> Markup:
    return Markup("{}{}").format(help_card(turn, texts), _why(turn, number, texts))


def _ordinary(turn: Turn, number: int, texts: Texts) -> Markup:
    reply = turn.reply
    stems = asked_stems(" ".join((turn.question, *turn.carried)))
    answers = {key: quoted for key, quoted in keys(turn, number) if "-q" in key}
    pairs = sides(reply.differences, answers, number)
    related = [
        (key, quoted) for key, quoted in keys(turn, number) if "-r" in key and not any(holds(each, quoted) for each in in_full(pairs))
    ]
    cards = Markup("").join(quote_card(quoted, key, stems, texts) for key, quoted in answers.items())
    return Markup("<div class='cw-message' lang='{}'>{}</div>{}{}{}{}{}<div class='cw-small'>{}{}</div>{}").format(
        texts.language,
        help_text(said(reply.message, texts), elsewise(reply.message, texts, reply.language)),
        _carried(turn, number, texts),
        _read(turn, number, texts),
        Markup("<div class='cw-answers'>{}</div>").format(cards) if answers else "",
        differing(reply.differences, pairs, number, stems, texts),
        _related(reply, [quote_card(quoted, key, stems, texts) for key, quoted in related], number, texts),
        _notice_list(beneath(turn, texts)),
        Markup("{}{}").format(_why(turn, number, texts), opinion_fold(reply.quotes, number, texts) if reply.route in OPEN else ""),
        Markup("<div class='cw-next' data-next='{}' data-title='{}'></div>").format(number, safe(texts.next)) if reply.quotes else "",
    )


def _read(turn: Turn, number: int, texts: Texts) -> Markup:
    """How the question was read, and what short forms in it stand for."""
    lines, notes = Markup(""), Markup("")
    for at, (words, tells_searched) in enumerate(above(turn, texts)):
        meanings = turn.reply.meanings if tells_searched else ()
        line, explained = with_names_explained(words, (), meanings, f"t{number}-{at}", texts, as_typed=True)
        lines, notes = lines + Markup("<p class='cw-searched' dir='auto'>{}</p>").format(line), notes + explained
    return Markup("<div class='cw-read'>{}{}</div>").format(lines, notes) if lines else lines


def _carried(turn: Turn, number: int, texts: Texts) -> Markup:
    if not turn.carried:
        return Markup("")
    chips = Markup(" ").join(
        Markup(
            "<button type='button' class='cw-chip' data-uncarry='{}' data-of='{}' title='{}'>{}<span aria-hidden='true'> ×</span>"
            "<span class='cw-sr'>: {}</span></button>"
        ).format(safe(word), number, safe(title), safe(word), safe(title))
        for word in turn.carried
        for title in [texts.carried_remove.format(word=word)]
    )
    return Markup("<p class='cw-carried'>{} {}</p>").format(safe(texts.carried), chips)


def _related(reply: Reply, cards: Sequence[Markup], number: int, texts: Texts) -> Markup:
    if not cards:
        return Markup("")
    title = texts.general if reply.route is Route.PERSONAL_ADVICE else texts.related
    return Markup("<details class='cw-fold cw-related' id='cw-related-{}'{}><summary>{} <span>({})</span></summary>{}</details>").format(
        number, Markup(" open") if not reply.quotes else "", safe(title), len(cards), Markup("").join(cards)
    )


def _notice_list(notices: Sequence[Markup]) -> Markup:
    items = Markup("").join(Markup("<li dir='auto'>{}</li>").format(notice) for notice in notices)
    return Markup("<ul class='cw-notices'>{}</ul>").format(items) if notices else Markup("")


def _why(turn: Turn, number: int, texts: Texts) -> Markup:
    """What decided, in words: the guard's rule, and how likely an answer was."""
    reply = turn.reply
    if not reply.reason:
        return Markup("")
    said_why = [texts.why_rule.format(reason=reason(reply.reason, texts))]
    if reply.route in {Route.ANSWER, Route.ABSTAIN}:
        said_why.append(texts.why_score.format(percent=round(100 * reply.best_score)))
    return Markup("<details class='cw-fold cw-why' id='cw-why-{}'><summary>{}</summary>{}</details>").format(
        number, safe(texts.why), Markup("").join(Markup("<p>{}</p>").format(safe(words)) for words in said_why)
    )
