from programs.models.accounts import BudgetAccount
from programs.models.action_plans import ActionReport, ActionRow, EvaluationNote
from programs.models.budgets import Budget, MonthlyPlan, Realization
from programs.models.focus_regions import FocusRegion
from programs.models.indicators import Attainment, AttainmentPart, Indicator, Target
from programs.models.nomenclature import (
    AidKind,
    FundingSource,
    NodeMapping,
    Nomenclature,
    NomenclatureEdition,
    Unit,
)
from programs.models.plans import Plan, PlanCeiling, PlanItem, PlannedTarget
from programs.models.programs import PairRule, Program, ProgramAlias, ProgramYear
from programs.models.staging import StagedPlanLine
from programs.models.standings import Scorecard, Standing
from programs.models.statistics import Determinant, Finding, Issue, Statistic, StatisticValue

__all__ = [
    "ActionReport",
    "ActionRow",
    "AidKind",
    "Attainment",
    "AttainmentPart",
    "Budget",
    "BudgetAccount",
    "Determinant",
    "EvaluationNote",
    "Finding",
    "FocusRegion",
    "FundingSource",
    "Indicator",
    "Issue",
    "MonthlyPlan",
    "NodeMapping",
    "Nomenclature",
    "NomenclatureEdition",
    "PairRule",
    "Plan",
    "PlanCeiling",
    "PlanItem",
    "PlannedTarget",
    "Program",
    "ProgramAlias",
    "ProgramYear",
    "Realization",
    "Scorecard",
    "StagedPlanLine",
    "Standing",
    "Statistic",
    "StatisticValue",
    "Target",
    "Unit",
]
