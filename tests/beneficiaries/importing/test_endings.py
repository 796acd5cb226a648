import pytest
from django.db import transaction

from agencies.access.roles import Role
from agencies.actions import uploads as actions
from agencies.importing.layouts import Overtaken
from agencies.models import AuditEvent, Upload
from beneficiaries.importing import endings
from beneficiaries.importing.people import PEOPLE
from beneficiaries.models import Assistance, RegisterEntry, StagedEnd
from tests.agencies import road
from tests.beneficiaries.lists import dump, line, merged, nik, staged, undone
from tests.factories import AgencyFactory, ProgramFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency():
    ProgramFactory(code="BST", name="Bantuan Sosial Tunai")
    return AgencyFactory()


def names(upload):
    return [endings.cells(end)[0] for end in endings.of(upload)]


def three(agency, **options):
    return merged(
        [line(name, nik=nik(n), nominal=5) for n, name in enumerate(("Wayan", "Made", "Nyoman"), 1)],
        program="BST", agency=agency, **options,
    )  # fmt: skip


def test_before_anybody_decides_everyone_who_would_end_is_named(agency):
    three(agency)
    before = dump()
    upload = staged([line("Wayan", nik=nik(1))], program="BST", agency=agency, mode="replace")
    assert names(upload) == ["Made", "Nyoman"]
    name, number, village, what = endings.cells(endings.of(upload)[0])
    assert number.startswith("3599••••")
    assert what == "Bantuan Sosial Tunai, 2026"
    assert dump() == before


@pytest.mark.parametrize("mode", ["add", "update"])
def test_only_a_complete_list_ends_anyone(agency, mode):
    three(agency)
    assert names(staged([line("Wayan", nik=nik(1))], program="BST", agency=agency, mode=mode)) == []


def test_other_programmes_periods_and_agencies_are_left_alone(agency):
    ProgramFactory(code="PKH")
    merged([line("Made", nik=nik(2))], program="PKH", agency=agency)
    merged([line("Made", nik=nik(2), periode="Tahap 2")], program="BST", agency=agency)
    merged([line("Nyoman", nik=nik(3))], program="BST")
    upload = staged([line("Wayan", nik=nik(1))], program="BST", agency=agency, mode="replace")
    assert names(upload) == []


@pytest.mark.parametrize(
    "cells",
    [{"nama": "Salah Ketik", "nik": nik(2)}, {"nama": "Made", "nik": None}],
    ids=["by number", "by name"],
)
def test_who_stands_on_a_held_line_is_named_and_does_not_end(agency, cells):
    three(agency)
    lines = [line("Wayan", nik=nik(1)), line(**{"name": cells["nama"], "nik": cells["nik"]})]
    upload = staged(lines, program="BST", agency=agency, mode="replace", held=[3])
    assert names(upload) == ["Nyoman"]


@pytest.mark.parametrize("kind", ["penerima", "individu"])
def test_where_more_would_end_than_people_saw_nothing_is_written_until_they_look_again(agency, kind):
    options = {"program": "BST", "agency": agency, "kind": kind}
    three(agency, kind=kind)
    upload = staged([line("Wayan", nik=nik(1))], mode="replace", **options)
    merged([line("Komang", nik=nik(9))], **options)
    before = dump()

    with pytest.raises(Overtaken), transaction.atomic():
        PEOPLE.merge(upload)
    assert dump() == before
    again = merged([line("Wayan", nik=nik(1))], mode="replace", **options)
    assert (names(again), again.rows_ended) == (["Komang", "Made", "Nyoman"], 3)


def test_two_complete_lists_checked_at_once_leave_what_the_later_one_says(sign_in, holder):
    road.ground()
    agency, approver = AgencyFactory(), holder(Role.SECRETARIAT)
    browser = sign_in(Role.OPERATOR, agency=agency)
    sender = browser.user
    contents = [road.workbook(road.line(1), road.line(2)), road.workbook(road.line(1), road.line(3))]
    both = [road.staged(each, agency=agency, by=sender, mode="replace") for each in contents]
    for upload in both:
        actions.confirm(upload, by=sender)
        actions.approve(upload, by=approver)
    assert road.work() == []

    first, second = (Upload.objects.get(pk=upload.pk) for upload in both)
    assert (first.status, second.status) == ("merged", "previewed")
    assert (second.rows_new, second.rows_ended, second.approver, second.confirmed_by) == (1, 1, None, None)
    assert AuditEvent.objects.filter(action="upload.overtaken", subject_id=second.pk).exists()
    assert "Register berubah sejak daftar ini" in browser.get(road.url("check", second)).content.decode()
    actions.confirm(second, by=sender)
    actions.approve(second, by=approver)
    assert road.work() == []
    received = Assistance.objects.filter(status="diterima").values_list("person__name", flat=True)
    assert set(received) == {"Warga 1", "Warga 3"}


def test_a_complete_list_of_people_ends_their_entries_in_the_same_register_only(agency):
    three(agency, kind="individu")
    three(agency, kind="individu", tahun=2025)
    upload = merged([line("Wayan", nik=nik(1))], kind="individu", agency=agency, mode="replace")
    ended = RegisterEntry.objects.filter(ended_by=upload)
    assert {(entry.name, entry.register.year) for entry in ended} == {("Made", 2026), ("Nyoman", 2026)}
    assert names(upload) == ["Made", "Nyoman"]


def test_undo_restores_who_had_ended(agency):
    three(agency)
    before = dump()
    result = undone(merged([line("Wayan", nik=nik(1))], program="BST", agency=agency, mode="replace"))
    assert dump() == before
    assert (result.restored, result.kept) == (2, 0)


def test_undo_leaves_and_names_whom_a_later_list_took_up_again(agency):
    three(agency)
    upload = merged([line("Wayan", nik=nik(1))], program="BST", agency=agency, mode="replace")
    merged([line("Made", nik=nik(2), nominal=8)], program="BST", agency=agency)
    assert PEOPLE.undo_outlook(upload) == (1, ["Made"])
    result = undone(upload)
    assert (result.restored, result.kept_rows) == (1, [("", 0, "Made")])
    assert set(Assistance.objects.values_list("status", flat=True)) == {"diterima"}


def test_a_list_can_be_undone_while_another_would_end_what_it_brought(agency):
    first = three(agency)
    waiting = staged([line("Wayan", nik=nik(1))], program="BST", agency=agency, mode="replace")
    undone(first)
    assert not StagedEnd.objects.filter(upload=waiting).exists()
