import factory
from factory.django import DjangoModelFactory

from programs.models import (
    AidKind,
    Budget,
    FundingSource,
    Indicator,
    Program,
    ProgramYear,
    Realization,
    Target,
    Unit,
)
from tests.factories.agencies import AgencyFactory


class UnitFactory(DjangoModelFactory):
    class Meta:
        model = Unit
        django_get_or_create = ("name",)

    name = "orang"
    recipient = Unit.Recipient.PERSON


class AidKindFactory(DjangoModelFactory):
    class Meta:
        model = AidKind
        django_get_or_create = ("code",)

    code = "tunai"
    name = "Bantuan tunai"


class FundingSourceFactory(DjangoModelFactory):
    class Meta:
        model = FundingSource
        django_get_or_create = ("code",)

    code = "PAD"
    name = "Pendapatan Asli Daerah"


class ProgramFactory(DjangoModelFactory):
    class Meta:
        model = Program
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"PRG-{n}")
    name = factory.Sequence(lambda n: f"Program Contoh {n}")
    agency = factory.SubFactory(AgencyFactory)
    strategy = Program.Strategy.BURDEN
    unit = factory.SubFactory(UnitFactory)
    aid_kind = factory.SubFactory(AidKindFactory)


class ProgramYearFactory(DjangoModelFactory):
    class Meta:
        model = ProgramYear

    program = factory.SubFactory(ProgramFactory)
    year = 2026


class BudgetFactory(DjangoModelFactory):
    class Meta:
        model = Budget

    program = factory.SubFactory(ProgramFactory)
    year = 2026
    funding_source = factory.SubFactory(FundingSourceFactory)
    ceiling_amount = 1_000_000


class RealizationFactory(DjangoModelFactory):
    class Meta:
        model = Realization

    program = factory.SubFactory(ProgramFactory)
    year = 2026
    month = 1
    funding_source = factory.SubFactory(FundingSourceFactory)
    spent_amount = 250_000


class IndicatorFactory(DjangoModelFactory):
    class Meta:
        model = Indicator

    code = factory.Sequence(lambda n: f"IND-{n}")
    name = factory.Sequence(lambda n: f"Indikator Contoh {n}")
    unit = "persen"
    agency = factory.SubFactory(AgencyFactory)


class TargetFactory(DjangoModelFactory):
    class Meta:
        model = Target

    indicator = factory.SubFactory(IndicatorFactory)
    year = 2026
    value = 80
