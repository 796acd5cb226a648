"""The examples of plans, and the master lists they name."""

from agencies.actions.agencies import load_agencies, read_agencies
from agencies.actions.regions import load_regions, read_regions
from agencies.models import Agency, Upload
from programs.actions.reference import load_reference
from tests.agencies.road import merged, staged
from tests.sheets.odd import EXAMPLES

FILES = {
    "anggaran": "09_realisasi_fisik_keuangan.xlsx",
    "indikator": "10_indikator_program_rpjmd.xlsx",
    "statistik": "11_data_terbuka_kecamatan.csv",
}
CONTEXTS = {"anggaran": {"tahun": 2025, "bulan": 6}, "indikator": {"periode": "2025-2029"}, "statistik": {}}


def ground() -> None:
    """Agencies, regions and the shipped reference lists."""
    load_regions(read_regions(EXAMPLES / "wilayah.csv"))
    load_agencies(read_agencies(EXAMPLES / "perangkat_daerah.csv"))
    load_reference()


def agency_of(short_name: str) -> Agency:
    return Agency.objects.get(short_name=short_name)


def content_of(kind: str) -> bytes:
    return (EXAMPLES / FILES[kind]).read_bytes()


def handed_in(kind: str, *, agency: Agency, by, approver=None, **other) -> Upload:
    """The example through the whole road; without approver only as far as the check."""
    facts = {"kind": kind, "name": FILES[kind], "context": CONTEXTS[kind], "agency": agency, "by": by} | other
    if approver is None:
        return staged(content_of(kind), **facts)
    return merged(content_of(kind), approver=approver, **facts)
