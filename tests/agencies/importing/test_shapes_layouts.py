"""SHAPES sections 3 and 6, and shapes without example: whole tables, what is read from them and what is left out."""

import pytest

from tests.sheets.odd import BIRTHS, KKS, NAMES, NIKS, SEXES, only, problems, read, record, sheet

HEAD = ["No", "NIK", "No KK", "Nama", "Alamat"]
AID = {"program": "PKH", "tahun": 2025}


def lines(start, end):
    return [[float(i + 1), NIKS[i], KKS[i], NAMES[i], "Jl. A"] for i in range(start, end)]


# (name, rows, merges, lines of data, lines left out by reason)
LEFT_OUT = [
    (
        "letterhead, numbers of a letter, signature with rank",
        [
            ["PEMERINTAH KABUPATEN TIRTA KENCANA"], ["DINAS SOSIAL"], ["Jalan Merdeka No. 10 Telp. (0341) 456789 Kode Pos 65111"], [],
            ["Nomor : 460/123/2025", None, None, None, "Sukamaju, 5 Januari 2025"], ["Perihal : Data Penerima"], HEAD, *lines(0, 3), [],
            [None, None, None, "Kepala Dinas Sosial"], [], [], [None, None, None, "Drs. AHMAD, M.Si"], [None, None, None,
            "Pembina Utama Muda"],
            [None, None, None, "NIP 196501011990031005"],
        ],
        [], [8, 9, 10], {"footer": [12, 15, 16, 17]},
    ),
    (
        "pages with their titles, numbers and headings printed again",
        [
            ["LAMPIRAN SK BUPATI"], HEAD, *lines(0, 2), ["Halaman 1 dari 2"], [], ["LAMPIRAN SK BUPATI"], HEAD, ["1", "2", "3", "4", "5"],
            *lines(2, 4),
        ],
        [], [3, 4, 10, 11], {"footer": [5, 7], "blank": [6], "header_repeat": [8, 9]},
    ),
    (
        "villages as lines with a total below each and below all",
        [
            HEAD, ["I", "DESA SUKAMAJU"], *lines(0, 2), [None, "JUMLAH DESA SUKAMAJU", None, None, "2 KPM"], ["II", "DESA TANJUNG SARI"],
            *lines(2, 4), ["TOTAL SELURUHNYA", None, None, None, "4 KPM"],
        ],
        [], [3, 4, 7, 8], {"group": [2, 6], "subtotal": [5, 9]},
    ),
    (
        "numbers without anybody at the end",
        [HEAD, *lines(0, 2), [3.0], [4.0]],
        [], [2, 3], {},
    ),
    (
        "sums in words below a total",
        [HEAD, *lines(0, 2), ["Jumlah", None, None, None, "2 KPM"], ["Terbilang: dua orang"], ["Sumberagung, 2 Januari 2025"], ["SITI",
        None, "BUDI"]],
        [], [2, 3], {"subtotal": [4], "footer": [5, 6, 7]},
    ),
    (
        "numbers of men and women and a small recapitulation below",
        [
            HEAD, *lines(0, 3), [None, None, None, "Laki-laki", 2.0], [None, None, None, "Perempuan", 1.0], [], ["REKAP PER DESA"],
            ["No", "Desa", "Jumlah"], [1.0, "Sukamaju", 4.0], ["Jumlah", None, 4.0],
        ],
        [], [2, 3, 4], {"subtotal": [5, 6, 11], "footer": [8, 9, 10]},
    ),
    (
        "a table that begins in column D with empty columns between",
        [[], [None, None, None, "No", None, "NIK", None, "Nama"], *[[None, None, None, 1.0, None, NIKS[i], None,
        NAMES[i]] for i in range(2)]],
        [], [3, 4], {},
    ),
    (
        "a heading of four lines with a numbering line",
        [
            ["No", "Data Pribadi", None, None, None, "Nama"], [None, "Identitas", None, "Kelahiran"], [None, "Nomor", None, "Tempat",
            "Tanggal"],
            [None, "NIK", "KK"], [float(i) for i in range(1, 7)], *[[1.0, NIKS[i], KKS[i], "Malang", BIRTHS[i],
            NAMES[i]] for i in range(3)],
        ],
        [(1, 1, 4, 1), (1, 2, 1, 5), (2, 2, 2, 3), (2, 4, 2, 5), (3, 2, 3, 3), (3, 4, 4, 4), (3, 5, 4, 5), (1, 6, 4, 6)], [6, 7, 8], {},
    ),
    (
        "cells of a title above the heading are no group of it",
        [["BST", "2025"], HEAD, *lines(0, 2)],
        [], [3, 4], {},
    ),
    (
        "machine headings above the printed ones",
        [["no", "nik", "no_kk", "nama", "alamat"], ["No", "NIK", "No KK", "Nama Lengkap", "Alamat"], *lines(0, 3)],
        [], [3, 4, 5], {"header_repeat": [2]},
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "merges", "data", "skipped"), [case[1:] for case in LEFT_OUT], ids=[case[0] for case in LEFT_OUT]
)
def test_only_people_are_read(rows, merges, data, skipped):
    found = only(read("penerima", sheet(*rows, merges=merges), context=AID))
    assert (found.table.rows, found.skipped) == (data, skipped)
    assert problems(found) <= {(row, "region_ambiguous") for row in data}
    assert [line["values"]["nama"] for line in found.records()] == NAMES[: len(data)]


def each(*makers, count=6):
    """One row per person; a maker is a list of values per person, a function of its place, or a constant."""
    return [
        [maker[i] if isinstance(maker, list) else maker(i) if callable(maker) else maker for maker in makers]
        for i in range(count)
    ]


CODED_SEXES = ["1" if sex == "L" else "2" for sex in SEXES]
# (name, kind, headings, rows, mapping that must be there, values of the first person, aid per programme)
CATALOGUE = [
    (
        "P3KE individual ranking", "individu",
        ["ID Keluarga P3KE", "ID Individu", "Kode Kemdagri", "Desil Kesejahteraan", "Nama", "NIK", "Padan Dukcapil", "Jenis Kelamin",
         "Hubungan dengan Kepala Keluarga", "Tanggal Lahir", "Status Kawin", "Usia dibawah 7 tahun", "Usia 7-12", "Usia 60 tahun keatas",
         "Penerima BPNT", "Penerima PKH", "Penerima SEMBAKO", "Resiko Stunting", "Kepesertaan DTKS", "Verifikasi Lapangan", "Pendapatan"],
        each("K1", "I1", "3599012001", "2", NAMES, NIKS, "Padan", SEXES, "Istri", lambda i: BIRTHS[i] + " 0:00:00", "Kawin", "Tidak",
        "Tidak",
             "Ya", "Ya", "Tidak", "Ya", "Tidak", "Ya", "Belum", "500000"),
        {"A": "id_sumber", "C": "kode_wilayah", "N": "", "L": "", "S": "", "U": "penghasilan", "O": "bantuan:SEMBAKO"},
        {"kode_desa": "35.99.01.2001", "tanggal_lahir": "1977-03-07", "penghasilan": 500000}, {"SEMBAKO": 6},
    ),
    (
        "Regsosek questionnaire", "individu",
        ["103 Kecamatan", "104 Desa", "108 Nama SLS", "201 No KK", "401", "402 Nama", "403 NIK", "404", "405 Jenis Kelamin",
        "407 Tanggal Lahir"],
        each("SUMBERAGUNG", "SUKAMAJU", "RT 1", KKS, lambda i: float(i + 1), NAMES, NIKS, "1", CODED_SEXES, 28191.0),
        {"D": "no_kk", "E": "", "F": "nama", "G": "nik", "H": "", "I": "jenis_kelamin", "J": "tanggal_lahir"},
        {"jenis_kelamin": "L", "tanggal_lahir": "1977-03-07"}, {},
    ),
    (
        "social register export", "individu",
        "ID DTKS,Provinsi,Kabupaten/Kota,Kecamatan,Desa/Keluarahan,Alamat,Dusun,RT,RW,Nomor KK,Nomor NIK,Nama,Tanggal Lahir,Tempat Lahir,"
        "Jenis Kelamin,Nama Ibu Kandung,Hubungan Keluarga".split(","),
        each("D1", "JAWA TIMUR", "TIRTA KENCANA", "SUMBERAGUNG", "SUKAMAJU", "Jl", "Krajan", "1", "2", KKS, NIKS, NAMES, BIRTHS, "Malang",
             SEXES, "SITI", "Istri"),
        {"A": "id_sumber", "E": "desa", "J": "no_kk", "K": "nik", "L": "nama", "P": "nama_ibu", "Q": "hubungan_keluarga"},
        {"kode_desa": "35.99.01.2001", "rt": "001"}, {},
    ),
    (
        "civil register", "individu",
        "NO_KK NIK NAMA_LGKP JENIS_KLMIN TMPT_LHR TGL_LHR GOL_DRH STAT_KWN STAT_HBKEL NAMA_LGKP_IBU NIK_IBU "
        " NAMA_LGKP_AYAH NO_RT NO_RW NM_KEL NM_KEC".split(),
        each(KKS, NIKS, NAMES, CODED_SEXES, "MALANG", BIRTHS, "O", "2", "1", "IBU", lambda i: NIKS[i - 1], "BAPAK", "1", "2", "SUKAMAJU",
        "SUMBERAGUNG"),
        {"B": "nik", "G": "", "I": "hubungan_keluarga", "K": "", "L": "nama_ayah", "O": "desa"},
        {"hubungan_keluarga": "Kepala Keluarga", "rw": "002", "jenis_kelamin": "L"}, {},
    ),
    (
        "small template in camel case", "penerima",
        "noKK nik namaLengkap jenisKelamin tanggalLahir banjar shdk desil".split(),
        each(KKS, NIKS, NAMES, SEXES, BIRTHS, "Kaja", "ISTRI", "2"),
        {"A": "no_kk", "C": "nama", "F": "dusun", "G": "hubungan_keluarga", "H": "desil"}, {"desil": 2}, {},
    ),
    (
        "BDT", "individu",
        "IDBDT IDARTBDT Nama_KRT NoPesertaPBDT Nama NIK NoKK Hub_KRT JnsKel TglLahir".split(),
        each("B1", "A1", NAMES[9], "1", NAMES, NIKS, KKS, "1", CODED_SEXES, BIRTHS),
        {"A": "id_sumber", "C": "nama_kepala_keluarga", "E": "nama", "F": "nik", "G": "no_kk"}, {"jenis_kelamin": "L"}, {},
    ),
    (
        "pupils with the numbers of both parents", "penerima",
        ["Nama", "NIPD", "JK", "NISN", "NIK", "Kelurahan", "Kode Pos", "HP", "Penerima KIP", "Nomor KIP", "Nama di KIP",
        "Nomor Rekening Bank",
         "Rekening Atas Nama", "NIK Ayah", "NIK Ibu", "No KK"],
        each(NAMES, "12", SEXES, "0012345678", NIKS, "Sukamaju", "65111", "08123", "Ya", "X1", "", "123", "", lambda i: NIKS[i - 1],
             lambda i: NIKS[i - 2], KKS),
        {"A": "nama", "D": "", "E": "nik", "G": "", "I": "bantuan:PIP", "L": "", "N": "", "O": "", "P": "no_kk"}, {}, {"PIP": 6},
    ),
    (
        "recipients with bank and card", "penerima",
        ["NIK PENGURUS", "NO KK", "NAMA PENGURUS", "NAMA IBU KANDUNG", "NAMA BANK", "NO REKENING", "NO KARTU KKS", "NAMA DI REKENING",
         "NOMINAL BANTUAN", "STATUS SALUR"],
        each(NIKS, KKS, NAMES, "IBU", "BRI", "0123456789012345", "6099010123456789", NAMES[9], "750.000", "BERHASIL SALUR"),
        {"A": "nik", "C": "nama", "D": "nama_ibu", "F": "", "G": "no_peserta", "H": "", "I": "nominal", "J": "status_bantuan"},
        {"nominal": 750000, "no_peserta": "6099010123456789"}, {"PKH": 6},
    ),
    (
        "children measured at the posyandu", "individu",
        ["NIK", "Nama Balita", "JK", "Tgl Lahir", "BB Lahir", "Nama Ibu", "NIK Ibu", "Desa/Kel", "Posyandu", "Tanggal Pengukuran",
        "Berat", "TB/U"],
        each(NIKS, NAMES, SEXES, BIRTHS, "3,0", "SITI", lambda i: NIKS[i - 1], "Sukamaju", "Mawar", "01/02/2025", "10", "Pendek"),
        {"A": "nik", "B": "nama", "D": "tanggal_lahir", "F": "nama_ibu", "G": "", "J": "", "K": ""}, {"tanggal_lahir": "1977-03-07"}, {},
    ),
    (
        "groups with members", "penerima",
        ["Nama Kelompok", "Nama Anggota", "NIK", "Jabatan", "Jenis Bantuan", "Jumlah"],
        each("KUBE MAWAR", NAMES, NIKS, "Anggota", "PKH", "2 ekor"), {"A": "", "B": "nama", "E": "program", "F": ""}, {}, {"PKH": 6},
    ),
    (
        "houses", "penerima",
        ["Nama Pemilik", "NIK", "No. KK", "RT/RW", "Luas (m2)", "Jumlah Penghuni", "Jenis Lantai"],
        each(NAMES, NIKS, KKS, "01/02", "36", "4", "Tanah"), {"A": "nama", "D": "rt_rw", "E": "", "F": "jumlah_anggota", "G": ""},
        {"rw": "002"}, {},
    ),
    (
        "people with disabilities", "individu",
        ["Nama Penyandang Disabilitas", "NIK", "Tempat, Tanggal Lahir", "L/P", "Alamat RT/RW Desa", "Jenis Disabilitas"],
        each(NAMES, NIKS, lambda i: "Malang, " + BIRTHS[i].replace("/", "-"), SEXES, "Jl. Mawar RT 01 RW 02 Desa Sukamaju", "Tuna Netra"),
        {"A": "nama", "C": "tempat_tanggal_lahir", "E": "alamat", "F": "disabilitas"},
        {"tempat_lahir": "Malang", "tanggal_lahir": "1977-03-07", "rw": "002"}, {},
    ),
    (
        "headings in English", "individu",
        ["Family Card No.", "National ID Number", "Full Name", "Sex", "Place of Birth", "Date of Birth", "Village", "Sub-district",
        "Phone No."],
        each(KKS, NIKS, NAMES, lambda i: "Male" if SEXES[i] == "L" else "Female", "Malang", BIRTHS, "Sukamaju", "Sumberagung", "08123"),
        {"A": "no_kk", "B": "nik", "C": "nama", "E": "tempat_lahir", "F": "tanggal_lahir", "G": "desa", "H": "kecamatan", "I": "telepon"},
        {"kode_desa": "35.99.01.2001"}, {},
    ),
    (
        "Balinese words", "penerima", ["Wasta", "NIK", "Banjar Dinas", "Desa Dinas", "Kecamatan"],
        each(NAMES, NIKS, "Kaja", "Sukamaju", "Sumberagung"), {"A": "nama", "C": "dusun", "D": "desa"}, {"kode_desa": "35.99.01.2001"}, {},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "headings", "rows", "mapping", "values", "aid"), [case[1:] for case in CATALOGUE],
ids=[case[0] for case in CATALOGUE])  # fmt: skip
def test_shapes_without_an_example_are_understood(kind, headings, rows, mapping, values, aid):
    found = only(
        read(kind, sheet(headings, *rows), context=AID if aid.keys() == {"PKH"} else {"tahun": 2025})
    )
    assert {letter: found.mapping.get(letter, "") for letter in mapping} == mapping
    assert found.counts == {"data": 6, "valid": 6, "error": 0}
    assert {code: sums["count"] for code, sums in found.assistance.items()} == aid
    assert record(found, 2).items() >= ({"nik": NIKS[0], "nama": NAMES[0]} | values).items()
    assert all(reading.sure for reading in found.readings if reading.field)


@pytest.mark.parametrize(
    ("kind", "headings", "missing"),
    [
        (
            "keluarga",
            ["KepalaKeluarga", "Kecamatan", "DesaKelurahan", "FrekuensiMakanPerHari", "Penghasilan"],
            ["no_kk"],
        ),
        ("penerima", ["Nama", "Umur", "Pekerjaan", "Tanggungan", "Kelas"], ["nik"]),
        ("individu", ["Nama", "No KK", "Alamat"], ["nik"]),
        ("penerima", [str(number) for number in range(1, 19)], ["nama", "nik"]),
    ],
)
def test_a_file_without_identity_is_refused_before_any_line(kind, headings, missing):
    rows = (
        [[NAMES[i], *["2"] * (len(headings) - 1)] for i in range(5)]
        if headings[0] != "1"
        else [["1", "2"] * 9] * 5
    )
    preview = read(kind, sheet(headings, *rows))
    assert preview.accept is False
    assert preview.file_error["code"] == "required_column_missing"
    assert preview.file_error["fields"] == missing


def test_one_sheet_per_village_with_a_recapitulation_and_instructions():
    sheets = [
        sheet(["No", "Desa", "Jumlah KPM", "Nominal"], [1.0, "Sukamaju", 2.0, 1200000.0], name="REKAP"),
        sheet(["PENERIMA BLT DESA SUKAMAJU"], ["Nama", "NIK", "Nominal"], [NAMES[0], NIKS[0], "600.000"], name="1. SUKAMAJU"),
        sheet(["NIK", "Nama", "Nominal"], [NIKS[1], NAMES[1], "Rp 600.000"], name="2. TANJUNG SARI"),
        sheet(name="Sheet3"),
        sheet(["Petunjuk pengisian"], ["1. Isi NIK 16 digit"], name="PETUNJUK"),
    ]  # fmt: skip
    preview = read(
        "penerima", *sheets, context={"kecamatan": "Sumberagung", "tahun": 2025, "program": "BLT_DD"}
    )
    assert [each.action for each in preview.sheets] == ["ignore", "import", "import", "ignore", "ignore"]
    assert [line["values"]["kode_desa"] for each in preview.imported for line in each.records()] == [
        "35.99.01.2001",
        "35.99.01.2003",
    ]
    assert preview.totals["nominal"] == 1_200_000


FAMILY_LINES = [
    [["No KK", KKS[0], "Kepala Keluarga", NAMES[0]], ["No KK", KKS[3], "Kepala Keluarga", NAMES[3]]],
    [[f"No. KK : {KKS[0]} RT/RW : 001/002"], [f"No. KK : {KKS[3]} RT/RW : 001/002"]],
    [[KKS[0]], [KKS[3]]],
]


@pytest.mark.parametrize(
    "families", FAMILY_LINES, ids=["cells of their own", "label and mark", "a number alone"]
)
def test_a_line_about_a_family_is_no_person_and_holds_for_the_lines_below(families):
    first, second = families
    people = [[float(i + 1), NIKS[i], NAMES[i], SEXES[i], "Anak"] for i in range(5)]
    found = only(
        read("individu", sheet(["No", "NIK", "Nama", "JK", "SHDK"], first, *people[:3], second, *people[3:]))
    )
    assert found.skipped == {"group": [2, 6]}
    assert [line["values"]["no_kk"] for line in found.records()] == [KKS[0]] * 3 + [KKS[3]] * 2


def test_neighbourhoods_and_programmes_stand_in_lines_of_their_own_too():
    found = only(
        read("individu", sheet(HEAD, ["RT 01 / RW 02"], *lines(0, 2), ["DUSUN KRAJAN"], *lines(2, 3)))
    )
    assert record(found, 3)["rt"] == "001"
    assert record(found, 6)["dusun"] == "KRAJAN"
    found = only(
        read(
            "penerima",
            sheet(
                ["TAHUN 2025"], HEAD, ["A. PENERIMA PKH"], *lines(0, 2), ["B. PENERIMA BPNT"], *lines(2, 5)
            ),
        )
    )
    assert {code: sums["count"] for code, sums in found.assistance.items()} == {"PKH": 2, "SEMBAKO": 3}


def test_sheets_may_be_named_after_programme_year_or_month():
    preview = read(
        "penerima",
        sheet(HEAD, *lines(0, 2), name="PKH 2024"),
        sheet(HEAD, *lines(0, 2), name="TAHAP 1"),
        context=AID,
    )
    assert [each.constants for each in preview.imported] == [
        {"tahun": 2024, "program": "PKH"},
        {"periode": "Tahap 1"},
    ]
    assert preview.totals == {"data": 4, "valid": 4, "error": 0}


def test_labels_and_values_directly_above_the_heading_are_no_part_of_it():
    found = only(
        read("individu", sheet(["Desa", "Sukamaju"], ["Kecamatan", "Sumberagung"], HEAD, *lines(0, 2)))
    )
    assert found.header_rows == (3,)
    assert record(found, 4)["kode_desa"] == "35.99.01.2001"


def test_programmes_under_a_common_group_are_columns_of_their_own():
    found = only(
        read(
            "keluarga",
            sheet(
                ["No KK", "Nama KK", "Jenis Bantuan yang diterima", None],
                [None, None, "PKH", "BPNT"],
                *[[KKS[i], NAMES[i], "v" if i else None, "v"] for i in range(3)],
                merges=[(1, 3, 1, 4)],
            ),
        )
    )
    assert found.mapping == {"A": "no_kk", "B": "nama", "C": "bantuan:PKH", "D": "bantuan:SEMBAKO"}
    assert {code: sums["count"] for code, sums in found.assistance.items()} == {"PKH": 2, "SEMBAKO": 3}


@pytest.mark.parametrize(
    ("headings", "mapping"),
    [
        (["NIK Lama", "NIK Baru"], {"B": "nik", "C": "nama"}),
        (["nik_kk", "nik_ktp"], {"A": "no_kk", "B": "nik", "C": "nama"}),
        (["NOMOR INDUK KELUARGA", "NOMOR INDUK KEPENDUDUKAN"], {"A": "no_kk", "B": "nik", "C": "nama"}),
    ],
)
def test_of_two_numbers_the_persons_own_is_found(headings, mapping):
    rows = [[KKS[i], NIKS[i], NAMES[i]] for i in range(6)]
    assert only(read("individu", sheet([*headings, "Nama"], *rows))).mapping == mapping


@pytest.mark.parametrize(
    ("headings", "sure"),
    [([401.0, "402 Nama", "403 NIK", 404.0, 405.0], True), ([401.0, 402.0, 403.0, 404.0, 405.0], False)],
)
def test_items_of_a_questionnaire_may_be_numbers(headings, sure):
    rows = [[float(i + 1), NAMES[i], NIKS[i], 1.0, 3.0] for i in range(5)]
    found = only(read("individu", sheet(headings, *rows)))
    assert (found.header_rows, found.mapping) == ((1,), {"B": "nama", "C": "nik"})
    assert [reading.sure for reading in found.readings if reading.field] == [sure, sure]


def test_identity_columns_that_stand_again_for_the_same_person_are_read_once():
    rows = [[KKS[i], NAMES[i], NIKS[i], "1", KKS[i], NAMES[i], NIKS[i], "2"] for i in range(5)]
    block = ["No KK", "402 Nama", "403 NIK"]
    preview = read("individu", sheet([*block, "501", *block, "601"], *rows))
    assert only(preview).mapping == {"A": "no_kk", "B": "nama", "C": "nik"}
    assert preview.questions == []


def test_a_survey_of_several_sheets_takes_the_one_that_lists_people():
    family = sheet(
        ["101", "No KK", "111 Nama Kepala Keluarga"],
        *[["35", KKS[i], NAMES[i]] for i in range(4)],
        name="Keluarga",
    )
    members = sheet(
        ["No KK", "401", "402 Nama", "403 NIK"],
        *[[KKS[i], "1", NAMES[i], NIKS[i]] for i in range(4)],
        name="ART",
    )
    codes = sheet(["Kode", "Keterangan"], ["1", "Laki-laki"], ["2", "Perempuan"], name="Kode")
    preview = read("individu", family, members, codes)
    assert [each.action for each in preview.sheets] == ["ignore", "import", "ignore"]
