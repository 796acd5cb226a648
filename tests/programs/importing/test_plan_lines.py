"""Lists of the four kinds without names, from the file to the check page."""

import pytest
from django.urls import reverse

from agencies.access.roles import Role
from agencies.importing import answering, layouts
from agencies.jobs.failures import Failure
from agencies.models import Notice, Upload
from programs.importing.plan_lines import LAYOUTS, number
from programs.models import StagedPlanLine
from tests.agencies.road import staged, work, workbook
from tests.factories import AgencyFactory, UploadFactory

pytestmark = pytest.mark.django_db
LISTS = {
    "usulan": (
        ("ID Usulan", "Usulan", "Lokasi", "Volume", "Anggaran"),
        ["U-1", "Jalan usaha tani", "Dusun Krajan", "200 m", "Rp 150.000.000"],
        ["U-2", "Irigasi", "Dusun Sari", "1 paket", "dua juta"],
    ),
    "anggaran": (
        ("Kode", "Uraian", "Pagu", "Realisasi"),
        ["1.06.02", "PROGRAM PEMBERDAYAAN", 300, 100],
        ["1.06.02.2.03.0001", "Sub kegiatan A", 300, "seratus"],
    ),
    "indikator": (
        ("Indikator", "Satuan", "Target 2025", "Target 2026", "OPD"),
        ["Persentase penduduk miskin", "%", "9,35", 8.9, ""],
        ["Nilai SAKIP", "Nilai", "BB", "A", ""],
    ),
    "statistik": (
        ("Wilayah", "Tahun", "Nilai"),
        ["Kabupaten A", 2024, "9,35"],
        ["Kabupaten B", 2024, "x"],
    ),
}


@pytest.fixture
def agency():
    return AgencyFactory()


def read(kind, agency, by) -> Upload:
    headings, *lines = LISTS[kind]
    return staged(
        workbook(*lines, headings=headings, title="DAFTAR"), agency=agency, by=by, kind=kind, context={}
    )


@pytest.mark.parametrize("kind", LISTS)
def test_every_line_is_staged_and_every_cell_has_a_heading(agency, holder, kind):
    upload = read(kind, agency, holder(Role.OPERATOR, agency=agency))
    layout = layouts.layout_of(kind)
    lines = list(StagedPlanLine.objects.filter(upload=upload).order_by("row"))

    assert upload.status in (Upload.Status.PREVIEWED, Upload.Status.MAPPING)
    assert upload.rows_new + upload.rows_changed + upload.rows_same + upload.rows_held == 2
    assert [line.row for line in lines] == [4, 5]
    assert {len(layout.cells(line)) for line in lines} == {len(layout.headings)}


def test_proposals_are_shown_but_nobody_can_ask_for_approval(sign_in, agency, holder):
    kind = "usulan"
    sender = holder(Role.OPERATOR, agency=agency)
    upload = read(kind, agency, sender)
    layout = layouts.layout_of(kind)
    lines = list(StagedPlanLine.objects.filter(upload=upload).order_by("row"))
    operator = sign_in(Role.OPERATOR, agency=agency)
    check = reverse("agencies:upload-check", args=[upload.pk])

    assert upload.status in (Upload.Status.PREVIEWED, Upload.Status.MAPPING)
    assert (upload.rows_new, upload.rows_held) == (2 - upload.rows_held, upload.rows_held)
    assert [line.row for line in lines] == [4, 5]
    assert {len(layout.cells(line)) for line in lines} == {len(layout.headings)}
    page = operator.get(check, {"lihat": "baru"}).content.decode()
    assert layout.name_of(lines[0]) in page
    assert "Ajukan untuk disetujui" not in page
    assert operator.post(reverse("agencies:upload-confirm", args=[upload.pk])).status_code == 404


def test_a_wrong_amount_is_held_back_shown_and_corrected_in_the_browser(sign_in, agency, holder):
    upload = read("usulan", agency, holder(Role.OPERATOR, agency=agency))
    operator = sign_in(Role.OPERATOR, agency=agency)
    page = operator.get(reverse("agencies:upload-check", args=[upload.pk]))

    assert "Nilai rupiah tidak terbaca." in page.content.decode()
    assert "Jenis ini baru sampai pemeriksaan; isinya belum dapat disimpan." in page.content.decode()
    operator.post(
        reverse("agencies:upload-correct", args=[upload.pk]),
        {"sheet": "BNBA", "row": 5, "column": "E", "old": "dua juta", "value": "2.000.000"},
    )
    work()
    upload.refresh_from_db()
    line = StagedPlanLine.objects.get(upload=upload, row=5)
    assert upload.rows_held == 0
    assert (line.code, line.title, line.values["anggaran"]) == ("U-2", "Irigasi", 2_000_000)


def test_the_marked_workbook_is_built_for_plans_too(agency, holder):
    upload = read("usulan", agency, holder(Role.OPERATOR, agency=agency))
    assert answering.build(upload).size > 0


def test_a_line_knows_its_level_and_whether_it_counts(agency, holder):
    upload = read("anggaran", agency, holder(Role.OPERATOR, agency=agency))
    program, sub = StagedPlanLine.objects.filter(upload=upload).order_by("row")
    assert (program.code, program.level, program.is_leaf) == ("1.06.02", "program", False)
    assert (sub.level, sub.is_leaf, sub.outcome) == ("sub_kegiatan", True, "held")


def test_merging_and_undoing_of_proposals_end_with_a_sentence(agency):
    upload = UploadFactory(agency=agency, kind="usulan")
    for step in (layouts.layout_of("usulan").merge, layouts.layout_of("usulan").undo):
        with pytest.raises(Failure, match="belum dapat disimpan"):
            step(upload)


def test_discarding_may_leave_the_held_lines(agency, holder):
    upload = read("usulan", agency, holder(Role.OPERATOR, agency=agency))
    layout = layouts.layout_of("usulan")
    layout.discard(upload, held=False)
    assert list(StagedPlanLine.objects.values_list("code", flat=True)) == ["U-2"]
    layout.discard(upload)
    assert not StagedPlanLine.objects.exists()


def test_numbers_are_written_as_officers_write_them():
    assert [number(each) for each in (None, 0, 1_500_000, 9.35, "BB")] == ["", "0", "1.500.000", "9,35", "BB"]


def test_each_kind_of_plans_has_a_layout_of_its_own():
    assert [layout.kinds for layout in LAYOUTS] == [
        ("usulan",),
        ("anggaran",),
        ("indikator",),
        ("rat",),
        ("statistik",),
    ]
    assert all(layouts.layout_of(layout.kinds[0]) is layout for layout in LAYOUTS)
    assert [layout.kinds[0] for layout in LAYOUTS if not layouts.stores(layout.kinds[0])] == ["usulan"]
    assert layouts.stores("penerima")


def test_nobody_is_told_to_ask_for_an_approval_that_is_not_possible(agency, holder):
    agency.head_confirms = True
    agency.save()
    head, sender = holder(Role.AGENCY_HEAD, agency=agency), holder(Role.OPERATOR, agency=agency)
    read("usulan", agency, sender)
    assert Notice.objects.get(user=sender).text.endswith("sudah dibaca. Periksa isinya.")
    assert not Notice.objects.filter(user=head).exists()


def test_targets_are_shown_as_numbers_or_in_their_words(agency, holder):
    upload = read("indikator", agency, holder(Role.OPERATOR, agency=agency))
    layout = layouts.layout_of("indikator")
    cells = [layout.cells(line)[4] for line in StagedPlanLine.objects.filter(upload=upload).order_by("row")]
    assert cells == ["2025: 9,35; 2026: 8,9", "2025: BB; 2026: A"]


def test_what_the_reading_has_to_tell_stands_on_the_check_page(sign_in, agency, holder):
    lines = ["1.06.02", "PROGRAM", 500], ["1.06.02.2.03.0001", "Sub A", 100]
    content = workbook(*lines, headings=("Kode", "Uraian", "Pagu (ribu)"), title="DAFTAR")
    upload = staged(
        content, agency=agency, by=holder(Role.OPERATOR, agency=agency), kind="anggaran", context={}
    )
    page = (
        sign_in(Role.OPERATOR, agency=agency)
        .get(reverse("agencies:upload-check", args=[upload.pk]))
        .content.decode()
    )
    assert "Pagu dikalikan 1.000 karena judulnya menyebut satuan itu." in page
    assert "Baris 4: Pagu Rp 500.000 berbeda dari jumlah rinciannya Rp 100.000." in page
