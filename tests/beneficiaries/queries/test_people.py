import pytest
from django.contrib.postgres.search import SearchVector

from beneficiaries.models import Person
from beneficiaries.queries.people import families_named, find, prefixes
from tests.factories import AgencyFactory, AssistanceFactory, FamilyFactory, MembershipFactory, PersonFactory

pytestmark = pytest.mark.django_db


def known(name, **values):
    person = PersonFactory(name=name, name_key=name.upper(), **values)
    Person.objects.filter(pk=person.pk).update(search=SearchVector("name_key", config="simple"))
    return person


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("siti les", "siti:* & les:*"),
        ("I Wayan", "i:* & wayan:*"),
        ("al", ""),
        ("", ""),
        ("a b", ""),
        ("' & !", ""),
    ],
)
def test_words_of_a_name_are_found_by_their_beginning(typed, terms):
    assert prefixes(typed) == terms


def test_a_name_is_found_by_beginnings_in_any_order(viewer_of):
    known("Siti Lestari")
    known("Siti Aminah")
    viewer = viewer_of("secretariat")
    assert [hit.name for hit in find(viewer, "les siti")] == ["Siti Lestari"]
    assert find(viewer, "si") == []


def test_a_whole_number_finds_person_and_family_and_shows_neither(viewer_of):
    known("Siti", nik="3599010101800042")
    FamilyFactory(kk="3599020101100099", head_name="Wayan")
    viewer = viewer_of("secretariat")
    (hit,) = find(viewer, "3599.0101.0180.0042")
    assert hit.name == "Siti"
    assert "3599010101800042" not in repr(hit)
    assert [one.name for one in find(viewer, "3599020101100099")] == ["Keluarga Wayan"]
    assert find(viewer, "35990101018000") == []


def test_search_leaves_out_strangers_and_merged_persons(viewer_of):
    ours = AgencyFactory()
    mine, _ = known("Siti Satu"), known("Siti Dua")
    AssistanceFactory(person=mine, agency=ours)
    known("Siti Tiga", merged_into=mine)
    assert [hit.name for hit in find(viewer_of("operator", agency=ours), "siti")] == ["Siti Satu"]
    assert [hit.name for hit in find(viewer_of("secretariat"), "siti")] == ["Siti Dua", "Siti Satu"]


def test_families_are_found_by_any_present_member():
    family, other = FamilyFactory(), FamilyFactory()
    MembershipFactory(family=family, person=known("Ketut Lestari"))
    MembershipFactory(family=other, person=known("Ketut Lestari"), valid_to="2026-01-01")
    assert list(families_named(type(family).objects.all(), "lest")) == [family]
