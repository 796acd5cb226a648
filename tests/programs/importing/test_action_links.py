import pytest

from programs.importing import action_links
from programs.models import ActionReport
from tests.factories import ActionRowFactory, DistrictFactory, UploadFactory
from tests.factories.programs import FundingSourceFactory

pytestmark = pytest.mark.django_db


def test_a_row_gets_exactly_the_links_it_is_told_and_keeps_the_others():
    row, source, place = ActionRowFactory(), FundingSourceFactory(), DistrictFactory()
    row.sources.add(FundingSourceFactory())
    row.regions.add(place)
    action_links.store({row: {"sources": [source]}})
    assert action_links.now(row) == {"sources": [source.pk], "regions": [place.pk]}


def test_links_come_back_only_for_the_upload_that_replaced_them():
    upload, other, source = UploadFactory(), UploadFactory(), FundingSourceFactory()
    mine = ActionRowFactory(links_before={"upload": upload.pk, "sources": [source.pk], "regions": []})
    foreign = ActionRowFactory(links_before={"upload": other.pk, "sources": [source.pk], "regions": []})
    action_links.put_back([mine, foreign], [], upload)
    assert (mine.sources.count(), foreign.sources.count()) == (1, 0)


def test_a_row_made_by_a_list_lets_go_of_its_links_unless_somebody_reported_on_it_since():
    upload, source = UploadFactory(), FundingSourceFactory()
    alone, reported = ActionRowFactory(source_upload=upload), ActionRowFactory(source_upload=upload)
    ActionReport.objects.create(row=alone, semester=1, realized_amount=1, source_upload=upload)
    ActionReport.objects.create(row=reported, semester=1, realized_amount=1)
    for row in (alone, reported):
        row.sources.add(source)
    action_links.put_back([], [alone, reported], upload)
    assert (alone.sources.count(), reported.sources.count()) == (0, 1)
