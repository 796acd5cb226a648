import random
from datetime import date

import pytest

from beneficiaries.models import RegisterEntry
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
    for _ in range(16):
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
