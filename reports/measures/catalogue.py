"""Which measures stand where. The report's summary holds them all, so it cannot tell less than the dashboard."""

from reports.measures.base import Measure
from reports.measures.budgets import ABSORPTION, PROGRAMS
from reports.measures.coverage import FAMILIES, PERSONS, SERVED, UNSERVED
from reports.measures.indicators import MET
from reports.measures.overlaps import TO_CHECK
from reports.measures.reporting import REPORTED, UPLOADS

HEADLINES: tuple[Measure, ...] = (SERVED, UNSERVED, ABSORPTION, MET, TO_CHECK)
FURTHER: tuple[Measure, ...] = (FAMILIES, PERSONS, PROGRAMS, REPORTED, UPLOADS)
ALL = HEADLINES + FURTHER
