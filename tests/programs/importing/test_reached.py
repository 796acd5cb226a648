import pytest

from agencies.access.roles import Role
from agencies.importing import layouts
from programs.importing.facts import Told
from programs.importing.reached import reports_of
from programs.models import Attainment, StagedPlanLine
from tests.agencies.road import merged, workbook
from tests.factories import AgencyFactory

pytestmark = pytest.mark.django_db


def test_a_year_closes_with_its_fourth_quarter_and_volumes_are_of_their_quarter():
    values = {
        "realisasi_2024": 5,
        "realisasi_2023_teks": "WTP",
        "realisasi_volume_tw_2": 7,
        "realisasi": 9,
        "realisasi_tw_1": 3,
    }
    line = Told(StagedPlanLine(values=values, year=2025))
    assert reports_of(line) == [
        (2023, 4, "realisasi_2023"), (2024, 4, "realisasi_2024"), (2025, 2, "realisasi_volume_tw_2"), (2025, 4, "realisasi"),
    ]  # fmt: skip


def test_reports_are_stored_as_drafts_of_the_sender_and_taken_back(holder):
    agency = AgencyFactory()
    by, approver = holder(Role.OPERATOR, agency=agency), holder(Role.SECRETARIAT)
    content = workbook(
        ["Cakupan", "%", 80, 75.5],
        ["Opini", "Opini", "WTP", "WDP"],
        headings=("Indikator", "Satuan", "Target 2025", "Realisasi 2025"),
    )
    upload = merged(content, agency=agency, by=by, approver=approver, kind="indikator", context={})
    found = Attainment.objects.filter(year=2025, quarter=4, status="draft", entered_by=by)
    assert set(found.values_list("value", "text")) == {(75.5, ""), (None, "WDP")}
    layouts.layout_of("indikator").undo(upload)
    assert not Attainment.objects.exists()
