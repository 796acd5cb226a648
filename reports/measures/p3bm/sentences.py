"""Draft findings: a fixed sentence or two for each analysis and verdict, filled with its figures. Officers rewrite them."""

_VALUE = "{name} {area} {value} pada {when}."
_STEPS = "{good} dari {steps} perubahan tahunan membaik. Garis tren menjelaskan {r2} naik turunnya."
_MOVES = "{name} {area} {moved} sejak {first_year}."
_PACE = "{area} {moved_own}, {reference} {moved_reference} sejak {first_year}."
_FEW = "Baru {n} nilai {period} yang ada. Penilaian memerlukan paling sedikit {need}."
_MEASURES = "Ukuran pertama {x}. Ukuran kedua {y}."
_MONEY = "Anggaran untuk penduduk miskin {amount}. Itu {share} dari belanja daerah."
_DRIVERS = "{name} punya {of} faktor penentu."

SENTENCES: dict[tuple[str, str], str] = {
    ("posisi", "baik"): f"{_VALUE} Itu {{against_province}} dan {{against_nation}}.",
    ("posisi", "buruk"): f"{_VALUE} Itu {{against_province}} dan {{against_nation}}.",
    ("posisi", "di_bawah_provinsi"): f"{_VALUE} Itu {{against_province}}.",
    ("posisi", "di_bawah_nasional"): f"{_VALUE} Itu {{against_nation}}.",
    ("posisi", "hanya_provinsi"): f"{_VALUE} Itu {{against_province}}. Angka {{nation}} belum ada.",
    ("posisi", "hanya_nasional"): f"{_VALUE} Itu {{against_nation}}. Angka {{province}} belum ada.",
    ("posisi", "belum_cukup"): f"{_VALUE} {{province}} belum ada di basis data.",
    ("perkembangan", "membaik"): f"{_MOVES} Garis tren {{pace}} setahun, jadi membaik.",
    ("perkembangan", "memburuk"): f"{_MOVES} Garis tren {{pace}} setahun, jadi memburuk.",
    ("perkembangan", "tetap"): f"{_MOVES} Garis tren mendatar.",
    ("perkembangan", "belum_cukup"): _FEW,
    ("efektivitas", "efektif"): f"Upaya efektif: {_STEPS}",
    ("efektivitas", "cukup_efektif"): f"Upaya cukup efektif: {_STEPS}",
    ("efektivitas", "kurang_efektif"): f"Upaya kurang efektif karena naik turun: {_STEPS}",
    ("efektivitas", "tidak_efektif"): f"Upaya belum menggerakkan angka ini: {_STEPS}",
    ("efektivitas", "belum_cukup"): _FEW,
    ("relevansi", "relevan"): f"{_PACE} Arahnya sama pada {{same}} dari {{steps}} tahun.",
    ("relevansi", "kurang_relevan"): f"{_PACE} Geraknya lebih lambat atau tidak searah.",
    ("relevansi", "tidak_relevan"): f"{_PACE} {{reference}} membaik, {{area}} memburuk.",
    ("relevansi", "belum_cukup"): "Tahun yang sama-sama ada angkanya baru {n}. Penilaian memerlukan paling sedikit {need}.",
    ("bidang", "1"): "Bidang {name} prioritas 1 dengan skor {score}. Tandanya: {flags}.",
    ("bidang", "2"): "Bidang {name} prioritas 2 dengan skor {score}. Tandanya: {flags}.",
    ("bidang", "3"): "Bidang {name} prioritas 3 dengan skor {score}. Tandanya: {flags}.",
    ("bidang", "bukan"): "Bidang {name} bukan prioritas. Skornya {score}.",
    ("bidang", "belum_cukup"): "Prioritas bidang {name} belum pasti. Skornya {score} dan masih dapat menjadi {most}.",
    ("wilayah", "1"): f"{_MEASURES} {{count}} kecamatan lebih buruk pada keduanya, terutama {{places}}.",
    ("wilayah", "bukan"): f"{_MEASURES} Tidak ada kecamatan yang lebih buruk pada keduanya.",
    ("wilayah", "belum_cukup"): f"{_MEASURES} Angka kecamatan belum ada.",
    ("anggaran", "sejalan"): f"{_MONEY} Anggaran mengikuti bidang dan kecamatan prioritas.",
    ("anggaran", "timpang"): f"{_MONEY} Anggaran belum mengikuti prioritas.",
    ("anggaran", "belum_cukup"): "Anggaran untuk penduduk miskin {amount}. Belanja daerah belum ada di basis data.",
    ("anggaran", "bagian_kecil"): "Bidang {field} prioritas {rank}, tetapi bagiannya hanya {field_share}.",
    ("anggaran", "kurang_wilayah"): "{low} kecamatan kurang mendapat anggaran. Yang paling kurang {places}.",
    ("anggaran", "serapan"): "Yang sudah dibelanjakan {absorbed}.",
    ("keterkaitan", "lengkap"): f"{_DRIVERS} Semuanya punya anggaran.",
    ("keterkaitan", "sebagian"): f"{_DRIVERS} {{funded}} di antaranya punya anggaran.",
    ("keterkaitan", "tanpa"): f"{_DRIVERS} Belum ada yang punya anggaran.",
    ("keterkaitan", "tanpa_anggaran"): "{orphans} faktor memburuk tanpa anggaran. Yang pertama {first}.",
}  # fmt: skip


def draft(kind: str, verdict: str, facts: dict[str, str]) -> str:
    """The proposed text; `facts` are words already ('6,12 %'). Raises KeyError for a verdict or a fact that is not there."""
    return SENTENCES[kind, verdict].format_map(facts)
