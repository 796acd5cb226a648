import io

import openpyxl
import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains

from agencies.access.roles import OVER_AGENCY, OVER_REGION, Role
from agencies.jobs.queue import claim, run
from agencies.models import AuditEvent, ReadEvent, RoleAssignment, Signatory
from reports.actions.rollups import refresh
from reports.definitions.listings import LISTINGS
from reports.models import BuiltFile
from tests.factories import AgencyFactory, BudgetFactory, IndicatorFactory, ProgramFactory, RealizationFactory
from tests.factories.programs import ProgramYearFactory

pytestmark = pytest.mark.django_db

BUILDERS = [
    Role.SECRETARIAT,
    Role.PLANNER,
    Role.OPERATOR,
    Role.AGENCY_HEAD,
    Role.REGISTER_OFFICE,
    Role.LEADER,
]


@pytest.fixture
def counted(regency):
    """A counted year with money, an indicator, a name that looks like a formula, and one who signs."""
    program = ProgramFactory(name="=1+1 Bantuan & Modal", agency=AgencyFactory(name="Dinas & Rakyat"))
    ProgramYearFactory(program=program)
    RealizationFactory(program=program, funding_source=BudgetFactory(program=program).funding_source)
    IndicatorFactory(agency=program.agency)
    Signatory.objects.create(
        post="planning_head",
        title="Kepala Bappeda",
        name="Made Astawa",
        nip="199900000000000002",
        valid_from="2020-01-01",
    )
    refresh(2026)
    return regency


def work():
    while job := claim():
        assert run(job) is None


def build(client, **parameters) -> BuiltFile:
    response = client.post(
        reverse("reports:report-build", args=["koordinasi"]), {"tahun": "2026", "triwulan": "4", **parameters}
    )
    assert response.status_code == 302
    work()
    return BuiltFile.objects.get()


def opened(client, built: BuiltFile):
    response = client.get(reverse("reports:export-download", args=[built.pk]))
    return openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))


@pytest.mark.parametrize("role", BUILDERS)
def test_the_workbook_tells_the_figures_of_the_dashboard(sign_in, counted, role):
    agency = AgencyFactory() if role in OVER_AGENCY else None
    client = sign_in(role, agency=agency)
    context = client.get("/?tampilan=daerah").context
    page = opened(client, build(client))["Ringkasan"]
    told = {row[0]: row[1:3] for row in page.iter_rows(min_row=5, max_col=3, values_only=True) if row[0]}
    assert len(context["tiles"]) == 5
    for tile in (*context["tiles"], *context["further"]):
        expected = [
            None if value is None else round(float(value), 6) for value in (tile.figure.value, tile.figure.of)
        ]
        found = [
            None if value in (None, "–") else round(float(value), 6) for value in told[tile.measure.title]
        ]
        assert (tile.measure.title, found) == (tile.measure.title, expected)


def test_the_same_filters_give_the_same_figures(sign_in, counted):
    _, _, villages = counted
    client = sign_in(Role.SECRETARIAT)
    district = villages[0].parent.code
    tiles = client.get(f"/?kecamatan={district}").context["tiles"]
    page = opened(client, build(client, kecamatan=district))["Ringkasan"]
    assert page["B5"].value == tiles[0].figure.value
    assert page["C5"].value == tiles[0].figure.of


def test_the_workbook_is_ready_for_the_printer_and_hides_nothing(sign_in, counted):
    client = sign_in(Role.SECRETARIAT)
    book = opened(client, build(client))
    assert book.sheetnames == [
        "Sampul", "Ringkasan", "Perangkat daerah", "Program", "Penerima per kecamatan", "Penerima per desa", "Penerima per program",
        "Tumpang tindih", "Indikator per perangkat", "Indikator", "Masalah data", "Definisi",
    ]  # fmt: skip
    assert {page.sheet_state for page in book} == {"visible"}
    assert {page.page_setup.orientation for page in book} == {"landscape"}
    assert {page.print_title_rows for page in book.worksheets[1:]} == {"$4:$4"}
    assert all(page.freeze_panes == "A5" for page in book.worksheets[1:])
    assert book.properties.creator == "Sinergi"
    charts = {page.title: len(page._charts) for page in book if page._charts}
    assert set(charts) >= {"Perangkat daerah", "Penerima per kecamatan"}


def test_text_stays_text_and_codes_keep_their_zeros(sign_in, counted):
    client = sign_in(Role.SECRETARIAT)
    book = opened(client, build(client))
    cells = [cell for row in book["Program"].iter_rows(min_row=5) for cell in row]
    name = next(cell for cell in cells if cell.value == "=1+1 Bantuan & Modal")
    assert name.data_type == "s"
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert all(
        isinstance(row[0].value, str)
        for row in book["Penerima per kecamatan"].iter_rows(min_row=5, max_row=6)
    )


def test_the_cover_names_who_signs(sign_in, counted):
    client = sign_in(Role.LEADER)
    words = [
        cell.value
        for row in opened(client, build(client))["Sampul"].iter_rows()
        for cell in row
        if cell.value
    ]
    assert "LAPORAN KOORDINASI PENANGGULANGAN KEMISKINAN" in words
    assert {"Made Astawa", "NIP 199900000000000002", "Pemerintah Kabupaten Tirta Kencana"} <= set(words)


def test_nobody_downloads_the_file_of_another(sign_in, counted, client, holder):
    built = build(sign_in(Role.SECRETARIAT))
    other = sign_in(Role.SECRETARIAT)
    assert other.get(reverse("reports:export-download", args=[built.pk])).status_code == 404
    assert other.post(reverse("reports:export-remove", args=[built.pk])).status_code == 404


def test_a_role_revoked_since_opens_nothing(sign_in, counted):
    client = sign_in(Role.SECRETARIAT)
    built = build(client)
    RoleAssignment.objects.filter(user=client.user).update(role=Role.COUNCILLOR)
    assert client.get(reverse("reports:export-download", args=[built.pk])).status_code == 403


def test_a_file_asked_for_before_the_role_ended_is_not_built(sign_in, counted):
    client = sign_in(Role.SECRETARIAT)
    client.post(reverse("reports:report-build", args=["koordinasi"]), {"tahun": "2026", "triwulan": "4"})
    RoleAssignment.objects.filter(user=client.user).update(role=Role.COUNCILLOR)
    run(claim())
    assert BuiltFile.objects.get().status == BuiltFile.Status.FAILED


def test_every_download_is_noted(sign_in, counted):
    client = sign_in(Role.SECRETARIAT)
    built = build(client)
    opened(client, built)
    opened(client, built)
    built.refresh_from_db()
    assert built.downloads == 2
    assert AuditEvent.objects.filter(action="export.downloaded", subject_id=str(built.pk)).count() == 2


def test_the_stored_file_is_sealed(sign_in, counted):
    from reports.actions.exports import shelf

    built = build(sign_in(Role.SECRETARIAT))
    assert not (shelf() / built.stored_as).read_bytes().startswith(b"PK")


def test_a_removed_file_is_gone_from_the_disk_but_not_from_the_list(
    sign_in, counted, django_capture_on_commit_callbacks
):
    from reports.actions.exports import shelf

    client = sign_in(Role.SECRETARIAT)
    built = build(client)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("reports:export-remove", args=[built.pk]))
    assert list(shelf().iterdir()) == []
    assertContains(client.get(reverse("reports:export-mine")), "Sudah dihapus")


@pytest.mark.parametrize("key", sorted(key for key, one in LISTINGS.items() if not one.has_names))
def test_every_list_leaves_as_excel_with_its_headings(sign_in, counted, key):
    client = sign_in(Role.AUDITOR if key in ("trail", "reads") else Role.SECRETARIAT)
    response = client.get(reverse("reports:export-list", args=[key]))
    page = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    assert [cell.value for cell in page[1]] == [column.title for column in LISTINGS[key].columns]
    assert AuditEvent.objects.filter(action="export.listed", detail__key=key).exists()


@pytest.mark.parametrize("key", sorted(key for key, one in LISTINGS.items() if one.has_names))
def test_a_list_with_names_asks_for_its_purpose_and_says_whose_it_is(sign_in, counted, key):
    client = sign_in(Role.SECRETARIAT)
    url = reverse("reports:export-list", args=[key]) + "?tahun=2026"
    assertContains(client.get(url), "Setiap halaman memuat nama Anda")
    assert client.post(url, {"purpose": "lain", "other": "", "recipient": "Camat"}).status_code == 422
    client.post(url, {"purpose": "Pemeriksaan", "recipient": "Inspektorat"})
    work()
    built = BuiltFile.objects.get()
    page = opened(client, built).active
    assert client.user.name in page["A1"].value
    assert "Pemeriksaan" in page["A2"].value
    names = [row[0] for row in page.iter_rows(min_row=5, values_only=True)]
    assert len(names) == built.rows == LISTINGS[key].count(_viewer(client), {"tahun": "2026"})
    assert ReadEvent.objects.get(what="export").rows == built.rows
    assert len(AuditEvent.objects.get(action="export.built").detail["ids"]) == built.rows


def test_a_list_with_names_is_closed_to_those_who_may_not_export(sign_in, counted):
    assert sign_in(Role.LEADER).get(reverse("reports:export-list", args=["recipients"])).status_code == 403


def test_an_unknown_list_or_report_does_not_exist(sign_in, counted):
    client = sign_in(Role.SECRETARIAT)
    assert client.get(reverse("reports:export-list", args=["tidak-ada"])).status_code == 404
    assert client.get(reverse("reports:report-build", args=["tidak-ada"])).status_code == 404


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_everybody_with_figures_sees_the_catalogue(sign_in, counted, role):
    _, _, villages = counted
    place = villages[0] if role in OVER_REGION else None
    agency = AgencyFactory() if role in OVER_AGENCY else None
    assertContains(sign_in(role, agency=agency, region=place).get(reverse("reports:report-list")), "Lembar")


def _viewer(client):
    from agencies.access.viewer import Viewer

    return Viewer.of(client.user)
