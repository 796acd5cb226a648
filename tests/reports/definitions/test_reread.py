"""What is imported comes out of the evaluation table, and reading that table gives the same numbers again."""

import io
import json

import openpyxl
import pytest
from django.core.management import call_command
from django.db.models import Sum

from agencies.access.roles import Role
from programs.models import Scorecard
from reports.definitions.evaluations import RKPD
from reports.queries.scope import scope_of
from reports.render.files import filled
from tests.programs.importing.examples import agency_of, ground, handed_in

pytestmark = pytest.mark.django_db

TARGETS = {
    "Persentase KPM graduasi mandiri": 4, "Jumlah KUBE aktif": 45, "Persentase penduduk miskin": 9.35,
    "Cakupan pemutakhiran data terpadu": 100, "Nilai SAKIP": "B", "Persentase keselarasan RKPD dengan RPJMD": 90,
    "Opini BPK": "WTP",
}  # fmt: skip
CODES = {
    "Persentase KPM graduasi mandiri": "1.06.02", "Jumlah KUBE aktif": "1.06.02", "Persentase penduduk miskin": "1.06.05",
    "Cakupan pemutakhiran data terpadu": "1.06.05", "Nilai SAKIP": "5.01.02",
    "Persentase keselarasan RKPD dengan RPJMD": "5.01.02", "Opini BPK": "5.01.02",
}  # fmt: skip
CEILINGS = {"1.06.02": 530_000_000, "1.06.05": 3_325_000_000}
SPENT = {"1.06.02": 210_500_000, "1.06.05": 1_675_000_000}
PLANNED = {"1.06.02": 8_250_000_000, "1.06.05": 8_750_000_000, "5.01.02": 9_250_000_000}


@pytest.fixture
def workbook(holder, viewer_of):
    """Examples 09 and 10 through the whole road, then the RKPD table of 2025."""
    ground()
    social, planning = agency_of("DINSOS"), agency_of("BAPPERIDA")
    approver = holder(Role.SECRETARIAT)
    handed_in("anggaran", agency=social, by=holder(Role.OPERATOR, agency=social), approver=approver)
    handed_in("indikator", agency=planning, by=holder(Role.OPERATOR, agency=planning), approver=approver)
    scope = scope_of(viewer_of(Role.SECRETARIAT), {"tahun": "2025"})
    return b"".join(filled(RKPD, scope, approver).chunks)


def reread(content, folder) -> list[dict]:
    """The lines that an upload of the table would store, as the preview lists them."""
    path, out = folder / "evaluasi.xlsx", io.StringIO()
    path.write_bytes(content)
    call_command("preview_upload", str(path), kind="indikator", stdout=out)
    told = json.loads(out.getvalue())
    assert (told["accept"], told["questions"]) == (True, [])
    (sheet,) = told["sheets"]
    assert sheet["errors"] == []
    return [record["values"] for record in sheet["records"]]


def test_the_evaluation_table_of_the_examples_rereads_to_the_same_numbers(workbook, tmp_path):
    page = openpyxl.load_workbook(io.BytesIO(workbook)).active
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    by_code = {row[2]: row for row in rows if row[2]}

    assert {row[4]: row[9] for row in rows if row[4] in TARGETS} == TARGETS
    assert {code: by_code[code][10] for code in CEILINGS} == CEILINGS
    assert {code: (by_code[code][12], by_code[code][14]) for code in SPENT} == {
        code: ("–", amount) for code, amount in SPENT.items()
    }
    (total,) = [row for row in rows if row[3] == "Jumlah"]
    assert (total[10], total[20]) == (3_855_000_000, 1_885_500_000)
    assert round(100 * total[20] / total[10], 2) == 48.91
    assert "Realisasi triwulan I tidak dilaporkan tersendiri." in {row[0] for row in rows}

    lines = reread(workbook, tmp_path)
    told = {line["indikator"]: line for line in lines if line["indikator"]}
    assert {name: line["target_2025"] or line["target_2025_teks"] for name, line in told.items()} == TARGETS
    assert {name: line["kode"] for name, line in told.items()} == CODES
    assert {line["kode"]: line["pagu_akhir"] for line in lines if line["pagu_akhir"]} == PLANNED
    for field, expected in (("pagu_2025", CEILINGS), ("realisasi_tw_2", SPENT)):
        assert {
            line["kode"]: line[field] for line in lines if line["kode"] in expected and line[field]
        } == expected
    leaves = [line for line in lines if (line["kode"] or "").count(".") == 5]
    assert sum(line["pagu_2025"] for line in leaves) == 3_855_000_000
    assert sum(line["realisasi_tw_2"] for line in leaves) == 1_885_500_000

    counted = Scorecard.objects.filter(year=2025).aggregate(
        *(Sum(name) for name in ("met", "not_met", "open"))
    )
    words = "{met__sum} tercapai, {not_met__sum} belum tercapai, {open__sum} belum dapat dinilai".format(
        **counted
    )
    assert words in {row[3] for row in rows}
