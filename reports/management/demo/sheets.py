"""The workbooks of the demo, in the shapes that agencies really upload: titles, numbering lines, signatures, one sheet
per village, semicolons, and the usual damage. Each function writes one file."""

import csv
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from random import Random

from reports.management.demo.population import Household, Inhabitant
from reports.management.demo.workbook import Workbook

MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
RELATION_CODES = {
    "KEPALA KELUARGA": "Kepala Keluarga",
    "ISTRI": "Istri",
    "ANAK": "Anak",
    "ORANG TUA": "Orang Tua",
}


def family_ranking(path: Path, families: list[Household], flags: dict[str, set[str]], chance: Random) -> None:
    """A family ranking as P3KE and DTSEN hand it out: one line per head, decile, one column per programme."""
    programs = list(flags)
    heading = [
        "ID Keluarga", "Provinsi", "Kabupaten/Kota", "Kecamatan", "Desa/Kelurahan", "Kode Kemdagri", "Desil Kesejahteraan", "Alamat",
        "Nomor KK", "Kepala Keluarga", "NIK", "Padan Dukcapil", "Jenis Kelamin", "Tanggal Lahir", "Pekerjaan",
        *(f"Penerima {name}" for name in programs),
    ]  # fmt: skip
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        lines = csv.writer(file, delimiter=";")
        lines.writerow(heading)
        for number, family in enumerate(families, start=1):
            head = family.head
            nik = "" if chance.random() < 0.012 else head.nik
            decile = "" if chance.random() < 0.004 else family.decile
            lines.writerow([
                f"KEL{number:07}", "BALI", "KAB. BULELENG", family.district_name.upper(), family.village_name.upper(),
                family.village.replace(".", ""), decile, family.hamlet, family.kk, head.name.upper(), nik,
                "Sudah Padan" if nik else "Belum",
                "Laki-laki" if head.sex == "L" else "Perempuan", f"{head.born:%d/%m/%Y} 0:00:00", head.job,
                *("Ya" if family.kk in flags[name] else "Tidak" for name in programs),
            ])  # fmt: skip


def people_export(path: Path, families: list[Household], chance: Random) -> None:
    """Every member of the register, one line each, with semicolons as Indonesian regional settings write them."""
    heading = [
        "ID DTSEN", "Provinsi", "Kabupaten/Kota", "Kecamatan", "Desa/Keluarahan", "Alamat", "Nomor KK", "Nomor NIK", "Nama",
        "Tanggal Lahir", "Tempat Lahir", "Jenis Kelamin", "Hubungan Keluarga", "Pekerjaan",
    ]  # fmt: skip
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        lines = csv.writer(file, delimiter=";")
        lines.writerow(heading)
        number = 0
        for family in families:
            for member in family.members:
                number += 1
                lines.writerow([
                    f"DTSEN-{number:08}", "Bali", "Kabupaten Buleleng", family.district_name, family.village_name, family.hamlet,
                    f"'{family.kk}", _typed_nik(member, chance), member.name, f"{member.born:%d-%m-%Y}", "Buleleng", member.sex,
                    RELATION_CODES[member.relation], member.job,
                ])  # fmt: skip


def _typed_nik(member: Inhabitant, chance: Random) -> str:
    """Now and then a number that went through a spreadsheet program, as registers really contain them."""
    dice = chance.random()
    if dice < 0.0015:
        return f"{float(member.nik):.5E}".replace(".", ",")
    if dice < 0.003:
        return member.nik[:-1]
    if dice < 0.004:
        return member.nik.replace("0", "O", 1)
    return f"'{member.nik}"


def village_sheets(path: Path, title: str, families: list[Household], amount: int, chance: Random) -> None:
    """A kecamatan's list of cash aid: a recap, then one sheet per village with title, total and signature."""
    villages = [
        (name, list(group)) for name, group in groupby(families, key=lambda family: family.village_name)
    ]
    recap = [
        [number, name.upper(), len(group), len(group) * amount]
        for number, (name, group) in enumerate(villages, start=1)
    ]
    with Workbook(path) as book:
        head = [[f"REKAPITULASI {title}"], [], ["NO", "DESA", "JUMLAH KPM", "JUMLAH (RP)"]]
        book.add("REKAP", [*head, *recap])
        for number, (name, group) in enumerate(villages, start=1):
            book.add(f"{number}. {name.upper()}"[:25], _village_sheet(name, title, group, amount, chance))


def _village_sheet(
    name: str, title: str, group: list[Household], amount: int, chance: Random
) -> Iterator[list]:
    swapped = chance.random() < 0.2  # somebody always has another column order
    yield [f"DAFTAR PENERIMA {title}"]
    yield [f"DESA {name.upper()}"]
    yield []
    identity = ["NAMA", "NIK"] if swapped else ["NIK", "NAMA"]
    yield ["NO", *identity, "NO. KK", "JENIS KELAMIN", "ALAMAT", "NOMINAL (RP)", "KET"]
    style = chance.choice(
        [
            lambda money: money,
            lambda money: f"Rp {money:,}".replace(",", "."),
            lambda money: f"{money:,}".replace(",", "."),
        ]
    )
    for line, family in enumerate(group, start=1):
        head = family.head
        nik = head.nik if chance.random() > 0.01 else head.nik[:15]
        pair = [head.name.upper(), nik] if swapped else [nik, head.name.upper()]
        yield [line, *pair, family.kk, "L" if head.sex == "L" else "P", family.hamlet, style(amount), ""]
    yield [None, "JUMLAH", None, None, None, None, len(group) * amount]
    yield []
    yield [None, None, None, None, f"{name}, 5 Januari 2026"]
    yield [None, None, None, None, f"Perbekel {name}"]
    yield []
    yield [None, None, None, None, "I Gede Contoh"]


def recipients(
    path: Path, title: str, people: Iterable[tuple[Household, Inhabitant]], amount: int | None, chance: Random
) -> None:
    """An agency's own list of recipients: title, period, heading in line 5, numbering, total, notes and signature."""
    with Workbook(path) as book:
        book.add("BNBA", _recipient_sheet(title, people, amount, chance))


def _recipient_sheet(
    title: str, people: Iterable[tuple[Household, Inhabitant]], amount: int | None, chance: Random
) -> Iterator[list]:
    yield ["PEMERINTAH KABUPATEN BULELENG"]
    yield [title]
    yield []
    heading = [
        "NO",
        "NIK",
        "Nama Lengkap",
        "JK",
        "Tgl Lahir",
        "No. KK",
        "Alamat",
        "Desa/Kelurahan",
        "Kecamatan",
    ]
    if amount is not None:
        heading.append("Nilai Bantuan\n(Rp)")
    yield heading
    yield [f"({column})" for column in range(1, len(heading) + 1)]
    count = 0
    for count, (family, person) in enumerate(people, start=1):
        yield _recipient_line(count, family, person, amount, chance)
    if amount is not None:
        yield [None, "JUMLAH", *[None] * 7, count * amount]
    yield []
    yield [None, "Keterangan: data sesuai hasil verifikasi lapangan"]
    yield [None] * 6 + ["Singaraja, 12 Februari 2026"]
    yield [None] * 6 + ["Kepala Dinas,"]


def _recipient_line(
    number: int, family: Household, person: Inhabitant, amount: int | None, chance: Random
) -> list:
    dice = chance.random()
    nik: object = person.nik
    if dice < 0.006:
        nik = float(f"{person.nik[:15]}0")  # what a spreadsheet program leaves of a number typed without care
    elif dice < 0.016:
        nik = None  # the family's number alone identifies the line
    elif dice < 0.02:
        nik = "9999999999999999"
    village = "Tj. " + family.village_name[-6:] if chance.random() < 0.004 else family.village_name
    money = "dua ratus ribu" if amount and chance.random() < 0.003 else amount
    line = [
        number, nik, person.name, person.sex, person.born, family.kk, family.hamlet, village, f"Kec. {family.district_name}",
    ]  # fmt: skip
    return line if amount is None else [*line, money]
