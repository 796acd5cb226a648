import pytest

from agencies.access.roles import Role
from agencies.models import CellCorrection, Upload
from tests.agencies.road import fresh, line, merged, nik, staged, url, work, workbook
from tests.factories import AgencyFactory

pytestmark = pytest.mark.django_db
Status = Upload.Status


def test_problems_stand_grouped_with_what_to_do(operator, agency):
    content = workbook(line(1), line(2, Nominal="enam ratus"), line(3, Nominal="enam ratus"), line(4, NIK=""))
    upload = staged(content, agency=agency, by=operator.user)
    text = operator.get(url("check", upload)).content.decode()

    assert "Nilai rupiah tidak terbaca." in text
    assert "Tulis dengan angka, misalnya 600.000." in text
    assert "Ganti 2 sel" in text
    warned = operator.get(url("check", upload), {"lihat": "peringatan"}).content.decode()
    assert "NIK kosong, No. KK dipakai." in warned


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


def test_a_file_that_brings_nothing_new_says_so(operator, agency, holder):
    content = workbook(line(1))
    merged(content, agency=agency, by=operator.user, approver=holder(Role.SECRETARIAT))
    upload = staged(content, agency=agency, by=operator.user, again=True)
    text = operator.get(url("check", upload)).content.decode()

    assert "Tidak ada yang baru." in text
    assert "Ajukan untuk disetujui" not in text


def test_a_file_with_nothing_but_problems_does_not_say_that_all_is_stored(operator, agency):
    upload = staged(workbook(line(1, NIK="3599")), agency=agency, by=operator.user)
    text = operator.get(url("check", upload)).content.decode()

    assert "Belum ada baris yang bisa diajukan." in text
    assert "Tidak ada yang baru." not in text


def test_a_period_in_the_file_that_differs_from_the_form_is_told(operator, agency):
    content = workbook(line(1), title="PENERIMA PKH TRIWULAN II TAHUN 2026")
    upload = staged(content, agency=agency, by=operator.user)
    text = operator.get(url("check", upload)).content.decode()

    assert "Periode di formulir Triwulan III 2026, di berkas Triwulan II 2026." in text
    assert "PKH, Triwulan II 2026" in text
    same = staged(workbook(line(1)), agency=agency, by=operator.user)
    assert "Formulir dan berkas berbeda." not in operator.get(url("check", same)).content.decode()


def test_kinds_without_names_get_as_far_as_the_check(operator, agency):
    content = workbook(
        ["Jalan usaha tani", "dua juta"], ["Irigasi", 5_000_000], headings=("Usulan", "Anggaran")
    )
    upload = staged(content, agency=agency, by=operator.user, kind="usulan", context={})
    text = operator.get(url("check", upload)).content.decode()

    assert upload.status == Status.PREVIEWED
    assert "Nilai rupiah tidak terbaca." in text
    assert operator.post(url("confirm", upload), {"note": ""}).status_code == 404


@pytest.fixture
def secretary(holder):
    return holder(Role.SECRETARIAT)


def text_of(client, upload, **query):
    return client.get(url("check", upload), query).content.decode()


def test_villages_that_jumped_since_the_last_list_are_to_be_ticked(operator, agency, secretary):
    merged(workbook(*map(line, range(1, 10))), agency=agency, by=operator.user, approver=secretary)
    context = {"program": "PKH", "periode": "Triwulan IV 2026", "tahun": 2026}
    upload = staged(workbook(line(1)), agency=agency, by=operator.user, context=context)
    text = text_of(operator, upload)

    assert "Dibanding triwulan III 2026" in text
    assert "Turun 89 %" in text
    assert 'name="desa" value="35.99.01.2001" form="ajukan"' in text


def test_the_quality_stands_with_its_formula(operator, agency):
    upload = staged(workbook(line(1), line(2, NIK="3599")), agency=agency, by=operator.user)
    text = text_of(operator, upload)

    assert "Mutu data 81,3" in text
    assert "3 × 1 dari 2 baris tanpa masalah NIK" in text


def test_a_wholly_wrong_list_points_to_a_better_sheet(operator, agency):
    upload = staged(workbook(line(1, NIK="1"), line(2, NIK="2")), agency=agency, by=operator.user)
    upload.outline["sheets"].append(
        {
            "name": "BNBA 2",
            "action": "ignore",
            "columns": [{"field": "nik"}, {"field": "nama"}],
            "hidden": False,
        }
    )
    upload.save()
    text = text_of(operator, upload)

    assert "Mungkin yang benar lembar BNBA 2." in text
    assert "Lebih dari sepersepuluh baris bermasalah." in text


@pytest.mark.parametrize("name", ["correct", "replace"])
def test_a_stranger_repairs_nothing(sign_in, agency, holder, name):
    upload = staged(workbook(line(1)), agency=agency, by=holder(Role.OPERATOR, agency=agency))
    stranger = sign_in(Role.OPERATOR, agency=AgencyFactory())

    assert stranger.post(url(name, upload), {}).status_code == 404
