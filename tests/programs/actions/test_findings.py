import pytest

from agencies.models import AuditEvent
from programs.actions.findings import write
from programs.models import Finding
from tests.factories import StatisticFactory, UserFactory

pytestmark = pytest.mark.django_db


def finding(**more) -> Finding:
    return Finding(
        **{"kind": "posisi", "area": "35.99", "year": 2024, "period": "Maret", "verdict": "baik", "text": "Kita baik.", **more}
    )  # fmt: skip


def test_the_later_text_replaces_the_earlier_of_the_same_analysis():
    statistic, first, second = StatisticFactory(), UserFactory(), UserFactory()
    write(finding(statistic=statistic), by=first)
    write(finding(statistic=statistic, text="Kita lebih baik.", figures={"nilai": "5"}), by=second)
    kept = Finding.objects.get()
    assert (kept.text, kept.figures, kept.written_by) == ("Kita lebih baik.", {"nilai": "5"}, second)
    assert AuditEvent.objects.filter(action="finding.written").count() == 2


def test_another_year_or_analysis_is_another_finding():
    by = UserFactory()
    for more in ({}, {"year": 2023}, {"kind": "relevansi"}, {"period": "Tahun"}):
        write(finding(**more), by=by)
    assert Finding.objects.count() == 4
