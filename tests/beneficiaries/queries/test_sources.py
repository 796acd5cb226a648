import pytest

from agencies.access.roles import Role
from beneficiaries.models import Family, Person
from beneficiaries.queries import sources
from tests.beneficiaries.lists import kk, line, merged, nik
from tests.factories import AgencyFactory, ProgramFactory

pytestmark = pytest.mark.django_db


def test_every_source_is_told_with_its_cell_and_where_it_differs(viewer_of):
    own = merged([line("Wayan", nik=nik(1), no_kk=kk(1), desil=4, alamat="Lama")], kind="keluarga")
    merged([line("WAYAN", nik=nik(1), no_kk=kk(1), desil=1)], kind="keluarga", sumber="dtsen", triwulan=1)
    viewer = viewer_of(Role.SECRETARIAT)
    newest, oldest = sources.said_of_person(viewer, Person.objects.get())
    labels = [label for _, label in sources.COMPARED]
    told = dict(zip(labels, oldest.values, strict=True))
    assert told["Desil"] == (4, True)
    assert told["Nama"] == ("Wayan", False)  # capitals are no difference
    assert told["Alamat"] == ("Lama", False)
    assert (oldest.entry.source_upload, oldest.entry.source_row) == (own, 2)
    assert newest.entry.register.source == "dtsen"
    assert len(sources.said_of_family(viewer, Family.objects.get())) == 2


def test_an_agency_reads_only_its_own_statements(viewer_of):
    ProgramFactory(code="BST")
    ours = AgencyFactory()
    merged([line("Wayan", nik=nik(1))], program="BST", agency=ours)
    merged([line("Wayan", nik=nik(1))], program="BST")
    (said,) = sources.said_of_person(viewer_of(Role.OPERATOR, agency=ours), Person.objects.get())
    assert said.entry.register.agency == ours
    assert said.opens_upload


def test_special_data_is_told_to_entitled_roles_only(viewer_of):
    merged([line("Wayan", nik=nik(1), disabilitas="Tuna netra")], kind="individu")
    person = Person.objects.get()
    assert [
        (label, value) for label, value, _ in sources.special_of(viewer_of(Role.SECRETARIAT), person)
    ] == [("Disabilitas", "Tuna netra")]
    assert sources.special_of(viewer_of(Role.PLANNER), person) == []
