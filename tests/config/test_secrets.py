import os
import stat
import subprocess
import sys

import pytest

from agencies.identity import Keys, KeysMissing
from config import secrets


@pytest.fixture(autouse=True)
def _nothing_given(monkeypatch):
    monkeypatch.delenv("DJANGO_SECRET_KEY", raising=False)
    monkeypatch.delenv("SINERGI_KEYS", raising=False)


def test_the_secret_key_is_made_once_and_readable_by_its_owner_only(tmp_path):
    first = secrets.secret_key(tmp_path)
    assert secrets.secret_key(tmp_path) == first
    assert len(first) > 50
    assert stat.S_IMODE(os.stat(tmp_path / "secret_key").st_mode) == 0o600


def test_a_given_secret_key_is_used_and_none_is_written(monkeypatch, tmp_path):
    monkeypatch.setenv("DJANGO_SECRET_KEY", "given")
    assert secrets.secret_key(tmp_path) == "given"
    assert list(tmp_path.iterdir()) == []


def test_starters_at_once_agree_on_one_secret(tmp_path):
    script = f"from pathlib import Path; from config.secrets import secret_key; print(secret_key(Path({str(tmp_path)!r})))"
    starters = [
        subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        for _ in range(4)
    ]
    assert len({starter.communicate()[0] for starter in starters}) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


def test_a_secret_of_another_starter_is_kept(tmp_path):
    def beaten(path):
        (tmp_path / "secret").write_text("theirs")
        path.write_text("ours")

    assert secrets.kept(tmp_path / "secret", beaten).read_text() == "theirs"


def test_identity_keys_are_made_once_in_the_data_folder(tmp_path):
    path = secrets.identity_keys(tmp_path)
    before = path.read_bytes()
    assert secrets.identity_keys(tmp_path).read_bytes() == before
    assert Keys.load(path).current == 1


def test_a_named_key_file_is_never_made_up(monkeypatch, tmp_path):
    monkeypatch.setenv("SINERGI_KEYS", str(tmp_path / "escrowed.json"))
    path = secrets.identity_keys(tmp_path)
    with pytest.raises(KeysMissing):
        Keys.load(path)
    assert list(tmp_path.iterdir()) == []


def test_a_key_file_is_never_written_over(tmp_path):
    Keys.create(tmp_path / "keys.json")
    before = (tmp_path / "keys.json").read_bytes()
    with pytest.raises(FileExistsError):
        Keys.create(tmp_path / "keys.json")
    assert (tmp_path / "keys.json").read_bytes() == before
