"""The top of the page, and the form in which people ask."""

from __future__ import annotations

from markupsafe import Markup

from page.markup import safe
from page.texts import Texts, languages, texts_in

NAME = "Citewell"
VIEWS = ("ask", "library", "quality")


def head(texts: Texts) -> str:
    """Name, ways around the page, the language, and the standing notice."""
    return str(
        Markup(
            "<div class='cw-head' lang='{lang}' data-language='{lang}' data-title='{name}' data-lost='{lost}'>"
            "<a class='cw-skip' href='#cw-question'>{skip}</a>"
            "<div class='cw-brand'><h1>{name}</h1><p class='cw-tagline'>{tagline}</p></div>"
            "<nav class='cw-nav' aria-label='{nav}'>{views}</nav>{languages}<p class='cw-notice'>{notice}</p>{note}</div>"
        ).format(
            lang=texts.language,
            lost=safe(texts.no_connection),
            skip=safe(texts.skip),
            name=NAME,
            tagline=safe(texts.tagline),
            nav=safe(texts.nav),
            views=_views(texts),
            languages=_languages(texts),
            notice=safe(texts.notice),
            note=Markup("<p class='cw-notice cw-language-note'>{}</p>").format(safe(texts.language_note)) if texts.language_note else "",
        )
    )


def _views(texts: Texts) -> Markup:
    names = (texts.nav_ask, texts.nav_library, texts.nav_quality)
    return Markup("").join(
        Markup("<a href='#{0}' data-view='{0}'{1}>{2}</a>").format(
            view, Markup(" aria-current='page'") if view == "ask" else "", safe(name)
        )
        for view, name in zip(VIEWS, names, strict=True)
    )


def _languages(texts: Texts) -> Markup:
    options = Markup("").join(
        Markup("<option value='{0}' lang='{0}'{1}>{2}</option>").format(
            code, Markup(" selected") if code == texts.language else "", safe(texts_in(code).language_name)
        )
        for code in languages()
    )
    return Markup("<label class='cw-language'><span class='cw-sr'>{}</span><select data-choose-language>{}</select></label>").format(
        safe(texts.language_label), options
    )


def composer(texts: Texts) -> str:
    """The form: the question, the button, and beneath them what can be done with the conversation."""
    return str(
        Markup(
            "<form class='cw-form' id='cw-form' lang='{lang}' data-searching='{searching}' data-empty='{empty}' data-slow='{slow}'"
            " data-one='{one}' data-again='{again}'>"
            "<div class='cw-unanswered' id='cw-unanswered' hidden><p>{unanswered}</p><ul></ul></div>"
            "<p class='cw-only' id='cw-only' hidden><span></span> "
            "<button type='button' class='cw-plain' data-ask-all>{everything}</button></p>"
            "<label for='cw-question' class='cw-sr'>{label}</label><div class='cw-field'>"
            "<textarea id='cw-question' rows='1' placeholder='{hint}' dir='auto' autocomplete='off' enterkeyhint='send'></textarea>"
            "<a class='cw-to-answer' href='#cw-talk' data-to-answer>{to_answer} ↑</a>"
            "<button type='submit' class='cw-ask'>{ask}</button></div>"
            "<p class='cw-hint' id='cw-hint' role='status'></p></form>"
            "<div class='cw-tools'><button type='button' class='cw-plain' data-clear>{clear}</button>"
            "<button type='button' class='cw-plain' data-link data-done='{linked}'>{link}</button>"
            "<button type='button' class='cw-plain' data-save='html'>{save}</button>"
            "<button type='button' class='cw-plain' data-save='md'>{markdown}</button></div>"
            "<div class='cw-sr' id='cw-live' role='status'></div><div class='cw-sr' id='cw-alert' role='alert'></div>"
        ).format(
            lang=texts.language,
            label=safe(texts.ask_label),
            hint=safe(texts.ask_hint),
            ask=safe(texts.ask),
            to_answer=safe(texts.to_answer),
            everything=safe(texts.documents_everything),
            clear=safe(texts.clear),
            link=safe(texts.link),
            linked=safe(texts.link_copied),
            save=safe(texts.save),
            markdown=safe(texts.save_markdown),
            searching=safe(texts.searching),
            empty=safe(texts.empty),
            slow=safe(texts.slow),
            one=safe(texts.one_at_a_time),
            again=safe(texts.ask_again),
            unanswered=safe(texts.unanswered),
        )
    )
