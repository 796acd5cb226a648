"""Budget lines without a code: stored where the name says what is meant, else held with what may be meant."""

import pytest

from agencies.access.roles import Role
from programs.models import Budget, NomenclatureEdition, StagedPlanLine
from tests.agencies.road import merged, staged, workbook
from tests.factories import AgencyFactory, NodeFactory, ProgramFactory

pytestmark = pytest.mark.django_db
NAME = "Pendataan Fakir Miskin Cakupan Daerah"
HEADINGS = ("Uraian", "Pagu")


@pytest.fixture
def agency():
    NomenclatureEdition.objects.create(name="900.1.15.5-1317/2023", first_year=2024, regulation="x")
    return AgencyFactory(fields_of_affairs=["1.06"])


@pytest.fixture
def hand_in(agency, holder):
    people = {"agency": agency, "by": holder(Role.OPERATOR, agency=agency)}
    secretariat = holder(Role.SECRETARIAT)

    def hand_in(*lines, headings=HEADINGS, check=False):
        content = workbook(*lines, headings=headings)
        road = people | {"kind": "anggaran", "context": {"tahun": 2025}, "again": True}
        return staged(content, **road) if check else merged(content, approver=secretariat, **road)

    return hand_in


def node(code, name=NAME, level="sub_kegiatan"):
    return NodeFactory(code=code, name=name, level=level)


def told_of(upload) -> list[tuple[str, dict]]:
    return [
        (problem["code"], problem["facts"])
        for line in StagedPlanLine.objects.filter(upload=upload).order_by("row")
        for problem in line.problems
    ]


def test_the_only_sub_kegiatan_of_that_name_carries_the_money(hand_in):
    meant = node("1.06.05.2.02.0001")
    upload = hand_in(["PENDATAAN FAKIR MISKIN CAKUPAN DAERAH", 1_000_000])
    assert Budget.objects.get().program.node == meant
    assert told_of(upload) == [("code_by_name", {"kode": "1.06.05.2.02.0001"})]


def test_of_several_the_one_of_the_affairs_of_the_agency_is_meant(hand_in):
    node("2.07.03.2.01.0001")
    own = node("1.06.05.2.02.0001")
    hand_in([NAME, 1_000_000])
    assert Budget.objects.get().program.node == own


def test_before_that_the_one_the_agency_works_on(hand_in, agency):
    node("1.06.05.2.02.0001")
    own = node("2.07.03.2.01.0001")
    ProgramFactory(agency=agency, node=own)
    hand_in([NAME, 1_000_000])
    assert Budget.objects.get().program.node == own


def test_several_are_held_with_their_codes(hand_in):
    node("1.06.05.2.02.0001")
    node("1.06.02.2.03.0004")
    upload = hand_in([NAME, 1_000_000], check=True)
    assert told_of(upload) == [
        ("name_ambiguous", {"nama": NAME, "n": 2, "usulan": ["1.06.02.2.03.0004", "1.06.05.2.02.0001"]})
    ]
    assert upload.rows_held == 1


def test_an_unknown_name_is_held_with_the_nearest(hand_in):
    node("1.06.05.2.02.0001")
    upload = hand_in(["Pendataan Fakir Miskn Daerah", 1_000_000], check=True)
    [(code, facts)] = told_of(upload)
    assert (code, facts["usulan"]) == ("name_unknown", [NAME])


def test_a_name_of_a_higher_level_is_no_sub_kegiatan(hand_in):
    node("1.06.05.2.02.0001")
    node("1.06.05", "PROGRAM PERLINDUNGAN SOSIAL", "program")
    upload = hand_in(["Program Perlindungan Sosial", 1_000_000], check=True)
    assert told_of(upload) == [("level_above", {"tingkat": "program"})]


def test_a_line_whose_code_was_forgotten_does_not_join_the_one_above_it(hand_in):
    first, second = node("1.06.05.2.02.0001", "Pendataan"), node("1.06.05.2.02.0002", "Pemutakhiran")
    headings = ("Kode", "Uraian", "Pagu")
    hand_in([first.code, "Pendataan", 1_000], ["", "Pemutakhiran", 1_700], headings=headings)
    stored = dict(Budget.objects.values_list("program__node", "ceiling_amount"))
    assert stored == {first.pk: 1_000, second.pk: 1_700}


def test_accounts_below_a_sub_kegiatan_still_make_its_sum(hand_in):
    first = node("1.06.05.2.02.0001", "Pendataan")
    headings = ("Kode", "Uraian", "Pagu")
    hand_in(
        [first.code, "Pendataan", ""],
        ["", "Belanja Barang", 2_000],
        ["", "Belanja Jasa", 3_000],
        headings=headings,
    )
    assert Budget.objects.get().ceiling_amount == 5_000


def test_the_same_list_twice_changes_nothing(hand_in):
    node("1.06.05.2.02.0001")
    hand_in([NAME, 1_000_000])
    again = hand_in([NAME, 1_000_000])
    assert (again.rows_new, again.rows_changed, again.rows_same) == (0, 0, 1)
