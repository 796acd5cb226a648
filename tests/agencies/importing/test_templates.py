import io
from datetime import date

import pytest
from openpyxl import load_workbook

from agencies.importing import templates
from agencies.importing.fields import REQUIRED
from agencies.importing.masters import Masters
from agencies.importing.preview import preview_file
from agencies.importing.template_columns import COLUMNS, VERSION
from agencies.importing.templates import Wanted
from tests.agencies.road import kk, nik

MASTERS = Masters(
    regions=[
        ("35.99", "Tirta Kencana", "kabupaten", "35"), ("35.99.01", "Banjar", "kecamatan", "35.99"),
        ("35.99.02", "Gero'kgak (Barat)", "kecamatan", "35.99"), ("35.99.03", "Kosong", "kecamatan", "35.99"),
        ("35.99.01.2001", "Cempaga", "desa", "35.99.01"), ("35.99.01.2002", "Sidetapa", "desa", "35.99.01"),
        ("35.99.01.1002", "Sidetapa", "kelurahan", "35.99.01"), ("35.99.02.2001", "Musi", "desa", "35.99.02"),
    ],
    agencies=[("1", "Dinas Sosial", "Dinsos")],
    programmes=[("PKH", "Program Keluarga Harapan", ()), ("A1", "RTLH", ()), ("A2", "RTLH", ())],
    home_region="35.99", today=date(2026, 11, 22),
)  # fmt: skip
FILLED = {
    "NIK": nik, "No. KK": kk, "NIK Kepala Keluarga": nik, "Nama": "SITI", "Nama Kepala Keluarga": "SITI", "Usulan": "Irigasi",
    "Jenis Kelamin": "P", "Tanggal Lahir": "02-03-1980", "Hubungan Keluarga": "Kepala Keluarga", "Disabilitas": "Tidak",
    "Kode": "1.06.01", "Uraian": "Perlindungan sosial", "Pagu": 1_000_000, "Realisasi": 500_000, "Indikator": "Persentase penduduk miskin",
    "Tahun": 2026, "Kecamatan": "Banjar", "Nilai": 12, "Desa": "Cempaga", "Alamat": "Banjar Dinas Desa", "Nominal (Rp)": 600_000,
    "Program": "Program Keluarga Harapan", "Periode": "Triwulan III", "OPD": "Dinas Sosial", "OPD Tujuan": "Dinas Sosial",
    "Kode Kemendagri": "35.99.01.2001", "Target": 5, "Desil": 3,
}  # fmt: skip


def opened(wanted: Wanted):
    return load_workbook(io.BytesIO(templates.build(wanted, MASTERS)))


def filled(wanted: Wanted, path):
    """As an officer fills it: two lines, every column that has an example."""
    book = opened(wanted)
    sheet = book["Isian"]
    heading = next(row[0].row for row in sheet.iter_rows() if row[0].value == wanted.columns[0].heading)
    for number, column in enumerate(wanted.columns, start=1):
        for line in (1, 2):
            value = FILLED.get(column.heading)
            sheet.cell(heading + line, number, value(line) if callable(value) else value)
    book.save(path)
    return path


def rules(sheet) -> dict:
    """Heading -> its data validation."""
    headings = {cell.column_letter: cell.value for cell in sheet[1]}
    found = {}
    for rule in sheet.data_validations.dataValidation:
        letters = "".join(filter(str.isalpha, str(rule.sqref).split(":")[0]))
        found[headings[letters]] = rule
    return found


@pytest.mark.parametrize("kind", sorted(COLUMNS))
def test_a_filled_template_is_read_without_any_question_or_problem(kind, tmp_path):
    context = {"tahun": 2026} if kind == "indikator" else {}
    preview = preview_file(filled(Wanted(kind), tmp_path / "isian.xlsx"), kind, context, MASTERS)

    (used,) = preview.imported
    assert used.name == "Isian"
    assert {group[0] for group in REQUIRED[kind]} <= set(used.mapping.values()) | {"no_kk", "kode_wilayah"}
    assert (used.counts["valid"], preview.questions) == (2, [])
    assert [problem.code for problem in used.problems] == []


def test_programme_and_period_of_a_prefilled_template_hold_for_all_lines(tmp_path):
    wanted = Wanted("penerima", "Program Keluarga Harapan", "Triwulan III", 2026)
    assert {column.heading for column in wanted.columns}.isdisjoint({"Program", "Periode", "Tahun"})

    preview = preview_file(filled(wanted, tmp_path / "isian.xlsx"), "penerima", {}, MASTERS)
    (used,) = preview.imported
    assert preview.questions == []
    assert {(gift.programme, gift.nominal) for gift in used.aid} == {("PKH", 600_000)}
    assert set(used.table.columns["periode"]) == {"Triwulan III 2026"}


def test_the_villages_offered_depend_on_the_kecamatan_beside():
    book = opened(Wanted("penerima"))
    sheet = book["Isian"]
    village = rules(sheet)["Desa"]
    names = {name: each.attr_text for name, each in book.defined_names.items()}

    assert village.formula1 == 'INDIRECT("Desa_"&MATCH($G2,Kecamatan,0))'
    assert sheet["G1"].value == "Kecamatan"
    assert lines_of(book, names["Kecamatan"]) == ["Banjar", "Gero'kgak (Barat)"]
    assert lines_of(book, names["Desa_1"]) == ["Cempaga", "Desa Sidetapa", "Kelurahan Sidetapa"]
    assert lines_of(book, names["Desa_2"]) == ["Musi"]


def lines_of(book, reference: str) -> list:
    sheet, _, cells = reference.partition("!")
    return [cell.value for (cell,) in book[sheet.strip("'")][cells.replace("$", "")]]


def test_the_lists_stand_on_a_hidden_sheet():
    book = opened(Wanted("penerima"))

    assert book["Kode"].sheet_state == "hidden"
    assert lines_of(book, book.defined_names["Program"].attr_text) == ["Program Keluarga Harapan", "A1", "A2"]


def test_what_is_not_in_a_list_is_warned_of_but_not_forbidden():
    found = rules(opened(Wanted("individu"))["Isian"])

    assert {rule.errorStyle for rule in found.values()} == {"warning"}
    assert (found["NIK"].type, found["NIK"].formula1) == ("textLength", "16")
    assert found["Jenis Kelamin"].formula1 == "Kelamin"


def test_without_places_or_programmes_no_list_is_offered():
    book = load_workbook(io.BytesIO(templates.build(Wanted("penerima"))))

    assert {"Desa", "Kecamatan", "Program"}.isdisjoint(rules(book["Isian"]))


def test_columns_of_numbers_are_formatted_as_text():
    sheet = opened(Wanted("penerima"))["Isian"]
    formats = {sheet.cell(1, number).value: sheet.cell(50, number).number_format for number in range(1, 14)}

    assert (formats["NIK"], formats["No. KK"], formats["Nominal (Rp)"]) == ("@", "@", "General")
    assert sheet.column_dimensions["A"].number_format == "@"


def test_every_template_carries_its_version():
    book = opened(Wanted("individu"))

    assert any(VERSION.isoformat() in str(each.value) for each in book.custom_doc_props.props)
    with pytest.raises(KeyError):
        templates.build(Wanted("apa-saja"))
