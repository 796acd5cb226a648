"""What is wrong and what to do, in the words officers read, for every problem code. Identity numbers stand masked."""

import re

DIGITS = re.compile(r"\d")
SUB_ACTIVITY = re.compile(r"\d\.\d\d\.\d\d\.[12]\.\d\d\.\d{4}")  # twelve digits too, but no person's
TEXTS = {
    "nik_missing": ("NIK kosong.", "Isi NIK sesuai KTP atau KK."),
    "nik_length": ("NIK berisi {n} angka, seharusnya 16.", "Lengkapi NIK sesuai KTP atau KK."),
    "nik_chars": ("NIK berisi huruf atau tanda, misalnya huruf O sebagai nol.", "Ganti dengan angka."),
    "nik_precision": ("Angka terakhir NIK rusak oleh Excel.", "Ambil NIK dari sumber asli. Ubah sel menjadi Teks sebelum mengetik."),
    "nik_placeholder": ("NIK ini hanya pengisi, misalnya 9999….", "Kosongkan bila belum punya NIK, lalu isi No. KK."),
    "nik_equals_kk": ("NIK sama dengan No. KK.", "Periksa keduanya; salah satu tertukar."),
    "identity_missing": ("NIK dan No. KK kosong.", "Isi salah satunya agar orang ini tidak tertukar."),
    "name_missing": ("Nama kosong.", "Isi nama sesuai KTP atau KK."),
    "duplicate_in_file": ("Orang yang sama sudah ada di baris {n}.", "Baris pertama dipakai. Hapus baris ini bila memang ganda."),
    "title_missing": ("Uraian usulan kosong.", "Tulis apa yang diusulkan."),
    "amount_invalid": ("Nilai rupiah tidak terbaca.", "Tulis dengan angka, misalnya 600.000."),
    "value_invalid": ("Nilai ini bukan angka.", "Tulis angka, atau tanda - bila tidak ada data."),
    "row_malformed": (
        "Jumlah kolom baris ini tidak sama dengan judul.", "Buka di Excel, rapikan baris ini, simpan lagi sebagai .xlsx."
    ),
    "nik_empty": ("NIK kosong, No. KK dipakai.", "Lengkapi NIK bila sudah ada."),
    "nik_suspect": ("NIK tidak lazim: kode wilayah atau tanggalnya tidak dikenal.", "Cocokkan dengan KTP."),
    "kk_invalid": ("No. KK tidak terbaca, jadi dikosongkan.", "Isi 16 angka sesuai KK."),
    "gender_invalid": ("Jenis kelamin tidak dikenal.", "Tulis L atau P."),
    "gender_mismatch_nik": ("Jenis kelamin berbeda dengan NIK.", "Cocokkan dengan KTP; isi berkas yang dipakai."),
    "date_invalid": ("Tanggal tidak mungkin, jadi dikosongkan.", "Tulis hari-bulan-tahun, misalnya 10-03-1996."),
    "date_mismatch_nik": ("Tanggal lahir berbeda dengan NIK.", "Cocokkan dengan KTP; isi berkas yang dipakai."),
    "date_order_from_nik": ("Tanggal dibaca bulan dulu karena cocok dengan NIK.", "Pastikan {tanggal} benar."),
    "date_order_month_first": ("Tanggal dibaca bulan dulu karena hari dulu tidak mungkin.", "Pastikan {tanggal} benar."),
    "decile_invalid": ("Desil bukan 1 sampai 10, jadi dikosongkan.", "Isi desil dari DTSEN."),
    "value_missing": ("{kolom} kosong.", "Lengkapi bila datanya ada."),
    "region_unknown": ("{nama} tidak ada di daftar {daftar}.", "Pilih yang dimaksud: {usulan}."),
    "region_ambiguous": ("Ada {n} {daftar} bernama {nama}.", "Pilih kecamatannya."),
    "opd_unknown": ("{nama} tidak ada di daftar perangkat daerah.", "Pilih yang dimaksud: {usulan}."),
    "target_not_numeric": ("Target berupa kata ({teks}), disimpan apa adanya.", "Tidak perlu apa-apa bila memang begitu."),
    "status_not_active": ("Orang ini tercatat {keadaan}.", "Pastikan, lalu akhiri kepesertaan bila benar."),
    "realisation_exceeds_budget": ("Realisasi Rp {a} melebihi pagu Rp {b}.", "Periksa angka, atau unggah pagu perubahan."),
    "duplicate_existing": ("Sudah ada di daftar sejak {tanggal}.", "Isinya diperbarui bila Anda menyetujui."),
    "identity_conflict": (
        "NIK ini sudah tercatat atas nama dan tanggal lahir lain.", "Cocokkan dengan KTP; petugas data akan membandingkan keduanya."
    ),
    "agency_foreign": ("Baris ini milik {nama}, bukan perangkat daerah Anda.", "Minta perangkat itu atau Bappeda mengunggahnya."),
    "program_ambiguous": ("Kode {kode} dipakai beberapa program: {nama}.", "Sisakan satu program pada kode itu, lalu baca ulang."),
    "source_unknown": ("Sumber dana ({nama}) tidak dikenal, dicatat sebagai Belum dirinci.", "Tulis satu sumber, misalnya DAU atau PAD."),
    "source_needed": ("Uang sub kegiatan ini sudah tercatat per sumber dana.", "Tambahkan kolom Sumber Dana, lalu unggah lagi."),
    "source_clash": ("Uang sub kegiatan ini sudah tercatat tanpa sumber dana.", "Urungkan unggahan itu dulu agar tidak terhitung ganda."),
    "month_missing": ("Bulan realisasi belum disebut.", "Isi bulannya, misalnya Juni 2025."),
    "year_missing": ("Tahun belum disebut.", "Isi tahunnya di langkah Kolom."),
    "code_missing": ("Kode sub kegiatan tidak ada atau tidak terbaca.", "Isi kode lengkap, misalnya 1.06.02.2.03.0001."),
    "code_by_name": ("Kode tidak tertulis, dipakai {kode} menurut uraiannya.", "Periksa kodenya sebelum disetujui."),
    "name_unknown": ("{nama} tidak ada di nomenklatur.", "Isi kodenya, atau pilih yang dimaksud: {usulan}."),
    "name_ambiguous": ("Ada {n} sub kegiatan bernama {nama}.", "Isi kodenya: {usulan}."),
    "item_ambiguous": ("Ada {n} butir {tingkat} yang sama dalam dokumen.", "Sisakan satu butir, lalu baca ulang."),
    "item_differs": ("{tingkat} {nomor} tertulis lain dalam dokumen: {usulan}.", "Samakan kalimatnya, atau ubah butir dokumen."),
    "level_above": ("Baris ini baru sampai tingkat {tingkat}.", "Rinci sampai sub kegiatan, lalu unggah lagi."),
    "part_held": ("Baris {n} dari sub kegiatan yang sama ditahan.", "Perbaiki baris itu dulu, agar jumlahnya utuh."),
    "line_repeated": ("Baris {n} sudah memberi angka lain untuk hal yang sama.", "Sisakan satu baris yang benar."),
    "cumulative_falls": ("Realisasi lebih kecil daripada yang sudah tercatat.", "Periksa angkanya, atau ralat bulan sebelumnya."),
    "amount_negative": ("Nilai rupiah kurang dari nol.", "Periksa angka dan tandanya."),
    "value_too_large": ("Angka ini terlalu besar untuk disimpan.", "Periksa nol dan tanda pemisahnya."),
    "percent_invalid": ("Realisasi fisik {nilai} di luar 0 sampai 100.", "Tulis persen antara 0 dan 100."),
    "direction_proposed": ("Arah tidak disebut; angka menurun dianggap makin baik.", "Periksa, atau tambahkan kolom Arah."),
    "indicator_ambiguous": ("Ada {n} indikator bernama sama di perangkat daerah ini.", "Tambahkan kode programnya agar jelas."),
    "period_unknown": ("Tahun target tidak disebut.", "Isi periode rencana, misalnya 2025-2029."),
    "attainment_reviewed": ("Capaian {periode} sudah diajukan atau diverifikasi.", "Minta verifikator mengembalikannya dulu."),
    "locked_period": ("Pengisian {periode} sudah dikunci.", "Minta sekretariat membuka kuncinya."),
    "value_implausible": ("Nilai {nilai} di luar kisaran wajar {a} sampai {b}.", "Periksa angka dan satuannya."),
    "unit_differs": ("Satuan {satuan} berbeda dari {acuan} yang tercatat.", "Samakan satuannya sebelum disetujui."),
    "node_name_differs": ("Uraian berbeda dari nama kode {kode}: {nama}.", "Cocokkan kodenya; kode yang menentukan."),
    "node_unknown": ("Kode {kode} belum ada di nomenklatur {edisi}.", "Cocokkan dengan Kepmendagri; bila benar, kode ditambahkan."),
    "strategy_missing": ("Strategi OPPKPKE kosong atau bukan 1, 2, atau 3.", "Tulis 1, 2, atau 3."),
    "allocation_missing": ("Alokasi anggaran kosong.", "Isi rupiahnya, atau 0 bila tanpa anggaran."),
    "sub_activity_unknown": ("{nama} tidak ada di perangkat daerah ini.", "Isi kode sub kegiatan enam bagian."),
    "sub_activity_ambiguous": ("Ada {n} sub kegiatan bernama {nama}.", "Isi kodenya agar jelas."),
    "parent_wrong": ("{nama} bukan induk kode {kode}. Induknya {acuan}.", "Perbaiki kode atau nama induknya."),
    "choice_unknown": ("{nama} bukan pilihan {kolom}.", "Tulis salah satu: {pilihan}."),
    "funding_unknown": ("Sumber {nama} tidak ada di daftar.", "Tulis kode atau nama dari daftar, misalnya DAU."),
    "text_too_long": ("{kolom} lebih dari {n} huruf.", "Ringkas isinya."),
    "semester_cumulative": ("Semester 2 tampak sudah termasuk semester 1.", "Pilih Kumulatif di langkah Kolom, atau tulis alasannya."),
    "semester_subtracted": ("Semester 2 sama dengan total, jadi semester 1 dikurangkan.", "Pastikan Rp {nilai} benar untuk Juli–Desember."),
    "semester_missing": ("Hanya totalnya yang disebut.", "Isi realisasi semester 1 dan semester 2."),
    "report_exceeds": ("Total realisasi Rp {a} melebihi alokasi Rp {b}.", "Periksa angkanya, atau tulis alasannya di kolom Alasan."),
    "report_differs": ("Semester {n}: Rp {a}, realisasi bulanan Rp {b}.", "Samakan angkanya, atau tulis alasannya di kolom Alasan."),
    "total_differs": ("Total Rp {a} berbeda dari jumlah semester Rp {b}.", "Periksa ketiga angkanya."),
    "action_reviewed": ("{nama} sudah diajukan atau diverifikasi.", "Minta Bappeda mengembalikannya dulu."),
    "action_closed": ("{alasan}", "Sesudah dibuka, baca ulang berkas ini."),
    "file_empty": ("Berkas kosong.", "Pilih berkas lain; mungkin unduhannya gagal."),
    "file_unreadable": ("Berkas rusak atau bukan lembar kerja.", "Buka di Excel, simpan lagi sebagai .xlsx, lalu unggah."),
    "file_encrypted": ("Berkas berkata sandi.", "Ketik kata sandinya, atau simpan ulang tanpa kata sandi."),
    "sheet_not_found": ("Tidak ada lembar yang berisi daftar.", "Pilih lembarnya sendiri, atau periksa berkasnya."),
    "required_column_missing": ("Kolom {nama} tidak ditemukan.", "Tunjukkan kolomnya, atau tambahkan di Excel."),
    "file_too_large": ("Berkas {ukuran}, paling besar {batas}.", "Bagi menjadi beberapa berkas, misalnya per kecamatan."),
    "too_many_rows": ("Berkas {ukuran}, paling besar {batas}.", "Bagi menjadi beberapa berkas, misalnya per kecamatan."),
    "all_rows_wrong": ("Hampir semua baris bermasalah: {masalah}.", "Mungkin lembar keliru. Coba lembar {nama}."),
    "old_template": ("Templat ini versi {tanggal}; {n} judul berubah dan sudah dicocokkan.", "Unduh templat baru untuk lain kali."),
}  # fmt: skip
WITHOUT_PROPOSAL = {
    "region_unknown": "Periksa ejaannya, lalu pilih dari daftar.",
    "opd_unknown": "Periksa ejaannya, lalu pilih dari daftar.",
    "name_unknown": "Isi kode sub kegiatannya.",
}


class _Facts(dict):
    def __missing__(self, key):
        return "…"


def explain(problem) -> tuple[str, str]:
    """(what is wrong, what to do) for a problem, with its facts filled in."""
    return explain_code(problem.code, problem.facts)


def explain_code(code: str, facts: dict) -> tuple[str, str]:
    """As `explain`, for a whole-file refusal or a stored problem. KeyError for a code without words."""
    wrong, remedy = TEXTS[code]
    known = _Facts({"daftar": "desa"} | {name: _shown(value) for name, value in facts.items()})
    if code in WITHOUT_PROPOSAL and not facts.get("usulan"):
        remedy = WITHOUT_PROPOSAL[code]
    if code == "duplicate_in_file" and "lembar" in facts:
        wrong = "Orang yang sama sudah ada di lembar {lembar}, baris {n}."
    return wrong.format_map(known), remedy.format_map(known)


def _shown(value):
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value))
    if isinstance(value, int):
        return f"{value:,}".replace(",", ".")
    return mask_cell(str(value))


def mask_cell(text: str) -> str:
    """The words of a cell with every run of twelve or more digits cut to its first four: nobody reads a NIK in a list."""
    if len(text) < 12 or len(DIGITS.findall(text)) < 12:
        return text
    return re.sub(r"\d(?:[.\-/ \u00a0]?\d){11,}", _masked, text)


def _masked(found):
    if SUB_ACTIVITY.fullmatch(found[0]):
        return found[0]
    digits = "".join(DIGITS.findall(found[0]))
    return digits[:4] + "•" * (len(digits) - 4)
