"""`Perbaiki di sini` and `Ganti n sel` on a list of every kind, in the formats in which it comes."""

import pytest
from django.urls import reverse

from agencies.access.roles import Role
from agencies.models import Upload
from tests.agencies.road import ground, kk, nik, staged, work, workbook
from tests.factories import AgencyFactory, NodeFactory

pytestmark = pytest.mark.django_db
# kind -> headings, a good line, the same line with one wrong cell: its column, field, what it says and what it should say
LISTS = {
    "individu": (("NIK", "No. KK", "Nama", "Desil"), (nik(1), kk(1), "SITI", 3), "D", "desil", "tiga belas", "3"),
    "keluarga": (("No. KK", "Nama Kepala Keluarga", "Desil"), (kk(1), "SITI", 3), "C", "desil", "tiga belas", "3"),
    "penerima": (("NIK", "Nama", "Nominal"), (nik(1), "SITI", 600000), "C", "nominal", "enam ratus", "600000"),
    "usulan": (("Usulan", "Anggaran"), ("Jalan usaha tani", 5_000_000), "B", "anggaran", "dua juta", "2000000"),
    "anggaran": (("Kode", "Uraian", "Pagu"), ("1.06.05.2.02.0001", "Perlindungan", 5_000_000), "C", "pagu", "lima juta", "5000000"),
    "statistik": (("Kecamatan", "Tahun", "Nilai"), ("Sumberagung", 2025, 12), "B", "tahun", "dua ribu", "2025"),
}  # fmt: skip


@pytest.fixture
def operator(sign_in):
    ground()
    for number in range(1, 6):
        NodeFactory(code=f"1.06.05.2.02.000{number}", name="Perlindungan")
    return sign_in(Role.OPERATOR, agency=AgencyFactory())


def upload_of(kind, operator) -> Upload:
    """A list of three good lines and two with the same wrong cell."""
    headings, good, column, _, wrong, _ = LISTS[kind]
    place = "ABCDEF".index(column)
    lines = [_line(headings, good, number) for number in range(1, 6)]
    for line in lines[3:]:
        line[place] = wrong
    agency = operator.user.role_assignments.get().agency
    contexts = {
        "penerima": {"program": "PKH", "periode": "Triwulan III 2026", "tahun": 2026},
        "anggaran": {"tahun": 2026},
    }
    return staged(
        workbook(*lines, headings=headings),
        agency=agency,
        by=operator.user,
        kind=kind,
        context=contexts.get(kind, {}),
    )


def _line(headings, good, number: int) -> list:
    """The good line with numbers of its own, so that no two lines are the same."""
    own = {
        "NIK": nik(number),
        "No. KK": kk(number),
        "Usulan": f"Jalan {number}",
        "Kode": f"1.06.05.2.02.000{number}",
    }
    return [own.get(heading, cell) for heading, cell in zip(headings, good, strict=True)]


def url(name, upload):
    return reverse(f"agencies:upload-{name}", args=[upload.pk])


def problems(upload) -> int:
    upload.refresh_from_db()
    return upload.rows_held + upload.rows_warned


@pytest.mark.parametrize("kind", sorted(LISTS))
def test_one_cell_can_be_corrected_on_a_list_of_every_kind(operator, kind):
    upload = upload_of(kind, operator)
    column, right = LISTS[kind][2], LISTS[kind][5]
    before = problems(upload)
    page = operator.get(url("check", upload), {"lihat": "masalah" if upload.rows_held else "peringatan"})
    assert "Perbaiki di sini" in page.content.decode()

    asked = operator.get(url("correct", upload), {"lembar": "BNBA", "baris": 7, "kolom": column})
    assert LISTS[kind][4] in asked.content.decode()
    operator.post(url("correct", upload), {"sheet": "BNBA", "row": 7, "column": column, "value": right})
    assert work() == []
    assert problems(upload) == before - 1


@pytest.mark.parametrize("kind", sorted(LISTS))
def test_a_wording_can_be_replaced_everywhere_on_a_list_of_every_kind(operator, kind):
    upload = upload_of(kind, operator)
    _, _, _, field, wrong, right = LISTS[kind]
    before = problems(upload)
    page = operator.get(url("check", upload), {"lihat": "masalah" if upload.rows_held else "peringatan"})
    assert "Ganti 2 sel" in page.content.decode()

    operator.post(url("replace", upload), {"field": field, "text": wrong, "meaning": right})
    assert work() == []
    assert problems(upload) == before - 2


@pytest.mark.parametrize("row", ["", "x", "9" * 30, "-1", "7"])
def test_a_repair_of_a_cell_without_a_problem_shows_nothing_of_it(operator, row):
    upload = upload_of("penerima", operator)
    asked = operator.get(url("correct", upload), {"lembar": "BNBA", "baris": row, "kolom": "A"})

    assert asked.status_code == 200
    assert "Di berkas tertulis" not in asked.content.decode()
