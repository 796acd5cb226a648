"""Bars I1 to I4: the whole road of a recipient list against stock django-import-export and against the bare floor."""

import csv
import io
import tempfile
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import python_calamine
import tablib
from import_export import fields, resources, widgets
from rustpy_xlsxwriter import Format, write_worksheet

from agencies import identity, sql
from agencies.actions import system_accounts, uploads as actions
from agencies.importing import storage
from agencies.jobs import queue
from agencies.models import Region, Upload
from beneficiaries.models import Assistance, Person as PersonRow
from reports.management.bench import ground
from reports.management.bench.bars import ChildMemory, median, say, tell, timed
from reports.management.bench.ground import Ground, Person

HEADINGS = (
    "No", "NIK", "No KK", "Nama", "Tempat Lahir", "Tanggal Lahir", "Jenis Kelamin", "Hubungan Keluarga", "Pendidikan", "Pekerjaan",
    "Alamat", "Dusun", "RT", "RW", "Desa", "Kecamatan", "No Peserta", "Tahun", "Jumlah Bantuan", "Keterangan",
)  # fmt: skip
SCHOOLS = ("SD", "SLTP", "SLTA", "Tidak Sekolah")
JOBS = (
    "Petani",
    "Buruh Tani",
    "Wiraswasta",
    "Nelayan",
    "Mengurus Rumah Tangga",
    "Pelajar",
    "Karyawan Swasta",
)
RELATIONS = {"kepala": "Kepala Keluarga", "pasangan": "Istri", "anak": "Anak"}
MOVED = 10  # one of so many known people has another address than the register shows
TABLE = "bench_floor"


def measure(laid: Ground, rows: int, repeats: int) -> None:
    """I1 at `rows`, I2 and I4 at ten times as many, I3 between the two."""
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(laid, Path(folder))
        bench.road(100)  # a worker has loaded its program before the list comes
        small = [bench.road(rows) for _ in range(repeats)]
        stock = [bench.stock(rows)]
        tell(
            "I1",
            median(stock) / median(small),
            25,
            {"ours_s": small, "stock_s": stock},
            at_least=True,
            rows=rows,
        )
        large, floor = [], []
        for _ in range(repeats):  # side by side: the machine is not equally fast all the time
            large.append(bench.road(10 * rows))
            floor.append(bench.floor(10 * rows))
        tell("I2", median(large) / median(floor), 7, {"ours_s": large, "floor_s": floor}, rows=10 * rows)
        wrong = [bench.road(rows, wrong=True) for _ in range(repeats)]
        tell("I3", median(large) / median(small), 11, {"small_s": small, "large_s": large}, rows=10 * rows)
        tell("I3", median(wrong) / median(small), 1.5, {"clean_s": small, "wrong_s": wrong}, rows=rows)
        with ChildMemory() as child:  # on a road of its own: looking at the memory takes time from the others
            bench.road(10 * rows)
        tell("I4", None, 400, {"children_mb": [child.mb]}, rows=10 * rows, mb=child.mb)


class Bench:
    """Fresh sheets of people half of whom are known: every run has new lines, so nothing is the same as before."""

    def __init__(self, laid: Ground, folder: Path):
        self.laid, self.folder = laid, folder
        self.next_new = laid.persons
        self.next_known = 0
        self.sheets = 0

    def people(self, rows: int) -> list[Person]:
        half = rows // 2
        first, known = self.next_new, self.next_known
        self.next_new += rows - half
        self.next_known = (known + half) % max(1, self.laid.persons - half)
        return [*ground.people(known, known + half), *ground.people(first, first + rows - half)]

    def road(self, rows: int, *, wrong: bool = False) -> float:
        """Seconds for receiving, reading, staging, checking, merging and the figures afterwards."""
        path = self._sheet(self.people(rows), wrong=wrong)
        say(f"whole road, {rows} rows{' all wrong' if wrong else ''}")
        return timed(lambda: self._walk(path))

    def stock(self, rows: int) -> float:
        """Seconds for django-import-export: dry run, then import, as its admin does."""
        path = self._sheet(self.people(rows), wrong=False)
        say(f"stock import-export, {rows} rows")
        return timed(lambda: self._stock(path))

    def floor(self, rows: int) -> float:
        """Seconds for reading the sheet and copying its raw text."""
        path = self._sheet(self.people(rows), wrong=False)
        return timed(lambda: _copy_raw(path))

    def _walk(self, path: Path) -> None:
        with path.open("rb") as file:
            kept = storage.keep(iter(lambda: file.read(2**20), b""), identity.keys())
        by = system_accounts.command_account()
        paper = actions.Paper(path.name, kept.name, kept.size, kept.sha256)
        context = {
            "program": self.laid.program.code,
            "periode": f"Bulan {1 + self.sheets % 12} {ground.YEAR}",
            "tahun": ground.YEAR,
        }
        upload = actions.receive(
            paper, kind=Upload.Kind.PENERIMA, agency=self.laid.agency, by=by, context=context
        )
        queue.run_now("uploads.stage", upload.pk, by=by, agency=self.laid.agency.pk)
        upload.refresh_from_db()
        if upload.status != Upload.Status.PREVIEWED:
            raise RuntimeError(f"the list stopped at {upload.status}: {upload.outline.get('questions')}")
        actions.confirm(upload, by=by, note="bench", on_behalf=True)
        actions.approve(upload, by=system_accounts.approval_account())
        queue.run_now("uploads.merge", upload.pk, by=by, agency=self.laid.agency.pk)
        while job := queue.claim():  # the figures, queued by the merge
            queue.run(job)

    def _stock(self, path: Path) -> None:
        lines = [dict(zip(HEADINGS, line, strict=True)) for line in _lines(path)]
        sheet = tablib.Dataset(headers=HEADINGS)
        for line in lines:
            sheet.append([line[heading] for heading in HEADINGS])
        for dry in (True, False):
            result = PersonResource(self.laid).import_data(sheet, dry_run=dry)
            if result.has_errors():
                raise RuntimeError(str(result.row_errors()[0][1][0].error))

    def _sheet(self, people: Iterable[Person], *, wrong: bool) -> Path:
        self.sheets += 1
        path = self.folder / f"penerima_{self.sheets}.xlsx"
        villages = self.laid.villages
        write_worksheet(
            (_record(number, one, villages[one.family % len(villages)], wrong=wrong) for number, one in enumerate(people, start=1)),
            str(path), sheet_name="BNBA", column_formats={name: Format().set_num_format("@") for name in ("NIK", "No KK")},
        )  # fmt: skip
        return path


def _record(number: int, person: Person, village: Region, *, wrong: bool) -> dict:
    address = f"{person.address} Blok B" if number % MOVED == 0 else person.address
    values = (
        number, person.nik[:-1] if wrong else person.nik, person.kk, person.name, "SINGARAJA", f"{person.born:%d/%m/%Y}", person.sex,
        RELATIONS[person.relation], SCHOOLS[person.number % 4], JOBS[person.number % 7], address, person.hamlet, person.rt, person.rw,
        village.name, village.parent.name, f"KP{person.number:08}", ground.YEAR, 600_000, "Layak",
    )  # fmt: skip
    return dict(zip(HEADINGS, values, strict=True))


def _lines(path: Path):
    with path.open("rb") as file:
        sheet = python_calamine.CalamineWorkbook.from_filelike(file).get_sheet_by_index(0)
        yield from list(sheet.iter_rows())[1:]


def _copy_raw(path: Path) -> None:
    text = io.StringIO()
    csv.writer(text).writerows(_lines(path))
    text.seek(0)
    columns = [f"c{number}" for number in range(len(HEADINGS))]
    sql.execute(f"DROP TABLE IF EXISTS {TABLE}")
    sql.execute(f"CREATE TABLE {TABLE} ({', '.join(f'{name} text' for name in columns)})")
    sql.copy_in(TABLE, columns, text)


class IndexWidget(widgets.Widget):
    """A number as its blind index."""

    def clean(self, value, row=None, **kwargs):
        return identity.blind_index(str(value))

    def render(self, value, obj=None, **kwargs):
        return bytes(value).hex() if value else ""


class DayWidget(widgets.Widget):
    def clean(self, value, row=None, **kwargs):
        day, month, year = str(value).split("/")
        return date(int(year), int(month), int(day))


class PersonResource(resources.ModelResource):
    """The same sheet as its documentation would have it: one person per line, found by number, and one aid record."""

    nik = fields.Field("nik_bi", "NIK", IndexWidget())
    name = fields.Field("name", "Nama")
    born = fields.Field("birth_date", "Tanggal Lahir", DayWidget())
    sex = fields.Field("sex", "Jenis Kelamin")
    village = fields.Field("village", "Desa", widgets.ForeignKeyWidget(Region, "name"))

    class Meta:
        model = PersonRow
        fields = ("nik", "name", "born", "sex", "village")
        import_id_fields = ("nik",)
        use_transactions = True

    def __init__(self, laid: Ground, **kwargs):
        super().__init__(**kwargs)
        self.laid = laid
        self.names = {village.name: village for village in laid.villages}

    def before_import_row(self, row, **kwargs):
        row["Desa"] = (
            self.names[row["Desa"]].name
            if len(self.names) == len(self.laid.villages)
            else self.laid.villages[0].name
        )

    def before_save_instance(self, instance, row, **kwargs):
        sealed = identity.seal(str(row["NIK"]), "nik")
        instance.nik_ct, instance.nik_bi, instance.nik_tag = sealed.ct, sealed.bi, sealed.tag
        instance.name_key = instance.name

    def after_save_instance(self, instance, row, **kwargs):
        Assistance.objects.update_or_create(
            person=instance, program=self.laid.program, year=ground.YEAR, period_kind="tahap", period_number=9,
            defaults={
                "agency": self.laid.agency, "village": instance.village, "period_start": date(ground.YEAR, 1, 1),
                "period_end": date(ground.YEAR, 12, 31), "amount": int(row["Jumlah Bantuan"]), "source_upload": self.laid.upload,
                "source_sheet": "S", "source_row": int(row["No"]),
            },
        )  # fmt: skip
