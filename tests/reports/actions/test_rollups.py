import random
from datetime import date

import pytest

from beneficiaries.models import Assistance, Family, RegisterEntry
from beneficiaries.queries.coverage import in_target, served
from beneficiaries.queries.overlaps import meetings, overlapping_ids
from reports.actions.rollups import refresh
from reports.models import CoverageFigure, MeetingFigure, ReachFigure
from tests.factories import (
    AgencyFactory,
    AssistanceFactory,
    DistrictFactory,
    FamilyFactory,
    MembershipFactory,
    OfficeFactory,
    ProgramFactory,
    RegisterFactory,
    UploadFactory,
    VillageFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def regency():
    """Two kecamatan with three villages each, families, members, four programmes and a year of random aid."""
    office = OfficeFactory()
    villages = [
        VillageFactory(parent=d)
        for d in DistrictFactory.create_batch(2, parent=office.region)
        for _ in range(3)
    ]
    register = RegisterFactory(year=2026, number=3)
    upload, agencies, programs = (
        UploadFactory(),
        AgencyFactory.create_batch(2),
        ProgramFactory.create_batch(4),
    )
    for _ in range(30):
        family = FamilyFactory(
            village=random.choice([*villages, None]), decile=random.choice([1, 2, 4, 5, 9])
        )
        if random.random() < 0.8:
            RegisterEntry.objects.create(
                register=register, family=family, approved_at="2026-10-01T00:00Z", source_upload=upload, source_sheet="S",
                source_row=family.pk, decile=family.decile,
            )  # fmt: skip
        people = [
            m.person for m in MembershipFactory.create_batch(2, family=family, person__village=family.village)
        ]
        for program in random.sample(programs, 2):
            recipient = random.choice(
                [{"family": family, "person": None}, {"person": people[0]}, {"person": people[1]}]
            )
            half = random.choice([(1, 6), (7, 12), (1, 12)])
            AssistanceFactory(
                program=program, agency=random.choice(agencies), village=family.village, **recipient, source_upload=upload,
                period_start=date(2026, half[0], 1), period_end=date(2026, half[1], 28),
                status=random.choice(["diterima", "diterima", "diusulkan"]),
            )  # fmt: skip
    return office, register, villages


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
        target = in_target(families, register)
        counted = (figure.target_families, figure.served_families, figure.families) if figure else (0, 0, 0)
        assert counted == (
            target.count(),
            target.filter(served(2026)).count(),
            families.filter(served(2026)).count(),
        )


def test_coverage_by_agency_counts_only_what_that_agency_handed_in(regency):
    office, register, villages = regency
    refresh(2026)
    for agency in set(Assistance.objects.values_list("agency", flat=True)):
        for place, families in places(office, villages):
            figure = CoverageFigure.objects.filter(year=2026, region=place, agency=agency).first()
            expected = in_target(families, register).filter(served(2026, agency=agency)).count()
            assert (figure.served_families if figure else 0) == expected


def test_persons_are_counted_once_however_much_they_receive(regency):
    office, _, _ = regency
    refresh(2026)
    expected = {
        aid.person_id for aid in Assistance.objects.filter(year=2026, status="diterima") if aid.person_id
    }
    assert CoverageFigure.objects.get(year=2026, region=office.region, agency=None).persons == len(expected)


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
            (m.first_id, m.second_id): m.families for m in meetings(2026, families)
        }
        total = MeetingFigure.objects.filter(year=2026, region=place, first=None).first()
        assert (total.families if total else 0) == len(overlapping_ids(2026, families))


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
