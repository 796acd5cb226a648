import pytest

from programs.importing.facts import Told
from programs.importing.plan_masters import Nodes
from programs.importing.plan_nodes import Carriers, hold_wrong_parent
from programs.models import Nomenclature, StagedPlanLine
from tests.factories import AgencyFactory, NodeFactory, ProgramFactory, UploadFactory

pytestmark = pytest.mark.django_db
CODE = "1.06.05.2.02.0003"


def told(**values) -> Told:
    return Told(StagedPlanLine(values=values, outcome="", sheet="RAT", row=5))


@pytest.fixture
def agency():
    return AgencyFactory()


def carriers(agency) -> Carriers:
    upload = UploadFactory(agency=agency)
    return Carriers(upload, Nodes(upload, {CODE}))


def test_the_programme_of_the_same_edition_carries_the_code(agency):
    old = ProgramFactory(agency=agency, node=NodeFactory(code=CODE, edition="050-5889/2021"))
    node = NodeFactory(code=CODE)
    assert carriers(agency).of(told(), agency, node) == old
    new = ProgramFactory(agency=agency, node=node)
    assert carriers(agency).of(told(), agency, node) == new


def test_two_programmes_on_one_node_are_not_chosen_between(agency):
    node = NodeFactory(code=CODE)
    ProgramFactory.create_batch(2, agency=agency, node=node)
    line = told(kode=CODE)
    assert carriers(agency).of(line, agency, node) is None
    assert [problem["code"] for problem in line.problems] == ["program_ambiguous"]


def test_a_sub_kegiatan_without_programme_is_made_once(agency):
    known, node, first = carriers(agency), NodeFactory(code=CODE), told()
    made = known.of(first, agency, node)
    assert (made.pk, made.is_poverty, first.needs) == (None, False, [made])
    assert known.of(told(), agency, node) is made


def test_a_name_counts_only_within_its_agency(agency):
    ProgramFactory(node=NodeFactory(name="Bedah Rumah"))
    own = ProgramFactory(agency=agency, node=NodeFactory(name="Bantuan Beras"))
    assert carriers(agency).named(told(), agency, "BANTUAN  BERAS") == own
    line = told(nama_sub_kegiatan="Bedah Rumah")
    assert carriers(agency).named(line, agency, "Bedah Rumah") is None
    assert line.problems[0]["code"] == "sub_activity_unknown"


def test_a_parent_is_compared_by_code_and_by_name():
    above = [
        NodeFactory(
            code="1.06.05", level=Nomenclature.Level.PROGRAM, name="PROGRAM PERLINDUNGAN DAN JAMINAN SOSIAL"
        ),
        NodeFactory(
            code="1.06.05.2.02", level=Nomenclature.Level.KEGIATAN, name="Pengelolaan Data Fakir Miskin"
        ),
    ]
    fine = told(
        nama_program="Program Perlindungan dan Jaminan Sosial",
        nama_kegiatan="1.06.05.2.02 Pengelolaan Data Fakir Miskin",
    )
    hold_wrong_parent(fine, CODE, above)
    assert not fine.problems
    for values in ({"kode_program": "1.06.02"}, {"nama_kegiatan": "Pemberdayaan Sosial"}):
        wrong = told(**values)
        hold_wrong_parent(wrong, CODE, above)
        assert [(each["code"], each["cell"]) for each in wrong.problems] == [
            ("parent_wrong", next(iter(values.values())))
        ]
