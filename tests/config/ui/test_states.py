import pytest

from config.ui import states
from config.ui.icons import UnknownIcon, icon


@pytest.mark.parametrize("state", states.ICONS)
def test_a_badge_has_icon_word_and_colour(state):
    shown = states.badge(state, "Perlu diperiksa")
    assert f"st-{state}" in shown
    assert "<svg" in shown
    assert "Perlu diperiksa" in shown


def test_a_badge_escapes_what_people_typed():
    assert "&lt;b&gt;" in states.badge("ok", "<b>")


def test_each_agreed_word_stands_for_exactly_one_state():
    words = [word for some in states.WORDS.values() for word in some]
    assert len(words) == len(set(words))
    assert states.kata_status("Menunggu") == "proc"
    assert states.kata_status("belum tercapai") == "bad"
    assert states.kata_status("sesuatu yang lain") == "none"


def test_a_masked_number_is_grouped_and_its_tag_is_bold():
    shown = states.samar("5199•••••••••••• #K7QF")
    assert "5199 •••• •••• ••••" in shown
    assert "<b>#K7QF</b>" in shown
    assert "disamarkan" in shown


def test_nobody_without_a_number_gets_a_tag():
    assert "<b>" not in states.samar("")


def test_an_icon_is_drawn_in_the_page_and_hidden_from_screen_readers():
    drawn = icon("bell", "icon-s")
    assert drawn.startswith('<svg class="icon icon-s"')
    assert 'aria-hidden="true"' in drawn
    assert "M0 0h24v24H0z" not in drawn


def test_a_misspelt_icon_fails_loudly():
    with pytest.raises(UnknownIcon):
        icon("no-such-icon")
