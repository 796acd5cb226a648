import pytest

from agencies import identity
from beneficiaries.models import Assistance, Family, MatchCandidate, Membership, Person, RegisterEntry
from tests.beneficiaries.lists import (
    BORN,
    codes_of,
    dump,
    kk,
    line,
    merged,
    nik,
    outcome_of,
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


def test_aid_per_family_hangs_on_the_family_whoever_is_named(pkh):
    agency = AgencyFactory()
    merged([line("Wayan", nik=nik(1), no_kk=kk(1), nominal=750_000)], program="PKH", agency=agency)
    merged([line("Luh", nik=nik(2), no_kk=kk(1), nominal=750_000)], program="PKH", agency=agency)
    aid = Assistance.objects.get()
    assert aid.family == Family.objects.get()
    assert aid.person is None


def test_aid_per_family_follows_the_person_whose_family_the_register_knows(pkh):
    merged([line("Wayan", nik=nik(1), no_kk=kk(1))], kind="individu")
    merged([line("Wayan", nik=nik(1))], program="PKH")
    assert Assistance.objects.get().family == Family.objects.get()


def test_aid_given_before_the_family_was_known_is_not_given_twice(pkh):
    agency = AgencyFactory()
    merged([line("Wayan", nik=nik(1))], program="PKH", agency=agency)
    merged([line("Wayan", nik=nik(1), no_kk=kk(1))], kind="individu")
    merged([line("Wayan", nik=nik(1))], program="PKH", agency=agency)
    assert Assistance.objects.get().person.name == "Wayan"


def test_only_a_card_number_means_the_family(bst):
    merged([line("Wayan", no_kk=kk(1))], program="BST")
    assert Assistance.objects.get().family == Family.objects.get()


def test_a_second_line_about_the_same_aid_is_told_and_not_counted(pkh):
    upload = staged(
        [line("Wayan", nik=nik(1), no_kk=kk(1)), line("Luh", nik=nik(2), no_kk=kk(1))], program="PKH"
    )
    assert "duplicate_in_file" in codes_of(upload, 3)
    assert "duplicate_in_file" not in codes_of(upload, 2)


def test_the_period_is_part_of_what_makes_an_aid_one(bst):
    agency = AgencyFactory()
    for period in ("Tahap 1", "Tahap 2", "Januari", "Triwulan 1", None):
        merged([line("Wayan", nik=nik(1), periode=period)], program="BST", agency=agency)
    assert set(Assistance.objects.values_list("period_kind", "period_number")) == {
        ("tahap", 1), ("tahap", 2), ("bulan", 1), ("triwulan", 1), ("tahun", 0),
    }  # fmt: skip


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


def test_a_changed_amount_is_told_old_and_new_and_then_stored(bst):
    agency = AgencyFactory()
    merged([line("Wayan", nik=nik(1), nominal=300_000)], program="BST", agency=agency)
    upload = staged([line("Wayan", nik=nik(1), nominal=600_000)], program="BST", agency=agency)
    staged_line = type(upload)._meta.apps.get_model("beneficiaries.StagedPerson").objects.get(upload=upload)
    assert staged_line.outcome == "changed"
    assert staged_line.changes == {"nominal": [300_000, 600_000]}
    assert "duplicate_existing" in codes_of(upload, 2)
    merged([line("Wayan", nik=nik(1), nominal=600_000)], program="BST", agency=agency)
    assert Assistance.objects.get().amount == 600_000


def test_no_agency_overwrites_the_aid_of_another(bst):
    first = merged([line("Wayan", nik=nik(1), nominal=300_000)], program="BST")
    lines = [line("Wayan", nik=nik(1), nominal=999)]
    other = staged(lines, program="BST")
    assert outcome_of(other, 2) == "same"
    assert "duplicate_existing" in codes_of(other, 2)
    merged(lines, program="BST")
    aid = Assistance.objects.get()
    assert (aid.amount, aid.agency, aid.source_upload) == (300_000, first.agency, first)


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


def test_a_family_without_card_number_is_found_again_by_its_head():
    lines = [line("Wayan", nik=nik(1), desil=1)]
    merged(lines, kind="keluarga", sumber="p3ke")
    before = dump()
    merged(lines, kind="keluarga", sumber="p3ke")
    assert dump() == before
    assert Family.objects.get().kk_bi is None


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


def test_a_complete_list_ends_with_a_reason_whom_it_leaves_out(bst):
    agency = AgencyFactory()
    merged([line(f"Warga {n}", nik=nik(n)) for n in (1, 2, 3)], program="BST", agency=agency)
    other = merged([line("Warga 9", nik=nik(9))], program="BST")
    upload = merged(
        [line("Warga 1", nik=nik(1)), line("Warga 3", nik=nik(3))],
        program="BST",
        agency=agency,
        mode="replace",
        held=[3],
    )
    assert dict(Assistance.objects.values_list("person__name", "status")) == {
        "Warga 1": "diterima", "Warga 2": "diakhiri", "Warga 3": "diterima", "Warga 9": "diterima",
    }  # fmt: skip
    ended = Assistance.objects.get(status="diakhiri")
    assert (ended.ended_by, ended.end_reason) == (upload, "Tidak ada dalam daftar terbaru")
    assert other.agency != agency


def test_a_held_line_is_never_stored(bst):
    merged([line("Wayan", nik=nik(1)), line("Made", nik=nik(2))], program="BST", held=[2])
    assert list(Person.objects.values_list("name", flat=True)) == ["Made"]


def test_a_person_merged_into_another_is_found_as_the_other(bst):
    merged([line("Wayan", nik=nik(1)), line("Made", nik=nik(2))], program="BST")
    kept = Person.objects.get(name="Wayan")
    Person.objects.filter(name="Made").update(merged_into=kept)
    merged([line("Made", nik=nik(2), periode="Tahap 1")], program="BST")
    assert kept.assistances.count() == 2
