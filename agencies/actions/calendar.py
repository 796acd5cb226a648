"""The planning calendar of a fiscal year (DOMAIN 9.2, 8.6): the usual days, to be corrected on the page of schedules.

Days of a regulation that could not be read are marked so in `basis`; without days a stage has only its rule in words.
"""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from agencies.actions import audit
from agencies.models import Schedule, User

D = Schedule.Document
UNCONFIRMED = "kebiasaan, perlu dipastikan"
REGULATION = "pedoman penyusunan APBD"


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage; `opens` and `closes` are (years after the fiscal year, month, day)."""

    document: str
    title: str
    opens: tuple[int, int, int] | None
    closes: tuple[int, int, int] | None
    basis: str = UNCONFIRMED
    rule: str = ""
    period: int = 0


STAGES = (
    Stage(D.RKPD, "Rancangan awal RKPD dan Renja", (-2, 12, 1), (-1, 1, 31)),
    Stage(D.RKPD, "Musrenbang desa/kelurahan", (-1, 1, 2), (-1, 1, 31), rule="Di banyak daerah sudah pada akhir tahun sebelumnya."),
    Stage(D.RKPD, "Musrenbang kecamatan", (-1, 2, 1), (-1, 2, 14), rule="Sampai minggu kedua Februari."),
    Stage(D.RKPD, "Forum perangkat daerah", (-1, 2, 15), (-1, 2, 28), rule="Sampai minggu keempat Februari."),
    Stage(D.RKPD, "Musrenbang RKPD", (-1, 3, 1), (-1, 3, 31), rule="Sampai minggu keempat Maret."),
    Stage(D.RKPD, "Rancangan akhir, reviu, dan fasilitasi", (-1, 4, 1), (-1, 5, 31)),
    Stage(D.RKPD, "Penetapan RKPD", (-1, 6, 1), (-1, 7, 31)),
    Stage(D.KUA_PPAS, "Rancangan KUA-PPAS siap di TAPD", (-1, 7, 1), (-1, 7, 7), REGULATION),
    Stage(D.KUA_PPAS, "KUA-PPAS disampaikan ke DPRD", (-1, 7, 8), (-1, 7, 14), REGULATION),
    Stage(D.KUA_PPAS, "KUA-PPAS disepakati", (-1, 7, 15), (-1, 8, 7), REGULATION),
    Stage(D.APBD, "Pedoman RKA kepada perangkat daerah", (-1, 8, 8), (-1, 8, 14), REGULATION),
    Stage(D.APBD, "Rancangan APBD disampaikan ke DPRD", (-1, 9, 1), (-1, 9, 14), REGULATION, "60 hari kerja sebelum disetujui."),
    Stage(D.APBD, "Persetujuan bersama APBD", (-1, 9, 15), (-1, 11, 30), REGULATION, "Satu bulan sebelum tahun anggaran."),
    Stage(D.APBD, "Evaluasi gubernur dan penyempurnaan", (-1, 12, 1), (-1, 12, 24), REGULATION, "15 hari kerja, lalu 7 hari kerja."),
    Stage(D.APBD, "Penetapan APBD dan penjabarannya", (-1, 12, 25), (-1, 12, 31), REGULATION),
    Stage(D.RAT, "RAT dari rancangan APBD", (-1, 11, 1), (-1, 11, 30)),
    Stage(D.RAT, "RAT akhir setelah DPA", (0, 1, 2), (0, 1, 31)),
    Stage(D.REVISION, "Perubahan RKPD, KUPA, dan perubahan APBD", (0, 7, 1), (0, 9, 30), rule="Setelah laporan semester I."),
    Stage(D.OPPKPKE, "Laporan OPPKPKE semester I", (0, 7, 1), (0, 7, 31), period=1),
    Stage(D.OPPKPKE, "Laporan OPPKPKE semester II", (1, 1, 2), (1, 1, 31), period=2),
    Stage(D.LP2KD, "LP2KD", (1, 3, 1), (1, 4, 30)),
)  # fmt: skip


@transaction.atomic
def open_year(year: int, *, by: User | None) -> int:
    """Write the usual calendar of a fiscal year; stages that are there already stay as they are. How many were added."""
    rows = [
        Schedule(
            document=stage.document, stage=stage.title, title=stage.title, fiscal_year=year, period=stage.period, order=order,
            opens=_day(year, stage.opens), closes=_day(year, stage.closes), rule=stage.rule, basis=stage.basis,
        )
        for order, stage in enumerate(STAGES, start=1)
    ]  # fmt: skip
    known = set(Schedule.objects.filter(fiscal_year=year).values_list("document", "stage", "period"))
    fresh = [row for row in rows if (row.document, row.stage, row.period) not in known]
    Schedule.objects.bulk_create(fresh)
    if fresh:
        audit.record("schedule.year_opened", None, by=by, year=year, stages=len(fresh))
    return len(fresh)


def _day(year: int, told: tuple[int, int, int] | None) -> date | None:
    return date(year + told[0], told[1], told[2]) if told else None
