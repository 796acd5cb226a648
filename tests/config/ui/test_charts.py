import re

import pytest
from hypothesis import given, strategies as st

from config.ui.charts import GAP, bar, chart


def widths(drawn: str) -> list[float]:
    return [
        float(width) for width in re.findall(r'class="f-(?!mark)[^"]*" x="[\d.]+" width="([\d.]+)"', drawn)
    ]


def test_one_value_is_drawn_to_its_per_cent_and_read_aloud():
    drawn = bar(78.1, state="ok", label="Terlayani")
    assert widths(drawn) == [78.1]
    assert 'aria-label="Terlayani: 78,1 persen"' in drawn


def test_the_mark_stays_inside_the_bar():
    assert 'class="f-mark" x="75.00"' in bar(66.8, mark=75)
    assert 'class="f-mark" x="99.30"' in bar(66.8, mark=140)


def test_a_value_above_the_limit_fills_the_bar_and_no_more():
    assert widths(bar(140)) == [100]


def test_nothing_is_an_empty_bar():
    assert widths(bar(None)) == []
    assert widths(bar([("ok", 0), ("bad", 0)])) == []


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=6))
def test_parts_never_run_over_the_end(numbers):
    drawn = bar([("ok", number) for number in numbers])
    assert sum(widths(drawn)) <= 100.05


def test_neighbouring_parts_are_kept_apart():
    assert widths(bar([("ok", 50), ("bad", 50)])) == [50 - GAP, 50]


@pytest.mark.parametrize(("asked", "reserved"), [(10, 120), (240, 240), (245, 260), (9000, 480)])
def test_a_chart_reserves_a_height_that_has_a_class(asked, reserved):
    assert f"fig-{reserved}" in chart("c", {}, title="Judul", height=asked)


def test_a_chart_definition_cannot_end_its_script():
    assert "</script><b>" not in chart("c", {"title": "</script><b>"}, title="Judul")
