"""How the lists reached the register: each workbook handed in by its agency's operator and approved by Bappeda,
through the same steps as in the browser. A few uploads are left at every stage of the road."""

import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random

from django.db import connections

from agencies import identity
from agencies.actions import uploads as actions
from agencies.importing import storage
from agencies.jobs.queue import run_now
from agencies.models import Agency, Upload, User
from reports.management.demo import lists, sheets
from reports.management.demo.population import Population

BLT_AMOUNT = 900_000
AT_ONCE = 4
Road = Callable[[], None]


@dataclass
class Story:
    """The hands through which every list goes."""

    agencies: dict[str, Agency]
    operators: dict[str, User]
    approver: User
    population: Population
    say: Callable[[str], None]

    def tell(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            self.folder = Path(folder)
            self._people()
            self._side_by_side([*self._rankings(), *self._agency_lists(), *self._cash_aid()])
            self._unfinished()

    def hand_in(self, path: Path, kind: str, agency: str, context: dict) -> Upload:
        """Receive and read one file as the agency's operator would."""
        with path.open("rb") as file:
            kept = storage.keep(iter(lambda: file.read(2**20), b""), identity.keys())
        sender = self.operators[agency]
        paper = actions.Paper(name=path.name, stored_as=kept.name, size=kept.size, sha256=kept.sha256)
        upload = actions.receive(paper, kind=kind, agency=self.agencies[agency], by=sender, context=context)
        run_now("uploads.stage", upload.pk, by=sender)
        upload.refresh_from_db()
        return upload

    def whole_road(self, path: Path, kind: str, agency: str, context: dict) -> Upload:
        """Hand in, confirm, approve, merge. Raises RuntimeError when the list stops on the way."""
        upload = self.hand_in(path, kind, agency, context)
        if upload.status != Upload.Status.PREVIEWED:
            raise RuntimeError(
                f"{path.name}: {upload.status} {upload.refusal} {upload.outline.get('questions')}"
            )
        actions.confirm(upload, by=self.operators[agency], note="Sudah diverifikasi lapangan.")
        actions.approve(upload, by=self.approver)
        run_now("uploads.merge", upload.pk, by=self.approver)
        upload.refresh_from_db()
        self.say(f"{path.name}: {upload.rows_read} baris, {upload.rows_new} baru, {upload.rows_held} ditahan")
        return upload

    def _people(self) -> None:
        path = self.folder / "DTSEN_individu_TW3_2026.csv"
        sheets.people_export(path, self.population.families, Random(17))
        self.whole_road(path, "individu", "Dinsos", {"sumber": "dtsen", "tahun": 2026, "triwulan": 3})

    def _rankings(self) -> list[Road]:
        return [partial(self._ranking, year) for year in lists.YEARS]

    def _ranking(self, year: int) -> None:
        path = self.folder / f"Keluarga_desil_{year}.csv"
        flags = lists.ranking_flags(self.population, year)
        sheets.family_ranking(path, self.population.families, flags, Random(year))
        context = {"sumber": "dtsen", "tahun": year, "triwulan": 3, "periode": f"Tahun {year}"}
        self.whole_road(path, "keluarga", "Dinsos", context)

    def _agency_lists(self) -> list[Road]:
        return [partial(self._agency_list, chosen, year) for chosen in lists.LISTS for year in lists.YEARS]

    def _agency_list(self, chosen: lists.AgencyList, year: int) -> None:
        self.whole_road(self._list(chosen, year), "penerima", chosen.agency, _context(chosen.program, year))

    def _list(self, chosen: lists.AgencyList, year: int) -> Path:
        path = self.folder / f"{chosen.program}_{year}_final.xlsx"
        chance = Random(lists.hash_of(path.name))  # of its own: lists are written side by side
        people = lists.recipients(chosen, self.population, year, chance)
        sheets.recipients(path, f"DAFTAR {chosen.title} TAHUN {year}", people, chosen.amount, chance)
        return path

    def _cash_aid(self) -> list[Road]:
        districts = sorted({family.district_name for family in self.population.families})
        return [partial(self._cash_aid_of, district) for district in districts]

    def _cash_aid_of(self, district: str) -> None:
        families = lists.cash_aid(self.population, 2026, district)
        path = self.folder / f"BLT DD Kec {district} TW3 2026.xlsx"
        title = "BLT DANA DESA TRIWULAN III TAHUN 2026"
        sheets.village_sheets(path, title, families, BLT_AMOUNT, Random(lists.hash_of(district)))
        context = {"kecamatan": district, "program": "BLT_DD", "periode": "Triwulan III 2026", "tahun": 2026}
        self.whole_road(path, "penerima", f"Kec. {district}", context)

    def _side_by_side(self, roads: list[Road]) -> None:
        """Walk several roads at once, as agencies do: one list is read while another is saved."""
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for walked in [pool.submit(_and_hang_up, road) for road in roads]:
                walked.result()

    def _unfinished(self) -> None:
        """One upload waits for approval, one was returned, one could not be read, one was taken back after all."""
        chosen = lists.LISTS[-1]
        waiting = self.hand_in(
            self._list(lists.LISTS[4], 2023), "penerima", "Dinsos", _context("SOS-04", 2023)
        )
        actions.confirm(waiting, by=self.operators["Dinsos"])
        returned = self.hand_in(
            self._list(chosen, 2023), "penerima", "Dinkes", _context(chosen.program, 2023)
        )
        actions.confirm(returned, by=self.operators["Dinkes"])
        actions.send_back(
            returned, note="Daftar tahun 2023 sudah ditutup. Unggah daftar 2026.", by=self.approver
        )
        broken = self.folder / "daftar_penerima_baru.xlsx"
        broken.write_bytes(b"PK\x03\x04 unduhan terputus")
        self.hand_in(broken, "penerima", "Distan", _context("TAN-01", 2026))
        undone = self.whole_road(
            self._list(lists.LISTS[7], 2022), "penerima", "DPUPR", _context("PUP-03", 2022)
        )
        actions.ask_undo(undone, reason="Daftar tahun 2022 terunggah keliru.", by=self.operators["DPUPR"])
        actions.approve_undo(undone, by=self.approver)
        run_now("uploads.undo", undone.pk, by=self.approver)


def _and_hang_up(road: Road) -> None:
    try:
        road()
    finally:
        connections.close_all()  # this thread's own


def _context(program: str, year: int) -> dict:
    return {"program": program, "tahun": year, "periode": f"Tahun {year}"}
