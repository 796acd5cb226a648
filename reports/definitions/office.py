"""The lists of the office itself as Excel: accounts, jobs, the trail, what somebody was told."""

from collections.abc import Iterator

from agencies.access.permissions import Permission as P
from agencies.access.viewer import Viewer
from agencies.jobs.queue import title_of
from agencies.models import Notice
from agencies.queries import accounts, jobs, trail
from reports.definitions.base import CHUNK, Column, Listing, Params, Row, counted

Rows = Iterator[tuple[None, Row]]


def _users(viewer: Viewer, params: Params) -> Rows:
    for user in accounts.listing(viewer, params):
        for grant in user.role_assignments.all():
            place = str(grant.agency or grant.region or "Seluruh daerah")
            yield None, (
                user.username, user.name, user.position, grant.get_role_display(), place, grant.valid_from, grant.valid_to,
                "Aktif" if user.is_active else "Ditutup",
            )  # fmt: skip


def _jobs(viewer: Viewer, params: Params) -> Rows:
    for job in jobs.listing(viewer, params).iterator(CHUNK):
        yield None, (
            job.pk, title_of(job.task), job.get_status_display(), job.queued_at, str(job.queued_by or "sistem"), job.words,
        )  # fmt: skip


def _trail(viewer: Viewer, params: Params) -> Rows:
    for one in trail.changes(viewer, params).iterator(CHUNK):
        yield None, (
            one.happened_at, one.actor, one.words, one.about, one.reason, one.address or "",
        )  # fmt: skip


def _reads(viewer: Viewer, params: Params) -> Rows:
    for one in trail.reads(viewer, params).iterator(CHUNK):
        yield None, (
            one.happened_at, one.actor, one.get_what_display(), one.about, one.rows, one.reason,
        )  # fmt: skip


def _notices(viewer: Viewer, params: Params) -> Rows:
    for one in Notice.objects.visible_to(viewer).order_by("-created_at", "-pk").iterator(CHUNK):
        yield None, (one.created_at, one.text, one.read_at)


def _tasks(viewer: Viewer, params: Params) -> Rows:
    for one in Notice.objects.visible_to(viewer).waiting().order_by("created_at", "pk").iterator(CHUNK):
        yield None, (one.created_at, one.text)


MOMENT, CODE, WHOLE = "moment", "code", "whole"
OFFICE = (
    Listing(
        "users", "Daftar pengguna", (P.MANAGE_USERS,),
        (Column("Nama pengguna", width=22), Column("Nama", width=30), Column("Jabatan", width=36), Column("Peran", width=32),
         Column("Untuk", width=36), Column("Mulai", "day", 13), Column("Sampai", "day", 13), Column("Akun", width=12)),
        _users, counted(_users), back="agencies:user-list",
    ),
    Listing(
        "jobs", "Daftar pekerjaan", (P.VIEW_JOBS,),
        (Column("Nomor", CODE, 9), Column("Pekerjaan", width=36), Column("Keadaan", width=16), Column("Diminta", MOMENT, 18),
         Column("Oleh", width=28), Column("Langkah terakhir", width=60)),
        _jobs, lambda viewer, params: jobs.listing(viewer, params).count(), back="agencies:job-list",
    ),
    Listing(
        "trail", "Jejak perubahan", (P.VIEW_TRAIL, P.VIEW_SYSTEM_TRAIL),
        (Column("Waktu", MOMENT, 18), Column("Pelaku", width=30), Column("Tindakan", width=40), Column("Objek", width=30),
         Column("Alasan", width=40), Column("Alamat IP", width=18)),
        _trail, lambda viewer, params: trail.changes(viewer, params).count(), back="agencies:trail-list",
    ),
    Listing(
        "reads", "Jejak siapa melihat", (P.VIEW_TRAIL,),
        (Column("Waktu", MOMENT, 18), Column("Pelaku", width=30), Column("Perbuatan", width=20), Column("Objek", width=30),
         Column("Baris", WHOLE, 10), Column("Alasan", width=40)),
        _reads, lambda viewer, params: trail.reads(viewer, params).count(), back="agencies:read-list",
    ),
    Listing(
        "notices", "Pemberitahuan", (P.USE_SITE,),
        (Column("Waktu", MOMENT, 18), Column("Isi", width=90), Column("Dibaca", MOMENT, 18)),
        _notices, lambda viewer, params: Notice.objects.visible_to(viewer).count(), back="agencies:notices",
    ),
    Listing(
        "tasks", "Tugas saya", (P.USE_SITE,), (Column("Sejak", MOMENT, 18), Column("Isi", width=90)),
        _tasks, lambda viewer, params: Notice.objects.visible_to(viewer).waiting().count(), back="agencies:task-list",
    ),
)  # fmt: skip
