import json
import re
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders

from config.npm import MODULES, STATIC, WANTED, Finder


def test_every_wanted_file_is_installed():
    assert Finder().check() == []


def test_a_missing_file_is_named_by_the_check(monkeypatch):
    monkeypatch.setattr(Finder, "files", frozenset({"vega/build/nothing.js"}))
    assert "vega/build/nothing.js" in Finder().check()[0].msg


def test_a_package_is_never_served_as_a_whole():
    assert finders.find("@tabler/core/dist/css/tabler.min.css")
    assert finders.find("vega/package.json") is None
    assert finders.find("package-lock.json") is None
    assert finders.find("css/../package.json") is None


def test_the_list_for_collecting_holds_exactly_the_wanted_files_and_ours():
    listed = {name for name, _ in Finder().list(None)}
    wanted = {f"{folder}/{name}" for folder, names in WANTED.items() for name in names}
    ours = {
        file.relative_to(STATIC).as_posix()
        for folder in ("css", "js", "img")
        for file in (STATIC / folder).rglob("*")
        if file.is_file()
    }
    assert listed == wanted | ours


def test_the_lock_names_no_registry_and_every_package_has_a_checksum():
    text = Path(settings.BASE_DIR, "static/package-lock.json").read_text()
    assert not re.search(r"https?://", text)
    packages = json.loads(text)["packages"]
    assert all("integrity" in package for name, package in packages.items() if name)


def test_the_versions_are_pinned():
    wanted = json.loads((STATIC / "package.json").read_text())["dependencies"]
    for name, version in wanted.items():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version)
        assert json.loads((MODULES / name / "package.json").read_text())["version"] == version
