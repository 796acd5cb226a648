"""A small regency with one person per role, and of everything one thing within their reach and one outside it.

What lies outside carries canaries: words that nobody without the reach may ever find in an answer.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.text import slugify

from agencies.access.roles import OVER_AGENCY, OVER_REGION, Role
from agencies.models import (
    Attachment,
    AuditEvent,
    Dialect,
    Job,
    Notice,
    RoleAssignment,
    SavedMapping,
    Schedule,
    Signatory,
    Upload,
    User,
)
from beneficiaries.models import MatchCandidate
from programs.models import ActionReport, Determinant, Finding, FocusRegion
from reports.models import BuiltFile
from tests.factories import (
    ActionRowFactory,
    AgencyFactory,
    AssistanceFactory,
    DistrictFactory,
    FamilyFactory,
    IndicatorFactory,
    IssueFactory,
    MembershipFactory,
    NodeFactory,
    OfficeFactory,
    PersonFactory,
    PlanFactory,
    PlanItemFactory,
    ProgramFactory,
    ScheduleFactory,
    StatisticFactory,
    StatisticValueFactory,
    UploadFactory,
    UserFactory,
    VillageFactory,
)

MISSING = 987_654_321
ALL_UPLOADS = {Role.SECRETARIAT, Role.AUDITOR}
ALL_PEOPLE = {Role.SECRETARIAT, Role.AUDITOR, Role.REGISTER_OFFICE}
# canary -> who may read it; nobody else ever does
CANARIES: dict[str, set[str]] = {
    "KENARI-UNGGAHAN": ALL_UPLOADS,
    "KENARI-AKUN": {Role.SECRETARIAT, Role.ADMINISTRATOR, Role.AUDITOR},
    "KENARI-WARGA": ALL_PEOPLE,
    "KENARI-KEPALA": ALL_PEOPLE,
    "KENARI-KABAR": set(),
    "KENARI-BERKAS": set(),
    "KENARI-ALASAN": {Role.AUDITOR},
}


@dataclass
class World:
    """Rows by the subject of a route ('upload', 'user', ...) and by relation."""

    people: dict[str, User] = field(default_factory=dict)
    own: dict[str, Any] = field(default_factory=dict)
    foreign: dict[str, Any] = field(default_factory=dict)
    of_role: dict[str, dict[str, Any]] = field(default_factory=dict)  # what belongs to one person alone


def build() -> World:
    world = World()
    OfficeFactory(is_demo=False)
    ours, theirs = AgencyFactory(name="Dinas Kita"), AgencyFactory(name="Dinas Mereka")
    here, there = _place("35.99.01"), _place("35.99.02")
    for number, role in enumerate(Role):
        world.people[role] = _person(role, ours, here)
        world.of_role[role] = {
            "notice": Notice.objects.create(user=world.people[role], text="Kabar sendiri", waits=True),
            "job": Job.objects.create(task="system.seal", subject_id=number, queued_by=world.people[role]),
            "export": BuiltFile.objects.create(
                requested_by=world.people[role], slug="koordinasi", title="Laporan"
            ),
        }
    world.own = _things(ours, here, "Milik Kita", "Kita")
    world.foreign = _things(theirs, there, "KENARI-UNGGAHAN", "KENARI")
    world.own["focus"], world.foreign["focus"] = (
        _decided(place, world.people[Role.SECRETARIAT]) for place in (here, there)
    )
    world.own["value"] = StatisticValueFactory(statistic=world.own["statistic"])
    world.foreign["value"] = StatisticValueFactory(statistic=world.own["statistic"], year=2025)
    AuditEvent.objects.create(actor="Seseorang", action="person.changed", subject="x", reason="KENARI-ALASAN")
    return world


def _place(code: str):
    district = DistrictFactory(code=code, name=f"Kecamatan {code[-2:]}")
    return VillageFactory(parent=district, code=f"{code}.2001", name=f"Desa {code[-2:]}")


def _person(role, agency, village) -> User:
    user = UserFactory(username=f"peran_{role.value}", name=f"Pemegang {role.value}")
    place = village if role == Role.VILLAGE else village.parent
    RoleAssignment.objects.create(
        user=user, role=role, valid_from=date(2020, 1, 1),
        agency=agency if role in OVER_AGENCY else None, region=place if role in OVER_REGION else None,
    )  # fmt: skip
    return user


def _things(agency, village, upload_name: str, mark: str) -> dict[str, Any]:
    user = UserFactory(name=f"{mark}-AKUN")
    grant = RoleAssignment.objects.create(
        user=user, role=Role.OPERATOR, agency=agency, valid_from=date(2020, 1, 1), valid_to=date(2099, 12, 31)
    )
    upload = UploadFactory(agency=agency, sender=user, name=upload_name, status=Upload.Status.PREVIEWED)
    program = ProgramFactory(agency=agency)
    person = PersonFactory(name=f"{mark}-WARGA", village=village)
    family = FamilyFactory(head_name=f"{mark}-KEPALA", village=village)
    MembershipFactory(person=person, family=family)
    aid = AssistanceFactory(
        program=program, person=person, agency=agency, village=village, source_upload=upload
    )
    twin = PersonFactory(name=f"{mark}-WARGA", village=village)
    return {
        "aid": aid,
        **_plans(agency, program, user, mark),
        "arrangement": SavedMapping.objects.create(
            agency=agency,
            kind="penerima",
            headings="a" * 64,
            mapping={"nik": "nik"},
            from_file=upload_name,
            saved_by=user,
        ),
        "candidate": MatchCandidate.objects.create(first=person, second=twin, score=90),
        "dialect": Dialect.objects.create(
            name=slugify(mark), label="Dialek", headings={"nama": ["Wastan"]}, saved_by=user
        ),
        "export": BuiltFile.objects.create(requested_by=user, slug="koordinasi", title=f"{mark}-BERKAS"),
        "region": village.parent,
        "reference": program.unit,
        "user": user,
        "grant": grant,
        "upload": upload,
        "program": program,
        "budget": program,
        "realization": program,
        "indicator": (indicator := IndicatorFactory(agency=agency)),
        "attainment": indicator,
        "person": person,
        "family": family,
        "village": village,
        "agency": agency,
        "notice": Notice.objects.create(user=user, text=f"{mark}-KABAR"),
        "job": Job.objects.create(task="accounts.letter", subject_id=user.pk, queued_by=user),
        "signatory": Signatory.objects.create(
            post="secretary", title="Sekretaris Daerah", name="Pejabat", valid_from=date(2020, 1, 1)
        ),
    }


def _decided(village, by):
    """A village that has been made a focus of the year."""
    FocusRegion.objects.create(region=village, year=2026, is_focus=True, was_proposed=True, decided_by=by)
    return village


def _plans(agency, program, user, mark: str) -> dict[str, Any]:
    """Plans and what belongs to an agency's reporting; schedules and macro figures are everybody's."""
    plan = PlanFactory(kind="renstra", agency=agency)
    statistic = StatisticFactory(code="P0", name="Tingkat kemiskinan")
    schedule = Schedule.objects.filter(document="capaian").first() or ScheduleFactory(period=1)
    action = ActionRowFactory(agency=agency, program=program)
    ActionReport.objects.create(row=action, semester=1, realized_amount=1)
    return {
        "plan": plan,
        "item": PlanItemFactory(plan=plan),
        "action": action,
        "issue": IssueFactory(agency=agency),
        "schedule": schedule,
        "nomenclature": NodeFactory(code="1.06.05.2.02.0001"),
        "statistic": statistic,
        "determinant": Determinant.objects.create(main=statistic, name="Pengangguran", evidence="", judged_by=user),
        "finding": Finding.objects.create(
            kind="posisi", statistic=statistic, area="35.99", year=2026 if mark == "Kita" else 2025, verdict="baik", text="",
            written_by=user,
        ),
        "attachment": Attachment.objects.create(
            subject="programs.actionrow", subject_id=action.pk, agency=agency, name=f"{mark}-BERKAS", stored_as="tiada", size=1,
            sha256="0" * 64, content_type="application/pdf", added_by=user,
        ),
    }  # fmt: skip
