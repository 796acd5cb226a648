"""The workbooks of the action plan and of its semester report, handed in again, change nothing: the forms read what they write."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from agencies.access.roles import Role
from agencies.models import Agency
from programs.models import ActionReport, ActionRow, StagedPlanLine
from reports.definitions.action_plans import OPPKPKE, RAT
from reports.queries.scope import scope_of
from reports.render.files import filled
from tests.factories import (
    ActionRowFactory,
    AgencyFactory,
    DistrictFactory,
    NodeFactory,
    OfficeFactory,
    ProgramFactory,
    RealizationFactory,
)
from tests.factories.programs import FundingSourceFactory
from tests.programs.importing.action_lists import ground, handed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows():
    """Rows with every column, with the fewest, over the allocation with a reason, and with money that only the months tell."""
    OfficeFactory(fiscal_year=2026)
    first = ActionRowFactory(
        program=ground(), strategy=1, allocation_amount=1_000_000, direct="=BLT daerah\nberas", support="Rapat", regularity="rutin",
        target_count=1500, target_text="desil 1", benefit_amount=600_000, benefit_text="per bulan", form="tunai", duration_months=12,
        location_text="Pasar Lama, dan sekitarnya",
    )  # fmt: skip
    first.sources.set(
        [FundingSourceFactory(code="DAU"), FundingSourceFactory(code="APBN", name="APBN, pusat dan daerah")]
    )
    first.regions.add(DistrictFactory(name="Kencana"))
    RealizationFactory(program=first.program, month=2, spent_amount=250_000)
    above = NodeFactory(code="1.06.05.2.02", level="kegiatan")
    second = ActionRowFactory(
        program=ProgramFactory(agency=first.agency, node=NodeFactory(code="1.06.05.2.02.0005", parent=above)), strategy=3,
        allocation_amount=100, benefit_text="Paket 10 kg", target_text="Semua desa", duration="4 kali",
    )  # fmt: skip
    ActionReport.objects.create(row=second, semester=1, realized_amount=90, reason="Tambahan pusat")
    ActionReport.objects.create(row=second, semester=2, realized_amount=95, reason="Tambahan pusat")
    ActionRowFactory(
        program=ProgramFactory(node=NodeFactory(code="1.06.05.2.02.0006", parent=above)),
        strategy=2,
        allocation_amount=0,
    )
    return list(ActionRow.objects.order_by("pk").values())


@pytest.mark.parametrize("form", [RAT, OPPKPKE], ids=lambda form: form.slug)
def test_the_form_handed_in_again_adds_and_changes_nothing(rows, form, holder, viewer_of, tmp_path):
    approver = holder(Role.SECRETARIAT)
    scope = scope_of(viewer_of(Role.SECRETARIAT), {"tahun": "2026"})
    content = b"".join(filled(form, scope, approver).chunks)

    path, out = tmp_path / "rat.xlsx", StringIO()
    path.write_bytes(content)
    call_command("preview_upload", str(path), kind="rat", stdout=out)
    (sheet,) = json.loads(out.getvalue())["sheets"]
    assert (len(sheet["records"]), sheet["errors"], sheet["totals"]["pagu"]) == (3, [], 1_000_100)

    reports = list(ActionReport.objects.order_by("pk").values())
    bappeda = AgencyFactory(kind=Agency.Kind.BAPPEDA)
    upload = handed_in(content, agency=bappeda, by=holder(Role.SECRETARIAT), approver=approver)
    problems = [line.problems for line in StagedPlanLine.objects.filter(upload=upload)]
    assert (upload.rows_new, upload.rows_changed, upload.rows_held, upload.rows_same) == (0, 0, 0, 3), (
        problems
    )
    assert list(ActionRow.objects.order_by("pk").values()) == rows
    assert list(ActionReport.objects.order_by("pk").values()) == reports
