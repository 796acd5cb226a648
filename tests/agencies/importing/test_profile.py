import pytest

from agencies.access.roles import Role
from agencies.models import Upload
from beneficiaries.models import Assistance
from tests.agencies.road import HEADINGS, line, merged, staged, workbook

pytestmark = pytest.mark.django_db


def test_lists_with_the_same_headings_in_another_order_are_the_same_list(agency, sender):
    turned = workbook(line(1)[::-1], headings=HEADINGS[::-1])
    first = staged(workbook(line(1)), agency=agency, by=sender)
    second = staged(turned, agency=agency, by=sender)
    third = staged(
        workbook([*line(1), "x"], headings=(*HEADINGS, "Catatan Petugas")), agency=agency, by=sender
    )

    assert first.profile["headings"] == second.profile["headings"]
    assert third.profile["headings"] != first.profile["headings"]


def test_what_a_complete_list_ends_is_counted_before_anybody_decides(agency, sender, holder):
    merged(workbook(*map(line, range(1, 5))), agency=agency, by=sender, approver=holder(Role.SECRETARIAT))
    assert staged(workbook(line(1)), agency=agency, by=sender, mode="replace").rows_ended == 3
    assert staged(workbook(line(1), line(2)), agency=agency, by=sender, mode="update").rows_ended == 0


def test_a_file_that_could_not_be_read_has_no_score(agency, sender):
    upload = staged(b"%PDF-1.7", agency=agency, by=sender)
    assert (upload.quality, upload.profile) == (None, {})


def as_csv(*lines, headings) -> bytes:
    return "\r\n".join(";".join(map(str, each)) for each in (headings, *lines)).encode("cp1252")


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (workbook(line(1)[::-1], line(2)[::-1], headings=HEADINGS[::-1]), "kolom dibalik.xlsx"),
        (workbook(line(2), [], line(1), title="Salinan", sheet="Lembar baru"), "disimpan ulang.xlsx"),
        (as_csv(line(1), line(2), headings=HEADINGS), "diekspor.csv"),
    ],
    ids=["columns turned round", "lines in another order", "saved as csv"],
)
@pytest.mark.parametrize("mode", Upload.Mode.values)
def test_the_same_content_in_another_shape_brings_nothing_new(agency, sender, holder, content, name, mode):
    merged(workbook(line(1), line(2)), agency=agency, by=sender, approver=holder(Role.SECRETARIAT))
    again = staged(content, agency=agency, by=sender, name=name, mode=mode)

    assert (again.rows_new, again.rows_changed, again.rows_ended, again.rows_same) == (0, 0, 0, 2)


def test_adding_leaves_who_is_known_and_an_empty_cell_clears_nothing(agency, sender, holder):
    approver = holder(Role.SECRETARIAT)
    merged(workbook(line(1), line(2)), agency=agency, by=sender, approver=approver)
    other = [line(1, "WARGA 1", Nominal=1), line(2, Nominal=""), line(3)]
    assert counts(staged(workbook(*other), agency=agency, by=sender, mode="add")) == (1, 0, 2)
    updated = merged(workbook(*other), agency=agency, by=sender, approver=approver, again=True)

    assert counts(updated) == (1, 1, 1)
    assert dict(Assistance.objects.values_list("person__name", "amount"))["Warga 2"] == 600000


def counts(upload):
    return upload.rows_new, upload.rows_changed, upload.rows_same
