import pytest

from agencies.access.viewer import Viewer
from programs.models import Finding
from reports.queries.poverty import below, figures_of, findings_of, home_areas, leading, macros, published
from tests.factories import OfficeFactory, StatisticFactory, StatisticValueFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def areas():
    return home_areas(OfficeFactory().region)


def test_areas_carry_the_names_of_their_figures():
    StatisticValueFactory(area="35", area_name="Jawa Timur")
    own, province, nation = home_areas(OfficeFactory().region)
    assert (own.short, province.name, nation.code) == ("Tirta Kencana", "Jawa Timur", "00")


def test_periods_are_series_of_their_own(areas, viewer_of):
    p0 = StatisticFactory(code="P0")
    StatisticValueFactory(statistic=p0, year=2024, period="Maret")
    StatisticValueFactory(statistic=p0, year=2018, period="Tahun")
    found = macros(viewer_of("leader"), areas)
    assert [(one.period, list(one.own)) for one in found] == [("Maret", [2024]), ("Tahun", [2018])]
    assert [one.period for one in leading(found)] == ["Maret"]


def test_places_below_and_foreign_provinces_are_left_out(areas, viewer_of):
    p0 = StatisticFactory(code="P0")
    for area in ("35.99", "35", "00", "35.99.01", "73.72", "73"):
        StatisticValueFactory(statistic=p0, area=area, year=2024)
    StatisticValueFactory(statistic=p0, area="35.01", year=2024, value=3)
    (found,) = macros(viewer_of("leader"), areas)
    assert found.siblings[2024].keys() == {"35.99", "35.01"}
    assert all(list(values) == [2024] for _, values in found.lines)


def test_years_without_a_value_are_years_all_the_same(areas, viewer_of):
    p0 = StatisticFactory(code="P0")
    for year in (2021, 2024):
        StatisticValueFactory(statistic=p0, year=year)
    StatisticValueFactory(statistic=p0, area="35", year=2019)
    (found,) = macros(viewer_of("leader"), areas)
    assert found.years == [2024, 2023, 2022, 2021, 2020, 2019]
    assert (found.missing, found.latest) == ([2022, 2023], 2024)


def test_poverty_comes_first_and_main_indicators_before_others(areas, viewer_of):
    for code, field, main in (
        ("TPT", "ketenagakerjaan", True),
        ("P1", "kemiskinan", False),
        ("P0", "kemiskinan", True),
    ):
        StatisticValueFactory(statistic=StatisticFactory(code=code, field=field, main=main))
    assert [one.statistic.code for one in macros(viewer_of("leader"), areas)] == ["P0", "P1", "TPT"]


def test_nobody_without_a_role_sees_any(areas):
    StatisticValueFactory()
    assert macros(Viewer(user_id=None), areas) == []


def test_findings_are_found_by_what_they_are_about(areas, viewer_of):
    p0 = StatisticFactory(code="P0")
    finding = Finding.objects.create(
        kind="posisi", statistic=p0, area="35.99", year=2024, period="Maret", verdict="baik", text="x", written_by=UserFactory()
    )  # fmt: skip
    Finding.objects.create(
        kind="posisi", area="35.01", year=2024, verdict="baik", text="x", written_by=UserFactory()
    )
    assert findings_of(viewer_of("leader"), "35.99") == {("posisi", p0.pk, 2024, "Maret"): finding}


def test_statistics_of_kecamatan_count_from_three_places_on_and_the_newest_year(areas, viewer_of):
    many, few = StatisticFactory(code="APS"), StatisticFactory(code="GIZI")
    for area in ("35.99.01", "35.99.02", "35.99.03"):
        StatisticValueFactory(statistic=many, area=area, year=2023)
        StatisticValueFactory(statistic=many, area=area, year=2024, value=7)
    StatisticValueFactory(statistic=few, area="35.99.01", year=2024)
    StatisticValueFactory(statistic=many, area="35.99.01.2001", year=2025)
    ((statistic, year, values),) = below(viewer_of("leader"), "35.99")
    assert (statistic, year, len(values), set(values.values())) == (many, 2024, 3, {7})


def test_what_is_published_for_the_regency_comes_once_each(viewer_of):
    office, p0 = OfficeFactory(), StatisticFactory(code="P0")
    StatisticValueFactory(statistic=p0, area=office.region.code, year=2024, period="Maret")
    StatisticValueFactory(statistic=p0, area=office.region.code, year=2018, period="Tahun")
    StatisticValueFactory(statistic=StatisticFactory(code="TPT"), area="00")
    viewer = viewer_of("leader")
    assert [(row.statistic.code, row.period) for row in published(viewer, office.region)] == [("P0", "Maret")]
    assert published(viewer, None) == []


def test_figures_are_the_regencys_then_the_provinces_then_the_nations(viewer_of):
    office, prices = OfficeFactory(), StatisticFactory(code="INFLASI")
    viewer = viewer_of("leader")
    for area, value in (("00", 3), ("35", 4), (office.region.code, 5)):
        StatisticValueFactory(statistic=prices, area=area, year=2025, value=value)
        assert figures_of(viewer, office.region, "INFLASI") == {2025: value}
    assert figures_of(viewer, office.region, "TIADA") == figures_of(viewer, None, "INFLASI") == {}
