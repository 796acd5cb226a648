import pytest

from programs.models import Determinant
from reports.measures.lenses import pictured
from reports.measures.linkage import trees
from reports.measures.poverty import rules
from reports.queries.poverty import home_areas, leading, macros
from tests.factories import (
    OfficeFactory,
    ProgramFactory,
    StatisticFactory,
    StatisticValueFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def drawn(viewer_of):
    """P0 with four determinants, of which three have a programme with money and one has figures."""
    office, by = OfficeFactory(), UserFactory()
    p0, tpt = StatisticFactory(code="P0"), StatisticFactory(code="TPT")
    for place in range(6):
        StatisticValueFactory(statistic=p0, year=2015 + place, value=9 - place)
        StatisticValueFactory(statistic=tpt, year=2016 + place, value=4 + place)
    programs = ProgramFactory.create_batch(3)
    for name in "abcd":
        row = Determinant.objects.create(
            main=p0, name=name, evidence="x", judged_by=by, statistic=tpt if name == "d" else None
        )
        row.programs.set(programs[:1] if name != "d" else [])
    told = rules()
    pictures = {
        m.statistic.pk: pictured(m, told)
        for m in leading(macros(viewer_of("leader"), home_areas(office.region)))
    }
    rows = Determinant.objects.prefetch_related("programs").select_related("main").order_by("name")
    (tree,) = trees(rows, pictures, {programs[0].pk}, 8)
    return tree


def test_three_of_four_have_money(drawn):
    assert (drawn.main.code, drawn.funded, drawn.percent) == ("P0", 3, 75)


def test_figures_of_common_years_tell_the_strength_and_few_years_only_indicate(drawn):
    last = drawn.rows[-1]
    assert (last.strength.r, last.strength.n, last.strength.indicative) == (-1, 5, True)
    assert drawn.rows[0].strength is None


def test_what_worsens_without_money_is_an_orphan(drawn):
    assert [one.row.name for one in drawn.rows if one.is_orphan] == ["d"]
    assert drawn.rows[-1].way == "Memburuk"
