import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from agencies.models import Schedule
from programs.models import (
    ActionRow,
    Attainment,
    BudgetAccount,
    Issue,
    MonthlyPlan,
    Nomenclature,
    Plan,
    PlanCeiling,
    PlanItem,
    PlannedTarget,
    Scorecard,
    Standing,
    Statistic,
    StatisticValue,
)
from tests.factories.agencies import AgencyFactory
from tests.factories.programs import FundingSourceFactory, IndicatorFactory, ProgramFactory


class NodeFactory(DjangoModelFactory):
    class Meta:
        model = Nomenclature
        django_get_or_create = ("edition", "code")

    edition = "900.1.15.5-1317/2023"
    code = factory.Sequence(lambda n: f"9.99.99.2.{n // 9000:02}.{n % 9000 + 1000:04}")
    level = Nomenclature.Level.SUB_KEGIATAN
    name = factory.Sequence(lambda n: f"Sub Kegiatan Contoh {n}")


class PlanFactory(DjangoModelFactory):
    """The region's RPJMD 2025-2029; pass kind and agency for the plan of an agency."""

    class Meta:
        model = Plan

    kind = Plan.Kind.RPJMD
    first_year = 2025
    last_year = 2029
    number = factory.Sequence(lambda n: n)
    name = factory.LazyAttribute(lambda plan: f"{plan.kind.upper()} {plan.first_year}-{plan.last_year}")


class PlanItemFactory(DjangoModelFactory):
    class Meta:
        model = PlanItem

    plan = factory.SubFactory(PlanFactory)
    level = PlanItem.Level.SASARAN
    number = factory.Sequence(lambda n: f"{n}")
    text = factory.Sequence(lambda n: f"Sasaran Contoh {n}")


class PlanCeilingFactory(DjangoModelFactory):
    class Meta:
        model = PlanCeiling

    item = factory.SubFactory(PlanItemFactory)
    year = 2026
    amount = 1_000_000


class PlannedTargetFactory(DjangoModelFactory):
    class Meta:
        model = PlannedTarget

    plan = factory.SubFactory(PlanFactory)
    indicator = factory.SubFactory(IndicatorFactory)
    year = 2026
    value = 80


class AttainmentFactory(DjangoModelFactory):
    class Meta:
        model = Attainment

    indicator = factory.SubFactory(IndicatorFactory)
    year = 2026
    quarter = 4
    value = 75


class StandingFactory(DjangoModelFactory):
    class Meta:
        model = Standing

    indicator = factory.SubFactory(IndicatorFactory)
    year = 2026
    agency = factory.SelfAttribute("indicator.agency")
    program = factory.SelfAttribute("indicator.program")
    level = factory.SelfAttribute("indicator.level")
    state = "open"
    refreshed_at = factory.LazyFunction(timezone.now)


class ScorecardFactory(DjangoModelFactory):
    class Meta:
        model = Scorecard

    agency = factory.SubFactory(AgencyFactory)
    year = 2026
    refreshed_at = factory.LazyFunction(timezone.now)


class MonthlyPlanFactory(DjangoModelFactory):
    class Meta:
        model = MonthlyPlan

    program = factory.SubFactory(ProgramFactory)
    year = 2026
    month = 1
    funding_source = factory.SubFactory(FundingSourceFactory)
    planned_amount = 300_000


class BudgetAccountFactory(DjangoModelFactory):
    class Meta:
        model = BudgetAccount

    year = 2026
    code = factory.Sequence(lambda n: f"4.1.{n:02}")
    name = factory.Sequence(lambda n: f"Akun Contoh {n}")
    ceiling_murni = 1_000_000


class StatisticFactory(DjangoModelFactory):
    class Meta:
        model = Statistic
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"STATISTIK_{n}")
    name = factory.Sequence(lambda n: f"Statistik Contoh {n}")
    unit = "persen"
    direction = Statistic.Direction.DOWN


class StatisticValueFactory(DjangoModelFactory):
    class Meta:
        model = StatisticValue

    statistic = factory.SubFactory(StatisticFactory)
    area = "35.99"
    area_name = "Kabupaten Tirta Kencana"
    year = 2026
    period = "Maret"
    value = 10
    source = "BPS"


class IssueFactory(DjangoModelFactory):
    class Meta:
        model = Issue

    year = 2026
    number = factory.Sequence(lambda n: n + 1)
    title = factory.Sequence(lambda n: f"Isu Contoh {n}")
    agency = factory.SubFactory(AgencyFactory)


class ScheduleFactory(DjangoModelFactory):
    class Meta:
        model = Schedule

    document = Schedule.Document.ATTAINMENT
    title = "Capaian triwulan"
    fiscal_year = 2026
    period = factory.Sequence(lambda n: n % 4 + 1)


class ActionRowFactory(DjangoModelFactory):
    class Meta:
        model = ActionRow

    year = 2026
    program = factory.SubFactory(ProgramFactory)
    agency = factory.SelfAttribute("program.agency")
    strategy = factory.SelfAttribute("program.strategy")
    allocation_amount = 1_000_000
