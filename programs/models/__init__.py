from programs.models.budgets import Budget, Realization
from programs.models.indicators import Attainment, Indicator, Target
from programs.models.nomenclature import AidKind, FundingSource, Nomenclature, Unit
from programs.models.programs import PairRule, Program, ProgramAlias, ProgramYear
from programs.models.staging import StagedPlanLine

__all__ = [
    "AidKind",
    "Attainment",
    "Budget",
    "FundingSource",
    "Indicator",
    "Nomenclature",
    "PairRule",
    "Program",
    "ProgramAlias",
    "ProgramYear",
    "Realization",
    "StagedPlanLine",
    "Target",
    "Unit",
]
