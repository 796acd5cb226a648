import pytest
from django.urls import reverse

from tests.factories import AssistanceFactory, FamilyFactory, OfficeFactory, ProgramFactory

pytestmark = pytest.mark.django_db


def test_a_cell_of_the_matrix_opens_the_families_behind_it(sign_in):
    OfficeFactory()
    bst, blt, pkh = (ProgramFactory(code=code, name=code) for code in ("BST", "BLT_DD", "PKH"))
    both, three = FamilyFactory(), FamilyFactory()
    for family, programs in ((both, (bst, blt)), (three, (bst, blt, pkh)), (FamilyFactory(), (pkh,))):
        for program in programs:
            AssistanceFactory(person=None, family=family, program=program)
    client = sign_in("secretariat")
    page = client.get(reverse("beneficiaries:overlap-list"))
    assert page.context["all"].families == 2
    assert [name for _, name in page.context["columns"]] == ["BLT_DD", "BST", "PKH"]
    counts = [[pair.families if pair else None for pair in cells] for _, cells in page.context["matrix"]]
    assert counts == [[None, 2, 1], [None, None, 1], [None, None, None]]
    first, second = sorted((bst.pk, pkh.pk))
    page = client.get(reverse("beneficiaries:overlap-list"), {"sel": f"{first}-{second}"})
    assert [row.subject for row in page.context["lines"]] == [three]


def test_without_findings_the_page_says_so(sign_in):
    OfficeFactory()
    assert (
        "Tidak ada kombinasi"
        in sign_in("secretariat").get(reverse("beneficiaries:overlap-list")).content.decode()
    )
