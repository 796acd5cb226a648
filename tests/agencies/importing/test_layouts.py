import pytest

from agencies.importing import layouts
from agencies.models import Upload


@pytest.fixture
def registry(monkeypatch):
    monkeypatch.setattr(layouts, "_layouts", {})
    monkeypatch.setattr(layouts, "_vocabularies", [])


class Lists:
    kinds = ("individu", "keluarga")


def test_a_layout_answers_for_each_of_its_kinds(registry):
    layout = layouts.register(Lists())

    assert layouts.layout_of("individu") is layouts.layout_of("keluarga") is layout


def test_words_for_programmes_come_from_everybody_who_registered(registry):
    layouts.add_programmes(lambda: [("PKH", "Program Keluarga Harapan", ())])
    layouts.add_programmes(lambda: [("PIP", "Program Indonesia Pintar", ("KIP",))])

    assert [code for code, _, _ in layouts.programmes()] == ["PKH", "PIP"]


@pytest.mark.parametrize("kind", Upload.Kind.values)
def test_every_kind_has_a_layout_in_this_installation(kind):
    assert kind in layouts.layout_of(kind).kinds
