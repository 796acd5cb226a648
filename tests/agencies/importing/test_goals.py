import pytest

from agencies.importing.goals import goal_of
from agencies.importing.masters import Masters
from agencies.importing.titles import TitleReader, carry


@pytest.mark.parametrize(
    ("line", "goal"),
    [
        ("MISI 1 : MENINGKATKAN KESEJAHTERAAN", {"misi": "1. MENINGKATKAN KESEJAHTERAAN"}),
        ("Misi ke-2. Tata kelola\nyang baik", {"misi": "2. Tata kelola yang baik"}),
        ("Misi II - Tata kelola", {"misi": "II. Tata kelola"}),
        ("TUJUAN 1.1: Menurunnya kemiskinan", {"tujuan": "1.1. Menurunnya kemiskinan"}),
        ("Sasaran 1.1.2 Meningkatnya pendapatan", {"sasaran": "1.1.2. Meningkatnya pendapatan"}),
        ("VISI: Daerah yang maju", {"visi": "Daerah yang maju"}),
        ("Sasaran strategis perangkat daerah", {}),
        ("MISI 1", {}),
        ("Program 1 : Bantuan", {}),
    ],
)
def test_a_goal_is_known_by_its_level_and_its_number_or_mark(line, goal):
    assert goal_of(line) == goal


def test_only_tables_of_indicators_have_goals_above_their_lines():
    cells = [(0, "MISI 1"), (1, ":"), (2, "Kesejahteraan")]
    assert TitleReader("indikator", Masters()).read_group(cells, {}) == {"misi": "1. Kesejahteraan"}
    assert "misi" not in TitleReader("penerima", Masters()).read_group(cells, {})


def test_a_new_goal_ends_those_below_the_one_before_it():
    current = carry(carry({}, {"misi": "1. A"}), {"tujuan": "1.1. B"})
    assert current == {"misi": "1. A", "tujuan": "1.1. B"}
    assert carry(current, {"misi": "2. C"}) == {"misi": "2. C"}
