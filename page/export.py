"""A conversation to take along: one HTML file that needs nothing else, or Markdown; questions, quotations, full references."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from chat.reply import QuotedPassage
from page.differing import Side, difference_name, holds, in_full, pieces, sides
from page.help_card import help_text
from page.markup import safe
from page.notices import above
from page.reference import reference
from page.said import said
from page.texts import Texts
from page.turn import URGENT, Turn, keys

_LOOKS = (
    "body{font:17px/1.6 Georgia,'Times New Roman',serif;max-width:42rem;margin:2.5rem auto;padding:0 1.2rem;color:#22262b;background:#fff}"
    "h1{font-size:1.6rem}h2{font-size:1.2rem;margin:2.2rem 0 .6rem;border-top:1px solid #ccc;padding-top:1.4rem}h3{font-size:1rem}"
    "blockquote{margin:1.2rem 0;padding-left:1rem;border-left:3px solid #1f5f6b;break-inside:avoid}blockquote p{margin:0 0 .4rem}"
    "cite,small,.note{font:14px/1.5 system-ui,sans-serif;font-style:normal;color:#444}small{overflow-wrap:anywhere}"
    "@media print{body{margin:0;font-size:11pt}}"
)
_NEXT_LINE = "\\\n> "  # of a quotation
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~])")


def export_html(turns: Sequence[Turn], texts: Texts, *, on: date) -> str:
    """The file's text."""
    return str(
        Markup(
            "<!doctype html><html lang='{lang}'><head><meta charset='utf-8'><meta name='viewport' content='width=device-width'>"
            "<meta http-equiv='Content-Security-Policy' content=\"default-src 'none'; style-src 'unsafe-inline'\">"
            "<title>{title}</title><style>{looks}</style></head><body>"
            "<h1>{title}</h1><p class='note'>{note} {saved} {on}.</p>{body}</body></html>"
        ).format(
            lang=texts.language,
            title=safe(texts.export_title),
            looks=Markup(_LOOKS),
            note=safe(texts.export_note),
            saved=safe(texts.export_date),
            on=on.isoformat(),
            body=Markup("").join(_turn(turn, texts) for turn in turns),
        )
    )


def _turn(turn: Turn, texts: Texts) -> Markup:
    pairs, beside = _differing(turn)
    related = Markup("<h3>{}</h3>{}").format(safe(texts.related), _quotes(beside, texts)) if beside else Markup("")
    differing = Markup("").join(
        Markup("<h3>{}: {}</h3>{}").format(
            safe(texts.differ_title), safe(difference_name(difference, texts)), Markup("").join(_side(side, texts) for side in pair)
        )
        for difference, pair in zip(turn.reply.differences, pairs, strict=True)
    )
    told = Markup("").join(Markup("<p class='note'>{}</p>").format(safe(words)) for words, _ in above(turn, texts))
    return Markup("<section><h2>{}</h2>{}{}{}{}{}</section>").format(
        safe(turn.question), help_text(said(turn.reply.message, texts)), told, _quotes(turn.reply.quotes, texts), differing, related
    )


def _differing(turn: Turn) -> tuple[list[tuple[Side, Side]], list[QuotedPassage]]:
    """The pairs that differ, and what is only related and stands in none of them: nothing is quoted twice."""
    pairs = sides(turn.reply.differences, {key: quoted for key, quoted in keys(turn, 0) if "-q" in key}, 0)
    return pairs, [quoted for quoted in turn.reply.related if not any(holds(each, quoted) for each in in_full(pairs))]


def _side(side: Side, texts: Texts) -> Markup:
    if not side.card:
        return _quotes((side.quoted,), texts)
    return Markup("<blockquote><p>{}</p><cite>{} ({})</cite></blockquote>").format(
        safe(pieces(side)), safe(reference(side.quoted, texts)), safe(texts.differ_above)
    )


def _quotes(quotes: Sequence[QuotedPassage], texts: Texts) -> Markup:
    return Markup("").join(
        Markup("<blockquote><p>“{}”</p><cite>{}</cite>{}<br><small>{}</small></blockquote>").format(
            Markup("<br>").join(map(safe, quoted.lines)),
            safe(reference(quoted, texts)),
            _labels(quoted, texts),
            safe(_proof(quoted, texts)),
        )
        for quoted in quotes
    )


def _labels(quoted: QuotedPassage, texts: Texts) -> Markup:
    labels = "; ".join(texts.flags.get(flag, flag) for flag in quoted.flags)
    return Markup("<br><small>{}</small>").format(safe(labels)) if labels else Markup("")


def _proof(quoted: QuotedPassage, texts: Texts) -> str:
    quote = quoted.quote
    return f"{texts.page} {quote.page}, {texts.characters} {quote.start}–{quote.end} · SHA-256 {quoted.source.sha256}"


def export_markdown(turns: Sequence[Turn], texts: Texts, *, on: date) -> str:
    """The conversation as Markdown: numbered quotations, their references at the end."""
    references: list[str] = []
    parts = [f"# {texts.export_title}", f"{texts.export_note} {texts.export_date} {on.isoformat()}."]
    for turn in turns:
        told = (f"*{_plain(words)}*" for words, _ in above(turn, texts))
        parts += [f"## {_plain(turn.question)}", _plain_lines(said(turn.reply.message, texts)), *told]
        if turn.reply.route in URGENT:
            continue
        parts += _quoted(turn.reply.quotes, references, texts)
        pairs, beside = _differing(turn)
        for difference, pair in zip(turn.reply.differences, pairs, strict=True):
            parts.append(f"### {texts.differ_title}: {difference_name(difference, texts)}")
            for side in pair:
                parts += _quoted((side.quoted,), references, texts, shown=pieces(side) if side.card else "")
        if beside:
            parts += [f"### {texts.related}", *_quoted(beside, references, texts)]
    if references:
        parts += [f"## {texts.export_references}", "\n".join(f"{number}. {text}" for number, text in enumerate(references, start=1))]
    return "\n\n".join(parts) + "\n"


def _quoted(quotes: Sequence[QuotedPassage], references: list[str], texts: Texts, *, shown: str = "") -> list[str]:
    """The quotations, each with the number of its reference, which is added to `references` if it is new.

    `shown` stands for the words of one that stands above in full.
    """
    parts = []
    for quoted in quotes:
        entry = f"{_plain(reference(quoted, texts))} {_proof(quoted, texts)}"
        if entry not in references:
            references.append(entry)
        labels = "; ".join(texts.flags.get(flag, flag) for flag in quoted.flags)
        words = _plain(shown) if shown else f"“{_NEXT_LINE.join(map(_plain, quoted.lines))}”"
        parts.append(f"> {words} [{references.index(entry) + 1}]")
        if labels and not shown:
            parts.append(f"*{_plain(labels)}*")
    return parts


def _plain(text: str) -> str:
    """The text with nothing in it that Markdown would act on."""
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))


def _plain_lines(text: str) -> str:
    lines = (line.strip() for line in text.split("\n"))
    return "\n\n".join(f"- {_plain(line.removeprefix('• '))}" if line.startswith("• ") else _plain(line) for line in lines if line)
