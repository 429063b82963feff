"""The whole server: Gradio's page behind the doors, on one socket."""

from __future__ import annotations

import signal
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr
import uvicorn
from fastapi import FastAPI
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp

from index.library import Library
from server.access import Everybody
from server.api import close_other_endpoints
from server.belonging import Belonging
from server.bodies import NoFilesByAddress
from server.connections import PatientProtocol, most_connections
from server.door import Door
from server.fetched import Fetched
from server.headers import Dress, SecurityHeaders, as_built
from server.health import health_endpoint
from server.mishaps import Mishaps, quiet_gradio
from server.programs import Programs
from server.routes import Routes
from server.settings import LOADING, Settings
from server.trouble import Watch
from server.uploads import Room, Uploads
from server.users import Users
from server.visits import NotTooOften, OwnPagesOnly

if TYPE_CHECKING:
    from mcp.server.mcpserver import MCPServer

AT_ONCE = 4  # different questions worked on at the same time: they keep the cores busy, and more would only make each other wait
ASKING_AT_ONCE = 64  # threads for people who ask on the page, most of whom wait for one of those, or for the same answer as another
LIGHT_AT_ONCE = 16  # events of the page that answer no question, which take milliseconds
MAX_WAITING = 512
MAX_STATES = 1_000  # conversations kept in memory; the one unused for longest goes first
KEPT_FILES = "files"  # in the library's folder: its copies of what keepers sent


@dataclass(frozen=True, slots=True)
class Looks:
    """What the page looks like."""

    theme: Any
    head: str = ""  # markup of ours for the head of the page: styles as they are, for Gradio rewrites those it is given as `css`
    routes: tuple[Route, ...] = ()  # what the looks need besides, such as typefaces
    dress: Dress = as_built  # what each visitor gets in the place of what stands in the page as it was built


@dataclass(frozen=True, slots=True)
class Served:
    """What is served: the page, the library that is watched, and what other programs may ask."""

    page: gr.Blocks
    looks: Looks
    library: Library
    programs: Programs
    not_yet: Callable[[], str] = str  # why nothing is answered yet; "" once it is


def build_server(served: Served, settings: Settings, *, folder: Path) -> ASGIApp:
    """The page, the endpoints for programs and the health endpoint behind the doors. Raises: UsersFileError."""
    page, programs = served.page, served.programs
    close_other_endpoints(page)
    quiet_gradio()
    page.queue(default_concurrency_limit=AT_ONCE, max_size=MAX_WAITING)
    page.state_session_capacity = MAX_STATES
    watch = Watch(served.library)
    routes: list[BaseRoute] = [Route("/health", health_endpoint(folder, lambda: served.not_yet() or watch())), *served.looks.routes]
    lifespan = None
    if settings.has_mcp:
        from server.mcp_tools import mcp_app, mcp_server  # half a second and 40 MB for those who want it

        server = mcp_server(programs)
        routes += mcp_app(server).routes
        lifespan = _while_served(server)
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, routes=routes, lifespan=lifespan)
    gr.mount_gradio_app(
        app,
        page,
        path="/",
        theme=served.looks.theme,
        show_error=False,
        run_history=False,
        footer_links=[],
        ssr_mode=False,
        enable_monitoring=False,
        max_file_size=settings.sizes.file_bytes,
        mcp_server=False,
        pwa=False,
    )
    room = Room(Path(gr.utils.get_upload_folder()), folder / KEPT_FILES, settings.sizes.quota_bytes)
    return behind_doors(Uploads(Fetched(app, page), room), settings, head=served.looks.head, dress=served.looks.dress)


def _while_served(server: MCPServer) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with server.session_manager.run():
            yield

    return lifespan


def behind_doors(app: ASGIApp, settings: Settings, *, head: str = "", dress: Dress = as_built) -> ASGIApp:
    """The doors around an app, outermost last; `head` is for the head of its page, `dress` for each visitor's."""
    guarded: ASGIApp = Routes(NoFilesByAddress(Belonging(Mishaps(app))), settings.sizes)
    guarded = NotTooOften(guarded, asking=settings.asking, loading=LOADING)
    if settings.users is not None:
        guarded = Door(guarded, Users(settings.users), is_https=settings.is_behind_proxy)
    else:
        guarded = Everybody(guarded, settings.everybody)
    guarded = OwnPagesOnly(guarded, settings.own_names, any_address=not settings.is_local, behind_proxy=settings.is_behind_proxy)
    return SecurityHeaders(guarded, head, dress)


def listen(settings: Settings) -> socket.socket:
    """A socket at the settings' address. Raises: OSError if it is taken or not ours."""
    family, *_, address = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind(address)
    except OSError:
        listening.close()
        raise
    return listening


def run(app: ASGIApp, settings: Settings, listening: socket.socket, *, started: Callable[[], None]) -> None:
    """Serve until interrupted."""
    PatientProtocol.most = most_connections()
    config = uvicorn.Config(
        app,
        http=PatientProtocol,
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=settings.is_behind_proxy,
        forwarded_allow_ips="127.0.0.1",
        timeout_keep_alive=15,
        timeout_graceful_shutdown=3,
        backlog=2048,
        h11_max_incomplete_event_size=32 << 10,
    )
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # told to stop in either way, we tidy up afterwards
    with suppress(KeyboardInterrupt):  # uvicorn has let its visitors finish, and passes the signal on
        listening.listen(config.backlog)
        started()
        uvicorn.Server(config).run(sockets=[listening])
