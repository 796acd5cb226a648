"""Every setting of the application: type, default, unit, source and one sentence for the officer (DECISIONS 5.3).

Values live in agencies.Setting; this module knows no database.
"""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Declared:
    """One setting. `kind` is whole, decimal, flag, choice or list; `choices` are (code, label)."""

    key: str
    group: str
    label: str
    sentence: str
    kind: str
    default: Any
    unit: str = ""
    source: str = ""
    choices: tuple[tuple[str, str], ...] = ()


CATALOGUE: dict[str, Declared] = {}


def declare(*settings: Declared) -> None:
    for setting in settings:
        CATALOGUE[setting.key] = setting


declare(
    Declared(
        "coverage_deciles", "Sasaran", "Desil sasaran", "Keluarga sampai desil ini dihitung sebagai sasaran.", "whole", 4,
        "desil", "Kesepakatan TKPK",
    ),
    Declared(
        "source_ranking", "Register", "Urutan sumber",
        "Nilai sumber paling depan yang ditampilkan pada halaman orang. Bila diubah, data semua orang dihitung ulang (beberapa menit).",
        "list", ["dtsen", "dtks", "p3ke", "agency"], "", "Kesepakatan TKPK",
    ),
    Declared(
        "held_share_limit", "Unggahan", "Batas baris ditahan", "Di atas batas ini pengirim harus memberi alasan.", "whole", 10,
        "%", "Kesepakatan Bappeda",
    ),
    Declared(
        "doubled_share_limit", "Unggahan", "Batas baris ganda", "Di atas batas ini pengirim harus memberi alasan.", "whole", 50,
        "%", "Kesepakatan Bappeda",
    ),
    Declared(
        "ended_share_limit", "Unggahan", "Batas yang berakhir",
        "Bila lebih banyak isi daftar lama berakhir, pengirim harus memberi alasan.", "whole", 20, "%", "Kesepakatan Bappeda",
    ),
    Declared(
        "village_jump", "Unggahan", "Lonjakan per desa", "Desa yang barisnya naik atau turun lebih dari ini harus dipastikan.",
        "whole", 30, "%", "Kesepakatan Bappeda",
    ),
    Declared(
        "village_jump_lines", "Unggahan", "Lonjakan terkecil per desa", "Perubahan yang lebih kecil dari ini tidak ditanyakan.",
        "whole", 5, "baris", "Kesepakatan Bappeda",
    ),
    Declared(
        "unusual_times", "Unggahan", "Berbeda dari biasanya", "Tanda muncul bila bagian baris sekian kali lebih besar dari biasanya.",
        "whole", 2, "kali", "Kesepakatan Bappeda",
    ),
    Declared(
        "unusual_share", "Unggahan", "Bagian terkecil untuk tanda", "Bagian baris yang lebih kecil dari ini tidak diberi tanda.",
        "whole", 5, "%", "Kesepakatan Bappeda",
    ),
    Declared(
        "original_days", "Retensi", "Simpan berkas asli", "Berkas asli dihapus setelah sekian hari sejak keputusan.", "whole", 90, "hari",
        "UU 27/2022, masa simpan",
    ),
    Declared(
        "staged_days", "Retensi", "Simpan baris yang belum diputus", "Baris yang belum diputus dihapus setelah sekian hari.", "whole", 90,
        "hari", "UU 27/2022, masa simpan",
    ),
    Declared(
        "held_days", "Retensi", "Simpan baris ditahan", "Baris ditahan dihapus sekian hari setelah keputusan.", "whole", 30, "hari",
        "UU 27/2022, masa simpan",
    ),
    Declared(
        "undo_days", "Retensi", "Unggahan dapat diurungkan", "Unggahan dapat diurungkan selama sekian hari sejak tersimpan.", "whole", 730,
        "hari", "UU 27/2022, masa simpan",
    ),
    Declared(
        "answer_days", "Retensi", "Simpan berkas bertanda", "Berkas bertanda dihapus setelah sekian hari.", "whole", 30, "hari",
        "UU 27/2022, masa simpan",
    ),
    Declared(
        "named_file_hours", "Retensi", "Simpan unduhan bernama", "Unduhan berisi nama dihapus setelah sekian jam.", "whole", 24, "jam",
        "UU 27/2022, masa simpan",
    ),
    Declared(
        "report_days", "Retensi", "Simpan laporan", "Laporan tanpa nama dihapus setelah sekian hari.", "whole", 365, "hari",
        "UU 27/2022, masa simpan",
    ),
    Declared(
        "reveals_per_hour", "Privasi", "Buka NIK per jam", "Paling banyak sekian NIK dibuka satu orang dalam satu jam.", "whole", 30,
        "kali", "UU 27/2022, pembatasan akses",
    ),
    Declared(
        "reveals_per_day", "Privasi", "Buka NIK per hari", "Paling banyak sekian NIK dibuka satu orang dalam sehari.", "whole", 200,
        "kali", "UU 27/2022, pembatasan akses",
    ),
    Declared(
        "falling_formula", "Indikator", "Rumus tren negatif", "Rumus capaian bila makin rendah makin baik.", "choice", "A", "",
        "Permendagri 86/2017, praktik evaluasi", (("A", "A: target ÷ realisasi"), ("B", "B: (2 × target − realisasi) ÷ target")),
    ),
    Declared(
        "attainment_cap", "Indikator", "Batas capaian untuk rata-rata", "Capaian di atas batas ini dihitung sebesar batas pada rata-rata.",
        "whole", 100, "%", "Permendagri 86/2017, praktik evaluasi",
    ),
    Declared(
        "quarter_report_days", "Indikator", "Tenggat laporan triwulan", "Laporan triwulan ditunggu sekian hari setelah triwulan berakhir.",
        "whole", 15, "hari", "Permendagri 86/2017, praktik evaluasi",
    ),
    Declared(
        "reason_needed_below", "Indikator", "Wajib menulis penyebab di bawah", "Capaian di bawah batas ini harus disertai penyebab.",
        "whole", 76, "%", "Permendagri 86/2017, praktik evaluasi",
    ),
    Declared(
        "on_track_share", "Indikator", "Sesuai jalur", "Capaian terhadap target sampai triwulan ini, sekurang-kurangnya sekian.",
        "decimal", "0.9", "bagian", "Praktik evaluasi",
    ),
    Declared(
        "at_risk_share", "Indikator", "Berisiko", "Di bawah batas ini indikator keluar jalur.", "decimal", "0.7", "bagian",
        "Praktik evaluasi",
    ),
    Declared(
        "lock_by_schedule", "Indikator", "Terkunci sesudah tenggat", "Isian tertutup sendiri sesudah tanggal tutup jadwalnya.", "flag",
        False, "", "Kesepakatan Bappeda",
    ),
    Declared(
        "board_counts", "Indikator", "Yang dihitung pada papan", "Papan menghitung yang dilaporkan atau yang sudah diverifikasi.",
        "choice", "reported", "", "Kesepakatan Bappeda", (("reported", "Yang dilaporkan"), ("verified", "Yang diverifikasi")),
    ),
    Declared(
        "absorption_green", "Anggaran", "Serapan baik", "Serapan mulai batas ini berwarna hijau.", "whole", 80, "%",
        "Praktik evaluasi OPPKPKE",
    ),
    Declared(
        "absorption_yellow", "Anggaran", "Serapan sedang", "Serapan mulai batas ini berwarna kuning, di bawahnya merah.", "whole", 50,
        "%", "Praktik evaluasi OPPKPKE",
    ),
    Declared(
        "unit_cost_times", "Anggaran", "Biaya satuan yang menyimpang", "Ditandai bila sekian kali di atas atau di bawah biaya tengah.",
        "decimal", "3", "kali", "Kesepakatan Bappeda",
    ),
    Declared(
        "twin_similarity", "Anggaran", "Kemiripan sub kegiatan", "Nama yang semirip ini ditawarkan sebagai sub kegiatan serupa.",
        "whole", 90, "%", "Kesepakatan Bappeda",
    ),
    Declared(
        "trend_min_points", "Analisis", "Data terkecil untuk tren", "Tren dinilai bila ada sekurang-kurangnya sekian nilai.", "whole", 5,
        "nilai", "Panduan P3BM",
    ),
    Declared(
        "trend_step", "Analisis", "Perubahan yang dianggap tetap", "Perubahan setahun sekecil ini tidak dihitung naik atau turun.",
        "decimal", "0.005", "", "Panduan P3BM",
    ),
    Declared(
        "effective_r2", "Analisis", "R² untuk efektif", "Garis tren harus menjelaskan sekurang-kurangnya bagian ini.", "decimal", "0.6",
        "bagian", "Panduan P3BM",
    ),
    Declared(
        "effective_share", "Analisis", "Konsistensi untuk efektif", "Bagian langkah tahunan yang membaik agar dinilai efektif.",
        "decimal", "0.7", "bagian", "Panduan P3BM",
    ),
    Declared(
        "fair_r2", "Analisis", "R² untuk cukup efektif", "Batas garis tren untuk nilai cukup efektif.", "decimal", "0.3", "bagian",
        "Panduan P3BM",
    ),
    Declared(
        "fair_share", "Analisis", "Konsistensi untuk cukup efektif", "Bagian langkah tahunan yang membaik agar cukup efektif.", "decimal",
        "0.6", "bagian", "Panduan P3BM",
    ),
    Declared(
        "relevance_slow", "Analisis", "Laju terkecil untuk relevan", "Perbaikan di bawah bagian laju pembanding ini kurang relevan.",
        "decimal", "0.5", "bagian", "Panduan P3BM",
    ),
    Declared(
        "relevance_same", "Analisis", "Kesamaan arah untuk relevan", "Bagian tahun dengan arah yang sama seperti pembanding.", "decimal",
        "0.5", "bagian", "Panduan P3BM",
    ),
    Declared(
        "priority_weight_1", "Analisis", "Bobot: lebih buruk dari provinsi", "Bobot tanda ini pada prioritas bidang.", "decimal", "1", "",
        "Panduan P3BM",
    ),
    Declared(
        "priority_weight_2", "Analisis", "Bobot: lebih buruk dari nasional", "Bobot tanda ini pada prioritas bidang.", "decimal", "1", "",
        "Panduan P3BM",
    ),
    Declared(
        "priority_weight_3", "Analisis", "Bobot: memburuk", "Bobot tanda ini pada prioritas bidang.", "decimal", "1", "", "Panduan P3BM",
    ),
    Declared(
        "priority_weight_4", "Analisis", "Bobot: tidak efektif", "Bobot tanda ini pada prioritas bidang.", "decimal", "1", "",
        "Panduan P3BM",
    ),
    Declared(
        "priority_weight_5", "Analisis", "Bobot: tidak relevan", "Bobot tanda ini pada prioritas bidang.", "decimal", "1", "",
        "Panduan P3BM",
    ),
    Declared(
        "link_min_points", "Analisis", "Data terkecil untuk keterkaitan", "Dengan data lebih sedikit keterkaitan hanya petunjuk.", "whole",
        8, "nilai", "Panduan P3BM",
    ),
    Declared(
        "equity_low", "Analisis", "Batas wilayah kurang terlayani", "Bagian anggaran dibagi bagian keluarga miskin di bawah batas ini.",
        "decimal", "0.8", "bagian", "Panduan P3BM",
    ),
    Declared(
        "small_cell", "Analisis", "Angka terkecil yang ditampilkan", "Jumlah keluarga di bawah batas ini tidak ditampilkan.", "whole", 5,
        "keluarga", "UU 27/2022, pembatasan akses",
    ),
    Declared(
        "second_factor_forced", "Keamanan", "Kode pengaman wajib", "Pengguna yang melihat nama wajib memakai kode pengaman.", "flag",
        True, "", "Peraturan BSSN 4/2021",
    ),
    Declared(
        "password_days", "Keamanan", "Umur kata sandi", "Kata sandi yang lebih lama harus diganti saat masuk.", "whole", 365, "hari",
        "Peraturan BSSN 4/2021",
    ),
    Declared(
        "idle_minutes", "Keamanan", "Keluar bila diam", "Pengguna keluar sendiri setelah sekian menit tanpa kegiatan.", "whole", 30,
        "menit", "Peraturan BSSN 4/2021",
    ),
    Declared(
        "idle_minutes_names", "Keamanan", "Keluar bila diam, pembaca nama", "Berlaku bagi yang boleh membuka NIK dan admin.", "whole", 15,
        "menit", "Peraturan BSSN 4/2021",
    ),
)  # fmt: skip
