import pytest

from agencies import identity, sql
from beneficiaries.importing import matches
from beneficiaries.models import (
    Assistance,
    Family,
    MatchCandidate,
    Membership,
    Person,
    RegisterChange,
    ResolvedLine,
)
from tests.beneficiaries.lists import (
    BORN,
    codes_of,
    dump,
    kk,
    line,
    merge,
    merged,
    nik,
    outcome_of,
    staged,
)
from tests.factories import ProgramFactory
from tests.factories.programs import UnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def bst():
    return ProgramFactory(code="BST", name="Bantuan Sosial Tunai")


@pytest.fixture
def pkh():
    return ProgramFactory(
        code="PKH", name="Program Keluarga Harapan", unit=UnitFactory(name="keluarga", recipient="family")
    )


def test_a_line_joins_the_person_of_its_nik_when_name_or_birth_date_agrees(bst):
    merged([line("Siti Aminah", nik=nik(1), tanggal_lahir=BORN)], program="BST")

    merged([line("Hj. SITI AMINAH, S.Pd", nik=nik(1), periode="Tahap 1")], program="BST")
    merged([line("Aminah Siti", nik=nik(1), tanggal_lahir=BORN, periode="Tahap 2")], program="BST")

    assert Person.objects.count() == 1
    assert Assistance.objects.count() == 3


def test_the_same_nik_with_another_name_and_birth_date_is_a_person_of_its_own(bst):
    merged([line("Siti Aminah", nik=nik(1), tanggal_lahir=BORN)], program="BST")
    lines = [line("Budi Santoso", nik=nik(1), tanggal_lahir=BORN.replace(year=1990))]

    upload = staged(lines, program="BST")
    assert "identity_conflict" in codes_of(upload, 2)
    merged(lines, program="BST")

    assert list(Person.objects.order_by("pk").values_list("name", "nik_disputed")) == [
        ("Siti Aminah", False), ("Budi Santoso", True),
    ]  # fmt: skip
    pair = MatchCandidate.objects.get()
    assert pair.reasons == ["same_nik"]
    assert 0 <= pair.score < 60
    before = dump()
    merged(lines, program="BST", agency=Assistance.objects.order_by("pk").last().agency)
    assert dump() == before


def test_two_holders_of_one_nik_within_a_file_stay_two(bst):
    merged(
        [
            line("Siti Aminah", nik=nik(1), tanggal_lahir=BORN),
            line("Budi Santoso", nik=nik(1), periode="Tahap 2"),
            line("Siti Aminah", nik=nik(1), periode="Tahap 3"),
        ],
        program="BST",
    )
    assert list(Person.objects.order_by("pk").values_list("name", "nik_disputed")) == [
        ("Siti Aminah", False), ("Budi Santoso", True),
    ]  # fmt: skip
    assert Person.objects.get(nik_disputed=False).assistances.count() == 2


def test_without_nik_a_line_means_the_member_with_the_same_name_and_birth_date(bst):
    merged(
        [line("Ni Luh Sari", nik=nik(1), no_kk=kk(1), tanggal_lahir=BORN)],
        kind="individu",
        sumber="dtsen",
        triwulan=1,
    )

    merged(
        [
            line("NI LUH SARI", no_kk=kk(1), tanggal_lahir=BORN),
            line("Wayan", no_kk=kk(1), tanggal_lahir=BORN, program=None),
        ],
        program="BST",
    )

    assert set(Person.objects.values_list("name", flat=True)) == {"Ni Luh Sari", "Wayan"}
    assert Membership.objects.filter(family=Family.objects.get(), valid_to=None).count() == 2


def test_without_nik_another_birth_date_is_another_member(bst):
    merged([line("Wayan", no_kk=kk(1), tanggal_lahir=BORN)], program="BST")
    merged([line("Wayan", no_kk=kk(1), tanggal_lahir=BORN.replace(year=2010))], program="BST", tahun=2025)
    assert Person.objects.filter(name="Wayan").count() == 2


def test_without_any_number_nobody_is_ever_joined():
    lines = [line("Wayan", tanggal_lahir=BORN, alamat="Banjar Kawan")]
    merged(lines, kind="keluarga")
    merged(lines, kind="keluarga")
    assert Person.objects.count() == 2
    assert Person.objects.filter(nik_bi=None, nik_disputed=False).count() == 2


def test_the_number_of_the_source_finds_a_family_again():
    lines = [line("Wayan", id_sumber="P3KE-7", desil=2)]
    merged(lines, kind="keluarga", sumber="p3ke")
    before = dump()
    merged(lines, kind="keluarga", sumber="p3ke")
    assert dump() == before


def test_a_family_without_card_number_is_found_again_by_its_head():
    lines = [line("Wayan", nik=nik(1), desil=1)]
    merged(lines, kind="keluarga", sumber="p3ke")
    before = dump()
    merged(lines, kind="keluarga", sumber="p3ke")
    assert dump() == before
    assert Family.objects.get().kk_bi is None


def test_a_person_merged_into_another_is_found_as_the_other(bst):
    merged([line("Wayan", nik=nik(1)), line("Made", nik=nik(2))], program="BST")
    kept = Person.objects.get(name="Wayan")
    Person.objects.filter(name="Made").update(merged_into=kept)
    merged([line("Made", nik=nik(2), periode="Tahap 1")], program="BST")
    assert kept.assistances.count() == 2


def test_adding_a_family_list_makes_no_family_without_number_for_a_known_person():
    merged([line("Wayan", nik=nik(1))], kind="individu")
    for _ in range(2):
        assert outcome_of(merged([line("Wayan", nik=nik(1))], kind="keluarga", mode="add"), 2) == "same"
    assert not Family.objects.exists()


@pytest.mark.parametrize("first", [0, 1])
def test_a_line_without_card_number_belongs_to_the_family_that_the_list_gives_its_person(first):
    for number in (1, 2):
        merged([line("Wayan", nik=nik(1), no_kk=kk(number))], kind="individu")
    lines = [line("Wayan", no_kk=kk(1)), line("Wayan", nik=nik(1), alamat="Jl. Mawar")]
    upload = merged(lines[first:] + lines[:first], kind="keluarga")
    cards = ResolvedLine.objects.filter(upload=upload).values_list("family__kk_bi", flat=True)
    assert {bytes(card) for card in cards} == {identity.blind_index(kk(1))}


def not_again(upload):
    raise AssertionError("resolved a second time")


def test_what_the_check_found_holds_while_nobody_writes(bst, monkeypatch):
    upload = staged([line("Wayan", nik=nik(1), no_kk=kk(1), program="BST")])
    monkeypatch.setattr(matches, "resolve", not_again)
    merge(upload)
    assert (Person.objects.count(), Family.objects.count()) == (1, 1)


def test_after_another_list_the_lines_are_resolved_anew(bst):
    one = staged([line("Wayan", nik=nik(1), no_kk=kk(1), program="BST")])
    other = staged([line("Wayan", nik=nik(1), no_kk=kk(1), program="BST")])
    merge(other)
    merge(one)
    assert (Person.objects.count(), Family.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    "table", ["person", "family", "membership", "register", "registerentry", "assistance"]
)
def test_whoever_writes_into_the_register_leaves_a_mark(table):
    before = RegisterChange.objects.count()
    sql.execute(f"UPDATE beneficiaries_{table} SET id = id WHERE false")
    sql.execute(f"DELETE FROM beneficiaries_{table} WHERE false")
    assert RegisterChange.objects.count() == before + 2
