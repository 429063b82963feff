"""Where documents differ: two quotations side by side with their kinds and dates, and no verdict.

Nothing is quoted twice: a side that stands in full above gives the words that differ, and the way to the rest.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from chat.differences import differing_words
from chat.reply import Difference, QuotedPassage
from page.address import Address, attributes
from page.around import Around, around
from page.markup import safe, title_of
from page.quote_card import around_button, flags, provenance, words
from page.texts import Texts

JOINT = " … "


@dataclass(frozen=True, slots=True)
class Side:
    """One of two quotations that differ: the words that do, and the key of the card where it stands in full, "" if here."""

    quoted: QuotedPassage
    key: str
    words: tuple[str, ...]
    card: str


def sides(differences: Sequence[Difference], cards: Mapping[str, QuotedPassage], number: int) -> list[tuple[Side, Side]]:
    """The pairs of a turn; `cards` are the quotations that stand above them in full, by key."""
    shown = dict(cards)
    pairs = []
    for place, difference in enumerate(differences):
        pair = []
        for letter, quoted, other in (("a", difference.first, difference.second), ("b", difference.second, difference.first)):
            key, text = f"{number}-d{place}{letter}", quoted.quote.text
            spans = differing_words(text, other.quote.text, difference.differing)
            words = tuple(dict.fromkeys(text[start:end] for start, end in spans))
            card = next((name for name, each in shown.items() if holds(each, quoted)), "")
            pair.append(Side(quoted, key, words, card))
            shown.setdefault(card or key, quoted)
        pairs.append((pair[0], pair[1]))
    return pairs


def holds(shown: QuotedPassage, quoted: QuotedPassage) -> bool:
    """Whether a quotation that is shown has all words of another."""
    outer, inner = Address.of(shown.quote), Address.of(quoted.quote)
    return (outer.source_id, outer.page) == (inner.source_id, inner.page) and outer.start <= inner.start and inner.end <= outer.end


def in_full(pairs: Sequence[tuple[Side, Side]]) -> list[QuotedPassage]:
    """What the pairs themselves quote in full."""
    return [side.quoted for pair in pairs for side in pair if not side.card]


def differing(
    differences: Sequence[Difference], pairs: Sequence[tuple[Side, Side]], number: int, stems: Collection[str], texts: Texts
) -> Markup:
    """The likeliest pair in full; further ones folded beneath it."""
    if not differences:
        return Markup("")
    shown = list(_pairs(differences, pairs, stems, texts))
    further = Markup("<details class='cw-fold' id='cw-differ-{}'><summary>{} <span>({})</span></summary>{}</details>").format(
        number, safe(texts.differ_more), len(shown) - 1, Markup("").join(shown[1:])
    )
    return Markup(
        "<section class='cw-differ' aria-labelledby='cw-differ-title-{0}'><h3 id='cw-differ-title-{0}'>{1}</h3><p>{2}</p>{3}{4}</section>"
    ).format(number, safe(texts.differ_title), safe(texts.differ_note), shown[0], further if len(shown) > 1 else "")


def _pairs(differences: Sequence[Difference], pairs: Sequence[tuple[Side, Side]], stems: Collection[str], texts: Texts) -> Iterator[Markup]:
    for difference, (first, second) in zip(differences, pairs, strict=True):
        yield Markup("<div class='cw-pair'><p class='cw-pair-label'>{}</p><div class='cw-sides'>{}{}</div></div>").format(
            safe(difference_name(difference, texts)), _side(first, stems, texts), _side(second, stems, texts)
        )


def difference_name(difference: Difference, texts: Texts) -> str:
    """In what the two differ, in words."""
    names = {"numbers": texts.differ_numbers, "direction": texts.differ_direction, "strength": texts.differ_strength}
    return names[difference.differing.value]


def _side(side: Side, stems: Collection[str], texts: Texts) -> Markup:
    quoted, beside = side.quoted, around(side.quoted.quote)
    return Markup(
        "<figure class='cw-side cw-kind-{kind}'{address}>{words}<figcaption>{provenance}{flags}</figcaption>"
        "<div class='cw-actions'>{actions}</div></figure>"
    ).format(
        kind=quoted.source.kind.value,
        address="" if side.card else Markup(" id='cw-card-{0}' data-key='{0}' {1}").format(side.key, attributes(quoted.quote)),
        words=_pieces(side) if side.card else _whole(side, stems, beside, texts),
        provenance=provenance(quoted, texts),
        flags="" if side.card else flags(quoted.flags, texts),
        actions=_ways_up(side, beside, texts) if side.card else _own_actions(side, beside, texts),
    )


def _own_actions(side: Side, beside: Around, texts: Texts) -> Markup:
    """What can be done with a quotation that stands here in full."""
    show = Markup("<button type='button' class='cw-plain' data-quote='{}'>{}<span class='cw-sr'>: {}</span></button>")
    return show.format(side.key, safe(texts.show), title_of(side.quoted.source)) + around_button(side.key, beside, texts)


def _ways_up(side: Side, beside: Around, texts: Texts) -> Markup:
    """The ways to the card where the quotation stands in full, and to what stands before and after it there."""
    way = Markup("<button type='button' class='cw-plain' data-to='cw-card-{}'{}>{}<span class='cw-sr'>: {}</span></button>")
    title = title_of(side.quoted.source)
    up = way.format(side.card, "", safe(texts.differ_above), title)
    return up + way.format(side.card, Markup(" data-spread"), safe(texts.around), title) if beside.before or beside.after else up


def pieces(side: Side) -> str:
    """The words that differ, each in quotation marks; the whole quotation where no single words tell."""
    return JOINT.join(f"“{words}”" for words in side.words or (side.quoted.quote.text,))


def _pieces(side: Side) -> Markup:
    return Markup("<p class='cw-pieces' lang='{}'>{}</p>").format(safe(side.quoted.source.language or "en"), safe(pieces(side)))


def _whole(side: Side, stems: Collection[str], beside: Around, texts: Texts) -> Markup:
    return (_pieces(side) if side.words else Markup("")) + words(side.quoted, side.key, stems, beside, texts)
