import pytest

from programs.importing.action_cells import Places, Sources, Units, benefit, choice_of, duration, strategy_of
from programs.models import ActionRow
from tests.factories import DistrictFactory
from tests.factories.programs import FundingSourceFactory, UnitFactory


@pytest.mark.parametrize(
    ("words", "strategy"),
    [
        ("1", 1), ("1. Mengurangi beban pengeluaran", 1), ("Strategi 2", 2), ("III", 3), ("Strategi ke-3: kantong", 3),
        ("mengurangi beban pengeluaran", 1), ("1 dan 2", None), ("4", None), ("12", None), ("Intervensi", None), ("I / II", None),
    ],
)  # fmt: skip
def test_a_strategy_is_one_of_three_or_none(words, strategy):
    assert strategy_of(words) == strategy


def test_a_choice_is_named_by_its_first_word():
    assert choice_of(ActionRow.Form, "Uang (transfer)") == "tunai"
    assert choice_of(ActionRow.Form, "BARANG") == "barang"
    assert choice_of(ActionRow.Regularity, "Insidental") == "insidentil"
    assert choice_of(ActionRow.Form, "Tunai/Barang") == "tunai"
    assert choice_of(ActionRow.Form, "Kredit") is None


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Rp 600.000 (per bulan)", {"benefit_amount": 600_000, "benefit_text": "per bulan"}),
        ("Rp600.000,-", {"benefit_amount": 600_000, "benefit_text": ""}),
        ("600000", {"benefit_amount": 600_000, "benefit_text": ""}),
        ("10 kg beras", {"benefit_text": "10 kg beras"}),
    ],
)
def test_a_benefit_is_rupiah_or_words(words, told):
    assert benefit(words) == told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("12 bulan", {"duration": "", "duration_months": 12}),
        ("4 kali", {"duration": "4 kali", "duration_months": None}),
        ("3 bulan, 2 kali", {"duration": "3 bulan, 2 kali", "duration_months": 3}),
    ],
)
def test_a_duration_counts_months_where_it_says_so(words, told):
    assert duration(words) == told


@pytest.mark.django_db
def test_a_target_is_a_count_a_unit_and_a_remark():
    unit = UnitFactory(name="keluarga")
    units = Units()
    assert units.target("1.500 KK (miskin)") == {
        "target_count": 1500,
        "target_unit": unit,
        "target_text": "miskin",
    }
    assert units.target("500") == {"target_count": 500, "target_unit": None, "target_text": ""}
    assert units.target("20 lansia terlantar") == {
        "target_count": 20,
        "target_unit": None,
        "target_text": "lansia terlantar",
    }
    assert units.target("Semua desa") == {"target_text": "Semua desa"}


@pytest.mark.django_db
def test_sources_are_found_whole_before_they_are_parted():
    dau, whole = (
        FundingSourceFactory(code="DAU", name="Dana Alokasi Umum"),
        FundingSourceFactory(code="X", name="Hibah dan CSR"),
    )
    sources = Sources()
    assert sources.read("hibah dan csr") == ([whole], "")
    assert sources.read("Dana Alokasi Umum; X") == ([dau, whole], "")
    assert sources.read("DAU + DAU") == ([dau], "")
    assert sources.read("DAU, Kas Gaib") == ([dau], "Kas Gaib")


@pytest.mark.django_db
def test_only_kecamatan_of_one_name_become_places():
    place = DistrictFactory(name="Sumberagung", code="35.99.01")
    DistrictFactory(name="Tanjung", code="35.99.02")
    DistrictFactory(name="Tanjung", code="35.99.03")
    assert Places().read("Kec. Sumberagung, Tanjung, Pasar Lama") == ([place], "Tanjung, Pasar Lama")
