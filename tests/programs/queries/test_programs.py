import pytest

from agencies.access.roles import Role
from programs.models import Program
from programs.queries.programs import lines_of, listing, with_money
from tests.factories import BudgetFactory, ProgramFactory, RealizationFactory
from tests.factories.programs import ProgramYearFactory

pytestmark = pytest.mark.django_db


def running(**fields):
    return ProgramYearFactory(program=ProgramFactory(**fields), year=2026).program


def test_the_listing_holds_what_runs_in_the_year_and_may_be_seen(viewer_of):
    mine, other, national = running(), running(), running(agency=None, owner="pusat")
    ProgramFactory(agency=mine.agency)

    assert set(listing(viewer_of(Role.SECRETARIAT), {}, 2026)) == {mine, other, national}
    assert set(listing(viewer_of(Role.OPERATOR, agency=mine.agency), {}, 2026)) == {mine, national}


def test_the_listing_filters(viewer_of):
    viewer = viewer_of(Role.SECRETARIAT)
    one = running(name="Bedah rumah", strategy=3)
    two = running(name="Pasar murah", owner="desa")

    def found(**params):
        return list(listing(viewer, params, 2026))

    assert found(cari="rumah") == [one]
    assert found(strategi="3") == [one]
    assert found(pemilik="desa") == [two]
    assert found(perangkat=str(two.agency_id)) == [two]
    assert found(bentuk="bukan-angka") == []


def test_the_listing_sorts_by_money_with_unknown_last_when_falling(viewer_of):
    small, large, unknown = running(), running(), running()
    BudgetFactory(program=small, ceiling_amount=10)
    BudgetFactory(program=large, ceiling_amount=20)

    assert list(listing(viewer_of(Role.SECRETARIAT), {"urut": "-pagu"}, 2026)) == [large, small, unknown]


def test_money_beside_a_programme_is_the_version_in_force_and_the_sum_of_months():
    program = ProgramFactory()
    BudgetFactory(program=program, revision="murni", ceiling_amount=5)
    BudgetFactory(program=program, revision="perubahan", ceiling_amount=7)
    for month in (1, 2):
        RealizationFactory(program=program, month=month, spent_amount=3)

    row = with_money(Program.objects.all(), 2026).get()

    assert (row.ceiling_amount, row.spent_amount) == (7, 6)


def test_quarters_are_the_sums_of_their_months_and_unreported_ones_stay_unknown():
    program = ProgramFactory()
    BudgetFactory(program=program, ceiling_amount=100)
    for month, amount in ((1, 10), (3, 20), (4, 5), (12, 1)):
        RealizationFactory(program=program, month=month, spent_amount=amount)

    [line] = lines_of(program, 2026)

    assert (line.quarters, line.spent_amount, line.absorption) == ([30, 5, None, 1], 36, 36)


def test_versions_stand_in_the_order_in_which_they_were_made():
    program = ProgramFactory()
    for revision, number, amount in (
        ("perubahan", 0, 9),
        ("pergeseran", 2, 7),
        ("murni", 0, 5),
        ("pergeseran", 1, 6),
    ):
        BudgetFactory(program=program, revision=revision, number=number, ceiling_amount=amount)
    [line] = lines_of(program, 2026)
    assert list(line.versions.values()) == [5, 6, 7, 9]
    assert line.ceiling_amount == 9
