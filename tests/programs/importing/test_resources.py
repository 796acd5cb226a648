import pytest

from agencies.importing.resources import ChoiceWidget, ListWidget, YesNoWidget
from programs.importing.reference_tables import TABLES
from programs.models import Unit


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_no_list_has_a_column_for_our_own_id(table):
    assert not {"id", "pk"} & set(table.resource.columns())


@pytest.mark.parametrize("typed", ["Keluarga", "keluarga", "family", " FAMILY "])
def test_a_choice_is_known_by_word_or_code(typed):
    assert ChoiceWidget(Unit.Recipient.choices).clean(typed) == "family"


def test_an_unknown_choice_names_the_known_ones():
    with pytest.raises(ValueError, match="Orang, Keluarga, Kelompok"):
        ChoiceWidget(Unit.Recipient.choices).clean("RT")


def test_yes_and_no_are_words():
    assert (YesNoWidget().clean("Ya"), YesNoWidget().clean("tidak"), YesNoWidget().render(False)) == (
        True,
        False,
        "tidak",
    )


def test_lists_are_separated_by_commas():
    assert ListWidget().clean(" 1.06, 2.08 ,") == ["1.06", "2.08"]
