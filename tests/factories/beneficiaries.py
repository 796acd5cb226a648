from datetime import date

import factory
from factory.django import DjangoModelFactory

from agencies import identity
from beneficiaries.models import Assistance, Family, Membership, Person, Register
from tests.factories.agencies import AgencyFactory, UploadFactory, VillageFactory
from tests.factories.programs import ProgramFactory


def synthetic_number(n: int, *, woman: bool = False) -> str:
    """A number no real person can have: regency code 99, born 1 January 1980."""
    return f"359901{41 if woman else 1:02}0180{n:04}"


class FamilyFactory(DjangoModelFactory):
    class Meta:
        model = Family

    class Params:
        kk = factory.Sequence(lambda n: f"359902010110{n % 10000:04}")

    head_name = factory.Sequence(lambda n: f"Kepala {n}")
    head_key = factory.LazyAttribute(lambda family: family.head_name.upper())
    village = factory.SubFactory(VillageFactory)
    decile = 2

    @factory.lazy_attribute
    def kk_bi(self):
        return identity.blind_index(self.kk)

    @factory.lazy_attribute
    def kk_ct(self):
        return identity.seal(self.kk, "kk").ct

    @factory.lazy_attribute
    def kk_tag(self):
        return identity.seal(self.kk, "kk").tag


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = Person

    class Params:
        nik = factory.Sequence(synthetic_number)

    name = factory.Sequence(lambda n: f"Warga {n}")
    name_key = factory.LazyAttribute(lambda person: person.name.upper())
    birth_date = date(1980, 1, 1)
    sex = Person.Sex.MALE
    village = factory.SubFactory(VillageFactory)

    @factory.lazy_attribute
    def nik_bi(self):
        return identity.blind_index(self.nik)

    @factory.lazy_attribute
    def nik_ct(self):
        return identity.seal(self.nik, "nik").ct

    @factory.lazy_attribute
    def nik_tag(self):
        return identity.seal(self.nik, "nik").tag


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    family = factory.SubFactory(FamilyFactory)
    person = factory.SubFactory(PersonFactory)


class RegisterFactory(DjangoModelFactory):
    class Meta:
        model = Register

    source = Register.Source.DTSEN
    year = 2026
    number = factory.Sequence(lambda n: n % 4 + 1)


class AssistanceFactory(DjangoModelFactory):
    class Meta:
        model = Assistance

    program = factory.SubFactory(ProgramFactory)
    person = factory.SubFactory(PersonFactory)
    agency = factory.SubFactory(AgencyFactory)
    village = factory.LazyAttribute(lambda aid: (aid.person or aid.family).village)
    year = 2026
    period_start = factory.LazyAttribute(lambda aid: date(aid.year, 1, 1))
    period_end = factory.LazyAttribute(lambda aid: date(aid.year, 12, 31))
    amount = 600_000
    source_upload = factory.SubFactory(UploadFactory, agency=factory.SelfAttribute("..agency"))
    source_sheet = "Sheet1"
    source_row = factory.Sequence(lambda n: n + 1)
