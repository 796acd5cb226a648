from pathlib import Path

import pytest

from config import database
from config.env import BadEnvironment


def test_without_an_address_the_embedded_server_serves(monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    found = database.settings(Path("/nowhere"))
    assert (found["ENGINE"], found["NAME"], found["USER"]) == ("config.database", "app", "app")


def test_an_address_is_read_as_postgresql_itself_reads_it(monkeypatch):
    monkeypatch.setenv(
        "DATABASE_URL", "postgresql://sinergi:a%40b@db.example:5433/sinergi?sslmode=verify-full"
    )
    found = database.settings(Path("/nowhere"))
    assert found["ENGINE"] == "django.db.backends.postgresql"
    assert {key: found[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")} == {
        "NAME": "sinergi", "USER": "sinergi", "PASSWORD": "a@b", "HOST": "db.example", "PORT": "5433",
    }  # fmt: skip
    assert found["OPTIONS"] == database.OPTIONS | {"sslmode": "verify-full"}


def test_a_lost_server_is_noticed_in_seconds(monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert database.settings(Path("/nowhere"))["OPTIONS"]["connect_timeout"] == 2


def test_an_address_that_cannot_be_read_stops_the_start_without_repeating_it(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "mysql//user:geheim@host")
    with pytest.raises(BadEnvironment) as refused:
        database.settings(Path("/nowhere"))
    assert "DATABASE_URL: must look like postgresql://" in str(refused.value)
    assert "geheim" not in str(refused.value)
