import pytest

from agencies.importing.headings import EXACT, clean_heading, match_heading, nearest_field, words_of


def meaning(*parts, kind="penerima", programmes=()):
    fields = match_heading(tuple(clean_heading(part) for part in parts), kind, programmes).fields
    return fields[0] if fields else None


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("NIK", "nik"), ("403 NIK", "nik"), ("No. KTP", "nik"), ("nik_art", "nik"), ("* NIK", "nik"), ("NIK (16 digit)", "nik"),
        ("noKK", "no_kk"), ("NO.KK", "no_kk"), ("NKK", "no_kk"), ("Nomor\nKK *", "no_kk"),
        ("NAMA_LENGKAP", "nama"), ("namaLengkap", "nama"), ("Nama Lengkap Sesuai KTP", "nama"), ("KepalaKeluarga", "nama"),
        ("Desa/Keluarahan", "desa"), ("DesaKelurahan", "desa"), ("Gampong", "desa"), ("NM_KEC", "kecamatan"),
        ("L/P", "jenis_kelamin"), ("JENIS\u00a0 KELAMIN", "jenis_kelamin"), ("Jenis Kelmin", "jenis_kelamin"),
        ("Tgl. Lhr", "tanggal_lahir"), ("dob", "tanggal_lahir"), ("TTL", "tempat_tanggal_lahir"),
        ("Penerima BPNT", "bantuan:SEMBAKO"), ("bansos_pkh", "bantuan:PKH"), ("PBI JKN", "bantuan:PBI_JK"),
        ("Nominal PKH (Rp)", "bantuan:PKH:nominal"), ("Nominal (Rp)", "nominal"), ("Ket.", "keterangan"),
    ],
)  # fmt: skip
def test_headings_of_the_catalogue_and_their_variants_are_known(heading, field):
    assert meaning(heading) == field


@pytest.mark.parametrize(
    "heading",
    ["NIK Ayah", "ayah_nik", "NIK Ibu", "No", "Tanggal Verifikasi", "Tanggal Perkawinan", "Masa Berlaku KTP", "bps_kode_kecamatan",
     "Usia dibawah 7 tahun", "Nama Ketua RT", "NIK Pasangan", "Nama Bank", "Status", "KODE_JP"],
)  # fmt: skip
def test_traps_mean_nothing(heading):
    assert meaning(heading, kind="individu") is None


def test_names_of_parents_have_fields_of_their_own():
    assert meaning("Nama Lengkap Ibu Kandung") == "nama_ibu"
    assert meaning("Ayah Kandung") == "nama_ayah"


def test_several_lines_are_read_together_and_the_group_decides_whose_number_it_is():
    assert meaning("Nama Orang Tua Kandung", "Ibu") == "nama_ibu"
    assert meaning("Tempat dan Tanggal Lahir", "Tgl/Bln/Th") == "tanggal_lahir"
    assert meaning("ALAMAT", "RT") == "rt"
    assert meaning("JENIS KELAMIN", "(L/P)") == "jenis_kelamin"
    assert meaning("Data Ayah", "NIK") is None


def test_a_plan_has_one_target_and_one_budget_per_year():
    top = "CAPAIAN KINERJA PROGRAM DAN KERANGKA PENDANAAN"
    assert meaning(top, "TAHUN 2026", "TARGET", kind="indikator") == "target_2026"
    assert meaning(top, "TAHUN 2026", "RP.", kind="indikator") == "pagu_2026"
    assert meaning("Target 2027", kind="indikator") == "target_2027"
    assert meaning("Realisasi 2025", kind="indikator") == "realisasi_2025"
    assert meaning("KONDISI KINERJA PADA AKHIR PERIODE RPJMD", "RP.", kind="indikator") == "pagu_akhir"


def test_quarters_and_months_of_a_budget_are_columns_of_their_own():
    assert meaning("Realisasi", "Triwulan II", kind="anggaran") == "realisasi_tw_2"
    assert meaning("Realisasi TW IV", kind="anggaran") == "realisasi_tw_4"
    assert meaning("Anggaran Kas", "Februari", kind="anggaran") == "rak_bulan_2"


def test_the_same_heading_means_what_the_kind_of_upload_says():
    assert meaning("Kegiatan", kind="usulan") == "usulan"
    assert meaning("Pagu", kind="usulan") == "anggaran"
    assert meaning("Pagu", kind="anggaran") == "pagu"
    assert meaning("Nilai", kind="statistik") == "nilai"
    assert meaning("nama_skpd", kind="anggaran") == "nama_skpd"
    assert meaning("OPD", kind="anggaran") == "opd"


def test_programmes_of_the_installation_have_columns_too():
    own = (("SANTUNAN", "Santunan Lansia", ("Santunan Lanjut Usia",)),)
    assert meaning("Penerima Santunan Lansia", programmes=own) == "bantuan:SANTUNAN"
    assert meaning("Penerima Santunan Lansia") is None


def test_words_are_written_out_in_full():
    assert words_of("noKK_Thn") == ["no", "kk", "tahun"]


def test_an_unknown_heading_gets_the_nearest_field_proposed():
    assert nearest_field("Alamatt Rumahh", "individu") == "alamat"
    assert nearest_field("Zxqw", "individu") is None


def test_a_running_number_under_a_title_stays_a_running_number():
    assert match_heading(("BST", "No"), "penerima").fields == ()
    assert match_heading(("Alamat", "Kode Pos"), "individu").fields == ()


def test_an_address_that_names_places_is_an_address():
    assert match_heading(("Alamat RT/RW Desa",), "individu").fields == ("alamat",)
    assert match_heading(("Alamat", "RT"), "individu").fields == ("rt",)


def test_a_lower_half_is_read_with_its_group_the_other_way_round():
    assert match_heading(("Kelahiran", "Tempat"), "individu").fields == ("tempat_lahir",)
    assert match_heading(("Kartu Keluarga", "Nomor"), "individu").fields == ("no_kk",)


def test_the_programme_in_a_heading_of_a_person_is_left_out():
    assert match_heading(("NIK Penerima PKH",), "penerima").fields == ("nik",)
    assert match_heading(("Nama KPM BPNT",), "penerima").fields[:1] == ("nama",)


def test_a_part_that_is_known_is_surer_than_a_likeness_of_the_whole():
    assert match_heading(("Identitas", "NIK"), "penerima").strength == EXACT
