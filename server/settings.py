"""How the server is reached and by whom: the command line's options, checked together."""

from __future__ import annotations

import argparse
import ipaddress
import socket
from dataclasses import dataclass, field
from pathlib import Path

from server.access import AT_THIS_MACHINE, NOBODY, Visitor
from server.errors import OpenDoorError
from server.limits import Allowance
from server.routes import Sizes

# One person who has signed in; an address behind which many people may be; this machine, whose own programs ask.
FOR_A_PERSON = Allowance(at_once=60, per_minute=120)
FOR_AN_ADDRESS = Allowance(at_once=300, per_minute=1_200)
FOR_THIS_MACHINE = Allowance(at_once=1_000, per_minute=6_000)
LAST_PORT = 65_535
MOST_GIB = 1 << 20  # a PiB
LOADING = Allowance(at_once=3_000, per_minute=12_000)  # a page is about a hundred files


@dataclass(frozen=True, slots=True)
class Settings:
    """Where to listen, who may come in, how much they may ask."""

    host: str = "127.0.0.1"
    port: int = 7860
    users: Path | None = None
    is_public: bool = False  # everybody may read, nobody may change anything
    names: tuple[str, ...] = ()  # host names this server goes by
    is_behind_proxy: bool = False  # a reverse proxy on this machine says who asks
    has_mcp: bool = False
    per_minute: int | None = None  # questions a visitor
    keeps_feedback: bool = False  # what readers say of replies, with their questions, is kept here: off unless turned on
    sizes: Sizes = field(default_factory=Sizes)

    def __post_init__(self) -> None:
        """Raises: OpenDoorError where others could come in and nobody said who may."""
        if not self.is_local and self.users is None and not self.is_public:
            raise OpenDoorError(self.host)

    @property
    def is_local(self) -> bool:
        """Whether only this machine reaches it."""
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"

    @property
    def everybody(self) -> Visitor:
        """Who a visitor is where nobody signs in. What a proxy passes on comes from elsewhere: that is never a keeper."""
        return AT_THIS_MACHINE if self.is_local and not self.is_public and not self.is_behind_proxy else NOBODY

    @property
    def asking(self) -> Allowance:
        """How often one visitor may ask."""
        if self.per_minute:
            return Allowance(at_once=max(10, self.per_minute // 4), per_minute=self.per_minute)
        if self.users is not None:
            return FOR_A_PERSON
        return FOR_THIS_MACHINE if self.everybody is AT_THIS_MACHINE else FOR_AN_ADDRESS

    @property
    def own_names(self) -> frozenset[str]:
        """The host names a browser may have used."""
        return frozenset({*self.names, self.host, socket.gethostname()})


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options that `from_options` reads."""
    parser.add_argument("--port", type=_port, default=7860, help="default: %(default)s; 0 takes any that is free, and says which")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen at; beyond this machine needs --users or --public-read-only")
    who = parser.add_mutually_exclusive_group()
    who.add_argument("--users", type=Path, metavar="FILE", help="only people in FILE may come in (python -m server users add …)")
    who.add_argument("--public-read-only", action="store_true", help="everybody may ask, nobody may change the library")
    parser.add_argument("--name", action="append", default=[], metavar="HOST", help="a host name this server goes by; may be repeated")
    parser.add_argument("--behind-proxy", action="store_true", help="a reverse proxy on this machine passes visitors on (X-Forwarded-For)")
    parser.add_argument("--mcp", action="store_true", help="offer search, ask and open_source to MCP clients at /mcp")
    parser.add_argument(
        "--feedback", action="store_true", help="keep what readers say of replies, with their questions, in the library's folder"
    )
    parser.add_argument(
        "--upload-quota", type=_some_room, default=5.0, metavar="GIB", help="disk for what keepers send, in GiB; default: %(default)s"
    )
    parser.add_argument("--per-minute", type=_at_least_one, metavar="N", help="questions a visitor may ask in a minute")


def _port(text: str) -> int:
    """A port's number: what is beyond them would be taken for another one."""
    if not text.isascii() or not text.isdecimal() or int(text) > LAST_PORT:
        raise argparse.ArgumentTypeError(f"{text!r} is no port. Ports are numbers from 1 to {LAST_PORT}; 0 takes any that is free.")
    return int(text)


def _at_least_one(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of questions. One is the least; without the option there is a limit, too.")
    return int(text)


def _some_room(text: str) -> float:
    try:
        n_gib = float(text)
    except ValueError:
        n_gib = 0.0
    if not 0 < n_gib < MOST_GIB:
        raise argparse.ArgumentTypeError(f"{text!r} is no room on a disk. Write a number of GiB, as 5 or 0.5.")
    return n_gib


def from_options(args: argparse.Namespace) -> Settings:
    """The settings that the command line asks for. Raises: OpenDoorError."""
    return Settings(
        host=args.host,
        port=args.port,
        users=args.users,
        is_public=args.public_read_only,
        names=tuple(args.name),
        is_behind_proxy=args.behind_proxy,
        has_mcp=args.mcp,
        per_minute=args.per_minute,
        keeps_feedback=args.feedback,
        sizes=Sizes(quota_bytes=int(args.upload_quota * (1 << 30))),
    )
