"""What a list says each half of the year spent; the table of cases of DOMAIN 8.4."""

import pytest

from agencies.access.roles import Role
from programs.models import ActionReport, ActionRow, StagedPlanLine
from tests.agencies.road import url
from tests.factories import ActionRowFactory, RealizationFactory
from tests.programs.importing.action_lists import OPPKPKE, book_of, ground, handed_in, report

pytestmark = pytest.mark.django_db
WITH_REASON = (*OPPKPKE, "Alasan")


@pytest.fixture
def row():
    return ActionRowFactory(program=ground(), strategy=1, allocation_amount=100)


@pytest.fixture
def people(holder, row):
    return {"by": holder(Role.OPERATOR, agency=row.agency), "approver": holder(Role.SECRETARIAT)}


@pytest.fixture
def checked(row, people):
    """Hand in one line; (upload, codes of its problems, what becomes of it)."""

    def checked(first, second, total, context=None, **cells):
        content = book_of(
            report(first, second, total, **{"Alokasi Anggaran": 100} | cells), headings=WITH_REASON
        )
        upload = handed_in(content, agency=row.agency, by=people["by"], context=context or {})
        line = StagedPlanLine.objects.get(upload=upload)
        return upload, {problem["code"] for problem in line.problems}, line.outcome

    return checked


@pytest.mark.parametrize(
    ("figures", "code"),
    [
        ((40, 95, 135), "semester_cumulative"),
        ((40, 95, None), "semester_cumulative"),
        ((40, 120, 160), "report_exceeds"),
        ((40, 50, 99), "total_differs"),
        ((None, None, 70), "semester_missing"),
        ((-1, 50, 49), "amount_negative"),
    ],
)
def test_figures_that_cannot_be_right_are_held(checked, figures, code):
    _, codes, outcome = checked(*figures)
    assert (codes, outcome) == ({code}, "held")


def test_more_than_the_allocation_is_taken_with_a_reason(row, people):
    content = book_of(
        report(40, 95, 135, **{"Alokasi Anggaran": 100, "Alasan": "Tambahan pusat"}), headings=WITH_REASON
    )
    handed_in(content, agency=row.agency, **people)
    assert set(ActionReport.objects.values_list("semester", "realized_amount", "reason")) == {
        (1, 40, "Tambahan pusat"), (2, 95, "Tambahan pusat"),
    }  # fmt: skip


def test_a_total_that_equals_the_second_half_proves_that_it_holds_the_first(checked):
    _, codes, outcome = checked(40, 95, 95)
    assert codes == {"semester_subtracted"}
    assert outcome == "changed"


def test_whether_the_second_half_holds_the_first_is_asked_once_and_the_answer_counts(
    checked, sign_in, row, people
):
    upload, _, _ = checked(40, 95, None)
    assert [question["code"] for question in upload.outline["questions"]] == ["semester_cumulative"]
    page = sign_in(Role.OPERATOR, agency=row.agency).get(url("columns", upload))
    assert b"Semester 2 tampak sudah termasuk semester 1. Pilih cara membacanya." in page.content
    assert b"Kumulatif: sudah termasuk semester 1" in page.content

    content = book_of(report(40, 95, None, **{"Alokasi Anggaran": 100}), headings=OPPKPKE)
    handed_in(content, agency=row.agency, context={"periode": "kumulatif"}, **people)
    assert dict(ActionReport.objects.values_list("semester", "realized_amount")) == {1: 40, 2: 55}


def test_a_cumulative_figure_below_the_first_half_is_held(checked):
    _, codes, _ = checked(40, 30, None, {"periode": "kumulatif"})
    assert codes == {"cumulative_falls"}


def test_told_to_stand_alone_the_second_half_needs_a_reason_but_no_question(checked):
    upload, codes, outcome = checked(40, 95, None, {"periode": "per semester"})
    assert (upload.outline["questions"], codes, outcome) == ([], {"semester_cumulative"}, "held")


def test_another_figure_than_the_months_needs_a_reason_and_the_same_needs_no_report(checked, row):
    RealizationFactory(program=row.program, month=2, spent_amount=40)
    _, codes, _ = checked(30, None, None)
    assert codes == {"report_differs"}
    _, codes, _ = checked(40, None, None)
    assert not codes
    assert ActionReport.objects.count() == 0


def test_only_the_report_may_be_handed_in_for_a_row_that_stands(row, people):
    cells = {name: None for name in ("Alokasi Anggaran", "Strategi OPPKPKE", "Lokasi", "Sumber Pembiayaan")}
    handed_in(book_of(report(40, None, 40, **cells), headings=OPPKPKE), agency=row.agency, **people)
    assert ActionReport.objects.get().realized_amount == 40
    assert ActionRow.objects.get().allocation_amount == 100
