"""The Library view: the documents with what is known of them, and what keepers may do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from markupsafe import Markup

from index.document import Source, SourceKind
from index.library import Library
from ingest.receipt import Outcome, Receipt, Status
from page.additions import Run
from page.documents import searched
from page.markup import in_english, named, safe, title_of
from page.quote_card import badge
from page.texts import Texts

ACCEPTED = ".pdf,.docx,.html,.htm,.xhtml,.epub,.xml,.nxml,.md,.markdown,.txt"
MAX_FILES = 200  # of one run; more are sent in several
PAGE_SIZE = 50  # documents shown at a time
_STEPS = ((re.compile(r"reading (.+)"), "step_reading"), (re.compile(r"embedding, (\d+) texts left"), "step_embedding"))
_BY_HAND = "set by hand"
_COPY_OF = "a copy of "
FEW = 5  # files of a run that are shown without a click


@dataclass(frozen=True, slots=True)
class Shelved:
    """A document with how much of it there is and what a keeper should know."""

    source: Source
    n_pages: int
    n_passages: int
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """One page of the documents that were looked for, and how much there is."""

    items: tuple[Shelved, ...]
    page: int  # from 0
    n_found: int
    n_documents: int
    n_passages: int


def shelf(library: Library, find: str = "", page: int = 0) -> Shelf:
    """One page of the documents by title, of those that hold all words of `find` in their records.

    No text is read, however many documents there are.
    """
    with library.snapshot():
        counts = library.counts()
        words = find.casefold().split()
        found = sorted(
            (source for source in library.sources() if all(word in searched(source) for word in words)),
            key=lambda source: (source.title.casefold(), source.source_id),
        )
        page = min(page, max(0, len(found) - 1) // PAGE_SIZE)
        shown = found[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]
        sizes = library.sizes([source.source_id for source in shown])
        items = tuple(
            Shelved(source, sizes[source.source_id].n_pages, sizes[source.source_id].n_passages, library.notices(source.source_id))
            for source in shown
        )
    return Shelf(items, page, len(found), counts.n_documents, counts.n_passages)


def library_view(shelf: Shelf, texts: Texts, *, is_keeper: bool, find: str = "") -> str:
    """The whole view; `find` is what was looked for."""
    words = texts.library
    summary = words["summary"].format(documents=shelf.n_documents, passages=shelf.n_passages)
    return str(
        Markup(
            "<section class='cw-panel' lang='{lang}' aria-labelledby='cw-library-title' data-undo='{undo}'>"
            "<h2 id='cw-library-title' tabindex='-1'>{title}</h2>"
            "<p class='cw-intro'>{intro} <strong>{summary}.</strong></p>{add}<div class='cw-said' role='status'></div>"
            "<div class='cw-find'><label>{find} <input type='search' data-find autocomplete='off' value='{sought}'></label></div>"
            "<div class='cw-shelf-page'>{documents}</div></section>"
        ).format(
            lang=texts.language,
            undo=safe(words["undo"]),
            title=safe(words["title"]),
            intro=safe(words["intro"]),
            summary=safe(summary),
            add=_add(texts) if is_keeper else Markup("<p class='cw-intro'>{}</p>").format(safe(words["add_reader"])),
            find=safe(words["find"]),
            sought=safe(find),
            documents=shelf_view(shelf, texts, is_keeper=is_keeper),
        )
    )


def shelf_view(shelf: Shelf, texts: Texts, *, is_keeper: bool) -> Markup:
    """One page of documents, and ways to the pages before and after."""
    if not shelf.items:
        return Markup("<p role='status'>{}</p>").format(safe(texts.library["none_found" if shelf.n_documents else "empty"]))
    documents = Markup("").join(_document(item, texts, is_keeper=is_keeper) for item in shelf.items)
    return Markup("<ul class='cw-shelf'>{}</ul>{}").format(documents, _pages(shelf, texts))


def _pages(shelf: Shelf, texts: Texts) -> Markup:
    n_pages = -(-shelf.n_found // PAGE_SIZE)
    if n_pages < 2:
        return Markup("")
    words = texts.library
    first = shelf.page * PAGE_SIZE + 1
    said = words["shown"].format(first=first, last=first + len(shelf.items) - 1, of=shelf.n_found)
    return Markup(
        "<nav class='cw-pages' aria-label='{said}'><button type='button' class='cw-show' data-page='{before}'{at_first}>{previous}</button>"
        "<span>{said}</span><button type='button' class='cw-show' data-page='{after}'{at_last}>{following}</button></nav>"
    ).format(
        said=safe(said),
        before=shelf.page - 1,
        after=shelf.page + 1,
        previous=safe(words["page_before"]),
        following=safe(words["page_after"]),
        at_first=Markup(" disabled") if shelf.page == 0 else "",
        at_last=Markup(" disabled") if shelf.page == n_pages - 1 else "",
    )


def _add(texts: Texts) -> Markup:
    words = texts.library
    return Markup(
        "<div class='cw-drop' data-uploading='{uploading}' data-no-room='{no_room}' data-too-large='{too_large}'"
        " data-most='{most}' data-runs='{runs}' data-left-out='{left_out}' "
        "data-busy='{busy}'><h3>{title}</h3><p>{hint}</p><p class='cw-actions'>"
        "<label class='cw-show'><input class='cw-sr' type='file' multiple accept='{accepted}' data-files>{files}</label>"
        "<label class='cw-plain'><input class='cw-sr' type='file' multiple webkitdirectory data-files>{folder}</label></p>"
        "<div class='cw-run' hidden><p class='cw-run-words' role='status'></p><progress max='1' value='0' aria-label='{title}'></progress>"
        "<button type='button' class='cw-plain' data-stop>{stop}</button></div><div class='cw-receipt'></div></div>"
    ).format(
        uploading=safe(words["uploading"]),
        no_room=safe(words["no_room"]),
        too_large=safe(words["too_large"]),
        most=MAX_FILES,
        runs=safe(words["in_runs"]),
        left_out=safe(words["left_out"]),
        busy=safe(words["busy"]),
        title=safe(words["add_title"]),
        hint=safe(words["add_hint"]),
        accepted=ACCEPTED,
        files=safe(words["add_files"]),
        folder=safe(words["add_folder"]),
        stop=safe(words["stop"]),
    )


def _document(item: Shelved, texts: Texts, *, is_keeper: bool) -> Markup:
    source, words = item.source, texts.library
    facts = [
        f"{words['column_pages']}: {item.n_pages}",
        f"{words['column_passages']}: {item.n_passages}",
        f"{words['column_date']}: {source.date or texts.undated}",
    ]
    return Markup(
        "<li class='cw-document cw-kind-{kind}' data-id='{id}' data-kind='{kind}'>"
        "<div class='cw-document-head'><h3>{title}</h3>{badge}</div>"
        "<p class='cw-place'>{about}</p>"
        "<div class='cw-document-foot'><div class='cw-facts'>{facts} {health}</div><div class='cw-actions'>"
        "<button type='button' class='cw-plain' data-only>{only}<span class='cw-sr'>: {title}</span></button>{keeping}</div></div>"
        "{form}</li>"
    ).format(
        kind=source.kind.value,
        id=safe(source.source_id),
        title=title_of(source),
        badge=badge(source, texts),
        about=named(" · ".join(part for part in (", ".join(source.authors), source.publisher, source.file_name) if part)),
        facts=safe(" · ".join(facts)),
        health=_health(item, texts),
        only=safe(words["ask_only"]),
        keeping=_keeping(source, texts) if is_keeper else "",
        form=_form(source, texts) if is_keeper else "",
    )


def _health(item: Shelved, texts: Texts) -> Markup:
    """Well read, or what to know: notices of the reader, and a kind that was inferred rather than stated."""
    words = texts.library
    inferred = [why for name, why in item.source.inferred if name == "kind" and why != _BY_HAND]
    known = [
        *map(in_english, item.notices),
        *(Markup("{}: {}").format(safe(words["health_inferred"]), in_english(why)) for why in inferred),
    ]
    if not known:
        return Markup("<span class='cw-health cw-well'>✓ {}</span>").format(safe(words["healthy"]))
    entries = Markup("").join(Markup("<li>{}</li>").format(notice) for notice in known)
    return Markup("<details class='cw-health'><summary>{}</summary><ul>{}</ul></details>").format(
        safe(words["health_notes"].format(n=len(known))), entries
    )


def _keeping(source: Source, texts: Texts) -> Markup:
    return Markup(
        "<button type='button' class='cw-plain' data-edit aria-expanded='false'>{0}<span class='cw-sr'>: {2}</span></button>"
        "<button type='button' class='cw-plain cw-remove' data-remove>{1}<span class='cw-sr'>: {2}</span></button>"
    ).format(safe(texts.library["edit"]), safe(texts.library["remove"]), title_of(source))


def _form(source: Source, texts: Texts) -> Markup:
    words = texts.library
    kinds = Markup("").join(
        Markup("<option value='{}'{}>{}</option>").format(
            kind.value, Markup(" selected") if kind is source.kind else "", safe(texts.kinds[kind.value])
        )
        for kind in SourceKind
    )
    return Markup(
        "<form class='cw-edit' hidden><label>{} <input name='title' required maxlength='500' value='{}'></label>"
        "<label>{} <select name='kind'>{}</select></label>"
        "<label>{} <input name='date' inputmode='numeric' maxlength='10' pattern='[0-9]{{4}}(-[0-9]{{2}}){{0,2}}' value='{}'></label>"
        "<p class='cw-actions'><button type='submit' class='cw-show'>{}</button>"
        "<button type='button' class='cw-plain' data-edit>{}</button></p><p class='cw-hint' role='alert'></p></form>"
    ).format(
        safe(words["field_title"]),
        named(source.title),
        safe(words["field_kind"]),
        kinds,
        safe(words["field_date"]),
        safe(source.date),
        safe(words["save"]),
        safe(words["cancel"]),
    )


def run_words(run: Run, now: float, texts: Texts) -> str:
    """How far a run is, in one line."""
    words = texts.library
    parts = [words["reading"].format(done=int(run.done), of=run.n_files)]
    if run.what:
        parts.append(step_words(run.what, texts))
    if (seconds := run.seconds_left(now)) is not None:
        parts.append(words["left"].format(seconds=seconds) if seconds < 100 else words["left_minutes"].format(minutes=round(seconds / 60)))
    return " · ".join(parts)


def step_words(step: str, texts: Texts) -> str:
    """What a run says of its step, in the page's language; a step that is not known stays as it is."""
    for pattern, key in _STEPS:
        if found := pattern.fullmatch(step):
            return texts.library[key].format(what=found[1])
    return step


def receipt_view(receipt: Receipt, texts: Texts) -> str:
    """What a run did: the sum, then refused files with their remedy, then the others, folded if they are many."""
    words, counts = texts.library, receipt.counts()
    unchanged = counts.get(Status.UNCHANGED, 0) + counts.get(Status.DUPLICATE, 0)
    summary = words["done"].format(
        added=counts.get(Status.ADDED, 0),
        updated=counts.get(Status.UPDATED, 0),
        unchanged=unchanged,
        refused=receipt.n_refused,
        seconds=f"{receipt.seconds:.1f}",
    )
    refused = [outcome for outcome in receipt.outcomes if outcome.status is Status.REFUSED]
    others = [outcome for outcome in receipt.outcomes if outcome.status is not Status.REFUSED]
    return str(
        Markup("<p><strong>{}{}</strong></p>{}{}").format(
            safe(f"{words['stopped']} ") if receipt.was_stopped else "",
            safe(summary),
            _outcomes(refused, words["refused_title"], texts, is_open=True),
            _outcomes(others, words["receipt"], texts, is_open=len(others) <= FEW),
        )
    )


def _outcomes(outcomes: Sequence[Outcome], title: str, texts: Texts, *, is_open: bool) -> Markup:
    """Files of a run beneath their title; many that went well lie folded, or the documents would be out of sight."""
    if not outcomes:
        return Markup("")
    return Markup("<details class='cw-fold'{}><summary>{} <span>({})</span></summary><ul class='cw-outcomes'>{}</ul></details>").format(
        Markup(" open") if is_open else "",
        safe(title),
        len(outcomes),
        Markup("").join(_outcome(outcome, texts) for outcome in outcomes),
    )


def _outcome(outcome: Outcome, texts: Texts) -> Markup:
    status = texts.status.get(outcome.status.value.replace(" ", "_"), outcome.status.value)
    return Markup("<li class='cw-outcome-{}'><strong>{}</strong> — {}</li>").format(
        outcome.status.value.replace(" ", "-"), named(PurePath(outcome.path).name), _details(outcome, status, texts)
    )


def _details(outcome: Outcome, status: str, texts: Texts) -> Markup:
    """What became of a file, and why: with the remedy where it was refused."""
    words = texts.library
    if outcome.status is Status.REFUSED:
        reason = in_english(outcome.reason.rstrip("."))
        return Markup("{}. <strong>{}:</strong> {}").format(reason, safe(words["remedy"]), in_english(outcome.remedy))
    if outcome.status is Status.DUPLICATE and outcome.reason.startswith(_COPY_OF):
        return named(words["copy_of"].format(name=outcome.reason.removeprefix(_COPY_OF)))
    facts = [f"{words['column_pages']}: {outcome.n_pages}", f"{words['column_passages']}: {outcome.n_new}"] if outcome.n_pages else []
    return Markup(" · ").join([safe(status), *map(safe, facts), *map(in_english, outcome.notices)])
