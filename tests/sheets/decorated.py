"""Random lists of people with everything that offices put around them, and what must be read from them (Hypothesis)."""

from dataclasses import dataclass, field

from hypothesis import strategies as st

from agencies.importing.book import Sheet
from tests.sheets.odd import NAMES

SPELLINGS = {
    "nik": ["NIK", "No. KTP", "nomor_nik", "NIK*", "Nomor Induk Kependudukan", "NO.NIK"],
    "no_kk": ["No. KK", "NKK", "noKK", "Nomor Kartu Keluarga", "NO KK"],
    "nama": ["Nama", "NAMA PENERIMA", "namaLengkap", "Nama Lengkap (sesuai KTP)", "Nama\nKPM"],
    "jenis_kelamin": ["L/P", "Jenis Kelamin", "JK", "JENIS\nKELAMIN"],
    "tanggal_lahir": ["Tgl. Lahir", "TANGGAL LAHIR", "tgl_lahir"],
    "alamat": ["Alamat", "Alamat Rumah", "ALAMAT"],
    "rt": ["RT", "No. RT"],
    "rw": ["RW", "NO_RW"],
    "pekerjaan": ["Pekerjaan", "Jenis Pekerjaan"],
    "nominal": ["Nominal (Rp)", "Jumlah Uang", "Besaran Bantuan"],
    "keterangan": ["Ket.", "Keterangan"],
    "": ["Warna Rumah", "Paraf", "Foto"],
}
ALWAYS = ("nik", "nama", "alamat")
TITLES = [
    "DAFTAR PENERIMA BANTUAN", "PEMERINTAH KABUPATEN TIRTA KENCANA", "TAHUN ANGGARAN 2025", "KECAMATAN SUMBERAGUNG", "DESA SUKAMAJU",
    "Lampiran Keputusan Kepala Desa", "Kecamatan : Sumberagung", "(dalam rupiah)", "Nomor : 460/12/2025",
]  # fmt: skip
SIGNATURES = [
    ["Sumberagung, 12 Januari 2025"], ["Mengetahui,"], ["Kepala Desa Sukamaju"], [], ["BUDI SANTOSO"], ["NIP. 196501011990031005"],
]  # fmt: skip
NOTES = [["Catatan: data per 1 Januari 2025"], ["Sumber: Dinas Sosial"], ["*) belum padan"]]
GROUPS = ["DESA SUKAMAJU", "DUSUN KRAJAN", "RT 01 / RW 02", "A. KELOMPOK PERTAMA"]


@dataclass
class Decorated:
    """One sheet and what must be found in it: lines of people with their NIK and name, column -> field."""

    sheet: Sheet
    people: dict[int, tuple[str, str]] = field(default_factory=dict)
    mapping: dict[int, str] = field(default_factory=dict)

    @property
    def filled(self) -> set[int]:
        return {line for line, row in enumerate(self.sheet.rows, 1) if any(cell is not None for cell in row)}


def numbers(start: int):
    """NIKs that no other sheet has: the serial counts up from `start`."""
    return st.builds(
        lambda day, month, year, serial, woman: f"359901{day + 40 * woman:02d}{month:02d}{year:02d}{serial:04d}",
        st.integers(1, 28), st.integers(1, 12), st.integers(50, 99), st.just(start), st.booleans(),
    )  # fmt: skip


@st.composite
def decorated(draw, name: str = "Lembar1", first_serial: int = 1) -> Decorated:
    """A list of 2 to 9 people under a heading of one or two lines."""
    extra = draw(
        st.lists(st.sampled_from([each for each in SPELLINGS if each not in ALWAYS]), unique=True, max_size=6)
    )
    order = draw(st.permutations([*ALWAYS, *extra]))
    left = draw(st.integers(0, 2))  # empty columns before the table
    made = Decorated(
        Sheet(name, []), mapping={left + 1 + place: each for place, each in enumerate(order) if each}
    )
    rows = made.sheet.rows
    rows += [[None] * left + [title] for title in draw(st.lists(st.sampled_from(TITLES), max_size=3))]
    rows += [[]] * draw(st.integers(0, 2))
    heading = _heading(draw, made, order, left)
    _records(draw, made, order, left, heading, first_serial)
    _below(draw, rows, order, left)
    return made


def _heading(draw, made, order, left):
    """`No` and one spelling per field, perhaps with its address columns under a merged group and a numbering line."""
    rows, words = made.sheet.rows, [draw(st.sampled_from(SPELLINGS[each])) for each in order]
    line = [None] * left + ["No", *words]
    pair = next(
        (place for place in range(len(order) - 1) if {order[place], order[place + 1]} == {"rt", "rw"}), None
    )
    if pair is not None and draw(st.booleans()):
        column, top = left + 1 + pair, len(rows) + 1
        upper = [cell if index not in (column, column + 1) else None for index, cell in enumerate(line)]
        upper[column] = "ALAMAT DOMISILI"
        rows += [upper, [cell if index in (column, column + 1) else None for index, cell in enumerate(line)]]
        made.sheet.merges.append((top, column + 1, top, column + 2))
        made.sheet.merges += [
            (top, each + 1, top + 1, each + 1)
            for each in range(left, len(line))
            if each not in (column, column + 1)
        ]
    else:
        rows.append(line)
    if draw(st.booleans()):
        style = draw(st.sampled_from(["{}", "({})", "{}."]))
        rows.append([None] * left + [style.format(number) for number in range(1, len(order) + 2)])
    return line


def _records(draw, made, order, left, heading, serial):
    rows, count = made.sheet.rows, draw(st.integers(2, 9))
    grouped = draw(st.booleans())
    for number in range(count):
        if grouped and number % 4 == 0:
            rows.append([None] * left + [draw(st.sampled_from(GROUPS))])
        nik = draw(numbers(serial + number))
        values = _values(draw, nik, serial + number)
        rows.append([None] * left + [float(number + 1), *(values[each] for each in order)])
        made.people[len(rows)] = (nik, values["nama"])
        if number < count - 1:
            rows += [[]] * draw(st.integers(0, 1))
            if number and draw(st.integers(0, 9)) == 0:
                rows.append(list(heading))  # the next printed page


def _values(draw, nik, serial):
    day, month, year = int(nik[6:8]) % 40, int(nik[8:10]), int(nik[10:12])
    return {
        "nik": draw(st.sampled_from([nik, f"'{nik}", f"{nik[:6]} {nik[6:]}"])),
        "no_kk": f"3599010101100{serial % 1000:03d}",
        "nama": f"{NAMES[serial % 10]} {'ABCDEFGHIJ'[serial // 10 % 10]}",
        "jenis_kelamin": "P" if int(nik[6:8]) > 40 else "L",
        "tanggal_lahir": f"{day:02d}-{month:02d}-19{year:02d}",
        "alamat": "Jl. Melati",
        "rt": "001",
        "rw": 2.0,
        "pekerjaan": draw(st.sampled_from(["Petani", "Buruh", None])),
        "nominal": draw(st.sampled_from([600000.0, "Rp 600.000", "600.000,-", None])),
        "keterangan": None,
        "": draw(st.sampled_from(["biru", None])),
    }


def _below(draw, rows, order, left):
    """A total with or without the word, notes and signatures, in any mixture."""
    money = [600000.0 if each == "nominal" else None for each in order]
    if draw(st.booleans()):
        word = (
            draw(st.sampled_from(["JUMLAH", "Total", "JUMLAH TOTAL"])) if "nominal" not in order else "Jumlah"
        )
        rows.append([None] * left + [word, *money])
    rows += [[]] * draw(st.integers(0, 2))
    shift = [None] * (left + draw(st.integers(0, 2)))
    if draw(st.booleans()):
        rows += [shift + line for line in draw(st.lists(st.sampled_from(NOTES), unique_by=str, max_size=2))]
    if draw(st.booleans()):
        rows += [shift + line if line else [] for line in SIGNATURES]
