"""SHAPES section 4, line by line: every spelling of a heading, and the traps."""

import pytest

from agencies.importing.headings import match_heading
from tests.sheets.odd import masters, only, read, sheet

SPELLINGS = {
    "nik": "NIK · Nomor NIK · No NIK · No. KTP · No KTP · Nomor KTP · no_ktp · nomor_ktp · 403 NIK · nik_art · Nomor Induk Kependudukan · "
    "*NIK · NIK* · NIK (16 digit) · NIK\n(5) · NIK Penerima Manfaat · NIK KPM · nik_ktp · "
    "NIK Sesuai KTP · NO.NIK · NIK Balita · NIK Penerima PKH",
    "no_kk": "no_kk · No. KK · Nomor KK · No KK · NOKK · NKK · no kartu keluarga · NO.KK · noKK · No.KK* · Nomor Kartu Keluarga",
    "nama": "nama · Nama Lengkap · NAMA_LENGKAP · namaLengkap · NAMA PENERIMA · Nama Penerima Manfaat · Nama KPM · NAMA KEPALA KELUARGA · "
    "Kepala Keluarga · KepalaKeluarga · 402 Nama · nama_warga · nama_subjek · NAMA LENGKAP (SESUAI KTP) · Nama Penyandang Disabilitas · "
    "Nama Peserta Didik · Nama Ibu Hamil · Nama KPM BPNT",
    "nama_kepala_keluarga": "Nama Kepala Rumah Tangga · nama kepala keluarga",
    "hubungan_keluarga": "SHDK · kk_level · STAT_HBKEL · Hubungan Keluarga · hub_keluarga · Hubungan dengan Kepala Keluarga · "
    "Hub. Dlm Keluarga",
    "jenis_kelamin": "Jenis Kelamin · JENIS\nKELAMIN · JK · jk · sex · L/P · gender · KELAMIN · Jenis Kelamin (L/P) · J.K. · JnsKel",
    "tempat_lahir": "Tempat Lahir · tempatlahir · TMPT_LAHIR",
    "tanggal_lahir": "Tanggal Lahir · tanggallahir · tgl_lahir · tgl_lhr · TGL_LHR · dob · Tgl. Lahir (dd/mm/yyyy) · Tgl/Bln/Th",
    "tempat_tanggal_lahir": "Tempat dan Tanggal Lahir · Tempat, Tanggal Lahir · TTL · Tempat/Tgl Lahir · Tmp/Tgl Lhr",
    "alamat": "alamat · alamat_ktp · alamat_lengkap · Alamat Rumah · domisili · Alamat RT/RW Desa",
    "rt": "RT · NO_RT · rt_ktp",
    "rw": "RW · NO_RW · rw_ktp",
    "rt_rw": "RT/RW · RT / RW",
    "dusun": "dusun · Banjar · Nama SLS · Dusun/Banjar",
    "desa": "Desa · Kelurahan · Desa/Kelurahan · Desa/Keluarahan · desa_kelurahan · kelurahan_desa · nama_desa_kelurahan · NM_KEL · "
    "DesaKelurahan · Nagari · Gampong",
    "kecamatan": "Kecamatan · Kec · NM_KEC · bps_nama_kecamatan · kemendagri_nama_kecamatan · Distrik",
    "kabupaten": "Kabupaten/Kota · kabupaten_kota · KAB · nama_kabupaten_kota",
    "provinsi": "Provinsi · prov",
    "kode_wilayah": "Kode Kemdagri · Kode Kemendagri · kemendagri_kode_kecamatan",
    "desil": "Desil · DESIL · Desil Kesejahteraan · desil_nasional · desil_dtsen · kategori_desil",
    "persentil": "persentil · percentile",
    "id_sumber": "ID DTKS · ID Keluarga P3KE · IDBDT · IDARTBDT · ID rumah tangga",
    "nama_ibu": "Nama Ibu · Nama Ibu Kandung · NAMA_IBU",
    "nama_ayah": "Nama Ayah",
    "status_penduduk": "status_dasar",
    "program": "Program · Jenis Bantuan · Nama Program · bansos",
    "bantuan:SEMBAKO": "Penerima BPNT · bantuan_sembako · Sembako · Bantuan Pangan Non Tunai",
    "bantuan:PKH": "Penerima PKH · bansos_pkh · PKH · Dapat PKH (Ya/Tidak) · penerimaPKH",
    "bantuan:BST": "penerima_bst",
    "bantuan:PBI_JK": "PBI JKN · PBI-JK · KIS PBI",
    "bantuan:BLT_DD": "BLT Dana Desa · Penerima BLT DD",
    "bantuan:PIP": "Penerima KIP",
    "bantuan:RTLH": "Bedah Rumah · Rutilahu",
    "bantuan:PKH:nominal": "Nominal PKH · Jumlah PKH (Rp)",
    "periode": "Tahap · Periode · Bulan · Triwulan",
    "nominal": "Nominal · Nominal (Rp) · Jumlah (Rp) · Jumlah Uang · Besaran Bantuan · Nilai Bantuan",
    "penghasilan": "penghasilan · pendapatan · gaji_bulanan · Penghasilan/Bulan",
    "no_peserta": "No. Peserta · No KKS · No. Kartu",
    "jumlah_anggota": "Jumlah Anggota Keluarga · Jumlah ART · Jml Anggota Kel · Jumlah Penghuni",
    "keterangan": "Ket · Ket. · Keterangan",
    "padan_dukcapil": "Padan Dukcapil · Status Dukcapil",
    "": "NIK Ayah · ayah_nik · NIK Ibu · nik_ibu · NIK Pendamping · NIK Suami/Istri · Tanggal Kawin · Tanggal Perkawinan · Tanggal Entri · "
    "tanggal_akhir_paspor · bps_kode_kecamatan · No Rekening · Nama Bank · Nama Sekolah · Nama Pendamping · Masa Berlaku KTP · No · NISN · "
    "Usia dibawah 7 tahun · Usia 7-12 · Usia 60 tahun keatas · Ayah · Tahun Lahir · Nama Usaha",
}
CASES = [(field, words) for field, spellings in SPELLINGS.items() for words in spellings.split(" · ")]


@pytest.mark.parametrize(("field", "words"), CASES)
@pytest.mark.parametrize("kind", ["individu", "penerima"])
def test_every_spelling_names_its_field_and_a_trap_names_none(kind, field, words):
    fields = match_heading((words,), kind, ()).fields
    assert field in fields if field else fields == ()


@pytest.mark.parametrize(
    ("parts", "field"),
    [
        (("ALAMAT", "RT"), "rt"),
        (("Tempat dan Tanggal Lahir", "Tgl/Bln/Th"), "tanggal_lahir"),
        (("Kelahiran", "Tempat"), "tempat_lahir"),
        (("Data Ibu", "Nama"), "nama_ibu"),
        (("Data Pribadi", "Identitas", "Nomor", "NIK"), "nik"),
    ],
)
def test_rows_of_a_heading_are_joined_from_top_to_bottom(parts, field):
    assert match_heading(parts, "individu", ()).fields[:1] == (field,)


@pytest.mark.parametrize(
    "parts", [("Data Ibu", "NIK"), ("Data Ayah", "NIK"), ("Orang Tua", "Nama"), ("BST", "No")]
)
def test_the_group_above_says_whose_number_it_is(parts):
    assert match_heading(parts, "individu", ()).fields == ()


def test_of_one_heading_twice_the_first_counts_and_the_other_stays_unmapped():
    rows = [["3599010703770001", "SITI", "Jl. A", "Jl. B"]]
    assert only(read("individu", sheet(["NIK", "Nama", "Alamat", "Alamat"], *rows))).mapping == {
        "A": "nik", "B": "nama", "C": "alamat",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Program Keluarga Harapan", "PKH"), ("BPNT", "SEMBAKO"), ("Program Sembako", "SEMBAKO"), ("BSP", "SEMBAKO"), ("Rastra", "SEMBAKO"),
        ("Bantuan Sosial Tunai", "BST"), ("BLT-DD", "BLT_DD"), ("BLT Dana Desa", "BLT_DD"), ("PBI", "PBI_JK"), ("PBI-JKN", "PBI_JK"),
        ("KIS PBI", "PBI_JK"), ("KIP", "PIP"), ("BPUM", "BPUM"), ("Rutilahu", "RTLH"), ("BSPS", "RTLH"), ("bedah rumah", "RTLH"),
    ],
)  # fmt: skip
def test_every_name_of_a_programme_has_one_spelling(words, code):
    assert masters().find_programme(words) == code
