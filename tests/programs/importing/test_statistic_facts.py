"""Macro figures, from the file into the tables."""

from decimal import Decimal

import pytest
from django.db.models import Sum

from agencies.access.roles import Role
from agencies.importing import layouts
from programs.models import StagedPlanLine, Statistic, StatisticValue
from tests.agencies.road import merged, staged, workbook
from tests.programs.importing.examples import agency_of, ground, handed_in

pytestmark = pytest.mark.django_db
HEADINGS = ("Wilayah", "Tahun", "Persentase penduduk miskin (%)")


@pytest.fixture
def agency():
    ground()
    return agency_of("BAPPERIDA")


@pytest.fixture
def people(agency, holder):
    return {"by": holder(Role.OPERATOR, agency=agency), "approver": holder(Role.SECRETARIAT)}


def test_the_example_is_stored_repeated_and_taken_back(agency, people):
    before = (StatisticValue.objects.count(), Statistic.objects.count())
    upload = handed_in("statistik", agency=agency, **people)
    values = StatisticValue.objects.filter(statistic__code="JUMLAH_PENERIMA")
    by_year = dict(values.values_list("year").annotate(Sum("value")))

    assert (upload.rows_new, upload.rows_same, upload.rows_held) == (16, 1, 1)
    assert by_year == {2022: 18_438, 2023: 14_305, 2024: 15_881}
    assert (values.count(), sum(by_year.values())) == (16, 48_624)
    statistic = Statistic.objects.get(code="JUMLAH_PENERIMA")
    assert (statistic.name, statistic.unit, statistic.is_reviewed) == (
        "Jumlah penerima",
        "KEPALA KELUARGA",
        False,
    )
    assert values.get(area="35.99.04", year=2023).area_name == "Wonokerto"

    again = handed_in("statistik", agency=agency, **people, again=True)
    assert (again.rows_new, again.rows_changed) == (0, 0)
    assert values.count() == 16

    result = layouts.layout_of("statistik").undo(upload)
    assert (result.restored, result.kept) == (16, 0)
    assert (StatisticValue.objects.count(), Statistic.objects.count()) == before


def test_a_known_statistic_is_found_by_its_spelling_and_a_corrected_list_changes_it(agency, people):
    lines = ["Kabupaten Tirta Kencana", 2024, 9.35], ["Jawa Timur", 2024, 120]
    road = {"agency": agency, "kind": "statistik", "context": {}, **people}
    first = merged(workbook(*lines, headings=HEADINGS), **road)
    poor = StatisticValue.objects.get(statistic__code="P0", area="35.99", year=2024, period="Tahun")
    outside = StagedPlanLine.objects.get(upload=first, row=5)
    assert poor.value == Decimal("9.35")
    assert [problem["code"] for problem in outside.problems] == ["value_implausible"]

    second = merged(workbook(["Kabupaten Tirta Kencana", 2024, 9.4], headings=HEADINGS), **road)
    line = StagedPlanLine.objects.get(upload=second)
    assert (line.outcome, line.changes) == ("changed", {"nilai": ["9,35", "9,4"]})
    assert StatisticValue.objects.get(pk=poor.pk).value == Decimal("9.4")

    assert layouts.layout_of("statistik").undo(first).kept_rows[0][1] == 4
    assert layouts.layout_of("statistik").undo(second).kept == 0
    assert StatisticValue.objects.get(pk=poor.pk).value == Decimal("9.35")


def test_a_second_number_for_the_same_thing_and_an_unknown_area_are_held(agency, people):
    lines = (
        ["Kabupaten Tirta Kencana", 2024, 9.35],
        ["Kabupaten Tirta Kencana", 2024, 9.36],
        ["Kabupaten Entah", 2024, 1],
    )
    content = workbook(*lines, headings=HEADINGS)
    upload = staged(content, agency=agency, by=people["by"], kind="statistik", context={})
    held = StagedPlanLine.objects.filter(upload=upload, outcome="held").order_by("row")
    assert [line.problems[0]["code"] for line in held] == ["line_repeated", "region_unknown"]
