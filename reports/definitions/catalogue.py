"""Every report that can be built, by its name in the address."""

from reports.definitions.action_plans import OPPKPKE, RAT
from reports.definitions.base import Report
from reports.definitions.consolidation import CONSOLIDATION
from reports.definitions.coordination import COORDINATION
from reports.definitions.evaluations import RENJA, RKPD, RPJMD
from reports.definitions.forms import OfficialForm

REPORTS: dict[str, Report | OfficialForm] = {
    report.slug: report for report in (COORDINATION, CONSOLIDATION, RENJA, RKPD, RPJMD, RAT, OPPKPKE)
}
