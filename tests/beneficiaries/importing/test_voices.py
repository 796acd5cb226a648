import pytest

from beneficiaries.importing import voices
from beneficiaries.models import Family, RegisterEntry, StagedPerson
from tests.beneficiaries.lists import kk, line, merged, nik, staged

pytestmark = pytest.mark.django_db


def test_the_heads_line_speaks_for_the_family_wherever_it_stands():
    merged(
        [
            line("Luh", nik=nik(2), no_kk=kk(1), hubungan_keluarga="Istri", desil=9),
            line("Wayan", nik=nik(1), no_kk=kk(1), hubungan_keluarga="Kepala Keluarga", desil=2),
        ],
        kind="individu",
    )
    family = Family.objects.get()
    assert (family.head_name, family.decile) == ("Wayan", 2)
    assert RegisterEntry.objects.filter(family=family).count() == 1


def test_who_is_named_without_relation_is_no_new_head_of_a_known_family():
    merged([line("Wayan", nik=nik(1), no_kk=kk(1), hubungan_keluarga="Kepala Keluarga")], kind="individu")
    merged([line("Luh", nik=nik(2), no_kk=kk(1))], kind="individu")
    assert Family.objects.get().head_name == "Wayan"


def test_a_column_with_the_heads_name_is_believed():
    merged(
        [line("Luh", nik=nik(2), no_kk=kk(1), hubungan_keluarga="Istri", nama_kepala_keluarga="Wayan")],
        kind="individu",
    )
    assert Family.objects.get().head_name == "Wayan"


def test_a_move_to_another_family_is_told_by_masked_numbers():
    for card in (1, 2):
        lines = [line("Made", nik=nik(9), no_kk=kk(card), hubungan_keluarga="Kepala Keluarga")]
        merged(lines, kind="individu", sumber="dtsen", triwulan=card)
    upload = staged([line("Made", nik=nik(9), no_kk=kk(1))], kind="individu", sumber="dtsen", triwulan=3)
    old, new = StagedPerson.objects.get(upload=upload).changes["no_kk"]
    assert old.startswith("3599•••••••••••• #")
    assert new.startswith("3599•••••••••••• #")
    assert old != new


def test_only_filled_fields_are_compared():
    sql = voices.differs(("decile", "address", "other"), "said.{field}")
    assert "v.decile IS NOT NULL AND v.decile IS DISTINCT FROM said.decile" in sql
    assert "v.address <> ''" in sql
    assert "v.other <> '{}'::jsonb" in sql
