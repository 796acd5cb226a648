from collections.abc import Mapping

import pytest
from django.utils import timezone

from agencies.access.roles import Role
from agencies.models import Setting, Upload
from agencies.queries import comparisons as queries
from tests.agencies.road import line, merged, staged, workbook
from tests.factories import AgencyFactory, UploadFactory, VillageFactory

pytestmark = pytest.mark.django_db
Status = Upload.Status
SAME_LIST = {"headings": "a", "programs": ["PKH"]}


def counted(agency, **rows):
    read = sum(rows.values())
    parts = {f"rows_{part}": number for part, number in rows.items()}
    return UploadFactory(agency=agency, rows_read=read, **parts)


def before(agency, approver, profile: Mapping | None = None, **rows):
    upload = counted(agency, **rows)
    Upload.objects.filter(pk=upload.pk).update(
        status=Status.MERGED, merged_at=timezone.now(), approver=approver, profile=profile or {}
    )
    return upload


def test_what_differs_much_from_the_usual_is_a_signal(agency, holder):
    approver = holder(Role.SECRETARIAT)
    before(agency, approver, new=4, same=96)
    before(agency, approver, new=6, same=94)

    assert queries.signals(counted(agency, new=17, same=83)) == [("new", 17, 5)]
    assert queries.signals(counted(agency, new=6, same=94)) == []


def test_a_first_list_has_nothing_to_differ_from(agency):
    assert queries.signals(counted(agency, new=100)) == []


def test_an_agencys_list_is_not_compared_with_anothers(agency, holder):
    before(AgencyFactory(), holder(Role.SECRETARIAT), new=1, same=99)
    assert queries.signals(counted(agency, new=100)) == []


@pytest.mark.parametrize(("held", "data", "share"), [(0, 0, 0), (1, 10, 10), (2, 15, 13)])
def test_the_share_of_held_lines_is_of_the_data(agency, held, data, share):
    upload = counted(agency, held=held, new=data - held, skipped=50)
    assert queries.held_share(upload) == share


def test_duplicates_are_a_signal_too(agency, approver):
    before(agency, approver, {"doubled": 2}, new=100)
    upload = counted(agency, new=100)
    upload.profile = {"doubled": 12}

    assert queries.signals(upload) == [("doubled", 12, 2)]


def listed(agency, places, **other) -> Upload:
    return UploadFactory(agency=agency, profile=SAME_LIST | {"places": places} | other)


def test_villages_that_vanished_or_jumped_stand_apart_from_the_others(agency, approver):
    for number, name in ((2002, "Cempaga"), (2003, "Tigawasa"), (2004, "Baru"), (2005, "Kecil")):
        VillageFactory(code=f"35.99.01.{number}", name=name)
    earlier = before(agency, approver, SAME_LIST | {"places": {
        "35.99.01.2001": 100, "35.99.01.2002": 61, "35.99.01.2003": 120, "35.99.01.2005": 2, "": 3,
    }})  # fmt: skip
    upload = listed(agency, {
        "35.99.01.2001": 110, "35.99.01.2002": 86, "35.99.01.2004": 9, "35.99.01.2005": 4,
    })  # fmt: skip
    found = queries.comparison(upload)

    assert found.earlier == earlier
    assert [(place.name, place.before, place.now, place.per_cent) for place in found.unusual] == [
        ("Desa Cempaga", 61, 86, 41), ("Desa Tigawasa", 120, 0, -100), ("Desa Baru", 0, 9, 0),
    ]  # fmt: skip
    assert (found.rest.code, found.rest.before, found.rest.now) == ("3", 105, 114)
    assert (found.total.before, found.total.now) == (286, 209)


@pytest.mark.parametrize(
    "other",
    [{"headings": "b"}, {"programs": ["BST"]}, {"places": {}}],
    ids=["headings", "programme", "no places"],
)
def test_another_list_is_not_compared(agency, approver, other):
    before(agency, approver, SAME_LIST | {"places": {"35.99.01.2001": 9}})
    assert queries.comparison(listed(agency, **({"places": {"35.99.01.2001": 1}} | other))) is None


def test_how_much_a_jump_is_bappeda_decides(agency, approver):
    before(agency, approver, SAME_LIST | {"places": {"35.99.01.2001": 100}})
    upload = listed(agency, {"35.99.01.2001": 120})
    assert queries.comparison(upload).unusual == []
    Setting.objects.create(key="village_jump", value=10, valid_from="2020-01-01")
    assert [place.per_cent for place in queries.comparison(upload).unusual] == [20]


def test_next_quarters_file_is_compared_with_this_ones(agency, approver, holder):
    sender = holder(Role.OPERATOR, agency=agency)
    first = merged(workbook(*map(line, range(1, 8))), agency=agency, by=sender, approver=approver)
    assert first.profile["places"] == {"35.99.01.2001": 7}
    assert first.profile["programs"] == ["PKH"]
    context = {"program": "PKH", "periode": "Triwulan IV 2026", "tahun": 2026}
    second = staged(workbook(line(1)), agency=agency, by=sender, context=context)
    found = queries.comparison(second)

    assert found.earlier == first
    assert [(place.before, place.now) for place in found.unusual] == [(7, 1)]


def words(upload) -> str:
    return " ".join(queries.stops(upload).values())


def test_nothing_stops_a_list_that_is_as_usual(agency):
    assert queries.stops(counted(agency, new=90, held=10)) == {}


def test_many_held_doubled_or_ended_lines_stop_and_ask(agency):
    upload = counted(agency, same=80, changed=9, held=11)
    upload.rows_ended, upload.profile = 25, {"doubled": 51}

    assert "sepersepuluh baris bermasalah" in words(upload)
    assert "Lebih dari 20 % isi daftar lama akan berakhir." in words(upload)
    assert "Lebih dari 50 % baris ganda" in words(upload)


def test_where_every_line_is_wrong_the_better_sheet_is_named(agency):
    def sheet(name, action, *fields):
        return {"name": name, "action": action, "columns": [{"field": field} for field in fields]}

    upload = counted(agency, held=10)
    upload.outline = {"sheets": [
        sheet("REKAP", "import", "nik", "nama"), sheet("KOSONG", "ignore"), sheet("BNBA", "ignore", "nik", "nama", None),
    ]}  # fmt: skip
    assert queries.better_sheet(upload) == "BNBA"
    upload.rows_held, upload.rows_new = 9, 1
    assert queries.better_sheet(upload) == ""


def test_what_must_be_confirmed_is_named_by_what_was_seen(agency, approver):
    earlier = before(agency, approver, SAME_LIST | {"places": {"35.99.01.2001": 30}}, new=30)
    upload = counted(agency, new=88, held=12)
    upload.rows_ended, upload.profile = 3, SAME_LIST | {"places": {"35.99.01.2002": 30}}

    assert queries.earlier_list(upload) == earlier
    assert list(queries.to_confirm(upload)) == [
        "village:35.99.01.2001", "village:35.99.01.2002", "ended:3", "share_held", "share_ended",
    ]  # fmt: skip
    assert queries.to_confirm(counted(agency, new=1)) == {}
