import random

import pytest

from beneficiaries.models import Family, RegisterEntry
from beneficiaries.queries.coverage import (
    counting_register,
    coverage_by_village,
    served,
    target_families,
    unserved,
)
from tests.factories import (
    AgencyFactory,
    AssistanceFactory,
    FamilyFactory,
    MembershipFactory,
    PersonFactory,
    ProgramFactory,
    RegisterFactory,
    UploadFactory,
    VillageFactory,
)

pytestmark = pytest.mark.django_db


def listed(family, register, upload=None, **values):
    return RegisterEntry.objects.create(
        register=register, family=family, decile=family.decile, approved_at="2026-01-01T00:00Z", source_upload=upload or UploadFactory(),
        source_sheet="A", source_row=2, **values,
    )  # fmt: skip


def test_the_newest_vintage_of_dtsen_counts_even_where_another_list_is_newer():
    old, new = RegisterFactory(year=2025, number=4), RegisterFactory(year=2026, number=1)
    later = RegisterFactory(source="p3ke", year=2027, number=0)
    for register in (old, new, later):
        listed(FamilyFactory(), register)
    assert counting_register() == new


def test_without_dtsen_the_newest_list_that_ranks_families_counts():
    ranked = RegisterFactory(source="p3ke", year=2024, number=0)
    listed(FamilyFactory(), ranked)
    listed(
        FamilyFactory(decile=None),
        RegisterFactory(source="agency", agency=AgencyFactory(), year=2026, number=0),
    )
    assert counting_register() == ranked


def test_without_any_ranked_list_nothing_counts(viewer_of):
    assert counting_register() is None
    FamilyFactory()
    assert target_families(viewer_of("secretariat")).count() == 0


def test_the_target_ends_at_the_decile_of_the_setting_and_leaves_out_who_was_struck_off(viewer_of):
    register = RegisterFactory()
    families = [FamilyFactory(decile=decile) for decile in (1, 4, 5)]
    for family in families:
        listed(family, register)
    struck = FamilyFactory(decile=1)
    listed(struck, register, ended_by=UploadFactory())
    FamilyFactory(decile=1)  # in no register
    assert set(target_families(viewer_of("secretariat"))) == set(families[:2])


def test_a_family_is_served_by_its_own_aid_or_a_present_members_and_by_nothing_else():
    def with_member(**stay):
        family, member = FamilyFactory(), PersonFactory()
        MembershipFactory(family=family, person=member, **stay)
        return family, member

    own, (by_member, member), (left, former) = (
        FamilyFactory(),
        with_member(),
        with_member(valid_to="2026-02-01"),
    )
    last_year, proposed, ended = FamilyFactory(), FamilyFactory(), FamilyFactory()
    AssistanceFactory(person=None, family=own)
    AssistanceFactory(person=member)
    AssistanceFactory(person=former)
    AssistanceFactory(person=None, family=last_year, year=2025)
    AssistanceFactory(person=None, family=proposed, status="diusulkan")
    AssistanceFactory(person=None, family=ended, status="diakhiri")
    families = Family.objects.all()
    assert set(served(families, 2026)) == {own, by_member}
    assert set(unserved(families, 2026)) == {left, last_year, proposed, ended}


def test_an_agency_counts_only_families_in_its_reach(viewer_of):
    register, ours = RegisterFactory(), AgencyFactory()
    family, stranger = FamilyFactory(), FamilyFactory()
    for one in (family, stranger):
        listed(one, register)
    AssistanceFactory(person=None, family=family, agency=ours)
    assert list(target_families(viewer_of("operator", agency=ours))) == [family]


@pytest.mark.parametrize("seed", [1, 2])
def test_coverage_by_village_equals_counting_by_hand(seed):
    dice = random.Random(seed)
    villages, programs, upload = (
        [VillageFactory() for _ in range(3)],
        [ProgramFactory() for _ in range(2)],
        UploadFactory(),
    )
    families, receiving = [], set()
    for _ in range(25):
        family = FamilyFactory(village=dice.choice([*villages, None]))
        member = PersonFactory()
        MembershipFactory(family=family, person=member)
        families.append(family)
        for program in programs:
            if dice.random() < 0.4:
                to = {"person": None, "family": family} if dice.random() < 0.5 else {"person": member}
                year, status = dice.choice([2025, 2026]), dice.choice(["diterima", "diterima", "diusulkan"])
                AssistanceFactory(
                    program=program,
                    year=year,
                    status=status,
                    village=villages[0],
                    source_upload=upload,
                    agency=upload.agency,
                    **to,
                )
                if year == 2026 and status == "diterima":
                    receiving.add(family.pk)

    rows = coverage_by_village(Family.objects.all(), 2026)

    expected = {None: (len(families), len(receiving))}
    for village in villages:
        here = [family for family in families if family.village == village]
        if here:
            expected[village.code] = (len(here), sum(family.pk in receiving for family in here))
    assert {row.code: (row.target, row.served) for row in rows} == expected
    assert rows[0].code is None
    assert rows[0].unserved == len(families) - len(receiving)
