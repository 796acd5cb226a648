import os
import sys
import time
from datetime import date
from random import Random

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from agencies.actions.preparation import prepare
from agencies.jobs import queue
from agencies.models import OfficeProfile, Region, Signatory, User
from reports.actions import rollups
from reports.management.demo import figures, lists, plans
from reports.management.demo.accounts import DemoAccount, make_accounts, make_operators
from reports.management.demo.population import Population
from reports.management.demo.story import Story

SIGNATORIES = (
    (Signatory.Post.REGENT, "Bupati Buleleng", "I Nyoman Mahardika, S.H.", "", ""),
    (Signatory.Post.DEPUTY, "Wakil Bupati Buleleng selaku Ketua TKPK", "Putu Mahardika, S.Sos.", "", ""),
    (
        Signatory.Post.SECRETARY,
        "Sekretaris Daerah",
        "Gede Sanjaya, M.Si.",
        "Pembina Utama Madya (IV/d)",
        "199900000000000001",
    ),
    (
        Signatory.Post.PLANNING_HEAD,
        "Kepala Bappeda selaku Sekretaris TKPK",
        "Made Astawa, M.T.",
        "Pembina Utama Muda (IV/c)",
        "199900000000000002",
    ),
)


class Command(BaseCommand):
    help = "Fill an empty installation with the demo regency: Buleleng's real places, invented people and figures."

    def add_arguments(self, parser):
        parser.add_argument(
            "--if-empty", action="store_true", help="do nothing where an office is prepared already"
        )

    def handle(self, *, if_empty: bool = False, **options):
        if OfficeProfile.objects.exists():
            if if_empty:
                return
            raise CommandError("Basis data sudah berisi kantor. Data contoh hanya untuk basis data kosong.")
        self.began = time.monotonic()
        accounts, story = self._ground()
        story.tell()
        self._finish()
        self._tell_accounts(accounts)

    def _ground(self) -> tuple[list[DemoAccount], Story]:
        prepared = prepare("51.08", admin="Kadek Wiguna", secretary="I Gede Artawan")
        OfficeProfile.objects.update(is_demo=True, fiscal_year=2026, planning_agency_name="Bappeda")
        for post, title, name, rank, nip in SIGNATORIES:
            Signatory.objects.create(
                post=post, title=title, name=name, rank=rank, nip=nip, valid_from=date(2025, 2, 20)
            )
        agencies, chance = figures.make_agencies(), Random(270)
        programs = figures.make_programs(agencies)
        figures.make_money(programs, chance)
        figures.make_indicators(programs, agencies, chance)
        plans.make_plans(programs, agencies)
        self.say("perangkat daerah, program, anggaran, indikator, dan rencana siap")
        accounts = make_accounts(agencies, {account.role: account.user for account in prepared})
        senders = {chosen.agency for chosen in lists.LISTS} | {
            short for short in agencies if short.startswith("Kec. ")
        }
        operators = make_operators(agencies, senders)
        villages = Region.objects.within("51.08").villages().select_related("parent").order_by("code")
        population = Population([(village.code, village.name, village.parent.name) for village in villages])
        self.say(f"{len(population.families)} keluarga dibuat")
        approver = User.objects.get(username="sekretariat")
        return accounts, Story(agencies, operators, approver, population, self.say)

    def _finish(self) -> None:
        """What the merges left to the worker is done here, so that the first page is complete."""
        queue.Job.objects.filter(task="rollups.refresh", status=queue.Job.Status.QUEUED).delete()
        for year in lists.YEARS:
            rollups.refresh(year)
        while job := queue.claim():
            queue.run(job)
        self.say("angka dasbor dihitung")

    def _tell_accounts(self, accounts: list[DemoAccount]) -> None:
        lines = [f"{account.role:<38} {account.username:<14} {account.password}" for account in accounts]
        text = "\n".join([f"{'Peran':<38} {'Pengguna':<14} Kata sandi", *lines]) + "\n"
        descriptor = os.open(
            settings.DATA / "demo_accounts.txt", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600
        )
        with os.fdopen(descriptor, "w") as file:
            file.write(text)
        self.stdout.write(text)

    def say(self, words: str) -> None:
        print(f"[{time.monotonic() - self.began:6.1f} dtk] {words}", file=sys.stderr)
