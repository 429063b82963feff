"""The Gradio page: wiring only. `python app.py` serves it at http://127.0.0.1:7860."""

from __future__ import annotations

import gc
import os
import signal

if __name__ == "__main__":  # whoever stops it while it still loads wants to read nothing of it
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    gc.disable()  # what is made while it starts is wanted: looking for what is not would take a tenth of the time

# isort: split
import argparse
import atexit
import socket
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from server.lean_gradio import get_upload_folder, gr

# isort: split
from index.address import kept_folder
from index.errors import LibraryError
from index.library import DEFAULT_FOLDER, PLACES
from page import asking
from page.at_once import AtOnce
from page.calls import Calls, callable_from_page
from page.composer import NAME
from page.dressed import Dressing
from page.events import Events
from page.fonts import font_head, font_routes
from page.giving_way import GivingWay, GoesFirst
from page.keeping import Keeping
from page.next_questions import NextQuestions
from page.standing import Standing
from page.theme import UNDRESSED, script, style, theme
from server import settings
from server.access import Role, role_of
from server.api import add_endpoints
from server.errors import ServerError
from server.logs import log_to_terminal
from server.memory import share_arenas
from server.opening import Opening
from server.programs import Programs
from server.serve import ASKING_AT_ONCE, AT_ONCE, LIGHT_AT_ONCE, Looks, Served, build_server, listen, run
from server.together import Together
from server.trouble import Told, trouble_of
from server.uploads import private_folder

STOPPED = 128 + signal.SIGINT  # the exit status where it was stopped before it served
NO_OPINIONS = "<style>.cw-opinion{display:none}</style>"  # nobody is offered what would not be kept


def build_app(
    assistant: asking.Asks,
    following: NextQuestions,
    dressing: Dressing,
    programs: Programs,
    *,
    keeps_feedback: bool = False,
    may_keep: Callable[[gr.Request], bool] = lambda request: False,
    not_yet: Callable[[], str] = str,
) -> gr.Blocks:
    """The page over one assistant; it takes readers' opinions only if they are kept, and `may_keep` says who may change the library.

    `not_yet` says why nothing is answered yet, "" once it is.
    """
    standing = Standing(not_yet)
    events, calls = Events(assistant, dressing, standing), Calls(assistant.library, following, standing)
    keeping = Keeping(assistant.library, may_keep, lambda: Path(get_upload_folder()), trouble_of)
    as_built = dressing.as_built

    opinions = (calls.give_opinion,) if keeps_feedback else ()

    page = gr.Blocks(title=NAME, analytics_enabled=False, fill_width=True)
    with page:
        add_endpoints(programs, at_once=AT_ONCE)
        turns = gr.State([])
        top = _part(as_built.top, "top", js_on_load=script("shell"))
        with gr.Row(elem_id="cw-columns"):
            with gr.Column(elem_id="cw-left"):
                conversation = _part(
                    as_built.talk,
                    "talk",
                    html_template="<div class='cw-turns'></div>",  # its script puts the turns in it: Gradio would draw all anew each time
                    js_on_load=script("talk", "meanings"),
                    server_functions=callable_from_page(calls.check, calls.next_questions, calls.examples, *opinions),
                )
                form = _part(as_built.form, "ask", js_on_load=script("composer"), server_functions=callable_from_page(calls.how_it_stands))
            with gr.Column(elem_id="cw-right"):
                _part(
                    "<div id='cw-reader'></div>",
                    "source",
                    js_on_load=script("source_view"),
                    server_functions=callable_from_page(calls.open_source, calls.draw_page),
                )
                chosen = _part(
                    as_built.documents,
                    "documents",
                    js_on_load=script("documents"),
                    server_functions=callable_from_page(calls.list_documents),
                )
        _part(
            "<div id='cw-shelf-room'></div>",
            "library",
            js_on_load=script("library"),
            server_functions=callable_from_page(
                keeping.show, keeping.turn_page, keeping.add, keeping.progress, keeping.stop, keeping.edit, keeping.remove, keeping.restore
            ),
        )
        _part(
            "<div id='cw-quality-room'></div>",
            "quality",
            js_on_load=script("quality"),
            server_functions=callable_from_page(calls.quality),
        )
        bundle = _part("", "bundle", js_on_load=script("bundle"))

        answering, at_once = AtOnce(ASKING_AT_ONCE), AtOnce(LIGHT_AT_ONCE)  # nobody who arrives waits for what others asked
        shared: dict[str, Any] = {"queue": False, "show_progress": "hidden", "api_visibility": "private", "trigger_mode": "multiple"}
        # not `change`: Gradio sends that by itself whenever a part is drawn anew
        top.input(at_once(events.choose_language), [turns], [top, conversation, form, chosen], **shared)
        chosen.input(at_once(events.list_documents), None, [chosen], **shared)
        form.submit(answering(events.ask), [turns], [turns, conversation], **shared)
        form.clear(at_once(events.start_again), None, [turns, conversation], **shared)
        form.select(at_once(events.save), [turns], [bundle], **shared)
        conversation.input(answering(events.change), [turns], [turns, conversation], **shared)
    return page


def _part(markup: str, name: str, **more: Any) -> gr.HTML:  # noqa: ANN401  # what Gradio takes
    """A part of the page: our markup with our looks and, where it has one, its script."""
    return gr.HTML(markup, elem_id=f"cw-{name}", apply_default_css=False, **more)


def main(argv: Sequence[str] | None = None) -> int:
    """Serve the page until it is stopped; the exit status is 1 if it could not start."""
    parser = argparse.ArgumentParser(
        prog="python app.py", description="Serve the page over a library: on this machine only, unless you say who may come in."
    )
    parser.add_argument("--library", type=Path, default=DEFAULT_FOLDER, metavar="DIR", help=f"{PLACES}; default: %(default)s")
    settings.add_options(parser)
    args = parser.parse_args(argv)
    log_to_terminal()
    share_arenas()
    try:
        chosen = settings.from_options(args)
        listening = listen(chosen)
    except (ServerError, OSError) as error:
        print(f"app: {_unheard(error, args)}", file=sys.stderr)
        return 1
    signal.signal(signal.SIGINT, signal.default_int_handler)  # from here on whoever stops it leaves nothing behind
    with private_folder():
        try:
            return _serve(args, chosen, listening)
        except KeyboardInterrupt:
            return STOPPED


def _serve(args: argparse.Namespace, chosen: settings.Settings, listening: socket.socket) -> int:
    try:
        assistant = Opening(args.library)
        people = GivingWay()
        first = GoesFirst(Together(assistant, at_once=AT_ONCE), people)
        following = NextQuestions(Told(assistant), people)
        dressing = Dressing(Told(first), following)
        programs = Programs(first, assistant.help_first)
        page = build_app(
            Told(first),
            following,
            dressing,
            programs,
            may_keep=lambda request: role_of(request) is Role.KEEPER,
            keeps_feedback=chosen.keeps_feedback,
            not_yet=assistant.not_yet,
        )
        head = font_head() + style() + UNDRESSED + ("" if chosen.keeps_feedback else NO_OPINIONS)
        looks = Looks(theme(), head, font_routes(), dressing.for_visitor)
        app = build_server(Served(page, looks, first.library, programs, assistant.not_yet), chosen, folder=kept_folder(args.library))
        run(app, chosen, listening, started=partial(_started, f"http://{args.host}:{listening.getsockname()[1]}", assistant))
        if assistant.error:
            raise assistant.error
    except (LibraryError, ServerError) as error:
        listening.close()
        print(f"app: {error}", file=sys.stderr)
        return 1
    return 0


def _started(address: str, assistant: Opening) -> None:
    """Say where the page is, and only then read the models: nobody who opens it has a question yet."""
    print(f"Citewell is at {address}  (Ctrl-C stops it)", flush=True)
    assistant.begin(partial(_opened, assistant))


def _opened(assistant: Opening) -> None:
    gc.freeze()  # all of it stays: no later collection looks through it, while somebody waits for an answer
    gc.enable()
    if assistant.error:  # it never will answer: the page goes again, and what is wrong is told
        signal.raise_signal(signal.SIGINT)


def _unheard(error: Exception, args: argparse.Namespace) -> str:
    if isinstance(error, OSError):
        return f"{args.host} port {args.port} cannot be used ({error}). Choose another: --port {args.port + 1}"
    return str(error)


def _end(status: list[int]) -> None:
    """End with the status at once, last of all: what still computes in a thread would have Python taken down beneath it, and abort."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status[-1])


if __name__ == "__main__":
    ends_with = [1]
    atexit.register(_end, ends_with)  # what is registered first is called last
    try:
        ends_with.append(main())
    except SystemExit as asked:  # by whoever reads the command line
        ends_with.append(asked.code if isinstance(asked.code, int) else 0 if asked.code is None else 1)
        raise
    raise SystemExit(ends_with[-1])
