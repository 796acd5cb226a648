import pytest

from agencies import identity
from beneficiaries.models import Assistance, Family, Membership, Person, RegisterEntry
from tests.beneficiaries.lists import (
    BORN,
    dump,
    kk,
    line,
    merged,
    nik,
    outcomes,
    staged,
)
from tests.factories import AgencyFactory, ProgramFactory, VillageFactory
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


def test_a_recipient_becomes_a_person_with_aid_that_knows_its_cell(bst):
    village = VillageFactory()
    upload = merged(
        [line("Siti Aminah", nik=nik(1), tanggal_lahir=BORN, kode_desa=village.code, nominal=600_000)],
        program="BST",
    )

    person, aid = Person.objects.get(), Assistance.objects.get()
    assert (person.name, person.name_key, person.birth_date, person.village) == (
        "Siti Aminah",
        "SITI AMINAH",
        BORN,
        village,
    )
    assert identity.unseal(person.nik_ct, person.nik_bi, "nik") == nik(1)
    assert (aid.person, aid.program, aid.year, aid.period_kind, aid.amount) == (
        person,
        bst,
        2026,
        "tahun",
        600_000,
    )
    assert (aid.source_upload, aid.source_sheet, aid.source_row) == (upload, "Sheet1", 2)
    assert upload.touched.years == {2026}
    assert upload.touched.programs == {bst.pk}
    assert upload.touched.regions == {village.code}


def test_the_same_list_again_adds_nothing_and_changes_nothing(bst):
    lines = [
        line(
            "Siti Aminah",
            nik=nik(1),
            no_kk=kk(1),
            tanggal_lahir=BORN,
            alamat="Jl. Mawar",
            desil=1,
            nominal=600_000,
        ),
        line("Budi", no_kk=kk(1), tanggal_lahir=BORN, nominal=300_000, program="BST"),
        line("Made", no_kk=kk(2), hubungan_keluarga="Kepala Keluarga"),
        line("Komang", nik=nik(4), pekerjaan="petani"),
    ]
    merged(lines, program="BST", agency=AgencyFactory())
    before = dump()

    again = staged(lines, program="BST", agency=Assistance.objects.first().agency)
    assert outcomes(again) == {"same": 4}
    merged(lines, program="BST", agency=Assistance.objects.first().agency)
    assert dump() == before


def test_an_empty_cell_never_replaces_a_filled_one(bst):
    agency = AgencyFactory()
    merged(
        [line("Wayan", nik=nik(1), tanggal_lahir=BORN, alamat="Jl. Mawar", desil=2, nominal=5)],
        program="BST",
        agency=agency,
    )
    merged([line("Wayan", nik=nik(1))], program="BST", agency=agency)
    person = Person.objects.get()
    assert (person.birth_date, person.address, person.decile) == (BORN, "Jl. Mawar", 2)
    assert Assistance.objects.get().amount == 5


def test_the_highest_ranked_source_is_shown_and_every_source_is_kept():
    merged([line("Wayan", nik=nik(1), desil=4, alamat="Lama")], kind="individu", sumber="p3ke")
    merged([line("Wayan", nik=nik(1), desil=1)], kind="individu", sumber="dtsen", triwulan=2)
    merged([line("Wayan", nik=nik(1), desil=9, alamat="Baru")], kind="individu")
    person = Person.objects.get()
    assert person.decile == 1  # DTSEN before P3KE before the agency's list
    assert person.address == "Lama"  # DTSEN says nothing, P3KE is next
    assert sorted(RegisterEntry.objects.filter(person=person).values_list("register__source", "decile")) == [
        ("agency", 9), ("dtsen", 1), ("p3ke", 4),
    ]  # fmt: skip


def test_the_newest_vintage_of_a_source_is_shown():
    merged([line("Wayan", nik=nik(1), desil=2)], kind="individu", sumber="dtsen", triwulan=3)
    merged([line("Wayan", nik=nik(1), desil=5)], kind="individu", sumber="dtsen", triwulan=1)
    assert Person.objects.get().decile == 2


def test_membership_follows_the_vintages_in_time():
    merged([line("Wayan", nik=nik(1), no_kk=kk(1))], kind="individu", sumber="dtsen", triwulan=1)
    merged([line("Wayan", nik=nik(1), no_kk=kk(2))], kind="individu", sumber="dtsen", triwulan=3)
    stays = Membership.objects.order_by("pk").values_list("family__kk_tag", "valid_from", "valid_to")
    first, second = [(tag, str(start), str(end)) for tag, start, end in stays]
    assert first[1:] == ("None", "2026-07-01")
    assert second[1:] == ("2026-07-01", "None")
    assert first[0] != second[0]


def test_a_families_list_makes_entries_for_the_head_and_for_the_family():
    merged(
        [line("Wayan", nik=nik(1), no_kk=kk(1), desil=1, jumlah_anggota=4)], kind="keluarga", sumber="p3ke"
    )
    family = Family.objects.get()
    assert (family.head_name, family.decile, family.member_count) == ("Wayan", 1, 4)
    assert RegisterEntry.objects.filter(family=family).count() == 1
    assert RegisterEntry.objects.filter(person__name="Wayan", household=family).count() == 1
    assert Membership.objects.get().relation == "kepala"


def test_only_new_lines_are_stored_when_the_sender_asks_for_that(bst):
    agency = AgencyFactory()
    merged([line("Wayan", nik=nik(1), nominal=1)], program="BST", agency=agency)
    upload = merged(
        [line("Wayan", nik=nik(1), nominal=2, alamat="Baru"), line("Made", nik=nik(2), nominal=2)],
        program="BST", agency=agency, mode="add",
    )  # fmt: skip
    assert (upload.rows_new, upload.rows_same) == (1, 1)
    assert sorted(Assistance.objects.values_list("amount", flat=True)) == [1, 2]
    assert Person.objects.get(name="Wayan").address == ""


def test_a_held_line_is_never_stored(bst):
    merged([line("Wayan", nik=nik(1)), line("Made", nik=nik(2))], program="BST", held=[2])
    assert list(Person.objects.values_list("name", flat=True)) == ["Made"]
