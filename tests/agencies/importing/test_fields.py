import pytest

from agencies.importing.fields import KINDS, REQUIRED, field_of, fields_of, squeeze, vocabulary


def test_every_heading_of_every_dialect_belongs_to_a_field():
    known = {name for kind in KINDS for name in fields_of(kind)}
    assert {name for names in vocabulary().meanings.values() for name in names} <= known


@pytest.mark.parametrize("kind", KINDS)
def test_required_fields_are_fields_of_their_kind(kind):
    assert {name for group in REQUIRED[kind] for name in group} <= set(fields_of(kind))


def test_codes_belong_to_fields_of_people():
    for dialect in vocabulary().dialects:
        assert set(dialect.codes) <= set(fields_of("individu"))


def test_fields_per_programme_and_year_are_made_on_demand():
    assert field_of("bantuan:PKH", "penerima").cleaner == "aid"
    assert field_of("bantuan:PKH:nominal", "penerima").cleaner == "amount"
    assert field_of("target_2026", "indikator").cleaner == "target"
    with pytest.raises(KeyError):
        field_of("entah", "penerima")


def test_comparison_ignores_case_blanks_and_marks_but_not_per_cent():
    assert squeeze("Realisasi Fisik ( % )") == "realisasifisikpersen"
    assert squeeze("No. K.K") == "nokk"
