"""Every report that can be built, by its name in the address."""

from reports.definitions.base import Report
from reports.definitions.coordination import COORDINATION

REPORTS: dict[str, Report] = {report.slug: report for report in (COORDINATION,)}
