from decimal import Decimal

import pytest
from django.utils import timezone

from agencies.access.roles import Role
from agencies.importing.layouts import layout_of
from agencies.models import Upload
from agencies.queries import quality
from agencies.queries.uploads import staged_lines
from tests.agencies.road import ground, line, merged, staged, workbook
from tests.factories import AgencyFactory, UploadFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_each_part_counts_the_lines_it_spoils_once(holder):
    ground()
    agency = AgencyFactory()
    content = workbook(
        line(1), line(2, NIK="3599"), line(3, NIK="", Nominal="rusak"), line(4, Desa="Antah"),
    )  # fmt: skip
    upload = staged(content, agency=agency, by=holder(Role.OPERATOR, agency=agency))
    found = quality.spoilt(staged_lines(layout_of("penerima").staged, upload))

    assert (found.nik, found.no_kk, found.desa, found.lain, found.doubled) == (1, 0, 1, 1, 0)
    assert upload.quality == quality.score(found, 4, "penerima") == Decimal("81.3")


def test_a_line_is_doubled_where_it_says_again_what_is_there_and_not_where_it_corrects_it(holder):
    ground()
    agency, other = AgencyFactory(), AgencyFactory()
    merged(
        workbook(line(1), line(2)), agency=agency, by=holder(Role.OPERATOR, agency=agency), approver=holder(Role.SECRETARIAT)
    )  # fmt: skip
    corrected = staged(workbook(line(1, Nominal=1)), agency=agency, by=holder(Role.OPERATOR, agency=agency))
    again = staged(workbook(line(1), line(3), line(3)), agency=other, by=holder(Role.OPERATOR, agency=other))

    assert (corrected.profile["doubled"], again.profile["doubled"]) == (0, 2)
    assert again.quality == Decimal("87.5")  # one line of three repeats a NIK of the file


@pytest.mark.parametrize(
    ("spoilt", "kind", "score"),
    [
        ((0, 0, 0, 0), "penerima", "100.0"),
        ((10, 0, 0, 0), "penerima", "62.5"),
        ((0, 10, 0, 0), "individu", "75.0"),
        ((10, 10, 10, 10), "keluarga", "0.0"),
        ((0, 0, 0, 10), "usulan", "66.7"),
        ((0, 0, 1, 0), "usulan", "93.3"),
    ],
)
def test_the_weights_are_3_for_nik_2_for_no_kk_and_village_1_for_others(spoilt, kind, score):
    assert quality.score(quality.Spoilt(*spoilt, 0), 10, kind) == Decimal(score)


def test_a_list_without_lines_has_no_score():
    assert quality.score(quality.Spoilt(0, 0, 0, 0, 0), 0, "penerima") is None


def stored(agency, kind, score, days_ago=0, **other):
    now = timezone.now() - timezone.timedelta(days=days_ago)
    return UploadFactory(
        agency=agency, kind=kind, quality=score, status=Upload.Status.MERGED, merged_at=now, approver=UserFactory(), **other
    )  # fmt: skip


def test_an_agencys_score_is_the_mean_of_its_newest_list_of_each_kind():
    agency, other = AgencyFactory(name="Dinas Sosial"), AgencyFactory(name="Dinas Kesehatan")
    told = {
        "rows_read": 10,
        "rows_new": 10,
        "profile": {"spoilt": {"nik": 1, "no_kk": 0, "desa": 0, "lain": 2}},
    }
    stored(agency, "penerima", "5.0", days_ago=20)
    stored(agency, "penerima", "10.0", days_ago=9)
    stored(agency, "penerima", "90.0", **told)
    stored(agency, "individu", "75.5", **told)
    stored(other, "usulan", "99.0")
    UploadFactory(agency=agency, kind="keluarga", quality="5.0")
    first, second = quality.by_agency(Upload.objects.all())

    assert (first.name, first.score, first.before, first.trend) == (
        "Dinas Kesehatan",
        Decimal("99.0"),
        None,
        None,
    )
    assert (second.score, second.before, second.lists, second.lines) == (
        Decimal("82.8"),
        Decimal("10.0"),
        2,
        20,
    )
    assert dict(second.shares) == {
        "NIK benar": 90, "No. KK benar": 100, "desa benar": 100, "isian lain benar": 80,
    }  # fmt: skip
    assert (quality.of_agency(agency), quality.of_agency(AgencyFactory())) == (second, None)


def test_the_definition_tells_the_formula_with_the_numbers_of_the_list():
    upload = UploadFactory(
        rows_read=12, rows_skipped=2, rows_new=10, profile={"spoilt": {"nik": 1, "lain": 4}}
    )
    told = quality.definition(upload)["formula"]

    assert told.startswith("100 × (3 × 9 dari 10 baris tanpa masalah NIK + 2 × 10 dari 10 baris")
    assert told.endswith("1 × 6 dari 10 baris tanpa masalah isian lain) ÷ 8.")
