from __future__ import annotations

import stat
from pathlib import Path

import pytest

from server.__main__ import main
from server.access import Role, Visitor
from server.errors import UsersFileError
from server.users import Users, new_user, read_users, write_users

PASSWORD = "correct horse battery"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "users.json"
    write_users(path, {"ada": new_user("ada", Role.KEEPER, PASSWORD), "ben": new_user("ben", Role.READER, "another long secret")})
    return path


def test_the_right_password_gives_the_role_and_no_other_does(file: Path) -> None:
    users = Users(file)
    assert users.check("ada", PASSWORD) == Visitor("ada", Role.KEEPER)
    assert users.check("ben", "another long secret") == Visitor("ben", Role.READER)
    assert users.check("ada", PASSWORD + "!") is None
    assert users.check("ben", PASSWORD) is None
    assert users.check("nobody", "") is None


def test_the_file_holds_no_password_and_is_its_owners_alone(file: Path) -> None:
    assert PASSWORD not in file.read_text()
    assert "$argon2id$" in file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_file_that_others_may_read_is_refused_with_the_cure(file: Path) -> None:
    file.chmod(0o644)
    with pytest.raises(UsersFileError, match="chmod 600"):
        Users(file)


@pytest.mark.parametrize("text", ["", "{}", '{"users": []}', '{"users": {"ada": {"role": "owner", "password": ""}}}', "\x00"])
def test_a_file_that_is_no_list_of_users_is_refused(file: Path, text: str) -> None:
    file.write_text(text)
    with pytest.raises(UsersFileError, match="cannot be read"):
        read_users(file)


def test_somebody_removed_is_out_at_once_and_a_lost_file_lets_nobody_in(file: Path) -> None:
    users = Users(file)
    remaining = read_users(file)
    del remaining["ben"]
    write_users(file, remaining)
    assert users.find("ben") is None
    assert users.find("ada") is not None
    file.unlink()
    assert users.find("ada") is None
    write_users(file, remaining)
    assert users.find("ada") is not None


@pytest.mark.parametrize(
    ("name", "password"),
    [("", PASSWORD), ("../ada", PASSWORD), ("Ada\n", PASSWORD), ("ada", "short"), ("ada", "x" * 2_000), ("ada", "ada-ada-ada-ada")],
)
def test_a_bad_name_or_password_is_refused(name: str, password: str) -> None:
    with pytest.raises(ValueError):
        new_user(name, Role.READER, password)


def test_the_command_adds_lists_and_removes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "sub" / "users.json"
    monkeypatch.setattr("sys.stdin", _Typed(PASSWORD))
    assert main(["users", "--users", str(path), "add", "ada", "--role", "keeper"]) == 0
    assert Users(path).check("ada", PASSWORD) == Visitor("ada", Role.KEEPER)
    assert main(["--users", str(path), "users", "list"]) == 0
    assert "keeper" in capsys.readouterr().out
    assert main(["--users", str(path), "users", "remove", "ben"]) == 1
    assert main(["--users", str(path), "users", "remove", "ada"]) == 0
    assert read_users(path) == {}


class _Typed:
    def __init__(self, line: str) -> None:
        self._line = line

    def isatty(self) -> bool:
        return False

    def readline(self) -> str:
        return self._line + "\n"
