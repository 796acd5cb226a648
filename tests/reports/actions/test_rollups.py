from datetime import date

import pytest

from agencies.access.viewer import Grant, Viewer
from agencies.models import Region
from agencies.queries.regions import in_place
from beneficiaries.models import Assistance, Family
from beneficiaries.queries.coverage import receives, served, target_families
from beneficiaries.queries.overlaps import meetings, with_finding
from reports.actions.rollups import refresh
from reports.models import CoverageFigure, MeetingFigure, ReachFigure
from tests.factories import AgencyFactory, AssistanceFactory, FamilyFactory, MembershipFactory, VillageFactory

pytestmark = pytest.mark.django_db

EVERYBODY = Viewer(user_id=1, grants=(Grant("auditor", None, None),))


def places(office, villages):
    yield office.region, Family.objects.all()
    for district in {village.parent for village in villages}:
        yield district, Family.objects.filter(village__parent=district)
    for village in villages:
        yield village, Family.objects.filter(village=village)


def test_coverage_equals_the_live_queries_in_every_region(regency):
    office, register, villages = regency
    refresh(2026)
    for place, families in places(office, villages):
        figure = CoverageFigure.objects.filter(year=2026, region=place, agency=None).first()
        target = target_families(EVERYBODY).filter(pk__in=families)
        counted = (figure.target_families, figure.served_families, figure.families) if figure else (0, 0, 0)
        assert counted == (
            target.count(),
            served(target, 2026).count(),
            served(families, 2026).count(),
        )


def test_coverage_by_agency_counts_only_what_that_agency_handed_in(regency):
    office, register, villages = regency
    refresh(2026)
    for agency in set(Assistance.objects.values_list("agency", flat=True)):
        for place, families in places(office, villages):
            figure = CoverageFigure.objects.filter(year=2026, region=place, agency=agency).first()
            expected = (
                target_families(EVERYBODY).filter(receives(2026, agency=agency), pk__in=families).count()
            )
            assert (figure.served_families if figure else 0) == expected


def test_persons_are_counted_once_however_much_they_receive(regency):
    office, _, _ = regency
    refresh(2026)
    expected = {
        aid.person_id for aid in Assistance.objects.filter(year=2026, status="diterima") if aid.person_id
    }
    assert CoverageFigure.objects.get(year=2026, region=office.region, agency=None).persons == len(expected)


def test_persons_by_agency_equal_the_live_rows_in_every_region(regency):
    office, _, villages = regency
    refresh(2026)
    rows = Assistance.objects.filter(year=2026, status="diterima", person__isnull=False)
    for agency in {None, *rows.values_list("agency", flat=True)}:
        given = rows.filter(agency=agency) if agency else rows
        for place in (office.region, *villages, *{village.parent for village in villages}):
            here = (
                given
                if place == office.region
                else given.filter(in_place("person__village__code", place.code))
            )
            figure = CoverageFigure.objects.filter(year=2026, region=place, agency=agency).first()
            assert (figure.persons if figure else 0) == here.values("person").distinct().count()


def test_who_is_reached_by_two_agencies_counts_for_each_and_once_in_all(regency):
    office, _, villages = regency
    Assistance.objects.all().delete()
    family = Family.objects.exclude(village=None).first() or FamilyFactory(village=villages[0])
    member = MembershipFactory(family=family, person__village=family.village).person
    agencies = AgencyFactory.create_batch(2)
    for agency, recipient in (
        (agencies[0], {"person": member}),
        (agencies[1], {"person": member}),
        (agencies[1], {"person": None, "family": family}),
    ):
        AssistanceFactory(
            agency=agency, **recipient, period_start=date(2026, 1, 1), period_end=date(2026, 12, 31)
        )

    refresh(2026)

    for place in (office.region, family.village, family.village.parent):
        counted = CoverageFigure.objects.filter(region=place).values_list("agency", "families", "persons")
        assert set(counted) == {(None, 1, 1), (agencies[0].pk, 1, 1), (agencies[1].pk, 1, 1)}


def test_places_where_nobody_received_anything_have_their_zeros(regency):
    office, _, villages = regency
    Assistance.objects.all().delete()
    Family.objects.update(village=villages[0], decile=9)

    refresh(2026)

    counted = CoverageFigure.objects.values_list("region", "agency", "target_families", "families", "persons")
    assert set(counted) == {
        (place.pk, None, 0, 0, 0) for place in (villages[0], villages[0].parent, office.region)
    }


def test_recipients_of_a_programme_equal_the_live_rows(regency):
    office, _, villages = regency
    refresh(2026)
    for figure in ReachFigure.objects.filter(year=2026):
        rows = [
            aid
            for aid in Assistance.objects.filter(year=2026, status="diterima", program=figure.program)
            if figure.region == office.region
            or (aid.village and figure.region in (aid.village, aid.village.parent))
        ]
        assert (figure.persons, figure.families, figure.records, figure.amount) == (
            len({aid.person_id for aid in rows} - {None}),
            len({aid.family_id for aid in rows} - {None}),
            len(rows),
            sum(aid.amount for aid in rows),
        )


def test_meetings_equal_the_live_query_in_every_region(regency):
    office, _, villages = regency
    refresh(2026)
    for place, families in places(office, villages):
        pairs = MeetingFigure.objects.filter(year=2026, region=place).exclude(first=None)
        assert {(p.first_id, p.second_id): p.families for p in pairs} == {
            (m.first_id, m.second_id): m.families for m in meetings(families, 2026) if m.first_id
        }
        total = MeetingFigure.objects.filter(year=2026, region=place, first=None).first()
        assert (total.families if total else 0) == len(with_finding(families, 2026))


def test_refreshing_one_programme_leaves_the_figures_of_the_others_and_equals_a_full_count(regency):
    refresh(2026)
    program = Assistance.objects.first().program
    Assistance.objects.filter(program=program).update(amount=1)
    refresh(2026, {program.pk})
    partly = list(
        ReachFigure.objects.order_by("program", "region").values_list(
            "program", "region", "amount", "persons"
        )
    )
    refresh(2026)
    assert partly == list(
        ReachFigure.objects.order_by("program", "region").values_list(
            "program", "region", "amount", "persons"
        )
    )


def test_a_village_with_a_new_code_keeps_its_figures_under_it(regency):
    office, _, villages = regency
    old, other = villages[0], villages[3]
    refresh(2026)
    before = CoverageFigure.objects.get(year=2026, region=office.region, agency=None)
    counted = list(CoverageFigure.objects.filter(region=old, agency=None).values_list("families", "persons"))
    new = VillageFactory(parent=other.parent, name=old.name)
    Region.objects.filter(pk=old.pk).update(successor=new, valid_to=date(2026, 6, 30))

    refresh(2026)

    assert not CoverageFigure.objects.filter(region=old).exists()
    under_new = CoverageFigure.objects.filter(region=new, agency=None)
    assert list(under_new.values_list("families", "persons")) == counted
    after = CoverageFigure.objects.get(year=2026, region=office.region, agency=None)
    assert (after.target_families, after.families, after.persons) == (
        before.target_families,
        before.families,
        before.persons,
    )
    district = CoverageFigure.objects.filter(year=2026, region=other.parent, agency=None).first()
    listed = Family.objects.filter(in_place("village__code", other.parent.code))
    assert (district.families if district else 0) == served(listed, 2026).count()
