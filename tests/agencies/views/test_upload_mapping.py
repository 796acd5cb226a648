import pytest
from django.urls import reverse

from agencies.access.roles import Role
from agencies.models import CellCorrection, SavedMapping, Upload
from tests.agencies.road import ground, line, merged, nik, staged, work, workbook
from tests.factories import AgencyFactory

pytestmark = pytest.mark.django_db
Status = Upload.Status
FIXED = {"program": "PKH", "periode": "Triwulan III 2026", "tahun": "2026"}
COLUMNS = dict(zip("ABCDEF", ("nik", "no_kk", "nama", "desa", "kecamatan", "nominal"), strict=True))


@pytest.fixture
def agency():
    ground()
    return AgencyFactory()


@pytest.fixture
def operator(sign_in, agency):
    return sign_in(Role.OPERATOR, agency=agency)


def url(name, upload):
    return reverse(f"agencies:upload-{name}", args=[upload.pk])


def decided(**other):
    return (
        FIXED
        | {"pakai-0": "1", "judul-0": "3"}
        | {f"kolom-0-{letter}": name for letter, name in COLUMNS.items()}
        | other
    )


def fresh(upload):
    upload.refresh_from_db()
    return upload


def test_the_screen_shows_the_first_lines_as_excel_does_with_numbers_masked(operator, agency):
    upload = staged(workbook(line(1)), agency=agency, by=operator.user)
    text = operator.get(url("columns", upload)).content.decode()

    assert "DAFTAR PENERIMA" in text
    assert "judul kolom" in text
    assert "3599 ••••" in text
    assert nik(1) not in text


def test_what_was_missing_can_be_said_for_all_lines(operator, agency):
    upload = staged(workbook(line(1)), agency=agency, by=operator.user, context={})
    assert upload.status == Status.MAPPING
    operator.post(url("columns", upload), decided())
    work()

    assert fresh(upload).status == Status.PREVIEWED
    assert (upload.context["program"], upload.context["periode"]) == ("PKH", "Triwulan III 2026")


def test_a_column_can_be_given_another_meaning_and_it_is_remembered(operator, agency):
    upload = staged(workbook(line(1), line(2)), agency=agency, by=operator.user)
    operator.post(url("columns", upload), decided(**{"kolom-0-F": "", "ingat": "1"}))
    work()

    assert "F" not in fresh(upload).outline["sheets"][0]["mapping"]
    assert SavedMapping.objects.get().mapping["nominal"] is None


def test_a_required_column_left_out_is_said_and_nothing_is_read_again(operator, agency):
    upload = staged(workbook(line(1)), agency=agency, by=operator.user)
    response = operator.post(url("columns", upload), decided(**{"kolom-0-C": ""}))

    assert response.status_code == 422
    assert "Kolom Nama tidak ditemukan." in response.content.decode()
    assert fresh(upload).status == Status.PREVIEWED


def test_one_meaning_for_two_columns_is_refused(operator, agency):
    upload = staged(workbook(line(1)), agency=agency, by=operator.user)
    response = operator.post(url("columns", upload), decided(**{"kolom-0-D": "nama"}))

    assert "Nama dipilih untuk dua kolom." in response.content.decode()


def test_another_heading_line_can_be_named(operator, agency):
    upload = staged(workbook(line(1)), agency=agency, by=operator.user)
    operator.post(url("columns", upload), decided(**{"judul-0": "4"}))

    assert fresh(upload).choices["sheets"]["BNBA"] == {"use": True, "header_rows": [4]}


@pytest.mark.parametrize("wrong", ["satu", "0", "9-3", "1-99"])
def test_a_heading_line_that_is_no_line_is_refused(operator, agency, wrong):
    upload = staged(workbook(line(1)), agency=agency, by=operator.user)
    response = operator.post(url("columns", upload), decided(**{"judul-0": wrong}))

    assert "Tulis nomor barisnya" in response.content.decode()


def test_no_sheet_at_all_is_refused(operator, agency):
    upload = staged(workbook(line(1)), agency=agency, by=operator.user)
    posted = decided()
    del posted["pakai-0"]

    assert (
        "Pilih paling sedikit satu lembar." in operator.post(url("columns", upload), posted).content.decode()
    )


def test_an_unknown_village_is_settled_once_for_all_its_lines(operator, agency):
    content = workbook(line(1, Desa="Suka Majoe"), line(2, Desa="Suka Majoe"))
    upload = staged(content, agency=agency, by=operator.user)
    assert [(name["text"], name["lines"]) for name in upload.outline["names"]] == [("Suka Majoe", 2)]
    assert "Suka Majoe" in operator.get(url("columns", upload)).content.decode()

    operator.post(url("columns", upload), decided(**{"nama-0": "Sukamaju"}))
    work()
    assert fresh(upload).outline["names"] == []
    assert upload.rows_warned == 0


def test_problems_stand_grouped_with_what_to_do(operator, agency):
    content = workbook(line(1), line(2, Nominal="enam ratus"), line(3, Nominal="enam ratus"), line(4, NIK=""))
    upload = staged(content, agency=agency, by=operator.user)
    text = operator.get(url("check", upload)).content.decode()

    assert "Nilai rupiah tidak terbaca." in text
    assert "Tulis dengan angka, misalnya 600.000." in text
    assert "Ganti 2 sel" in text
    warned = operator.get(url("check", upload), {"lihat": "peringatan"}).content.decode()
    assert "NIK kosong, No. KK dipakai." in warned


@pytest.mark.parametrize("tab", ["masalah", "peringatan", "perubahan", "baru", "tetap", "dilewati", "ngawur"])
def test_every_part_of_the_balance_opens_its_lines(operator, agency, tab):
    upload = staged(workbook(line(1), line(2, Nominal="x")), agency=agency, by=operator.user)
    assert operator.get(url("check", upload), {"lihat": tab}).status_code == 200


def test_one_kind_of_problem_has_a_page_with_all_its_lines(operator, agency):
    content = workbook(*[line(number, Nominal=f"rusak {number}") for number in range(1, 9)])
    upload = staged(content, agency=agency, by=operator.user)

    assert "Lihat 3 baris lainnya" in operator.get(url("check", upload)).content.decode()
    whole = operator.get(
        url("check", upload), {"lihat": "masalah", "kode": "amount_invalid"}
    ).content.decode()
    assert "rusak 8" in whole
    assert operator.get(url("check", upload), {"kode": "tidak_ada"}).status_code == 404


def test_one_cell_is_corrected_in_place_and_kept_secret(operator, agency):
    upload = staged(workbook(line(1), line(2, NIK="3599")), agency=agency, by=operator.user)
    ask = operator.get(url("correct", upload), {"lembar": "BNBA", "baris": 5, "kolom": "A"})
    assert "Perbaiki sel A5" in ask.content.decode()

    operator.post(url("correct", upload), {"sheet": "BNBA", "row": 5, "column": "A", "value": nik(2)})
    work()
    assert (fresh(upload).rows_held, upload.rows_new) == (0, 2)
    assert nik(2).encode() not in bytes(CellCorrection.objects.get().new_ct)


def test_a_cell_that_is_none_is_not_corrected(operator, agency):
    upload = staged(workbook(line(1)), agency=agency, by=operator.user)
    operator.post(url("correct", upload), {"sheet": "BNBA", "row": 0, "column": "A1", "value": "x"})

    assert not CellCorrection.objects.exists()


def test_one_wording_is_replaced_everywhere(operator, agency):
    content = workbook(line(1, Nominal="enam ratus"), line(2, Nominal="enam ratus"))
    upload = staged(content, agency=agency, by=operator.user)
    operator.post(url("replace", upload), {"field": "nominal", "text": "enam ratus", "meaning": "600.000"})
    work()

    assert (fresh(upload).rows_held, upload.rows_new) == (0, 2)


def test_changes_are_shown_from_old_to_new(operator, agency, holder):
    secretary = holder(Role.SECRETARIAT)
    merged(workbook(line(1, "SITI AMINAH")), agency=agency, by=operator.user, approver=secretary)
    upload = staged(workbook(line(1, "SITI AMINAH", Nominal=750000)), agency=agency, by=operator.user)

    assert upload.rows_changed == 1
    text = operator.get(url("check", upload), {"lihat": "perubahan"}).content.decode()
    assert "→" in text


def test_a_file_that_brings_nothing_new_says_so(operator, agency, holder):
    content = workbook(line(1))
    merged(content, agency=agency, by=operator.user, approver=holder(Role.SECRETARIAT))
    upload = staged(content, agency=agency, by=operator.user, again=True)
    text = operator.get(url("check", upload)).content.decode()

    assert "Tidak ada yang baru." in text
    assert "Ajukan untuk disetujui" not in text


def test_kinds_without_names_get_as_far_as_the_check(operator, agency):
    content = workbook(
        ["Jalan usaha tani", "dua juta"], ["Irigasi", 5_000_000], headings=("Usulan", "Anggaran")
    )
    upload = staged(content, agency=agency, by=operator.user, kind="usulan", context={})
    text = operator.get(url("check", upload)).content.decode()

    assert upload.status == Status.PREVIEWED
    assert "Nilai rupiah tidak terbaca." in text
    assert operator.post(url("confirm", upload), {"note": ""}).status_code == 404


@pytest.mark.parametrize("name", ["columns", "correct", "replace"])
def test_a_stranger_maps_nothing(sign_in, agency, holder, name):
    upload = staged(workbook(line(1)), agency=agency, by=holder(Role.OPERATOR, agency=agency))
    stranger = sign_in(Role.OPERATOR, agency=AgencyFactory())

    assert stranger.post(url(name, upload), decided()).status_code == 404
