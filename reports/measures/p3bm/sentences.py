"""Draft findings: a fixed sentence or two for each analysis and verdict, filled with its figures. Officers rewrite them."""

_VALUE = "{name} {area} {value} pada {when}."
_STEPS = "{good} dari {steps} perubahan tahunan membaik. Garis tren menjelaskan {r2} naik turunnya."
_MOVES = "{name} {area} {moved} sejak {first_year}."
_PACE = "{area} {moved_own}, {reference} {moved_reference} sejak {first_year}."
_FEW = "Baru {n} nilai {period} yang ada. Penilaian memerlukan paling sedikit {need}."

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
    ("wilayah", "1"): "{count} kecamatan lebih buruk pada kedua ukuran. Yang pertama {places}.",
    ("wilayah", "bukan"): "Tidak ada kecamatan yang lebih buruk pada kedua ukuran.",
    ("anggaran", "ada"): "Anggaran untuk penduduk miskin {amount}. Itu {share} dari belanja daerah.",
    ("anggaran", "belum_cukup"): "Anggaran untuk penduduk miskin {amount}. Belanja daerah belum ada di basis data.",
    ("keterkaitan", "ada"): "{name}: {funded} dari {of} faktor penentu punya anggaran.",
    ("keterkaitan", "belum_cukup"): "Faktor penentu {name} belum dicatat.",
}  # fmt: skip


def draft(kind: str, verdict: str, facts: dict[str, str]) -> str:
    """The proposed text; `facts` are words already ('6,12 %'). Raises KeyError for a verdict or a fact that is not there."""
    return SENTENCES[kind, verdict].format_map(facts)
