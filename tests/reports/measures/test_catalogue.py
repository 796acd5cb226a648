"""Every tile means what its list shows: its number is the number of rows behind its link, for every role and filter."""

import pytest

from agencies.access.roles import OVER_AGENCY, OVER_REGION, Role
from agencies.models import Upload
from programs.actions import standings
from programs.models import Attainment
from reports.actions.rollups import refresh
from reports.measures.catalogue import ALL
from tests.factories import (
    AgencyFactory,
    BudgetFactory,
    IndicatorFactory,
    RealizationFactory,
    TargetFactory,
    UploadFactory,
)
from tests.factories.programs import ProgramFactory, ProgramYearFactory

pytestmark = pytest.mark.django_db
ROLES = [role for role in Role if role != Role.ADMINISTRATOR]


@pytest.fixture
def world(regency):
    """The regency with money, indicators and uploads of two agencies, some of it reported."""
    for _ in range(2):
        agency = AgencyFactory()
        program = ProgramFactory(agency=agency)
        ProgramYearFactory(program=program)
        RealizationFactory(program=program, funding_source=BudgetFactory(program=program).funding_source)
        for value in (90, 10):
            indicator = IndicatorFactory(agency=agency)
            TargetFactory(indicator=indicator, year=2025)
            Attainment.objects.create(indicator=indicator, year=2025, quarter=4, value=value)
        UploadFactory(agency=agency, status=Upload.Status.PREVIEWED)
    standings.refresh(None, [2025, 2026])
    refresh(2026)
    return regency, agency


def count_behind(client, url: str):
    """How many rows the list shows, in the words of its own context."""
    response = client.get(url)
    assert response.status_code == 200, url
    context = response.context
    path = url.partition("?")[0]
    if path == "/desa/":
        return context["total"]
    if path == "/lapor/":
        return len(context["rows"]) - len(context["late"])
    if path == "/program/":
        return context["page"].paginator.count, context["total"].absorption
    return context["page"].paginator.count


def agrees(tile, found) -> bool:
    value = tile.figure.value
    if isinstance(found, tuple):
        return value in found
    if isinstance(found, int):
        return value == found
    return value in (found.served, found.unserved, found.families, found.persons, found.overlaps)


@pytest.mark.parametrize("role", ROLES)
def test_the_number_of_every_tile_is_the_number_of_its_list(sign_in, world, role):
    (_, _, villages), agency = world
    place = villages[0] if role == Role.VILLAGE else villages[0].parent
    client = sign_in(
        role, agency=agency if role in OVER_AGENCY else None, region=place if role in OVER_REGION else None
    )
    filters = ["", f"&kecamatan={villages[0].parent.code}", f"&perangkat={agency.pk}"]
    for chosen in filters:
        context = client.get(f"/?tampilan=daerah{chosen}").context
        for tile in (*context["tiles"], *context["further"]):
            if tile.figure.url:
                found = count_behind(client, tile.figure.url)
                assert agrees(tile, found), (role, chosen, tile.measure.title, tile.figure.value, found)


def test_no_two_measures_share_a_name():
    assert len({one.slug for one in ALL}) == len({one.title for one in ALL}) == len(ALL)


@pytest.mark.parametrize("measure", ALL, ids=lambda one: one.slug)
def test_every_measure_says_what_it_means_how_and_from_where(measure):
    assert all((measure.meaning, measure.formula, measure.source, measure.unit))
    assert measure.meaning.endswith(".")
