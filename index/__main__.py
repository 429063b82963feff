"""Copies of the library, made while it is in use: `python -m index backup FOLDER`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from index.backup import back_up, restore
from index.errors import LibraryError
from index.library import DEFAULT_FOLDER


def build_parser() -> argparse.ArgumentParser:
    """The options of `python -m index`."""
    parser = argparse.ArgumentParser(prog="python -m index", description="Back the library up and bring a copy back, while it is in use.")
    parser.add_argument("--library", type=Path, default=DEFAULT_FOLDER, metavar="DIR", help="default: %(default)s")
    commands = parser.add_subparsers(dest="command", required=True)
    copying = commands.add_parser("backup", help="make a whole copy of the library in a new folder")
    restoring = commands.add_parser("restore", help="put a copy in the library's place; what lay there is moved aside")
    for command in (copying, restoring):
        command.add_argument("copy", type=Path, metavar="FOLDER")
        command.add_argument("--library", type=Path, default=argparse.SUPPRESS, metavar="DIR", help=argparse.SUPPRESS)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; the exit status is 1 if it could not be done."""
    args = build_parser().parse_args(argv)
    try:
        if args.command == "backup":
            print(f"copied {args.library} to {args.copy}: {back_up(args.library, args.copy):,} bytes of tables")
        else:
            aside = restore(args.copy, args.library)
            print(f"{args.library} is now a copy of {args.copy}" + (f"; what lay there is in {aside}" if aside else ""))
    except (LibraryError, OSError) as error:
        print(f"index: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
