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
        "source_ranking", "Register", "Urutan sumber", "Nilai sumber paling depan yang ditampilkan pada halaman orang.", "list",
        ["dtsen", "dtks", "p3ke", "agency"], "", "Kesepakatan TKPK",
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
