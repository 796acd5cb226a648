"""Reports that count from January become the money of each month."""

import pytest
from pytest_django.asserts import assertContains

from agencies.access.roles import Role
from agencies.importing import layouts
from programs.models import Budget, FundingSource, Realization, StagedPlanLine
from tests.agencies.road import merged, staged, workbook
from tests.factories import AgencyFactory, NodeFactory, ProgramFactory

pytestmark = pytest.mark.django_db
CODE = "1.06.05.2.02.0001"
HEADINGS = ("Kode", "Uraian", "Pagu", "Realisasi", "Sumber Dana")


@pytest.fixture
def money(holder):
    """Hand in a report of one sub kegiatan; `money(6, 500)` counts to June."""
    agency = AgencyFactory()
    FundingSource.objects.get_or_create(code="DAU", defaults={"name": "Dana Alokasi Umum"})
    node = NodeFactory(code=CODE, name="Pendataan")
    program = ProgramFactory(agency=agency, node=node)
    by, approver = holder(Role.OPERATOR, agency=agency), holder(Role.SECRETARIAT)

    def handed_in(month, spent, *, check=False, headings=HEADINGS, line=None, **context):
        content = workbook(line or [CODE, "Pendataan", 1000, spent, "DAU"], headings=headings)
        told = {"tahun": 2025} | ({"bulan": month} if month else {}) | context
        road = {"agency": agency, "by": by, "kind": "anggaran", "context": told, "again": True}
        return staged(content, **road) if check else merged(content, approver=approver, **road)

    handed_in.program, handed_in.agency = program, agency
    return handed_in


def months(money) -> dict[int, int]:
    return dict(
        Realization.objects.filter(program=money.program)
        .order_by("month")
        .values_list("month", "spent_amount")
    )


def held_for(upload) -> list[str]:
    return [
        problem["code"] for line in StagedPlanLine.objects.filter(upload=upload) for problem in line.problems
    ]


def test_what_earlier_months_hold_is_taken_off(money):
    money(3, 300)
    money(6, 500)
    assert months(money) == {3: 300, 6: 200}
    assert Budget.objects.get().ceiling_amount == 1000


def test_a_corrected_report_changes_its_month_and_undoing_puts_it_back(money):
    money(6, 500)
    upload = money(6, 650)
    assert (upload.rows_new, upload.rows_changed) == (0, 1)
    assert months(money) == {6: 650}
    assert layouts.layout_of("anggaran").undo(upload).restored == 1
    assert months(money) == {6: 500}


def test_a_month_that_comes_late_takes_its_part_out_of_the_next(money):
    money(7, 700)
    upload = money(6, 500)
    assert months(money) == {6: 500, 7: 200}
    layouts.layout_of("anggaran").undo(upload)
    assert months(money) == {7: 700}


def test_a_report_below_what_is_stored_is_held(money):
    money(3, 300)
    upload = money(6, 200, check=True)
    assert held_for(upload) == ["cumulative_falls"]
    assert upload.rows_held == 1


def test_a_report_of_the_month_alone_is_taken_as_it_is(money):
    money(3, 300)
    money(6, 200, realisasi="bulan")
    assert months(money) == {3: 300, 6: 200}


def test_columns_of_quarters_are_kept_at_their_last_month(money):
    headings = ("Kode", "Uraian", "Pagu", "Realisasi TW I", "Realisasi TW II", "Sumber Dana")
    money(None, None, headings=headings, line=[CODE, "Pendataan", 1000, 100, 250, "DAU"])
    assert months(money) == {3: 100, 6: 250}


def test_without_a_month_the_mapping_screen_asks(money, sign_in):
    upload = money(None, 500, check=True)
    assert upload.status == "mapping"
    assert [question["code"] for question in upload.outline["questions"]] == ["month_missing"]
    page = sign_in(Role.OPERATOR, agency=money.agency).get(f"/unggahan/{upload.pk}/kolom/")
    assert "Bulan realisasi belum disebut." in page.content.decode()


def test_a_level_of_work_beyond_all_is_held(money):
    headings = ("Kode", "Uraian", "Pagu", "Realisasi Fisik (%)", "Sumber Dana")
    upload = money(6, None, check=True, headings=headings, line=[CODE, "Pendataan", 1000, 140, "DAU"])
    assert "percent_invalid" in held_for(upload)


def test_how_a_report_counts_is_chosen_in_the_browser(money, sign_in):
    money(3, 300)
    upload = money(6, 350, check=True)
    client, url = sign_in(Role.OPERATOR, agency=money.agency), f"/unggahan/{upload.pk}/kolom/"
    assertContains(client.get(url), "Hanya bulan itu (bulan ini)")
    client.post(url, {"pakai-0": "1", "realisasi": "bulan"})
    upload.refresh_from_db()
    assert upload.context["realisasi"] == "bulan"
    assertContains(client.get(url), '<option value="bulan" selected>')


def test_the_choice_is_no_value_of_a_line(money):
    headings = ("Kode", "Uraian", "Pagu", "Realisasi", "Realisasi Fisik (%)", "Sumber Dana")
    upload = money(
        6,
        None,
        check=True,
        headings=headings,
        line=[CODE, "Pendataan", 1000, "", 40, "DAU"],
        realisasi="bulan",
    )
    line = StagedPlanLine.objects.get(upload=upload)
    assert "realisasi" not in line.values
