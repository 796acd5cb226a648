import pytest

from beneficiaries.importing import vintages
from beneficiaries.models import Register
from tests.beneficiaries.lists import line, merged, nik
from tests.factories import OfficeFactory, UploadFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("kind", "context", "source", "year", "quarter"),
    [
        ("individu", {"sumber": "dtsen", "tahun": 2026, "triwulan": 3}, "dtsen", 2026, 3),
        ("individu", {"sumber": "dtsen", "periode": "Triwulan 2 2025"}, "dtsen", 2025, 2),
        ("keluarga", {"sumber": "p3ke", "tahun": "2024"}, "p3ke", 2024, 0),
        ("keluarga", {"sumber": "agency", "periode": "Triwulan 2 2025"}, "agency", 2025, 0),
        ("penerima", {"sumber": "dtsen", "tahun": 2025}, "agency", 2025, 0),
        ("individu", {"sumber": "dtsen"}, "dtsen", 2026, 0),
    ],
)
def test_the_form_says_which_register_and_vintage_a_list_belongs_to(kind, context, source, year, quarter):
    OfficeFactory(fiscal_year=2026)
    upload = UploadFactory(kind=kind, context=context)
    assert (vintages.source_of(upload), vintages.year_of(upload), vintages.quarter_of(upload)) == (
        source,
        year,
        quarter,
    )


def test_lines_of_several_years_open_a_register_for_each():
    upload = merged(
        [
            line("Wayan", nik=nik(1), tahun=2024),
            line("Made", nik=nik(2), tahun=2025),
            line("Komang", nik=nik(3)),
        ],
        kind="individu",
    )
    assert set(Register.objects.values_list("agency", "year")) == {
        (upload.agency_id, 2024), (upload.agency_id, 2025), (upload.agency_id, 2026),
    }  # fmt: skip
