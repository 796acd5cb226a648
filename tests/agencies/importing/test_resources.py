import pytest
import tablib

from agencies.importing.resources import AgencyResource
from agencies.models import Agency
from tests.factories import AgencyFactory

pytestmark = pytest.mark.django_db


def test_agencies_are_told_apart_by_code_and_point_to_each_other():
    top = AgencyFactory(code="1.06", name="Dinas Sosial")
    content = tablib.Dataset(
        ["1.06.01", "UPTD Panti", "", "Unit (UPTD, puskesmas, bagian)", "1.06", "1.06"],
        headers=["kode", "nama", "singkatan", "jenis", "kode_induk", "bidang_urusan"],
    )
    result = AgencyResource().import_data(content)
    assert not result.has_errors()
    assert Agency.objects.get(code="1.06.01").parent == top


def test_an_unknown_parent_is_named():
    content = tablib.Dataset(["1", "X", "dinas", "9.99"], headers=["kode", "nama", "jenis", "kode_induk"])
    result = AgencyResource().import_data(content, dry_run=True)
    [invalid] = result.invalid_rows
    assert "9.99 tidak ada" in str(invalid.error_dict)
