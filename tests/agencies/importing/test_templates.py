import io

import pytest
from openpyxl import load_workbook

from agencies.importing import templates
from agencies.importing.fields import REQUIRED
from agencies.importing.masters import Masters
from agencies.importing.preview import preview_file
from tests.agencies.road import kk, nik

FILLED = {
    "NIK": nik(1), "No. KK": kk(1), "Nama": "SITI", "NIK Kepala Keluarga": nik(1), "Nama Kepala Keluarga": "SITI", "Usulan": "Irigasi",
    "Kode": "1.06.01", "Uraian": "Perlindungan sosial", "Pagu": 1_000_000, "Realisasi": 500_000, "Indikator": "Persentase penduduk miskin",
    "Tahun": 2026, "Kecamatan": "Banjar", "Nilai": 12, "Desa": "Cempaga", "Alamat": "Banjar Dinas Desa", "Nominal (Rp)": 600_000,
}  # fmt: skip


@pytest.mark.parametrize("kind", sorted(templates.COLUMNS))
def test_a_filled_template_is_recognised_without_any_question_about_its_columns(kind, tmp_path):
    book = load_workbook(io.BytesIO(templates.build(kind)))
    sheet = book["Isian"]
    for number, (heading, _, _) in enumerate(templates.COLUMNS[kind], start=1):
        for row in (2, 3):
            sheet.cell(row, number, FILLED.get(heading))
    path = tmp_path / "isian.xlsx"
    book.save(path)

    preview = preview_file(path, kind, {"tahun": 2026, "program": "PKH"}, Masters())
    (used,) = preview.imported
    assert used.name == "Isian"
    assert {group[0] for group in REQUIRED[kind]} <= set(used.mapping.values()) | {"no_kk", "kode_wilayah"}
    assert not [question for question in preview.questions if question["code"] == "column_unsure"]


def test_columns_of_numbers_are_formatted_as_text():
    sheet = load_workbook(io.BytesIO(templates.build("penerima")))["Isian"]
    formats = {sheet.cell(1, number).value: sheet.cell(50, number).number_format for number in range(1, 14)}

    assert (formats["NIK"], formats["No. KK"], formats["Nominal (Rp)"]) == ("@", "@", "General")


def test_every_template_carries_its_version():
    book = load_workbook(io.BytesIO(templates.build("individu")))

    assert any(templates.VERSION.isoformat() in str(each.value) for each in book.custom_doc_props.props)
    with pytest.raises(KeyError):
        templates.build("apa-saja")
