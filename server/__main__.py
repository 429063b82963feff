"""Who may sign in, from the command line: `python -m server users add NAME --role keeper`."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Sequence
from pathlib import Path

from server import load_command, supply_command
from server.access import Role
from server.advisories import PLACES
from server.errors import ServerError
from server.users import DEFAULT_FILE, new_user, read_users, write_users


def build_parser() -> argparse.ArgumentParser:
    """The options of `python -m server`."""
    parser = argparse.ArgumentParser(
        prog="python -m server",
        description="Say who may sign in, and measure the server. Passwords are asked for, or read from standard input.",
    )
    parser.add_argument("--users", type=Path, default=DEFAULT_FILE, metavar="FILE", help="default: %(default)s")
    commands = parser.add_subparsers(dest="command", required=True)
    load_command.add_options(commands.add_parser("load", help="measure fifty people asking at once while documents are added"))
    commands.add_parser("licences", help="write docs/licences.md from the installed packages' own metadata")
    sbom = commands.add_parser("sbom", help="write a bill of materials (CycloneDX JSON) of this environment")
    sbom.add_argument("output", type=Path, nargs="?", default=Path("sbom.json"), metavar="FILE", help="default: %(default)s")
    auditing = commands.add_parser(
        "audit", help="look for known weaknesses of the versions in constraints.txt, where advisories can be had"
    )
    stored = f"a stored file of OSV advisories; {' or '.join(str(place) for place in PLACES)} if there, else the network is asked"
    auditing.add_argument("--advisories", type=Path, metavar="FILE", help=stored)
    users = commands.add_parser("users", help="add, change, remove and list the people who may sign in")
    doing = users.add_subparsers(dest="doing", required=True)
    adding = doing.add_parser("add", help="add a person, or change their role and password")
    adding.add_argument("name", metavar="NAME")
    adding.add_argument("--role", type=Role, choices=list(Role), default=Role.READER, help="default: %(default)s")
    removing = doing.add_parser("remove", help="remove a person; their sessions end at once")
    removing.add_argument("name", metavar="NAME")
    doing.add_parser("list", help="names and roles")
    for command in (users, adding, removing):
        command.add_argument("--users", type=Path, default=argparse.SUPPRESS, metavar="FILE", help=argparse.SUPPRESS)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; the exit status is 1 if it could not be done."""
    args = build_parser().parse_args(argv)
    try:
        return _run(args)
    except (ServerError, OSError, ValueError) as error:
        print(f"server: {error}", file=sys.stderr)
        return 1


def _run(args: argparse.Namespace) -> int:
    if args.command == "load":
        return load_command.run(args)
    if args.command == "licences":
        return supply_command.write_licences()
    if args.command == "sbom":
        return supply_command.write_sbom(args.output)
    if args.command == "audit":
        return supply_command.audit(Path("constraints.txt"), args.advisories)
    users = read_users(args.users) if args.users.exists() or args.doing != "add" else {}
    match args.doing:
        case "add":
            users[args.name] = new_user(args.name, args.role, _password())
            write_users(args.users, users)
            print(f"{args.name} may sign in as {args.role}. Serve with: python app.py --users {args.users} --host 0.0.0.0")
        case "remove":
            if users.pop(args.name, None) is None:
                raise ValueError(f"{args.name}: nobody of that name in {args.users}. List them with: python -m server users list")
            write_users(args.users, users)
            print(f"{args.name} may no longer sign in")
        case "list":
            for user in sorted(users.values(), key=lambda user: user.name):
                print(f"{user.name:<32} {user.role}")
    return 0


def _password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first = getpass.getpass("Password: ")
    if getpass.getpass("Once more: ") != first:
        raise ValueError("the two were not the same")
    return first


if __name__ == "__main__":
    raise SystemExit(main())
