import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from agencies.models import Upload
from tests.agencies.road import line, nik, workbook
from tests.sheets.score import score

pytestmark = pytest.mark.django_db
EXAMPLES = Path(__file__).parents[2] / "sheets" / "examples"
WHOLE = ("01_bnba_blt_desa.xlsx", "02_penduduk_sistem_desa.xlsx", "05_ekspor_data_terpadu.csv", "06_keluarga_desil.xlsx",
         "12_penerima_per_desa_banyak_sheet.xlsx")  # fmt: skip


def preview(path, kind, **options):
    out = io.StringIO()
    call_command("preview_upload", str(path), kind=kind, stdout=out, **options)
    return json.loads(out.getvalue())


@pytest.fixture
def master_lists():
    call_command("load_regions", str(EXAMPLES / "wilayah.csv"), stdout=io.StringIO())
    call_command("load_agencies", str(EXAMPLES / "perangkat_daerah.csv"), stdout=io.StringIO())


@pytest.mark.parametrize("name", WHOLE)
def test_an_example_is_understood_whole_on_a_database_with_nothing_but_the_master_lists(name, master_lists):
    expected = json.loads((EXAMPLES / f"{name}.expected.json").read_text())
    got = preview(EXAMPLES / name, expected["kind"], context=json.dumps(expected["context"]))

    failed = [(check, detail) for check, passed, detail in score(expected, got) if not passed]
    assert failed == []
    assert not Upload.objects.exists()


def test_a_refused_file_is_a_preview_too(tmp_path):
    path = tmp_path / "surat.pdf"
    path.write_bytes(b"%PDF-1.7")
    got = preview(path, "penerima")

    assert (got["accept"], got["file_error"]["code"]) == (False, "file_unreadable")


def test_every_line_that_would_be_stored_is_listed_in_clear(tmp_path):
    path = tmp_path / "penerima.xlsx"
    path.write_bytes(workbook(line(1), line(2, Nominal="x")))
    (sheet,) = preview(path, "penerima")["sheets"]

    assert [(record["row"], record["values"]["nik"]) for record in sheet["records"]] == [(4, nik(1))]


def test_a_missing_file_and_a_broken_context_are_said(tmp_path):
    path = tmp_path / "penerima.xlsx"
    path.write_bytes(workbook(line(1)))

    with pytest.raises(CommandError, match="no such file"):
        preview(tmp_path / "tidak-ada.xlsx", "penerima")
    with pytest.raises(CommandError, match="not JSON"):
        preview(path, "penerima", context="{")
    with pytest.raises(CommandError, match="not a JSON object"):
        preview(path, "penerima", context="[1]")
