"""The field catalogue: what a column can mean, for which kinds of upload, and the headings it appears under.

Headings and codes are data: one TOML file per dialect in `dialects/`, that is per system whose exports agencies hand in.
"""

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

PEOPLE = frozenset({"individu", "keluarga", "penerima"})
COUNTING, MONTHLY = "realisasi", "bulan"  # in the context of a list of budgets: it tells its month alone
KINDS = (*sorted(PEOPLE), "usulan", "anggaran", "indikator", "statistik", "rat")
# Each group needs one of its fields, as a column or as a fixed value (SHAPES section 1).
REQUIRED = {
    "individu": (("nama",), ("nik",)),
    "keluarga": (("nama",), ("no_kk", "nik", "id_sumber")),
    "penerima": (("nama",), ("nik", "no_kk")),
    "usulan": (("usulan",),),
    "anggaran": (("kode", "uraian", "nama_sub_kegiatan", "nama_kegiatan", "nama_program", "kode_sub_kegiatan",
                  "kode_akun", "nama_akun", "kode_kegiatan", "kode_program", "nama_sub_skpd", "nama_skpd", "opd", "kode_skpd"),
                 ("pagu", "pagu_rka", "pagu_perubahan", "realisasi", *(f"realisasi_tw_{number}" for number in range(1, 5)),
                  *(f"rak_bulan_{number}" for number in range(1, 13)))),
    "indikator": (("indikator",),),
    "statistik": (("kode_wilayah", "kecamatan", "desa", "kabupaten", "wilayah", "provinsi"), ("tahun",), ("nilai",)),
    "rat": (("kode", "kode_sub_kegiatan", "nama_sub_kegiatan", "uraian"),
            ("pagu", "realisasi_semester_1", "realisasi_semester_2", "realisasi")),
}  # fmt: skip
JOINT = {  # one column that holds several fields
    "nik_nama": ("nik", "nama"), "nik_no_kk": ("nik", "no_kk"), "nama_no_kk": ("nama", "no_kk"), "nama_usia": ("nama", "usia"),
    "nama_jenis_kelamin": ("nama", "jenis_kelamin"), "nama_tanggal_lahir": ("nama", "tanggal_lahir"), "nama_alamat": ("nama", "alamat"),
    "nik_nama_alamat": ("nik", "nama", "alamat"), "nama_usia_alamat": ("nama", "usia", "alamat"),
    "nama_jenis_kelamin_usia": ("nama", "jenis_kelamin", "usia"), "jenis_kelamin_usia": ("jenis_kelamin", "usia"),
    "tempat_tanggal_lahir_usia": ("tempat_tanggal_lahir", "usia"), "tanggal_lahir_usia": ("tanggal_lahir", "usia"),
    "desa_kecamatan": ("desa", "kecamatan"), "alamat_telepon": ("alamat", "telepon"), "dusun_rt": ("dusun", "rt"),
    "dusun_rt_rw": ("dusun", "rt_rw"), "desa_rt_rw": ("desa", "rt_rw"), "desa_dusun": ("desa", "dusun"),
    "pendidikan_pekerjaan": ("pendidikan", "pekerjaan"), "nama_pekerjaan": ("nama", "pekerjaan"),
    "nama_keterangan": ("nama", "keterangan"),
}  # fmt: skip
AREAS = ("provinsi", "kabupaten", "kecamatan", "desa")


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a column can mean. `cleaner` names the rule of `columnwork`; `kinds` the uploads that know it."""

    name: str
    label: str
    cleaner: str
    kinds: frozenset[str]


def _fields(cleaner, kinds, **labels):
    return [Field(name, label, cleaner, frozenset(kinds)) for name, label in labels.items()]


PLACED = PEOPLE | {"usulan", "statistik"}
CATALOGUE = [
    *_fields("nik", PEOPLE, nik="NIK"),
    *_fields("kk", PEOPLE, no_kk="No. KK"),
    *_fields("joint", PEOPLE, nik_nama="NIK dan nama", nik_no_kk="NIK dan No. KK", nama_no_kk="Nama dan No. KK",
             nama_usia="Nama dan usia", nama_jenis_kelamin="Nama dan jenis kelamin", nama_tanggal_lahir="Nama dan tanggal lahir",
             nama_alamat="Nama dan alamat", nik_nama_alamat="NIK, nama dan alamat", nama_usia_alamat="Nama, usia dan alamat",
             nama_jenis_kelamin_usia="Nama, jenis kelamin dan usia", jenis_kelamin_usia="Jenis kelamin dan usia",
             tempat_tanggal_lahir_usia="Tempat, tanggal lahir dan usia", tanggal_lahir_usia="Tanggal lahir dan usia",
             desa_kecamatan="Desa dan kecamatan", alamat_telepon="Alamat dan telepon", dusun_rt="Dusun dan RT",
             dusun_rt_rw="Dusun dan RT/RW", desa_rt_rw="Desa dan RT/RW", desa_dusun="Desa dan dusun",
             pendidikan_pekerjaan="Pendidikan dan pekerjaan", nama_pekerjaan="Nama dan pekerjaan",
             nama_keterangan="Nama dan keterangan"),
    *_fields("name", PEOPLE, nama="Nama", nama_kepala_keluarga="Nama kepala keluarga", nama_ibu="Nama ibu", nama_ayah="Nama ayah"),
    *_fields("code", PEOPLE, hubungan_keluarga="Hubungan keluarga", status_kawin="Status kawin", pendidikan="Pendidikan",
             pekerjaan="Pekerjaan", disabilitas="Disabilitas", status_penduduk="Status penduduk"),
    *_fields("sex", PEOPLE, jenis_kelamin="Jenis kelamin"),
    *_fields("birth", PEOPLE, tanggal_lahir="Tanggal lahir"),
    *_fields("birthplace", PEOPLE, tempat_tanggal_lahir="Tempat dan tanggal lahir"),
    *_fields("text", PEOPLE, tempat_lahir="Tempat lahir", id_sumber="ID sumber", no_peserta="No. peserta",
             kriteria="Kriteria", status_bantuan="Status bantuan", telepon="Telepon", padan_dukcapil="Padan Dukcapil"),
    *_fields("text", PEOPLE | {"usulan"}, alamat="Alamat", dusun="Dusun"),
    *_fields("rt", PEOPLE | {"usulan"}, rt="RT"),
    *_fields("rw", PEOPLE | {"usulan"}, rw="RW"),
    *_fields("rt_rw", PEOPLE | {"usulan"}, rt_rw="RT/RW"),
    *_fields("area", PLACED, desa="Desa/Kelurahan", kecamatan="Kecamatan", kabupaten="Kabupaten/Kota", provinsi="Provinsi"),
    *_fields("area_code", PLACED, kode_wilayah="Kode wilayah"),
    *_fields("decile", PEOPLE, desil="Desil"),
    *_fields("whole", PEOPLE, persentil="Persentil", jumlah_anggota="Jumlah anggota", usia="Usia"),
    *_fields("soft_amount", PEOPLE, penghasilan="Penghasilan"),
    *_fields("programme", PEOPLE, program="Program"),
    *_fields("text", {"usulan", "indikator"}, program="Program"),
    *_fields("period", PEOPLE | {"indikator"}, periode="Periode"),
    *_fields("amount", PEOPLE, nominal="Nominal"),
    *_fields("text", {*KINDS} - {"rat"}, keterangan="Keterangan"),
    *_fields("year", PEOPLE | {"usulan", "anggaran", "indikator", "statistik", "rat"}, tahun="Tahun"),
    *_fields("text", {"usulan"}, id_usulan="ID usulan", pengusul="Pengusul", usulan="Usulan", masalah="Masalah",
             lokasi="Lokasi", usulan_ke="Usulan ke", catatan="Catatan", status="Status", sub_kegiatan="Sub kegiatan",
             jenis_belanja="Jenis belanja", prioritas="Prioritas", rekomendasi_sekwan="Rekomendasi Sekwan",
             rekomendasi_mitra="Rekomendasi Mitra", rekomendasi_skpd="Rekomendasi SKPD", rekomendasi_tapd="Rekomendasi TAPD",
             rekomendasi_kelurahan="Rekomendasi Kelurahan", rekomendasi_kecamatan="Rekomendasi Kecamatan"),
    *_fields("text", {"usulan", "indikator"}, sasaran="Sasaran"),
    *_fields("text", {"indikator"}, visi="Visi", misi="Misi", tujuan="Tujuan"),
    *_fields("date", {"usulan"}, tanggal_usul="Tanggal usul"),
    *_fields("agency", {*KINDS} - {"statistik"}, opd="Perangkat daerah"),
    *_fields("agency", {"usulan"}, opd_awal="Perangkat daerah awal"),
    *_fields("text", PEOPLE | {"usulan"}, kode_opd="Kode perangkat daerah"),
    *_fields("volume", {"usulan"}, volume="Volume"),
    *_fields("text", {"usulan", "indikator", "statistik", "anggaran"}, satuan="Satuan"),
    *_fields("amount", {"usulan"}, anggaran="Anggaran"),
    *_fields("text", {"anggaran", "indikator", "rat"}, kode="Kode"),
    *_fields("text", {"anggaran", "rat"}, uraian="Uraian"),
    *_fields("text", {"anggaran"}, kode_akun="Kode akun", nama_akun="Nama akun"),
    *_fields("text", {"anggaran", "indikator"}, nama_skpd="Nama SKPD", kode_sub_skpd="Kode sub SKPD",
             nama_sub_skpd="Nama sub SKPD"),
    *_fields("text", {"anggaran", "indikator", "rat"}, kode_skpd="Kode SKPD", kode_program="Kode program",
             nama_program="Nama program", kode_kegiatan="Kode kegiatan", nama_kegiatan="Nama kegiatan",
             kode_sub_kegiatan="Kode sub kegiatan", nama_sub_kegiatan="Nama sub kegiatan"),
    *_fields("amount", {"anggaran"}, pagu="Pagu", pagu_rka="RKA", pagu_perubahan="Pagu perubahan", realisasi="Realisasi"),
    *_fields("rate", {"anggaran"}, persen="Capaian keuangan (%)", fisik_persen="Realisasi fisik (%)"),
    *_fields("text", PEOPLE | {"usulan", "anggaran", "rat"}, sumber_dana="Sumber dana"),
    *_fields("text", {"rat"}, strategi="Strategi OPPKPKE", aktivitas_langsung="Aktivitas langsung",
             aktivitas_tidak_langsung="Aktivitas tidak langsung", aktivitas_penunjang="Aktivitas penunjang",
             sifat_bantuan="Sifat bantuan", lokasi="Lokasi", jumlah_sasaran="Jumlah sasaran", besaran_manfaat="Besaran manfaat",
             jenis_bantuan="Jenis bantuan", durasi="Durasi pemberian", alasan="Alasan"),
    *_fields("amount", {"rat"}, pagu="Alokasi anggaran", realisasi_semester_1="Realisasi semester 1",
             realisasi_semester_2="Realisasi semester 2", realisasi="Total realisasi"),
    *_fields("text", {"anggaran", "indikator", "statistik"}, indikator="Indikator"),
    *_fields("text", {"indikator"}, arah="Arah", jenis_indikator="Jenis indikator"),
    *_fields("target", {"indikator"}, kondisi_awal="Kondisi awal", target_akhir="Target akhir"),
    *_fields("target", {"anggaran", "indikator"}, target="Target"),
    *_fields("amount", {"indikator"}, pagu_akhir="Pagu akhir", pagu="Pagu"),
    *_fields("target", {"indikator"}, realisasi="Realisasi"),
    *_fields("rate", {"indikator", "rat"}, persen="Capaian (%)"),
    *_fields("number", {"anggaran", "indikator"}, target_volume="Volume target"),
    *_fields("text", {"anggaran", "indikator"}, target_satuan="Satuan target"),
    *_fields("measure", {"statistik"}, nilai="Nilai"),
    *_fields("area_any", {"statistik"}, wilayah="Wilayah"),
]  # fmt: skip
for number in range(1, 5):
    CATALOGUE += _fields(
        "amount", {"anggaran", "indikator"}, **{f"realisasi_tw_{number}": f"Realisasi triwulan {number}"}
    )
    CATALOGUE += _fields(
        "number",
        {"anggaran", "indikator"},
        **{f"realisasi_volume_tw_{number}": f"Realisasi volume triwulan {number}"},
    )
for number in range(1, 13):
    CATALOGUE += _fields("amount", {"anggaran"}, **{f"rak_bulan_{number}": f"Anggaran kas bulan {number}"})
ELSEWHERE = frozenset(
    each.name for each in CATALOGUE if each.kinds - {"rat"}
)  # names that not only action plans use
BY_YEAR = re.compile(r"(target|pagu|realisasi)_(20\d{2})")


@lru_cache(maxsize=8)
def fields_of(kind: str) -> dict[str, Field]:
    """The fields an upload of this kind knows, by name."""
    return {each.name: each for each in CATALOGUE if kind in each.kinds}


def field_of(name: str, kind: str) -> Field:
    """The field of that name, also `bantuan:PKH`, `bantuan:PKH:nominal`, `periode:Januari`, `target_2026`. KeyError for others."""
    if name.startswith("bantuan:"):
        programme = name.split(":")[1]
        if name.endswith(":nominal"):
            return Field(name, f"Nominal {programme}", "amount", PEOPLE)
        return Field(name, f"Menerima {programme}", "aid", PEOPLE)
    if name.startswith("periode:"):
        return Field(name, f"Bantuan {name.split(':')[1]}", "aid", frozenset({"penerima"}))
    by_year = BY_YEAR.fullmatch(name)
    if by_year:
        cleaner = {"target": "target", "pagu": "amount", "realisasi": "target"}[by_year[1]]
        return Field(name, f"{by_year[1].title()} {by_year[2]}", cleaner, frozenset({"indikator"}))
    return fields_of(kind)[name]


def squeeze(text: str) -> str:
    """Letters and digits only, in lower case, `%` as a word: how headings and names are compared."""
    return "".join(filter(str.isalnum, text.casefold().replace("%", "persen")))


@dataclass(frozen=True, slots=True)
class Dialect:
    """One system's way of naming columns and coding answers."""

    name: str
    label: str
    headings: dict[str, tuple[str, ...]]
    codes: dict[str, dict[str, str]]
    keys: frozenset[str] = field(default=frozenset())


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All dialects together: heading key -> fields it can mean, headings known to mean nothing here, programmes."""

    dialects: tuple[Dialect, ...]
    meanings: dict[str, tuple[str, ...]]
    ignored: frozenset[str]
    programmes: dict[str, str]


_own: tuple[dict, ...] = ()  # dialects that Bappeda added, in the shape of the files
_resting_on_it: list[Callable] = []


def rests_on_vocabulary(function: Callable) -> Callable:
    """Mark a cached function of headings: it forgets when other dialects are spoken."""
    _resting_on_it.append(function)
    return function


def speak(own: tuple[dict, ...]) -> None:
    """From now on this process knows Bappeda's own dialects beside the shipped ones."""
    global _own
    if own != _own:
        _own = own
        for function in (vocabulary, *_resting_on_it):
            function.cache_clear()


def shipped() -> list[dict]:
    """The dialects that come with the code, as their files hold them; the general words first."""
    paths = Path(__file__).with_name("dialects").glob("*.toml")
    ordered = sorted(paths, key=lambda path: (path.stem != "umum", path.stem))
    return [tomllib.loads(path.read_text(encoding="utf-8")) for path in ordered]


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """Read once per process from the files that ship with the code, and from what `speak` was told."""
    dialects, meanings, ignored, programmes = [], {}, set(), {}
    for content in (*shipped(), *_own):
        headings = {name: tuple(words) for name, words in content.get("headings", {}).items()}
        for name, words in headings.items():
            for word in words:
                meanings.setdefault(squeeze(word), []).append(name)
        keys = frozenset(squeeze(word) for words in headings.values() for word in words)
        dialects.append(Dialect(content["name"], content["label"], headings, content.get("codes", {}), keys))
        ignored.update(squeeze(word) for word in content.get("ignored", {}).get("headings", ()))
        for code, aliases in content.get("programmes", {}).items():
            programmes.update({squeeze(alias): code for alias in (code, *aliases)})
    return Vocabulary(
        tuple(dialects),
        {key: tuple(dict.fromkeys(names)) for key, names in meanings.items()},
        frozenset(ignored),
        programmes,
    )
