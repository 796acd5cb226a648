import pytest

from agencies.importing.layouts import layout_of
from beneficiaries.importing.people import PEOPLE
from beneficiaries.models import StagedAid, StagedPerson
from tests.beneficiaries.lists import BORN, kk, line, nik, staged
from tests.factories import ProgramFactory, UploadFactory
from tests.factories.programs import UnitFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", ["individu", "keluarga", "penerima"])
def test_the_pipeline_finds_the_layout_of_lists_of_people(kind):
    assert layout_of(kind) is PEOPLE


def test_the_child_is_told_which_programmes_are_for_families():
    pkh = ProgramFactory(code="PKH", unit=UnitFactory(name="keluarga", recipient="family"))
    bst = ProgramFactory(code="BST")
    facts = PEOPLE.facts(UploadFactory(context={"tahun": 2025}))
    assert facts["programs"] == {"PKH": (pkh.pk, True), "BST": (bst.pk, False)}
    assert facts["year"] == 2025


def test_a_programme_known_by_its_words_only_is_asked_about_once():
    ProgramFactory(code="PKH")
    sheet = {"name": "A", "assistance": {"PKH": {"count": 3}, "BPUM": {"count": 2}}}
    assert PEOPLE.questions(UploadFactory(), {"sheets": [sheet]}) == [
        {"code": "program_unknown", "sheet": "A", "values": {"BPUM": 2}}
    ]
    asked = {"sheets": [sheet], "questions": [{"code": "program_unknown", "sheet": "A"}]}
    assert PEOPLE.questions(UploadFactory(), asked) == []


def test_lines_on_the_screen_are_masked():
    ProgramFactory(code="BST")
    upload = staged(
        [line("Siti", nik=nik(1), no_kk=kk(1), tanggal_lahir=BORN, alamat="Jl. Mawar", desil=2)],
        program="BST",
    )
    staged_line = StagedPerson.objects.get(upload=upload)
    cells = PEOPLE.cells(staged_line)
    assert len(cells) == len(PEOPLE.headings)
    assert cells[0].startswith("3599•••••••••••• #")
    assert nik(1) not in repr(cells)
    assert kk(1) not in repr(cells)
    assert cells[2:] == ("Siti", "01-01-1980", "Jl. Mawar", "2")
    assert PEOPLE.name_of(staged_line) == "Siti"


def test_lines_on_the_screen_tell_what_aid_they_bring():
    ProgramFactory(code="BST", name="Bantuan Sosial Tunai")
    upload = staged([line("Siti", nik=nik(1)), line("Budi", nik=nik(2))], program="BST")
    first, second = StagedPerson.objects.filter(upload=upload).order_by("row")
    StagedAid.objects.filter(row=first.row).update(amount=600_000, period_words="Triwulan I 2026")
    StagedAid.objects.filter(row=second.row).delete()
    assert PEOPLE.beside([first, second]) == {
        first.pk: {"Bantuan": "Bantuan Sosial Tunai, Triwulan I 2026", "Nominal (Rp)": "600.000"}
    }
    assert PEOPLE.beside([]) == {}


def test_discarding_may_leave_the_held_lines():
    ProgramFactory(code="BST")
    upload = staged([line("Siti", nik=nik(1)), line("Budi", nik=nik(2))], program="BST", held=[3])
    PEOPLE.discard(upload, held=False)
    assert list(StagedPerson.objects.values_list("name", flat=True)) == ["Budi"]
    assert StagedAid.objects.count() == 0
    PEOPLE.discard(upload)
    assert StagedPerson.objects.count() == 0
