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

    assert layouts.layout_of("keluarga") is layout
    assert layouts.layout_of("usulan") is None


def test_words_for_programmes_come_from_everybody_who_registered(registry):
    layouts.add_programmes(lambda: [("PKH", "Program Keluarga Harapan", ())])
    layouts.add_programmes(lambda: [("PIP", "Program Indonesia Pintar", ("KIP",))])

    assert [code for code, _, _ in layouts.programmes()] == ["PKH", "PIP"]


def test_lists_of_names_have_a_layout_in_this_installation():
    assert all(
        layouts.layout_of(kind) for kind in (Upload.Kind.INDIVIDU, Upload.Kind.KELUARGA, Upload.Kind.PENERIMA)
    )
