from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from agencies.actions.agencies import affairs_of, kind_of, load_agencies, read_agencies, replace
from agencies.actions.regions import BadList, Loaded
from agencies.models import Agency
from tests.factories import AgencyFactory, UserFactory

EXAMPLE = Path(__file__).parents[2] / "sheets" / "examples" / "perangkat_daerah.csv"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Dinas Sosial", "dinas"), ("Badan Perencanaan Pembangunan Daerah", "bappeda"), ("Badan Keuangan", "badan"),
        ("Kecamatan Banjar", "kecamatan"), ("RSUD Buleleng", "rsud"), ("Puskesmas Banjar I", "unit"),
    ],
)  # fmt: skip
def test_the_kind_follows_from_the_name(name, kind):
    assert kind_of(name) == kind


@pytest.mark.parametrize(
    ("code", "affairs"),
    [
        ("1.06.0.00.0.00.08.0000", ["1.06"]),
        ("2.08.2.14.0.00.10.0000", ["2.08", "2.14"]),
        ("2.17.3.31.3.30.17.0000", ["2.17", "3.31", "3.30"]),
        ("DINSOS", []),
    ],
)
def test_fields_of_affairs_stand_in_the_code(code, affairs):
    assert affairs_of(code) == affairs


@pytest.mark.django_db
def test_the_example_list_loads_and_loads_again():
    assert load_agencies(read_agencies(EXAMPLE)) == Loaded(8, 0, 0)
    Agency.objects.filter(short_name="DINSOS").update(kind="unit")
    assert load_agencies(read_agencies(EXAMPLE)) == Loaded(0, 0, 8)
    assert Agency.objects.get(short_name="DINSOS").kind == "unit"  # what Bappeda set by hand stays


def test_a_line_without_a_name_is_refused(tmp_path):
    path = tmp_path / "opd.csv"
    path.write_text("kode,nama,singkatan\n1.06,,X\n")
    with pytest.raises(BadList, match="baris 2"):
        read_agencies(path)


@pytest.mark.django_db
def test_an_agency_does_not_follow_itself():
    one, two = AgencyFactory(), AgencyFactory()
    user = UserFactory()
    replace(one, successor=two, last_day=date(2026, 6, 30), by=user)
    with pytest.raises(ValidationError):
        replace(two, successor=one, last_day=date(2026, 7, 30), by=user)
