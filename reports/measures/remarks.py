"""What has been written about an analysis, held against what the figures say today."""

from collections.abc import Mapping
from dataclasses import dataclass

from programs.models import Finding, Statistic
from reports.measures.lenses import Lens


@dataclass(frozen=True, slots=True)
class Remark:
    """A lens with the finding kept for the same statistic, area, year and period; None as long as nobody wrote one."""

    lens: Lens
    statistic: Statistic | None
    area: str
    year: int
    period: str = ""
    finding: Finding | None = None

    @property
    def is_outdated(self) -> bool:
        """Whether the figures are others now than when the text was written."""
        return self.finding is not None and self.finding.figures != self.lens.figures

    @property
    def text(self) -> str:
        return self.finding.text if self.finding else self.lens.text

    def written(self, text: str) -> Finding:
        """The finding to keep, with the figures of today."""
        return Finding(
            kind=self.lens.kind, statistic=self.statistic, area=self.area, year=self.year, period=self.period,
            verdict=self.lens.verdict, figures=self.lens.figures, rule=self.lens.rule, text=text,
        )  # fmt: skip


def remark(
    lens: Lens,
    statistic: Statistic | None,
    area: str,
    year: int,
    period: str = "",
    *,
    written: Mapping[tuple, Finding],
) -> Remark:
    """`written` is what is kept of the area, as reports.queries.poverty.findings_of hands it out."""
    key = (lens.kind, statistic.pk if statistic else None, year, period)
    return Remark(lens, statistic, area, year, period, written.get(key))
