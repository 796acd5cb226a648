from dataclasses import replace

import pytest

from agencies import identity
from agencies.access.roles import Role
from agencies.importing import staging
from agencies.importing.book import FileRefused
from agencies.importing.layouts import layout_of
from agencies.importing.limits import Limits
from agencies.importing.staging import order_for, read_into_staging, saved_mappings
from agencies.models import CellCorrection, SavedMapping
from tests.agencies.road import line, receive, workbook
from tests.factories import AgencyFactory, UploadFactory
from tests.sheets.hostile import CASES, TOO_LARGE, TOO_MANY_ROWS

pytestmark = pytest.mark.django_db
BURSTING = {
    "A1 and XFD1048576": TOO_LARGE,
    "a value in XFD of 20,000 rows": TOO_LARGE,
    "12,000 cells of one string of a megabyte": TOO_LARGE,
    "1,048,576 rows with content": TOO_MANY_ROWS,
}


@pytest.fixture
def upload(agency, holder):
    return receive(workbook(*map(line, range(1, 5))), agency=agency, by=holder(Role.OPERATOR, agency=agency))


def test_the_child_gets_corrections_as_ciphertext_only(upload):
    ct = identity.seal_text("3599014203800009", "cell:BNBA!A4")
    CellCorrection.objects.create(
        upload=upload, sheet="BNBA", row=4, column="A", old_ct=b"", new_ct=ct, by=upload.sender
    )
    order = order_for(upload, layout_of("penerima"), Limits())

    assert order.corrections == [("BNBA", 4, "A", ct)]
    assert order.facts["upload_id"] == upload.pk


def test_the_newest_version_of_a_saved_mapping_counts_and_only_the_own_agencys(upload, agency):
    for version, owner in ((1, agency), (2, agency), (3, AgencyFactory())):
        SavedMapping.objects.create(
            agency=owner,
            kind="penerima",
            headings="f" * 64,
            mapping={"v": str(version)},
            version=version,
            saved_by=upload.sender,
        )

    assert saved_mappings(upload)["f" * 64]["mapping"] == {"v": "2"}
    assert saved_mappings(UploadFactory()) == {}


def test_lines_are_copied_while_progress_is_told(upload):
    told = []
    layout = layout_of("penerima")
    outline = read_into_staging(
        order_for(upload, layout, Limits()), layout, 60, lambda *facts: told.append(facts)
    )

    assert layout.staged.objects.filter(upload=upload).count() == 4
    assert outline["sheets"][0]["rows"] == {"data": 4, "valid": 4, "error": 0}
    assert told[-1][2] == "Memeriksa baris"


def test_a_cancelled_reading_ends_at_once(upload):
    class Stop(Exception):
        pass

    def stops(*facts):
        raise Stop

    layout = layout_of("penerima")
    with pytest.raises(Stop):
        read_into_staging(order_for(upload, layout, Limits()), layout, 60, stops)


def refusal_of(order) -> FileRefused:
    with pytest.raises(FileRefused) as caught:
        read_into_staging(order, layout_of("penerima"), 60, lambda *facts: None)
    return caught.value


@pytest.mark.parametrize("case", [case for case in CASES if case.name in BURSTING], ids=str)
def test_haste_refuses_a_workbook_that_bursts_a_limit_in_the_words_of_care(case, agency, holder):
    upload = receive(case.build(), agency=agency, by=holder(Role.OPERATOR, agency=agency))
    order = order_for(upload, layout_of("penerima"), Limits())
    careful = refusal_of(replace(order, hasty=False))
    hasty = refusal_of(replace(order, hasty=True))

    assert (careful.code, careful.facts) == (hasty.code, hasty.facts)
    assert careful.code == BURSTING[case.name]


def test_only_a_large_file_is_read_with_haste_and_never_for_an_answer(upload):
    layout = layout_of("penerima")
    assert not order_for(upload, layout, Limits()).hasty
    upload.size = staging.LARGE + 1
    assert order_for(upload, layout, Limits()).hasty
    assert not order_for(upload, None, Limits()).hasty


@pytest.mark.parametrize("reason", ["memory", "crash"])
def test_a_death_in_haste_is_followed_by_a_reading_with_care(upload, monkeypatch, reason):
    run_limited, seen = staging.run_limited, []

    def dies_in_haste(target, payload, **options):
        seen.append(payload["order"].hasty)
        outcome = run_limited(target, payload, **options)
        if seen[-1]:
            raise FileRefused("file_unreadable", reason=reason)
        return outcome

    monkeypatch.setattr(staging, "run_limited", dies_in_haste)
    layout = layout_of("penerima")
    order = replace(order_for(upload, layout, Limits()), hasty=True)
    assert read_into_staging(order, layout, 60, lambda *facts: None)["accept"]
    assert seen == [True, False]
    assert layout.staged.objects.filter(upload=upload).count() == 4  # handed over twice, stored once


def test_a_death_with_care_and_a_want_of_time_stay_what_they_are(upload, monkeypatch):
    def dies(target, payload, **options):
        raise FileRefused("file_unreadable", reason="time" if payload["order"].hasty else "memory")

    monkeypatch.setattr(staging, "run_limited", dies)
    order = order_for(upload, layout_of("penerima"), Limits())
    assert refusal_of(replace(order, hasty=True)).facts == {"reason": "time"}
    assert refusal_of(replace(order, hasty=False)).facts == {"reason": "memory"}
