from decimal import Decimal as D

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.access.roles import Role
from programs.actions import standings
from programs.models import Attainment, Indicator
from programs.queries.attainment import State
from programs.queries.indicators import (
    WITHOUT,
    Score,
    grouped,
    judged,
    listing,
    lowest,
    score,
    score_of,
    standing,
)
from tests.factories import AgencyFactory, IndicatorFactory, ProgramFactory, TargetFactory

pytestmark = pytest.mark.django_db


def reached(value, *, target=80, agency=None, year=2025, **fields):
    indicator = IndicatorFactory(**({"agency": agency} if agency else {}), **fields)
    TargetFactory(indicator=indicator, year=year, value=target)
    if value is not None:
        Attainment.objects.create(indicator=indicator, year=year, quarter=4, value=value)
    standings.refresh([indicator.pk], [year])
    return indicator


def test_the_example_of_the_handbook_gives_71_48_per_cent():
    found = Score(met=193, not_met=77, open=14)
    assert (round(found.percent, 2), found.judged, found.total) == (D("71.48"), 270, 284)


def test_without_a_judged_indicator_there_is_no_per_cent():
    assert Score(open=3).percent is None


def test_the_third_class_is_counted_beside_the_two():
    for value in (80, 90, 79, None):
        reached(value)

    assert score(judged(Indicator.objects.all(), [2025])) == Score(met=2, not_met=1, open=1)


def test_each_year_is_judged_by_its_own_target():
    indicator = reached(80, year=2024)
    TargetFactory(indicator=indicator, year=2025, value=85)
    Attainment.objects.create(indicator=indicator, year=2025, quarter=4, value=80)

    found = judged(Indicator.objects.all(), [2024, 2025])

    assert {row.year: row.judgement.state for row in found} == {2024: State.MET, 2025: State.NOT_MET}


def test_three_queries_judge_any_number_of_indicators(django_assert_max_num_queries):
    for value in range(75, 90):
        reached(value)
    with django_assert_max_num_queries(5):  # two settings, targets, attainments, indicators
        assert len(judged(Indicator.objects.select_related("agency"), range(2022, 2027))) == 15 * 5


def test_the_listing_filters_by_state_class_agency_and_word(viewer_of):
    viewer = viewer_of(Role.SECRETARIAT)
    met = reached(90, name="Angka melek huruf")
    low = reached(10, name="Prevalensi stunting")

    def names(**params):
        return [row.indicator for row in listing(viewer, params, 2025)]

    assert names(keadaan="met") == [met]
    assert names(kelas="SR") == [low]
    assert names(sebab="not_reported") == names(status="verified") == []
    assert names(cari="stunt prev") == [low]
    assert names(perangkat=str(met.agency_id)) == [met]
    assert names(perangkat="x") == []
    assert names(urut="-capaian") == [met, low]
    assert names(urut="capaian") == [low, met]
    assert names(perangkat="9" * 30) == []


def test_what_stands_last_in_every_order_has_no_percentage(viewer_of):
    viewer = viewer_of(Role.SECRETARIAT)
    rows = [reached(None), reached(90), reached(10)]
    for order, expected in (("capaian", [2, 1, 0]), ("-capaian", [1, 2, 0])):
        found = listing(viewer, {"urut": order}, 2025)
        assert [row.indicator for row in found] == [rows[place] for place in expected]


def test_counts_of_filtered_rows_and_of_groups_agree(viewer_of):
    agency = AgencyFactory()
    for value in (90, 10, None):
        reached(value, agency=agency)
    reached(85)
    rows = standing(viewer_of(Role.SECRETARIAT), {}, 2025)
    assert score_of(rows) == Score(met=2, not_met=1, open=1)
    assert [(one["agency"], one["score"].judged) for one in grouped(rows, "agency")][0] == (agency.pk, 2)


def test_stored_rows_tell_what_judging_tells(viewer_of):
    for value in (90, 10, None):
        reached(value)
    words = reached("90")
    report = words.attainments.get()
    report.hindering = "Harga naik"
    report.save()
    standings.refresh([words.pk], [2025])
    kept = listing(viewer_of(Role.SECRETARIAT), {"urut": "kode"}, 2025)
    anew = judged(Indicator.objects.select_related("agency").order_by("code"), [2025])
    assert [(one.target, one.judgement, one.hindering, one.quarter) for one in kept] == [
        (one.target, one.judgement, one.hindering, one.quarter) for one in anew
    ]


def test_an_agency_sees_only_its_own_indicators(viewer_of):
    mine, _other = reached(90), reached(90)
    viewer = viewer_of(Role.OPERATOR, agency=mine.agency)
    assert [row.indicator for row in listing(viewer, {}, 2025)] == [mine]


def test_one_query_gives_the_lowest_of_the_agencies_in_reach(viewer_of, django_assert_num_queries):
    agency = AgencyFactory()
    low = [reached(value, agency=agency, name=f"Capai {value}") for value in (30, 10, 79, 20)]
    reached(5)
    reached(90, agency=agency)
    viewer = viewer_of(Role.OPERATOR, agency=agency)
    assert viewer.grants
    with django_assert_num_queries(1):
        found = lowest(viewer, {agency.pk: agency}, 2025, 3)
        told = [(row.indicator, row.indicator.agency.name, row.indicator.unit) for row in found]
    assert told == [(low[place], agency.name, low[place].unit) for place in (1, 3, 0)]


@pytest.mark.parametrize("role", [Role.LEADER, Role.OPERATOR])
def test_the_lowest_are_the_first_entries_of_an_index(viewer_of, role):
    agency = reached(10).agency
    viewer = viewer_of(role, **({"agency": agency} if role == Role.OPERATOR else {}))
    assert viewer.grants
    with CaptureQueriesContext(connection) as asked:
        lowest(viewer, {agency.pk: agency}, 2025, 3)
    with connection.cursor() as cursor:
        for way in ("seqscan", "bitmapscan", "sort"):  # of a handful of rows anything is quick
            cursor.execute(f"SET LOCAL enable_{way} = off")
        cursor.execute(f"EXPLAIN {asked[0]['sql']}")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "using standing_lowest" in plan
    assert "Sort" not in plan


def test_those_without_a_programme_are_a_choice_of_their_own(viewer_of):
    viewer = viewer_of(Role.SECRETARIAT)
    inside, outside = reached(90, program=ProgramFactory()), reached(80)
    for asked, expected in ((str(inside.program_id), [inside]), (WITHOUT, [outside]), ("x", [])):
        assert [row.indicator for row in listing(viewer, {"program": asked}, 2025)] == expected


def test_the_listing_filters_by_mark(viewer_of):
    both, service = reached(80, marks=["iku", "spm"]), reached(80, marks=["spm"])
    reached(80)
    viewer = viewer_of(Role.SECRETARIAT)
    found = {
        mark: {row.indicator for row in listing(viewer, {"tanda": mark}, 2025)}
        for mark in ("iku", "spm", "ikd")
    }
    assert found == {"iku": {both}, "spm": {both, service}, "ikd": set()}
