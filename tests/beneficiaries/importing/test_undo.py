import random

import pytest

from beneficiaries.models import Assistance, Family, Membership, Person, Register
from tests.beneficiaries.lists import BORN, dump, kk, line, merged, nik, undone
from tests.factories import AgencyFactory, ProgramFactory, VillageFactory
from tests.factories.programs import UnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency():
    ProgramFactory(code="BST")
    ProgramFactory(code="PKH", unit=UnitFactory(name="keluarga", recipient="family"))
    return AgencyFactory()


def test_undoing_the_only_list_leaves_an_empty_register(agency):
    empty = dump()
    upload = merged([line("Wayan", nik=nik(1), no_kk=kk(1), desil=1)], program="BST", agency=agency)
    result = undone(upload)
    assert dump() == empty
    assert (result.restored, result.kept) == (1, 0)


def test_undo_gives_back_values_memberships_and_aid_exactly(agency):
    merged(
        [line("Wayan", nik=nik(1), no_kk=kk(1), desil=1, alamat="Lama", nominal=5), line("Made", nik=nik(2), nominal=6)],
        program="BST", agency=agency,
    )  # fmt: skip
    before = dump()
    upload = merged(
        [
            line("Wayan", nik=nik(1), no_kk=kk(2), desil=3, alamat="Baru", nominal=7, tanggal_lahir=BORN),
            line("Ketut", nik=nik(3), no_kk=kk(1), nominal=8),
            line("Orang Lain", nik=nik(2), tanggal_lahir=BORN, nominal=9),
        ],
        program="BST", agency=agency, mode="replace",
    )  # fmt: skip
    assert dump() != before
    result = undone(upload)
    assert dump() == before
    assert result.restored == 4  # three lines, and Made whom the complete list had ended


def test_undo_leaves_what_a_later_list_changed_and_names_the_line(agency):
    merged([line("Wayan", nik=nik(1), nominal=5)], program="BST", agency=agency)
    upload = merged(
        [line("Wayan", nik=nik(1), nominal=6), line("Made", nik=nik(2), nominal=6)],
        program="BST",
        agency=agency,
    )
    merged([line("Wayan", nik=nik(1), nominal=7)], program="BST", agency=agency)
    result = undone(upload)
    assert dict(Assistance.objects.values_list("person__name", "amount")) == {"Wayan": 7}
    assert (result.restored, result.kept_rows) == (1, [("Sheet1", 2, "Wayan")])


def test_a_person_whom_a_later_list_names_stays_and_is_named(agency):
    upload = merged([line("Wayan", nik=nik(1), alamat="Lama")], program="BST", agency=agency)
    merged([line("Wayan", nik=nik(1), periode="Tahap 2", desil=4, program="BST")], program="BST")
    result = undone(upload)
    person = Person.objects.get()
    assert (person.address, person.decile) == ("", 4)
    assert result.kept_rows == [("Sheet1", 2, "Wayan")]


def test_two_lists_undone_from_the_last_to_the_first_leave_nothing(agency):
    empty = dump()
    first = merged([line("Wayan", nik=nik(1), nominal=5)], program="BST", agency=agency)
    middle = dump()
    second = merged([line("Wayan", nik=nik(1), nominal=7, alamat="Baru")], program="BST", agency=agency)
    undone(second)
    assert dump() == middle
    undone(first)
    assert dump() == empty


def test_undo_opens_the_former_family_again():
    merged([line("Wayan", nik=nik(1), no_kk=kk(1))], kind="individu", sumber="dtsen", triwulan=1)
    upload = merged([line("Wayan", nik=nik(1), no_kk=kk(2))], kind="individu", sumber="dtsen", triwulan=3)
    assert Membership.objects.count() == 2
    undone(upload)
    assert Membership.objects.get().valid_to is None
    assert Family.objects.count() == 1
    assert Register.objects.get().number == 1


@pytest.mark.parametrize("seed", [1, 2])
def test_any_list_over_any_register_is_undone_exactly(agency, seed):
    dice = random.Random(seed)
    villages = [VillageFactory().code for _ in range(2)]

    def lines(count):
        return [_random_line(dice, villages) for _ in range(count)]

    kinds = ("penerima", "individu", "keluarga")
    for _ in range(2):
        merged(lines(12), program="PKH", agency=agency, kind=dice.choice(kinds), sumber="dtks")
    before = dump()
    upload = merged(
        lines(20), program="PKH", agency=agency, kind="penerima", mode=dice.choice(["update", "replace"])
    )
    undone(upload)
    assert dump() == before


def _random_line(dice, villages):
    number = dice.randrange(8)
    return line(
        dice.choice([f"Warga {number}", f"Nama {dice.randrange(5)}"]),
        nik=nik(number) if dice.random() < 0.8 else None,
        no_kk=kk(dice.randrange(4)) if dice.random() < 0.7 else None,
        tanggal_lahir=BORN.replace(year=1970 + number) if dice.random() < 0.7 else None,
        desil=dice.choice([None, 1, 2, 5]),
        alamat=dice.choice([None, "A", "B"]),
        kode_desa=dice.choice(villages),
        nominal=dice.choice([None, 1, 2]),
        periode=dice.choice([None, "Tahap 1"]),
    )
