import pytest

from agencies.actions.uploads import NotYours
from agencies.models import Upload
from beneficiaries.importing import forms
from beneficiaries.models import Assistance, Person, StagedPerson
from tests.beneficiaries.lists import kk, line, merge, merged, nik
from tests.factories import AgencyFactory, AssistanceFactory, FamilyFactory, ProgramFactory, UserFactory
from tests.factories.programs import UnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency():
    ProgramFactory(code="PKH", unit=UnitFactory(name="keluarga", recipient="family"))
    return AgencyFactory()


def sent(agency, values, **options):
    options = {"kind": "penerima", "agency": agency, "by": UserFactory(), "title": "Formulir"} | options
    return forms.hand_in(values, **options)


def test_a_typed_recipient_is_staged_checked_and_waits(agency):
    upload = sent(agency, {"nama": "Siti", "nik": nik(1), "no_kk": kk(1), "program": "PKH", "tahun": 2026})
    assert (upload.status, upload.rows_new, upload.is_form) == (Upload.Status.CONFIRMED, 1, True)
    assert StagedPerson.objects.get(upload=upload).outcome == "new"
    merge(upload)
    assert Assistance.objects.get().family.kk_bi is not None


def test_what_the_register_says_already_is_not_sent(agency):
    merged([line("Siti", nik=nik(1), no_kk=kk(1))], program="PKH", agency=agency)
    with pytest.raises(forms.NothingNew):
        sent(agency, {"nama": "Siti", "nik": nik(1), "no_kk": kk(1), "program": "PKH", "tahun": 2026})
    assert Upload.objects.filter(is_form=True).count() == 0


def test_where_the_head_confirms_nobody_else_sends(agency):
    type(agency).objects.filter(pk=agency.pk).update(head_confirms=True)
    agency.refresh_from_db()
    with pytest.raises(NotYours):
        sent(agency, {"nama": "Siti", "nik": nik(1), "program": "PKH", "tahun": 2026})
    assert Upload.objects.count() == 0


def test_a_correction_of_name_and_birth_date_together_still_means_the_same_person(agency):
    merged([line("Siti", nik=nik(1))], program="PKH", agency=agency)
    person = Person.objects.get()
    values = {"nama": "Aminah", "tanggal_lahir": "1990-05-05", "tahun": 2026}
    merge(sent(agency, values, kind="individu", person=person))
    person.refresh_from_db()
    assert (person.name, str(person.birth_date), person.nik_disputed) == ("Aminah", "1990-05-05", False)
    assert Person.objects.count() == 1


def test_aid_of_a_family_is_ended_through_its_head(agency):
    merged([line("Wayan", nik=nik(1), no_kk=kk(1), nominal=5)], program="PKH", agency=agency)
    aid = Assistance.objects.get()
    merge(forms.end(aid, reason="Sudah mampu", by=UserFactory()))
    aid.refresh_from_db()
    assert (aid.status, aid.end_reason) == ("diakhiri", "Sudah mampu")
    assert Assistance.objects.count() == 1


def test_aid_of_a_family_of_which_nobody_is_known_cannot_be_ended_by_form():
    aid = AssistanceFactory(person=None, family=FamilyFactory())
    with pytest.raises(ValueError, match="nobody"):
        forms.end(aid, reason="Pindah", by=UserFactory())
