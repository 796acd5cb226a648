from decimal import Decimal as D

import pytest

from reports.measures.p3bm.priority import FieldFlags, field_priority, field_score


@pytest.mark.parametrize(("held", "priority"), [(5, 1), (4, 1), (3, 2), (2, 3), (1, None), (0, None)])
def test_the_more_flags_the_more_urgent(held, priority):
    flags = FieldFlags(*[number < held for number in range(5)])
    assert field_score(flags) == held
    assert field_priority(field_score(flags)) == priority


def test_weights_are_the_offices_own():
    flags = FieldFlags(True, False, False, False, False)
    score = field_score(flags, [D(2), D(1), D(1), D(1), D(1)])
    assert (score, field_priority(score)) == (2, 3)


def test_what_is_not_known_counts_nothing_and_is_named():
    flags = FieldFlags(True, None, None, True, False)
    assert field_score(flags) == 2
    assert flags.unknown == ("worse_nation", "worsening")
