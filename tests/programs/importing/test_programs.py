import pytest

from agencies.importing.layouts import programmes
from programs.importing.programs import vocabulary
from programs.models import Program, ProgramAlias
from tests.factories import ProgramFactory

pytestmark = pytest.mark.django_db


def test_national_names_are_known_before_any_row_exists():
    assert not Program.objects.exists()
    found = {code: names for code, _, names in vocabulary()}
    assert "BPNT" in found["SEMBAKO"]
    assert "BLT Dana Desa" in {name for _, name, _ in vocabulary()}


def test_own_programmes_and_spellings_join_them():
    program = ProgramFactory(code="DINSOS-1", name="Santunan lansia")
    ProgramAlias.objects.create(program=program, name="Bantuan jompo")
    assert ("DINSOS-1", "Santunan lansia", ("Bantuan jompo",)) in vocabulary()


def test_a_sub_kegiatan_of_a_budget_is_no_word_that_lists_of_people_may_use():
    plain = ProgramFactory(code="9.2.01", name="Gaji pegawai", is_poverty=False, strategy=None, unit=None)
    ProgramAlias.objects.create(program=plain, name="Belanja pegawai")
    assert not {code for code, _, _ in vocabulary()} & {"9.2.01"}


def test_the_pipeline_is_told():
    assert "PKH" in {code for code, _, _ in programmes()}
