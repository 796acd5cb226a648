import pytest

from programs.models import NodeMapping, NomenclatureEdition, Program
from programs.queries.nomenclature import (
    counted,
    edition_of,
    explained,
    nearest,
    proposed,
    same_place,
    stray,
    strayed,
    successors,
)
from tests.factories import NodeFactory, ProgramFactory

pytestmark = pytest.mark.django_db
OLD, NEW = "050-5889/2021", "900.1.15.5-1317/2023"


@pytest.fixture(autouse=True)
def editions():
    NomenclatureEdition.objects.create(name=OLD, first_year=2022, last_year=2023, regulation="lama")
    NomenclatureEdition.objects.create(name=NEW, first_year=2024, regulation="baru")


def node(code, name="Pendataan Fakir Miskin", edition=NEW, **more):
    return NodeFactory(code=code, name=name, edition=edition, **more)


@pytest.mark.parametrize(("year", "name"), [(2021, None), (2023, OLD), (2024, NEW), (2031, NEW)])
def test_a_year_has_its_edition(year, name):
    found = edition_of(year)
    assert (found.name if found else None) == name


def test_editions_count_their_codes_those_met_in_lists_and_those_that_were_replaced():
    old, first, second = (
        node("1.06.05.2.02.01", edition=OLD),
        node("1.06.05.2.02.0001"),
        node("1.06.05.2.02.0002"),
    )
    node("1.06.05.2.02.0099", origin="upload")
    for new in (first, second):
        NodeMapping.objects.create(old=old, new=new)
    rows = [
        (row.name, row.nodes, row.strange, row.mapped) for row in counted(NomenclatureEdition.objects.all())
    ]
    assert rows == [(NEW, 3, 1, 0), (OLD, 1, 0, 1)]


def test_one_code_may_be_split_into_several():
    old, first, second = (
        node("1.06.05.2.02.01", edition=OLD),
        node("1.06.05.2.02.0001"),
        node("1.06.05.2.02.0002"),
    )
    for new in (second, first):
        NodeMapping.objects.create(old=old, new=new)
    assert successors([old], NEW) == {old.pk: [first, second]}


def test_successors_are_followed_through_the_editions_between_and_circles_end():
    oldest, old, new = node("1.01", edition="050-3708/2020"), node("1.01", edition=OLD), node("1.02")
    for pair in ((oldest, old), (old, new), (old, oldest)):
        NodeMapping.objects.create(old=pair[0], new=pair[1])
    assert successors([oldest], NEW) == {oldest.pk: [new]}


def test_a_stray_code_proposes_the_same_place_first_then_the_nearest_words():
    exact = node("1.06.05.2.02.0001", "Verifikasi data")
    alike = node("1.06.05.2.02.0007", "Pendataan Fakir Miskin Daerah")
    other = node("2.07.03.2.01.0001", "Pendataan Fakir Miskin")
    found = nearest("1.06.05.2.02.01", "Pendataan Fakir Miskin", [other, alike, exact])
    assert found == [exact, alike]


@pytest.mark.parametrize(("code", "same"), [("1.06.05.2.02.0001", True), ("1.06.05.2.02.0010", False)])
def test_segments_are_compared_as_numbers(code, same):
    assert same_place("1.06.05.2.02.01", code) is same


def test_what_was_met_in_lists_only_proposes_nothing():
    node("1.06.05.2.02.0001", origin="upload")
    assert proposed("1.06.05.2.02.01", "Pendataan Fakir Miskin", NEW) == []


def test_programmes_on_older_and_on_unpublished_codes_are_strays(django_assert_max_num_queries):
    old, new = node("1.06.05.2.02.01", edition=OLD), node("1.06.05.2.02.0001")
    met = node("1.06.05.2.02.0042", "Verifikasi dan validasi", origin="upload")
    meant = node("1.06.05.2.02.0043", "Verifikasi dan Validasi Data")
    NodeMapping.objects.create(old=old, new=new)
    ProgramFactory(node=new)
    replaced, unknown = ProgramFactory(node=old), ProgramFactory(node=met)
    with django_assert_max_num_queries(6):
        rows = explained(stray(Program.objects.all(), NEW), NEW)
    assert [(row.program, row.successors, row.proposals) for row in rows] == [
        (unknown, [], [meant]),
        (replaced, [new], []),
    ]


def test_one_programme_is_a_stray_in_some_years_only():
    old, new = node("1.06.05.2.02.01", edition=OLD), node("1.06.05.2.02.0001")
    NodeMapping.objects.create(old=old, new=new)
    program = ProgramFactory(node=old)
    assert strayed(program, 2023) is None
    assert strayed(program, 2026).successors == [new]
    assert strayed(ProgramFactory(node=None), 2026) is None


def test_a_code_alone_proposes_codes_that_differ_by_a_digit_or_two():
    meant = node("1.06.05.2.02.0019")
    node("1.06.05.2.03.0551")
    assert proposed("1.06.05.2.02.0091", "", NEW) == [meant]
