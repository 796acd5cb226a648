import pytest

from agencies.models import Agency
from programs.importing.facts import Told
from programs.importing.plan_masters import Agencies, Nodes, Sources, ancestors, clean_code
from programs.models import FundingSource, NomenclatureEdition, StagedPlanLine
from tests.factories import AgencyFactory, NodeFactory, UploadFactory

pytestmark = pytest.mark.django_db


def told(**values) -> Told:
    return Told(StagedPlanLine(sheet="S", row=1, values=values))


def codes(line: Told) -> list[str]:
    return [problem["code"] for problem in line.problems]


def test_a_line_belongs_to_the_agency_it_names_else_to_the_sender():
    upload = UploadFactory(agency=AgencyFactory(name="Dinas Sosial", short_name="DINSOS"))
    known = Agencies(upload)
    for line in (
        told(),
        told(opd="dinas sosial"),
        told(nama_skpd="DINSOS"),
        told(kode_skpd="lain", nama_skpd="Dinsos"),
    ):
        assert (known.of(line), codes(line)) == (upload.agency, [])


def test_an_agency_tells_of_itself_and_its_units_only_and_bappeda_of_all():
    agency, other = AgencyFactory(name="Dinas Sosial"), AgencyFactory(name="Dinas Kesehatan")
    AgencyFactory(name="UPTD Panti", parent=agency)
    bappeda = AgencyFactory(name="Bappeda", kind=Agency.Kind.BAPPEDA)
    unit, foreign, allowed, unknown = (
        told(opd="UPTD Panti"),
        told(opd=other.name),
        told(opd=other.name),
        told(opd="Dinas Entah"),
    )
    for sender, line in ((agency, unit), (agency, foreign), (bappeda, allowed), (bappeda, unknown)):
        Agencies(UploadFactory(agency=sender)).of(line)
    assert [codes(line) for line in (unit, foreign, allowed, unknown)] == [
        [],
        ["agency_foreign"],
        [],
        ["opd_unknown"],
    ]


def test_a_node_nobody_knows_is_made_below_its_parents_and_told():
    NodeFactory(code="1", level="urusan")
    known = NodeFactory(code="1.06.05.2.02.0001", name="Pendataan")
    nodes, line = Nodes(UploadFactory(), {"1.06.05.2.02.0001", "1.06.07.2.01.0009"}), told()
    assert nodes.of(known.code, 2025, line) == known
    assert codes(line) == []
    nodes.words["1.06.07"] = "PROGRAM BARU"
    node = nodes.of("1.06.07.2.01.0009", 2025, line, "Sub baru")
    assert (node.name, node.parent.code, node.parent.parent.name) == (
        "Sub baru",
        "1.06.07.2.01",
        "PROGRAM BARU",
    )
    assert codes(line) == ["node_unknown"]
    assert [row.code for row in line.needs] == ["1.06.07.2.01.0009", "1.06.07.2.01", "1.06.07", "1.06"]


def test_the_edition_of_the_year_decides():
    NomenclatureEdition.objects.all().delete()
    NomenclatureEdition.objects.create(name="lama", first_year=2022, last_year=2023)
    NomenclatureEdition.objects.create(name="baru", first_year=2024)
    nodes = Nodes(UploadFactory(), set())
    assert [nodes.edition(year) for year in (2023, 2024, 2030)] == ["lama", "baru", "baru"]
    assert nodes.edition(2019) == "900.1.15.5-1317/2023"


def test_words_that_fit_another_node_of_the_kegiatan_are_noticed():
    parent = NodeFactory(code="1.06.02.2.03", level="kegiatan")
    node = NodeFactory(code="1.06.02.2.03.0004", name="Potensi Kelembagaan Masyarakat", parent=parent)
    NodeFactory(code="1.06.02.2.03.0003", name="Potensi Keluarga", parent=parent)
    nodes = Nodes(UploadFactory(), {node.code})
    assert nodes.fits_a_neighbour("potensi keluarga", node)
    assert not nodes.fits_a_neighbour("potensi kelembagaan", node)


def test_a_source_is_found_by_code_or_name_and_an_unknown_one_is_told():
    source, _ = FundingSource.objects.get_or_create(code="DAU", defaults={"name": "Dana Alokasi Umum"})
    sources, several, empty = Sources(), told(sumber_dana="DAU, PAD"), told()
    assert sources.of(told(sumber_dana="dau")) == sources.of(told(sumber_dana=source.name)) == source
    assert (sources.of(several), codes(several)) == (None, ["source_unknown"])
    assert (sources.of(empty), codes(empty)) == (None, [])


def test_codes_are_written_as_the_nomenclature_writes_them():
    assert clean_code("1.06.02.02.03.0001") == "1.06.02.2.03.0001"
    assert clean_code("x.xx.01.2.01.0001") == "X.XX.01.2.01.0001"
    assert ancestors("1.06.02.2.03.0001") == ["1", "1.06", "1.06.02", "1.06.02.2.03"]
    assert ancestors("1") == []
