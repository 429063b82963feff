"""Who may sign in: a file of names, roles and hashed passwords, read again whenever it changes."""

from __future__ import annotations

import json
import os
import re
import stat
import threading
from dataclasses import dataclass
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from server.access import Role, Visitor
from server.errors import UsersFileError

DEFAULT_FILE = Path("data/users.json")
MIN_PASSWORD = 12  # characters: NIST SP 800-63B asks for at least 8, 15 where it stands alone
MAX_PASSWORD = 1_000
_NAME = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,30}[a-z0-9])?")
_HASHER = PasswordHasher()  # argon2id with RFC 9106's low-memory parameters


@dataclass(frozen=True, slots=True)
class User:
    """A person who may sign in."""

    name: str
    role: Role
    password_hash: str


def read_users(path: Path) -> dict[str, User]:
    """The users by name. Raises: UsersFileError."""
    try:
        if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
            raise UsersFileError(path, "other accounts of this machine may read or change it", f"Close it: chmod 600 {path}")
        record = json.loads(path.read_text(encoding="utf-8"))
        return {name: User(name, Role(entry["role"]), entry["password"]) for name, entry in record["users"].items()}
    except FileNotFoundError as error:
        raise UsersFileError(path, "no such file", f"Make it: python -m server --users {path} users add NAME --role keeper") from error
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsersFileError(path, f"cannot be read ({type(error).__name__})", "Restore a copy or add the users again.") from error


def write_users(path: Path, users: dict[str, User]) -> None:
    """Replace the file, readable by its owner alone; a reader sees the old one or the new one, never half."""
    record = {"users": {user.name: {"role": user.role.value, "password": user.password_hash} for user in users.values()}}
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.draft")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump(record, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def new_user(name: str, role: Role, password: str) -> User:
    """A user with the password hashed. Raises: ValueError saying what is wrong with name or password."""
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name!r}: a name is 1 to 32 small letters, digits, dots, dashes")
    if not MIN_PASSWORD <= len(password) <= MAX_PASSWORD:
        raise ValueError(f"a password has {MIN_PASSWORD} to {MAX_PASSWORD} characters")
    if name in password.casefold():
        raise ValueError("a password may not hold the name")
    return User(name, role, _HASHER.hash(password))


class Users:
    """The file as it is now: a user added or removed counts from the next request, without a restart."""

    def __init__(self, path: Path) -> None:
        """Raises: UsersFileError if the file cannot be used."""
        self._nobody = _HASHER.hash("")  # compared with for a name we do not know, so that the answer takes as long
        self._path = path
        self._lock = threading.Lock()
        self._stamp = _stamp(path)
        self._users = read_users(path)

    def find(self, name: str) -> Visitor | None:
        """The visitor of that name, with the role they have now; nobody while the file cannot be read."""
        user = self._current().get(name)
        return Visitor(user.name, user.role) if user else None

    def check(self, name: str, password: str) -> Visitor | None:
        """The visitor, if the password is theirs. Takes as long for a name that is not there."""
        user = self._current().get(name)
        try:
            _HASHER.verify(user.password_hash if user else self._nobody, password[:MAX_PASSWORD])
        except (VerificationError, InvalidHashError):
            return None
        return Visitor(user.name, user.role) if user else None

    def _current(self) -> dict[str, User]:
        with self._lock:
            stamp = _stamp(self._path)
            if stamp != self._stamp:
                try:
                    self._users = read_users(self._path)
                except UsersFileError:
                    return {}  # a door whose list is gone stays shut
                self._stamp = stamp
            return self._users


def _stamp(path: Path) -> tuple[int, int, int, int]:
    try:
        found = path.stat()
    except OSError:
        return (0, 0, 0, 0)
    return (found.st_ino, found.st_size, found.st_mtime_ns, found.st_mode)
