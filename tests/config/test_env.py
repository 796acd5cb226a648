import pytest

from config import env


def test_a_flag_is_0_or_1_and_nothing_else(monkeypatch):
    monkeypatch.setenv("SOME_FLAG", "1")
    assert env.flag("SOME_FLAG") is True
    monkeypatch.setenv("SOME_FLAG", "0")
    assert env.flag("SOME_FLAG") is False
    monkeypatch.setenv("SOME_FLAG", "true")
    with pytest.raises(env.BadEnvironment, match="SOME_FLAG: must be 0 or 1"):
        env.flag("SOME_FLAG")


def test_a_flag_that_is_not_set_is_off(monkeypatch):
    monkeypatch.delenv("SOME_FLAG", raising=False)
    assert env.flag("SOME_FLAG") is False


@pytest.mark.parametrize("value", ["-1", "1.5", "sepuluh"])
def test_a_whole_number_is_written_in_digits(monkeypatch, value):
    monkeypatch.setenv("SOME_NUMBER", value)
    with pytest.raises(env.BadEnvironment, match="must be a whole number"):
        env.whole("SOME_NUMBER", 3)


def test_an_empty_number_is_as_good_as_none(monkeypatch):
    monkeypatch.setenv("SOME_NUMBER", "")
    assert env.whole("SOME_NUMBER", 3) == 3


def test_names_are_separated_by_commas(monkeypatch):
    monkeypatch.setenv("SOME_NAMES", "satu, dua")
    assert env.words("SOME_NAMES", []) == ["satu", "dua"]
    monkeypatch.setenv("SOME_NAMES", "satu,,dua")
    with pytest.raises(env.BadEnvironment, match="names separated by commas"):
        env.words("SOME_NAMES", [])


def test_a_folder_may_be_missing_but_not_be_a_file(monkeypatch, tmp_path):
    monkeypatch.setenv("SOME_FOLDER", str(tmp_path / "new"))
    assert env.folder("SOME_FOLDER", tmp_path) == tmp_path / "new"
    (tmp_path / "file").touch()
    monkeypatch.setenv("SOME_FOLDER", str(tmp_path / "file"))
    with pytest.raises(env.BadEnvironment, match="must be a folder"):
        env.folder("SOME_FOLDER", tmp_path)


def test_what_stands_in_for_an_unset_variable_is_told_once(monkeypatch, capsys):
    monkeypatch.delenv("PYTEST_VERSION")
    monkeypatch.setenv("SINERGI_TOLD", "")
    env.told("SOME_NAME", "a random one")
    env.told("SOME_NAME", "a random one")
    assert capsys.readouterr().err == "sinergi: SOME_NAME is not set: a random one\n"
