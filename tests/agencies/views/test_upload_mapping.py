import pytest

from agencies.access.roles import Role
from agencies.importing import layouts
from agencies.models import SavedMapping, Upload
from beneficiaries.models import StagedPerson
from tests.agencies.road import HEADINGS, fresh, kk, line, nik, staged, url, work, workbook
from tests.factories import AgencyFactory, VillageFactory

pytestmark = pytest.mark.django_db
Status = Upload.Status
FIXED = {"program": "PKH", "periode": "Triwulan III 2026", "tahun": "2026"}
COLUMNS = dict(zip("ABCDEF", ("nik", "no_kk", "nama", "desa", "kecamatan", "nominal"), strict=True))


def decided(**other):
    return (
        FIXED
        | {"pakai-0": "1", "judul-0": "3"}
        | {f"kolom-0-{letter}": name for letter, name in COLUMNS.items()}
        | other
    )


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


def test_where_a_required_column_was_not_found_all_columns_are_offered_at_once(operator, agency):
    headings = ("NIK", "No. KK", "Orangnya Siapa", "Desa", "Kecamatan", "Nominal")
    upload = staged(workbook(line(1), headings=headings), agency=agency, by=operator.user)
    text = operator.get(url("columns", upload)).content.decode()

    assert "Kolom Nama tidak ditemukan." in text
    assert 'name="kolom-0-C"' in text


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


def test_a_stranger_maps_nothing(sign_in, agency, holder):
    upload = staged(workbook(line(1)), agency=agency, by=holder(Role.OPERATOR, agency=agency))
    stranger = sign_in(Role.OPERATOR, agency=AgencyFactory())

    assert stranger.post(url("columns", upload), decided()).status_code == 404


def test_unticking_forgets_what_was_remembered(operator, agency):
    upload = staged(workbook(line(1)), agency=agency, by=operator.user)
    operator.post(url("columns", upload), decided(ingat="1"))
    work()
    assert SavedMapping.objects.get().removed_at is None

    operator.post(url("columns", fresh(upload)), decided())
    work()
    assert SavedMapping.objects.get().removed_at is not None
    assert fresh(upload).outline["saved_mapping"] == {}


def test_next_quarter_a_word_of_the_agency_s_own_is_known(operator, agency):
    first = staged(workbook(line(1, Desa="Suka Majoe")), agency=agency, by=operator.user)
    operator.post(url("columns", first), decided(**{"nama-0": "Sukamaju", "ingat": "1"}))
    work()
    assert SavedMapping.objects.get().values == {"desa": {"Suka Majoe": "Sukamaju"}}

    second = staged(workbook(line(2, Desa="Suka Majoe")), agency=agency, by=operator.user)
    assert (second.status, second.rows_warned) == (Status.PREVIEWED, 0)
    assert second.outline["saved_mapping"] != {}


def test_next_quarter_the_same_columns_are_filled_from_above(operator, agency):
    first = staged(workbook(line(1), line(2, Desa=None)), agency=agency, by=operator.user)
    operator.post(url("columns", first), decided(**{"isi-kolom-0-D": "on", "ingat": "1"}))
    work()
    assert SavedMapping.objects.get().fill == ["desa"]

    second = staged(workbook(line(3), line(4, Desa=None)), agency=agency, by=operator.user)
    villages = StagedPerson.objects.filter(upload=second).values_list("village_code", flat=True)
    assert list(villages) == ["35.99.01.2001"] * 2
    box = r'name="isi-kolom-0-D" checked'
    assert box in operator.get(url("columns", second)).content.decode()
    operator.post(url("columns", second), decided(**{"isi-kolom-0-D": "on", "ingat": "1"}))
    assert SavedMapping.objects.get().version == 1


def test_a_word_replaced_on_the_check_page_is_learnt_but_an_amount_is_not(operator, agency):
    headings = ("NIK", "No. KK", "Nama", "Desa", "Kecamatan", "Nominal", "Desil")
    content = workbook([*line(1, Nominal="enam ratus"), "empat"], [*line(2), "empat"], headings=headings)
    upload = staged(content, agency=agency, by=operator.user)
    operator.post(url("columns", upload), decided(**{"kolom-0-G": "desil", "ingat": "1"}))
    work()
    for field, text, meaning in (("desil", "empat", "4"), ("nominal", "enam ratus", "600000")):
        operator.post(url("replace", upload), {"field": field, "text": text, "meaning": meaning})
        work()

    newest = SavedMapping.objects.order_by("-version").first()
    assert newest.values == {"desil": {"empat": "4"}}


def test_the_page_says_what_is_asked_and_why_a_line_is_the_heading(operator, agency):
    upload = staged(workbook(line(1)), agency=agency, by=operator.user, context={})
    text = operator.get(url("columns", upload)).content.decode()

    assert "Program belum disebut. Pilih programnya." in text
    assert "(dipilih Sinergi)" in text
    assert "judul dikenal" in text


def test_of_two_villages_of_one_name_the_one_meant_is_chosen(operator, agency):
    VillageFactory(name="Sukamaju", code="35.99.02.2001", parent__code="35.99.02", parent__name="Wonokerto")
    headings = ("NIK", "No. KK", "Nama", "Desa", "Nominal")
    lines = [[nik(number), kk(number), f"Warga {number}", "Sukamaju", 600000] for number in (1, 2)]
    upload = staged(workbook(*lines, headings=headings), agency=agency, by=operator.user)
    (name,) = upload.outline["names"]
    assert "Sukamaju, Kec. Wonokerto" in name["proposals"]

    posted = FIXED | {"pakai-0": "1", "judul-0": "3", "nama-0": "Sukamaju, Kec. Wonokerto", "ingat": "1"}
    operator.post(url("columns", upload), posted)
    work()
    assert (fresh(upload).outline["names"], upload.rows_warned) == ([], 0)
    assert SavedMapping.objects.get().values == {"desa": {"Sukamaju": "Sukamaju, Kec. Wonokerto"}}


@pytest.mark.parametrize(
    ("title", "headings", "said"),
    [
        ("DAFTAR PENERIMA BLT DANA DESA TAHUN 2026", (), {}),
        ("Program: Bantuan Xyz", (), {}),
        ("DAFTAR PENERIMA", ("Program",), {"program": ""}),
        ("DAFTAR PENERIMA", ("Penerima BPUM",), {"program": ""}),
    ],
)
def test_a_programme_unknown_here_is_settled_wherever_it_was_named(operator, agency, title, headings, said):
    """By title, label, column of programmes (`BPNT`, that is SEMBAKO) or column of its own."""
    own = {"Program": "BPNT", "Penerima BPUM": "Ya"}
    more = [own[heading] for heading in headings]
    lines = [[*line(number), *more] for number in (1, 2)]
    content = workbook(*lines, headings=(*HEADINGS, *headings), title=title)
    upload = staged(content, agency=agency, by=operator.user, context={"tahun": 2026})
    assert [(name["field"], name["lines"]) for name in upload.outline["names"]] == [("program", 2)]

    more = (
        {"kolom-0-G": {"Program": "program", "Penerima BPUM": "bantuan:BPUM"}[headings[0]]}
        if headings
        else {}
    )
    posted = decided(**{"program": form_program(upload), "periode": "", "nama-0": "PKH"}, **more) | said
    operator.post(url("columns", upload), posted)
    work()
    assert fresh(upload).outline["names"] == []
    assert set(upload.outline["sheets"][0]["assistance"]) == {"PKH"}
    assert (upload.status, upload.rows_new) == (Status.PREVIEWED, 2)


def form_program(upload) -> str:
    """What the form's field shows: the programme read from the file, where it can be chosen."""
    known = {code for code, _, _ in layouts.programmes()}
    stated = upload.outline["sheets"][0]["constants"].get("program", "")
    return stated if stated in known else ""


def test_a_village_unknown_in_the_title_can_be_settled_too(operator, agency):
    headings = ("NIK", "No. KK", "Nama", "Nominal")
    lines = [[nik(number), kk(number), f"Warga {number}", 600000] for number in (1, 2)]
    content = workbook(*lines, headings=headings, title="DESA SUKA MAJOE KECAMATAN SUMBERAGUNG")
    upload = staged(content, agency=agency, by=operator.user)
    (name,) = upload.outline["names"]
    assert (name["field"], name["text"].casefold()) == ("desa", "suka majoe")

    operator.post(url("columns", upload), FIXED | {"pakai-0": "1", "judul-0": "3", "nama-0": "Sukamaju"})
    work()
    assert (fresh(upload).outline["names"], upload.rows_warned) == ([], 0)
